"""What is said, and by whom, inside one sentence: cue verbs, "according to", "citing", "NAME:", nominal cues.

1. After the cue, recipients, times and places of speaking are passed over; then "that", a quotation, a colon or a clause
   begins the content, which runs to the end of the sentence, or to where the next voice takes over.
2. Where nothing but time and place follows the cue, and a clause or quotation that ends in a comma goes before the subject,
   that clause is the content ("Prices rose, he said on Monday"). With a comma behind the cue, both sides are.
3. A participle or a conjoined cue ("…, adding that", "and warned") shares the subject before it.
4. Negated, passive and infinitive cues report nothing ("declined to say", "was told", "to argue"), but for "went on to say" and
   "was quoted as saying".
5. A noun after a possessive announces too ("her remark that …"); behind a quotation that ends in a comma and opens the sentence,
   any verb with a subject does ("“…,” she crowed").
6. The subject must be able to speak: a name, a pronoun, or a noun for people, bodies, media or documents at its head.
7. Where the content ends, and which cues are left out, stands in `attribution_bounds`.
8. A medium that reports what another voice says ("…, the Daily reports, citing an agency") is a relay, not a voice.
9. "By her own account, …" and "…, in the mayor's words" attribute as "according to" does.
10. "In a poll, half of the voters …" and "Hill led by two points in the latest survey": the poll is the voice.

Known exceptions: reported speech whose verb is on no list, and a content that changes hands without a comma.
"""

from __future__ import annotations

from retold.marking import attribution_subjects as subjects
from retold.marking.attribution_bounds import bounded, is_doubtful, settled
from retold.marking.attribution_content import after_comma, content_of, finite, split_clause
from retold.marking.attribution_found import Found
from retold.marking.attribution_order import (
    MAY_INVERT,
    inverted_subject,
    is_document,
    is_restrictive,
    opening_subject,
    participle_subject,
    shared_subject,
)
from retold.marking.attribution_subjects import Subject
from retold.marking.attribution_units import Q, Unit
from retold.marking.attribution_words import (
    ACCOUNTS,
    ADVERBS,
    ALONE,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    GOING_ON,
    NAMING,
    NEGATIONS,
    NOMINAL,
    NOUN_TOO,
    OPENING,
    PARTICIPLES,
    PHASES,
    POLLS,
    PREPOSITIONS,
    ROLES,
    VERBS,
    manner,
)
from retold.marking.genders import FEMALE, MALE

_OF_DOCUMENTS = frozenset("show find indicate reveal".split())
_ATTITUDES = frozenset("think believe hope know fear expect guess suspect feel wonder".split())
_OFTEN_OTHER = _OF_DOCUMENTS | NAMING | _ATTITUDES | {"report"}
_TOLD = frozenset("account accounts telling words description admission reckoning".split())  # whoever has one speaks
_OBJECTS = frozenset("him her them".split())
_BARE_OBJECTS = frozenset("it this that these those them him her us me so".split())
_SAID = NOMINAL | frozenset(
    "notion idea criticism reports report talk label view views call calls comparison comparisons speculation rumours rumors "
    "characterization characterisation description arguments thesis premise narrative reasoning theory theories".split()
)  # what is rejected in words alone
_DECIDING = frozenset(
    "lawmakers legislators mps peers deputies parliament senate senators house congress court courts judge judges jury council "
    "councillors voters shareholders committee board commission tribunal regulator regulators assembly".split()
)
_NOBODY = frozenset("no nobody none neither no-one".split())
_ENDS = frozenset(".!?")
_AT_A_PLACE = (" in ", " on ", " near ")
_OWNERS = frozenset("his her their".split())
_VERBS = frozenset(CUES) - NOMINAL - ACCOUNTS  # cues that are nothing else
_STOPS = frozenset(".!?;:,")
_NEITHER = frozenset(("nor", "neither"))
_IS = frozenset("it's he's she's that's there's what's who's here's".split())
_NO_OBJECT = [["of"], ["by"], ["for"], ["on"], ["in"], ["as"]]
_PLAIN = frozenset("say tell add write".split())
_NO_HEADS = frozenset(
    "wow wait yes no ok but and q a note notes update updates video photo photos watch related exclusive analysis opinion editor "
    "correction read more live breaking latest look readers byline name age contributing credit source sources "
    "poll report review topics tags photograph image caption via".split()
)


