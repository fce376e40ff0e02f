"""A story as it is shown: tellings, pairs, tree, what each changed, ledger. Made when first asked for, then kept.

1. The tree is `retold.tree.tree` over the texts of the story. The ledger lays one telling, the root of the tree (of several the
   earliest), beside `WIDEST` others at most, the earliest first; what a stored pair knows already is taken from there. The whole
   is stored with the stamp of the story that it was made of, and made anew when the story has changed since.
2. That takes some 10 ms a telling. The documents of stories of more than `LARGE` are therefore made by whoever changes the story
   (`grow`), when it has grown by a tenth since; so all that is made for a story costs ten times its last document at most.
3. Who may not store (the pages) is given the stored document of a large story also where a few tellings came since: with all
   tellings and pairs of now, the tree and the ledger of before, and a note that says of how many they are. Where none is stored
   yet, they are of the first `AT_ONCE` tellings.

| threshold | value | from |
|---|---|---|
| WIDEST | 24 | columns of a ledger that can be read side by side; each takes some 15 ms to make |
| EDGES | 60 | tellings up to which the changes of every edge are listed, at some 10 ms an edge |
| LARGE | 12 | a document of 10 tellings takes up to 0.2 s to make, of 56 1 s, of 204 3 s |
| AT_ONCE | 100 | a tree of 1,001 tellings takes 7 s, and a minute where others want the same core: no reader waits so long |
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from retold.archive.articles import articles_of, kept_of, order, removals
from retold.archive.database import Database
from retold.archive.families import Family, tellings
from retold.archive.looking import changes_key, changes_texts
from retold.archive.marking import marked_numbers
from retold.archive.pairs import Related, pairs_of
from retold.archive.sealed import Damaged, pack, text_bytes, unpack
from retold.changes import differences
from retold.collation import collate
from retold.errors import ArchiveError, NotFoundError
from retold.installed import version
from retold.ledger import ledger_rows
from retold.records.article import Article
from retold.records.comparison import Differences, Note
from retold.records.ledger import LedgerRow
from retold.records.marks import Marked
from retold.records.story import Story, Telling, Tree
from retold.stories import grouped
from retold.tree import tree

WIDEST, EDGES, LARGE, AT_ONCE = 24, 60, 12, 100


_TRIES = 5


class _Changed(Exception):  # noqa: N818  never leaves this module
    """The story has changed while it was read."""


def story(database: Database, id: str, *, fresh: bool = False) -> Story:
    """The story that holds now under an id; see `Archive.story`. `fresh`: made of all its tellings, and stored."""
    for _ in range(_TRIES):
        try:
            return _story(database, id, fresh)
        except _Changed:
            continue
    says = f"the story {id[:80]!r} keeps changing while it is read"
    raise ArchiveError(database.name, "busy", says, "Try again in a moment.")


def _story(database: Database, id: str, fresh: bool) -> Story:
    memory = None if fresh else database.memory
    with database.reading() as db:
        number, name, stamp = resolve(database, db, id)
        gone = removals(db)
        building = db.execute("SELECT 1 FROM meta WHERE name = 'building'").fetchone()  # pairs are missing meanwhile
        query = "SELECT stamp FROM documents WHERE story = ? AND version = ?"
        drawn = db.execute(query, (number, version("retold"))).fetchone()
        key = ("story", number, stamp, drawn)  # an older tree is remembered only until a new one is stored
        remembered: Story | None = memory.get(key, gone) if memory else None
        if remembered is not None:
            return remembered
        kept = db.execute(
            "SELECT data FROM documents WHERE story = ? AND stamp = ? AND version = ?",
            (number, stamp, version("retold")),
        ).fetchone()
        if kept:
            try:
                stored = unpack(document_key(name, stamp), kept[0], Story)
            except Damaged:
                pass  # it is made again from what it was made of
            else:
                if memory is not None:
                    memory.put(key, stored, gone)
                return stored
        family, told = _made_of(db, number)
        reads = not (fresh or database.keeps)
        made = _older(db, number, name, family, told) if reads else None
        part = _first(family) if reads else family  # who only reads does not wait for a tree of a thousand
        articles = {} if made is not None else articles_of(db, part.members)
    if made is None:
        made = _made(database, name, part, articles, told[: len(part.members)])
        if len(part.members) < len(family.members):
            made = _with_all(made, family, told, "the first ")
    if building:
        return made
    if fresh or database.keeps:
        _keep(database, number, stamp, name, made)
    if memory is not None:
        memory.put(key, made, gone)
    return made


def resolve(database: Database, db: sqlite3.Connection, id: str) -> tuple[int, str, int]:
    """(number, id, stamp) of the story that holds now under an id.

    Raises:
        NotFoundError: there is no such story, or all its tellings were removed.
    """
    row = db.execute(
        "SELECT number, id, stamp, tellings FROM stories WHERE id = ?1 OR number = (SELECT story FROM redirects WHERE id = ?1)",
        (id.encode("utf-8", "replace").decode(),),
    ).fetchone()
    if row is None:
        step = f"List its stories: retold stories {database.name}"
        raise NotFoundError(database.name, "story", id, next_step=step)
    if row[3] == 0:
        says = f"all tellings of the story {id!r} were removed from it"
        raise NotFoundError(database.name, "story", id, says, f"List its stories: retold stories {database.name}")
    return row[0], row[1], row[2]


def document_key(id: str, stamp: int) -> str:
    """The key under which the document of a story is sealed."""
    return f"the document of story {id} ({stamp})"


def _made_of(db: sqlite3.Connection, number: int) -> tuple[Family, list[Telling]]:
    numbers = [one for (one,) in db.execute("SELECT number FROM articles WHERE story = ?", (number,))]
    kept = kept_of(db, numbers)
    inside = set(kept)
    pairs = [one for pair, one in sorted(pairs_of(db, inside).items()) if inside >= set(pair)]
    _, apart = grouped([one.looked for one in pairs], {})
    members = sorted(kept, key=lambda one: order(kept[one]))
    family = Family(members=members, pairs=pairs, apart=apart)
    return family, tellings(family, kept)


def _older(db: sqlite3.Connection, number: int, id: str, family: Family, told: Sequence[Telling]) -> Story | None:
    """The stored document of a large story of which a few tellings came since, with all its tellings of now."""
    if len(told) <= LARGE:
        return None
    row = db.execute(
        "SELECT stamp, data FROM documents WHERE story = ? AND version = ?", (number, version("retold"))
    ).fetchone()
    if row is None:
        return None
    try:
        found = unpack(document_key(id, row[0]), row[1], Story)
    except Damaged:
        return None
    if not {one.id for one in found.tellings} <= {one.id for one in told}:
        return None
    return _with_all(found, family, told)


def _first(family: Family) -> Family:
    """The first tellings of a large story, so many that their tree is made at once."""
    if len(family.members) <= AT_ONCE:
        return family
    members = family.members[:AT_ONCE]
    inside = set(members)
    return Family(
        members=members,
        pairs=[one for one in family.pairs if {one.looked.a, one.looked.b} <= inside],
        apart=family.apart,
    )


def _with_all(found: Story, family: Family, told: Sequence[Telling], which: str = "") -> Story:
    """A story whose tree is of some of its tellings, with all its tellings and pairs of now, and a note that says so."""
    copies = {one.id: one.copies for one in found.tellings}
    says = (
        f"The tree and the table of what was said are of {which}{len(copies)} of the {len(told)} tellings. "
        "`retold doctor` draws them anew."
    )
    return msgspec.structs.replace(
        found,
        tellings=tuple(msgspec.structs.replace(one, copies=copies.get(one.id, ())) for one in told),
        pairs=tuple(one.pair for one in family.pairs),
        notes=(Note("older-tree", says), *found.notes),
    )


def undrawn(db: sqlite3.Connection, *, every: bool = False) -> list[str]:
    """The large stories of which the document has to be made (see `grow`), by id."""
    query = (
        "SELECT s.id FROM stories s LEFT JOIN documents d ON d.story = s.number AND d.version = ?1 WHERE s.tellings > ?2 AND "
        "(d.story IS NULL OR (d.stamp <> s.stamp AND (?3 OR s.tellings * 10 >= d.tellings * 11 OR s.tellings < d.tellings)))"
    )
    return [id for (id,) in db.execute(query, (version("retold"), LARGE, every)).fetchall()]


def grow(
    database: Database, tell: Callable[[str, int, int], None], *, every: bool = False, but: Collection[str] = ()
) -> None:
    """Make the documents of large stories that have none, or that have grown by a tenth since (`every`: changed at all).

    `but` are ids of stories that are left as they are: what waited before is not the business of who is in a hurry.
    One that cannot be made stops nothing: a story that went into another one meanwhile, or damaged articles, which `doctor` names.
    """
    with database.reading() as db:
        listed = [id for id in undrawn(db, every=every) if id not in but]
    for done, id in enumerate(listed):
        tell("trees", done, len(listed))
        try:
            story(database, id, fresh=True)
        except ArchiveError as error:
            if error.reason not in ("not-found", "damaged"):
                raise


def _made(
    database: Database, id: str, family: Family, articles: Mapping[int, Article], told: Sequence[Telling]
) -> Story:
    """Tree, changes and ledger of a story."""
    few = len(family.members) <= EDGES
    marks = _marked(database, family.members) if few else {}
    listed = [articles[one] for one in family.members]
    grown = tree(listed, changes=few, marked={articles[one].id: found for one, found in marks.items()})
    notes = list(grown.notes)
    if not few:
        says = (
            f"The story has {len(told)} tellings; the changes of each edge are listed up to {EDGES} (compare any two)."
        )
        notes.append(Note("edges-not-compared", says))
    rows, columns = _ledger(database, family, articles, grown.tree, notes)
    copies = {one.id: one.copies for one in grown.tellings}
    return msgspec.structs.replace(
        grown,
        id=id,
        tellings=tuple(msgspec.structs.replace(one, copies=copies.get(one.id, ())) for one in told),
        pairs=tuple(one.pair for one in family.pairs),
        ledger=rows,
        ledger_of=columns,
        notes=tuple(notes),
    )


def _ledger(
    database: Database, family: Family, articles: Mapping[int, Article], grown: Tree, notes: list[Note]
) -> tuple[tuple[LedgerRow, ...], tuple[str, ...]]:
    """Rows of quotations and figures, and the ids of the tellings that are its columns."""
    if len(family.members) < 2:
        return (), ()
    first = next((one for one in family.members if articles[one].id in grown.roots), family.members[0])
    others = _columns(first, family, articles)
    if len(others) + 1 < len(family.members):
        says = f"The ledger has the first telling and {len(others)} more of {len(family.members)}, copies to the letter left out."
        notes.append(Note("ledger-cut", says))
    known = _stored(database, first, family.pairs, articles)
    missing = [one for one in others if one not in known]
    marked = _marked(database, [first, *missing]) if missing else {}
    for one in missing:
        known[one] = _between(marked[first], marked[one])
    rows = ledger_rows(*(known[one] for one in others)) if others else ()
    return rows, tuple(articles[one].id for one in (first, *others))


def _marked(database: Database, numbers: Sequence[int]) -> dict[int, Marked]:
    """The marks of all of these articles, which are all still there."""
    found = marked_numbers(database, numbers)
    if len(found) < len(set(numbers)):
        raise _Changed
    return found


def _columns(first: int, family: Family, articles: Mapping[int, Article]) -> list[int]:
    """The tellings laid beside the first. With many, of those with the same text only the earliest."""
    others = [one for one in family.members if one != first]
    if len(others) > WIDEST:
        earliest = {articles[first].text: first}
        for one in others:
            earliest.setdefault(articles[one].text, one)
        others = [one for one in others if earliest[articles[one].text] == one]
    return others[:WIDEST]


def _between(source: Marked, retelling: Marked) -> Differences:
    return differences(source, retelling, collate(source, retelling))


def _stored(
    database: Database, first: int, pairs: Sequence[Related], articles: Mapping[int, Article]
) -> dict[int, Differences]:
    """What the stored pairs know of the changes that tellings made to the first."""
    found: dict[int, Differences] = {}
    source = text_bytes(articles[first].text)
    with database.reading() as db:
        for one in pairs:
            if one.looked.a != first:
                continue
            row = db.execute("SELECT data FROM changes WHERE a = ? AND b = ?", (first, one.looked.b)).fetchone()
            if row:
                texts = changes_texts(source, text_bytes(articles[one.looked.b].text))
                found[one.looked.b] = unpack(changes_key((first, one.looked.b)), row[0], Differences, *texts)
    return found


def _keep(database: Database, number: int, stamp: int, id: str, made: Story) -> None:
    """Store a story's document, unless the story has changed while it was made."""
    data = pack(document_key(id, stamp), made)
    with database.writing() as db:
        if db.execute("SELECT 1 FROM stories WHERE number = ? AND stamp = ?", (number, stamp)).fetchone():
            db.execute(
                "INSERT OR REPLACE INTO documents (story, stamp, version, data, tellings) VALUES (?, ?, ?, ?, ?)",
                (number, stamp, version("retold"), data, len(made.tellings)),
            )
