"""Doubt words put in or taken out: allegedly, reportedly, may, is believed to.

How it works
1. Doubt words are counted per link; those that nothing on the other side answers are reported.
2. "believed", "thought", "expected" and their kind are doubt only in the passive ("is believed to").
3. Words of expectation (due, planned, set to) and other modal verbs may stand in for a doubt word, but are never reported.
4. A doubt word that went together with its verb is told only where the sentences keep `ALIKE` (0.4) of their words.
5. Nouns and adjectives of possibility (risk, chance, unlikely) and of foresight (forecast, expectation) may stand in for a doubt
   word anywhere in the sentence; words of permission (bar, allow) for the "may" of permission in its place. "could be heard"
   tells an ability, "was reported to the police" an act.
6. "would" and "could" that a shift of tense in reported speech makes of "will" and "can" are no change.
7. "appeared" before an adjective doubts as "seemed" does ("appeared weak"); before a place, a time or an act somebody turned up.
"""

from __future__ import annotations

from retold.changes.context import Context, Side
from retold.changes.cues import Cue, Told, cue_changes
from retold.changes.degrees import superlative
from retold.changes.kept_from import kept_from
from retold.records.comparison import Change
from retold.text.lemma import lemma

ALIKE = 0.4
_CUES = frozenset(
    "allegedly alleged reportedly apparently purportedly purported supposedly supposed presumably possibly probably "
    "perhaps maybe may might could likely seemingly seem appear suspected unconfirmed potentially rumoured "
    "rumored ostensibly probable possible potential presumed unverified ostensible seeming "
    "conceivably evidently arguably tentatively provisionally reputedly reputed".split()
)
_PASSIVE = frozenset(
    "believed thought understood expected feared presumed reported rumoured rumored considered said suspected assumed felt".split()
)
_BASES = frozenset(("seem", "appear", "allege", "purport"))
_SUPERLATIVE = frozenset("as if all every only worst most least any wherever whenever where when much".split())
_BEFORE_A_MONTH = frozenset(
    "in of since until by last next from to between and during before after early late mid this through".split()
)
_PERSONS = frozenset("him them me us police".split())
_DETERMINERS = frozenset("a an the its his her their our this that these those what how".split())
_BE = frozenset("is are was were be been being".split())
_ABSORBERS = frozenset(
    "can should ought possible potential prospect chance risk probability likelihood due set slate schedule "
    "foresee disqualify "
    "plan anticipate forecast project estimate predict believe think expect claim allege suspicion suspect fear poise "
    "look unclear uncertain doubt suggest indicate hint imply rumour rumor purport apparent presume reckon probable "
    "face prone tend accuse sign opinion view feel thought could seem unlikely improbable impossible possibility danger threat "
    "threaten consider weigh mull ponder contemplate bar ban forbid prohibit prevent allow permit entitle eligible free "
    "able unable rule exclude report must speculation speculate conjecture hearsay gossip theory hypothesis provisional tentative "
    "luck hopefully need tip stand expectation forecaster outlook appearance impression "
    "conceivable scope leeway headroom room opportunity option "
    "pencil certain sure guarantee definite clear known allegation accusation charge ineligible cannot illegal".split()
)
# These may stand in for a doubt word anywhere in the sentence.
_STRONG = frozenset(
    "possible possibility potential prospect chance risk probability likelihood danger threat unlikely improbable impossible "
    "rule exclude doubt unclear uncertain suspicion suspect rumour rumor probable threaten speculation speculate conjecture "
    "hearsay gossip certain sure guarantee definite clear known believe think suspect assume reckon allegation accusation "
    "expectation forecast prediction projection estimate anticipate predict foresee outlook scope room leeway headroom "
    "impression conceivable".split()
)
_SENSES = frozenset(
    "see hear feel smell taste read tell remember seen heard felt smelled smelt read told remembered".split()
)
_PLACES = frozenset(
    "in at on before as for with alongside beside live there here again out today tomorrow yesterday weekly monthly daily".split()
)  # "appeared in court"
_SURE = frozenset("certain sure guarantee definite clear known".split())  # behind a negation: "it is not certain"
_DENIES = frozenset({"not", "no", "never"})
_MODALS = frozenset("may might could seem appear".split())
_BESIDE = frozenset("possible possibly perhaps maybe potentially probably likely conceivably well".split())
_SUGGESTS = frozenset("suggest hint imply believe think suspect assume".split())
_SHOWS = frozenset("show prove confirm demonstrate establish".split())
# A doubt word and what says as much on the other side, an attribution.
_ANSWERS = {
    "allege": frozenset({"according"}),
    "claim": frozenset(
        "according say says said account reckoning insist insists insisted maintain maintains maintained "
        "assert asserts asserted asserting contend contends contended contending".split()
    ),
    "reportedly": frozenset({"reports"}),
    **dict.fromkeys(
        ("provisionally", "tentatively"), frozenset("preliminary provisional interim initial tentative early".split())
    ),
}
_LOOKS = frozenset("set likely certain like as poised bound".split())
_WHICH = (["that"], ["he"], ["she"], ["it"], ["we"], ["they"], ["one"])
_ENDS = ',.;:!?"”’'
_MAKES = frozenset("make makes made making".split())
_MODAL_PAST = frozenset("would does did now also".split())
_OF_IT = 5  # words from "made" to its "possible"
_SUBJECTS = frozenset("the a an its his her their our this that these those he she it they we some all no".split())
_TIMES = frozenset("once twice soon late early often first last next then overnight online alone together".split())
_TO_BE = (["to", "be"], ["to", "have"])
_ROOM = frozenset(
    {"room", "scope", "option", "leeway", "headroom", "opportunity"}
)  # "there is room to", not "in the room"
_SAID_TO_BE = frozenset("reported apparent presumed supposed purported believed".split())
_WISHES = frozenset({"expected", "feared"})  # which somebody may do: "the keeper expected to be paid"
_NO_NOUN = frozenset("i he she it they we you who has have had and or to not also then".split())
_CONDITIONS = frozenset("if with when after once by".split())
_NO_SUBJECT = frozenset("no nobody none neither".split())  # "no shop may open"
_VERBS = frozenset("is are was were be has have had does do did will would may might if".split())
_NO_OBJECT = frozenset({"nothing", "no", "little", "neither"})
_SUBJECT = 5  # words before a "may" or a "could" in which such a subject stands
_NOTHING = frozenset("nothing no nobody none neither never nowhere before until".split())
_ONLY = 9  # words from a "may" of permission to its "only"
_NEAR = 3  # words in which two doubt words are one: "it may be possible"
_FATES = frozenset({"feared", "presumed", "believed", "thought", "assumed", "suspected"})  # "is feared dead"
_OF = frozenset("by by in for of at with and or on from as a the".split())
_CAUSES = ("tion", "sion", "ment", "ness", "ity", "ing", "ance", "ence", "ure", "s")  # "due to vibration"


