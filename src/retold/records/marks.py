"""Marks: the spans of one article that mean something. Offsets are code points into `Marked.article.text`."""

from __future__ import annotations

from typing import Literal

import msgspec

from retold.records.article import Article, Precision, Span

Speech = Literal["speech", "scare", "title"]
Basis = Literal["stated", "inferred", "none"]
VoiceType = Literal["person", "body", "document", "medium", "unnamed"]
Bound = Literal["about", "over", "under", "at least", "at most"]


class Quotation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A run of words in quotation marks; `span` includes the marks, `inner` does not.

    `closed` is false where its closing (or opening) mark was not found, that end being a guess; `attribution` is an index
    into `Marked.attributions`.
    A quotation that goes on over several paragraphs is several quotations; `continues` is true on all but the last of them.
    """

    span: Span
    inner: Span
    speech: Speech
    closed: bool = True
    continues: bool = False
    attribution: int | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who is said to have said what.

    `content` is what was said (without the cue and the voice), `cue` the words that say so ("said", "according to"),
    `voice` the mention in place (a pronoun allowed) and `voice_name` the fullest name known of it in this article.
    `basis` tells whether that name is stated in place, inferred from elsewhere (a pronoun, a surname is *stated*),
    or unknown. `via` is the relay chain: media through which it came ("News.Az reports, citing TASS" gives both).
    """

    kind: Literal["direct", "indirect", "mixed"]
    content: tuple[Span, ...]
    cue: Span | None = None
    voice: Span | None = None
    voice_name: str | None = None
    voice_type: VoiceType | None = None
    basis: Basis = "none"
    via: tuple[Span, ...] = ()


class Figure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number in the text that is neither a date nor part of a name.

    `span` covers the number itself with its scale word ("1.36 billion", "11,500", "two thirds"), not its bound, unit or
    what it counts. `value` is the number with the scale multiplied in; `high` is the upper end of a range, whose `value` is
    the lower. `bound_span` covers the words of the bound ("more than"). `unit` is a normalised unit ("EUR", "percent",
    "km"). `counts` is the noun phrase it counts, as printed ("temporary accommodation centers"), `counts_span` where.
    `attribution` is an index into `Marked.attributions`: whose figure it is.
    """

    span: Span
    value: float
    high: float | None = None
    bound: Bound | None = None
    bound_span: Span | None = None
    unit: str | None = None
    counts: str | None = None
    counts_span: Span | None = None
    ordinal: bool = False
    attribution: int | None = None


class DateMark(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A date in the text. `resolved` is ISO ("2024-08-06", "2024-06", "2024"), or None where the story's date is needed
    and unknown; `precision` is that of what is printed.

    A time of day resolves to "17:00" (without a day), a quarter or half of a year to "2031-Q2" or "2031-H1" with the precision
    "month". "early March" and "March" both resolve to the month.
    """

    span: Span
    resolved: str | None
    precision: Precision


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A proper name as printed, without titles and articles ("Maria Zakharova", "Kursk Region").

    `key` is what two mentions of one thing in one article share: the fullest form in that article, folded to ASCII
    lower case ("maria zakharova" for "Zakharova").
    """

    span: Span
    key: str


class Furniture(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Text on the page that is not the article."""

    span: Span
    kind: Literal["title-repeated", "related", "share", "metadata", "byline", "notice"]


class Dateline(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """ "MOSCOW, Aug 28 (Agency) –": `place`, `date` and `agency` are the parts that are there."""

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


class Credit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An explicit credit in the text: "X reports, citing Y", "(Reuters) –", "Source: Y".

    `to` is the medium credited as printed, `by` the outlet that names itself as the one reporting, if it does.
    """

    span: Span
    to: Span
    by: Span | None = None


class Damage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place where the text is visibly broken: a bracket that lost its name, a doubled word, a sentence cut mid-way."""

    span: Span
    kind: Literal[
        "orphaned-bracket", "doubled-word", "cut-sentence", "capital-mid-sentence", "unclosed-bracket", "mojibake"
    ]


class Marked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One article with all its marks, each tuple in order of `start`.

    `article` is the given article, completed by what the marks tell (title, dateline, agency, outlet, published); what was
    given is never replaced. `sentences` tile the body only: title, dateline, byline and furniture are outside of them.
    """

    article: Article
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMark, ...] = ()
    names: tuple[Name, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    title: Span | None = None
    byline: Span | None = None
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    damage: tuple[Damage, ...] = ()
