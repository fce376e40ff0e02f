"""What is said: the words that a cue reports, before it, behind it or on both sides.

See the theory in `attribution_clauses`: observations 1 and 2.
"""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

import msgspec

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import (
    ABOUT,
    ADVERBS,
    AS_TOLD,
    AUXILIARIES,
    BE,
    CALLED,
    COMMON_VERBS,
    CONJUNCTIONS,
    COUNTING,
    CUES,
    DETERMINERS,
    NAMING,
    NOUN_TOO,
    PARTICIPLES,
    PLACING,
    PREPOSITIONS,
    PRONOUNS,
    RECIPIENTS,
    RELATIVES,
    SUBORDINATORS,
    TIMES,
    VERBS,
    WH,
    manner,
)

_GAP_VERBS = frozenset("runs makes needs shows means seems remains comes goes gives".split())
_CLAUSE_OPENERS = frozenset("what how if when because so why where while although once unless whether".split())
STOPS = frozenset(",;:") | {Q}
_CLOSING = frozenset((",", "?", "!", "—", "–", "-", Q))  # what ends a clause that may be said by who follows
_BARE = frozenset("say tell show find estimate report tweet".split())  # take a clause whose verb is not recognised
_SPOKEN = frozenset("say tell add write ask".split())
_SETTING = frozenset("when asked although though while after before even pressed as".split())
_ABOUT_NUMBERS = frozenset(
    "$ about some nearly almost roughly over more than at least fewer less only just around £ €".split()
)
_NO_OBJECTS = (PREPOSITIONS - {"for", "on", "against", "about"}) | TIMES | SUBORDINATORS | {"last", "next"}
_OCCASIONS = frozenset("reached asked pressed speaking contacted recently last earlier".split())
_PASSABLE = PREPOSITIONS | TIMES | ADVERBS | {"when", "as", "while", "after", "because"}
_NOTHING_SAID = frozenset("so nothing something little much".split())


class Content(NamedTuple):
    """What a cue reports: half-open token ranges, the form (see `attribution_words`), whether they stand before the cue, and
    whether the content is still to come (a colon ends the sentence)."""

    parts: list[tuple[int, int]]
    form: str
    before: bool = False
    awaits: bool = False


NOTHING = Content([], "")


class _Cue(msgspec.Struct, gc=False):
    """A cue at token `at` of a unit whose words end at `end`; `r` is the first token not yet passed over."""

    unit: Unit
    at: int
    lemma: str
    takes: str
    end: int
    r: int
    left_end: int
    left: tuple[int, int] | None
    as_said: bool

    @property
    def left_is_said(self) -> bool:
        """Whether what stands before can be the content."""
        return self.left is not None and ("p" in self.takes or _quoted(self.unit, self.left))


def content_of(
    unit: Unit, at: int, lemma: str, takes: str, subject: Subject, inverted: bool, end: int, shared: bool = False
) -> Content:
    """What the cue at token `at` reports, given its subject, whether that stands behind it, and whether another cue has it."""
    low = unit.low
    if inverted:
        return _of_inverted(unit, at, takes, subject, end)
    left_end = subject.first if subject.first < at else at
    as_said = not shared and subject.first > 0 and low[subject.first - 1] == "as"
    opened = left_end - 1 if as_said else left_end
    left = _left(unit, opened) if opened > 0 and low[opened - 1] in _CLOSING else None
    r = at + 1
    if left and not as_said and _setting(unit, left, r, end):
        left = None  # "While he was in jail, officials told him it had rained"
    if shared and left and subject.last + 1 < at and Q in low[r : r + 4]:
        left = None  # "“…,” she sang before asking him, “…”"
    if lemma == "point":
        if low[r : r + 1] != ["out"]:
            return NOTHING
        r += 1
    cue = _Cue(unit, at, lemma, takes, end, r, left_end, left, as_said)
    if r < end and "o" in takes and _asked_to(unit, r, end):
        return Content([(r, end)], "o")
    if r < end and "r" in takes:
        cue.r = r = _past_recipient(unit, r, end)
        if left and "p" in takes and r > at + 1 and (r >= end or low[r] not in ("that", Q, ":")):
            return Content([left, *_quoted_on(unit, r, end)], "p", True)
    that = _that(unit, r, end) if not left or low[left[1] - 1] != Q or low[r : r + 1] == ["that"] else None
    if that is not None:
        return Content([(that + 1, end)], "t") if "t" in takes or "c" in takes else NOTHING
    return _nothing_behind(cue) if r >= end else _behind(cue)


