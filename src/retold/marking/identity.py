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

import msgspec

from retold.marking.attribution_order import opening_subject, opens
from retold.marking.attribution_subjects import Subject, antecedent
from retold.marking.attribution_units import Unit
from retold.marking.attribution_words import ADVERBS, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from retold.marking.name_keys import CANDIDATES
from retold.marking.voices import BODIES, MEDIA_WORDS, PERSON_WORDS, name_type, voice_type
from retold.records.article import Span
from retold.records.marks import Basis, Name, VoiceType
from retold.text.tokenise import Kept

_TITLE = 24  # code points that a title before a name in apposition may take ("Captain", "Prime Minister")
NEXT = 2  # units: a name this near may be a pronoun's, though nothing tells that it is a person's
REACH = 6  # units: no pronoun is carried farther back
_FAR = 500  # units: no role is carried farther back
_FEW = 4  # names on either side of a role that are looked at
_NEAR = 60  # code points around a name in which a role may stand that tells of it
_FEMALE_WORDS = frozenset(
    "she her herself mrs ms miss spokeswoman chairwoman congresswoman businesswoman actress mother daughter "
    "wife sister queen princess woman girl duchess lady grandmother mom heiress baroness".split()
)
_MALE_WORDS = frozenset(
    "he him his himself mr sir spokesman chairman congressman businessman actor father son husband brother "
    "king prince man boy duke lord grandfather dad pope baron".split()
)
_FEMALE = frozenset(
    "mary maria patricia linda barbara elizabeth jennifer susan margaret dorothy lisa nancy karen betty helen "
    "sandra donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley cynthia angela "
    "melissa brenda amy anna rebecca virginia kathleen pamela martha debra amanda stephanie carolyn christine "
    "marie janet catherine frances ann joyce diane alice julie heather teresa doris gloria evelyn jean cheryl "
    "mildred katherine joan ashley judith rose janice kelly nicole judy christina kathy theresa beverly denise "
    "tammy irene jane lori rachel marilyn andrea kathryn louise sara anne jacqueline wanda bonnie julia ruby "
    "lois tina phyllis norma paula diana annie lillian emily robin peggy crystal gladys rita dawn connie "
    "florence tracy edna carmen rosa cindy grace wendy victoria edith kim sherry sylvia josephine thelma "
    "shannon sheila ethel ellen elaine marjorie carrie charlotte monica esther pauline emma juanita anita "
    "rhonda hazel amber eva debbie april leslie clara lucille jamie joanne eleanor valerie danielle megan "
    "alicia suzanne michele gail bertha darlene veronica jill erin geraldine lauren cathy joann lorraine lynn "
    "sally regina erica beatrice dolores bernice audrey yvonne annette samantha marion dana stacy ana renee "
    "ida vivian roberta holly brittany melanie loretta yolanda jeanette laurie katie kristen vanessa alma sue "
    "elsie beth jeanne hillary chelsea ivanka melania kellyanne carly nikki olga natalia svetlana elena irina "
    "tatiana ekaterina marine ursula christiane nina claire zoe sofia isabel lucia ada ingrid astrid greta "
    "heidi petra fatima aisha malala huma sonia kirsten tulsi kamala amelia hannah abby molly lindsay courtney "
    "katy allison alison kate meg maggie maya naomi bridget colleen marissa gabrielle miriam leah becky "
    "kristin erika cecile rosemary gretchen susana gina dianne patty mindy mika megyn arianna".split()
)
_MALE = frozenset(
    "james john robert michael william david richard charles joseph thomas christopher daniel paul mark donald "
    "george kenneth steven edward brian ronald anthony kevin jason matthew gary timothy jose larry jeffrey "
    "frank scott eric stephen andrew raymond gregory joshua jerry dennis walter patrick peter harold douglas "
    "henry carl arthur ryan roger joe juan jack albert jonathan justin terry gerald keith samuel willie ralph "
    "lawrence nicholas roy benjamin bruce brandon adam harry fred wayne billy steve louis jeremy aaron randy "
    "howard eugene carlos russell bobby victor martin ernest phillip todd craig alan shawn clarence sean "
    "philip chris johnny earl jimmy antonio danny bryan tony luis mike stanley leonard nathan dale manuel "
    "rodney curtis norman allen marvin vincent glenn jeffery travis jeff chad jacob lee melvin alfred kyle "
    "francis bradley jesus herbert frederick ray joel edwin don eddie ricky troy randall barry alexander "
    "bernard mario leroy francisco marcus micheal theodore clifford miguel oscar jay jim tom calvin alex jon "
    "ronnie bill lloyd tommy leon derek warren darrell jerome floyd leo alvin tim wesley gordon dean greg "
    "jorge dustin pedro derrick dan lewis zachary corey herman maurice vernon roberto clyde glen hector shane "
    "ricardo sam rick lester brent ramon charlie tyler gilbert gene marc reginald ruben brett angel nathaniel "
    "rafael leslie edgar milton raul ben chester cecil duane franklin andre elmer brad gabriel ron mitchell "
    "roland arnold harvey jared adrian karl cory claude erik darryl neil christian javier fernando clinton ted "
    "mathew tyrone darren lonnie lance cody julio kelly kurt allan nelson guy clayton hugh max dwayne dwight "
    "armando felix jimmie everett jordan ian wallace ken bob jaime casey alfredo alberto dave ivan johnnie "
    "sidney byron julian isaac morris clifton willard daryl ross virgil andy marshall salvador perry kirk "
    "sergio marion tracy seth kent terrance rene eduardo terrence enrique freddie wade vladimir dmitry sergei "
    "alexei mikhail igor boris oleg yuri nikolai viktor volodymyr barack bernie marco rand rush newt mitt jeb "
    "reince rudy emmanuel francois nicolas jean-claude wolfgang recep bashar hassan mohammed muhammad ahmed "
    "ali omar abdul ibrahim mustafa xi li narendra shinzo lindsey chuck mitch orrin elijah sherrod tad jake "
    "wolf anderson paul-henri hans dieter klaus jurgen lars sven olaf pierre jacques michel philippe luca "
    "giovanni paolo pavel tomas jan piotr".split()
)
_IN_NAMES = frozenset("of de van von al bin der la".split())
_BEHIND_NAME = " .’'s)"
_NAME_RUN = re.compile(rf"[A-ZÀ-ÖØ-Þ][\w’'.-]*\w(?: (?:[A-ZÀ-ÖØ-Þ][\w’'.-]*\w|[A-Z]\.|{'|'.join(sorted(_IN_NAMES))}))*")
_PREPOSITIONS = frozenset("for of at from with in on who that to".split())
_PREPOSITION = re.compile(rf"\s(?:{'|'.join(sorted(_PREPOSITIONS))})\s")
_ACRONYM = re.compile(r"\(([A-Z][A-Z.]{1,7})\)")
_TITLES = frozenset(
    "mr mrs ms dr sen rep gov gen lt col sgt capt rev prof president secretary senator governor representative "
    "minister spokesman spokeswoman spokesperson chairman chairwoman judge justice mayor sheriff general "
    "ambassador director chief king queen prince pope prime former vice foreign attorney state candidate "
    "nominee republican democrat democratic congressman congresswoman sir lord press campaign senior deputy "
    "officer adviser advisor strategist analyst professor majority minority leader speaker manager".split()
)


