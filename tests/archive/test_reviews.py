"""What people say of the machine's answers: kept beside them, never lost, and the least certain asked first."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.archive import Archive
from retold.archive.articles import numbers_of
from retold.archive.database import FILE
from retold.archive.doubt import doubt
from retold.archive.pairs import pairs_of, put_pair
from retold.archive.reviews import beside, places_of
from retold.archive.voices import place_of_voice
from retold.errors import ArchiveError, NotFoundError, OptionError
from retold.records.archive import NewReview
from retold.related import Looked
from tests.archive.making import articles
from tests.archive.test_archive import ferry

HOSTILE = "<script>alert(1)</script>\u202e\x00 '; DROP TABLE reviews; -- {{ 7*7 }} =1+1 \ud800"


@pytest.fixture
def kept(root, tmp_path):
    """An archive of the example."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(ferry(root))
        yield archive


def two(archive: Archive) -> tuple[str, str]:
    """The ids of a source and a retelling that changed something, the later in the alphabet first."""
    story = archive.story(archive.stories().stories[0].id)
    pair = next(
        one
        for one in story.pairs
        if one.relation == "retelling" and len(set(places_of(archive.comparison(one.a, one.b)))) > 3
    )
    return (pair.a, pair.b) if pair.a > pair.b else (pair.b, pair.a)


def test_each_kind_with_the_answer_of_the_machine(kept):
    """A review of a relation, a direction, a change and a voice holds what the machine says now; ids come in any order."""
    one, other = two(kept)
    comparison = kept.comparison(one, other)
    place = places_of(comparison)[0]
    spoken = kept.ledger(one).attributions[0]
    given = [
        NewReview(about="pair", one=one, other=other, verdict="reject", note="  not one  ", name="A. Reader"),
        NewReview(about="direction", one=other, other=one, verdict="correct", value="undecided"),
        NewReview(about="change", one=one, other=other, place=place, verdict="correct", value="move"),
        NewReview(about="voice", one=one, place=place_of_voice(spoken), verdict="correct", value="Somebody Else"),
    ]
    saved = [kept.review(review) for review in given]
    machine = [review.machine.answer for review in saved]
    assert machine == ["retelling", comparison.source.id, comparison.changes[0].kind, spoken.voice_name]
    assert saved[0].machine.sure == round(comparison.relation.score, 4)
    assert (saved[0].one, saved[0].other, saved[0].note) == (other, one, "not one")
    found = kept.reviews()
    assert found.total == 4
    assert [review.number for review in found.reviews] == [4, 3, 2, 1]
    assert [msgspec.structs.replace(review, now=None, changed=False) for review in reversed(found.reviews)] == [
        msgspec.structs.replace(review, now=None) for review in saved
    ]
    assert [review.about for review in kept.reviews(one=one, other=other).reviews] == ["change", "direction", "pair"]
    assert [review.about for review in kept.reviews(about="voice", one=one).reviews] == ["voice"]
    assert kept.reviews(one="nobody").total == 0


def test_nothing_is_overwritten(kept):
    """A later review of the same supersedes the earlier one, which stays; one of something else does not."""
    one, other = two(kept)
    kept.review(NewReview(about="pair", one=one, other=other, verdict="reject", note="first"))
    kept.review(NewReview(about="direction", one=one, other=other, verdict="confirm"))
    kept.review(NewReview(about="pair", one=other, other=one, verdict="confirm", note="second"))
    found = kept.reviews().reviews
    assert [(review.about, review.note, review.superseded) for review in found] == [
        ("pair", "second", False),
        ("direction", "", False),
        ("pair", "first", True),
    ]


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"about": "story"}, "about"),
        ({"verdict": "maybe"}, "verdict"),
        ({"other": ""}, "other"),
        ({"other": "same"}, "other"),
        ({"verdict": "correct"}, "value"),
        ({"verdict": "correct", "value": "cousins"}, "value"),
        ({"verdict": "correct", "value": "retelling"}, "value"),
        ({"about": "direction", "verdict": "correct", "value": "nobody"}, "value"),
        ({"place": "1-2"}, "place"),
        ({"about": "change", "place": "figure@1-2/3-4"}, "place"),
        ({"about": "change"}, "place"),
        ({"about": "voice", "other": ""}, "place"),
        ({"about": "voice"}, "other"),
        ({"note": "x" * 4001}, "note"),
        ({"name": "x" * 201}, "name"),
        ({"about": "change", "verdict": "correct", "value": "typo", "place": "first"}, "value"),
    ],
)
def test_nonsense_is_named(kept, wrong, names):
    """What makes no sense is refused with the name of the field, and nothing is kept."""
    one, other = two(kept)
    given = {"about": "pair", "one": one, "other": other, "verdict": "confirm", **wrong}
    if given["other"] == "same":
        given["other"] = one
    if given.get("place") == "first":
        given["place"] = places_of(kept.comparison(one, other))[0]
    with pytest.raises(OptionError) as raised:
        kept.review(NewReview(**given))
    assert raised.value.option == names
    assert kept.reviews().total == 0