def _setting(unit: Unit, left: tuple[int, int], r: int, end: int) -> bool:
    """Whether what stands before is a time, a place or an occasion, and the words reported follow the cue."""
    low = unit.low
    opens = low[left[0]]
    if not (opens in PREPOSITIONS or opens in TIMES or opens in SUBORDINATORS or opens in _OCCASIONS):
        return False
    if Q in low[left[0] : left[1]] or r >= end or low[end - 1] == Q:
        return False
    while r < end and (low[r] in RECIPIENTS or low[r] in TIMES or low[r] == "on"):
        r += 1
    return r < end and low[r] not in STOPS and (low[r] == "that" or _clause(unit, r, end))


def _of_inverted(unit: Unit, at: int, takes: str, subject: Subject, end: int) -> Content:
    """The content of "“…,” said Hill" and of "Said Hill, “…”"."""
    low = unit.low
    r = subject.last + 1
    if at == 0:  # "Said Hill, who lives there, “…”"
        return Content([(next((k for k in range(r, end) if low[k] == Q), r + 1), end)], "q")
    left_end = subjects.verb_group(unit, at)
    left = _left(unit, left_end)
    if left and ("p" in takes or _quoted(unit, left)):
        return Content([left, *(part for part in after_comma(unit, r, end) if low[part[0]] == Q)], "p", True)
    if low[left_end - 1] in ("as", "so"):
        more = after_comma(unit, r, end)
        if more:
            return Content(more, "c")
        left = _left(unit, left_end - 1)
        return Content([left], "p", True) if left else NOTHING
    return NOTHING


def _quoted_on(unit: Unit, r: int, end: int) -> list[tuple[int, int]]:
    """The rest of an interrupted content, if it goes on with a quotation."""
    return [part for part in after_comma(unit, r, end) if Q in unit.low[part[0] : part[0] + 3]]


def _nothing_behind(cue: _Cue) -> Content:
    low = cue.unit.low
    if cue.r < len(low) and low[cue.r] in ":," and low[-1] in ":,":
        return Content([], "q", awaits=True)
    return Content([cue.left], "p", True) if cue.left is not None and cue.left_is_said else NOTHING


def _behind(cue: _Cue) -> Content:
    """The content of a cue that words follow: by the first of them."""
    low, r, end, takes = cue.unit.low, cue.r, cue.end, cue.takes
    nxt = low[r]
    if nxt == ":":
        return Content([(r + 1, end)], "q")
    if nxt in CONJUNCTIONS and low[r + 1] in CUES and r + 1 < end:
        return Content([cue.left], "p", True) if cue.left is not None and _quoted(cue.unit, cue.left) else NOTHING
    if (nxt in _NOTHING_SAID and cue.lemma == "say" and low[r + 1 : r + 2] != ["of"]) or (
        nxt == "it" and low[r + 1 : r + 2] == ["all"]
    ):
        return NOTHING
    if nxt in AUXILIARIES or nxt in _GAP_VERBS or (nxt == "to" and cue.lemma == "continue"):
        return NOTHING  # "what he said was …"
    if nxt == Q:
        return Content([(r, end)], "q") if "q" in takes or "c" in takes else NOTHING
    if nxt == ",":
        return _behind_comma(cue)
    if nxt == "to" and "i" in takes and r + 1 < end and not cue.unit.upper[r + 1] and low[r + 1] not in DETERMINERS:
        return Content([(r, end)], "i")
    if cue.as_said and not cue.left and (nxt in PREPOSITIONS or nxt in TIMES):
        comma = next((k for k in range(r, min(end, r + 10)) if low[k] == ","), None)
        if comma is not None and comma + 2 < end:
            return Content([(comma + 1, end)], "s")
    if nxt in ABOUT.get(cue.lemma, ()) and r + 1 < end and not (cue.left is not None and cue.left_is_said):
        return Content([(r + 1, end)], "u")
    if nxt != "despite" and _passable(nxt):
        return _behind_place(cue)
    if cue.as_said and cue.left:
        return Content([cue.left], "p", True) if cue.lemma in AS_TOLD else NOTHING  # "as rivals accused each other"
    if nxt in WH:
        return Content([(r, end)], "t") if "t" in takes else NOTHING
    if "c" in takes and cue.lemma != "ask" and _clause(cue.unit, r, end):
        return Content([(r, end)], "c")
    if cue.left is not None and cue.lemma in _SPOKEN and low[cue.left[1] - 1] == Q and not _goes_on(cue.unit, r, end):
        return Content([cue.left], "p", True)  # "“…,” she said onstage that night"
    if "c" in takes and cue.lemma in _BARE:
        return Content([(r, end)], "b")
    if cue.lemma in COUNTING and _number_ahead(cue):
        return Content([(r, end)], "b")  # "police reported 90 attacks", "the magazine put it at $3 million"
    return _object(cue)


