"""Which office a person is brought in with, and which mention of an office can mean that person.

1. An office is a noun for what a person is and the words that tell it from others of its kind: before it ("finance minister"), or
   behind "of" and "for" ("minister of finance"). The words before a name tell it ("Finance Minister Oskar Lindqvist"), the phrase
   behind its comma ("Lindqvist, the finance minister,") and the phrase before its comma ("The finance minister, Oskar Lindqvist,").
2. "The minister" can mean whoever was brought in as a minister, "the defence minister" no finance minister. Ministers and
   secretaries have their field as part of the office, so that one without a field that is told is not taken for it either.
3. A rank makes another office: the deputy governor is no governor, the prime minister not "the minister", and the other way round;
   a former minister is not the minister. The words of age and fame in between ("the embattled governor") tell no office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retold.marking.attribution_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERBS,
)
from retold.marking.lexicon import OFFICE_TAILS, PORTFOLIOS
from retold.marking.voices import PERSON_WORDS

Office = tuple[str, frozenset[str]]  # the noun, and what tells it from others of its kind

_RANKS = frozenset(
    "vice deputy assistant associate under lieutenant former ex acting interim shadow junior prime co parliamentary "
    "then-deputy opposition".split()
)
_FIELDS = PORTFOLIOS | OFFICE_TAILS | {"interior", "exterior"}
_FIELDED = frozenset("minister secretary".split())
_CALLED = frozenset("defence:defense labour:labor".split())
_SAME = {form: one for one, _, form in (pair.partition(":") for pair in _CALLED)}
_MOST = 3  # words before the noun
_STOPS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | SUBORDINATORS | AUXILIARIES | (VERBS - {"press"})


def _plain(word: str) -> str:
    bare = word.strip(".,;:()\"'“”‘’").removesuffix("'s").removesuffix("’s")
    return _SAME.get(bare, bare)


def _office_at(words: Sequence[str], k: int) -> Office:
    """The office whose noun is words[k]: with the words before it, and those behind "of" or "for"."""
    told = []
    at = k - 1
    while at >= 0 and k - at <= _MOST and (words[at] in _RANKS or words[at] not in _STOPS) and words[at][0].isalnum():
        if words[at].endswith(("'s", "’s")):
            break  # "the company's director": whose, not which
        told.append(_plain(words[at]))
        at -= 1
    if words[k + 1 : k + 2] in (["of"], ["for"]):
        behind = k + 2 + (words[k + 2 : k + 3] == ["the"])
        told += [_plain(word) for word in words[behind : behind + 1]]
    return words[k], frozenset(told)


def offices_before(words: Sequence[str], told: Iterable[str]) -> list[Office]:
    """The offices right before a name, of the nouns `told` among the last words of its phrase."""
    return [_office_at(words, k) for k, word in enumerate(words) if word in PERSON_WORDS and word in told]


def office_apposed(words: Sequence[str]) -> list[Office]:
    """The office that an apposition gives, the first in it: what a preposition opens is not its own ("wife of the mayor")."""
    for k, word in enumerate(words):
        if word.strip(".") in PERSON_WORDS:
            return [_office_at([*words[:k], word.strip("."), *words[k + 1 :]], k)]
        if word in PREPOSITIONS:
            break
    return []


def of_mention(words: Sequence[str]) -> Office | None:
    """The office that "the defence minister" or "the minister of defence" names; None for another phrase."""
    for k, word in enumerate(words):
        if word in PERSON_WORDS and (k == len(words) - 1 or words[k + 1] in ("of", "for")):
            return _office_at(words, k)
        if word in PREPOSITIONS:
            break
    return None


def is_narrow(office: Office) -> bool:
    """Whether the words of an office tell it from every other: a minister's field, or a rank."""
    noun, which = office
    return bool(which) and (noun in _FIELDED or not which.isdisjoint(_RANKS))


def is_office(printed: str) -> bool:
    """Whether a phrase before a name is an office with its field behind it ("Secretary of State", "the minister for health")."""
    if " of " not in printed and " for " not in printed:
        return False
    words = printed.casefold().split()
    link = next((k for k, word in enumerate(words) if word in ("of", "for")), 0)
    return (
        0 < link < len(words) - 1
        and words[link - 1] in PERSON_WORDS
        and words[-1] in _FIELDS
        and all(word in _FIELDS or word in ("the", "and") for word in words[link + 1 :])
    )


def may_hold(mention: Office, held: Iterable[Office]) -> bool:
    """Whether somebody brought in with the offices `held` can be meant by the office `mention`."""
    noun, which = mention
    asked = {word for word in which if not word.endswith(("-old", "ing", "ed")) or word == "acting"}
    return any(noun == other and _agree(noun, asked, told) for other, told in held)


def _agree(noun: str, asked: set[str], told: frozenset[str]) -> bool:
    if asked & _RANKS != told & _RANKS:
        return False
    fields, given = asked - _RANKS, told - _RANKS
    if not fields:
        return True
    return fields <= given if noun in _FIELDED else not given or not fields.isdisjoint(given)
