"""The words of some sentences in columns, ready to be aligned, and which of them carry grammar rather than meaning.

| threshold | value | from |
|---|---|---|
| LIGHT | 0.8 nats | only where no list of function words is at hand (other languages than English) |
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import TypeVar

import msgspec

from retold.text.background import idf
from retold.text.lemma import lemmas
from retold.text.tokenise import words_of

LIGHT = 0.8
T = TypeVar("T")

# Grammar rather than meaning. Verbs of saying and being are among them, for they carry no wording of their own: "told a
# briefing" / "said at a conference" differ in the noun. Dictionary forms.
_LIGHT_WORDS = frozenset(
    "a an the this that these those such same other another each every either neither both all any some no none not "
    "nor and or but if then than as so because while although though since until unless whether when where why how "
    "what who whom whose which i you he she it we they me him her us them my your his its our their mine yours ours "
    "theirs myself yourself himself herself itself ourselves themselves one be am is are was were been being have has "
    "had do does did will would shall should can could may might must ought need get got say tell add of in on at by "
    "for with about against between among into onto through during before after above below to from up down out off "
    "over under again further here there also too very just only even still yet already now once more most much many "
    "few less least own per via upon within without never toward towards across along around behind beyond near s t".split()
)


class Line(msgspec.Struct, frozen=True, gc=False):
    """The words of one side of a link, in columns: dictionary and folded forms, place (code points), weight, zone.

    Words of different zones (inside and outside quotation marks) never share a phrase; the zone is the number of the quotation,
    -1 outside; `zoned` tells whether any word is in one. `light` words carry grammar.
    """

    lemmas: list[str]
    norms: list[str]
    starts: list[int]
    ends: list[int]
    weights: list[float]
    zones: list[int]
    light: list[bool]
    zoned: bool = False

    def __len__(self) -> int:
        return len(self.lemmas)

    def only(self, kept: Sequence[bool]) -> Line:
        """The words that are kept."""

        def pick(column: list[T]) -> list[T]:
            return list(compress(column, kept))

        zones = pick(self.zones)
        columns = pick(self.starts), pick(self.ends), pick(self.weights), zones, pick(self.light)
        return Line(pick(self.lemmas), pick(self.norms), *columns, max(zones, default=-1) >= 0)


def joined(lines: Sequence[Line]) -> Line:
    """The words of several lines as one."""
    return Line(
        [word for one in lines for word in one.lemmas],
        [word for one in lines for word in one.norms],
        [place for one in lines for place in one.starts],
        [place for one in lines for place in one.ends],
        [weight for one in lines for weight in one.weights],
        [zone for one in lines for zone in one.zones],
        [light for one in lines for light in one.light],
        any(zone >= 0 for one in lines for zone in one.zones),
    )


@lru_cache(maxsize=8)
def forms_of(text: str, language: str) -> list[str]:
    """The dictionary forms of the words of a whole article; kept for the last few, as `words_of`: do not change them."""
    return lemmas(words_of(text).norm, language)


def is_light(lemma: str, language: str) -> bool:
    """Whether a dictionary form carries grammar rather than meaning."""
    if language == "en":
        return lemma in _LIGHT_WORDS
    return idf(lemma, language) < LIGHT


def lights(lemmas: Sequence[str], weights: Sequence[float], language: str) -> list[bool]:
    """`is_light` of many dictionary forms, whose idf is at hand."""
    if language == "en":
        return list(map(_LIGHT_WORDS.__contains__, lemmas))
    return [weight < LIGHT for weight in weights]
