"""Figures: the numbers that a story tells, with bound, unit and what they count.

Observations
1. A number is a figure unless it is a date, a time of day, a telephone number, a list number, an address, or part of a name
   ("Boeing 737", "Channel 4", "G7"). Which it is can be read from the word before and the one after.
2. Its bound ("more than", "nearly", "or more") stands right beside it and is a fact of its own: 200 people and up to 200 people are
   two statements. "nearly" and "almost" count as *about*: retellings swap the three freely.
3. Vague numbers ("dozens", "hundreds of", "several") are words, not figures: they have no value that could be changed.
4. "one" is a figure before a person, a unit or a sum, or after "only" and bounds, and else a pronoun. "first" is never a figure, "second" only
   after an article and before a noun: both are swapped for other words more often than they count.
5. A range is one figure with two ends ("10-15", "between 10 and 15"). After a word of change ("rose from 10 to 15") the two ends are
   two figures, and so are scores and votes ("3-1", "52 to 48"), where the first is larger or the sentence speaks of winning.
6. Round brackets are brackets. "(1.36 billion euros)" is not negative.
7. "10-year-old", "aged 45" and ", 45," after a name are ages, which count "age".

How it works: one pass over words and digits; at each that may begin a number, anchored patterns read the number, what stands before and
what stands after. Nothing reaches farther than 80 characters, so time is linear.

Known exceptions: jersey numbers and house numbers without a street word are taken for figures; "5m" is five metres only before a
word of length or a race; feet and inches ("6-foot-2") keep the feet alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec

from retold.marking.lexicon import FUNCTION, MONTHS, NUMBERED, STREETS, WEEKDAYS
from retold.marking.measures import (
    DURATIONS,
    LENGTHS,
    MONEY,
    Measure,
    bound_after,
    bound_before,
    counted,
    symbol_before,
    unit_after,
)
from retold.marking.numerals import (
    DIGITS,
    FRACTION,
    ORDINAL,
    SCALE,
    WORDS,
    digits_value,
    fraction_value,
    ordinal_value,
    scale_value,
    words_value,
)
from retold.records.article import Span, span
from retold.records.marks import DateMark, Figure, Name

REACH: Final = 80
DECIMAL_COMMA: Final = frozenset("de fr es it pt pl ru uk nl cs sk sv da nb nn no fi tr ro hu".split())
_CALENDAR: Final = frozenset(MONTHS) | frozenset(WEEKDAYS)
RUN: Final = 40  # code points of digits and separators read as one number
LONGEST: Final = 12  # digits without a separator; longer runs are identifiers
OLDEST: Final = 115  # years; a larger number between commas after a name is no age

_CURRENCY = r"(?:(?:US|AU?|CA?|NZ|HK|S|R)?\$|[€£¥₹₽₴])?\s?"
_PERCENT_MID = r"(?:%|\spercent|\sper\scent|-year|km|°C|°F|°)?"
_DIGIT = re.compile(
    rf"(?P<low>{DIGITS})(?P<scale>{SCALE})?(?:(?P<mid>{_PERCENT_MID})(?P<sep>\s?[-–—]\s?(?!to\b)|-?\s+to\s+|-to-)(?P<cur>{_CURRENCY})(?P<high>{DIGITS})(?P<scale2>{SCALE})?(?![\w]*[-/]\d))?"
)
_BETWEEN = re.compile(
    rf"(?P<low>{DIGITS})(?P<scale>{SCALE})?(?P<mid>{_PERCENT_MID})(?P<sep>\s+and\s+)(?P<cur>{_CURRENCY})(?P<high>{DIGITS})(?P<scale2>{SCALE})?"
)
_WORD = re.compile(
    rf"(?P<low>{WORDS})(?:(?P<sep>-?\s+to\s+|-to-|-?\s+or\s+|\s?[–—]\s?)(?P<high>{WORDS}))?(?![\w’'])", re.IGNORECASE
)
_WORD_BETWEEN = re.compile(rf"(?P<low>{WORDS})(?P<sep>\s+and\s+)(?P<high>{WORDS})(?![\w’'])", re.IGNORECASE)
_FRACTION = re.compile(FRACTION, re.IGNORECASE)
_ORDINAL = re.compile(rf"{ORDINAL}(?![\w’'])", re.IGNORECASE)
_RATIO = re.compile(
    r"(?P<a>\d{1,2}|one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof|in\severy|of\severy)\s(?P<b>\d{1,5}(?:,\d{3})?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred)(?=\s[A-Za-z]|[.,;]|\sof\s)",
    re.IGNORECASE,
)
_HALF = re.compile(r"half(?=\s(?:of|the|a|an|its|their|his|her|all|that|our|those|these)\b)", re.IGNORECASE)

_WORD_STARTS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety".split()
)
_ORDINAL_STARTS: Final = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split()
)
# Where a figure may begin: a digit, or a word with one of a few initials that is then looked up.
_START = re.compile(r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞]|\b[aefhnostzAEFHNOSTZ][A-Za-z]*")
_BEGINS: Final = {
    form: kind
    for kind, words in (
        ("word", _WORD_STARTS),
        ("ordinal", _ORDINAL_STARTS),
        ("article", frozenset({"a", "an"})),
        ("half", frozenset({"half"})),
    )
    for word in words
    for form in (word, word.capitalize(), word.upper())
}
_AFTER_ARTICLE = re.compile(
    r"\s(?:dozen|hundred|thousand|million|billion|trillion|lakh|crore|half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)",
    re.IGNORECASE,
)
_TENS: Final = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())

_TIME_AFTER = re.compile(
    r"\s?(?:[ap]\.m\b|[ap]m\b|o['’]clock|(?:hours?\s)?(?:GMT|UTC|BST|CET|MSK)\b|ET\b|[EPCM][SD]?T\b|h\b(?=\s\d)|-?\s?[ap]\.m|Uhr\b)|:\d\d|h\d\d"
)
_TIME_RANGE = re.compile(
    r"\d{1,2}(?::\d\d)?(?:\s?[ap]\.?m\.?)?\s?(?:[-–—]|to|and|or)\s?\d{1,2}(?::\d\d)?\s?(?:[ap]\.m\b|[ap]m\b)"
)
_TELEPHONE = re.compile(
    r"\(?\d{3}\)?[-.\s]\d{3}[-.\s]\d{4}(?!\d)|1[-.\s]8\d\d[-.\s][\dA-Z]{3}|\d{3}-\d{4}(?!\d)|\d{1,2}-\d{1,2}-\d{1,2}(?!\d)"
)
_LIST = re.compile(r"\d{1,3}[.)]\s")
_BRACKETED = re.compile(r"\d{1,2}\)\s")
_MINUS = re.compile(r"(?:\bminus\s|(?<![\w)/+])[-−–])\Z")
_SENTENCE_STOP = re.compile(r"\d+\.(?=\s+[a-z])")
_STREET = re.compile(
    rf"\s(?:[NSEW]\.?\s)?(?:[A-Z0-9][\w.’']*\s){{1,3}}(?:{'|'.join(sorted(STREETS))})\b", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'&]*)\.?\s?#?\Z")
_LOWER_NUMBERED: Final = frozenset(
    "page pages chapter section article paragraph number no nos volume episode flight route highway channel grade grades phase level room round type "
    "line verse psalm figure table interstate clause amendment step item category size gate apartment".split()
)
_YEAR_OLD = re.compile(r"[\s-](?:year|yr)s?[\s-]olds?\b|[\s-]months?[\s-]olds?\b|\syears?\sof\sage\b")
_AGED = re.compile(r"\b(?:aged?|ages|aged between|age of|at age)\s\Z")
_COMMAS = re.compile(r",\s\Z")
_RISE = re.compile(
    r"\b(?:rose|risen|rise|rises|rising|fell|fall|fallen|falls|falling|increas\w+|decreas\w+|drop\w*|grew|grow\w*|grown|climb\w*|jump\w*|rais\w+|cut\w*|reduc\w+|went|go\w*|gone|declin\w+|"
    r"up|down|slipp?\w*|surg\w+|tumbl\w+|shr[aiu]nk\w*|expand\w*|doubl\w+|tripl\w+|lower\w*|chang\w+|slid\w*|soar\w*|dipp?\w*|edg\w+|mov\w+|boost\w*|narrow\w*|widen\w*|swell\w*|plung\w+|plummet\w*|upgrad\w+|downgrad\w+|revis\w+|hik\w+|slash\w*)\b[^.;]{0,50}\bfrom\s(?:\D{0,12})\Z",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"\b(?:w[io]ns?|winning|beat\w*|defeat\w*|los[est]\w*|lost|victory|draw|drew|tied?|lead\w*|led|score\w*|vot\w+|ruling|ruled|decision|record|match|game|goal\w*|shutout|split|margin|majority|ahead|trail\w*|set|sets|series|against)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s(?:\D{0,12})\Z", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"\bbetween\s(?:the\s)?(?:ages?\s)?(?:of\s)?[^\w\s]{0,3}\s?\Z", re.IGNORECASE)
_LENGTH_AFTER = re.compile(
    r"(?:\s(?:tall|high|deep|wide|long|race|sprint|freestyle|final|dash|hurdles|relay|butterfly|breaststroke|backstroke|radius|away|from|below|above|off|wave\w*)\b|\s?[.,;)]|\s?x\s)"
)
_ONE_COUNTS: Final = frozenset(
    "person man woman child boy girl soldier officer policeman civilian official worker student teacher death case vote seat goal point percent bullet shot "
    "suspect victim survivor passenger hostage prisoner patient resident protester demonstrator militant fighter gunman attacker rebel year month week hour "
    "minute mile kilometer kilometre meter metre acre ton tonne dollar euro pound cent million billion trillion thousand hundred dozen employee member "
    "lawmaker senator judge juror missile rocket plane aircraft tank drone vehicle ship boat building house home school hospital shot country city state "
    "town village family couple game match win loss arrest injury serviceman servicewoman".split()
)
_ONLY = re.compile(
    r"\b(?:only|just|least|than|killed|killing|injured|injuring|exactly|another|and|including|wounded|wounding|kills|leaving)\s\Z",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+(?:-[a-z]+)*)")
_LETTERS_AFTER = re.compile(r"[A-Za-z]+")
_TOUCHING_UNITS: Final = frozenset(
    "km kg m cm mm mph kph g lb lbs ft bn mn tn k b mw gw kw mg oz c f gb mb kmh ha hrs hr min mins".split()
)
_DETERMINER = re.compile(r"(?:\b(?:the|a|his|her|its|their|our|my|your|this|that|every)|['’]s)\s\Z", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"-(?:[a-z]+est|ranked|placed|ranking|seeded|place|seed|round|term|straight|time|consecutive)\b|-(?:most|least)-"
)
_NOT_ORDINAL_AFTER: Final = frozenset(
    "party parties century centuries world lady thought base hand person later ago grade grader graders degree edition gear guessing wave nature".split()
)


class _Read(msgspec.Struct, frozen=True, gc=False):
    """A number as read: where it stands with its scale, its value or its two ends, and whether it is an ordinal."""

    start: int
    end: int
    value: float
    high: float | None = None
    unit: str | None = None
    kind: str = "count"  # "count", "fraction", "ordinal"


def figures(
    text: str,
    sentences: tuple[Span, ...],
    dates: Sequence[DateMark] = (),
    names: Sequence[Name] = (),
    language: str | None = None,
) -> tuple[Figure, ...]:
    """The figures in the sentences, in order, none overlapping; none inside a date or a name.

    `language` tells whether a lone "1.234" is a thousand and more (comma for decimals) or a decimal.
    """
    taken = sorted({(mark.span.start, mark.span.end) for mark in dates})
    named = sorted((name.span.start, name.span.end) for name in names)
    comma = (language or "en") in DECIMAL_COMMA
    found: list[Figure] = []
    for sentence in sentences:
        at = sentence.start
        for token in _START.finditer(text, sentence.start, sentence.end):
            word = token.group()
            kind = _BEGINS.get(word) or (None if word[0].isalpha() else "digits")
            if kind is None or token.start() < at:
                continue
            if kind == "article" and not _AFTER_ARTICLE.match(text, token.end()):
                continue
            reads, at = _read(text, sentence, token, kind, comma)
            for number in reads:
                if not _inside(taken, number.start, number.end) and not _inside(named, number.start, number.end):
                    found.append(_figure(text, sentence, number))
    return tuple(found)


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(spans, (start, 1 << 60)) - 1
    return (index >= 0 and start < spans[index][1]) or (index + 1 < len(spans) and spans[index + 1][0] < end)


def _read(text: str, sentence: Span, token: re.Match[str], kind: str, comma: bool) -> tuple[list[_Read], int]:
    """The numbers that begin at a token, and where to go on."""
    if kind == "digits":
        return _digits(text, sentence, token.start(), comma)
    if kind == "word":
        return _word(text, sentence, token.start(), token.group())
    reader = {"article": _article, "half": _half, "ordinal": _ordinal}[kind]
    number = reader(text, sentence, token.start())
    return ([number], number.end) if number else ([], token.end())


# --- digits ---------------------------------------------------------------------------------------------------------------------


def _digits(text: str, sentence: Span, start: int, comma: bool) -> tuple[list[_Read], int]:
    low, high = sentence.start, sentence.end
    if start > low and text[start - 1] == "." and (start - 1 == low or text[start - 2] in " ($"):
        start -= 1
    skip = _not_a_figure(text, sentence, start)
    if skip:
        return [], skip
    fraction = _FRACTION.match(text, start, high)
    if fraction is not None:
        value = fraction_value(fraction.group())
        return ([_Read(start, fraction.end(), value, kind="fraction")] if value else []), fraction.end()
    ratio = _RATIO.match(text, start, high)
    if ratio is not None and (number := _ratio(text, ratio, high)):
        return [number], number.end
    between = _BETWEEN_BEFORE.search(text, max(low, start - 24), start)
    match = (between and _BETWEEN.match(text, start, high)) or _DIGIT.match(text, start, high)
    if match is None:
        return [], start + 1
    after = _LETTERS_AFTER.match(text, match.end(), high)
    if after is not None:
        ordinal = _ORDINAL.match(text, start, high)
        if ordinal is not None:
            return _ordinal_digits(text, sentence, ordinal)
        if after.group().lower() not in _TOUCHING_UNITS or after.group() == "G":
            return [], after.end()
    reads, end = _ends(text, sentence, match, comma, bool(between))
    return [_signed(text, sentence, number) for number in reads[:1]] + reads[1:], end


def _signed(text: str, sentence: Span, number: _Read) -> _Read:
    """"minus 12" and "-12 degrees" are below zero; a dash before other numbers is a dash."""
    sign = _MINUS.search(text, max(sentence.start, number.start - 6), number.start)
    if sign is None or number.high is not None:
        return number
    unit = unit_after(text, number.end, sentence.end)
    if sign.group()[0] not in "mM" and (unit is None or unit.unit not in {"degree", "°C", "°F", "percent", "percentage point"}):
        return number
    return _Read(sign.start(), number.end, -number.value, unit=number.unit)


def _not_a_figure(text: str, sentence: Span, start: int) -> int:
    """Where to go on if the digits at `start` are no figure, else 0."""
    low, high = sentence.start, sentence.end
    before = text[start - 1] if start > low else " "
    if (
        before.isalpha()
        or before in "_@#/:\\'’=^&%"
        or (before in "-–." and start - 1 > low and text[start - 2].isalnum())
        or (before == "+" and start)
    ):
        return _run_end(text, start, high)
    for pattern in (_TELEPHONE, _TIME_RANGE):
        match = pattern.match(text, start, min(high, start + 30))
        if match is not None:
            return match.end()
    if start == low + 1 and before == "(" and _BRACKETED.match(text, start, high):
        return start + 2
    if start == low and _LIST.match(text, start, high):
        return start + 3 if text[start + 1].isdigit() else start + 2
    run = _run_end(text, start, high)
    if run - start > LONGEST and text[start:run].isdigit():
        return run
    if _TIME_AFTER.match(text, run, min(high, run + 12)):
        return run + 3
    word = _WORD_BEFORE.search(text, max(low, start - 24), start)
    if word is not None and (_numbered(word.group(1)) or _of_a_name(text, sentence, word, run)):
        return run
    if _BLOCK.match(text, run, high) or _titled(text, sentence, start, run):
        return run
    if _STREET.match(text, run, min(high, run + 60)):
        return run
    if (
        run - start == 5
        and text[start:run].isdigit()
        and re.search(r"(?:\b[A-Z]{2}|[a-z]\.),?\s\Z", text[max(low, start - 6) : start])
    ):
        return run
    if (
        run < high
        and text[run] == "/"
        and run + 1 < high
        and text[run + 1].isdigit()
        and not _FRACTION.match(text, start, high)
    ):
        return _run_end(text, run + 1, high)
    return 0


_BLOCK = re.compile(r"\sblock\sof\b")
_LOWER_NEXT = re.compile(r"\s([a-z][\w’'-]*)|-\d")
_TITLE_REST = re.compile(r"(?:\s[A-Z][\w’'-]*){1,4}[\"”’']")


def _of_a_name(text: str, sentence: Span, word: re.Match[str], run: int) -> bool:
    """Whether a bare number after a capitalised word belongs to it ("Progress 62 spacecraft"): what follows is in the singular."""
    name = word.group(1)
    if name[0].isupper() and text[run - 2 : run] == ".0":
        return True  # a version
    if not name[0].isupper() or word.start() <= sentence.start + 1 or text[word.end() - 1] != " " or name.lower() in _CALENDAR:
        return False
    following = _LOWER_NEXT.match(text, run, sentence.end)
    if following is None:
        return name.isupper() and len(name) > 1 and text[run : run + 1] not in {",", "-", "–"} and name not in {"I"}
    if following[1] is None:
        return name.isupper() and len(name) > 1
    return following[1] not in FUNCTION and unit_after(text, run, sentence.end) is None and counted(text, run, sentence.end) is None


def _titled(text: str, sentence: Span, start: int, run: int) -> bool:
    """A number that opens a title in quotation marks ("60 Minutes")."""
    return start > sentence.start and text[start - 1] in "\"“‘'" and bool(_TITLE_REST.match(text, run, sentence.end))


def _run_end(text: str, start: int, high: int) -> int:
    end = start + (text[start] in ".,")
    high = min(high, start + RUN)
    while end < high and (text[end].isdigit() or (text[end] in ".," and end + 1 < high and text[end + 1].isdigit())):
        end += 1
    return max(end, start + 1)


def _numbered(word: str) -> bool:
    """Whether a number after this word belongs to it ("Channel 4", "page 12")."""
    lower = word.lower()
    if word.islower():
        return lower in _LOWER_NUMBERED
    return lower in NUMBERED and word != "No" or word in {"No", "Nos", "NO"}


def _ends(text: str, sentence: Span, match: re.Match[str], comma: bool, between: bool) -> tuple[list[_Read], int]:
    """One number, a range, or the two numbers of a score or a change."""
    value = digits_value(match["low"], comma)
    scale = _scale(text, match["scale"], match.end("scale"), match.start())
    end_low = match.end("scale") if match["scale"] and scale != 1.0 else match.end("low")
    if value is None:
        return [], match.end()
    if not match["sep"]:
        return [_Read(match.start(), end_low, value * scale)], end_low
    other = digits_value(match["high"], comma)
    scale2 = _scale(text, match["scale2"], match.end("scale2"), match.start("high"))
    end = match.end("scale2") if match["scale2"] and scale2 != 1.0 else match.end("high")
    if other is None:
        return [_Read(match.start(), end_low, value * scale)], end_low
    if scale == 1.0 and scale2 != 1.0 and value < other:
        scale = scale2
    first, second = value * scale, other * scale2
    if first >= second or _two_figures(text, sentence, match, between):
        percent = "percent" if _unit_is(text, end, sentence.end, "percent") and not match["mid"] else None
        return [_Read(match.start(), end_low, first, unit=percent), _Read(match.start("high"), end, second)], end
    return [_Read(match.start(), end, first, second)], end


def _two_figures(text: str, sentence: Span, match: re.Match[str], between: bool) -> bool:
    if between:
        return False
    low = max(sentence.start, match.start() - REACH)
    if _RISE.search(text, low, match.start()):
        return True
    if _FROM.search(text, low, match.start()) or match["scale2"]:
        return False
    short = len(match["low"]) <= 3 and len(match["high"]) <= 3 and "%" not in text[match.end() : match.end() + 2]
    return (
        short
        and bool(_SCORE.search(text, max(sentence.start, match.start() - 40), min(sentence.end, match.end() + 20)))
        and not _unit_follows(text, match.end(), sentence.end)
    )


def _unit_is(text: str, at: int, high: int, name: str) -> bool:
    """Whether the unit after `at` is `name`."""
    unit = unit_after(text, at, high)
    return unit is not None and unit.unit == name


def _unit_follows(text: str, at: int, high: int) -> bool:
    return unit_after(text, at, high) is not None or bool(
        re.match(r"\s(?:more|people|percent|times|games|votes|seats|points|others)\b", text[at : at + 12])
    )


def _scale(text: str, printed: str | None, end: int, start: int) -> float:
    """The scale printed after digits; "5m" before a word of length is metres, not millions, and "b", "k" need digits alone."""
    if not printed:
        return 1.0
    letter = printed.strip()
    if letter in {"m", "M"} and not symbol_before(text, 0, start)[0] and _LENGTH_AFTER.match(text, end):
        return 1.0
    if (
        letter in {"b", "B", "M"}
        and not symbol_before(text, 0, start)[0]
        and not re.match(r"\s[a-z]", text[end : end + 2])
    ):
        return 1.0
    return scale_value(printed)


def _ratio(text: str, match: re.Match[str], high: int) -> _Read | None:
    part = words_value(match["a"]) if match["a"].isalpha() else digits_value(match["a"])
    whole = (
        words_value(match["b"])
        if match["b"].isalpha() and match["b"].lower() != "hundred"
        else digits_value(match["b"])
        if match["b"][0].isdigit()
        else 100.0
    )
    if not part or not whole or part >= whole or (" in " in match.group() and part > 10) or 1900 <= whole <= 2100:
        return None
    if " in " in match.group():
        unit = unit_after(text, match.end(), high)
        following = _NEXT_WORD.match(text, match.end(), high)
        if (unit and unit.unit in DURATIONS) or following is None or not following.group(1)[-1:] == "s":
            return None
    return _Read(match.start(), match.end(), part / whole, kind="fraction")


# --- words ---------------------------------------------------------------------------------------------------------------------


def _word(text: str, sentence: Span, start: int, first: str) -> tuple[list[_Read], int]:
    low, high = sentence.start, sentence.end
    stop = min(high, start + REACH)
    if _titled(text, sentence, start, start + len(first)):
        return [], start + len(first)
    if _touches(text, sentence, start) or (first[0].isupper() and not _opens(text, low, start)):
        return [], start + len(first)
    if first.lower() in _TENS:
        ordinal = _ORDINAL.match(text, start, stop)
        if ordinal is not None and (number := _ordinal(text, sentence, start)):
            return [number], number.end
    fraction = _FRACTION.match(text, start, stop)
    if fraction is not None and (value := fraction_value(fraction.group())):
        return [_Read(start, fraction.end(), value, kind="fraction")], fraction.end()
    ratio = _RATIO.match(text, start, stop)
    if ratio is not None and (number := _ratio(text, ratio, high)):
        return [number], number.end
    between = _BETWEEN_BEFORE.search(text, max(low, start - 24), start)
    match = (between and _WORD_BETWEEN.match(text, start, stop)) or _WORD.match(text, start, stop)
    if match is None:
        return [], start + len(first)
    value_low = words_value(match["low"])
    if value_low is None:
        return [], match.end("low")
    if (
        match["sep"]
        and (value_high := words_value(match["high"]))
        and not (match["sep"].strip() == "or" and value_high != value_low + 1)
    ):
        if value_low < 1000 <= value_high and match["sep"].strip() == "to":
            scale = next(scale for scale in (1e12, 1e9, 1e6, 1e3) if value_high >= scale)
            value_low = value_low * scale if value_low * scale < value_high else value_low
        if value_low < value_high and not _RISE.search(text, max(low, start - REACH), start):
            return [_Read(start, match.end(), value_low, value_high)], match.end()
        if match["sep"].strip() == "to":
            return [
                _Read(start, match.end("low"), value_low),
                _Read(match.start("high"), match.end(), value_high),
            ], match.end()
    end = match.end("low")
    if value_low in {0.0, 1.0} and not _counting(text, sentence, start, end, value_low):
        return [], end
    if re.match(r"-(?:something|some|and)\b", text[end : end + 12]) or text[end : end + 1] in "'’":
        return [], end
    return [_Read(start, end, value_low)], end


def _touches(text: str, sentence: Span, start: int) -> bool:
    """A number word at the end of a compound ("forty-one" is read from its start; "Formula-One" is a name)."""
    return start > sentence.start and (
        text[start - 1] in "-–'’" and start - 1 > sentence.start and text[start - 2].isalpha()
    )


def _opens(text: str, low: int, start: int) -> bool:
    return (
        start == low
        or text[start - 1] in "\"“‘'(«„[—–"
        or text[max(low, start - 2) : start] in {'" ', ": ", "— ", "– ", "; "}
    )


def _counting(text: str, sentence: Span, start: int, end: int, value: float) -> bool:
    """Whether "one" (or "zero") counts something and is no pronoun."""
    following = _NEXT_WORD.match(text, end, sentence.end)
    if following is None:
        return False
    word = following.group(1).lower()
    if text[end] == "-":
        return False
    if value == 0.0:
        return word.endswith("s") or word == "percent"
    if word in _ONE_COUNTS:
        return not (
            word in {"person", "man", "point", "case", "country"}
            and re.search(
                r"\b(?:at|is|any|no|every|each|this|that|like|as)\s\Z", text[max(sentence.start, start - 8) : start]
            )
        )
    window = text[max(sentence.start, start - 14) : start]
    return (
        bool(_ONLY.search(window))
        and len(word) > 3
        and word
        not in {
            "another",
            "thing",
            "more",
            "that",
            "where",
            "which",
            "with",
            "from",
            "side",
            "other",
            "reason",
            "could",
            "would",
            "might",
            "should",
            "does",
            "must",
            "day",
            "time",
            "will",
            "hand",
            "also",
            "whose",
            "when",
            "about",
            "over",
            "side",
            "even",
            "step",
            "word",
        }
    )


def _article(text: str, sentence: Span, start: int) -> _Read | None:
    """ "a dozen", "a million", "a quarter of", "an estimated" is no number."""
    stop = min(sentence.end, start + REACH)
    fraction = _FRACTION.match(text, start, stop)
    if fraction is not None:
        value = fraction_value(fraction.group())
        of = text.startswith(" of", fraction.end())
        bounded = bound_before(text, sentence.start, start) is not None or bool(
            re.search(r"\bby\s(?:about\s|nearly\s|almost\s)?\Z", text[max(sentence.start, start - 12) : start])
        )
        last = re.split(r"[\s-]", fraction.group())[-1]
        if (
            value
            and last != "half"
            and (of or (bounded and not re.match(r"\s[a-z]+", text[fraction.end() : fraction.end() + 3])))
        ):
            return _Read(start, fraction.end(), value, kind="fraction")
        return None
    match = _WORD.match(text, start, stop)
    if match is None or not re.match(r"an?\s", match["low"], re.IGNORECASE):
        return None
    if match["low"].split()[-1][0].isupper():
        return None  # "a Million Women March"
    value = words_value(match["low"])
    return _Read(start, match.end("low"), value) if value and value >= 12 else None


def _half(text: str, sentence: Span, start: int) -> _Read | None:
    stop = min(sentence.end, start + REACH)
    match = _WORD.match(text, start, stop)
    if match is not None:
        value = words_value(match["low"])
        if value:
            return _Read(start, match.end("low"), value)
    if (
        start > sentence.start
        and text[start - 1] == "-"
        or re.search(
            r"\b(?:first|second|other|better|latter|later|and a|a)\s\Z", text[max(sentence.start, start - 8) : start]
        )
    ):
        return None
    half = _HALF.match(text, start, stop)
    return _Read(start, half.end(), 0.5, kind="fraction") if half else None


def _ordinal(text: str, sentence: Span, start: int) -> _Read | None:
    match = _ORDINAL.match(text, start, min(sentence.end, start + 40))
    if (
        match is None
        or _touches(text, sentence, start)
        or (match.group()[0].isupper() and not _opens(text, sentence.start, start))
    ):
        return None
    reads, _ = _ordinal_digits(text, sentence, match)
    return reads[0] if reads else None


def _ordinal_digits(text: str, sentence: Span, match: re.Match[str]) -> tuple[list[_Read], int]:
    value = ordinal_value(match.group())
    end = match.end()
    following = _NEXT_WORD.match(text, end, sentence.end)
    word = following.group(1) if following else ""
    if value is None or not word or not word[0].islower() or word.partition("-")[0] in _NOT_ORDINAL_AFTER:
        return [], end
    if text[end] == "-" and not _SUPERLATIVE.match(text, end, sentence.end):
        return [], end
    determined = _DETERMINER.search(text, max(sentence.start, match.start() - 8), match.start())
    if value == 2 and (not determined or counted(text, end, sentence.end, singular=True) is None):
        return [], end
    if not determined and match.group()[0].isalpha() and word in {"of", "to", "and", "or", "in", "that"}:
        return [], end
    return [_Read(match.start(), end, value, kind="ordinal")], end


# --- around the number -----------------------------------------------------------------------------------------------------


def _figure(text: str, sentence: Span, number: _Read) -> Figure:
    low, high = sentence.start, sentence.end
    where = span(text, number.start, number.end)
    if number.kind == "ordinal":
        counts = counted(text, number.end, high, singular=True) if text[number.end : number.end + 1] == " " else None
        return Figure(span=where, value=number.value, ordinal=True, counts=counts and counts.text, counts_span=counts)
    currency, begin = symbol_before(text, low, number.start)
    bound = bound_before(text, low, begin) or bound_after(text, number.end, high)
    unit = unit_after(text, number.end, high)
    if unit is None and (more := _MORE.match(text, number.end, high)):
        unit = unit_after(text, more.end(), high)
        unit = unit if unit and unit.unit in DURATIONS else None
    age = _age(text, sentence, number)
    if age is not None:
        return Figure(
            span=where,
            value=number.value,
            high=number.high,
            bound=bound and bound[0],
            bound_span=bound and bound[1],
            unit="year",
            counts="age",
            counts_span=age,
        )
    if (
        bound
        and unit
        and unit.unit in DURATIONS
        and bound[1].text.lower() == "over"
        and not text.startswith(" ago", unit.end)
    ):
        bound = None  # "over ten years" is during them
    if unit is not None and not currency:
        bound = bound or bound_after(text, unit.end, high)
    counts = _counts(text, number, currency, unit, high)
    return Figure(
        span=where,
        value=number.value,
        high=number.high,
        bound=bound[0] if bound else None,
        bound_span=bound[1] if bound else None,
        unit=number.unit or currency or (unit.unit if unit else None),
        counts=counts.text if counts else None,
        counts_span=counts,
    )


def _counts(text: str, number: _Read, currency: str | None, unit: Measure | None, high: int) -> Span | None:
    name = currency or (unit.unit if unit else None)
    if name in MONEY:
        return counted(text, unit.end if unit and not currency else number.end, high, money=True)
    if name in {"percent", "percentage point", "basis point"} or number.kind == "fraction":
        return counted(
            text,
            unit.end if unit else number.end,
            high,
            need_of=number.kind != "fraction" or " " not in text[number.start : number.end],
        )
    if name in DURATIONS or name in LENGTHS:
        return None
    if name is not None and unit is not None:
        return counted(text, unit.end, high, need_of=True)
    if text[number.end : number.end + 1] == "-":
        hyphened = _HYPHENED.match(text, number.end, high)
        if hyphened is not None and hyphened[1] not in {"plus", "to", "and", "or", "by"}:
            return span(text, hyphened.start(1), hyphened.end(1))
    end = number.end
    after = bound_after(text, end, high)
    if after is not None:
        end = after[1].end
    return counted(text, end, high, singular=number.value == 1.0 and number.high is None)


def _age(text: str, sentence: Span, number: _Read) -> Span | None:
    """The words that make a number an age, None where it is none; the number itself for ", 45," after a name."""
    old = _YEAR_OLD.match(text, number.end, sentence.end)
    if old is not None:
        return span(text, old.start() + 1, old.end())
    if not 0 < number.value <= OLDEST:
        return None
    aged = _AGED.search(text, max(sentence.start, number.start - 16), number.start)
    if aged is not None:
        return span(text, aged.start(), aged.end() - 1)
    closed = (
        number.end < len(text)
        and text[number.end] in ",;).—"
        and (text[number.end] != "." or number.end + 1 >= sentence.end)
    )
    if (
        closed
        and number.high is None
        and text[number.start : number.end].isdigit()
        and _COMMAS.search(text, max(sentence.start, number.start - 2), number.start)
    ):
        name = _NAME_BEFORE.search(text, max(sentence.start, number.start - 40), number.start)
        if name is not None and name.group(1)[0].isupper():
            return span(text, number.start, number.end)
    return None


_MORE = re.compile(r"\s(?:more|additional|full|straight|consecutive|long|whole)(?=\s)")
_HYPHENED = re.compile(r"-([^\W\d_]+)")
_NAME_BEFORE = re.compile(r"([A-Z][\w.’'-]*\s[^\W\d_][\w.’'-]*|[A-Z][\w’'-]+),\s\Z")
