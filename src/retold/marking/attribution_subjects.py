"""Who speaks: from a cue verb to the noun phrase before or behind it, without a parser.

1. The subject ends right before the verb group (auxiliaries, adverbs, a time or a place of speaking may stand between).
2. If a comma stands there, an apposition or relative clause closes ("Hill, a doctor from Ohio, said"): the subject ends before
   the comma that opens it, the farthest one back that leaves a phrase at the start of a clause.
3. "who", "which" and "that" stand for the noun phrase before them; "and", "but" and a participle ("…, adding") for the
   subject of the verb before.
4. Backwards a noun phrase runs to the start of the clause: punctuation, a conjunction, a verb, a pronoun; through "of" always,
   through other prepositions only after a role ("a spokesman for …") or a name.
5. An inverted subject ("…, said Hill") runs forward to the first such border.

Known exceptions: coordinated clauses without a comma, and nouns that look like verbs, cut a phrase short; the part of
it nearest to the cue is kept.
"""

from __future__ import annotations

import msgspec

from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import (
    ADVERBS,
    ALONE,
    AUXILIARIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    GIVEN,
    NOUN_TOO,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLES,
    SPEAKERS,
    SUBORDINATORS,
    TIME_BEFORE,
    TIMES,
    VENUES,
    VERBS,
    manner,
)
from retold.marking.voices import BODIES, DOCUMENTS, MEDIA_WORDS, PERSON_WORDS

_LONGEST = 40  # tokens: no subject is looked for farther away
_DASHES = frozenset("—–―-")
_NOT_NOUNS = (
    PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | AUXILIARIES
    | (DETERMINERS - ALONE)
    | PRONOUNS
    | RELATIVES
    | (ADVERBS - ALONE)
)
_THROUGH = frozenset("for from at with in to on".split())
_PLACING = _THROUGH | {"by", "of", "inside", "within", "behind", "near", "across"}
_NEAR = frozenset(
    "close familiar briefed involved knowledgeable aligned loyal based working".split()
)  # "a source close to him"
_OBJECTS = frozenset("him them me us himself herself themselves".split())
_OPENING_RELATIVES = frozenset("who whose whom".split())
_CHANNELS = frozenset(
    "network platform channel website site instagram telegram x x.".split()
)  # "wrote on the network X"
_CONTRACTED = frozenset("it's that's there's here's what's you're".split())
_SPEAKING = frozenset("he's she's they're i'm we're he'd she'd they'd who's i've we've they've he'll she'll".split())
_BORDERS = (_NOT_NOUNS - ALONE) | (frozenset(CUES) - NOUN_TOO)  # a phrase that is no name ends before these
_ENDING = VERBS | _SPEAKING | _CONTRACTED
_BESIDE = TIMES | DETERMINERS | PREPOSITIONS | {"and", Q}  # what a phrase may go on over, or not
_OUTSIDE = _NOT_NOUNS | VERBS | DETERMINERS | _THROUGH | {"that", "and", "of", "by", Q}
_LEADING = (PREPOSITIONS | SUBORDINATORS | ADVERBS) - {"both"}  # what stands before a phrase and is no part of it
_BEFORE_NUMBERS = frozenset("the these those its his her their our my your".split())
_COUNTS = frozenset("two three four five few other many".split())
_HEADS = ROLES | SPEAKERS | PERSON_WORDS | BODIES | DOCUMENTS | MEDIA_WORDS
_PEOPLE = PERSON_WORDS | frozenset(
    "people person source official participant insider witness resident relative expert".split()
)
GROUPED = AUXILIARIES | ADVERBS
_AGENTS = ("er", "or", "ist", "ian", "man", "men", "ee", "crat", "eer", "ant", "ive", "ent")  # "organiser", "attendee"
_NO_AGENTS = frozenset(
    "number order power matter letter paper computer never over under summer winter water tower error floor door color "
    "labor factor sector motor minor list twist moment argument document comment movement element event percent content "
    "percent larger smaller bigger other longer lower higher latter former idea area alternative initiative motive "
    "perspective initiative objective narrative drive offer quarter dinner river corner answer player-piano career "
    "committee fee degree employment government agreement investment treatment development environment payment".split()
)


