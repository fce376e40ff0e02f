"""What an article is called, who wrote it, and by which name its outlet goes, from a page's head.

Title
1. The heading that a page prints is its title when the head of the page confirms it: OpenGraph, JSON-LD or `<title>` hold
   the same words. A heading that nothing confirms may be the outlet's logo.
2. `<title>` and `og:title` often end (or begin) with the outlet's name after a bar or a dash; that part is no title.

Outlet
3. The publisher in JSON-LD, `og:site_name`, `application-name` and the end of `<title>` name the outlet; each is
   sometimes wrong: the article's title, a slogan after the name, the bare host, a theme. A name that the address
   confirms is preferred, and of several ways to write one name the one with capitals and spaces.
4. The line of the copyright names the company, not the outlet; it is used where it repeats the host, or nothing else is there.
5. The host is the last resort.

Byline
6. JSON-LD and meta tags name authors; so do elements of class "byline". Addresses, the outlet's own name and "admin"
   are no authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from retold.reading.page_head import Head, line

TITLE, NAME, BYLINE, SECTION = 500, 80, 200, 100  # code points kept
HEADING_WORDS: Final = 4  # words of an only heading that make it a title which nothing else confirms
_PARTS: Final = re.compile(r"\s[|–—‒»«·•:-]{1,2}\s|\s?\|\s?")
_WORDS: Final = re.compile(r"[^\W_]+")
_GENERIC: Final = frozenset(
    "home homepage news start startseite article artikel blog website default wordpress untitled page aktuell index site "
    "inicio accueil portada".split()
)
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:\s?[–—-]\s?(?:(?:19|20)\d\d|\d\d))?")
_COMPANY: Final = re.compile(
    r"(?i)[\s,]{1,3}(?:gmbh|ag|inc|ltd|llc|plc|co|kg|corp|corporation|company|s\.?a|e\.?\s?v|limited|se)\b.{0,80}\Z"
)
_COPYRIGHT_END: Final = re.compile(
    r"(?i)\s?(?:[|.,;•·–—/]\s|all rights|alle rechte|todos los|tous droits|[|]|\s-\s|impressum|powered|theme).{0,200}+\Z"
)
_BY: Final = re.compile(
    r"\A(?:(?:By|by|BY|Von|von|VON|Por|Par|Text|Autor(?:in)?|Author|Written by|Posted by|From)\s?:?\s+)"
)
_AUTHORS: Final = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author",
)  # fmt: skip
_NO_AUTHOR: Final = frozenset(
    "admin administrator redaktion editor webmaster author autor unknown anonymous staff".split()
)
_TAG: Final = re.compile(r"\A([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")


def key(text: str) -> str:
    """Letters and digits of `text` in lower case, for comparing."""
    return "".join(_WORDS.findall(text.casefold().replace("\xad", "")))


def title(head: Head, name: str | None = None) -> str | None:
    """The article's title as one line, or None; `name` is the outlet's, which is no part of it."""
    given = [one for one in (head.first("og:title"), head.linked.text("headline"), head.first("twitter:title")) if one]
    name = name or outlet_in_title(head, None)
    bare = [_without(value, name) for value in (*given, head.title) if value]
    whole = [key(value) for value in (*given, head.title) if value]
    headings = [heading for heading in head.headings if len(key(heading)) > 3 and not _is_logo(heading, name, bare)]
    best, length = "", 0
    for heading in headings:
        said = key(heading)
        if len(said) > length and any(said in one or (len(one) > 12 and one in said) for one in whole):
            best, length = heading, len(said)
    for one in bare:  # a heading with its kicker: the head states the title without it
        said = key(one)
        if best and len(said) < length and key(best).endswith(said) and len(said) > 0.5 * length and len(said) > 15:
            best, length = one, len(said)
    if not best and len(headings) == 1 and len(_WORDS.findall(headings[0])) >= HEADING_WORDS:
        best = headings[0]
    return line(best or next(iter((*bare, *headings[:1])), ""), TITLE) or None


def _is_logo(heading: str, name: str | None, bare: list[str]) -> bool:
    return bool(name) and key(heading) == key(name or "") and bool(bare) and key(bare[0]) != key(heading)


def outlet(head: Head, url: str | None) -> str | None:
    """The outlet's name as it prints it; the bare host where it prints none; None where that is unknown, too."""
    host = host_of(url)
    label = _label(host)
    titles = {key(value) for value in (head.first("og:title"), head.linked.text("headline"), head.title) if value}
    found = [
        name for value in _names(head, url) if (name := _tidy_name(value, label)) and key(name) not in titles - {label}
    ]
    plain = [name for name in found if not _is_host(name)]
    confirmed = [name for name in plain if label and _fits(name, label)]
    for name in (*confirmed[:1], *plain[:1], *found[:1]):
        same = [other for other in found if key(other) == key(name)]
        return max(same, key=_written)
    return host or _owner(head)


def byline(head: Head, outlet_name: str | None) -> str | None:
    """The authors as the page names them, joined by commas; None where it names none."""
    from_data = head.linked.names("author", "creator")
    metas = [value for name in _AUTHORS for value in head.meta.get(name, ())]
    for group in (from_data, metas, head.bylines[:1]):
        names = [name for value in group if (name := _author(value, outlet_name))]
        if names:
            return line(", ".join(dict.fromkeys(names)), BYLINE)
    return None


def section(head: Head) -> str | None:
    """The section of the outlet in which the article stands, as printed."""
    value = head.first(
        "article:section", "og:section", "section", "parsely-section", "cxenseparse:category"
    ) or head.linked.text("articleSection")
    return line(value, SECTION) if value and not value.startswith("http") else None