def hedge_changes(context: Context) -> list[Change]:
    """Doubt words lost or gained in linked sentences. English only."""
    if not context.english:
        return []
    found, replaced = cue_changes(context, "hedge", _cues)
    found += [change for change in replaced if _told_alike(context, change)]
    found = [
        change
        for change in found
        if not (_attributed_alike(context, change) or _barred(context, change) or _stands(context, change))
    ]
    return [*found, *_proofs(context)]


def _stands(context: Context, change: Change) -> bool:
    """Whether the participle of a doubt stands over there, too: "the rate assumed until now" / "it has been assumed until now"."""
    side, here, spans = ("a", context.a, change.a) if change.detail == "lost" else ("b", context.b, change.b)
    k = here.words_in(spans[0].start, spans[0].end).stop - 1
    place = here.words.starts[k], here.words.ends[k]
    return here.words.norm[k] in _PASSIVE and bool(context.answer(*place, edits=False, side=side))


def _barred(context: Context, change: Change) -> bool:
    """Whether a "may" permits or forbids what somebody is kept from over there: "may not drive" / "is barred from driving"."""
    side, here, spans = ("a", context.a, change.a) if change.detail == "lost" else ("b", context.b, change.b)
    cue = here.words_in(spans[0].start, spans[0].end)
    if here.words.norm[cue.start] != "may":
        return False
    return kept_from(context, side, range(cue.stop, min(cue.stop + _ONLY, len(here.words))))


