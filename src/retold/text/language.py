"""Which language a text is in."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from retold.text.normalise import fold_marks

_ENOUGH = 2000  # code points: py3langid is right for 99 % of single sentences, so the first paragraphs suffice
_GLANCE = 1000  # code points: so many tell by their words alone whether they are English
_FIRST = 160  # words in them

# Words of English grammar that are five times as frequent there as in any other language written in Latin letters (by the lists
# of `wordfreq`). Loading py3langid costs about 0.9 CPU-seconds, most of a first comparison; a text in which these are common
# needs no second opinion. Running words of English have 0.32 of them, of other languages 0.01 at most.
_ENGLISH = frozenset(
    "about according across after again against already although always among and another anyone anything around away became "
    "because become been before being better between both but came can could did does doing done during each either enough ever "
    "every everyone everything few first found from further get getting given going gone got has having he here him himself his "
    "how if into it its keep kept knew know known last least leave left less little looking made makes making many maybe means "
    "might more much must myself near nearly need needs never not nothing now of off often once one only or other others our out "
    "own people perhaps quite rather read really right said saw say saying says seem seems seen several she should since some "
    "someone something soon still such take taken takes taking tell than that the their them then there these they think this "
    "those though thought through today together told too took toward towards tried try trying until up upon used using very "
    "wanted wants way well went were what when where whether which while who whom whose why with within without would year years "
    "you your".split()
)
_ENGLISH_SHARE = 0.15  # every tenth stretch of 20 words of news has less, one in 500 of 100 words
_ENGLISH_WORDS = 3  # so many different ones, for one of them may be a name or quoted
# Frequent words of other languages that are none of English: a line of one in another language, or a quotation.
_OTHER = frozenset(
    "aan att auch auf avec av az bij che dans das dass dat dem der det di een ein eine er est et för het hogy ich ik ikke il "
    "inte ist ja jag je jeg jest les mit na nach nem nicht nie niet não och og ook op os pas por på que qui się som sono su "
    "sur til um uma un una und une untuk van von voor w y yang za zijn zu à är è é és în și że".split()
)
_OTHER_SHARE = 1 / 8  # of the English ones
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


def _plainly_english(listed: Sequence[str]) -> bool:
    """Whether the words of a text alone tell that it is English."""
    enough = math.ceil(_ENGLISH_SHARE * len(listed))
    frequent = list(islice(filter(_ENGLISH.__contains__, listed), enough))
    if len(frequent) < enough:
        return False
    if len(set(frequent)) >= _ENGLISH_WORDS and _OTHER.isdisjoint(listed):
        return True  # most texts: no more words need to be looked at
    frequent = list(filter(_ENGLISH.__contains__, listed))
    others = len(list(filter(_OTHER.__contains__, listed)))
    return len(set(frequent)) >= _ENGLISH_WORDS and others <= _OTHER_SHARE * len(frequent)


def english(words: Sequence[str]) -> bool:
    """Whether the folded words that a text begins with tell that it is English; where they do not, `language` may."""
    listed = words[:_FIRST]
    return len(listed) >= _SURE and _plainly_english(listed)


def language(text: str, floor: float = 0.5) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where there are too few letters or no clear answer.

    `floor` is the least probability at which an answer is given.
    """
    listed = letter_words(text[:_GLANCE])
    if len(listed) >= _SURE and _plainly_english(listed):
        return "en"
    sample = text[:_ENOUGH]
    if sum(map(len, letter_words(sample))) < 20:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= floor else None
