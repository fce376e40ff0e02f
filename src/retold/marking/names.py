"""Proper names: runs of capitalised words, without titles, articles and nationalities that stand alone.

No model is asked. On transliterated names a small model calls one city a person, a body and a place within one text; what a
comparison needs is the span, and that two printings of one name are told to be one (see `retold.text.names`).

Observations
1. In running English text a capital inside a sentence is nearly always part of a name, a title, a nationality, a month or a
   weekday; the last four are closed lists.
2. At the start of a sentence or quotation a capital says nothing. The word is a name if the article prints it with a capital
   elsewhere inside a sentence, if another name word follows it, or if it is no word of the dictionary; not if the article
   also prints it in lower case.
3. Names of bodies go on over "of", "of the" and "for" ("Ministry of Emergency Situations", "Bank of England"), those of persons
   over particles ("van", "bin", "al-"). A possessive ends a name.
4. Titles stand before persons and may be several words ("Deputy Prime Minister", "Foreign Ministry Spokeswoman"): what stands
   before the title is a name of its own (a body, a place) or a nationality, which is dropped.
5. A nationality is part of the name of a body ("Russian Defense Ministry") and not of a person's.
6. In headlines and capitals every word is capitalised: only what the rest of the article knows as a name is taken there.
7. Brackets, quotation marks, commas and slashes part names.

Known exceptions: in German every noun has a capital, so that only runs and unknown words are taken; titles of works in plain type
("Gone With the Wind") are taken as runs of their capitalised words.
"""

from __future__ import annotations

import re
from typing import Final

from retold.marking.lexicon import (
    BODY_NOUNS,
    DEMONYMS,
    FUNCTION,
    MONTHS,
    NUMBER_WORDS,
    NUMBERED,
    OF_HEADS,
    OFFICE_TAILS,
    PORTFOLIOS,
    POSTNOMINALS,
    TITLE_MODIFIERS,
    TITLES,
    WEEKDAYS,
)
from retold.marking.lower_words import DICTIONARY_NAMES, LOWER_WORD, LowerWords, is_word
from retold.marking.name_keys import keyed
from retold.marking.name_tokens import Token, is_odd, odd_tokens_in, shape_of, tokens_in
from retold.marking.voices import PERSON_WORDS
from retold.records.article import Span, span
from retold.records.marks import Name
from retold.text.tokenise import notice, noticed

HEADLINE_SHARE: Final = 0.75  # of ten words with a capital, at most one and a quarter of content in lower case
MAX_WORDS: Final = 12

_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}\Z")
_PARTICLES: Final = frozenset(
    "de da di do du del della der den des van von zu zur la le los las bin bint ibn abu ben el al ul y e af av "
    "ter ten op".split()
)
_LINKS: Final = frozenset({"of", "for", "on", "in", "and", "&"})
_NOT_NAMES: Final = (
    frozenset(word for word in (*MONTHS, *WEEKDAYS) if len(word) > 3)
    | frozenset("i i'm ok tv us mr mrs ms dr am pm gmt utc est edt pst pdt cet et pt a.m p.m q a no nos pm".split())
    - {"us"}
    | NUMBER_WORDS
)
_DOUBTFUL: Final = _NOT_NAMES | FUNCTION  # other words with a capital inside a sentence are names at once
_SUFFIXES: Final = frozenset("jr sr inc ltd co corp".split())


# Words that are no names when they stand alone, in the form that opens a sentence: most stretches, and cheap to drop at once.
_NEVER: Final = frozenset(
    word.capitalize() for word in FUNCTION | _NOT_NAMES | DEMONYMS | (TITLES - {"page", "king", "duke"})
) - {"May"}


