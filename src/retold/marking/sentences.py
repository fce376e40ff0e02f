"""Sentences: a splitter for news, which splits inside quotations too.

Observations
1. A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or a web name ("News.Az").
2. Wire copy quotes several sentences in one pair of marks. A reader, and a collation, needs each of them, so a full stop,
   question or exclamation mark ends a sentence inside a quotation as well.
3. The marks that close after the end ("…power plants.”") belong to the sentence they close.
4. A question or exclamation mark before a closing mark does not end the sentence when the speech tag follows
   ('"Really?" Ms Ode asked').
5. A paragraph break always ends a sentence, whatever stands before it. A single line break does too, unless the text is
   wrapped at a fixed width, which shows in lines that go on in lower case.

How it works: one pass over the runs of terminators; each is judged by the word before, the word after and what stands
between. Nothing looks further than `REACH` characters, so time is linear in the text.

Known exceptions: a sentence that opens in lower case without a quotation mark ("iOS users …" is known by its inner capital,
"eBay" too; others are joined to the sentence before); a German ordinal before a noun is known only after an article or a
preposition; a full stop without a space after it never splits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from retold.marking.lexicon import FOREIGN_MONTHS, MONTHS, STARTERS, STREETS
from retold.records.article import Span
from retold.text.kept import OfTexts

REACH: Final = 60  # code points looked at on either side of a terminator
WRAPPED_SHARE: Final = 0.3  # share of single line breaks that go on in lower case, above which they are wraps

# Abbreviations that something always follows.
_OPEN: Final = frozenset(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen col lt sgt cpl capt cmdr maj adm brig rev hon pres amb "
    "supt insp det messrs "
    "st mt ft fr vs v e.g i.e cf approx ca no nos nr vol pp fig figs art sec ch ed eds dist "
    "bzw z.b d.h u.a vgl evtl sog dipl ing hr hrn geb abs str "
    "mme mmes mlle mgr p.ex sra srta ud uds ee d.ña avda "
    "г ул пл пр им см т.е т.д т.п т.к тыс руб кв обл акад проф стр гл напр".split()
)
# Abbreviations that may also end a sentence: the next word tells.
_CLOSED: Final = frozenset(
    "inc ltd co corp bros jr sr esq etc al p.m a.m pm am u.s u.k u.n e.u u.s.a u.a.e d.c n.y l.a n.j n.c s.c n.h "
    "n.m s.d n.d w.va r.i "
    "ph.d m.d b.a m.a b.sc m.sc ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss "
    "mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo b.c a.d c.i.a f.b.i dept assn univ ave blvd rd sq "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "mio mrd bspw usw gg гг вв млн млрд трлн др".split()
)
_TERMINATORS: Final = ".!?…。！？।؟۔‼⁇⁈⁉"
_NO_SPACE = frozenset("。！？")
_CLOSERS = "\"'”’»“›)]}〉》」』*"
_OPENERS = "\"'“‘«„‚‹([{¿¡—–-*•"
_FRENCH_CLOSE = re.compile(r"[ \u00a0\u202f]»(?!\w)")  # "« Non. »"
_BEFORE = re.compile(r"[^\W_](?:[\w.’'&/-]{0,60}+(?<=[^\W_]))?\Z")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*[^\W_])?")
_PARAGRAPH = re.compile(r"\n\s*")
_NUMBER_END = re.compile(r"(?:\A|[\s(])(\d{1,3})\Z")
_GERMAN_BEFORE = re.compile(
    r"\b(?:am|im|der|die|das|dem|den|des|zum|zur|vom|beim|seit|bis|ab|jeder|ihrem|seinem|ihren)\s+\d{1,3}\Z",
    re.IGNORECASE,
)
_SPEECH_TAG = re.compile(
    r"(?<!\w)(?:(?:[A-Z][\w.’'-]{0,40}|the|a|an|of|de|van|von|bin|al)\s{1,4}){1,6}"
    r"(?:said|says|asked|asks|told|added|wrote|shouted|replied|tweeted|continued|wondered|exclaimed|cried|joked|"
    r"answered|demanded)\b"
)
_MONTHLY = frozenset(MONTHS) | frozenset(FOREIGN_MONTHS)
_NAME_FOLLOWS = frozenset("inc ltd co corp bros jr sr esq".split())
_CLOCK = frozenset({"a.m", "p.m"})
# What may go on behind a time of day: a day, a month, a time zone, "London time", initials.
_CLOCK_GOES_ON = re.compile(
    r"\s+(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"\b|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|[A-Z]{2,5}\b|"
    r"(?:Eastern|Central|Mountain|Pacific|Atlantic|Greenwich|Local|Daylight|Standard|Christmas|Easter|Election|New)\b|"
    r"(?:[A-Z][\w’'-]{1,20}\s){1,2}[Tt]ime\b|\W|[a-z0-9])"
)
_NUMBERED: Final = frozenset("no nos nr art sec p pp vol ch fig abs v ca".split())  # a number follows
_OPEN_WORDS: Final = frozenset("no v ed art ch st sec ft fig ca str hr ing dist pres г".split())  # words as well
_TELLING: Final = _OPEN | _CLOSED | _MONTHLY | _NUMBERED
# Each sign by itself is searched for many times as fast as a set of them. A sentence may show at a glance that it ends: three
# letters that end no word which tells, a full stop, a capital behind it.
_STOPS: Final = {sign: re.compile(re.escape(sign)) for sign in _TERMINATORS} | {
    ".": re.compile(r"""\.(?:(?<=([A-Za-z]{3})\.)["”]?[ \u00a0](?=["“]?[A-Z])|)""")
}
_FORMS: Final = (str.lower, str.upper, str.capitalize)
_TELLING_ENDS: Final = frozenset(form(word)[-3:] for word in _TELLING if len(word) > 2 for form in _FORMS)
_NEVER_LAST: Final = frozenset(form(word) for word in _OPEN - _OPEN_WORDS for form in _FORMS)


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of text[start:end], in order, without the white space around them; offsets into the whole `text`.

    Together they hold every character of the range that is not white space. Headings and other lines without a full stop
    are sentences of their own.
    """
    end = len(text) if end is None else end
    found: list[Span] = []
    parts = paragraphs(text, start, end)
    if parts:
        _split(text, parts, _stops(text, start, end), found)
    return tuple(found)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """The paragraphs of text[start:end] as (start, end), trimmed, none empty.

    Blank lines part paragraphs; single line breaks do too, unless the text is wrapped at a fixed width. Most finders ask for
    them, so those of the last few texts are kept.
    """
    end = len(text) if end is None else end
    return _kept(text, start, end)


