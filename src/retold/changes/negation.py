"""Negation put in or taken out, and words turned into their opposite.

How it works
1. Negating words are counted per link: grammatical ones (not, no, never, neither, without …) and verbs and adjectives that
   negate what follows (failed to, refused to, denied, unable, unlikely, lacks).
2. Those that nothing on the other side answers are reported. Rewordings that keep the negation by other means (rejected,
   ruled out, absent …) answer a cue but are never reported themselves.
3. Two that follow one another turn each other round ("not impossible", "did not rule out"): where both are gone, or both are new,
   nothing is reported; so with "nothing she could not play" / "anything", and with an opposite and a negation: "rejected" / "did
   not approve". Two in clauses of their own turn two statements: "fell 1%, its lowest" / "rose 1%, its highest".
4. Words formed to negate (unmanned, needless) answer a cue too.
5. "not only", "no doubt", "no more than" and their kind negate nothing.
6. A negation that other words replaced together with what it negates ("did not work" / "was broken", "without dissent" /
   "unanimously") is a rewording: a planted or real turn of a statement leaves the negated word where it is. Not so behind a modal
   verb, where an infinitive answers an infinitive ("would not close" / "would shut").
7. Two aligned words that are opposites (rose / fell, accepted / rejected) are a negation of kind *opposite*.
8. A negation that ends a clause repeats the one before it, turned round: "are exempt; buses are not" / "do not pay; buses do".
   Where the first clause negates by other words on one side, the second turns with it.
9. "No one but the keeper" says "only the keeper" and negates nothing. "Only" before a time or a condition answers a negation:
   "not until Friday" / "only on Friday".
10. Other constructions of the same negation (last, first, all, only, or) are told apart in `turns`, those of time and degree
   (not until, too, never more) in `degrees`.
11. A negation that belongs to a bound ("cannot take more than six") is told with its figure (`bounds`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retold.changes.affirmed import affirmed
from retold.changes.amounts import CARDINALS
from retold.changes.context import Context, Side
from retold.changes.cues import Cue, Told, cue_changes
from retold.changes.denial import plain
from retold.changes.opposites import apart, parts_of_a_whole
from retold.changes.opposites import opposites as opposite_words
from retold.changes.turns import told_otherwise
from retold.collation.kin import same_sense
from retold.records.article import Span
from retold.records.comparison import Change
from retold.text.background import listed
from retold.text.lemma import lemma

_CUES = frozenset(
    "not cannot no never none nobody nothing nowhere neither without unlikely impossible unable deny denial lack".split()
)
_DETERMINERS = frozenset(
    "a an the its his her their our this that these those about around nearly almost some just".split()
)
_WITH_TO = frozenset(["fail", "refuse", "decline"])  # cues only before "to": sales decline, talks fail
_ABSORBERS = frozenset(
    "nor reject dismiss refute dispute rebuff refuse refusal decline fail failure absent absence miss stop prevent avoid "
    "ban block halt cease zero hardly barely rarely seldom little few scarcely instead rather short yet exclude rule drop abandon "
    "withdraw cancel oppose against despite spare free devoid minus bar forbid prohibit deny denial escape safe remain stay keep "
    "unclear unknown unaware unwilling unharmed unhurt uninjured unchanged unsuccessful unsuccessfully uncertain unfair unsafe "
    "unlawful illegal improbable inadequate insufficient incomplete incorrect ineligible invalid inaccurate disagree disapprove "
    "disallow dishonest irregular irrelevant unnecessary unacceptable unavailable unfounded unproven unpaid unsold unfinished "
    "unresolved unanswered undecided undamaged untouched unopposed unless untrue unfit unwell non exempt exonerate acquit "
    "unanimous unanimously earliest skip ignore overlook neglect omit suspend scarce scarcity shortage reluctant delay "
    "out still only wait await deprive bereft unbeaten pending outstanding but unlike withhold loss "
    "abstain abstention refrain desist forbear boycott shun snub spurn forgo forget dodge evade hesitate balk baulk "
    "innocent innocence dissuade discourage deter hinder thwart foil renounce relinquish waive postpone defer shelve scrap axe "
    "ditch discontinue revoke repeal rescind annul overturn quash void retract disobey disregard disbelieve distrust dislike "
    "disqualify disapproval disagreement disown dispense disconnect dissatisfied disloyal disprove shy alien immune silent "
    "silence empty vacant deserted barren idle dormant absentee far continue persist retain endure quit retire down "
    "goalless nil on alone sole lone former formerly used too poorly badly lapse expire "
    "outside beyond below beneath off other apart barring excluding lose cut sever strip flout breach violate secret "
    "mystery mysterious puzzle enigma baffle elude wrong awry amiss astray withstand resist defy repel clear absolve vindicate "
    "want afraid reluctance before standstill away up open break veto negative own unaided single-handed "
    "single-handedly struggle vanish disappear extinct vain vainly "
    "false within disclaim disavow "
    "doubt doubtful anonymous anonymity anonymously deadlock deadlocked stalemate impasse intact defunct ongoing".split()
)
# These negate little by themselves, so they stand in for a cue only in its place, and turn no negation round.
_FAINT = frozenset(
    "miss short yet drop free spare safe remain stay keep against despite rather instead escape halt minus zero oppose "
    "out still wait loss delay skip omit neglect overlook suspend reluctant postpone defer shelve scrap axe ditch forget "
    "hesitate discourage hinder retract shy alien silent silence empty vacant deserted barren idle dormant far continue persist "
    "retain endure quit retire down on alone sole lone former formerly used too poorly badly lapse expire void hold outside "
    "beyond below beneath off other apart barring excluding lose cut sever strip flout breach violate secret "
    "wrong awry amiss astray withstand resist defy repel within want afraid away up break struggle vanish disappear extinct".split()
)
_WEAK = _FAINT | frozenset(
    "dismiss rule stop cancel cease abandon withdraw block ban bar exclude avoid prevent".split()
)
_BEFORE_A_CUE = (
    3  # words between a negation and the negating word that it turns round: "not ruled out", "never once failed"
)
_BEFORE_OR_SMALL = frozenset(
    "on too but before still out other only yet keep stay remain short hold wait rather".split()
)
_AUXILIARY = frozenset("is are was were be been being still".split())
_PUTS_OFF = frozenset(
    "call put cut switch turn stay keep remain go shut break write hold fend ward stave fight shrug sign leave left".split()
)
_LASTS = frozenset("remain stay keep continue persist retain still on".split())
_GIVES_UP = frozenset("step stand turn vote strike shoot shut close back climb".split())
_GOES_ON = frozenset("go carry press drag wear live soldier stay hang hold".split())
_LEAVES = frozenset({"leave", "left", "remain", "stay"})  # "left it open whether"
_WORDS_GIVEN = frozenset("promise pledge vow word oath rule law".split())  # "broke their promise to"
_BY_ONES_OWN = frozenset("on by under of with".split())  # "under its own power": without help
_AWAY = frozenset("stay keep turn send".split())  # before "away"
_LIMIT = frozenset("limit rule law bound means right budget reach".split())  # "within the speed limit"
_LIMITS = {"limits": "off", "bounds": "of"}  # "off limits", "out of bounds"
_RUNS_OUT = frozenset("sit sell run die pull drop bow back opt".split())  # before "out"
_MODAL = frozenset("do does did can could may might will would shall should must".split())
_ENDS = ".;,:!?\n"  # behind a negation that repeats the verb before: "buses are not."
_NOBODY = frozenset({"no", "nobody", "none", "nothing"})
_ANY = frozenset({"anyone", "anybody", "anything"})
_SAVE = frozenset({"but", "except", "save", "besides", "bar"})
_ALL = frozenset("all every everybody everyone everything".split())
_HAS = frozenset("has have had is are was were".split())  # before "yet to": "has yet to open"
_MUST = frozenset("has have had need needs needed".split())  # before "to", behind "still"
_PARTICIPLES = frozenset(
    "read paid sold told heard seen known built hurt sung said kept done made born spent lit cut led met held taught thought "
    "bought wound won sent swept dealt felt lost set split worn torn sworn drawn grown shown fit".split()
)
_VERBS = 5  # words from a negation to the "without" that it turns round: "neither side can do without"
_FAR = 20  # words between "cut off" and its "from": "cut off 5,000 homes in three towns from electricity"
_TAKES = frozenset("cut cutting lose deprive strip rob remove sever interrupt disconnect halt stop suspend".split())
_WAIT = 10  # words from "it was" to its "before"
_OBJECT = 3  # words from "without" to the thing that is wanting
_OPEN = frozenset({"confirm", "deny"})
_JOINED = 4  # words from "confirm" to the "deny" that it is joined to
_DENYING = frozenset("deny denial lack unable impossible unlikely".split())
_AFFIRM = frozenset(
    "confirm admit acknowledge accept concede grant allow permit approve affirm agree claim repeat make bring say state tell have "
    "own hold possess enjoy be can able possible probably probable certain sure bound likely capable expect manage "
    "confirmation admission acceptance".split()
)
_DENIES_DOUBT = frozenset("no little beyond without".split())
_WHETHER = frozenset("whether if that about over will would can could".split())
_EITHER = frozenset("either again even once both".split())
_THAN = 3  # words from "no more" to its "than"
_SAT = 4  # words from "sat" to its "out": "sat the whole game out"
_TO_DO = 6  # words from "still had" to its "to": "still had 26 villages to reach"
_SOME = frozenset("much many several some more further another most half all".split())
_UNTIL = frozenset({"until", "till", "unless", "before"})
_NEEDS = frozenset("need require necessary essential must depend take condition".split())
_AFTER_ON = frozenset("with for until despite to at in into through as regardless and but".split())


def _goes_on(norm: Sequence[str], inside: range, k: int) -> bool:
    """Whether "on" says that something continues ("goes on with", "carried on working"), and not where ("go on show")."""
    return k + 1 >= inside.stop or norm[k + 1].endswith("ing") or norm[k + 1] in _AFTER_ON


_COUNTING = frozenset("a an the another every".split())
_LISTED = _CUES | _ABSORBERS | _WITH_TO
# Words that stand for a negation only in such company.
_BEFORE: dict[str, Callable[[Sequence[str], range, int], bool]] = {
    **dict.fromkeys(
        ("doubt", "doubts", "doubtful"),
        lambda norm, inside, k: (
            _DENIES_DOUBT.isdisjoint(norm[max(k - 2, inside.start) : k])
            and not _WHETHER.isdisjoint(norm[k + 1 : min(k + 6, inside.stop)])
        ),
    ),
    "far": lambda norm, inside, k: norm[k + 1 : k + 2] == ["from"],
    "used": lambda norm, inside, k: norm[k + 1 : k + 2] == ["to"] and (k == inside.start or norm[k - 1] not in _HAS),
    "too": lambda norm, inside, k: k + 1 < inside.stop and (k == inside.start or norm[k - 1] not in _MODAL),
    "down": lambda norm, inside, k: k > inside.start and lemma(norm[k - 1]) in _GIVES_UP,
    "off": lambda norm, inside, k: k > inside.start and (norm[k - 1] in _AUXILIARY or lemma(norm[k - 1]) in _PUTS_OFF),
    **dict.fromkeys(("rule", "rules", "ruled", "ruling"), lambda norm, inside, k: "out" in norm[k + 1 : k + 5]),
    "want": lambda norm, inside, k: norm[k + 1 : k + 2] == ["of"],
    "wanted": lambda norm, inside, k: False,
    "wants": lambda norm, inside, k: False,
    "others": lambda norm, inside, k: False,
    "clear": lambda norm, inside, k: norm[k + 1 : k + 2] == ["of"],
    **dict.fromkeys(
        ("clears", "cleared", "clearing"), lambda norm, inside, k: "of" in norm[k + 1 : min(k + 6, inside.stop)]
    ),
    "other": lambda norm, inside, k: norm[k + 1 : k + 2] == ["than"],
    "secret": lambda norm, inside, k: k > inside.start and norm[k - 1] == "no",
    "on": lambda norm, inside, k: k > inside.start and lemma(norm[k - 1]) in _GOES_ON and _goes_on(norm, inside, k),
    "alone": lambda norm, inside, k: k > inside.start,
    **dict.fromkeys(("owns", "owned", "owning"), lambda norm, inside, k: False),
    "own": lambda norm, inside, k: k - 2 >= inside.start and norm[k - 2] in _BY_ONES_OWN,
    "within": lambda norm, inside, k: not _LIMIT.isdisjoint(map(lemma, norm[k + 1 : min(k + 5, inside.stop)])),
    "away": lambda norm, inside, k: (
        norm[k + 1 : k + 2] == ["from"] or (k > inside.start and lemma(norm[k - 1]) in _AWAY)
    ),
    "up": lambda norm, inside, k: k > inside.start and lemma(norm[k - 1]) == "give",
    "open": lambda norm, inside, k: (
        norm[k - 1] == "still" or not _LEAVES.isdisjoint(map(lemma, norm[max(k - 2, inside.start) : k]))
    ),
    **dict.fromkeys(
        ("break", "breaks", "broke", "broken", "breaking"),
        lambda norm, inside, k: not _WORDS_GIVEN.isdisjoint(map(lemma, norm[k + 1 : k + 5])),
    ),
    **dict.fromkeys(("opens", "opened", "opening"), lambda norm, inside, k: False),
}
_NOT_NEGATING = {
    "not": frozenset({"only", "just", "merely", "least", "surprisingly", "unexpectedly"}),
    "nothing": frozenset({"but", "less", "short"}),
    "none": frozenset({"but", "other"}),
    "nobody": frozenset({"but"}),
    "no": frozenset({"doubt", "matter", "secret", "surprise", "wonder", "less", "fewer", "later", "earlier", "sooner"}),
}


def negation_changes(context: Context) -> list[Change]:
    """Negations lost or gained in linked sentences, and words turned into their opposite. English only."""
    if not context.english:
        return []
    opposites = opposite_words(context)
    committed = _committed(context)
    cues, replaced = cue_changes(context, "negation", _cues)
    done = {_link(context, change) for change in committed}
    cues = [change for change in cues if _link(context, change) not in done and not _of_the_others(context, change)]
    cues = [change for change in cues if not _turned_about(context, change) and not _taken_away(context, change)]
    otherwise = [
        change
        for change in cues
        if _other_word(context, change)
        or told_otherwise(context, change, _link(context, change), _by_meaning)
        or not affirmed(context, change, _link(context, change))
    ]
    otherwise += _conditions(context, [change for change in cues if change not in otherwise])
    cues, replaced = [change for change in cues if change not in otherwise], replaced + otherwise
    return [*committed, *_not_cancelled(context, opposites, cues, replaced)]


def _committed(context: Context) -> list[Change]:
    """Where somebody who left open whether it is so says that it is, or is not: "neither confirmed nor denied it" / "denied it"."""
    found: list[Change] = []
    if any(_OPEN.isdisjoint(side.forms) for side in (context.a, context.b)):
        return found
    for link in context.links:
        one, other = _leaves_open(context.a, link.a), _leaves_open(context.b, link.b)
        if one is None or other is None or one[1] == other[1]:
            continue
        a, b = (one[0],), (other[0],)
        found.append(
            Change(kind="negation", detail="lost" if one[1] else "gained", a=a, b=b, within=context.within(a, b))
        )
        context.a.claim(*a)
        context.b.claim(*b)
    return found


def _leaves_open(side: Side, spans: Sequence[Span]) -> tuple[Span, bool] | None:
    """The words "confirm" and "deny" of linked sentences, and whether both stand there, joined; None where it is neither."""
    places = [k for one in spans for k in side.words_in(one.start, one.end) if side.forms[k] in _OPEN]
    if not places or len({side.forms[k] for k in places}) < len(places):
        return None
    if len(places) > 1 and places[1] - places[0] > _JOINED:
        return None
    return side.span(side.words.starts[places[0]], side.words.ends[places[-1]]), len(places) > 1


def _of_the_others(context: Context, change: Change) -> bool:
    """Whether a negation tells of those that the other side does not count: "one of the 20 met it" / "19 of the 20 did not"."""
    index = _link(context, change)
    if index is None:
        return False
    return parts_of_a_whole(context, index)


def _turned_about(context: Context, change: Change) -> bool:
    """Whether a negation only repeats, turned round, one that its sentence tells in other words: "are exempt; buses are not"."""
    lost = change.detail == "lost"
    here, there = (context.a, context.b) if lost else (context.b, context.a)
    cue, answer = (change.a, change.b) if lost else (change.b, change.a)
    if not _ends_clause(here, cue) or not _ends_clause(there, answer):
        return False
    link = context.links[_link(context, change) or 0]
    ours, theirs = (link.a, link.b) if lost else (link.b, link.a)
    before = [one for span in ours for one in _cues(here, span.start, span.end) if one.end <= cue[0].start]
    others = [one for span in theirs for one in _cues(there, span.start, span.end) if one.end <= answer[0].end]
    turns = any(one.absorbs for one in before) and not any(one.absorbs for one in others)
    return turns and not all(one.absorbs for one in others) and all(one.absorbs for one in before)


def _taken_away(context: Context, change: Change) -> bool:
    """Whether "without" tells of what the other side says was taken: "left homes without power" / "cut electricity to homes"."""
    lost = change.detail == "lost"
    here, there = (context.a, context.b) if lost else (context.b, context.a)
    cue, answer = (change.a, change.b) if lost else (change.b, change.a)
    if cue[0].text.casefold() != "without":
        return False
    first = here.words_in(cue[0].start, cue[0].end).stop
    wanted = [word for word in here.forms[first : first + _OBJECT] if word not in _DETERMINERS]
    takes = _TAKES.difference(wanted)  # "without stopping" / "after stopping": nothing was taken
    if answer:
        at = there.words_in(answer[0].start, answer[0].end).start
        cut = there.words.norm[at] == "from" and not takes.isdisjoint(there.forms[max(at - _FAR, 0) : at])
        if cut or not takes.isdisjoint(there.lemmas(there.words.starts[max(at - _VERBS, 0)], answer[0].end)):
            return True
    link = context.links[_link(context, change) or 0]
    for span in link.b if lost else link.a:
        words = there.lemmas(span.start, span.end)
        for k, word in enumerate(words):
            if any(same_sense(word, one) for one in wanted[:1]) and not takes.isdisjoint(words[max(k - _VERBS, 0) : k]):
                return True
    return False


def _other_word(context: Context, change: Change) -> bool:
    """Whether a word that denies by what it means gave way to another that does not affirm: "denied" / "contested"."""
    lost = change.detail == "lost"
    here, there, side, cue = (context.a, context.b, "a", change.a) if lost else (context.b, context.a, "b", change.b)
    if here.lemmas(cue[0].start, cue[0].end)[0] not in _DENYING:
        return False
    told = [
        there.forms[k]
        for _, other, same in context.runs(side, cue[0].start, cue[0].end)
        for k in there.words_in(*other)
        if not same and not there.light[k]
    ]
    return bool(told) and _AFFIRM.isdisjoint(told)


def _conditions(context: Context, cues: Sequence[Change]) -> list[Change]:
    """The pairs of negations that tell a condition and went together: "without rain the corn will not ripen" / "needs rain"."""
    found: list[Change] = []
    for change in cues:
        spans = change.a or change.b if change.detail == "lost" else change.b
        if spans[0].text.casefold() == "without":
            other = next(
                (one for one in cues if one is not change and one.detail == change.detail and one not in found
                 and _link(context, one) == _link(context, change)), None,
            )  # fmt: skip
            if other or _needed(context, change):
                found += [change, other] if other else [change]
    return found


def _needed(context: Context, change: Change) -> bool:
    """Whether the other side says that it takes what "without" leaves out: "needs a second one" / "not without a second one"; or
    that it waits for it: "not until there is a second one"."""
    lost = change.detail == "lost"
    here, there = (context.a, context.b) if lost else (context.b, context.a)
    link = context.links[_link(context, change) or 0]
    ours, theirs = (link.a, link.b) if lost else (link.b, link.a)
    own = (change.a if lost else change.b)[0].start
    denied = [
        cue.end <= own
        for one in ours
        for cue in _cues(here, one.start, one.end)
        if not cue.absorbs and cue.start != own
    ]
    if any(denied) and any(not _NEEDS.isdisjoint(there.lemmas(one.start, one.end)) for one in theirs):
        return True
    waits = _UNTIL.difference(word for one in ours for word in here.norms(one.start, one.end))
    return bool(denied) and any(not waits.isdisjoint(there.norms(one.start, one.end)) for one in theirs)


def _by_meaning(side: Side, span: Span) -> list[Span]:
    """The words of a sentence that deny by what they mean: cancelled, off, absent. Not small words that may do other work."""
    found = _cues(side, span.start, span.end)
    return [
        side.span(cue.start, cue.end)
        for cue in found
        if cue.absorbs
        and (
            side.words.norm[cue.first] not in _BEFORE_OR_SMALL
            or side.forms[max(cue.first - 1, 0)] in _RUNS_OUT
            or side.words.norm[cue.first : cue.first + 2] == ["out", "of"]
        )
    ]


def _ends_clause(side: Side, spans: Sequence[Span]) -> bool:
    return len(spans) == 1 and side.text[spans[0].end : spans[0].end + 1] in _ENDS


def _not_cancelled(
    context: Context, opposites: list[Change], cues: list[Change], replaced: list[Change]
) -> list[Change]:
    """Without the pairs that cancel out: an opposite word and a negation, or two opposites, in one clause.

    Negations that other words `replaced` cancel an opposite too, and are not told themselves.
    """
    links: dict[int | None, list[Change]] = {}
    for change in cues:
        links.setdefault(_link(context, change), []).append(change)
    quiet: dict[int | None, list[Change]] = {}
    for change in replaced:
        quiet.setdefault(_link(context, change), []).append(change)
    left: dict[int | None, list[Change]] = {}
    for change in opposites:
        link = _link(context, change)
        for others in (quiet.get(link, []), links.get(link, []), left.get(link, [])):
            turned = [one for one in others if others is quiet.get(link) or not apart(context, change, one)]
            if turned:
                others.remove(turned[-1])
                break
        else:
            left.setdefault(link, []).append(change)
    return [change for listed in (*left.values(), *links.values()) for change in listed]


def _link(context: Context, change: Change) -> int | None:
    return context.link_at("a", change.a[0].start) if change.a else context.link_at("b", change.b[0].start)


def _cues(side: Side, start: int, end: int) -> list[Cue]:
    likely = side.listed(start, end, _MAY_COUNT)
    if not likely:
        return []
    inside = side.words_in(start, end)
    norm = side.words.norm
    found: list[Cue] = []
    for k in likely:
        word = norm[k]
        after = norm[k + 1] if k + 1 < inside.stop else ""
        base = lemma(word, side.language)
        cue = (
            word in _CUES
            or base in _CUES
            or word.endswith("n't")
            or (base in _WITH_TO and _before_a_verb(norm, k, inside.stop))
            or (word == "yet" and after == "to" and k > inside.start and norm[k - 1] in _HAS)
            or (word == "still" and (after in _MUST or norm[max(k - 1, inside.start)] in _HAS))  # "has still to open"
        )
        if word in _NOT_NEGATING and after in _NOT_NEGATING[word]:
            cue = False
        if word == "no" and after == "more" and _no_greater(side, inside, k):
            cue = False
        if _idle(side, inside, k, after):
            continue
        if word == "yet" and not cue and any(not one.absorbs for one in found):  # "nothing has been decided yet"
            continue
        if word == "nor" and "neither" in norm[inside.start : k]:
            continue  # both say one "not"
        joint = k - (norm[k - 1] in ("to", "or", "nor") and norm[k - 2] in ("or", "nor"))  # "or to deny"
        if (
            any(not one.absorbs for one in found)
            and norm[joint - 1] in ("or", "nor")
            and lemma(norm[joint - 2]) in _AFFIRM
        ):
            continue  # "neither confirmed nor denied": one negation for both
        if word == "no" and _names(side, inside, k):
            continue
        # A word turned into its opposite has been reported: it is neither reported again nor stands in for another.
        if side.claimed.touches(side.words.starts[k], side.words.ends[k]):
            continue
        if cue or base in _ABSORBERS or word in _ABSORBERS or _formed(word) or _off_limits(norm, inside, k):
            found.append(_cue(side, found, k, cue, base))
    return found


def _names(side: Side, inside: range, k: int) -> bool:
    """Whether "no" stands for a number or for a vote: "No. 4", "at No 10", "a no vote", "three no votes"."""
    before = side.words.norm[k - 1] if k > inside.start else ""
    end = side.words.ends[k]
    if side.text[end : end + 1] == "-":  # "a no-confidence vote" denies as "a vote of no confidence" does
        return False
    if before in _COUNTING or (side.words.norm[k + 1 : k + 2] in (["vote"], ["votes"]) and _counts(before)):
        return True
    if k + 1 >= inside.stop or not side.words.norm[k + 1][0].isdigit():
        return False
    return side.text[end] == "." or (k > inside.start and side.text[side.words.starts[k]] == "N")


def _counts(word: str) -> bool:
    return word in CARDINALS or word.isdigit()


def _idle(side: Side, inside: range, k: int, after: str) -> bool:
    """Whether a word that may negate does not where it stands."""
    norm = side.words.norm
    word = norm[k]
    if plain(word):  # "did not lose anything but eggs": only eggs
        near = range(k + 1, min(k + _VERBS, inside.stop - 1))
        ends = side.words.ends
        if any(norm[j] in _ANY and norm[j + 1] in _SAVE and side.text[ends[j]] != "," for j in near):
            return True
    if word == "deny" and "confirm" in norm[max(k - 4, inside.start) : k]:  # "declined either to confirm or to deny it"
        return not _WITH_TO.isdisjoint(map(lemma, norm[max(k - _VERBS - 3, inside.start) : k]))
    if word in _NOBODY:  # "no one but the keeper": only the keeper
        save = next((j for j in range(k + 1, min(k + 3, inside.stop)) if norm[j] in _SAVE), None)
        return save is not None and "," not in side.text[side.words.ends[k] : side.words.starts[save]]
    if word == "not":  # "Not since May has it been so dry" tells when it last was
        if after == "since" and side.text[side.words.starts[k]] == "N":
            return True
        before = norm[max(k - 1, inside.start) : k]
        return before in (["or"], ["if"]) and (before == ["if"] or "whether" in norm[max(k - 8, inside.start) : k])
    if word in _BEFORE:  # "far from over", "used to make", "too weak to stand", "step down"
        return not _BEFORE[word](norm, inside, k)
    if word == "but":  # "all but two"
        return k == inside.start or norm[k - 1] not in _ALL
    if word == "only":  # `turns` tells what it says
        return True
    if word == "before":  # "it will be Friday before the shop opens"
        if "be" in norm[max(k - 5, inside.start) : k]:
            return False
        return not any(norm[j : j + 2] == ["it", "was"] for j in range(max(k - _WAIT, inside.start), k))
    if word == "out":  # "out of use", "sat out the vote", "sold out"
        if after == "of" or lemma(norm[max(k - 1, inside.start)]) in _RUNS_OUT:
            return False
        return not any(lemma(before) == "sit" for before in norm[max(k - _SAT, inside.start) : k])
    return word == "still" and not (after == "to" or _still_to_do(norm, inside, k))


def _off_limits(norm: Sequence[str], inside: range, k: int) -> bool:
    """Whether a word ends a phrase that forbids: "off limits", "out of bounds"."""
    return k > inside.start and _LIMITS.get(norm[k]) == norm[k - 1]


def _no_greater(side: Side, inside: range, k: int) -> bool:
    """Whether "no more" compares ("no more than 40", "no more expensive than"), and denies nothing: "no more money"."""
    return "than" in side.words.norm[k + 2 : min(k + 2 + _THAN, inside.stop)] or side.figured.touches(
        side.words.starts[k], side.words.ends[k + 1]
    )


def _still_to_do(norm: list[str], inside: range, k: int) -> bool:
    """Whether "still" tells what has not been done: "still has to find", "still had three of them to find"."""
    behind = norm[k + 1 : min(k + _TO_DO + 2, inside.stop)]
    if not behind or behind[0] not in _MUST:
        return False
    counted = behind[1:2] and (behind[1][0].isdigit() or behind[1] in CARDINALS or behind[1] in _SOME)
    return behind[1:2] == ["to"] or bool(counted and "to" in behind)


def _cue(side: Side, before: list[Cue], k: int, cue: bool, base: str) -> Cue:
    """The word `k` as a cue or an absorber; a plain negation right before turns it round."""
    turned = -1
    if (
        before
        and (base not in _FAINT or base in ("too", "free"))  # "not too late", "no longer free"
        and k - before[-1].last <= _BEFORE_A_CUE
        and plain(side.words.norm[before[-1].last])
        and side.words.norm[k - 1] not in _DETERMINERS  # "did not settle the dispute" settles nothing either way
    ):
        turned = before[-1].first
    if before and plain(side.words.norm[k]) and _denied_of_all(side, before[-1], k):
        turned = before[-1].first
    if base == "without":  # "nobody can do without it" says that all need it
        turned = next((one.first for one in reversed(before) if _denies(side, one, k)), turned)
    strong = not cue and (base == "rule" or (base not in _WEAK and side.words.norm[k] not in _WEAK))
    ends = side.words.norm[k : k + 2] == ["no", "longer"]
    place = side.words.starts[k], side.words.ends[k]
    return Cue(*place, k, k, absorbs=not cue, strong=strong, turned=turned, ends=ends, lasts=base in _LASTS)


def _denied_of_all(side: Side, cue: Cue, k: int) -> bool:
    """Whether the plain negation `k` turns round "nothing" or "nobody" before it in its clause: "nothing she could not play"."""
    if side.words.norm[cue.last] not in _NOBODY or k - cue.last > _VERBS:
        return False
    return not any(mark in side.text[side.words.ends[cue.last] : side.words.starts[k]] for mark in ",;:.")


def _denies(side: Side, cue: Cue, k: int) -> bool:
    """Whether a cue turns round the word `k` behind it in its clause, with no more than a verb and its helpers between."""
    word = side.words.norm[cue.last]
    if not (plain(word) or word in _NOBODY or word == "neither") or k - cue.last > _VERBS:
        return False
    return not any(mark in side.text[side.words.ends[cue.last] : side.words.starts[k]] for mark in ",;:.")


def _formed(word: str) -> bool:
    """Whether a word negates by how it is formed: unmanned, unheated, incurable, needless."""
    if word.endswith("ly") and word.startswith(("un", "in", "im", "il", "ir", "dis")) and word[:-2] in _ABSORBERS:
        return True  # "insufficiently"
    if word.startswith("un") and (word.endswith(("ed", "able", "ible", "ing", "en")) or word[2:] in _PARTICIPLES):
        return len(word) > 5 and listed(word[2:])
    if word.startswith(("in", "im", "il", "ir")) and word.endswith(("able", "ible")):
        return len(word) > 7 and listed(word[2:])
    return word.endswith("less") and len(word) > 7 and listed(word[:-4])


_MAY_COUNT = Told(
    lambda word: word in _LISTED or word in _LIMITS or lemma(word) in _LISTED or word.endswith("n't") or _formed(word),
)


def _before_a_verb(norm: list[str], k: int, stop: int) -> bool:
    """Whether "to" and a verb follow: sales that declined to 1.1 million refused nothing."""
    k += k + 1 < stop and (norm[k + 1] in _EITHER or norm[k + 1].endswith("ly"))  # "declined either to"
    return k + 2 < stop and norm[k + 1] == "to" and not norm[k + 2][0].isdigit() and norm[k + 2] not in _DETERMINERS
