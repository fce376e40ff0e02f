"""Reading numbers: digits with separators, words, scales and fractions, to a value."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS: Final = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
SCALES: Final[dict[str, float]] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "trln": 1e12,
    "t": 1e12,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "quadrillion": 1e15,
    "dozen": 12.0,
    "mrd": 1e9,
    "milliarden": 1e9,
    "millionen": 1e6,
    "milliards": 1e9,
    "millones": 1e6,
    "тыс": 1e3,
    "млн": 1e6,
    "млрд": 1e9,
}
_ORDINALS: Final = {
    **{
        word: value
        for value, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth "
            "seventeenth eighteenth nineteenth".split(),
            1,
        )
    },
    **dict(
        zip(
            "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split(),
            range(20, 110, 10),
            strict=True,
        )
    ),
    "thousandth": 1000,
    "millionth": 1_000_000,
}
_SINGLE: Final = {word: float(value) for word, value in (_UNITS | _TENS).items()}
_DENOMINATORS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "fifteenth": 15,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
# What "one" counts where it is a number, and what stands behind it where it is a pronoun.
ONE_COUNTS: Final = frozenset(
    "person man woman child boy girl soldier officer policeman civilian official worker student teacher death "
    "case vote seat goal point percent percentage degree inch foot litre liter kilogram gram bullet shot "
    "suspect victim survivor passenger hostage prisoner patient resident protester demonstrator militant fighter "
    "gunman attacker rebel year month week hour "
    "minute mile kilometer kilometre meter metre acre ton tonne dollar euro pound cent million billion trillion "
    "thousand hundred dozen employee member "
    "lawmaker senator judge juror missile rocket plane aircraft tank drone vehicle ship boat building house home "
    "school hospital shot country city state "
    "town village family couple game match win loss arrest injury serviceman servicewoman".split()
)
ONE_OR_OTHER: Final = frozenset(
    "another thing more that where which with from side other reason could would might should does must "
    "day time will hand also whose when about over even step word".split()
)
VULGAR: Final = {
    "½": 0.5,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 0.25,
    "¾": 0.75,
    "⅕": 0.2,
    "⅖": 0.4,
    "⅗": 0.6,
    "⅘": 0.8,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}

_SMALL = "|".join(sorted(_UNITS, key=len, reverse=True))
_TENS_WORD = "|".join(_TENS)
_UNDER_100 = rf"(?:(?:{_TENS_WORD})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|{_SMALL})"
_BIG_WORD = r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)"
# "two hundred and fifty thousand", "a dozen", "half a million", "a hundred": at most six parts.
WORDS: Final = (
    rf"(?:half[\s-]a[\s-](?:dozen|million|billion|trillion)|half[\s-](?:dozen|million|billion)"
    rf"|(?:an?|{_UNDER_100})(?:\s+and\s+a\s+half)?[\s-]{_BIG_WORD}(?:(?:,?\s+and\s+|,?\s+|"
    rf"-)(?:{_UNDER_100}(?:[\s-]{_BIG_WORD})?)){{0,3}}(?:\s{_BIG_WORD})?"
    rf"|{_UNDER_100}(?:\s+and\s+a\s+half)?)"
)
_DENOMINATOR = (
    r"(?:hal(?:f|ves)|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth|"
    r"hundredth|thousandth)s?)"
)
FRACTION_IN_DIGITS: Final = r"(?:(?:\d{1,3}[\s-])?\d{1,2}/\d{1,2}(?![\d/])|(?:\d{1,9}\s?)?[½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞])"
FRACTION: Final = (
    rf"(?:(?:one|two|three|four|five|six|seven|eight|nine|an?)[\s-]{_DENOMINATOR}(?![\w-])|{FRACTION_IN_DIGITS})"
)
_OF_WHOM = re.compile(
    r"\bof\s(?:whom|which|them|these|those)(?:,|\sabout|\snearly|\saround|\sonly)?\s\Z", re.IGNORECASE
)
_THEY_DO = re.compile(r"\s(?:were|are|have|do|don['’]t|haven['’]t|weren['’]t|aren['’]t)\b")


def of_several(text: str, start: int, end: int) -> bool:
    """Whether the words around "a third" make it a share and no rank: "of whom a third had left", "a fifth are women"."""
    return bool(_OF_WHOM.search(text, max(start - 20, 0), start) or _THEY_DO.match(text, end, end + 10))


ORDINAL: Final = (
    rf"(?:(?:{_TENS_WORD})-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|{'|'.join(_ORDINALS)}|"
    rf"\d{{1,3}}(?:,\d{{3}})*+(?:st|nd|rd|th))"
)
DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d{1,3}(?:,\d\d(?!\d))++,\d{3}|\d{1,3}(?:[\u00a0\u202f\u2009 "
    r"]\d{3}(?!\d))++(?:[.,]\d++)?|\d{1,3}(?:\.\d{3}){2,}+(?:,\d++)?|\d{1,3}(?:\.\d{3})++,\d++"
    r"|\d++[.,]\d++|\d++|(?<![\w.])\.\d++)"
)
SCALE: Final = (
    r"(?:[\s-]?(?:hundred thousand|thousand|million|billion|trillion|quadrillion|lakhs?|crores?|millionen|"
    r"milliarden|milliards|millones|mln|bln|trln|тыс\.?|млн|млрд)\b"
    r"|\s?(?:bn|mn|tn|trn|mrd|mio)\b|[kKmMbB](?![\w'’-])|\s(?:hundred|dozen)\b)"
)
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})++|\d{1,3}(?:,\d\d(?!\d))++,\d{3}")
_GROUP = re.compile(r"\d{1,3}(?:[.]\d{3})++")


def digits_value(printed: str, decimal_comma: bool = False) -> float | None:
    """The value of printed digits, None where the separators contradict one another.

    A comma parts thousands in groups of three (or of two, as in India), a full stop decimals; where the text's language
    has it the other way round, `decimal_comma` says so. Two groups or more after full stops are thousands anyway.
    """
    if printed.isdecimal():
        return float(printed)
    plain = "".join(printed.split())
    commas, stops = plain.count(","), plain.count(".")
    if commas and stops:
        plain = (
            plain.replace(".", "").replace(",", ".") if plain.rfind(",") > plain.rfind(".") else plain.replace(",", "")
        )
    elif stops > 1 or (stops == 1 and decimal_comma and _GROUP.fullmatch(plain)):
        plain = plain.replace(".", "")
    elif commas:
        grouped = _COMMA_GROUPS.fullmatch(plain) and not (decimal_comma and commas == 1)
        plain = plain.replace(",", "" if grouped else ".")
    try:
        return float(plain)
    except ValueError:
        return None


def words_value(printed: str) -> float | None:
    """The value of a number in words ("two hundred and fifty", "half a million", "a dozen"), None where it is none."""
    if printed in _SINGLE:
        return _SINGLE[printed]
    words = [word for word in re.split(r"[\s,-]+", printed.lower()) if word and word != "and"]
    if not words:
        return None
    if words[0] == "half":
        scale = SCALES.get(words[-1])
        return scale / 2 if scale else None
    total = current = 0.0
    for index, word in enumerate(words):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in {"a", "an"}:
            current += 0.0 if index + 1 < len(words) and words[index + 1] == "half" else 1.0
        elif word == "half":
            current += 0.5
        elif word in SCALES:
            if word == "hundred" or SCALES[word] < 1000:
                current = (current or 1.0) * SCALES[word]
            else:
                if 0 < total < SCALES[word]:  # "two hundred thousand million"
                    total, current = 0.0, total + current
                total, current = total + (current or 1.0) * SCALES[word], 0.0
        else:
            return None
    return total + current


def fraction_value(printed: str) -> float | None:
    """The value of a fraction in words, in digits with a stroke, or with a fraction sign."""
    if printed[-1] in VULGAR:
        whole = printed[:-1].strip()
        return (float(whole) if whole else 0.0) + VULGAR[printed[-1]]
    if "/" in printed:
        *whole_part, fraction = re.split(r"[\s-]", printed)
        top, bottom = (int(part) for part in fraction.split("/"))
        if bottom not in {2, 3, 4, 5, 6, 8, 10} or not 0 < top < bottom:
            return None
        return sum(map(float, whole_part)) + top / bottom
    first, last = re.split(r"[\s-]", printed.lower(), maxsplit=1)
    value = _UNITS.get(first, 1)
    under = _DENOMINATORS.get(last) or _DENOMINATORS.get(last.rstrip("s"))
    return value / under if under and value < under else None


def ordinal_value(printed: str) -> float | None:
    """The value of an ordinal ("third", "twenty-first", "42nd")."""
    lower = printed.lower()
    if lower[0].isdigit():
        return float(lower[:-2].replace(",", ""))
    tens, _, unit = lower.partition("-")
    if unit:
        return float(_TENS[tens] + _ORDINALS[unit])
    value = _ORDINALS.get(lower)
    return float(value) if value else None


def scale_value(printed: str) -> float:
    """What a scale after digits multiplies by ("bn" → 1e9, "hundred thousand" → 1e5), 1 where there is none."""
    plain = printed.strip(" -.\u00a0").lower()
    if plain == "hundred thousand":
        return 1e5
    return SCALES.get(plain, 1.0)
