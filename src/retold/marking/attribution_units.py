"""The tokens that attribution works on: sentences with every quotation folded into one token.

A sentence splitter parts quotations at their inner sentences; here they are joined again, so that "“A. B. C,” she said." is one
unit of four tokens. One regular expression, linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, count
from operator import not_
from typing import Any

import msgspec

from retold.marking.attribution_words import (
    ABOUT,
    ACCOUNTS,
    ADVERBS,
    ALONE,
    AS_TOLD,
    AUXILIARIES,
    BE,
    CALLED,
    CONJUNCTIONS,
    COUNTING,
    CUED,
    CUES,
    DETERMINERS,
    GOING_ON,
    NAMING,
    NEGATIONS,
    NOMINAL,
    NOUN_TOO,
    OPENING,
    PARTICIPLES,
    PHASES,
    PLACING,
    POLLS,
    PREPOSITIONS,
    PRONOUNS,
    RECIPIENTS,
    RELATIVES,
    SUBORDINATORS,
    TIMES,
    VENUES,
    VERBS,
    WH,
)
from retold.marking.sentences import paragraphs
from retold.marking.sought import Sought
from retold.records.article import Span
from retold.records.marks import Quotation
from retold.text.tokenise import Place, norms_of

# One set in front of the alternatives makes the search three times as fast; each looks back at what the set took.
_TOKEN = re.compile(
    r"([^\s_](?:(?<=[a-uw-z])[^\W_]*(?:['.&/-][^\W_]+)*"
    r"|(?<=[A-Z])\.(?:[A-Z]\.){0,3}"
    r"|(?<=[MDSRGLCJPHAv])(?:(?<=M)(?:rs?|s|aj)|(?<=[DJ])r|(?<=S)(?:ens?|gt|r|t)|(?<=R)(?:eps?|ev)|(?<=G)(?:ov|en)|(?<=L)t"
    r"|(?<=C)(?:ol|apt)|(?<=P)(?:rof|res)|(?<=H)on|(?<=A)dm|(?<=v)s)\."
    r"|(?<=\d)\d*(?:[.,:]\d+)*%?|(?<=\w)[^\W_]*(?:['.&/-][^\W_]+)*|))"
)
_UNREAD, _UNREAD_END = re.compile(r"[\s_]++"), re.compile(r"(?<![\s_])[\s_]++\Z")
_MOST, _KEPT = 32_768, 64  # printed pieces whose tokens are kept, and the longest of them
_ANSWER = re.compile(
    r"\b(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|tweeted|replied|shouted|wondered|continued)\b"
)
_GAP = 12  # code points between a quotation and the sentence behind it that goes on with it
_SHORTENED = 5  # letters of the longest short form that ends in a full stop, with that ("Capt.")
_JOINED = re.compile(r"[^\W\d_]++(?:['-][^\W\d_]++){1,20}+")  # "must-pass", "law's"
_LONGEST = 200  # tokens; the longest sentence of PolNeAR's open part has 94, its quotations folded
_LONG = 5 * _LONGEST  # code points: few sentences are longer, so all of those are read to be counted
Q = "\0"  # the token that stands for a quotation
_WIDTH = 5  # facts of a token
_CUING = Sought(CUED)
_OWNED = frozenset({"his", "her", "their", "own"})
_LEADING = 6  # words before a colon at most, where they tell who speaks
_FAR = 60  # words: more than a subject has
_BACK = 24  # words: more than a poll is looked for behind its "in"
_GROUPED = AUXILIARIES | ADVERBS
# A verb right behind these, in small letters, has no subject of its own, or tells that nothing is said.
_NO_SUBJECTS = PREPOSITIONS | SUBORDINATORS | (DETERMINERS - ALONE) | VERBS
_DEAF = NEGATIONS | BE | (_NO_SUBJECTS - _GROUPED - PRONOUNS - RELATIVES - CONJUNCTIONS - TIMES - VENUES - {"as", "so"})
# … and a participle, which may share a subject with what stands before.
_DEAF_TOO = NEGATIONS | (_DEAF - BE - PHASES - {"by", "while", "before", "after", "when", "in", "without"})

# What opens a content, a place or a time behind a verb, or is told something.
_OPENING_MORE = (
    PREPOSITIONS | TIMES | ADVERBS | RECIPIENTS | {"that", "when", "as", "while", "because", "out", "shortly"}
)


def _mute() -> dict[str, frozenset[str]]:
    """Verbs that take no bare clause, no noun phrase and nobody who is told → the words right behind them with which they still may
    report something, though no quotation stands by."""
    mute: dict[str, frozenset[str]] = {}
    for word, (lemma, takes) in CUES.items():
        if lemma in ("point", "cite") or (lemma in COUNTING and lemma not in PLACING):
            continue
        if lemma in NAMING or not set(takes) & set("cnro"):
            opening = _OPENING_MORE | ABOUT.get(lemma, frozenset())
            mute[word] = opening | CALLED if lemma in NAMING else opening | WH if "t" in takes else opening
    return mute


_MUTE = _mute()
# … and those that report nothing where they end a sentence, whatever stands before.
_MUTE_LAST = frozenset(word for word in _MUTE if "p" not in CUES[word][1] and CUES[word][0] not in AS_TOLD)
_FAINT = frozenset(_MUTE) | NOUN_TOO | NOMINAL | ACCOUNTS | POLLS


class Unit(msgspec.Struct, gc=False, eq=False):
    """One sentence, or several joined by a quotation, as parallel lists over its tokens.

    `low` is the lower-case form with plain apostrophes, `Q` for a quotation; `ends` are code points; `upper` tells
    a capital first letter; `quoted` holds the index of each quotation by its token. `paragraph` numbers the paragraph,
    `initial` marks its first unit. `text` is the whole article's, with plain apostrophes; the unit is text[start:end]. Where not
    `telling`, it holds no cue and no quotation: the tokens of most such units are never asked for, so only `read` reads them.
    """

    text: str
    start: int
    end: int
    paragraph: int
    initial: bool
    telling: bool = True
    title: bool = False
    low: list[str] = []
    upper: list[bool] = []
    quoted: dict[int, int] = {}
    _told: list[Any] = []
    _ends: list[int] = []

    def read(self, quotations: tuple[Quotation, ...] = (), at: int = 0) -> Unit:
        """The unit with its tokens; `at` is the first of the `quotations` that may lie in it."""
        if self.low:
            return self
        text, here, end = self.text, self.start, self.end
        if at == len(quotations) or quotations[at].span.start >= end:
            told = self._told = _facts(text[here:end])
            if told:
                told[0] += here - 1  # the first counts a space in front of it
        else:
            self._read_around(quotations, at)
            told = self._told
        self.low = told[2::_WIDTH]
        self.upper = told[3::_WIDTH]
        self.title = self.paragraph < 0 or (self.initial and _headline(self))
        return self

    def _read_around(self, quotations: tuple[Quotation, ...], at: int) -> None:
        """Read the tokens around the quotations from `at` on that lie in the unit."""
        text, here, end = self.text, self.start, self.end
        told = self._told
        last = 0  # the end of the token before
        while at < len(quotations) and (span := quotations[at].span).start < end:
            if span.end > here:
                _add(told, text, here, span.start, last)
                last = sum(told[::_WIDTH])
                self.quoted[len(told) // _WIDTH] = at
                told += (span.end - last, span.end - span.start, Q, False, True)
                here = last = span.end
                if text[last : last + 1] in ("'", '"'):
                    here += 1
            at += 1
        _add(told, text, here, end, last)

    def cues(self) -> Iterator[int]:
        """The tokens that attributions are found by, in order."""
        return compress(count(), self._told[4::_WIDTH])

    def start_of(self, token: int) -> int:
        """Where a token begins: few are asked for."""
        return self.ends[token] - int(self._told[_WIDTH * token + 1])

    @property
    def ends(self) -> list[int]:
        """Where each token ends."""
        if not self._ends:
            self._ends = list(accumulate(self._told[::_WIDTH]))
        return self._ends

    def span(self, text: str, first: int, stop: int) -> Span:
        """The tokens [first, stop) as printed in the article's `text`."""
        ends = self._ends or self.ends
        start, end = ends[first] - self._told[_WIDTH * first + 1], ends[stop - 1]
        return Span(start, end, text[start:end])

    def __len__(self) -> int:
        return len(self.low)

    def quotes(self, parts: list[tuple[int, int]]) -> bool:
        """Whether a quotation stands in one of the parts, half-open ranges of tokens."""
        for token in self.quoted:
            for first, stop in parts:
                if first <= token < stop:
                    return True
        return False

    def loud(self, stop: int) -> bool:
        """Whether the words before token `stop` are all in capitals, as speakers are in a transcript."""
        start, end = self.start_of(0), self.ends[stop - 1]
        return end - start > 1 and self.text[start:end].isupper()

    def only_quotations(self) -> bool:
        """Whether nothing but quotations and punctuation stands in the unit."""
        for word in self.low:
            if word[0].isalnum():
                return False
        return bool(self.quoted)


