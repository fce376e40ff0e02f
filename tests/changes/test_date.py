"""Dates: compared by what they resolve to."""

from __future__ import annotations

import pytest

from tests.changes.making import gap, listed, only, text, told

# The stories are published on Tuesday, 4 March 2031.


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The council votes on March 11.", "The council votes on 11 March."),
        ("The council votes on March 11.", "The council votes on March 11th."),
        ("The council voted on Monday.", "The council voted on March 3."),
        ("The council voted on Monday.", "The council voted yesterday."),
        ("The council votes on Sept. 3.", "The council votes on September 3."),
        ("The council voted on 3 March 2031.", "The council voted on March 3, 2031."),
        ("The council voted on 3 March 2031.", "The council voted on 2031-03-03."),
    ],
)
def test_the_same_day_in_another_spelling_is_kept(a: str, b: str) -> None:
    """A weekday, a relative word and a printed date that are one day are no change of date."""
    found = told(a, b)
    assert [pair.status for pair in found.dates] == ["kept"]
    assert listed(found, "date", "figure") == []


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        ("The council votes on Tuesday.", "The council votes on Wednesday.", "Tuesday", "Wednesday"),
        ("The council votes on March 11.", "The council votes on March 12.", "March 11", "March 12"),
        ("The pier was built in 1929.", "The pier was built in 1928.", "1929", "1928"),
        ("The pier was built in March 1929.", "The pier was built in May 1929.", "March 1929", "May 1929"),
    ],
)
def test_another_day_is_changed(a: str, b: str, one: str, other: str) -> None:
    """Two dates that resolve to different days, months or years are one change of date, and no figure."""
    found = told(a, b)
    assert listed(found) == [("date", "changed", one, other)]
    assert [pair.status for pair in found.dates] == ["changed"]


def test_a_date_left_out_of_a_sentence_is_dropped() -> None:
    """It is a change on its own where the sentence is still there, and added where the pair is turned round."""
    a, b = "The council votes on the pier on Friday.", "The council votes on the pier."
    assert ("date", "dropped", "Friday", "") in listed(told(a, b))
    assert ("date", "added", "", "Friday") in listed(told(b, a))


def test_a_date_that_left_with_its_sentence_is_part_of_the_omission() -> None:
    """Its pair says dropped, the changes tell the sentence only."""
    a = "The crane fell into the water. It was mended in July 2029. Divers found its hook."
    found = told(a, "The crane fell into the water. Divers found its hook.")
    assert [pair.status for pair in found.dates] == ["dropped"]
    assert [kind for kind, *_ in listed(found)] == ["omission"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The council votes on April 15.", "The council votes in April."),
        ("The council voted on Monday.", "The council voted in March."),
        ("The pier was built in May 1929.", "The pier was built in 1929."),
    ],
)
def test_a_date_with_less_precision_is_rounded(a: str, b: str) -> None:
    """The month of a day, also of a weekday, is the same date with less precision."""
    found = told(a, b)
    assert [pair.status for pair in found.dates] == ["rounded"]
    assert all(detail == "rounded" for _, detail, _, _ in listed(found, "date"))


def test_a_dropped_month_is_no_hedge() -> None:
    """ "May" as a month is a date."""
    found = told("The council meets in May to vote.", "The council meets to vote.")
    assert listed(found) == [("date", "dropped", "May", "")]


def test_a_date_inside_a_quotation_says_so() -> None:
    """The changed date carries the index of the quotation it lies in."""
    found = told("“We vote on March 11,” Oyen said.", "“We vote on March 12,” Oyen said.")
    assert only(found, "date").within == 0


@pytest.mark.parametrize(("a", "b"), [gap("The council votes on Friday.", "The council will vote on March 7.")])
def test_a_weekday_to_come(a: str, b: str) -> None:
    """What is still to come looks forward from the day of publication."""
    found = told(a, b)
    assert [(text(pair.a), pair.resolved, pair.status) for pair in found.dates] == [("Friday", "2031-03-07", "kept")]


def test_another_part_of_the_same_month_is_another_date() -> None:
    """Early March is not late March, and the middle of a month is its mid."""
    changed = told("The pier opens in early March.", "The pier opens in late March.")
    assert only(changed, "date").detail == "changed"
    assert listed(told("It shut in the middle of July.", "It shut in mid-July."), "date") == []


@pytest.mark.parametrize(
    ("one", "other"), [("Nov. 28", "November 28"), ("28 November", "Nov. 28"), ("Sept. 3", "September 3rd")]
)
def test_a_day_printed_otherwise_is_the_same_without_the_storys_date(one: str, other: str) -> None:
    """Where nothing tells the year, a month in short, a suffix or the order of the words makes no other day."""
    a = f"Ada Brun is to be heard on {one} over the pier."
    b = f"Ada Brun is to be heard over the pier on {other}; the hearing is public."
    assert listed(told(a, b), "date") == []


def test_days_of_loosely_linked_sentences_need_the_same_words_beside_them() -> None:
    """Two weekdays in sentences that share little are two days, not one that changed."""
    a = (
        "The mayor made some appointments and worked on other matters during his stay at the lake house, including what aides "
        "described as a long phone conversation Saturday with Ada Brun."
    )
    b = "Ada Brun and the mayor have spoken now and then about various pier matters, a council aide said Sunday."
    assert "changed" not in {detail for _, detail, *_ in listed(told(a, b), "date")}
