"""What is said, and by whom, inside one sentence: cue verbs, "according to", "citing", "NAME:", nominal cues.

1. After the cue, recipients, times and places of speaking are passed over; then "that", a quotation, a colon or a clause
   begins the content, which runs to the end of the sentence, or to where the next voice takes over.
2. Where nothing but time and place follows the cue, and a clause or quotation that ends in a comma goes before the subject,
   that clause is the content ("Prices rose, he said on Monday"). With a comma behind the cue, both sides are.
3. A participle or a conjoined cue ("…, adding that", "and warned") shares the subject before it.
4. Negated, passive and infinitive cues report nothing ("declined to say", "was told", "to argue"), but for "went on to say" and
   "was quoted as saying".
5. A medium that reports what another voice says ("…, the Daily reports, citing an agency") is a relay, not a voice.

Known exceptions: reported speech whose verb is on no list, and a content that changes hands without a comma.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CONTENT_NOUNS,
    CUES,
    DETERMINERS,
    NOUN_TOO,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLES,
    SUBORDINATORS,
    TIMES,
    TIME_BEFORE,
    VENUES,
    VERBS,
)
from retold.marking.attribution_words import COMMON_VERBS as _COMMON_FINITE
from retold.marking.voices import DOCUMENTS

_BE = frozenset("is are was were be been being isn't wasn't weren't aren't".split())
_NEGATIONS = frozenset(
    "not never n't didn't doesn't don't won't hasn't haven't hadn't wouldn't couldn't can't cannot wasn't isn't".split()
)
_OBJECTS = frozenset(
    "me him her us them you reporters journalists lawmakers supporters viewers voters attendees investors police investigators "
    "officials senators congress staffers readers students donors people everyone himself herself themselves".split()
)
_WH = frozenset("whether how why what where who if when which".split())
_GO_ON = frozenset("went goes going continued continues".split())
_OPENERS = frozenset("as while when though although but after before because where whereas and".split())
_GAP_VERBS = frozenset("runs makes needs shows means seems remains comes goes gives".split())
_ISSUED = frozenset(
    "released released issued issues issuing sent sends put posted provided gave published circulated wrote read made filed received has "
    "had signed delivered tweeted tweeting sending releasing ran running".split()
)
_OF_DOCUMENTS = frozenset("show find indicate reveal".split())
_FINDERS = frozenset("researchers investigators scientists auditors economists court judge jury polling polls".split())
_NAMING = frozenset("call dub label describe".split())
_NESTING = frozenset("say tell".split())
_CALLED = frozenset("for on it him her them himself herself themselves".split())
_PHASES = frozenset("begun began started kept keeps keep stopped continue continued continues starts begins".split())
_CLAUSE_OPENERS = frozenset("what how if when because so why where while although once unless whether".split())
_NO_HEADS = frozenset(
    "q a note notes update updates video photo photos watch related exclusive analysis opinion editor correction read more live breaking "
    "name age contributing credit source sources poll report review topics tags photograph image caption via".split()
)
_STOPS = frozenset(",;:") | {Q}


@dataclass(slots=True)
class Found:
    """An attribution in tokens of one unit: the voice, the cue [first, last], half-open ranges of content."""

    subject: Subject | None
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    lemma: str
    form: str  # the letter of attribution_words, or "a" according to, "h" head "NAME:", "m" nominal, "v" citing
    before: bool = False  # the content stands before the cue
    awaits: bool = False  # ends in a colon or comma: what is quoted next belongs to it
    shared: bool = False
    via: list[tuple[int, int]] = field(default_factory=list)
    unit: int = 0
    otherwise: Found | None = None
    more: list[tuple[int, int, int]] = field(default_factory=list)  # content in later units: (unit, first, stop)


def find_in_unit(unit: Unit) -> list[Found]:
    """The attributions of one unit, in order of their cues."""
    found: list[Found] = []
    low = unit.low
    for i, word in enumerate(low):
        one: Found | None = None
        if word in CUES:
            if i == 0 or unit.title or not unit.upper[i] or low[i - 1] in (Q, ","):
                one = _verb(unit, i, found)
        elif word == "according" and i + 1 < len(low) and low[i + 1] == "to":
            one = _according(unit, i, i + 2)
        elif word == ":" and i > 0:
            one = _head(unit, i, found)
        if one is not None and (one.content or one.awaits):
            found.append(one)
    return _settled(unit, found) if len(found) > 1 else found


def _end(unit: Unit) -> int:
    """The end of the unit without its final stop."""
    end = len(unit)
    while end > 0 and unit.low[end - 1] in ".!?;:,":
        end -= 1
    return end


def _verb(unit: Unit, i: int, found: list[Found]) -> Found | None:
    low = unit.low
    word = low[i]
    lemma, takes = CUES[word]
    previous = low[i - 1] if i else ""
    group = subjects.verb_group(unit, i)
    between = low[group:i]
    participle = word in PARTICIPLES and not any(w in _BE for w in between)
    if previous in DETERMINERS or previous.endswith("'s") and previous not in AUXILIARIES and word in NOUN_TOO:
        return None
    if any(w in _NEGATIONS for w in between) or (group and low[group - 1] in ("nor", "neither")):
        return None
    if any(w in _BE for w in between) and word not in PARTICIPLES:
        return None
    cue_first = group
    if group and low[group - 1] == "to":
        if group > 2 and low[group - 2] in ("on", *_GO_ON):
            back = group - 2 if low[group - 2] != "on" else group - 3
            if low[back] in _GO_ON:
                group = subjects.verb_group(unit, back)
                cue_first = back
            else:
                return None
        else:
            return None
    end = _end(unit)
    if word == "citing":
        return _citing(unit, i, end, _shared(unit, i, found))
    if participle and group and low[group - 1] in _PHASES:
        group = cue_first = subjects.verb_group(unit, group - 1)
        participle = False
    inverted = _inverted(unit, i, group, end, takes)
    shared = False
    if inverted is not None:
        subject: Subject | None = inverted
    else:
        subject = _participle_subject(unit, group, found) if participle else subjects.before(unit, group)
        if subject is None:
            return None
        if subject.how == "shared":
            shared = True
            subject = _shared(unit, subject.first, found)
            if subject is None:
                return None
        elif participle:
            shared = subject.last < group - 1
        if subject.how == "relative" and _restrictive(unit, subject.first):
            return None
    if word in NOUN_TOO and not _strong(unit, i, subject, inverted is not None):
        return None
    content, form, is_before, awaits = _content(unit, i, subject, takes, inverted is not None, end, lemma)
    if not content and not awaits:
        return None
    if form in ("b", "c") and lemma in _OF_DOCUMENTS and not _document(unit, subject):
        return None
    if (
        form in ("q", "n")
        and lemma in _NAMING
        and i + 1 < len(low)
        and (low[i + 1] == Q or low[i + 2 : i + 3] == [Q] and low[i + 1] in DETERMINERS)
    ):
        if low[i].endswith("ed") and group == i and low[subject.first - 1] != "what":
            return None  # "a show called “…”"
    if lemma == "report" and low[i + 1 : i + 2] in (["from"], ["by"]):
        return None  # "Ada Lund reported from Oslo."
    return Found(subject, (cue_first, i), content, lemma, form, is_before, awaits, shared)


def _restrictive(unit: Unit, at: int) -> bool:
    """Whether the relative clause at `at` only picks out a group ("voters who say the economy matters")."""
    low = unit.low
    before = low[at - 1]
    return (
        before[0].isalpha()
        and not unit.upper[at - 1]
        and (before.endswith("s") or before in ("those", "people", "one"))
        and before not in ROLES
    )


def _citing(unit: Unit, i: int, end: int, citing: Subject | None) -> Found | None:
    """ "…, citing X": what goes before on the word of X, if X turns out a relay; else X is what the subject cites."""
    cited = subjects.behind(unit, i + 1, end)
    if cited is None or i < 4:
        return None
    at = i
    while at > 0 and unit.low[at - 1] in (",", "—", "–", "-"):
        at -= 1
    plain = Found(citing, (i, i), [(i + 1, end)], "cite", "n", shared=True)
    return Found(cited, (i, i), [(0, at)], "cite", "v", True, otherwise=plain) if at > 2 else plain


def _document(unit: Unit, subject: Subject) -> bool:
    """Whether the subject is something written or counted: a poll, a report, the researchers behind one."""
    return any(
        unit.low[k].removesuffix("'s") in DOCUMENTS or unit.low[k] in _FINDERS
        for k in range(subject.first, subject.last + 1)
    )


def _strong(unit: Unit, i: int, subject: Subject, inverted: bool) -> bool:
    """Whether a cue that may be a noun stands between a clear subject and a clear content."""
    low = unit.low
    if inverted:
        return True
    if low[i].endswith("ing") or low[i].endswith("ed"):
        return True
    clear = (
        subject.how in ("pronoun", "relative")
        or any(unit.upper[k] for k in range(subject.first, subject.last + 1))
        or low[subject.last] in ROLES
        or low[subject.last].endswith("s")
    )
    if not clear:
        return False
    nxt = low[i + 1] if i + 1 < len(low) else "."
    return (
        nxt
        in (
            "that",
            "the",
            "a",
            "an",
            Q,
            ":",
            ",",
            "he",
            "she",
            "it",
            "they",
            "his",
            "her",
            "there",
            "its",
            "to",
            "some",
            "how",
            "why",
            "about",
            "more",
        )
        or nxt in _WH
        or (i + 1 < len(low) and (unit.upper[i + 1] or nxt[0].isdigit()))
        or i + 1 >= _end(unit)
    )


def _participle_subject(unit: Unit, group: int, found: list[Found]) -> Subject | None:
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
        if low[verb] in _ISSUED or (subject.first > 2 and low[subject.last] in DOCUMENTS and low[verb] not in _OPENERS and low[verb] not in _STOPS):
            return Subject(group, group, "shared")
    return subject


def _shared(unit: Unit, at: int, found: list[Found]) -> Subject | None:
    """The subject that a conjoined or participle cue at token `at` shares: of the cue before, else of its clause."""
    low = unit.low
    after = found[-1].cue[1] if found else 0
    for k in range(at - 2, max(after, 1), -1):
        word = low[k]
        if word in (";", ":") or word == Q and low[k - 1] not in DETERMINERS:
            break
        if word in _OPENERS and (word in CONJUNCTIONS or low[at] not in CONJUNCTIONS):
            subject = subjects.behind(unit, k + 1, at)
            if subject is None or subject.last + 1 >= at:
                continue
            nxt = subject.last + 1
            while nxt < at - 1 and (
                low[nxt] in ADVERBS or low[nxt].endswith("ly") or low[nxt] in TIMES or low[nxt] == "on"
            ):
                nxt += 1
            if (_finite(unit, nxt) or low[nxt] in CUES) and (
                subject.how == "pronoun" or unit.upper[subject.first] or low[subject.first] in DETERMINERS
            ):
                return subject
    if found and found[-1].subject is not None and found[-1].form != "a":
        return found[-1].subject
    return opening_subject(unit, at)


def opening_subject(unit: Unit, stop: int) -> Subject | None:
    """The subject of the unit's first clause: the first noun phrase before token `stop` that a verb follows.

    Where no verb is known, the first noun phrase of a unit that opens with neither a preposition nor a subordinate clause.
    """
    low = unit.low
    first: Subject | None = None
    start = 0
    for _ in range(4):
        while start < stop and (
            low[start] in CONJUNCTIONS or low[start] in ADVERBS or low[start] == Q or not low[start][0].isalnum() or (low[start].endswith("ly") and len(low[start]) > 4)
        ):
            start += 1
        if start >= stop:
            break
        bare = low[start] in PREPOSITIONS or low[start] in SUBORDINATORS or low[start].endswith("ing") or (low[start] in CUES and low[start] not in NOUN_TOO)
        if not bare:
            subject = subjects.behind(unit, start, stop)
            if subject is not None and all(low[k] in TIMES or low[k] in DETERMINERS or low[k] in TIME_BEFORE for k in range(subject.first, subject.last + 1)):
                subject = None
            if subject is not None and (subject.how == "pronoun" or subjects.noun_like(unit, subject.last)):
                nxt = subject.last + 1
                while nxt < stop and (low[nxt] in ADVERBS or low[nxt].endswith("ly")):
                    nxt += 1
                if nxt < len(low) and (_finite(unit, nxt) or low[nxt] in CUES or low[nxt] in (",", "who", "(") and _finite_after(unit, nxt, stop)):
                    return subject
                if start == 0:
                    first = subject
        comma = start
        while comma < stop and low[comma] not in (",", "-", "—", "–"):
            comma += 1
        if comma >= stop:
            break
        start = comma + 1
    return first


def _finite_after(unit: Unit, comma: int, stop: int) -> bool:
    """Whether an apposition that opens at `comma` closes with a comma and a verb."""
    for k in range(comma + 1, min(stop, comma + 25)):
        if unit.low[k] in (",", ")") and k + 1 < len(unit):
            return _finite(unit, k + 1) or unit.low[k + 1] in CUES
    return False


def _inverted(unit: Unit, i: int, group: int, end: int, takes: str) -> Subject | None:
    """The subject behind the cue in "“…,” said Hill." and "Prices rose, says Hill, a trader."; None where the order is plain."""
    low = unit.low
    if group != i and low[group] not in ADVERBS or "r" in takes and low[i] not in ("asked", "asks", "promised") or not ("p" in takes or "q" in takes) or i + 1 >= len(low):
        return None
    if i == 0:
        first = subjects.behind(unit, 1, end) if low[0] in ("said", "says", "wrote", "added", "asked") else None
        return first if first is not None and low[first.last + 1 : first.last + 2] in ([","], [":"]) and Q in low else None
    previous = low[group - 1] if group else ""
    if previous not in (",", Q, "?", "!", "—", "–", "-") and not (previous in ("as", "so")):
        return None
    nxt = low[i + 1]
    if (
        nxt in ("that", "of", "to", "in", "on", "it", "them", "him", "me", "us", ":", ",", Q)
        or nxt in TIMES
        or nxt in _WH
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
        and not any(unit.upper[k] for k in range(subject.first, subject.last + 1))
        and low[subject.last] not in ROLES
        and not any(low[k] in ROLES for k in range(subject.first, subject.last + 1))
    ):
        return None
    following = low[subject.last + 1] if subject.last + 1 < len(low) else "."
    closed = (
        following
        in (
            ".",
            ",",
            ";",
            ")",
            "(",
            "—",
            "–",
            "-",
            "?",
            "!",
            "who",
            "and",
            "when",
            "as",
            "while",
            "after",
            "whose",
            "before",
            ":",
            Q,
        )
        or following in PREPOSITIONS
        or following in TIMES
        or following in ADVERBS
    )
    if not closed:
        return None
    if not quoted and previous not in ("as", "so"):
        plain = subjects.before(unit, group)
        if plain is not None and plain.how != "shared" and any(_finite(unit, k) for k in range(subject.last + 1, _plain_end(unit, subject.last + 1, end))):
            return None
        if group < 5:
            return None
    return subject


def _plain_end(unit: Unit, start: int, end: int) -> int:
    """Where a relative clause or the end stops the words that follow an inverted subject."""
    for k in range(start, end):
        if unit.low[k] in ("who", "whose", "which", "when", "where", "while", "after", "as", "referring"):
            return k
    return end


def _content(
    unit: Unit, i: int, subject: Subject, takes: str, inverted: bool, end: int, lemma: str
) -> tuple[list[tuple[int, int]], str, bool, bool]:
    """(ranges of content, the form it has, whether it stands before, whether it is still to come)."""
    low = unit.low
    left_end = i if inverted else min(subject.first, i)
    if inverted:
        left_end = subjects.verb_group(unit, i)
    r = subject.last + 1 if inverted else i + 1
    as_said = not inverted and _as(unit, subject)
    left = _left(unit, left_end - 1 if as_said else left_end)
    if lemma == "point":
        if r < end and low[r] == "out":
            r += 1
        else:
            return [], "", False, False
    if inverted and i == 0:
        return [(r + 1, end)], "q", False, False
    if inverted:
        if left and "p" in takes or left and "q" in takes and _quoted(unit, left):
            more = [part for part in _after_comma(unit, r, end) if low[part[0]] == Q]
            return [left, *more], "p", True, False
        if low[left_end - 1] in ("as", "so"):
            more = _after_comma(unit, r, end)
            if more:
                return more, "c", False, False
            left = _left(unit, left_end - 1)
            return ([left], "p", True, False) if left else ([], "", False, False)
        return [], "", False, False
    if "o" in takes and r < end:
        asked = _asked_to(unit, r, end)
        if asked:
            return [(r, end)], "o", False, False
    if "r" in takes and r < end:
        r = _past_recipient(unit, r, end)
    if left and "p" in takes and "r" in takes and r > i + 1 and (r >= end or low[r] not in ("that", Q, ":")):
        return [left, *(part for part in _after_comma(unit, r, end) if Q in low[part[0] : part[0] + 3])], "p", True, False
    that = _that(unit, r, end) if not left or low[left[1] - 1] != Q or low[r : r + 1] == ["that"] else None
    if that is not None:
        if "t" in takes or "c" in takes:
            return [(that + 1, end)], "t", False, False
        return [], "", False, False
    if r >= end:
        if r < len(low) and low[r] in ":," and low[-1] in ":,":
            return [], "q", False, True
        if left and "p" in takes:
            return [left], "p", True, False
        if left and "q" in takes and _quoted(unit, left):
            return [left], "p", True, False
        return [], "", False, False
    nxt = low[r]
    if nxt == ":":
        return [(r + 1, end)], "q", False, False
    if (
        nxt in ("so", "nothing", "something", "little", "much")
        and lemma == "say"
        or nxt in ("as", "it")
        and low[r : r + 2] == ["it", "all"]
    ):
        return [], "", False, False
    if (nxt in AUXILIARIES or nxt in _GAP_VERBS) and not inverted:
        return [], "", False, False
    if nxt == Q:
        return ([(r, end)], "q", False, False) if "q" in takes or "c" in takes else ([], "", False, False)
    if nxt == ",":
        if as_said:
            return [(r + 1, end)], "s", False, False
        if left and ("p" in takes or _quoted(unit, left)):
            more = _after_comma(unit, r, end)
            if low[left[1] - 1] == Q:
                more = [part for part in more if Q in low[part[0] : part[0] + 3]]
            return [left, *more], "p", True, False
        split = _split_clause(unit, left_end, r, end) if "p" in takes else None
        if split:
            return split, "p", True, False
        for k in range(r + 1, min(r + 6, end)):
            if low[k] == Q:
                return [(k, end)], "q", False, False
            if low[k] == "that" and low[k - 1] == ",":
                return [(k + 1, end)], "t", False, False
        if not left and "c" in takes:
            return [(r + 1, end)], "c", False, False
        return [], "", False, False
    passable = (
        nxt in PREPOSITIONS
        or nxt in TIMES
        or nxt in ADVERBS
        or (nxt.endswith("ly") and len(nxt) > 4)
        or nxt in ("when", "as", "while", "after", "because", "shortly")
    )
    if passable and nxt != "despite":
        if left and ("p" in takes or _quoted(unit, left)):
            return [left], "p", True, False
        k = _quotation_ahead(unit, r, end)
        if k is not None and (low[k - 1] in (",", ":", "that") or "c" not in takes or nxt in PREPOSITIONS):
            return [(k, end)], "q", False, False
        if low[-1] == ":" and "q" in takes:
            return [], "q", False, True
        if "c" not in takes:
            return _object(unit, r, end, takes, lemma in _NAMING)
        while r < end and (low[r] in TIMES or low[r] in ADVERBS or (low[r].endswith("ly") and len(low[r]) > 4)):
            r += 1
        if r < end and low[r] in PREPOSITIONS:
            past = _past_place(unit, r, end)
            if past is None:
                return [], "", False, False
            r = past
        return ([(r, end)], "c", False, False) if r < end else ([], "", False, False)
    if as_said and left:
        return [left], "p", True, False
    if nxt in _WH:
        return ([(r, end)], "t", False, False) if "t" in takes else ([], "", False, False)
    if "c" in takes:
        if _clause(unit, r, end):
            return [(r, end)], "c", False, False
        return [(r, end)], "b", False, False
    return _object(unit, r, end, takes, lemma in _NAMING)


def _clause(unit: Unit, r: int, end: int) -> bool:
    """Whether a clause begins at r: a pronoun, or a phrase that a finite verb follows before any comma."""
    low = unit.low
    if low[r] in PRONOUNS or low[r] in ("there", "i'm", "he's", "she's", "it's", "they're", "we're"):
        return True
    for k in range(r + 1, min(end, r + 16)):
        word = low[k]
        if word in ",;:" or word == Q or word in RELATIVES or word in PREPOSITIONS and k > r + 12:
            return False
        if (
            word in AUXILIARIES
            or word in _COMMON_FINITE
            and not unit.upper[k]
            or word.endswith("n't")
            or word.endswith("'s")
            and low[k] in ("it's", "he's", "that's", "there's")
        ):
            return low[k - 1] != "to"
    return False


def _object(unit: Unit, r: int, end: int, takes: str, naming: bool) -> tuple[list[tuple[int, int]], str, bool, bool]:
    """The content of cues that take a quotation or a noun phrase ("called the plan “a mistake”")."""
    if "q" in takes:
        k = _quotation_ahead(unit, r, end)
        if k is not None:
            return [(r, end)], "q", False, False
        if unit.low[-1] == ":":
            return [], "q", False, True
    if "n" in takes and (not naming or unit.low[r] in _CALLED):
        return [(r, end)], "n", False, False
    return [], "", False, False


def _asked_to(unit: Unit, r: int, end: int) -> bool:
    """Whether "somebody to do something" begins at r."""
    low = unit.low
    if low[r] in PREPOSITIONS or low[r] in AUXILIARIES or low[r] in _STOPS or low[r] == "that" or low[r] in _WH:
        return False
    for k in range(r + 1, min(end, r + 9)):
        word = low[k]
        if word == "to" and low[k - 1] not in ("not",) or low[k : k + 2] == ["not", "to"]:
            return k + 1 < end and not unit.upper[k + 1] and low[k + 1] not in DETERMINERS
        if word in _STOPS or word in AUXILIARIES or word in ("that", "who", "which") or word in _WH or word in PRONOUNS:
            return False
    return False


def _as(unit: Unit, subject: Subject) -> bool:
    return subject.first > 0 and unit.low[subject.first - 1] == "as"


def _quotation_ahead(unit: Unit, r: int, end: int) -> int | None:
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
        return (0, end) if end > 1 or low[0] == Q else None
    if last not in (",", "?", "!", "—", "–", "-"):
        return None
    while end > 0 and low[end - 1] in (",", "—", "–", "-"):
        end -= 1
    if end == 0:
        return None
    if Q in low[:end]:
        return 0, end
    words = sum(1 for w in low[:end] if w[0].isalnum())
    if (
        words < 4
        or low[0] in PREPOSITIONS
        and not any(_finite(unit, k) for k in range(end))
        or low[0] in SUBORDINATORS
        and low[0]
        not in (
            "what",
            "how",
            "if",
            "when",
            "because",
            "so",
            "why",
            "where",
            "while",
            "although",
            "once",
            "unless",
            "whether",
        )
    ):
        return None
    if (
        low[0] in ("asked", "speaking", "pressed")
        or low[0].endswith("ing")
        and words < 12
        and not any(_finite(unit, k) for k in range(end))
    ):
        return None
    return 0, end


def _main_clause(unit: Unit, end: int) -> bool:
    """Whether a clause with a verb follows the opening phrase of the unit's first `end` tokens."""
    low = unit.low
    comma = next((k for k in range(end) if low[k] == ","), None)
    return comma is not None and any(_finite(unit, k) for k in range(comma + 1, end))