class Subject(msgspec.Struct, frozen=True, gc=False):
    """Tokens [first, last] of a unit; `how` is "phrase", "pronoun", "relative", or "shared" with a verb before it."""

    first: int
    last: int
    how: str


def verb_group(unit: Unit, cue: int) -> int:
    """The index of the first token of the verb group that ends in the cue (auxiliaries and adverbs before it)."""
    low = unit.low
    first = cue
    while first > 0:
        word = low[first - 1]
        if word in GROUPED or (word[-2:] == "ly" and manner(word) and not unit.upper[first - 1]):
            first -= 1
        else:
            break
    return first


def before(unit: Unit, group: int) -> Subject | None:
    """The subject that ends before token `group`, the start of a verb group; None where there is none."""
    low = unit.low
    last = _skip_time_and_place(unit, group - 1)
    if 0 <= last < group - 1 and low[last] in AUXILIARIES:
        last = verb_group(unit, last) - 1  # "has in the past said"
    if last < 0:
        return None
    word = low[last]
    if word in PRONOUNS:
        return Subject(last, last, "pronoun")
    if word in RELATIVES and last > 0:
        return _relative(unit, last)
    if word in CONJUNCTIONS or word == "then":
        return Subject(last, last, "shared")
    if word == ",":
        return _over_apposition(unit, last)
    if word == ")":
        opened = last
        while opened > 0 and low[opened] != "(":
            opened -= 1
        return _phrase(unit, opened - 1) if opened > 0 else None
    if word in _DASHES:
        opened = last - 1
        while opened > 0 and low[opened] in _DASHES:
            opened -= 1
        while opened > max(0, last - _LONGEST) and low[opened] not in _DASHES:
            opened -= 1
        if opened <= 0 or low[opened] not in _DASHES:
            return None
        while opened > 0 and low[opened - 1] in _DASHES:
            opened -= 1
        return _phrase(unit, opened - 1)
    return _phrase(unit, last)


def _phrase(unit: Unit, last: int) -> Subject | None:
    if last < 0 or last >= len(unit.low):
        return None
    if unit.low[last] in PRONOUNS:
        return Subject(last, last, "pronoun")
    if not noun_like(unit, last):
        return None
    return Subject(phrase_start(unit, last, 0), last, "phrase")


def noun_like(unit: Unit, i: int) -> bool:
    """Whether token i can end a noun phrase."""
    word = unit.low[i]
    if not (word[0].isalnum()):
        return False
    if unit.upper[i] and (i > 0 or (manner(word) and len(unit.low) > 1 and unit.low[1] in CUES)):
        return True
    if word in _OBJECTS:
        before = unit.low[i - 1]
        return i > 1 and (
            (before in _THROUGH and unit.low[i - 2] in _NEAR) or (before == "of" and unit.low[i - 2] in ALONE)
        )
    return word not in _NOT_NOUNS and word not in VERBS and not (word[-2:] == "ly" and manner(word))


def _is_verb(unit: Unit, i: int) -> bool:
    return unit.low[i] in VERBS and not (unit.upper[i] and i > 0)


