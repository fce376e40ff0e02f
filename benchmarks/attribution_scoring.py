"""How attributions are scored against PolNeAR's hand-made ones: four measures, none of them Retold's own code.

Q    quotations. Gold: quoted runs inside a gold content, marks paired inside that content only, split at line breaks.
     One to one, greedy by overlap, found at a character intersection over union of at least .5.
Q+S  the same, and the voice given shares a word character with a gold source of that run; runs without a gold source are
     left out on both sides.
A    attributed statements. A prediction is right if at least half of its content's characters are gold content of a source
     that its voice overlaps (precision: against all gold); a gold statement (its cue holds a word of speech, "according to"
     or a colon) is found if at least half of its content is predicted with a voice that overlaps its source.
N    figures. Every number token: is it given to the right source?

A prediction is plain data, so that every system can be scored: quotations as (start, end, voice or None) and attributions as
(content ranges, voice or None), all in code points, a voice being a (start, end).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Range = tuple[int, int]

# Words of speech that make a gold cue a statement (all printed forms are listed in full by `_forms`).
_STATEMENT_VERBS = """
say tell add write ask note report announce suggest argue explain tweet claim declare acknowledge insist state warn
respond reply conclude recall reveal indicate mention describe predict admit assert allege deny confirm contend maintain
stress emphasize emphasise complain promise vow pledge joke testify comment quip remark observe estimate repeat reiterate
clarify concede caution continue post disclose charge accuse affirm answer cite quote recount urge call point lament muse
opine proclaim pronounce retort shout yell scream speak swear agree disagree
""".split()
_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
}


def _forms(verb: str) -> Iterable[str]:
    yield verb
    if verb in _IRREGULAR:
        yield from _IRREGULAR[verb]
        return
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        return
    yield verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
    if verb in {"admit", "quip"}:
        stem += verb[-1]
    yield from (stem + "ed", stem + "ing")


STATEMENT_WORDS = frozenset(form for verb in _STATEMENT_VERBS for form in _forms(verb))
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPEN_AT = re.compile(r"(?:^|[\s(\[—–―-])$")
_MARK = re.compile(r"``|''|[\"“”„«»]")


@dataclass(frozen=True)
class Gold:
    """One gold attribution: ranges of the source, the cue and the content (white-space gaps closed)."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    statement: bool


@dataclass
class Prediction:
    """What a system says of one article."""

    quotations: list[tuple[int, int, Range | None]] = field(default_factory=list)
    attributions: list[tuple[tuple[Range, ...], Range | None]] = field(default_factory=list)
    figures: list[tuple[int, int, Range]] = field(default_factory=list)


@dataclass
class Counts:
    """Right, predicted and gold of one measure over one article; they add up."""

    right: float = 0
    predicted: float = 0
    found: float = 0
    gold: float = 0

    def add(self, other: Counts) -> None:
        """Add the counts of another article."""
        self.right += other.right
        self.predicted += other.predicted
        self.found += other.found
        self.gold += other.gold

    @property
    def precision(self) -> float:
        """Right of what is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found of what is gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_polnear(path: Path) -> list[dict[str, Any]]:
    """The articles of PolNeAR's open part, in file order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_back(article: dict[str, Any]) -> bool:
    """Whether the article is in the quarter that no rule or list was tuned on: by the hash of its cluster's id."""
    return hashlib.sha256(str(article["cluster"]).encode()).digest()[0] < 64


def gold_of(article: dict[str, Any]) -> list[Gold]:
    """The gold attributions of one article."""
    text = article["text"]
    listed = []
    for one in article["attributions"]:
        cue = " ".join(text[s:e] for s, e in one["cue"]).casefold()
        statement = any(word in STATEMENT_WORDS for word in _WORD.findall(cue)) or "according to" in cue or ":" in cue
        listed.append(
            Gold(_joined(text, one["source"]), _joined(text, one["cue"]), _joined(text, one["content"]), statement)
        )
    return listed


def _joined(text: str, ranges: Sequence[Sequence[int]]) -> tuple[Range, ...]:
    out: list[list[int]] = []
    for start, end in sorted(ranges):
        if out and not text[out[-1][1] : start].strip():
            out[-1][1] = max(end, out[-1][1])
        else:
            out.append([start, end])
    return tuple((s, e) for s, e in out)


def quoted_runs(text: str, start: int, end: int) -> list[Range]:
    """Runs in double quotation marks inside text[start:end], marks included, paired there only, split at line breaks.

    A mark that is not closed there runs to the end; a line break inside a run parts it.
    """
    runs: list[Range] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        opening = mark in "“„«``" or (
            mark not in "”»" and bool(_OPEN_AT.search(text[max(start, match.start() - 1) : match.start()]))
        )
        if opened is None:
            if opening or mark in ('"', "''"):
                opened = match.start()
        elif not opening or mark in ('"', "''"):
            if not text[opened : match.start()].strip("\"'`“”„«»"):
                continue
            if opening and "\n" in text[opened : match.start()]:  # a continuation paragraph opens again
                continue
            runs.append((opened, match.end()))
            opened = None
    if opened is not None:
        runs.append((opened, end))
    out = []
    for s, e in runs:
        at = s
        for line in text[s:e].split("\n"):
            if _WORD.search(line):
                out.append((at, at + len(line)))
            at += len(line) + 1
    return out