def test_unknown_article(kept):
    """A review of an article that is not there is refused."""
    with pytest.raises(NotFoundError):
        kept.review(NewReview(about="pair", one=two(kept)[0], other="nobody", verdict="confirm"))


def test_machine_answers_otherwise_later(kept):
    """A reindex leaves reviews as they are; where the answer is another one afterwards, the review says so."""
    one, other = two(kept)
    place = places_of(kept.comparison(one, other))[0]
    kept.review(NewReview(about="pair", one=one, other=other, verdict="confirm"))
    kept.review(NewReview(about="direction", one=one, other=other, verdict="confirm"))
    kept.review(NewReview(about="change", one=one, other=other, place=place, verdict="confirm"))
    kept.doctor(reindex=True)
    assert [(review.changed, review.verdict) for review in kept.reviews().reviews] == [(False, "confirm")] * 3
    with kept._database.writing() as db:
        numbers = dict(db.execute("SELECT id, number FROM articles"))
        key = tuple(sorted((numbers[one], numbers[other])))
        related = next(
            found for pair, found in pairs_of(db, key).items() if tuple(sorted(pair)) == key
        )  # fmt: skip
        looked = msgspec.structs.replace(related.looked, kind="shares-passage", direction="undecided")
        put_pair(db, msgspec.structs.replace(related, looked=looked))
    change, direction, pair = kept.reviews().reviews
    assert (pair.now, pair.changed, pair.machine.answer) == ("shares-passage", True, "retelling")
    assert (direction.now, direction.changed) == ("undecided", True)
    assert change.now is None  # the page that compares the two says it
    comparison = kept.comparison(one, other)
    gone = msgspec.structs.replace(comparison, changes=comparison.changes[1:])
    assert [review.changed for review in beside((change,), comparison)] == [False]
    assert [(review.now, review.changed) for review in beside((change,), gone)] == [("", True)]
    first = comparison.changes[0]
    other_kind = msgspec.structs.replace(first, kind="garbled")
    turned = msgspec.structs.replace(comparison, changes=(other_kind, *comparison.changes[1:]))
    if turned.changes[0].kind != first.kind:
        assert [review.now for review in beside((change,), turned)] == ["garbled"]


def test_removing_an_article_removes_what_was_said_of_it(kept):
    """With an article its reviews go, and no file holds their words any more; others stay."""
    story = kept.story(kept.stories().stories[0].id)
    ids = [telling.id for telling in story.tellings][:3]
    kept.review(NewReview(about="pair", one=ids[0], other=ids[1], verdict="reject", note="xylophonic remark"))
    kept.review(NewReview(about="pair", one=ids[0], other=ids[2], verdict="reject", note="quiet remark"))
    kept.remove(ids[1])
    assert [review.note for review in kept.reviews().reviews] == ["quiet remark"]
    for file in kept.path.rglob("*"):
        assert not file.is_file() or b"xylophonic" not in file.read_bytes()


def test_hostile_words_stay_words(kept, tmp_path):
    """Notes, names and voices come back as they were given but for lone surrogates; the export has them, the labels have not."""
    one, _ = two(kept)
    place = next(place for spoken in kept.ledger(one).attributions if (place := place_of_voice(spoken)))
    kept.review(
        NewReview(about="voice", one=one, place=place, verdict="reject", note=HOSTILE, name=HOSTILE)
    )  # fmt: skip
    whole = HOSTILE.replace("\ud800", "?")
    found = kept.reviews().reviews[0]
    assert (found.note, found.name) == (whole, whole)
    assert kept.export(tmp_path / "out")["reviews"] == 1
    exported = json.loads((tmp_path / "out" / "reviews.jsonl").read_text("utf-8"))
    assert (exported["note"], exported["machine"]["answer"]) == (whole, found.machine.answer)
    (label,) = kept.review_labels()
    assert "script" not in json.dumps(label)
    assert label["one_span"] == [int(part) for part in place.split("-")]


