"""Who is meant: from a mention to the fullest name that the article knows.

1. A name in place, or part of it, is *stated*: "Hill" for "Hugh Hill". The fullest printed form with the same key is given.
2. A name stands at the end of the phrase that speaks, before any "of" or "for": "ministry spokeswoman Ada Lund" is Ada Lund, "a
   spokesman for Ada Lund" is nobody by name.
3. A pronoun is *inferred*: the last voice or subject of a sentence that agrees in gender and number, at most a few sentences
   back. Gender comes from titles, roles and frequent first names; an unknown gender agrees with either.
4. A role with "the" is inferred from the last person or body brought in with it ("spokeswoman Ada Lund … the spokeswoman"), and
   a body's common noun from the last name that holds it ("the ministry").
5. An acronym in brackets behind a name is that name's ("World Grain Council (WGC)").

Known exceptions: two people of one gender in turn; a role that changes hands within the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import islice

from retold.marking.attribution_order import opening_subject, opens
from retold.marking.attribution_subjects import Subject, antecedent
from retold.marking.attribution_units import Unit
from retold.marking.attribution_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    NOMINAL,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERBS,
)
from retold.marking.known import BARE, Known, describe, first_met, gender_of, offices_told
from retold.marking.lexicon import POSTNOMINALS
from retold.marking.name_keys import CANDIDATES
from retold.marking.offices import Office, is_narrow, is_office, may_hold, of_mention
from retold.marking.voices import BODIES, MEDIA_WORDS, NATIONALS, PERSON_WORDS, name_type, voice_type
from retold.records.article import Span
from retold.records.marks import Basis, Name, VoiceType

_TITLE = 24  # code points that a title before a name in apposition may take ("Captain", "Prime Minister")
NEXT = 2  # units: a name this near may be a pronoun's, though nothing tells that it is a person's
REACH = 6  # units: no pronoun is carried farther back
_FAR = 500  # units: no role is carried farther back
_IN_NAMES = frozenset("of de van von al bin der la".split())
_BEHIND_NAME = " .’'s)"
_NAME_RUN = re.compile(rf"[A-ZÀ-ÖØ-Þ][\w’'.-]*\w(?: (?:[A-ZÀ-ÖØ-Þ][\w’'.-]*\w|[A-Z]\.|{'|'.join(sorted(_IN_NAMES))}))*")
_PREPOSITIONS = frozenset("for of at from with in on who that to".split())
_PREPOSITION = re.compile(rf"\s(?:{'|'.join(sorted(_PREPOSITIONS))})\s")
_UNNAMED_KIND = r"(?:['’]s|\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Aa]nother)) ((?:[a-z-]{{2,20}} ){{0,2}}){}\b(?!-)"
_NO_KIND = PREPOSITIONS | CONJUNCTIONS | VERBS
_ACRONYM = re.compile(r"\(([A-Z][A-Z.]{1,7})\)")
_NAMELESS = "\0"  # what the key of a person without a name begins with
_ONE_OF = frozenset("a an one another".split())
_ONE = ("A ", "An ", "One ", "Another ")
_ASKING = frozenset("reporter journalist moderator host".split())  # whom they ask is the next to speak
_ONE_PERSON = frozenset(
    "official source resident witness neighbour neighbor colleague friend survivor expert activist diplomat insider detective "
    "student teacher farmer driver nurse victim employee worker critic relative cousin uncle aunt nephew niece engineer "
    "researcher scientist owner manager passenger soldier pensioner grandmother grandfather pilot fisherman shopkeeper "
    "patient volunteer supporter councillor".split()
)
NEVER_NAMES = (
    PREPOSITIONS
    | CONJUNCTIONS
    | PRONOUNS
    | SUBORDINATORS
    | ADVERBS
    | DETERMINERS
    | PERSON_WORDS
    | frozenset(
        "others people officials critics supporters republicans democrats sources experts analysts everyone nobody".split()
    )
)


_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}


class Cast:
    """The people and bodies of one article, and who of them was last in view.

    A voice resolved is in view; so is the subject that one of the units `opening` begins with. What is told of a name, and
    what a unit begins with, is looked at once it is asked for.
    """

    def __init__(self, text: str, names: tuple[Name, ...], listed: Sequence[Unit], opening: Set[int]) -> None:
        self._text = text
        self._names = names
        self._starts = [name.span.start for name in names]
        self._listed = listed
        self._opening = opening
        self._opened: dict[int, str | None] = {}
        self._mentions: defaultdict[str, list[Span]] = defaultdict(list)
        for name in names:
            self._mentions[name.key].append(name.span)
        self._met: dict[str, Known | None] = {}
        self._held: dict[str, list[Office]] = {}
        self._seen: list[tuple[int, str]] = []  # (unit, key) of voices, in order
        self._rivals: dict[tuple[str, str], int] = {}

    def _known(self, key: str) -> Known | None:
        """What the article tells of the name `key`; None where it holds no such name."""
        if key not in self._met:
            self._met[key] = self._meet(key)
        return self._met[key]

    def _meet(self, key: str) -> Known | None:
        known: Known | None = None
        mentions = self._mentions.get(key, ())
        for printed in dict.fromkeys([place.text for place in mentions]):
            bare = BARE[printed]
            if known is None:
                known = first_met(key, bare) if bare else None
            elif len(bare) > len(known.full) and bare.count(" ") > known.full.count(" "):
                known.full = bare
        if known is not None and known.kind is None:
            for place in mentions:
                if BARE[place.text]:
                    describe(known, self._text, place)
                    if known.gender:
                        break
        return known

    def _offices(self, key: str) -> list[Office]:
        """The offices that a name of the article is brought in with, none for a body or medium."""
        if key not in self._held:
            known = self._known(key)
            self._held[key] = list(known.offices) if known is not None else []
            if known is not None and known.kind in ("person", None):
                self._held[key] += [
                    one
                    for place in self._mentions.get(key, ())
                    if BARE[place.text]
                    for one in offices_told(self._text, place)
                ]
        return self._held[key]

    @cached_property
    def _alias(self) -> dict[str, str]:
        """An acronym in brackets → the key of the name it stands behind."""
        found = list(_ACRONYM.finditer(self._text)) if "(" in self._text else []
        ends = {name.span.end: name.key for name in self._names} if found else {}
        alias: dict[str, str] = {}
        for acronym in found:
            at = acronym.start()
            key = ends.get(at) or (ends.get(at - 1) if self._text[at - 1].isspace() else None)
            if key is not None:
                alias[acronym.group(1).replace(".", "").casefold()] = key
        return alias

    @cached_property
    def _with_noun(self) -> dict[str, list[str]]:
        """A noun for bodies and media → the keys of the names with it."""
        found: dict[str, list[str]] = {}
        for key in self._mentions:
            for word in key.split():
                if word in BODIES or word in MEDIA_WORDS:
                    found.setdefault(word, []).append(key)
        return found

    @cached_property
    def _by_last(self) -> defaultdict[str, list[str]]:
        """The last word of a longer name → the keys of such names, of each word a few."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._mentions:
            if " " in key and len(here := found[key.rpartition(" ")[2]]) < CANDIDATES:
                here.append(key)
        return found

    def _ending_in(self, end: str) -> str:
        """The key of the first name that ends so ("foreign ministry"), "" if none does."""
        ending = " " + end
        return next((key for key in self._by_last[end.rpartition(" ")[2]] if key.endswith(ending)), "")

    def see(self, unit: int, key: str) -> None:
        """Note that the name `key` is in view in `unit` (a voice or a subject)."""
        self._seen.append((unit, key))

    def _in_view(self, number: int, reach: int = _FAR) -> Iterator[tuple[int, str]]:
        """The names in view in the unit, as (unit, key), the last first, up to `reach` units back."""
        at = len(self._seen)
        for unit in range(number, max(-1, number - reach - 1), -1):
            while at and self._seen[at - 1][0] == unit:
                at -= 1
                yield self._seen[at]
            if unit in self._opening:
                if unit not in self._opened:
                    self._opened[unit] = self._subject(self._listed[unit])
                key = self._opened[unit]
                if key is not None:
                    yield unit, key

    def _subject(self, unit: Unit) -> str | None:
        """The key of the name that is the subject of the unit's first clause."""
        at = bisect_left(self._starts, unit.start)
        named = at < len(self._starts) and self._starts[at] < unit.end + 2
        if not named and not unit.text.startswith(_ONE, unit.start):
            return None
        opening = opening_subject(unit.read(), len(unit.low))
        if opening is None or opening.how != "phrase":
            return None
        key = self.name_in(unit.start_of(opening.first), unit.ends[opening.last]) or self._undivided(unit, opening)
        if key is None and unit.low[opening.last + 1 : opening.last + 2] == [","]:
            end = unit.ends[opening.last]  # "The mayor, Mrs Ada Brun, has not conceded."
            i = self._apposed_at(end)
            key = self._names[i].key if i is not None else self.name_at(end + 2)
        if key is None and unit.low[opening.first] in _ONE_OF:
            key = self._nameless(unit.low[opening.first : opening.last + 1])
        return key

    def _undivided(self, unit: Unit, subject: Subject) -> str | None:
        """The name in a subject whose verb was not known for one: "Witness Karl Ode wept"."""
        for k in range(subject.first, subject.last):
            if unit.low[k] in PREPOSITIONS or not unit.low[k].isalpha():
                return None
            key = self.name_at(unit.start_of(k))
            if key is not None:
                return key if not unit.upper[subject.last] and "'" not in unit.low[subject.last] else None
        return None

    def name_at(self, start: int) -> str | None:
        """The key of the name that begins at `start`, None where none does."""
        i = bisect_left(self._starts, start)
        return self._names[i].key if i < len(self._starts) and self._starts[i] == start else None

    def name_in(self, start: int, end: int) -> str | None:
        """The key of the name that speaks in the phrase text[start:end]; None where the phrase names nobody."""
        starts = self._starts
        at = bisect_left(starts, start)
        if at == len(starts) or starts[at] >= end:
            return None
        if self._names[at].span.end == end and (starts[at] == start or is_office(self._text[start : starts[at]])):
            return self._names[at].key
        inside = [name for name in self._names[at : bisect_left(starts, end, at)] if name.span.end <= end + 2]
        if not inside:
            return None
        cut = self._phrase_end(start, end, inside)
        for name in reversed(inside):
            if name.span.end > cut:
                continue
            gap = self._text[name.span.end : cut]
            if gap.strip("’'s .)\"”") == "" and not gap.startswith(("’s ", "'s ")):
                return name.key
            return name.key if gap.strip(" ,") in POSTNOMINALS else None
        return None

    def printed(self, words: list[str], start: int, end: int) -> str | None:
        """The run of capitalised words that ends the phrase where no name was found in it (in headlines, say)."""
        if self._text[start:end].islower():
            return None
        phrase = self._text[start : self._phrase_end(start, end, [])]
        last = phrase.rstrip(_BEHIND_NAME).rpartition(" ")[2]
        if last.islower() and last not in _IN_NAMES:
            return None
        runs = list(_NAME_RUN.finditer(phrase))
        if not runs or phrase[runs[-1].end() :].strip(_BEHIND_NAME):
            return None
        bare = BARE[runs[-1].group()]
        if len(runs[-1].group().split()) == 1 and (
            (runs[-1].start() == 0 and words[0] in DETERMINERS) or bare.casefold() in NEVER_NAMES
        ):
            return None
        bare = bare.removeprefix("The ")
        key = bare.casefold()
        if key in PERSON_WORDS:
            return None  # "The Minister of Finance"
        known = self._known(key) or self._known(self._ending_in(key))
        return known.full if known is not None else bare

    def _phrase_end(self, start: int, end: int, inside: Sequence[Name]) -> int:
        if _PREPOSITIONS.isdisjoint(self._text[start:end].split()):
            return end
        for match in _PREPOSITION.finditer(self._text, start, end):
            at = match.start()
            if not any(n.span.start < at < n.span.end for n in inside) and at > start:
                return at
        return end

    def full(self, key: str) -> str:
        """The fullest printed form of the name `key`."""
        known = self._known(key)
        return known.full if known is not None else key

    def kind(self, key: str | None) -> VoiceType | None:
        """What kind of voice the name is, as far as the article tells."""
        known = self._known(key or "")
        return known.kind if known is not None else None

    def resolve(self, number: int, unit: Unit, subject: Subject) -> tuple[str | None, Basis, VoiceType | None]:
        """(the fullest name, stated or inferred or none, the type of voice) for a mention."""
        words = unit.low[subject.first : subject.last + 1]
        start, end = unit.start_of(subject.first), unit.ends[subject.last]
        if subject.how == "relative":
            meant = antecedent(unit, subject.first)
            if meant is None or meant.how != "phrase":
                return None, "none", None
            name, _, kind = self.resolve(number, unit, meant)
            return name, "inferred" if name else "none", kind
        if subject.how == "pronoun":
            if number not in self._opened and opens(unit, subject.first):
                self._opened[number] = None  # the pronoun itself
            key = self._antecedent(number, words[0], start)
            basis: Basis = "inferred"
        elif len(words) == 2 and words[0] == "the" and words[1] in NATIONALS and unit.upper[subject.last]:
            key, basis = self._national(number, words[1]), "inferred"  # "the Swede said"
            if key is None:
                return None, "none", "person"
        else:
            key = self.name_in(start, end)
            basis = "stated"
            if key is None:
                told = self._see_apposed(number, end)
                if told is not None and words[-1] in PERSON_WORDS:
                    key = told  # "the finance minister, Oskar Lindqvist, said"
                else:
                    key = self._by_role(number, words, start)
                    basis = "inferred"
            if key is None:
                name = self.printed(words, start, end)
                if name is not None:
                    kind = name_type(name.casefold().split()) or voice_type(
                        words, name, unit.upper[subject.first : subject.last + 1]
                    )
                    return name, "stated", kind
                key = None if told is not None else self._nameless(words)
        if key is None:
            return None, "none", voice_type(words, None, unit.upper[subject.first : subject.last + 1])
        if key[0] == _NAMELESS:
            self.see(number, key)
            return None, "none", "unnamed"
        if len(words) == 1 and self._text[start:end].isupper():
            key = self._alias.get(words[0].replace(".", ""), key)
        if basis == "stated" and words[-1].endswith("'s") and _acts(unit, subject.last + 1):
            self._keep_ending(key)
        name = self.full(key)
        kind = self.kind(key) or voice_type(
            words if basis == "stated" else name.casefold().split(), name, unit.upper[subject.first : subject.last + 1]
        )
        known = self._known(key)
        if known is not None and known.kind is None and kind in ("person", "body", "medium"):
            known.kind = kind
        self.see(number, key)
        return name, basis, kind

    def _national(self, number: int, noun: str) -> str | None:
        """The person last in view whose nation was told with the name ("Swedish coach Stellan Brandt … the Swede")."""
        for _, key in islice(self._in_view(number), REACH * 40 - 1):
            if any(NATIONALS[noun] in told for _, told in self._offices(key)):
                return key
        return None

    def _keep_ending(self, key: str) -> None:
        """Keep the "'s" of a name that is printed with it wherever it stands, and that speaks so: a shop's ("Harper's said")."""
        known = self._known(key)
        places = self._mentions[key]
        if known is not None and all(self._text[place.end : place.end + 2] in ("'s", "’s") for place in places):
            known.full = self._text[places[0].start : places[0].end + 2]
            known.kind = "body" if known.kind == "person" else known.kind or "body"

    def _nameless(self, words: list[str]) -> str | None:
        """The key of one person who is told without a name ("a spokesman for the council"), None for another phrase."""
        last = next((k for k, word in enumerate(words) if word in PREPOSITIONS), len(words)) - 1
        if last < 1 or words[last] in _ASKING or not (words[last] in PERSON_WORDS or words[last] in _ONE_PERSON):
            return None
        if words[0] not in _ONE_OF and not words[0].endswith(("'s", "s'")):
            office = of_mention(words[1:])
            if words[0] != "the" or office is None or not is_narrow(office):
                return None  # "the billionaire" is mostly another word for whoever is in view
        key = _NAMELESS + "-".join(words)
        if key not in self._met:
            gender = next(filter(None, map(gender_of, words[: last + 1])), "")
            office = of_mention(words)
            self._met[key] = Known(key, gender, "person", [office] if office else [], True)
        return key

    def _see_apposed(self, number: int, end: int) -> str | None:
        """The key of the person in apposition behind a phrase that ends at `end` ("its president, Ada Brun, said"); noted."""
        i = self._apposed_at(end)
        known = None if i is None else self._known(self._names[i].key)
        if i is None or known is None or known.kind not in ("person", None):
            return None
        known.kind = "person"
        self.see(number, self._names[i].key)
        return self._names[i].key

    def _apposed_at(self, end: int) -> int | None:
        """Which name stands in apposition behind a phrase that ends at `end`: a longer one in commas, with no more than a title."""
        if not self._text.startswith(", ", end):
            return None
        i = bisect_left(self._starts, end + 2)
        if i == len(self._names) or " " not in self._names[i].span.text:
            return None
        name = self._names[i].span
        between = self._text[end + 2 : name.start]
        titled = len(between) <= _TITLE and (not between or between.istitle())
        return i if titled and self._text[name.end : name.end + 1] in (",", ";", ".") else None

    def _antecedent(self, number: int, pronoun: str, start: int) -> str | None:
        if pronoun in ("i", "we", "you"):
            return None
        want = _GENDER.get(pronoun)
        since = number  # the unit of `looser`
        loose: str | None = None  # a full name right before: a person unless one of the right gender is near
        looser: str | None = None
        for unit, key in self._in_view(number, REACH):
            known = self._known(key)
            if known is None or (
                known.unnamed and (number - unit > (NEXT if known.gender else 1) or pronoun in ("his", "her"))
            ):
                continue
            if want is not None:
                if known.kind not in ("person", None) or (known.gender and known.gender != want):
                    continue
                if known.gender == want:
                    return key
                if known.kind == "person":
                    return key if loose is None else loose
                if " " in key and number - unit <= NEXT:
                    loose = loose or key
                    continue
                if looser is None:
                    looser, since = key, unit
            elif known.kind in ("body", "medium", "document"):
                return key
        if loose is not None or want is None:
            return loose or looser
        i = bisect_left(self._starts, start)
        later = (
            0 if looser is None else self._listed[since].end
        )  # a person named since then is sooner meant than "Britain"
        for name in reversed(self._names[max(0, i - 12) : i]):
            if name.span.start < later:
                break
            known = self._known(name.key)
            if known is not None and known.gender == want:
                return name.key
        return looser

    def _by_role(self, number: int, words: list[str], start: int) -> str | None:
        if words[0] not in ("the", "his", "her"):
            return None
        office = of_mention(words[1:])
        if office is not None and (len(words) <= 3 or office[0] != words[-1]):
            return self._holder(number, office, len(words))
        if len(words) > 3 or (words[-1] not in BODIES and words[-1] not in MEDIA_WORDS):
            return None
        return self._body(number, words[-1], words[1:-1], start)

    def _holder(self, number: int, office: Office, size: int) -> str | None:
        """The person last in view who was brought in with the office, which a mention of `size` words names."""
        role = office[0]
        if size > 5 or self._text.count(role[1:]) == 1:
            return None  # nobody was brought in with it
        for _, key in islice(self._in_view(number), REACH * 40 - 1):
            if may_hold(office, self._offices(key)) or (role in key.split() and office[1] <= {"former"}):
                return key
        return None

    def _body(self, number: int, noun: str, which: list[str], start: int) -> str | None:
        """The body last in view whose name holds the noun, and the words before it; else the only one that does."""
        if self._text.count(noun[1:]) == 1:
            return None
        holding = [key for key in self._with_noun.get(noun, ()) if set(which) <= set(key.split())]
        if not holding:
            return None
        key = holding[0]
        if len(holding) > 1:  # the one in view, if no other of them was named since
            seen = next((key for _, key in islice(self._in_view(number), REACH * 40 - 1) if key in holding), None)
            key = max(holding, key=lambda key: self._last_before(key, start))
            if seen != key:
                return None
        return None if self._rivalled(noun, key, start) else key

    def _last_before(self, key: str, start: int) -> int:
        """Where the name was printed last before `start`, -1 if it was not."""
        mentions = self._mentions[key]
        at = bisect_left(mentions, start, key=lambda place: place.start)
        return mentions[at - 1].start if at else -1

    def _rivalled(self, noun: str, key: str, start: int) -> bool:
        """Whether another thing of the kind stands before without a name ("Norland's central bank", "a rival bank")."""
        if (noun, key) not in self._rivals:
            self._rivals[noun, key] = self._first_rival(noun, set(key.split()))
        return self._rivals[noun, key] < start

    def _first_rival(self, noun: str, named: set[str]) -> int:
        for match in re.finditer(_UNNAMED_KIND.format(noun), self._text):
            which = match[1].split()
            if which and named.isdisjoint(which) and _NO_KIND.isdisjoint(which):
                return match.start()
            if not which and match[0][0] in "'’":
                owner = self._text[max(0, match.start() - 40) : match.start()].rpartition(" ")[2]
                if owner.casefold() not in named:
                    return match.start()
        return len(self._text)


def _acts(unit: Unit, k: int) -> bool:
    """Whether a verb stands at token k, so that what goes before it speaks: "Harper's said", not "Harper's claim"."""
    word = unit.low[k] if k < len(unit.low) else ""
    return word in AUXILIARIES or (word in CUES and word not in NOMINAL)
