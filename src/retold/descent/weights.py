"""The weights of the evidence, read from the two files beside this module, where each stands with its reason."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import msgspec


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A weight and why it is what it is."""

    value: float
    why: str


@lru_cache(maxsize=1)
def pair_weights() -> dict[str, Weight]:
    """The hand-set weights for a pair, by name."""
    raw = (resources.files("retold.descent") / "pair_weights.json").read_bytes()
    entries = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    entries.pop("about")
    return {name: msgspec.json.decode(entry, type=Weight) for name, entry in entries.items()}


def pair_weight(name: str) -> float:
    """The value of one hand-set weight. KeyError for a name that the file does not hold."""
    return pair_weights()[name].value
