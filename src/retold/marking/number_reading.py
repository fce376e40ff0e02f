"""Reading a number where one may begin: digits, words, fractions, ratios, ordinals and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from retold.marking.lexicon import FUNCTION
from retold.marking.measures import DURATIONS, bound_before, counted, is_plural, symbol_before, unit_after
from retold.marking.no_figures import is_titled, no_figure, plain_end
from retold.marking.numerals import (
    DIGITS,
    FRACTION,
    FRACTION_IN_DIGITS,
    ONE_COUNTS,
    ONE_OR_OTHER,
    ORDINAL,
    SCALE,
    WORDS,
    digits_value,
    fraction_value,
    of_several,
    ordinal_value,
    scale_value,
    words_value,
)
from retold.marking.sought import Sought
from retold.records.article import Span
from retold.text.tokenise import norms_of

FAR: Final = 3  # times the lower end, beyond which two numbers behind "by" are no range
REACH: Final = 80  # code points before and after a number that are looked at

_CURRENCY = r"(?:(?:US|AU?|CA?|NZ|HK|S|R)?\$|[€£¥₹₽₴])?\s?"
_PERCENT_MID = r"(?:%|\spercent|\sper\scent|-year|\s?(?:km|kg|cm|mm|mph|kph|pence|cents|p)(?!\w)|\smetres|°C|°F|°)?"
_DIGIT = re.compile(
    rf"(?P<low>{DIGITS})(?P<scale>{SCALE})?(?:(?P<mid>{_PERCENT_MID})(?P<sep>\s?[-–—]\s?(?!to\b)|-?\s+to\s+|"
    rf"-to-)(?P<cur>{_CURRENCY})(?P<high>{DIGITS})(?P<scale2>{SCALE})?(?![\w]*[-/]\d))?"
)
_BETWEEN = re.compile(
    rf"(?<!\d)(?P<low>{DIGITS})(?P<scale>{SCALE})?(?P<mid>{_PERCENT_MID})(?P<sep>\s+and\s+)(?P<cur>{_CURRENCY})(?P<high>"
    rf"{DIGITS})(?P<scale2>{SCALE})?"
)
_WORD = re.compile(
    rf"(?P<low>{WORDS})(?:(?P<sep>-?\s+to\s+|-to-|-?\s+or\s+|\s?[–—]\s?)(?P<high>{WORDS}))?(?![\w’'])", re.IGNORECASE
)
_WORD_BETWEEN = re.compile(rf"(?P<low>{WORDS})(?P<sep>\s+and\s+)(?P<high>{WORDS})(?![\w’'])", re.IGNORECASE)
_FRACTION = re.compile(FRACTION, re.IGNORECASE)
_DIGIT_FRACTION = re.compile(FRACTION_IN_DIGITS)
_MAY_BE_RATIO = re.compile(r"\d{1,2}\s[iIoO]")
_ORDINAL = re.compile(rf"{ORDINAL}(?![\w’'])", re.IGNORECASE)
_RATIO = re.compile(
    r"(?P<a>\d{1,2}|one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof|in\severy|"
    r"of\severy)\s(?P<b>\d{1,5}(?:,\d{3})?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|"
    r"hundred)(?=\s[A-Za-z]|[.,;]|\sof\s)",
    re.IGNORECASE,
)
ONE_OF = re.compile(
    r"one\s(?:[a-z]{3,15}(?!\sin\s)(?<!ed)(?<!was)(?<!had)\s)?(?P<noun>[a-z]{3,15})(?<!ed)\sin\s(?:every\s)?"
    r"(?P<b>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?=\s[A-Za-z]|[.,;])",
    re.IGNORECASE,
)  # "one house in three"
_HALF = re.compile(r"half(?=\s(?:of|the|a|an|its|their|his|her|all|that|our|those|these)\b)", re.IGNORECASE)
_WORD_STARTS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_ORDINAL_STARTS: Final = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth "
    "sixtieth seventieth eightieth ninetieth hundredth".split()
)
_DIGITS = re.compile(r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞](?:(?<=[0-9])[0-9]*|)")
_AFTER_ARTICLE: Final = tuple(
    "dozen hundred thousand million billion trillion lakh crore half third quarter fourth fifth sixth seventh eighth "
    "ninth tenth twelfth fifteenth twentieth".split()
)
_BEGINS: Final = {
    **dict.fromkeys(sorted(_WORD_STARTS), "word"),
    **dict.fromkeys(sorted(_ORDINAL_STARTS), "ordinal"),
    "half": "half",
}
_BEGINNING: Final = Sought({*_BEGINS, *_AFTER_ARTICLE}, numbers=True)
# A word in small letters behind a number word that has no part in numbers: the number goes on no farther.
_ENDS_HERE = re.compile(
    r" (?!(?:and|to|or|in|out|of|an?|half|halves|hundred|thousand|million|billion|trillion|dozen|lakh|crore|"
    rf"{'|'.join(sorted(_WORD_STARTS))}|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)s?)"
    r"\b)[a-z]+[\s,.;:]"
)
_TENS: Final = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_RANGE_OF = re.compile(r"\b(?:range|band|bracket)\sof\s[^\s\d]{0,4}\Z")
_MINUS = re.compile(r"(?:(?<!or )\bminus\s|(?<![\w)/+])[-−–])\Z")
_CHANGING = (
    r"(?:rose|risen|rise|rises|rising|fell|fall|fallen|falls|falling|increas\w+|decreas\w+|drop\w*|grew|"
    r"grow\w*|grown|climb\w*|jump\w*|rais\w+|cut\w*|reduc\w+|went|go\w*|gone|declin\w+|"
    r"up|down|slipp?\w*|surg\w+|tumbl\w+|shr[aiu]nk\w*|expand\w*|doubl\w+|tripl\w+|lower\w*|chang\w+|slid\w*|"
    r"soar\w*|dipp?\w*|edg\w+|mov\w+|boost\w*|narrow\w*|widen\w*|swell\w*|plung\w+|plummet\w*|upgrad\w+|"
    r"downgrad\w+|revis\w+|hik\w+|slash\w*)\b"
)
_RISE = re.compile(rf"\b{_CHANGING}[^.;]{{0,50}}\bfrom\s(?:\D{{0,12}})\Z", re.IGNORECASE)
_BY = re.compile(  # "rose by £12m to £90m", "lost 0.8 to 12.3" are no ranges, "by 10 to 15 percent" is
    rf"\b(?:by\s|(?:{_CHANGING}|los[eit]\w*|gain\w*|add\w*|shed\w*|put\son)\s)(?:(?!of\b|to\b|from\b)[a-z]{{2,9}}\s){{0,2}}{_CURRENCY}\Z",
    re.I,
)
_MOVED = re.compile(rf"\b(?:by|{_CHANGING})\s(?:about\s|nearly\s|almost\s)?\Z", re.IGNORECASE)  # "rose by a fifth"
_SCORE = re.compile(
    r"\b(?:w[io]ns?|winning|beat\w*|defeat\w*|los[est]\w*|lost|victory|draw|drew|tied?|lead\w*|led|score\w*|"
    r"vot\w+|ruling|ruled|decision|record|match|game|goal\w*|shutout|split|margin|majority|ahead|trail\w*|set|"
    r"sets|series|against)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s(?:\D{0,12})\Z", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"\bbetween\s(?:the\s)?(?:ages?\s)?(?:of\s)?[^\w\s]{0,3}\s?\Z", re.IGNORECASE)
_LENGTH_AFTER = re.compile(
    r"(?:\s(?:tall|high|deep|wide|long|race|sprint|freestyle|final|dash|hurdles|relay|butterfly|breaststroke|"
    r"backstroke|radius|away|from|below|above|off|wave\w*)\b|\s?[.,;)]|\s?x\s)"
)
_ONLY = re.compile(
    r"\b(?:only|just|least|most|than|kill(?:s|ed|ing)|injur(?:ed|ing)|exactly|another|and|including|wound(?:ed|ing)|leaving)\s\Z",
    re.IGNORECASE,
)
_POINT = re.compile(r"[\s-](?:percentage[\s-])?points?\b|\s(?:full|empty)\b(?!\s[a-z])")  # "a quarter point"
_THAN_BEFORE = re.compile(
    r"\s(?:lower|higher|smaller|larger|bigger|more|less|fewer|cheaper|dearer|longer|shorter|faster|slower|heavier|lighter|older|"
    r"younger|wider|narrower|deeper|taller|thicker|thinner|warmer|colder|hotter|drier|wetter|stronger|weaker|richer|poorer|greater|"
    r"worse|better|quicker|earlier)\b"
)  # "a third lower"
_FEW = re.compile(r"\b(?:(?:barely|hardly|scarcely|only|just)|of\s(?:whom|which))\s\Z")  # "of whom a third"
_OF_SCALE = re.compile(rf"\sof\san?\s({'|'.join(('hundred', 'thousand', 'million', 'billion', 'trillion'))})\b")
_TO_ONE = re.compile(  # "three goals to one"
    r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)(?:\s[a-z]{3,8}s)?\sto\s\Z", re.IGNORECASE
)
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]++(?:-[a-z]++){0,8}+)")
_LETTERS_AFTER = re.compile(r"[A-Za-z]+")
_TOUCHING_UNITS: Final = frozenset(
    "km kg m cm mm mph kph g lb lbs ft bn mn tn k b mw gw kw mg oz c f gb mb kmh ha hrs hr min mins p".split()
)
_DETERMINER = re.compile(r"(?:\b(?:the|a|his|her|its|their|our|my|your|this|that|every)|['’]s)\s\Z", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"-(?:[a-z]+est|ranked|placed|ranking|seeded|place|seed|round|term|straight|time|consecutive)\b|-(?:most|least)-"
)
_NOT_ORDINAL_AFTER: Final = frozenset(
    "party parties century centuries world lady thought base hand person later ago grade grader graders degree "
    "edition gear guessing wave nature".split()
)


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number as read: where it stands with its scale, its value or its two ends, and whether it is an ordinal."""

    start: int
    end: int
    value: float
    high: float | None = None
    unit: str | None = None
    kind: str = "count"  # "count", "fraction", "ordinal"