def _finite(unit: Unit, k: int) -> bool:
    return unit.low[k] in VERBS or unit.low[k] in AUXILIARIES or (unit.low[k].endswith("ed") and not unit.upper[k])


def _split_clause(unit: Unit, left_end: int, r: int, end: int) -> list[tuple[int, int]]:
    """Both parts of a clause that "…, he said, …" splits right after its subject ("The test, he said, was a success")."""
    low = unit.low
    if left_end < 2 or low[left_end - 1] != "," or r + 1 >= end:
        return []
    if low[r + 1] in AUXILIARIES or low[r + 1] in VERBS:
        if subjects.noun_like(unit, left_end - 2):
            return [(0, left_end - 1), (r + 1, end)]
    return []


def _after_comma(unit: Unit, r: int, end: int) -> list[tuple[int, int]]:
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
    k = _quotation_ahead(unit, r + 1, min(end, r + 16))
    if k is not None and low[k - 1] in (",", ":"):
        return [(k, end)]
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
    if not any(_finite(unit, k) for k in range(r + 1, end)):
        return []
    return [(r + 1, end)]


def _past_recipient(unit: Unit, r: int, end: int) -> int:
    low = unit.low
    if low[r] in _STOPS or low[r] == "that" or low[r] in _WH:
        return r
    if low[r] in _OBJECTS:
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
        if word in _STOPS:
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
        or low[k] in _OBJECTS
        or low[k] == ","
        or low[k].endswith("ly")
        or low[k] == "shortly"
    ):
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
        elif word in (Q, ";", ":") or word in CUES and word not in NOUN_TOO or word in _BE or word in ("who", "which"):
            return None
        k += 1
    return None


