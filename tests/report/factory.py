"""A comparison made by hand from two short invented texts, so that the reports are tested without the stages before them."""

# ruff: noqa: E501 - the texts stand as they would in a file
from __future__ import annotations

from retold.records.article import Span
from retold.records.comparison import (
    Change,
    Comparison,
    CreditGiven,
    DatePair,
    Direction,
    Evidence,
    EvidenceSpan,
    FigurePair,
    FoundFurniture,
    GivenArticle,
    Link,
    Note,
    QuotationPair,
    Relation,
    Voice,
)

SOURCE = """Lamps fail on Velm lighthouse road

VELM, June 2 (Tidewater Agency) - More than 140 street lamps on the lighthouse road failed on Sunday, the Velm council said.

"It was reckless to wait so long," said council member Ada Pruitt. "We will mend every lamp by Friday." She did not blame the contractor.

The road is open. Repairs will cost 30,000 crowns.
"""

RETELLING = """Velm left in the dark

The road is open. Some 410 street lamps on the lighthouse road went out on Sunday, the council of Velm said, the Velm Echo reports, citing Tidewater Agency.

“It was careless to wait so long,” said councillor Ada Pruitt. She blamed the contractor. Many residents were angry.

Related posts: Ten walks around Velm
"""


def span(text: str, part: str, nth: int = 1) -> Span:
    """The `nth` place where `part` stands in `text`."""
    at = -1
    for _ in range(nth):
        at = text.index(part, at + 1)
    return Span(at, at + len(part), part)


def s(part: str, nth: int = 1) -> tuple[Span, ...]:
    """A span of the source."""
    return (span(SOURCE, part, nth),)


def r(part: str, nth: int = 1) -> tuple[Span, ...]:
    """A span of the retelling."""
    return (span(RETELLING, part, nth),)


def make_comparison(answer="derived", probability=0.97, relation="retelling", **more) -> Comparison:
    """The comparison of SOURCE and RETELLING with every kind of change once."""
    fields = {
        "retold": "0.0.0",
        "summary": "b retells a: 5 of 6 sentences; 1 of 2 quotations altered, 1 dropped; 1 of 2 figures changed.",
        "source": GivenArticle(
            id="a1", text=SOURCE, given=0, outlet="Tidewater Agency", title="Lamps fail on Velm lighthouse road"
        ),
        "retelling": GivenArticle(id="b1", text=RETELLING, given=1, outlet="Velm Echo"),
        "relation": Relation(kind=relation, score=0.81, copied=0.87),
        "direction": Direction(answer=answer, probability=probability, evidence=_evidence()),
        "links": _links(),
        "quotations": _quotations(),
        "figures": _figures(),
        "dates": (
            DatePair(
                text="Sunday", resolved="2030-06-02", precision="day", a=s("Sunday"), b=r("Sunday"), status="kept"
            ),
        ),
        "changes": _changes(),
        "furniture": (_furniture(),),
        "credit": CreditGiven(given=True, to="Tidewater Agency", spans=r("citing Tidewater Agency")),
        "voices": (Voice(name="Ada Pruitt", type="person", words_a=15, words_b=7),),
        "notes": (Note("test", "This comparison was made by hand."),),
        "similarity": "hand",
    }
    return Comparison(**{**fields, **more})


def _furniture() -> FoundFurniture:
    found = span(RETELLING, "Related posts: Ten walks around Velm")
    return FoundFurniture(in_="retelling", start=found.start, end=found.end, text=found.text)


def _evidence():
    credit = span(RETELLING, "citing Tidewater Agency")
    dateline = span(SOURCE, "VELM, June 2 (Tidewater Agency)")
    return (
        Evidence(
            cue="credit",
            favours=0,
            weight=2.4,
            says="is named by the other as where it has the story from",
            spans=(EvidenceSpan(in_=1, start=credit.start, end=credit.end, text=credit.text),),
        ),
        Evidence(
            cue="dateline",
            favours=0,
            weight=1.5,
            says="has an agency's dateline",
            spans=(EvidenceSpan(in_=0, start=dateline.start, end=dateline.end, text=dateline.text),),
        ),
        Evidence(cue="length", favours=1, weight=0.2, says="is about as long"),
    )