def units(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], title: Span | None = None
) -> list[Unit]:
    """The units of an article in order, the title's first where there is one."""
    plain = text.replace("’", "'").replace("ʼ", "'").replace(Q, "\ufffd").replace("\xa0", " ")
    out: list[Unit] = []
    if title is not None and title.end > title.start:
        out += _bounded(Unit(plain, title.start, title.end, -1, True).read(quotations))
    if not sentences:
        return out
    norm = norms_of(text)
    places = [*_CUING.among(text, 0, len(text)), (len(norm), len(text), len(text))]
    starts = [first for first, _ in paragraphs(text, 0, len(text))]
    at = k = 0
    lined = "_" in plain
    opened = [quotation.span.start for quotation in quotations] + [len(text)]
    closed = [quotation.span.end for quotation in quotations] + [len(text)]
    last_paragraph = -2
    if len(_PIECES) >= _MOST:
        _PIECES.clear()
    for start, end in _joined(plain, sentences, quotations, opened, closed):
        while closed[at] <= start:
            at += 1
        if lined and plain[start] == "_" and _UNREAD.fullmatch(plain, start, end):
            continue  # a line to write on
        paragraph = bisect_right(starts, start) - 1
        initial = paragraph != last_paragraph
        telling = opened[at] < end
        while places[k][1] < start:
            k += 1
        while not telling and places[k][1] < end:
            telling = not _silent(plain, norm, places[k], initial)
            k += 1
        telling = telling or _introduces(plain, start, end, initial)
        unit = Unit(plain, start, end, paragraph, initial, telling)
        last_paragraph = paragraph
        if (telling or end - start > _LONG) and len(unit.read(quotations, at).low) > _LONGEST:
            out += _bounded(unit)
        else:
            out.append(unit)
    return out


