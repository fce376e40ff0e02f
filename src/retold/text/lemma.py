"""The dictionary form of a word, so that inflection is told from a change of word."""

from __future__ import annotations

from functools import lru_cache

# Words that simplemma maps to a form another word of a news sentence may have; keeping them apart avoids false agreement.
_KEEP = frozenset({"us", "as", "his", "this", "was", "has", "does"})


@lru_cache(maxsize=65536)
def lemma(word: str, language: str = "en") -> str:
    """The dictionary form of a folded word; the word itself where the language or the word is unknown."""
    if len(word) < 3 or word in _KEEP or not word.isalpha():
        return word
    return _lookup(word, language)


def _lookup(word: str, language: str) -> str:
    import simplemma

    try:
        return simplemma.lemmatize(word, lang=language).casefold()
    except ValueError:  # a language that simplemma does not know
        return word
