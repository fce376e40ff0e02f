"""What a page says of itself outside its text: meta tags, links, JSON-LD, headings, and lines that readers see.

A `Head` is gathered in one walk over the parsed tree, with bounds on everything, before the extraction changes the tree.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
from lxml.etree import XPath

from retold.reading.page_json_ld import LENGTH, SCRIPTS, Linked

_Element = Any  # lxml ships no types
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\u00ad]"
)
_KEYS: Final = ("property", "name", "itemprop", "http-equiv")
_BYLINE_CLASS: Final = re.compile(r"(?i)(?:^|[\s_-])(?:byline|author|autor|auteur)(?:[\s_-]?name)?(?:$|[\s_-])")
_MARKED: Final = XPath(
    "descendant-or-self::*[@itemprop='datePublished' or @itemprop='dateModified' or @itemprop='author' or @rel='author'"
    " or contains(@class,'byline') or contains(@class,'author')]"
)
_DATES: Final = frozenset(("datePublished", "dateModified"))
_COPYRIGHT: Final = XPath(
    "descendant-or-self::*[not(self::script or self::style or self::noscript)]"
    "/text()[contains(., '©') or contains(., '(c)') or contains(., 'opyright')]"
)
MANY: Final = 300  # meta tags, headings, times looked at
PIECES, PIECE = 12, 90  # pieces of text beside a heading, and how long one may be: a line with a date, not a sentence
LONGEST: Final = 2_000  # code points of one value


class Head(msgspec.Struct):
    """The facts of one page, as printed: nothing is judged yet.

    Attributes:
        meta: contents of meta tags by property, name or itemprop in lower case, in order.
        links: addresses of `<link rel=…>` by relation.
        linked: the JSON-LD.
        title: the `<title>`.
        headings: first-level headings, in order.
        times: (itemprop or class, value) of `<time>` and of elements with a date as itemprop.
        bylines: short texts of elements that call themselves author or byline.
        language: the `lang` of the page.
        beside: short pieces of text right before and after the first headings, where pages print their date.
        copyright: the last short text with a copyright sign.
    """

    linked: Linked
    meta: dict[str, list[str]] = msgspec.field(default_factory=dict)
    links: dict[str, str] = msgspec.field(default_factory=dict)
    title: str = ""
    headings: list[str] = msgspec.field(default_factory=list)
    times: list[tuple[str, str]] = msgspec.field(default_factory=list)
    bylines: list[str] = msgspec.field(default_factory=list)
    beside: list[str] = msgspec.field(default_factory=list)
    language: str = ""
    copyright: str = ""

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta tags that has one."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return None


def line(text: str, longest: int = LONGEST) -> str:
    """`text` as one line without control characters, soft hyphens and runs of blanks, `longest` code points at most."""
    cut = text[: 4 * longest]
    if not cut.isprintable():  # few are: the search for control characters is spared to the rest
        cut = _CONTROLS.sub(" " if "\n" in text else "", cut)
    return " ".join(cut.split())[:longest].rstrip()


def gather(tree: _Element) -> Head:
    """The head of the page `tree`; the tree is not changed."""
    scripts: list[str] = []
    head = Head(Linked([]))
    head.language = line(tree.get("lang") or "", 40)
    many = 0
    for element in tree.iter("meta", "link", "title", "h1", "time", "script"):
        tag = element.tag
        if tag == "script":
            if len(scripts) < SCRIPTS and "ld+json" in (element.get("type") or ""):
                scripts.append((element.text or "")[:LENGTH])
            continue
        many += 1
        if many > 4 * MANY:
            break
        if tag == "meta":
            _meta(head, element)
        elif tag == "link":
            for relation in (element.get("rel") or "").lower().split()[:4]:
                head.links.setdefault(relation, (element.get("href") or "").strip()[:LONGEST])
        elif tag == "title":
            head.title = head.title or line("".join(element.itertext())[: 4 * LONGEST])
        elif tag == "h1":
            if len(head.headings) < 20 and (text := _words(element, 600)):
                head.headings.append(text)
                if len(head.headings) <= 3:
                    head.beside += _beside(element)
        elif len(head.times) < MANY:
            pubdate = "pubdate" if "pubdate" in element.attrib else ""
            kind = f"{element.get('itemprop') or ''} {element.get('class') or ''} {pubdate}"
            head.times.append((kind.lower()[:200], line(element.get("datetime") or _words(element, 80), 80)))
    head.linked = Linked(scripts)
    _marked(head, tree)
    return head


def _meta(head: Head, element: _Element) -> None:
    content = element.get("content")
    if not content:
        return
    for key in _KEYS:
        if name := element.get(key):
            kept = head.meta.setdefault(name.strip().lower()[:80], [])
            if len(kept) < 20:
                kept.append(line(content))


def _marked(head: Head, tree: _Element) -> None:
    """Elements that say by an attribute what they are: dates, authors; and the line of the copyright."""
    dates = authors = 0
    for element in _MARKED(tree):
        mark = element.get("itemprop")
        if mark in _DATES:
            dates += 1
            if element.tag not in ("meta", "time") and dates <= MANY:
                value = element.get("datetime") or element.get("content") or _words(element, 80)
                head.times.append((mark.lower(), line(value, 80)))
            continue
        authors += 1
        marked = element.get("rel") == "author" or mark == "author"
        if (
            authors > MANY
            or element.tag in ("meta", "link")
            or (not marked and not _BYLINE_CLASS.search((element.get("class") or "")[:300]))
        ):
            continue
        text = _words(element, 200)
        if 2 < len(text) <= 120 and len(head.bylines) < 20:
            head.bylines.append(text)
    for text in _COPYRIGHT(tree)[-12:]:
        parent = text.getparent()
        if parent is None or parent.tag in ("script", "style", "noscript"):
            continue
        said = line(str(text), 200)
        if len(said) < 12:
            said = line(" ".join(parent.itertext())[:400], 200)
        if len(said) > 6:
            head.copyright = said


def _words(element: _Element, longest: int) -> str:
    """The visible text of an element, cut where it is longer."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext(tag=None, with_tail=True):
        pieces.append(piece)
        length += len(piece)
        if length > 4 * longest:
            break
    return line(" ".join(pieces), longest)


def _beside(heading: _Element) -> list[str]:
    """Short pieces of visible text around a heading, those after it first, in at most five levels of the tree."""
    after: list[str] = []
    before: list[str] = []
    node = heading
    for _ in range(5):
        for forward, pieces in ((True, after), (False, before)):
            for sibling in list(node.itersiblings(preceding=not forward))[:12]:
                if len(pieces) < PIECES:
                    _pieces(sibling, pieces)
        node = node.getparent()
        if node is None:
            break
    return after + before


def _pieces(element: _Element, pieces: list[str]) -> None:
    for inner in element.iter():
        if inner.tag in ("script", "style", "noscript", "nav", "select") or not isinstance(inner.tag, str):
            continue
        for text in (inner.text, inner.tail if inner is not element else None):
            if text and len(text) < 400 and 5 < len(said := line(text)) <= PIECE:
                pieces.append(said)
        if len(pieces) >= PIECES:
            return
