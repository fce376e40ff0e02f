"""The whole of marking: what `mark` puts together, and what it completes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking import mark
from retold.records.article import Article
from retold.records.marks import Marked

DISPATCH = """Dam bursts above Port Ode

By Jo Ode

PORT ODE, Aug 28, 2031 (NLA) - The dam above Port Ode burst on Thursday, Mayor Al Lin said. "More than 200 people are safe,"
he said.

Share this

Two bridges fell, the Newland Emergencies Ministry said on Wednesday."""


def spans(marked: Marked) -> list[tuple[int, int, str]]:
    """Every span of a marked article that is a mark of its own."""
    listed = [*marked.sentences, *(one.span for one in (*marked.quotations, *marked.figures, *marked.dates))]
    listed += [one.span for one in (*marked.names, *marked.furniture, *marked.credits, *marked.damage)]
    return [(one.start, one.end, one.text) for one in listed]


def test_article_is_completed() -> None:
    """Title, byline, dateline, agency, date, clock and language come from the page where they are not given."""
    article = mark(Article(text=DISPATCH)).article
    assert (article.title, article.byline, article.agency) == ("Dam bursts above Port Ode", "By Jo Ode", "NLA")
    assert article.dateline == "PORT ODE, Aug 28, 2031 (NLA) -"
    assert (article.published, article.language) == ("2031-08-28", "en")
    assert [(one.kind, one.at, one.precision) for one in article.clocks] == [("dateline", "2031-08-28", "day")]


def test_given_fields_are_kept() -> None:
    """What the article states of itself is never replaced."""
    given_article = Article(
        text=DISPATCH, title="Other", byline="X", agency="Y", published="2031-08-30", language="en", outlet="Z"
    )
    article = mark(given_article).article
    assert (article.title, article.byline, article.agency) == ("Other", "X", "Y")
    assert (article.published, article.outlet) == ("2031-08-30", "Z")


def test_sentences_are_the_body() -> None:
    """Title, byline, dateline and furniture are outside of the sentences; dates resolve against the page's own day."""
    marked = mark(Article(text=DISPATCH))
    assert marked.sentences[0].text.startswith("The dam above")
    assert not any("Share this" in one.text or "By Jo" in one.text for one in marked.sentences)
    assert [(one.span.text, one.resolved) for one in marked.dates] == [
        ("Thursday", "2031-08-28"),
        ("Wednesday", "2031-08-27"),
    ]
    assert [(one.value, one.bound) for one in marked.figures] == [(200, "over"), (2, None)]


def test_outlet_from_its_own_credit() -> None:
    """An outlet that names itself in its credit is the article's outlet."""
    article = mark(
        Article(text="The dam burst at noon, Halden.Ne reports, citing NLA. Nobody was hurt in the town.")
    ).article
    assert article.outlet == "Halden.Ne"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "word", "\ufeff", "🙂", "Related posts"])
def test_nothing_to_mark(text: str) -> None:
    """Empty texts, one word and pure furniture are marked without an error."""
    assert mark(Article(text=text)).quotations == ()


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text is marked without an error; every span is its slice, and each kind is in order."""
    marked = mark(Article(text=text, language="en"))
    assert all(text[start:end] == words for start, end, words in spans(marked))
    for kind in (
        marked.figures,
        marked.dates,
        marked.names,
        marked.quotations,
        marked.furniture,
        marked.credits,
        marked.damage,
    ):
        starts = [one.span.start for one in kind]
        assert starts == sorted(starts)


def test_deterministic() -> None:
    """The same article has the same marks every time."""
    assert mark(Article(text=DISPATCH)) == mark(Article(text=DISPATCH))


def test_a_long_text_is_marked_to_its_end() -> None:
    """Each further copy of a text adds the same number of sentences and figures: none is passed over."""
    counts = []
    for copies in (10, 20, 30):
        found = mark(Article(text="\n\n".join([DISPATCH] * copies), language="en", title="-"))
        counts.append((len(found.sentences), len(found.figures)))
    assert counts[1][0] - counts[0][0] == counts[2][0] - counts[1][0] > 10
    assert counts[1][1] - counts[0][1] == counts[2][1] - counts[1][1]


@pytest.mark.shared
def test_real_pair(shared: Path) -> None:
    """Figures, dates, agency, outlet, credit, date and damage of the real pair are those of its gold."""
    case = shared / "cases/wire-pair"
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    marked = {
        side: mark(Article(text=(case / f"{side}.txt").read_text(encoding="utf-8"))) for side in ("source", "retelling")
    }
    for side, one in marked.items():
        for kind, listed in (("figures", one.figures), ("dates", one.dates)):
            assert {(found.span.start, found.span.end) for found in listed} == {
                (expected[side]["start"], expected[side]["end"]) for expected in gold[kind]
            }
        assert sum(figure.bound == "over" for figure in one.figures) == 3
    source, retelling = marked["source"], marked["retelling"]
    assert (source.article.agency, source.article.published) == (gold["agency"]["source"], gold["published"]["source"])
    assert (retelling.article.outlet, retelling.article.published) == (gold["outlet"]["retelling"], None)
    assert [(one.to.text, one.span.text) for one in retelling.credits] == [("TASS", "News.Az reports, citing TASS")]
    assert [one.kind for one in retelling.damage] == ["orphaned-bracket"]
    assert source.damage == ()
    (garbled,) = gold["garbled"]
    assert retelling.damage[0].span.start == garbled["retelling"]["start"]
    assert [date.resolved for date in source.dates] == ["2024-06", "2024-08-06"]


def test_feast_days_are_no_names() -> None:
    """A feast day is a date and not a name as well; a name beside it stays."""
    marked = mark(
        Article(text="The sluices of Port Ode closed on Ash Wednesday and on Christmas Day, it said.", id="a")
    )
    assert [name.span.text for name in marked.names] == ["Port Ode"]
    assert [date.span.text for date in marked.dates] == ["Ash Wednesday", "Christmas Day"]
