"""What people say of the machine's answers, kept beside them.

1. A review is about one answer: the relation of a *pair*, its *direction*, the *voice* of what is said in an article, or a
   *change*. It is known by the ids of the articles and a place (see `records.archive.Review`), never by a number that the next
   run of the machine could give to something else. The ids stand in alphabetical order, so nothing hangs on who is the source.
2. The machine's answer is read from the archive when the review is saved, never taken from whoever sends it, and stays with
   the review. If it is another one later, the review stays, and says so.
3. Nothing is overwritten: a later review of the same supersedes an earlier one, and both are shown.
4. A review does not change what the machine answers, here or anywhere.
5. The queue takes pairs by their `doubt` (see that module), of the same doubt the newest first, and leaves out what has been
   reviewed: a pair whose question has an answer asks what is left, if anything (`pairs.settle`). Voices are asked about where
   they are inferred, in the newest articles first (see `voices`). It is paged by the place it has come to.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from retold.archive.articles import as_telling, kept_of, numbers_of
from retold.archive.database import Database
from retold.archive.pairs import pair_from, settle
from retold.archive.sealed import pack, unpack, whole
from retold.archive.voices import place_of_voice, settle_voice, waiting
from retold.errors import NotFoundError, OptionError
from retold.installed import version
from retold.records.archive import (
    MachineAnswer,
    NewReview,
    Review,
    ReviewedKind,
    ReviewPage,
    ReviewQueue,
    ToReview,
    Verdict,
)
from retold.records.comparison import Change, ChangeKind, Comparison, RelationKind
from retold.records.marks import Attribution

if TYPE_CHECKING:
    from retold.archive import Archive
    from retold.records.article import Span
    from retold.records.story import Pair

NOTE, NAME, VALUE, PLACE = 4000, 200, 400, 2000  # characters
VOICES = 200  # articles looked through for a page of inferred voices
_MOST = 1000
_KINDS: tuple[str, ...] = get_args(ReviewedKind)
_VERDICTS: tuple[str, ...] = get_args(Verdict)
_DECIDED = ("derived", "derived-unseen", "revision")
UNDECIDED = "undecided"
_STEP = "Take `next` of the page before."
NONE = ""  # the machine says nothing of this any more

_COLUMNS = "number, about, one, other, place, verdict, value, note, name, at, machine"
_LATER = (
    "EXISTS (SELECT 1 FROM reviews l WHERE l.about = r.about AND l.one = r.one AND l.other = r.other AND l.place = r.place "
    "AND l.number > r.number)"
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which reviews are asked for: see `Archive.reviews`."""

    about: str | None = None
    one: str | None = None
    other: str | None = None
    limit: int = 100
    after: str | None = None


def put(archive: Archive, database: Database, given: NewReview) -> Review:
    """Keep a review; see `Archive.review`."""
    from retold.archive.adding import now

    checked = _checked(given)
    machine = _machine(archive, checked)
    _fits(checked, machine)
    at = now()
    marked = archive.marked(checked.one) if checked.about == "voice" else None
    fields = (checked.about, checked.one, checked.other, checked.place, checked.verdict, checked.value, checked.note)
    with database.writing() as db:
        for id in (checked.one, checked.other):
            if id and not db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone():
                raise NotFoundError(database.name, "article", id, next_step="It was removed just now.")
        number = db.execute(
            "INSERT INTO reviews (about, one, other, place, verdict, value, note, name, at, machine) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, x'')",
            (*fields, checked.name, at),
        ).lastrowid
        assert number is not None
        db.execute("UPDATE reviews SET machine = ? WHERE number = ?", (pack(_key(number), machine), number))
        if marked is not None:
            settle_voice(db, checked.one, marked)
        elif checked.about in ("pair", "direction"):
            settle(db, checked.one, checked.other)
    return Review(number=number, at=at, machine=machine, now=machine.answer, **msgspec.structs.asdict(checked))


def _key(number: int) -> str:
    return f"what the machine said when review {number} was made"


def _checked(given: NewReview) -> NewReview:
    """The review with ids in order and spaces trimmed, if it makes sense by itself."""
    if given.about not in _KINDS:
        raise OptionError("about", given.about, f"is none of {', '.join(_KINDS)}")
    if given.verdict not in _VERDICTS:
        raise OptionError("verdict", given.verdict, f"is none of {', '.join(_VERDICTS)}")
    one, other = given.one, given.other
    if given.about == "voice":
        if other:
            raise OptionError("other", other[:60], "a voice is in one article")
    elif one == other or not other:
        raise OptionError("other", other[:60], "this is about two different articles")
    elif other < one:
        one, other = other, one
    values: dict[str, Any] = {"one": one, "other": other, "place": given.place.strip()}
    for name, most in (("value", VALUE), ("note", NOTE), ("name", NAME)):
        values[name] = str(whole(getattr(given, name).strip()))
        if len(values[name]) > most:
            raise OptionError(name, len(values[name]), f"has more than {most:,} characters")
    if len(values["place"]) > PLACE or (given.about in ("pair", "direction") and values["place"]):
        raise OptionError("place", given.place[:60], "pairs and directions have no place")
    if given.verdict != "correct":
        values["value"] = ""
    elif not values["value"]:
        raise OptionError("value", "", "a correction says what is right")
    return msgspec.structs.replace(given, **values)