def _attributed_alike(context: Context, change: Change) -> bool:
    """Whether an attribution says as much over there: "alleged" / "according to", "claimed" / "said", "reportedly" / "reports"."""
    lost = change.detail == "lost"
    here, spans = (context.a, change.a) if lost else (context.b, change.b)
    told = here.lemmas(spans[0].start, spans[0].end)
    answers = _ANSWERS.get(told[0]) if len(told) == 1 else None
    if answers is None:
        return False
    link = context.link_at("a" if lost else "b", spans[0].start)
    there, theirs = (context.b, "b") if lost else (context.a, "a")
    sentences = () if link is None else getattr(context.links[link], theirs)
    return any(not answers.isdisjoint(there.norms(one.start, one.end)) for one in sentences)


def _proofs(context: Context) -> list[Change]:
    """Where one verb for another makes a finding certain, or doubtful: suggests / shows."""
    found = []
    for _, words_a, words_b in context.edits:
        if not len(words_a) == len(words_b) == 1:
            continue
        places = (context.a, words_a.start), (context.b, words_b.start)
        a, b = (lemma(side.words.norm[k], side.language) for side, k in places)
        if (a in _SUGGESTS and b in _SHOWS) or (a in _SHOWS and b in _SUGGESTS):
            left, right = ((side.span(side.words.starts[k], side.words.ends[k]),) for side, k in places)
            detail = "lost" if a in _SUGGESTS else "gained"
            found.append(Change(kind="hedge", detail=detail, a=left, b=right, within=context.within(left, right)))
            context.a.claim(*left)
            context.b.claim(*right)
    return found


def _told_alike(context: Context, change: Change) -> bool:
    """Whether the sentences of a doubt word that went with its verb are alike enough to tell that it is not told in others."""
    link = context.link_at("a", change.a[0].start) if change.a else context.link_at("b", change.b[0].start)
    return link is None or context.links[link].similarity >= ALIKE


def _cues(side: Side, start: int, end: int) -> list[Cue]:
    listed = side.listed(start, end, _MAY_COUNT)
    if not listed:
        return []
    inside = side.words_in(start, end)
    norm = side.words.norm
    found: list[Cue] = []
    for k in listed:
        word = norm[k]
        base = lemma(word, side.language)
        first, strong_here = k, False
        if _idle(side, inside, k, base):
            continue
        after = norm[k + 1] if k + 1 < inside.stop else ""
        cue = word in _CUES or (base in _BASES and word not in ("appearance", "alleging"))
        absorbs = base in _ABSORBERS
        if word == "may" and _permits(norm, inside, k):
            cue, absorbs = False, True
        if (word == "could" and _ability(norm, inside, k, after)) or (
            base == "seem" and after == "to" and k + 2 < inside.stop and norm[k + 2] in ("me", "us")
        ):  # the speaker's stance, as "in my opinion"
            cue = False
        if base == "appear" and not _impersonal(norm, inside, k) and _comes_up(side, k, word, after):
            absorbs = not (_stops(side, k) or after in _PLACES)
            cue = (
                absorbs and not side.light[k + 1] and side.text[side.words.starts[k + 1]].islower() and not _when(after)
            )
        if word in ("likelihood", "probability") and k > inside.start and norm[k - 1] == "all":
            cue, first = True, k - 1  # "in all likelihood"
        if word in _SAID_TO_BE and norm[k - 1] in _DETERMINERS and after and not side.light[k + 1]:
            absorbs = strong_here = True  # "the reported cost"
        if word == "apparent" and k > inside.start and norm[k - 1] in ("a", "an") and after:
            cue = True  # "an apparent suicide"
        if word in _PASSIVE and not cue and k > inside.start:
            doubted = _passive(side, inside, k, after)
            cue, first = (True, doubted) if doubted is not None else (False, k)
        if base == "look" and after in _LOOKS:
            cue = True  # "looks set to win"
        if word == "accused" and after == "of" and k > inside.start and norm[k - 1] in _BE:
            cue, first = True, k - 1
        if base == "claim" and after == "to" and norm[k + 2 : k + 3] and not _to_somebody(norm, k, inside.stop):
            cue = True  # "claims to hold the port"
        if cue or absorbs:
            strong = not cue and (base in _STRONG or word in _STRONG or strong_here)
            found.append(Cue(side.words.starts[first], side.words.ends[k], first, k, absorbs=not cue, strong=strong))
    return found


