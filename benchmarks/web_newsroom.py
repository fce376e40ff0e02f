"""The articles of a newsroom for `web.py`, generated: some 300 outlets, eight agencies, stories of two to a thousand tellings.

The texts are those of `retold.generate`; what is added here is what pages show beside a text: a title, an outlet (few large ones
and many small ones), the agency of a source, its dateline on the source and on some of the copies (so that some are credited and
some are not), an address. `further` gives articles that come later: one in ten retells an article that is there, so that stories
grow while they are read.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from retold.generate.collection import Recipe, collection
from retold.records.article import Article

OUTLETS = 300
AGENCIES = tuple(
    f"{name} News" for name in ("Kalorna", "Tarubel", "Wenist", "Goriba", "Ulinva", "Yarimar", "Oriena", "Selirun")
)
TITLE_WORDS = 9
LARGE_STORIES = (1000, 600, 300, 300, 200, 200, 150, 100)
AGAIN = 0.1  # of the further articles: they retell one that is there
REWORDED = 0.15  # of the words of such an article


def recipe(articles: int, largest: int = 0) -> Recipe:
    """A third of the articles in pairs of every kind, some 6 % in stories; smaller ones for a small archive, or up to `largest`."""
    share = articles / 100_000
    largest = largest or max(10, articles // 5)
    stories = [min(size, largest) for size in LARGE_STORIES[: max(1, round(len(LARGE_STORIES) * share))]]
    stories += [50] * round(10 * share) + [20] * round(50 * share) + [8] * round(200 * share)
    return Recipe(articles=articles, pairs=max(1, articles // 100), stories=tuple(stories))


def newsroom(articles: int, seed: int, largest: int = 0) -> list[Article]:
    """So many articles, in the order of their times; `largest` limits the stories."""
    made = []
    agency_of: dict[str, str | None] = {}
    for article, planted in collection(recipe(articles, largest), seed):
        chance = random.Random(f"{seed} {article.id}")
        agency = agency_of.get(planted.source) if planted and planted.source else None
        own = chance.choice(AGENCIES) if agency is None and chance.random() < 0.4 else None
        agency_of[article.id] = own
        said = own or (agency if chance.random() < 0.5 else None)  # half of the copies keep the dateline
        made.append(dressed(article, chance, own, said))
    return sorted(made, key=lambda one: (one.published or "", one.id))


def dressed(article: Article, chance: random.Random, agency: str | None, said: str | None) -> Article:
    """The article with a title, an outlet, an address, and a dateline of `said`."""
    number = (
        min(OUTLETS - 1, int(chance.paretovariate(0.6)) - 1) if chance.random() < 0.5 else chance.randrange(OUTLETS)
    )
    outlet = f"outlet-{number:03d}.example"
    text = article.text
    if said and article.published:
        at = datetime.fromisoformat(article.published)
        text = f"BELONKA, {at:%B} {at.day} ({said}) – {text}"
    title = " ".join(article.text.split(maxsplit=TITLE_WORDS)[:TITLE_WORDS])
    return msgspec.structs.replace(
        article, text=text, title=title, outlet=outlet, agency=agency, url=f"https://{outlet}/{article.id}"
    )


def further(articles: int, seed: int, there: Sequence[Article]) -> Iterator[Article]:
    """So many articles that are not there yet; one in ten retells one of `there`."""
    chance = random.Random(seed)
    for number, fresh in enumerate(newsroom(articles, seed, max(10, articles // 100))):
        id = f"f{seed}-{number:06d}"
        made = msgspec.structs.replace(fresh, id=id)
        if there and chance.random() < AGAIN:
            told = chance.choice(there)
            at = datetime.fromisoformat(told.published or "2031-03-01T00:00:00+00:00")
            later = (at + timedelta(minutes=chance.randint(5, 2880))).isoformat()
            made = msgspec.structs.replace(made, text=reworded(told.text, chance), title=told.title, published=later)
        yield msgspec.structs.replace(made, url=f"https://{made.outlet}/{id}")


def reworded(text: str, chance: random.Random) -> str:
    """The text with one paragraph left out and some of its words replaced by others of it."""
    parts = text.split("\n\n")
    if len(parts) > 2:
        parts.pop(chance.randrange(1, len(parts)))
    words = text.split()
    told = [[chance.choice(words) if chance.random() < REWORDED else word for word in part.split()] for part in parts]
    return "\n\n".join(" ".join(part) for part in told)


def fingerprint(articles: Sequence[Article]) -> str:
    """The first half of the SHA-256 of all texts."""
    seen = hashlib.sha256()
    for article in articles:
        seen.update(article.text.encode())
    return seen.hexdigest()[:16]
