"""Title, dateline, credit, furniture and damage: each under its own kind, and never also an omission or an addition."""

from __future__ import annotations

from tests.changes.making import BEFORE, listed, only, plain, text

BODY = f"{BEFORE} Its members voted on the new pier. The mayor left by the side door."
STORY_KINDS = ("omission", "addition", "wording", "date", "name", "move", "figure")


def test_another_title_is_replaced() -> None:
    """Two titles with different words are one change; the same words in capitals are none."""
    found = plain(f"Council votes on pier\n\n{BODY}", f"Mayor leaves by side door\n\n{BODY}")
    assert listed(found) == [("title", "replaced", "Council votes on pier", "Mayor leaves by side door")]
    assert listed(plain(f"Council votes on pier\n\n{BODY}", f"COUNCIL VOTES ON PIER\n\n{BODY}")) == []


def test_a_title_gained_is_no_addition() -> None:
    """A title that only one side has is gained or lost."""
    found = plain(BODY, f"Council votes on pier\n\n{BODY}")
    assert listed(found) == [("title", "gained", "", "Council votes on pier")]


def test_a_dateline_lost_is_no_omission_and_no_date() -> None:
    """Place, day and slug go together, under one kind."""
    found = plain(f"VELLMARK, March 4 (Harbour Wire) - {BODY}", BODY)
    assert listed(found) == [("dateline", "lost", "VELLMARK, March 4 (Harbour Wire) -", "")]


def test_a_dateline_without_its_slug_is_replaced() -> None:
    """A dateline that lost its agency is another dateline."""
    found = plain(f"VELLMARK, March 4 (Harbour Wire) - {BODY}", f"VELLMARK - {BODY}")
    assert [(kind, detail) for kind, detail, *_ in listed(found)] == [("dateline", "replaced")]


def test_a_credit_gained_is_no_addition_and_no_attribution() -> None:
    """ "X reports, citing Y" is told as credit only."""
    b = BODY.replace(
        "Its members voted on the new pier.",
        "Its members voted on the new pier, Fjord News reports, citing Harbour Wire.",
    )
    found = plain(BODY, b)
    change = only(found, "credit")
    assert change.detail == "gained"
    assert "Harbour Wire" in text(change.b)
    assert listed(found, "attribution", *STORY_KINDS) == []
    assert only(plain(b, BODY), "credit").detail == "lost"


def test_a_source_line_is_a_credit_and_no_sentence() -> None:
    """The last line "Source: Y" stands outside of the story."""
    found = plain(BODY, f"{BODY}\n\nSource: Harbour Wire\n")
    assert listed(found) == [("credit", "gained", "", "Source: Harbour Wire")]


def test_the_same_credit_on_both_sides_is_no_change() -> None:
    """What both tellings print is no difference."""
    credited = f"{BODY}\n\nSource: Harbour Wire\n"
    assert listed(plain(credited, credited.replace("new pier", "big pier"))) == [("wording", "", "new", "big")]


def test_furniture_is_told_as_furniture() -> None:
    """A title printed twice and "Related posts" are no part of the story."""
    title = "Council votes on pier"
    found = plain(f"{title}\n\n{BODY}", f"{title}\n\n{title}\n\n{BODY}\n\nRelated posts\n")
    assert [(kind, there) for kind, _, _, there in listed(found)] == [
        ("furniture", title),
        ("furniture", "Related posts"),
    ]


def test_damage_that_only_one_side_shows_is_garbled() -> None:
    """A bracket that lost the name it completes is told; where both sides show it, it is no change."""
    whole = f"{BODY} The head of the council, [Vellmark Mayor Marta] Oyen, left the hall in haste."
    broken = f"{BODY} The head of the council, [Vellmark Mayor Marta] In haste left the hall."
    change = only(plain(whole, broken), "garbled")
    assert text(change.b).startswith("[Vellmark Mayor Marta]")
    assert not change.a
    assert listed(plain(broken, broken.replace("new pier", "big pier")), "garbled") == []


def test_the_same_furniture_on_both_sides_is_no_change() -> None:
    """Two pages that both print "Related posts" do not differ in it."""
    a, b = (f"{BODY}\n\nRelated posts\n" for _ in range(2))
    assert listed(plain(a, b.replace("new pier", "big pier"))) == [("wording", "", "new", "big")]
