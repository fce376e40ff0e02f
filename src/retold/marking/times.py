"""Times of day: "05:50", "5 p.m.", "0550 GMT", "five o'clock", "noon".

Observations
1. Two digits, a colon and two digits are a time, but also a result, a ratio, a verse and what is left of a match ("1:23.45",
   "with 5:20 left"). A leading nought, an hour past twelve, a word of time before or a zone after tells a time from these.
2. "noon" and "midnight" are times after a preposition or before a day; "midnight blue" and "Midnight Mass" are not.
3. A printed hour ("5 p.m.") and a printed minute ("17:00") of one value are one time: both resolve to "17:00".

4. "at six on Friday evening", "at six in the morning": a bare hour is a time before the part of the day that it falls in.

5. Times told by their minutes ("half past six", "twenty to seven", "half an hour before midnight") are read in `clock_words`.

Known exceptions: dawn and dusk are not marked; "five o'clock" does not tell the half of the day and stays
unresolved, but for "12 o'clock". The zone is not part of the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retold.marking.clock_words import HOURS, OF_DAY, clock_words, counted_from, in_part
from retold.marking.sought import Sought
from retold.records.article import Precision, span
from retold.records.marks import DateMark
from retold.text.tokenise import norms_of, notice, noticed

CUE_REACH: Final = 28  # code points before a time that may say that it is one

_HALF = r"(?P<half{0}>[ap]\.m\.|[ap]\.\s?m\b|[ap]m\b|[AP]\.M\.|[AP]M\b)"
_TIME = re.compile(
    rf"""
    (?<![\w:.,/$€£])(?<!\d[-–])(?:
      (?P<from>\d{{1,2}})(?::\d\d)?\s?[-–—]\s?\d{{1,2}}(?::\d\d)?\s?{_HALF.format("r")}
    | (?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?{_HALF.format("h")}
    | (?P<clock>[01]?\d|2[0-4]):(?P<sharp>[0-5]\d)(?::[0-5]\d)?(?![\d:%]|[.,]\d|[-–]\d)
    | (?P<run>[01]\d|2[0-4])(?P<past>[0-5]\d)(?=\s?(?:GMT|UTC|BST|CET|hours\b(?!\s(?:of|a|per)\b)|hrs\b|local\stime))
    | (?:\d{{1,2}}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)
        \s(?P<oclock>o['’]clock\b)
    )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"(?:noon|midnight|midday)(?![\w’'-])")
# Where a time may stand: the patterns above are tried nowhere else.
_HALF_OR_ZONE = re.compile(
    r"\d(?:\s?[ap]\.?\s?m\b|\s?[AP]\.?M\b|(?<=\d\d\d\d)\s?(?:GMT|UTC|BST|CET|h(?:ou)?rs\b|local\stime))"
)
_COLON = re.compile(r":[0-5]\d")
_WORDS = re.compile(r"o['’]clock|noon|midday|midnight")
# Words that the signs above begin with: most texts have few of them.
_WORD_SIGNS: Final = notice("clock noon midday midnight".split())
_BEHIND_DIGITS: Final = Sought("m am pm hours hrs local gmt utc bst cet".split())  # "m" of "p.m.", "p. m."
_DIGIT_BEFORE = re.compile(r"\d\s?(?:[apAP]\.?\s?)?\Z")
_BEFORE = re.compile(
    r"\b(?:[Aa]t|[Bb]y|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Aa]round|[Aa]bout|[Ss]ince|[Bb]etween|to|and|or|past|"
    r"of|near|[Tt]owards?|approximately|roughly|exactly|local|[Tt]his|[Oo]n)\s\Z"
)
_SHORT_OF = re.compile(
    r"\b(?:[Nn]early|[Aa]lmost|[Ww]ell\spast|close\sto|gone|was|is)\s\Z"
)  # before noon and midnight alone
_AFTER = re.compile(
    r"\s(?:GMT|UTC|BST|CET|EST|EDT|PST|ET|local time|on\s(?:[A-Z0-9]|the\s\d)|hours\b|in the (?:morning|afternoon|evening))"
)
_LEFT = re.compile(r"\s(?:left|remaining|to (?:go|play)|mark\b|into|mile|minutes|seconds|lead|of the|video|clip|long)")
_DAY_AFTER = re.compile(
    r"[,.;)]|\s(?:on|GMT|UTC|local|today|tomorrow|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\Z"
)
_HOUR_WORDS: Final = frozenset(HOURS) | frozenset(map(str, range(1, 13)))
# A bare hour, and the part of the day behind it.
_IN_PART: Final = Sought("morning afternoon evening night".split())
_PART_REACH: Final = 40  # code points before a part of the day in which its hour stands
_PART = re.compile(OF_DAY)
_BARE = re.compile(
    r"\b(?:[Aa]t|[Bb]y|[Ff]rom|[Bb]etween|[Uu]ntil|[Bb]efore|[Aa]fter|[Ss]ince|about|around|till|(?:and|to)(?=\s\w{1,6}\s(?:in\sthe|at\snight)))\s"
    rf"(?P<hour>1[0-2]|[1-9]|{'|'.join(HOURS)})" + OF_DAY
)
_OTHER_END = re.compile(
    rf"\b(?:between|from)\s(?P<hour>1[0-2]|[1-9]|{'|'.join(HOURS)})\s(?:and|to|until|till)\s\Z", re.IGNORECASE
)
_TWELVE = re.compile(r"\b(?:12|[Tt]welve)\s\Z")  # "12 noon"
_NOON: Final = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_REACH: Final = 14  # code points before a sign of time at which the time itself may begin


def times(text: str, start: int, end: int) -> list[DateMark]:
    """The times of day in text[start:end], in order, none overlapping; `resolved` is "HH:MM" or None, never with a day."""
    found: list[DateMark] = []
    at = start
    signs = _signs(text, start, end)
    if not _WORD_SIGNS.isdisjoint(noticed(text)):
        signs = sorted([*signs, *_word_signs(text, start, end)], key=re.Match.start)
    bare = _bare(text, start, end)
    for sign in signs:
        if sign.start() < at:
            continue
        mark = _word(text, sign, start, end) if sign.group()[0] in "nm" else _printed(text, sign, at, start, end)
        if mark is not None:
            at = mark.span.end
            found.append(counted_from(text, start, mark))
    return _apart(sorted([*found, *bare], key=_place)) if bare else found


def _place(mark: DateMark) -> tuple[int, int]:
    return mark.span.start, -mark.span.end


def _apart(marks: list[DateMark]) -> list[DateMark]:
    """The marks, which stand in order, without those that begin inside another: "six" of "twenty to six in the evening"."""
    kept: list[DateMark] = []
    for mark in marks:
        if not kept or kept[-1].span.end <= mark.span.start:
            kept.append(mark)
    return kept


def _word_signs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words that a time may stand at; each is looked for by itself, which is many times as fast as all together."""
    for word in _WORD_SIGNS:
        lead = 2 if word == "clock" else 0
        at = text.find(word, start + lead, end)
        while at >= 0:
            if sign := _WORDS.match(text, at - lead, end):
                yield sign
            at = text.find(word, at + len(word), end)


def _signs(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Colons and digits that a time may stand at, in order, none overlapping: ":30", "5 p.m", "0550 GMT"."""
    signs = []
    at = text.find(":", start, end)
    while at >= 0:
        if sign := _COLON.match(text, at, end):
            signs.append(sign)
        at = text.find(":", at + 1, end)
    colons = len(signs)
    for _, at, _ in _BEHIND_DIGITS.among(text, start, end):
        digit = _DIGIT_BEFORE.search(text, max(start, at - 5), at)
        if digit and (sign := _HALF_OR_ZONE.match(text, digit.start(), end)):
            signs.append(sign)
    if not 0 < colons < len(signs):
        return signs
    signs.sort(key=re.Match.start)
    return [
        sign for before, sign in zip([None, *signs], signs, strict=False) if not before or before.end() <= sign.start()
    ]


def _bare(text: str, start: int, end: int) -> list[DateMark]:
    """Hours told by the part of the day behind them, and halves and quarters of an hour."""
    found = clock_words(text, start, end)
    norm = norms_of(text)
    for k, at, stop in _IN_PART.among(text, start, end):
        if _HOUR_WORDS.isdisjoint(norm[max(0, k - 4) : k]):
            continue
        for match in _BARE.finditer(text, max(start, at - _PART_REACH), min(stop + 1, end)):
            if max(match.start("part"), match.start("night")) < at:
                continue  # the part of the day of another hour
            printed = match["hour"]
            place = span(text, match.start("hour"), match.end("hour"))
            resolved = in_part(HOURS.get(printed) or int(printed), match["part"] or "night")
            if other := _OTHER_END.search(text, max(start, place.start - _PART_REACH), place.start):
                found.append(_begins(text, other, resolved))
            found.append(DateMark(span=place, resolved=resolved, precision="hour"))
    return found


def _begins(text: str, match: re.Match[str], until: str) -> DateMark:
    """The hour at which something begins that ends at an hour of a part of the day: "between two and six in the afternoon"."""
    printed = match["hour"].lower()
    hour = (HOURS.get(printed) or int(printed)) % 12
    late = int(until[:2]) >= 12
    resolved = f"{hour + 12 * (late and hour + 12 < int(until[:2])):02d}:00"
    return DateMark(span=span(text, *match.span("hour")), resolved=resolved, precision="hour")


def _word(text: str, sign: re.Match[str], start: int, end: int) -> DateMark | None:
    match = _WORD.match(text, sign.start(), end)
    if match is None or text[match.start() - 1 : match.start()].strip(' \n\t(“"—–'):
        return None
    if not (
        _BEFORE.search(text, max(start, match.start() - CUE_REACH), match.start())
        or _SHORT_OF.search(text, max(start, match.start() - CUE_REACH), match.start())
        or _TWELVE.search(text, max(start, match.start() - 7), match.start())
        or _DAY_AFTER.match(text, match.end(), end)
    ):
        return None
    if re.match(r"\s(?:[A-Z][a-z]+(?<!day)\s|blue|mass|sun|train|oil|snack)", text[match.end() : match.end() + 16]):
        return None
    twelve = _TWELVE.search(text, max(start, match.start() - 7), match.start())
    begin = twelve.start() if twelve else match.start()
    return DateMark(span=span(text, begin, match.end()), resolved=_NOON[match.group()], precision="hour")


def _printed(text: str, sign: re.Match[str], at: int, start: int, end: int) -> DateMark | None:
    low = max(at, sign.start() - _REACH)
    for match in _TIME.finditer(text, low, min(end, sign.end() + _REACH)):
        if match.start() > sign.end():
            return None
        if match.end() <= sign.start() or text[match.start() - 1 : match.start()] in _INSIDE:
            continue
        return _mark(text, match, start, end)
    return None


_INSIDE: Final = frozenset("0123456789:.,/$€£_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _mark(text: str, match: re.Match[str], start: int, end: int) -> DateMark | None:
    place = span(text, *match.span())
    if match["oclock"] and place.text.lower().startswith(("12", "twelve")):
        return DateMark(span=place, resolved="12:00", precision="hour")
    if match["oclock"] and (part := _PART.match(text, match.end(), end)):
        printed = place.text.split()[0].lower()
        return DateMark(
            span=place,
            resolved=in_part(HOURS.get(printed) or int(printed), part["part"] or "night"),
            precision="hour",
        )
    if match["oclock"] or match["from"]:
        return DateMark(span=place, resolved=None, precision="hour")
    if match["hour"]:
        hour = int(match["hour"])
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["halfh"][0] in "pP" else 0)
        precision: Precision = "minute" if match["minute"] else "hour"
        return DateMark(span=place, resolved=f"{hour:02d}:{match['minute'] or '00'}", precision=precision)
    if match["run"]:
        return DateMark(span=place, resolved=f"{match['run']}:{match['past']}", precision="minute")
    clock, minute = match["clock"], match["sharp"]
    if int(clock) == 24 and minute != "00":
        return None
    zoned = _AFTER.match(text, match.end(), end)
    clear = len(clock) == 2 and (clock[0] == "0" or int(clock) > 12)
    led = _BEFORE.search(text, max(start, match.start() - CUE_REACH), match.start())
    if not (zoned or ((clear or led) and not _LEFT.match(text, match.end(), end))):
        return None
    if not clear and (part := _PART.match(text, match.end(), end)):
        told = f"{in_part(int(clock), part['part'] or 'night')[:2]}:{minute}"
        return DateMark(span=place, resolved=told, precision="minute")
    # A single digit does not tell morning from evening.
    resolved = f"{int(clock) % 24:02d}:{minute}" if clear or zoned else None
    return DateMark(span=place, resolved=resolved, precision="minute")
