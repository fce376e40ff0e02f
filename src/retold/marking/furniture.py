"""The set phrases of page furniture, bylines and metadata lines. Each pattern is anchored, bounded, and
tested on one line."""

from __future__ import annotations

import re
from typing import Final, Literal

FURNITURE_LENGTH: Final = 160  # code points; a longer line that opens with a set phrase is a sentence of the story
MENU_LINES: Final = 12  # a menu has at least so many lines, so many of them names of sections, and no more code points;
MENU_SECTIONS: Final = 4  # of 4,695 pages of a US collection, 8 are menus by this, and each of them is one
MENU_LENGTH: Final = 5000

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_TIME = (
    r"(?:(?:at\s)?\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)(?:\s?\(?(?:[a-z]{2,5}|"
    r"gmt\s?[+-]?\d{0,2}(?::\d\d)?|\+\d\d:?\d\d)\b\)?)?"
)
_DAY = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s|(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s)?"
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:at\s)?20\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTH}|"
    rf"[^\W\d_]{{3,10}}),?\s20\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d)"
)
_STAMP = rf"{_DAY}(?:[t,|/\s·•@-]{{1,4}}{_TIME})?|{_TIME}(?:[,|/\s·•@-]{{1,4}}{_DAY})"
_LABEL = (
    r"(?:date|published|publication date|posted|updated|last updated|first published|modified|last modified|"
    r"created|added|issued|release date|story date|filed)"
)

# A date with its label in front of other text, or a date alone, at the start of a line: "date 2024-08-28 ".
METADATA_LEAD: Final = re.compile(rf"(?:{_LABEL}(?:\son|\sat|\s?:|\s-)?\s+(?:{_STAMP}))(?=\s|$|[|.,])", re.IGNORECASE)
METADATA_LABELS: Final = frozenset(
    "dat pub pos upd las fir mod cre add iss rel sto fil".split()
)  # what a label begins with
_METADATA_LINE: Final = re.compile(
    rf"(?:{_LABEL}\s+{_TIME}\.?|(?:this (?:article|story|post) was )?(?:originally |first |last )?(?:published|"
    rf"updated|posted) at {_TIME}\.?"
    rf"|(?:{_LABEL}(?:\son|\sat|\s?:)?\s+)?(?:{_STAMP}|\d{{1,2}}\s(?:minutes?|hours?|days?|weeks?|months?)\sago)"
    rf"(?:\s?[|,·•–—-]?\s?(?:{_LABEL})(?:\son|\sat|\s?:)?\s+(?:{_STAMP}|\d{{1,2}}\s(?:minutes?|hours?|days?)\sago))?"
    r"(?:\s?[|·•,–—-]\s?(?:\d{1,2}\smin(?:utes?)?\sread|[A-Z][\w ]{2,30}))?[\s.|]{0,3})",
    re.IGNORECASE,
)


_DIGIT, _ANY_DIGIT = re.compile("[0-9]"), re.compile(r"\d")
# What such a line opens with, if with no digit: a label, a day or a month.
_METADATA_HEADS: Final = METADATA_LABELS.union(
    "thi ori mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec".split(),
    {"at ", "at\u00a0"},
)


def metadata_line(line: str) -> bool:
    """Whether a line says when the page was published; it holds a digit then."""
    head = line[:3].lower()
    if head not in _METADATA_HEADS and head.isascii() and head and not head[0].isdigit():
        return False
    if not _DIGIT.search(line) and (line.isascii() or not _ANY_DIGIT.search(line)):
        return False
    return _METADATA_LINE.fullmatch(line) is not None


# A section's name that stands alone above the story.
_SECTION: Final = re.compile(
    r"(?:the\s)?(?:(?:u\.?s\.?|uk|world|local|national|international|breaking|latest|top|business|"
    r"political)\s)?(?:politics|world|economy|business|sports?|america|news|opinion|health|science|culture|"
    r"technology|tech|nation|national|local|law|education|music|movies|entertainment|arts|books|life|lifestyle|"
    r"money|markets|europe|asia|africa|middle east|americas|travel|style|food|"
    r"environment|energy|national security|must reads|the two-way|commentary|editorial|elections?|society|crime|"
    r"religion|history|media|features?|home|international)",
    re.IGNORECASE,
)
_SECTION_LENGTH: Final = 40  # code points; no name of a section is longer


def section(line: str) -> bool:
    """Whether a line is the name of a section."""
    return len(line) <= _SECTION_LENGTH and _SECTION.fullmatch(line) is not None


