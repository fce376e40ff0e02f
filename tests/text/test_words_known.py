"""What is known of words: their dictionary form, how telling they are, and the language of a text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from retold.text.background import idf, lines
from retold.text.language import language
from retold.text.lemma import lemma
from retold.text.similarity import Trigrams
from tests import strategies


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("ships", "ship"),
        ("ministries", "ministry"),
        ("running", "run"),
        ("went", "go"),
        ("us", "us"),
        ("was", "was"),
        ("40", "40"),
    ],
)
def test_dictionary_forms(word: str, base: str) -> None:
    """Regular and irregular forms; numbers and the few words that would be mistaken stay as they are."""
    assert lemma(word) == base


def test_an_unknown_language_keeps_the_word() -> None:
    """A language without dictionary is no error."""
    assert lemma("ships", "xx") == "ships"


def test_rarer_words_tell_more() -> None:
    """From articles over common and rare words to words in no list."""
    assert 0 <= idf("the") < 0.1 < idf("harbour") < idf("lighthouse") < idf("vellmark")
    assert idf("40") < idf("1234")
    assert math.isclose(idf("pier's"), idf("pier"))


def test_the_table_is_in_order() -> None:
    """The most frequent words come first, and every line names a weight once."""
    table = lines("en")
    weights = [weight for weight, _ in table]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)
    assert lines("xx") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The council of the harbour town will meet in the old customs house, and it is said that there will be a vote.",
            "en",
        ),
        ("Der Rat der Hafenstadt tritt im alten Zollhaus zusammen, um über den Bau des neuen Piers abzustimmen.", "de"),
        ("Le conseil municipal se réunit dans la vieille maison des douanes pour voter sur la nouvelle jetée.", "fr"),
        ("De man had een wond aan de hand en was of niet wakker, of hij was dronken, zei de agent.", "nl"),
        (
            "Der Film „The Man of the Harbour and the Sea“ läuft seit Freitag, und das Kino ist voll, sagte der Wirt.",
            "de",
        ),
        ("Byrådet mødes i det gamle toldhus for at stemme om den nye mole, og de har over hundrede spørgsmål.", "da"),
        ("40 1,200 3.5", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, code: str | None) -> None:
    """A sentence is enough; too few letters have no answer."""
    assert language(text) == code


def test_short_english_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The identifier is slow to load, and not asked about an English paragraph, whatever its names."""
    monkeypatch.setattr("retold.text.language._identifier", None)
    text = "Why Vellmark Won't Renounce Ode. When Karl Ode attacked a judge whose parents were born in Dun, many were outraged."
    assert language(text) == "en"


def test_similarity_of_sentences() -> None:
    """The same sentence 1, a rewording more than something else, and all between 0 and 1."""
    pier = "The old pier of Vellmark burned down."
    ((same, near, far),) = Trigrams().matrix(
        [pier], [pier, "Vellmark's pier has burned.", "Rye bread is sold by weight."]
    )
    assert math.isclose(same, 1.0)
    assert 0 <= far < near < same


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.ugly_texts, strategies.ugly_texts)
def test_similarity_is_bounded_and_symmetric(a: str, b: str) -> None:
    """Whatever the texts."""
    ((one,),), ((other,),) = Trigrams().matrix([a], [b]), Trigrams().matrix([b], [a])
    assert math.isclose(one, other, abs_tol=1e-9)
    assert -1e-9 <= one <= 1 + 1e-9


def test_a_page_of_headlines_is_english_at_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with few of the small words is English by its "the"; the identifier, which costs a second, is not loaded."""

    def loaded() -> None:
        raise AssertionError("the identifier was loaded")

    monkeypatch.setattr("retold.text.language._identifier", loaded)
    headlines = "Harbour council votes on new pier. Ferry crew rescued near Skerry after the storm. Mayor opens the market hall. "
    assert language(headlines) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "De raad van de havenstad komt in het oude tolhuis bijeen en zal over de nieuwe pier stemmen. Volgens de "
            "burgemeester is er geen geld meer, en was het geld van vorig jaar al op. Of de haven dicht gaat, is nog niet bekend.",
            "nl",
        ),
        (
            "Byrådet i havnebyen mødes i det gamle toldhus for at stemme om den nye mole. Ifølge borgmesteren er der ikke "
            "flere penge, og det er for sent at søge om støtte. Havnen lukker for skibe, men ikke for både.",
            "da",
        ),
    ],
)
def test_small_words_of_neighbours_are_no_english(text: str, code: str) -> None:
    """Dutch and Danish share a few small words with English, and stay what they are."""
    assert language(text) == code
