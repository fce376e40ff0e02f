"""Stories kept up to date: which articles hang together now, and which id each story has.

1. Only what a change touches is looked at: the articles it is about, the stories they are in, and what is joined to those by
   retelling. A digest that retells pieces of many stories does not make the search spread: beyond `WEAK` such partners it
   is not followed, and its partners stand for the stories they are in.
2. A story keeps its first id for ever. Where stories merge, the one begun first keeps its id and the others redirect to it.
   Where one falls apart, the part with most of its tellings keeps the id (then: the part with the earliest), what splits off
   gets a new one.
3. A story that has lost its tellings stays, so that its id goes on meaning something; lists show those of two and more.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from retold.archive.articles import Kept, as_telling, kept_of, marks, order, parts
from retold.archive.outlets import put_retellings
from retold.archive.pairs import Related, best_measures, pairs_of
from retold.archive.sealed import Damaged, pack, unpack
from retold.records.archive import Flag, StoryRow
from retold.records.story import Measures, Telling
from retold.related import Looked
from retold.stories import JOINS, Groups, grouped, story

WEAK = 8
_JOINING = ("identical", "retelling")


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a story: its row in lists, and a hash of all that it is made of."""

    row: StoryRow
    made_of: bytes


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it is now: its tellings by number, earliest first; the pairs in it; the story it goes on, if any."""

    members: list[int]
    pairs: list[Related]
    apart: set[tuple[int, int]]
    number: int | None = None
    merged: tuple[int, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: the stories with their summaries, and the articles that are in none any more."""

    families: list[tuple[Family, list[Telling]]]
    alone: list[int]
    former: dict[int, int] = {}  # in which story each article was


def units(plan: Plan) -> list[Plan]:
    """A plan in parts that can be carried out one after the other: families that exchange tellings stay together."""
    groups = Groups()
    keys: list[int] = []  # a story stands for itself, a family without one for a number below 0
    for place, (family, _) in enumerate(plan.families):
        own = {plan.former[one] for one in family.members if one in plan.former} or {-1 - place}
        own |= {family.number} if family.number is not None else set()
        keys.append(min(own))
        for other in own:
            groups.join(keys[-1], other)
    made: dict[int, Plan] = {}
    for key, one in zip(keys, plan.families, strict=True):
        made.setdefault(groups.of(key), Plan(families=[], alone=[], former=plan.former)).families.append(one)
    for number in plan.alone:
        key = groups.of(plan.former[number])
        made.setdefault(key, Plan(families=[], alone=[], former=plan.former)).alone.append(number)
    return list(made.values())


def regroup(db: sqlite3.Connection, touched: Iterable[int]) -> Plan:
    """The stories that these articles are in now, from the pairs. Reads only."""
    scope = _Scope(db)
    scope.widen(set(touched))
    while True:
        found = [related.looked for _, related in sorted(scope.pairs.items())]
        groups, apart = grouped([*found, *scope.stand_ins()], {})
        members: dict[int, list[int]] = defaultdict(list)
        for number in scope.inside:
            members[groups.of(number)].append(number)
        further = {number for number in scope.outside if groups.of(number) in members}
        if not further:
            break
        scope.widen(further)
    kept = kept_of(db, scope.inside)
    listed = [
        sorted((one for one in group if one in kept), key=lambda one: order(kept[one])) for group in members.values()
    ]
    listed = sorted((group for group in listed if group), key=lambda group: order(kept[group[0]]))
    owners = _owners(listed, scope.story_of)
    families: list[tuple[Family, list[Telling]]] = []
    alone: list[int] = []
    for group, (heir, merged) in zip(listed, owners, strict=True):
        if len(group) == 1 and heir is None:
            if scope.story_of.get(group[0]) is not None:
                alone.append(group[0])
            continue
        inside = set(group)
        pairs = [one for pair, one in sorted(scope.pairs.items()) if inside >= set(pair)]
        family = Family(members=group, pairs=pairs, apart=apart, number=heir, merged=merged)
        families.append((family, tellings(family, kept)))
    former = {number: own for number, own in scope.story_of.items() if own is not None}
    return Plan(families=families, alone=alone, former=former)


