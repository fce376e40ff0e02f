"""What an article says of where it is from: the media that it is, the media that it credits, its dateline's slug.

An article *is* its outlet, its host, and its agency where no other outlet is shown. It *credits* what it names in its
text or metadata and is not itself. A credit is resolved by comparing the one with the other, under all names that
`agencies` knows for a medium.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from retold.descent import agencies
from retold.descent.items import item
from retold.descent.naming import named_in_family
from retold.descent.weights import pair_weight
from retold.records.article import Article, Span
from retold.records.comparison import Evidence
from retold.records.marks import Marked

Sides = tuple[Marked, Marked]
_RANKS = ("", "dateline_plain", "dateline_kept_slug", "dateline_agency")


def identities(marked: Marked) -> frozenset[str]:
    """The keys of each medium that an article shows itself to be: outlet, host, agency where no outlet differs."""
    article = marked.article
    found: set[str] = set()
    if article.outlet:
        found |= agencies.keys(article.outlet)
    for url in (article.url, article.canonical_url):
        if url:
            found |= agencies.host_keys(url)
    if own_agency(marked):
        found |= agencies.keys(own_agency(marked) or "")
    return frozenset(found)


def own_agency(marked: Marked) -> str | None:
    """The agency whose own page this is: one named by slug or metadata, where no other outlet is shown."""
    article = marked.article
    named = article.agency or (marked.dateline.agency.text if marked.dateline and marked.dateline.agency else None)
    if not named or any(credit.by and not agencies.same(credit.by.text, named) for credit in marked.credits):
        return None
    if article.outlet and not agencies.same(article.outlet, named):
        return None
    hosts = [agencies.host_keys(url) for url in (article.url,) if url]
    if not article.outlet and hosts and not hosts[0] & agencies.keys(named):
        return None
    return named


def page_key(article: Article) -> str:
    """The address of an article's page without scheme, fragment and letter case; "" where it has none."""
    return address_key(article.canonical_url or article.url or "")


def address_key(address: str) -> str:
    """An address or another name of an item, without scheme, fragment and letter case."""
    return address.partition("#")[0].rpartition("://")[2].removeprefix("www.").rstrip("/").casefold()


class Named(msgspec.Struct, frozen=True):
    """A credit, wherever it stands: in the text (with its span) or in the metadata (without)."""

    to: str
    span: Span | None = None
    by: str | None = None


def credits_of(marked: Marked) -> list[Named]:
    """Every credit of an article, those in its text first; a medium that it is itself is left out."""
    article, own = marked.article, identities(marked)
    listed = [Named(c.to.text, c.span, c.by.text if c.by else None) for c in marked.credits]
    # "C reports, citing S" on the page of another outlet credits C as well.
    listed += [Named(c.by.text, c.span) for c in marked.credits if c.by and article.outlet]
    metadata = [*article.credits, article.infosource or ""]
    if article.byline and agencies.key(article.byline) in agencies.KNOWN_AGENCIES:
        metadata.append(article.byline)
    if article.agency and not own_agency(marked):
        slug = marked.dateline.agency if marked.dateline else None
        listed.append(Named(article.agency, slug))
    listed += [Named(to) for to in metadata if to]
    return [named for named in listed if not agencies.keys(named.to) & own]


def crediting(retelling: Marked, source: Marked) -> list[Named]:
    """Whom `retelling` credits, those that mean `source` first.

    That is every credit in its text or metadata, the slug of another in its dateline, and, since the source is known, any place
    where its outlet, host or agency is named as one names whom one has a report from.
    """
    own = identities(retelling)
    theirs = identities(source) | agencies.keys(source.article.agency or "")
    if source.dateline is not None and source.dateline.agency is not None:
        theirs |= agencies.keys(source.dateline.agency.text)
    theirs -= own
    found = [Named(credit.to.text, credit.span) for credit in retelling.credits]
    slug, outlet = retelling.dateline.agency if retelling.dateline is not None else None, retelling.article.outlet
    if slug is not None and outlet and slug.text.casefold() != outlet.casefold():
        found.append(Named(slug.text, slug))
    known = credits_of(retelling) + [
        Named(place.text, place) for _, place in named_in_family(retelling.article.text, theirs)
    ]
    for named in sorted(known, key=lambda one: one.span.start if one.span else len(retelling.article.text)):
        at = named.span
        same = [one for one in found if agencies.same(one.to, named.to)]
        told = any(at is None or (one.span and one.span.start < at.end and at.start < one.span.end) for one in same)
        if not told:
            found.append(named)
    return sorted(found, key=lambda one: not agencies.keys(one.to) & theirs)