# A place where a number may begin, and of what kind: a run of digits, a number word, or an article before a scale word.
Beginning = tuple[int, int, str]


def beginnings(text: str, start: int, end: int) -> list[Beginning]:
    """Where numbers may begin in text[start:end], in order. Only the words that may are looked at."""
    found: list[Beginning] = []
    norm = norms_of(text)
    for k, at, last in _BEGINNING.among(text, start, end):
        word, stop = norm[k], min(last, end)
        if word[0].isnumeric():
            if word.isdecimal() and stop - at == len(word) and word.isascii():
                found.append((at, stop, "digits"))
                continue
            found += [(run.start(), run.end(), "digits") for run in _DIGITS.finditer(text, at, stop)]
            continue
        if word in _BEGINS:
            if at + len(word) <= end and not (at > start and _in_word(text, at)):
                found.append((at, at + len(word), _BEGINS[word]))
        elif not word.isalpha():
            found += _in_compound(text[at:stop], at, at > start and _in_word(text, at))
        if word.startswith(_AFTER_ARTICLE) and at - start >= 2 and text[at - 1].isspace():
            article = at - 2 if text[at - 2] in "aA" else at - 3
            free = article == start or (article > start and not _in_word(text, article))
            if free and text[article : at - 1].lower() in ("a", "an"):
                found.append((article, at - 1, "article"))
    found.sort()
    return found


