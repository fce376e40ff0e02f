"""Figures and dates that one telling prints and the other lets its reader work out, and such that changed."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

SAME = """
Half of the 400 workers will lose their jobs. => The mill, which employs 400 people, will shed 200 of them.
The jury of seven women and five men acquitted him. => A 12-person jury, seven of them women, acquitted him.
The plane carried 142 passengers and six crew. => The plane had 148 people on board, six of them crew.
The state has 41 judges, three more than last year. => The state has 41 judges, compared with 38 last year.
The bridge cost 700m marks, 200m more than budgeted. => The bridge, budgeted at 500m marks, cost 700m.
Turnout fell to 54%, down from 61%. => Turnout fell seven points to 54 per cent, from 61 per cent.
A third of the 60 flats had no alarm. => There was no alarm in 20 of the block's sixty flats.
Only 6 of the 30 boats were seaworthy. => Just one in five boats, six out of 30, was seaworthy.
Complaints rose by 3,000, from 2,000 to 5,000. => Complaints rose from 2,000 to 5,000, two and a half times as many.
Prices are 1.5 times what they were in 2019. => Prices are 50 per cent higher than in 2019.
Ticket sales fell by 25% to 60,000. => Ticket sales fell from 80,000 to 60,000.
Each of the three winners gets 10,000 crowns. => The three winners get 10,000 crowns each, 30,000 in all.
Eighty per cent of the power is wind and the other 20 per cent sun. => Four fifths of the power is wind, the rest sun.
The play runs for two hours and 40 minutes. => The play lasts 160 minutes.
The youngest of the three was 20 and the oldest 24. => The three were aged between 20 and 24.
The body of a man in his fifties was found. => The body of a man aged between 50 and 59 was found.
She is the academy's 17th president. => The academy has had 16 presidents before her.
Gasoline rose 3 cents to $1.48 a litre. => A litre of gasoline went up from $1.45 to $1.48.
The dividend is 30 cents a share. => The dividend is $0.30 a share.
A ticket costing 400 pounds won. => A £400 ticket won.
The 200m record fell. => The 200-metre record fell.
Visitor numbers rose to 3.5m, from 2.8m. => Visitor numbers rose to 3.5 million, from 2.8 million.
Polls close at 8pm and results are due two hours later. => Results are due at 10pm, two hours after polls close at 20:00.
The last train leaves at ten to midnight. => The last train leaves at 23:50.
The road is shut from 7am to 1pm. => The road is shut between seven in the morning and one in the afternoon.
The economy shrank in the second quarter. => The economy shrank in the April-June period.
In the first nine months 27 ships called. => Between January and September 27 ships called.
The two-day fair starts on 8 June. => The fair will be held on 8 and 9 June.
The lighthouse dates from the 19th century. => The lighthouse dates from the 1800s.
They must come no later than two hours before departure. => They must come at least two hours before departure.
"""
CHANGED = """
figure: Half of the 400 workers will lose their jobs. => The mill, which employs 400 people, will shed 300 of them.
figure: The jury of seven women and five men acquitted him. => A 14-person jury, seven of them women, acquitted him.
figure: The plane carried 142 passengers and six crew. => The plane had 146 people on board, six of them crew.
figure: Doctors said four of the seven were badly hurt. => Four of the eleven people were badly hurt, doctors said.
figure: Nearly half of the patients are children. => Nearly a fifth of the patients are children.
figure: The bridge cost 700m marks, 200m more than budgeted. => The bridge, budgeted at 600m marks, cost 700m.
figure: Turnout fell to 54%, down from 61%. => Turnout fell nine points to 54 per cent, from 61 per cent.
figure: A third of the 60 flats had no alarm. => There was no alarm in 25 of the block's sixty flats.
figure: Prices are 1.5 times what they were in 2019. => Prices are 15 per cent higher than in 2019.
figure: Ticket sales fell by 25% to 60,000. => Ticket sales fell from 90,000 to 60,000.
figure: Four of the seven injured were taken away. => Three of the seven people hurt were taken away.
figure: The film took $60m, three times its budget of $20m. => Made for $40 million, the film took triple that, $60 million.
figure: Sales were three times as high, climbing from 3,000 to 9,000. => Sales were two times as high, going from 3,000 to 9,000.
figure: The play runs for two hours and 40 minutes. => The play lasts 170 minutes.
figure: She is the academy's 17th president. => The academy has had 18 presidents before her.
figure: The field yields 80,000 barrels a day. => The field yields 80,000 barrels a week.
figure: The dividend is 30 cents a share. => The dividend is $0.50 a share.
date: The port reopened on Monday after two days. => The port, shut for two days, opened again on Tuesday.
date: The poet died in 1962, a year after winning the prize. => It was in 1963 that the poet died, a year after winning the prize.
date: The last train leaves at ten to midnight. => The last train leaves at 23:40.
date: The road is shut from 7am to 1pm. => The road is shut between seven in the morning and two in the afternoon.
"""


def _changes(a: str, b: str) -> list[tuple[str, str, str, str]]:
    return listed(told(a, b), "figure", "date")


@pytest.mark.parametrize("pair", SAME.strip().splitlines())
def test_what_can_be_worked_out_is_no_change(pair: str) -> None:
    """A figure or a date that follows from what the other telling prints is reported in neither direction."""
    a, b = pair.split(" => ")
    assert _changes(a, b) == []
    assert _changes(b, a) == []


@pytest.mark.parametrize("case", CHANGED.strip().splitlines())
def test_what_does_not_follow_is_a_change(case: str) -> None:
    """A figure or a date that does not follow, or that took the place of another, is reported in both directions."""
    kind, pair = case.split(": ", 1)
    a, b = pair.split(" => ")
    for one, other in ((a, b), (b, a)):
        assert kind in {change[0] for change in _changes(one, other)}
