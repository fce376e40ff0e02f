"""The terminal view."""

from __future__ import annotations

import re

import msgspec
import pytest

from retold.compare import compare
from retold.records.article import Article
from retold.records.comparison import GivenArticle, Note
from retold.report.terminal import terminal_report
from tests.report.factory import RETELLING, SOURCE, make_comparison

NAMES = ("a.txt", "b.txt")


def _report(comparison=None, **more):
    return terminal_report(comparison or make_comparison(), NAMES, **more)


def test_verdict_comes_first():
    """The first lines are the summary, then the sides, the relation and the direction in words."""
    lines = _report().splitlines()
    assert lines[0].startswith("b retells a: 5 of 6 sentences")
    text = " ".join("\n".join(lines).split())
    assert "source Tidewater Agency, a.txt" in text
    assert "Velm Echo was made from Tidewater Agency (probability 0.97)" in text
    assert "- credit: the source is named by the retelling as where it has the story from (weight" in text
    assert (
        text.index("- credit:")
        < text.index("- dateline:")
        < text.index("- length: the retelling is about as long (weight 0.2, against)")
    )


def test_what_to_look_at_first():
    """The heaviest changes come first, with the changed words in brackets, and the rest is counted."""
    text = _report()
    assert re.search(
        r" 1\. negation\n\s+source\s+… mend every lamp by Friday\." + '"' + r" She \[-did not blame-\]", text
    )
    assert '"It was [-reckless-] to wait so long,"' in text
    assert "“It was {+careless+} to wait so long,”" in text
    assert "and 5 more, marked in the texts below" in text
    assert "1 variant of a name is folded away" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_width(width):
    """No line is wider than asked for, also with long words."""
    long = make_comparison(summary="x" * 200)
    assert max(map(len, _report(long, width=width).splitlines())) <= width


def test_two_columns_or_stacked():
    """Wide enough, both texts stand side by side; else each sentence above its answer."""
    wide = _report(width=100)
    assert re.search(r"She \[-did not blame-\] the contractor\.\s+She \{\+blamed\+\} the contractor\.", wide)
    narrow = _report(width=60)
    assert re.search(r"source\s+She \[-did not blame-\] the contractor\.\nretelling\s+She \{\+blamed\+\}", narrow)


def test_nothing_by_colour_alone():
    """With colour the same words are printed as without; colour only adds escape sequences."""
    plain = _report()
    coloured = _report(color=True)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "".join(stripped.split()) == "".join(plain.split())


def test_undecided():
    """An undecided direction is said, and no side is called source."""
    text = _report(make_comparison("undecided", 0.6))
    assert "undecided: Tidewater Agency is the likelier source" in text
    assert "undecided: nothing tells which" in _report(make_comparison("undecided", 0.5))
    assert "text 1" in text
    assert "retelling  Velm" not in text


@pytest.mark.parametrize("answer", ["derived", "derived-unseen", "siblings", "revision", "undecided"])
@pytest.mark.parametrize("relation", ["identical", "retelling", "shares-passage", "same-event", "unrelated"])
def test_every_answer(answer, relation):
    """Every answer and every relation makes a view."""
    assert _report(make_comparison(answer, 0.9, relation))


def test_empty_comparison():
    """No links, no changes, no figures: the verdict still stands."""
    text = _report(make_comparison(links=(), changes=(), figures=(), dates=(), quotations=(), notes=()))
    assert text.startswith("b retells a")
    assert "No change to show" in text


def test_hostile_text_cannot_act():
    """Escape sequences, signs of direction and controls in the articles are drawn, never sent to the terminal."""
    evil = "\x1b[31mred\x1b]0;title\x07 \u202eevil\u202c \x9b31m \u2066x\u2069 \x00 \x7f"
    source = GivenArticle(text=evil + SOURCE, given=0, outlet=evil)
    text = _report(
        make_comparison(
            source=source,
            links=(),
            changes=(),
            figures=(),
            dates=(),
            quotations=(),
            summary=evil,
            notes=(Note("x", evil),),
        )
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "␛[31mred" in text
    assert "‹U+202E›" in text


def test_figures():
    """Figures and dates are one table, what changed first, with the words next to them and whose they are."""
    text = _report(width=120)
    assert re.search(
        r"changed\s+More than 140 street lamps\s+Some 410 street lamps\s+Velm council / council of Velm", text
    )
    assert re.search(r"dropped\s+will cost 30,000 crowns\s+—", text)
    assert text.index("dropped  will cost") < text.index("kept     failed on Sunday")


def test_markup_of_the_drawer_is_text():
    """Square brackets and colour names in an article are text, not markup of the library that draws."""
    text = SOURCE.replace("The road is open.", "[red]Road[/red] open")
    view = _report(
        make_comparison(
            source=GivenArticle(text=text, given=0), links=(), changes=(), figures=(), dates=(), quotations=()
        )
    )
    assert "[red]Road[/red] open" in view
    assert RETELLING.split("\n", maxsplit=1)[0] in view


@pytest.mark.parametrize("kinds", [(), ("quotation",)])
def test_a_quotation_says_what_was_changed_inside_it(kinds):
    """A negation, name or figure inside a quotation is named in its line, also where only quotations are listed."""
    made = make_comparison()
    inner = next(change for change in made.changes if change.within == 0)
    assert "inside it" not in _report(made, kinds=kinds)  # other words are no news
    changes = [
        *made.changes,
        *(msgspec.structs.replace(inner, kind=kind, detail=detail, weight=weight)
          for kind, detail, weight in (("name", "replaced", 2.0), ("negation", "lost", 9.0), ("name", "variant", 0.1),
                                       ("name", "replaced", 2.0))),
    ]  # fmt: skip
    text = " ".join(_report(make_comparison(changes=tuple(changes)), kinds=kinds, width=200).split())
    assert "quotation altered (Ada Pruitt) – inside it: negation lost, name replaced ×2 " in text


@pytest.mark.parametrize(
    ("source", "retelling", "marked"),
    [
        ("The lamp was not mended.", "The lamp was mended.", r"\[=mended=\]"),
        ("The guild denied the loss.", "The guild confirmed the loss.", r"[-+]confirmed[-+]"),
    ],
)
def test_what_stands_in_both_is_not_told_as_new(source, retelling, marked):
    """Where only a "not" was lost, no word of the other side is told as new; what is new there is."""
    more = "The ferry sank off Velm on Monday with forty sheep aboard. Divers will raise it in spring."
    compared = compare(Article(text=f"{more} {source}"), Article(text=f"{more} {retelling}"))
    assert [change.kind for change in compared.changes] == ["negation"]
    text = terminal_report(compared, NAMES, width=200)
    assert re.search(marked, text)


def test_a_sentence_without_its_voice_is_not_told_as_new():
    """Where a voice was lost the sentence that stands there without it is marked as a whole, what else is new in it as new."""
    more = "The ferry sank off Velm on Monday with forty sheep aboard."
    source = f"{more} It will be raised in early spring, harbour master Ada Lund said."
    compared = compare(Article(text=source), Article(text=f"{more} It will be raised in late spring."))
    assert "attribution" in {change.kind for change in compared.changes}
    text = terminal_report(compared, NAMES, width=200)
    assert re.search(r"\[=It will be raised in =\](?:\[-late-\]|\{\+late\+\})\[= spring=\]\.", text)
