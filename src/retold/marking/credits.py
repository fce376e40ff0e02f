"""Credits: where a text says whose report it is.

Observations
1. An outlet that republishes says so in a set form, and names itself in it: "News.Az reports, citing TASS", "Trend reports
   referring to Kabar", "as reported by the Daily Ode".
2. A page may end with the credit: "Source: Reuters", "With inputs from PTI", "This story first appeared in …", "The Associated
   Press contributed to this report".
3. A slug without a place at the start, "(Reuters) –", is a credit; with a place it is a dateline, and the agency is in that.
4. "according to Y", "Y reports" and "Y reported" name a voice; they are a credit where Y is a known agency, or where Y is
   a web name ("News.Az") that is not the outlet itself; ", as the Halden Post reports" is one wherever Y has the name of a medium.
5. In "X reports, citing Y", Y is credited where it is a medium, or where X is the page's own outlet. Where X is another medium
   and Y is none ("Halden Wire reports, citing the fire service"), the report is X's, and Y is a voice.
6. A line of its own below the story ("Source: Halden Wire") and a byline that names an agency ("By Halden Wire") are credits.

Known exception: an outlet that says "reports" of another with a common-noun name ("the newspaper reports") is not named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retold.marking.furniture import BARE_CREDIT
from retold.marking.layout import is_agency
from retold.marking.lexicon import AGENCIES
from retold.marking.sought import Sought
from retold.records.article import Span, span
from retold.records.marks import Credit, Dateline
from retold.text.tokenise import norms_of, notice, noticed, words_of

NAME_REACH: Final = 80  # code points before "contributed to this report" in which the name stands
EDGE_PARAGRAPHS: Final = 1200  # code points at the end of a text in which closing credits stand

_WORD = r"(?<![\w’'-])[A-Z0-9\u0410-\u042f][\w’'&/+-]{0,40}+(?:\.[A-Za-z0-9][\w-]{0,20}+){0,2}+"
_NAME = rf"(?:the\s|The\s)?(?=[^\W\d_]|\d\w{{0,20}}\.[a-z]{{2}}){_WORD}(?:\s(?:of\s|the\s|and\s|for\s)?{_WORD}){{0,4}}"
_NOUN = (
    r"(?:\s(?:news\s)?(?:agency|newspaper|website|portal|channel|outlet|service|site|magazine|daily|network|"
    r"broadcaster|correspondent))?"
)
_KIND = (
    r"(?:(?:the\s)?(?:[A-Z][a-z]+\s|[a-z]+\s){0,2}(?:news\s)?(?:agency|newspaper|website|portal|channel|outlet|"
    r"service|site|magazine|daily|network|broadcaster)\s)?"
)
_CITING = r"(?:citing|quoting|with (?:a )?reference to|referring to|with a link to|citing sources? in|via)"
_REPORTS = (
    r"(?:reports?|reported|informs?|informed|writes?|wrote|says|said|announced|notes?|noted|learned|has learned|"
    r"relays?)"
)
_WEB_NAME = re.compile(r"\w\.[A-Za-z]{2,4}\b")
_REPORTS_ONLY = re.compile(r"\b(?:reports?|reported|informs|informed|writes)\b")
_REPORTS_LAST = re.compile(rf"\b{_REPORTS},?\s\Z")
_AS = re.compile(r"as(?<=\bas)\s")
_PAIR = re.compile(rf"(?P<by>{_NAME}){_NOUN}\s{_REPORTS},?\s{_CITING}\s{_KIND}(?P<to>{_NAME})")
_PAIR_TURNED = re.compile(
    rf"\b(?:reports|reported|informs|writes)\s(?P<by>{_NAME}){_NOUN},?\s{_CITING}\s{_KIND}(?P<to>{_NAME})"
)
_AS_REPORTED = re.compile(
    r"[aAfwrcq](?<!\w.)(?:(?<=a)s (?:first )?reported by|(?<=f)irst reported by|(?<=w)as first reported by|(?<=[aA])ccording to|"
    rf"(?<=r)eports|(?<=c)iting|(?<=q)uoting|(?<=q)uoted by)\s{_KIND}(?P<to>{_NAME})"
)
_AS_REPORTS = re.compile(rf"\bas\s(?P<to>{_NAME})\s(?:reports|reported|informs|writes)\b")
_TRADE = re.compile(r"\b(?:agency|newspaper|website|portal|channel|outlet|magazine|daily|network|broadcaster)\b")
_BYLINE = re.compile(rf"\s{{0,4}}(?:By|BY|From)(?:\s?:)?\s{{1,4}}(?P<to>{_NAME})")
_NEWSWIRE = re.compile(r"\b(?:Wire|Newswires?|News Agency|News Service|Press Agency|Press Association)\Z")
_REPORTED_BY = re.compile(rf"reported by\s{_KIND}(?P<to>{_NAME})")
_OWN_NAME = re.compile(
    r"\b(?P<a>[A-Z0-9]\w{1,20}\.[A-Z]?[a-z]{1,3})\s(?:reports|informs|has learned)\b|"
    r"\breports\s(?P<b>[A-Z]\w{1,20}\.[A-Z]?[a-z]{1,3})\b"
)
_SAYS = re.compile(rf"(?P<to>{_NAME})(?:\snews agency)?\s(?:reports|reported|informs)\b")
_CLOSING = re.compile(
    r"(?:(?:\(|\[)?(?:[Ss]ource|SOURCE|[Oo]riginal(?: source)?|[Vv]ia|[Cc]redit|[Qq]uelle|Источник|[Ff]uente|"
    rf"[Hh]/[Tt]/?)\s?[:–—-]\s?(?P<a>{_NAME})"
    r"|[Ww]ith (?:agency )?(?:inputs?|reporting|files|additional reporting|reports|material)\s(?:from|"
    rf"by)\s(?P<b>{_NAME})"
    r"|(?:[Tt]his (?:story|article|report|piece|post|column)|[Ii]t)\s(?:was )?(?:originally |first "
    rf")(?:published|appeared|posted|ran)\s(?:at|in|on|by|with)\s(?P<c>{_NAME})"
    rf"|(?:©|\([Cc]\)|[Cc]opyright)\s(?:\(c\)\s|©\s)?(?:20\d\d,?\s)?(?:by\s)?(?P<d>{_NAME}))"
)
_CONTRIBUTING: Final = notice({"contributed"})
_CONTRIBUTED = re.compile(r"\scontributed to this (?:report|story|article)")
_NAME_END = re.compile(rf"{_NAME}\Z")
_LAST_LINE = re.compile(r"\n[^\S\n]*+[(—–-]{0,2}\s?(?P<to>[A-Z][\w.&/ -]{1,40}?)\)?\.?\s*+\Z")
_TAIL = re.compile(r"(?:\s(?:and|of|the|for|on|in)|['’]s){1,24}+\Z")


def find_credits(
    text: str, start: int, end: int, dateline: Dateline | None = None, outlet: str | None = None
) -> tuple[Credit, ...]:
    """The credits in text[start:end], in order, none overlapping. `outlet` is the article's own, which cannot
    be credited."""
    found: list[Credit] = []
    if dateline is not None and dateline.place is None and dateline.agency is not None:
        found.append(Credit(span=dateline.span, to=dateline.agency))
    anchors = _anchors(text, start, end)
    # Pairs first: "X reports, citing Y" is one credit, and its "reports" no other.
    for anchor in sorted(anchors, key=lambda found: found.group().lower() in _REPORTING):
        # Each anchor is looked at with bounded room before and after, so that the names around it cost no more than that.
        _around(text, max(start, anchor.start() - 110), min(end, anchor.end() + 160), anchor, outlet, found)
    closing = max(start, end - EDGE_PARAGRAPHS)
    for match in _closings(text, closing, end):
        key = next(key for key in "abcd" if match[key])
        to = _trim(text, *match.span(key))
        _add(found, Credit(span=span(text, match.start(), to.end), to=to))
    for match in _CONTRIBUTED.finditer(text, closing, end) if not _CONTRIBUTING.isdisjoint(noticed(text)) else ():
        whole = _NAME_END.search(text, max(closing, match.start() - NAME_REACH), match.start())
        if whole is not None:
            begin = whole.start() + max(whole.group().rfind(" and ") + 5, 0) * (" and " in whole.group())
            to = _trim(text, begin, match.start())
            if is_agency(to.text) or "Press" in to.text:
                _add(found, Credit(span=span(text, whole.start(), match.end()), to=to))
    last = max(start, end - 60)
    alone = _LAST_LINE.search(text, last, end) if text.find("\n", last, end) >= 0 else None
    if alone is not None and is_agency(alone["to"]):
        _add(found, Credit(span=span(text, *alone.span("to")), to=span(text, *alone.span("to"))))
    return tuple(sorted(found, key=lambda credit: credit.span.start))


def line_credits(
    text: str, closing: Span | None, byline: Span | None, outlet: str | None = None, agency: str | None = None
) -> tuple[Credit, ...]:
    """The credits in lines outside the body: the `closing` line ("Source: Y") and a `byline` that names an agency.

    `outlet` cannot be credited; `agency` is the article's own where known, and needs not be in the table.
    """
    found: list[Credit] = []
    by_whom = _BYLINE.match(text, byline.start, byline.end) if byline is not None else None
    if by_whom is not None:
        to = _trim(text, *by_whom.span("to"))
        own = to.text.lower() == (outlet or "").lower()
        if not own and (is_agency(to.text) or _NEWSWIRE.search(to.text) or to.text.lower() == (agency or "").lower()):
            found.append(Credit(span=span(text, by_whom.start(), to.end), to=to))
    source = _CLOSING.search(text, closing.start, closing.end) if closing is not None else None
    if source is not None and source["a"]:
        to = _trim(text, *source.span("a"))
        if to.text.lower() != (outlet or "").lower():
            found.append(Credit(span=span(text, source.start(), to.end), to=to))
    bare = BARE_CREDIT.fullmatch(text, closing.start, closing.end) if closing is not None and source is None else None
    if bare is not None and bare["to"].lower() != (outlet or "").lower():
        found.append(Credit(span=span(text, bare.start(), bare.end()), to=span(text, *bare.span("to"))))
    return tuple(found)


def own_name(text: str, start: int, end: int) -> str | None:
    """The web name under which an outlet reports in the text itself ("News.Az reports"), None where there is none."""
    for _, at, stop in _OWNING.among(text, start, end):
        low, high = max(start, at - _OWN_REACH), min(end, stop + _OWN_REACH)
        match = _OWN_NAME.search(text, low, high) if text.find(".", low, high) >= 0 else None
        if match is not None:
            return match["a"] or match["b"]
    return None


_ANCHORING: Final = Sought(
    "citing quoting via reported referring reference link reports informs informed according".split()
)
_ANCHOR_REACH: Final = 20  # code points that an anchor goes on behind its first word ("with a reference to")
# The words of closing credits, each with what it is printed with in any of its forms, and what stands beside that.
_SIGNS: Final = {
    **{word: word[1:] for word in "source original credit quelle источник fuente copyright".split()},
    **{word: word for word in "input inputs reporting files reports material published appeared posted ran".split()},
    "via": "ia",
    "h": "/",
    "c": "(",
}
_CLOSING_WORDS: Final = notice(_SIGNS)
_CLOSING_LEAD: Final = 60  # code points before such a word in which the credit begins
_CLOSING_REACH: Final = 400  # code points behind it in which the name ends
_SIGN = re.compile(
    r"(?:ource|riginal|(?<=[Vv])ia|redit|uelle|сточник|uente)\s?[:–—-]|(?:inputs?|reporting|files|reports|material)\s(?:from|by)\s|"
    r"(?:(?<=originally\s)|(?<=first\s))(?:published|appeared|posted|ran)\s|(?<=[Hh])/[Tt]|\([Cc]\)|opyright"
)
_OWNING: Final = Sought({"reports", "informs", "learned"})
_OWN_REACH: Final = 32  # code points beside such a word in which the name stands
_AGENCY_LAST: Final = frozenset(name.split()[-1] for name in AGENCIES) | {"agency"}
_REPORTING: Final = frozenset({"reports", "reported", "informs", "according to"})
# No \b in front: alternatives that all open with a letter are searched fast, and the letter before is looked at afterwards.
_ANCHOR = re.compile(
    r"(?:citing|quoting|via|reported by|referring to|with (?:a )?reference to|with a link to|reports|reported|"
    r"informs|informed|"
    r"[Aa]ccording to)\b"
)


def _anchors(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words in text[start:end] that credits stand by, in order: few words of a text are looked at for them."""
    norm = norms_of(text)
    anchors = []
    for place in _ANCHORING.among(text, start, end):
        k, at, stop = place
        if norm[k] in ("reference", "link"):  # "with a link to"
            k -= 2 if norm[k - 1] == "a" else 1
            if k < 0 or not norm[k].endswith("with"):
                continue
            at, stop = words_of(text).starts[k], words_of(text).ends[k]
        for anchor in _ANCHOR.finditer(text, at, min(end, stop + _ANCHOR_REACH)):
            if anchor.start() < stop and not text[anchor.start() - 1 : anchor.start()].isalpha():
                anchors.append(anchor)
    return anchors


