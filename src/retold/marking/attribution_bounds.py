"""Where a content ends, and which cues are left out: what the first reading of a sentence takes too much of.

1. In a subordinate clause the content ends where the main clause begins ("While Hill said it was safe, the council closed it");
   in a relative clause, where the verb of the main clause follows ("Hill, who called it “a risk,” left").
2. What a comma or a dash and "which", "who", "a", "while" or "though" bring in behind the words reported is as often the
   writer's as the voice's (PolNeAR, the part that was not held back: the content ends there in 46, 40, 52, 43 and 40 of 100), and
   too little is better than too much; a phrase also ends where a clause begins anew.
3. A voice in the middle of somebody else's clause ("… that the plan Hill announced", "if he said") says nothing here and
   now: such cues are right in 25 to 56 of 100, and kept only where a quotation stands by them.
4. A content ends where the next voice takes over, and a cue inside another's content is kept for plain reports of speech only.
"""

from __future__ import annotations

from itertools import pairwise

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_content import finite
from retold.marking.attribution_found import Found
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import CONJUNCTIONS, PREPOSITIONS, VERBS

_NESTING = frozenset("say tell ask write add reply respond answer shout".split())
_SUBORDINATING = frozenset(
    "while although though when after before as if since because whereas once with despite".split()
)
_ASIDES = frozenset("which who a an while though although even despite".split())
_EMBEDDING = frozenset("if whether why as".split())
_BARRED = frozenset("that to if whether why of".split())
_PAUSES = frozenset((",", "—", "–", "-"))
_PHRASES = frozenset("nuoi")  # forms whose content is a phrase, not a clause


def bounded(unit: Unit, subject: Subject, content: list[tuple[int, int]], form: str) -> list[tuple[int, int]]:
    """The content (half-open token ranges) behind a cue, cut where the clause ends (observations 1 and 2)."""
    if form != "s":
        content = _within_clause(unit, subject, content, form)
    if form == "q" and content:
        return _to_comma(unit, content)
    if unit.quoted and unit.quotes(content):
        return content
    return _aside(unit, content, form) if content else content


