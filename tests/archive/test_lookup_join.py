"""New articles joined to an archive: the same pairs as a collection matched at once, in any order of adding."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retold.archive.lookup import Epoch, Lookup, New, make_epoch, merge, merge_plan, order_key, prepare, write_segment
from retold.archive.lookup_join import Joined
from retold.generate.collection import Planted, Recipe, collection
from retold.matching.match import Matcher, Pairs, Settings
from retold.records.article import Article

RECIPE = Recipe(articles=900, pairs=9, stories=(20, 80), notices=120, same=12)


class Whole:
    """A collection, shuffled, and its pairs when it is matched at once."""

    def __init__(self) -> None:
        made = list(collection(RECIPE, 7))
        self.made: list[tuple[Article, Planted | None]] = [
            made[place] for place in np.random.default_rng(3).permutation(len(made))
        ]
        self.texts = [article.text for article, _ in self.made]
        self.orders = [order_key(article.published, article.id) for article, _ in self.made]
        names: dict[str | None, int] = {}
        self.outlets = [names.setdefault(article.outlet, len(names)) for article, _ in self.made]
        self.epoch: Epoch = make_epoch(1, self.texts)
        ranks = np.empty(len(made), np.int64)
        ranks[np.argsort(self.orders, kind="stable")] = np.arange(len(made))
        matcher = Matcher(Settings(sampling=8))
        matcher.add(self.texts)
        self.pairs: Pairs = matcher.pairs(ranks, self.outlets)
        matcher.close()

    def texts_of(self, numbers: Sequence[int]) -> list[str]:
        """Texts by number."""
        return [self.texts[one] for one in numbers]

    def added(self, folder: Path, batches: list[list[int]]) -> list[Joined]:
        """The collection added batch by batch, merged as an archive does."""
        folder.mkdir()
        infos = []
        found = []
        for batch in batches:
            new = [New(one, self.texts[one], self.orders[one], self.outlets[one]) for one in batch]
            prepared = prepare(new, self.epoch)
            with Lookup(folder, infos, self.epoch) as lookup:
                found.append(lookup.join(prepared, self.texts_of))
            infos.append(write_segment(folder, prepared, found[-1].notices))
            for group in merge_plan(infos):
                infos = [info for info in infos if info not in group] + [merge(folder, group)]
        return found


@pytest.fixture(scope="module")
def whole() -> Whole:
    return Whole()


def pairs_of(found: list[Joined]) -> set[tuple[int, int]]:
    return {(min(pair), max(pair)) for one in found for pair in zip(one.a.tolist(), one.b.tolist(), strict=True)}


def originals(found: list[Joined]) -> dict[int, int]:
    known: dict[int, int] = {}
    for one in found:
        known |= one.original

    def first(number: int) -> int:
        while number in known:
            number = known[number]
        return number

    return {number: first(number) for number in known}


@pytest.mark.parametrize("step", [900, 300, 47])
def test_no_pair_is_lost_by_adding_in_batches(whole: Whole, tmp_path: Path, step: int) -> None:
    """All at once, in three batches or in twenty: every pair that matching finds in the whole collection is found."""
    batches = [list(range(first, min(first + step, 900))) for first in range(0, 900, step)]
    found = whole.added(tmp_path / "index", batches)
    expected = {(min(pair), max(pair)) for pair in zip(whole.pairs.a.tolist(), whole.pairs.b.tolist(), strict=True)}
    assert expected - pairs_of(found) == set()
    same = {one: int(first) for one, first in enumerate(whole.pairs.original) if first != one}
    assert originals(found) == same


def test_the_order_of_adding_changes_little_outside_of_large_stories(whole: Whole, tmp_path: Path) -> None:
    """Added backwards, the pairs outside of the much-copied stories are the same."""
    batches = [list(range(first, first + 150)) for first in range(0, 900, 150)]
    one = pairs_of(whole.added(tmp_path / "one", batches))
    other = pairs_of(whole.added(tmp_path / "other", batches[::-1]))
    large = {number for number, (_, planted) in enumerate(whole.made) if planted and planted.kind == "story"}
    assert {pair for pair in one ^ other if not large & set(pair)} == set()


def test_a_pair_is_found_once_with_the_earlier_article_first(whole: Whole, tmp_path: Path) -> None:
    """No pair comes twice, in one batch or in two, and side a is the earlier one."""
    found = whole.added(tmp_path / "index", [list(range(0, 900, 2)), list(range(1, 900, 2))])
    listed = [pair for one in found for pair in zip(one.a.tolist(), one.b.tolist(), strict=True)]
    assert len(listed) == len({frozenset(pair) for pair in listed})
    assert all(whole.orders[a] <= whole.orders[b] for a, b in listed)


def test_a_large_story_stays_whole(whole: Whole, tmp_path: Path) -> None:
    """A story with more copies than a feature may have hangs together, with linearly many pairs of over-full features."""
    found = pairs_of(whole.added(tmp_path / "index", [list(range(0, 450)), list(range(450, 900))]))
    places = {article.id: number for number, (article, _) in enumerate(whole.made)}
    sources = {planted.source for _, planted in whole.made if planted and planted.kind == "story"}
    for source in sources:
        members = {places[source]}
        members |= {n for n, (_, planted) in enumerate(whole.made) if planted and planted.source == source}
        reached, waiting = set(), [places[source]]
        while waiting:
            one = waiting.pop()
            if one not in reached:
                reached.add(one)
                waiting += [b if a == one else a for a, b in found if one in (a, b)]
        assert len(members & reached) >= 0.98 * len(members)


def test_a_notice_joins_nothing_and_is_remembered(whole: Whole, tmp_path: Path) -> None:
    """Articles that share only a notice are in no pair; once found, it is hidden in the first article of the next batch."""
    notices = [number for number, (_, planted) in enumerate(whole.made) if planted and planted.kind == "notice"]
    notices.sort(
        key=lambda number: number not in whole.pairs.hidden, reverse=True
    )  # those last that matching hides, too
    rest = [number for number in range(900) if number not in set(notices)]
    found = whole.added(tmp_path / "index", [[*rest, *notices[:-2]], notices[-2:-1], notices[-1:]])
    pairs = pairs_of(found)
    assert not any(pair in pairs for pair in itertools.combinations(sorted(notices), 2))
    assert len(found[0].notices) > 0
    hidden = found[1].hidden[notices[-2]]
    text = whole.texts[notices[-2]]
    assert hidden[-1][1] > len(text) - 150  # the notice of 150 words stands at the end
    assert 500 < sum(end - start for start, end in hidden) < 1500


def test_removed_articles_are_in_no_pair(whole: Whole, tmp_path: Path) -> None:
    """A removed article is neither a partner nor an original."""
    folder = tmp_path / "index"
    folder.mkdir()
    old = [New(one, whole.texts[one], whole.orders[one]) for one in range(600)]
    info = write_segment(folder, prepare(old, whole.epoch))
    new = prepare([New(one, whole.texts[one], whole.orders[one]) for one in range(600, 900)], whole.epoch)
    partners = {a for a, _ in pairs_of([Lookup(folder, [info], whole.epoch).join(new, whole.texts_of)])}
    gone = sorted(partners)[:20]
    lookup = Lookup(folder, [info], whole.epoch, gone)
    found = lookup.join(new, whole.texts_of)
    assert not set(gone) & {one for pair in pairs_of([found]) for one in pair}
    assert not set(gone) & {*found.original, *found.original.values()}


def test_an_earlier_copy_becomes_the_original(tmp_path: Path) -> None:
    """A new article that is earlier than an old one with the same words takes its place as the first."""
    text = "The ferry to the northern islands was cancelled after the harbour master measured waves of five metres."
    epoch = make_epoch(1, [text])
    folder = tmp_path / "index"
    folder.mkdir()
    info = write_segment(folder, prepare([New(1, text, 500)], epoch))
    with Lookup(folder, [info], epoch) as lookup:
        later = lookup.join(prepare([New(2, text.upper(), 900)], epoch), lambda numbers: [text])
        earlier = lookup.join(prepare([New(3, text, 100)], epoch), lambda numbers: [text])
    assert later.original == {2: 1}
    assert earlier.original == {1: 3}
    assert len(later.a) == len(earlier.a) == 0


def test_nothing_new_gives_nothing(whole: Whole, tmp_path: Path) -> None:
    """An empty batch, and a batch of texts without words, are joined without pairs."""
    lookup = Lookup(tmp_path, [], whole.epoch)
    assert len(lookup.join(prepare([], whole.epoch), whole.texts_of).a) == 0
    assert len(lookup.join(prepare([New(1, ""), New(2, "…")], whole.epoch), whole.texts_of).a) == 0
