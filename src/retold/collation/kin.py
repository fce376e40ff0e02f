"""Whether two sentences that share few words may say the same: words of one stem, and words of news that stand for one another.

It is asked only of sentences that are left over between the same neighbours ("No one else was badly hurt." / "The others did
not suffer serious injuries."), to link them. Two words are *kin* when they share a stem (serious, seriously; vaccinated,
unvaccinated), or stand in one line of the table below: the common synonyms of news, line by line a thing that is told every
day; those behind a "!" belong to the thing but say something else. All words that deny are kin, and
a number in words and in digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from retold.marking.numerals import words_value
from retold.text.background import listed

STEM = 5  # letters that words of one stem share
SHORT = 7  # letters of a word of which one less may be the stem: marry, marriage
DENIES = 1.5  # nats: that both sentences deny something
PLAIN = 0.25  # a word without meaning of its own, pronouns and the like

_DENY = frozenset(
    "no not none nobody nothing neither nor never nowhere cannot without unable fail lack deny refuse decline yet".split()
)
_LINES = """
die kill dead death deadly fatal fatality perish victim casualty toll succumb slay claim !life !survive !survivor
hurt injure injury wound harm scratch !unhurt !unharmed !uninjured !unscathed
hospital hospitalise clinic ward
patient sick
doctor medic surgeon physician paramedic nurse
treat treatment aid care
police officer detective constable policeman investigator
fire blaze flame burn inferno
arson deliberate deliberately intentional intentionally purpose
crash collision collide accident smash wreck
flood flooding inundate submerge water underwater
storm gale hurricane typhoon cyclone wind gust
earthquake quake tremor
inquiry investigation probe investigate examine study
arrest detain detention custody hold seize apprehend
charge indict accuse accusation allegation count
convict conviction guilty sentence jail prison imprison !verdict !record
free release bail
acquit clear
court tribunal judge trial hearing bench rule
deny denial reject rejection dismiss refute dispute repudiate defeat down turn
accept approve approval agree agreement back endorse support consent
lawyer attorney solicitor barrister counsel
thief robber burglar steal theft rob robbery burglary loot
pay payment price cost fee money sum spend expense bill cash
amount figure number total size
tax levy duty
firm company business group corporation manufacturer maker employer
profit earnings income revenue turnover sale
share stock
rise increase climb grow gain jump surge growth
fall drop decline decrease sink slip shrink lose loss fewer less lower
buy purchase acquire acquisition takeover
sell sale trade goods
worker employee staff job workforce crew personnel work employ
strike walkout stoppage
dismiss sack layoff redundancy fire
quit resign resignation step retire retirement depart departure stand
name appoint appointment choose nominate candidate successor
begin start launch open commence early outset
end finish close conclude stop halt cease complete completion over
shut close closure closed
continue !go last resume proceed remain stay keep
build construct construction erect builder building
repair mend fix restore restoration maintenance
destroy ruin demolish raze wipe gut
damage harm wreck
move relocate transfer shift
leave depart departure exit flee escape home disperse
challenge appeal contest
free gratis nothing charge unpaid
come arrive arrival reach land
return back
search look hunt seek trace comb
find discover discovery locate spot
miss missing vanish disappear lost
rescue save rescuer pull
help aid relief assist assistance assist support
power electricity light lit !grid !blackout !outage
gas fuel petrol oil
school lesson class classroom college
pupil student
teacher teach
child boy girl youngster kid infant baby toddler
parent mother father family relative
wife husband spouse marry marriage wed wedding couple
woman female
man male
resident villager inhabitant local people townspeople citizen
person people individual
town city village place municipality
country nation state land
border frontier
abroad foreign foreigner overseas
house home flat apartment dwelling building
street road motorway highway route lane
car vehicle van lorry truck driver motorist traffic drive
train rail railway line track
plane aircraft jet flight fly takeoff
airport airline
ship boat vessel ferry sail
bridge crossing span
bus coach
game match fixture play
win victory beat triumph champion title
defeat lose loss beaten
team side club squad
player footballer striker goalkeeper
goal score
fan supporter crowd spectator audience
coach manager trainer
race run runner
election vote poll ballot voter elect turnout
minister secretary
government cabinet administration authority official
parliament assembly chamber lawmaker legislator deputy house
law bill act legislation statute
rule regulation
ban prohibit forbid bar outlaw
allow permit permission let
talk negotiation negotiate negotiator discussion discuss meeting meet
deal agreement accord pact treaty contract
war conflict fighting fight battle combat
soldier troop army military force
weapon arm gun rifle
attack assault raid strike
bomb explosion explode blast detonate
threat threaten danger risk dangerous
warn warning alert caution
fear worry concern afraid anxious dare
protest demonstration rally march demonstrator protester
demand call urge appeal ask request
say tell announce statement declare state
promise pledge vow
plan intend intention aim propose proposal project scheme
decide decision ruling
expect forecast predict likely probably due should
know known clear certain sure !unclear !unknown !uncertain
show reveal disclose publish publication release public display
secret hide conceal
comment remark detail word
reason cause why explain explanation motive blame
witness see watch saw
evidence proof prove
pitch field stadium
doubt question
problem trouble difficulty
mistake error fault
rich wealthy
poor poverty
cheap inexpensive affordable low
expensive dear costly high
big large huge major great
small little minor slight tiny
quick fast rapid swift quickly
many most majority numerous several
all every whole entire everyone both each
half
first previous before earlier prior never
new fresh recent
old former ancient elderly
more another further additional extra other else
only alone sole single
same like similar
again once repeat
night dark darkness dusk evening nightfall sunset
morning dawn daybreak sunrise
day daily
week weekly
month monthly
year annual yearly decade annually
rain rainfall downpour shower !wet
snow snowfall blizzard
drought dry
heat hot warm
cold freeze frost ice
farm farmer field
crop harvest
cattle cow herd livestock animal sheep
fish fisherman catch trawler
forest wood tree timber
river stream bank
mountain hill peak summit
sea ocean coast shore
food meal eat hunger
drink beer wine
shop store retailer market
bank lender
loan credit lend borrow
debt owe
book novel author write writer
film movie cinema
music song singer concert band
picture painting portrait artist paint
museum gallery exhibition exhibit
prize award honour
theatre stage
church priest bishop
illness disease sick infection virus outbreak infect epidemic
drug medicine vaccine vaccinate jab dose
health healthy !ill
scientist researcher expert specialist
test trial sample
space rocket satellite
queue wait line
crime criminal offence
gang group
join member membership
lead leader head chief boss run
spokesman spokeswoman spokesperson
area region district zone
belong own owner property
use need require
try attempt effort
evacuate evacuation
empty vacant deserted
full crowded
happen occur
visit visitor tourist guest
remove withdraw
carry take bring
give offer provide hand
turn become
hour minute
birth born
age aged
safe safety secure
delay late postpone
cancel scrap abandon call
inspect inspection inspector check examine survey
apologise apology sorry regret
condolence condolences sympathy
anonymity anonymous unnamed unidentified identify name
privacy private alone
touch land landing
firefighter ambulance emergency rescuer paramedic brigade
wage salary pay paid earn earnings
deprive poor shortage scarce scarcity short lack !enough
increase raise lift hike
reduce cut lower slash trim
improve improvement better progress headway
worsen worse deteriorate
strong strength powerful fierce heavy violent
weak frail fragile
important crucial vital key essential significant
difficult hard tough
easy simple
serious severe badly grave critical seriously
calm quiet peaceful peace peacefully !trouble !incident
happy pleased glad delight satisfied satisfaction content
sad grief mourn mourning mourner
angry anger fury furious outrage
surprise surprised astonish unexpected shock
praise hail welcome applaud
criticise criticism critic condemn slam attack blame
thank gratitude grateful
hope hopeful optimistic
hide conceal cover
speak talk speech address
ask question inquire query
answer reply respond response
order command instruct instruction
obey comply follow
break violate breach flout
fine penalty penalise punish punishment
insure insurance insurer
invest investment investor
contract order tender
cargo freight goods load
import export trade
customer client consumer shopper
product goods
factory plant works mill
mine miner mining pit coal
machine engine motor
technology technical software computer
internet online web website
hacker hack cyber
letter mail email message
phone telephone call
newspaper paper press journalist reporter media
photograph photo picture camera
television broadcast broadcaster radio
king queen royal monarch crown palace
president presidential
ambassador envoy embassy diplomat diplomatic
refugee migrant asylum displaced
hostage captive kidnap abduct captor
prisoner inmate cell jail prison
terrorist militant rebel insurgent extremist gunman
kill murder murderer homicide manslaughter
shoot shot gunfire gun bullet
stab knife
drown water
sink capsize founder wreck
climb climber mountaineer ascent
ski skier slope avalanche
swim swimmer pool bath bathe
medal gold silver bronze podium
record best fastest mark feat better
league division table
draw tie
referee umpire
stadium arena ground venue
school education
university academic professor scholar
degree graduate graduation
language speak tongue
history historic historical past
archaeologist dig excavation excavate unearth
temple shrine mosque
village hamlet
garden park
tourist holiday holidaymaker
hotel inn guest room
restaurant cafe bar pub
bread baker bakery
milk dairy
meat butcher
dog puppy hound
bird nest flock
insect bee wasp
bear wolf predator
plant flower
pollution pollute contaminate contamination toxic
waste rubbish garbage sewage
climate warming emission carbon
temperature degree heat
sun sunny sunshine
moon lunar
planet orbit
star astronomer telescope
pregnant pregnancy birth maternity
operation operate surgery
diagnose diagnosis
cure heal recover recovery
blind sight
alcohol drunk drunken drink
smoke smoker cigarette tobacco
poison toxic poisonous
sleep asleep bed
clothes dress wear clothing
money cash fund funding finance financial
budget spending
donate donation donor gift charity
rent tenant landlord lease
mortgage loan
price expensive inflation
design plan
wall fence barrier
roof ceiling tile
door gate entrance lock
window glass
floor storey
basement cellar
tower skyscraper
square plaza
harbour port dock quay pier
island isle
lake reservoir dam
cave cavern
desert sand
ice glacier
valley gorge
coast beach shore seaside
north northern
south southern
east eastern
west western
member colleague
neighbour next
friend friendship
enemy rival opponent
young youth teenager teenage
adult grown
age old elderly pensioner retired
brother sister sibling
grandfather grandmother grandchild grandson granddaughter
widow widower
body corpse remains
bury burial funeral grave cemetery
identity identify name
language translation translate
sign symbol
flag banner
meeting session sitting sit gather assemble
invite invitation guest
chair chairman chairwoman head
deputy assistant
vote referendum
majority most
opposition opponent oppose against
coalition alliance ally
reform change overhaul
corruption bribe bribery graft
scandal affair
resign oust remove
mayor council councillor municipal
governor province
guard security
patrol troop
ceasefire truce armistice
surrender lay
victory win
missile rocket
drone aircraft
mine explosive
tank armoured
navy naval fleet
wound bleed blood
limit restrict restriction cap maximum
minimum least
exceed top over
double twice
third three
half fifty
quarter fourth
dozen twelve
decade ten
century hundred
pair two couple
few handful
share portion part proportion
entire whole full
rest remainder remain
early premature
recent lately recently
soon shortly
sudden suddenly abrupt
slow slowly gradual gradually
permanent permanently forever
temporary temporarily interim
immediate immediately instantly
current currently present presently
""".strip().splitlines()


def _table() -> dict[str, tuple[str, ...]]:
    lines: dict[str, list[str]] = {}
    for line in _LINES:
        words = line.split()
        for word in words:
            lines.setdefault(word.lstrip("!"), []).append(f"{word[: word[0] == '!']}={words[0]}")
    return {word: tuple(dict.fromkeys(names)) for word, names in lines.items()}


_KIN = _table()


@lru_cache(maxsize=16_384)
def _keys(lemma: str) -> tuple[str, ...]:
    """What a dictionary form may be matched by: itself, its lines of the table, its stem."""
    keys = [lemma, *(line.lstrip("!") for line in _KIN.get(lemma, ()))]
    bare = lemma
    for prefix in ("un", "in", "im", "non", "dis", "re"):
        rest = lemma[len(prefix) :]
        if lemma.startswith(prefix) and len(rest) > STEM and listed(rest):
            bare = rest
            break
    if len(bare) > STEM:
        keys.append(f"{bare[:STEM]}-")
    elif len(bare) == STEM:
        keys.append(f"{bare}-")
    if (value := words_value(lemma)) is not None and lemma != "a":
        keys.append(f"{value:g}")
    if lemma.endswith("less") and len(lemma) > 7:
        keys += (line.lstrip("!") for line in _KIN.get(lemma[:-4], ()))
    if 4 <= len(bare) <= SHORT:
        keys += (line.lstrip("!") for line in _KIN.get(bare, ()))
    return tuple(keys)


def kinship(one: Sequence[str], weights: Sequence[float], others: Sequence[str], their: Sequence[float]) -> float:
    """The weight (nats) of the words of a sentence that have kin in another, each once; a pair weighs as its commoner word."""
    free: dict[str, list[int]] = {}
    for k, word in enumerate(others):
        for key in _keys(word):
            free.setdefault(key, []).append(k)
    used: set[int] = set()
    total = 0.0
    for k, word in sorted(enumerate(one), key=lambda entry: -weights[entry[0]]):
        found = next((j for key in _keys(word) for j in free.get(key, ()) if j not in used), None)
        if found is not None:
            used.add(found)
            total += PLAIN + min(weights[k], their[found])
    if _denies(one) and _denies(others):
        total += DENIES
    return total


def same_sense(one: str, other: str) -> bool:
    """Whether two dictionary forms are one, or stand in one line of the table as synonyms."""
    if one == other:
        return True
    lines = _KIN.get(one, ())
    return any(line[0] == "=" and line in lines for line in _KIN.get(other, ()))


def _denies(words: Iterable[str]) -> bool:
    return any(
        word in _DENY
        or (word.startswith("un") and len(word) > 6 and listed(word[2:]))
        or (word.endswith("less") and len(word) > 7)
        for word in words
    )