def gold_runs(text: str, gold: Sequence[Gold]) -> dict[Range, list[Range]]:
    """Every gold quoted run with the sources of the attributions that it lies in (none where gold gives none)."""
    runs: dict[Range, list[Range]] = {}
    for one in gold:
        for s, e in one.content:
            for run in quoted_runs(text, s, e):
                runs.setdefault(run, []).extend(one.source)
    kept: dict[Range, list[Range]] = {}
    for run, sources in sorted(runs.items(), key=lambda item: (item[0][0], -item[0][1])):
        inside = next((k for k in kept if k[0] <= run[0] and run[1] <= k[1]), None)
        if inside is None:
            kept[run] = sources
        else:  # the same words under two attributions: either source is right
            kept[inside].extend(sources)
    return kept


def _overlaps(text: str, a: Range, b: Range) -> bool:
    start, end = max(a[0], b[0]), min(a[1], b[1])
    return start < end and any(map(str.isalnum, text[start:end]))


def _voice_right(text: str, voice: Range | None, sources: Iterable[Range]) -> bool:
    return voice is not None and any(_overlaps(text, voice, source) for source in sources)


def _pairs(text: str, predicted: Sequence[Range], gold: Sequence[Range]) -> list[tuple[int, int]]:
    scored = []
    for i, (ps, pe) in enumerate(predicted):
        for j, (gs, ge) in enumerate(gold):
            inter = min(pe, ge) - max(ps, gs)
            if inter > 0 and inter / (pe - ps + ge - gs - inter) >= 0.5:
                scored.append((inter / (pe - ps + ge - gs - inter), i, j))
    scored.sort(key=lambda row: (-row[0], row[1], row[2]))
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def score(text: str, gold: Sequence[Gold], said: Prediction) -> dict[str, Counts]:
    """The four measures on one article: {"Q", "Q+S", "A", "N"} → counts."""
    return {
        **_score_quotations(text, gold, said),
        "A": _score_statements(text, gold, said),
        "N": _score_figures(text, gold, said),
    }


def _score_quotations(text: str, gold: Sequence[Gold], said: Prediction) -> dict[str, Counts]:
    runs = gold_runs(text, gold)
    keys = list(runs)
    spans = [(s, e) for s, e, _ in said.quotations]
    pairs = _pairs(text, spans, keys)
    quotations = Counts(len(pairs), len(spans), len(pairs), len(keys))
    voiced = Counts(predicted=len(spans), gold=sum(1 for k in keys if runs[k]))
    for i, j in pairs:
        if not runs[keys[j]]:
            voiced.predicted -= 1
        elif _voice_right(text, said.quotations[i][2], runs[keys[j]]):
            voiced.right += 1
            voiced.found += 1
    return {"Q": quotations, "Q+S": voiced}


def _chars(ranges: Iterable[Range]) -> set[int]:
    return {at for s, e in ranges for at in range(s, e)}


def _score_statements(text: str, gold: Sequence[Gold], said: Prediction) -> Counts:
    counts = Counts(predicted=len(said.attributions))
    gold_chars = [_chars(one.content) for one in gold]
    said_chars = [_chars(content) for content, _ in said.attributions]
    for (_, voice), chars in zip(said.attributions, said_chars, strict=True):
        near: set[int] = set()
        for one, its in zip(gold, gold_chars, strict=True):
            if _voice_right(text, voice, one.source):
                near |= its & chars
        counts.right += bool(chars) and len(near) * 2 >= len(chars)
    for one, its in zip(gold, gold_chars, strict=True):
        if not one.statement or not one.source or not its:
            continue
        counts.gold += 1
        near = set()
        for (_, voice), chars in zip(said.attributions, said_chars, strict=True):
            if its & chars and _voice_right(text, voice, one.source):
                near |= its & chars
        counts.found += len(near) * 2 >= len(its)
    return counts


def _score_figures(text: str, gold: Sequence[Gold], said: Prediction) -> Counts:
    counts = Counts()
    for match in _NUMBER.finditer(text):
        at = match.start()
        sources = [r for one in gold if any(s <= at < e for s, e in one.content) for r in one.source]
        voices = [v for content, v in said.attributions if v is not None and any(s <= at < e for s, e in content)]
        voices += [v for s, e, v in said.figures if s <= at < e]
        counts.gold += bool(sources)
        counts.predicted += bool(voices)
        right = any(_voice_right(text, voice, sources) for voice in voices)
        counts.right += right
        counts.found += right
    return counts


def interval(
    rows: Sequence[Counts], of: Callable[[Counts], float], times: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """The 95 % interval of `of(total)` by bootstrap over articles."""
    dice = random.Random(seed)
    values = []
    for _ in range(times):
        total = Counts()
        for row in dice.choices(rows, k=len(rows)):
            total.add(row)
        values.append(of(total))
    values.sort()
    return values[int(0.025 * times)], values[int(0.975 * times)]
