"""Which language a text is in."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Any

from retold.text.normalise import fold_marks
from retold.text.tokenise import words_of

_ENOUGH = 2000  # code points: py3langid is right for 99 % of single sentences, so the first paragraphs suffice

# Frequent English words that are frequent in no other language of the background tables. Loading py3langid costs about
# 0.9 CPU-seconds, most of a first comparison; a text in which these are common needs no second opinion.
_ENGLISH = frozenset(
    "the of and to that is was for it with as be by this have from they his at which had were are been said has would "
    "their will who there after about other".split()
)
_ENGLISH_SHARE = 0.22  # news in English has 0.28–0.45, in German, French, Spanish, Italian and Polish at most 0.08
# Less does in a text of many words, or with "the", which no other language has: so that one page of headlines among 200 articles
# does not load the identifier for all of them.
_LONG, _LONG_SHARE = 100, 0.15
_THE, _THE_SHARE = 0.02, 0.12
_SURE = 12  # words; fewer are looked at more closely
_LETTERS = re.compile(r"[^\W\d_]+")
# Every byte that is no small letter as a space: splitting there is ten times as fast as a pattern.
_ONLY_LETTERS = bytes(byte if chr(byte).islower() and byte < 128 else 32 for byte in range(256))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def letter_words(text: str) -> list[str]:
    """The runs of letters in a text, in their small form."""
    folded = fold_marks(text).casefold()
    if folded.isascii():
        return folded.encode("ascii").translate(_ONLY_LETTERS).decode("ascii").split()
    return _LETTERS.findall(folded)


def _plainly_english(listed: list[str]) -> bool:
    share = sum(map(_ENGLISH.__contains__, listed)) / len(listed)
    return (
        share >= _ENGLISH_SHARE
        or (share >= _LONG_SHARE and len(listed) >= _LONG)
        or (share >= _THE_SHARE and listed.count("the") >= max(2, _THE * len(listed)))
    )


def _english_at_once(text: str) -> bool:
    """Whether the words of the article, which every stage needs, already tell what `_plainly_english` would: they hold no more
    of the frequent words than the runs of letters do, and each inner stop or apostrophe parts one of them at most."""
    whole = words_of(text)
    listed = whole.norm[: max(0, bisect_left(whole.starts, _ENOUGH) - 1)]  # without the last, which may be cut
    frequent = sum(map(_ENGLISH.__contains__, listed))
    parts = sum(text.count(mark, 0, _ENOUGH) for mark in ".'’") - text.count(". ", 0, _ENOUGH)
    share = frequent / (len(listed) + 1 + parts)
    return frequent >= _SURE and (
        share >= _ENGLISH_SHARE or (share >= _LONG_SHARE and sum(map(str.isalpha, listed)) >= _LONG)
    )


def language(text: str, floor: float = 0.5) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where there are too few letters or no clear answer.

    `floor` is the least probability at which an answer is given.
    """
    if _english_at_once(text):
        return "en"
    sample = text[:_ENOUGH]
    listed = letter_words(sample)
    if sum(map(len, listed)) < 20:
        return None
    if len(listed) >= _SURE and _plainly_english(listed):
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= floor else None
