"""Whether two figures say the same amount in other words: "half" / "50 percent", "two decades" / "20 years".

How it works
1. A share told as a fraction and one told in percent agree when they differ by less than rounding to a percent does.
2. Lengths of time agree when one is the other in another unit of its family. Months have no fixed number of days, so there are
   two families.
3. Lengths, weights and areas in two systems are *converted*, never the same: a conversion rounds.
4. Some words tell an amount without a number ("the pair", "doubled", "a year and a half", "a hat-trick").
5. A rank and a number may be one fact: "in the 66th minute" / "after 66 minutes", "the fourth day" / "day four". Two of other
   values are versions of one where the one ranks what the other measures or counts.

| threshold | value | from |
|---|---|---|
| CONVERTED | 0.06 | miles and kilometres rounded to two digits |
| ROUNDED | 0.007 | "two thirds" / 66 percent |
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from retold.marking.measures import MONEY
from retold.marking.numerals import digits_value, words_value
from retold.records.marks import Figure
from retold.text.lemma import lemmas as lemmas_of

CONVERTED = 0.06
ROUNDED = 0.007
SHARES = frozenset({"percent", "percentage point", "basis point"})

# One of a in b: for lengths, weights and areas that a retelling converts. Two sides within CONVERTED of it measure the same.
_CONVERSIONS = {
    ("km", "mile"): 0.6214,
    ("m", "foot"): 3.2808,
    ("m", "yard"): 1.0936,
    ("cm", "inch"): 0.3937,
    ("kg", "pound"): 2.2046,
    ("hectare", "acre"): 2.4711,
    ("km/h", "mph"): 0.6214,
    ("litre", "gallon"): 0.2642,
}
# Units that are the same in another size: (family, how many of its smallest).
SIZES = {
    "second": ("day", 1.0),
    "minute": ("day", 60.0),
    "hour": ("day", 3600.0),
    "day": ("day", 86_400.0),
    "week": ("day", 604_800.0),
    "month": ("year", 1.0),
    "year": ("year", 12.0),
    "decade": ("year", 120.0),
    "century": ("year", 1200.0),
    "mm": ("m", 0.001),
    "cm": ("m", 0.01),
    "m": ("m", 1.0),
    "km": ("m", 1000.0),
    "inch": ("inch", 1.0),
    "foot": ("inch", 12.0),
    "yard": ("inch", 36.0),
    "°C": ("°C", 1.0),
    "degree": ("°C", 1.0),
    "g": ("kg", 0.001),
    "kg": ("kg", 1.0),
    "tonne": ("kg", 1000.0),
    "kW": ("MW", 0.001),
    "MW": ("MW", 1.0),
    "GW": ("MW", 1000.0),
    "sq m": ("sq m", 1.0),
    "hectare": ("sq m", 10_000.0),
    "sq km": ("sq m", 1_000_000.0),
    "basis point": ("percentage point", 0.01),
    "percentage point": ("percentage point", 1.0),
}
_HUNDREDS = frozenset({"USD", "EUR", "AUD", "CAD", "GBP", "pound"})  # sums that are a hundred of a coin
COINS = frozenset({"cent", "penny"})
_POUNDS = frozenset({"pound", "GBP"})  # a pound may be a weight or a sum, and "£" is printed for the sum
_TOUCHING_M = re.compile(r"\A[\d.,]+m\Z")
# Words that tell a small figure without a number. Dictionary forms.
_IMPLIED: dict[float, frozenset[str]] = {
    0.5: frozenset("half halve".split()),
    1.0: frozenset("single sole lone once only an a each every per".split()),
    2.0: frozenset(
        "both pair couple twin duo double twice twofold second either neither dual bilateral fortnight fortnightly biennial "
        "brace".split()
    ),
    3.0: frozenset("trio triple thrice treble threefold third hat".split()),
    4.0: frozenset("quartet quadruple fourfold quarterly".split()),
    10.0: frozenset("decade tenfold".split()),
    12.0: frozenset("dozen".split()),
    14.0: frozenset("fortnight".split()),
    100.0: frozenset("century centenary hundred".split()),
    1000.0: frozenset("thousand".split()),
}
_IMPLIED_PERCENT: dict[float, frozenset[str]] = {
    25.0: frozenset("quarter".split()),
    50.0: frozenset("half halve".split()),
    75.0: frozenset("quarter".split()),
    100.0: frozenset("double twice twofold all whole entire full every".split()),
    200.0: frozenset("triple treble threefold".split()),
}
CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_PARTS_OF_ONE = {
    1.0: frozenset[str](),
    0.5: frozenset({"half"}),
    1.5: frozenset({"half"}),
    0.25: frozenset({"quarter"}),
}


def is_fraction(figure: Figure) -> bool:
    """Whether a figure is a bare share of one: "half", "one in five", "two thirds"."""
    return figure.unit is None and not figure.ordinal and 0.0 < figure.value < 1.0


def commensurate(one: Figure, other: Figure) -> bool:
    """Whether two figures of different units measure the same kind of thing: a fraction and a percentage, hours and days."""
    if (one.unit == "percent" and is_fraction(other)) or (other.unit == "percent" and is_fraction(one)):
        return True
    if {one.unit, other.unit} == _POUNDS or (one.unit in COINS) != (other.unit in COINS):
        return {one.unit, other.unit} == _POUNDS or bool({one.unit, other.unit} & _HUNDREDS)
    if one.unit != other.unit and "m" in (one.unit, other.unit) and _as_m(one, other):
        return True
    sizes = SIZES.get(one.unit or ""), SIZES.get(other.unit or "")
    return sizes[0] is not None and sizes[1] is not None and sizes[0][0] == sizes[1][0]


def same_amount(one: Figure, other: Figure) -> bool:
    """Whether two commensurate figures say the same amount."""
    if one.unit == "percent" or other.unit == "percent":
        share, fraction = (one, other) if one.unit == "percent" else (other, one)
        return share.high is None and fraction.high is None and abs(share.value / 100 - fraction.value) <= ROUNDED
    if _as_m(one, other):
        return True
    if (one.unit in MONEY) != (other.unit in MONEY) or not COINS.isdisjoint((one.unit, other.unit)):
        sizes = [0.01 if figure.unit in COINS else 1.0 for figure in (one, other)]
        return one.high == other.high and math.isclose(one.value * sizes[0], other.value * sizes[1], rel_tol=1e-9)
    first, second = SIZES[one.unit or ""][1], SIZES[other.unit or ""][1]
    if (one.high is None) != (other.high is None):
        return False
    ends = math.isclose((one.high or 0.0) * first, (other.high or 0.0) * second, rel_tol=1e-9)
    return ends and math.isclose(one.value * first, other.value * second, rel_tol=1e-9)


def metres_or_millions(figure: Figure) -> float | None:
    """The other value of a number with "m" right behind it, which may be metres or millions: "200m", None for all others."""
    if figure.unit == "m":
        return figure.value * 1e6
    return figure.value / 1e6 if figure.unit is None and _TOUCHING_M.match(figure.span.text) else None


def _as_m(one: Figure, other: Figure) -> bool:
    """Whether one of two figures is the other with its "m" read as metres where it was read as millions, or the reverse."""
    if one.high is not None or other.high is not None or (one.unit == "m") == (other.unit == "m"):
        return False
    read = [metres_or_millions(figure) for figure in (one, other)]
    return any(
        value is not None and math.isclose(value, figure.value, rel_tol=1e-9)
        for value, figure in zip(read, (other, one), strict=True)
    )


def converted(one: Figure, other: Figure) -> bool:
    """Whether two figures measure the same in two systems, up to the rounding of a conversion."""
    for (metric, other_unit), factor in _CONVERSIONS.items():
        for left, right in ((one, other), (other, one)):
            if left.unit == metric and right.unit == other_unit and right.value:
                return abs(left.value * factor / right.value - 1) <= CONVERTED
    return False


_TENS = dict(
    zip(map(float, range(20, 100, 10)), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
)
_ROUNDS = {
    8.0: frozenset({"quarterfinal", "quarter"}),
    4.0: frozenset({"semifinal", "semi"}),
}  # "the last eight" of a cup
_ONE_MORE = frozenset(
    {"another", "further", "additional", "again", "repeat", "resit", "anew"}
)  # "a second front" / "another front"


def told_in_words(figure: Figure, lemmas: Sequence[str]) -> bool:
    """Whether dictionary forms hold the words for a figure: "the pair", "halved", "a year and a half", "all but one"."""
    present = frozenset(lemmas)
    if figure.high is not None:  # "between 50 and 59" / "in his fifties"
        return figure.high == figure.value + 9 and _TENS.get(figure.value) in present
    implied = (_IMPLIED_PERCENT if figure.unit == "percent" else _IMPLIED).get(figure.value)
    if implied is not None and figure.unit not in SHARES - {"percent"} and present & implied:
        return True
    if figure.unit is None and _all_but(figure.value, lemmas):
        return True
    if figure.value == 2.0 and figure.ordinal and not present.isdisjoint(_ONE_MORE):
        return True
    if figure.value == 2.0 and any(lemmas[k : k + 2] == ["every", "other"] for k in range(len(lemmas) - 1)):
        return True
    if figure.unit in (None, "year") and _TENS.get(figure.value) in present:  # "in her seventies" / "over 70"
        return True
    if not present.isdisjoint(_ROUNDS.get(figure.value, ())):
        return True
    if figure.value == 1.5 and any(lemmas[k : k + 3] == ["and", "a", "half"] for k in range(len(lemmas) - 2)):
        return True  # "a metre and a half"
    if figure.value == 24.0 and figure.unit == "hour" and "clock" in present and present & {"round", "around"}:
        return True
    if figure.value == 1.0 and figure.unit in present:
        return True  # "hour-long"
    if (
        figure.value == 2.0
        and figure.unit is None
        and any(word == "apart" and lemmas[k + 1 : k + 2] != ["from"] for k, word in enumerate(lemmas))
    ):
        return True  # "at farms 12 km apart" / "on two farms with 12 km between them"
    if figure.value == 20.0 and any(lemmas[k : k + 3] == ["a", "score", "of"] for k in range(len(lemmas) - 2)):
        return True
    whole = figure.unit not in SHARES and figure.value == int(figure.value)
    if whole and not present.isdisjoint(_forms(int(figure.value), not figure.ordinal)):
        return True
    if figure.ordinal and not present.isdisjoint({_THOUSANDTH.get(figure.value), *_forms(int(figure.value), True)}):
        return True
    return _in_larger_unit(figure, present)


_THOUSANDTH = {100.0: "hundredth", 1000.0: "thousandth", 1e6: "millionth"}


def _all_but(value: float, lemmas: Sequence[str]) -> bool:
    """Whether "all but one" tells a number: what is left of another number of the sentence, where that is there."""
    for k in range(len(lemmas) - 2):
        if lemmas[k : k + 2] == ["all", "but"]:
            numbers = [
                (words_value(word) if word.isalpha() else digits_value(word) if word[:1].isdigit() else None)
                for word in lemmas
            ]
            less = numbers[k + 2]
            wholes = [number for j, number in enumerate(numbers) if number is not None and j != k + 2 and number > 1]
            return less is None or not wholes or value == less or any(whole - less == value for whole in wholes)
    return False


def _forms(value: int, ordinal: bool) -> frozenset[str]:
    """How a small number is printed as an ordinal ("fourth", "4th") or as a cardinal ("four", "4")."""
    words = _ORDINALS if ordinal else CARDINALS
    spelled = {words[value]} if 0 <= value < len(words) else set()
    if not ordinal:
        return frozenset({*spelled, str(value)})
    return frozenset({*spelled, *(f"{value}{ending}" for ending in ("st", "nd", "rd", "th"))})


_NAMES = {"km": ("kilometre", "kilometer"), "m": ("metre", "meter"), "kg": ("kilogram", "kilogramme", "kilo")}
_NEARLY_ONE = {
    **dict.fromkeys([("day", 30.0), ("day", 31.0), ("week", 4.0)], "month"),
    **dict.fromkeys([("day", 365.0), ("week", 52.0)], "year"),
}


def _in_larger_unit(figure: Figure, present: frozenset[str]) -> bool:
    """ "24 hours" / "a day", "ninety minutes" / "an hour and a half": one, or a half of, a larger unit that is named."""
    size = SIZES.get(figure.unit or "")
    if size is None:
        return False
    if _NEARLY_ONE.get((figure.unit or "", figure.value)) in present:
        return True  # "within 30 days" / "within a month"
    for unit, (family, larger) in SIZES.items():
        if family != size[0] or larger <= size[1] or present.isdisjoint(_NAMES.get(unit, (unit,))):
            continue
        needed = _PARTS_OF_ONE.get(round(figure.value * size[1] / larger, 6))
        if needed is not None and needed <= present:
            return True
    return False


def counts_alike(one: Figure | None, other: Figure | None, language: str) -> bool:
    """Whether two figures count the same things."""
    return bool(one and other and heads(one.counts, language) & heads(other.counts, language))


@lru_cache(maxsize=4096)
def heads(counts: str | None, language: str) -> frozenset[str]:
    """The dictionary forms of the longer words of what a figure counts."""
    return frozenset(lemmas_of([word for word in (counts or "").casefold().split() if len(word) > 2], language))