def _in_compound(printed: str, start: int, goes_on: bool) -> Iterator[Beginning]:
    """The number words inside a word with an inner stop or apostrophe ("one.two"); `goes_on` tells a letter right before it."""
    lower = printed.lower()
    for word, kind in _BEGINS.items():
        at = lower.find(word)
        while at >= 0:
            stop = at + len(word)
            if not lower[stop : stop + 1].isalpha() and not (_in_word(lower, at) if at else goes_on):
                yield start + at, start + stop, kind
            at = lower.find(word, stop)


def _in_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")


def read_number(text: str, sentence: Span, begin: Beginning, comma: bool) -> tuple[list[Number], int]:
    """The numbers that begin at a place, and where to go on."""
    start, end, kind = begin
    if kind == "digits":
        return _digits(text, sentence, start, comma)
    if kind == "word":
        return _word(text, sentence, start, text[start:end])
    reader = {"article": _article, "half": _half, "ordinal": _ordinal}[kind]
    number = reader(text, sentence, start)
    return ([number], number.end) if number else ([], end)


# --- digits ---------------------------------------------------------------------------------------------------------------------


def _digits(text: str, sentence: Span, start: int, comma: bool) -> tuple[list[Number], int]:
    low, high = sentence.start, sentence.end
    if start > low and text[start - 1] == "." and (start - 1 == low or text[start - 2] in " ($"):
        start -= 1
    plain = plain_end(text, start, high)
    skip = no_figure(text, sentence, start, plain)
    if skip:
        return [], skip
    if plain and not _between(text, low, start):
        value = digits_value(text[start:plain], comma)
        return ([] if value is None else [_signed(text, sentence, Number(start, plain, value))]), plain
    fraction = _DIGIT_FRACTION.match(text, start, high)
    if fraction is not None:
        value = fraction_value(fraction.group())
        return ([Number(start, fraction.end(), value, kind="fraction")] if value else []), fraction.end()
    ratio = _RATIO.match(text, start, high) if _MAY_BE_RATIO.match(text, start, high) else None
    if ratio is not None and (number := _ratio(text, ratio, high)):
        return [number], number.end
    between = _between(text, low, start)
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
    reads, end = _ends(text, sentence, match, comma, between)
    if reads:
        reads[0] = _signed(text, sentence, reads[0])
    return reads, end