def _closings(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The closing credits in text[start:end], in order, looked for around what they are made of: few texts have any of it."""
    places = [at for sign in ("©", "Source:", "Copyright", "SOURCE") for at in _places(text, sign, start, end)]
    for word in noticed(text) & _CLOSING_WORDS:
        places += [at for at in _places(text, _SIGNS[word], start, end) if _SIGN.match(text, at, end)]
    at = start
    for place in sorted(places):
        low = max(at, place - _CLOSING_LEAD)
        match = _CLOSING.search(text, low, min(end, place + _CLOSING_REACH)) if place >= at else None
        if match is not None and match.start() <= place:
            yield match
            at = match.end()


def _places(text: str, sign: str, start: int, end: int) -> Iterator[int]:
    """Where a sign stands in text[start:end]."""
    at = text.find(sign, start, end)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, end)


def _around(text: str, low: int, high: int, anchor: re.Match[str], outlet: str | None, found: list[Credit]) -> None:
    word = anchor.group().lower()
    if word in _REPORTING:
        before = (text[low : anchor.start()].split() or [""])[-1]
        named = before == "agency" or not (before.isalpha() and before.islower())  # a name may end there
        may = named and word.startswith("report") and _AS.search(text, low, anchor.start())
        as_reports = _across(_AS_REPORTS, text, low, high, anchor) if may else None
        if as_reports is not None:
            to = span(text, *as_reports.span("to"))  # a capital "The" within a sentence is part of the name
            bare = to.text.removeprefix("the ").removeprefix("The ")
            if _medium_like(bare) and (outlet or "").lower() not in {bare.lower(), to.text.lower()}:
                to = span(text, to.start + 4, to.end) if to.text.startswith("the ") else to
                _add(found, Credit(span=span(text, *as_reports.span()), to=to))
                return
        for match in (
            _AS_REPORTED.search(text, max(low, anchor.start() - 18), high),
            _ending_at(_SAYS, text, low, anchor.end())
            if named and word != "according to" and _may_end(before)
            else None,
        ):
            if match is None:
                continue
            to = _trim(text, *match.span("to"))
            if is_agency(to.text) and to.text.lower() != (outlet or "").lower():
                _add(
                    found,
                    Credit(span=span(text, match.start(), max(to.end, match.end() if match.re is _SAYS else 0)), to=to),
                )
        return
    led = text[low : anchor.start()]
    for pattern in (_PAIR, _PAIR_TURNED):
        if not (_REPORTS_LAST if pattern is _PAIR else _REPORTS_ONLY).search(led):
            continue
        pair = _across(pattern, text, low, high, anchor)
        if pair is None:
            continue
        to, by = _trim(text, *pair.span("to")), _trim(text, *pair.span("by"))
        reports = _REPORTS_ONLY.search(pair.group()) is not None
        if not (_medium_like(by.text) or (reports and _medium_like(to.text))):
            continue
        begin = by.start if pattern is _PAIR else pair.start()
        own = by.text.lower() == (outlet or "").lower() or bool(_WEB_NAME.search(by.text))
        relayed = text[pair.start() : to.start] + text[to.end : to.end + 16].partition(".")[0]
        if not (own or _medium_like(to.text) or _TRADE.search(relayed)):
            verb = _REPORTS_ONLY.search(text, by.end, to.start) if pattern is _PAIR else None
            _add(found, Credit(span=span(text, begin, verb.end() if verb else by.end), to=by))
            return
        _add(found, Credit(span=span(text, begin, to.end), to=to, by=by))
        return
    if word == "reported by":
        by_whom = _REPORTED_BY.match(text, anchor.start(), high)
        if by_whom is not None and _medium_like((to := _trim(text, *by_whom.span("to"))).text):
            _add(found, Credit(span=span(text, anchor.start(), to.end), to=to))
        return
    plain = _AS_REPORTED.match(text, anchor.start(), high) if word in {"citing", "quoting"} else None
    if plain is not None:
        to = _trim(text, *plain.span("to"))
        if is_agency(to.text) and to.text.lower() != (outlet or "").lower():
            _add(found, Credit(span=span(text, plain.start(), to.end), to=to))


def _may_end(word: str) -> bool:
    """Whether a word may be the last of an agency's name that the table knows."""
    return not word.isalpha() or word.lower() in _AGENCY_LAST


def _across(pattern: re.Pattern[str], text: str, low: int, high: int, anchor: re.Match[str]) -> re.Match[str] | None:
    """The match of `pattern` that spans the anchor; the longest name before it wins, since it begins first."""
    for match in pattern.finditer(text, low, high):
        if match.start() < anchor.start() < match.end():
            return match
    return None


def _ending_at(pattern: re.Pattern[str], text: str, low: int, end: int) -> re.Match[str] | None:
    for match in pattern.finditer(text, low, end):
        if match.end() == end:
            return match
    return None


def _medium_like(name: str) -> bool:
    """Whether a name is that of a medium: a known agency, a web name, capitals, or a word of the trade in it."""
    return (
        is_agency(name)
        or bool(_WEB_NAME.search(name))
        or bool(
            re.search(
                r"\b(?:News|Times|Post|Press|Agency|Daily|Herald|Journal|Tribune|Today|TV|Radio|Guardian|Telegraph|Media|"
                r"Mail|Online|Magazine|Gazette|Observer|Independent|Sun|Star|Wire|Insider|Politico|Axios|Broadcasting|24)\b",
                name,
            )
        )
        or (name.isupper() and 2 <= len(name) <= 8)
    )


def _trim(text: str, start: int, end: int) -> Span:
    for article in ("the ", "The "):
        if text.startswith(article, start):
            start += 4
    tail = _TAIL.search(text[start:end])
    if tail is not None:
        end = start + tail.start()
    return span(text, start, end)


def _add(found: list[Credit], credit: Credit) -> None:
    if not any(credit.span.start < other.span.end and other.span.start < credit.span.end for other in found):
        found.append(credit)