def _introduces(text: str, start: int, end: int, initial: bool) -> bool:
    """Whether a colon in text[start:end], a unit without quotations, may tell who speaks, or that somebody does next."""
    colon = text.find(":", start, end)
    if colon < 0:
        return False
    return text[end - 1] == ":" or (initial and text.count(" ", start, colon) <= _LEADING)


def _silent(text: str, norm: list[str], place: Place, initial: bool) -> bool:
    """Whether the words beside a word show at once what the rules for cues would find: that it reports nothing where no quotation
    stands by it ("to say", "was told", "of the report", "the mayor believes the"). `initial`: its unit opens a paragraph."""
    k, start, end = place
    word, before = norm[k], norm[k - 1]
    if before not in _DEAF and word not in _FAINT:
        return False
    following = norm[k + 1] if k + 1 < len(norm) else ""
    if word in NOMINAL and following == "that":
        return False
    if word in ACCOUNTS and (before in _OWNED or text.endswith(("'s", "s'"), 0, max(start - 1, 0))):
        return False  # "the mayor's account", not "an account"
    if word not in CUES:
        return word != "according" and (word not in POLLS or "in" not in norm[max(0, k - _BACK) : k])
    if not k or text[start - 1] != " ":
        return False
    if before in _DEAF and text[start - len(before) - 2 : start] == f" {before} ":
        if before == "to":
            return norm[k - 2] not in GOING_ON
        return word not in PARTICIPLES or (before in _DEAF_TOO and word != "citing")
    if word in _MUTE_LAST and text[end : end + 1] == ".":
        return True
    close = text[start - 2].isalnum()
    if close and not initial and text[start].isupper():
        return True  # "the United States", where it is no heading
    noun = word in NOUN_TOO
    if close and noun and (before in DETERMINERS or text[start - 3 : start - 1] == "'s"):
        return True  # "both calls", "the mayor's comments"
    if not close or text[end : end + 1] != " " or not text[end + 1 : end + 2].isalnum():
        return False
    grouped = before in _GROUPED or before[-2:] == "ly"
    if (
        noun
        and not grouped
        and following not in OPENING
        and text[end + 1].islower()
        and word[-3:] != "ing"
        and word[-2:] != "ed"
    ):
        return True
    if word not in _MUTE or before in ADVERBS or before in ("as", "so") or before[-2:] == "ly":
        return False
    if before in AUXILIARIES and (norm[k - 2] in _GROUPED or norm[k - 2][-2:] == "ly"):
        return False
    if following in _MUTE[word] or following[-2:] == "ly":
        return False
    lemma = CUES[word][0]
    if lemma in AS_TOLD and "as" in norm[max(0, k - _FAR) : k]:
        return False
    return lemma not in PLACING or "at" not in norm[k : k + _BACK]


