"""Turning the sides round is its own inverse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.descent import orient
from retold.records.article import Span
from retold.records.comparison import Collation, Direction, Evidence, EvidenceSpan, Link, Run

few = settings(max_examples=40, derandomize=True, deadline=None)


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


@given(st.permutations([3.0, -1.5, 0.25]))
@few
def test_evidence_turned_twice_is_itself(weights: list[float]) -> None:
    """Two turns give the evidence back; one turn gives the sum of the log-odds the other sign."""
    found = Direction(
        answer="derived",
        probability=0.9,
        evidence=tuple(
            Evidence(cue="credit", favours=int(w < 0), weight=abs(w), says="", spans=(place,)) for w in weights
        ),
    )
    turned = orient.swap_direction(found)
    assert orient.swap_direction(turned) == found
    assert orient.net(turned.evidence) == -orient.net(found.evidence)
    assert {span.in_ for item in turned.evidence for span in item.spans} == {1}


place = EvidenceSpan(in_=0, start=0, end=5, text="words")
