"""The parts of a page that are not its body: title, byline, dateline, credits and furniture.

Observations
1. A story begins with lines that are not sentences: a title, sometimes twice; who wrote it; when it was published. They stand
   above the first paragraph that ends like a sentence, and each is a line of its own, except a date that a scraper has left
   in front of the first word ("date 2024-08-28 PORT ODE, August 28. /NLA/. …").
2. A title that a page prints again is furniture the second time; the first is the title.
3. A dateline is a place in capitals or before an agency in brackets or slashes, then a dash, a full stop or a colon. It names
   the place where the reporter was, and the agency only where a slug stands in it.
4. Furniture is short, stands on its own line, opens with one of few set phrases ("Related posts", "Read more", "Share this",
   "Sign up", "Copyright") and does not go on as a sentence of the story. What follows a "Related posts" heading at the end
   of a page is furniture to the end, as long as its lines are no sentences.
5. A credit says whose report this is. It stands in the first or last paragraphs, or wherever "X reports, citing Y" stands.
   "Y" in "according to Y" is a voice, and a credit only where Y is a news agency.

How it works: lines in order, each tested against anchored patterns of bounded length; nothing is searched twice.

Known exceptions: a title that ends in a full stop is taken only when it is printed twice, given, or in title case; a dateline in
lower case without an agency and a dash is not found; a page that is all on one line has no title.

| threshold | value | measured on |
|---|---|---|
| longest title | 28 words, 220 code points | the longest of 4,695 titles of a US collection has 27 words |
| longest furniture line | 160 code points | lines that open with a set phrase there: nine in ten are below 100 |
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from retold.marking.dates import parse_day
from retold.marking.furniture import (
    BARE_CREDIT,
    BYLINE,
    BYLINE_SHAPE,
    CREDIT_LINE,
    METADATA_LABELS,
    METADATA_LEAD,
    RELATED_HEADING,
    furniture_kind,
    metadata_line,
    section,
)
from retold.marking.lexicon import AGENCIES, CITIES
from retold.marking.sentences import paragraphs
from retold.records.article import Article, Span, span
from retold.records.marks import Dateline, Furniture
from retold.text.normalise import fold_marks

TITLE_WORDS: Final = 28
TITLE_LENGTH: Final = 220
TITLE_CASED: Final = 120  # code points; a longer line with capitals everywhere is no title by these
LEAD_LINES: Final = 12  # lines looked at above the body
DATELINE_REACH: Final = 160
INITIALS: Final = 3  # letters of a writer's initials: "(jdk)"
_OF_NEWS: Final = re.compile(r"(?i:wire|news|press|agency|agence|service)")
CLOSING_LINES: Final = 4  # lines at the end of a page in which a credit stands on a line of its own

_FurnitureKind = Literal["title-repeated", "related", "share", "metadata", "byline", "notice"]


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the parts of one page stand. `body` holds the runs of text that are the article, in order, trimmed.

    `published` is the day that the page itself prints, ISO 8601, or None. `credit_line` is a line of its own below the story
    that credits another ("Source: Y"); it is furniture.
    """

    body: tuple[tuple[int, int], ...]
    title: Span | None = None
    byline: Span | None = None
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()
    published: str | None = None
    credit_line: Span | None = None


def layout(article: Article) -> Layout:
    """The layout of an article's text; the article's own title, where given, is looked for in it."""
    return _Reader(article).read()


