"""How it works: each measure in plain words, with the thresholds in force, read from the code when the page is made."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from retold.report.glossary import GROUPS
from retold.web import render
from retold.web.contexts import HowContext, Measure, Result, Threshold
from retold.web.pages.common import answers, retold_version

router = APIRouter()
_MOST = 80  # figures of benchmarks shown

# (name, what it says, thresholds: (name, module, attribute, what it decides))
_MEASURES: tuple[tuple[str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "Which articles are compared",
        "Every text is turned into pairs of its rare words that stand near each other. Texts that have enough such pairs in "
        "common, in the same order, are compared; so a copy is found even where most of its words were changed.",
        (
            (
                "rare word",
                "retold.matching.features",
                "RARE_SHARE",
                "share of the texts up to which a word counts as rare",
            ),
            (
                "own share",
                "retold.matching.features",
                "OWN_SHARE",
                "the rarest share of a text's own words counts, too",
            ),
            ("reach", "retold.matching.features", "REACH", "how far apart two rare words may stand, in rare words"),
            (
                "least run",
                "retold.matching.score",
                "LEAST_RUN",
                "weight of a common run from which a pair is looked at",
            ),
        ),
    ),
    (
        "Relation",
        "What two articles are to each other. Words count by how rare they are; the share of the lighter text that the other "
        "answers decides, and below that the order of the telling words.",
        (
            ("a retelling", "retold.collation.relation", "RETELLS", "share from which one retells the other"),
            ("reworded", "retold.collation.relation", "REWORDED", "below it: least share, shared words, and order"),
            ("a passage", "retold.collation.relation", "PASSAGE", "words in one run that make a shared passage"),
            ("same event", "retold.collation.relation", "WINDOW", "days between two tellings of one event"),
        ),
    ),
    (
        "Sentences",
        "Each sentence of one text is joined to those that answer it in the other: verbatim, edited, reworded, split, merged, "
        "moved, dropped or added.",
        (
            (
                "edited",
                "retold.collation",
                "EDITED",
                "share of its words that an edited sentence keeps; below: reworded",
            ),
            ("moved", "retold.collation.sentences", "MOVED_DUE", "likeness that a sentence needs out of order"),
        ),
    ),
    (
        "Quotations",
        "Words between quotation marks are compared with those of the other text, not with who is said to have spoken them. "
        "Case and punctuation make no difference; any other word does.",
        (
            (
                "the same quotation",
                "retold.changes.quotation",
                "SHARE",
                "share of words two quotations have to have in common",
            ),
            (
                "paraphrased",
                "retold.changes.quotation",
                "KEPT",
                "share of words that are still there without the marks",
            ),
        ),
    ),
    (
        "Figures and dates",
        "Numbers are read with their bounds, units and what they count, and compared by value: 11,500 and 11.5 thousand are "
        "the same.",
        (("converted", "retold.changes.amounts", "CONVERTED", "how far a value in another unit may be off"),),
    ),
    (
        "Changes",
        "Each difference has a kind. Kinds stand in one order, most telling first; within a kind, longer changes and those "
        "inside quotations come first.",
        (
            ("step", "retold.changes.ranking", "STEP", "weight between one kind and the next"),
            ("variant", "retold.changes.ranking", "VARIANT", "weight of two forms of one name"),
        ),
    ),
    (
        "Direction",
        "Credits, datelines, times, damage, coverage and what became of quotations each speak for one side. Their weights are "
        "summed to a probability; below the threshold the answer is undecided.",
        (
            (
                "asserted at",
                "retold.descent.weights",
                "pair:assert_at",
                "probability from which a direction is asserted",
            ),
        ),
    ),
    (
        "Tree",
        "The likeliest way that all tellings of a story came from one another. A lost source stands where several tellings "
        "share what none of the others has, or credit a medium whose text is not here.",
        (
            (
                "second source",
                "retold.descent.tree",
                "PASSAGE",
                "words of a passage from which a second source is drawn",
            ),
            ("every pair", "retold.descent.family", "EXACT", "tellings up to which every pair is weighed"),
        ),
    ),
)


@lru_cache(maxsize=1)
def measures() -> tuple[Measure, ...]:
    """All measures with the thresholds as they are in the code now."""
    return tuple(
        Measure(
            name=name,
            means=means,
            thresholds=tuple(
                Threshold(name=short, value=_value(module, attribute), means=decides, where=_where(module, attribute))
                for short, module, attribute, decides in listed
            ),
        )
        for name, means, listed in _MEASURES
    )


def _value(module: str, attribute: str) -> str:
    loaded = import_module(module)
    value = loaded.pair_weight(attribute.partition(":")[2]) if ":" in attribute else getattr(loaded, attribute)
    return ", ".join(f"{one:g}" for one in value) if isinstance(value, tuple) else f"{value:g}"


def _where(module: str, attribute: str) -> str:
    return f"{module}.{attribute.partition(':')[2] or attribute}"


def results(path: Path | None) -> tuple[Result, ...]:
    """The figures in a file of JSON lines that benchmarks wrote (`--json FILE`); of each benchmark the last line."""
    if path is None or not path.is_file():
        return ()
    last: dict[str, Any] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            told = msgspec.json.decode(line)
        except msgspec.DecodeError:
            continue
        if isinstance(told, dict):
            last[str(told.get("benchmark", "benchmark"))] = told
    found = [
        Result(benchmark=name, name=what, value=value) for name, told in last.items() for what, value in _flat(told)
    ]
    return tuple(found[:_MOST])


def _flat(told: Any, above: str = "") -> list[tuple[str, str]]:
    """Every number of a document with the names that lead to it."""
    if isinstance(told, bool) or told is None:
        return []
    if isinstance(told, int | float):
        return [(above, f"{told:.4g}")]
    if isinstance(told, dict):
        return [one for name, part in told.items() for one in _flat(part, f"{above} › {name}".removeprefix(" › "))]
    if isinstance(told, list):
        return [one for number, part in enumerate(told, start=1) for one in _flat(part, f"{above} › {number}")]
    return []


def context(request: Request) -> HowContext:
    """What the page shows."""
    return HowContext(
        retold=retold_version(), measures=measures(), results=results(getattr(request.app.state, "figures", None))
    )


@router.get("/how.json", include_in_schema=False)
@router.get("/api/how", summary="How it works", operation_id="how", responses=answers(HowContext))
def how_json(request: Request) -> Response:
    """Each measure in plain words with the thresholds in force, and the last figures of the benchmarks."""
    return render.document(request, context(request))


@router.get("/how.csv", include_in_schema=False)
def how_csv(request: Request) -> Response:
    """The thresholds, one row each."""
    rows = (
        (measure.name, one.name, one.value, one.means, one.where)
        for measure in measures()
        for one in measure.thresholds
    )
    return render.table(request, "thresholds", ("measure", "threshold", "value", "decides", "where"), rows)


@router.get("/how", include_in_schema=False)
def how_page(request: Request) -> Response:
    """The page."""
    return render.html(request, "how.html.j2", found=context(request), groups=GROUPS)