def _idle(side: Side, inside: range, k: int, base: str) -> bool:
    """Whether a word that may doubt neither does so where it stands nor stands in for a doubt."""
    norm = side.words.norm
    word, before = norm[k], norm[max(k - 1, inside.start) : k]
    after = norm[k + 1] if k + 1 < inside.stop else ""
    if word == "may":
        return _month(side, k, inside)
    if word == "possible" and before and (before[0].endswith("est") or before[0] in _SUPERLATIVE):
        return True  # "the greatest possible", "as soon as possible"
    if word == "possible" and not _MAKES.isdisjoint(norm[max(k - _OF_IT, inside.start) : k]):
        return True  # "volunteers made the scheme possible"
    if base == "tip" and (word != "tipped" or after not in ("to", "as", "for")):
        return True
    if word == "likely" and after == "voters":
        return True
    if base in _ROOM and after not in ("for", "to"):
        return True
    if word == "due" and _names_a_cause(norm, k, inside.stop):
        return True
    if word == "bars" or (base == "stand" and (after != "to" or _to_somebody(norm, k, inside.stop))):
        return True  # "behind bars", but "stands to gain"
    if (base in _SURE or word in _SURE) and _DENIES.isdisjoint(norm[max(k - 3, inside.start) : k]):
        return True
    if word in ("likely", "set", "poised") and before and lemma(before[0]) == "look":
        return True  # "looks likely" doubts once
    # "may be possible" doubts once
    return word in _BESIDE and any(norm[j] in _MODALS or lemma(norm[j]) in _MODALS for j in _close(inside, k))


def _when(word: str) -> bool:
    """Whether a word behind "appeared" tells when or how somebody did, or may: "appeared twice", "appeared handcuffed"."""
    return word in _TIMES or word.endswith(("ly", "ing", "ed"))


def _ability(norm: list[str], inside: range, k: int, after: str) -> bool:
    """Whether "could" tells what one is able to: "could not", "could be heard", "the most that could be asked"."""
    if after in ("not", "no", "neither", "never"):
        return True
    if norm[k - 1 : k] in _WHICH and any(map(superlative, norm[max(k - 3, inside.start) : k - 1])):
        return True
    if _behind_any(norm, inside, k, _NOTHING):  # "nothing they could do", "before it could land"
        return True
    if not _NO_OBJECT.isdisjoint(norm[k + 2 : min(k + 4, inside.stop)]):  # "could do nothing"
        return True
    return after in _SENSES or (after == "be" and norm[min(k + 2, inside.stop - 1)] in _SENSES)


def _passive(side: Side, inside: range, k: int, behind: str) -> int | None:
    """Where a doubt in the passive begins that ends with the word `k` ("is believed to", "it is feared that"); None for none."""
    norm = side.words.norm
    near = range(k - 1, max(k - 3, inside.start - 1), -1) if side.text[side.words.ends[k - 1]] not in _ENDS else ()
    back = next((j for j in near if norm[j] in _BE), None)  # not "…, it is,” said the keeper"
    if back is None:  # ", believed to be the leader"
        apart = side.text[side.words.ends[k - 1]] == ","
        of_a_noun = norm[k] not in _WISHES and norm[k - 1] not in _NO_NOUN  # "a flat said to be worth"
        return k if norm[k + 1 : k + 3] in _TO_BE and (apart or of_a_noun) else None
    fate = norm[k] in _FATES and behind and behind not in _OF and side.text[side.words.ends[k]] not in ",.;:"
    doubts = (
        behind == "that"
        or (behind == "to" and not _to_somebody(norm, k, inside.stop))
        or norm[k + 1 : k + 3] == ["not", "to"]  # "is understood not to be in contact"
        or (fate and behind != "to")
        or (back > inside.start and norm[back - 1] == "it" and (_stops(side, k) or behind in _SUBJECTS))
    )
    return back if doubts else None


