"""Candidate pairs, looked at closely: marked, collated, their relation and direction decided, what was changed counted.

`compare` does the same for one pair and gives the whole document; here many pairs are done, each article is marked once for
the pairs it is in, and only numbers are kept. Text that stands under many unlike articles is treated as furniture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

import msgspec

from retold.changes import differences
from retold.collation import collate
from retold.collation.relation import relation
from retold.descent import direction, swapped_sides
from retold.descent.orient import swap_collation
from retold.descent.provenance import crediting
from retold.marking import mark
from retold.records.article import Article, span
from retold.records.comparison import Collation, Differences, DirectionAnswer, Passage, Relation, RelationKind
from retold.records.marks import Furniture, Marked
from retold.records.story import Measures

CHUNK = 24  # pairs a worker takes at a time: about a second
FEW = 2 * CHUNK  # not worth starting processes for
LONGEST = 400_000  # characters; a longer text is a book or a dump, and collating it would take minutes

Spans = tuple[tuple[int, int], ...]
J = TypeVar("J")
R = TypeVar("R")


class Job(msgspec.Struct, frozen=True):
    """Pairs of articles by number, with the articles and the spans of each that are furniture."""

    pairs: list[tuple[int, int]]
    articles: Mapping[int, tuple[Article, Spans]]


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out about a pair: `a` is the source where that is decided (else the first as given).

    `wider` is the share of the longer article's words that the other has; `failed` names an error that stopped the look.
    """

    a: int
    b: int
    kind: RelationKind = "unrelated"
    score: float = 0.0
    direction: DirectionAnswer = "undecided"
    probability: float = 0.5
    passages: tuple[Passage, ...] = ()
    wider: float = 0.0
    measures: Measures | None = None
    failed: str = ""


def look_at_all(jobs: Iterable[Job], count: int, processes: int) -> Iterator[list[Looked]]:
    """Look at the `count` pairs of some jobs, in order; on several processes where there is enough to do."""
    return on_processes(look_at, jobs, count, processes)


def on_processes(look: Callable[[J], R], jobs: Iterable[J], count: int, processes: int) -> Iterator[R]:
    """`look` (a function of a module) at each of some jobs with `count` pairs in all, results in order."""
    if processes < 2 or count <= FEW:
        yield from map(look, jobs)
        return
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running: list[Future[R]] = []
        try:
            for job in jobs:
                running.append(pool.submit(look, job))
                if len(running) > 2 * processes:
                    yield running.pop(0).result()
            while running:
                yield running.pop(0).result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def look_at(job: Job) -> list[Looked]:
    """Look at the pairs of one job. An error in one pair is named and does not stop the others."""
    marks: dict[int, Marked] = {}
    found = []
    for a, b in job.pairs:
        try:
            for number in (a, b):
                if number not in marks:
                    marks[number] = marked_without(*job.articles[number])
            found.append(_look(a, b, marks[a], marks[b]))
        except RecursionError as error:  # never seen; a text that defeats a rule must not stop the rest
            found.append(Looked(a=a, b=b, failed=type(error).__name__))
        except Exception as error:
            found.append(Looked(a=a, b=b, failed=f"{type(error).__name__}: {str(error)[:120]}"))
    return found


def marked_without(article: Article, hidden: Spans) -> Marked:
    """The marks of an article; what stands in `hidden` is furniture, and sentences that are mostly in it are no sentences."""
    return without(mark(article), hidden)


def without(marked: Marked, hidden: Spans) -> Marked:
    """The marks with what stands in `hidden` as furniture."""
    if not hidden:
        return marked
    article = marked.article
    notices = tuple(Furniture(span=span(article.text, start, end), kind="notice") for start, end in hidden)
    sentences = tuple(
        one
        for one in marked.sentences
        if 2 * sum(max(0, min(one.end, end) - max(one.start, start)) for start, end in hidden) < one.end - one.start
    )
    furniture = tuple(sorted((*marked.furniture, *notices), key=lambda one: one.span.start))
    return msgspec.structs.replace(marked, sentences=sentences, furniture=furniture)


def _look(a: int, b: int, marked_a: Marked, marked_b: Marked) -> Looked:
    return look(a, b, marked_a, marked_b)[0]


def look(a: int, b: int, marked_a: Marked, marked_b: Marked) -> tuple[Looked, Differences | None]:
    """What two marked articles are to one another; of a retelling also what it changed, the source as side a."""
    if max(len(marked_a.article.text), len(marked_b.article.text)) > LONGEST:
        return Looked(a=a, b=b, failed="too long to collate"), None
    collation = collate(marked_a, marked_b)
    kinship = relation(marked_a, marked_b, collation)
    if kinship.kind in ("unrelated", "same-event"):
        return Looked(a=a, b=b, kind=kinship.kind, score=kinship.score), None
    found = direction(marked_a, marked_b, collation, kinship)
    if swapped_sides(found, marked_a.article, marked_b.article):
        a, b, marked_a, marked_b = b, a, marked_b, marked_a
        collation = swap_collation(collation)
        kinship = relation(marked_a, marked_b, collation)
    kept, copied = _shares(collation, kinship)
    longer = kept if collation.words_a > collation.words_b else copied
    what = differences(marked_a, marked_b, collation) if kinship.kind == "retelling" else None
    found_out = Looked(
        a=a,
        b=b,
        kind=kinship.kind,
        score=kinship.score,
        direction=found.answer,
        probability=found.probability,
        passages=kinship.passages if kinship.kind == "shares-passage" else (),
        wider=longer,
        measures=measures_of(marked_a, marked_b, what, kept, copied) if what else None,
    )
    return found_out, what


def _shares(collation: Collation, kinship: Relation) -> tuple[float, float]:
    """The share of a's words that b keeps, and of b's words that come from a."""
    matched = kinship.copied * collation.words_b
    return min(1.0, matched / collation.words_a) if collation.words_a else 0.0, kinship.copied


def measures_of(a: Marked, b: Marked, what: Differences, kept: float, copied: float) -> Measures:
    """What b kept of a: `what` it changed, counted; the share of a's words kept, the share of b's words copied."""
    quoted = [pair.status for pair in what.quotations if pair.a]
    figures = [pair.status for pair in what.figures if pair.a]
    credited = crediting(b, a)
    return Measures(
        of=a.article.id,
        copied=round(copied, 4),
        kept=round(kept, 4),
        quotations=len(quoted),
        quotations_verbatim=quoted.count("verbatim"),
        quotations_altered=sum(status not in ("verbatim", "dropped") for status in quoted),
        quotations_dropped=quoted.count("dropped"),
        figures=len(figures),
        figures_changed=sum(status in ("changed", "rounded") for status in figures),
        credit=credited[0].to if credited else None,
    )