class _Scope:
    """The articles a regrouping has to do with, and the pairs between them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.inside: set[int] = set()
        self.outside: dict[int, int] = {}  # partners of a digest that are not followed, and their stories
        self.pairs: dict[tuple[int, int], Related] = {}
        self.story_of: dict[int, int | None] = {}

    def widen(self, numbers: set[int]) -> None:
        """Take articles in, and with them the rest of their stories and what is joined to those."""
        new = numbers - self.inside
        while new:
            new |= self._stories(new) - self.inside
            self.inside |= new
            for number in new:
                self.outside.pop(number, None)
            found = pairs_of(self.db, new, _JOINING)
            self.pairs.update(found)
            new = self._partners(found, new) - self.inside

    def stand_ins(self) -> list[Looked]:
        """Pairs that hold the outside partners of one story together, though that story was not followed."""
        return [Looked(a=number, b=-1 - own, kind="identical") for number, own in self.outside.items() if own]

    def _stories(self, numbers: set[int]) -> set[int]:
        """All articles in the stories of these; notes which is in which."""
        stories: set[int] = set()
        for part in parts(sorted(numbers)):
            for number, own in self.db.execute(
                f"SELECT number, story FROM articles WHERE number IN ({marks(part)})", part
            ):
                self.story_of[number] = own
                if own is not None:
                    stories.add(own)
        found: set[int] = set()
        for part in parts(sorted(stories)):
            for number, own in self.db.execute(
                f"SELECT number, story FROM articles WHERE story IN ({marks(part)})", part
            ):
                self.story_of[number] = own
                found.add(number)
        return found

    def _partners(self, found: dict[tuple[int, int], Related], new: set[int]) -> set[int]:
        weak: Counter[int] = Counter()
        for pair, one in found.items():
            if _weak(one):
                weak.update(pair)
        follow: set[int] = set()
        outside: set[int] = set()
        for (a, b), one in found.items():
            other = {a, b} - new
            if _weak(one) and max(weak[a], weak[b]) > WEAK:
                outside |= other
            else:
                follow |= other
        outside -= self.inside | follow
        for part in parts(sorted(outside)):
            self.outside.update(
                (number, own or 0)
                for number, own in self.db.execute(
                    f"SELECT number, story FROM articles WHERE number IN ({marks(part)})", part
                )
            )
        return follow


def _weak(one: Related) -> bool:
    return one.looked.kind == "retelling" and one.looked.wider < JOINS


def _owners(
    listed: Sequence[Sequence[int]], story_of: dict[int, int | None]
) -> list[tuple[int | None, tuple[int, ...]]]:
    """For each group the story it goes on (None: a new one), and the stories that go into it."""
    shares: dict[int, tuple[int, int]] = {}  # story → (tellings of it, place of the group that has most of them)
    for place, group in enumerate(listed):
        for story_number, count in Counter(story_of.get(one) for one in group).items():
            if story_number is not None and count > shares.get(story_number, (0, 0))[0]:
                shares[story_number] = (count, place)
    heirs: dict[int, list[int]] = defaultdict(list)
    for story_number, (_, place) in shares.items():
        heirs[place].append(story_number)
    return [
        (min(heirs[place]), tuple(sorted(heirs[place])[1:])) if place in heirs else (None, ())
        for place in range(len(listed))
    ]


def tellings(family: Family, kept: dict[int, Kept]) -> list[Telling]:
    """The tellings of a story, earliest first, each with what it kept of the one it took most from."""
    best: dict[int, Measures] = best_measures(family.pairs, family.apart)
    return [as_telling(kept[number], best.get(number)) for number in family.members]


def carry_out(db: sqlite3.Connection, plan: Plan) -> int:
    """Write a plan down, in the caller's transaction; returns how many stories were begun or changed."""
    changed = 0
    for family, told in plan.families:
        number = family.number
        if number is None:
            number = _begin(db, told)
        _left(db, {plan.former.get(one, number) for one in family.members} - {number})
        for part in parts(family.members):
            db.execute(
                f"UPDATE articles SET story = ? WHERE number IN ({marks(part)}) AND story IS NOT ?",
                (number, *part, number),
            )
        changed += summarise(db, number, told, family.pairs)
        put_retellings(db, family.members, told, family.pairs)
        for gone in family.merged:
            _redirect(db, gone, number)
    _left(db, {plan.former[one] for one in plan.alone})
    for part in parts(plan.alone):
        db.execute(f"UPDATE articles SET story = NULL WHERE number IN ({marks(part)})", part)
    return changed


