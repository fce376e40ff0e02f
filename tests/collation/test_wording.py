"""Word differences: phrases, moves within a sentence, and the borders of quotation marks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.collation.line import Line, lights
from retold.collation.wording import align
from retold.text.background import idfs
from retold.text.lemma import lemmas
from retold.text.tokenise import words


def _line(*pieces: tuple[str, int]) -> Line:
    """Words in columns; each piece is a text and the zone that it lies in."""
    zones = [zone for text, zone in pieces for _ in words(text).norm]
    found = words(" ".join(text for text, _ in pieces))
    forms = lemmas(found.norm)
    weights = idfs(forms)
    return Line(
        forms,
        found.norm,
        found.starts,
        found.ends,
        weights,
        zones,
        lights(forms, weights, "en"),
        max(zones, default=-1) >= 0,
    )


def _words(text: str) -> Line:
    return _line((text, -1))


def _phrases(a: str, b: str) -> list[tuple[str, str]]:
    words_a, words_b = _words(a), _words(b)
    return [
        (" ".join(words_a.norms[i0:i1]), " ".join(words_b.norms[j0:j1]))
        for (i0, i1), (j0, j1) in align(words_a, words_b)[2]
    ]


def test_words_that_differ_are_told_as_phrases() -> None:
    """Neighbouring words that differ are one phrase, with its particle."""
    assert _phrases("The army will wipe out the raiders.", "The army will suppress the raiders.") == [
        ("wipe out", "suppress")
    ]


def test_inflection_and_spelling_of_spaces_are_no_difference() -> None:
    """Another form of the same word, or the same letters with another space, is not a change of words."""
    assert _phrases("They were aimed at good will.", "They aim at goodwill.") == []


def test_a_clause_that_moved_is_no_difference() -> None:
    """A clause at the other end of its sentence agrees; only what is really new differs."""
    a = "The bridge will close in April, harbour master Ida Brenn told a news briefing."
    b = "Harbour master Ida Brenn said at a press conference that the bridge will close in April."
    assert _phrases(a, b) == [("news briefing", "press conference")]


def test_an_adverb_that_changed_places_does_not_hide_the_verb() -> None:
    """A short block between two phrases may change places with them."""
    assert ("announced", "declared") in _phrases(
        "Alerts have been announced repeatedly.", "Alerts have been repeatedly declared."
    )


def test_a_phrase_that_only_one_side_has_is_told_whole() -> None:
    """What is left out keeps its preposition."""
    assert _phrases("Islanders were taken to safety.", "Islanders were taken.") == [("to safety", "")]


def test_light_words_alone_make_no_phrase() -> None:
    """Articles and pronouns that differ are grammar."""
    assert _phrases("Its crew left the island.", "The crew left their island.") == []


def test_a_phrase_never_crosses_a_quotation_mark() -> None:
    """Words inside and outside a quotation are two phrases, even side by side."""
    a = _line(("Brenn called it", -1), ("reckless folly", 0))
    b = _line(("Brenn termed it", -1), ("careless madness", 0))
    for one, other in align(a, b)[2]:
        for side, (start, end) in ((a, one), (b, other)):
            assert len(set(side.zones[start:end])) <= 1


_listed = st.lists(
    st.sampled_from("ferry port fog the of to crew sailed council rejected plan plan 40".split()), max_size=18
)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(_listed, _listed)
def test_an_alignment_rebuilds_both_sides(one: list[str], other: list[str]) -> None:
    """Agreeing blocks hold equal words, and no word is in two blocks or phrases."""
    a, b = _words(" ".join(one)), _words(" ".join(other))
    blocks, phrases, _ = align(a, b)
    used_a = [i + k for i, _, n in blocks for k in range(n)] + [
        i for (start, end), _ in phrases for i in range(start, end)
    ]
    used_b = [j + k for _, j, n in blocks for k in range(n)] + [
        j for _, (start, end) in phrases for j in range(start, end)
    ]
    assert len(used_a) == len(set(used_a))
    assert len(used_b) == len(set(used_b))
    assert all(a.lemmas[i : i + n] == b.lemmas[j : j + n] for i, j, n in blocks)
    loose_a = {word for i, word in enumerate(a.lemmas) if i not in used_a and not a.light[i]}
    loose_b = {word for j, word in enumerate(b.lemmas) if j not in used_b and not b.light[j]}
    assert not loose_a
    assert not loose_b


def test_hostile_repetition_stays_cheap() -> None:
    """Two texts of one word, and of two words by turns, are aligned without comparing every word with every other."""
    one, other = _words("alarm " * 6000), _words("alarm fire " * 3000)
    blocks, _, _ = align(one, other)
    assert sum(n for _, _, n in blocks) == 3000
