"""A day as a page prints it for its readers: "3. März 2024", "March 3, 2024", "3 de marzo de 2024", "03.03.2024", "2024-03-03".

Months are known by their beginnings in fourteen European languages. With figures only, a day first is taken for granted where the
figures are parted by dots or dashes or one of them is above 12; with slashes the page's language decides (month first in
English alone).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "jan gen ene sty led янв січ oca ιαν",
    "feb fev fév vel lut úno uno фев лют şub φεβ",
    "mar mär mrt maa bře bre мар бер μαρ",
    "apr abr avr dub kwi апр кві nis απρ",
    "may mai mag maj mei kvě kve мая май тра μαι μαΐ",
    "jun jui giu cze čer kes июн чер haz ιουν",
    "jul juil lug lip hei červenec července июл лип tem ιουλ",
    "aug ago aoû aou sie srp elo авг сер ağu αυγ",
    "sep set wrz zář syy сен вер eyl σεπ",
    "oct okt ott out paź paz říj lok окт жов eki οκτ",
    "nov lis list ноя kas νοε",
    "dec dez dic déc gru pro jou дек гру ara δεκ",
)
_BY_STEM: Final = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}
_STEMS: Final = sorted(_BY_STEM, key=len, reverse=True)
_NAMED: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?,?\s{1,2}(?:de\s|of\s)?([^\W\d_]{3,12})\.?,?\s{1,2}(?:de\s|del\s)?((?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_FIRST: Final = re.compile(
    r"\b([^\W\d_]{3,12})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}((?:19|20)\d\d)(?!\d)", re.I
)
_FIGURES: Final = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([./-])(\d{1,2})\2(\d{1,2})(?!\d)")


def printed_day(text: str, language: str | None = None) -> str | None:
    """The first day that stands in a short piece of text, as ISO 8601; None where there is none."""
    found: list[tuple[int, str]] = []
    for pattern in (_NAMED, _MONTH_FIRST, _FIGURES, _YEAR_FIRST):
        match = pattern.search(text)
        day = _day(pattern, match, language) if match else None
        if match and day:
            found.append((match.start(), day))
    return min(found)[1] if found else None


def _day(pattern: re.Pattern[str], match: re.Match[str], language: str | None) -> str | None:
    if pattern is _NAMED:
        day, month, year = int(match[1]), _month(match[2]), int(match[3])
    elif pattern is _MONTH_FIRST:
        day, month, year = int(match[2]), _month(match[1]), int(match[3])
    elif pattern is _YEAR_FIRST:
        day, month, year = int(match[4]), int(match[3]), int(match[1])
    else:
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if month > 12 or (match[2] == "/" and language == "en" and day <= 12):
            day, month = month, day
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(word: str) -> int:
    word = word.casefold()
    return next((_BY_STEM[stem] for stem in _STEMS if word.startswith(stem)), 0)
