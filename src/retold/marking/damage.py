"""Damage: places where a text is visibly broken. Each is evidence of copying, so a false one costs more than a missed one.

Observations
1. Wire copy completes a speaker's words in square brackets: "[Newland President Jo] Ode". A machine that rewrites it may lose
   the name that the bracket completes. What is left is a bracket that ends in a title or a given name, and after it a word
   that opens a sentence ("[Newland President Jo] Instead of …"), or a clause in lower case after a common given name.
2. A word printed twice ("the the") is a slip, except where language doubles words ("had had", "that that", "very very", names).
   Printed three times it is meant; printed more often than anyone says it, the run is one slip.
3. A text cut by a machine ends without a full stop on a word that nothing can end with ("of the").
4. A linking word with a capital between two words in lower case ("… and Instead the …") is the seam of two sentences.
5. Bytes read in the wrong encoding leave pairs such as "â€™" or "Ã©", and the replacement character.

Known exceptions: headlines, verse and titles of works, which is why rules 2 to 4 look at running text only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import attrgetter, eq
from typing import Final

from retold.marking.lexicon import FUNCTION, STARTERS, TITLES
from retold.marking.sentences import paragraphs
from retold.marking.sought import Sought
from retold.records.article import Span, span
from retold.records.marks import Damage, Name
from retold.text.tokenise import norms_of, words_of

RUN: Final = 6  # times that a word stands in a row, from which it is no longer meant ("no, no, no")
MOST: Final = 50  # doubled words told of one text; a text with more of them is no running text
LATER: Final = 200  # code points of the next paragraph in which a bracket may still close

_BRACKET = re.compile(r"\[([^\[\]\n]{2,80})\](\s*)([^\W\d_][\w’'-]*)?")
_DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]{2,15})(?: \1(?![\w’'-]))+")
_DOUBLES: Final = frozenset(
    "that had very so no bye ha hey many much more really far long now well there yeah never ever again too big "
    "new half go he her had had "
    "yada blah bang knock tut night chop hush please win walla wagga bora pago couscous sing baden new york "
    "duran boutros sirhan is "
    "on in out do can way far fair point yes nein ja nous vous sie die das der was wir quite same old back down "
    "up time over round all".split()
)
_LINKING: Final = tuple(
    "instead however therefore moreover furthermore meanwhile nevertheless although because whereas otherwise besides "
    "thus".split()
)
_LINKS: Final = Sought(_LINKING)
_SEAM = re.compile(rf" (?<=[a-z,] )({'|'.join(map(str.capitalize, _LINKING))}) (?=[a-z]{{2}})")
# What follows a name hardly ever, in lower case, and opens a clause instead.
_CLAUSE_OPENERS: Final = ("instead of ", "rather than ", "despite ", "according to ")
# Given names that are hardly ever surnames.
_GIVEN: Final = frozenset(
    "jo john jane james mary peter anna maria michael david robert william richard joseph charles christopher daniel matthew "
    "anthony mark donald steven andrew joshua kenneth kevin brian george timothy ronald jason edward jeffrey jacob nicholas "
    "eric jonathan stephen larry justin benjamin samuel gregory patrick alexander jack dennis jerry vladimir volodymyr sergei "
    "sergey dmitry dmitri andrei andrey alexei aleksandr oleksandr igor oleg mikhail nikolai ivan boris viktor yuri emmanuel "
    "angela olaf ursula recep narendra benjamin joe barack hillary theresa boris keir rishi giorgia pedro juan jose carlos luis "
    "miguel jorge fernando javier elena olga natalia irina svetlana tatiana yulia mohammed muhammad ahmed mahmoud hassan ali "
    "ibrahim yusuf mustafa abdullah bashar hans klaus jens lars erik sven pierre jean francois jacques michel marie sophie "
    "elizabeth patricia jennifer linda barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley emily michelle "
    "laura carol amanda melissa deborah stephanie rebecca helen".split()
)
_OPENING: Final = FUNCTION | STARTERS  # what a sentence may open with
_DANGLING: Final = frozenset(
    "the a an of to and or but in on at by with from for as that which who is are was were be been has have had "
    "will would could should may "
    "might must his her its their our your my this these those than if because while when where into onto over "
    "under between about "
    "against during through".split()
)
_MISREAD: Final = "âÃÂ\ufffdÐï&"
_MOJIBAKE = re.compile(f"[{_MISREAD}]")
_MOJIBAKE_WHOLE = re.compile(
    "(?:â€[™œ\x9d˜“”\u009d¦]?|Ã[\u0080-\u00bf©¨¶¼¤±³¡­ªº«»]|Â[\u00a0-\u00bf]|\ufffd|Ð[°-ÿ]Ñ|ï»¿|&(?:amp|quot|"
    "nbsp|#39|lt|gt|rsquo|ldquo);)"
)
_LAST_WORD = re.compile(r"([^\W\d_][\w’'-]{0,30}+)[,;–—-]?\Z")


def find_damage(text: str, sentences: tuple[Span, ...], names: tuple[Name, ...] = ()) -> tuple[Damage, ...]:
    """The broken places of the sentences, in order. `names` tell given names from surnames."""
    if not sentences:
        return ()
    found: list[Damage] = []
    doubled = _doubled(text, sentences)
    start, end = sentences[0].start, sentences[-1].end
    # Each kind is looked for in the sentences only where the text as a whole has what it is made of: most texts have none.
    squared = text.find("[", start, end) >= 0
    if squared and (brackets := [one for sentence in sentences for one in _brackets(text, sentence)]):
        for match in brackets:
            found.extend(_orphaned(text, match, names))
    for _, at, _ in _LINKS.among(text, start, end):
        if text[at].isupper():
            sentence = _around(sentences, at)
            if at > sentence.start and (seam := _SEAM.match(text, at - 1, sentence.end)):
                found.append(Damage(span=span(text, *seam.span(1)), kind="capital-mid-sentence"))
    if any(map(text.__contains__, _MISREAD)):
        found.extend(_misread(text, sentences))
    if squared or text.find("(", start, end) >= 0:
        found.extend(_unclosed(text, sentences))
    found.extend(doubled[:MOST])
    cut = _cut(text, sentences[-1])
    if cut is not None:
        found.append(cut)
    return tuple(sorted(found, key=lambda damage: (damage.span.start, damage.span.end)))


def _misread(text: str, sentences: tuple[Span, ...]) -> Iterator[Damage]:
    """Bytes read in the wrong encoding, within sentences."""
    index = 0
    for sign in _MOJIBAKE.finditer(text, sentences[0].start, sentences[-1].end):
        while sentences[index].end <= sign.start():
            index += 1
        if sentences[index].start <= sign.start():
            broken = _MOJIBAKE_WHOLE.match(text, sign.start(), sentences[index].end)
            if broken is not None:
                yield Damage(span=span(text, *broken.span()), kind="mojibake")


def _doubled(text: str, sentences: tuple[Span, ...]) -> list[Damage]:
    """Runs of one word in a sentence that are a slip: two in a row, or `RUN` and more."""
    found = []
    at = 0
    for begin in _twice(text):
        sentence = _around(sentences, begin)
        match = _DOUBLED.match(text, begin, sentence.end) if begin >= max(at, sentence.start) else None
        if match is None:
            continue
        at = match.end()
        count = match.group().count(" ") + 1
        free = begin == sentence.start or text[begin - 1] == " "
        free = free and _DOUBLED.match(text, max(sentence.start, begin - len(match[1]) - 1), at) is None
        if count == 2 and not (free and (at == sentence.end or text[at] == " ")):
            continue  # beside a mark, as in “Bye bye”, or the rest of a longer run
        if match[1].islower() and (match[1] not in _DOUBLES if count == 2 else count >= RUN):
            found.append(Damage(span=span(text, *match.span()), kind="doubled-word"))
    return found


def _twice(text: str) -> Iterable[int]:
    """Where words begin that may stand twice in a row in small letters, in order."""
    norm = norms_of(text)
    words = set()
    last = ""
    for word in norm:  # a third of what map and compress take
        if word == last:
            words.add(word)
        last = word
    if len(words) > MOST:
        return compress(words_of(text).starts, map(eq, norm, norm[1:]))
    found = []
    for word in words:  # in most articles there are none
        at = text.find(f"{word} {word}")
        while at >= 0:
            found.append(at)
            at = text.find(f"{word} {word}", at + 1)
    return sorted(found)


_START: Final = attrgetter("start")


def _around(sentences: tuple[Span, ...], at: int) -> Span:
    """The sentence in which a place is, or behind which."""
    return sentences[max(0, bisect_right(sentences, at, key=_START) - 1)]


def _given_names(names: tuple[Name, ...]) -> tuple[set[str], set[str]]:
    """First words of names of two or three words, and last words of all names."""
    givens: set[str] = set()
    lasts: set[str] = set()
    for name in names:
        words = name.span.text.split()
        if 2 <= len(words) <= 3:
            givens.add(words[0])
        if len(words) > 1 or name.key.endswith(" " + words[0].lower()):
            lasts.add(words[-1])
    return givens - lasts, lasts


def _brackets(text: str, sentence: Span) -> Iterator[re.Match[str]]:
    """The brackets inside a sentence that end in a capitalised word, each with the word behind it."""
    if "[" in sentence.text:
        for match in _BRACKET.finditer(text, sentence.start, sentence.end):
            words = match[1].split()
            if words and words[-1][0].isupper() and _inside_sentence(text, sentence.start, match.start()):
                yield match


def _orphaned(text: str, match: re.Match[str], names: tuple[Name, ...]) -> Iterator[Damage]:
    """The damage that a bracket shows, if any."""
    words = match[1].split()
    last, following = words[-1], match[3] or ""
    title_before = len(words) > 1 and words[-2].lower().strip(".,") in TITLES
    ends_in_title = last.lower().strip(".,") in TITLES and len(words) > 1 and words[-2][0].isupper()
    opens = following[:1].isupper() and following.lower() in _OPENING and following != "I"
    if not (opens or title_before):
        return
    givens, lasts = _given_names(names)
    given = last in givens and title_before and not following[:1].isupper()
    if title_before and last.lower() in _GIVEN and last not in lasts and match[2]:
        given = given or text.startswith(_CLAUSE_OPENERS, match.end(2))
    if (opens and (title_before or ends_in_title or last in givens) and last not in lasts) or given:
        end = match.end() if opens else match.end(1) + 1
        yield Damage(span=span(text, match.start(), end), kind="orphaned-bracket")


def _inside_sentence(text: str, low: int, at: int) -> bool:
    before = text[max(low, at - 3) : at].rstrip()
    return bool(before) and (before[-1].isalpha() or before[-1] == ",")


def _unclosed(text: str, sentences: tuple[Span, ...]) -> list[Damage]:
    """Brackets that open and never close in their paragraph; a paragraph with many is a list or code and is
    left alone."""
    found: list[Damage] = []
    at, stop = sentences[0].start, sentences[-1].end
    places = sorted([place for sign in "()[]" if sign in text for place in _places(text, sign, at, stop)])
    following = iter(places)
    for opening in following:  # in most texts each is closed by the next
        closing = next(following, opening)
        if text[opening] + text[closing] not in ("()", "[]") or "\n" in text[opening:closing]:
            break
    else:
        return found
    for start, end in paragraphs(text, at, stop):
        stack: list[int] = []
        for place in places[bisect_left(places, start) : bisect_left(places, end)]:
            if text[place] in "[(":
                stack.append(place)
            elif stack and text[stack[-1]] == ("[" if text[place] == "]" else "("):
                stack.pop()
        closes_later = len(stack) == 1 and text.find(")" if text[stack[0]] == "(" else "]", end, end + LATER) >= 0
        if (
            len(stack) == 1
            and not closes_later
            and not text[stack[0] - 1 : stack[0] + 2].startswith((":(", ";(", "=("))
        ):
            found.append(Damage(span=span(text, stack[0], min(end, stack[0] + 30)), kind="unclosed-bracket"))
    return found


def _places(text: str, sign: str, start: int, end: int) -> Iterator[int]:
    """Where a character stands in text[start:end]."""
    at = text.find(sign, start, end)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, end)


def _cut(text: str, last: Span) -> Damage | None:
    """The last sentence of the text ends on a word that nothing ends with."""
    if len(last.text) < 30 or last.text[-1] in '.!?…"”’»)]':
        return None
    word = _LAST_WORD.search(text, max(last.start, last.end - 30), last.end)
    if word is None or word[1] not in _DANGLING:
        return None
    return Damage(span=span(text, word.start(1), last.end), kind="cut-sentence")
