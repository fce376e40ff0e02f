"""Compare two tellings: the whole way from two articles to the document of differences."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version

import msgspec

from retold.changes import differences
from retold.collation import collate
from retold.collation.relation import relation
from retold.descent import direction, swapped_sides
from retold.descent.orient import swap_collation, swap_direction
from retold.descent.provenance import crediting
from retold.errors import InputError
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import (
    Attributions,
    Collation,
    Comparison,
    CreditGiven,
    Differences,
    Direction,
    FoundFurniture,
    GivenArticle,
    Note,
    Relation,
)
from retold.records.marks import Marked
from retold.summary import differ, summary
from retold.text.similarity import Similarity
from retold.voices import voices


def compare(
    a: Article | str, b: Article | str, *, similarity: Similarity | None = None, notes: tuple[Note, ...] = ()
) -> Comparison:
    """Say whether one of two articles retells the other, which is the source, and what the retelling changed.

    Args:
        a: an article, or its text.
        b: the other one. The order does not matter: swapped arguments give the same document, except for the places (`given`,
            `favours`, `in` of the evidence) that name an argument.
        similarity: a measure for sentences that share few words; by default character trigrams.
        notes: what the reader of the inputs has to say about them; put first among the notes of the document.

    Raises:
        InputError: one of the two has no words.
    """
    given = (_article(a, 0), _article(b, 1))
    # Everything is computed on sides in the order of (published, id), so the order of the arguments cannot matter.
    flipped = _order(given[1]) < _order(given[0])
    side_a, side_b = (given[1], given[0]) if flipped else given
    with collector_paused():
        return _compared(mark(side_a), mark(side_b), flipped, similarity, notes)


def compare_marked(one: Marked, other: Marked, *, notes: tuple[Note, ...] = ()) -> Comparison:
    """`compare` for two articles whose marks are known already."""
    flipped = _order(other.article) < _order(one.article)
    with collector_paused():
        return _compared(*((other, one) if flipped else (one, other)), flipped, None, notes)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let no search for cycles of garbage run meanwhile: a comparison makes thousands of small objects, none of them in a
    cycle, and the searches that so many set off take a fifteenth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _compared(
    marked_a: Marked, marked_b: Marked, flipped: bool, similarity: Similarity | None, notes: tuple[Note, ...]
) -> Comparison:
    collation = collate(marked_a, marked_b, similarity)
    kinship = relation(marked_a, marked_b, collation)
    found = direction(marked_a, marked_b, collation, kinship)
    places = (1, 0) if flipped else (0, 1)
    if swapped_sides(found, marked_a.article, marked_b.article):
        marked_a, marked_b, places = marked_b, marked_a, places[::-1]
        collation = swap_collation(collation)
        kinship = relation(marked_a, marked_b, collation)
    return _document(marked_a, marked_b, collation, kinship, swap_direction(found) if flipped else found, places, notes)


def _article(given: Article | str, index: int) -> Article:
    article = Article(text=given) if isinstance(given, str) else given
    if not any(character.isalnum() for character in article.text):
        name = article.id or f"text {index + 1}"
        raise InputError(name, "empty", "there are no words in it", "Give the text of the article")
    return article.identified()


def _order(article: Article) -> tuple[bool, str, str, str]:
    return (article.published is None, article.published or "", article.id, article.text)


def _document(
    a: Marked,
    b: Marked,
    collation: Collation,
    kinship: Relation,
    found: Direction,
    places: tuple[int, int],
    notes: tuple[Note, ...],
) -> Comparison:
    related = kinship.kind in ("identical", "retelling", "shares-passage")
    what = differences(a, b, collation) if related else Differences()
    if kinship.kind == "shares-passage":
        what = _of_passages(what)
    credit = _credit(b, a) if related else CreditGiven(given=False)
    document = Comparison(
        retold=_version(),
        summary="",
        source=_given(a.article, places[0]),
        retelling=_given(b.article, places[1]),
        relation=kinship,
        direction=found,
        links=collation.links if related else (),
        quotations=what.quotations,
        figures=what.figures,
        dates=what.dates,
        attributions=Attributions(a=a.attributions, b=b.attributions),
        changes=what.changes,
        furniture=_furniture(a, b),
        credit=credit,
        voices=voices(a, b),
        notes=(*notes, *_notes(a, b, kinship, found)),
        similarity=collation.similarity,
    )
    return msgspec.structs.replace(document, summary=summary(document))


@lru_cache(maxsize=1)
def _version() -> str:
    return version("retold")


def _of_passages(what: Differences) -> Differences:
    """Only what concerns the shared passages: the rest of two articles that share one is no omission and no addition."""
    return Differences(
        quotations=tuple(pair for pair in what.quotations if pair.a and pair.b),
        figures=tuple(pair for pair in what.figures if pair.a and pair.b),
        dates=tuple(pair for pair in what.dates if pair.a and pair.b),
        changes=tuple(
            change for change in what.changes if change.a and change.b and change.kind not in ("title", "dateline")
        ),
    )


def _given(article: Article, place: int) -> GivenArticle:
    return GivenArticle(**msgspec.structs.asdict(article), given=place)


def _furniture(a: Marked, b: Marked) -> tuple[FoundFurniture, ...]:
    return tuple(
        FoundFurniture(
            in_="source" if marked is a else "retelling", start=one.span.start, end=one.span.end, text=one.span.text
        )
        for marked in (a, b)
        for one in marked.furniture
    )


def _credit(retelling: Marked, source: Marked) -> CreditGiven:
    """Whom the retelling credits, the source before others."""
    found = crediting(retelling, source)
    spans = tuple(one.span for one in found if one.span is not None)
    return CreditGiven(given=bool(found), to=found[0].to if found else None, spans=spans)


def _notes(a: Marked, b: Marked, kinship: Relation, found: Direction) -> tuple[Note, ...]:
    notes = []
    languages = (a.article.language, b.article.language)
    if differ(*languages):
        notes.append(
            Note(
                "two-languages",
                f"The texts are in two languages ({languages[0]}, {languages[1]}); words of different languages are not matched.",
            )
        )
    for language in sorted({language for language in languages if language and language != "en"}):
        notes.append(
            Note(
                "not-looked-at",
                f"Negations, doubt words and attributions are looked at in English only, not in {language!r}.",
            )
        )
    if kinship.kind in ("unrelated", "same-event"):
        says = "The two do not retell one another, so no changes are listed."
        if differ(*languages):
            says = "Whether one of the two retells the other is not known, so no changes are listed."
        notes.append(Note("not-compared", says))
    elif found.answer in ("undecided", "siblings"):
        notes.append(
            Note(
                "undecided",
                "Which is the source is undecided; the sides stand in the order of publication time, then id.",
            )
        )
    return tuple(notes)