def _between(text: str, low: int, start: int) -> bool:
    """Whether the words before `start` open "between … and …"."""
    low = max(low, start - 24)
    window = text[low:start]
    return ("etween" in window or "ETWEEN" in window) and _BETWEEN_BEFORE.search(text, low, start) is not None


def _signed(text: str, sentence: Span, number: Number) -> Number:
    """ "minus 12" and "-12 degrees" are below zero; a dash before other numbers is a dash."""
    if number.start == sentence.start or (
        text[number.start - 1] not in "-−–" and text[max(0, number.start - 6) : number.start - 1] != "minus"
    ):
        return number
    sign = _MINUS.search(text, max(sentence.start, number.start - 6), number.start)
    if sign is None or number.high is not None:
        return number
    unit = unit_after(text, number.end, sentence.end)
    if sign.group()[0] not in "mM" and (
        unit is None or unit.unit not in {"degree", "°C", "°F", "percent", "percentage point"}
    ):
        return number
    return Number(sign.start(), number.end, -number.value, unit=number.unit)


def _ends(text: str, sentence: Span, match: re.Match[str], comma: bool, between: bool) -> tuple[list[Number], int]:
    """One number, a range, or the two numbers of a score or a change."""
    value = digits_value(match["low"], comma)
    if value is not None and not match["scale"] and not match["sep"]:
        return [Number(match.start(), match.end("low"), value)], match.end("low")
    scale = _scale(text, match["scale"], match.end("scale"), match.start())
    end_low = match.end("scale") if match["scale"] and scale != 1.0 else match.end("low")
    if value is None:
        return [], match.end()
    if not match["sep"]:
        return [Number(match.start(), end_low, value * scale)], end_low
    other = digits_value(match["high"], comma)
    scale2 = _scale(text, match["scale2"], match.end("scale2"), match.start("high"))
    scale = scale2 if match["scale"] == match["scale2"] else scale  # "95m and 110m": both metres or both millions
    end = match.end("scale2") if match["scale2"] and scale2 != 1.0 else match.end("high")
    if other is None:
        return [Number(match.start(), end_low, value * scale)], end_low
    if scale == 1.0 and scale2 != 1.0 and value < other and not _share_first(text, sentence, match):
        scale = scale2
    first, second = value * scale, other * scale2
    if between and first > second:  # a slip of the pen, but one range: "between 300 and 45 million"
        return [Number(match.start(), end, second, first)], end
    if first >= second or (not between and _two_figures(text, sentence, match)):
        percent = "percent" if _unit_is(text, end, sentence.end, "percent") and not match["mid"] else None
        return [Number(match.start(), end_low, first, unit=percent), Number(match.start("high"), end, second)], end
    return [Number(match.start(), end, first, second)], end


