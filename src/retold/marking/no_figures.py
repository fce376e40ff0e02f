"""Numbers that are no figures: times, telephone numbers, list numbers, addresses, identifiers, and numbers in names."""

from __future__ import annotations

import re
from typing import Final

from retold.marking.lexicon import FUNCTION, MONTHS, NUMBERED, STREETS, WEEKDAYS
from retold.marking.measures import counted, unit_after
from retold.marking.numerals import FRACTION
from retold.records.article import Span

RUN: Final = 40  # code points of digits and separators read as one number
LONGEST: Final = 12  # digits without a separator; longer runs are identifiers

_CALENDAR: Final = frozenset(MONTHS) | frozenset(WEEKDAYS)
_FRACTION = re.compile(FRACTION, re.IGNORECASE)
_TIME_AFTER = re.compile(
    r"\s?(?:[ap]\.m\b|[ap]m\b|o['’]clock|(?:hours?\s)?(?:GMT|UTC|BST|CET|MSK)\b|ET\b|[EPCM][SD]?T\b|h\b(?=\s\d)|"
    r"-?\s?[ap]\.m|Uhr\b)|:\d\d|h\d\d"
)
_TIME_RANGE = re.compile(
    r"\d{1,2}(?::\d\d)?(?:\s?[ap]\.?m\.?)?\s?(?:[-–—]|to|and|or)\s?\d{1,2}(?::\d\d)?\s?(?:[ap]\.m\b|[ap]m\b)"
)
_TELEPHONE = re.compile(
    r"\(?\d{3}\)?[-.\s]\d{3}[-.\s]\d{4}(?!\d)|1[-.\s]8\d\d[-.\s][\dA-Z]{3}|\d{3}-\d{4}(?!\d)|"
    r"\d{1,2}-\d{1,2}-\d{1,2}(?!\d)"
)
_LIST = re.compile(r"\d{1,3}[.)]\s")
_BRACKETED = re.compile(r"\d{1,2}\)\s")
_STREET = re.compile(
    rf"\s(?:[NSEW]\.?\s)?(?:[A-Z0-9][\w.’']*\s){{1,3}}(?:{'|'.join(street.capitalize() for street in sorted(STREETS))})\b"
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'&]{0,24}+)\.?\s?#?\Z")
_LOWER_NUMBERED: Final = frozenset(
    "page pages chapter section article paragraph number no nos volume episode flight route highway channel "
    "grade grades phase level room round type "
    "line verse psalm figure table interstate clause amendment step item category size gate apartment".split()
)


# Digits before a word or stop that neither goes on with them nor tells a time, a street or a title: " people", ", ".
_PLAIN = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,12})(?:\.[0-9]{1,9})?(?=[,.;:](?:\s|\Z)| (?:[efgjknrsuvwxyz]|a[bfgl]|an?\s|b[aeour]|"
    r"c(?!rore)|d(?!ozen)|h[aei]|l(?!akh)|m(?:[aeou]|in)|p(?:[alou]|eo|r|ercent(?!\s?[-–—]|\s+to\s))|t[aeiuw]))"
)


def plain_end(text: str, start: int, high: int) -> int:
    """The end of the digits at `start` where what follows them shows that no number goes on there, else 0."""
    match = _PLAIN.match(text, start, high)
    return match.end() if match else 0


def no_figure(text: str, sentence: Span, start: int, plain: int = 0) -> int:
    """Where to go on if the digits at `start` are no figure, else 0; `plain` is their `plain_end`."""
    low, high = sentence.start, sentence.end
    before = text[start - 1] if start > low else " "
    if (
        before.isalpha()
        or before in "_@#/:\\'’=^&%"
        or (before in "-–." and start - 1 > low and text[start - 2].isalnum())
        or (before == "+" and start)
    ):
        return run_end(text, start, high)
    if plain and start > low:
        return plain if _beside_word(text, sentence, start, plain) else 0
    for pattern in (_TELEPHONE, _TIME_RANGE):
        match = pattern.match(text, start, min(high, start + 30))
        if match is not None:
            return match.end()
    if start == low + 1 and before == "(" and _BRACKETED.match(text, start, high):
        return start + 2
    if start == low and _LIST.match(text, start, high):
        return start + 3 if text[start + 1].isdigit() else start + 2
    run = run_end(text, start, high)
    if run - start > LONGEST and text[start:run].isdigit():
        return run
    if _TIME_AFTER.match(text, run, min(high, run + 12)):
        return run + 3
    if _beside_word(text, sentence, start, run):
        return run
    if _BLOCK.match(text, run, high) or is_titled(text, sentence, start, run):
        return run
    if _STREET.match(text, run, min(high, run + 60)):
        return run
    if (
        run < high
        and text[run] == "/"
        and run + 1 < high
        and text[run + 1].isdigit()
        and not _FRACTION.match(text, start, high)
    ):
        return run_end(text, run + 1, high)
    return 0


def _beside_word(text: str, sentence: Span, start: int, run: int) -> bool:
    """Whether the digits text[start:run] belong to the word before them: "Channel 4", "Progress 62", "NY 10001"."""
    low = sentence.start
    if start > low + 1 and text[start - 1] == " ":
        last = text[(text.rfind(" ", low, start - 1) + 1 or low) : start - 1]
        if last.isalpha() and last.islower():
            return last in _LOWER_NUMBERED  # most of them; the whole way below gives the same
    word = _word_before(text, max(low, start - 24), start)
    if word is not None and (_numbered(word.group(1)) or _of_a_name(text, sentence, word, run)):
        return True
    return (
        run - start == 5
        and text[start:run].isdigit()
        and re.search(r"(?:\b[A-Z]{2}|[a-z]\.),?\s\Z", text[max(low, start - 6) : start]) is not None
    )


def _word_before(text: str, low: int, start: int) -> re.Match[str] | None:
    """The word right before a number; it holds no white space, so only the last stretch without any is searched."""
    window = text[low:start]
    last = window.rsplit(None, 1)[-1:]
    if not last or not (last[0][-1].isalnum() or last[0][-1] in "_’'&.#"):
        return None
    return _WORD_BEFORE.search(text, low if last[0] == "#" else low + window.rfind(last[0].rstrip()), start)


_RUN = re.compile(r"[0-9]*+(?:[.,][0-9]++)*+")
_BLOCK = re.compile(r"\sblock\sof\b")
_LOWER_NEXT = re.compile(r"\s([a-z][\w’'-]*)|-\d")
_TITLE_REST = re.compile(r"(?:\s[A-Z][\w’'-]*){1,4}[\"”’']")


def _of_a_name(text: str, sentence: Span, word: re.Match[str], run: int) -> bool:
    """Whether a bare number after a capitalised word belongs to it ("Progress 62 spacecraft"): what follows is
    in the singular."""
    name = word.group(1)
    if name[0].isupper() and text[run - 2 : run] == ".0":
        return True  # a version
    if (
        not name[0].isupper()
        or word.start() <= sentence.start + 1
        or text[word.end() - 1] != " "
        or name.lower() in _CALENDAR
    ):
        return False
    following = _LOWER_NEXT.match(text, run, sentence.end)
    if following is None:
        return name.isupper() and len(name) > 1 and text[run : run + 1] not in {",", "-", "–"} and name not in {"I"}
    if following[1] is None:
        return name.isupper() and len(name) > 1
    return (
        following[1] not in FUNCTION
        and unit_after(text, run, sentence.end) is None
        and (following[1] in {"spacecraft", "aircraft"} or counted(text, run, sentence.end) is None)
    )


def is_titled(text: str, sentence: Span, start: int, run: int) -> bool:
    """A number that opens a title in quotation marks ("60 Minutes")."""
    return start > sentence.start and text[start - 1] in "\"“‘'" and bool(_TITLE_REST.match(text, run, sentence.end))


def run_end(text: str, start: int, high: int) -> int:
    """Where the digits and separators that begin at `start` end, at most `RUN` code points on."""
    high = min(high, start + RUN)
    run = _RUN.match(text, start + (text[start] in ".,"), high)
    end = run.end() if run else start
    while end < high and (text[end].isdigit() or (text[end] in ".," and end + 1 < high and text[end + 1].isdigit())):
        end += 1
    return max(end, start + 1)


def _numbered(word: str) -> bool:
    """Whether a number after this word belongs to it ("Channel 4", "page 12")."""
    lower = word.lower()
    if word.islower():
        return lower in _LOWER_NUMBERED
    return (lower in NUMBERED and word != "No") or word in {"No", "Nos", "NO"}