def find_in_unit(unit: Unit) -> list[Found]:
    """The attributions of one unit, in order of their cues."""
    found: list[Found] = []
    low = unit.low
    for i in unit.cues():
        word = low[i]
        one: Found | None = None
        if word in _VERBS:
            if i == 0 or unit.title or not unit.upper[i] or low[i - 1] in (Q, ","):
                one = _verb(unit, i, found)
        elif word == Q:
            one = _unlisted(unit, i) if i == 0 and len(low) > 2 else None
        elif i > 0 and word in NOMINAL and (nominal := _nominal(unit, i)) is not None:
            one = nominal
        elif word in ACCOUNTS and i > 1 and (account := _by_account(unit, i)) is not None:
            one = account
        elif word in CUES:
            if i == 0 or unit.title or not unit.upper[i] or low[i - 1] in (Q, ","):
                one = _verb(unit, i, found)
        elif word == "according" and i + 1 < len(low) and low[i + 1] == "to":
            one = _according(unit, i, i + 2)
        elif word in POLLS and i > 1 and not found:
            one = next(
                (o for k in range(i - 1, max(-1, i - 12), -1) if low[k] == "in" and (o := _polled(unit, k))), None
            )
        elif word == ":" and i > 0:
            one = _head(unit, i, found)
        if one is not None and (one.content or one.awaits):
            found.append(one)
    return settled(unit, found) if found else found


def _end(unit: Unit) -> int:
    """The end of the unit without its final stop."""
    low = unit.low
    end = len(low)
    while end > 0 and low[end - 1] in _STOPS:
        end -= 1
    return end


def _verb(unit: Unit, i: int, found: list[Found]) -> Found | None:
    low = unit.low
    word = low[i]
    lemma, takes = CUES[word]
    previous = low[i - 1] if i else ""
    noun = word in NOUN_TOO
    if previous in DETERMINERS and (noun or previous not in ALONE):
        return None
    if noun and previous.endswith("'s") and previous not in AUXILIARIES:
        return None
    group, passive = i, False
    if previous in subjects.GROUPED or previous[-2:] == "ly":
        group = subjects.verb_group(unit, i)
        between = low[group:i]
        passive = not BE.isdisjoint(between)
        if not NEGATIONS.isdisjoint(between) or (passive and word not in PARTICIPLES):
            return None
    ahead = low[group - 1] if group else ""
    if ahead in _NEITHER or (noun and _is_noun(unit, i, group)):
        return None
    participle = word in PARTICIPLES and not passive
    cue_first = group
    if ahead == "to":
        if group <= 2 or low[group - 2] not in GOING_ON:
            return None
        back = group - 2 if low[group - 2] != "on" else group - 3
        if low[back] not in GOING_ON:
            return None
        group = subjects.verb_group(unit, back)
        cue_first = back
    end = _end(unit)
    if word == "citing":
        return _citing(unit, i, end, shared_subject(unit, i, found))
    if participle and ahead in PHASES:
        group = cue_first = subjects.verb_group(unit, group - 1)
        participle = False
    inverted = inverted_subject(unit, i, group, end, takes) if not i or low[group - 1] in MAY_INVERT else None
    subject, shared = (inverted, False) if inverted is not None else _plain_subject(unit, group, participle, found)
    if subject is None:
        return None
    closing = False  # a subject that is only a voice where what it tells stands before: "…, the zoo estimates"
    if subject.how == "phrase":
        if inverted is None and not shared:
            subject = subjects.over_place(unit, subject)
            if noun and subject.first and low[subject.first - 1] in PREPOSITIONS:
                return None  # "in a series of posts"
        tagged = (  # "“…,” said the vicar": whatever that is
            inverted is not None
            and lemma in _PLAIN
            and low[inverted.first] in DETERMINERS
            and Q in low[max(0, group - 2) : group]
        )
        if not tagged and not subjects.speaks(unit, subject):
            wider = subjects.over_relative(unit, subject)
            closing = wider is None and not (lemma in _PLAIN and _opens_clause(unit, subject))
            if closing and not _may_close(unit, i, takes, subject):
                return None
            subject = wider or subject
        if unit.upper[subject.last] and word[-2:] == "ed" and low[subject.last].endswith(("'s", "s'")):
            return None
    if (low[subject.first] in _NOBODY and low[subject.first + 1][0].isalpha()) or (
        noun and not _strong(unit, i, subject, inverted is not None)
    ):
        return None
    content, form, is_before, awaits = content_of(unit, i, lemma, takes, subject, inverted is not None, end, shared)
    if (not content and not awaits) or (closing and not is_before):
        return None
    if content and not shared and subject.first <= group and is_doubtful(unit, subject, content, form):
        return None
    if content and not is_before and lemma != "put":
        content = bounded(unit, subject, content, form)
    if (form == "n" or lemma in _OFTEN_OTHER) and _other_use(unit, i, group, lemma, form, subject, closing):
        return None
    return Found(subject, (cue_first, i), content, lemma, form, is_before, awaits, shared)