def _according(unit: Unit, i: int, after: int) -> Found | None:
    """ "According to X, …" and "…, according to X"."""
    low = unit.low
    end = _end(unit)
    subject = subjects.behind(unit, after, end)
    if subject is None:
        return None
    stop = after
    depth = 0
    while stop < end:
        if low[stop] == "(":
            depth += 1
        elif low[stop] == ")":
            depth -= 1
        elif depth <= 0 and (low[stop] in ",;:—–" or low[stop] == Q and low[stop - 1] not in DETERMINERS):
            break
        stop += 1
    left = None
    if i > 0:
        at = i
        while at > 0 and low[at - 1] in (",", "—", "–", "-", "("):
            at -= 1
        words = sum(1 for w in low[:at] if w[0].isalnum() or w == Q)
        if words >= 3 or Q in low[:at]:
            left = (0, at)
    if left is None:
        start = stop + 1 if stop < end and low[stop] in ",:—–" else stop
        start = _past_appositions(unit, start, end)
        return Found(subject, (i, after - 1), [(start, end)] if start < end else [], "according", "a")
    content = [left]
    if stop < end and low[stop] == "," and i > 0 and low[i - 1] == ",":
        content += _after_comma(unit, stop, end)
    return Found(subject, (i, after - 1), content, "according", "a", True)


