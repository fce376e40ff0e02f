"""Have we seen this before, and where? One article against an archive; nothing is stored.

    candidates ─▶ scores ─▶ relation ─▶ (for the best, where asked for) marks, collation, direction, changes

How it works: the look-up index gives the articles that share most features with the one asked for; their texts are scored by
their rare words (`matching.score`, as a collection's candidate pairs are) and what that leaves is aligned word by word, without
marking either (`collation.relation.relation_unmarked`): a few milliseconds in all. With `changes` the best matches are then
marked and collated as `compare` does it; where the closer look finds them unrelated after all they are left out.

An archive is anything that answers what `Store` asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from retold.errors import InputError, OptionError
from retold.records.archive import Found, Match
from retold.records.article import Article, span
from retold.records.comparison import Comparison, Differences, Note, Passage, Relation
from retold.records.marks import Marked
from retold.records.story import Telling
from retold.summary import differ

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from retold.collation.unmarked import Bare
    from retold.matching.tokens import Batch

LOOKED = 12  # candidates that are scored, `SPARE` more than matches asked for where that is more
SPARE = 2
MOST = 1000  # matches
LONGEST = 400_000  # characters; a longer text is a book or a dump
_SURE = 0.9  # least probability of the language of a text that matches nothing
_ORDER = {"identical": 0, "retelling": 1, "shares-passage": 2}


class Query(Protocol):
    """A text as the index sees it."""

    @property
    def batch(self) -> Batch:
        """Its words."""


class Candidate(Protocol):
    """An article that shares features with a text."""

    @property
    def number(self) -> int:
        """Its number in the archive."""


class Frequencies(Protocol):
    """The word frequencies that features were chosen by."""

    @property
    def levels(self) -> npt.NDArray[np.uint8]:
        """How rare the word in each slot is."""

    @property
    def sampling(self) -> int:
        """One feature in so many is indexed."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles."""


class Index(Protocol):
    """What `find` asks of a look-up index (`retold.archive.lookup.Lookup`)."""

    @property
    def articles(self) -> int:
        """How many articles it has."""

    @property
    def notices(self) -> npt.NDArray[np.int64]:
        """Features of text that stands under many unlike articles."""

    @property
    def epoch(self) -> Frequencies:
        """By what its features were chosen."""

    def query(self, text: str) -> Any:
        """The words and features of a text."""

    def candidates(self, text: Any, limit: int) -> Sequence[Candidate]:
        """The articles that share most with it, most first."""


