"""Invented news: word lists, sentence frames, and the stories that they make. Nothing here names anything real.

`story(rng)` writes a dispatch of 14 to 26 sentences. The words of each list can stand in for one another in a frame, so an
editor that swaps words of one list leaves the text grammatical.
"""

from __future__ import annotations

import random
import re

LISTS: dict[str, tuple[str, ...]] = {
    "place": tuple(
        "Marrowby Ostlund Verrin Calder Pellamy Rookhaven Sundle Tarvik Willowmere Dunmarrow Estrel Fenwater Garrick Holmby "
        "Ilverton Jarrow Keswold Lanmere Nethercot Orrin Quenby Ravelle Stannock Thornlea Umberley Vastra Wexholm Yarrowgate "
        "Brindle Corvane".split()
    ),
    "first": tuple(
        "Ada Bram Cora Dirk Elna Frits Greta Henk Ines Joris Katya Lars Mina Nils Orla Pavel Quirin Runa Stellan Tove Ulla "
        "Viktor Wanda Xenia Yorick Zelda Anselm Birte Casper Dorte".split()
    ),
    "last": tuple(
        "Abelsen Brunvoll Castrel Dahmen Ekker Foss Gravlund Hartsel Iversby Janek Kallas Lindqvar Morvan Nystad Ollerton "
        "Prinsen Quist Rademan Solberg-Vane Tarkow Ulvaren Vestergate Wendlow Ystad Zandvoort Albrook Bexley Crannoch Dovre "
        "Estersen".split()
    ),
    "role": tuple(
        "mayor minister spokesman engineer director inspector professor commander treasurer governor surgeon chairman "
        "secretary deputy prosecutor geologist captain auditor manager commissioner".split()
    ),
    "body": tuple(
        "council ministry ombudsman inspectorate union hospital university shipyard railway brigade court parliament bureau "
        "chamber cooperative museum foundry airport laboratory observatory".split()
    ),
    "thing": tuple(
        "bridge tunnel reservoir turbine pipeline warehouse viaduct refinery harbour greenhouse reactor quarry cathedral "
        "substation orchard lighthouse stadium library factory market dam school ferry archive depot".split()
    ),
    "matter": tuple(
        "budget treaty strike drought recall merger verdict census embargo levy subsidy boycott curfew amnesty tariff outage "
        "landslide epidemic ballot inquiry auction lawsuit evacuation reform blockade".split()
    ),
    "good": tuple(
        "timber barley copper diesel vaccine cement insulin herring wool graphite lithium sugar fertiliser steel textile "
        "paper salt cobalt poultry glass".split()
    ),
    "adj": tuple(
        "northern coastal abandoned public damaged rural provisional private regional modern temporary medieval industrial "
        "neighbouring municipal elderly foreign crowded remote unfinished".split()
    ),
    "quality": tuple(
        "careful sudden unusual serious modest severe gradual unexpected deliberate limited considerable reckless partial "
        "orderly violent quiet lasting chaotic expensive profitable".split()
    ),
    "did": tuple(
        "approved rejected postponed criticised announced welcomed suspended examined published withdrew defended reviewed "
        "blocked financed halted confirmed questioned inspected delayed signed".split()
    ),
    "hit": tuple(
        "damaged destroyed closed flooded isolated weakened emptied surrounded overwhelmed crippled disrupted reopened "
        "strengthened rebuilt threatened scarred".split()
    ),
    "said": tuple("said told stated added explained argued insisted noted warned stressed declared recalled".split()),
    "time": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    "month": tuple("January February March April May June July August September October November December".split()),
    "people": tuple(
        "residents workers passengers farmers students patients fishermen soldiers nurses drivers miners tenants volunteers "
        "merchants pensioners pilots teachers families".split()
    ),
    "way": tuple(
        "slowly openly repeatedly reluctantly briefly formally jointly secretly swiftly calmly firmly narrowly partly fully "
        "privately loudly".split()
    ),
}