def _other_use(unit: Unit, i: int, group: int, lemma: str, form: str, subject: Subject, closing: bool) -> bool:
    """Whether a cue with a subject and a content reports nothing that anyone said."""
    low = unit.low
    if lemma in _OF_DOCUMENTS and form in ("b", "c", "p") and not closing and not is_document(unit, subject):
        return True
    if lemma in NAMING and form in ("q", "n") and group == i and _only_names(unit, i, subject):
        return True  # "a show called “…”"
    if form == "n" and _tells_nothing(unit, i, lemma, subject):
        return True
    if lemma in _ATTITUDES and low[subject.last] in ("i", "you", "we"):
        return True  # the writer's own, or the reader's
    if form == "n" and lemma != "call" and low[i].endswith("ed") and low[i + 1 : i + 2] in _NO_OBJECT:
        return True  # "a contractor accused of spying", "was mocked and criticised on television"
    return lemma == "report" and low[i + 1 : i + 2] in (["from"], ["by"])  # "Ada Lund reported from Oslo."


def _tells_nothing(unit: Unit, i: int, lemma: str, subject: Subject) -> bool:
    """Whether the object of the cue at token i tells nothing that was said: "denied it", "accused the mayor"; and those who
    decide reject a tax in a vote."""
    low = unit.low
    if lemma == "accuse":
        return "of" not in low[i + 1 :]
    if lemma == "reject" and not _DECIDING.isdisjoint(low[subject.first : subject.last + 1]):
        return _SAID.isdisjoint(low[i + 1 :]) and Q not in low[i + 1 :]
    return low[i + 1] in _BARE_OBJECTS and (i + 2 >= len(low) or low[i + 2] in (",", ";", ".", Q))


def _plain_subject(unit: Unit, group: int, participle: bool, found: list[Found]) -> tuple[Subject | None, bool]:
    """The subject before the verb group, and whether it is shared with another verb."""
    subject = participle_subject(unit, group, found) if participle else subjects.before(unit, group)
    if subject is None or (subject.how == "relative" and is_restrictive(unit, subject.first)):
        return None, False
    if subject.first > 2 and unit.low[subject.first - 1] == "what" and subject.how == "pronoun":
        outer = opening_subject(unit, subject.first - 1)  # "Hill denounced what he called “…”"
        return (outer if outer is not None and subjects.speaks(unit, outer) else subject), True
    if subject.how == "shared":
        return shared_subject(unit, subject.first, found), True
    return subject, participle and subject.last < group - 1


def _opens_clause(unit: Unit, subject: Subject) -> bool:
    """Whether "the …" or "an …" that may name a voice opens its clause."""
    first = subject.first
    return unit.low[first] in DETERMINERS and (first == 0 or unit.low[first - 1] in (",", Q, "and", "but", "that", ":"))


def _may_close(unit: Unit, i: int, takes: str, subject: Subject) -> bool:
    """Whether a subject that need not speak does where it closes its sentence: right behind a comma or a quotation."""
    behind = subject.first > 0 and unit.low[subject.first - 1] in (",", Q)
    return behind and "p" in takes and not unit.low[i].endswith("ing")


