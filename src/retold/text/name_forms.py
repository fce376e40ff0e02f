"""Closed lists of the short forms that English news prints for names: states, titles, and given names.

A short form and the full one are one name: "Ariz." / "Arizona", "D-Calif." / "California", "Gov." / "Governor". A given name and
its everyday form ("Rudolph" / "Rudy") are a variant of one another where the surname is the same.
"""

from __future__ import annotations

from typing import Final

_STATES: Final[dict[str, str]] = {
    short: full
    for full, forms in {
        "alabama": "ala",
        "arizona": "ariz",
        "arkansas": "ark",
        "california": "calif|cal",
        "colorado": "colo",
        "connecticut": "conn",
        "delaware": "del",
        "district of columbia": "d c",
        "florida": "fla",
        "georgia": "ga",
        "illinois": "ill",
        "indiana": "ind",
        "kansas": "kan",
        "kentucky": "ky",
        "louisiana": "la",
        "maryland": "md",
        "massachusetts": "mass",
        "michigan": "mich",
        "minnesota": "minn",
        "mississippi": "miss",
        "missouri": "mo",
        "montana": "mont",
        "nebraska": "neb",
        "nevada": "nev",
        "new hampshire": "n h",
        "new jersey": "n j",
        "new mexico": "n m",
        "new york": "n y",
        "north carolina": "n c",
        "north dakota": "n d",
        "oklahoma": "okla",
        "oregon": "ore",
        "pennsylvania": "pa|penn",
        "rhode island": "r i",
        "south carolina": "s c",
        "south dakota": "s d",
        "tennessee": "tenn",
        "texas": "tex",
        "vermont": "vt",
        "virginia": "va",
        "washington": "wash",
        "west virginia": "w va",
        "wisconsin": "wis",
        "wyoming": "wyo",
    }.items()
    for short in forms.split("|")
}
_PARTIES: Final = frozenset("dri")  # "D-Calif.", "R-Wis.", "I-Vt."

_WORDS: Final[dict[str, str]] = {
    "adm": "admiral",
    "ave": "avenue",
    "capt": "captain",
    "cmdr": "commander",
    "col": "colonel",
    "dept": "department",
    "gen": "general",
    "gov": "governor",
    "lt": "lieutenant",
    "maj": "major",
    "mt": "mount",
    "pres": "president",
    "prof": "professor",
    "rep": "representative",
    "rev": "reverend",
    "sen": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
    "univ": "university",
}

# What may stand before a full name and says who somebody is, not what the name is.
_ROLES: Final = frozenset(
    "actor actress analyst author captain chairman chairwoman coach columnist commissioner councillor councilman councilwoman "
    "detective director doctor driver editor engineer farmer governor inspector judge lawmaker lawyer lieutenant manager mayor "
    "minister neighbor neighbour nurse officer owner pilot president principal professor prosecutor quarterback reporter resident "
    "secretary senator sergeant sheriff singer spokesman spokesperson spokeswoman student superintendent survivor teacher victim "
    "volunteer witness writer".split()
)

NICKNAMES: Final = frozenset(
    frozenset((short, full))
    for full, forms in (
        entry.split(":")
        for entry in (
            "abigail:abby abraham:abe albert:al,bert alan:al alexander:alex,sasha,sandy alexandra:alex,sandra,sasha aleksandr:alex "
            "alfred:al,fred amanda:mandy andrew:andy,drew anthony:tony antonia:toni arthur:art augustus:gus barbara:barb "
            "benjamin:ben,benny bernard:bernie bradley:brad catherine:cathy,kate,cate charles:charlie,chuck christina:tina,chris "
            "christine:chris,chrissy christopher:chris clifford:cliff cynthia:cindy daniel:dan,danny david:dave,davey "
            "deborah:deb,debbie debra:deb,debbie donald:don,donny dorothy:dot,dottie douglas:doug edward:ed,eddie,ned,ted,teddy "
            "elizabeth:beth,betsy,betty,eliza,libby,lisa,liz,lizzie eugene:gene frances:fran francis:frank franklin:frank "
            "frederick:fred,freddie gabriel:gabe gerald:gerry,jerry gregory:greg harold:hal,harry henry:hank,harry jacob:jake "
            "jacqueline:jackie james:jamie,jim,jimmy jeffrey:jeff jennifer:jen,jenny jessica:jess,jessie john:jack,johnny "
            "jonathan:jon joseph:joe,joey joshua:josh judith:judy katherine:kate,kathy,katie kathleen:kathy,kate "
            "kathryn:kate,kathy kenneth:ken,kenny kimberly:kim lawrence:larry leonard:len,lenny,leo louis:lou,louie "
            "margaret:maggie,marge,meg,peggy martin:marty mary:molly,polly matthew:matt maximilian:max maxwell:max melvin:mel "
            "michael:mick,mickey,mike mitchell:mitch nathan:nate nathaniel:nate nicholas:nick,nicky norman:norm pamela:pam "
            "patricia:pat,patty,tricia,trish patrick:pat,paddy peter:pete philip:phil phillip:phil randall:randy raymond:ray "
            "rebecca:becca,becky richard:dick,rich,rick,ricky robert:bob,bobby,rob,robbie rodney:rod ronald:ron,ronnie "
            "rudolph:rudy russell:russ samantha:sam samuel:sam,sammy sarah:sally sidney:sid stanley:stan stephen:steve "
            "steven:steve susan:sue,susie terence:terry theodore:ted,teddy,theo theresa:terry,tess thomas:tom,tommy "
            "timothy:tim,timmy valerie:val victor:vic victoria:tori,vicky vincent:vince,vinny walter:wally,walt wesley:wes "
            "william:bill,billy,will,willie zachary:zach,zack vladimir:volodymyr aleksandr:oleksandr nikolai:mykola "
            "sergei:serhiy dmitry:dmytro andrei:andriy"
        ).split()
    )
    for short in forms.split(",")
)


def in_full(folded: str) -> str:
    """A folded name with the short forms of states and titles written out.

    >>> in_full("d calif"), in_full("s c"), in_full("gov mccrory"), in_full("mccrory")
    ('california', 'south carolina', 'governor mccrory', 'mccrory')
    """
    full = _STATES.get(folded)
    if full is None and folded[:1] in _PARTIES and folded[1:2] == " ":
        rest = folded[2:]
        full = _STATES.get(rest) or (rest if rest in _FULL else None)
    if full is not None:
        return full
    found = folded.split()
    return folded if _WORDS.keys().isdisjoint(found) else " ".join(_WORDS.get(word, word) for word in found)


def without_role(words: list[str]) -> list[str]:
    """The words of a name without what says who somebody is before a full name: "witness ada brun" → "ada brun"."""
    at = 0
    while len(words) - at > 2 and words[at] in _ROLES:
        at += 1
    return words[at:]


_FULL: Final = frozenset(_STATES.values())
