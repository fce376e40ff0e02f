"""A negation is told where the other side affirms the words denied, and not where it has words or forms of its own."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

SAME = """
The guild could not pay for the repairs. => The repairs were beyond the means of the guild.
The bakers have not raised their prices. => The bakers have held off raising their prices.
The crew turned back without landing on the island. => The crew turned back before it could land on the island.
There will be no ferry after noon. => Ferries will be confined to the hours up to noon.
The mill never works outside the harvest. => The mill works during the harvest only.
The lens was not sharp enough to read the plate. => The lens was insufficiently sharp for the plate to be read.
"""

CHANGED = """
The guild could not pay for the repairs. => The guild could pay for the repairs.
The bakers have not raised their prices. => The bakers have raised their prices.
The crew turned back without landing on the island. => The crew turned back after landing on the island.
There will be no ferry after noon. => There will be a ferry after noon.
The mill never works outside the harvest. => The mill works outside the harvest.
The lens was not sharp enough to read the plate. => The lens was sharp enough to read the plate.
Oil was kept in a shed where no cloth was stored. => Oil was kept in a shed where cloth was found.
No new tests are scheduled for May. => New tests are planned for May.
The guild agreed not to install pumps. => The guild agreed to fit pumps.
She said that no deal had been done. => She said that a deal had been done.
"""


def _pairs(listing: str) -> list[str]:
    return listing.strip().splitlines()


@pytest.mark.parametrize("pair", _pairs(SAME))
def test_words_of_its_own_affirm_nothing(pair: str) -> None:
    """Neither telling has lost or gained a negation."""
    a, b = pair.split(" => ")
    assert not listed(told(a, b), "negation")
    assert not listed(told(b, a), "negation")


@pytest.mark.parametrize("pair", _pairs(CHANGED))
def test_the_words_denied_are_affirmed(pair: str) -> None:
    """The same words without their negation, or one for one in its place, are told in either direction."""
    a, b = pair.split(" => ")
    assert listed(told(a, b), "negation")
    assert listed(told(b, a), "negation")