class _Reader:
    """Reads one page line by line, and keeps what is known so far."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.given = _plain(article.title) if article.title else ""
        self.plain: str | None = None  # the words of the title that was found
        self.lines = paragraphs(self.text)
        self.title: Span | None = None
        self.byline: Span | None = None
        self.dateline: Dateline | None = None
        self.published: str | None = None
        self.credit_line: Span | None = None
        self.furniture: list[Furniture] = []
        self.body: list[tuple[int, int]] = []

    def read(self) -> Layout:
        at = self._head()
        self._rest(at)
        return Layout(
            body=self._joined_body(),
            title=self.title,
            byline=self.byline,
            dateline=self.dateline,
            furniture=tuple(sorted(self.furniture, key=lambda piece: piece.span.start)),
            published=self.published,
            credit_line=self.credit_line,
        )

    def _joined_body(self) -> tuple[tuple[int, int], ...]:
        """The body's lines, joined over nothing but white space."""
        if not self.body:
            return ()
        first, last = self.body[0][0], self.body[-1][1]
        pieces = [self.title, self.byline, self.dateline.span if self.dateline is not None else None]
        pieces += [one.span for one in self.furniture]
        if not [piece for piece in pieces if piece is not None and first < piece.start < last]:
            return ((first, last),)
        joined: list[tuple[int, int]] = []
        for start, end in self.body:
            if joined and self.text[joined[-1][1] : start].isspace():
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(joined)

    def _head(self) -> int:
        """Reads the lines above the body; the index of the first line of the body."""
        for index, (begin, end) in enumerate(self.lines[:LEAD_LINES]):
            start = self._metadata_lead(begin, end)
            if start >= end:
                continue
            line = self.text[start:end]
            dateline = find_dateline(self.text, start, end)
            if dateline is not None:
                self._open_body(dateline, end)
                return index + 1
            if not section(line) and self._is_title(index, line):
                self.title, self.plain = span(self.text, start, end), _plain(line)
            elif self.plain is not None and _reads(line, self.plain):
                self._add(start, end, "title-repeated")
            elif not self._head_piece(start, end, line):
                if index < len(self.lines) - 1 and self._deck(index, line):
                    self.body.append((start, end))
                    continue
                self.body.append((start, end))
                return index + 1
        return min(len(self.lines), LEAD_LINES)

    def _deck(self, index: int, line: str) -> bool:
        """Whether a short line between title and body may still be followed by a byline or a dateline."""
        return (
            index < 5
            and len(line) <= TITLE_LENGTH
            and any(
                find_dateline(self.text, start, end) or BYLINE.match(self.text, start, end)
                for start, end in self.lines[index + 1 : index + 4]
            )
        )

    def _head_piece(self, start: int, end: int, line: str) -> bool:
        """Takes a byline, a metadata line or furniture above the body."""
        if BYLINE.match(line) or (self.title and BYLINE_SHAPE.match(line)):
            if self.byline is None:
                self.byline = span(self.text, start, end)
            else:
                self._add(start, end, "byline")
            return True
        if metadata_line(line):
            self._metadata(start, end)
            return True
        kind: _FurnitureKind | None = "metadata" if section(line) else furniture_kind(line)
        if kind is not None:
            self._add(start, end, kind)
        return kind is not None

    def _metadata_lead(self, start: int, end: int) -> int:
        """Cuts a printed date off the start of a line ("date 2024-08-28 …"); the new start."""
        head = self.text[start : start + 3].lower()
        lead = (
            METADATA_LEAD.match(self.text, start, min(end, start + DATELINE_REACH)) if head in METADATA_LABELS else None
        )
        if lead is None:
            return start
        self._metadata(start, lead.end())
        at = lead.end()
        while at < end and (self.text[at].isspace() or self.text[at] in "|-–—·•"):
            at += 1
        return at

    def _metadata(self, start: int, end: int) -> None:
        while end > start and self.text[end - 1].isspace():
            end -= 1
        self._add(start, end, "metadata")
        if self.published is None:
            self.published = parse_day(self.text[start:end])

    def _open_body(self, dateline: Dateline, end: int) -> None:
        self.dateline = dateline
        at = dateline.span.end
        while at < end and self.text[at].isspace():
            at += 1
        if at < end:
            self.body.append((at, end))

    def _is_title(self, index: int, line: str) -> bool:
        if self.title is not None:
            return False
        if self.given:
            return _reads(line, self.given)
        if index > 3 or len(self.lines) < 2 or len(line) > TITLE_LENGTH or BYLINE.match(line) or metadata_line(line):
            return False
        kind = furniture_kind(line)
        if kind == "related" and index == 0 and not line.lower().startswith(("related", "read", "more")):
            kind = None  # "Analysis: …" and "Watch live: …" above a page are its title
        plain = _plain(line)
        if kind is not None or len(line.split()) > TITLE_WORDS or len(plain) < 2:
            return False
        if line[-1] == "." and ". " in line and not _title_case(line):
            return False  # two sentences
        following = self.lines[index + 1 : index + 4]
        if any(_reads(self.text[start:end], plain) for start, end in following):
            return True
        if line[-1] in ".," and not _title_case(line) and not self._above_dateline(index):
            return False
        if line[0] in '"“' and line[-1] in '"”':
            return False  # a quoted paragraph
        if not any(
            end - start > len(line) and self.text[end - 1] in ".!?\"”’')"
            for start, end in self.lines[index + 1 : index + 7]
        ):
            return False
        return not (index == 0 and self._all_short())

    def _above_dateline(self, index: int) -> bool:
        """Whether the next line opens with a dateline: what stands above it is no sentence of the story."""
        return index + 1 < len(self.lines) and find_dateline(self.text, *self.lines[index + 1]) is not None

    def _all_short(self) -> bool:
        """A poem, a list: no line is longer than a title."""
        return len(self.lines) > 3 and all(end - start < 60 for start, end in self.lines)

    def _rest(self, at: int) -> None:
        """Reads the lines of the body and below it."""
        related = False
        closing = len(self.lines) - CLOSING_LINES
        for index, (start, end) in enumerate(self.lines[at:], at):
            if end - start > TITLE_LENGTH:  # no other part of a page is as long
                related = False
                self.body.append((start, end))
                continue
            line = self.text[start:end]
            if index >= closing and self.body:
                last = index == len(self.lines) - 1
                if CREDIT_LINE.fullmatch(line) or (last and _credits_barely(line)):
                    self.credit_line = self.credit_line or span(self.text, start, end)
                    self._add(start, end, "notice")
                    continue
            if self.plain is not None and _reads(line, self.plain):
                self._add(start, end, "title-repeated")
                continue
            kind: _FurnitureKind | None = furniture_kind(line)
            if kind is None and end - start < 200 and metadata_line(line):
                kind = "metadata"
            if kind is None and related and line[-1] not in '.!”"':
                kind = "related"
            elif kind is None:
                related = False
            if kind is None:
                self.body.append((start, end))
                continue
            related = related or bool(RELATED_HEADING.fullmatch(line))
            self._add(start, end, kind)

    def _add(self, start: int, end: int, kind: _FurnitureKind) -> None:
        self.furniture.append(Furniture(span=span(self.text, start, end), kind=kind))