FRAMES = (
    "The {adj} {body} of {place} {did} the {matter} on {time}, {first} {last}, its {role}, {said} at a {quality} meeting.",
    "The {quality} {matter} {hit} the {adj} {thing} and left {n} {people} without {good}.",
    "“We have never seen such a {quality} {matter}, and our {people} deserve a {quality} answer,” {role} {last} {said}.",
    "About {n} {people} gathered {way} near the {thing} in {place} before the {body} {did} the {matter}.",
    "According to the {body}, the price of {good} rose by {n} percent after the {adj} {thing} was {hit} in {month}.",
    "The {body} {did} a plan to rebuild the {thing}, which was {hit} {n} years ago during a {quality} {matter}.",
    "“Nobody asked the {people} of {place} whether they wanted this {matter},” {first} {last} {said} {way}.",
    "In {month} the {adj} {body} {did} {n} million crowns for {good} and for the {thing} outside {place}.",
    "A {role} of the {body}, {first} {last}, {did} the {quality} claims and called the {matter} unavoidable.",
    "{last} {said} that {n} of the {people} had {way} left {place} since the {thing} was {hit}.",
    "The road between {place} and {place} stayed closed because the {adj} {thing} had been {hit} by the {matter}.",
    "“The {thing} will stand again before {month}, and the {body} will pay for every {adj} house,” {last} {said}.",
    "Critics of the {matter} point to a {quality} report in which the {body} {did} the use of {good}.",
    "Since {month}, {n} shipments of {good} have {way} passed through the {adj} {thing} at {place}.",
    "The {role} {way} {did} an offer from the {body} of {place} to share its {adj} {thing}.",
    "Two {people} were hurt when part of the {thing} was {hit}, and {n} others were treated for {quality} shock.",
    "“I do not trust the {body}, because the {matter} was {way} prepared,” {said} {last}, a {role} from {place}.",
    "The {adj} opposition {said} the {matter} would cost {people} {n} crowns a year and make {good} scarce.",
    "Experts from {place} expect a {quality} rise in demand for {good} once the {thing} is {hit} no more.",
    "On {time} the {body} of {place} {did} a {quality} appeal by {n} {people} against the {matter}.",
    "The {thing}, built in {year} for {people} from {place}, had {way} served the {adj} {body}.",
    "A {quality} vote on the {matter} is planned for {month}, {role} {first} {last} {said} on {time}.",
    "The {body} {did} that the {good} stored in the {adj} {thing} would last {n} days.",
    "“This {matter} is {quality}, but it is not the end of {place},” {last} {way} {said} to {people}.",
    "Neighbouring {place} {way} sent {n} {people} and {good} to help after the {thing} was {hit}.",
    "The {role} of the {body} {did} rumours that {good} had been sold {way} in {place} during the {matter}.",
    "Trains carrying {good} were {way} sent through {place} while {people} cleared the {adj} {thing}.",
    "A {quality} storm {hit} the {thing} in {year}, when the {body} {did} a similar {matter}.",
    "The {people} of {place} {way} {did} the {matter}, and {n} of them signed a {quality} letter to the {body}.",
    "Insurers put the cost of the {hit} {thing} at {n} million crowns, a {quality} sum for {place}.",
    "The {body} {said} it had {way} {did} {n} complaints about the {matter} by {time}.",
    "“Give the {people} their {thing} back,” {first} {last} {said} at the gates of the {adj} {body}.",
    "Police in {place} {said} a {quality} fire had {hit} {n} stores of {good} near the {thing}.",
    "The {adj} {role} {last} {way} {did} the {matter}, saying {people} needed {good} more than a {thing}.",
    "By {time} evening {n} {people} had reached {place}, where the {body} had opened a {adj} {thing}.",
    "The {matter} began in {month} when the {body} {did} the sale of the {adj} {thing} to {place}.",
)
BACKGROUND = (
    "{place} lies on the river and has {n} inhabitants, most of them {people}.",
    "The town of {place} is known for its {adj} {thing} and its trade in {good}.",
    "Last {month} the paper reported on a {quality} {matter} in {place}.",
    "Readers have sent {n} letters to this paper about the {matter} since {month}.",
    "The {body} did not answer a request from this paper by {time}.",
    "A {adj} {thing} in {place} had been {hit} in {year} as well.",
    "Our correspondent in {place} saw {people} waiting {way} for {good}.",
    "The {matter} will be a topic of the {quality} debate on {time}.",
)
_SLOT = re.compile(r"\{(\w+)\}")


def sentence(rng: random.Random, frame: str) -> str:
    """One sentence: the frame with a word of its list in each slot."""
    text = _SLOT.sub(lambda match: _fill(rng, match[1]), frame)
    return text[0].upper() + text[1:]


def _fill(rng: random.Random, name: str) -> str:
    if name == "n":
        return str(rng.choice((rng.randint(3, 99), rng.randint(100, 990), rng.randint(12, 98) * 100)))
    if name == "year":
        return str(rng.randint(1890, 2015))
    return rng.choice(LISTS[name])


def story(rng: random.Random) -> list[str]:
    """The sentences of a dispatch, 14 to 26 of them, no frame used twice."""
    return [sentence(rng, frame) for frame in rng.sample(FRAMES, rng.randint(14, 26))]


def background(rng: random.Random, count: int) -> list[str]:
    """Sentences that an outlet adds of its own."""
    return [sentence(rng, rng.choice(BACKGROUND + FRAMES[:12])) for _ in range(count)]


def headline(rng: random.Random) -> str:
    """A headline."""
    return sentence(
        rng,
        rng.choice(
            (
                "{body} {did} {matter} in {place}",
                "{place}: {n} {people} wait for {good}",
                "{quality} {matter} {hit} {thing}",
            )
        ),
    )


def outlet_name(rng: random.Random) -> str:
    """The name of an outlet."""
    kind = rng.choice(
        "Herald Courier Gazette Mirror Post Echo Chronicle Observer Tribune Dispatch Lantern Sentinel".split()
    )
    lead = rng.choice((*LISTS["place"], *(word.title() for word in LISTS["adj"][:10])))
    return f"{lead} {kind}" if rng.random() < 0.6 else f"{lead} {rng.choice(LISTS['place'])} {kind}"


def agency_name(rng: random.Random) -> str:
    """The name of an agency: a pseudo-word in capitals, or a place and its trade."""
    if rng.random() < 0.5:
        return "".join(rng.choice(pair) for pair in ("BDKLMNRTV", "AEIOU", "DLMNRSTV", "AEIO"))
    return f"{rng.choice(LISTS['place'])} {rng.choice(('Wire', 'Press Agency', 'News Agency'))}"
