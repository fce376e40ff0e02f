"""Marking: an article's sentences, quotations, figures, dates, names, attributions, layout and damage.

`mark` is the whole stage. Each finder stands in a module of its own, takes text and spans, and knows nothing of the others.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from retold.marking.appositive import named_by_apposition
from retold.marking.credits import find_credits, line_credits, own_name
from retold.marking.damage import find_damage
from retold.marking.dates import dates, story_day
from retold.marking.figures import figures
from retold.marking.layout import Layout, layout
from retold.marking.names import names
from retold.marking.sentences import sentences
from retold.records.article import Article, Clock, Span
from retold.records.marks import Attribution, Credit, Dateline, DateMark, Figure, Furniture, Marked, Name, Quotation
from retold.text.language import english
from retold.text.language import language as language_of
from retold.text.tokenise import norms_of

__all__ = ["mark"]


def mark(article: Article, language: str | None = None) -> Marked:
    """All marks of one article, and the article completed by what they tell.

    `language` (ISO 639-1) overrides the article's own; without either it is found from the text. What the article states
    of itself is never replaced. Offsets are code points into `article.text`. Time is linear in the text.
    """
    text = article.text
    language = language or article.language
    plainly = not language and english(norms_of(text))
    language = "en" if plainly else language or language_of(text)
    page = layout(article)
    listed: list[Span] = []
    for start, end in page.body:
        listed += sentences(text, start, end)
    found = tuple(listed)
    start, end = (page.body[0][0], page.body[-1][1]) if page.body else (0, 0)
    agency = article.agency or (page.dateline.agency.text if page.dateline and page.dateline.agency else None)
    credits = find_credits(text, start, end, page.dateline, article.outlet)
    credits += line_credits(text, page.credit_line, page.byline, article.outlet, agency)
    credits = tuple(sorted(credits, key=lambda credit: credit.span.start))
    completed = _completed(article, page, credits, language)
    named = names(text, found, language)
    dated = dates(text, found, completed.published)
    named = _outside_dates(named, dated)
    counted = figures(text, found, dated, named, language)
    quoted, attributed, counted = _speech(text, page, found, named, counted, language, plainly)
    return Marked(
        article=completed,
        sentences=found,
        quotations=quoted,
        attributions=attributed,
        figures=counted,
        dates=dated,
        names=named,
        furniture=_without(page.furniture, credits),
        title=page.title,
        byline=page.byline,
        dateline=page.dateline,
        credits=credits,
        damage=find_damage(text, found, named),
    )


def _without(furniture: tuple[Furniture, ...], credits: tuple[Credit, ...]) -> tuple[Furniture, ...]:
    """The furniture that is no credit: a closing "Source: Harbour Wire" is told as such."""
    spans = [(credit.span.start, credit.span.end) for credit in credits]
    return tuple(
        one for one in furniture if not any(one.span.start < end and start < one.span.end for start, end in spans)
    )


def _speech(
    text: str,
    page: Layout,
    found: tuple[Span, ...],
    named: tuple[Name, ...],
    counted: tuple[Figure, ...],
    language: str | None,
    plainly: bool,
) -> tuple[tuple[Quotation, ...], tuple[Attribution, ...], tuple[Figure, ...]]:
    """Quotations, who said them and what else was said, and whose the figures are. `plainly` tells that the text is English."""
    from retold.marking.attribution import find_attributions
    from retold.marking.figure_voices import attribute_figures
    from retold.marking.quotations import find_quotations

    if not page.body:
        return (), (), counted
    quoted = find_quotations(text, page.body[0][0], page.body[-1][1], language)
    if page.furniture:
        quoted = _outside(quoted, page.furniture)
    attributions, quoted = find_attributions(text, found, quoted, named, page.title, plainly)
    attributions = named_by_apposition(text, attributions, named)
    return quoted, attributions, attribute_figures(text, counted, attributions, found)


def _outside_dates(named: tuple[Name, ...], dated: tuple[DateMark, ...]) -> tuple[Name, ...]:
    """Names that are not part of a date ("Ash Wednesday", "Christmas Day"); both in order."""
    starts = [name.span.start for name in named]
    inside: set[int] = set()
    for date in dated:
        first = bisect_left(starts, date.span.start)
        last = bisect_left(starts, date.span.end, first)
        if first < last:
            inside.update(k for k in range(first, last) if named[k].span.end <= date.span.end)
    return tuple(name for k, name in enumerate(named) if k not in inside) if inside else named


def _outside(quoted: tuple[Quotation, ...], furniture: tuple[Furniture, ...]) -> tuple[Quotation, ...]:
    """Quotations that do not lie in furniture."""
    kept = []
    index = 0
    for quotation in quoted:
        while index < len(furniture) and furniture[index].span.end <= quotation.span.start:
            index += 1
        if index == len(furniture) or furniture[index].span.start >= quotation.span.end:
            kept.append(quotation)
    return tuple(kept)


def _completed(article: Article, page: Layout, credits: tuple[Credit, ...], language: str | None) -> Article:
    """The article with what its own page tells of it, where nothing was given."""
    dateline = page.dateline
    day = _dateline_day(dateline, article.published or page.published)
    published = article.published or page.published or day
    clocks = list(article.clocks)
    for clock in (
        Clock("published", page.published, "day") if page.published else None,
        Clock("dateline", day, "day") if day else None,
    ):
        if clock is not None and all((clock.kind, clock.at) != (known.kind, known.at) for known in clocks):
            clocks.append(clock)
    changed = {
        "title": article.title or (page.title.text if page.title else None),
        "byline": article.byline or (page.byline.text if page.byline else None),
        "dateline": article.dateline or (dateline.span.text if dateline else None),
        "agency": article.agency or (dateline.agency.text if dateline and dateline.agency else None),
        "outlet": article.outlet
        or next((credit.by.text for credit in credits if credit.by is not None), None)
        or (own_name(article.text, page.body[0][0], page.body[-1][1]) if page.body else None),
        "published": published,
        "language": article.language or language,
        "clocks": tuple(clocks),
    }
    return msgspec.structs.replace(article, **changed)


def _dateline_day(dateline: Dateline | None, published: str | None) -> str | None:
    """The day of a dateline, ISO 8601; its year is printed there or follows from the known date. None where
    neither is so."""
    if dateline is None or dateline.date is None:
        return None
    from retold.marking.dates import dates as find
    from retold.marking.dates import parse_day

    whole = parse_day(dateline.date.text)
    if whole is not None or story_day(published) is None:
        return whole
    place = Span(0, len(dateline.date.text), dateline.date.text)
    found = find(place.text, (place,), published)
    return found[0].resolved if found and found[0].precision == "day" else None
