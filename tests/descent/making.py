"""Hand-made marked articles and collations for the tests of descent."""

from __future__ import annotations

from retold.records.article import Article, Span, span
from retold.records.comparison import Collation, Link, Relation
from retold.records.marks import Credit, Damage, Dateline, Furniture, Marked, Quotation

RETELLING = Relation(kind="retelling", score=0.8, copied=0.8)


def find(text: str, part: str) -> Span:
    """The first place of `part` in `text`."""
    start = text.index(part)
    return span(text, start, start + len(part))


def marked(
    text: str,
    *,
    credit: tuple[str, str] | tuple[str, str, str] | None = None,
    slug: tuple[str, str] | None = None,
    damage: tuple[str, str] | None = None,
    doubled_title: str | None = None,
    quotations: tuple[str, ...] = (),
    **known: object,
) -> Marked:
    """An article with marks given by the words they cover.

    `credit` is (whole, credited medium[, reporting outlet]); `slug` is (dateline, agency); `damage` is (kind, words).
    """
    article = Article(text=text, **known)  # type: ignore[arg-type]
    sentences, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            sentences.append(span(text, start, start + len(line)))
        start += len(line) + 1
    return Marked(
        article=article,
        sentences=tuple(sentences),
        credits=()
        if credit is None
        else (
            Credit(
                span=find(text, credit[0]),
                to=find(text, credit[1]),
                by=find(text, credit[2]) if len(credit) > 2 else None,  # type: ignore[misc]
            ),
        ),
        dateline=None
        if slug is None
        else Dateline(span=find(text, slug[0]), agency=find(text, slug[1]) if slug[1] else None),
        damage=() if damage is None else (Damage(kind=damage[0], span=find(text, damage[1])),),  # type: ignore[arg-type]
        furniture=() if doubled_title is None else (Furniture(kind="title-repeated", span=find(text, doubled_title)),),
        quotations=tuple(
            Quotation(span=find(text, f'"{inner}"'), inner=find(text, inner), speech="speech") for inner in quotations
        ),
    )


def line_by_line(a: Marked, b: Marked) -> Collation:
    """A collation that links the sentences of both sides in order."""
    links = [
        Link(kind="edited", shape="1-1", a=(one,), b=(other,))
        for one, other in zip(a.sentences, b.sentences, strict=False)
    ]
    return Collation(links=tuple(links), similarity="by line")
