"""Negations of time, degree and number told from the other end, doubts in other words, and such as changed in these words."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

KINDS = ("negation", "hedge")

SAME = """
She had not taken a day's holiday since May. => She had worked every day since May.
He did not miss a training session in ten years. => He attended every training session in ten years.
The team did not drop a point all season. => The team won every point all season.
The clerk did not skip a meeting. => The clerk went to every meeting.
The committee has not left a single question open. => The committee has settled every single question.
The farm has not seen a wetter spring since 1987. => It was the farm's wettest spring since 1987.
A flood like it has not been recorded since 1954. => It was the biggest flood recorded since 1954.
The reservoir has never held less water. => The reservoir holds the least water ever.
The port has never been busier. => The port is as busy as it has ever been.
No president has served longer. => She is the longest-serving president.
The crew would not sail until they had been paid. => The crew wanted to be paid before sailing.
The library will not open for another two years. => It will be another two years before the library opens.
The results are not due until June. => It will be June before the results are due.
The band will not play before midnight. => The band will play at midnight at the earliest.
The court will not hear the case until the report is ready. => The court will hear the case once the report is ready.
She would not sign until she had spoken to her lawyer. => She would speak to her lawyer first and then sign.
The wage does not cover the rent. => The wage is too small to cover the rent.
The surveyor was not so sure of the date. => The surveyor was less sure of the date.
The ladder did not reach the window. => The ladder was too short to reach the window.
The boys were not old enough to vote. => The boys were too young to vote.
The plane did not carry enough fuel to turn back. => The plane carried too little fuel to turn back.
The decision did not come easily to the mayor. => The decision came hard to the mayor.
The house was not sold cheaply. => The house was sold at a high price.
The rebels did not surrender quietly. => The rebels surrendered only after a fight.
The harvest was not the success growers had hoped for. => The harvest was poorer than growers had hoped.
Attendance was not what the club had expected. => Attendance was lower than the club had expected.
None of the ferries is likely to sail today. => All of the ferries are likely to stay in port today.
Neither of the brothers is thought to have survived. => Both brothers are thought to have died.
No country but Orvia voted against. => Orvia alone voted against.
Nobody else in the team scored. => He was the only scorer in the team.
The shop does not sell anything besides bread. => The shop sells only bread.
Apart from one bus, no vehicles were damaged. => Only one bus was damaged.
The palace would neither confirm nor deny the engagement. => The palace would not say whether there was an engagement.
Only four of the trees are still standing. => All but four of the trees have fallen.
The boat came home without a tow. => The boat came home under its own power.
Nobody helped her up the cliff. => She got up the cliff on her own.
The blood samples showed no trace of poison. => The blood samples were negative for poison.
Three deputies did not vote. => Three deputies sat out the vote.
The trains do not run at night. => The trains run all day except at night.
The pool is not open on Mondays. => The pool is open daily except Monday.
She does not plan to sell the house. => She plans to keep the house.
He seemed tired but was not in pain. => He appeared tired but was free of pain.
The dog appeared calm. => The dog seemed calm.
The cook is reputed to be a spy. => The cook is said to be a spy.
Forecasts were for the snow to reach the coast by noon. => The snow was expected to reach the coast by noon.
The firm is expected to gain 5 million. => The firm stands to gain 5 million.
The court has tentatively set a date. => The court has set a preliminary date.
The boy is understood to be with relatives. => The boy is reportedly with relatives.
The price was the highest that could be got. => The price was the highest to be had.
The ice posed no risk to skaters. => Skaters were safe on the ice.
Parents need not order lunches. => Ordering lunches is voluntary for parents.
No two farmers told the same story. => Each farmer told a different story.
The choir could not recruit tenors. => The choir struggled to recruit tenors.
The name of the winner has not been decided. => The name of the winner is still open.
Donors made the new wing possible. => The new wing would not have been built without donors.
The smugglers presumably knew the tides. => It is assumed the smugglers knew the tides.
She is tipped to succeed him. => She is expected to succeed him.
The lighthouse is apparently empty. => The lighthouse is empty, it appears.
The judge did not expect the jury to agree. => The judge expected the jury to stay divided.
The mill is not a quiet place. => The mill is a noisy place.
The divers could find no trace of the anchor. => The divers looked in vain for the anchor.
No berths are left on the night ferry. => The berths on the night ferry are sold out.
The insurer has yet to answer. => An answer from the insurer is still awaited.
Neither the skipper nor the mate had a flare. => Both the skipper and the mate were without a flare.
She had not seen the valley for 12 years. => She had last seen the valley 12 years earlier.
The tramway has never been so slow. => The tramway is slower than ever.
The dean did not say who, but ruled out a merger. => Who, the dean did not say, but she said there would be no merger.
The inn will not serve guests who have not booked. => Only guests who have booked will be served at the inn.
Neither boat has been repaired yet. => Both boats have still to be repaired.
The boy could mend anything. => There was nothing the boy could not mend.
She would have sold up if the bank had not helped. => She would have sold up but for the bank's help.
The abbey cannot afford to heat the nave. => Heating the nave is more than the abbey can afford.
The donor did not give a name, and people gave freely. => The donor was anonymous, and people gave freely.
""".strip().splitlines()

CHANGED = """
negation | She had not taken a day's holiday since May. => She had taken a day's holiday since May.
negation | He did not miss a training session in ten years. => He missed a training session in ten years.
negation | The team did not drop a point all season. => The team dropped a point all season.
negation | He won every match. => He did not win a match.
negation | The clerk attended every meeting. => The clerk did not attend every meeting.
negation | A flood like it has not been recorded since 1954. => A flood like it has been recorded since 1954.
negation | The port has never been busier. => The port has been busier.
negation | No president has served longer. => A president has served longer.
negation | The crew would not sail until they had been paid. => The crew would sail before they had been paid.
negation | The library will not open for another two years. => The library will open for another two years.
negation | She would not sign until she had spoken to her lawyer. => She would sign until she had spoken to her lawyer.
negation | The wage is too small to cover the rent. => The wage is not too small to cover the rent.
negation | The ladder did not reach the window. => The ladder reached the window.
negation | The plane did not carry enough fuel to turn back. => The plane carried enough fuel to turn back.
negation | The decision did not come easily to the mayor. => The decision came easily to the mayor.
negation | The house was not sold cheaply. => The house was sold cheaply.
negation | The harvest was not the success growers had hoped for. => The harvest was the success growers had hoped for.
negation | None of the ferries is likely to sail today. => All of the ferries are likely to sail today.
negation | Neither of the brothers is thought to have survived. => Both brothers are thought to have survived.
negation | Nobody else in the team scored. => Others in the team scored.
negation | Apart from one bus, no vehicles were damaged. => Apart from one bus, vehicles were damaged.
negation | The palace would neither confirm nor deny the engagement. => The palace would confirm the engagement.
negation | The boat came home without a tow. => The boat came home with a tow.
negation | Three deputies did not vote. => Three deputies voted.
negation | The pool is not open on Mondays. => The pool is open on Mondays.
negation | She does not plan to sell the house. => She plans to sell the house.
negation | The trains run every day except Sunday. => The trains do not run every day except Sunday.
hedge | The dog appeared calm. => The dog was calm.
hedge | The cook is reputed to be a spy. => The cook is a spy.
hedge | The firm is expected to gain 5 million. => The firm will gain 5 million.
hedge | The court has tentatively set a date. => The court has set a date.
hedge | The boy is understood not to be with relatives. => The boy is not with relatives.
hedge | He appeared in court yesterday and is guilty. => He appeared in court yesterday and is allegedly guilty.
negation | The ice posed no risk to skaters. => The ice posed a risk to skaters.
negation | Ordering lunches is voluntary for parents. => Ordering lunches is not voluntary for parents.
negation | No radio played and none of the guests danced. => The radio played but all the guests sat.
negation | The shop will not open until after Lent. => The shop will open before Lent.
negation | The mill is not a quiet place. => The mill is a quiet place.
negation | The choir did not struggle to recruit tenors. => The choir struggled to recruit tenors.
hedge | It is assumed the smugglers knew the tides. => The smugglers knew the tides.
hedge | Police believe the safe was empty. => Police confirmed the safe was empty.
negation | The umpire did not see the catch, and the batsman stayed. => The catch was seen by the umpire, but the batsman stayed.
negation | The tramway has never been so slow. => The tramway has been so slow before.
negation | She had not seen the valley for 12 years. => She had seen the valley 12 years earlier.
hedge | The map purports to show the wreck. => The map shows the wreck.
negation | The seal does not seem to have been broken. => The seal appears to have been broken.
negation | The lock is unlikely to open before the winter. => The lock will probably open before winter.
negation | The mill kept no receipts and did not pay rent. => The mill kept no receipts and paid rent.
negation | Both boats have been repaired. => Both boats have still to be repaired.
negation | The inn will not serve guests who have not booked. => The inn will serve guests who have not booked.
""".strip().splitlines()


@pytest.mark.parametrize("pair", SAME)
def test_the_other_end_says_the_same(pair: str) -> None:
    """Neither telling has lost or gained a negation or a doubt."""
    a, b = pair.split(" => ")
    assert listed(told(a, b), *KINDS) == []
    assert listed(told(b, a), *KINDS) == []


@pytest.mark.parametrize("case", CHANGED)
def test_a_turned_statement_is_told(case: str) -> None:
    """A negation or a doubt that was put in or taken out in such words is told."""
    kind, _, pair = case.partition(" | ")
    a, b = pair.split(" => ")
    assert listed(told(a, b), kind)
