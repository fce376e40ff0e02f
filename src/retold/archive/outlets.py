"""Who retells whom: sums over the tellings that have measures, by pair of outlets.

1. A telling that has measures is one row of `retellings`: what it kept of the telling that it took most from (see
   `pairs.best_measures`), and the outlets of both. The rows of a story are written with its summary; triggers keep the sums by
   pair of outlets (`flows`) and by outlet (`totals`, see `sums`), and take out the rows of articles that are removed or left
   alone. So a page costs what it lists, not what there is; only the medians look at half of the rows that they are of.
2. An article that has no outlet counts under its agency: that is who published it. One that has neither counts under "".
   Names are one where only capitals tell them apart.
3. Who retells himself (an update, a second edition) is counted apart and is in no share: he owes nobody credit.
4. Where the direction is not decided the earlier telling counts as the source; `decided` says of how many it is.
5. The delay is the time between both tellings where both times have a clock and a zone; a day tells no hours. It is negative
   where the retelling is dated before its source. Of a pair or an outlet the median is given, with how many it is made of.

Nothing here rates an outlet: lists go by name or by number of retellings.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal

import msgspec

from retold.archive.pairs import Related
from retold.archive.sums import BY, FROM, OWN, SUMS
from retold.errors import NotFoundError, OptionError
from retold.installed import version
from retold.records.archive import OutletMatrix, OutletMonth, OutletPage, OutletPair, OutletRow, Outlets, Retellings
from retold.records.story import Telling

Order = Literal["retellings", "name"]

MATRIX = 12  # outlets on a side of the matrix: more cannot be read
_MOST = 100_000
_MANY = 2000  # pairs above which all medians are worked out in one pass; a page has fewer, at some 0.1 ms each
_KEPT = 10_000  # shares are added up as whole numbers, so that taking one out leaves no remainder
_FOLDED = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}
_DECIDED = ("derived", "derived-unseen", "revision")
_SUMS = ", ".join(SUMS)
_NONE = (0,) * len(SUMS)
_ORDERS = {"retellings": "told DESC, source, outlet", "name": "source, outlet"}


def name_of(one: Telling) -> str:
    """Under which name a telling counts."""
    return (one.outlet or one.agency or "").encode("utf-8", "replace").decode()


def delay_of(source: str | None, retelling: str | None) -> float | None:
    """Hours from one time to another; None where one of them has no clock or no zone."""
    times = []
    for given in (source, retelling):
        try:
            time = datetime.fromisoformat(given or "")
        except ValueError:
            return None
        if time.tzinfo is None:
            return None
        times.append(time)
    return round((times[1] - times[0]).total_seconds() / 3600, 4)


def put_retellings(
    db: sqlite3.Connection, members: Sequence[int], told: Sequence[Telling], pairs: Sequence[Related]
) -> None:
    """Write down who retold whom in a story, in place of what was known of its tellings."""
    numbers = {one.id: number for number, one in zip(members, told, strict=True)}
    by_id = {one.id: one for one in told}
    decided = {(one.one, one.other): one.looked.direction in _DECIDED for one in pairs}
    made = [
        _row(numbers, by_id[known.of], one, decided.get((known.of, one.id), False))
        for one in told
        if (known := one.measures) is not None and known.of in by_id
    ]
    db.executemany("DELETE FROM retellings WHERE child = ?", [(number,) for number in members])
    db.executemany(f"INSERT INTO retellings VALUES ({','.join('?' * 14)})", made)


def _row(
    numbers: Mapping[str, int], source: Telling, one: Telling, decided: bool
) -> tuple[int | float | str | None, ...]:
    known = one.measures
    assert known is not None
    names = name_of(source), name_of(one)
    return (
        numbers[one.id], numbers[source.id], *names, _folded(names[0]) == _folded(names[1]), (one.published or "")[:7],
        round(known.kept * _KEPT), known.quotations, known.quotations_altered, known.figures, known.figures_changed,
        known.credit is not None, decided, delay_of(source.published, one.published),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """As SQLite's NOCASE folds: the letters A to Z only."""
    return name.translate(_FOLDED)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: see `Archive.retellings`."""

    query: str = ""
    order: Order = "retellings"
    limit: int = 100
    after: str | None = None
    outlets: int = 100
    outlets_after: str | None = None


def overview(db: sqlite3.Connection, asked: Asked) -> Outlets:
    """Matrix, outlets, and a page of the pairs."""
    if asked.order not in _ORDERS:
        raise OptionError("order", asked.order, f"is none of {', '.join(_ORDERS)}")
    begin, first = _shown(asked.after), _shown(asked.outlets_after)
    limit, most = max(1, min(asked.limit, _MOST)), max(0, min(asked.outlets, _MOST))
    everyone = _rows(db)
    wanted = _folded(_plain(asked.query))
    rows = [row for row in everyone if wanted in _folded(row.name)]
    rows.sort(key=lambda row: _folded(row.name))
    if asked.order == "retellings":
        rows.sort(key=lambda row: -row.told)
    where, values = _like(asked.query)
    total = db.execute(f"SELECT count(*) FROM flows WHERE {where}", values).fetchone()[0]
    query = f"SELECT source, outlet, {_SUMS} FROM flows WHERE {where} ORDER BY {_ORDERS[asked.order]} LIMIT ? OFFSET ?"
    found = db.execute(query, (*values, limit, begin)).fetchall()
    medians = _medians(db) if len(found) > _MANY else None
    pairs = tuple(_pair(db, *row, medians=medians) for row in found)
    busiest = sorted(everyone, key=lambda row: (-row.told, _folded(row.name)))[:MATRIX] if most else []
    return Outlets(
        retold=version("retold"),
        matrix=_matrix(db, [row.name for row in busiest]),
        outlets=tuple(_outlet(db, row) for row in rows[first : first + most]),
        pairs=pairs,
        total_outlets=len(rows),
        total_pairs=total,
        next=_cursor(begin + limit) if begin + limit < total else None,
        next_outlets=_cursor(first + most) if most and first + most < len(rows) else None,
    )


def outlet(db: sqlite3.Connection, archive: str, name: str, limit: int | None) -> OutletPage:
    """One outlet: whom it retells, who retells it, over time.

    Raises:
        NotFoundError: no article is of this outlet.
    """
    name = name.encode("utf-8", "replace").decode()
    row = _outlet(db, _Row(name, {side: tuple(found) for side, *found in db.execute(_OF_ONE, (name,))}))
    if not (row.articles or row.from_others.told or row.by_others.told or row.own):
        step = f"See which there are: retold outlets {archive}"
        raise NotFoundError(archive, "outlet", name, next_step=step)
    query = (
        f"SELECT source, outlet, {_SUMS} FROM flows WHERE %s = ? AND own = 0 ORDER BY {_ORDERS['retellings']} LIMIT ?"
    )
    most = _MOST if limit is None else max(0, min(limit, _MOST))
    counts = [
        db.execute(f"SELECT count(*) FROM flows WHERE {column} = ? AND own = 0", (name,)).fetchone()[0]
        for column in ("outlet", "source")
    ]
    return OutletPage(
        retold=version("retold"),
        outlet=row,
        sources=tuple(_pair(db, *found) for found in db.execute(query % "outlet", (name, most)).fetchall()),
        retellings=tuple(_pair(db, *found) for found in db.execute(query % "source", (name, most)).fetchall()),
        months=tuple(_months(db, name)),
        total_sources=counts[0],
        total_retellings=counts[1],
    )


class _Row(msgspec.Struct):
    """An outlet that takes part, with its sums by side."""

    name: str
    sums: dict[int, tuple[int, ...]]

    @property
    def told(self) -> int:
        """How often it retold others or was retold."""
        return sum(self.sums.get(side, _NONE)[0] for side in (FROM, BY))


_OF_ONE = f"SELECT side, {_SUMS} FROM totals WHERE name = ?"


def _rows(db: sqlite3.Connection) -> list[_Row]:
    """All outlets that take part."""
    found: dict[str, _Row] = {}
    for name, side, *sums in db.execute(f"SELECT name, side, {_SUMS} FROM totals"):
        found.setdefault(_folded(name), _Row(str(name), {})).sums[side] = tuple(sums)
    return list(found.values())


def _outlet(db: sqlite3.Connection, row: _Row) -> OutletRow:
    mine, others, own = (row.sums.get(side, _NONE) for side in (FROM, BY, OWN))
    named = "SELECT coalesce(sum(articles), 0) FROM names WHERE kind IN ('outlet', 'direct') AND name = ?"
    return OutletRow(
        name=row.name,
        articles=db.execute(named, (row.name,)).fetchone()[0],
        from_others=_retellings(mine, _median(db, "outlet = ? AND own = 0", (row.name,), mine[8])),
        by_others=_retellings(others, _median(db, "source = ? AND own = 0", (row.name,), others[8])),
        own=own[0],
    )


def _pair(
    db: sqlite3.Connection, source: str, name: str, *sums: int, medians: Mapping[tuple[str, str], float] | None = None
) -> OutletPair:
    if medians is None:
        delay = _median(db, "source = ? AND outlet = ?", (source, name), sums[8])
    else:
        delay = medians.get((_folded(source), _folded(name)))
    return OutletPair(source=source, outlet=name, measures=_retellings(sums, delay))


def _retellings(sums: Sequence[int], delay: float | None) -> Retellings:
    told, kept, quotations, altered, figures, changed, credited, decided, timed = sums
    return Retellings(
        told=told,
        kept=round(kept / told / _KEPT, 4) if told else None,
        credited=credited,
        quotations=quotations,
        quotations_altered=altered,
        figures=figures,
        figures_changed=changed,
        decided=decided,
        timed=timed,
        delay=delay,
    )


def _median(db: sqlite3.Connection, where: str, values: tuple[str, ...], count: int) -> float | None:
    if not count:
        return None
    middle = db.execute(
        f"SELECT delay FROM retellings WHERE {where} AND delay IS NOT NULL ORDER BY delay LIMIT ? OFFSET ?",
        (*values, 2 - count % 2, (count - 1) // 2),
    ).fetchall()
    return round(sum(delay for (delay,) in middle) / len(middle), 2) if middle else None


def _medians(db: sqlite3.Connection) -> dict[tuple[str, str], float]:
    """The median delay of every pair, in one pass over their index."""
    found: dict[tuple[str, str], list[float]] = {}
    for source, name, delay in db.execute(
        "SELECT source, outlet, delay FROM retellings WHERE delay IS NOT NULL ORDER BY source, outlet, delay"
    ):
        found.setdefault((_folded(source), _folded(name)), []).append(delay)
    middle = {pair: delays[(len(delays) - 1) // 2 : len(delays) // 2 + 1] for pair, delays in found.items()}
    return {pair: round(sum(delays) / len(delays), 2) for pair, delays in middle.items()}


def _matrix(db: sqlite3.Connection, names: Sequence[str]) -> OutletMatrix:
    marks = ",".join("?" * len(names))
    query = f"SELECT source, outlet, told FROM flows WHERE source IN ({marks}) AND outlet IN ({marks})"
    told = {(_folded(source), _folded(name)): count for source, name, count in db.execute(query, (*names, *names))}
    cells = tuple(tuple(told.get((_folded(source), _folded(name)), 0) for name in names) for source in names)
    return OutletMatrix(names=tuple(names), cells=cells)


def _months(db: sqlite3.Connection, name: str) -> Iterator[OutletMonth]:
    counts: dict[str, list[int]] = {}
    for place, column in enumerate(("outlet", "source")):
        query = f"SELECT month, count(*) FROM retellings WHERE {column} = ? AND own = 0 GROUP BY month"
        for month, count in db.execute(query, (name,)):
            counts.setdefault(month, [0, 0])[place] = count
    for month, (from_others, by_others) in sorted(counts.items()):
        yield OutletMonth(month=month, from_others=from_others, by_others=by_others)


def _plain(name: str) -> str:
    return name.strip().encode("utf-8", "replace").decode()


def _like(query: str) -> tuple[str, tuple[str, ...]]:
    wanted = _plain(query)
    if not wanted:
        return "1", ()
    for special in "\\%_":
        wanted = wanted.replace(special, "\\" + special)
    return "(source LIKE ? ESCAPE '\\' OR outlet LIKE ? ESCAPE '\\')", (f"%{wanted}%", f"%{wanted}%")


def _cursor(shown: int) -> str:
    return base64.urlsafe_b64encode(str(shown).encode()).decode().rstrip("=")


def _shown(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return min(int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")[:12]), 1 << 40)
    except ValueError:
        step = "Take `next` of the page before."
        raise OptionError("after", cursor[:60], "is no cursor of this list", step) from None
