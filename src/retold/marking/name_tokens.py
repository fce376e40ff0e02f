"""The words of names: stretches of a sentence in which names may stand, cut into tokens."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from retold.marking.lexicon import DEMONYMS, MONTHS
from retold.text.normalise import beyond_ascii
from retold.text.tokenise import Kept, folded, notice, noticed

_MOST_WORDS: Final = 99  # behind the first of a stretch; a longer run of capitals is no name
LONGEST: Final = 50  # code points; a longer "word" is an address or has lost its spaces


class Token(msgspec.Struct, gc=False):
    """A word in a stretch that may be a name, at text[start:end]; `lower` is its text in lower case, full stop aside."""

    start: int
    end: int
    text: str
    lower: str
    first: bool  # opens a sentence or a quotation
    capital: bool
    joined: bool = True  # one space or less parts it from the token before
    closes: bool = False  # a possessive, which ends a name


_UPPER = r"[^\W\d_a-zß-öø-ÿа-яё]"
_FIRST = rf"(?:(?:al|el|ul|as|an)-|(?:al|el)\s|[a-z](?=[A-Z]))?{_UPPER}"
_CAPITALISED = (
    rf"(?:(?:[A-Z]\.){{2,}}|{_FIRST}(?:(?:[\w’'&]|"
    rf"-(?!-))*[^\W_])?(?:\.(?:[a-z]{{2,3}}|[A-Z][a-z])\b)?)"
)
_LINKS: Final = (
    "of for on and & de da di do du del della der den des van von zu zur la le los las bin bint ibn abu ben al ul y e af av ter "
    "ten".split()
)
_ARTICLES: Final = "the de la los der las".split()  # what may stand behind a link
_LINK, _ARTICLE = f"(?:{'|'.join(_LINKS)})", f"(?:{'|'.join(_ARTICLES)})"
# A stretch in which names may stand: capitalised words, one space or an abbreviating full stop apart, over links.
_CHUNK = re.compile(rf"(?<![\w’'&-]){_CAPITALISED}(?:(?:\s|\.\s|\.|\s{_LINK}\s(?:{_ARTICLE}\s)?){_CAPITALISED})*")
# The same from a capital on, in a sentence without letters beyond ASCII in which no word opens in lower case ("iPhone", "al-Ode").
_ASCII_TAIL = r"[A-Za-z0-9]*+(?:[_’'&]*+(?:-(?!-)[_’'&]*+)*+[A-Za-z0-9]++)*+(?:\.(?:[a-z]{2,3}|[A-Z][a-z])\b)?"  # "l’Ode-Lund.com"
_ASCII_REST = rf"(?>\.(?:[A-Z]\.)++|{_ASCII_TAIL})"
_ASCII_CHUNK = re.compile(
    rf"[A-Z]{_ASCII_REST}(?:(?:\s(?:{_LINK}\s(?:{_ARTICLE}\s)?)?|\.\s?)[A-Z]{_ASCII_REST}){{0,{_MOST_WORDS}}}+"
)
_ASCII_WORD = re.compile(rf"[A-Z]{_ASCII_REST}|[a-z]+|&")
# A word that neither is all ASCII nor opens with a capital: a letter beyond ASCII, "iPhone", "al-Ode".
_ODD = re.compile(
    r"[^\x00-@\[-\x7f“”‘’–—](?:(?<=[^\W\x00-\x7f])|(?<=[a-z].)(?<![\w’'&-]..)|"
    r"(?<=[aeu][lsn][-\s].)(?:(?<=[ae]l..)|(?<=a[sn]-.)|(?<=ul-.))(?<![\w’'&-]....))"
)
_CAPITAL = re.compile(_FIRST)
_WORD = re.compile(rf"{_CAPITALISED}|[^\W\d_]+|&")
_OPENING = '"“”«»„:—–;…*•(?!\n'


# What most stretches look like in the shape of a text (see `shape_of`): words of letters, one space apart; and behind them what
# may belong to the same stretch, if anything: a link, a mark inside a word, an abbreviating full stop, a digit, a line break.
_RUN = re.compile(rb"A[Aa]*+(?: A[Aa]*+)*+(?=( [a&]{1,5}[ \n](?:a{2,3}[ \n])?A|[0'&_\n-]|\.(?: ?A|a))?)")
_LINKING: Final = frozenset(_LINKS) | {f"{link} {article}" for link in _LINKS for article in _ARTICLES}
_ARABIC: Final = frozenset({"al", "el", "ul", "as", "an"})  # what names open with before a hyphen
_ALONE: Final = notice({"al", "el"})  # and before a space
_KINDS: Final = ((str.isupper, "A"), (str.islower, "a"), (str.isdigit, "0"), (str.isspace, "\n"))
_SHAPES: Final = bytes(
    at if at > 127 or chr(at) in " .'&_-" else ord(next((kind for asks, kind in _KINDS if asks(chr(at))), ","))
    for at in range(256)
)
_SPACE, _SMALL = b" a"
_POSSESSIVES: Final = ("’s ", "'s ")


def shape_of(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The text with one letter for all capitals, one for all small letters and one for all digits, place by place; and what a
    sentence must hold for a word of it to have a letter beyond ASCII or to open with "al" or "el"."""
    plain = folded(text)
    odd = tuple(filter(str.isalnum, beyond_ascii(plain)))
    if not _ALONE.isdisjoint(noticed(text)):
        odd += ("al", "el")
    return plain.encode("ascii", "replace").translate(_SHAPES), odd