def names(text: str, sentences: tuple[Span, ...], language: str | None = None) -> tuple[Name, ...]:
    """The proper names in the sentences, in order, none overlapping, each with the key of its fullest form in
    the article."""
    listed: list[tuple[list[list[Token]], bool]] = []
    plainly: list[list[Token]] = []  # those not in headline case
    plain = LowerWords(text, sentences)
    shape, odd = shape_of(text)
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        if odd and any(map(sentence.text.__contains__, odd)) and is_odd(text, start, end):
            here = odd_tokens_in(text, start, end, _NEVER)
        else:
            here = tokens_in(text, shape, start, end, _NEVER)
        if not here:
            continue
        size = sum(map(len, here))
        headline = size >= 3 and size * 14 >= len(sentence.text) and _is_headline(sentence.text, size)
        listed.append((here, headline))
        if not headline:
            plainly += here
    known = {token.lower for tokens in plainly for token in tokens if token.capital and not token.first} - FUNCTION
    found: list[tuple[Span, bool]] = []
    for tokens, headline in [(tokens, headline) for here, headline in listed for tokens in here]:
        if len(tokens) == 1:  # most stretches; the whole way below gives the same
            token = tokens[0]
            if (
                token.capital
                and token.lower not in _NO_NAME_ALONE
                and len(token.text) > 1
                and (
                    not (headline or token.first or token.lower in _DOUBTFUL or language == "de")
                    or _is_name_word(token, 0, tokens, known, plain, headline, language)
                )
            ):
                found.append((span(text, token.start, _end(text, token)), False))
            continue
        for run in _runs(text, tokens, known, plain, headline, language):
            found.extend(_names_in(text, run))
    if language in {None, "en"} and not _ENGLISH_PARTICLES.isdisjoint(noticed(text)):
        found = [(_with_particle(text, place), titled) for place, titled in found]
    return keyed(text, found)


_ENGLISH_PARTICLES: Final = notice("de la der den von van bin di".split())
_PARTICLE_ENDS: Final = frozenset({"e ", "a ", "n ", "r ", "i "})
_PARTICLE_LAST: Final = ("de ", "De ", "la ", "der ", "den ", "von ", "Von ", "van ", "Van ", "bin ", "di ")
_PARTICLE_BEFORE = re.compile(
    r"(?<![\w’'-])(?:[Dd]e la|[Dd]e|[Vv]on der|[Vv]on|[Vv]an der|[Vv]an den|[Vv]an|bin|di)\s\Z"
)


def _with_particle(text: str, place: Span) -> Span:
    """ "de Blasio" where the surname stands alone: in English, a particle before a capital is part of the name."""
    if text[place.start - 2 : place.start] not in _PARTICLE_ENDS or not text.endswith(_PARTICLE_LAST, 0, place.start):
        return place
    before = _PARTICLE_BEFORE.search(text, max(0, place.start - 8), place.start)
    return span(text, before.start(), place.end) if before else place


_ARABIC: Final = frozenset({"al-", "el-", "ul-", "as-", "an-"})


def _is_headline(sentence: str, capital: int) -> bool:
    """Whether a sentence with so many capitalised words is in headline case: hardly a word of content is in lower case."""
    content = 0
    for match in LOWER_WORD.finditer(sentence):
        if match.group() not in _SMALL:
            content += 1
            if content > (1 - HEADLINE_SHARE) / 2 * capital:
                return False
    return True


_SMALL: Final = frozenset(
    "a an the and or but of in on at to for from by with as is vs v via de la than over into s t".split()
)