def _links():
    return (
        Link(
            kind="reworded",
            shape="1-1",
            similarity=0.7,
            a=s("More than 140 street lamps on the lighthouse road failed on Sunday, the Velm council said."),
            b=r(
                "Some 410 street lamps on the lighthouse road went out on Sunday, the council of Velm said, the Velm Echo reports, "
                "citing Tidewater Agency."
            ),
        ),
        Link(
            kind="edited",
            shape="1-1",
            similarity=0.8,
            a=s('"It was reckless to wait so long," said council member Ada Pruitt.'),
            b=r("“It was careless to wait so long,” said councillor Ada Pruitt."),
        ),
        Link(kind="dropped", shape="1-0", a=s('"We will mend every lamp by Friday."')),
        Link(
            kind="edited",
            shape="1-1",
            similarity=0.8,
            a=s("She did not blame the contractor."),
            b=r("She blamed the contractor."),
        ),
        Link(
            kind="verbatim", shape="1-1", moved=True, similarity=1.0, a=s("The road is open."), b=r("The road is open.")
        ),
        Link(kind="dropped", shape="1-0", a=s("Repairs will cost 30,000 crowns.")),
        Link(kind="added", shape="0-1", b=r("Many residents were angry.")),
    )


def _quotations():
    return (
        QuotationPair(
            speech="speech",
            voice_name="Ada Pruitt",
            basis="stated",
            status="altered",
            a=s('"It was reckless to wait so long,"'),
            b=r("“It was careless to wait so long,”"),
        ),
        QuotationPair(
            speech="speech",
            voice_name="Ada Pruitt",
            basis="inferred",
            status="dropped",
            a=s('"We will mend every lamp by Friday."'),
        ),
    )


def _figures():
    return (
        FigurePair(
            value=140,
            bound="over",
            counts="street lamps",
            voice_a="Velm council",
            voice_b="council of Velm",
            status="changed",
            a=s("140"),
            b=r("410"),
        ),
        FigurePair(value=30000, unit="crowns", status="dropped", a=s("30,000")),
    )


def _changes():
    return (
        Change(kind="negation", weight=9.0, a=s("did not blame"), b=r("blamed")),
        Change(kind="figure", detail="changed", weight=8.0, a=s("More than 140"), b=r("Some 410")),
        Change(
            kind="quotation",
            detail="altered",
            weight=7.0,
            a=s('"It was reckless to wait so long,"'),
            b=r("“It was careless to wait so long,”"),
        ),
        Change(kind="wording", weight=1.5, within=0, a=s("reckless"), b=r("careless")),
        Change(kind="quotation", detail="dropped", weight=6.0, a=s('"We will mend every lamp by Friday."')),
        Change(
            kind="attribution",
            weight=5.0,
            a=s("the Velm council said"),
            b=r("the council of Velm said, the Velm Echo reports"),
        ),
        Change(kind="hedge", weight=4.5, b=r("Many")),
        Change(kind="name", detail="variant", weight=0.1, a=s("Velm council"), b=r("council of Velm")),
        Change(kind="name", detail="replaced", weight=4.0, a=s("council member"), b=r("councillor")),
        Change(kind="date", weight=3.5, a=s("Friday")),
        Change(kind="omission", weight=3.0, a=s("Repairs will cost 30,000 crowns.")),
        Change(kind="addition", weight=2.5, b=r("Many residents were angry.")),
        Change(kind="move", weight=2.0, a=s("The road is open."), b=r("The road is open.")),
        Change(kind="wording", weight=1.0, a=s("failed"), b=r("went out")),
        Change(kind="title", weight=0.9, a=s("Lamps fail on Velm lighthouse road"), b=r("Velm left in the dark")),
        Change(kind="credit", weight=0.8, b=r("citing Tidewater Agency")),
        Change(kind="dateline", weight=0.7, a=s("VELM, June 2 (Tidewater Agency) - ")),
        Change(kind="furniture", weight=0.2, b=r("Related posts: Ten walks around Velm")),
        Change(kind="garbled", weight=0.6, b=r("around Velm")),
    )