def test_labels_have_no_words(kept):
    """Labels have ids, places, verdicts and a number for each reviewer, and no word of an article, note or name."""
    one, other = two(kept)
    comparison = kept.comparison(one, other)
    for index, name in enumerate(("A. Reader", "B. Reader", "A. Reader")):
        place = places_of(comparison)[index]
        kept.review(
            NewReview(about="change", one=one, other=other, place=place, verdict="reject", note="Xyz", name=name)
        )
    labels = list(kept.review_labels())
    assert [label["reviewer"] for label in labels] == [1, 2, 1]
    assert not any(word in json.dumps(labels) for word in ("Reader", "Xyz"))
    low, high = sorted((comparison.source, comparison.retelling), key=lambda article: article.id)
    for label, change in zip(labels, comparison.changes, strict=False):
        sides = (
            (change.source, change.retelling) if low.id == comparison.source.id else (change.retelling, change.source)
        )
        for spans, article, found in zip(sides, (low, high), (label["one_span"], label["other_span"]), strict=True):
            assert found == ([spans[0].start, spans[-1].end] if spans else None)
            if found:
                assert article.text[found[0] : found[1]].startswith(spans[0].text)


def test_damaged_answers_are_named(kept):
    """What the machine had said cannot be changed behind its back."""
    one, other = two(kept)
    kept.review(NewReview(about="pair", one=one, other=other, verdict="confirm"))
    with kept._database.writing() as db:
        db.execute("UPDATE reviews SET machine = x'00112233445566778899'")
    with pytest.raises(ArchiveError, match="damaged"):
        kept.reviews()


def test_queue_has_the_least_certain_first(tmp_path):
    """The queue goes by doubt; what is reviewed leaves it; a kind can be asked for; nothing certain is in it."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(articles(70, stories=(5,)))
        queue = archive.review_queue(limit=1000)
        assert len(queue.items) > 5
        assert (queue.waiting, queue.reviewed) == (len(queue.items), 0)
        assert [item.doubt for item in queue.items] == sorted((item.doubt for item in queue.items), reverse=True)
        assert all(item.doubt > 0 for item in queue.items)
        assert {item.about for item in archive.review_queue(about="direction", limit=1000).items} == {"direction"}
        first, second = queue.items[:2]
        archive.review(NewReview(about=first.about, one=first.one.id, other=first.other.id, verdict="reject"))
        shorter = archive.review_queue(limit=1000)
        others = [item for item in shorter.items if item.about == first.about or not same(item, first)]
        assert others == list(queue.items[1:])
        assert shorter.reviewed == 1
        assert archive.review_queue(limit=1).items == (second,)
        archive.doctor(reindex=True)
        assert archive.review_queue(limit=1).items == (second,)
        with pytest.raises(OptionError):
            archive.review_queue(about="change")


def same(item, other):
    """Whether two items of the queue are about the same pair."""
    return {item.one.id, item.other.id} == {other.one.id, other.other.id}


def test_lesser_doubt_of_a_pair_is_asked_when_the_greater_is_answered(tmp_path):
    """A pair that leaves two doubts asks both, one after the other; who denies the relation is not asked for the direction."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(articles(70, stories=(5,)))
        both = {}
        for item in archive.review_queue(limit=1000).items:
            row = archive._database.reading
            with row() as db:
                found = archive_pair(db, item)
            asks, much = doubt(found)
            assert (asks, much) == (item.about, item.doubt)
            further = doubt(found, {asks: "confirm"})
            if further[1] > 0:
                both[item.one.id, item.other.id] = (item, further)
        asked = {}
        for (one, other), (item, further) in both.items():
            verdict = "reject" if item.about == "pair" and len(asked) % 2 else "confirm"
            archive.review(NewReview(about=item.about, one=one, other=other, verdict=verdict))
            asked[one, other] = (verdict == "confirm" or item.about == "direction", further)
        assert len(asked) > 1
        queue = archive.review_queue(limit=1000).items
        for (one, other), (goes_on, further) in asked.items():
            now = [(item.about, item.doubt) for item in queue if {item.one.id, item.other.id} == {one, other}]
            assert now == ([further] if goes_on else [])
        for item in queue:
            archive.review(NewReview(about=item.about, one=item.one.id, other=item.other.id, verdict="confirm"))
        archive.doctor(reindex=True)
        left = archive.review_queue(limit=1000).items
        for item in left:
            archive.review(NewReview(about=item.about, one=item.one.id, other=item.other.id, verdict="confirm"))
        assert archive.review_queue().items == ()