def phrase_start(unit: Unit, last: int, low_limit: int) -> int:
    """The first token of the noun phrase that ends at `last`."""
    low, upper = unit.low, unit.upper
    first = last
    floor = max(low_limit, last - _LONGEST)
    while first > floor:
        word = low[first - 1]
        if word not in _OUTSIDE and word[0].isalnum():
            if word[-2:] == "ly" and not upper[first - 1] and _adverb(unit, first - 1):
                break
            first -= 1
            continue
        if word == Q:
            # a nickname or a quoted adjective inside a phrase, not a quotation that ends before it
            if (
                first - 1 > floor
                and upper[first - 2]
                and upper[first]
                and unit.ends[first - 1] - unit.start_of(first - 1) < 24
            ):
                first -= 1
                continue
            break
        if not word[0].isalnum():
            if word in ("&", "'", "’") or (
                word == "." and len(low[first - 2]) <= 4 and first - 2 >= floor and upper[first - 2]
            ):
                first -= 1
                continue
            if word == "-" and first - 2 >= floor and _age(unit, first - 1):
                first -= 2
                continue
            break
        if word == "that" and first - 1 > floor and low[first - 2][0].isalnum():
            break
        if word in DETERMINERS:
            first -= 1
            if first > floor and (
                low[first - 1] in ("all", "both", "half")
                or low[first - 1] in ("of", "by")
                or low[first - 1] in _THROUGH
                or (low[first - 1] in _BEFORE_NUMBERS and word in _COUNTS)
                or (upper[first] and upper[first - 1] and first > 1)
            ):
                continue
            break
        if first - 2 >= floor and (
            (word in _THROUGH and low[first - 2] in _NEAR) or (word == "by" and low[first - 2] in ROLES)
        ):
            first -= 2
            continue
        if word == "of" or (
            word in _THROUGH
            and first - 2 >= floor
            and (low[first - 2] in ROLES or (upper[first - 2] and first - 2 > 0 and word != "to"))
        ):
            if first - 2 < floor or (not noun_like(unit, first - 2) and low[first - 2] not in ALONE):
                break
            first -= 2
            continue
        if word == "and":
            if first - 2 >= floor and upper[first] and upper[first - 2] and noun_like(unit, first - 2):
                first -= 2
                continue
            break
        if (
            (word in _NOT_NOUNS and not (upper[first - 1] and first - 1 > 0 and word not in PRONOUNS))
            or _is_verb(unit, first - 1)
            or (word[-2:] == "ly" and not upper[first - 1] and _adverb(unit, first - 1))
        ):
            break
        first -= 1
    while first < last and low[first] in _LEADING:
        first += 1
    return first


def _adverb(unit: Unit, k: int) -> bool:
    """Whether a word in "-ly" is an adverb, no adjective behind an article ("an early report")."""
    return manner(unit.low[k]) and not (k and unit.low[k - 1] in ("a", "an", "the"))


def _age(unit: Unit, dash: int) -> bool:
    """Whether the dash joins a number to the word behind it ("a 63-year-old farmer")."""
    return unit.low[dash - 1][-1].isdigit() and unit.ends[dash] == unit.start_of(dash + 1)


def _clean(unit: Unit, first: int) -> bool:
    """Whether a phrase that starts at `first` stands at the start of a clause."""
    if first <= 0:
        return True
    word = unit.low[first - 1]
    return (
        word == Q
        or word in CONJUNCTIONS
        or word in SUBORDINATORS
        or word in ":;—–―\"'“”"
        or word in ("that", "said", "says")
    )


def _over_apposition(unit: Unit, comma: int) -> Subject | None:
    """The subject before an apposition or relative clause that ends at `comma`."""
    low = unit.low
    fallback: Subject | None = None
    i = comma - 1
    floor = max(0, comma - _LONGEST)
    while i > floor:
        word = low[i]
        if word == Q and i == comma - 1:
            return None
        if word == ";":
            break
        if word == ",":
            before_comma = i - 1
            if before_comma > 0 and low[before_comma] == ")":  # "Ada Lund (D-Ohio), who"
                before_comma = (
                    next(
                        (k for k in range(before_comma, max(0, before_comma - 8), -1) if low[k] == "("),
                        before_comma,
                    )
                    - 1
                )
            candidate = _phrase(unit, before_comma)
            if candidate is not None and low[before_comma][0].isalpha():
                named = any(unit.upper[k] and k > 0 for k in range(candidate.first, candidate.last + 1)) or (
                    candidate.last == candidate.first == 0 and unit.upper[0]
                )
                role = low[candidate.last] in ROLES or low[candidate.first] in DETERMINERS or speaks(unit, candidate)
                if _clean(unit, candidate.first) and (named or role or candidate.how == "pronoun"):
                    return candidate
                opens = low[i + 1] in _OPENING_RELATIVES  # "on Monday, Ada Lund, whose son fell, said"
                if (fallback is None or opens) and (named or role) and low[candidate.first] != "whose":
                    fallback = candidate
        i -= 1
    if fallback is None:
        inner = _phrase(unit, comma - 1)
        if inner is not None and inner.first > 0 and low[inner.first - 1] == "," and unit.upper[inner.last]:
            return inner
    return fallback


