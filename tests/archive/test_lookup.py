"""The look-up index: what is written is found again, merged or not, removed or not, whole or damaged."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.archive.lookup import (
    Epoch,
    FileInfo,
    IndexDamagedError,
    Lookup,
    New,
    SegmentGoneError,
    check,
    make_epoch,
    merge,
    merge_plan,
    order_key,
    prepare,
    read_epoch,
    sweep,
    write_epoch,
    write_segment,
)
from retold.archive.lookup_file import Writer
from retold.archive.lookup_segment import FANOUT, Segment
from retold.errors import ArchiveError
from retold.generate.collection import Planted, Recipe, collection
from retold.matching import probe
from retold.records.article import Article

SOAK = os.environ.get("RETOLD_SOAK") == "1"


class Indexed:
    """A small index and what it was made of."""

    def __init__(self, folder: Path) -> None:
        recipe = Recipe(articles=240, pairs=4, kinds=("iid-30", "iid-70", "excerpt", "identical"), stories=(30,))
        self.made: list[tuple[Article, Planted | None]] = list(collection(recipe, 5))
        self.texts = [article.text for article, _ in self.made]
        self.folder = folder / "index"
        self.folder.mkdir()
        self.epoch_info = write_epoch(self.folder, make_epoch(1, self.texts))
        self.epoch = read_epoch(self.folder, self.epoch_info)
        self.infos = [self.write(range(first, first + 60)) for first in range(0, 240, 60)]

    def new(self, numbers: Sequence[int]) -> list[New]:
        """Articles for the index."""
        listed = [(number, self.made[number][0]) for number in numbers]
        return [New(number, one.text, order_key(one.published, one.id)) for number, one in listed]

    def write(self, numbers: Sequence[int]) -> FileInfo:
        """A segment of some of the articles."""
        return write_segment(self.folder, prepare(self.new(numbers), self.epoch))

    def lookup(self, removed: Sequence[int] = ()) -> Lookup:
        """The index as it is."""
        return Lookup(self.folder, self.infos, self.epoch, removed)

    def copies(self) -> Iterator[tuple[int, int]]:
        """Numbers of a planted copy and of its source."""
        places = {article.id: number for number, (article, _) in enumerate(self.made)}
        for number, (_, planted) in enumerate(self.made):
            if planted and planted.source and planted.kind != "story":
                yield number, places[planted.source]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    return Indexed(tmp_path_factory.mktemp("lookup"))


@pytest.fixture
def fresh(tmp_path: Path) -> Indexed:
    return Indexed(tmp_path)


def answers(lookup: Lookup, texts: Sequence[str]) -> list[list[tuple[int, float]]]:
    return [[(one.number, one.weight) for one in lookup.candidates(text)] for text in texts]


def test_a_copy_is_found_by_its_source(indexed: Indexed) -> None:
    """Every planted copy, reworded or an excerpt, has its source among its nearest candidates."""
    with indexed.lookup() as lookup:
        for copy, source in indexed.copies():
            assert source in [one.number for one in lookup.candidates(indexed.texts[copy], 5)]


def test_merged_segments_give_the_same_answers(fresh: Indexed) -> None:
    """Merging changes no candidate and no weight, and the merged file has every article once."""
    before = answers(fresh.lookup(), fresh.texts[::7])
    merged = merge(fresh.folder, fresh.infos)
    after = answers(Lookup(fresh.folder, [merged], fresh.epoch), fresh.texts[::7])
    assert after == before
    assert merged.articles == 240
    assert Segment(fresh.folder, merged).numbers.tolist() == list(range(240))


def test_removed_articles_are_never_answered(fresh: Indexed) -> None:
    """A removed article is left out at once, and after a merge its features are gone from the file."""
    copy, source = next(fresh.copies())
    lookup = fresh.lookup([source])
    assert source not in [one.number for one in lookup.candidates(fresh.texts[copy], 50)]
    assert lookup.articles == 239
    merged = Segment(fresh.folder, merge(fresh.folder, fresh.infos, [source]))
    assert source not in merged.numbers
    assert source not in (merged.postings & np.uint64(0xFFFFFFFF))


def test_identical_texts_are_found_however_short(fresh: Indexed) -> None:
    """A text of four words has no features; it is found by the hash of its words, whatever its case."""
    info = write_segment(
        fresh.folder, prepare([New(900, "Rain stopped the match."), New(901, "It went on.")], fresh.epoch)
    )
    lookup = Lookup(fresh.folder, [*fresh.infos, info], fresh.epoch)
    assert lookup.identical("RAIN stopped the match") == [900]
    assert [one.number for one in lookup.candidates("Rain stopped the match!")] == [900]
    assert lookup.candidates("Rain delayed the match") == []


def test_an_epoch_is_the_same_in_any_order(indexed: Indexed) -> None:
    """The frequencies depend on the texts, not on their order, and an identical text counts once."""
    shuffled = [*indexed.texts, *indexed.texts[:50]]
    random.Random(3).shuffle(shuffled)
    assert np.array_equal(make_epoch(1, shuffled).levels, indexed.epoch.levels)


def test_an_epoch_comes_back_as_it_was_written(indexed: Indexed) -> None:
    """Number, languages, sampling and every level survive the file."""
    made = make_epoch(7, indexed.texts)
    found = read_epoch(indexed.folder, write_epoch(indexed.folder, made))
    assert (found.number, found.articles, found.languages, found.sampling) == (7, 240, ("en",), made.sampling)
    assert np.array_equal(found.levels, made.levels)


def test_an_epoch_grows_stale_when_the_archive_is_four_times_as_large() -> None:
    """Below a thousand articles the background decides, so a few hundred more do not make it stale."""
    small = Epoch(1, 10, ("en",), np.zeros(1, np.uint8))
    large = Epoch(1, 100_000, ("en",), np.zeros(1, np.uint8))
    assert [small.stale(3_000), small.stale(3_100)] == [False, True]
    assert [large.stale(390_000), large.stale(410_000)] == [False, True]


def test_a_segment_of_another_epoch_is_not_asked(fresh: Indexed) -> None:
    """Features chosen by other frequencies do not meet; such a segment is left aside."""
    other = write_segment(fresh.folder, prepare(fresh.new([1, 2]), make_epoch(2, fresh.texts)))
    assert len(Lookup(fresh.folder, [other], fresh.epoch).segments) == 0


def test_an_empty_index_answers() -> None:
    """No segment, an empty segment, a text without words: no candidates, no error."""
    epoch = make_epoch(1, [])
    lookup = Lookup(Path("nowhere"), [], epoch)
    assert lookup.candidates("Some words about nothing that anybody has ever printed before") == []
    assert lookup.candidates("") == []


def test_an_empty_segment_is_whole(fresh: Indexed) -> None:
    """A segment from which every article was removed can be opened, asked and merged."""
    empty = merge(fresh.folder, fresh.infos[:1], range(60))
    assert empty.articles == 0
    lookup = Lookup(fresh.folder, [empty, *fresh.infos[1:]], fresh.epoch)
    assert lookup.articles == 180
    assert lookup.candidates(fresh.texts[70])[0].number == 70
    assert merge(fresh.folder, [empty, fresh.infos[1]]).articles == 60


def test_a_missing_file_is_named(fresh: Indexed) -> None:
    """A segment that is gone raises an error of the archive with the name of the file and the next step."""
    (fresh.folder / fresh.infos[1].name).unlink()
    with pytest.raises(SegmentGoneError, match=r"doctor .* --reindex") as caught:
        fresh.lookup()
    assert caught.value.name == fresh.infos[1].name
    assert isinstance(caught.value, ArchiveError)
    assert check(fresh.folder, fresh.infos) == [(fresh.infos[1].name, "is not there")]


def test_cut_files_are_named(fresh: Indexed) -> None:
    """A segment or an epoch cut at any place is refused with a reason, never read."""
    data = (fresh.folder / fresh.infos[0].name).read_bytes()
    for length in (0, 1, 15, 4095, 4096, len(data) // 2, len(data) - 1):
        (fresh.folder / fresh.infos[0].name).write_bytes(data[:length])
        with pytest.raises(IndexDamagedError, match=fresh.infos[0].name):
            fresh.lookup()
        assert check(fresh.folder, fresh.infos)[0][0] == fresh.infos[0].name
    target = fresh.folder / fresh.epoch_info.name
    target.write_bytes(target.read_bytes()[:5000])
    with pytest.raises(IndexDamagedError):
        read_epoch(fresh.folder, fresh.epoch_info)


def test_one_flipped_byte_is_named_or_harmless(fresh: Indexed) -> None:
    """Wherever one byte is changed: opening refuses, or answers hold articles that are there; the check always sees it."""
    info = merge(fresh.folder, fresh.infos)
    target = fresh.folder / info.name
    data = target.read_bytes()
    chance = random.Random(11)
    last = data.rindex(bytes(16), 0, 4096)  # behind it the arrays begin
    places = [*range(0, 40, 5), *(chance.randrange(last, len(data)) for _ in range(300 if SOAK else 40))]
    for place in places:
        broken = bytearray(data)
        broken[place] ^= chance.choice((1, 0x10, 0x80, 0xFF))
        target.write_bytes(broken)
        assert check(fresh.folder, [info]) == [(info.name, "is not as it was written")]
        try:
            lookup = Lookup(fresh.folder, [info], fresh.epoch)
        except IndexDamagedError:
            continue
        known = set(lookup.segments[0].numbers.tolist())
        found = [one.number for text in fresh.texts[::40] for one in lookup.candidates(text)]
        assert set(found) <= known
        lookup.identical(fresh.texts[0])
    target.write_bytes(data)
    assert check(fresh.folder, [info]) == []


def test_nothing_unfinished_keeps_its_name(tmp_path: Path) -> None:
    """A writer that is stopped by an error leaves no file; one that finished leaves exactly one."""

    def stopped() -> None:
        with Writer(tmp_path, "segment", 1) as writer:
            writer.put("numbers", np.arange(5))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []
    with Writer(tmp_path, "segment", 1) as writer:
        writer.put("numbers", np.arange(5))
        info = writer.finish(5, {})
    assert [path.name for path in tmp_path.iterdir()] == [info.name]


def test_sweep_removes_only_what_nobody_knows(fresh: Indexed) -> None:
    """Unregistered files go once they are old enough; registered and foreign ones stay."""
    (fresh.folder / "segment-000001-aa.rix.tmp").write_bytes(b"half")
    (fresh.folder / "note.txt").write_text("kept")
    known = [fresh.epoch_info.name, *(info.name for info in fresh.infos[1:])]
    assert sweep(fresh.folder, known) == ()
    assert set(sweep(fresh.folder, known, older=0.0)) == {fresh.infos[0].name, "segment-000001-aa.rix.tmp"}
    assert (fresh.folder / "note.txt").exists()
    assert all((fresh.folder / name).exists() for name in known)


def test_order_keys_sort_as_time_does() -> None:
    """Earlier is smaller, whatever form the time has; an article without a date is last; equal articles are equal."""
    times = ["2030", "2031-03-01", "2031-03-01T09:00:00+00:00", "2031-03-01T09:00:01+00:00", "2031-11-30", None]
    keys = [order_key(time, "x") for time in times]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert order_key("2031-03-01", "a") == order_key("2031-03-01", "a")
    assert order_key("not a date", "x") == order_key(None, "x")


@given(st.lists(st.integers(1, 3000), max_size=60))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_merging_as_planned_keeps_few_segments(sizes: list[int]) -> None:
    """Adding batches of any size and merging as planned loses no article and leaves less than four of a size."""
    infos: list[FileInfo] = []
    for number, size in enumerate(sizes):
        infos.append(FileInfo(f"s{number}", "segment", 1, size, 0, ""))
        for group in merge_plan(infos):
            assert len(group) >= FANOUT
            merged = FileInfo(
                "+".join(one.name for one in group), "segment", 1, sum(one.articles for one in group), 0, ""
            )
            infos = [one for one in infos if one not in group] + [merged]
        assert merge_plan(infos) == []
    assert sum(one.articles for one in infos) == sum(sizes)
    assert len(infos) <= (FANOUT - 1) * 8


def test_segments_of_two_epochs_are_never_merged() -> None:
    """A plan keeps to one epoch, and leaves epoch files alone."""
    infos = [FileInfo(f"s{number}", "segment", number % 2, 10, 0, "") for number in range(6)]
    infos += [FileInfo(f"e{number}", "epoch", 0, 10, 0, "") for number in range(6)]
    assert merge_plan(infos) == []


@given(
    st.lists(st.integers(0, 400), max_size=120), st.lists(st.integers(0, 400), max_size=20), st.sampled_from([6, 9, 14])
)
@settings(max_examples=50, derandomize=True, deadline=None)
def test_probing_agrees_with_a_search(stored: list[int], asked: list[int], bits: int) -> None:
    """Keys, repeated or missing, are found exactly where a plain binary search finds them."""
    spread = (1 << probe.KEY_BITS) // 401
    keys = np.sort(np.array(stored, dtype=np.int64) * spread)
    postings = ((keys & 0xFFFFFFFF).astype(np.uint64) << np.uint64(32)) | np.arange(len(keys), dtype=np.uint64)
    starts = np.searchsorted(keys, np.arange((1 << bits) + 1) << (probe.KEY_BITS - bits)).astype(np.uint32)
    wanted = np.array(asked, dtype=np.int64) * spread
    found = np.empty((len(wanted), 2), dtype=np.int64)
    probe.find(starts, postings, bits, wanted, found)
    left, right = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, side="right")
    assert found[:, 1].tolist() == (right - left).tolist()
    assert found[found[:, 1] > 0, 0].tolist() == left[right > left].tolist()


def test_a_feature_of_very_many_articles_still_finds_the_first_of_them(fresh: Indexed) -> None:
    """A text that stands a hundred times is found, at its first copies, and the answer stays as short as was asked."""
    text = fresh.texts[3]
    info = write_segment(fresh.folder, prepare([New(1000 + number, text) for number in range(100)], fresh.epoch))
    lookup = Lookup(fresh.folder, [*fresh.infos, info], fresh.epoch)
    found = lookup.candidates(text, 8)
    assert len(found) == 8
    assert found[0].number == 3
    assert {one.number for one in found[1:]} <= set(range(1000, 1064))


def test_what_is_registered_is_what_is_on_the_disk(indexed: Indexed) -> None:
    """The record of a file has its length and its hash."""
    for info in indexed.infos:
        assert (indexed.folder / info.name).stat().st_size == info.bytes
        changed = msgspec.structs.replace(info, sha256="0" * 64)
        assert check(indexed.folder, [info, changed]) == [(info.name, "is not as it was written")]
