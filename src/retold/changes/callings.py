"""Who somebody is by calling: whether "the vicar" can be "Detective Inspector Sam Lorrimer", or "fishermen" the weather service.

Voices without a name are compared by what they are. Each word below belongs to one or several walks of life; a voice has those of
all its words, a named one also those of the words around its mentions in either telling. Two voices are *of other callings* where
both have some and none in common. Words that fit any walk ("chief", "spokeswoman", "official", "agency") belong to none, so that
"the director" is never told from anybody. The lists are wide on purpose: a word more makes two voices more alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from retold.changes.context import Context
from retold.records.marks import Attribution
from retold.text.lemma import lemma
from retold.text.names import compare_names
from retold.text.tokenise import words

NEAR = 80  # code points before and behind a name in which its sentence tells who that is
_PRONOUNS = frozenset("he she it they we i you who one this that".split())

_WALKS = """
police deputy detective inspector constable sheriff sergeant superintendent investigator officer patrol policeman
policewoman gendarme force;
prosecutor prosecution indictment attorney investigator district;
lawyer attorney solicitor barrister counsel defence defense advocate client plaintiff accused defendant suspect;
judge magistrate court tribunal jury juror coroner justice bench;
doctor surgeon nurse medic paramedic hospital clinic physician midwife medical patient health pathologist coroner vet
veterinary ward;
minister ministry government cabinet president premier chancellor governor treasury state presidency administration
department foreign interior finance defence defense environment transport health education energy agriculture commissioner;
mayor council councillor alderman clerk municipal municipality borough town city parish county district local mayoral
highway;
senator deputy lawmaker mp legislator parliament congressman congresswoman representative senate house committee party
opposition candidate democrat republican conservative liberal socialist nationalist coalition parliamentary faction;
army military general colonel major captain soldier commander troop defence defense navy admiral brigadier lieutenant marine;
rebel militant insurgent guerrilla militia separatist fighter gunman faction;
company firm operator manufacturer maker executive manager ceo founder owner employer business corporation board airline
carrier retailer bank lender insurer developer contractor supplier producer brewer mill plant factory mine investor
shareholder industry utility brand builder shipyard refinery chairman chairwoman supermarket chain railway rail ferry bus
airport port harbour;
union steward worker staff employee striker labour labor workforce miner teacher nurse crew;
scientist researcher professor economist analyst geologist historian archaeologist biologist chemist engineer physicist
expert academic lecturer university institute laboratory astronomer ecologist epidemiologist psychologist sociologist
botanist zoologist geochemist volcanologist seismologist scholar curator academy conservator restorer climatologist
oceanographer climate observatory;
forecaster meteorologist weather forecast meteorological climate;
firefighter fire brigade fireman rescuer rescue blaze emergency ambulance;
coastguard coast lifeboat rescue rescuer harbourmaster harbour port navy sailor skipper captain;
vicar priest bishop pastor church cardinal archbishop pope parish rector nun monk imam rabbi diocese deacon verger cathedral;
teacher headteacher headmaster headmistress principal school pupil student college university education parent lecturer;
mother father parent son daughter widow widower brother sister wife husband relative family uncle aunt grandfather
grandmother partner child boy girl cousin niece nephew fiance fiancee survivor victim;
witness passenger bystander neighbour neighbor resident villager driver motorist shopkeeper tenant commuter local survivor
victim shopper walker onlooker visitor traveller inhabitant islander pensioner;
farmer grower rancher herder shepherd dairyman orchard cooperative co-operative agriculture agricultural;
fisherman fisher trawler skipper fishery angler;
coach captain striker player referee goalkeeper team club manager winger midfielder defender athlete runner rider jockey
swimmer champion umpire federation league trainer boxer racer driver sprinter;
museum gallery curator artist painter sculptor archivist library librarian;
actor actress singer musician composer conductor producer author writer poet novelist band choir theatre orchestra publisher;
dealer auctioneer collector seller vendor trader merchant auction broker jeweller owner;
campaigner activist charity protester organiser organizer demonstrator lobby volunteer ngo environmentalist conservationist;
employer organiser organizer promoter host festival
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for walk, listed in enumerate(_WALKS.split(";")):
        for word in listed.split():
            found.setdefault(word, set()).add(walk)
    return {word: frozenset(walks) for word, walks in found.items()}


def walks(folded: Iterable[str]) -> frozenset[int]:
    """The walks of life that some folded words belong to."""
    table = _table()
    none: frozenset[int] = frozenset()
    return frozenset(walk for word in folded for walk in table.get(word) or table.get(lemma(word), none))


def of_other_callings(context: Context, one: Attribution, other: Attribution) -> bool:
    """Whether two voices, not both of them stated by name, belong to walks of life that have nothing in common."""
    if all(voice.voice_name and voice.basis == "stated" for voice in (one, other)):
        return False
    first = _walks_of(context, one)
    return bool(first) and bool(second := _walks_of(context, other)) and first.isdisjoint(second)


def _walks_of(context: Context, voice: Attribution) -> frozenset[int]:
    """The walks of life of a voice: those of its words, and of the words around every mention of its name."""
    if voice.voice is None:
        return frozenset()
    told = words(voice.voice.text).norm
    if _PRONOUNS.issuperset(told):
        return frozenset()
    found = walks(told)
    if not voice.voice_name:
        return found
    for side in (context.a, context.b):
        for mark in side.marked.names:
            if compare_names(mark.span.text, voice.voice_name) != "other":
                found |= walks(side.norms(*around(side.text, mark.span.start, mark.span.end)))
    return found


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a name in its sentence."""
    low, high = max(start - NEAR, 0), min(end + NEAR, len(text))
    before, after = (max(text.rfind(stop, low, start) for stop in (". ", "\n")), text.find(". ", end, high))
    return max(low, before + 1), after if after >= 0 else high
