"""Times of day told by the minutes before or after an hour: "twenty to six", "half past six", "half an hour before midnight".

Observations
1. "Half past six" and "a quarter to seven" are times wherever they stand, and so is "ten past six". "Ten to five" is a vote or a
   range as well: it is a time before the part of the day that it falls in ("in the morning", "on Friday evening") or behind "at".
2. "Twenty minutes to six" and "ten minutes after six" are times where nothing follows that the hour could count: "20 minutes to
   six hours" is a range.
3. "Six thirty in the evening" and "seven forty-five a.m." are an hour and its minutes.
4. So many minutes or hours before or after a printed time ("20 minutes before 6 p.m.", "two hours after midnight") are one time
   with it, unless a word makes a limit of them ("less than an hour before midnight", "within ten minutes of noon").
5. What the hands show is known in any case; the half of the day follows from its part alone. Before the hour, it is the hour
   gone by that the part of the day holds: "ten to one in the afternoon" is 12:50.

Known exceptions: a vote of "ten to five in the morning session" is read as a time.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from retold.marking.numerals import words_value
from retold.marking.sought import Sought
from retold.records.article import span
from retold.records.marks import DateMark
from retold.text.tokenise import norms_of, start_before

HOURS: Final = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
OF_DAY: Final = (
    r"(?=\s(?:(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s|in\sthe\s(?:early\s|late\s)?|this\s|that\s|yesterday\s|tomorrow\s"
    r"|(?:on\s)?the\s(?:next\s|same\s|following\s|previous\s)|on\sthe\s)"
    r"(?P<part>morning|afternoon|evening|night)\b|\sat\s(?P<night>night)\b)"
)
REACH: Final = 40  # code points behind which a duration before a printed time begins

_HOUR: Final = rf"(?P<hour>1[0-2]|[1-9]|{'|'.join(HOURS)})(?![\w-]|[.,:]\d)"
_FIVES: Final = "twenty[- ]five|twenty|ten|five|25|20|10|5"
_PAST = re.compile(
    rf"(?P<many>half|quarter|{_FIVES}|[1-5]?\d|[a-z]{{3,6}}(?:-[a-z]{{3,5}})?)(?P<unit>\sminutes?)?\s(?P<way>past|after|to|before)\s{_HOUR}"
    rf"(?:{OF_DAY})?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?P<hour>{'|'.join(HOURS)})[\s-](?P<many>(?:twenty|thirty|forty|fifty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    rf"five|ten|fifteen)\b(?:{OF_DAY}|\s?(?P<half>[ap])\.?m\b\.?)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:[Aa]t|[Ss]ince|[Uu]ntil|[Tt]ill|(?:shortly|just|soon)\s(?:before|after))\s"
    r"(?:(?:about|around|roughly|almost|nearly|exactly|precisely|just\s(?:before|after))\s)?\Z"
)
_IT_WAS = re.compile(r"\b[Ii]t\s(?:was|is)\s(?:(?:about|around|roughly|almost|nearly|exactly|already|still)\s)?\Z")
_WHEN = re.compile(r"\s(?:when|before)\b")
_ENDS = re.compile(
    r"[.,;:)!?—–]|\s?\Z|\s(?:on|in\sthe|when|as|and|but|that|this|yesterday|local|GMT|by|with|from|after|before|to|[Tt]he|it|he|she|"
    r"they|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_COUNTS = re.compile(
    r"\s(?:percent|per\scent|other|more|people|points?|votes?|minutes|hours|days|weeks|months|years)\b"
)
_BEFORE = re.compile(
    r"\b(?P<say>(?:(?P<half>half\san\shour)|(?P<quarter>(?:a\s)?quarter\sof\san\shour|(?:a\s)?quarter(?=\s(?:to|past)))"
    r"|(?P<many>an?|\d{1,2}|[a-z]{3,6}(?:-[a-z]{3,5})?)(?:\s(?P<unit>minutes?|hours?)(?P<more>\sand\sa\shalf)?|(?=\s(?:to|past)\s)))"
    r"\s(?P<way>before|after|past|to|short\sof|ahead\sof)\s(?:12\s|twelve\s)?)\Z",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:than|within|in|under|over|least|most|to|the|last|first|for|every|each|of|these|those|some|past|another|by)\s\Z",
    re.IGNORECASE,
)
_SIGNS: Final = Sought({"half", "quarter", "twenty", "ten", "five", "minutes", "minute", *"25 20 10 5".split()})
_SPOKEN_SIGNS: Final = Sought("fifteen thirty forty fifty".split())
_LEAD: Final = 3  # words before "minutes" among which the number stands


class Face(msgspec.Struct, frozen=True):
    """What the hands of a clock show: hours 0 to 11, minutes."""

    hour: int
    minute: int

    def within(self, part: str) -> str:
        """The time in a part of the day, "HH:MM"."""
        hour = self.hour or 12
        return f"{in_part(hour, part)[:2]}:{self.minute:02d}"


def in_part(hour: int, part: str) -> str:
    """An hour of the clock in a part of the day, as "HH:00"."""
    late = part in ("afternoon", "evening") or (part == "night" and 6 <= hour < 12)
    return f"{hour % 12 + 12 * late:02d}:00"


def face(printed: str) -> Face | None:
    """What a time told by its minutes shows, None for other words."""
    match = _PAST.match(printed.lower().removeprefix("a "))
    return _face(match) if match else None


def clock_words(text: str, start: int, end: int) -> list[DateMark]:
    """The times of text[start:end] that are told by their minutes, in order, none overlapping."""
    found: list[DateMark] = []
    norm = norms_of(text)
    at = start
    for place in _SIGNS.among(text, start, end):
        k, begin, _ = place
        if norm[k] in ("minutes", "minute"):
            many = next((j for j in range(k - 1, max(k - _LEAD, -1), -1) if _number(norm[j])), k)
            if many == k:
                continue
            if many and norm[many - 1] in ("twenty", "thirty", "forty", "fifty"):
                many -= 1
            begin = start_before(text, place, k - many)
        match = _PAST.match(text, begin, end) if begin >= at else None
        if match is None or (known := _face(match)) is None or not _is_time(text, start, end, match):
            continue
        begin = (
            match.start() - 2 if text[max(match.start() - 2, start) : match.start()] in ("a ", "A ") else match.start()
        )
        part = match["part"] or match["night"]
        found.append(
            DateMark(
                span=span(text, begin, match.end()),
                resolved=known.within(part.lower()) if part else None,
                precision="minute",
            )
        )
        at = match.end()
    found += _spoken(text, start, end)
    return found


def _spoken(text: str, start: int, end: int) -> list[DateMark]:
    """An hour and its minutes before a part of the day: "six thirty in the evening"."""
    found = []
    norm = norms_of(text)
    for place in _SPOKEN_SIGNS.among(text, start, end):
        k = place[0]
        if k == 0 or norm[k - 1] not in HOURS or (at := start_before(text, place, 1)) < start:
            continue
        match = _SPOKEN.match(text, at, end)
        minute = words_value(match["many"].lower()) if match else None
        if match is None or minute is None:
            continue
        shown = Face(HOURS[match["hour"].lower()] % 12, int(minute))
        part = {"a": "morning", "p": "afternoon"}.get((match["half"] or "").lower()) or match["part"] or "night"
        stop = match.end()
        found.append(DateMark(span=span(text, match.start(), stop), resolved=shown.within(part), precision="minute"))
    return found


def _number(word: str) -> bool:
    return word.isdecimal() or words_value(word) is not None


def _face(match: re.Match[str]) -> Face | None:
    many = match["many"].lower()
    value = {"half": 30.0, "quarter": 15.0}.get(many) or (
        float(many) if many.isdecimal() else words_value(many.replace(" ", "-"))
    )
    if value is None or not 0 < value < 60 or value != int(value):
        return None
    printed = match["hour"].lower()
    minutes = 60 * (HOURS.get(printed) or int(printed)) + int(value) * (
        -1 if match["way"].lower() in ("to", "before") else 1
    )
    return Face(minutes // 60 % 12, minutes % 60)


def _is_time(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether minutes and an hour are a time rather than a vote, a range or a number of things."""
    many, way = match["many"].lower(), match["way"].lower()
    if many in ("half", "quarter"):
        return match["unit"] is None and (way == "past" or (many == "quarter" and way in ("to", "after")))
    if match["part"] or match["night"]:
        return way != "to" or not text[max(match.start() - 5, start) : match.start()].lower().endswith(("from ", "by "))
    if _COUNTS.match(text, match.end(), end):
        return False
    if match["unit"]:
        return way == "past" or bool(_ENDS.match(text, match.end(), end))
    if many not in _BARE or match["hour"].isdecimal() != many.isdecimal():
        return False
    led = _LED.search(text, max(start, match.start() - 28), match.start()) is not None
    led = led or bool(
        _IT_WAS.search(text, max(start, match.start() - 28), match.start()) and _WHEN.match(text, match.end())
    )
    return way == "past" or (way == "to" and led and match["hour"].lower() not in ("one", "1"))


