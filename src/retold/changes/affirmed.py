"""Is what one side denies affirmed by the other? Where its words are there in other forms, nobody can tell without reading.

How it works: a negation that is put in or taken out leaves the words around it where they are. So what was denied is affirmed over
there only where
1. the first word with meaning behind the negation stands there, or one of its sense: "could not afford it" / "it was beyond their
   means" says the same, or something else, in words of its own;
2. in its form: a gerund answers a gerund ("will not raise" / "held off raising", "without landing" / "before it could land");
3. within the same bounds: what is denied after, beyond or outside something is affirmed after, beyond or outside it ("no ferry
   after ten" / "ferries until ten");
4. told of it by the same verb, where its subject is none, or by one verb in the place of the other: "no winner will be named" /
   "the winner will be kept secret", but "no oil was stored" / "oil was kept".
Else the wording differs, and no negation is told. Where an infinitive answers an infinitive ("will not issue" / "will hand out",
"agreed not to fit" / "agreed to install"), 1 does not hold: the verbs stand in one place.

Of the right reports on nine planted halves (983), two have no such word, none has another form; of 30 wrong ones on rewordings that
were new to the rules, nine and one.

| threshold | value | from |
|---|---|---|
| REACH | 5 | words behind the negation; the first that it denies stands among five in all 983 |
| NEAR | 3 | words: farther off, "outside" tells where ("not called a rally outside the palace") and a right report is lost |
"""

from __future__ import annotations

from typing import Final

from retold.changes.context import Context
from retold.changes.cues import MODAL, alike
from retold.changes.denial import Denial, denial, plain, telling
from retold.changes.turns import predicate_kept
from retold.records.comparison import Change

NEAR: Final = 3  # words behind a negation in which a bound of what it denies stands: "no ferry after"
REACH: Final = 5  # words behind a negation in which the first that it denies stands
SHORT: Final = 5  # letters of the longest verb in "-ing" that is no gerund: "bring"

_NUMBER = frozenset("no none nobody nothing neither".split())
_OF_A_NOUN = frozenset({"no", "neither"})
_RAISING = frozenset("seem appear tend happen look".split())
_BY = frozenset("from by after in while when on upon since".split())
_OPENING = frozenset("that where when while which who but and though although because as if whether said says".split())
_STOPS = frozenset(",;:.–—“”\"'")
_BE = frozenset("is are was were be been being".split())
_WITH_IT = frozenset(
    "longer more any yet once again ever further".split()
)  # words that belong to the negation before them
_BOUNDS = frozenset("after outside beyond within enough unless without except since".split())


def affirmed(context: Context, change: Change, link: int | None) -> bool:
    """Whether the side without a plain negation affirms what the other denies; True where it denies by a verb."""
    one = denial(context, change, link)
    if one is None:
        return True
    word = one.words[one.at.start - one.inside.start]
    if not plain(word) and word not in _NUMBER and word != "without":
        return True
    norm = one.here.words.norm
    heads = [k for k in telling(one.here, one.behind[:REACH]) if norm[k] not in _WITH_IT]
    heads = [k for k in heads if one.here.forms[k] not in _RAISING or norm[k + 1 : k + 2] != ["to"]]
    if not heads:
        return True
    places = _places(one, heads[0])
    if not places:
        return _behind_modal(one)
    if all(_other_form(one, k, heads[0]) for k in places):
        return False
    bounds = _BOUNDS.intersection(one.told[len(one.at) : len(one.at) + NEAR])
    if not bounds.issubset(one.answer) and "before" not in one.new:
        return False
    if word not in _NUMBER or not _opens_clause(one) or _one_for_one(one):
        return True
    return predicate_kept(context, one.side, one.behind, word in _OF_A_NOUN)


def _other_form(one: Denial, k: int, head: int) -> bool:
    """Whether only one of two words is a gerund, and no preposition tells how it comes about: "profited from selling"."""
    before = one.there.words.norm[max(k - 1, 0)]
    return _gerund(one.there.words.norm[k]) != _gerund(one.here.words.norm[head]) and before not in _BY


def _gerund(word: str) -> bool:
    return word.endswith("ing") and len(word) > SHORT


def _behind_modal(one: Denial) -> bool:
    """Whether a modal verb stands before the negation, or "to" behind it, and over there: an infinitive answers an infinitive."""
    k = one.at.start - one.inside.start
    modal = one.words[max(k - 1, 0)]
    return (modal in MODAL and modal in one.answer) or one.words[k + 1 : k + 2] == ["to"]


def _opens_clause(one: Denial) -> bool:
    """Whether a negation of number is the subject of its clause, or stands in it: "no ferry will sail"."""
    k = one.at.start - one.inside.start
    end = one.here.words.ends[max(one.at.start - 1, 0)]
    return k == 0 or one.words[k - 1] in _OPENING or one.here.text[end : end + 1] in _STOPS


def _one_for_one(one: Denial) -> bool:
    """Whether one participle took the place of another behind the same auxiliary: "no oil was stored" / "oil was kept"."""
    norm, answers = one.here.words.norm, one.there.words.norm
    first, last = one.here.words.starts[one.at.stop], one.here.words.ends[one.inside.stop - 1]
    for mine, other, same in one.context.runs(one.side, first, last):
        here, there = one.here.words_in(*mine), one.there.words_in(*other)
        if not same and len(here) == len(there) == 1 and norm[here.start - 1] == answers[there.start - 1] in _BE:
            return True
    return False


def _places(one: Denial, k: int) -> list[int]:
    """Where the word at `k` stands over there, or one of its form or sense."""
    found = one.places(k)
    if found:
        return found
    inside = (j for span in one.theirs for j in one.there.words_in(span.start, span.end))
    return [j for j in inside if alike(one.here, k, one.there, j)]
