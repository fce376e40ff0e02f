"""The dictionary form of a word, so that inflection is told from a change of word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

from retold.text.spelling import british
from retold.text.tokenise import Kept

# Words that simplemma maps to a form another word of a news sentence may have; keeping them apart avoids false agreement.
_KEEP = frozenset({"us", "as", "his", "this", "was", "has", "does"})

# Pasts that a word list takes for another word (the rose, the left, found a firm): in news they are nearly always verbs.
_PASTS = dict(
    pair.split("/")
    for pair in "rose/rise fell/fall left/leave found/find felt/feel saw/see led/lead lay/lie bore/bear fed/feed shot/shoot "
    "won/win wound/wind ground/grind bound/bind lost/lose sold/sell bought/buy grew/grow shrank/shrink began/begin born/bear "
    "struck/strike spoke/speak wrote/write rode/ride drove/drive broke/break chose/choose froze/freeze stole/steal woke/wake "
    "arose/arise hung/hang stung/sting swore/swear tore/tear wore/wear slid/slide bled/bleed dug/dig shook/shake thought/think "
    "bent/bend gone/go bit/bite laid/lay rang/ring rung/ring bade/bid cancelled/cancel cancelling/cancel labelled/label "
    "modelled/model remains/remain signalled/signal dispelled/dispel".split()
)


@lru_cache(maxsize=32)
def _forms(language: str) -> Kept[str]:
    return Kept(partial(_form, language=language))


def lemma(word: str, language: str = "en") -> str:
    """The dictionary form of a folded word; the word itself where the language or the word is unknown."""
    return _forms(language)[word]


def lemmas(words: Iterable[str], language: str = "en") -> list[str]:
    """The dictionary forms of many folded words."""
    return list(map(_forms(language).__getitem__, words))


def _form(word: str, language: str) -> str:
    if len(word) < 3 or word in _KEEP or not word.isalpha():
        return word
    if language == "en":
        return british(_PASTS.get(word) or _lookup(word, language))
    return _lookup(word, language)


def _lookup(word: str, language: str) -> str:
    import simplemma

    try:
        return simplemma.lemmatize(word, lang=language).casefold()
    except ValueError:  # a language that simplemma does not know
        return word
