"""A change told by where it began, how far it went and where it ended: any two of these tell the third."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

SAME = """
The toll rose from 8 to 11 crowns. => The toll rose by three crowns to 11.
The toll rose from 8 to 11 crowns. => The toll is three crowns higher at 11.
The fund shrank from $40 million to $28 million. => The fund shrank by $12 million to $28 million.
The fund shrank from $40 million to $28 million. => The fund lost $12 million and now holds $28 million.
The garrison was cut from 9,000 troops to 5,500. => The garrison was reduced by 3,500 troops to 5,500.
The rate was lowered from 6.5 percent to 6 percent. => The rate was lowered by half a point to 6 percent.
The rate was raised from 4.25 percent to 4.75 percent. => The rate was raised by 50 basis points to 4.75 percent.
The rate was raised from 4.25 percent to 4.75 percent. => The rate went up half a percentage point to 4.75 percent.
Shares closed at 14.20 crowns, down from 15.10. => Shares closed 0.90 lower at 14.20 crowns.
Shares closed at 14.20 crowns, down from 15.10. => Shares shed 0.90 to 14.20 crowns.
A ticket will cost 3.40 euros instead of 3.10. => A ticket will cost 30 cents more, 3.40 euros.
A ticket will go up from £2.10 to £2.40. => A ticket will go up 30p to £2.40.
The salary of the director went from 80,000 to 92,000 marks. => The director had a 12,000-mark rise to 92,000 marks.
The budget was cut from £8,000 to £5,000. => A cut of £3,000 left the budget at £5,000.
The town slid from 14th to 19th place in the table. => The town slid five places to 19th in the table.
The town slid from 14th to 19th place in the table. => The town, 14th before, lost five places in the table.
The reservoir fell from 61 metres to 54 metres in a month. => The reservoir fell by 7 metres in a month to 54 metres.
The number of pupils fell from 420 to 390. => There are 30 fewer pupils, 390 in all.
The retirement age goes up from 63 to 65. => The retirement age goes up by two years to 65.
Unemployment fell from 7.1 percent to 6.4 percent. => Unemployment fell 0.7 points to 6.4 percent.
The shop will be open until 10 on Fridays. => The shop will be open until 10 p.m. on Fridays.
Output is down to 60 percent of what it was. => Output is down by 40 percent.
Output is down to 60 percent of what it was. => Output has dropped 40 percent.
Only 30 percent of the flats are let. => Some 70 percent of the flats stand empty, with only 30 percent let.
The tanker spilled 300 of its 1,000 tonnes of oil. => The tanker spilled 30 percent of its 1,000 tonnes of oil.
Turnout was 48 percent, against 55 percent four years ago. => Turnout was 48 percent, seven points lower than four years ago.
The pension fund lost 8 percent of its 5 billion crowns. => The pension fund lost 400 million of its 5 billion crowns.
The number of thefts fell by three quarters. => The number of thefts fell to a quarter of what it was.
""".strip().splitlines()

CHANGED = """
The toll rose from 8 to 11 crowns. => The toll rose from 3 to 11 crowns.
The toll rose from 8 to 11 crowns. => The toll is two crowns higher at 11.
The fund shrank from $40 million to $28 million. => The fund shrank by $14 million to $28 million.
The fund shrank from $40 million to $28 million. => The fund grew by $12 million to $28 million.
The fund shrank from $40 million to $28 million. => The fund shrank by $28 million to $12 million.
The garrison was cut from 9,000 troops to 5,500. => The garrison was reduced by 5,500 troops.
The rate was lowered from 6.5 percent to 6 percent. => The rate was lowered by a quarter point to 6 percent.
The rate was raised from 4.25 percent to 4.75 percent. => The rate was raised by 25 basis points to 4.75 percent.
Shares closed at 14.20 crowns, down from 15.10. => Shares closed 0.70 lower at 14.20 crowns.
A ticket will go up from £2.10 to £2.40. => A ticket will go up 30p to £2.50.
A ticket will go up from £2.10 to £2.40. => A ticket will go up 40p to £2.40.
The director's salary went from 80,000 to 92,000 marks. => The director had a 10,000-mark rise to 92,000 marks.
The budget was cut from £8,000 to £5,000. => A cut of £2,000 left the budget at £5,000.
The town slid from 14th to 19th place in the table. => The town slid four places to 19th in the table.
The town slid from 14th to 19th place in the table. => The town slid from 13th to 19th place in the table.
The number of pupils fell from 420 to 390. => There are 50 fewer pupils, 390 in all.
The retirement age goes up from 63 to 65. => The retirement age goes up by three years to 65.
Unemployment fell from 7.1 percent to 6.4 percent. => Unemployment fell 0.7 points to 6.1 percent.
The fee rose by 20 crowns to 120. => The fee rose by 20 crowns to 140.
Output is down to 60 percent of what it was. => Output is down by 60 percent.
Only 30 percent of the flats are let. => Some 60 percent of the flats stand empty, with only 40 percent let.
The tanker spilled 300 of its 1,000 tonnes of oil. => The tanker spilled 40 percent of its 1,000 tonnes of oil.
Turnout was 48 percent, against 55 percent four years ago. => Turnout was 48 percent, five points lower than four years ago.
The pension fund lost 8 percent of its 5 billion crowns. => The pension fund lost 500 million of its 5 billion crowns.
The number of thefts fell by three quarters. => The number of thefts fell to three quarters of what it was.
Seven of the nine voted for a pause, while two wanted a cut. => Five of the nine were for a pause, while two favoured a cut.
The toll rose from 8 to 11 crowns. => The toll rose by eight crowns to 11.
Sales fell by 60 crowns in May. => Sales fell to 60 crowns in May.
The price, 90 crowns, has not changed for six years. => The price has stood at 90 crowns for eight years.
He is the club's fifth coach in three years. => In three years the club has had five coaches before him.
The pair were fined 400 crowns each. => The six were each fined 400 crowns.
Nine people were saved, two villages cut off. => Nine people were saved, seven villages isolated.
The party got 41 of the 97 seats, six fewer than before. => The party got 47 of the 97 seats, down six from before.
""".strip().splitlines()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("pair", SAME)
def test_two_parts_of_a_change_tell_the_third(pair: str, turned: bool) -> None:
    """A step and an end say as much as a beginning and an end, so nothing is reported, whichever comes first."""
    a, b = pair.split(" => ")[:: -1 if turned else 1]
    assert not listed(told(a, b), "figure", "date", "negation")


@pytest.mark.parametrize("pair", CHANGED)
def test_parts_that_do_not_close_are_told(pair: str) -> None:
    """A step that leads elsewhere, or goes the other way, is a figure that changed."""
    assert listed(told(*pair.split(" => ")), "figure")
