"""Whether two figures with bounds of different wording are bounded alike: "can take only six" / "cannot take more than six".

How it works
1. What stands before a figure in its clause is read as a set of limits that it may mean. "Nearly" may be told as "about" or as
   "just under", and "only 40" as "40" or as "no more than 40"; two figures agree where their sets have something in common.
2. A verb may be the bound: what exceeds, tops or passes 40 is above it, what falls short of it below.
3. What peaks or tops out at 40 is at most 40. "Not within 40 km" is at least 40 km away.
4. A negation in the clause turns the bound round: "never rose above 40", "at no time did it exceed 40" and "failed to reach 40"
   say "at most 40" or "under 40". Such a negation belongs to the figure, and is told with it or not at all.
5. So does a verdict behind it: "anything below 95 percent is not enough" says "at least 95", "anything above 40 is too much" "at
   most 40".
6. Only asked where the printed bounds differ, so it can take a report back and never makes one.

Known exceptions: a negation that stands in the clause but governs another word is taken for the figure's own.

| threshold | value | from |
|---|---|---|
| REACH | 9 | words between a negation and its bound in the planted halves: at most 7 |
"""

from __future__ import annotations

import re
from typing import Final

from retold.changes.context import Side
from retold.records.article import Span
from retold.records.marks import Bound, Figure
from retold.text.lemma import lemma

FEW = 3  # of what is counted, of which few would say "over"
REACH = 9  # words before a figure that are looked at

Limits = frozenset[str]
_ABOVE, _BELOW = frozenset({"over", "at least"}), frozenset({"under", "at most"})
_ONLY = frozenset({"exact", "at most"})
_PLAIN: dict[Bound | None, Limits] = {
    None: frozenset({"exact"}),
    "over": _ABOVE,
    "at least": _ABOVE,
    "under": _BELOW,
    "at most": _BELOW,
    "about": frozenset({"about"}),
}
_WORDED: dict[str, Limits] = {
    **dict.fromkeys(("nearly", "almost", "close to", "close on", "approaching"), frozenset({"about", "under"})),
    **dict.fromkeys(("just under", "just shy of", "shy of"), frozenset({"about", "under", "at most"})),
    "just over": frozenset({"about", "over", "at least"}),
    **dict.fromkeys(("as few as", "as little as"), _ONLY),
}
_AHEAD = frozenset("before ahead prior".split())
_TIMED = frozenset({"second", "minute", "hour"})
_ONLY_WORDS = frozenset("only just mere merely solely".split())
_PASSES = frozenset("exceed top pass surpass outstrip cross breach overtake beat break outnumber".split())
_REACHES = frozenset("reach hit touch attain meet make".split())
_PEAKS = frozenset("peak top max crest culminate".split())
_ANY = frozenset("anything anyone any nothing no less fewer more".split())
_FALLS_SHORT = re.compile(
    r"\b(?:(?:is|are|was|were|be|would\sbe|will\sbe)\s(?:(?:not|never)\s(?:enough|sufficient|adequate|acceptable|allowed)|too\s(?:little|low|few|"
    r"small|short|high|much|many|large|long|fast|far)|insufficient|inadequate|unacceptable|ruled\sout)|(?:will|would|does|do)\snot\s(?:do|"
    r"suffice)|(?:is|are|was|were)n['’]t\s(?:enough|sufficient))\b"
)
_OR_MORE = re.compile(
    r"[^.,;:!?()\d\n]{0,40}?\bor\s(?:(?P<more>more|over|longer|higher|older|above|upwards?|greater)|fewer|less|under|below|lower|younger|shorter)\b"
    r"(?!\s(?:than|[a-z]{3,12}s\b))"
)  # "200 patients a week or more"
_IT_IS_ESTIMATED = re.compile(
    r"\b(?:(?:it\s(?:is|was|has\sbeen)|is|are|was|were)\sestimated\b|(?:by|according\sto|on)\s(?:[a-z]{1,9}\s){1,2}estimates?\b|estimates?\s"
    r"(?:is|was|suggests?|puts?|says?|show|had)\b)",
    re.IGNORECASE,
)  # "it is estimated", "by one estimate"
ASIDE: Final = 60  # code points beside a number in which such a clause stands
_AND_NUMBER = re.compile(r"(?:\s?[\w°%]{1,12}){0,2}\sand\s[^\w\s]?(?:minus\s)?[\d]")
_FROM_BETWEEN = re.compile(
    r"\bbetween\s[^\w\s]?(?:minus\s)?\d[\d.,]{0,15}+(?:\s?[\w°%]{1,12}){0,2}\sand\s(?:minus\s)?\Z"
)
_VERDICT: Final = 80  # code points behind a figure in which the verdict ends
_FAILS = frozenset("fail refuse unable struggle".split())
_CAPS = frozenset("limit restrict cap confine".split())
_LESS = frozenset(
    "less fewer lower smaller shorter lighter cheaper younger weaker slower nearer earlier shallower".split()
)
_SKIPPED = frozenset("a an the some all another of them".split())
_NEGATIONS = frozenset("not never no nor cannot without nobody none nothing neither nowhere".split())
_SCARCELY = frozenset("hardly barely scarcely".split())
_LIMIT = frozenset("limit ceiling maximum cap".split())
_EXTREMES = {
    **dict.fromkeys(
        "greatest highest deepest longest largest biggest heaviest widest tallest fastest oldest".split(), _BELOW
    ),
    **dict.fromkeys("lowest smallest shallowest shortest lightest narrowest slowest youngest least".split(), _ABOVE),
}  # "its greatest depth is 40 metres" / "is 40 metres deep at most"
_IS = frozenset("is was are were be".split())
_UNDER = frozenset({"under", "at most"})
_OTHER_CLAUSE = frozenset("but because although though while which who that and if when after before since".split())
_PERIODS = frozenset(
    "minute hour day night week weekend month season winter summer spring autumn year decade century round session".split()
)
_STOPS = ",;:.?!()—\n"