_PERSON = r"[A-Z][\w.’'-]{0,40}(?:\s(?:[A-Z][\w.’'-]{0,40}|de|da|van|von|der|den|bin|al|el|la|le|y)){1,4}"
_PEOPLE = rf"{_PERSON}(?:(?:,\s(?:and\s)?|\s(?:and|&|AND)\s|;\s?){_PERSON}){{0,5}}"
BYLINE: Final = re.compile(
    r"(?:(?:By|BY|by|Written by|Story by|Reported by|Words by|Text by|From|Author|Authors|Report "
    rf"by)(?:\s?:)?\s+(?:the\s)?{_PEOPLE}|By\s[A-Z][a-z]{{2,20}})"
    r"(?:(?:,|\s[|–—-]|\s?\||\s(?:for|in|of|at)\s|\s?/|\s\()[^.\n]{0,90})?\s{0,3}(?:[.|]\s?)?$"
)
# Without "By": "JANE DOE, Newland Agency", "Jane Doe | NLA", "Jane Doe, Chief Correspondent".
BYLINE_SHAPE: Final = re.compile(
    rf"(?<!\w){_PERSON}(?:,\s|\s?\|\s?|\s[–—-]\s)(?:[A-Z][\w.&’'-]{{0,40}}\s?(?:of\s|the\s|for\s|and\s|in\s)?){{1,6}}$"
)

# A credit that is a line of its own: "Source: Halden Wire".
CREDIT_LINE: Final = re.compile(
    r"[(\[]?(?:sources?|original source|news source|via|quelle|fuente|источник)\s?[:–—-]\s?"
    r"[^\n.:]{2,60}(?:\.[a-z]{2,4}){0,2}[)\]]?\.?",
    re.IGNORECASE,
)

# The same without "Source": "(Halden Wire)", "/HALDEN/", "— Halden". No word that tells of the page itself: "(Ends)", "(Updated)".
BARE_CREDIT: Final = re.compile(
    r"(?:(?P<open>[(\[/])|[–—]\s?|--\s?)(?!(?i:ends?|more|updated?|updates|file|photos?|continued|developing|advert\w*)\b)"
    r"(?P<to>[A-Z][\w&’'.-]{1,30}(?:\s[A-Z][\w&’'.-]{0,30}){0,2})(?(open)[)\]/]\.?)"
)

