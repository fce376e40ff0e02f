"""What the words of a name and those around it tell: its fullest form, woman or man, person or body, and the offices held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

import msgspec

from retold.marking.attribution_words import PREPOSITIONS, VERBS
from retold.marking.genders import FEMALE, FEMALE_WORDS, MALE, MALE_WORDS
from retold.marking.offices import Office, office_apposed, offices_before
from retold.marking.voices import PERSON_WORDS, name_type
from retold.records.article import Span
from retold.records.marks import VoiceType
from retold.text.tokenise import Kept

_CLAUSE_END = re.compile(r"[,;:“”\"\n]|\.\s")
_NO_APPOSITION = frozenset("who whose whom which and but".split())
_BRINGING = frozenset("the a an its his her their our my".split())  # what an office that is brought in begins with
_TITLES = frozenset(
    "mr mrs ms dr sen rep gov gen lt col sgt capt rev prof president secretary senator governor representative "
    "minister spokesman spokeswoman spokesperson chairman chairwoman judge justice mayor sheriff general "
    "ambassador director chief king queen prince pope prime former vice foreign attorney state candidate "
    "nominee republican democrat democratic congressman congresswoman sir lord press campaign senior deputy "
    "officer adviser advisor strategist analyst professor majority minority leader speaker manager detective det inspector insp "
    "superintendent supt sergeant constable councillor cllr".split()
)


_PERSONAL = PERSON_WORDS | {"mr", "mrs", "ms", "miss", "sir"}
_DESCRIBING = _TITLES | _PERSONAL  # what may stand right before a name
_GROUPS = frozenset("democrats republicans americans conservatives liberals voters pac enforcement".split())
# What may stand right before a name, as printed.
_DESCRIBED = frozenset(
    form + stop for word in _DESCRIBING for form in (word, word.capitalize(), word.upper()) for stop in ("", ".")
)


class Known(msgspec.Struct):
    """What the article tells of one name."""

    full: str
    gender: str = ""  # "f", "m" or ""
    kind: VoiceType | None = None
    offices: list[Office] = []
    unnamed: bool = False  # a person in view that has no name


def first_met(key: str, printed: str) -> Known:
    """What a name tells by itself, first printed as `printed`."""
    words = key.split()
    known = Known(printed, kind=name_type(words))
    if known.kind is None and (
        words[-1] in _GROUPS or (len(words) == 1 and 1 < len(printed) <= 5 and printed.isupper())
    ):
        known.kind = "body"
    if known.kind is None and len(words) > 1:
        known.gender = "f" if words[0] in FEMALE else "m" if words[0] in MALE else ""
        if known.gender:
            known.kind = "person"
    return known


def _described(text: str, at: int) -> bool:
    """Whether a title or a noun for a person stands right before `at`."""
    closest = text[max(0, at - 20) : at].split()
    return bool(closest) and closest[-1] in _DESCRIBED


def _phrase_before(printed: str) -> list[str]:
    """The last words of the phrase right before a name."""
    return printed.rsplit(",", 1)[-1].rsplit("\n", 1)[-1].replace(".", " ").casefold().split()[-5:]


def _told_before(listed: list[str]) -> list[str]:
    """Titles and roles right before a name, the last first."""
    told = listed[-1:]
    if listed and listed[-1] in _TITLES:
        told += [word for word in listed[:-1] if word in _TITLES]
    return told


def _apposed(printed: str) -> list[str]:
    """The words of what stands behind a name and a comma, if it is an apposition."""
    apposed = _CLAUSE_END.split(printed, maxsplit=1)[0].casefold().split()[:8]
    return [] if apposed and (apposed[0] in _NO_APPOSITION or apposed[0] in VERBS) else apposed


def _apposing(printed: str) -> list[str]:
    """The words of "the finance minister" before a comma and a name, from the article on."""
    listed = _CLAUSE_END.split(printed)[-1].casefold().split()[-7:]
    at = next((k for k in range(len(listed) - 1, -1, -1) if listed[k] in _BRINGING and listed[k - 1] != "of"), None)
    return [] if at is None else listed[at:]


def gender_of(word: str) -> str:
    """ "f" or "m" for a word that tells it, "" for others."""
    return "f" if word in FEMALE_WORDS else "m" if word in MALE_WORDS else ""


def _of_the_name(word: str) -> bool:
    """Whether a word of an apposition is no preposition: what it opens tells of somebody else ("an adviser to Mrs Ode")."""
    return word not in PREPOSITIONS


def _note(known: Known, told: Iterable[str]) -> None:
    """Note what the words around one mention tell of a name."""
    for word in told:
        if word in _PERSONAL:
            if known.kind is None:
                known.kind = "person"
            if not known.gender:
                known.gender = gender_of(word)


def describe(known: Known, text: str, place: Span) -> None:
    """Note what the words around one mention, at `place` of the text, tell of a name."""
    start, end = place.start, place.end
    if _described(text, start):
        _note(known, _told_before(_phrase_before(text[max(0, start - 50) : start])))
    if text.startswith(", ", end):
        _note(known, takewhile(_of_the_name, _apposed(text[end + 2 : end + 60])))


def offices_told(text: str, place: Span) -> list[Office]:
    """The offices that the words around one mention, at `place` of the text, tell of a name."""
    start, end = place.start, place.end
    told: list[Office] = []
    if _described(text, start):
        listed = _phrase_before(text[max(0, start - 50) : start])
        told += offices_before(listed, _told_before(listed))
    if text.startswith(", ", end):
        told += office_apposed(_apposed(text[end + 2 : end + 60]))
    if text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (",", "."):
        told += office_apposed(_apposing(text[max(0, start - 60) : start - 2]))
    return told


def _bare(printed: str) -> str:
    """A printed name without leading titles and trailing possessive."""
    words = printed.split()
    while (
        len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES and (len(words) > 2 or not words[0].endswith("s"))
    ):
        words = words[1:]
    bare = " ".join(words)
    return bare[:-2] if bare.endswith(("'s", "’s")) else bare


BARE = Kept(_bare)
