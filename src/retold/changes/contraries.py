"""Words that are contrary to one another: rise / fall, accept / reject, danger / safe.

Those of `OPPOSITE` answer one another so strictly that one in the place of the other turns a statement. Those of `_FAR_APART`
(left and right of a stroke, line by line one scale or one pair of states) are no change by themselves, since rewordings use them
loosely; but what one side denies and the other tells by the contrary is the same: "posed no danger" / "was safe".
"""

from __future__ import annotations

_OPPOSITES = """
promise/refuse grant/refuse offer/refuse grant/deny accept/reject accept/refuse accept/decline accept/dismiss
uphold/dismiss uphold/overturn uphold/reject resume/suspend resume/halt admit/deny confirm/deny
acknowledge/deny approve/reject approve/block agree/refuse agree/decline agree/disagree allow/ban allow/forbid allow/prohibit
permit/ban permit/prohibit support/oppose back/oppose favour/oppose favor/oppose for/against rise/fall rise/drop
rise/decline climb/fall climb/drop gain/lose gain/loss increase/decrease increase/fall increase/drop increase/decline
increase/reduce grow/shrink grow/fall raise/cut raise/lower raise/reduce win/lose win/loss victory/defeat profit/loss
success/failure succeed/fail pass/fail open/close start/end begin/end strengthen/weaken improve/worsen better/worse
best/worst up/down above/below more/less more/fewer most/least higher/lower high/low guilty/innocent convict/acquit
include/exclude expand/reduce optimistic/pessimistic ally/enemy friend/enemy surplus/deficit inflow/outflow
import/export buy/sell upgrade/downgrade praise/criticise praise/criticize welcome/condemn legal/illegal
lawful/unlawful safe/unsafe stable/unstable likely/unlikely possible/impossible able/unable satisfied/dissatisfied
always/never before/after tighten/loosen tighten/ease lift/impose arrest/release survive/die alive/dead true/false
positive/negative none/all no/every no/all none/every nobody/everybody
nobody/everyone nobody/all neither/both together/apart inside/outside
guilty/clear convict/clear remember/forget heed/ignore attend/boycott attend/miss obey/defy
lose/keep lose/retain if/unless
fall/jump fall/surge fall/soar fall/gain drop/jump drop/surge drop/soar drop/gain decline/jump decline/surge plunge/soar
plunge/surge plunge/jump plunge/rise plunge/climb tumble/rise tumble/jump slump/surge slump/rise
rise/slip rise/slide rise/sink climb/slip climb/slide gain/slip raise/slash increase/cut increase/slash
confirm/contest confirm/dispute confirm/reject confirm/dismiss acknowledge/dispute acknowledge/contest acknowledge/reject
admit/dispute accept/dispute accept/contest welcome/slam welcome/criticise welcome/criticize welcome/blast welcome/attack
praise/slam praise/condemn praise/blast praise/attack applaud/condemn applaud/criticise applaud/criticize endorse/reject
endorse/oppose back/reject support/reject left/right majority/minority
""".split()
_FAR_APART = """
same alike identical/different differ vary
danger dangerous risk risky threat hazard harm harmful/safe harmless
far distant/near close nearby
small tiny minor/big large great major
long/short brief
strong/weak feeble
high expensive/low cheap
rich/poor
early/late
old/new young
hot warm/cold cool
dry/wet rain
full/empty
open/shut closed
public publish open/secret private hide conceal
easy/hard difficult
quiet silent/noisy loud
speak talk/silent silence
awake/asleep
clean/dirty
right correct accurate/wrong false
popular like love/dislike unpopular hate
live survive alive living/die dead extinct perish kill
stand standing/fall collapse flatten destroy
leave depart/stay remain
change/same constant unchanged
sell/keep
move/still
remember recall/forget
agree united/split divide divided disagree
trust believe/distrust doubt lie
voluntary optional/compulsory mandatory obligatory require necessary need
permanent/temporary brief
guilty blame/innocent
tidy/untidy
healthy well/ill sick
sober/drunk
present attend/absent miss
visible/hidden hide
profit profitable/loss lose
fail/work pass succeed manage
work working/broken break
hold/collapse fall break
punctual/late delay
last suffice/exhaust deplete finish
begin start/delay
finish complete end/continue unfinished
happy pleased/sad angry unhappy
calm/nervous rough
heavy/light
deep/shallow
wide broad/narrow
thick/thin
fast quick/slow
tall/short
careful/careless
polite/rude
simple/complex complicated
serious/light
famous/obscure unknown
busy crowded/quiet empty
deliberate deliberately intentional intentionally/accident accidental accidentally
""".strip().splitlines()
OPPOSITE = frozenset(pair for entry in _OPPOSITES for pair in (tuple(entry.split("/")), tuple(entry.split("/")[::-1])))
_CONTRARY = frozenset(
    pair
    for line in _FAR_APART
    for one in line.split("/")[0].split()
    for other in line.split("/")[1].split()
    for pair in ((one, other), (other, one))
)
_SMALL = frozenset(
    "for against up down above below more less fewer most least better worse best worst always never before after all none no "
    "every both neither if unless nobody everyone everybody inside outside higher lower together apart".split()
)  # which tell something of their own wherever they stand
OPPOSED = frozenset(word for word, _ in OPPOSITE)


def contrary(one: str, other: str) -> bool:
    """Whether two dictionary forms say the contrary of one another, if only loosely: danger / safe, same / different."""
    return (one, other) in _CONTRARY or ((one, other) in OPPOSITE and one not in _SMALL)