def _nominal(unit: Unit, i: int) -> Found | None:
    """ "Her remark that …", "the minister's claim that …": a noun that announces content, and who owns it."""
    low = unit.low
    end = _end(unit)
    if i + 2 >= end or not (low[i + 1] == "that" or low[i + 1] == Q):
        return None
    owner = i - 1
    while owner > max(0, i - 3) and low[owner] not in _OWNERS and not low[owner].endswith(("'s", "s'")):
        owner -= 1
    if low[owner] in _OWNERS:
        if owner and low[owner - 1] == "in":
            return None  # "said in her remarks that": the place of another cue
        subject = Subject(owner, owner, "pronoun")
    elif low[owner].endswith(("'s", "s'")) and low[owner] not in _IS:
        subject = Subject(subjects.phrase_start(unit, owner, 0), owner, "phrase")
        if not subjects.speaks(unit, subject):
            return None
    else:
        return None
    start = i + 1 + (low[i + 1] == "that")
    stop = start + 1
    while stop < end and low[stop] not in ",;—–" and low[stop - 1] != Q:
        stop += 1
    return Found(subject, (owner + 1, i), [(start, stop)], "(noun)", "m")


def _unlisted(unit: Unit, q: int) -> Found | None:
    """A verb on no list right behind a quotation that ends in a comma: "“…,” she crowed", "“…,” quavered Hill"."""
    low, upper = unit.low, unit.upper
    if q or unit.text[unit.ends[q] - 2] not in ",?!":
        return None
    at = q + 1
    if _listed(low[at]) or low[at] in AUXILIARIES or low[at] in PREPOSITIONS:
        return None
    if _past_form(unit, at) and not upper[at] and low[at] not in DETERMINERS:
        subject = subjects.behind(unit, at + 1, len(low))
        cue = at
        if subject is None or subject.how == "pronoun" or not any(upper[subject.first : subject.last + 1]):
            return None
    else:
        subject = subjects.behind(unit, at, len(low))
        if subject is None or (subject.how != "pronoun" and not any(upper[subject.first : subject.last + 1])):
            return None
        cue = subject.last + 1
        while cue < len(low) and (low[cue] in ADVERBS or manner(low[cue])):
            cue += 1
        if cue >= len(low) or _listed(low[cue]) or low[cue] in AUXILIARIES or not _past_form(unit, cue):
            return None
    if not subjects.speaks(unit, subject):
        return None
    return Found(subject, (cue, cue), [(0, q + 1)], "(verb)", "p", True)


def _listed(word: str) -> bool:
    """Whether the word is a cue whose content may stand before it, so that the rules for cues have seen it."""
    return word in CUES and "p" in CUES[word][1]


def _past_form(unit: Unit, k: int) -> bool:
    word = unit.low[k]
    return len(word) > 3 and word.isalpha() and not unit.upper[k] and (word.endswith("ed") or word in VERBS)


def _only_names(unit: Unit, i: int, subject: Subject) -> bool:
    """Whether the participle at token i stands right before a quotation, as in "a show called “…”"."""
    low = unit.low
    close = low[i + 1 : i + 2] == [Q] or (low[i + 2 : i + 3] == [Q] and low[i + 1] in DETERMINERS)
    return close and low[i].endswith("ed") and low[subject.first - 1] != "what"


def _citing(unit: Unit, i: int, end: int, citing: Subject | None) -> Found | None:
    """ "…, citing X": what goes before on the word of X, if X turns out a relay; else X is what the subject cites."""
    cited = subjects.behind(unit, i + 1, end)
    if cited is None or i < 4:
        return None
    at = i
    while at > 0 and unit.low[at - 1] in (",", "—", "–", "-"):
        at -= 1
    people = subjects.are_people(unit, cited) and not any(
        unit.upper[cited.first : cited.last + 1]
    )  # they are no content
    plain = Found(citing, (i, i), [] if people else [(i + 1, end)], "cite", "n", shared=True)
    return Found(cited, (i, i), [(0, at)], "cite", "v", True, otherwise=plain) if at > 2 else plain