def _left(db: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Tellings leave these stories: their documents hold words of them, which must go when those articles are removed."""
    db.executemany("DELETE FROM documents WHERE story = ?", [(one,) for one in stories])


def _begin(db: sqlite3.Connection, told: Sequence[Telling]) -> int:
    base = story(told, ()).id
    id, turn = base, 1
    taken = "SELECT 1 FROM stories WHERE id = ? UNION ALL SELECT 1 FROM redirects WHERE id = ?"
    while db.execute(taken, (id, id)).fetchone():
        turn += 1
        id = f"{base}-{turn}"
    number = db.execute("INSERT INTO stories (id, data) VALUES (?, x'')", (id,)).lastrowid
    assert number is not None
    return number


def _redirect(db: sqlite3.Connection, gone: int, number: int) -> None:
    """The story `gone` went into another; its id, and those that led to it, lead there."""
    row = db.execute("SELECT id FROM stories WHERE number = ?", (gone,)).fetchone()
    if row is None:
        return
    db.execute("UPDATE redirects SET story = ? WHERE story = ?", (number, gone))
    db.execute("INSERT OR REPLACE INTO redirects (id, story) VALUES (?, ?)", (row[0], number))
    db.execute("DELETE FROM stories WHERE number = ?", (gone,))
    db.execute("DELETE FROM documents WHERE story = ?", (gone,))


def summary_key(id: str) -> str:
    """The key under which the summary of a story is sealed."""
    return f"the summary of story {id}"


def summarise(db: sqlite3.Connection, number: int, told: Sequence[Telling], pairs: Sequence[Related]) -> bool:
    """Write the row of a story for lists, if anything in it has changed."""
    id, data = db.execute("SELECT id, data FROM stories WHERE number = ?", (number,)).fetchone()
    made_of = hashlib.sha256(msgspec.msgpack.encode([list(told), [one.pair for one in pairs]])).digest()
    with contextlib.suppress(Damaged):  # a new one has none yet; a damaged one is written anew
        if unpack(summary_key(id), data, Summary).made_of == made_of:
            return False
    row = row_of(id, told)
    db.execute(
        "UPDATE stories SET stamp = stamp + 1, tellings = ?, first = ?, last = ?, altered = ?, changed = ?, uncredited = ?, "
        "data = ? WHERE number = ?",
        (
            row.tellings, row.first or "", row.last or "", row.quotations_altered, row.figures_changed,
            uncredited(told), pack(summary_key(id), Summary(row=row, made_of=made_of)), number,
        ),
    )  # fmt: skip
    return True


def uncredited(told: Sequence[Telling]) -> int:
    """How many tellings give no credit though they took from another outlet. Who runs his own story again owes none."""
    outlets = {one.id: one.outlet for one in told}
    return sum(
        one.measures is not None
        and one.measures.credit is None
        and (one.outlet is None or one.outlet != outlets.get(one.measures.of))
        for one in told
    )


def row_of(id: str, told: Sequence[Telling]) -> StoryRow:
    """The row of a story in lists."""
    if not told:
        return StoryRow(id=id, title=None, tellings=0, summary="All its tellings were removed.")
    known = [one.measures for one in told if one.measures]
    dated = [one.published for one in told if one.published]
    altered = sum(one.quotations_altered for one in known)
    changed = sum(one.figures_changed for one in known)
    credited = sum(one.credit is not None for one in known)
    flags: list[Flag] = []
    if altered:
        flags.append("altered-quotations")
    if changed:
        flags.append("changed-figures")
    if uncredited(told):
        flags.append("uncredited")
    return StoryRow(
        id=id,
        title=next((one.title for one in told if one.title), None),
        tellings=len(told),
        outlets=tuple(dict.fromkeys(one.outlet for one in told if one.outlet)),
        agencies=tuple(dict.fromkeys(one.agency for one in told if one.agency)),
        first=min(dated, default=None),
        last=max(dated, default=None),
        kept=sorted(one.kept for one in known)[len(known) // 2] if known else None,
        measured=len(known),
        credited=credited,
        quotations=sum(one.quotations for one in known),
        quotations_verbatim=sum(one.quotations_verbatim for one in known),
        quotations_altered=altered,
        figures=sum(one.figures for one in known),
        figures_changed=changed,
        flags=tuple(flags),
        summary=story(told, ()).summary,
    )