_NOT_WORD = re.compile(r"[\W_]+")
_ONLY_WORDS: Final = bytes(at if chr(at).isalnum() and at < 128 else 32 for at in range(256))  # the same, for ASCII
_FIRST_WORD = re.compile(r"[\W_]{0,40}+([A-Za-z0-9]{1,40}+)(?=[\W_])")


def _plain(line: str) -> str:
    """The words of a line, folded, so that two printings of one title agree."""
    folded = fold_marks(line).casefold()
    if folded.isascii():
        return " ".join(folded.encode("ascii").translate(_ONLY_WORDS).decode("ascii").split())
    return _NOT_WORD.sub(" ", folded).strip()


def _reads(line: str, plain: str) -> bool:
    """Whether the words of a line, folded, are `plain`; most lines tell by their first word that they are not."""
    head = line[0]
    if head.isalnum() and head.isascii():
        return head.lower() == plain[:1] and _plain(line) == plain
    first = _FIRST_WORD.match(line)
    if first is not None and not plain.startswith(first[1].lower()):
        return False
    return _plain(line) == plain


_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(
    form(word)
    for word in "a an the and or but of in on at to for from by with as is vs v via de la".split()
    for form in (str.lower, str.capitalize, str.upper)
)


def _title_case(line: str) -> bool:
    """Whether nearly all longer words of a line that is no long one open with a capital."""
    if len(line) >= TITLE_CASED:
        return False
    initials = [word[0] for word in _TITLE_WORD.findall(line) if word not in _SMALL]
    return len(initials) >= 3 and len(list(filter(str.isupper, initials))) >= 0.85 * len(initials)


# --- datelines --------------------------------------------------------------------------------------------------------------

