"""Turning the sides round is its own inverse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.descent import orient
from retold.records.article import Span
from retold.records.comparison import (
    Attributions,
    Change,
    Collation,
    DatePair,
    FigurePair,
    Link,
    Passage,
    QuotationPair,
    Relation,
    Run,
    Voice,
)
from retold.records.marks import Attribution, DateMark, Figure

few = settings(max_examples=40, derandomize=True, deadline=None)
spans = st.integers(0, 500).map(lambda start: (Span(start, start + 5, "words"),))
maybe = st.one_of(st.just(()), spans)
changes = st.builds(
    Change,
    a=maybe,
    b=maybe,
    kind=st.sampled_from(["omission", "addition", "negation", "name", "move", "credit"]),
    detail=st.sampled_from(["", "lost", "gained", "variant", "hedge lost: allegedly", "dropped", "added"]),
)
quotations = st.builds(
    QuotationPair,
    a=maybe,
    b=maybe,
    speech=st.just("speech"),
    voice_name=st.none(),
    basis=st.just("none"),
    status=st.sampled_from(["verbatim", "altered", "cut", "merged", "split", "dropped", "added"]),
)


@st.composite
def collations(draw: st.DrawFn) -> Collation:
    """Collations of 1-1, dropped and added sentences, in order of side a, with runs."""
    links, runs, at = [], [], [0, 0]
    for kind in draw(st.lists(st.sampled_from(["edited", "dropped", "added"]), max_size=8)):
        a = (Span(at[0], at[0] + 5, "words"),) if kind != "added" else ()
        b = (Span(at[1], at[1] + 5, "words"),) if kind != "dropped" else ()
        shape = {"edited": "1-1", "dropped": "1-0", "added": "0-1"}[kind]
        links.append(Link(kind=kind, shape=shape, a=a, b=b))  # type: ignore[arg-type]
        if kind == "edited":
            runs.append(Run(len(links) - 1, at[0], at[0] + draw(st.integers(0, 5)), at[1], at[1] + 3))
        at = [at[0] + 6 * bool(a), at[1] + 6 * bool(b)]
    return Collation(links=tuple(links), edits=tuple(runs), words_a=at[0], words_b=at[1])


@given(collations())
@few
def test_collation_turned_twice_is_itself(collation: Collation) -> None:
    """Two turns give back every link and run; one turn keeps each run in its own link."""
    turned = orient.swap_collation(collation)
    again = orient.swap_collation(turned)
    assert sorted(map(repr, again.links)) == sorted(map(repr, collation.links))
    assert orient.swap_collation(again) == turned
    for run in turned.edits:
        assert turned.links[run.link].a[0].start == run.a_start
    starts = [link.a[0].start for link in turned.links if link.a]
    assert starts == sorted(starts)


@given(changes)
@few
def test_change_turned_twice_is_itself(change: Change) -> None:
    """Two turns give the change back, and an omission turned is an addition."""
    turned = orient.swap_change(change)
    assert orient.swap_change(turned) == change
    assert (change.kind == "omission") == (turned.kind == "addition")
    assert (turned.a, turned.b) == (change.b, change.a)


@given(quotations)
@few
def test_quotation_turned_twice_is_itself(pair: QuotationPair) -> None:
    """Two turns give the pair back, and dropped turned is added."""
    turned = orient.swap_quotation(pair)
    assert orient.swap_quotation(turned) == pair
    assert (pair.status == "dropped") == (turned.status == "added")


def test_figure_and_date_take_the_value_of_the_new_side() -> None:
    """A changed figure turned shows the other side's value, and turned again its own."""
    one = Figure(span=Span(0, 2, "11"), value=11, counts="ships")
    other = Figure(span=Span(4, 6, "12"), value=12, counts="vessels")
    pair = FigurePair(a=(one.span,), b=(other.span,), value=11, counts="ships", voice_a="x", status="changed")
    turned = orient.swap_figure(pair, (other,))
    assert (turned.value, turned.counts, turned.voice_b) == (12, "vessels", "x")
    assert orient.swap_figure(turned, (one,)) == pair
    dates = [
        DateMark(span=Span(0, 3, "May"), resolved="2024-05", precision="month"),
        DateMark(span=Span(9, 13, "June"), resolved="2024-06", precision="month"),
    ]
    date = DatePair(
        a=(dates[0].span,), b=(dates[1].span,), text="May", resolved="2024-05", precision="month", status="changed"
    )
    assert orient.swap_date(date, dates[1:]).text == "June"
    assert orient.swap_date(orient.swap_date(date, dates[1:]), dates[:1]) == date


def test_the_rest_turns_and_turns_back() -> None:
    """Passages, relations, voices and attributions exchange their sides."""
    passage = Passage(a=(Span(0, 1, "a"),), b=(Span(2, 3, "b"),), words=1)
    relation = Relation(kind="shares-passage", score=0.4, copied=0.2, passages=(passage,))
    voice = Voice(name="Ilse Karn", words_a=3, words_b=9)
    said = Attributions(a=(Attribution(kind="direct", content=()),))
    assert orient.swap_relation(relation).passages[0].a[0].text == "b"
    assert orient.swap_voice(voice).words_a == 9
    assert orient.swap_attributions(said).b == said.a
    for swap, record in (
        (orient.swap_relation, relation),
        (orient.swap_voice, voice),
        (orient.swap_attributions, said),
    ):
        assert swap(swap(record)) == record  # type: ignore[operator]