def _relative(unit: Unit, at: int) -> Subject | None:
    """The relative pronoun at `at` as a subject, if it stands for something: "Hill, who said", "a report that says"."""
    if unit.low[at] == "who":
        return Subject(at, at, "relative")
    if unit.low[at] == "which" or unit.low[at - 1] == ",":
        return None
    return _phrase(unit, at - 1)


def speaks(unit: Unit, subject: Subject) -> bool:
    """Whether a phrase can name a voice: a name, or a noun for people, bodies, media or documents as its head."""
    if subject.how != "phrase":
        return True
    low, upper = unit.low, unit.upper
    first, last = subject.first, subject.last
    if low[first] in _CONTRACTED or (len(low[last]) == 4 and low[last].isdigit()):
        return False
    if low[first] in _SPEAKING:
        return True
    if upper[last] or not ROLES.isdisjoint(low[first : last + 1]):
        return True
    if True in upper[first or 1 : last]:  # not the capital that opens a sentence
        return True
    head = last
    for k in range(first + 1, last + 1):
        if low[k] in PREPOSITIONS or low[k] in RELATIVES:
            head = k - 1
            break
    for k in range(first, head + 1):  # "people briefed on it", "polls released"
        if is_head(low[k]):
            return True
    word = low[head].removesuffix("'s")
    if word[0].isdigit():
        return True
    single = word.removesuffix("s")
    return single.endswith(_AGENTS) and single not in _NO_AGENTS and word not in _NO_AGENTS


def are_people(unit: Unit, subject: Subject) -> bool:
    """Whether the head of a phrase is a noun for people ("two people familiar with the talks", "an official")."""
    low = unit.low
    for k in range(subject.first, subject.last + 1):
        if low[k] in PREPOSITIONS or low[k] in RELATIVES or low[k] in _NEAR:
            break
        if low[k] in _PEOPLE or low[k].removesuffix("s") in _PEOPLE:
            return True
    return False


def is_head(word: str) -> bool:
    """Whether the word is a noun for those who speak: people, bodies, media, documents."""
    word = word.removesuffix("'s")
    return word in _HEADS or word.removesuffix("s") in _HEADS


def over_relative(unit: Unit, subject: Subject) -> Subject | None:
    """The person before a relative clause without commas that ends in `subject` ("an aide who spoke of the talks said")."""
    low = unit.low
    if subject.first == subject.last and subject.first > 1 and low[subject.first - 1] in PRONOUNS:
        return _phrase(unit, subject.first - 2)  # "the experts I interviewed said"
    for k in range(subject.first, max(0, subject.first - 14), -1):
        if low[k] == "who":
            phrase = _phrase(unit, k - 1)
            return phrase if phrase is not None and phrase.how == "phrase" and speaks(unit, phrase) else None
        if not low[k][0].isalnum():
            return None
    return None


def over_place(unit: Unit, subject: Subject) -> Subject:
    """The whole phrase where `subject` is only the end of one ("people at the firm said", "a man from Ohio said").

    What stands behind a preposition does not speak; the noun before it does, if it stands at the start of a clause.
    """
    low = unit.low
    at = subject.first - 1
    if at < 1 or low[at] not in _PLACING or not noun_like(unit, at - 1):
        return subject
    wider = _phrase(unit, at - 1)
    if wider is None or wider.how != "phrase" or (not _clean(unit, wider.first) and low[wider.first - 1] != ","):
        return subject
    wider = Subject(wider.first, subject.last, "phrase")
    return wider if speaks(unit, Subject(wider.first, at - 1, "phrase")) else subject


def antecedent(unit: Unit, relative: int) -> Subject | None:
    """What the relative pronoun at token `relative` stands for: the noun phrase before it, over one apposition."""
    last = relative - 1
    if last < 0:
        return None
    if unit.low[last] != ",":
        return _phrase(unit, last)
    return _over_apposition(unit, last) or _phrase(unit, last - 1)