_CAPS = r"[^\W\d_a-zß-öø-ÿа-яё]"
_CAPS_WORD = rf"{_CAPS}(?:{_CAPS}|['’.\-]){{0,24}}"
_CITY_WORD = r"[^\W\d_][\w'’.\-]{0,24}"
_PLACE_CAPS = rf"{_CAPS_WORD}(?:(?:\s|/|\s?&\s?){_CAPS_WORD}){{0,4}}"
_REGION = r"(?:,\s?[^\W\d_][\w.’'\-]{1,24}(?:\s[^\W\d_][\w.]{1,24}){0,2})"
_PLACE_ANY = rf"[^\W\d_a-z]{_CITY_WORD[8:]}(?:\s{_CITY_WORD}){{0,3}}"
_DATE = (
    r"(?:(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|"
    r"[Dd]ec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s20\d\d)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s)?[^\W\d_]{3,10}\.?(?:\s(?:de\s)?20\d\d)?|20\d\d-\d\d-\d\d|"
    r"\d{1,2}[./]\d{1,2}[./](?:20)?\d\d)"
)
_SLUG = r"(?:/(?P<slash>[^\n/]{2,60})/|\((?P<paren>[^\n()]{2,60})\)|\[(?P<square>[^\n\[\]]{2,60})\])"
_END = r"(?:\s?[-–—―]{1,3}|\s?:|\s?\.)"
_DATELINE = re.compile(
    rf"(?<!\w)(?:(?P<place>(?:{_PLACE_CAPS}|{_PLACE_ANY}){_REGION}{{0,2}})(?:[,.]?\s?(?:\(?(?P<date>{_DATE})\)?))?\s?[.,"
    rf"]?\s?)?{_SLUG}(?P<end>{_END}{{0,2}})(?=\s|[^\W\d_]|[\"“'‘])"
)
_SLUG_OPEN = re.compile(r"[/(\[]")
_SLUG_END = re.compile(rf"{_SLUG}(?P<end>{_END})?")
_DATELINE_BARE = re.compile(
    rf"(?<!\w)(?P<place>{_PLACE_CAPS}{_REGION}{{0,2}})(?:[,.]?\s(?P<date>{_DATE}))?(?:\s?[–—―]\s?|\s?-{{1,3}}\s|\s--?|"
    rf"(?<=\d)\.\s)(?=\s{{0,2}}[\w\"“'‘(\[])"
)
_DATELINE_DASHED_AGENCY = re.compile(
    rf"(?<!\w)(?P<place>{_PLACE_CAPS}{_REGION}{{0,2}}),?\s(?P<date>{_DATE})\s?[-–—.,]\s?(?P<agency>[^\W\d_][\w "
    rf".&-]{{1,30}}?)\s?[.–—:]\s"
)
# A city that the table knows needs no capitals, and may stand before a colon.
_DATELINE_CITY = re.compile(
    rf"(?<!\w)(?P<place>(?:{_PLACE_CAPS}|{_PLACE_ANY}){_REGION}{{0,2}})(?:[,.]?\s\(?(?P<date>{_DATE})\)?)?"
    r"(?:\s?[–—―]\s?|\s-{1,3}\s|(?P<colon>:)\s)"
)
# The forms of a dateline in the order in which they are tried, each with signs of which it needs one.
_DATELINES: Final = (
    (_DATELINE, "/(["),
    (_DATELINE_DASHED_AGENCY, "-–—.,"),
    (_DATELINE_BARE, "–—―-."),
    (_DATELINE_CITY, "–—―-:"),
)
_RUNNING = re.compile("[A-Za-z’']+ " * 7)  # more words in a row than a dateline has before a sign or a number
_SLUG_OPENS: Final = frozenset("/([")
_IN_CAPITALS: Final = (_DATELINE_DASHED_AGENCY, _DATELINE_BARE)
_COLON_LINE: Final = 100  # code points; a shorter line that opens with "Moscow:" is a headline
_NOT_PLACE = frozenset(
    "I By BY From A BREAKING UPDATE UPDATED WATCH VIDEO PHOTOS EXCLUSIVE OPINION ANALYSIS LIVE READ MORE Q NOTE EDITOR "
    "RELATED".split()
)
_AGENCY_SHAPE = re.compile(r"(?:[A-Z]{2,6}|[A-Z][\w.]{0,60}+(?:[ -][A-Z][\w.]{0,60}+){0,3}+)\Z")


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline at text[start:], where a paragraph begins; it ends before `end`. None where there is none."""
    first = text[start : start + 1]
    if not first.isalpha() and first not in _SLUG_OPENS:
        return None
    stop = min(end, start + DATELINE_REACH)
    if _RUNNING.match(text, start, stop):
        return None
    head, plain = text[start:stop], "a" <= text[start + 1 : start + 2] <= "z"
    for pattern, signs in _DATELINES:
        if plain and pattern in _IN_CAPITALS:
            continue
        if pattern is _DATELINE_CITY and not _opens_with_city(head):
            continue
        if not [sign for sign in signs if sign in head] or (pattern is _DATELINE and not _slugged(head)):
            continue
        match = pattern.match(text, start, stop)
        if match is None or match.end() >= end:
            continue
        if pattern is _DATELINE_CITY and not _known_city(text, match, end):
            continue
        found = _dateline(text, match)
        if found is not None:
            return found
    return None


def _slugged(head: str) -> bool:
    """Whether what stands between strokes or in brackets may be an agency: it is a known one, or parted from what follows."""
    for sign in _SLUG_OPEN.finditer(head):
        slug = _SLUG_END.match(head, sign.start())
        if slug is not None and (slug["end"] or is_agency(slug["slash"] or slug["paren"] or slug["square"])):
            return True
    return False


def _opens_with_city(head: str) -> bool:
    """Whether the line opens with a city which the table knows, and no word in small letters stands right behind it."""
    first = _FIRST_OF_PLACE.match(head)
    cities = _CITY_HEADS.get(first.group().rstrip(".").lower(), ()) if first is not None else ()
    for city in cities:
        behind = head[len(city) : len(city) + 2]
        if not behind[:1].isalnum() and not behind[1:].islower() and head[: len(city)].lower() == city:
            return True
    return False


_FIRST_OF_PLACE = re.compile(r"[^\W\d_][\w'’.\-]*")
_CITY_HEADS: Final[dict[str, list[str]]] = {}
for _city in sorted(CITIES):
    _CITY_HEADS.setdefault(_city.split()[0].rstrip("."), []).append(_city)


def _known_city(text: str, match: re.Match[str], end: int) -> bool:
    if match["place"].split(",")[0].strip(" .").lower() not in CITIES:
        return False
    return not match["colon"] or (end - match.start() > _COLON_LINE and text[end - 1] in ".!?\"”’'")


def _dateline(text: str, match: re.Match[str]) -> Dateline | None:
    groups = match.groupdict()
    place = _group(text, match, "place")
    agency = next(
        (found for key in ("slash", "paren", "square", "agency") if (found := _group(text, match, key))), None
    )
    has_date = bool(groups.get("date"))
    if place is not None:
        words = place.text.replace(",", " ").split()
        if words[0].rstrip(".:") in _NOT_PLACE or len(place.text) > 60:
            return None
        if not place.text[: len(words[0])].isupper() and agency is None and match.re is not _DATELINE_CITY:
            return None
        if agency is None:
            place, agency = _agency_in_place(text, place)
    if agency is not None:
        known = is_agency(agency.text)
        parted = bool(groups.get("end")) if "end" in groups else True
        caps = place is not None and place.text.split(",")[0].isupper()
        if not known and not (parted and (caps or has_date) and _AGENCY_SHAPE.match(agency.text)):
            return None
        if place is None and not known:
            return None
        if place is not None and not caps and not parted and not has_date:
            return None  # "Smith (AP)": no dateline without its dash
    elif len(match.group().split()) > 10:
        return None
    stop = match.end()
    while stop > match.start() and text[stop - 1].isspace():
        stop -= 1
    return Dateline(span=span(text, match.start(), stop), place=place, date=_group(text, match, "date"), agency=agency)


def _agency_in_place(text: str, place: Span) -> tuple[Span | None, Span | None]:
    """ "HALDEN. NLA –", "AP –": the agency may stand where the place does."""
    if is_agency(place.text):
        return None, place
    head, point, tail = place.text.rpartition(". ")
    if point and is_agency(tail):
        return span(text, place.start, place.start + len(head)), span(text, place.end - len(tail), place.end)
    return place, None


_ABBREVIATED = re.compile(r"(?:\.[A-Z]|,\s[A-Z][a-z]{1,4})\.\Z")


def _group(text: str, match: re.Match[str], key: str) -> Span | None:
    if key not in match.re.groupindex or match[key] is None:
        return None
    start, end = match.span(key)
    while end > start and text[end - 1] in " ,.":
        if text[end - 1] == "." and key == "place" and _ABBREVIATED.search(text, start, end):
            break
        end -= 1
    return span(text, start, end) if end > start else None


def _credits_barely(line: str) -> bool:
    """Whether a line only names an agency: one that is known, one word, or words of news; not a person's name or initials."""
    found = BARE_CREDIT.fullmatch(line)
    if found is None:
        return False
    name = found["to"]
    return is_agency(name) or (" " not in name and len(name) > INITIALS) or bool(_OF_NEWS.search(name))


def is_agency(name: str) -> bool:
    """Whether a slug or credit names a news agency or wire service that the table knows ("Reuters", "AP", "dpa")."""
    plain = re.split(r"\s?[/,;|]\s?", name.strip().lower())[0]
    plain = plain.removeprefix("the ").strip()
    return plain in AGENCIES or name.strip().lower() in AGENCIES or f"the {plain}" in AGENCIES