def language(head: Head) -> str | None:
    """The language that the page declares, as a two- or three-letter code in lower case."""
    for value in (
        head.language,
        head.linked.text("inLanguage"),
        head.first("og:locale", "content-language", "language", "dc.language"),
    ):
        match = _TAG.match((value or "").strip())
        if match:
            return match[1].lower()
    return None


def host_of(url: str | None) -> str:
    """The host of an address without "www.", or ""."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")[:100]
    except ValueError:
        return ""


def outlet_in_title(head: Head, url: str | None) -> str | None:
    """The name of the outlet at the end, or beginning, of `<title>`, where the rest is the title that the page prints elsewhere."""
    parts = [part for part in _PARTS.split(head.title) if part.strip()][:8]
    if len(parts) < 2:
        return None
    label = _label(host_of(url))
    printed = [
        key(value)
        for value in (*head.headings, head.first("og:title") or "", head.linked.text("headline") or "")
        if value
    ]
    for part in reversed(parts):
        if label and len(key(part)) > 2 and len(part) <= NAME and _fits(part, label):
            return part.strip()
    said, rest = key(parts[-1]), key(" ".join(parts[:-1]))
    if len(said) >= 2 and len(parts[-1]) <= 40 and any(_is_rest(rest, said, one) for one in printed):
        return parts[-1].strip()
    return None


def _is_rest(rest: str, last: str, printed: str) -> bool:
    """Whether a title that the page prints elsewhere is the `<title>` without its last part (all are keys)."""
    if rest == printed or (len(printed) > 10 and rest.startswith(printed)):
        return True
    return len(rest) > 15 and printed.startswith(rest) and not printed.endswith(last)


def _names(head: Head, url: str | None) -> Iterator[str]:
    yield from head.linked.names("publisher")
    yield from head.meta.get("og:site_name", ())
    yield from head.linked.named("WebSite", "NewsMediaOrganization")
    yield from head.meta.get("application-name", ())
    yield from head.meta.get("publisher", ())
    yield from head.meta.get("dc.publisher", ())
    if name := outlet_in_title(head, url):
        yield name
    yield from head.linked.named("Organization")
    label = _label(host_of(url))
    if label and (owner := _owner(head)) and _fits(owner, label):
        yield owner
    yield from head.meta.get("apple-mobile-web-app-title", ())
    yield from head.meta.get("al:android:app_name", ())


def _without(value: str, name: str | None) -> str:
    """A title without the outlet's name at its end or beginning."""
    parts = _PARTS.split(value)
    if not name or len(parts) < 2:
        return value
    if key(parts[-1]) == key(name):
        return value[: value.rfind(parts[-1])].rstrip(" |–—‒»«·•:-")
    if key(parts[0]) == key(name):
        return value[value.find(parts[0]) + len(parts[0]) :].lstrip(" |–—‒»«·•:-")
    return value


def _tidy_name(value: str, label: str) -> str | None:
    """The name in what a page gives as its name: no slogan, no stars, no "www."; None where nothing is left."""
    value = line(value, 300)
    if value.startswith(("http:", "https:", "@")) or not _WORDS.search(value):
        value = host_of(value) if value.startswith("http") else ""
    parts = [part.strip(" .:☆★*|-–—") for part in _PARTS.split(value)]
    parts = [part for part in parts if _WORDS.search(part) and key(part) not in _GENERIC]
    fitting = [part for part in parts if label and _fits(part, label)]
    name = (fitting or parts or [""])[0].removeprefix("www.")
    return name if 2 <= len(name) <= NAME else None


def _is_host(name: str) -> bool:
    return " " not in name and bool(re.fullmatch(r"[\w-]++(?:\.[\w-]++){1,4}+", name))


def _label(host: str) -> str:
    """The telling part of a host: "northern-herald.co.example" is "northernherald"."""
    labels = host.split(".")
    if len(labels) > 2 and len(labels[-2]) <= 3:
        labels = labels[:-1]
    return key(labels[-2]) if len(labels) > 1 else ""


def _fits(name: str, label: str) -> bool:
    """Whether a printed name and the label of a host can be one: equal, one inside the other, or its initials."""
    said = key(name)
    initials = "".join(word[0] for word in _WORDS.findall(name.casefold()))
    if len(said) < 2:
        return False
    return (
        said == label
        or (len(said) > 3 and said in label)
        or (len(label) > 3 and label in said)
        or (len(label) > 1 and initials == label)
    )


def _written(name: str) -> tuple[int, int]:
    return (name.count(" ") + any(letter.isupper() for letter in name), any(letter.islower() for letter in name))


def _owner(head: Head) -> str | None:
    """The name in the line of the copyright, without years and the form of the company."""
    said = head.copyright
    if not said:
        return None
    at = max(said.find("©"), said.lower().find("(c)"), said.lower().find("copyright"))
    after = _YEARS.sub(" ", said[at:] if at >= 0 else said)
    name = _COMPANY.sub("", _COPYRIGHT_END.sub("", line(_YEARS.sub(" ", after), 120).lstrip("©()cC ").strip()))
    name = re.sub(r"(?i)\A(?:copyright|opyright|by|the contents? of|content)\s+", "", name).strip(" .,:;©|-–—")
    if not 2 <= len(name) <= 50 or len(name.split()) > 6 or name[0].islower():
        return None
    return name if _WORDS.search(name) else None


def _author(value: str, outlet_name: str | None) -> str | None:
    name = _BY.sub("", line(value, BYLINE)).strip(" ,;|·•-–—")
    if (
        not 2 < len(name) <= 120
        or "://" in name
        or "@" in name
        or name.casefold() in _NO_AUTHOR
        or name.startswith("/")
    ):
        return None
    if not any(letter.isalpha() for letter in name) or (outlet_name and key(name) == key(outlet_name)):
        return None
    return name