def _skip_time_and_place(unit: Unit, last: int) -> int:
    """Walk back over "on Monday", "last week", "in a statement" that stand between the subject and the verb."""
    low = unit.low
    while last > 0:
        word = low[last]
        if word in TIMES or (word[0].isdigit() and word.isdigit() and low[last - 1] in TIMES):
            back = last - 1
            if word.isdigit():
                back -= 1
            while back > 0 and (low[back] in TIME_BEFORE or low[back] in TIMES):
                back -= 1
            last = back
            continue
        if word in VENUES and not unit.upper[last]:
            back = last - 1
            while back > 0 and back > last - 5 and low[back] not in ("in", "at", "during", "on", "via"):
                if not low[back][0].isalnum():
                    back = 0
                    break
                back -= 1
            if back > 0 and low[back] in ("in", "at", "during", "on", "via"):
                last = back - 1
                continue
        break
    return last


def behind(unit: Unit, start: int, stop: int) -> Subject | None:
    """The noun phrase that starts at token `start` and ends before `stop` at the latest."""
    low, upper = unit.low, unit.upper
    i = start
    if i >= stop:
        return None
    if low[i] in PRONOUNS:
        return Subject(i, i, "pronoun")
    last = -1
    stop_at = stop if stop < start + _LONGEST else start + _LONGEST
    while i < stop_at:
        word = low[i]
        if word not in _BESIDE and word[0].isalnum():
            if (word in _BORDERS or (last >= 0 and _ends_phrase(word, low[i - 1]))) and (unit.title or not upper[i]):
                break
            last = i
            i += 1
            continue
        if word == Q:
            if last >= 0 and unit.ends[i] - unit.start_of(i) < 24 and i + 1 < stop and upper[i + 1] and upper[i - 1]:
                i += 1
                continue
            break
        if not word[0].isalnum():
            if (
                word == "&"
                or word == "'"
                or (word == "." and i > start and len(low[i - 1]) <= 4 and i + 1 < stop and upper[i + 1])
                or (word == "-" and i > start and i + 1 < stop and _age(unit, i))
            ):
                i += 1
                continue
            break
        if word in TIMES and last >= 0 and not is_given(unit, i):
            break
        if word in DETERMINERS:
            if last >= 0 and low[i - 1] not in PREPOSITIONS and low[i - 1] not in ("all", "both", "and"):
                break
            if word in ALONE:
                last = i
        elif word in PREPOSITIONS:
            near = word == "to" and low[i - 1] in _NEAR  # "a source close to the talks"
            if last < 0 or i + 1 >= stop or not (near or word in ("of", "for", "at", "with", "from", "in", "on", "by")):
                break
            if word in ("in", "on", "by", "at") and (
                low[i + 1] in TIMES or _venue_ahead(unit, i + 1, stop) or low[last] not in ROLES
            ):
                break
        elif word == "and":
            if last < 0 or i + 1 >= stop or not (upper[i + 1] or low[i + 1] in DETERMINERS):
                break
        elif (word in _BORDERS or (last >= 0 and _ends_phrase(word, low[i - 1]))) and (unit.title or not upper[i]):
            break
        else:
            last = i
        i += 1
    if last < 0:
        return None
    return Subject(start, last, "phrase")


def _ends_phrase(word: str, previous: str) -> bool:
    """Whether a word in small letters ends the noun phrase before it: a verb, a participle, an adverb."""
    return (
        word in _ENDING
        or (word[-2:] == "ed" and len(word) > 4 and previous not in DETERMINERS)
        or (word[-2:] == "ly" and manner(word))
    )


def is_given(unit: Unit, k: int) -> bool:
    """Whether the name of a month at token `k` is a first name: a capital follows ("said Jan Holm", "April Reed said")."""
    following = unit.low[k + 1] if k + 1 < len(unit.low) else ""
    return (
        unit.low[k] in GIVEN and unit.upper[k] and following not in TIMES and following.isalpha() and unit.upper[k + 1]
    )


def _venue_ahead(unit: Unit, i: int, stop: int) -> bool:
    return any(unit.low[k] in VENUES or unit.low[k] in _CHANNELS for k in range(i, min(i + 4, stop)))