def _share_first(text: str, sentence: Span, match: re.Match[str]) -> bool:
    """Whether the first of two numbers is a share and the second is none: "fell 38 percent to $61 million"."""
    share = match["mid"] and match["mid"].strip() in ("%", "percent", "per cent")
    return bool(share) and not _unit_is(text, match.end(), sentence.end, "percent")


def _two_figures(text: str, sentence: Span, match: re.Match[str]) -> bool:
    low = max(sentence.start, match.start() - REACH)
    if _share_first(text, sentence, match):
        return True
    if _RANGE_OF.search(text, low, match.start()):
        return False
    far = (digits_value(match["high"]) or 0) > FAR * (digits_value(match["low"]) or 1)
    if (far or match["scale"] or match["cur"].strip()) and _BY.search(text, low, match.start()):
        return True  # "by $12 million to $28 million": a range is told with one sign, "by 12 to 28 million dollars"
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
    """The scale printed after digits; "5m" before a word of length is metres, not millions, and "b", "k" need
    digits alone."""
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


def _ratio(text: str, match: re.Match[str], high: int) -> Number | None:
    part = words_value(match["a"]) if match["a"].isalpha() else digits_value(match["a"])
    whole = (
        words_value(match["b"])
        if match["b"].isalpha() and match["b"].lower() != "hundred"
        else digits_value(match["b"])
        if match["b"][0].isdigit()
        else 100.0
    )
    if text.endswith(" of ", 0, match.start()) and "out" in match.group():
        return None  # "a man of 62 out of 45,000 crowns"
    if not part or not whole or part >= whole or (" in " in match.group() and part > 10) or 1900 <= whole <= 2100:
        return None
    if " in " in match.group():
        unit = unit_after(text, match.end(), high)
        following = _NEXT_WORD.match(text, match.end(), high)
        if unit and unit.unit in DURATIONS:
            return None
        if following and "-" in following[1]:
            following = _NEXT_WORD.match(text, following.end(), high)  # "one in three final-year pupils"
        if following and not is_plural(following[1]) and following[1] not in FUNCTION and following[1][-2:] != "ed":
            return None
    return Number(match.start(), match.end(), part / whole, kind="fraction")


def _one_of(text: str, match: re.Match[str], high: int) -> Number | None:
    """ "one house in three", but not "one call in five minutes" or "one man in two million"."""
    whole = digits_value(match["b"]) if match["b"].isdigit() else words_value(match["b"])
    unit = unit_after(text, match.end(), high)
    following = _NEXT_WORD.match(text, match.end(), high)
    if not whole or whole < 2 or unit is not None or (following and following[1] in _SCALE_WORDS):
        return None
    return Number(match.start(), match.end(), 1.0 / whole, kind="fraction")


_SCALE_WORDS: Final = frozenset("hundred thousand million billion trillion".split())


# --- words ---------------------------------------------------------------------------------------------------------------------


