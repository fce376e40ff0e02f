"""The family tree as a drawing: Graphviz DOT in the manner of OpenStemmata, and SVG laid out here.

DOT: a directed graph; a lost source is a node of grey colour, a second parent an edge of dashed style. SVG: one row a
telling, earlier above later, its lane and curve as a change log is drawn, so that a name never covers another one; 3, 30 or
300 tellings differ in height only. Width of a line and the number beside it tell the support; a grey ring with a dash
inside is a lost source; the drawing says in words what it shows (title, description, and a title on every node).
"""

from __future__ import annotations

from html import escape

from retold.records.story import Edge, Story
from retold.report.neutral import neutral
from retold.report.tree_rows import Row, label, moment, rows

ROW, LANE, LEFT, TOP, RADIUS = 26, 18, 24, 58, 6
_TEXT = 7.2  # width of a letter at 13 px
_LONGEST = 44

_STYLE = """
.t{font:13px system-ui,sans-serif;fill:#1a1a1a}.m{fill:#555}.h{font-weight:600}
.e{fill:none;stroke:#33658a}.u{stroke:#8a8a8a}.s{fill:none;stroke:#a04000;stroke-width:1.5;stroke-dasharray:5 4}
.n{fill:#33658a;stroke:#fff;stroke-width:1}.r{fill:#1a1a1a}.l{fill:#fff;stroke:#7a7a7a;stroke-width:2}
@media(prefers-color-scheme:dark){.t{fill:#eee}.m{fill:#aaa}.e{stroke:#7fb3d9}.n{fill:#7fb3d9;stroke:#111}.r{fill:#eee}
.l{fill:#111;stroke:#999}.s{stroke:#f0a060}}
""".replace("\n", "")


def tree_dot(story: Story) -> str:
    """The tree in the DOT language. Labels are the outlets; every string is quoted and escaped."""
    tellings = {telling.id: telling for telling in story.tellings}
    lines = ["digraph retold {", "  node [shape=plaintext];"]
    for node in story.tree.nodes:
        name = label(node, tellings.get(node.id))
        if node.kind == "lost":
            lines.append(f"  {_quoted(node.id)} [label={_quoted(name)}, color=grey, fontcolor=grey];")
        else:
            lines.append(f"  {_quoted(node.id)} [label={_quoted(name)}];")
    for edge in story.tree.edges:
        style = ["style=dashed"] if edge.second else [f"penwidth={0.5 + 2.5 * edge.probability:.2f}"]
        style.append(f'label="{edge.probability:.2f}"')
        if edge.answer == "undecided":
            style.append("color=grey")
        lines.append(f"  {_quoted(edge.parent)} -> {_quoted(edge.child)} [{', '.join(style)}];")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return '"' + neutral(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def tree_svg(story: Story) -> str:
    """The tree as one self-contained SVG document, without script."""
    listed = rows(story)
    lanes = max((row.lane for row in listed), default=0) + 1
    text_at = LEFT + lanes * LANE + 12
    longest = max((len(_caption(row)[0]) + len(_caption(row)[1]) + 4 for row in listed), default=10)
    width = int(text_at + longest * _TEXT + 40)
    height = TOP + ROW * len(listed) + 20
    names = {row.node.id: label(row.node, row.telling) for row in listed}
    place = {row.node.id: (LEFT + row.lane * LANE, TOP + ROW * index) for index, row in enumerate(listed)}
    drawn = sorted(
        (row for row in listed if row.edge is not None), key=lambda row: row.edge.probability if row.edge else 0.0
    )
    body = [_path(row, place, names) for row in drawn]  # the best supported on top
    body += [_second(edge, place, names) for row in listed for edge in row.seconds]
    body += [_node(row, place, text_at, names) for row in listed]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" width="{width}" '
            f'height="{height}" viewBox="0 0 {width} {height}">',
            f'<title id="title">Family tree of {len(story.tellings)} tellings</title>',
            f'<desc id="desc">{_safe(_description(listed, names))}</desc>',
            f"<style>{_STYLE}</style>",
            f'<text class="t h" x="{LEFT}" y="22">Family tree of {len(story.tellings)} tellings; time runs downwards</text>',
            f'<text class="t m" x="{LEFT}" y="40">Wide line: well supported. Grey line, ?: undecided. Dashed: a second source. '
            "Ring: a lost source.</text>",
            *body,
            "</svg>",
            "",
        ]
    )