def _bounded(unit: Unit) -> list[Unit]:
    """The unit in pieces of at most `_LONGEST` tokens, so that no text makes the rules inside a sentence slow."""
    if len(unit.low) <= _LONGEST:
        return [unit]
    out = []
    for at in range(0, len(unit.low), _LONGEST):
        start, end = unit.start_of(at), unit.ends[at : at + _LONGEST][-1]
        piece = Unit(unit.text, start, end, unit.paragraph, unit.initial and at == 0)
        piece._told, piece._ends = unit._told[_WIDTH * at : _WIDTH * (at + _LONGEST)], unit.ends[at : at + _LONGEST]
        piece.low, piece.upper = unit.low[at : at + _LONGEST], unit.upper[at : at + _LONGEST]
        piece.quoted = {token - at: index for token, index in unit.quoted.items() if at <= token < at + _LONGEST}
        piece.title = unit.title
        out.append(piece)
    return out


def _headline(unit: Unit) -> bool:
    """Whether nearly every longer word has a capital: a headline or heading inside the text, where the unit opens a paragraph."""
    if len(unit.low) > 30:
        return False
    capitals = sum(unit.upper)
    if capitals < 4:
        return False
    small = 0
    for word in compress(unit.low, map(not_, unit.upper)):
        if len(word) > 3 and word[0].isalpha():
            small += 1
            if small * 4 > capitals:
                return False
    loud = sum(len(word) > 3 and word[0].isalpha() for word in compress(unit.low, unit.upper))
    return loud >= 4 and small * 4 <= loud


def _joined(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], opened: list[int], closed: list[int]
) -> Iterable[tuple[int, int]]:
    """Sentences as (start, end), those joined whose border lies inside a quotation or between a question and "he asked".

    `opened` and `closed` are the places of the quotations, and the end of the text.
    """
    starts = [sentence.start for sentence in sentences]
    ends = [sentence.end for sentence in sentences]
    joins: set[int] = set()  # the sentences that belong to the one before
    for number, quotation in enumerate(quotations):
        end = closed[number]
        k = bisect_left(starts, end)
        first = bisect_right(starts, opened[number])
        if first < k:
            joins.update(range(first, k))
        if k == len(starts) or opened[number + 1] < starts[k]:
            continue
        while 0 < k < len(starts) and starts[k] - end < _GAP and not text[end : starts[k]].strip(" ."):
            if _answers(text, quotation, sentences[k], sentences[k - 1].end):
                joins.add(k)
            k += 1
    joins.discard(0)
    for k in sorted(joins, reverse=True):
        del starts[k], ends[k - 1]
    return zip(starts, ends, strict=True)