def _fits(given: NewReview, machine: MachineAnswer) -> None:
    """That a corrected answer is one that can be given, and another one than the machine's."""
    allowed: Mapping[str, tuple[str, ...]] = {
        "pair": get_args(RelationKind),
        "direction": (given.one, given.other, UNDECIDED),
        "change": get_args(ChangeKind),
    }
    if given.verdict != "correct":
        return
    if given.about in allowed and given.value not in allowed[given.about]:
        raise OptionError(
            "value", given.value[:60], f"is none of {', '.join(one[:60] for one in allowed[given.about])}"
        )
    if given.value == machine.answer:
        raise OptionError("value", given.value[:60], "is what the machine says", "Confirm it instead.")


def _machine(archive: Archive, given: NewReview) -> MachineAnswer:
    """What the machine says now of what is reviewed.

    Raises:
        NotFoundError: one of the articles is not there.
        OptionError: there is nothing at this place.
    """
    if given.about == "voice":
        for one in archive.ledger(given.one).attributions:
            if place_of_voice(one) == given.place:
                return voice_answer(one)
        raise OptionError("place", given.place[:60], "nothing is attributed there")
    comparison = archive.comparison(given.one, given.other)
    if given.about == "pair":
        return pair_answer(comparison)
    if given.about == "direction":
        return direction_answer(comparison)
    places = places_of(comparison)
    if given.place not in places:
        raise OptionError("place", given.place[:60], "there is no such change")
    return change_answer(comparison.changes[places.index(given.place)])


def pair_answer(comparison: Comparison) -> MachineAnswer:
    """The relation, as an answer to review."""
    relation = comparison.relation
    return MachineAnswer(answer=relation.kind, sure=round(relation.score, 4), retold=comparison.retold)


def direction_answer(comparison: Comparison) -> MachineAnswer:
    """The direction, as an answer to review."""
    direction = comparison.direction
    source = comparison.source.id if direction.answer in _DECIDED else UNDECIDED
    return MachineAnswer(answer=source, sure=round(direction.probability, 4), retold=comparison.retold)


def voice_answer(one: Attribution) -> MachineAnswer:
    """The voice of an attribution, as an answer to review."""
    named = one.voice_name or (one.voice.text if one.voice else "")
    return MachineAnswer(answer=str(whole(named)), basis=one.basis, retold=version("retold"))


def change_answer(change: Change) -> MachineAnswer:
    """A change, as an answer to review."""
    return MachineAnswer(answer=change.kind, retold=version("retold"))


def places_of(comparison: Comparison) -> tuple[str, ...]:
    """The place of each change; the side of the id that comes first in the alphabet stands first."""
    turned = comparison.retelling.id < comparison.source.id
    found = []
    for change in comparison.changes:
        sides = (change.b, change.a) if turned else (change.a, change.b)
        found.append(f"{change.kind}@{_place(sides[0])}/{_place(sides[1])}")
    return tuple(found)


def _place(spans: tuple[Span, ...]) -> str:
    return f"{spans[0].start}-{spans[-1].end}" if spans else "-"


def reviews(db: sqlite3.Connection, asked: Asked) -> ReviewPage:
    """One page of reviews, newest first."""
    where, values = ["1"], list[str | int]()
    if asked.about is not None:
        if asked.about not in _KINDS:
            raise OptionError("about", asked.about, f"is none of {', '.join(_KINDS)}")
        where.append("about = ?")
        values.append(asked.about)
    ids = [whole(id) for id in (asked.one, asked.other) if id is not None]
    if len(ids) == 2:
        where.append("one = ? AND other = ?")
        values += sorted(ids)
    elif ids:
        where.append("(one = ? OR other = ?)")
        values += ids * 2
    listed = " AND ".join(where)
    total = db.execute(f"SELECT count(*) FROM reviews WHERE {listed}", values).fetchone()[0]
    if asked.after is not None:
        listed += " AND number < ?"
        values.append(_number(asked.after))
    limit = max(1, min(asked.limit, _MOST))
    rows = db.execute(
        f"SELECT {_COLUMNS}, {_LATER} FROM reviews r WHERE {listed} ORDER BY number DESC LIMIT ?", (*values, limit + 1)
    ).fetchall()
    return ReviewPage(
        retold=version("retold"),
        reviews=tuple(_with_now(db, _review(row)) for row in rows[:limit]),
        total=total,
        next=_cursor(rows[limit - 1][0]) if len(rows) > limit else None,
    )