def archive_pair(db, item):
    """What is stored of the pair of an item."""
    numbers = numbers_of(db, [item.one.id, item.other.id])
    return next(
        one.looked for pair, one in pairs_of(db, list(numbers.values())).items() if set(pair) == set(numbers.values())
    )


def test_queue_is_paged(tmp_path, root):
    """Pages of the queue have every item once, in the order of the whole queue: pairs, directions and voices."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(articles(70, stories=(5,)))
        archive.add(ferry(root))
        for about in (None, "pair", "direction", "voice"):
            whole = archive.review_queue(about=about, limit=1000).items
            assert len(whole) > 3
            seen, after = [], None
            while True:
                page = archive.review_queue(about=about, limit=3, after=after)
                assert len(page.items) <= 3
                seen += page.items
                if (after := page.next) is None:
                    break
            assert tuple(seen) == whole
        for nonsense in ("§", "e30", "WzFd"):
            with pytest.raises(OptionError):
                archive.review_queue(after=nonsense)


def test_queue_of_voices_reaches_every_article(tmp_path, root):
    """The oldest article's voices are asked about, however many articles came later and were reviewed."""
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(ferry(root))
        wanted = archive.review_queue(about="voice", limit=1000).items
        archive.add(articles(80, stories=(60,)))
        with archive._database.reading() as db:
            assert db.execute("SELECT count(*) FROM marks").fetchone()[0] > 60
        assert archive.review_queue(about="voice", limit=1000).items[-len(wanted) :] == wanted
        for item in archive.review_queue(about="voice", limit=1000).items[: -len(wanted)]:
            archive.review(NewReview(about="voice", one=item.one.id, place=item.place, verdict="confirm"))
        archive.doctor(reindex=True)
        assert archive.review_queue(about="voice", limit=2).items == wanted[:2]


def test_queue_of_voices(kept):
    """Inferred voices are asked about until they are reviewed."""
    inferred = [
        (id, place_of_voice(one))
        for id in kept.articles([row.id for row in kept.story(kept.stories().stories[0].id).tellings])
        for one in kept.ledger(id).attributions
        if one.basis == "inferred"
    ]
    queue = kept.review_queue(about="voice", limit=1000).items
    assert {(item.one.id, item.place) for item in queue} == set(inferred)
    for item in queue:
        kept.review(NewReview(about="voice", one=item.one.id, place=item.place, verdict="confirm"))
    assert kept.review_queue(about="voice").items == ()


@pytest.mark.parametrize(
    ("kind", "score", "probability", "asks", "much"),
    [
        ("retelling", 0.5, 0.99, "pair", 1.0),
        ("retelling", 0.42, 0.99, "pair", 1.0),
        ("retelling", 0.625, 1.0, "pair", 0.5),
        ("retelling", 0.9, 0.5, "direction", 0.75),
        ("retelling", 0.9, 0.8, "direction", 0.3),
        ("retelling", 0.9, 1.0, "pair", 0.0),
        ("shares-passage", 0.45, 0.5, "pair", 0.8),
        ("shares-passage", 0.1, 0.5, "pair", 0.0),
        ("identical", 1.0, 0.5, "pair", 0.0),
    ],
)
def test_doubt(kind, score, probability, asks, much):
    """Doubt is greatest at the line of the relation and at a probability of one half; identical texts ask nothing."""
    looked = Looked(a=1, b=2, kind=kind, score=score, probability=probability, direction="derived")
    assert doubt(looked) == (asks, pytest.approx(much))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    kind=st.sampled_from(("identical", "retelling", "shares-passage")),
    score=st.floats(0, 1),
    probability=st.floats(0, 1),
)
def test_doubt_is_a_share(kind, score, probability):
    """Doubt lies between 0 and 1, whatever was measured."""
    asks, much = doubt(Looked(a=1, b=2, kind=kind, score=score, probability=probability))
    assert 0 <= much <= 1
    assert asks in ("pair", "direction")


def test_pages_of_reviews(kept):
    """Pages have every review once, newest first; a broken cursor is named; the file is the only place they are kept."""
    one, other = two(kept)
    for number in range(7):
        kept.review(NewReview(about="pair", one=one, other=other, verdict="confirm", note=str(number)))
    seen, after = [], None
    while True:
        page = kept.reviews(limit=3, after=after)
        assert page.total == 7
        seen += [review.note for review in page.reviews]
        if (after := page.next) is None:
            break
    assert seen == [str(number) for number in reversed(range(7))]
    with pytest.raises(OptionError):
        kept.reviews(after="§")
    assert (kept.path / FILE).is_file()