_PERSONAL = PERSON_WORDS | {"mr", "mrs", "ms", "miss", "sir"}
_DESCRIBING = _TITLES | _PERSONAL  # what may stand right before a name
_GROUPS = frozenset("democrats republicans americans conservatives liberals voters pac enforcement".split())
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


# What may stand right before a name, as printed.
_DESCRIBED = frozenset(
    form + stop for word in _DESCRIBING for form in (word, word.capitalize(), word.upper()) for stop in ("", ".")
)


class _Known(msgspec.Struct, gc=False):
    """What the article tells of one name."""

    full: str
    gender: str = ""  # "f", "m" or ""
    kind: VoiceType | None = None


def _first_met(key: str, printed: str) -> _Known:
    """What a name tells by itself, first printed as `printed`."""
    words = key.split()
    known = _Known(printed, kind=name_type(words))
    if known.kind is None and (
        words[-1] in _GROUPS or (len(words) == 1 and 1 < len(printed) <= 5 and printed.isupper())
    ):
        known.kind = "body"
    if known.kind is None and len(words) > 1:
        known.gender = "f" if words[0] in _FEMALE else "m" if words[0] in _MALE else ""
        if known.gender:
            known.kind = "person"
    return known


def _described(text: str, at: int) -> bool:
    """Whether a title or a noun for a person stands right before `at`."""
    closest = text[at - 20 if at > 20 else 0 : at].rsplit(None, 1)
    return bool(closest) and closest[-1] in _DESCRIBED


def _before(printed: str) -> list[str]:
    """Titles and roles right before a name, in the same phrase, the last first."""
    listed = printed.rsplit(",", 1)[-1].rsplit("\n", 1)[-1].replace(".", " ").casefold().split()[-5:]
    told = listed[-1:]
    if listed and listed[-1] in _TITLES:
        told += [word for word in listed[:-1] if word in _TITLES]
    return told


def _apposed(printed: str) -> list[str]:
    """The words of what stands behind a name and a comma, if it is an apposition."""
    apposed = printed.split(",", maxsplit=1)[0].casefold().split()[:8]
    return [] if apposed and apposed[0] in ("who", "whose", "whom", "which", "and", "but") else apposed