def of_story(db: sqlite3.Connection, story: int, limit: int) -> tuple[Review, ...]:
    """Reviews of the articles of a story and of pairs within it, newest first."""
    numbers = db.execute(
        "SELECT r.number FROM articles x CROSS JOIN reviews r ON r.one = x.id LEFT JOIN articles y ON y.id = r.other "
        "WHERE x.story = ?1 AND (r.other = '' OR y.story = ?1) ORDER BY r.number DESC LIMIT ?2",
        (story, max(1, min(limit, _MOST))),
    ).fetchall()
    rows = [
        db.execute(f"SELECT {_COLUMNS}, {_LATER} FROM reviews r WHERE number = ?", number).fetchone()
        for number in numbers
    ]
    return tuple(_with_now(db, _review(row)) for row in rows)


def _review(row: tuple[Any, ...]) -> Review:
    number, about, one, other, place, verdict, value, note, name, at, machine, superseded = row
    return Review(
        number=number, about=about, one=one, other=other, place=place, verdict=verdict, value=value, note=note, name=name,
        at=at, machine=unpack(_key(number), machine, MachineAnswer), superseded=bool(superseded),
    )  # fmt: skip


def _with_now(db: sqlite3.Connection, review: Review) -> Review:
    """With what the stored pair says now, which is read without comparing anything. Of voices and changes the pages say it."""
    if review.about not in ("pair", "direction"):
        return review
    pair = _stored(db, review.one, review.other)
    if pair is None:
        return said_now(review, NONE) if review.machine.answer in ("identical", "retelling") else review
    if review.about == "pair":
        return said_now(review, pair.relation)
    return said_now(review, pair.a if pair.direction in _DECIDED else UNDECIDED)


def _stored(db: sqlite3.Connection, one: str, other: str) -> Pair | None:
    numbers = numbers_of(db, (one, other))
    if len(numbers) < 2:
        return None
    both = (numbers[one], numbers[other])
    for a, b in (both, both[::-1]):
        row = db.execute("SELECT data FROM pairs WHERE a = ? AND b = ?", (a, b)).fetchone()
        if row:
            return pair_from(a, b, row[0]).pair
    return None


def said_now(review: Review, answer: str) -> Review:
    """The review beside what the machine says now."""
    return msgspec.structs.replace(review, now=answer, changed=answer != review.machine.answer)


def beside(reviews: tuple[Review, ...], comparison: Comparison) -> tuple[Review, ...]:
    """Reviews of two articles beside what their comparison says now."""
    now = {"pair": pair_answer(comparison).answer, "direction": direction_answer(comparison).answer}
    kinds = {place.partition("@")[2]: place.partition("@")[0] for place in reversed(places_of(comparison))}
    places = set(places_of(comparison))
    found = []
    for one in reviews:
        if one.about == "change":
            kind, _, where = one.place.partition("@")
            found.append(said_now(one, kind if one.place in places else kinds.get(where, NONE)))
        else:
            found.append(said_now(one, now[one.about]) if one.about in now else one)
    return tuple(found)


def beside_voices(reviews: tuple[Review, ...], attributions: tuple[Attribution, ...]) -> tuple[Review, ...]:
    """Reviews of voices beside what the ledger says now."""
    now = {place_of_voice(one): voice_answer(one).answer for one in reversed(attributions)}
    return tuple(said_now(one, now.get(one.place, NONE)) for one in reviews if one.about == "voice")


def queue(database: Database, about: str | None, limit: int, after: str | None) -> ReviewQueue:
    """Answers to review, the least certain first; see `Archive.review_queue`."""
    if about not in (None, "pair", "direction", "voice"):
        raise OptionError("about", about, "has no queue", "There is one for pair, direction and voice.")
    limit = max(1, min(limit, _MOST))
    with database.reading() as db:
        waits = db.execute("SELECT count(*) FROM pairs WHERE doubt > 0").fetchone()[0]
        done = db.execute(
            "SELECT about, count(*) FROM (SELECT DISTINCT about, one, other, place FROM reviews) GROUP BY 1"
        )
        reviewed = dict(done.fetchall())
        items, more = _voices(db, limit, after) if about == "voice" else _pairs(db, about, limit, after)
    return ReviewQueue(
        retold=version("retold"), items=tuple(items), waiting=waits, reviewed=sum(reviewed.values()), next=more
    )


