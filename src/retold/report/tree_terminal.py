"""The family tree for a terminal: an indented list, and the evidence for one telling on demand."""

from __future__ import annotations

from retold.records.comparison import Evidence
from retold.records.story import Edge, Story
from retold.report.neutral import neutral
from retold.report.tree_rows import Row, label, moment, rows

_WIDEST_TITLE = 56
_DEEPEST = 24  # levels of indentation; deeper ones keep this one, and their parent is named


def tree_text(story: Story, width: int = 100) -> str:
    """The tree as text: each telling below its source, with the probability of the edge; then how to read it."""
    listed = rows(story)
    children: dict[str, list[Row]] = {}
    for row in listed:
        children.setdefault(row.edge.parent if row.edge else "", []).append(row)
    names = {row.node.id: label(row.node, row.telling) for row in listed}
    lines: list[str] = []
    stack = [(row, "", "", 0) for row in reversed(children.get("", []))]
    while stack:
        row, lead, below, depth = stack.pop()
        lines.append(lead + _line(row, width - len(lead)))
        lines += [f"{below}   ({_second(edge, names)})" for edge in row.seconds]
        under = children.get(row.node.id, [])
        for number, child in reversed(list(enumerate(under))):
            final = number == len(under) - 1
            if depth >= _DEEPEST:
                stack.append((child, below, below, depth + 1))
            else:
                stack.append(
                    (child, below + ("└─ " if final else "├─ "), below + ("   " if final else "│  "), depth + 1)
                )
    return "\n".join([*lines, "", *_legend(story)]) + "\n"


def _line(row: Row, room: int) -> str:
    parts = []
    if row.edge is not None:
        parts.append(f"{row.edge.probability:.2f}{'?' if row.edge.answer == 'undecided' else ' '}")
    parts.append(label(row.node, row.telling))
    if row.telling is not None:
        if row.edge is not None and row.edge.answer == "revision":
            parts.append("(revision)")
        if row.telling.copies:
            parts.append(f"(+{len(row.telling.copies)} verbatim copies)")
        parts += [moment(row.telling) or "no time", f"[{row.telling.id}]"]
        if row.telling.title:
            parts.append(f"“{row.telling.title[:_WIDEST_TITLE]}”")
    line = neutral("  ".join(parts)).replace("\n", " ")
    return line if len(line) <= room else line[: max(20, room - 1)] + "…"


def _second(edge: Edge, names: dict[str, str]) -> str:
    size = sum(len(place.text.split()) for place in edge.passage)
    return neutral(
        f"also uses {names.get(edge.parent, edge.parent)}: a passage of {size} words, {edge.probability:.2f}"
    )


def _legend(story: Story) -> list[str]:
    tree = story.tree
    lost = sum(node.kind == "lost" for node in tree.nodes)
    counts = [
        f"{len(story.tellings)} tellings",
        f"{len(tree.roots)} root{'s' if len(tree.roots) != 1 else ''}",
        f"{lost} lost source{'s' if lost != 1 else ''}",
        f"{len(tree.undecided)} undecided (?)",
    ]
    lines = ["; ".join(counts) + "."]
    lines += [neutral(f"note: {note.says}") for note in story.notes]
    return lines


def why_text(story: Story, child: str) -> str | None:
    """Why a telling hangs where it hangs; `child` is an id or an outlet. None where there is no such telling."""
    names = {node.id: node for node in story.tree.nodes}
    tellings = {telling.id: telling for telling in story.tellings}
    found = [t.id for t in story.tellings if child in (t.id, t.outlet)] or [
        t.id for t in story.tellings if (t.outlet or "").casefold() == child.casefold()
    ]
    if not found:
        return None
    lines: list[str] = []
    for name in found:
        title = label(names[name], tellings[name])
        edges = [edge for edge in story.tree.edges if edge.child == name]
        if not any(not edge.second for edge in edges):
            root = next((root for root in story.tree.rooted if root.id == name), None)
            sure = f", P {root.probability:.2f}" if root else ""
            lines.append(f"{title} [{name}] has no source among the tellings{sure}.")
        for edge in edges:
            parent = label(names[edge.parent], tellings.get(edge.parent))
            how = "also uses" if edge.second else "comes from"
            unsure = " (undecided)" if edge.answer == "undecided" else ""
            lines.append(f"{title} [{name}] {how} {parent} [{edge.parent}], P {edge.probability:.2f}{unsure}:")
            lines += [_because(one, (parent, title)) for one in edge.evidence]
            lines += [f"  passage: “{place.text[:200]}”" for place in edge.passage]
            lines += [
                f"  changed: {change.kind} {change.detail}".rstrip() + _words(change.a, change.b)
                for change in edge.changes
            ]
    return neutral("\n".join(lines)) + "\n"


def _because(one: Evidence, names: tuple[str, str]) -> str:
    sign = "+" if one.favours == 0 else "-"
    quoted = "".join(f" “{place.text[:80]}”" for place in one.spans)
    who = "" if one.says.startswith(("the ", "both ", names[0])) else f"{names[0]} "
    return f"  {sign}{one.weight:.2f}  {one.cue}: {who}{one.says}{quoted}"


def _words(a: tuple[object, ...], b: tuple[object, ...]) -> str:
    before = " ".join(getattr(place, "text", "")[:80] for place in a)
    after = " ".join(getattr(place, "text", "")[:80] for place in b)
    return f": “{before}” → “{after}”"
