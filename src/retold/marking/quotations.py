"""Quotations by typography alone: which quotation marks belong together, in any habit of setting them.

What is observed, and what follows from it:

1. Articles mix habits: straight marks, curly ones, `''`, ’’ and two backticks stand in one text, and guillemets and low
   marks come in with other languages. So the direction of a mark is read from the mark where it has one, from its
   neighbours (space, bracket or dash before: opening; letter or stop before: closing) where it has none.
2. A mark gets lost. Pairing therefore never crosses a paragraph: what one lost mark can spoil ends with the paragraph. A mark
   that opens while another of its kind is open and that is not nested (not followed by two closing ones) shows that the
   earlier one was never closed; that one is kept, flagged, and ended where its words most likely end.
   A mark that closes while none is open, behind a stop or before "she said", shows that an opening one was lost: the words
   began behind a cue ("she said: …”"), with the paragraph, or with the first sentence behind the last quotation.
3. A quotation may go on over paragraphs: no closing mark at the end, an opening mark at the start of the next one. It is
   then several quotations, `continues` set on all but the last.
4. Single marks are also apostrophes. A single mark quotes only outside of other marks, where it opens after a space and
   closes before one; after an s the last such place before the next opening mark is taken (the students' plan).
5. What is quoted inside a quotation belongs to the outer one: nested quotations are paired, not listed.
6. Inches and feet (5'10") are no quotation marks, nor is a guillemet that serves as a bullet.

Known exceptions: a lost *opening* mark in mid-clause loses its quotation (nothing else); a quotation in single marks whose words
end in a plural possessive may end one word early.

One pass over the marks, each looked at a bounded number of times: linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from retold.marking.sentences import paragraphs
from retold.records.article import Span, span
from retold.records.marks import Quotation, Speech
from retold.text.tokenise import folded

# Thresholds, with where each was set (PolNeAR, the part that was not held back).
_SCARE_WORDS = 4  # up to this many words in mid-sentence, without a stop inside: a scare quote until someone says it
_SCARE_LENGTH = 24  # code points; most scare quotes are no longer
_GUESS_LIMIT = 1500  # code points: no quotation whose closing mark was lost is guessed longer than this

_MARKS = "\"“”„‟＂〝〞❝❞«»‘’‚‛'`´‹›＇"
_DOUBLE = re.compile('"')
# A single mark that is no apostrophe inside a word of plain letters.
_SINGLE = re.compile("'(?:(?<![A-Za-z0-9].)|(?![A-Za-z0-9]))")
_ANY_SINGLE = re.compile("'")
_NO_APOSTROPHES = "‘‚‛‹›`´ʼ＇"  # these single marks
_DOUBLED = re.compile("``|''|‘‘|’’(?!’(?!’))")  # one mark; of ’’’ the last two are
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CAPITALS = frozenset(char for char in map(chr, range(0x42F + 1)) if re.match(r"[A-ZÀ-ÖØ-ÞА-ЯЁ0-9]", char))
_WORKS = frozenset(
    "book novel memoir film movie documentary series show program programme song single album play musical opera poem podcast "
    "episode essay article column titled entitled headlined magazine painting report sketch comedy drama".split()
)
_SMALL = frozenset("a an the of in on at to for and or but with from by as is vs nor".split())
_SAID = re.compile(
    r",? (?:(?:he|she|they|it|Mr|Mrs|Ms|Dr|[A-ZÀ-Þ][\w’'-]{1,30})\.? (?:[A-ZÀ-Þ][\w’'-]{1,30} )?"
    r"(?:said|says|told|added|wrote|asked|continued|noted|explained|tweeted|argued|warned|insisted|replied|concluded)\b"
    r"|(?:said|says|added|wrote|asked|continued|noted|explained|according to)\b)"
)
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|asked|wrote|added|tweeted|replied|told [A-Z]?[\w’'-]{1,30})(?:, |: ?| that )"
)
_CLAUSE_END = re.compile(r"[.!?,;]\s")
# More words than a scare quote has, and one that is not capitalised and too long for a title's small words.
_SEVERAL = re.compile(",? ".join(["[A-Za-z][A-Za-z'’-]*"] * _SCARE_WORDS) + ",? [A-Za-z]")
_LONG_AND_SMALL = re.compile(" [a-z]{5}")
_STOP = re.compile(r"[.?!…](?=[\s\u00a0])")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff"
_SHUT = ".,!?;:…)]—–-%\"'’”»"
_BEFORE_OPEN = "([{—–―-/:>=*_"


class _Mark(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    family: str  # "double", "single", "guillemet", "angle"
    opens: bool
    closes: bool


def find_quotations(
    text: str, start: int = 0, end: int | None = None, language: str | None = None
) -> tuple[Quotation, ...]:
    """The quotations of text[start:end] in order, outermost only; offsets are code points into the whole `text`.

    `speech` is what typography and length suggest: "scare" for a few words in mid-sentence, "title" for the title of a work,
    else "speech". `closed` is false where one of the two marks was not found; that end is then a guess (see the module's theory)
    or, where the quotation continues, the end of its paragraph. `language` may name the language where it is known ("de"): it
    decides which guillemet opens. Nothing is raised for any text.
    """
    end = len(text) if end is None else min(end, len(text))
    places = _places(text, start, end)
    if not places:
        return ()
    inward = _guillemets_point_inward(text, start, end, language)
    found: list[Quotation] = []
    open_before = False  # the paragraph before ended inside a quotation
    index = 0
    for first, last in paragraphs(text, start, end):
        stop = bisect_left(places, last, index)
        if stop == index:
            open_before = False
            continue
        here = places[index:stop]
        index = stop
        if not open_before and (plain := _plain_pairs(text, here, first, last)):
            found += plain
            continue
        marks = _marks(text, here, first, last, inward)
        if open_before and found and marks and marks[0].opens and not text[first : marks[0].start].strip():
            found[-1] = _continued(text, found[-1])
        paired, open_before = _pair(text, marks, first, last, open_before)
        found += paired
    return tuple(found)


def _places(text: str, start: int, end: int) -> list[int]:
    """Where characters that may be quotation marks stand in text[start:end], in order, without apostrophes inside words."""
    plain = folded(text)  # one character is searched for many times as fast as a set of them
    pattern = _SINGLE
    for sign in _NO_APOSTROPHES:
        if sign in text:
            pattern = _ANY_SINGLE
            break
    single = [at for match in pattern.finditer(plain, start, end) if _quotes(text, at := match.start())]
    double = [match.start() for match in _DOUBLE.finditer(plain, start, end)]
    return sorted([*double, *single]) if single else double


def _quotes(text: str, at: int) -> bool:
    """Whether the character at `at` may be a quotation mark: it is no apostrophe inside a word."""
    if at and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum() and text[at] in "'’":
        return False
    return text[at] in _MARKS


def _guillemets_point_inward(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether »this« is the habit of the text (German, Danish), not «this»."""
    if language in {"fr", "ru", "es", "it", "uk", "pt", "el"}:
        return False
    if "»" not in text:
        return False
    outward = inward = 0
    for match in re.compile("[«»]").finditer(text, start, end):
        at = match.start()
        opening = at + 1 < len(text) and text[at + 1].isalnum() and (at == 0 or not text[at - 1].isalnum())
        if opening:
            outward += text[at] == "«"
            inward += text[at] == "»"
    return inward > outward


def _plain_pairs(text: str, places: list[int], first: int, last: int) -> list[Quotation]:
    """The quotations of the paragraph text[first:last], where each of its marks shows at a glance whether it opens or closes, and
    each that opens is closed by the next; none where it is not so. The whole way gives the same."""
    if len(places) % 2 or places[-1] == first:
        return []
    found = []
    following = iter(places)
    for start, end in zip(following, following, strict=True):
        if text[start] not in '“"' or not text[start + 1].isalnum() or text[end] not in '”"':
            return []
        if start > first and text[start - 1] not in " \n(—":
            return []
        before = text[end - 1]
        if not before.isalpha() and (before not in ".,?!" or (end + 1 < last and text[end + 1] != " ")):
            return []
        if (quotation := _quotation(text, start, start + 1, end, end + 1, True)) is None:
            return []
        found.append(quotation)
    return found


def _marks(text: str, places: list[int], first: int, last: int, inward: bool) -> list[_Mark]:
    out = []
    end = first
    for start in places:
        if start < end:
            continue  # the second half of one mark
        sign = text[start]
        before, after = text[start - 1] if start > first else " ", text[start + 1] if start + 1 < last else " "
        # Most marks are told by what stands beside them; the whole way below gives the same.
        if sign in '“"' and before == " " and after.isalnum():
            out.append(_Mark(start, start + 1, "double", True, False))
            end = start + 1
            continue
        if sign in '”"' and before in ".,?!" and after == " ":
            out.append(_Mark(start, start + 1, "double", False, True))
            end = start + 1
            continue
        match = _DOUBLED.match(text, start, last) if text.startswith(sign, start + 1) else None
        end = match.end() if match else start + 1
        if end - start == 2 and sign == "’" and _single_open(text, first, start):
            pieces = [(start, start + 1), (end - 1, end)]  # the ends of ‘one ‘inside another’’
        else:
            pieces = [(start, end)]
        for s, e in pieces:
            mark = _mark(text, text[s:e], s, e, (first, last), inward)
            if mark is not None:
                out.append(mark)
    return out


def _single_open(text: str, first: int, at: int) -> bool:
    """Whether a single mark that opens stands behind the last double one before `at`: then ’’ closes two quotations."""
    single = text.rfind("‘", first, at)
    return (
        single >= first
        and text[at - 1] != "’"
        and single > max(text.rfind(sign, first, at) + len(sign) - 1 for sign in ("“", '"', "‘‘"))
    )


def _mark(text: str, sign: str, s: int, e: int, paragraph: tuple[int, int], inward: bool) -> _Mark | None:
    first, last = paragraph
    before = text[s - 1] if s > first and text[s - 1] not in _INVISIBLE else " "
    after = text[e] if e < last and text[e] not in _INVISIBLE else " "
    if sign in "«»":
        if sign == "»" and s == first and after.isspace() and not inward:
            return None  # a bullet
        opens = (sign == "»") == inward
        return _Mark(s, e, "guillemet", opens, not opens)
    if sign in "‹›":
        return _Mark(s, e, "angle", (sign == "›") == inward, (sign == "‹") == inward)
    left_open = before.isspace() or before in _BEFORE_OPEN or before in "“\"'‘„«¿¡"
    right_open = not after.isspace() and (after not in ".,!?;:)]" or before.isspace())
    # A mark glued to words on both sides opens after a bracket, colon or dash and closes after a stop.
    opening = left_open and right_open
    closing = not left_open or after.isspace() or after in _SHUT
    if sign in '“”„‟＂〝〞❝❞"' or len(sign) == 2:
        if sign in "„〝❝‟" or sign in ("``", "‘‘"):
            return _Mark(s, e, "double", True, False)
        if sign == "“":  # closes in German, and where someone typed the wrong one
            return _Mark(s, e, "double", left_open or not closing, not left_open)
        if sign == "’’":
            return _Mark(s, e, "double", False, True)
        if sign in "”〞❞":
            return _Mark(s, e, "double", opening and before not in "—–-", not (opening and before.isspace()))
        if before.isdigit() and (after.isspace() or after in ",.)") and _inches(text, s, first):
            return None
        return _Mark(s, e, "double", opening or not closing, closing)
    return _single(sign, s, before, after)


def _single(sign: str, s: int, before: str, after: str) -> _Mark | None:
    if before.isalnum() and after.isalnum():
        return None  # an apostrophe
    outside = not before.isalnum() and before not in '.,!?;:…)]%”"'
    if sign in "‘‚‛`":
        opens = outside and (after.isalnum() or after in '“"[(…$£€-')
        return (
            _Mark(s, s + 1, "single", True, sign == "‘" and not outside) if opens or sign != "‘" else _close(s, outside)
        )
    if outside and after.isalnum() and sign in "'´＇":
        return _Mark(s, s + 1, "single", True, False)
    return _close(s, outside)


def _close(s: int, outside: bool) -> _Mark | None:
    return None if outside else _Mark(s, s + 1, "single", False, True)


def _inches(text: str, at: int, first: int) -> bool:
    """Whether the straight mark after a digit measures something: 5'10" or a lone 24" with no mark open before it."""
    back = text[max(first, at - 6) : at]
    if re.search(r"\d['’′-]\s?\d{1,2}$", back):
        return True
    return text.count('"', max(first, at - 400), at) % 2 == 0


def _pair(text: str, marks: list[_Mark], first: int, last: int, going_on: bool) -> tuple[list[Quotation], bool]:
    """The outermost quotations of the paragraph text[first:last], and whether it ends inside one.

    `going_on` tells that the paragraph before ended inside one: a mark that closes here may then be that one's.
    """
    found: list[Quotation] = []
    i = 0
    while i < len(marks):
        mark = marks[i]
        if not mark.opens:
            if not going_on:
                _keep(found, _without_opening(text, mark, found[-1].span.end if found else first))
            i += 1
            continue
        if mark.family == "single":
            closing = _single_close(text, marks, i)
            if closing is None:
                i += 1
                continue
            _keep(found, _quotation(text, mark.start, mark.end, marks[closing].start, marks[closing].end, True))
            i = closing + 1
            continue
        closing, cut = _double_close(marks, i)
        if closing is not None:
            _keep(found, _quotation(text, mark.start, mark.end, marks[closing].start, marks[closing].end, True))
            i = closing + 1
            continue
        limit = marks[cut].start if cut is not None else last
        stop = _guess_end(text, mark, limit, at_end=cut is None)
        _keep(found, _quotation(text, mark.start, mark.end, stop, stop, False))
        if cut is None:
            return found, True
        i = cut
    return found, False


def _keep(found: list[Quotation], quotation: Quotation | None) -> None:
    if quotation is not None:
        found.append(quotation)


def _double_close(marks: list[_Mark], i: int) -> tuple[int | None, int | None]:
    """(index of the mark that closes mark i, None), or (None, index of the mark that shows it was never closed, or None)."""
    family = marks[i].family
    depth = 1
    j = i + 1
    while j < len(marks):
        mark = marks[j]
        if mark.family == family:
            if mark.closes:
                depth -= 1
                if depth == 0:
                    return j, None
            elif mark.opens:
                if not _nests(marks, j, family):
                    return None, j
                depth += 1
        j += 1
    return None, None


def _nests(marks: list[_Mark], j: int, family: str) -> bool:
    """Whether the opening mark j, met inside a quotation, is closed and the outer one after it too."""
    closings = 0
    for mark in marks[j + 1 : j + 40]:
        if mark.family != family:
            continue
        if mark.opens and not mark.closes:
            return False
        closings += 1
        if closings == 2:
            return True
    return False


def _single_close(text: str, marks: list[_Mark], i: int) -> int | None:
    """The index of the single mark that closes the single mark i, if there is one before the next that opens."""
    last = None
    for j in range(i + 1, min(len(marks), i + 40)):
        mark = marks[j]
        if mark.family == "double" and last is None and mark.opens and not mark.closes:
            continue
        if mark.family != "single":
            continue
        if mark.closes:
            last = j
            if text[mark.start - 1] not in "sS":
                return j
        elif mark.opens:
            break
    return last


def _guess_end(text: str, mark: _Mark, limit: int, at_end: bool) -> int:
    """Where the words of a quotation end whose closing mark was lost, at most `limit`.

    Before a clause such as ", she said"; else, where it began in mid-sentence, at the end of that sentence; else at `limit`.
    """
    limit = min(limit, mark.end + _GUESS_LIMIT)
    said = _SAID.search(text, mark.end, limit)
    if said is not None:
        comma = said.start()
        return comma + (text[comma] == ",")
    if not at_end or _in_sentence(text, mark.start):
        stop = _STOP.search(text, mark.end, limit)
        if stop is not None:
            return stop.end()
    return mark.end + len(text[mark.end : limit].rstrip())


def _without_opening(text: str, mark: _Mark, floor: int) -> Quotation | None:
    """The quotation that the mark closes and none opened behind `floor` (the paragraph's start or the last quotation's end).

    It begins behind a cue ("she said: …”"); else with the paragraph, or with the first sentence behind the last quotation. None
    where the mark ends no clause: nothing then tells where the words began.
    """
    if mark.family not in ("double", "guillemet") or mark.start - floor > _GUESS_LIMIT or mark.start == 0:
        return None
    if text[mark.start - 1] not in ".,!?…" and _SAID.match(text, mark.end) is None:
        return None
    start = floor
    cues = [cue.end() for cue in _SAID_BEFORE.finditer(text, floor, mark.start)]
    if cues:
        start = cues[-1]
    elif floor and text[floor - 1] in _SHUT:
        stop = _STOP.search(text, floor, mark.start)
        if stop is None:
            return None
        start = stop.end()
    while start < mark.start and (text[start].isspace() or text[start] in '"”»'):
        start += 1
    if _WORD.search(text, start, mark.start) is None:
        return None
    return Quotation(
        span=span(text, start, mark.end), inner=span(text, start, mark.start), speech="speech", closed=False
    )


def _in_sentence(text: str, at: int) -> bool:
    if at > 1 and text[at - 1] == " " and text[at - 2].isalnum():
        return True
    before = text[max(0, at - 3) : at].rstrip()
    return bool(before) and before[-1] not in '.!?:"”“\n'


def _quotation(text: str, start: int, inner_start: int, inner_end: int, end: int, closed: bool) -> Quotation | None:
    if not text[inner_start : inner_start + 1].isalnum() and _WORD.search(text, inner_start, inner_end) is None:
        return None
    return Quotation(
        span=Span(start, end, text[start:end]),
        inner=Span(inner_start, inner_end, text[inner_start:inner_end]),
        speech=_kind(text, start, inner_start, inner_end),
        closed=closed,
    )


def _continued(text: str, quotation: Quotation) -> Quotation:
    """The last quotation of a paragraph, now known to go on in the next: it runs to the end of its paragraph."""
    match = re.compile(r"[^\n\u2028\u2029\x85]*").match(text, quotation.inner.start)
    end = quotation.inner.end if match is None else match.end()
    end = quotation.inner.start + len(text[quotation.inner.start : end].rstrip())
    return msgspec.structs.replace(
        quotation,
        span=span(text, quotation.span.start, end),
        inner=span(text, quotation.inner.start, end),
        speech="speech",
        continues=True,
    )


def _of_a_work(text: str, start: int) -> bool:
    """Whether the words before a quotation name a work, of which it is the title."""
    if text[start - 1 : start] != " ":
        return False
    before = text[max(0, start - 30) : start - 1].removesuffix(",").rsplit(None, 1)
    word = before[-1].rpartition("-")[2].lower() if before else ""
    return word in _WORKS or word.removesuffix("s") in _WORKS


def _kind(text: str, start: int, inner_start: int, inner_end: int) -> Speech:
    if inner_end - inner_start > 160:
        return "speech"
    inner = text[inner_start:inner_end]
    if len(inner) > _SCARE_LENGTH and _SEVERAL.match(inner) and _LONG_AND_SMALL.search(inner):
        return "speech"  # at a glance
    plain = inner.replace(" ", "").isalpha()
    listed = inner.split() if plain else _WORD.findall(inner)
    if len(listed) > 12:
        return "speech"
    titled = listed[0][0] in _CAPITALS and _SMALL.issuperset([word for word in listed if word[0] not in _CAPITALS])
    if titled and listed[1:] and inner[-1] not in "?!" and not inner.endswith(("...", "…")):
        if inner[-1] not in ".," or _of_a_work(text, start):
            return "title"
    elif titled and _of_a_work(text, start):
        return "title"
    if len(listed) == 1 and inner[-1].isalnum():
        return "scare"  # "“Refuge” is a word that …"
    if len(listed) <= _SCARE_WORDS and (plain or not _CLAUSE_END.search(inner)) and _in_sentence(text, start):
        return "scare"
    return "speech"
