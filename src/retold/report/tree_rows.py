"""The order in which a tree is drawn: one row a node, earlier above later, every parent above its children."""

from __future__ import annotations

import heapq

import msgspec

from retold.records.story import Edge, Node, Story, Telling


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One node with what is drawn beside it. `lane` counts from the left; `edge` leads to it from `parent_row`."""

    node: Node
    telling: Telling | None
    lane: int
    edge: Edge | None = None
    parent_row: int = -1
    seconds: tuple[Edge, ...] = ()


def label(node: Node, telling: Telling | None) -> str:
    """What a node is called: its outlet, else its id; a lost source by the medium credited for it."""
    if telling is None:
        return f"lost source: {node.named}" if node.named else "lost source"
    return telling.outlet or telling.agency or telling.id


def moment(telling: Telling | None) -> str:
    """Day and minute of a telling, as printed in it; "" where unknown."""
    if telling is None or not telling.published:
        return ""
    return telling.published.replace("T", " ")[:16]


def rows(story: Story) -> list[Row]:
    """Every node once: in order of time as far as it is known, below its parent, in lanes as a change log is drawn."""
    tellings = {telling.id: telling for telling in story.tellings}
    edges = {edge.child: edge for edge in story.tree.edges if not edge.second}
    order = _in_order(story, tellings, edges)
    lanes = _lanes(order, edges)
    place = {node.id: index for index, node in enumerate(order)}
    seconds: dict[str, list[Edge]] = {}
    for edge in story.tree.edges:
        if edge.second:
            seconds.setdefault(edge.child, []).append(edge)
    return [
        Row(
            node=node,
            telling=tellings.get(node.id),
            lane=lanes[node.id],
            edge=edges.get(node.id),
            parent_row=place[edges[node.id].parent] if node.id in edges else -1,
            seconds=tuple(seconds.get(node.id, ())),
        )
        for node in order
    ]


def _in_order(story: Story, tellings: dict[str, Telling], edges: dict[str, Edge]) -> list[Node]:
    nodes = {node.id: node for node in story.tree.nodes}
    children: dict[str, list[str]] = {}
    for child, edge in edges.items():
        children.setdefault(edge.parent, []).append(child)
    position = {telling.id: index for index, telling in enumerate(story.tellings)}

    def key(name: str, after: tuple[str, int]) -> tuple[str, int, str]:
        """A telling with a time by it, one without right after its parent."""
        telling = tellings.get(name)
        time = moment(telling)
        return (max(time, after[0]) if time else after[0], position.get(name, -1), name)

    queue = [key(name, ("", -1)) for name in nodes if name not in edges]
    heapq.heapify(queue)
    order: list[Node] = []
    while queue:
        time, at, name = heapq.heappop(queue)
        order.append(nodes[name])
        for child in children.get(name, []):
            heapq.heappush(queue, key(child, (time, at)))
    return order


def _lanes(order: list[Node], edges: dict[str, Edge]) -> dict[str, int]:
    """A lane for each node that is free from its row to the row of its last child."""
    last: dict[str, int] = {}
    for index, node in enumerate(order):
        if node.id in edges:
            last[edges[node.id].parent] = index
    busy: list[int] = []  # of each lane, the row up to which it is taken
    lanes: dict[str, int] = {}
    for index, node in enumerate(order):
        least = lanes[edges[node.id].parent] + 1 if node.id in edges else 0
        until = last.get(node.id, index)
        lane = next((n for n in range(least, len(busy)) if busy[n] < index), max(least, len(busy)))
        while len(busy) <= lane:
            busy.append(-1)
        busy[lane] = until
        lanes[node.id] = lane
    return lanes