_BARE: Final = frozenset(["five", "ten", "twenty", "twenty-five", "twenty five", "5", "10", "20", "25"])


def counted_from(text: str, start: int, mark: DateMark) -> DateMark:
    """A printed time with the minutes or hours before or after it, where these stand in front: "20 minutes before 6 p.m."."""
    resolved = mark.resolved or ""
    if resolved[2:3] != ":":
        return mark
    match = _BEFORE.search(text, max(start, mark.span.start - REACH), mark.span.start)
    if match is None or _LIMITED.search(text, max(start, match.start() - 12), match.start()):
        return mark
    minutes = _minutes(match)
    if minutes is None:
        return mark
    if match["way"].lower() not in ("after", "past"):
        minutes = -minutes
    told = (60 * int(resolved[:2]) + int(resolved[3:5]) + minutes) % 1440
    return DateMark(
        span=span(text, match.start(), mark.span.end),
        resolved=f"{told // 60:02d}:{told % 60:02d}",
        precision="minute",
    )


def _minutes(match: re.Match[str]) -> int | None:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15
    many = match["many"].lower()
    value = 1.0 if many in ("a", "an") else float(many) if many.isdecimal() else words_value(many)
    if value is None or not 0 < value <= 60:
        return None
    if match["unit"] is None:
        return int(value) if many not in ("a", "an", "one") else None
    hours = match["unit"].lower().startswith("hour")
    whole = 60 * value + 30 * bool(match["more"]) if hours else value
    return int(whole) if hours is False or value <= 6 else None
