"""Voices told apart by what they are."""

from __future__ import annotations

import pytest

from retold.changes.callings import walks
from tests.changes.making import listed, told

OTHERS = """
The lamp was faulty. “It flickered for weeks,” he said. => The lamp was faulty. “It flickered for weeks,” Mrs Renk said.
“It flickered,” said yard director Ivo Renk. => “It flickered,” said a spokesman for the coast office.
The governor stayed. “They had no wood,” said convoy leader Ivo Renk. => The governor stayed. “They had no wood,” said the governor.
The weather service said the storm would reach the coast. => Fishermen said the storm would reach the coast.
The police chief said the march had been peaceful. => The organisers said the march had been peaceful.
The brakes had failed, police said. => The brakes had failed, the lorry’s owner said.
“It was over in a minute,” said Detective Inspector Sam Lorrimer. => “It was over in a minute,” said the vicar.
“We saw no light,” said Governor Tove Anker. => “We saw no light,” said the coastguard.
The museum’s director, Clio Varn, said the vase was a fake. => The dealer who sold the vase said it was a fake.
"""
SAME = """
Governor Ivo Renk stayed. “They had no wood,” said Ivo Renk. => Governor Ivo Renk stayed. “They had no wood,” said the governor.
The lamp was faulty. “It flickered for weeks,” she said. => The lamp was faulty. “It flickered for weeks,” Mrs Renk said.
The doctors said the girl would recover. => The hospital said the girl would recover.
Police said the road would stay shut. => The officers said the road would stay shut.
Researchers said the ice was thin. => The university said the ice was thin.
The director said the vase was a fake. => The museum said the vase was a fake.
The firm said the plant would close. => The company's owner said the plant would close.
“It was over in a minute,” said Father Sam Lorrimer, who is the vicar of Holm. => “It was over in a minute,” said the vicar.
The deputies said the man was armed. => The sheriff's office said the man was armed.
"""


def _voices(pair: str) -> list[tuple[str, str]]:
    found = listed(told(*pair.split(" => ")))
    return [(kind, detail) for kind, detail, *_ in found if kind == "attribution" or detail == "reattributed"]


@pytest.mark.parametrize("pair", OTHERS.strip().splitlines())
def test_a_voice_of_another_calling_is_somebody_else(pair: str) -> None:
    """Also where one of the two, or neither, is named."""
    assert _voices(pair) in ([("attribution", "replaced")], [("quotation", "reattributed")])


@pytest.mark.parametrize("pair", SAME.strip().splitlines())
def test_a_voice_of_the_same_calling_is_left_alone(pair: str) -> None:
    """Two words for one walk of life may be one voice."""
    assert _voices(pair) == []


def test_words_that_fit_any_walk_of_life_have_none() -> None:
    """A chief, a spokeswoman and an agency may be anybody's."""
    assert walks(["chief", "spokeswoman", "agency", "official", "the"]) == frozenset()
    assert walks(["surgeons"]) == walks(["surgeon"]) != frozenset()


def test_a_floating_quotation_is_nobody_elses() -> None:
    """Where one telling does not say whose a quotation is, it was not given to somebody else."""
    a = "“The fog was thick,” said Governor Tove Anker. “We saw no light at all.”"
    b = "“The fog was thick,” said Governor Tove Anker. “We saw no light at all,” said the vicar."
    assert _voices(f"{a} => {b}") == []


def test_he_is_somebody_else_where_the_sentence_before_names_another() -> None:
    """The evidence is the two names; the same person in other words is no change."""
    told_by = "Ivo Lang scored twice. “My legs were gone,” Lang said. {} was in no mood for excuses. “We stopped playing,” he said."
    a, b = told_by.format("Torby coach Jon Amdal"), told_by.format("The striker Ivo Lang")
    [change] = [one for one in told(a, b).changes if one.detail == "reattributed"]
    assert [one.text for one in (*change.a[1:], *change.b[1:])] == ["Jon Amdal", "Ivo Lang"]
    assert _voices(f"{a} => {told_by.format('Jon Amdal, who trains Torby,')}") == []
