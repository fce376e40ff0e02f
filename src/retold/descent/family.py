"""A family of tellings made ready for the tree: for each its words, its media, its credits, its clock.

Only what the tree needs is marked (layout and credits, about 1 ms an article); full marks are made for the edges that are
asked about. Articles are put in a canonical order (by text, then id), so that the order of the input never matters.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retold.descent import agencies, clocks
from retold.descent.naming import named_in_family
from retold.descent.provenance import address_key, credits_of, dateline_rank, identities, own_agency, page_key
from retold.descent.revision import evolved, names
from retold.marking.credits import find_credits
from retold.marking.layout import layout
from retold.records.article import Article, Span, span
from retold.records.marks import Marked
from retold.text.tokenise import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT = 300  # tellings up to which every one is a node and a candidate parent of every other


class Telling(msgspec.Struct, frozen=True):
    """One article with what the tree asks of it.

    `media` are the keys of what it is, `credited` those of what it credits and `printed` the names behind these; `rank`
    is that of `provenance.dateline_rank`, `page` its address, `tokens` the words of its body.
    """

    article: Article
    outline: Marked
    tokens: tuple[str, ...]
    digest: str
    media: frozenset[str]
    credited: frozenset[str]
    printed: dict[str, str]
    slug: str
    rank: int
    agency_page: bool
    page: str
    clock: clocks.Reading


class Family(msgspec.Struct, frozen=True):
    """Tellings in canonical order; `credits[p, c]` is whether c credits p; `given` maps each to its place in the input.

    `copies` are the ids of the verbatim copies that a telling stands for, where they were collapsed; `stated` are (earlier,
    later) of tellings that name another as what they have evolved from.
    """

    tellings: tuple[Telling, ...]
    credits: NDArray[np.bool_]
    given: tuple[int, ...]
    copies: dict[int, tuple[str, ...]]
    credit_spans: dict[tuple[int, int], Span]
    stated: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.tellings)


def outline(article: Article) -> Marked:
    """An article with the marks that the tree needs: layout and credits, without sentences."""
    found = layout(article)
    listed = find_credits(article.text, 0, len(article.text), found.dateline, article.outlet)
    by = next((credit.by.text for credit in listed if credit.by), None)
    agency = found.dateline.agency.text if found.dateline and found.dateline.agency else None
    completed = msgspec.structs.replace(
        article,
        outlet=article.outlet or by,
        agency=article.agency or agency,
        published=article.published or found.published,
    )
    return Marked(
        article=completed,
        sentences=tuple(span(article.text, start, end) for start, end in found.body),
        title=found.title,
        byline=found.byline,
        dateline=found.dateline,
        furniture=found.furniture,
        credits=listed,
    )


def family(articles: Sequence[Article], most: int = EXACT) -> Family:
    """The articles of one story, made ready for its tree; above `most` of them verbatim copies become one telling."""
    now = clocks.present(articles)
    made = _one_page([_telling(article, now) for article in articles])
    order = sorted(range(len(made)), key=lambda n: (made[n].digest, made[n].article.id, n))
    copies: dict[int, tuple[str, ...]] = {}
    if len(made) > most:
        order, copies = _collapse(made, order)
    tellings = tuple(made[n] for n in order)
    resolved, spans = _resolve(tellings)
    return Family(
        tellings=tellings,
        credits=resolved,
        given=tuple(order),
        copies=copies,
        credit_spans=spans,
        stated=_stated(tellings),
    )


def _stated(made: Sequence[Telling]) -> tuple[tuple[int, int], ...]:
    """(earlier, later) of the tellings that name another as what they have evolved from."""
    if not any(telling.article.evolved_from for telling in made):
        return ()
    called: dict[str, list[int]] = {}
    for n, telling in enumerate(made):
        for name in names(telling.article):
            called.setdefault(name, []).append(n)
    found: list[tuple[int, int]] = []
    for n, telling in enumerate(made):
        for other in called.get(address_key(telling.article.evolved_from or ""), ()):
            if other != n and evolved(telling.article, made[other].article):
                found.append((other, n))
                break
    return tuple(found)


def _one_page(made: list[Telling]) -> list[Telling]:
    """The tellings, those of stated lineage with one page between them: they are versions of it."""
    pages = [telling.page for telling in made]
    for earlier, later in _stated(made):
        held = {pages[earlier], pages[later]} - {""}
        page = min(held, default=address_key(made[earlier].article.id))
        pages = [page if n in (earlier, later) or one in held else one for n, one in enumerate(pages)]
    return [
        telling if telling.page == page else msgspec.structs.replace(telling, page=page)
        for telling, page in zip(made, pages, strict=True)
    ]


def _collapse(made: list[Telling], order: list[int]) -> tuple[list[int], dict[int, tuple[str, ...]]]:
    """Of the tellings with one text the earliest, an agency's page first; it is all the media that the others are."""
    groups: dict[str, list[int]] = {}
    for n in order:
        groups.setdefault(made[n].digest, []).append(n)
    kept: list[int] = []
    copies: dict[int, tuple[str, ...]] = {}
    for group in groups.values():
        group.sort(key=lambda n: (not made[n].agency_page, made[n].clock.middle or math.inf, made[n].article.id))
        first, rest = group[0], group[1:]
        if rest:
            media = frozenset().union(*(made[n].media for n in group))
            made[first] = msgspec.structs.replace(made[first], media=media)
            copies[len(kept)] = tuple(made[n].article.id for n in rest)
        kept.append(first)
    return kept, copies


def _telling(article: Article, now: float) -> Telling:
    marked = outline(article.identified())
    tokens = [word for part in marked.sentences for word in words(article.text, part.start, part.end).norm]
    tokens = tokens or words(article.text).norm
    slug = marked.dateline.agency.text if marked.dateline and marked.dateline.agency else ""
    printed = {key: named.to for named in reversed(credits_of(marked)) for key in sorted(agencies.keys(named.to))}
    return Telling(
        article=marked.article,
        outline=marked,
        tokens=tuple(tokens),
        digest=hashlib.sha256(" ".join(tokens).encode("utf-8", "surrogatepass")).hexdigest(),
        media=identities(marked),
        credited=frozenset(printed),
        printed=printed,
        slug=agencies.key(slug),
        rank=dateline_rank(marked),
        agency_page=own_agency(marked) is not None,
        page=page_key(marked.article),
        clock=clocks.read(marked.article, now),
    )


def _resolve(tellings: tuple[Telling, ...]) -> tuple[NDArray[np.bool_], dict[tuple[int, int], Span]]:
    """Who credits whom, and where it says so."""
    members: dict[str, list[int]] = {}
    for index, telling in enumerate(tellings):
        for key in telling.media:
            members.setdefault(key, []).append(index)
    resolved = np.zeros((len(tellings), len(tellings)), dtype=bool)
    spans: dict[tuple[int, int], Span] = {}
    for child, telling in enumerate(tellings):
        places = {key: named.span for named in credits_of(telling.outline) for key in agencies.keys(named.to)}
        places |= dict(named_in_family(telling.article.text, members))
        for key, place in places.items():
            if key in telling.media:
                continue
            for parent in members.get(key, ()):
                resolved[parent, child] = True
                if place is not None:
                    spans.setdefault((parent, child), place)
    return resolved, spans