def _runs(
    text: str, tokens: list[Token], known: set[str], plain: LowerWords, headline: bool, language: str | None
) -> list[list[Token]]:
    """Maximal runs of name words; a word that cannot be part of a name parts them."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    size = len(tokens)
    for index, token in enumerate(tokens):
        taken = token.capital and (
            not (headline or token.first or token.lower in _DOUBTFUL or language == "de")
            or _is_name_word(token, index, tokens, known, plain, headline, language)
        )
        if run and (
            not token.joined
            or run[-1].closes
            or token.first
            or len(run) >= MAX_WORDS
            or (text[run[-1].end] == "." and not _abbreviates(run[-1]))
        ):
            runs.append(run)
            run = []
        if taken:
            run.append(token)
        elif run:
            linked = _linked(run, tokens, index, size)
            if linked:
                run.append(token)
            else:
                runs.append(run)
                run = []
    if run:
        runs.append(run)
    return list(filter(None, map(_trim, runs)))


def _abbreviates(before: Token) -> bool:
    """A full stop between two words of a name is that of an initial, a title or a suffix."""
    return (
        len(before.text) == 1
        or "." in before.text
        or before.lower in TITLES
        or before.lower in _SUFFIXES
        or before.lower in {"st", "mt", "ft"}
    )


def _is_name_word(
    token: Token,
    index: int,
    tokens: list[Token],
    known: set[str],
    plain: LowerWords,
    headline: bool,
    language: str | None,
) -> bool:
    lower = token.lower
    if lower in _NOT_NAMES and not (lower == "may" and token.text == "May" and _next_capital(tokens, index)):
        return False
    if lower in FUNCTION and not _kept_function(token, index, tokens):
        return False
    if headline:
        return lower in known and (lower not in plain or token.text.isupper())
    if not token.first or (token.text.isupper() and len(token.text) > 1):
        return not (language == "de" and token.text[1:].islower() and is_word(lower, "de"))
    return lower in known or (_may_open(token, index, tokens, language) and lower not in plain)


def _may_open(token: Token, index: int, tokens: list[Token], language: str | None) -> bool:
    """Whether a word that opens a sentence is a name, as far as it and what follows tell."""
    lower = token.lower
    if lower in DICTIONARY_NAMES or (
        "-" in token.text[1:-1]
        and lower.partition("-")[0] not in NUMBER_WORDS
        and any(map(str.isupper, token.text[2:]))
    ):
        return True
    if "-" in lower and not any(map(str.isupper, token.text[1:])):  # "Third-quarter", "Wind-driven", "Nine-year-old"
        return not all(is_word(part, language or "en") for part in lower.split("-"))
    if _calling(lower) and index + 2 < len(tokens) and tokens[index + 1].capital and tokens[index + 2].capital:
        return False  # "Witness Karl Ode"
    if _next_capital(tokens, index):
        return (
            (lower not in FUNCTION and not _linking(lower))
            or lower in TITLES
            or lower in DEMONYMS
            or lower in TITLE_MODIFIERS
            or lower in BODY_NOUNS
            or not is_word(lower, "en")
        )
    return not is_word(lower, language or "en")


def _calling(lower: str) -> bool:
    """A word for what a person does or is, which opens a sentence before a full name ("Witness Karl Ode")."""
    return lower in _CALLINGS or (lower.endswith(_AGENTS) and is_word(lower, "en"))


_AGENTS: Final = ("ist", "ian", "eer", "grapher", "keeper", "maker", "owner", "worker", "fighter", "player")
_CALLINGS: Final = PERSON_WORDS | frozenset(
    "witness eyewitness neighbour neighbor resident passenger survivor farmer grower teacher pupil student nurse driver pilot "
    "researcher curator conductor guide villager fisherman trader volunteer rescuer forecaster climber defender striker winger "
    "midfielder forward captain skipper referee swimmer runner baker butcher plumber carpenter builder painter poet".split()
)


def _linking(lower: str) -> bool:
    """An adverb or participle that opens a sentence before a name ("Apparently Ms Ode", "Speaking Monday")."""
    return lower.endswith(("ly", "ing", "ed")) and len(lower) > 4


def _kept_function(token: Token, index: int, tokens: list[Token]) -> bool:
    """Function words that open names: "New Zealand", "The Hague", "Police Department", "US", "Long Island",
    "Western"."""
    if token.text in {"US", "IT", "WHO", "U.S"}:
        return token.text != "IT" and not (
            index and tokens[index - 1].text.isupper() and len(tokens[index - 1].text) > 2
        )
    if token.lower in _OPENING_FUNCTION:
        return _next_capital(tokens, index) or (not token.first and token.lower in {"police", "west", "east"})
    return False


_OPENING_FUNCTION: Final = frozenset(
    "new long little good great big last first next black white free old half police over early late another".split()
) - {"next", "last", "first", "another", "late", "early", "over", "half"}


def _next_capital(tokens: list[Token], index: int) -> bool:
    if index + 1 >= len(tokens) or tokens[index].closes:
        return False
    following = tokens[index + 1]
    return (
        following.capital
        and following.joined
        and not following.first
        and following.lower not in _NOT_NAMES
        and following.lower not in FUNCTION
    )


def _linked(run: list[Token], tokens: list[Token], index: int, size: int) -> bool:
    """Whether the lower-case word at `index` joins the run before it with a name word after it."""
    token = tokens[index]
    if index + 1 >= size or not tokens[index].joined or run[-1].closes:
        return False
    following = tokens[index + 1]
    if not following.joined or following.first:
        return False
    if following.lower == "the" and index + 2 < size and not following.capital and tokens[index + 2].joined:
        return (
            token.lower in {"of", "for", "on"}
            and tokens[index + 2].capital
            and _head_of(run)
            and tokens[index + 2].lower not in _NOT_NAMES
        )
    if token.lower == "the":
        return run[-1].lower in _LINKS and following.capital
    if token.lower in _PARTICLES:
        if following.lower in _PARTICLES and index + 2 < size:
            following = tokens[index + 2]
        return following.capital and (run[-1].lower not in TITLES) and run[-1].lower not in _LINKS
    if not following.capital or following.lower in _NOT_NAMES:
        return False
    if token.lower in {"of", "for"}:
        return _head_of(run) or (run[-1].lower in TITLES and following.lower in OFFICE_TAILS)
    if token.lower in {"and", "&"}:
        return _portfolio(run, following) or (len(token.text) == 1)
    return token.lower == "on" and run[-1].lower in {
        "committee",
        "commission",
        "council",
        "conference",
        "convention",
        "party",
    }


def _head_of(run: list[Token]) -> bool:
    """Whether "of NAME" after the run belongs to the name: its last word is the head of a body's name."""
    return run[-1].lower in OF_HEADS or (
        run[-1].lower in {"affairs", "secretary"} and len(run) > 1 and run[-1].lower != "secretary"
    )