def _number_ahead(cue: _Cue) -> bool:
    """Whether a number opens the object of a verb of counting, or stands behind "at" in it."""
    low, r, end = cue.unit.low, cue.r, cue.end
    while r < end and low[r] in _ABOUT_NUMBERS:
        r += 1
    if r < end and low[r][0].isdigit() and cue.lemma not in PLACING:
        return True
    return any(
        low[k] == "at" and (low[k + 1][0].isdigit() or low[k + 1] in _ABOUT_NUMBERS)
        for k in range(cue.r, min(end - 1, cue.r + 10))
    )


def _goes_on(unit: Unit, r: int, end: int) -> bool:
    """Whether a verb or a quotation follows before the next comma."""
    for k in range(r, end):
        if unit.low[k] == Q or finite(unit, k):
            return True
        if unit.low[k] in ",;":
            return False
    return False


def _behind_comma(cue: _Cue) -> Content:
    unit, low, r, end = cue.unit, cue.unit.low, cue.r, cue.end
    if cue.as_said:
        return Content([(r + 1, end)], "s")
    if cue.left is not None and cue.left_is_said:
        if low[0] in _SETTING and not _quoted(unit, cue.left) and low[r + 1 : r + 2] == [Q]:
            return Content([(r + 1, end)], "q")  # "When asked about it, he said, “…”"
        more = _quoted_on(unit, r, end) if low[cue.left[1] - 1] == Q else after_comma(unit, r, end)
        if not more and low[r + 1 : r + 2] == ["that"] and r + 3 < end:
            more = [(r + 2, end)]  # "“…,” he said, that it was small"
        return Content([cue.left, *more], "p", True)
    split = split_clause(unit, cue.left_end, r, end) if "p" in cue.takes else None
    if split:
        return Content(split, "p", True)
    for k in range(r + 1, min(r + 6, end)):
        if low[k] == Q:
            return Content([(k, end)], "q")
        if low[k] == "that" and low[k - 1] == ",":
            return Content([(k + 1, end)], "t")
    return Content([(r + 1, end)], "c") if not cue.left and "c" in cue.takes else NOTHING


def _passable(word: str) -> bool:
    """Whether a word can open a time, a place or a manner of speaking."""
    return word in _PASSABLE or (word[-2:] == "ly" and manner(word))


def _behind_place(cue: _Cue) -> Content:
    """The content of a cue that a time, a place or a manner follows."""
    unit, low, r, end = cue.unit, cue.unit.low, cue.r, cue.end
    if cue.left is not None and cue.left_is_said:
        return Content([cue.left], "p", True)
    k = _quotation_ahead(unit, r, end)
    if k is not None and (low[k - 1] in (",", ":", "that") or "c" not in cue.takes or low[r] in PREPOSITIONS):
        return Content([(k, end)], "q")
    if low[-1] == ":" and "q" in cue.takes:
        return Content([], "q", awaits=True)
    if "c" not in cue.takes or (cue.lemma == "ask" and low[r] in PREPOSITIONS):
        return _object(cue)
    while r < end and low[r] not in PREPOSITIONS and (low[r] in TIMES or low[r] in ADVERBS or manner(low[r])):
        r += 1
    if r < end and low[r] in PREPOSITIONS:
        past = _past_place(unit, r, end)
        if past is None:
            return NOTHING
        r = past
    return Content([(r, end)], "c") if r < end and low[r] not in AUXILIARIES else NOTHING


def _object(cue: _Cue) -> Content:
    """The content of cues that take a quotation or a noun phrase ("called the plan “a mistake”")."""
    if "q" in cue.takes:
        ahead = _quotation_ahead(cue.unit, cue.r, cue.end)
        if ahead is not None and (cue.lemma != "read" or ahead <= cue.r + 1):
            return Content([(cue.r, cue.end)], "q")
        if cue.unit.low[-1] == ":":
            return Content([], "q", awaits=True)
    if cue.unit.low[cue.r] in _NO_OBJECTS:
        return NOTHING  # "a rule, which it proposed last year"
    if "n" in cue.takes and (cue.lemma not in NAMING or cue.unit.low[cue.r] in CALLED):
        return Content([(cue.r, cue.end)], "n")
    return NOTHING


