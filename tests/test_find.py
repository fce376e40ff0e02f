"""Have we seen this before: matches of one article, their relation, what is said where there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from retold.archive.lookup import Lookup, New, make_epoch, order_key, prepare, write_segment
from retold.collation import collate
from retold.collation.relation import relation, relation_unmarked
from retold.collation.unmarked import LARGEST, Bare, agreement, thinned
from retold.errors import InputError, OptionError
from retold.find import find
from retold.generate.collection import Planted, Recipe, collection
from retold.marking import mark
from retold.records.article import Article
from retold.records.marks import Marked

KINDS = ("iid-30", "iid-70", "uneven-70", "excerpt", "brief", "identical", "event")


class Kept:
    """An archive in memory: the sources of the planted copies, and unrelated articles."""

    def __init__(self, folder: Path) -> None:
        made = list(collection(Recipe(articles=260, pairs=6, kinds=KINDS, stories=()), 9))
        self.asked: list[tuple[Article, Planted]] = [(one, what) for one, what in made if what]
        held = [one for one, what in made if not what]
        self.held = dict(enumerate(held[:-40]))
        self.unrelated = held[-40:]
        self.stories: dict[str, str] = {}
        self.gone: set[int] = set()
        epoch = make_epoch(1, [one.text for one in self.held.values()])
        new = [New(number, one.text, order_key(one.published, one.id)) for number, one in self.held.items()]
        self.index = Lookup(folder, [write_segment(folder, prepare(new, epoch))], epoch)

    def lookup(self) -> Lookup:
        """The index."""
        return self.index

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """Texts by number."""
        return [self.held[one].text for one in numbers]

    def articles_numbered(self, numbers: Sequence[int]) -> list[Article]:
        """Articles by number, without those that are gone."""
        return [self.held[one] for one in numbers if one not in self.gone]

    def stories_of(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The stories."""
        return self.stories

    def marked(self, id: str) -> Marked:
        """Marks, made now."""
        return mark(next(one for one in self.held.values() if one.id == id))

    def queries(self, *kinds: str) -> list[tuple[Article, str]]:
        """Planted copies of some kinds with the ids of their sources."""
        return [(one, what.source) for one, what in self.asked if what.kind in kinds]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("find"))


def test_copies_are_found_with_their_relation(kept: Kept) -> None:
    """A reworded copy is a retelling, an excerpt shares a passage, a verbatim one is identical; the source comes first.

    Of a brief of 90 words, a third of them changed, one in a hundred shares no indexed feature with its source."""
    missed = []
    expected = {"identical": "identical", "excerpt": "shares-passage"}
    for article, planted in kept.asked:
        if planted.kind == "event":
            continue
        found = find(article, kept)
        if not found.matches:
            missed.append(planted.kind)
            continue
        assert found.matches[0].telling.id == planted.source
        assert found.matches[0].relation == expected.get(planted.kind, "retelling"), planted
        assert found.articles == len(kept.held)
    assert missed in ([], ["brief"])


def test_unrelated_articles_are_not_found(kept: Kept) -> None:
    """Neither articles that nobody copied nor independent ones on one event have a match, and the answer says why."""
    for article in [*kept.unrelated, *(one for one, _ in kept.queries("event"))]:
        found = find(article, kept)
        assert found.matches == ()
        assert [note.code for note in found.notes] == ["not-found"]


def test_of_a_text_in_another_language_nothing_is_claimed(kept: Kept) -> None:
    """Words of different languages are not matched: that nothing was found is then said not to be known."""
    german = (
        "Der alte Pier von Vellmark ist in der Nacht zum Montag abgebrannt, und drei der fünf Kräne sind ins Wasser gestürzt. "
        "Der Stadtrat wird am Freitag über einen neuen Pier beraten."
    )
    found = find(german, kept)
    assert found.matches == ()
    assert [note.code for note in found.notes] == ["not-found", "two-languages"]
    assert "'de'" in found.notes[1].says


def test_the_closer_look_says_what_changed(kept: Kept) -> None:
    """With changes, a match has direction, measures, changes and a summary, and agrees with the quick look."""
    article, source = kept.queries("iid-30")[0]
    quick = find(article, kept).matches[0]
    near = find(article, kept, changes=True).matches[0]
    assert (near.telling.id, near.relation) == (source, "retelling") == (quick.telling.id, quick.relation)
    assert abs(near.score - quick.score) < 0.1
    assert near.changes
    assert not quick.changes
    assert near.summary
    assert near.measures is not None
    assert near.measures.of == (article.id if near.turned else source)
    assert near.direction == "derived"


def test_only_the_best_matches_are_looked_at_closely(kept: Kept, tmp_path: Path) -> None:
    """A number of changes asks for so many of the best; the others keep the quick look."""
    article, source = kept.queries("iid-30")[1]
    again = msgspec.structs.replace(article, id="again", text=article.text + " It rained.")
    store = Copied(kept, [again], tmp_path)
    found = find(article, store, changes=1)
    assert {one.telling.id for one in found.matches} == {source, "again"}
    assert sum(bool(one.summary) for one in found.matches) == 1


def test_a_turned_match_has_the_article_asked_for_as_its_source(kept: Kept, tmp_path: Path) -> None:
    """Where the archive has the later copy, the match is turned: changes and passages begin at the article asked for."""
    copy, source = kept.queries("iid-30")[2]
    original = next(one for one in kept.held.values() if one.id == source)
    found = find(original, Copied(kept, [copy], tmp_path), changes=True).matches
    match = next(one for one in found if one.telling.id == copy.id)
    assert match.turned
    assert match.measures is not None
    assert match.measures.of == source
    omitted = [change for change in match.changes if change.kind == "wording" and change.source]
    assert all(original.text[one.start : one.end] == one.text for change in omitted for one in change.source)


