"""Two versions of one page: which is the later?

1. The metadata may name the earlier version, by id or address, or number the versions. Agencies name the item that one has
   evolved from, which may have another address: that is true lineage, whatever the addresses say.
2. A note of a correction or an update stands on the later version only.

Known exceptions: an editor's note that was there from the first. How length counts is said in `evidence`. Weekdays named in
one version only were tried as a sign and dropped: 7 of 9 right on open US news pages, and one more page right in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retold.descent.items import item
from retold.descent.provenance import Sides, address_key, page_key
from retold.descent.weights import pair_weight
from retold.records.article import Article, span
from retold.records.comparison import Evidence

_UPDATED = re.compile(
    r"\b(?:(?:this|the) (?:story|article|post|report|page) (?:has been|was|is) (?:updated|corrected|amended)|"
    r"an earlier version of this|a previous version of this|(?:correction|clarification|editor[’']s note|editors[’'] note)\s?:|"
    r"(?:article|story|headline|report|version)[^.\n]{1,120} (?:misidentified|misstated|misspelled|incorrectly (?:said|stated)))",
    re.IGNORECASE,
)


def same_page(a: Article, b: Article) -> bool:
    """Whether two articles are versions of one page: one names the other as the earlier, or they have the same address.

    Where an address is missing, the same id with another version behind it.
    """
    if evolved(a, b) or evolved(b, a):
        return True
    if a.url and b.url:
        return page_key(a) == page_key(b)
    return bool(a.id and a.id != b.id and a.version and b.version) and _item(a) == _item(b)


def evolved(later: Article, earlier: Article) -> bool:
    """Whether `later` names `earlier` as what it has evolved from, by its id or address, with a version or without.

    An item that names itself without a version says only that there were earlier ones; their numbers part them then.
    """
    named = address_key(later.evolved_from or "")
    if not named or named == address_key(later.id):
        return False
    if named == address_key(earlier.id):
        return True
    return named in names(earlier) and named not in names(later)


def names(article: Article) -> frozenset[str]:
    """The keys of all by which another may call an article: id, the same without and with its version, addresses."""
    item = _item(article)
    listed = [
        article.id,
        item,
        f"{item}:{article.version}" if article.version else "",
        article.url,
        article.canonical_url,
    ]
    return frozenset(address_key(name) for name in listed if name) - {""}


def _item(article: Article) -> str:
    """The id without the version behind it."""
    return article.id.removesuffix(f":{article.version}") if article.version else article.id


def revision_evidence(sides: Sides) -> Iterator[Evidence]:
    """What parts two versions of one page, their length aside; nothing for two pages."""
    if same_page(sides[0].article, sides[1].article):
        yield from _named(sides)
        yield from _numbered(sides)
        yield from _corrected(sides)


def _named(sides: Sides) -> Iterator[Evidence]:
    """The metadata of one names the other as its earlier version."""
    for side in (0, 1):
        if evolved(sides[side].article, sides[1 - side].article):
            yield item("revision", 1 - side, pair_weight("revision_named"), "the other names it as its earlier version")


def _numbered(sides: Sides) -> Iterator[Evidence]:
    """Both have a version number."""
    versions = [side.article.version or "" for side in sides]
    if not all(version.isdigit() for version in versions):
        return
    numbers = [int(version[:18]) for version in versions]
    if numbers[0] != numbers[1]:
        favours = 0 if numbers[0] < numbers[1] else 1
        says = f"is version {versions[favours]} of the same page"
        yield item("revision", favours, pair_weight("version_number"), says)


def _corrected(sides: Sides) -> Iterator[Evidence]:
    """On one page: a note of an update or a correction that stands on one version only."""
    found = [_UPDATED.search(side.article.text) for side in sides]
    for side in (0, 1):
        match = found[side]
        if match and not found[1 - side]:
            place = span(sides[side].article.text, match.start(), match.end())
            says = "the other version notes a correction or an update"
            yield item("revision", 1 - side, pair_weight("revision_corrected"), says, (side, place))