def same_limits(a: Side, one: Figure, b: Side, other: Figure) -> tuple[Span | None, Span | None] | None:
    """The negations that belong to the bounds of two figures which limit the same value alike, None where they do not.

    A negation is given only where the other side's bound says the same without one; each is None where there is none.
    """
    if _estimated(a, one, b, other) or _estimated(b, other, a, one):
        return None, None
    limits_a, negation_a = _limits(a, one)
    limits_b, negation_b = _limits(b, other)
    if limits_a.isdisjoint(limits_b) or _opposite(limits_a, limits_b) or _opposite(limits_b, limits_a):
        return None
    if negation_a is not None and negation_b is not None:
        return None, None  # both are there, and answer one another
    return negation_a, negation_b


def _estimated(side: Side, figure: Figure, there: Side, other: Figure) -> bool:
    """Whether an estimate is told before the number on one side and in a clause of its own on the other: "earned an estimated
    5,000" / "brought in, it is estimated, 5,000"."""
    if figure.bound_span is None or "estimated" not in figure.bound_span.text.casefold() or other.bound is not None:
        return False
    low, high = max(other.span.start - ASIDE, 0), min(other.span.end + ASIDE, len(there.text))
    return _IT_IS_ESTIMATED.search(there.text, low, high) is not None


def _opposite(one: Limits, other: Limits) -> bool:
    """Whether one lies above and the other below what both are near: "just over" / "just under"."""
    return bool(one & _ABOVE and other & _BELOW) and one.isdisjoint(_BELOW) and other.isdisjoint(_ABOVE)