def _strong(unit: Unit, i: int, subject: Subject, inverted: bool) -> bool:
    """Whether a cue that may be a noun stands between a clear subject and a clear content."""
    low = unit.low
    if inverted or (subject.first and low[subject.first - 1] == Q and i <= subject.last + 2):
        return True  # "“…,” the letter reads"
    if low[i].endswith("ing") or low[i].endswith("ed"):
        return True
    clear = (
        subject.how in ("pronoun", "relative")
        or any(unit.upper[subject.first : subject.last + 1])
        or low[subject.last] in ROLES
        or low[subject.last].endswith("s")
    )
    if not clear:
        return False
    if (
        low[i + 1 : i + 2] == [","]
        and subject.how == "phrase"
        and not unit.upper[subject.last]
        and not subjects.is_head(low[subject.last])
    ):
        return False  # "a television show, “…”"
    return _followed(unit, i)


def _is_noun(unit: Unit, i: int, group: int) -> bool:
    """Whether what stands around a cue that may be a noun tells at once what `_strong` would find."""
    if unit.quoted or (group and unit.low[group - 1] in MAY_INVERT) or unit.low[i].endswith(("ing", "ed")):
        return False
    return not _followed(unit, i)


def _followed(unit: Unit, i: int) -> bool:
    """Whether what follows a cue that may be a noun can open a content."""
    if i + 1 >= len(unit.low):
        return True
    nxt = unit.low[i + 1]
    return nxt == Q or nxt in OPENING or unit.upper[i + 1] or nxt[0].isdigit() or i + 1 >= _end(unit)


def _according(unit: Unit, i: int, after: int) -> Found | None:
    """ "According to X, …" and "…, according to X"."""
    low = unit.low
    end = _end(unit)
    if low[after : after + 1] and low[after] in _OBJECTS and not low[min(after + 1, len(low) - 1)][0].isalnum():
        subject: Subject | None = Subject(after, after, "pronoun")  # "according to her"
    elif low[after : after + 1] == ["whom"]:
        return _according_to_whom(unit, i, after + 1)
    else:
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
        elif depth <= 0 and (low[stop] in ",;:—–" or (low[stop] == Q and low[stop - 1] not in DETERMINERS)):
            break
        stop += 1
    return _stated_beside(unit, subject, (i, after - 1), stop)


def _according_to_whom(unit: Unit, i: int, after: int) -> Found | None:
    """ "…, said Ada Lund, according to whom the dam was weak": the words behind, and whoever the relative stands for."""
    low = unit.low
    end = _end(unit)
    subject = subjects.antecedent(unit, i)
    stop = next((k for k in range(after + 2, end - 1) if low[k] == "," and finite(unit, k + 1)), end)
    return (
        None if subject is None or after >= stop else Found(subject, (i, after - 1), [(after, stop)], "according", "a")
    )


def _by_account(unit: Unit, i: int) -> Found | None:
    """ "By her own account, …", "…, in the mayor's words": a noun for what somebody tells, and whose it is."""
    low = unit.low
    owner = i - 1 - (low[i - 1] == "own")
    if low[owner] in _OWNERS:
        subject = Subject(owner, owner, "pronoun")
    elif low[owner].endswith(("'s", "s'")) and low[owner] not in _IS:
        subject = Subject(subjects.phrase_start(unit, owner, 0), owner, "phrase")
        if low[i] not in _TOLD and not subjects.speaks(unit, subject):
            return None  # "by last year's count"
    else:
        return None
    first = subject.first - 1
    if first < 0 or low[first] not in ("by", "in") or low[i + 1 : i + 2] in (["of"], ["with"]):
        return None
    return _stated_beside(unit, subject, (owner + 1, i), i + 1, first)


def _stated_beside(
    unit: Unit, subject: Subject, cue: tuple[int, int], stop: int, first: int | None = None
) -> Found | None:
    """What a phrase such as "according to X", tokens [first, stop), attributes: what stands before it, or else behind it."""
    low = unit.low
    end = _end(unit)
    i = cue[0] if first is None else first
    left = None
    if i > 0:
        at = i
        while at > 0 and low[at - 1] in (",", "—", "–", "-", "("):
            at -= 1
        words = sum(1 for w in low[:at] if w[0].isalnum() or w == Q)
        if words >= 3 or Q in low[:at]:
            left = (0, at)
    if left is None and first is not None and (both := split_clause(unit, i, stop, end)):
        return Found(subject, cue, both, "according", "a", True)  # "Patrols, in her words, were thin"
    if left is None:
        start = stop + 1 if stop < end and low[stop] in ",:—–" else stop
        start = _past_appositions(unit, start, end)
        return Found(subject, cue, [(start, end)] if start < end else [], "according", "a")
    content = [left]
    if stop < end and low[stop] == "," and i > 0 and low[i - 1] == ",":
        content += after_comma(unit, stop, end)
    return Found(subject, cue, content, "according", "a", True)


