"""Who speaks where the plain order does not say: subjects behind the cue, shared with another verb, or of the sentence.

See the theory in `attribution_subjects`, observations 3 and 5.
"""

from __future__ import annotations

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_content import STOPS, finite
from retold.marking.attribution_found import Found
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import (
    ADVERBS,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    NOUN_TOO,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SUBORDINATORS,
    TIME_BEFORE,
    TIMES,
    WH,
    manner,
)
from retold.marking.voices import DOCUMENTS

_CLOSING = frozenset(
    {*".,;:)(—–-?!", "who", "and", "when", "as", "while", "after", "whose", "before", "that", "which", Q}
)
_OPENERS = frozenset("as while when though although but after before because where whereas and".split())
_ISSUED = frozenset(
    "released issued issues issuing sent sends put posted provided gave published circulated wrote read made "
    "filed received has had signed delivered tweeted tweeting sending releasing ran running".split()
)
_PASSED = CONJUNCTIONS | ADVERBS | {Q}
_NO_OPENING = PREPOSITIONS | SUBORDINATORS | (frozenset(CUES) - NOUN_TOO)
_OF_TIME = TIMES | DETERMINERS | TIME_BEFORE
_PAUSES = frozenset((",", "-", "—", "–"))
MAY_INVERT = frozenset(
    (",", Q, "?", "!", "—", "–", "-", "as", "so")
)  # what stands before a verb whose subject may follow
_FINDERS = frozenset("researchers investigators scientists auditors economists court judge jury polling polls".split())


def is_restrictive(unit: Unit, at: int) -> bool:
    """Whether the relative clause at `at` only picks out a group ("voters who say the economy matters")."""
    low = unit.low
    before = low[at - 1]
    return (
        before[0].isalpha()
        and not unit.upper[at - 1]
        and (before.endswith("s") or before in ("those", "people", "one"))
        and before not in ROLES
    )


def participle_subject(unit: Unit, group: int, found: list[Found]) -> Subject | None:
    """The subject of a participle whose verb group starts at `group`; shared where it only adds to another verb."""
    low = unit.low
    previous = low[group - 1] if group else ""
    if previous in (",", "by", "while", "before", "after", "when", "in", "and", "but", "without", "—", "–", Q, ""):
        return Subject(group, group, "shared")
    subject = subjects.before(unit, group)
    if subject is not None and subject.how == "phrase" and subject.first > 1:
        verb = subject.first - 1
        if low[verb] == "to":
            return Subject(group, group, "shared")
        if low[verb] in ("out", "on"):
            verb -= 1
        if low[verb] in _ISSUED or (
            subject.first > 2
            and low[subject.last] in DOCUMENTS
            and low[verb] not in _OPENERS
            and low[verb] not in STOPS
        ):
            return Subject(group, group, "shared")
    return subject


def shared_subject(unit: Unit, at: int, found: list[Found]) -> Subject | None:
    """The subject that a conjoined or participle cue at token `at` shares: of the cue before, else of its clause."""
    low = unit.low
    after = found[-1].cue[1] if found else 0
    for k in range(at - 2, max(after, 1), -1):
        word = low[k]
        if word in (";", ":") or (word == Q and low[k - 1] not in DETERMINERS):
            break
        if word in _OPENERS and (word in CONJUNCTIONS or low[at] not in CONJUNCTIONS):
            subject = subjects.behind(unit, k + 1, at)
            if subject is None or subject.last + 1 >= at:
                continue
            nxt = subject.last + 1
            while nxt < at - 1 and (low[nxt] in ADVERBS or manner(low[nxt]) or low[nxt] in TIMES or low[nxt] == "on"):
                nxt += 1
            if (finite(unit, nxt) or low[nxt] in CUES) and (
                subject.how == "pronoun" or unit.upper[subject.first] or low[subject.first] in DETERMINERS
            ):
                if word in CONJUNCTIONS:
                    return subject
                main = _main_clause(unit, nxt + 1, at)  # "When Hill asked, she laughed and said"
                return subject if main is None else main
    if found and found[-1].subject is not None and found[-1].form != "a":
        return found[-1].subject
    return opening_subject(unit, at)


def _main_clause(unit: Unit, start: int, stop: int) -> Subject | None:
    """The subject of the main clause that a comma between `start` and `stop` opens, behind a subordinate clause."""
    low = unit.low
    for k in range(start, stop - 2):
        if low[k] == "," and low[k + 1] not in CONJUNCTIONS:
            subject = subjects.behind(unit, k + 1, stop)
            if subject is None:
                continue
            nxt = subject.last + 1
            while nxt < stop and (low[nxt] in ADVERBS or (low[nxt][-2:] == "ly" and manner(low[nxt]))):
                nxt += 1
            if nxt < stop and (finite(unit, nxt) or low[nxt] in CUES):
                return subject
    return None


def opens(unit: Unit, first: int) -> bool:
    """Whether nothing that may be a subject stands before token `first`."""
    return all(word in _PASSED or not word[0].isalnum() for word in unit.low[:first])