def _to_comma(unit: Unit, content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The content up to its last quotation, where a comma ends that ("called it “a risk,” a word that angered many")."""
    start, end = content[-1]
    last = max((k for k in range(start, end) if unit.low[k] == Q), default=end)
    if last < end - 1 and (unit.low[last + 1] == "," or unit.text[unit.ends[last] - 2] == ","):
        return [*content[:-1], (start, last + 1)]
    return content


def is_doubtful(unit: Unit, subject: Subject, content: list[tuple[int, int]], form: str) -> bool:
    """Whether the words before the subject make it no main voice, or no subject at all (observation 3)."""
    low = unit.low
    previous = low[subject.first - 1] if subject.first else Q
    if form == "p" and (
        subject.how == "relative" or (previous != "as" and (previous in PREPOSITIONS or previous in _SUBORDINATING))
    ):
        return True  # what stands before is somebody else's
    if subject.first == 0 or (unit.quoted and unit.quotes(content)):
        return False
    if subject.how == "relative":
        return previous != ","
    if subject.how == "pronoun":
        embedded = previous in PREPOSITIONS or previous in _EMBEDDING
        return embedded or (previous[0].isalnum() and subjects.noun_like(unit, subject.first - 1))
    return previous in _BARRED or previous in VERBS


def _within_clause(unit: Unit, subject: Subject, content: list[tuple[int, int]], form: str) -> list[tuple[int, int]]:
    """The content of a cue in a subordinate clause ends where the main clause begins ("While Hill said …, she left")."""
    low = unit.low
    at = subject.first - 1
    start, end = content[-1]
    if subject.how == "relative" and low[at] == ",":
        for k in range(start + 1, end - 1):
            ended = low[k] == "," or (low[k] == Q and unit.text[unit.ends[k] - 2] == ",")
            if ended and finite(unit, k + 1):  # "Hill, who called it “a risk,” left"
                return [*content[:-1], (start, k + (low[k] == Q))]
    if at < 0 or low[at] not in _SUBORDINATING:
        return content
    if low[start] in PREPOSITIONS or low[start] in _SUBORDINATING:
        return content
    for k in range(start + 2, end - 2):
        if low[k] == "," and low[k + 1] not in CONJUNCTIONS:
            nxt = subjects.behind(unit, k + 1, end)
            if nxt is not None and nxt.last + 1 < end and finite(unit, nxt.last + 1):
                return [] if form == "q" and Q not in low[start:k] else [*content[:-1], (start, k)]
    return content


def _restarts(unit: Unit, k: int, end: int) -> bool:
    """Whether a clause with a subject and a verb of its own begins at token k."""
    k += unit.low[k] in CONJUNCTIONS
    subject = subjects.behind(unit, k, end)
    return subject is not None and subject.last + 1 < end and finite(unit, subject.last + 1)


def _parts(unit: Unit, start: int, comma: int, end: int) -> bool:
    """Whether an aside at `comma` parts a subject from its verb ("that the firm, which he did not name, had fallen")."""
    low = unit.low
    if low[comma] != "," or any(finite(unit, k) or "'" in low[k] for k in range(start, comma)):
        return False
    return any(low[k] == "," and finite(unit, k + 1) for k in range(comma + 2, end - 1))


def _aside(unit: Unit, content: list[tuple[int, int]], form: str) -> list[tuple[int, int]]:
    """The content, in which no quotation stands, up to an aside of the writer's ("…, which opened in May")."""
    low = unit.low
    start, end = content[-1]
    for k in range(start + 1, end - 2):
        if low[k] not in _PAUSES:
            continue
        aside = k > start + 2 and low[k + 1] in _ASIDES and (form in _PHRASES or not _parts(unit, start, k, end))
        if aside or (form in _PHRASES and _restarts(unit, k + 1, end)):
            return [*content[:-1], (start, k)]
    return content


def settled(unit: Unit, found: list[Found]) -> list[Found]:
    """Contents cut at a semicolon and where the next voice takes over; cues inside another's content left out."""
    low = unit.low
    if unit.text.find(";", unit.start, unit.end) >= 0:
        for one in found:
            if one.content and not one.before and one.form != "h":
                start, end = one.content[-1]
                stop = next((k for k in range(start + 3, end) if low[k] == ";"), end)
                one.content[-1] = (start, stop)
    for a, b in pairwise(found):
        _cut_before(unit, a, b)
    for one in found:
        for start, stop in one.content:
            if not ((start < stop and low[start][0].isalnum()) or _says(low, start, stop)):
                one.content = [part for part in one.content if _says(low, *part)]
                break
    if len(found) == 1:
        return found if found[0].content or found[0].awaits else []
    return [one for one in found if (one.content or one.awaits) and not _nested(unit, one, found)]


def _cut_before(unit: Unit, a: Found, b: Found) -> None:
    """The content of `a` cut where `b`, the next that is found, takes over."""
    low = unit.low
    if a.before or not a.content:
        return
    start, end = a.content[-1]
    if (
        b.shared
        or (b.subject is not None and a.subject is not None and b.subject.first == a.subject.first)
        or _outside(b, a)
    ):
        cut = b.cue[0]
    elif b.subject is not None and b.subject.last < b.cue[0]:
        cut = b.subject.first
    elif b.before:
        cut = b.cue[0]
    else:
        return
    if not start < cut <= end:
        return
    at = cut
    while at > start and (
        low[at - 1] in CONJUNCTIONS or low[at - 1] in ("while", "although", "though", "whereas", "as", "by", "then")
    ):
        at -= 1
    clause = at > start and low[at - 1] in (",", ";", "—", "–", "-", "(")
    if (
        b.shared
        or (at < cut and not low[b.cue[1]].endswith("ing"))
        or (clause and (b.before or low[at - 1] == ";" or _outside(b, a)))
    ):
        while at > start and low[at - 1] in (",", ";", "—", "–", "-", "("):
            at -= 1
        if at > start:
            a.content[-1] = (start, at)


def _says(low: list[str], start: int, stop: int) -> bool:
    """Whether a word or a quotation stands among the tokens: most often it is the first of them."""
    while start < stop and not (low[start][0].isalnum() or low[start] == Q):
        start += 1
    return start < stop


def _outside(one: Found, other: Found) -> bool:
    """Whether the voice of `one` speaks before the cue of `other` ("Hill, who thinks it a risk, called …")."""
    return one.subject is not None and not one.shared and one.subject.last < other.cue[0] and one.cue[0] > other.cue[1]


def _nested(unit: Unit, one: Found, found: list[Found]) -> bool:
    """Whether the cue stands inside what another voice says: kept for plain reports of speech only."""
    if one.before or not one.content:
        return False
    if one.form == "q" and one.lemma in _NESTING and unit.low[one.content[0][0]] == Q:
        return False
    return any(
        other is not one
        and not (other.before and one.lemma in _NESTING)
        and not _outside(one, other)
        and start <= one.cue[0] < end
        and one.content
        and start <= one.content[0][0]
        and one.content[-1][1] <= end
        for other in found
        for start, end in other.content
    )
