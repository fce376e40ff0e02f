"""A negation of time or degree told from the other end: "not open until spring" / "it will be spring before it opens".

How it works: one side denies with a plain word, the other has none, but
1. *before*: what is not done until, before or for some time stands over there behind "before", or what it waits for stands in
   front of "before", or behind "once", "after", "when" in the place of "until"; or it takes, or must wait, until then, or is done
   then "or later".
2. *too*: what is denied stands over there behind "too … to", or "enough" has become "too".
3. *never more*: a comparative behind the negation, and over there a superlative, a record or "as … as ever"; far behind it, the
   superlative of the same adjective.
4. *record*: "a level not seen since 1961" / "the highest level since 1961": a verb of measuring, and a superlative over there.
5. *less*: "not as wide as" / "less wide than", "narrower than": "as" or "so" behind the negation, "less" before the same adjective.
6. *hoped*: "not by the margin hoped for" / "by a narrower margin than hoped": a measure that somebody had in mind, in both.

Each asks for a word of its own on both sides, so that a negation left out of the same words is still told.

| threshold | value | from |
|---|---|---|
| REACH | 8 | words from "too" or "before" to the word denied in the planted halves: at most 6 |
| HEAD | 4 | words from a negation to the word that it denies |
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from retold.changes.denial import Denial, telling
from retold.collation.kin import same_sense
from retold.text.background import listed
from retold.text.lemma import lemma

REACH = 8
HEAD = 4

LENGTHS = frozenset("year month week day night decade century hour minute season generation time".split())
_EXTREMES = frozenset("best worst most least record highest lowest".split())
_PEAKS = _EXTREMES | frozenset("ever unprecedented all-time unparalleled unmatched unequalled unrivalled".split())
_TAKE = frozenset({"take", "wait"})
_WAITS = frozenset({"until", "till", "before"})
_AFTER = frozenset("after once when".split())
_THEN = frozenset({"first", "then", "next"})
_FROM = frozenset("earlier earliest first start begin open from".split())  # answers "not before"
_HOURS = frozenset("dusk dark dawn noon midday midnight nightfall sunset sunrise".split())
_TO = frozenset("later latest last until end stop finish close confine limit up".split())  # answers "not after"
_RECORDS = frozenset(
    "see reach record match equal hit exceed surpass beat know experience register witness observe top touch attain break".split()
)
_IN_MIND = frozenset(
    "hope expect plan want wish promise intend fear predict forecast need seek target anticipate".split()
)
_MORE = frozenset("more less better worse further farther fewer".split())
_LATELY = frozenset("yet again even so far".split())


def told_by_degree(one: Denial) -> bool:
    """Whether the other side tells a negation by one of the constructions above."""
    new = one.new
    told = {*one.told}
    heads = list(_heads(one))
    if _bounds(one, told) or _waits(one, told, heads, new):
        return True
    if "too" in new and ("enough" in told or any(_behind_too(one, k) for head in heads for k in _answers(one, head))):
        return True
    peak = any(map(superlative, new)) or not new.isdisjoint(_PEAKS)
    if peak and any(map(_comparative, one.told[1 : 3 + HEAD])):
        return True
    if any(f"{word[:-1]}st" in new for word in one.told[HEAD:] if _comparative(word)):  # "no one has dug a deeper well"
        return True
    records = any(lemma(word) in _RECORDS for word in one.told[1:HEAD])
    if peak and records and ("since" in told or for_a_time(one.told)):
        return True
    if "less" in new and not {"as", "so"}.isdisjoint(one.told[1:3]) and any(_behind_less(one, head) for head in heads):
        return True
    if "than" in new:
        return not _IN_MIND.isdisjoint(map(lemma, told)) and not _IN_MIND.isdisjoint(map(lemma, one.answer))
    return False


def for_a_time(words: list[str]) -> bool:
    """Whether a stretch of time is told: "for a month", "in 40 years"."""
    return any(
        word in ("for", "in") and any(lemma(after) in LENGTHS for after in words[k + 1 : k + 4])
        for k, word in enumerate(words)
    )


def superlative(word: str) -> bool:
    """Whether a word is the highest degree of an adjective."""
    if word in _EXTREMES:
        return True
    return word.endswith("est") and len(word) > 5 and (listed(word[:-2] + "r") or _stem(word[:-3], word))


def _stem(stem: str, word: str) -> bool:
    """Whether a word in "-est" is formed from a stem and no verb of its own ("shallowest", "noisiest", not "interest")."""
    plain = f"{stem[:-1]}y" if stem.endswith("i") else stem
    return len(stem) > 3 and listed(plain) and not listed(f"{word}ed")


def _comparative(word: str) -> bool:
    if word in _MORE:
        return True
    return word.endswith("er") and len(word) > 4 and listed(f"{word[:-2]}est")


def _heads(one: Denial) -> Iterator[int]:
    """The first words with meaning behind the negation, in its clause: what it denies is among them."""
    for k in telling(one.here, one.behind[:HEAD])[:2]:
        if one.here.words.norm[k] not in _LATELY:
            yield k


def _answers(one: Denial, head: int) -> Iterator[int]:
    """Where a word, or one of its sense, stands in the sentences over there."""
    word = lemma(one.here.words.norm[head], one.here.language)
    for span in one.theirs:
        for k in one.there.words_in(span.start, span.end):
            if same_sense(word, one.there.forms[k]):
                yield k


def _waits(one: Denial, told: set[str], heads: list[int], new: set[str]) -> bool:
    """Whether what is not done until something is told over there to come behind it."""
    until = next((k for k in one.behind if one.here.words.norm[k] in _WAITS), None)
    if until is None and not for_a_time(one.told):
        return False
    norm = one.there.words.norm
    if until is not None and not _TAKE.isdisjoint(map(lemma, new)) and _takes_until(one.answer):
        return True
    if until is not None and ("or", "later") in pairwise(one.answer) and "later" in new:
        return True
    if until is not None and one.here.words.norm[until] not in one.answer and not one.new.isdisjoint(_AFTER | _THEN):
        return True
    for head in heads:
        for k in _answers(one, head):
            if "before" in norm[max(k - REACH, 0) : k] and not (until is not None and until < head):
                return True
    if until is None or "before" not in one.new:
        return False
    what = next(iter(telling(one.here, range(until + 1, min(until + 1 + HEAD, one.inside.stop)))), None)
    return what is not None and any("before" in norm[k : k + REACH] for k in _answers(one, what))


def _bounds(one: Denial, told: set[str]) -> bool:
    """Whether what is not done before or after a time is told over there by its bound: "no bus before nine" / "from nine".

    That time must be told there, too; "not named before" is what is done to it until then by any other verb.
    """
    for word, answers in (("before", _FROM), ("after", _TO)):
        if word not in told or word in one.answer:
            continue
        at = next(k for k in one.behind if one.here.words.norm[k] == word)
        if not any(one.same(k) and _a_time(one, k) for k in range(at + 1, min(at + 1 + HEAD, one.inside.stop))):
            continue
        new = {*one.new, *map(lemma, one.new)}
        if not answers.isdisjoint(new):
            return True
        kept = any(map(one.same, telling(one.here, range(one.at.stop, at))[-1:]))
        if word == "before" and not kept and not new.isdisjoint(("until", "till")):
            return True
    return False


def _a_time(one: Denial, k: int) -> bool:
    """Whether a word is part of a date or a figure, or tells a part of the day."""
    start = one.here.words.starts[k]
    dated = any(date.span.start <= start < date.span.end for date in one.here.marked.dates)
    return dated or one.here.figured.touches(start, one.here.words.ends[k]) or one.here.words.norm[k] in _HOURS


def _takes_until(words: list[str]) -> bool:
    """Whether something is told to take until some time: "took until noon", "will take the crew until at least May", "must wait
    until May"."""
    return any(
        lemma(word) in _TAKE and not {"until", "till"}.isdisjoint(words[k + 1 : k + REACH])
        for k, word in enumerate(words)
    )


def _behind_less(one: Denial, head: int) -> bool:
    """Whether a word denied stands over there right behind "less"."""
    return any(one.there.words.norm[k - 1] == "less" for k in _answers(one, head) if k)


def _behind_too(one: Denial, k: int) -> bool:
    """Whether the word at `k` over there is what something is too much for: "too low, they say, to cover"."""
    norm = one.there.words.norm
    before = norm[max(k - REACH, 0) : k]
    return "too" in before and not {"to", "for"}.isdisjoint(before[-2:])