def credit_evidence(sides: Sides) -> Iterator[Evidence]:
    """Explicit credits, each article's against what the other shows itself to be; the strongest one of each article."""
    for side in (0, 1):
        other = 1 - side
        theirs = identities(sides[other])
        best: Evidence | None = None
        by_name = named_in_family(sides[side].article.text, theirs)
        for named in [*credits_of(sides[side]), *(Named(place.text, place) for _, place in by_name)]:
            if agencies.keys(named.to) & identities(sides[side]):
                continue
            weighed = _weigh_credit(named, side, theirs, sides[other])
            if best is None or weighed.weight > best.weight:
                best = weighed
        if best is not None:
            yield best


def _weigh_credit(named: Named, side: int, theirs: frozenset[str], counterpart: Marked) -> Evidence:
    other = 1 - side
    factor = 1.0 if named.span else pair_weight("credit_metadata_factor")
    agency = own_agency(counterpart)
    if agencies.is_generic(named.to) and agency:
        weight, says = pair_weight("credit_the_agency"), f"is {agency}'s; the other credits “{named.to}”"
    elif agencies.keys(named.to) & theirs:
        weight, says = pair_weight("credit_matched"), f"is from {named.to}, which the other credits"
        slug = counterpart.dateline.agency if counterpart.dateline else None
        return item("credit", other, weight * factor, says, (side, named.span), (other, slug))
    else:
        weight = pair_weight("credit_elsewhere" if theirs else "credit_unnamed")
        says = f"the other credits {named.to}: it is a pick-up, though not surely of this one"
    return item("credit", other, weight * factor, says, (side, named.span))


def shared_credit(sides: Sides) -> str | None:
    """A third medium that both articles credit and neither is, as a prints it."""
    theirs = {key for named in credits_of(sides[1]) for key in agencies.keys(named.to)}
    shown = identities(sides[0]) | identities(sides[1])
    for named in credits_of(sides[0]):
        if agencies.keys(named.to) & theirs and not agencies.keys(named.to) & shown:
            return named.to
    return None


def relayed(sides: Sides, source: int) -> str | None:
    """The third outlet through which the retelling says it has the source: "C reports, citing S", printed by D."""
    retelling, theirs = sides[1 - source], identities(sides[source])
    own = identities(retelling)
    for named in credits_of(retelling):
        if named.by and own and agencies.keys(named.to) & theirs and not agencies.keys(named.by) & (own | theirs):
            return named.by
    return None


def dateline_evidence(sides: Sides) -> Iterator[Evidence]:
    """Datelines that stand on one side only, or on an agency's own page on one side only."""
    ranks = [dateline_rank(side) for side in sides]
    if ranks[0] == ranks[1]:
        return
    favours = 0 if ranks[0] > ranks[1] else 1
    name = _RANKS[ranks[favours]]
    line = sides[favours].dateline
    if line is None:
        return
    slug = line.agency.text if line.agency else ""
    says = {
        "dateline_agency": f"has {slug}'s own dateline, the other has not",
        "dateline_kept_slug": f"keeps the dateline of {slug}, the other has none",
        "dateline_plain": "has a dateline, the other has none",
    }[name]
    weight = pair_weight(name)
    if ranks[1 - favours]:
        weight -= pair_weight(_RANKS[ranks[1 - favours]])
    if weight > 0:
        yield item("dateline", favours, weight, says, (favours, line.span))


def dateline_rank(marked: Marked) -> int:
    """3: an agency's own dateline; 2: an agency's slug kept by an outlet; 1: a plain dateline; 0: none."""
    line = marked.dateline
    if line is None:
        return 0
    if line.agency is None:
        return 1
    return 3 if own_agency(marked) and not _credits_in_body(marked, line.agency.text) else 2


def _credits_in_body(marked: Marked, agency: str) -> bool:
    """Whether the text names `agency` as where it has this from, outside of its dateline: an outlet speaking."""
    end = marked.dateline.span.end if marked.dateline else 0
    return any(credit.span.start >= end and agencies.same(credit.to.text, agency) for credit in marked.credits)