def _word(text: str, sentence: Span, start: int, first: str) -> tuple[list[Number], int]:
    low, high = sentence.start, sentence.end
    stop = min(high, start + REACH)
    if is_titled(text, sentence, start, start + len(first)):
        return [], start + len(first)
    if _touches(text, sentence, start) or (first[0].isupper() and not _opens(text, low, start)):
        return [], start + len(first)
    if _ENDS_HERE.match(text, start + len(first), high):
        lower = first.lower()
        if lower == "one" and (one_of := ONE_OF.match(text, start, stop)) and (number := _one_of(text, one_of, high)):
            return [number], number.end
        return _counted(text, sentence, start, start + len(first), words_value(lower) or 0.0)
    if first.lower() in _TENS:
        ordinal = _ORDINAL.match(text, start, stop)
        if ordinal is not None and (number := _ordinal(text, sentence, start)):
            return [number], number.end
    fraction = _FRACTION.match(text, start, stop)
    if fraction is not None and (value := fraction_value(fraction.group())):
        number = _scaled(text, Number(start, fraction.end(), value, kind="fraction"))
        return [number], number.end
    ratio = _RATIO.match(text, start, stop)
    if ratio is not None and (number := _ratio(text, ratio, high)):
        return [number], number.end
    if (
        first.lower() == "one"
        and (one_of := ONE_OF.match(text, start, stop))
        and (number := _one_of(text, one_of, high))
    ):
        return [number], number.end
    between = _between(text, low, start)
    match = (between and _WORD_BETWEEN.match(text, start, stop)) or _WORD.match(text, start, stop)
    value_low = words_value(match["low"]) if match else None
    if match is None or value_low is None:
        return [], match.end("low") if match else start + len(first)
    if (
        match["sep"]
        and (value_high := words_value(match["high"]))
        and not (match["sep"].strip() == "or" and value_high != value_low + 1)
    ):
        if value_low < 1000 <= value_high and match["sep"].strip() == "to":
            scale = next(scale for scale in (1e12, 1e9, 1e6, 1e3) if value_high >= scale)
            value_low = value_low * scale if value_low * scale < value_high else value_low
        if value_low < value_high and not _RISE.search(text, max(low, start - REACH), start):
            return [Number(start, match.end(), value_low, value_high)], match.end()
        if match["sep"].strip() == "to":
            return [
                Number(start, match.end("low"), value_low),
                Number(match.start("high"), match.end(), value_high),
            ], match.end()
    return _counted(text, sentence, start, match.end("low"), value_low)


def _counted(text: str, sentence: Span, start: int, end: int, value: float) -> tuple[list[Number], int]:
    """The number text[start:end], unless it is a pronoun or part of a compound."""
    if value in {0.0, 1.0} and not _counting(text, sentence, start, end, value):
        return [], end
    if re.match(r"-(?:something|some|and)\b", text[end : end + 12]) or text[end : end + 1] in "'’":
        return [], end
    return [_signed(text, sentence, Number(start, end, value))], end


def _touches(text: str, sentence: Span, start: int) -> bool:
    """A number word at the end of a compound ("forty-one" is read from its start; "Formula-One" is a name)."""
    return start > sentence.start + 1 and text[start - 1] in "-–'’" and text[start - 2].isalpha()


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
        return value == 1.0 and _TO_ONE.search(text, max(sentence.start, start - 40), start) is not None
    word = "percent" if text.startswith(" per cent", end) else following.group(1).lower()
    if text[end] == "-":
        return False
    if value == 0.0:
        return word.endswith("s") or word == "percent"
    if word in ONE_COUNTS:
        return not (
            word in {"person", "man", "point", "case", "country"}
            and re.search(
                r"\b(?:at|is|any|no|every|each|this|that|like|as)\s\Z", text[max(sentence.start, start - 8) : start]
            )
        )
    if text[start - 3 : start - 1] == "to" and _TO_ONE.search(text, max(sentence.start, start - 40), start):
        return True
    window = text[max(sentence.start, start - 14) : start]
    return bool(_ONLY.search(window)) and len(word) > 3 and word not in ONE_OR_OTHER


