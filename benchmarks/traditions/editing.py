"""What an outlet does to a text that it takes over. Two sets of operators: one for fitting the weights, one for testing.

For fitting: words swapped inside groups of three that can be reached from one another (so that two outlets hit on the same
word by chance, and a change can be undone), sentences dropped, the tail cut, sentences added in between, paragraphs swapped.
For testing: words swapped inside other groups and one way round only, words left out, speakers moved from the end of a
quotation to its front, sentences joined and parted, figures rounded, first and last paragraphs kept, sentences added at the
end, fixed phrases replaced.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.traditions.language import LISTS, background

Sentences = list[str]
_WORD = re.compile(r"[A-Za-z][a-z]+(?:-[A-Z][a-z]+)?")
_FREE = ("thing", "matter", "adj", "quality", "did", "hit", "said", "people", "way", "body", "role", "good")
_NUMBER = re.compile(r"\b\d{2,4}\b")
_SPOKEN = re.compile(r"\A“([^”]{10,200}),” ([^“”]{4,60})\.\Z")
_PHRASES = (
    ("According to the", "As stated by the"),
    (" because ", " as "),
    (" after ", " once "),
    (" near ", " close to "),
    (" about ", " concerning "),
    ("About ", "Some "),
    (" which ", " that "),
    (" during ", " amid "),
    (" before ", " ahead of "),
    ("Two ", "A couple of "),
    (" and left ", ", leaving "),
    (" had been ", " was "),
    (" a year", " annually"),
    (" million crowns", "m crowns"),
    (" percent", " per cent"),
    ("In ", "During "),
    (" but ", " yet "),
    (" would ", " will "),
    (" at the gates of ", " outside "),
    ("By ", "Before "),
    (" to help ", " in aid "),
    (" since ", " ever since "),
)


def _groups(seed: int, size: int) -> dict[str, tuple[str, ...]]:
    """For each word of the free lists, the other words of its group of `size`."""
    rng, found = random.Random(seed), {}
    for name in _FREE:
        listed = list(LISTS[name])
        rng.shuffle(listed)
        for start in range(0, len(listed) - size + 1, size):
            group = listed[start : start + size]
            for word in group:
                found[word] = tuple(other for other in group if other != word)
    return found


_FIT = _groups(11, 3)
_TEST = {word: others[:1] for word, others in _groups(29, 2).items()}


def _swap_words(rng: random.Random, lines: Sentences, share: float, groups: dict[str, tuple[str, ...]]) -> Sentences:
    def change(match: re.Match[str]) -> str:
        others = groups.get(match[0])
        return rng.choice(others) if others and rng.random() < share else match[0]

    return [_WORD.sub(change, line) for line in lines]


def drop(rng: random.Random, lines: Sentences, share: float) -> Sentences:
    """Sentences left out here and there; at least four stay."""
    kept = [line for line in lines if rng.random() >= share]
    return kept if len(kept) >= 4 else lines[:4]


def cut_tail(rng: random.Random, lines: Sentences, share: float) -> Sentences:
    """The end cut off."""
    return lines[: max(4, round(len(lines) * (1 - share * rng.random())))]


def rewrite_for_fitting(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    """One retelling by the operators of the fitting set; `strength` 0–1 is the share of free words swapped at most."""
    if rng.random() < 0.5:
        lines = cut_tail(rng, lines, 0.5)
    if rng.random() < 0.5:
        lines = drop(rng, lines, 0.3 * rng.random())
    lines = _swap_words(rng, lines, strength, _FIT)
    if rng.random() < 0.4:
        at = rng.randrange(len(lines))
        lines = [*lines[:at], *background(rng, rng.randint(1, 3)), *lines[at:]]
    if rng.random() < 0.25 and len(lines) > 6:
        at = rng.randrange(2, len(lines) - 2)
        lines = [*lines[:2], *lines[at:], *lines[2:at]]
    return lines


def rewrite_for_testing(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    """One retelling by the operators of the testing set."""
    if rng.random() < 0.3:
        keep = rng.randint(max(4, len(lines) // 2), len(lines))
        lines = [*lines[: keep - 2], *lines[-2:]]
    operators: list[Callable[[random.Random, Sentences, float], Sentences]] = [
        _leave_out,
        _turn_speakers,
        _join_and_part,
        _round,
        _phrases,
    ]
    for operator in operators:
        if rng.random() < 0.6:
            lines = operator(rng, lines, strength)
    lines = _swap_words(rng, lines, strength, _TEST)
    if rng.random() < 0.2:
        lines = drop(rng, lines, 0.25)
    if rng.random() < 0.45:
        lines = [*lines, *background(rng, rng.randint(1, 4))]
    return lines


def _leave_out(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    free = {*LISTS["way"], *LISTS["quality"], *LISTS["adj"]}
    return [
        " ".join(word for word in line.split(" ") if word not in free or rng.random() >= strength) for line in lines
    ]


def _turn_speakers(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    def turn(line: str) -> str:
        match = _SPOKEN.match(line)
        if not match or rng.random() >= 2 * strength:
            return line
        return f"{match[2][0].upper()}{match[2][1:]}: “{match[1]}.”"

    return [turn(line) for line in lines]


def _join_and_part(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    out: Sentences = []
    for line in lines:
        if out and rng.random() < strength / 2 and not line.startswith("“") and not out[-1].endswith("”"):
            out[-1] = f"{out[-1][:-1]}, while {line[0].lower()}{line[1:]}"
        elif ", and " in line and "“" not in line and rng.random() < strength:
            head, _, tail = line.partition(", and ")
            out += [head + ".", tail[0].upper() + tail[1:]]
        else:
            out.append(line)
    return out


def _round(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    def near(match: re.Match[str]) -> str:
        value = int(match[0])
        return match[0] if value > 1800 or rng.random() >= strength / 2 else f"almost {-(-value // 10) * 10}"

    return [_NUMBER.sub(near, line) for line in lines]


def _phrases(rng: random.Random, lines: Sentences, strength: float) -> Sentences:
    out = list(lines)
    for at in range(len(out)):
        for old, new in _PHRASES:
            if old in out[at] and rng.random() < 2 * strength:
                out[at] = out[at].replace(old, new, 1)
    return out


def grow(rng: random.Random, lines: Sentences) -> Sentences:
    """A later version of one page: a few words changed, a sentence or two added, rarely one taken out."""
    lines = _swap_words(rng, lines, 0.02, _FIT)
    at = rng.randrange(1, len(lines))
    lines = [*lines[:at], *background(rng, rng.randint(1, 2)), *lines[at:]]
    return drop(rng, lines, 0.08) if rng.random() < 0.3 else lines


def change_figure(rng: random.Random, lines: Sentences) -> tuple[Sentences, tuple[str, str] | None]:
    """One figure changed: the new sentences, and (old, new); None where no sentence has a figure."""
    places = [index for index, line in enumerate(lines) if _NUMBER.search(line)]
    if not places:
        return lines, None
    at = rng.choice(places)
    old = _NUMBER.search(lines[at])[0]  # type: ignore[index]
    new = str(int(old) + rng.choice((7, 13, 21, 31, 110)))
    return [*lines[:at], _NUMBER.sub(new, lines[at], count=1), *lines[at + 1 :]], (old, new)


def damage(rng: random.Random, lines: Sentences) -> Sentences:
    """One place broken: a word doubled, or a sentence cut mid-way."""
    at = rng.randrange(len(lines))
    parts = lines[at].split(" ")
    middle = rng.randrange(2, max(3, len(parts) - 2))
    broken = [*parts[:middle], parts[middle - 1], *parts[middle:]] if rng.random() < 0.5 else parts[:middle]
    return [*lines[:at], " ".join(broken), *lines[at + 1 :]]