def tokens_in(text: str, shape: bytes, start: int, end: int, never: frozenset[str]) -> list[list[Token]]:
    """The words of each stretch in the sentence text[start:end] in which names may stand, but for those never in a name when
    alone. `shape` is that of the text."""
    found: list[list[Token]] = []
    done = start
    for match in _RUN.finditer(shape, start, end):
        at, stop = match.span()
        if at < done:
            continue
        if at > start and shape[at - 1] != _SPACE:
            before = text[at - 1]
            if (before == "-" and text[at - 3 : at - 1] in _ARABIC) or (
                before.islower() and (at < 2 or not (text[at - 2].isalnum() or text[at - 2] in "_’'&-"))
            ):
                return odd_tokens_in(text, start, end, never)  # "iPhone", "al-Ode"
            if before.isalnum() or before in "_’'&-":
                at = shape.find(_SPACE, at, stop) + 1
                if not at:
                    continue
        closes = False
        if match.lastindex and not (closes := text.startswith(_POSSESSIVES, stop, end)):
            behind = text[stop + 1 : match.end(1) - 2]
            if shape[stop] != _SPACE or behind in _LINKING or "\n" in behind:
                chunk = _ASCII_CHUNK.match(text, at, end)
                if chunk is not None and chunk.end() > stop:
                    done = chunk.end()
                    if chunk.group() not in never:
                        found.append(_read_tokens(text, start, chunk, _ASCII_WORD))
                    continue
        whole = text[at:stop]
        if whole in never and not closes:
            continue
        first = at == start or (
            (shape[at - 2] != _SMALL or shape[at - 1] != _SPACE) and _opens_sentence(text, start, at)
        )
        tokens: list[Token] = []
        heed = False
        for word in whole.split():
            _, lower, capital, _, heed = _PRINTED[word]
            tokens.append(Token(at, at + len(word), word, lower, first, capital))
            at += len(word) + 1
            first = False
        if closes:
            tokens[-1].closes = True
        elif heed:
            _heed_behind(text, tokens[-1], stop)
        found.append(tokens)
    return found


def odd_tokens_in(text: str, start: int, end: int, never: frozenset[str]) -> list[list[Token]]:
    """The same in a sentence with a word that neither is all ASCII nor opens with a capital."""
    return [
        _read_tokens(text, start, match, _WORD)
        for match in _CHUNK.finditer(text, start, end)
        if match.group() not in never
    ]


def is_odd(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] has a word that neither is all ASCII nor opens with a capital."""
    return _ODD.search(text, start, end) is not None


def _read(word: str) -> tuple[str, str, bool, bool, bool]:
    """What of a printed word may be in a name, that in lower case, whether it has a capital, whether it ends a name, and whether
    what stands behind it may tell more of it."""
    if word.isalpha() and word.isascii() and (word[0].isupper() or word.islower()):
        lower = word.lower()
        return word, lower, word[0].isupper() and len(word) <= LONGEST, False, word[-1] == "s" or lower in _SHORT_MONTHS
    capital = _CAPITAL.match(word) is not None
    closes = len(word) > 2 and word[-2] in "'’" and word[-1] in "sS"
    if closes:
        word = word[:-2]
    capital = capital and len(word) <= LONGEST and (word[0].isupper() or any(map(str.isupper, word[1:4])))
    lower = word.lower().replace("’", "'").rstrip(".")
    if "-" in word and capital:
        head, _, tail = word.partition("-")
        if _PARTED.fullmatch(lower.rpartition("-")[2]):  # "Newland-born": the name ends before the hyphen
            return head, head.lower(), head.lower() not in DEMONYMS, True, False
        if (len(head) == 1 and head in "RDI" and tail[0].isupper()) or set(lower.split("-")) <= DEMONYMS:
            capital = False  # "R-Ky.", "Israeli-Palestinian"
    return word, lower, capital, closes, not closes and (word[-1] == "s" or lower in _SHORT_MONTHS)


_PRINTED: Final = Kept(_read)


def _read_tokens(text: str, low: int, chunk: re.Match[str], words: re.Pattern[str]) -> list[Token]:
    """The words of a stretch in a sentence that begins at `low`."""
    tokens: list[Token] = []
    end_before = chunk.start()
    first = _opens_sentence(text, low, end_before)
    for match in words.finditer(text, end_before, chunk.end()):
        start, stop = match.span()
        word, lower, capital, closes, heed = _PRINTED[match.group()]
        token = Token(start, start + len(word), word, lower, first, capital, start - end_before <= 2, closes)
        if heed:
            _heed_behind(text, token, stop)
        tokens.append(token)
        end_before = stop
        first = False
    return tokens


def _heed_behind(text: str, token: Token, stop: int) -> None:
    """What stands behind a word may tell that it ends a name ("the Odes' house") or is a month ("Jan. 5")."""
    behind = text[stop : stop + 1]
    if token.text[-1] == "s" and behind in {"'", "’"} and text[stop + 1 : stop + 2] == " ":
        token.closes = True
    elif token.lower in _SHORT_MONTHS and token.capital and (behind == "." or text[stop + 1 : stop + 2].isdigit()):
        token.capital = False


def _opens_sentence(text: str, low: int, at: int) -> bool:
    """Whether a word at `at` opens a sentence, a quotation, a clause after a colon or dash, or a bracket."""
    before = at - 1
    while before >= low and text[before] == " ":
        before -= 1
    if before < low or text[before] in _OPENING:
        return True
    return text[before] in "'‘-" and (before == low or text[before - 1] in " [(")


_SHORT_MONTHS: Final = frozenset(month for month in MONTHS if len(month) <= 4) - {"may", "june", "july"}
_PARTED = re.compile(
    r"(?:born|led|made|style|era|area|wide|bound|run|like|friendly|held|elect|only|class|level|esque|free|proof|"
    r"wing|type|size|long|first|"
    r"[a-z]{1,20}(?:ed|ing|ven|old))"
)
