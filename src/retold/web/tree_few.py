"""The tree of a large story made small: the tellings that most others go back to, the rest as numbers.

A tree of a thousand tellings is mostly leaves. Kept are the nodes with the most tellings below them, of the same number the
earlier ones; a node has more below it than any of its children, so what is kept hangs together. Each kept node says how many of
those below it are not drawn.
"""

from __future__ import annotations

import msgspec

from retold.records.story import Story
from retold.report.tree_rows import rows


class Few(msgspec.Struct, frozen=True):
    """The story with what is kept of its tree, and by node how many below it are left out (nearest kept node)."""

    story: Story
    left_out: dict[str, int]

    @property
    def total(self) -> int:
        """How many nodes are left out."""
        return sum(self.left_out.values())


def few(story: Story, most: int) -> Few:
    """At most `most` nodes of the tree of `story`; roots are kept first. Linear in its nodes."""
    if len(story.tree.nodes) <= most:
        return Few(story, {})
    listed = rows(story)
    parents = {row.node.id: row.edge.parent for row in listed if row.edge is not None}
    below = dict.fromkeys((row.node.id for row in listed), 1)
    for row in reversed(listed):  # every parent stands above its children
        if row.edge is not None:
            below[row.edge.parent] += below[row.node.id]
    place = {row.node.id: index for index, row in enumerate(listed)}
    chosen = sorted(place, key=lambda id: (-below[id], place[id]))[:most]
    kept = set(chosen)
    left_out: dict[str, int] = {}
    stands_for: dict[str, str] = {}  # the nearest kept node above; a root that is left out has none
    for row in listed:
        id = row.node.id
        above = stands_for.get(parents.get(id, ""), "")
        stands_for[id] = id if id in kept else above
        if id not in kept:
            left_out[above] = left_out.get(above, 0) + 1
    tree = msgspec.structs.replace(
        story.tree,
        nodes=tuple(node for node in story.tree.nodes if node.id in kept),
        edges=tuple(edge for edge in story.tree.edges if edge.child in kept and edge.parent in kept),
        roots=tuple(root for root in story.tree.roots if root in kept),
    )
    return Few(msgspec.structs.replace(story, tree=tree), left_out)