def _portfolio(run: list[Token], following: Token) -> bool:
    inside = any(
        token.lower
        in {
            "ministry",
            "department",
            "centers",
            "centres",
            "committee",
            "office",
            "bureau",
            "commission",
            "institute",
            "agency",
            "university",
            "secretariat",
            "directorate",
            "food",
            "securities",
            "drug",
        }
        for token in run
    )
    return (
        inside
        and following.lower in PORTFOLIOS | {"drug", "exchange", "prevention", "technology"}
        and following.lower not in DEMONYMS
    )


def _trim(run: list[Token]) -> list[Token]:
    while (
        run
        and not run[-1].capital
        and (run[-1].lower in _LINKS or run[-1].lower in _PARTICLES or run[-1].lower == "the")
    ):
        run = run[:-1]
    return run


_FIELDS: Final = OFFICE_TAILS | PORTFOLIOS
_FIELDS_OR_AND: Final = _FIELDS | {"and"}


def _names_in(text: str, run: list[Token]) -> list[tuple[Span, bool]]:
    """The names in a run: what stands before and after its titles."""
    if run[0].lower in _FIELDS and len(run) > 1 and text.endswith(" of ", 0, run[0].start):
        before = text[max(0, run[0].start - 24) : run[0].start - 4].lower().rpartition(" ")[2].rpartition("\n")[2]
        if before in TITLES:  # "Secretary of State Ada Lund" where the title opens the sentence
            run = run[next((k for k, token in enumerate(run) if token.lower not in _FIELDS_OR_AND), 0) :]
    if TITLES.isdisjoint([token.lower for token in run]):
        kept = _clean(run, False)
        return [(span(text, kept[0].start, _end(text, kept[-1])), False)] if kept else []
    pieces: list[list[Token]] = [[]]
    persons: list[bool] = [False]
    index = 0
    while index < len(run):
        skip = _title_at(run, index) if run[index].lower in TITLES else 0
        if skip:
            while (
                pieces[-1]
                and pieces[-1][-1].lower in TITLE_MODIFIERS
                and not _is_acronym(pieces[-1][-1])
                and _modifies(pieces[-1])
            ):
                pieces[-1].pop()
            index += skip
            pieces.append([])
            persons.append(True)
            continue
        pieces[-1].append(run[index])
        index += 1
    found = []
    for piece, person in zip(pieces, persons, strict=True):
        kept = _clean(piece, person)
        if kept:
            found.append((span(text, kept[0].start, _end(text, kept[-1])), person))
    return found


def _modifies(piece: list[Token]) -> bool:
    """ "Foreign" in "Foreign Minister" goes with the title; "House" in "White House Secretary" stays with its name."""
    last = piece[-1].lower
    return not (
        last in {"house", "senate", "party", "county", "city", "union", "club", "company", "bureau", "police"}
        and len(piece) > 1
    )


_BARE_TITLES: Final = frozenset("mr mrs ms mx dr prof sen rep gov gen lt sgt capt maj adm cmdr col sir".split())
_BEFORE_TITLES: Final = TITLE_MODIFIERS | TITLES | DEMONYMS | BODY_NOUNS
# Titles that are surnames, or ordinary words of names, as well.
_SURNAMES_TOO: Final = frozenset(
    "general major marshall king judge pope justice prince princess marshal bishop father head officer cardinal "
    "private agent owner host "
    "anchor lance miss brig fr don pastor reporter attorney student brother director chief speaker journalist "
    "duke singer earl coach "
    "sergeant chancellor page constable saint sheriff lord lady dame queen leader leaders president player "
    "editor general".split()
)