def _limits(side: Side, figure: Figure) -> tuple[Limits, Span | None]:
    """What the clause before a figure limits it to, and the negation that turned its bound round."""
    start = figure.span.start
    limits = _PLAIN[figure.bound]
    if figure.bound_span is not None:
        printed = figure.bound_span.text.casefold()
        limits = _WORDED.get(printed, limits)
        if printed == "over" and _is_period(side, figure):
            limits = _ABOVE | {"exact"}  # "over three winters": during them, or longer
        elif printed == "over" and figure.value <= FEW and figure.unit is None:
            limits = _ABOVE | {"exact"}  # "fined over two breaches": for them
        start = min(start, figure.bound_span.start)
    before = _before(side, start)
    if _no_later(side, figure, before):
        return _ABOVE, None
    if (verdict := _verdict(side, figure, before)) is not None:
        return (_ABOVE if limits & _BELOW else _UNDER), verdict
    words = [lemma(side.words.norm[k], side.language) for k in before]
    reaches = False
    if figure.bound is None:
        limits, reaches = _by_words(words, [side.words.norm[k] for k in before], figure.unit)
        if limits == _PLAIN[None] and words[:1] == ["between"] and _AND_NUMBER.match(side.text, figure.span.end):
            return _ABOVE | {"exact"}, None  # "varies between 17 and 18" / "never falls below 17 or rises above 18"
        if limits == _PLAIN[None] and _FROM_BETWEEN.search(side.text, max(start - 40, 0), start):
            return _BELOW | {"exact"}, None
        if limits == _PLAIN[None] and (behind := _OR_MORE.match(side.text, figure.span.end)):
            limits = _ABOVE if behind["more"] else _BELOW
    for k, word in zip(before, words, strict=True):
        norm = side.words.norm[k]
        if norm in _SCARCELY:
            return frozenset({"about", "exact"}), None  # "hardly more than 40"
        if norm in _NEGATIONS or norm.endswith("n't") or word in _FAILS:
            if limits & _ABOVE or reaches or limits == _PLAIN[None]:
                return _UNDER, side.span(side.words.starts[k], side.words.ends[k])
            within = figure.bound is None and before[:1] and side.words.norm[before[0]] == "within"
            if limits & _BELOW and ("exact" not in limits or within) and "about" not in limits:
                return _ABOVE, side.span(side.words.starts[k], side.words.ends[k])
            break
    return limits, None


def turned_by_a_verdict(a: Side, one: Figure, b: Side, other: Figure) -> bool:
    """Whether a verdict turns one of two bounds that are printed alike: "at least 40" / "anything above 40 is too much".

    Or words behind limit what is not limited on the other side: "30 a month" / "30 a month or more".
    """
    if one.bound is other.bound is None:
        behind = [_OR_MORE.match(side.text, figure.span.end) for side, figure in ((a, one), (b, other))]
        return (behind[0] is None) != (behind[1] is None) and same_limits(a, one, b, other) is None
    if one.bound is None or other.bound is None:
        return False
    verdicts = [_verdict(side, figure, _before(side, _begin(figure))) for side, figure in ((a, one), (b, other))]
    return (verdicts[0] is None) != (verdicts[1] is None) and same_limits(a, one, b, other) is None


def _begin(figure: Figure) -> int:
    """Where a figure begins with its bound."""
    return min(figure.span.start, figure.bound_span.start if figure.bound_span is not None else figure.span.start)


def _verdict(side: Side, figure: Figure, before: list[int]) -> Span | None:
    """The words behind a bounded figure that say it will not do: "anything below 95 percent is not enough"."""
    if figure.bound is None or (before and not any(side.words.norm[k] in _ANY for k in before[:3])):
        return None
    found = _FALLS_SHORT.search(side.text, figure.span.end, figure.span.end + _VERDICT)
    if found is None or any(mark in side.text[figure.span.end : found.start()] for mark in ".;:!?\n"):
        return None
    return side.span(*found.span())


def _no_later(side: Side, figure: Figure, before: list[int]) -> bool:
    """Whether a time is told as the latest before something, so at least so long before: "no later than two hours before"."""
    if [side.words.norm[k] for k in before[:3]] not in (["than", "later", "no"], ["than", "later", "not"]):
        return False
    stop = side.words_in(figure.span.start, figure.span.end).stop
    return not _AHEAD.isdisjoint(side.words.norm[stop : stop + 4])


