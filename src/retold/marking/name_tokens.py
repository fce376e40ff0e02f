"""The words of names: stretches of a sentence in which names may stand, cut into tokens."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from retold.marking.lexicon import DEMONYMS, MONTHS
from retold.text.tokenise import Kept

LONGEST: Final = 50  # code points; a longer "word" is an address or has lost its spaces


class Token(msgspec.Struct, gc=False):
    """A word in a stretch that may be a name, at text[start:end]; `lower` is its text in lower case, full stop aside."""

    start: int
    end: int
    text: str
    lower: str
    first: bool  # opens a sentence or a quotation
    capital: bool
    joined: bool  # one space or less parts it from the token before
    closes: bool  # a possessive, which ends a name


_UPPER = r"[^\W\d_a-zß-öø-ÿа-яё]"
_FIRST = rf"(?:(?:al|el|ul|as|an)-|(?:al|el)\s|[a-z](?=[A-Z]))?{_UPPER}"
_CAPITALISED = (
    rf"(?:(?:[A-Z]\.){{2,}}|{_FIRST}(?:(?:[\w’'&]|"
    rf"-(?!-))*[^\W_])?(?:\.(?:[a-z]{{2,3}}|[A-Z][a-z])\b)?)"
)
_LINK = (
    r"(?:of|for|on|and|&|de|da|di|do|du|del|della|der|den|des|van|von|zu|zur|la|le|los|las|bin|bint|ibn|abu|ben|"
    r"al|ul|y|e|af|av|ter|ten)"
)
# A stretch in which names may stand: capitalised words, one space or an abbreviating full stop apart, over links.
_CHUNK = re.compile(
    rf"(?<![\w’'&-]){_CAPITALISED}(?:(?:\s|\.\s|\.|\s{_LINK}\s(?:(?:the|de|la|los|der|las)\s)?){_CAPITALISED})*"
)
# The same links before a space, told by their first letters: most words behind a name are none.
_ASCII_LINK = (
    r"(?:o[fn]|for|a(?:nd|l|bu|f|v)|&|d(?:e[lnr]?|ella|[aiou])|v[ao]n|zur?|l(?:[ae]|[oa]s)|bin|bint|ibn|ben|ul|y|e|"
    r"te[nr])"
)
# The same for a text without letters beyond ASCII in which none opens in lower case ("iPhone", "al-Ode"): one set in front of
# the rest, and no choice to try at every letter, make the search several times as fast.
_ASCII_TAIL = (
    r"[A-Za-z0-9]*(?:[_’'&]*(?:-(?!-)[_’'&]*)*[A-Za-z0-9]+)*(?:\.(?:[a-z]{2,3}|[A-Z][a-z])\b)?"  # "l’Ode-Lund.com"
)
_ASCII_REST = rf"(?:\.(?:[A-Z]\.)+|{_ASCII_TAIL})"
_ASCII_CHUNK = re.compile(
    rf"[A-Z](?<![\w’'&-].){_ASCII_REST}"
    rf"(?:(?:\s(?:(?=[abdefiloutvyz&]){_ASCII_LINK}\s(?:(?:the|de|la|los|der|las)\s)?)?|\.\s?)[A-Z]{_ASCII_REST})*"
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


def tokens_in(text: str, start: int, end: int, never: frozenset[str]) -> list[list[Token]]:
    """The words of each stretch in the sentence text[start:end] in which names may stand, but for those never in a name when
    alone."""
    if _ODD.search(text, start, end) is not None:
        return [
            _read_tokens(text, start, match, _WORD)
            for match in _CHUNK.finditer(text, start, end)
            if match.group() not in never
        ]
    found: list[list[Token]] = []
    for match in _ASCII_CHUNK.finditer(text, start, end):
        whole = match.group()
        if whole in never:
            continue
        if not whole.replace(" ", "").isalpha():
            found.append(_read_tokens(text, start, match, _ASCII_WORD))
            continue
        at = match.start()
        first = _opens_sentence(text, start, at)
        tokens: list[Token] = []
        for word in whole.split(" "):
            _, lower, capital, _ = _PRINTED[word]
            tokens.append(Token(at, at + len(word), word, lower, first, capital, True, False))
            at += len(word) + 1
            first = False
        _heed_behind(text, tokens[-1], at - 1)
        found.append(tokens)
    return found


def _read(word: str) -> tuple[str, str, bool, bool]:
    """What of a printed word may be in a name, that in lower case, whether it has a capital, and whether it ends a name."""
    capital = _CAPITAL.match(word) is not None
    closes = len(word) > 2 and word[-2] in "'’" and word[-1] in "sS"
    if closes:
        word = word[:-2]
    capital = capital and len(word) <= LONGEST and (word[0].isupper() or any(map(str.isupper, word[1:4])))
    lower = word.lower().replace("’", "'").rstrip(".")
    if "-" in word and capital:
        head, _, tail = word.partition("-")
        if _PARTED.fullmatch(lower.rpartition("-")[2]):  # "Newland-born": the name ends before the hyphen
            return head, head.lower(), head.lower() not in DEMONYMS, True
        if (len(head) == 1 and head in "RDI" and tail[0].isupper()) or set(lower.split("-")) <= DEMONYMS:
            capital = False  # "R-Ky.", "Israeli-Palestinian"
    return word, lower, capital, closes


_PRINTED: Final = Kept(_read)


def _read_tokens(text: str, low: int, chunk: re.Match[str], words: re.Pattern[str]) -> list[Token]:
    """The words of a stretch in a sentence that begins at `low`."""
    tokens: list[Token] = []
    end_before = chunk.start()
    first = _opens_sentence(text, low, end_before)
    for match in words.finditer(text, end_before, chunk.end()):
        start, stop = match.span()
        word, lower, capital, closes = _PRINTED[match.group()]
        token = Token(start, start + len(word), word, lower, first, capital, start - end_before <= 2, closes)
        if not closes:
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
