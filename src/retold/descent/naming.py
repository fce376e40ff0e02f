"""Credits to media whose names are known: better found than in one text alone.

In a story, and in a pair, the names of the other outlets are known. They are looked for only where a credit can stand,
right after "citing", "according to" or "source:", right before "reports" or "writes", alone in a byline, or alone in
brackets where a slug stands; "told NAME" is speech given to a medium, and no credit. A name that goes on ("the Skerry Post
Office") is another name.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from retold.descent import agencies
from retold.records.article import Span, span
from retold.text.tokenise import vocabulary

_CITES = (
    "citing", "quoting", "according to", "as reported by", "first reported by", "reference to", "referring to", "via", "per",
    "source ?[:–—-]", "reports", "writes", "reporting (?:by|from)", "inputs? from", "stated by", "published (?:by|in)",
    "appeared in", "quoted by",
)  # fmt: skip
_SPEAKS = ("says", "said", "wrote", "reported")  # behind a quotation or a comma


def _behind_first(phrases: tuple[str, ...]) -> str:
    """The alternatives, each from its second letter on: with one set for the first letters in front, the search is thrice as
    fast."""
    return "|".join(f"(?<={phrase[0]}){phrase[1:]}" for phrase in phrases)


_BEFORE = re.compile(
    r"[acfipqrsvwACFIPQRSVW](?<=\b.)(?i:"
    rf"{_behind_first(_CITES)}|(?<=[,”\"’]\s.)(?:{_behind_first(_SPEAKS)}))\s{{1,2}}"
)
_AFTER = re.compile(
    r"\s(?:has |had |have |first |earlier |also ){0,2}(?:reports|reported|writes|wrote|informs|informed|says|said)\b"
)
_BYLINE = re.compile(r"^[ \t]{0,4}(?:By|BY|From)[ :]{1,3}(?P<names>[^\n]{2,100})$", re.MULTILINE)
_BYLINE_PART = re.compile(r"[^,|/•]+")
_SLUG = re.compile(
    r"(?:^[ \t]{0,4}\((?P<first>[^()\n]{2,60})\))|\((?P<last>[^()\n]{2,60})\)(?=\s?[–—-]|[\s.]{0,4}\Z)", re.MULTILINE
)
_PICTURE = re.compile(
    r"^\s*(?:file )?(?:photo|picture|image|caption|graphic|video)s?\s?[:/|–—]|"
    r"[(\[](?:file |courtesy |screen)?(?:photo|picture|image|handout|pool|grab)\b[^()\[\]]*\Z",
    re.IGNORECASE,
)
_REACH = 100  # code points on either side of such words in which the name stands
_LONGEST = 6  # words of a name
_OPENERS = frozenset("as the but and in while earlier also on at what that when".split())
_PLAIN_WORD = re.compile(r"[^\s,;:()\[\]“”\"/]+")


def named_in_family(text: str, names: Collection[str]) -> list[tuple[str, Span]]:
    """The credits in `text` to media of which the folded keys are `names`: (key, place), in order."""
    found: list[tuple[str, Span]] = []
    if not names:
        return found
    known = vocabulary(text)
    names = frozenset(name for name in names if agencies.may_name(name, known))
    if not names:
        return found
    for match in _BEFORE.finditer(text):
        if _of_picture(text, match.start()):
            continue
        run = _run(text, match.end(), min(len(text), match.end() + _REACH))
        run = run[: next((k for k in range(1, len(run)) if _parted(text, run[k - 1], run[k])), len(run))]
        run = run[1:] if run and text[slice(*run[0])].lower() == "the" else run
        sizes = range(min(_LONGEST, len(run)), 0, -1)
        front = [run[:size] for size in sizes if not _goes_on(text, run[size - 1 : size + 1], 1)]
        found += _longest(text, front, names)
    for match in _AFTER.finditer(text):
        run = _run(text, max(0, match.start() - _REACH), match.start())
        run = run[next((k for k in range(len(run) - 1, 0, -1) if _parted(text, run[k - 1], run[k])), 0) :]
        sizes = range(min(_LONGEST, len(run)), 0, -1)
        back = [run[-size:] for size in sizes if not _goes_on(text, run[-size - 1 : len(run) - size + 1], 0)]
        found += _longest(text, back, names)
    slugs = _SLUG.finditer(text) if "(" in text else ()
    places = [match.span("first" if match["first"] else "last") for match in slugs]
    for line in _BYLINE.finditer(text):
        places += [part.span() for part in _BYLINE_PART.finditer(text, *line.span("names"))]
    for start, end in places:
        run = _run(text, start, end)
        run = run[1:] if run and text[slice(*run[0])].lower() == "the" else run
        found += _longest(text, [run] if run else [], names)
    return found


def _goes_on(text: str, pair: list[tuple[int, int]], beside: int) -> bool:
    """Whether the word `beside` (0 or 1) of two neighbours makes a name longer: a capital, nothing between the two."""
    if len(pair) < 2:
        return False
    word = text[slice(*pair[beside])]
    parted = text[pair[0][1] : pair[1][0]] != " " or text[pair[0][1] - 1] in ".!?"
    return word[0].isupper() and not parted and word.lower() not in _OPENERS


def _run(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of the words of text[start:end], without punctuation."""
    return [match.span() for match in _PLAIN_WORD.finditer(text, start, end)]


def _parted(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether more than a space or one line break stands between two words: a bracket, a mark, the end of a paragraph."""
    between = text[one[1] : other[0]]
    return not between.isspace() or between.count("\n") > 1


def _of_picture(text: str, at: int) -> bool:
    """Whether what stands at `at` is in the credit of a picture, which tells nothing of the words: "(Handout via Halden Wire)"."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - _REACH) : at]
    return _PICTURE.search(line) is not None


def _longest(text: str, runs: list[list[tuple[int, int]]], known: Collection[str]) -> list[tuple[str, Span]]:
    for run in runs:
        name = text[run[0][0] : run[-1][1]].rstrip(".")
        if not (
            name[:1].isupper() or name[:1].isdigit() or (len(run) == 1 and "." in name)
        ):  # a web name has no capital
            continue
        key = agencies.key(name)
        if len(key) >= 3 and key in known:
            return [(key, span(text, run[0][0], run[0][0] + len(name)))]
    return []
