"""Figures: value, bound, unit, what is counted, and what is no figure."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking import mark
from retold.marking.dates import dates
from retold.marking.figures import figures
from retold.marking.names import names
from retold.marking.sentences import sentences
from retold.records.article import Article
from retold.records.marks import Figure


def found(text: str, language: str = "en") -> tuple[Figure, ...]:
    """The figures of a text, with its dates and names taken out as `mark` does."""
    split = sentences(text)
    return figures(text, split, dates(text, split, "2031-05-07"), names(text, split, language), language)


VALUES = [
    ("Of the seats, barely half were taken and only a quarter has been paid for.", [0.5, 0.25]),
    ("The second half was better.", []),
    ("They found 11,500 people.", [11500]),
    ("It cost 1.36 billion.", [1.36e9]),
    ("It was 1.234.567 in all.", [1234567]),
    ("Some 1 234 people came.", [1234]),
    ("Twenty-one people, a dozen dogs and half a million birds.", [21, 12, 500000]),
    ("Two hundred and fifty people.", [250]),
    ("It took seven and a half years.", [7.5]),
    ("Two-thirds of voters, a third of them, and half of the town.", [2 / 3, 1 / 3, 0.5]),
    ("One in five people, or 1/3 of them.", [0.2, 1 / 3]),
    ("3½ hours and ¾ of a mile.", [3.5, 0.75]),
    ("It fell to minus six Celsius.", [-6.0]),
    ("Magnitude 6.7 killed at least 412 people.", [6.7, 412.0]),
    ("11 1/2 hours for 26-1/4 miles.", [11.5, 26.25]),
    ("Nobody paid 5 lakh or 2 crore.", [5e5, 2e7]),
    ("They gave 5m people $3bn.", [5e6, 3e9]),
    ("He ran the 100m race.", [100]),
    ("One person died and one of the men fled.", [1]),
    ("It hit minus 12 degrees.", [-12]),
    ("It made (1.36 billion euros).", [1.36e9]),
    ("One house in three is empty, and one in four of the shops.", [1 / 3, 0.25]),
    ("Every third house is empty.", [1 / 3]),
    ("Rents were a third lower.", [1 / 3]),
    ("It may cost between 300 and 45 crowns.", [45]),
]


@pytest.mark.parametrize(("text", "values"), VALUES)
def test_values(text: str, values: list[float]) -> None:
    """Digits, words, scales and fractions are read to their value; brackets make nothing negative."""
    assert [one.value for one in found(text)] == pytest.approx(values)


def test_european_separators() -> None:
    """A comma for decimals is read where the language has it; 1.234,5 is unambiguous everywhere."""
    german = "Es waren 1.234 Leute und 3,5 Tonnen."
    assert [one.value for one in figures(german, sentences(german), language="de")] == [1234, 3.5]
    assert found("It was 1.234,5 in all.")[0].value == 1234.5
    assert found("It was 1.234 in all.")[0].value == 1.234


NONE = [
    "One could say that no one of them knew.",
    "They fly the Boeing 737 and watch Channel 4 on Route 66.",
    "The G7 spoke of COVID-19 and the F-16.",
    "Call 555-123-4567 at 5 p.m. or 10:30.",
    "He lives at 1600 Harbour Avenue in the 5000 block of Oak Street.",
    "See page 12 of chapter 3, and No. 5.",
    "In 2016 and in the 1990s, on August 6.",
    "Hundreds of people and dozens of dogs came first.",
    "It is open 24/7 since 9/11.",
    "“60 Minutes” asked him.",
    "The Progress 62 spacecraft left.",
    "The 21st century began.",
    "A second later he left.",
    "Item 795655190602981376 is gone.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_figures(text: str) -> None:
    """Dates, times, names, addresses, lists, pronouns and vague numbers are no figures."""
    assert [one.span.text for one in found(text)] == []


BOUNDS = [
    ("More than 200 people came.", "over", "More than"),
    ("At least 200 people came.", "at least", "At least"),
    ("Up to 200 people came.", "at most", "Up to"),
    ("As many as 200 people came.", "at most", "As many as"),
    ("Fewer than 200 people came.", "under", "Fewer than"),
    ("Nearly 200 people came.", "about", "Nearly"),
    ("Some 200 people came.", "about", "Some"),
    ("It cost about $200.", "about", "about"),
    ("Come 200 or more people.", "at least", "or more"),
    ("Over 200 people came.", "over", "Over"),
    ("They talked about two people.", None, None),
    ("It lasted over three days.", None, None),
    ("Exactly 200 people came.", None, None),
]


@pytest.mark.parametrize(("text", "bound", "words"), BOUNDS)
def test_bounds(text: str, bound: str | None, words: str | None) -> None:
    """The bound right beside a number is found; "about" and "over" as prepositions are not."""
    (one,) = found(text)
    assert one.bound == bound
    assert (one.bound_span.text if one.bound_span else None) == words


COUNTS = [
    ("There are 197 temporary accommodation centers in town.", None, "temporary accommodation centers"),
    ("In 28 regions of Newland it rained.", None, "regions of Newland"),
    ("They lost 7,000 military personnel then.", None, "military personnel"),
    ("It has 74 tanks since May.", None, "tanks"),
    ("About 40% of the voters stayed.", "percent", "voters"),
    ("300 of the passengers left.", None, "passengers"),
    ("They sent $50 million in military aid.", "USD", "military aid"),
    ("It cost 20 euros.", "EUR", None),
    ("It lies 65 miles north.", "mile", None),
    ("It rose by 25 basis points.", "basis point", None),
    ("A 12-member panel met.", None, "member"),
    ("Eight more people came.", None, "people"),
    ("15 police officers came.", None, "police officers"),
    ("A 10-year-old boy ran.", "year", "age"),
    ("Jo Ode, 45, ran.", "year", "age"),
    ("He was two minutes late.", "minute", None),
    ("The 200 were late.", None, None),
]


@pytest.mark.parametrize(("text", "unit", "counts"), COUNTS)
def test_units_and_counts(text: str, unit: str | None, counts: str | None) -> None:
    """The unit in its normal form, and the noun phrase that the number counts, as printed."""
    (one,) = found(text)
    assert (one.unit, one.counts) == (unit, counts)


def test_ranges() -> None:
    """A range is one figure with two ends; a change and a score are two figures."""
    assert [(one.value, one.high) for one in found("Between 10 and 15 people came.")] == [(10, 15)]
    assert [(one.value, one.high) for one in found("They need 5-10 million euros.")] == [(5e6, 10e6)]
    assert [(one.value, one.high) for one in found("They need from 10 to 15 men.")] == [(10, 15)]
    assert [(one.value, one.unit) for one in found("It rose from 10 to 15 percent.")] == [
        (10, "percent"),
        (15, "percent"),
    ]
    assert [one.value for one in found("Port Ode won 3-1.")] == [3, 1]


def test_ordinals() -> None:
    """Ordinals are flagged and keep their value; "first" is none."""
    (one,) = found("It was the third attempt, the first since May.")
    assert (one.value, one.ordinal, one.counts) == (3, True, "attempt")


@settings(max_examples=50, derandomize=True)
@given(st.text(alphabet="12,. -$%aeontwhird$mbk()/\n½:°", max_size=80))
def test_spans_hold(text: str) -> None:
    """Spans are slices of the text, in order and apart, and values are finite."""
    listed = found(text)
    assert all(text[one.span.start : one.span.end] == one.span.text for one in listed)
    assert all(a.span.end <= b.span.start for a, b in pairwise(listed))
    assert all(one.value == one.value and (one.high is None or one.high > one.value) for one in listed)


@settings(max_examples=50, derandomize=True)
@given(st.integers(min_value=2, max_value=999_999_999))
def test_grouped_digits(number: int) -> None:
    """Any whole number printed with thousands separators is read back."""
    values = [one.value for one in found(f"They counted {number:,} sheep.")]
    assert values == [number]


@pytest.mark.parametrize("piece", ["1", "1,", "1 ", "1-", "two hundred ", "one ", "$1 ", "1 to ", "half a ", "1/2 "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """5,000 characters of nothing but one piece, most of them figures, end within two seconds."""
    begin = time.process_time()
    found(piece * (5_000 // len(piece)))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Revenue edged up to 40 million euros.", None),
        ("The reserve extends over 900 hectares.", None),
        ("The hall holds up to 900 people.", "at most"),
        ("Over 900 people came.", "over"),
        ("Nine people or more died.", "at least"),
        ("The pool shuts for three weeks at most.", "at most"),
        ("Visitors must be 18 or older.", "at least"),
        ("Children under the age of 12 travel free.", "under"),
        ("Some of them are past 90.", "over"),
        ("It drove past 90 houses.", None),
    ],
)
def test_words_that_are_bounds_in_some_places(text: str, bound: str | None) -> None:
    """ "up to", "over" and "past" behind a verb of movement are no bounds; behind what is counted "or more" and "at most" are."""
    assert [one.bound for one in found(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("They met after five rainless weeks.", 5.0, "week"),
        ("They waited half an hour.", 0.5, "hour"),
        ("It was three quarters of an hour late.", 0.75, "hour"),
        ("It cost a quarter of a million crowns.", 250_000.0, None),
        ("The car was doing 140 km/h.", 140.0, "km/h"),
    ],
)
def test_units_that_do_not_touch_the_number(text: str, value: float, unit: str | None) -> None:
    """A describing word or "of an" may stand between a number and its unit."""
    assert [(one.value, one.unit) for one in found(text)] == [(value, unit)]


def test_a_score_in_words() -> None:
    """ "three goals to one" tells two figures; other uses of "one" tell none."""
    assert [one.value for one in found("They won by three goals to one.")] == [3.0, 1.0]
    assert [one.value for one in found("They spoke to one another.")] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Rents rose by one per cent or two per cent.", [(1.0, "percent"), (2.0, "percent")]),
        ("The rate fell by one percentage point.", [(1.0, "percentage point")]),
        ("They had gained 30 or more pounds.", [(30.0, "pound")]),
        ("The share lost 89 cents or more than 27 percent.", [(89.0, "cent"), (27.0, "percent")]),
    ],
)
def test_units_behind_one_and_behind_a_bound(text: str, figures: list[tuple[float, str]]) -> None:
    """ "one" before "per cent" is a figure, a unit may stand behind "or more", and "or more than" is no bound of what is before."""
    assert [(one.value, one.unit) for one in found(text)] == figures


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The recall covers the CosyPro 200 and the CosyPro 300.", []),
        ("The recall covers the CosyPro 200 and 300.", []),
        ("The iPhone 15 was sold to 20 people.", ["20"]),
        ("At BuyWell 30 people left.", ["30"]),
        ("McLeod 200 and Norvik 3.", ["200", "3"]),
    ],
)
def test_a_number_behind_a_word_with_capitals_inside_is_part_of_its_name(text, listed):
    """ "CosyPro 200" is a thing, and no number counts anything there."""
    assert [figure.span.text for figure in mark(Article(text=text)).figures] == listed


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Shares fell to $23.60 in afternoon trading.", None),
        ("It was sold for $89 in shops.", None),
        ("They gave $5 million in aid.", "aid"),
    ],
)
def test_a_sum_is_in_something_it_pays_for(text, counts):
    """ "In aid" tells what a sum is for, "in afternoon trading" when it was paid."""
    assert mark(Article(text=text)).figures[0].counts == counts