RELATED_HEADING: Final = re.compile(
    r"(?:related(?:\s(?:posts?|articles?|stories|story|news|topics?|links?|content|coverage|reading|videos?|"
    r"items?))?|read (?:more|also|next|this)|"
    r"(?:you )?(?:may|might) (?:also )?like|more (?:from|on|in|news|stories|coverage)\b.{0,60}|see also|also "
    r"read|recommended(?: for you| stories)?|"
    r"most (?:read|popular|viewed|shared)|trending(?: now| stories)?|latest (?:news|stories|posts)|other news|"
    r"popular (?:posts|stories)|"
    r"top stories|editor['’]?s['’]? picks|what to read next|up next|don['’]t miss|similar (?:posts|articles|"
    r"news)|previous (?:post|article)|next (?:post|article)|"
    r"further reading|in other news|around the web|from the web|sponsored (?:content|links|stories)|promoted "
    r"(?:content|stories))\s{0,3}[:»>…]{0,3}\s{0,3}",
    re.IGNORECASE,
)
_RELATED_LINE = re.compile(
    r"(?:(?:related(?:\s(?:posts?|articles?|stories|story|news|video|link))?|read (?:more|also|next|"
    r"this)(?:\s(?:about|on|at|from|here))?|see (?:also|more)|also read|also on .{2,40}|also see|more|more from "
    r".{2,50}|"
    r"watch(?: (?:now|live|more|this|here|also|below|video))?|also watch|listen(?: (?:now|here|to this))?|video|"
    r"videos|photos|in pictures|gallery|slideshow|more on this(?: story)?|from the archives?|recommended|"
    r"don['’]t miss|must[ -]read|trending|you (?:may|might) (?:also )?like|flashback|go deeper|explore|"
    r"interactive|live updates?|opinion|analysis|editorial)\s?(?:[:»>|]|\s[–—-]\s))",
    re.IGNORECASE,
)
_CAPS_LEAD = re.compile(
    r"(?:RELATED|READ MORE|READ ALSO|ALSO READ|SEE ALSO|READ|WATCH|WATCH LIVE|ALSO WATCH|MORE|MORE FROM|VIDEO|"
    r"PHOTOS|RECOMMENDED|DON['’]T MISS)\b[ :»>–—-]{1,3}\S"
)
_SHARE = re.compile(
    r"(?:share(?: (?:this|on|via|with|it|your|the|your thoughts)\b.{0,80}|\s?[|:].{0,60})?|tweet(?: this)?|pin "
    r"it|e?-?mail(?: this)?(?: article| story)?|print(?: this)?(?: article| story)?|copy link|"
    r"facebook|twitter(?: @\w{2,20})?|@\w{2,20}|whatsapp|telegram|linkedin|pinterest|reddit|google\+|flipboard|"
    r"follow (?:us|@|him on|her on|the author|.{2,40} on (?:twitter|facebook|instagram|telegram|x)\b).{0,120}|"
    r"like us on .{2,60}|join (?:us|our|the conversation)\b.{0,90}|subscribe\b.{0,100}|sign up (?:for|to|here|"
    r"now)\b.{0,100}|get (?:our|the) .{0,50}(?:newsletter|app|alerts)\b.{0,40}|"
    r"download (?:our|the) .{0,30}app\b.{0,40}|(?:\d[\d,.k]{0,12}\s)?(?:comments?|shares?|likes?|"
    r"views?)(?:\s?\(\d+\))?|leave a (?:comment|reply)|view comments|show comments|comment below|"
    r"have your say(?:\s?[:!–—-].{2,80}|\s(?:here|below|now))?|(?:let us know|tell us) .{0,50}comments?(?: below)?|"
    r"(?:enter )?(?:your |a valid )?e-?mail address|(?:you can |to )?unsubscribe (?:at any time|here)\b.{0,60}|"
    r"by (?:signing up|submitting|subscribing)[^.]{0,40} you .{2,100}|"
    r"(?:facebook|twitter|whatsapp|email|e-mail|print|share|tweet|linkedin|pinterest|reddit|telegram|copy link|"
    r"google\+|messenger|,|\||/|·|•|\s){3,14})\s{0,2}[.!»>:]?",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:advertisement(?:\s[–—-]\s.{2,60})?|advertising|ad|sponsored|story continues (?:below|after)\b.{0,40}|article continues "
    r"(?:below|after)\b.{0,40}|continue reading\b.{0,60}|continued (?:below|on)\b.{0,40}|"
    r"(?:copyright|\(c\)|©|all rights reserved)\b.{0,140}|©.{0,140}|this (?:material|content|article|story) "
    r"(?:may not be|is copyright|was (?:produced|published|written) (?:by|in partnership|with))\b.{0,140}|"
    r"(?:image|photo|picture|media|video) (?:copyright|caption|credit|source|by|courtesy)\b.{0,150}|(?:photo|"
    r"image|picture|photograph|illustration|credit)\s?:\s?.{1,120}|\(?(?:photo|image) by .{2,100}\)?|"
    r"file (?:photo|picture|image)\b.{0,100}|\(?(?:ap|afp|reuters|getty|epa) (?:photo|images?)(?:/.{1,60})?\)?|"
    r"[^\n]{2,140}\((?:image|photo|picture|pic|credit)s?\s?[:/]\s?[^()\n]{2,60}\)|"
    r".{2,60}/(?:getty images|reuters|afp|ap|epa|ap photo)|.{2,40} via (?:ap|getty images|reuters|afp)|getty "
    r"images|"
    r"loading(?:\.\.\.|…)?|please (?:enable|turn on) .{0,60}|your browser does not .{0,60}|this video "
    r".{0,60}(?:unavailable|javascript).{0,40}|play video|click here\b.{0,100}|"
    r"tags?\s?:.{1,140}|topics?\s?:.{1,140}|filed under\b.{1,120}|categories\s?:.{1,120}|keywords\s?:.{1,140}|"
    r"home\s?[>»/].{1,100}|skip to .{0,40}|back to top|"
    r"correction\s?:\s?.{0,60}|editor['’]s note\s?:.{0,120}|breaking news|developing story|this is a "
    r"(?:developing|breaking) (?:news )?story\b.{0,100}|more to (?:come|follow)\b.{0,30}|"
    r"we (?:use|value) (?:cookies|your privacy)\b.{0,100}|accept (?:all )?cookies|read (?:the )?full (?:story|"
    r"article)\b.{0,60}|http\S{4,150}|www\.\S{4,150}|[*_=~•·-]{3,40}|#{2,10}|-?30-?|ends|end)\s{0,2}[.:»>]?",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[(\[]?(?:contributing(?: writers?)?:|(?:additional |with )?report(?:ing|ed) (?:by|from)|writing by|written "
    r"by|edited by|editing by|compiled by|translated by|produced by|follow .{2,30} on "
    r"twitter)\s[^\n]{2,150}[)\]]?[.]?",
    re.IGNORECASE,
)
_SENTENCE_GOES_ON = re.compile(r"[.!?][\"”’']?\s+[\"“‘]?[A-Z]\w+\s+[a-z]+\s+[a-z]+\s")

# What a line of furniture that opens with a letter opens with, unless it is a photographer's credit: with a stroke or "via".
_LEADS: Final[dict[str, tuple[str, ...]]] = {}
for _lead in (
    "read|related|recommended|you may|you might|may |might |more|see |also |most |trending|latest |other news|"
    "popular |top stories|editor|what to read|up next|don't|similar |previous |next |further reading|"
    "in other news|in pictures|around the web|from the|sponsored|promoted|watch|listen|video|photo|gallery|"
    "slideshow|must|flashback|go deeper|explore|interactive|live|opinion|analysis|share|tweet|pin|email|e-mail|"
    "mail|print|copy|facebook|twitter|whatsapp|telegram|linkedin|reddit|google|flipboard|messenger|follow|like|"
    "join |subscribe|sign up|get our |get the |download |comment|view|leave a |show comments|contributing|"
    "additional |with report|report|writing by|written |edited by|editing by|compiled by|translated by|"
    "produced by|ad|story continues |article continues |continue|all rights|this |image|picture|media|"
    "illustration|credit|file |ap |afp |reuters |getty |epa |loading|please |your browser|play video|click here|"
    "tag|topic|filed under|categories|keywords|home|skip to |back to top|correction|breaking news|"
    "developing story|we use |we value |accept |http|www.|end|have your say|let us |tell us |enter your |your e|you can |"
    "unsubscribe|to unsubscribe|by signing|by submitting|by subscribing"
).split("|"):
    _LEADS[_lead[:2]] = (*_LEADS.get(_lead[:2], ()), _lead)  # by the two letters that it begins with
_Kind = Literal["related", "share", "byline", "notice"]


def _may_lead(low: str, leads: tuple[str, ...] | None) -> bool:
    """Whether a line, in small letters, may open with one of these; one with other than plain letters may."""
    return leads is not None and (low.startswith(leads) or not low.isascii())


def furniture_kind(line: str) -> _Kind | None:
    """What furniture a trimmed line is, None where it is part of the story."""
    if not line or len(line) > FURNITURE_LENGTH:
        return None
    low = line[:20].lower().replace("’", "'")
    head = low[:2]
    if (
        (line[0] in '"“' or (line[0].isalpha() and head.isascii() and not _may_lead(low, _LEADS.get(head))))
        and "/" not in line
        and line[-1] != ")"
        and not (" via " in line or " Via " in line or " VIA " in line)
    ):
        return None  # most lines; the whole way below gives the same
    if RELATED_HEADING.fullmatch(line):
        return "related"
    if _RELATED_LINE.match(line) or _CAPS_LEAD.match(line):
        return None if _SENTENCE_GOES_ON.search(line) else "related"
    if _SHARE.fullmatch(line):
        return "share"
    if _STAFF.fullmatch(line):
        return "byline"
    if _NOTICE.fullmatch(line) and not _SENTENCE_GOES_ON.search(line):
        return "notice"
    return None


_BULLETS: Final = " \t-*•·–—|>»"


def no_article(text: str) -> str | None:
    """Why a text is no article that could have been retold, in the words of an account; None where it may be one.

    A menu of a site that was taken for an article has short lines, among them names of sections, and no sentence. Two pages of
    which only the menu was kept are not one story, though every word agrees.
    """
    if not any(map(str.isalnum, text)):
        return "no words"
    if len(text) > MENU_LENGTH:
        return None
    lines = [bare for line in text.splitlines() if (bare := line.strip(_BULLETS))]
    is_menu = (
        len(lines) >= MENU_LINES
        and not any(line[-1] in ".!?" and line.count(" ") >= 5 for line in lines)
        and sum(map(section, lines)) >= MENU_SECTIONS
    )
    return "a menu, no article" if is_menu else None
