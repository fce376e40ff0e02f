"""The view: every character once, marks where they belong."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records.article import Span
from retold.records.comparison import Change, Comparison, Direction, GivenArticle, Link, Relation
from retold.report.view import SIDES, make_view
from tests.report.factory import make_comparison, s

NAMES = ("x/a.txt", "x/b.txt")


def _shown(view, side):
    """All characters of one side that are shown, with their places."""
    return sorted((piece.start, piece.text) for row in view.rows for piece in row.cell(side) if piece.text.strip())


def _tiles(view, side):
    text = view.texts()[side]
    at = 0
    for start, piece in _shown(view, side):
        assert text[start : start + len(piece)] == piece
        assert not text[at:start].strip()
        at = start + len(piece)
    assert not text[at:].strip()


def test_every_character_once():
    """All that is not blank stands in exactly one cell, at its place."""
    view = make_view(make_comparison(), NAMES)
    for side in SIDES:
        _tiles(view, side)


def test_order_of_rows():
    """Rows follow the source; an added sentence stands after what precedes it in the retelling; heads stand first."""
    view = make_view(make_comparison(), NAMES)
    first = view.rows[0]
    assert first.source[0].text.startswith("Lamps fail")
    assert first.retelling[0].text.startswith("Velm left")
    kinds = [row.kind for row in view.rows if row.link is not None]
    assert kinds == ["reworded", "edited", "dropped", "edited", "added", "verbatim", "dropped"]


def test_marks_nest():
    """A word change inside a quotation carries both; the quotation alone is no removed text."""
    view = make_view(make_comparison(), NAMES)
    pieces = [piece for row in view.rows for piece in row.source]
    reckless = next(piece for piece in pieces if piece.text == "reckless")
    assert reckless.quotation == 0
    assert reckless.changes == (3,)
    around = next(piece for piece in pieces if piece.text.startswith('"It was'))
    assert around.changes == ()
    assert around.opens == (2,)


def test_evidence_has_its_place():
    """A span of evidence is marked on the side it stands on."""
    view = make_view(make_comparison(), NAMES)
    assert any(piece.opens_evidence == (0,) for row in view.rows for piece in row.retelling)
    assert any(piece.opens_evidence == (1,) for row in view.rows for piece in row.source)


def test_shown_changes():
    """Listed are the outermost, heaviest first, without variants; asked for, variants and inner ones come, too."""
    comparison = make_comparison()
    view = make_view(comparison, NAMES)
    weights = [comparison.changes[index].weight for index in view.shown]
    assert weights == sorted(weights, reverse=True)
    assert 3 not in view.shown
    assert 7 not in view.shown
    assert view.folded == 1
    assert 7 in make_view(comparison, NAMES, show_all=True).shown
    assert make_view(comparison, NAMES, kinds=["wording"]).shown == (3, 13)
    assert make_view(comparison, NAMES, kinds=["wording", "quotation"]).shown == (2, 4, 13)


def test_labels():
    """Sides are called source and retelling where that was decided, else by their place in the arguments."""
    labels = make_view(make_comparison(), NAMES).labels
    assert (labels.source, labels.source_name, labels.source_full) == (
        "source",
        "Tidewater Agency",
        "Tidewater Agency, a.txt",
    )
    labels = make_view(make_comparison("undecided", 0.6), NAMES).labels
    assert (labels.source, labels.retelling) == ("text 1", "text 2")
    labels = make_view(make_comparison("revision"), ("one/a.txt", "two/a.txt")).labels
    assert (labels.source, labels.retelling_full) == ("earlier", "Velm Echo, two/a.txt")


@st.composite
def _comparisons(draw):
    """Two texts of a few letters with links over parts of them and changes anywhere."""
    texts = [draw(st.text("ab \n.", min_size=1, max_size=40)) for _ in SIDES]
    cuts = [sorted(draw(st.sets(st.integers(0, len(text)), max_size=6))) for text in texts]
    spans = [
        [Span(a, b, text[a:b]) for a, b in itertools.pairwise(cut)][::2] for text, cut in zip(texts, cuts, strict=True)
    ]
    links = []
    for index in range(max(map(len, spans))):
        a, b = (tuple(side[index : index + 1]) for side in spans)
        links.append(
            Link(kind="edited", shape="1-1" if a and b else "1-0" if a else "0-1", moved=draw(st.booleans()), a=a, b=b)
        )
    order = draw(st.permutations(links))
    changes = []
    for _ in range(draw(st.integers(0, 6))):
        sides = []
        for text in texts:
            low = draw(st.integers(0, len(text)))
            high = draw(st.integers(low, len(text)))
            sides.append((Span(low, high, text[low:high]),))
        kind = draw(st.sampled_from(["wording", "quotation", "move", "name"]))
        changes.append(Change(kind=kind, a=sides[0], b=sides[1], detail=draw(st.sampled_from(["", "variant"]))))
    return Comparison(
        retold="0",
        summary="",
        source=GivenArticle(text=texts[0], given=0),
        retelling=GivenArticle(text=texts[1], given=1),
        relation=Relation(kind="retelling", score=0.5, copied=0.5),
        direction=Direction(answer="undecided", probability=0.5),
        links=tuple(order),
        changes=tuple(changes),
    )


@settings(max_examples=50, derandomize=True, deadline=None)
@given(_comparisons())
def test_tiles_whatever_comes(comparison):
    """Whatever links and changes there are, every character is shown once and no piece is empty."""
    view = make_view(comparison, NAMES)
    for side in SIDES:
        _tiles(view, side)
        assert all(piece.text for row in view.rows for piece in row.cell(side))


def test_no_links_at_all():
    """Two texts with nothing in common stand side by side as they are."""
    view = make_view(make_comparison(links=(), changes=(), relation="unrelated"), NAMES)
    assert len(view.rows) == 1
    for side in SIDES:
        _tiles(view, side)


def test_many_changes_stay_quick():
    """A sentence with 5,000 changes is cut in one pass, and each piece carries only its own."""
    text = "word " * 5000
    changes = tuple(Change(kind="wording", a=(Span(5 * at, 5 * at + 4, "word"),)) for at in range(5000))
    comparison = make_comparison(
        source=GivenArticle(text=text, given=0),
        links=(Link(kind="dropped", shape="1-0", a=(Span(0, len(text) - 1, text[:-1]),)),),
        changes=changes,
        quotations=(),
        direction=Direction(answer="undecided", probability=0.5),
    )
    view = make_view(comparison, NAMES)
    assert max(len(piece.changes) for row in view.rows for piece in row.source) == 1
    assert s("140")[0].text == "140"