def _paragraphs(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    whole, wraps = _whole(text)
    if wraps:
        return _read(text, start, end)[0]
    if start == 0 and end == len(text):
        return whole
    inside = whole[bisect_right(whole, start, key=itemgetter(1)) : bisect_left(whole, (end, end))]
    if not inside or (start <= inside[0][0] and inside[-1][1] <= end):
        return inside
    found: list[tuple[int, int]] = []
    _keep(text, max(start, inside[0][0]), min(end, inside[0][1]), found)
    if inside[1:]:
        found += inside[1:-1]
        _keep(text, inside[-1][0], min(end, inside[-1][1]), found)
    return tuple(found)


_kept: Final = OfTexts(_paragraphs, 16, 4)


def _read(text: str, start: int, end: int) -> tuple[tuple[tuple[int, int], ...], bool]:
    """The paragraphs of text[start:end], and whether a part of it may be wrapped at a fixed width."""
    found = []
    single = lower = 0
    at, before = start, False
    for line in text[start:end].split("\n"):
        if not line:
            at, before = at + 1, False
            continue
        size = len(line)
        bare = line.strip()
        if bare == line:
            found.append((at, at + size))
        elif bare:
            first = at + size - len(line.lstrip())
            found.append((first, first + len(bare)))
        if before and bare:
            single += 1
            lower += bare[0].islower()
        before = bool(bare)
        at += size + 1
    wraps = single >= 3 and lower > 0
    if wraps and lower >= WRAPPED_SHARE * single:
        return _unwrapped(text, start, end), True
    return tuple(found), wraps


_whole: Final = OfTexts(lambda text: _read(text, 0, len(text)))


def _unwrapped(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The paragraphs of a text that is wrapped at a fixed width: blank lines part them."""
    found: list[tuple[int, int]] = []
    at = start
    for gap in _PARAGRAPH.finditer(text, start, end):
        if text.count("\n", gap.start(), gap.end()) < 2:
            continue
        _keep(text, at, gap.start(), found)
        at = gap.end()
    _keep(text, at, end, found)
    return tuple(found)


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _stops(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """Stops, question and exclamation marks in text[start:end], in order."""
    signs = [sign for sign in _TERMINATORS if sign in text]
    if len(signs) < 2:
        return _STOPS[signs[0] if signs else "."].finditer(text, start, end)
    found = [stop for sign in signs for stop in _STOPS[sign].finditer(text, start, end)]
    found.sort(key=re.Match.start)
    return found


def _split(text: str, parts: tuple[tuple[int, int], ...], stops: Iterable[re.Match[str]], found: list[Span]) -> None:
    following = iter(parts)
    at, end = stop, _ = next(following)
    for terminator in stops:
        place = terminator.start()
        if place < stop:
            continue  # of the run before, or behind what ended the paragraph
        while place >= end:
            if at < end:
                found.append(Span(at, end, text[at:end]))
            at, end = next(following)
        letters = terminator[1] if terminator.lastindex else None
        if letters is not None:
            if letters not in _TELLING_ENDS:
                next_one = terminator.end()
                stop = next_one - 1
                found.append(Span(at, stop, text[at:stop]))
                at = next_one
                continue
            if letters in _NEVER_LAST and text[place - 4] == " ":
                continue  # "Sen. Ode"
        stop = place + 1
        if stop == end or (stop + 1 == end and text[stop] in _CLOSERS):
            stop = end
            continue
        while stop < end and text[stop] in _TERMINATORS:
            stop += 1
        run = place, stop
        while stop < end and text[stop] in _CLOSERS and not _opens(text, stop, end):
            stop += 1
        if text.startswith("»", stop + 1) and _FRENCH_CLOSE.match(text, stop, end):
            stop += 2
        if stop >= end:
            continue
        after = stop
        while after < end and text[after].isspace():
            after += 1
        if after == stop:
            if text[run[1] - 1] in _NO_SPACE:
                found.append(Span(at, stop, text[at:stop]))
                at = stop
        elif _ends(text, at, run, stop, after, end):
            found.append(Span(at, stop, text[at:stop]))
            at = after
    if at < end:
        found.append(Span(at, end, text[at:end]))
    found += [Span(first, last, text[first:last]) for first, last in following]


def _opens(text: str, at: int, end: int) -> bool:
    """Whether the straight mark at `at` opens a quotation: a letter stands right after it."""
    return text[at] in "\"'“*" and at + 1 < end and text[at + 1].isalnum()


def _ends(text: str, at: int, mark: tuple[int, int], stop: int, after: int, end: int) -> bool:
    """Whether the terminators at `mark`, with closing marks up to `stop` and the next word at `after`, end a sentence."""
    begin = after
    while begin < end and text[begin] in _OPENERS:
        begin += 1
        while begin < end and text[begin] == " ":
            begin += 1
    if begin >= end:
        return True
    if text[begin].islower():
        second = text[begin + 1 : begin + 3]
        if second == second.lower() or not any(map(str.isupper, _following(text, begin, end)[1:3])):
            return False
    run = text[mark[0] : mark[1]]
    closed = stop > mark[1]
    if run == ".":
        word = _word_before(text, max(at, mark[0] - REACH), mark[0])
        lower = word.lower()
        if word.isalpha() and len(word) > 1 and lower not in _TELLING:
            return True
        if lower in _NEVER_LAST:
            return False
        return not word or _stop_ends(
            text, (at, mark[0]), word, _following(text, begin, end).lower(), text[begin], closed, begin > after
        )
    if "…" in run or run.endswith(".."):
        return closed or begin > after or _ellipsis_ends(text, mark[0], _following(text, begin, end))
    if run in "!?" and _following(text, begin, end).lower() in _NAME_FOLLOWS:
        return False  # "Yahoo! Inc."
    return not (
        closed and run[-1] in "?!" and begin == after and _SPEECH_TAG.match(text, begin, min(end, begin + REACH))
    )


def _following(text: str, begin: int, end: int) -> str:
    """The word at `begin`, "" where none is."""
    found = _WORD.match(text, begin, min(end, begin + REACH))
    return found.group() if found else ""


def _word_before(text: str, low: int, at: int) -> str:
    """The word that ends at `at`, "" where none does; it holds no white space, so only what follows the last one is searched."""
    if at <= low or text[at - 1].isspace():
        return ""
    last = text[low:at].rsplit(None, 1)[-1]
    if last.isalnum():
        return last
    found = _BEFORE.search(last)
    return found.group() if found else ""


def _ellipsis_ends(text: str, at: int, following: str) -> bool:
    """An ellipsis that stands free is a gap inside the sentence; one at a word ends it before a capital."""
    attached = at > 0 and not text[at - 1].isspace()
    return attached and bool(following) and following[0].isupper()


def _stop_ends(
    text: str, place: tuple[int, int], word: str, following: str, first: str, closed: bool, opened: bool
) -> bool:
    """Whether a single full stop after `word` ends the sentence; `place` is where that begins, and the stop stands."""
    at, begin = place[0], place[1] - len(word)
    lower = word.lower()
    tail = lower.rpartition("-")[2]
    if first.isdigit() and (tail in _MONTHLY or tail in _NUMBERED):
        return False
    if lower.isdigit():
        return _number_ends(text, at, begin, word, following)
    if tail in _OPEN:
        return tail in _OPEN_WORDS and _word_like(text, begin, tail, following, first)
    if tail in _CLOSED:
        if tail in _MONTHLY and text[begin].islower():
            return True  # "… of the sun. The …": a word, no abbreviation
        if tail in _CLOCK and _CLOCK_GOES_ON.match(text, place[1] + 1) is None:
            return True  # "… until 4 p.m. Harbourline runs …"
        return opened or following in STARTERS or (closed and tail not in _NAME_FOLLOWS)
    if len(word) == 1 and word.islower() and len(following) == 1:
        return False  # "z. B."
    if len(word) == 1 and word.isalpha() and word.isupper():
        return word != "I" and following in STARTERS and not _after_name(text, at, begin)
    if "." in word and all(len(part) == 1 for part in lower.split(".")):
        return opened or following in STARTERS
    return True


def _word_like(text: str, begin: int, tail: str, following: str, first: str) -> bool:
    """Whether an abbreviation that is also a word, or the end of a street's name, ends a sentence here."""
    if tail == "no":
        return (not first.isdigit() and text[begin].islower()) or following in STARTERS
    if tail == "г":
        return True
    if tail == "st":
        return following in STARTERS and begin > 1
    return following in STARTERS


def _number_ends(text: str, at: int, begin: int, word: str, following: str) -> bool:
    """Whether a full stop after a number ends the sentence: not that of a list item, nor of a German ordinal."""
    end = begin + len(word)
    if begin == at:
        return len(word) > 3
    short = _NUMBER_END.search(text, max(at, begin - 2), end)
    if short is None:
        return True
    if following in _MONTHLY and following not in {"may", "march", "august"}:
        return False
    return not _GERMAN_BEFORE.search(text, max(at, begin - 12), end)


def _after_name(text: str, at: int, start: int) -> bool:
    """Whether the initial at `start` follows a capitalised word ("George W.")."""
    cursor = start - 1
    while cursor > at and text[cursor].isspace():
        cursor -= 1
    while cursor > at and not text[cursor - 1].isspace():
        cursor -= 1
    return at <= cursor < start and text[cursor].isupper() and text[cursor:start].strip().lower() not in STREETS
