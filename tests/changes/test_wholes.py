"""Wholes with and without a part, rates for other lengths of time, names that are counted, shares, multiples and ranks."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

SAME = """
Three sisters, Una, Bea and Lis Holm, run the mill. => Sisters Una, Bea and Lis Holm run the mill.
The inn has 24 rooms, including the attic. => The inn has 23 rooms and an attic.
The fare is 62 crowns, including 12 crowns in tax. => The fare is 50 crowns plus 12 crowns in tax.
He and nine others were freed. => Ten people were freed, he among them.
The pump moves 600 litres an hour. => The pump moves ten litres a minute.
The mine yields 3,500 tonnes a week. => The mine yields 500 tonnes a day.
The fund pays out 1.2 million crowns a year. => The fund pays out 100,000 crowns a month.
A bus goes every quarter of an hour. => Four buses an hour go.
A quarter of the land belongs to the church. => One acre in four belongs to the church.
The pier is 90 metres long at most. => The pier is no more than 90 metres long.
Five of the seven aldermen voted for the scheme. => Two of the seven aldermen voted against the scheme.
Trains will run every half hour. => There will be two trains an hour.
The bill came to 1,450 euros, including 250 euros in tax. => Without the 250 euros of tax the bill was 1,200 euros.
The mast is as tall as a 20-storey building. => The mast is the height of a building of 20 storeys.
The price of bread has doubled in two years. => Bread costs twice as much as two years ago.
The lake is 40 metres deep at most. => The lake's greatest depth is 40 metres.
The bus was carrying 31 passengers and a driver. => There were 32 people on the bus, including the driver.
Rain is forecast from 2 p.m. to 6 p.m. => Rain is forecast between two and six in the afternoon.
The match starts at noon. => The match starts at 12.
The bank cut 1,200 of its 7,000 jobs. => The bank cut its staff by 1,200 to 5,800.
Two in three nurses are women. => One nurse in three is a man.
The tax was paid by 4 percent of households. => Four households in a hundred paid the tax.
More than half of the pupils passed. => Most of the pupils passed.
The treasurer took 5 percent of each sale. => For every 100 crowns of sales the treasurer took five.
The city is the country's third largest. => Only two cities in the country are larger.
The bridge is the second longest in Europe. => In Europe there is only one longer bridge.
The train due at 3:10 p.m. came at 4 p.m. => The train due at 3:10 p.m. came 50 minutes late, at 4 p.m.
The exhibition runs from 1 May to 31 July. => The exhibition runs for three months from 1 May.
The exhibition runs from 1 May to 31 July. => The exhibition opens on the first of May and closes on the last day of July.
The new rules apply from 1 January 2032. => The new rules take effect at the start of 2032.
Six of the 15 jurors were men. => Nine of the 15 jurors were women.
The load was three times the permitted 2 tonnes. => The load was 6 tonnes, three times what is permitted.
The tree is thought to be at least 800 years old. => The tree is believed to be 800 years old or older.
Not more than four people may enter at a time. => Four people at most may enter at once.
The bag must not weigh over 8 kilos. => The maximum weight for a bag is 8 kilos.
""".strip().splitlines()

CHANGED = """
The inn has 24 rooms, including the attic. => The inn has 22 rooms and an attic.
The fare is 62 crowns, including 12 crowns in tax. => The fare is 52 crowns plus 12 crowns in tax.
He and nine others were freed. => Twelve people were freed, he among them.
He and nine others were freed. => He and ten others were freed.
The pump moves 600 litres an hour. => The pump moves 60 litres a minute.
The mine yields 3,500 tonnes a week. => The mine yields 700 tonnes a day.
The fund pays out 1.2 million crowns a year. => The fund pays out 120,000 crowns a month.
A bus goes every quarter of an hour. => Three buses an hour go.
A quarter of the land belongs to the church. => One acre in five belongs to the church.
The pier is 90 metres long at most. => The pier is at least 90 metres long.
Five of the seven aldermen voted for the scheme. => Three of the seven aldermen voted against the scheme.
Hospital beds fell from 1,200 to 900 over ten years. => Over a decade hospital beds went down by a third, from 1,200 to 900.
Norling scored twice in the last ten minutes. => Norling scored three goals in the final ten minutes.
The plant will open in 2034, two years late. => The plant, which was to open in 2033, will open in 2034.
Exports to the island halved to 4,000 tonnes. => Exports to the island fell from 6,000 tonnes to 4,000.
The museum gets 90,000 visitors a year. => Every month 90,000 people visit the museum.
Guests pay 12 euros, members half that. => Guests pay 12 euros and members eight.
The bus was carrying 31 passengers and a driver. => There were 34 people on the bus, including the driver.
The herd was cut from 90 cows to 60. => Half of the herd of 90 cows was sold, leaving 60.
Rain is forecast from 2 p.m. to 6 p.m. => Rain is forecast between two and seven in the afternoon.
The bank cut 1,200 jobs, leaving 5,800. => The bank cut its staff from 7,200 to 5,800.
Two in three nurses are women. => One nurse in four is a man.
The tax was paid by 4 percent of households. => One household in 20 paid the tax.
The treasurer took 5 percent of each sale. => For every 100 crowns of sales the treasurer took eight.
The city is the country's third largest. => The city ranks fourth in the country by size.
It is her fourth novel. => She has written two novels before.
The train was 50 minutes late. => The train arrived with a delay of 15 minutes.
The exhibition runs from 1 May to 31 July. => The exhibition opens on the first of May and closes on the last day of June.
The new rules apply from 1 January 2032. => The new rules take effect at the end of 2032.
Six of the 15 jurors were men. => Eight of the 15 jurors were women.
The load was three times the permitted 2 tonnes. => The load was 8 tonnes, more than is permitted.
The tree is thought to be at least 800 years old. => The tree is believed to be 800 years old or younger.
Not more than four people may enter at a time. => At least four people may enter at once.
The bag must not weigh over 8 kilos. => The minimum weight for a bag is 8 kilos.
The load was three times the permitted 2 tonnes. => The load was three times the permitted 6 tonnes.
The match starts at noon. => The match starts at 11.
The city is the country's third largest. => Only three cities in the country are larger.
Six of the 15 jurors were men. => Nine of the 15 jurors were men.
The exhibition runs from 1 May to 31 July. => The exhibition runs for four months from 1 May.
""".strip().splitlines()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("pair", SAME)
def test_another_way_of_counting_is_no_change(pair: str, turned: bool) -> None:
    """The same amount counted in another way is no change."""
    a, b = pair.split(" => ")[:: -1 if turned else 1]
    assert not listed(told(a, b), "figure", "date", "negation")


@pytest.mark.parametrize("pair", CHANGED)
def test_an_amount_that_does_not_come_out_is_told(pair: str) -> None:
    """An amount that does not come out is told."""
    assert listed(told(*pair.split(" => ")), "figure", "date")
