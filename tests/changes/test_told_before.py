"""What a sentence takes from the ones before it."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

SAME = """
The repairs cost 40,000 crowns. | A new roof would cost twice that sum. => A new roof would cost 80,000 crowns.
The grant is worth 90,000 crowns. | A third of that amount goes to the choir. => The choir gets 30,000 crowns of it.
The club had 300 members in May. | Half that number turned up. => Just 150 turned up.
The bus held 40 people and nine were hurt. | The others climbed out. => The other 31 climbed out.
Of the 60 goats, 12 drowned. | The rest were found on a ridge. => The remaining 48 were found on a ridge.
The race drew 58 runners. | Five were taken to a clinic. => Of the 58, five were taken to a clinic.
The vote was held on 3 February. | The result was known two days later. => The result was known on 5 February.
The vote was held on 3 February. | A recount began two weeks later. => A recount began on 17 February.
The hall shut on Thursday. | It was the third closure since spring. => Thursday's was the third closure since spring.
""".strip().splitlines()

CHANGED = """
The repairs cost 40,000 crowns. | A new roof would cost twice that sum. => A new roof would cost 90,000 crowns.
The grant is worth 90,000 crowns. | A third of that amount goes to the choir. => The choir gets 45,000 crowns of it.
The club had 300 members in May. | Half that number turned up. => Just 120 turned up.
The bus held 40 people and nine were hurt. | The others climbed out. => The other 33 climbed out.
Of the 60 goats, 12 drowned. | The rest were found on a ridge. => The remaining 38 were found on a ridge.
The race drew 58 runners. | Five were taken to a clinic. => Of the 85, five were taken to a clinic.
The vote was held on 3 February. | The result was known two days later. => The result was known on 6 February.
The vote was held on 3 February. | A recount began two weeks later. => A recount began on 10 February.
The hall shut on Thursday. | It was the third closure since spring. => Friday's was the third closure since spring.
""".strip().splitlines()


def _both(case: str) -> list[str]:
    """The two tellings: what stands before the bar opens both."""
    before, pair = case.split(" | ")
    return [f"{before} {rest}" for rest in pair.split(" => ")]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("pair", SAME)
def test_a_word_that_points_back_stands_for_a_number(pair: str, turned: bool) -> None:
    """A word that points back says no more and no less than the number or the day it stands for."""
    a, b = _both(pair)[:: -1 if turned else 1]
    assert not listed(told(a, b), "figure", "date", "negation")


@pytest.mark.parametrize("pair", CHANGED)
def test_another_number_than_the_word_stands_for_is_told(pair: str) -> None:
    """Another number or day than the word stands for is told."""
    assert listed(told(*_both(pair)), "figure", "date")