def _is_period(side: Side, figure: Figure) -> bool:
    """Whether a figure counts stretches of time."""
    if figure.unit in _PERIODS:
        return True
    counted = side.words_in(figure.counts_span.start, figure.counts_span.end) if figure.counts_span is not None else ()
    return any(lemma(side.words.norm[k], side.language) in _PERIODS for k in counted)


def _before(side: Side, start: int) -> list[int]:
    """The words before a figure in its clause, nearest first."""
    stop = side.words_in(start, start + 1).start
    found: list[int] = []
    edge = start
    for k in range(stop - 1, max(stop - 1 - REACH, -1), -1):
        gap = side.text[side.words.ends[k] : edge]
        if any(mark in gap for mark in _STOPS):
            break
        if side.words.norm[k] in _OTHER_CLAUSE and not _estimates(side, k):
            break
        found.append(k)
        edge = side.words.starts[k]
    return found


def _estimates(side: Side, k: int) -> bool:
    """Whether a word is the "that" of an estimate: "estimates that 12,000 people fled"."""
    return k > 0 and side.words.norm[k] == "that" and lemma(side.words.norm[k - 1], side.language) == "estimate"


def _by_words(words: list[str], norms: list[str], unit: str | None) -> tuple[Limits, bool]:
    """What the words before a figure without a bound of its own limit it to, and whether they say that it is reached."""
    if norms[:2] == ["of", "short"]:
        near = norms[2:3] == ["just"]
        return _WORDED["just shy of"] if near else _BELOW, False
    if norms[:2] == ["to", "up"]:  # "adding up to 50 minutes"
        return _BELOW | {"exact"}, False
    if norms[1:3] == ["to", "yet"] and (words[0] in _REACHES or words[0] == "turn"):
        return _UNDER, False  # "has yet to turn 15" / "is under 15"
    if norms[:1] == ["within"] or norms[:4] in (["of", "radius", "a", "within"], ["of", "distance", "a", "within"]):
        return _BELOW | {"exact"}, False
    if (
        norms[:1]
        and norms[0] in _IS
        and (limit := next((word for word in words[1:8] if word in _LIMIT or word == "minimum"), None))
    ):
        return _ABOVE if limit == "minimum" else _BELOW, False  # "the maximum sentence is ten years"
    if norms[:1] and norms[0] in _IS and not _EXTREMES.keys().isdisjoint(norms[1:6]):
        return next(_EXTREMES[word] for word in norms[1:6] if word in _EXTREMES) | {"exact"}, False
    if words[:2] in (["at", "estimate"], ["at", "put"]) or "estimate" in words:
        return _PLAIN["about"] | {"exact"}, False
    if norms[:1] == ["over"]:  # "over ten years", during or beyond them
        return _ABOVE | {"exact"}, False
    if norms[:2] == ["quite", "not"]:
        return _WORDED["nearly"], False
    if norms[:1] == ["of"] and norms[1:2] and norms[1] in _LIMIT:
        return _BELOW, False
    if norms[:1] == ["than"] and len(norms) > 1:
        return _BELOW if norms[1] in _LESS else _ABOVE, False
    if norms[:1] in (["to"], ["at"]) and words[1:2] and words[1] in _CAPS:
        return _BELOW, False
    if norms[:1] == ["at"] and not _PEAKS.isdisjoint(words[2:3] if norms[1:2] == ["out"] else words[1:2]):
        return _BELOW | {"exact"}, False  # "gusts peaking at 131" / "gusts of up to 131"
    at = next((k for k, norm in enumerate(norms) if norm not in _SKIPPED), None)
    if at is None:
        return _PLAIN[None], False
    if words[at] == "break" and unit in _TIMED:
        return _BELOW | {"exact"}, False  # a runner who breaks ten seconds is faster
    if norms[at] in _ONLY_WORDS:
        return _ONLY, False
    if words[at] in _PASSES:
        return _ABOVE, False
    if words[at] in _REACHES:
        return frozenset({"exact", "at most"}), True  # "gusts reached 118" / "gusts of up to 118"
    return _PLAIN[None], False