class Copied(Kept):
    """The same archive with more articles in it."""

    def __init__(self, kept: Kept, more: Sequence[Article], folder: Path) -> None:
        self.held = {**kept.held, **{1000 + nth: one for nth, one in enumerate(more)}}
        self.stories, self.gone = {}, set()
        new = [New(number, one.text, order_key(one.published, one.id)) for number, one in self.held.items()]
        self.index = Lookup(folder, [write_segment(folder, prepare(new, kept.index.epoch))], kept.index.epoch)


def test_the_limit_is_kept_and_the_best_come_first(kept: Kept, tmp_path: Path) -> None:
    """Of many copies the closest are given, in order of relation and score."""
    article, _ = kept.queries("iid-30")[3]
    more = [msgspec.structs.replace(article, id=f"m{n}", text=article.text + f" Number {n}." * n) for n in range(1, 9)]
    store = Copied(kept, [*more, msgspec.structs.replace(article, id="same")], tmp_path)
    found = find(article, store, limit=4).matches
    assert len(found) == 4
    assert found[0].telling.id == "same"
    assert [one.relation for one in found] == ["identical", "retelling", "retelling", "retelling"]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_the_passage_lies_in_both_texts(kept: Kept) -> None:
    """The stretch in common is given as code points of both texts, also where these are not ASCII."""
    article, source = kept.queries("excerpt")[0]
    moved = "“Überraschung” – naïve café. " + article.text
    found = find(moved, kept).matches[0]
    original = next(one for one in kept.held.values() if one.id == source)
    passage = found.passages[0]
    assert all(original.text[one.start : one.end] == one.text for one in passage.a)
    assert all(moved[one.start : one.end] == one.text for one in passage.b)
    assert passage.words >= 30


def test_an_article_removed_meanwhile_is_left_out(kept: Kept) -> None:
    """Between the look-up and the reading of articles one may go: the others are still answered."""
    article, source = kept.queries("iid-30")[4]
    number = next(number for number, one in kept.held.items() if one.id == source)
    kept.gone = {number}
    try:
        assert source not in [one.telling.id for one in find(article, kept).matches]
    finally:
        kept.gone = set()


def test_a_match_names_its_story(kept: Kept) -> None:
    """The story of the matched article is given where it has one."""
    article, source = kept.queries("iid-30")[5]
    kept.stories = {source: "s-1"}
    assert find(article, kept).matches[0].story == "s-1"
    kept.stories = {}
    assert find(article, kept).matches[0].story is None


def test_nothing_to_look_for_is_an_error(kept: Kept) -> None:
    """No words, far too many of them, and a limit below one are refused with a reason."""
    with pytest.raises(InputError, match="no words"):
        find("… — !", kept)
    with pytest.raises(InputError, match="one article at a time"):
        find("word " * 100_000, kept)
    with pytest.raises(OptionError, match="limit"):
        find("Some words", kept, limit=0)


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    """An archive without articles answers with a note, not with an error."""
    store = Copied.__new__(Copied)
    store.held, store.stories, store.gone = {}, {}, set()
    store.index = Lookup(tmp_path, [], make_epoch(1, []))
    assert [note.code for note in find("Ten men rowed the boat back to the village in the rain.", store).notes] == [
        "empty-archive"
    ]


def test_accents_alone_make_no_identical_article(kept: Kept, tmp_path: Path) -> None:
    """Matching folds accents; the relation does not: such a text is a retelling, not identical."""
    text = "The café owner said the résumé of the naïve applicant was, in a word, “passé”, and closed the door on him."
    plain = text.replace("é", "e").replace("ï", "i")
    found = find(plain, Copied(kept, [Article(id="cafe", text=text)], tmp_path)).matches
    assert [(one.telling.id, one.relation) for one in found] == [("cafe", "retelling")]


def test_the_quick_relation_agrees_with_the_collation(kept: Kept) -> None:
    """On planted copies of every kind the relation by words alone is that of the collation, same event aside."""
    held = {one.id: one for one in kept.held.values()}
    table: Counter[tuple[str, str]] = Counter()
    for article, planted in kept.asked[::3]:
        sides = (held[planted.source], article)
        marked = (mark(sides[0]), mark(sides[1]))
        full = relation(*marked, collate(*marked)).kind
        quick = relation_unmarked(*(bare(one.text) for one in sides))[0].kind
        table["unrelated" if full == "same-event" else full, quick] += 1
    assert {pair for pair in table if pair[0] != pair[1]} == set()


def bare(text: str) -> Bare:
    from retold.text.background import idf
    from retold.text.tokenise import words

    listed = words(text).norm
    return Bare([hash(word) for word in listed], [idf(word) ** 2 for word in listed])


def test_very_long_texts_are_thinned_alike() -> None:
    """Two texts of 30,000 words are cut down until they can be aligned, and a copy still agrees with its source."""
    long = Bare([word * 7919 % 100_003 for word in range(30_000)], [4.0] * 30_000)
    copy = Bare([word + (place % 4 == 0) * 200_000 for place, word in enumerate(long.words)], [4.0] * 30_000)
    one, other = thinned(long, copy)
    assert len(one.words) * len(other.words) <= LARGEST
    assert 0.7 < agreement(one, other).score < 0.8


def test_a_moved_passage_counts() -> None:
    """Half of a text put behind the other half: all of it agrees, half of it in one order."""
    first = Bare(list(range(100)), [1.0] * 100)
    second = Bare([*range(50, 100), *range(50)], [1.0] * 100)
    found = agreement(first, second)
    assert (found.score, found.first, found.kept, found.copied) == (1.0, 0.5, 1.0, 1.0)