def _clause(unit: Unit, r: int, end: int) -> bool:
    """Whether a clause begins at r: a pronoun, or a phrase that a finite verb follows before any comma."""
    low = unit.low
    if low[r] in PRONOUNS or low[r] in ("there", "i'm", "he's", "she's", "it's", "they're", "we're"):
        return r + 1 < end  # "denied it"
    for k in range(r + 1, min(end, r + 16)):
        word = low[k]
        if word in ",;:" or word == Q or word in RELATIVES or (word in PREPOSITIONS and k > r + 12):
            return False
        if (
            word in AUXILIARIES
            or (word in COMMON_VERBS and not unit.upper[k])
            or word.endswith("n't")
            or (word.endswith("'s") and low[k] in ("it's", "he's", "that's", "there's"))
        ):
            return low[k - 1] != "to"
    return False


def _asked_to(unit: Unit, r: int, end: int) -> bool:
    """Whether "somebody to do something" begins at r."""
    low = unit.low
    if low[r] in PREPOSITIONS or low[r] in AUXILIARIES or low[r] in STOPS or low[r] == "that" or low[r] in WH:
        return False
    for k in range(r + 1, min(end, r + 9)):
        word = low[k]
        if (word == "to" and low[k - 1] not in ("not",)) or low[k : k + 2] == ["not", "to"]:
            return k + 1 < end and not unit.upper[k + 1] and low[k + 1] not in DETERMINERS
        if word in STOPS or word in AUXILIARIES or word in ("that", "who", "which") or word in WH or word in PRONOUNS:
            return False
    return False


def _quotation_ahead(unit: Unit, r: int, end: int) -> int | None:
    """The first quotation from token `r` on, if it is near and no semicolon stands before it."""
    if not unit.quoted:
        return None
    for k in range(r, min(end, r + 25)):
        word = unit.low[k]
        if word == Q:
            return k
        if word == ";":
            return None
    return None


def _quoted(unit: Unit, part: tuple[int, int]) -> bool:
    return Q in unit.low[part[0] : part[1]]


def _left(unit: Unit, left_end: int) -> tuple[int, int] | None:
    """The clause or quotation before a subject or an inverted cue, where a comma or a quotation ends it."""
    low = unit.low
    end = left_end
    if end <= 0:
        return None
    last = low[end - 1]
    if last == Q:
        return (end - 1, end) if end > 2 and low[end - 2] in (":", "—", "–", "-") else (0, end)
    if last not in _CLOSING:
        return None
    while end > 0 and low[end - 1] in (",", "—", "–", "-"):
        end -= 1
    if end == 0:
        return None
    if Q in low[:end]:
        return 0, end
    words = sum(map(str.isalnum, map(itemgetter(0), low[:end])))
    if low[0] in SUBORDINATORS and low[0] not in _CLAUSE_OPENERS:
        comma = next((k for k in range(1, end) if low[k] == ","), end)
        if not any(finite(unit, k) for k in range(comma + 1, end)):
            return None  # "After a week of rain, she said …"; but not "After a week of rain, the dam broke, she said"
    if words < 4 or (low[0] in PREPOSITIONS and not any(finite(unit, k) for k in range(end))):
        return None
    if low[0] in ("asked", "speaking", "pressed") or (
        low[0].endswith("ing") and words < 12 and not any(finite(unit, k) for k in range(end))
    ):
        return None
    return 0, end


def finite(unit: Unit, k: int) -> bool:
    """Whether token k is a verb in a finite form, as far as lists and endings tell."""
    return unit.low[k] in VERBS or unit.low[k] in AUXILIARIES or (unit.low[k].endswith("ed") and not unit.upper[k])


def split_clause(unit: Unit, left_end: int, r: int, end: int) -> list[tuple[int, int]]:
    """Both parts of a clause that "…, he said, …" splits right after its subject ("The test, he said, was a success")."""
    low = unit.low
    if left_end < 2 or low[left_end - 1] != "," or r + 1 >= end:
        return []
    if (low[r + 1] in AUXILIARIES or low[r + 1] in VERBS) and subjects.noun_like(unit, left_end - 2):
        return [(0, left_end - 1), (r + 1, end)]
    return []