def _past_appositions(unit: Unit, start: int, end: int) -> int:
    """Past "which was published on Monday," and "a research group," behind the voice of an opening "according to"."""
    low = unit.low
    for _ in range(2):
        if start >= end or not (
            low[start] in ("which", "who", "a", "an", "conducted", "released", "published") or low[start].isdigit()
        ):
            return start
        comma = start
        while comma < end and low[comma] != ",":
            comma += 1
        if (
            comma >= end
            or comma - start > 25
            or (low[start] in ("a", "an") and any(_finite(unit, k) for k in range(start, comma)))
        ):
            return start
        start = comma + 1
    return start


def _head(unit: Unit, i: int, found: list[Found]) -> Found | None:
    """ "NAME: …": a name or role alone before a colon at the start of a paragraph or title."""
    low = unit.low
    end = _end(unit)
    if i + 1 >= end or i > 6 or not (unit.initial or unit.title) or not unit.upper[0] or found:
        return None
    if any(not (w[0].isalnum() or w in ".,&()") for w in low[:i]):
        return None
    if (
        low[0] in DETERMINERS
        and not unit.title
        or any(low[k] in AUXILIARIES or (low[k] in PREPOSITIONS and low[k] not in ("of", "for")) for k in range(i))
    ):
        return None
    if not unit.title and not all(
        unit.upper[k] or low[k] in ("of", "for", "the", "and") or not low[k][0].isalpha() for k in range(i)
    ):
        return None
    if any(low[k] in VERBS or low[k].removesuffix("'s") in _NO_HEADS for k in range(i)):
        return None
    if low[i + 1] != Q and not unit.title and unit.paragraph != 0 and not unit.loud(i):
        return None
    last = i - 1
    if not subjects.noun_like(unit, last) or low[0][0].isdigit():
        return None
    if not unit.title and low[i + 1] != Q and end - i < 4:
        return None
    return Found(Subject(0, last, "phrase"), (i, i), [(i + 1, end)], ":", "h")