def opening_subject(unit: Unit, stop: int) -> Subject | None:
    """The subject of the unit's first clause: the first noun phrase before token `stop` that a verb follows.

    Where no verb is known, the first noun phrase of a unit that opens with neither a preposition nor a subordinate clause.
    """
    low = unit.low
    first: Subject | None = None
    start = 0
    for _ in range(4):
        while start < stop and (
            low[start] in _PASSED or not low[start][0].isalnum() or (low[start][-2:] == "ly" and manner(low[start]))
        ):
            start += 1
        if start >= stop:
            break
        if low[start] not in _NO_OPENING and not low[start].endswith("ing"):
            subject = subjects.behind(unit, start, stop)
            if (
                subject is not None
                and low[subject.last] in _OF_TIME
                and _OF_TIME.issuperset(low[subject.first : subject.last + 1])
            ):
                subject = None
            if subject is not None and (subject.how == "pronoun" or subjects.noun_like(unit, subject.last)):
                nxt = subject.last + 1
                while nxt < stop and (low[nxt] in ADVERBS or (low[nxt][-2:] == "ly" and manner(low[nxt]))):
                    nxt += 1
                if nxt < len(low) and (
                    finite(unit, nxt)
                    or low[nxt] in CUES
                    or (low[nxt] in (",", "who", "(") and _finite_after(unit, nxt, stop))
                ):
                    return subject
                if start == 0:
                    first = subject
        for pause in range(start, stop):
            if low[pause] in _PAUSES:
                start = pause + 1
                break
        else:
            break
    return first


def _finite_after(unit: Unit, comma: int, stop: int) -> bool:
    """Whether an apposition that opens at `comma` closes with a comma and a verb."""
    for k in range(comma + 1, min(stop, comma + 25)):
        if unit.low[k] in (",", ")") and k + 1 < len(unit.low):
            following = k + 1
            if unit.low[following] == "for" and unit.low[following + 2 : following + 3] == ["part"]:
                following += 3  # "Mrs Brodar, for her part rejected"
            return following < len(unit.low) and (finite(unit, following) or unit.low[following] in CUES)
    return False


def inverted_subject(unit: Unit, i: int, group: int, end: int, takes: str) -> Subject | None:
    """The subject behind the cue in "“…,” said Hill." and "Prices rose, says Hill, a trader."; None where the order is plain."""
    low = unit.low
    if (
        (group != i and low[group] not in ADVERBS)
        or ("r" in takes and low[i] not in ("asked", "asks", "promised") and not _after_quotation(low, i))
        or not ("p" in takes or "q" in takes)
        or i + 1 >= len(low)
    ):
        return None
    if i == 0:
        first = subjects.behind(unit, 1, end) if low[0] in ("said", "says", "wrote", "added", "asked") else None
        return (
            first if first is not None and low[first.last + 1 : first.last + 2] in ([","], [":"]) and Q in low else None
        )
    previous = low[group - 1] if group else ""
    if previous not in MAY_INVERT:
        return None
    nxt = low[i + 1]
    if (
        nxt in ("that", "of", "to", "in", "on", "it", "them", "him", "me", "us", ":", ",", Q)
        or (nxt in TIMES and not subjects.is_given(unit, i + 1))
        or nxt in WH
    ):
        return None
    if nxt in PRONOUNS and nxt != "you" and low[i] in ("said", "says", "asked") and i + 2 >= end:
        return Subject(i + 1, i + 1, "pronoun")
    quoted = (
        previous == Q
        or (previous == "," and group >= 2 and low[group - 2] == Q)
        or (previous in "?!" and group >= 2 and low[group - 2] == Q)
    )
    subject = subjects.behind(unit, i + 1, len(low))
    if subject is None or subject.how == "pronoun":
        return None
    if (
        not quoted
        and not any(unit.upper[subject.first : subject.last + 1])
        and ROLES.isdisjoint(low[subject.first : subject.last + 1])
    ):
        return None
    following = low[subject.last + 1] if subject.last + 1 < len(low) else "."
    closed = following in _CLOSING or following in PREPOSITIONS or following in TIMES or following in ADVERBS
    if not closed and not (quoted and following.endswith(("ed", "ing")) and subjects.speaks(unit, subject)):
        return None
    if not quoted and previous not in ("as", "so"):
        if following in (Q, "that"):
            return None
        if any(finite(unit, k) for k in range(subject.last + 1, _plain_end(unit, subject.last + 1, end))):
            return None
        if not any(finite(unit, k) or low[k] in PRONOUNS or "'" in low[k] for k in range(group)):
            return None  # "Hill, a trader, said Stone and others would go"
        if group < 5:
            return None
    return subject


def _after_quotation(low: list[str], i: int) -> bool:
    """Whether a cue that may take a recipient stands right behind a quotation: "“…,” advises Hill"."""
    return (
        i > 0 and low[i - 1] == Q and not low[i].endswith("ing") and low[i] not in ("told", "tells", "tell", "informed")
    )


def _plain_end(unit: Unit, start: int, end: int) -> int:
    """Where a relative clause or the end stops the words that follow an inverted subject."""
    for k in range(start, end):
        if unit.low[k] in (
            "who",
            "whose",
            "whom",
            "which",
            "according",
            "that",
            "when",
            "where",
            "while",
            "after",
            "as",
            "referring",
            "and",
            "but",
        ):
            return k
    return end


def is_document(unit: Unit, subject: Subject) -> bool:
    """Whether the subject is something written or counted: a poll, a report, the researchers behind one."""
    return any(
        unit.low[k].removesuffix("'s") in DOCUMENTS or unit.low[k] in _FINDERS
        for k in range(subject.first, subject.last + 1)
    )
