"""Negations and doubts told by another construction, and such as were put in or taken out among the same words."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

KINDS = ("negation", "hedge", "omission", "addition", "move", "quotation")

SAME = """
The plane had not been inspected since May. => The plane's last inspection was in May.
The two clubs had not met in the cup for 30 years. => The two clubs last met in the cup 30 years ago.
Voters have never before elected a woman to the office. => Voters elected a woman to the office for the first time.
The two had not spoken for years. => It was the first time in years that the two had spoken.
The storm cut power to 80,000 homes. => The storm left 80,000 homes without power.
Neither side can do without the League. => Both sides need the League.
Nobody can manage without a car. => Everybody needs a car to manage.
The hospital had no beds left. => Every bed in the hospital was taken.
Neither of the pilots survived. => Both pilots were killed.
Nothing was left of the barn. => The barn was completely destroyed.
The clinic does not treat children. => The clinic treats adults only.
The drug has not been approved for children. => The drug is approved for adults only.
The bears do not attack people unless provoked. => The bears attack people only if provoked.
Airlines were not told of the closure until Monday. => Airlines learned of the closure only on Monday.
The opposition did not vote against the bill. => The opposition refrained from voting against the bill.
The opposition did not vote. => The opposition abstained from voting.
No trains will run between Orsk and Tamm over the weekend. => Trains between Orsk and Tamm will be cancelled over the weekend.
The teachers said they would not end the strike. => The teachers said the strike would go on.
The firm no longer makes bicycles. => The firm used to make bicycles.
The mine cannot be saved, its owner said. => The mine is beyond saving, its owner said.
The officer was not on duty at the time. => The officer was off duty at the time.
The team was not at full strength. => The team was below full strength.
The summit will not take place in Lenz. => The summit will be held somewhere other than Lenz.
The dispute is far from over. => The dispute is not over.
Few shops were open. => Most shops were closed.
None of the samples tested positive. => All of the samples tested negative.
The senator has not said whether or not he will run. => The senator has not said whether he will run.
The losses ran to hundreds, if not thousands, of sheep. => The losses ran to hundreds or even thousands of sheep.
The inspectors did not check the brakes or the tyres. => The inspectors did not check the brakes and did not look at the tyres.
Without rain, the corn will not ripen. => The corn needs rain to ripen.
The wells are not drying up as fast as feared. => The wells are drying up more slowly than feared.
The ferry firm is not to blame, the inquiry found. => The inquiry cleared the ferry firm of blame.
Nobody was in the mill at the time. => The mill was empty at the time.
She did not read the letter before signing it. => She signed the letter unread.
The mayor did not hide her anger. => The mayor made no secret of her anger.
The comet could be visible to the naked eye. => It may be possible to see the comet with the naked eye.
It is not certain that the race will go ahead. => The race may not go ahead.
Engineers believe a bolt had worked loose. => According to the engineers, a bolt had probably worked loose.
About 40 miners are feared dead. => It is feared that about 40 miners have died.
An apparent gas leak destroyed two houses. => Two houses were destroyed by what appears to have been a gas leak.
The ministry has not recorded a new case for a month. => It has been a month since the ministry recorded a new case.
The lake has not been this low for 40 years. => The lake is at its lowest for 40 years.
The crew could not land the helicopter because of fog. => Fog prevented the crew from landing the helicopter.
Scientists do not yet understand how the fungus spreads. => How the fungus spreads is still a mystery to scientists.
No one else was seriously hurt. => None of the others suffered serious injuries.
Two people died. => The accident claimed two lives.
The search was called off at dusk. => When it got dark, rescuers gave up looking.
Neither of them had been vaccinated, according to Dr Amara Selwyn. => Both of them were unvaccinated.
Fans had queued since dawn. => Supporters began lining up at daybreak.
He has denied the accusation. => He rejects the allegation.
The vote was postponed. Too few members were present. => Because too few members were present, the vote was put off.
"The work is done," said Mira Dahl. She will leave in June. => Mira Dahl, who will leave in June, said: "The work is done."
""".strip().splitlines()

CHANGED = """
negation | The opposition voted against the bill. => The opposition did not vote against the bill.
negation | Neither driver was drunk. => Both drivers were drunk.
negation | Neither the ministry nor the firm knew of the leak. => Both the ministry and the firm knew of the leak.
negation | The clinic does not treat adults. => The clinic treats adults.
negation | The bridge will not open until Friday. => The bridge will open on Friday.
negation | The teachers will strike only if talks fail. => The teachers will not strike if talks fail.
negation | It is not the first time the plant has leaked. => It is the first time the plant has leaked.
negation | She has never lost a final. => She has lost a final before.
negation | The workers lacked masks. => The workers had masks.
negation | The measure has the support of the regions. => The measure lacks the support of the regions.
negation | Both reactors remain shut down. => Neither reactor remains shut down.
negation | The firm kept its promise to build a school. => The firm did not keep its promise to build a school.
negation | Teachers will hand out two reports a year. => Teachers will not issue two reports a year.
negation | The maker covered the whole bill. => The maker covered none of the bill.
negation | Tablets are available free of charge. => Tablets are not available at no cost.
negation | Officers expect to interview both men. => Officers expect not to interview the two men.
negation | No radiation escaped and none of the staff was harmed. => Radiation escaped but all staff were unharmed.
negation | A pump failed, but no water escaped. => After the failure of a pump, water escaped.
negation | The theatre gets public money. => The theatre gets no public money.
negation | The players refused to train. => The players wanted to train.
negation | He did not win in Orsk. => He won first prize in Orsk.
negation | The tower remains the tallest in the city. => The tower is no longer the tallest in the city.
negation | The police have not recorded a crime in May. => The police have recorded a crime in May.
negation | Judges found that the state had failed to prove the theft. => Judges ruled that the state had managed to prove the theft.
hedge | About 40 miners are feared dead. => About 40 miners are dead.
hedge | The man died of an apparent heart attack. => The man died of a heart attack.
hedge | The comet may be visible to the naked eye. => The comet will be visible to the naked eye.
hedge | The visit could be called off. => The visit will be called off.
omission | Half of the pupils failed the test. => The head teacher resigned in January.
omission | Nobody was in the mill at the time. => The architect won a prize in 1988.
omission | The driver was fined. => The road is popular with hikers.
omission | He had denied all charges. His wife was not convicted. => He had pleaded not guilty to every charge.
""".strip().splitlines()


def _told(a: str, b: str) -> list[tuple[str, str, str, str]]:
    found = listed(told(a, b), *KINDS)
    return [one for one in found if one[1] not in ("phrase", "split", "merged")]


@pytest.mark.parametrize("pair", SAME)
def test_another_construction_is_no_change(pair: str) -> None:
    """The same denied or doubted by another construction, or a sentence in other words, is no change, in either direction."""
    a, b = pair.split(" => ")
    assert _told(a, b) == []
    assert _told(b, a) == []


@pytest.mark.parametrize("case", CHANGED)
def test_a_change_among_such_words_is_told(case: str) -> None:
    """What was denied, doubted or left out in such words is told, in either direction."""
    kind, pair = case.split(" | ")
    a, b = pair.split(" => ")
    for one, other in ((a, b), (b, a)):
        assert {change[0].replace("addition", "omission") for change in _told(one, other)} & {kind}
