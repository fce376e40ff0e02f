"""What kind of voice speaks: a person, a body, a document or poll, a medium, or nobody by name.

The head of the phrase decides ("a report by the ministry": a document), then the name in it. A role without a name
("officials", "a source close to the talks") is *unnamed*, even where it stands in for a body.
"""

from __future__ import annotations

from retold.records.marks import VoiceType

DOCUMENTS = frozenset(
    "report study poll polls survey surveys document documents letter memo email emails e-mail e-mails filing "
    "filings lawsuit suit complaint indictment article book bill law data figures results records record ad "
    "ads video website site post posts tweet tweets transcript reports studies statement statements ruling "
    "affidavit analysis review census research findings order rule treaty resolution agreement proposal plan "
    "policy headline editorial essay column paper list chart map sign signs banner label note text texts "
    "testimony budget estimate estimates numbers statistics exit-poll dossier press-release release manifesto".split()
)
MEDIA_WORDS = frozenset(
    "news times post journal newspaper network daily tribune gazette herald magazine broadcaster telegraph "
    "guardian observer chronicle press radio tv television channel media outlet outlets newspapers networks "
    "newswire wire blog weekly courier globe sun mail mirror express star examiner inquirer dispatch sentinel "
    "bulletin review website".split()
)
MEDIA = frozenset(
    "reuters ap afp tass upi dpa interfax ria xinhua bloomberg cnn bbc nbc abc cbs msnbc cnbc fox npr pbs "
    "politico breitbart huffpost vox slate buzzfeed axios newsweek time economist aljazeera rt dw efe ansa "
    "kyodo yonhap tanjug pti ukrinform unian c-span univision telemundo".split()
)
BODIES = frozenset(
    "ministry department agency company campaign committee commission council organization organisation union "
    "association administration government office court bureau institute university firm party parliament "
    "senate house congress board panel army navy police force forces guard fund foundation group league "
    "federation authority service corporation corp inc llc ltd co bank center centre college school hospital "
    "city state county kremlin pentagon treasury embassy nato un eu fbi cia fda epa nasa irs doj dhs coalition "
    "alliance cabinet republic kingdom team club church society society's network exchange system jury "
    "white-house regulator supreme".split()
)
PERSON_WORDS = frozenset(
    "spokesman spokeswoman spokesperson president minister secretary director chairman chairwoman chair chief "
    "senator governor mayor representative congressman congresswoman professor judge justice sheriff general "
    "commander ambassador candidate nominee author attorney lawyer doctor reporter journalist analyst "
    "economist strategist adviser advisor aide leader pope king queen prince princess chancellor premier man "
    "woman mother father son daughter wife husband brother sister boy girl host billionaire businessman "
    "businesswoman lawmaker republican democrat writer editor coach actor actress singer moderator prosecutor "
    "officer".split()
)
# Nouns for a person by nation, and the adjective each goes with.
NATIONALS = {
    noun: adjective or noun
    for noun, _, adjective in (
        pair.partition(":")
        for pair in (
            "swede:swedish dane:danish finn:finnish pole:polish spaniard:spanish turk:turkish scot:scottish briton:british "
            "englishman:english englishwoman:english frenchman:french frenchwoman:french irishman:irish irishwoman:irish "
            "welshman:welsh welshwoman:welsh dutchman:dutch dutchwoman:dutch croat:croatian serb:serbian slovene:slovenian "
            "slovak german italian belgian brazilian norwegian austrian hungarian romanian bulgarian mexican colombian chilean "
            "egyptian moroccan algerian nigerian ghanaian cameroonian korean greek czech russian ukrainian canadian american "
            "argentine argentinian uruguayan paraguayan venezuelan peruvian kenyan ethiopian jamaican estonian latvian "
            "lithuanian icelander:icelandic albanian"
        ).split()
    )
}
_UNNAMED_SURE = frozenset("source sources official officials insider insiders critics supporters".split())
_INDEFINITE = frozenset("a an one some many several two three four another other most few both".split())
_OF_A_LIFE = frozenset(
    "former late veteran retired year-old".split()
)  # "the former captain Obrecht", "the 33-year-old Obrecht"
_OF = frozenset("of for at from with in on to by who that which close familiar".split())


def voice_type(words: list[str], name: str | None, capitals: list[bool]) -> VoiceType | None:
    """The kind of a voice from the lower-case words of its phrase, the name it has (or None), and which words are capitalised.

    None for a pronoun (its antecedent decides) and for a phrase that says nothing of its kind.
    """
    head = [w for w in words if w[0].isalnum()]
    if not head:
        return None
    stop = 1
    while stop < len(head) and head[stop] not in _OF:
        stop += 1
    head = head[:stop]
    last = head[-1].removesuffix("'s")
    named = name.casefold().split() if name else []
    if not named:
        if len(head) == 1 and last in ("he", "she", "i"):
            return "person"
        if len(head) == 1 and last in ("they", "it", "we", "you", "who", "which", "that"):
            return None
        if last in DOCUMENTS:
            return "document"
        if last in _UNNAMED_SURE or (last in PERSON_WORDS or last.removesuffix("s") in PERSON_WORDS):
            return "unnamed"
        if last in MEDIA_WORDS or last in MEDIA:
            return "medium"
        if last in BODIES or last.removesuffix("s") in BODIES:
            return "body"
        if head[0] in _INDEFINITE or last.endswith("s"):
            return "unnamed"
        return None
    if last in DOCUMENTS and not (capitals and capitals[stop - 1 if stop <= len(capitals) else -1]):
        return "document"
    if words[0] == "the" and not any(w in PERSON_WORDS or w in _OF_A_LIFE for w in head):
        return name_type(named) or ("medium" if named[-1] in MEDIA_WORDS else "body")  # "the Chronicle"
    return name_type(named) or "person"


def name_type(named: list[str]) -> VoiceType | None:
    """The kind that the lower-case words of a name give away: a medium, a body, or None for what may be a person."""
    if not named:
        return None
    bare = [word.removesuffix("'s") for word in named]
    first, last = bare[0], bare[-1]
    if last in MEDIA or (len(bare) <= 2 and first in MEDIA) or (len(bare) > 1 and last in MEDIA_WORDS):
        return "medium"
    if first == "news" or "news" in named:
        return "medium"
    if ("." in first and first.startswith(("news.", "www."))) or (
        "." in last and last.endswith((".com", ".org", ".net", ".az", ".ru"))
    ):
        return "medium"
    if BODIES.isdisjoint(named) and (bare == named or BODIES.isdisjoint(bare)):
        return None
    return "body"
