"""Dates as they stand in the text, resolved against the story's date without losing the precision of what is printed.

Observations
1. News prints a date without its year ("August 6"), or as a weekday; only the story's own date completes it. Where that is
   unknown the date stays unresolved: a guess would be reported as a change.
2. The printed precision is part of the fact: "in June" is a month and is never filled up with a day.
3. A report tells of what has been. A weekday is the last one, the story's own day included, unless the words before it speak
   of what is to come ("will", "next", "until", "scheduled").
4. A date with a day but no year is the nearest one, and the past counts as three times as near as the future, unless the words
   before it speak of what is to come ("Nov. 8" in a story of 1 November is ahead, "March 15" is behind).
5. "may", "march", "sat" and "sun" are words more often than dates: a short form needs a full stop or a day beside it, "May" and
   "March" need a day, a year, or a preposition of time before them.
6. "06/08/2024" is two dates in two countries: it is resolved where one part exceeds 12 or both are the same, and otherwise its
   year alone is certain, so it stays unresolved.

"this year" after a month adds nothing to the month and stays outside the span; "last year" and "next year" stand in it.
"early", "mid-", "late" and "the middle of" belong to the month or year they stand before. Times of day are found in `times`,
quarters, feast days and days told by their place in a month in `periods`. Seasons and centuries are not marked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from retold.marking.lexicon import FOREIGN_MONTHS, MONTHS, STREETS, WEEKDAYS
from retold.marking.periods import periods
from retold.marking.sought import Sought
from retold.marking.times import times
from retold.records.article import Precision, Span, span
from retold.records.marks import DateMark
from retold.text.tokenise import norms_of

_OPEN_REACH: Final = 16  # code points behind a word in which what opens a date ends
OLD_YEAR: Final = "1700"  # a bare number below it needs a preposition of time
MEDIEVAL: Final = "1500"  # one below this needs, besides, that nothing it could count follows
CUE_REACH: Final = 60  # code points before a date that may say that it is ahead
PART_REACH: Final = 30  # code points before a date in which what narrows it stands ("the very beginning of late ")
AHEAD_COST: Final = (
    3  # how much farther a day ahead counts than one behind; a fortnight to an election, a year to a birthday
)

_MONTH = (
    r"(?P<month{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_DAY = r"(?P<day{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d|:\d)"
_YEAR = r"(?P<year{0}>1\d\d\d|20\d\d|2100)(?![\d%]|,\d|\.\d)"
_DATE = re.compile(
    rf"""
    (?:(?<![\w$€£/-])|(?<=\b[Mm]id-))(?:
      (?=\d)(?:
        (?P<iso>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
      | (?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.](?:(?:19|20)\d\d|\d\d))(?![\w/])
      | (?P<pair>\d{{1,2}}/\d{{1,2}})(?![\w/%]|[.,]\d|\sof\b)
      | {_DAY.format("b")}(?:\s?[-–]\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s++(?:of\s++)?{_MONTH.format("b")}(?:,?\s++{_YEAR.format("b")})?
      )
    | (?=[JFMASOND])(?:
        {_MONTH.format("a")}\s++{_DAY.format("a")}(?:\s?[-–]\s?(?:\d{{1,2}})\b
          |\s++(?:to|and|through)\s++\d{{1,2}}\b(?!\s++[a-z])(?!,\d))?(?:(?:,\s?|\s++){_YEAR.format("a")})?
      | {_MONTH.format("c")},?\s++(?:of\s++)?{_YEAR.format("c")}
      | {_MONTH.format("d")}(?:\s++(?:of\s++)?(?P<whichyear>last|next)\s++year)?
      )
    | (?P<decade>(?:(?:early|mid|late)[\s-])?(?:1[5-9]|20)\d0(?:s|'s|’s))
    | {_YEAR.format("e")}(?:[-–](?P<upto>\d\d(?:\d\d)?))?
    | (?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\scoming|\spast)?|this)\s++)?
        (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!s?['’]?s\b\s[A-Z])|(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri)\.)(?!s\b)
    | (?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b
    | (?P<relative>(?:[Ll]ast|[Nn]ext|[Tt]his)\s++(?:week|month|year))\b(?!['’]s?\s?end)(?!-)(?!\s++of\b)
    )(?!\w)
    """,
    re.VERBOSE,
)
# Where a date may begin; the pattern above is tried nowhere else, and these only in words that open dates.
_WORD_START = re.compile(
    r"\b(?:[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)|(?:Mon|Tue|"
    r"Wed|Thu|Fri|Sat|Sun)|"
    r"[Yy]ester|[Tt]o(?:day|morrow|night)|(?:[Ll]ast|[Nn]ext|[Tt]his)\s++(?:week|month|year|coming|past|[MTWFS])"
    r"|(?:early|mid|late)[\s-][12]\d)"
)
_DIGIT_START = re.compile(
    r"(?:1\d|20)\d\d|\d{1,2}(?:[/.]\d|(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?\s+(?:of\s+)?[JFMASOND])"
)
_NEXT_RUN = re.compile(r"(?<=[.,])\d")
_OPENING: Final = Sought(
    "monday tuesday wednesday thursday friday saturday sunday mon tues tue weds wed thurs thur thu fri yesterday today tomorrow "
    "tonight last next this early mid late jan feb mar apr jun jul aug sept sep oct nov dec".split()
    + list(MONTHS),
    numbers=True,
)
_NEAR: Final = frozenset("yesterday today tomorrow tonight".split())
# Words that few dates open with, and what goes on behind a space then; and behind a day.
_OPEN_FEW: Final = frozenset("last next this early mid late".split())
_BEHIND: Final = "wmycpMTWFS12 \t\n\u00a0"
_BEHIND_DAY: Final = "JFMASONDo-– \t\n\u00a0"
_AHEAD = re.compile(
    r"(?:\b(?:will|next|until|till|upcoming|coming|scheduled|expected|expects?|[Dd]ue|as (?:early|soon) as|between now and|plans?|"
    r"planned|planning|intends?|aims?|hopes? to|ready to|set to|slated|begins|"
    r"starts|opens|going to|shall|deadline)\b|['’]ll\b)[^.!?]{0,60}+\Z|"
    r"\b[Bb]y\s(?:early\s|late\s|mid-?\s?|the end of\s)?\Z|\b[Cc]ome\s\Z"
)
_THEN_AHEAD = re.compile(r",?\s(?:[a-z]+\s){0,2}(?:will|is (?:due|set|scheduled|expected|to))\b")
_BALLOT = re.compile(r"(?:['’]s)?\s(?:[a-z]+\s){0,2}(?:elections?|vote|referendum|ballot|summit|games)\b")
_PAST = re.compile(
    r"\b(?:was|were|had|since|last|after|died|killed|said|told|happened|took|began|started|ended|ago)\b[^.!?]{0,60}+\Z"
)
_TIME_WORDS: Final = frozenset(
    form(word)
    for word in "in of since by until till during before after from to last next this every each come for".split()
    for form in (str.lower, str.capitalize)
).union("and or early late mid through between".split())
_TIME_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_TIME_WORDS))})[\s-]+\Z")
_PARTING: Final = "- \t\n\u00a0\u2009\u202f"
_WHICH_YEAR = re.compile(r"\s(?:of\s)?(last|next)\syear\b(?!['’-])")
# What narrows a month or a year that stands without its day.
_PART = re.compile(
    r"\b(?:(?:[Ee]arly|[Mm]id|[Ll]ate)(?:[\s-](?:to|or)[\s-](?:early|mid|late))?[\s-]"
    r"|(?:[Tt]he\s(?:very\s)?)?(?:[Ss]tart|[Bb]eginning|[Mm]iddle|[Ee]nd|[Cc]lose)\sof\s(?:early\s|late\s)?)\Z"
)
_PART_ENDS: Final = frozenset({"ly", "id", "te", "of"})  # the last letters of all of them
_DAY_BEFORE = re.compile(
    r"\b(?:[Oo]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom|hours of|night of|morning of|dated)\s\Z"
)
_OLD_BEFORE = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Oo]f|[Ff]rom|[Uu]ntil|[Bb]efore|[Aa]fter|[Bb]y|circa|[Dd]uring)\s\Z")
_ERA = re.compile(r"\s(?:BCE?|AD|CE)\b")
_BETWEEN_OLD = re.compile(r"\bbetween\s(?:1\d\d\d\sand\s)?\Z")
_OLDER_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]efore|circa|[Dd]uring|[Bb]etween(?:\s1\d\d\d\sand)?|"
    r"dat(?:es?|ed|ing)\s(?:back\s)?(?:from|to)|[Yy]ear)\s\Z"
)
_OLDER_AFTER = re.compile(
    r"[-–.,;:)!?\"”]|\s?\Z|\s(?:and|or|by|but|the|an?|when|as|in|at|on|for|with|until|it|he|she|they|who|which|is|was|were|"
    r"had|has|AD|CE)\b"
)
_MADE = re.compile(
    r"\b(?:painted|built|made|written|founded|carved|composed|printed|drawn|born|created|erected|laid|buried|dat(?:ed|es?|ing))\s"
    r"(?:back\s)?(?:in\s|to\s|from\s)?(?:around|about|circa)\s\Z"
)  # "painted around 1710"
# A weekday or "tonight" in the name of a programme, a newspaper or a feast.
_TITLE_AFTER = re.compile(
    r"['’]?s?\s(?:Night (?:Live|Football|Lights)|Football|Times|Post|Mirror|Telegraph|Review|Show|Mail|Express|"
    r"Herald|Magazine|Live|in Entertainment)\b"
)
_TITLE_HEADS: Final = "NFTPMRESHLi"  # what they begin with
_TITLED = re.compile(r"\bThe\s\Z"), re.compile(r"['’]?s?\s[A-Z]")  # "The Friday Club"
_FEAST_BEFORE = re.compile(r"\b(?:Black|Super|Good|Cyber|Bloody|Ash|Palm|Giving|Easter|Fat|Shrove|Red|USA)\s\Z")
_FEAST_ENDS: Final = "krdyhmgteA"  # the last letters of them
_MONTH_BEFORE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s\d{1,2}(?:st|nd|rd|th)?)?\s(?:of\s)?\Z"
)
_COUNT_AFTER = re.compile(
    r"[\s-]{1,4}(?:people|soldiers|troops|men|women|children|residents|workers|jobs|homes|houses|employees|members|"
    r"students|voters|"
    r"votes|miles|kilomet(?:er|re)s|km|met(?:er|re)s|feet|acres|hectares|tons|tonnes|dollars|euros|pounds|"
    r"calories|refugees|"
    r"migrants|others|points|delegates|sq|square|square-foot|passengers|patients|cases|deaths|times|mg|kg|MW|"
    r"words|troops|meters|meter|metre|foot)\b"
)
_STREET = re.compile(
    rf"\s{{1,4}}(?:[A-Z][\w.]{{0,30}}\s{{1,4}}){{1,3}}(?:{'|'.join(street.capitalize() for street in sorted(STREETS))})\b"
)
_COUNT_BEFORE = re.compile(
    r"(?:[$€£¥]|\b(?:more than|less than|fewer than|at least|nearly|almost|some|over|only|up to|as many as|No\.|"
    r"number|roughly|approximately|than))\s?\Z"
)
_COUNT_ENDS: Final = tuple(
    "$ € £ ¥ than least nearly almost some over only to as No. number roughly approximately".split()
)


def dates(text: str, sentences: tuple[Span, ...], story: str | None = None) -> tuple[DateMark, ...]:
    """The dates in the sentences, in order. `story` is the story's own date (ISO 8601, a time allowed), None where unknown.

    `resolved` has the printed precision, or is None where the story's date is needed and unknown, or the date is ambiguous.
    """
    today = story_day(story)
    found: list[DateMark] = []
    others = _others(text, sentences, today)
    at = index = 0
    for begin in _starts(text, sentences[0].start, sentences[-1].end) if sentences else ():
        while sentences[index].end <= begin:
            index += 1
        match = _DATE.match(text, begin, sentences[index].end) if max(at, sentences[index].start) <= begin else None
        if match is None:
            continue
        at = match.end()
        mark = _mark(text, sentences[index], match, today)
        if mark is not None:
            found.append(mark)
    return _days_of_one_date(text, _merged(found, others))


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where dates may begin in text[start:end], in order."""
    norm = norms_of(text)
    for k, at, stop in _OPENING.among(text, start, end):
        word = norm[k]
        if word.isalpha():
            if word in _OPEN_FEW:
                behind = text[stop : stop + 2]
                if (behind[:1] not in " -" or behind[1:] in _BEHIND) and _WORD_START.match(text, at, end):
                    yield at
            elif text[at].isupper() or word in _NEAR:
                yield at
        elif word.isdecimal() and len(word) == stop - at:
            if len(word) == 4:
                if word[0] == "1" or word[:2] == "20":
                    yield at
            elif len(word) < 3:
                behind = text[stop : stop + 2]
                if (behind[:1] != " " or behind[1:] in _BEHIND_DAY) and _DIGIT_START.match(text, at, end):
                    yield at
        elif word[0].isdecimal():
            if _DIGIT_START.match(text, at, end):
                yield at
            if not word.isdigit() or len(word) < stop - at:  # digits behind a separator
                for run in _NEXT_RUN.finditer(text, at, min(stop, end)):
                    if _DIGIT_START.match(text, run.start(), end):
                        yield run.start()
        else:
            for found in _WORD_START.finditer(text, at, min(stop + _OPEN_REACH, end)):
                if found.start() < stop:
                    yield found.start()


def _others(text: str, sentences: tuple[Span, ...], today: dt.date | None) -> list[DateMark]:
    """Times of day, parts of years and feast days of the sentences, in order."""
    if not sentences:
        return []
    start, end = sentences[0].start, sentences[-1].end

    def near(days: list[dt.date], at: int) -> str | None:
        return _nearest_of(days, text[max(start, at - CUE_REACH) : at], today)

    found = [*times(text, start, end), *periods(text, start, end, near, today)]
    found.sort(key=lambda mark: mark.span.start)
    return within(found, sentences)


def within(marks: list[DateMark], sentences: tuple[Span, ...]) -> list[DateMark]:
    """The marks that lie in one of the sentences; both in order."""
    kept = []
    index = 0
    for mark in marks:
        while index < len(sentences) and sentences[index].end <= mark.span.start:
            index += 1
        if index == len(sentences):
            break
        if sentences[index].start <= mark.span.start and mark.span.end <= sentences[index].end:
            kept.append(mark)
    return kept


def _merged(found: list[DateMark], others: list[DateMark]) -> list[DateMark]:
    """Both lists in order; of two that overlap, the longer stays, and of two as long, the one of `others`."""
    if not others:
        return found
    merged: list[DateMark] = []
    for mark in sorted([*found, *others], key=lambda one: (one.span.start, -one.span.end)):
        before = merged[-1] if merged else None
        if before is None or before.span.end <= mark.span.start:
            merged.append(mark)
        elif mark.span.end - mark.span.start >= before.span.end - before.span.start:
            merged[-1] = mark
    return merged


def _days_of_one_date(text: str, found: list[DateMark]) -> tuple[DateMark, ...]:
    """ "Wednesday, Dec. 14" is one date: the weekday joins the day printed after it."""
    joined: list[DateMark] = []
    for mark in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.precision == mark.precision == "day"
            and before.span.text.endswith("day")
            and text[before.span.end : mark.span.start] in (", ", " ", ", the ", " the ")
            and text[mark.span.start].isalnum()
        ):
            joined[-1] = msgspec.structs.replace(mark, span=span(text, before.span.start, mark.span.end))
        else:
            joined.append(mark)
    return tuple(joined)


def story_day(story: str | None) -> dt.date | None:
    """The day of an ISO 8601 date or time, None where it has no day."""
    try:
        return dt.date.fromisoformat(story[:10]) if story else None
    except ValueError:
        return None


def parse_day(printed: str) -> str | None:
    """The ISO form of one printed date that needs nothing else ("August 28, 2024", "28.08.2024"), else None.

    Months of German, French, Spanish and Russian are known too.
    """
    match = _DATE.search(printed)
    if match is not None and match.lastgroup is not None and not match["pair"]:
        mark = _mark(printed, Span(0, len(printed), printed), match, None)
        if mark is not None and mark.resolved and mark.precision == "day":
            return mark.resolved
    foreign = _FOREIGN.search(printed)
    if foreign is not None:
        month = FOREIGN_MONTHS.get(foreign["month"].lower()) or FOREIGN_MONTHS.get(foreign["month"].lower()[:3])
        if month:
            return _iso(int(foreign["year"]), month, int(foreign["day"]))
    return None


_FOREIGN = re.compile(r"\b(?P<day>\d{1,2})\.?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,10})\.?\s+(?:de\s+)?(?P<year>20\d\d)\b")


def _mark(text: str, sentence: Span, match: re.Match[str], today: dt.date | None) -> DateMark | None:
    kind = match.lastgroup or ""
    begin, end = match.span()
    place = Span(begin, end, text[begin:end])
    if kind == "yeare" and text[begin - 3 : begin] in ("in ", "In ") and place.text >= OLD_YEAR:
        behind = text[end : end + 2]
        if not text[begin - 4 : begin - 3].isalnum() and not (behind[:1].isspace() and not behind[1:].islower()):
            # Most years; the whole way gives the same.
            return DateMark(span=place, resolved=place.text, precision="year")
    low = begin - CUE_REACH
    cue = text[(low if low > sentence.start else sentence.start) : begin]
    if kind in ("weekday", "near"):
        behind = text[end : end + 2]
        if (behind[:1] in "'’s" or behind[1:] in _TITLE_HEADS) and _TITLE_AFTER.match(text, end):
            return None
        if cue[-2:-1] in _FEAST_ENDS and _FEAST_BEFORE.search(cue, len(cue) - 8):
            return None
        if kind == "near":
            return _near(place, match["near"].lower(), today)
        if cue.endswith("The ") and _TITLED[0].search(cue) and _TITLED[1].match(text, match.end()):
            return None
        return DateMark(span=place, resolved=_weekday(match, cue, today), precision="day")
    if kind in ("yeare", "upto"):
        return _year(text, match, cue)
    if kind == "iso":
        return DateMark(span=place, resolved=match["iso"], precision="day" if len(match["iso"]) > 7 else "month")
    if kind == "slashed":
        return _slashed(place, match["slashed"])
    if kind == "pair":
        return _pair(place, match["pair"], cue, today)
    if kind == "relative":
        if not cue[-18:].islower() and _MONTH_BEFORE.search(cue, len(cue) - 18):
            return None  # "June of this year" is one date, and it is the month
        return _relative(place, match["relative"].lower(), today)
    if kind == "decade":
        return _decade(text, match)
    return _calendar(text, match, cue, today)


def _calendar(text: str, match: re.Match[str], cue: str, today: dt.date | None) -> DateMark | None:
    which_year = day = year = None
    if month_word := match["monthd"]:
        which_year = match["whichyear"]
    else:
        month_word = match["montha"] or match["monthb"] or match["monthc"]
        day, year = match["daya"] or match["dayb"], match["yeara"] or match["yearb"] or match["yearc"]
    month = MONTHS[month_word.rstrip(".").lower()]
    part = None if day else _part(cue)
    if not day and not year and not _is_month(text, match, month_word, cue):
        return None
    end = match.end()
    if not year and not day and month_word.endswith("."):
        end -= 0 if which_year else 1
    if day and not year and (which := _WHICH_YEAR.match(text, match.end())):
        end = which.end()
        year = str(today.year + (1 if which[1] == "next" else -1)) if today else None
    place = span(text, match.start() - (len(part.group()) if part else 0), end)
    cue = cue[: part.start()] if part else cue
    if year:
        resolved = _iso(int(year), month, int(day)) if day else f"{int(year):04d}-{month:02d}"
        return DateMark(span=place, resolved=resolved, precision="day" if day else "month")
    if day:
        return DateMark(span=place, resolved=_nearest(month, int(day), cue, today), precision="day")
    return DateMark(span=place, resolved=_month(text, match, month, which_year, cue, today), precision="month")


def _part(cue: str) -> re.Match[str] | None:
    """What narrows the month or year behind `cue`."""
    return _PART.search(cue, len(cue) - PART_REACH) if cue[-3:-1] in _PART_ENDS else None


def _is_month(text: str, match: re.Match[str], word: str, cue: str) -> bool:
    """Whether a month that stands without day and year is one."""
    if match["whichyear"]:
        return True
    if word.endswith(".") or (len(word) <= 4 and word not in {"June", "July", "May"}):
        return word.endswith(".") and _in_time(cue)
    if word.isupper() and len(text) > match.end() and text[max(0, match.start() - 2) : match.start()].isupper():
        return False
    after = text[match.end() : match.end() + 2]
    if after[:1] in {"'", "’"} and after[1:] != "s":
        return False
    if word in {"May", "March", "MAY", "MARCH", "April", "June", "August"}:
        return _in_time(cue)
    return not (after[:1] == " " and after[1:].isupper() and not _in_time(cue))


def _in_time(cue: str) -> bool:
    """Whether a preposition of time, or what else may stand before a month, ends the words before it."""
    last = cue.rsplit(None, 1)[-1] if cue[-1:] == " " and not cue.isspace() else ""
    if last.isalpha():
        return last in _TIME_WORDS
    return cue[-1:] in _PARTING and _TIME_BEFORE.search(cue, max(0, len(cue) - 14)) is not None


def _month(
    text: str, match: re.Match[str], month: int, which: str | None, cue: str, today: dt.date | None
) -> str | None:
    if today is None:
        return None
    if which:
        return f"{today.year + (1 if which == 'next' else -1):04d}-{month:02d}"
    if re.match(r"\s++(?:of\s++)?this year", text[match.end() : match.end() + 16]):
        return f"{today.year:04d}-{month:02d}"
    year = today.year - (month > today.month)
    if month > today.month and _BALLOT.match(text, match.end()):
        return f"{today.year:04d}-{month:02d}"
    ahead = month != today.month
    if ahead and (_ahead(cue) or _THEN_AHEAD.match(text, match.end())):
        year += 1
    return f"{year:04d}-{month:02d}"


def _ahead(cue: str) -> bool:
    found = _AHEAD.search(cue)
    if found is None:
        return False
    past = _PAST.search(cue)
    return past is None or past.start() < found.start()


def _nearest(month: int, day: int, cue: str, today: dt.date | None) -> str | None:
    """The day without its year that lies nearest to the story's own date."""
    if today is None:
        return None
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        with contextlib.suppress(ValueError):
            days.append(dt.date(year, month, day))
    return _nearest_of(days, cue, today)


def _nearest_of(days: list[dt.date], cue: str, today: dt.date | None) -> str | None:
    if today is None or not days:
        return None
    cost = 1 if _ahead(cue) else AHEAD_COST

    def away(one: dt.date) -> int:
        ahead = (one - today).days
        return ahead * cost if ahead > 0 else -ahead

    return min(days, key=away).isoformat()


def _weekday(match: re.Match[str], cue: str, today: dt.date | None) -> str | None:
    if today is None:
        return None
    target = WEEKDAYS[match["weekday"].rstrip(".").lower()]
    back = (today.weekday() - target) % 7
    which = (match["which"] or "").lower()
    if which in {"next", "this coming"} or (not which and _ahead(cue)):
        return (today + dt.timedelta(days=7 - back if back or which else 0)).isoformat()
    if which == "last" and back == 0:
        back = 7
    return (today - dt.timedelta(days=back)).isoformat()


def _near(place: Span, word: str, today: dt.date | None) -> DateMark | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    resolved = (today + dt.timedelta(days=shift)).isoformat() if today else None
    return DateMark(span=place, resolved=resolved, precision="day")


def _relative(place: Span, words: str, today: dt.date | None) -> DateMark | None:
    which, unit = words.split()
    shift = {"last": -1, "next": 1}.get(which, 0)
    if unit == "year":
        return DateMark(span=place, resolved=f"{today.year + shift:04d}" if today else None, precision="year")
    if unit == "month":
        month = today.year * 12 + today.month - 1 + shift if today else 0
        return DateMark(
            span=place, resolved=f"{month // 12:04d}-{month % 12 + 1:02d}" if today else None, precision="month"
        )
    return None  # a week has no ISO form of these precisions, and is left to the word comparison


def _decade(text: str, match: re.Match[str]) -> DateMark:
    digits = re.search(r"\d{4}", match.group())
    year = digits.group() if digits else ""
    return DateMark(span=span(text, match.start(), match.end()), resolved=year or None, precision="year")


def _year(text: str, match: re.Match[str], cue: str) -> DateMark | None:
    behind = text[match.end() : match.end() + 2]
    parted = behind[:1].isspace() and not behind[1:].islower()  # a name may follow
    counts = (behind[:1] == "-" or behind[:1].isspace()) and _COUNT_AFTER.match(text, match.end())
    if counts and not re.search(r"\b(?:[Ii]n|[Ss]ince|[Tt]he)\s\Z", cue):
        return None
    word = cue.rstrip()
    made = _MADE.search(cue, len(cue) - PART_REACH) if word.endswith(("round", "bout", "circa")) else None
    if not made and word.endswith(_COUNT_ENDS) and _COUNT_BEFORE.search(cue, len(cue) - 16):
        return None
    if parted and _STREET.match(text, match.end()):
        return None
    upto = match["upto"]
    year = match["yeare"]
    if parted and _ERA.match(text, match.end()):
        return DateMark(span=span(text, match.start(), match.end()), resolved=year, precision="year")
    if year < OLD_YEAR and not (
        made or any(before.search(cue) for before in (_OLD_BEFORE, _BETWEEN_OLD, _OLDER_BEFORE))
    ):
        return None
    if year < MEDIEVAL and not ((made or _OLDER_BEFORE.search(cue)) and _OLDER_AFTER.match(text, match.end())):
        return None
    if upto and len(upto) == 4 and not "1000" <= upto <= "2099":
        return None
    part = _part(cue)
    return DateMark(
        span=span(text, match.start() - (len(part.group()) if part else 0), match.end()),
        resolved=year,
        precision="year",
    )


def _slashed(place: Span, printed: str) -> DateMark | None:
    first, second, year = (int(part) for part in re.split(r"[/.]", printed))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not (1 <= max(first, second) <= 31 and 1 <= min(first, second) <= 12):
        return None
    precision: Precision = "day"
    if first > 12 or "." in printed:
        return DateMark(span=place, resolved=_iso(year, second, first), precision=precision)
    if second > 12 or first == second:
        return DateMark(span=place, resolved=_iso(year, first, second), precision=precision)
    return DateMark(span=place, resolved=None, precision=precision)


def _pair(place: Span, printed: str, cue: str, today: dt.date | None) -> DateMark | None:
    """ "12/12" after a word of time; "1/2" is a fraction, and "10/12" is two days in two countries."""
    first, second = (int(part) for part in printed.split("/"))
    if not (1 <= min(first, second) <= 12 and max(first, second) <= 31 and _DAY_BEFORE.search(cue)):
        return None
    if len(printed) == 3 and first < second and second in {2, 3, 4, 5, 8}:
        return None
    if first == second or max(first, second) > 12:
        return DateMark(
            span=place, resolved=_nearest(min(first, second), max(first, second), cue, today), precision="day"
        )
    return DateMark(span=place, resolved=None, precision="day")


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
