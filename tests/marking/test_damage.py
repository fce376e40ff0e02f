"""Damage: where a text is visibly broken."""

from __future__ import annotations

import time

import pytest

from retold.marking.damage import MOST, find_damage
from retold.marking.names import names
from retold.marking.sentences import sentences


def found(text: str) -> list[tuple[str, str]]:
    """Kind and text of the damage of a text."""
    split = sentences(text)
    return [(one.kind, one.span.text) for one in find_damage(text, split, names(text, split))]


DAMAGE = [
    (
        "The regime of [Newland President Jo] Instead of seriously thinking left.",
        "orphaned-bracket",
        "[Newland President Jo] Instead",
    ),
    (
        "The regime of [Newland President Jo] instead of seriously thinking left.",
        "orphaned-bracket",
        "[Newland President Jo]",
    ),
    ("The " + "alarm " * 3000 + "rang.", "doubled-word", ("alarm " * 3000).strip()),
    ("The the dam burst, and the the town was gone.", "doubled-word", "the the"),
    ("The mayor left and Instead the council met.", "capital-mid-sentence", "Instead"),
    ("The mayor of the town left for the port of the", "cut-sentence", "the"),
    ("The mayor (who was tired left the town.", "unclosed-bracket", "(who was tired left the town."),
    ("The mayorâ€™s dam burst.", "mojibake", "â€™"),
]


@pytest.mark.parametrize(("text", "kind", "words"), DAMAGE)
def test_damage(text: str, kind: str, words: str) -> None:
    """Each kind is found, with the words that are broken."""
    assert found(text) == [(kind, words)]


SOUND = [
    "The regime of [Newland President Odeling] instead of thinking left.",
    "It was funny funny funny, they said.",
    "The regime of [Newland President Jo] Ode left.",
    "“We met [Jo Ode] The next day,” he said.",
    "He said that that had had no use, very very little.",
    "“I met [the mayor] However it rained,” he said.",
    "The mayor left the town",
    "Gone However Far: A Tale (of Woe).",
    "He smiled :(",
    "[President Ode] said so. Jo Ode left.",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text(text: str) -> None:
    """Whole brackets, doubled words of the language, headings and faces are no damage."""
    assert found(text) == []


@pytest.mark.parametrize("piece", ["the the ", "[A B] ", "(", "a (b ", "&", "â"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """50,000 characters of nothing but one piece end within two seconds."""
    begin = time.process_time()
    found(piece * (50_000 // len(piece)))
    assert time.process_time() - begin < 30.0  # a bound that only a run-away reaches


def test_many_doubled_words() -> None:
    """A text full of doubled words is told with some of them, not all."""
    text = " ".join(f"word{chr(97 + index % 26)} wordx wordx" for index in range(1000))
    assert len(found(text)) == MOST


def test_empty_brackets() -> None:
    """Square brackets around nothing but spaces are no damage, and raise nothing."""
    assert found("The minister said [  ] that it was over.") == []