def _pairs(
    db: sqlite3.Connection, about: str | None, limit: int, after: str | None
) -> tuple[list[ToReview], str | None]:
    """Pairs by their doubt, and the cursor behind them."""
    where, values = ("p.asks = ? AND p.doubt > 0", [about]) if about else ("p.doubt > 0", list[Any]())
    if after is not None:
        much, b, a = _place_in_queue(after)
        where += " AND p.doubt <= ? AND (p.doubt < ? OR p.b < ? OR (p.b = ? AND p.a > ?))"
        values += [much, much, b, b, a]
    rows = db.execute(
        "SELECT p.a, p.b, p.asks, p.doubt, p.data FROM pairs p CROSS JOIN articles x ON x.number = p.a "
        f"CROSS JOIN articles y ON y.number = p.b WHERE {where} "
        "ORDER BY p.doubt DESC, p.b DESC, p.a LIMIT ?",
        (*values, limit + 1),
    ).fetchall()
    more = _coded([rows[limit - 1][3], rows[limit - 1][1], rows[limit - 1][0]]) if len(rows) > limit else None
    kept = kept_of(db, {number for row in rows[:limit] for number in row[:2]})
    items = []
    for a, b, asks, doubt, data in rows[:limit]:
        pair = pair_from(a, b, data).pair
        if asks == "pair":
            machine = MachineAnswer(answer=pair.relation, sure=round(pair.score, 4))
        else:
            decided = pair.direction in _DECIDED
            machine = MachineAnswer(answer=pair.a if decided else UNDECIDED, sure=round(pair.probability, 4))
        items.append(
            ToReview(about=asks, one=as_telling(kept[a]), other=as_telling(kept[b]), machine=machine, doubt=doubt)
        )
    return items, more


def _voices(db: sqlite3.Connection, limit: int, after: str | None) -> tuple[list[ToReview], str | None]:
    """Inferred voices, those of the newest articles first, and the cursor behind them."""
    _, below, skip = _place_in_queue(after) if after is not None else (0.0, 1 << 60, 0)
    items: list[ToReview] = []
    looked = 0
    number = below
    for number, voices in waiting(db, below, VOICES):
        looked += 1
        listed = list(voices.items())[skip if number == below - 1 else 0 :]
        told = as_telling(kept_of(db, [number])[number]) if listed else None
        for shown, (place, one) in enumerate(listed):
            if len(items) == limit:
                return items, _coded([0.0, number + 1, len(voices) - len(listed) + shown])
            assert told is not None
            says = " … ".join(span.text for span in one.content)[:400]
            items.append(
                ToReview(about="voice", one=told, place=place, says=says, machine=voice_answer(one), doubt=0.5)
            )
    return items, _coded([0.0, number, 0]) if looked == VOICES else None


def _coded(place: list[float]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _place_in_queue(cursor: str) -> tuple[float, int, int]:
    """Where a page of the queue ended: (doubt, number, number)."""
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        doubt, first, second = msgspec.json.decode(data, type=tuple[float, int, int])
    except (ValueError, msgspec.DecodeError):
        raise OptionError("after", cursor[:60], "is no cursor of this list", _STEP) from None
    return doubt, max(-1, min(first, 1 << 60)), max(0, min(second, 1 << 60))


def _cursor(number: int) -> str:
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def _number(cursor: str) -> int:
    try:
        return min(int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")[:15]), 1 << 60)
    except ValueError:
        raise OptionError("after", cursor[:60], "is no cursor of this list", _STEP) from None


def all_reviews(db: sqlite3.Connection) -> Iterator[Review]:
    """Every review, the oldest first."""
    for row in db.execute(f"SELECT {_COLUMNS}, {_LATER} FROM reviews r ORDER BY number"):
        yield _review(row)


def labels(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every review as data for a benchmark: ids, places and verdicts; no note, no name of a reviewer, no words of an article.

    `reviewer` is a number in order of appearance, so that agreement can be measured. A voice is told by its name alone.
    """
    reviewers: dict[str, int] = {}
    for one in all_reviews(db):
        kind, _, where = one.place.rpartition("@")
        spans = [_offsets(part) for part in where.split("/")] if where else []
        yield {
            "about": one.about,
            "one": one.one,
            "other": one.other or None,
            "kind": kind or None,
            "one_span": spans[0] if spans else None,
            "other_span": spans[1] if len(spans) > 1 else None,
            "verdict": one.verdict,
            "value": one.value or None,
            "machine": one.machine.answer,
            "sure": one.machine.sure,
            "retold": one.machine.retold,
            "at": one.at,
            "reviewer": reviewers.setdefault(one.name, len(reviewers) + 1),
            "superseded": one.superseded,
        }


def _offsets(span: str) -> list[int] | None:
    first, found, last = span.partition("-")
    return [int(first), int(last)] if found and first.isdecimal() and last.isdecimal() else None