def _article(text: str, sentence: Span, start: int) -> Number | None:
    """ "a dozen", "a million", "a quarter of", "an estimated" is no number."""
    stop = min(sentence.end, start + REACH)
    fraction = _FRACTION.match(text, start, stop)
    if fraction is not None:
        value = fraction_value(fraction.group())
        of = text.startswith(" of", fraction.end()) or of_several(text, start, fraction.end())
        last = re.split(r"[\s-]", fraction.group())[-1]
        if (
            value
            and last != "half"
            and (
                of
                or _POINT.match(text, fraction.end())
                or _THAN_BEFORE.match(text, fraction.end())
                or _bounded_alone(text, sentence, start, fraction.end())
            )
        ):
            return _scaled(text, Number(start, fraction.end(), value, kind="fraction"))
        return None
    match = _WORD.match(text, start, stop)
    if match is None or not re.match(r"an?\s", match["low"], re.IGNORECASE):
        return None
    if match["low"].split()[-1][0].isupper():
        return None  # "a Million Women March"
    value = words_value(match["low"]) or 0.0
    if text.endswith("quarter of ", sentence.start, start):  # "another quarter of a million"
        return Number(start - 11, match.end("low"), value / 4)
    return Number(start, match.end("low"), value) if value >= 12 else None


def _bounded_alone(text: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a fraction without "of" is bounded or moved, and no noun follows: "barely a quarter has been paid"."""
    following = _NEXT_WORD.match(text, end)
    if following is not None and following[1] not in FUNCTION:
        return False
    before = text[max(sentence.start, start - 20) : start]
    return bound_before(text, sentence.start, start) is not None or bool(_MOVED.search(before) or _FEW.search(before))


def _scaled(text: str, number: Number) -> Number:
    """ "a quarter of a million" is one number."""
    scale = _OF_SCALE.match(text, number.end)
    return Number(number.start, scale.end(), number.value * (scale_value(scale[1]) or 1.0)) if scale else number


def _half(text: str, sentence: Span, start: int) -> Number | None:
    stop = min(sentence.end, start + REACH)
    match = _WORD.match(text, start, stop)
    if match is not None:
        value = words_value(match["low"])
        if value:
            return Number(start, match.end("low"), value)
    if (start > sentence.start and text[start - 1] == "-") or re.search(
        r"\b(?:first|second|other|better|latter|later|and a|a)\s\Z", text[max(sentence.start, start - 8) : start]
    ):
        return None
    half = _HALF.match(text, start, stop)
    if half is None and not (
        text.startswith(("half ", "half,"), start) and _bounded_alone(text, sentence, start, start + 4)
    ):
        return None
    return Number(start, start + 4, 0.5, kind="fraction")


def _ordinal(text: str, sentence: Span, start: int) -> Number | None:
    match = _ORDINAL.match(text, start, min(sentence.end, start + 40))
    if (
        match is None
        or _touches(text, sentence, start)
        or (match.group()[0].isupper() and not _opens(text, sentence.start, start))
    ):
        return None
    reads, _ = _ordinal_digits(text, sentence, match)
    return reads[0] if reads else None


def _ordinal_digits(text: str, sentence: Span, match: re.Match[str]) -> tuple[list[Number], int]:
    value = ordinal_value(match.group())
    end = match.end()
    following = _NEXT_WORD.match(text, end, sentence.end)
    word = following.group(1) if following else ""
    determined = _DETERMINER.search(text, max(sentence.start, match.start() - 8), match.start())
    every = determined is not None and determined.group().lower().startswith("every")
    if value is None or not word[:1].islower() or (word.partition("-")[0] in _NOT_ORDINAL_AFTER and not every):
        return [], end
    if text[end] == "-" and not _SUPERLATIVE.match(text, end, sentence.end):
        return [], end
    if value == 2 and (not determined or counted(text, end, sentence.end, singular=True) is None):
        return [], end
    if not determined and match.group()[0].isalpha() and word in {"of", "to", "and", "or", "in", "that"}:
        return [], end
    if value >= 2 and every:
        unit = unit_after(text, end, sentence.end)
        if unit is None or unit.unit not in DURATIONS:
            return [Number(match.start(), end, 1.0 / value, kind="fraction")], end  # "every third house"
    return [Number(match.start(), end, value, kind="ordinal")], end