def _polled(unit: Unit, i: int) -> Found | None:
    """ "In a poll released on Monday, half of the voters …" and "Hill led by two points in the latest survey"."""
    low = unit.low
    end = _end(unit)
    subject = subjects.behind(unit, i + 1, end)
    if subject is None or subject.how == "pronoun":
        return None
    poll = next((k for k in range(subject.first, subject.last + 1) if low[k] in POLLS), None)
    if poll is None:
        return None
    opening = i == 0 or (i <= 2 and low[i - 1] in CONJUNCTIONS) or low[i - 1] == ","
    if opening:  # "In a poll of voters, most …"
        for k in range(poll + 1, end - 2):
            if low[k] == "," and any(finite(unit, n) for n in range(k + 1, end)):
                start = _past_appositions(unit, k + 1, end)
                return Found(subject, (i, i), [(start, end)], "in", "a", True) if start < end else None
            if finite(unit, k) and not low[k].endswith("ed"):
                return None
        return None
    at = i
    while at > 0 and low[at - 1] in (",", "—", "–", "-"):
        at -= 1
    start = max((k + 1 for k in range(at) if low[k] in (";", ":")), default=0)
    if at - start < 4 or low[poll].endswith("s") or not any(low[k][0].isdigit() for k in range(start, at)):
        return None
    return Found(subject, (i, i), [(start, at)], "in", "a", True)


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
            or (low[start] in ("a", "an") and any(finite(unit, k) for k in range(start, comma)))
        ):
            return start
        start = comma + 1
    return start


def _told_of(unit: Unit, k: int) -> bool:
    """Whether the article goes on to tell of the name that ends in token k: inside a sentence, not only as a place."""
    if not unit.upper[k]:
        return False
    if k and (unit.low[k - 1] in FEMALE or unit.low[k - 1] in MALE):
        return True  # "Ann Coulter: …"
    printed = unit.text[unit.start_of(k) : unit.ends[k]]
    if printed.isupper() and len(printed) > 4:
        printed = printed.title()
    text, at = unit.text, unit.text.find(printed, unit.end)
    while at >= 0:
        stop, before = at + len(printed), text[max(0, at - 6) : at]
        whole = not (before[-1:].isalnum() or text[stop : stop + 1].isalnum())
        opens = before[-1:] == "\n" or (before[-1:].isspace() and before[-2:-1] in _ENDS)
        if whole and not opens and not f" {before}".endswith(_AT_A_PLACE):
            return True
        at = text.find(printed, stop)
    return False


def _head(unit: Unit, i: int, found: list[Found]) -> Found | None:
    """ "NAME: …": a name or role alone before a colon at the start of a paragraph or title."""
    low = unit.low
    end = _end(unit)
    if i + 1 >= end or i > 6 or not (unit.initial or unit.title) or not unit.upper[0] or found:
        return None
    if any(not (w[0].isalnum() or w in ".,&()") for w in low[:i]):
        return None
    if (low[0] in DETERMINERS and not unit.title) or any(
        low[k] in AUXILIARIES or (low[k] in PREPOSITIONS and low[k] not in ("of", "for")) for k in range(i)
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
    if (unit.title or unit.paragraph == 0) and not (
        subjects.is_head(low[last]) or low[last].removesuffix("s").endswith(("ist", "ian")) or _told_of(unit, last)
    ):
        return None  # "Flood horror: 27 dead after dam collapse"
    if not unit.title and low[i + 1] != Q and end - i < 4:
        return None
    return Found(Subject(0, last, "phrase"), (i, i), [(i + 1, end)], ":", "h")