class Store(Protocol):
    """What `find` asks of an archive."""

    def lookup(self) -> Index:
        """The index as it is now; stays the store's to close."""

    def texts(self, numbers: Sequence[int]) -> Sequence[str]:
        """The texts of some articles, in that order; an empty one for an article that was removed meanwhile."""

    def articles_numbered(self, numbers: Sequence[int]) -> Sequence[Article]:
        """Some articles, in that order; those that were removed meanwhile are left out."""

    def stories_of(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The story that each article belongs to now; those in none are left out."""

    def marked(self, id: str) -> Marked:
        """The marks of an article."""


class _Kept(msgspec.Struct, frozen=True):
    """A candidate that has to do with the text asked for: its number and the number of its words, the relation, the share of
    its words that are kept, the best run of words both have (first and behind the last, in it and in the one asked for)."""

    number: int
    words: int
    relation: Relation
    kept: float
    run: tuple[int, int, int, int]


class _Laid(msgspec.Struct, frozen=True):
    """The words of the text asked for (0) and of the candidates (1 …) behind one another, with offsets; which words are hidden
    because they are of notices; the hash of all words of each; how telling the word in each slot is."""

    words: npt.NDArray[np.uint32]
    offsets: npt.NDArray[np.int64]
    hidden: npt.NDArray[np.bool_] | None
    identity: npt.NDArray[np.int64]
    idf: npt.NDArray[np.uint8]


def find(article: Article | str, store: Store, *, limit: int = 10, changes: bool | int = False) -> Found:
    """Look an article up: what in the archive is identical with it, retells it or is retold by it, or shares a passage.

    Args:
        article: an article, or its text.
        store: an archive.
        limit: at most so many matches.
        changes: lay the matches beside it sentence by sentence, too, for direction, measures and changes: all of them (True) or
            so many of the best. About 50 ms each.

    Raises:
        InputError: there are no words in the article.
        OptionError: `limit` is below 1.
    """
    asked = _asked(article)
    if not 1 <= limit <= MOST:
        raise OptionError("limit", limit, f"must be between 1 and {MOST:,}")
    lookup = store.lookup()
    related, looked_at = _related(asked.text, store, lookup, max(LOOKED, limit + SPARE))
    found = _matches(related[:limit], asked, store)
    closely = len(found) if changes is True else min(int(changes), len(found))
    if closely:
        near = _closer(found[:closely], asked, store)
        found = sorted([*near, *found[closely:]], key=_rank)
    notes = () if found else (_nothing(looked_at, lookup.articles), *_other_language(asked, lookup))
    return Found(retold=_version(), matches=tuple(found), looked_at=looked_at, articles=lookup.articles, notes=notes)


@lru_cache(maxsize=1)
def _version() -> str:
    return version("retold")


def _asked(given: Article | str) -> Article:
    article = Article(text=given) if isinstance(given, str) else given
    if not any(map(str.isalnum, article.text)):
        raise InputError(article.id or "the text", "empty", "there are no words in it", "Give the text of the article")
    if len(article.text) > LONGEST:
        raise InputError(
            article.id or "the text",
            "too-long",
            f"it has more than {LONGEST:,} characters",
            "Give one article at a time",
        )
    return article.identified()


def _nothing(looked_at: int, articles: int) -> Note:
    if not articles:
        return Note("empty-archive", "There are no articles in the archive yet.")
    looked = f"the nearest {looked_at} were looked at" if looked_at else "none shares enough rare words with it"
    return Note(
        "not-found", f"Nothing in the archive retells it or shares a passage with it: {looked}, of {articles:,}."
    )


def _other_language(asked: Article, lookup: Index) -> tuple[Note, ...]:
    """What is said of a text in another language than the articles, of which nothing was found."""
    from retold.text.language import language

    known = asked.language or language(asked.text, _SURE)
    if not lookup.articles or not known or not all(differ(known, one) for one in lookup.epoch.languages):
        return ()
    says = f"The text is in {known!r}. Words of different languages are not matched: whether it retells an article in another "
    return (Note("two-languages", says + "language is not known."),)


def _related(text: str, store: Store, lookup: Index, looked: int) -> tuple[list[_Kept], int]:
    """The candidates that have to do with a text, closest first, and how many were looked at."""
    from retold.collation.relation import relation_unmarked

    query: Query = lookup.query(text)
    numbers = [one.number for one in lookup.candidates(query, looked)]
    texts = [one if len(one) <= LONGEST else "" for one in store.texts(numbers)] if numbers else []
    if not numbers:
        return [], 0
    laid = _lay(query, texts, lookup)
    worthy, runs = _scored(laid)
    kept = []
    asked = _bare(laid, 0)
    for nth in worthy:
        relation, share = relation_unmarked(_bare(laid, nth + 1), asked)
        if relation.kind == "identical" and not _same_words(text, texts[nth]):
            relation = msgspec.structs.replace(relation, kind="retelling")
        if relation.kind in _ORDER:
            length = int(laid.offsets[nth + 2] - laid.offsets[nth + 1])
            kept.append(_Kept(numbers[nth], length, relation, share, runs[nth]))
    kept.sort(key=lambda one: (_ORDER[one.relation.kind], -one.relation.score, one.number))
    return kept, len(numbers)


def _lay(query: Query, texts: Sequence[str], lookup: Index) -> _Laid:
    """Lay out the words of all texts for scores and alignments."""
    import numpy as np

    from retold.matching import score
    from retold.matching.tokens import tokenise

    batch = tokenise(texts)
    words = np.concatenate((query.batch.tokens, batch.tokens))
    offsets = np.concatenate((query.batch.offsets[:1], batch.offsets + len(query.batch.tokens)))
    identity = np.concatenate((query.batch.identity, batch.identity))
    hidden = None
    if len(lookup.notices):
        from retold.matching import repeated

        def gather(wanted: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
            parts = [words[offsets[nth] : offsets[nth + 1]] for nth in wanted]
            starts = np.concatenate((np.zeros(1, np.int64), np.cumsum([len(part) for part in parts])))
            return np.concatenate(parts), starts

        every = np.arange(len(offsets) - 1)
        found = repeated.spans(every, lookup.notices, gather, lookup.epoch.levels, lookup.epoch.sampling)
        hidden = repeated.mask(every, offsets, found)
    return _Laid(words, offsets, hidden, identity, score.idf_table(lookup.epoch.languages))


def _scored(laid: _Laid) -> tuple[list[int], list[tuple[int, int, int, int]]]:
    """Which candidates are worth aligning, or are identical; and the best run of each."""
    import numpy as np

    from retold.matching import score

    count = len(laid.offsets) - 2
    candidates = np.arange(1, count + 1)
    found = score.score(laid.words, laid.offsets, candidates, np.zeros(count, np.int64), laid.idf, laid.hidden)
    same = laid.identity[1:] == laid.identity[0]
    rows = [(one[0], one[1], one[2], one[3]) for one in found.spans.tolist()]
    return np.flatnonzero(found.worthy() | same).tolist(), rows


def _bare(laid: _Laid, nth: int) -> Bare:
    """The words of one text for the alignment."""
    import numpy as np

    from retold.collation.unmarked import Bare
    from retold.matching import score
    from retold.matching.rarity import SLOTS

    first, last = int(laid.offsets[nth]), int(laid.offsets[nth + 1])
    own = laid.words[first:last]
    weights = (laid.idf[own & np.uint32(SLOTS - 1)] / score.UNIT) ** 2
    numbers = own.astype(np.int64)
    if laid.hidden is not None:
        out = laid.hidden[first:last]
        numbers[out] = -1 - np.arange(first, last)[out]
        weights[out] = 0.0
    return Bare(numbers.tolist(), weights.tolist())


def _same_words(one: str, other: str) -> bool:
    """Whether two texts that matching takes for identical are so to the letter, case and punctuation aside."""
    from retold.text.tokenise import words

    return one == other or words(one).norm == words(other).norm


def _matches(related: Sequence[_Kept], asked: Article, store: Store) -> list[Match]:
    from retold.matching.places import spans

    if not related:
        return []
    articles = list(store.articles_numbered([one.number for one in related]))
    if len(articles) < len(related):  # one was removed meanwhile
        each = [(one, store.articles_numbered([one.number])) for one in related]
        related = [one for one, there in each if there]
        articles = [there[0] for _, there in each if there]
    stories = store.stories_of([article.id for article in articles])
    found = []
    for one, article in zip(related, articles, strict=True):
        there = spans(article.text, _row(one.run[:2]))
        here = spans(asked.text, _row(one.run[2:]))
        passage = Passage(
            a=tuple(span(article.text, *place) for place in there),
            b=tuple(span(asked.text, *place) for place in here),
            words=min(one.run[1] - one.run[0], one.run[3] - one.run[2]),
        )
        found.append(
            Match(
                telling=Telling.of(article, one.words),
                relation=one.relation.kind,
                score=one.relation.score,
                copied=one.relation.copied,
                kept=one.kept,
                story=stories.get(article.id),
                passages=(passage,) if there and one.relation.kind != "identical" else (),
            )
        )
    return found


def _row(run: tuple[int, ...]) -> npt.NDArray[np.int64]:
    """A run of words as the one row of an array; no row where it is empty."""
    import numpy as np

    return np.array([run] if run[1] > run[0] else [], dtype=np.int64).reshape(-1, 2)


def _rank(match: Match) -> tuple[int, float, str, str]:
    return (_ORDER[match.relation], -match.score, match.telling.published or "9", match.telling.id)


def _closer(found: Sequence[Match], asked: Article, store: Store) -> list[Match]:
    """Matches compared sentence by sentence, those left out that are unrelated after all."""
    from retold.compare import compare_marked
    from retold.marking import mark

    marked = mark(asked)
    closer = []
    for match in found:
        there = store.marked(match.telling.id)
        comparison = compare_marked(there, marked)
        if comparison.relation.kind in _ORDER:
            closer.append(_compared(match, comparison, there, marked))
    return closer


def _compared(match: Match, comparison: Comparison, there: Marked, here: Marked) -> Match:
    """A match with what the comparison says; its source is the article of the archive unless `turned`."""
    from retold.related import measures_of

    turned = comparison.source.given == 1
    kept, copied = match.kept, match.copied
    if turned:
        kept = comparison.relation.copied
    else:
        copied = comparison.relation.copied
    answer, probability = comparison.direction.answer, comparison.direction.probability
    what = Differences(quotations=comparison.quotations, figures=comparison.figures)
    sides, shares = ((here, there), (copied, kept)) if turned else ((there, here), (kept, copied))
    return msgspec.structs.replace(
        match,
        relation=comparison.relation.kind,
        score=comparison.relation.score,
        copied=copied,
        kept=kept,
        direction=answer,
        probability=round(probability, 4),
        turned=turned,
        summary=comparison.summary,
        measures=measures_of(*sides, what, *shares) if comparison.relation.kind != "shares-passage" else None,
        passages=comparison.relation.passages if comparison.relation.kind != "identical" else (),
        changes=comparison.changes,
    )
