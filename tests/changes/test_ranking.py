"""Ranking: the most telling kinds first, whatever their size."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings

from retold.changes.ranking import BASE
from retold.records.comparison import ChangeKind
from tests import strategies
from tests.changes.making import listed, plain, told

# DESIGN's order, most telling first, written down a second time on purpose.
ORDER = (
    "negation figure quotation attribution hedge name date omission addition move wording title credit dateline furniture garbled"
).split()


def test_every_kind_has_a_weight_in_the_order_of_the_design() -> None:
    """The order is the contract; a new kind needs a place in it."""
    assert sorted(BASE, key=lambda kind: -BASE[kind]) == ORDER
    assert set(get_args(ChangeKind)) == set(ORDER)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_no_lesser_kind_overtakes_a_greater_one(a: str, b: str) -> None:
    """Size and place move a change within its kind's step only; variants of names come last of all."""
    found = plain(a, b).changes
    ranks = [len(ORDER) if change.detail == "variant" else ORDER.index(change.kind) for change in found]
    assert ranks == sorted(ranks)
    assert all(0 < change.weight < 1 for change in found)


def test_more_of_a_kind_weighs_more() -> None:
    """Of two omissions the longer one comes first, though it stands later."""
    a = "The old pier burned. The long wooden breakwater behind the fish market of Dornich collapsed into the sea. Boats rocked."
    found = listed(told(a, "The pier burned. Boats rocked."), "omission")
    assert [len(text) for _, _, text, _ in found] == sorted((len(text) for _, _, text, _ in found), reverse=True)
    assert len(found) == 2


def test_inside_a_quotation_weighs_more() -> None:
    """The same change of word weighs more in somebody's mouth."""
    a = "The captain fled in haste. “The captain fled in haste,” said Oyen."
    b = "The captain ran in haste. “The captain ran in haste,” said Oyen."
    found = [change for change in told(a, b).changes if change.kind == "wording"]
    assert [change.within is not None for change in found] == [True, False]
