"""Who somebody is by calling: whether "the vicar" can be "Detective Inspector Sam Lorrimer", or "fishermen" the weather service.

Voices without a name are compared by what they are. Each word below belongs to one or several walks of life; a voice has those of
all its words, a named one also those of the words around its mentions in either telling. Two voices are *of other callings* where
both have some and none in common. Words that fit any walk ("chief", "spokeswoman", "official", "agency") belong to none, so that
"the director" is never told from anybody. The lists are wide on purpose: a word more makes two voices more alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from retold.changes.anonymity import spoken_for, went_on_record
from retold.changes.context import Context
from retold.marking.lexicon import DEMONYMS
from retold.records.article import Span
from retold.records.marks import Attribution
from retold.text.lemma import lemma
from retold.text.names import compare_names
from retold.text.tokenise import words

NEAR = 80  # code points before and behind a name in which its sentence tells who that is
BEFORE = 40  # code points before a name in which a title or an office stands
STEM = 5  # letters that words of one stem share
_HE_OR_SHE = frozenset({"he", "she"})
_TITLES = {
    "mr": "he",
    "sir": "he",
    "lord": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "dame": "she",
    "lady": "she",
}
_FROM = re.compile(r"(?:\w{3}[^aeiouy]er|\w\w(?:wo)?man|\w{3}ian|\w{3}ese)$")  # Londoner, Frenchman, Bavarian, Viennese
_CLAUSE = re.compile(r"[,.;:!?()“”\"\n]")
_SAYS_WHO = re.compile(r"\s?(?:,|\(|(?:of|from|is|was|for|who|at|in)\b)\s?")
_STOPS = (". ", "\n")
_NAMELESS = frozenset("source sources insider insiders unnamed anonymous".split())
_INDEFINITE = frozenset({"a", "an", "one", "another"})
# Words that say of a speaker no more than that there is one.
_VAGUE = frozenset(
    "official officials spokesman spokeswoman spokesperson source sources representative expert person woman another insider "
    "member leader chief senior".split()
)
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


def of_another_kind(context: Context, voice_a: Attribution | None, voice_b: Attribution | None) -> bool:
    """Whether two voices, not both of them stated by name, cannot be one: a person gave way to a body or to an unnamed speaker of
    one, which neither telling connects with that person; or both are of other callings.

    "she said" / "the growers' association said", "Greta Oyen said" / "a spokesman for the inspectorate said".
    """
    if voice_a is None or voice_b is None or voice_a.voice is None or voice_b.voice is None:
        return False
    if {_gender(voice_a.voice.text), _gender(voice_b.voice.text)} == _HE_OR_SHE:
        return True
    if spoken_for(voice_a, voice_b) or went_on_record(context, voice_a, voice_b):
        return True
    if _newcomer(voice_a, voice_b, context.b.text) or _newcomer(voice_b, voice_a, context.a.text):
        return True
    for person, other in ((voice_a, voice_b), (voice_b, voice_a)):
        if person.voice_type != "person" or not person.voice_name or person.voice is None or other.voice is None:
            continue
        if not (person.basis == "stated" or person.voice.text.casefold() in _HE_OR_SHE):
            continue
        if other.voice_name and not (other.basis == "inferred" and person.basis == "stated"):
            continue
        if " " not in person.voice_name and walks([person.voice_name.casefold()]):
            continue  # "Fishermen said": no name
        told = words(other.voice.text).norm
        if not _NAMELESS.isdisjoint(told) and not other.voice_name:  # a name gave way to "a source"
            return True
        if other.voice_type in ("unnamed", None) and not other.voice_name:
            side = "b" if other is voice_b else "a"
            if _another_of_the_story(context, person.voice_name, other.voice, side, told):
                return True
        if other.voice_name:  # "said Renk" / "said the mayor", where the mayor is somebody else
            speaks = told[0] == "the" and compare_names(person.voice_name, other.voice_name) == "other"
        else:
            speaks = other.voice_type == "body" or (other.voice_type == "unnamed" and told[0] in _INDEFINITE)
        if speaks and _unconnected(context, person.voice_name, told):
            return True
    return of_other_callings(context, voice_a, voice_b)


def by_origin(voice: Attribution) -> bool:
    """Whether a voice is somebody told by where he is from ("the Swede", "the Londoner"), who may be anybody with a name."""
    told = voice.voice.text.split() if voice.voice is not None and voice.voice_type != "medium" else []
    if len(told) != 2 or told[0].casefold() != "the" or not told[1][0].isupper():
        return False
    return told[1].casefold() in DEMONYMS or _FROM.search(told[1]) is not None


def _gender(voice: str) -> str:
    """ "he" or "she", where the first word of a voice says so: a pronoun or a title ("Mrs Rusk")."""
    first = voice.casefold().split(" ", 1)[0].rstrip(".")
    return _TITLES.get(first, first)


def _another_of_the_story(context: Context, person: str, other: Span, side: str, told: Sequence[str]) -> bool:
    """Whether somebody named gave way on `side` to "the governor", of whom both tell elsewhere, never beside that name."""
    calling = frozenset(word for word in told[1:] if walks([word]))
    if told[0] != "the" or not calling or not _unconnected(context, person, told):
        return False
    own = range(other.start, other.end)
    return all(
        any(not (name == side and here.words.starts[k] in own) for k in here.holding(calling))
        for name, here in (("a", context.a), ("b", context.b))
    )


def office_of_another(context: Context, person: str, voice: Span) -> bool:
    """Whether "the prime minister" is somebody else than a person: a telling puts these words to another name, none to this one."""
    told = words(voice.text).norm
    office = {word for word in told[1:] if len(word) > 3}
    if told[:1] != ["the"] or not office or not walks(office) or not _unconnected(context, person, told):
        return False
    return any(
        office.issubset(side.norms(*who_is(side.text, mark.span.start, mark.span.end)))
        for side in (context.a, context.b)
        for mark in side.marked.names
        if compare_names(mark.span.text, person) == "other"
    )


def _newcomer(known: Attribution, other: Attribution, text: str) -> bool:
    """Whether somebody known ("she") gave way to somebody whom an article brings in ("an aide"), unnamed and no mere speaker."""
    if known.voice is None or other.voice is None or other.voice_name or known.cue is None or other.cue is None:
        return False
    behind = text[other.voice.end : other.voice.end + 3]
    if behind[:2] == ", " and behind[2:].isupper():
        return False  # "a close adviser, Ada Brun, said"
    told = words(other.voice.text).norm
    known_already = known.voice.text.casefold() in _HE_OR_SHE
    return known_already and len(told) > 1 and told[0] in _INDEFINITE and _VAGUE.isdisjoint(told)


def _unconnected(context: Context, name: str, told: Sequence[str]) -> bool:
    """Whether no telling word stands near a mention of a person in either telling."""
    stems = {word[:STEM] for word in told if len(word) >= STEM and word not in _VAGUE}
    for side in (context.a, context.b):
        for mark in side.marked.names:
            start, end = mark.span.start, mark.span.end
            if compare_names(mark.span.text, name) != "other":
                near = side.norms(*around(side.text, start, end))
                if not stems.isdisjoint(word[:STEM] for word in near):
                    return False
    return bool(stems)


def of_other_callings(context: Context, one: Attribution, other: Attribution) -> bool:
    """Whether two voices, not both of them stated by name, belong to walks of life that have nothing in common."""
    if one.cue is None or other.cue is None:
        return False  # a floating quotation: nobody says there whose it is
    if all(voice.voice_name and voice.basis == "stated" for voice in (one, other)):
        return False
    for voice in (one, other):
        if not _walks_of(context, voice, who_is):
            return False
    return _walks_of(context, one, around).isdisjoint(_walks_of(context, other, around))


def _walks_of(context: Context, voice: Attribution, near: Callable[[str, int, int], tuple[int, int]]) -> frozenset[int]:
    """The walks of life of a voice: those of its words, and of the words `near` every mention of its name."""
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
                found |= walks(side.norms(*near(side.text, mark.span.start, mark.span.end)))
    return found


def who_is(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that say who somebody named is: those before the name in its clause, and those behind a comma, "is", "of", "who".

    Only they tell two people apart: of "Ed Miller met the union" nobody can say that Miller is no captain.
    """
    low = max(start - BEFORE, 0)
    opens = max((match.end() for match in _CLAUSE.finditer(text, low, max(start - 2, low))), default=low)
    behind = _SAYS_WHO.match(text, end)
    close = _CLAUSE.search(text, behind.end(), min(behind.end() + NEAR, len(text))) if behind is not None else None
    stop = end if behind is None else close.start() if close is not None else min(behind.end() + NEAR, len(text))
    return opens, stop


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a name in its sentence."""
    low, high = max(start - NEAR, 0), min(end + NEAR, len(text))
    before = max(text.rfind(stop, low, start) for stop in _STOPS)
    return max(low, before + 1), min((at for stop in _STOPS if (at := text.find(stop, end, high)) >= 0), default=high)
