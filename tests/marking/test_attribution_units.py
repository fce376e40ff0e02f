"""The tokens that attribution works on."""

import pytest

from retold.marking.attribution_units import Unit, _piece, _tokens
from retold.records.article import span


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