def _settled(unit: Unit, found: list[Found]) -> list[Found]:
    """Contents cut where the next voice takes over."""
    low = unit.low
    for a, b in zip(found, found[1:], strict=False):
        if a.before or not a.content:
            continue
        start, end = a.content[-1]
        if b.shared or (b.subject is not None and a.subject is not None and b.subject.first == a.subject.first):
            cut = b.cue[0]
        elif _outside(b, a):
            cut = b.cue[0]
        elif b.subject is not None and b.subject.last < b.cue[0]:
            cut = b.subject.first
        elif b.before:
            cut = b.cue[0]
        else:
            continue
        if not start < cut <= end:
            continue
        at = cut
        while at > start and (
            low[at - 1] in CONJUNCTIONS or low[at - 1] in ("while", "although", "though", "whereas", "as", "by", "then")
        ):
            at -= 1
        clause = at > start and low[at - 1] in (",", ";", "—", "–", "-", "(")
        if b.shared or (at < cut and not low[b.cue[1]].endswith("ing")) or clause and (b.before or low[at - 1] == ";" or _outside(b, a)):
            while at > start and low[at - 1] in (",", ";", "—", "–", "-", "("):
                at -= 1
            if at > start:
                a.content[-1] = (start, at)
                if b.before and b.content and b.content[0][0] <= start:
                    pass
    return [one for one in found if (one.content or one.awaits) and not _nested(unit, one, found)]


def _outside(one: Found, other: Found) -> bool:
    """Whether the voice of `one` speaks before the cue of `other` ("Hill, who thinks it a risk, called …")."""
    return one.subject is not None and not one.shared and one.subject.last < other.cue[0] and one.cue[0] > other.cue[1]


def _nested(unit: Unit, one: Found, found: list[Found]) -> bool:
    """Whether the cue stands inside what another voice says: kept for plain reports of speech only."""
    if one.before or one.lemma in _NESTING and one.form in ("t", "c", "q"):
        return False
    if one.form == "q" and one.lemma not in _NAMING and unit.low[one.content[0][0]] == Q:
        return False
    return any(
        other is not one
        and start <= one.cue[0] < end
        and one.content
        and start <= one.content[0][0]
        and one.content[-1][1] <= end
        for other in found
        for start, end in other.content
    )