def _close(inside: range, k: int) -> range:
    return range(max(k - _NEAR, inside.start), min(k + 2, inside.stop))


def _to_somebody(norm: list[str], k: int, stop: int) -> bool:
    """Whether "to" leads to a person or thing and not to a verb: "was reported to the police"."""
    return k + 2 < stop and norm[k + 2] in _DETERMINERS | _PERSONS


def _names_a_cause(norm: list[str], k: int, stop: int) -> bool:
    """Whether "due to" tells a cause ("due to vibration") and no plan ("due to open")."""
    if k + 2 >= stop or norm[k + 1] != "to":
        return False
    word = norm[k + 2]
    return len(word) < 3 or not word.isalpha() or word in _DETERMINERS or word.endswith(_CAUSES)


def _impersonal(norm: list[str], inside: range, k: int) -> bool:
    """Whether "it appears" or "it would appear" stands there: nobody turns up."""
    before = norm[max(k - 2, inside.start) : k]
    return before[-1:] == ["it"] or (before[:1] == ["it"] and before[1] in _MODAL_PAST)


def _comes_up(side: Side, k: int, word: str, after: str) -> bool:
    """Whether "appear" says that something comes up or somebody turns up: "appeared in court", "if no new cases appear"."""
    if (
        k > 1 and side.words.norm[k - 1] == "it" and side.text[side.words.ends[k - 2]] == ","
    ):  # "the road is closed, it appears"
        return False
    return _stops(side, k) or after in _PLACES or (word == "appeared" and after not in ("to", ""))


def _stops(side: Side, k: int) -> bool:
    """Whether a clause, a sentence or the text ends behind a word."""
    return side.text[side.words.ends[k] : side.words.ends[k] + 1] in ("", ".", ",", ";")


def _permits(norm: list[str], inside: range, k: int) -> bool:
    """Whether a "may" permits: "may be built only if", "may enter only with", "no child may enter"."""
    near = range(k + 1, min(k + _ONLY, inside.stop - 1))
    if any(norm[j] == "only" and norm[j + 1] in _CONDITIONS for j in near):
        return True
    return _behind_any(norm, inside, k, _NO_SUBJECT)


def _behind_any(norm: list[str], inside: range, k: int, known: frozenset[str]) -> bool:
    """Whether one of some words stands close before the verb at `k`, with no other verb between: "nothing the mayor could"."""
    for j in range(k - 1, max(k - 1 - _SUBJECT, inside.start - 1), -1):
        if norm[j] in known:
            return True
        if norm[j] in _VERBS:
            return False
    return False


def _may_count(word: str) -> bool:
    base = lemma(word)
    return word in _CUES or word in _PASSIVE or word == "closed" or base in _BASES or base in _ABSORBERS


_MAY_COUNT = Told(_may_count)


def _month(side: Side, k: int, inside: range) -> bool:
    """Whether a "May" is the month: a capital letter inside a sentence, unless all words around have one, or beside a number."""
    starts, norm = side.words.starts, side.words.norm
    if side.text[starts[k]] != "M":
        return False
    near = [j for j in (k - 1, k + 1) if inside.start <= j < inside.stop]
    if any(norm[j][0].isdigit() for j in near):
        return True
    if k > inside.start and norm[k - 1] in _BEFORE_A_MONTH:
        return True
    return k > inside.start and not all(side.text[starts[j]].isupper() for j in near)