def _answers(text: str, quotation: Quotation, sentence: Span, before: int) -> bool:
    """Whether the sentence is what follows a quotation inside one: 'he asked.' after "Why?"."""
    if "\n" in text[before : sentence.start]:
        return False
    head = sentence.text[:80]
    if head[:1].islower():
        return True
    if not quotation.inner.text.rstrip().endswith(("?", "!", ",", "...", "…", "-", "—")):
        return False
    return _ANSWER.search(sentence.text, 0, 240) is not None


_Piece = tuple[int | str | bool, ...]


# What a text prints between two spaces → for each of its tokens, one after the other: how many code points it and what lies
# before it take (the space included), how many it takes, its lower-case form, whether it has a capital in front, whether
# attributions are found by it. Most pieces of an article have been seen in others; one that no token ends is not kept. Emptied
# when it grows too large; long pieces are not kept. (A plain dictionary: one that makes what it misses is slower to ask.)
_PIECES: dict[str, _Piece] = {}


def _piece(printed: str) -> _Piece:
    """What `_PIECES` tells of a piece, read where it is new."""
    try:
        return _PIECES.get(printed) or _new_piece(printed)
    except LookupError:
        return ()


def _new_piece(printed: str) -> _Piece:
    """What a piece tells; `LookupError` where no token ends it."""
    found: _Piece
    size = len(printed)
    low = printed.lower()
    if printed.isalpha() or printed.isdecimal():  # "iPhone" has no capital in front
        found = size + 1, size, low, printed != low and printed[0] != low[0], low in CUED
    elif ((bare := low[:-1]).isalpha() or bare.isdecimal()) and (
        (mark := printed[-1]) in ",:;?!)" or (mark == "." and (size > _SHORTENED or printed[0] == low[0] != "v"))
    ):
        low = bare
        found = size, size - 1, low, printed[0] != low[0], low in CUED, 1, 1, mark, False, mark == ":"
    elif _JOINED.fullmatch(printed):
        found = size + 1, size, low, printed[0] != low[0], low in CUED
    else:
        found = _tokens(printed)
        if not found:
            raise LookupError(printed)
    if size <= _KEPT:
        _PIECES[printed] = found
    return found


def _tokens(printed: str) -> _Piece:
    read = _TOKEN.split(printed)
    if len(read) == 1 or read[-1]:
        return ()
    found: list[int | str | bool] = []
    for gap, word in zip(read[::2], read[1::2], strict=False):
        low = word.lower()
        found += (len(gap) + len(word), len(word), low, word[0] != low[0], low in CUED)
    return (len(read[0]) + len(read[1]) + 1, *found[1:])


def _facts(stretch: str) -> list[Any]:
    """What `_PIECES` tells of the tokens of a stretch, one after the other."""
    told: list[Any] = []
    printed = stretch.split(" ")
    known = _PIECES.get
    try:
        for one in printed:
            told += known(one) or _new_piece(one)
    except LookupError:
        return _joined_facts(printed)
    return told


def _joined_facts(printed: list[str]) -> list[Any]:
    """The same, where a piece that holds no token, or ends in none, belongs to the piece behind it."""
    told: list[Any] = []
    before: list[str] = []
    for one in printed:
        before.append(one)
        if _piece(one):
            told += _piece(" ".join(before))
            before.clear()
    rest = _UNREAD_END.sub("", " ".join(before))
    return told + list(_piece(rest)) if rest else told


def _add(told: list[Any], text: str, start: int, end: int, last: int) -> None:
    """Add the tokens of text[start:end] to what is told; `last` is where the token before ends."""
    stretch = text[start:end]
    kept = stretch.lstrip()
    start += len(stretch) - len(kept)
    if kept and (more := _facts(kept.rstrip())):
        more[0] += start - 1 - last  # the first counts a space in front of it
        told += more
