"""The tokens that attribution works on."""

import pytest

from retold.marking.attribution_clauses import find_in_unit
from retold.marking.attribution_units import Unit, _piece, _tokens, units
from retold.records.article import Span, span


@pytest.mark.parametrize(
    "printed",
    [
        "dam",
        "Dam",
        "iPhone",
        "dam,",
        "dam.",
        "vs.",
        "Capt.",
        "X.",
        "law's",
        "must-pass",
        "Ode-Lund.",
        "Élan:",
        "12",
        "U.S.,",
        "—",
        "",
    ],
)
def test_quick_reading(printed: str) -> None:
    """The quick way to read a plain piece of text finds the same tokens as the pattern for all of them."""
    assert _piece(printed) == _tokens(printed)


def test_places() -> None:
    """Tokens stand where they are printed, no-break spaces and several spaces between them or not."""
    text = "Ada Lund  said:\xa0the must-pass law, now."
    unit = Unit(text.replace("\xa0", " "), 0, len(text), 0, True).read()
    printed = [span(text, unit.start_of(k), end).text.lower() for k, end in enumerate(unit.ends)]
    assert printed == unit.low == ["ada", "lund", "said", ":", "the", "must-pass", "law", ",", "now", "."]


def _units(text: str) -> list[Unit]:
    return units(text, (Span(0, len(text), text),), ())


@pytest.mark.parametrize(
    "text",
    [
        "The port is one of the states of the union.",
        "Nobody came to comment.",
        "The weir was built on the mayor's claim to the land.",
        "Ms. Holm has challenged the new weir.",
        "Many voters know the weir.",
        "The rowers called the weir a wall.",
        "The crew put trust in the old weir.",
        "It was cheaper than expected.",
        "The weir leads most polls.",
        "An argument about the weir began.",
        "The rowers want one thing from all of the weirs along the river: peace.",
    ],
)
def test_silent_units(text: str) -> None:
    """Words that report nothing where they stand do not have a sentence read, and nothing would be found in it."""
    (unit,) = _units(text)
    assert not unit.telling
    assert find_in_unit(unit.read()) == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor proposed that the weir go.",
        "Ms. Holm put the cost at $3 million.",
        "By the mayor's own account the weir held.",
        "In a poll, half of the rowers named the weir.",
        "A builder fond of citing Ms. Holm came to the weir.",
        "Holm: The weir holds.",
        "The mayor went on to claim the weir would hold.",
        "The weir would hold, Ms. Holm argued.",
        "The rowers had this to tell:",
    ],
)
def test_telling_units(text: str) -> None:
    """Words that may report something have their sentence read."""
    (unit,) = _units(text)
    assert unit.telling
    assert unit.low