def _safe(text: str) -> str:
    return escape(neutral(text).replace("\n", " ").replace("\t", " "), quote=True)


def _caption(row: Row) -> tuple[str, str]:
    """(name, what is known of it) of a row, each cut to a readable length."""
    name = label(row.node, row.telling)[:_LONGEST]
    if row.telling is None:
        return name, ""
    known = [moment(row.telling) or "no time"]
    if row.telling.title:
        title = row.telling.title
        known.append(f"“{title[:_LONGEST]}{'…' if len(title) > _LONGEST else ''}”")
    if row.telling.copies:
        known.append(f"+{len(row.telling.copies)} copies")
    return name, "  ".join(known)


def _sure(edge: Edge) -> str:
    return f"{edge.probability:.2f}{'?' if edge.answer == 'undecided' else ''}"


def _path(row: Row, place: dict[str, tuple[int, int]], names: dict[str, str]) -> str:
    edge = row.edge
    assert edge is not None
    (x0, y0), (x1, y1) = place[edge.parent], place[row.node.id]
    bend = min(12, x1 - x0)
    shape = f"M{x0} {y0}V{y1 - bend}Q{x0} {y1} {x0 + bend} {y1}H{x1}"
    kind = "e u" if edge.answer == "undecided" else "e"
    says = f"{names[row.node.id]} from {names[edge.parent]}, probability {_sure(edge)}"
    return f'<path class="{kind}" stroke-width="{1 + 3 * edge.probability:.1f}" d="{shape}"><title>{_safe(says)}</title></path>'


def _second(edge: Edge, place: dict[str, tuple[int, int]], names: dict[str, str]) -> str:
    (x0, y0), (x1, y1) = place[edge.parent], place[edge.child]
    middle = (y0 + y1) / 2
    out = min(x0, x1) - 14
    says = f"{names[edge.child]} also uses {names[edge.parent]}, probability {edge.probability:.2f}"
    return f'<path class="s" d="M{x0} {y0}Q{out} {middle:.0f} {x1} {y1}"><title>{_safe(says)}</title></path>'


def _node(row: Row, place: dict[str, tuple[int, int]], text_at: int, names: dict[str, str]) -> str:
    x, y = place[row.node.id]
    kind = "l" if row.telling is None else "n" if row.edge is not None else "r"
    name, known = _caption(row)
    sure = f" {_sure(row.edge)}" if row.edge is not None else ""
    source = f"from {names[row.edge.parent]}" if row.edge is not None else "no source among the tellings"
    dash = f'<path class="u" stroke-width="2" d="M{x - 3} {y}H{x + 3}"/>' if kind == "l" else ""
    return (
        f"<g><title>{_safe(f'{name}, {known}, {source}{sure}')}</title>"
        f'<circle class="{kind}" cx="{x}" cy="{y}" r="{RADIUS}"/>{dash}'
        f'<text class="t" x="{text_at}" y="{y + 4}"><tspan class="h">{_safe(name)}</tspan>'
        f'<tspan class="m">{_safe(f"  {known}")}{_safe(sure)}</tspan></text></g>'
    )


def _description(listed: list[Row], names: dict[str, str]) -> str:
    parts = []
    for row in listed:
        if row.edge is None:
            parts.append(f"{names[row.node.id]} has no source among the tellings.")
        else:
            parts.append(f"{names[row.node.id]} comes from {names[row.edge.parent]} ({_sure(row.edge)}).")
        parts += [f"It also uses {names[edge.parent]}." for edge in row.seconds]
    return " ".join(parts)