def _describe(known: _Known, told: list[str]) -> None:
    """Note what the words around one mention tell of a name."""
    for word in told:
        if word in _PERSONAL:
            known.kind = "person"
            if not known.gender:
                known.gender = "f" if word in _FEMALE_WORDS else "m" if word in _MALE_WORDS else ""


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
        mentions: dict[str, list[Name]] = {}
        for name in names:
            key = name.key
            if key in mentions:
                mentions[key].append(name)
            else:
                mentions[key] = [name]
        self._mentions = mentions
        self._met: dict[str, _Known | None] = {}
        self._brought: dict[str, set[str]] = {}  # a role → the names that were brought in with it
        self._seen: list[tuple[int, str]] = []  # (unit, key) of voices, in order

    def _known(self, key: str) -> _Known | None:
        """What the article tells of the name `key`; None where it holds no such name."""
        if key not in self._met:
            self._met[key] = self._meet(key)
        return self._met[key]

    def _meet(self, key: str) -> _Known | None:
        known: _Known | None = None
        mentions = self._mentions.get(key, ())
        for printed in dict.fromkeys([name.span.text for name in mentions]):
            bare = _BARE[printed]
            if known is None:
                known = _first_met(key, bare) if bare else None
            elif len(bare) > len(known.full) and bare.count(" ") > known.full.count(" "):
                known.full = bare
        if known is not None and known.kind is None:
            for name in mentions:
                if _BARE[name.span.text]:
                    _describe(known, self._told_before(name.span) + self._told_behind(name.span))
                    if known.gender:
                        break
        return known

    def _told_before(self, place: Span) -> list[str]:
        """What the words before a mention tell of its name."""
        start = place.start
        return _before(self._text[max(0, start - 50) : start]) if _described(self._text, start) else []

    def _told_behind(self, place: Span) -> list[str]:
        """What the words behind a mention tell of its name."""
        end = place.end
        return _apposed(self._text[end + 2 : end + 60]) if self._text.startswith(", ", end) else []

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
    def _body_with(self) -> dict[str, str]:
        """A noun for bodies → the key of the last name with it."""
        return {word: key for key in self._mentions for word in key.split() if word in BODIES}

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

    def _in_view(self, number: int, reach: int) -> Iterator[tuple[int, str]]:
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
        if at == len(self._starts) or self._starts[at] >= unit.end + 2:
            return None
        opening = opening_subject(unit.read(), len(unit.low))
        if opening is None or opening.how != "phrase":
            return None
        key = self.name_in(unit.start_of(opening.first), unit.ends[opening.last]) or self._undivided(unit, opening)
        if key is None and unit.low[opening.last + 1 : opening.last + 2] == [","]:
            key = self.name_at(unit.ends[opening.last] + 2)  # "The mayor, Ada Brun, has not conceded."
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
        if self._names[at].span.end == end and starts[at] == start:
            return self._names[at].key
        inside = [name for name in self._names[at : bisect_left(starts, end, at)] if name.span.end <= end + 2]
        if not inside:
            return None
        cut = end
        if not _PREPOSITIONS.isdisjoint(self._text[start:end].split()):
            cut = self._phrase_end(start, end, inside)
        for name in reversed(inside):
            if name.span.end > cut:
                continue
            gap = self._text[name.span.end : cut]
            if gap.strip("’'s .)\"”") == "" and not gap.startswith(("’s ", "'s ")):
                return name.key
            return None
        return None

    def printed(self, words: list[str], start: int, end: int) -> str | None:
        """The run of capitalised words that ends the phrase where no name was found in it (in headlines, say)."""
        if self._text[start:end].islower():
            return None
        stop = end if _PREPOSITIONS.isdisjoint(words) else self._phrase_end(start, end, [])
        phrase = self._text[start:stop]
        last = phrase.rstrip(_BEHIND_NAME).rpartition(" ")[2]
        if last.islower() and last not in _IN_NAMES:
            return None
        runs = list(_NAME_RUN.finditer(phrase))
        if not runs or phrase[runs[-1].end() :].strip(_BEHIND_NAME):
            return None
        bare = _bare(runs[-1].group())
        if len(runs[-1].group().split()) == 1 and (
            (runs[-1].start() == 0 and words[0] in DETERMINERS) or bare.casefold() in NEVER_NAMES
        ):
            return None
        bare = bare.removeprefix("The ")
        key = bare.casefold()
        known = self._known(key) or self._known(self._ending_in(key))
        return known.full if known is not None else bare

    def _phrase_end(self, start: int, end: int, inside: Sequence[Name]) -> int:
        for match in _PREPOSITION.finditer(self._text, start, end):
            at = match.start()
            if not any(n.span.start < at < n.span.end for n in inside) and at > start:
                return at
        return end

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
        else:
            key = self.name_in(start, end)
            basis = "stated"
            if key is None:
                self._see_apposed(number, end)
                key = self._by_role(number, words)
                basis = "inferred"
            if key is None:
                name = self.printed(words, start, end)
                if name is not None:
                    kind = name_type(name.casefold().split()) or voice_type(
                        words, name, unit.upper[subject.first : subject.last + 1]
                    )
                    return name, "stated", kind
        if key is None:
            return None, "none", voice_type(words, None, unit.upper[subject.first : subject.last + 1])
        if len(words) == 1 and self._text[start:end].isupper():
            key = self._alias.get(words[0].replace(".", ""), key)
        known = self._known(key)
        name = known.full if known is not None else key
        kind = known.kind if known is not None else None
        if kind is None:
            told = words if basis == "stated" else name.casefold().split()
            kind = voice_type(told, name, unit.upper[subject.first : subject.last + 1])
            if known is not None and kind in ("person", "body", "medium"):
                known.kind = kind
        self.see(number, key)
        return name, basis, kind

    def _see_apposed(self, number: int, end: int) -> None:
        """Note the person in apposition behind a phrase that ends at `end` ("its president, Ada Brun, said")."""
        if not self._text.startswith(", ", end):
            return
        i = bisect_left(self._starts, end + 2)
        if i == len(self._names) or " " not in self._names[i].span.text:
            return
        name = self._names[i].span
        between = self._text[end + 2 : name.start]
        known = self._known(self._names[i].key)
        if (
            known is not None
            and known.kind in ("person", None)
            and len(between) <= _TITLE
            and (not between or between.istitle())
            and self._text[name.end : name.end + 1] in (",", ";", ".")
        ):
            known.kind = "person"
            self.see(number, self._names[i].key)

    def _antecedent(self, number: int, pronoun: str, start: int) -> str | None:
        if pronoun in ("i", "we", "you"):
            return None
        want = _GENDER.get(pronoun)
        loose: str | None = None  # a full name right before: a person unless one of the right gender is near
        looser: str | None = None
        for unit, key in self._in_view(number, REACH):
            known = self._known(key)
            if known is None:
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
                looser = looser or key
            elif known.kind in ("body", "medium", "document"):
                return key
        loose = loose or looser
        if loose is not None or want is None:
            return loose
        i = bisect_left(self._starts, start)
        for name in reversed(self._names[max(0, i - 12) : i]):
            known = self._known(name.key)
            if known is not None and known.gender == want:
                return name.key
        return None

    def _by_role(self, number: int, words: list[str]) -> str | None:
        if words[0] not in ("the", "his", "her") or (
            words[-1] not in PERSON_WORDS and words[-1] not in BODIES and words[-1] not in MEDIA_WORDS
        ):
            return None
        role = words[-1]
        if len(words) > 3 or self._text.count(role[1:]) == 1:
            return None  # nobody was brought in with it
        brought = self._brought.get(role)
        if brought is None:
            brought = self._brought[role] = self._brought_in(role)
        if brought:
            for _, key in islice(self._in_view(number, _FAR), REACH * 40 - 1):
                if key in brought:
                    return key
        return self._body_with.get(role) if role in BODIES else None

    def _brought_in(self, role: str) -> set[str]:
        """The keys of the names that were brought in with a role: it is a part of them, or stands right before or behind one of
        their mentions."""
        found = {key for key in self._mentions if role in key and role in key.split()}
        if role in PERSON_WORDS:
            for name, behind in self._names_near(role):
                told = self._told_behind(name.span) if behind else self._told_before(name.span)
                if role in told and _BARE[name.span.text]:
                    known = self._known(name.key)
                    if known is not None and known.kind in ("person", None):
                        found.add(name.key)
        return found

    def _names_near(self, word: str) -> Iterator[tuple[Name, bool]]:
        """The names that stand near a word, however its letters are printed, each with whether the word stands behind it."""
        names = self._names
        for tail in (word[1:], word[1:].upper()):
            at = self._text.find(tail)
            while at >= 0:
                k = bisect_left(self._starts, at)
                for name in reversed(names[max(0, k - _FEW) : k]):
                    if name.span.end < at - _NEAR:
                        break
                    yield name, True
                for name in names[k : k + _FEW]:
                    if name.span.start > at + _NEAR:
                        break
                    yield name, False
                at = self._text.find(tail, at + len(tail))


def _bare(printed: str) -> str:
    """A printed name without leading titles and trailing possessive."""
    words = printed.split()
    while (
        len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES and (len(words) > 2 or not words[0].endswith("s"))
    ):
        words = words[1:]
    bare = " ".join(words)
    return bare[:-2] if bare.endswith(("'s", "’s")) else bare


_BARE = Kept(_bare)
