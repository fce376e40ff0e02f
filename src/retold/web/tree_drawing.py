"""The family tree on a page: time runs downwards, one row a telling, every node a link. Geometry only; a template draws it."""

from __future__ import annotations

import msgspec

from retold.records.story import Edge, Story
from retold.report.html import moment
from retold.report.tree_rows import Row, label, rows
from retold.report.words import sure
from retold.web.tree_few import Few, few

ROW, LANE, TOP, RADIUS = 30, 18, 26, 6
_WHEN = 118  # width of the column of times
_LETTER = 6.6  # width of a letter, in pixels
_LONGEST = 60


class Line(msgspec.Struct, frozen=True):
    """A line from parent to child: its path, width in pixels, and what it says."""

    path: str
    width: str
    sort: str
    says: str


class Spot(msgspec.Struct, frozen=True):
    """A node with its words. `when` is shown where it differs from the row above."""

    id: str
    x: int
    y: int
    sort: str
    name: str
    title: str
    more: str
    when: str
    new_day: bool
    says: str
    telling: bool


class TreeDrawing(msgspec.Struct, frozen=True):
    """The whole drawing."""

    width: int
    height: int
    text_at: int
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    says: str
    left_out: int = 0


def tree_drawing(story: Story, most: int | None = None) -> TreeDrawing:
    """The drawing of the tree of `story`; with `most` only so many nodes, those that most others go back to."""
    kept = few(story, most) if most is not None else Few(story, {})
    listed = rows(kept.story)
    lanes = max((row.lane for row in listed), default=0) + 1
    text_at = _WHEN + lanes * LANE + 10
    names = {row.node.id: label(row.node, row.telling) for row in listed}
    place = {row.node.id: (_WHEN + row.lane * LANE, TOP + ROW * index) for index, row in enumerate(listed)}
    lines = [_line(row.edge, place, names) for row in listed if row.edge is not None]
    lines.sort(key=lambda line: float(line.width))  # the best supported on top
    lines += [_second(edge, place, names) for row in listed for edge in row.seconds]
    spots: list[Spot] = []
    day = ""
    for row in listed:
        spot = _spot(row, place, names, day, kept.left_out.get(row.node.id, 0))
        day = (row.telling.published or "")[:10] if row.telling and row.telling.published else day
        spots.append(spot)
    longest = max((len(f"{spot.name} {spot.title} {spot.more}") for spot in spots), default=10)
    return TreeDrawing(
        width=int(text_at + longest * _LETTER + 40),
        height=TOP + ROW * len(listed),
        text_at=text_at,
        lines=tuple(lines),
        spots=tuple(spots),
        says=_in_words(listed, names),
        left_out=kept.total,
    )


def _sure(edge: Edge) -> str:
    return f"{sure(edge.probability)}{'?' if edge.answer == 'undecided' else ''}"


def _line(edge: Edge, place: dict[str, tuple[int, int]], names: dict[str, str]) -> Line:
    (x0, y0), (x1, y1) = place[edge.parent], place[edge.child]
    bend = min(12, x1 - x0)
    path = f"M{x0} {y0}V{y1 - bend}Q{x0} {y1} {x0 + bend} {y1}H{x1}"
    says = f"{names[edge.child]} from {names[edge.parent]}, probability {_sure(edge)}"
    sort = "undecided" if edge.answer == "undecided" else "derived"
    return Line(path, f"{1 + 3 * edge.probability:.1f}", sort, says)


def _second(edge: Edge, place: dict[str, tuple[int, int]], names: dict[str, str]) -> Line:
    (x0, y0), (x1, y1) = place[edge.parent], place[edge.child]
    out = min(x0, x1) - 14
    says = f"{names[edge.child]} also uses {names[edge.parent]}, probability {sure(edge.probability)}"
    return Line(f"M{x0} {y0}Q{out} {(y0 + y1) / 2:.0f} {x1} {y1}", "1.5", "second", says)


def _spot(row: Row, place: dict[str, tuple[int, int]], names: dict[str, str], day: str, left_out: int) -> Spot:
    x, y = place[row.node.id]
    told = row.telling
    name = names[row.node.id]
    title = (told.title or "") if told else ""
    title = f"{title[:_LONGEST]}…" if len(title) > _LONGEST else title
    more = _sure(row.edge) if row.edge is not None and told is not None else ""
    if told and told.copies:
        more = f"{more} +{len(told.copies)} copies".strip()
    if left_out:
        more = f"{more} · {left_out} more go back to it" if more else f"{left_out} more go back to it"
    when = moment(told.published) if told else ""
    new = bool(when) and when[:10] != day
    origin = (
        f"from {names[row.edge.parent]}, probability {_sure(row.edge)}" if row.edge else "no source among the tellings"
    )
    return Spot(
        id=row.node.id,
        x=x,
        y=y,
        sort="lost" if told is None else "derived" if row.edge is not None else "root",
        name=name[:_LONGEST],
        title=title,
        more=more,
        when=(when[:16] if new else when[11:16]) or ("no time" if told else ""),
        new_day=new,
        says=", ".join(filter(None, (name, when or ("no time" if told else ""), origin))),
        telling=told is not None,
    )


def _in_words(listed: list[Row], names: dict[str, str]) -> str:
    parts = []
    for row in listed[:60]:
        if row.edge is None:
            parts.append(f"{names[row.node.id]} has no source among the tellings.")
        else:
            parts.append(f"{names[row.node.id]} comes from {names[row.edge.parent]} ({_sure(row.edge)}).")
        parts += [f"It also uses {names[edge.parent]}." for edge in row.seconds]
    if len(listed) > 60:
        parts.append(f"{len(listed) - 60} more are in the table below.")
    return " ".join(parts)