def after_comma(unit: Unit, r: int, end: int) -> list[tuple[int, int]]:
    """The rest of a content that a cue in commas interrupts ("prices, he said, rose"), if there is one."""
    low = unit.low
    if r >= end:
        return []
    if low[r] == Q:
        return [(r, end)]
    if low[r] not in (",", "—", "–", "-"):
        for k in range(r, min(end, r + 14)):
            if low[k] == "," and k + 1 < end and low[k + 1] == Q:
                return [(k + 1, end)]
            if low[k] == "," or low[k] == ";":
                break
        return []
    nxt = low[r + 1] if r + 1 < end else "."
    if nxt == Q:
        return [(r + 1, end)]
    quoted = _quotation_ahead(unit, r + 1, min(end, r + 16))
    if quoted is not None and low[quoted - 1] in (",", ":"):
        return [(quoted, end)]
    if (
        nxt in PARTICIPLES
        or nxt.endswith("ing")
        or nxt in RELATIVES
        or nxt
        in (
            "whose",
            "and",
            "but",
            "while",
            "according",
            "citing",
            "when",
            "as",
            "though",
            "although",
            "where",
            "after",
            "before",
            "a",
            "an",
        )
        or nxt in PREPOSITIONS
    ):
        return []
    if not any(finite(unit, k) for k in range(r + 1, end)):
        return []
    return [(r + 1, end)]


def _past_recipient(unit: Unit, r: int, end: int) -> int:
    low = unit.low
    if low[r] in STOPS or low[r] == "that" or low[r] in WH:
        return r
    if low[r] in RECIPIENTS:
        r += 1
        if r < end and low[r] in ("and",):
            r += 2
    else:
        to = low[r] in PREPOSITIONS
        if to:
            return r
        recipient = subjects.behind(unit, r, end)
        if recipient is None or recipient.how == "pronoun":
            return r
        r = recipient.last + 1
    while r < end and (low[r] in TIMES or low[r] in ADVERBS):
        r += 1
    if r < end and low[r] in PREPOSITIONS:
        past = _past_place(unit, r, end)
        if past is not None:
            r = past
    return r


def _past_place(unit: Unit, r: int, end: int) -> int | None:
    """Past "in a statement on Monday"; None where the phrase runs on to a comma or the end."""
    low = unit.low
    k = r
    while k < end and k < r + 16:
        word = low[k]
        if word in STOPS:
            return k + 1 if word == "," and k + 1 < end and low[k + 1] != Q and k + 3 < end else k
        if word == "that":
            return k
        if k > r + 1 and (word in PRONOUNS or word in ("there",)) and low[k - 1] not in PREPOSITIONS:
            return k
        if (
            k > r + 1
            and word in DETERMINERS
            and low[k - 1] not in PREPOSITIONS
            and low[k - 1] not in DETERMINERS
            and low[k - 1] not in ("all", "both")
        ):
            return k
        if (word in AUXILIARIES or word in VERBS) and k > r + 1:
            return subjects.phrase_start(unit, k - 1, r + 1)
        k += 1
    return None if k >= end else r


def _that(unit: Unit, r: int, end: int) -> int | None:
    """The "that" which opens the content, if only recipients, times and places stand before it."""
    low = unit.low
    k = r
    if k < end and low[k] == "that":
        # "said that day": a demonstrative needs a noun; a clause goes on past it
        return k
    limit = min(end, r + 18)
    if k < limit and not (
        low[k] in PREPOSITIONS
        or low[k] in TIMES
        or low[k] in ADVERBS
        or low[k] in RECIPIENTS
        or low[k] == ","
        or (low[k][-2:] == "ly" and manner(low[k]))
    ):
        return None
    if k + 1 < limit and low[k] == "," and (low[k + 1] in PRONOUNS or low[k + 1] in BE):
        return None
    if "that" not in low[k:limit]:
        return None
    commas = 0
    while k < limit:
        word = low[k]
        if word == "that" and low[k - 1] not in PREPOSITIONS and low[k - 1] not in ("so", "now"):
            return k
        if word == ",":
            commas += 1
            if commas > 2:
                return None
        elif word in (Q, ";", ":") or (word in CUES and word not in NOUN_TOO) or word in BE or word in ("who", "which"):
            return None
        k += 1
    return None
