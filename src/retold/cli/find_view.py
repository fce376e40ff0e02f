"""What `retold find` prints: the matches, closest first, each with what it shares and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from retold.collation.literal import literal_runs
from retold.records.archive import Found, Match
from retold.records.comparison import Change
from retold.report.neutral import neutral
from retold.text.tokenise import words

SHOWN = 5  # changes of a match
_MARKS = "\"'“”„‟«»‘’‚ "
_BEFORE = 3  # words shown before the first that differs
_WORDS = 90  # characters of a passage or a side of a change
_NAMES = {"identical": "identical", "retelling": "retelling", "shares-passage": "shares a passage"}


def found_view(found: Found, width: int) -> str:
    """The answer as text, `width` columns wide."""
    if not found.matches:
        return "\n".join(line for note in found.notes for line in wrap(neutral(note.says), width)) + "\n"
    lines: list[str] = []
    for number, match in enumerate(found.matches, start=1):
        first, *rest = _match(match)
        lines += _wrapped(first, width, f"{number}. ", "   ")
        for line in rest:
            lines += _wrapped(line, width, "   ", "     ")
        lines.append("")
    return "\n".join(lines)


def _wrapped(line: str, width: int, first: str, after: str) -> list[str]:
    return wrap(neutral(line), width, initial_indent=first, subsequent_indent=after, break_on_hyphens=False)


def _match(match: Match) -> Iterator[str]:
    told = match.telling
    yield f"{_NAMES[match.relation]}, score {match.score:.2f}: {told.title or told.id}"
    when = (told.published or "no date")[:16].replace("T", " ")
    parts = [told.outlet or told.agency or "outlet not known", when]
    parts += [told.id] if told.title else []
    parts += [f"story {match.story}"] if match.story else []
    yield " · ".join(parts)
    if match.relation != "identical":
        yield (
            f"{match.copied:.0%} of the words of the article asked for answer to it; {match.kept:.0%} of its own words are kept"
        )
    if match.direction not in ("undecided", "siblings"):
        asked = "the article asked for is the source" if match.turned else "it is the source"
        yield f"{asked}, {match.probability:.0%} sure"
    if match.summary and match.relation != "identical":
        yield _after(match.summary)
    for passage in match.passages[:1]:
        told_there, asked_here = (
            " ".join(one.text for one in side)
            for side in ((passage.b, passage.a) if match.turned else (passage.a, passage.b))
        )
        verbatim = _verbatim(told_there, asked_here)
        if verbatim:
            yield f"word for word: “{_short(verbatim)}”, in a passage of {passage.words} words"
        else:
            yield f"in other words: “{_short(asked_here)}” ({passage.words} words)"
    yield from _changes(match.changes)


def _verbatim(one: str, other: str) -> str:
    """The longest run of words that both have to the letter, as the other prints it; empty where there is none."""
    there, here = words(one), words(other)
    longest = max(literal_runs(there.norm, here.norm), key=lambda run: run.length, default=None)
    return other[here.starts[longest.b] : here.ends[longest.b + longest.length - 1]] if longest else ""


def _after(summary: str) -> str:
    """The counts of a summary, without the two names in front of them."""
    head, colon, rest = summary.partition(": ")
    return rest.rstrip(".") if colon and "retell" in head else summary.rstrip(".")


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    outer = sorted((one for one in changes if one.within is None), key=lambda one: -one.weight)
    for change in outer[:SHOWN]:
        sides = _parted(*(" … ".join(one.text for one in side) for side in (change.source, change.retelling)))
        what = change.kind + (f" ({change.detail})" if change.detail else "")
        if all(sides):
            yield f"{what}: “{sides[0]}” → “{sides[1]}”"
        elif any(sides):
            yield f"{what}: " + (f"“{sides[0]}” dropped" if sides[0] else f"“{sides[1]}” added")
        else:
            yield what
    if len(outer) > SHOWN:
        yield f"… and {len(outer) - SHOWN} more changes (retold compare shows them in their place)"


def _parted(one: str, other: str) -> tuple[str, str]:
    """Two texts cut to where their words begin to differ, with a few before that; quotation marks around them left off."""
    words, others = one.strip(_MARKS).split(), other.strip(_MARKS).split()
    pairs = enumerate(zip(map(_bare, words), map(_bare, others), strict=False))
    same = next((at for at, pair in pairs if pair[0] != pair[1]), min(len(words), len(others)))
    first = max(0, same - _BEFORE)
    start = "… " if first else ""
    sides = [_short(start + " ".join(side[first:])) if side else "" for side in (words, others)]
    return sides[0], sides[1]


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1] + "…"
