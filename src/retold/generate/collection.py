"""A collection of invented articles with planted retellings: what `trace` is measured on.

Kinds of planted pairs (`Planted.kind`):

`iid-P`: P % of the words changed, each independently; `uneven-P`: P % of the words other than names and figures, more in some
sentences than in others, some sentences moved; `excerpt`: 60 running words inside an article of its own; `brief`: five
sentences condensed to about 90 words, 30 % of them changed; `identical`; `story`: a copy of a much-copied article (0–50 %
changed); `event`: written independently about the same event (not a retelling); `notice`: an article with a text under it
that many others have under them too (not a retelling, and it has no source).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from retold.generate import drafts
from retold.generate.drafts import Draft, Style
from retold.generate.lexicon import Lexicon, lexicon
from retold.records.article import Article

TESTING = Style()
TRAINING = Style(mean_length=330.0, sentence=(7, 31), topic_share=0.15, substituted=0.6, swapped=0.3, name_share=0.08)

SHARES = (0, 10, 30, 50, 70, 90)
PAIR_KINDS = (
    *(f"iid-{share}" for share in SHARES),
    *(f"uneven-{share}" for share in SHARES if share),
    "excerpt",
    "brief",
    "identical",
    "event",
)
RETELLINGS = tuple(kind for kind in PAIR_KINDS if kind != "event")
EXCERPT_WORDS = 60
NOTICE_WORDS = 150
_BEGIN = datetime(2031, 3, 1, tzinfo=UTC)
_OUTLETS = 120


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How many of what. `pairs` of each kind in `PAIR_KINDS`; `stories` sizes of much-copied stories (the source not counted);
    `notices` articles that share one notice; `same` articles that are all identical; the rest of `articles` are unrelated."""

    articles: int = 50_000
    pairs: int = 500
    kinds: tuple[str, ...] = PAIR_KINDS
    stories: tuple[int, ...] = (300,)
    notices: int = 0
    same: int = 0
    style: Style = TESTING

    @classmethod
    def scaled(cls, articles: int) -> Recipe:
        """The usual mixture at another size: 14 % of the articles are copies, one story of 300 in 50,000."""
        return cls(
            articles=articles,
            pairs=max(1, articles // 100),
            stories=(300,) * max(0, articles // 50_000),
        )


class Planted(msgspec.Struct, frozen=True):
    """What an article was made as, and the id of the article it was made from (empty for a notice)."""

    kind: str
    source: str


def collection(recipe: Recipe, seed: int = 0) -> Iterator[tuple[Article, Planted | None]]:
    """The articles of a recipe, each with what was planted. The same seed gives the same articles."""
    random = np.random.default_rng(seed)
    words = lexicon()
    maker = _Maker(random, words, recipe.style)
    left = recipe.articles
    for kind in recipe.kinds:
        for _ in range(recipe.pairs):
            if left < 2:
                return
            yield from maker.pair(kind)
            left -= 2
    for size in recipe.stories:
        if left < 2:
            return
        copies = min(size, left - 1)
        yield from maker.story(copies)
        left -= copies + 1
    yield from maker.notices(min(recipe.notices, left))
    left -= min(recipe.notices, left)
    yield from maker.same(min(recipe.same, left))
    left -= min(recipe.same, left)
    for _ in range(left):
        yield maker.article(maker.fresh()), None


class _Maker:
    def __init__(self, random: np.random.Generator, words: Lexicon, style: Style) -> None:
        self.random, self.words, self.style = random, words, style
        self.count = 0

    def fresh(self, about: drafts.Event | None = None, length: int | None = None) -> Draft:
        about = about or drafts.event(self.random, self.words, self.style)
        return drafts.draft(self.random, self.words, self.style, about, length)

    def article(self, made: Draft, after: Article | None = None, extra: str = "", outlets: int = _OUTLETS) -> Article:
        self.count += 1
        if after is not None and after.published:
            at = datetime.fromisoformat(after.published) + timedelta(minutes=int(self.random.integers(5, 2880)))
        else:
            at = _BEGIN + timedelta(minutes=int(self.random.integers(0, 60 * 24 * 60)))
        outlet = f"outlet-{int(self.random.integers(0, outlets)):03d}.example"
        text = drafts.printed(made, self.words) + extra
        return Article(id=f"g{self.count:07d}", text=text, outlet=outlet, published=at.isoformat())

    def pair(self, kind: str) -> Iterator[tuple[Article, Planted | None]]:
        about = drafts.event(self.random, self.words, self.style)
        made = self.fresh(about)
        source = self.article(made)
        yield source, None
        copy = self.article(self.retold(kind, made, about), source)
        if kind == "identical":
            copy = msgspec.structs.replace(copy, text=source.text)
        yield copy, Planted(kind, source.id)

    def retold(self, kind: str, made: Draft, about: drafts.Event) -> Draft:
        name, _, share = kind.partition("-")
        given = (self.random, self.words, self.style, made)
        if name == "iid":
            return drafts.edited(*given, int(share) / 100)
        if name == "uneven":
            return drafts.uneven(*given, int(share) / 100)
        if name == "excerpt":
            return drafts.inside(self.random, self.fresh(), made, EXCERPT_WORDS)
        if name == "brief":
            return drafts.brief(*given)
        return self.fresh(about) if name == "event" else made

    def story(self, size: int) -> Iterator[tuple[Article, Planted | None]]:
        if not size:
            return
        made = self.fresh()
        source = self.article(made)
        yield source, None
        for _ in range(size):
            share = float(self.random.uniform(0, 0.5))
            copy = drafts.edited(self.random, self.words, self.style, made, share)
            yield self.article(copy, source), Planted("story", source.id)

    def notices(self, size: int) -> Iterator[tuple[Article, Planted | None]]:
        if not size:
            return
        notice = "\n\n" + drafts.printed(self.fresh(length=NOTICE_WORDS), self.words)
        for _ in range(size):
            yield self.article(self.fresh(), extra=notice, outlets=3), Planted("notice", "")

    def same(self, size: int) -> Iterator[tuple[Article, Planted | None]]:
        if not size:
            return
        source = self.article(self.fresh())
        yield source, None
        for _ in range(size - 1):
            copy = self.article(Draft(*(np.zeros(0, np.int64),) * 4), source)  # type: ignore[arg-type]
            yield msgspec.structs.replace(copy, text=source.text), Planted("identical", source.id)