def _title_at(run: list[Token], index: int) -> int:
    """How many tokens at `index`, where a title stands, are one: 0, or its length with the words of the office."""
    token = run[index]
    last = index == len(run) - 1
    if token.closes and not last:
        return 0
    following = "" if last else run[index + 1].lower
    before = run[index - 1].lower if index else ""
    if last and index and token.lower in BODY_NOUNS:
        return 0
    if token.lower in _SURNAMES_TOO:
        if following in BODY_NOUNS or (last and index and before not in _BEFORE_TITLES):
            return 0
    elif following in BODY_NOUNS and index + 2 == len(run) and token.lower not in _BARE_TITLES:
        return 0  # "Student Union"
    if index + 2 < len(run) and following == "of" and run[index + 2].lower in OFFICE_TAILS:
        return 3
    return (
        2 if following in {"of", "for", "on", "general", "elect", "emeritus", "adviser", "advisor"} and not last else 1
    )


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _clean(piece: list[Token], person: bool) -> list[Token]:
    """A piece without links at its ends, without a lone nationality, and for a person without one before the name."""
    if len(piece) > 2 and piece[-1].text in POSTNOMINALS:
        piece = piece[:-1]
    if (
        len(piece) > 1
        and piece[0].capital
        and piece[-1].capital
        and piece[0].lower not in _LOOSE_OR_THE
        and piece[0].text.isalpha()
    ):
        return piece  # most of them; the whole way below gives the same
    while piece and not piece[0].capital and not piece[0].lower.startswith(tuple(_ARABIC)):
        piece = piece[1:]
    piece = _trim(piece)
    if not piece:
        return []
    if piece[0].lower == "the" and len(piece) > 1 and piece[1].lower != "hague":
        piece = piece[1:]
    if piece[0].lower in DEMONYMS and not any(token.lower in BODY_NOUNS for token in piece):
        while len(piece) > 1 and piece[0].lower in DEMONYMS and not piece[1].closes and not _proper_pair(piece):
            piece = piece[1:]
    if piece[0].lower in _LOOSE and all(token.lower in _LOOSE for token in piece):
        return []
    if len(piece) == 1 and (piece[0].lower in TITLES or piece[0].lower in _GENERIC or (len(piece[0].text) == 1)):
        return []
    if piece[-1].lower in NUMBERED and piece[-1].text.isdigit():
        return []
    if not piece[0].text.isalpha() and all(not any(map(str.isalpha, token.text)) for token in piece):
        return []
    return piece


# Single words that name nothing by themselves, however they are printed.
_GENERIC: Final = frozenset(
    "day war company bank city banks county court university street road avenue club fund group island team "
    "campaign election "
    "revolution plan bill law act code awards board festival office states department service services province "
    "region district "
    "division hospital hotel school center centre agency institute commission committee ministry government "
    "party army open express "
    "media press police association union international state web mom dad game games week weeks minutes hours "
    "morning evening night growth "
    "amendment amendments congressional series chapter section article photo photos video watch read more figure "
    "table no act".split()
)


_LOOSE: Final = (
    DEMONYMS | (TITLE_MODIFIERS - {"house", "senate", "treasury", "staff"}) | _LINKS
)  # no name by themselves
_LOOSE_OR_THE: Final = _LOOSE | {"the"}
_NO_NAME_ALONE: Final = TITLES | _GENERIC | _LOOSE


def _proper_pair(piece: list[Token]) -> bool:
    """ "American Airlines", "British Columbia", "South African": the nationality is part of the name."""
    return len(piece) == 2 and (
        piece[1].lower in {"columbia", "virgin", "samoa", "isles", "guiana", "polynesia", "open", "rail", "telecom"}
        or piece[0].lower in {"olympic", "islamic", "latin"}
    )


def _end(text: str, token: Token) -> int:
    if (
        token.end < len(text)
        and text[token.end] == "."
        and (_INITIALS.fullmatch(text[token.start : token.end + 1]) or token.lower in _SUFFIXES)
    ):
        return token.end + 1
    return token.end
