"""Who introduced which change: the edge where it first stands, and the tellings below that carry it.

A change belongs to the edge where it was made. A telling further down carries it while the words that the change put in
still stand there (for words left out: while they are still missing) and every telling between carries it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from retold.changes import differences
from retold.collation import collate
from retold.marking import mark
from retold.records.article import Article, Span
from retold.records.comparison import Change
from retold.records.marks import Marked
from retold.records.story import Introduced, Tree
from retold.text.tokenise import words

TELLING = frozenset({"negation", "figure", "quotation", "attribution", "hedge", "name", "date"})  # worth following
_CONTEXT = 2  # words on either side that tell one place from another


def introduced_changes(
    tree: Tree, texts: Mapping[str, Article], known: Mapping[str, Marked] | None = None
) -> tuple[Tree, tuple[Introduced, ...]]:
    """(the tree with the changes of every edge between two tellings, who introduced the telling ones of them).

    `known` are marks that were made before, by id."""
    marked: dict[str, Marked] = dict(known or {})
    tokens = {name: _padded(article.text) for name, article in texts.items()}
    children: dict[str, list[str]] = {}
    for edge in tree.edges:
        if not edge.second:
            children.setdefault(edge.parent, []).append(edge.child)
    edges, introduced = [], []
    for edge in tree.edges:
        if edge.second or edge.parent not in texts:
            edges.append(edge)
            continue
        for name in (edge.parent, edge.child):
            if name not in marked:
                marked[name] = mark(texts[name])
        found = edge_changes(marked[edge.parent], marked[edge.child])
        edges.append(msgspec.structs.replace(edge, changes=found))
        for change in found:
            if change.kind in TELLING and (change.a or change.b) and change.detail != "variant":
                carriers = _carriers(
                    edge.child, change, children, tokens, texts[edge.parent].text, texts[edge.child].text
                )
                introduced.append(Introduced(change=change, by=edge.child, carried_by=carriers))
    return msgspec.structs.replace(tree, edges=tuple(edges)), tuple(introduced)


def edge_changes(parent: Marked, child: Marked) -> tuple[Change, ...]:
    """What a child changed; side a is the parent."""
    return differences(parent, child, collate(parent, child)).changes


def holders(phrase: str, tree: Tree, texts: Mapping[str, Article]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the tellings that introduced `phrase`, all tellings that hold it). Introduced: there, and not in the parent."""
    wanted = f" {' '.join(words(phrase).norm)} "
    held = {name for name, article in texts.items() if wanted.strip() and wanted in _padded(article.text)}
    parents: dict[str, list[str]] = {}
    for edge in tree.edges:
        parents.setdefault(edge.child, []).append(edge.parent)
    first = sorted(name for name in held if not any(parent in held for parent in _observed(name, parents, texts)))
    return tuple(first), tuple(sorted(held))


def _observed(name: str, parents: Mapping[str, list[str]], texts: Mapping[str, Article]) -> Iterable[str]:
    """The parents of a telling; in place of a lost source, its own parents."""
    for parent in parents.get(name, []):
        if parent in texts:
            yield parent
        else:
            yield from _observed(parent, parents, texts)


def _padded(text: str) -> str:
    return f" {' '.join(words(text).norm)} "


def _carriers(
    by: str,
    change: Change,
    children: Mapping[str, list[str]],
    tokens: Mapping[str, str],
    before: str,
    after: str,
) -> tuple[str, ...]:
    gained = _phrase(after, change.b)
    lost = _phrase(before, change.a)
    found, queue = [], [by]
    while queue:
        name = queue.pop()
        if name in tokens and name != by:
            held = gained in tokens[name] if gained else bool(lost) and lost not in tokens[name]
            if not held:
                continue
        if name in tokens:
            found.append(name)
        queue += children.get(name, [])
    return tuple(sorted(found))


def _phrase(text: str, spans: tuple[Span, ...]) -> str:
    """The words of the first span with a little of what stands around it, padded; "" where there is none."""
    if not spans:
        return ""
    place = spans[0]
    start, end = place.start, place.end
    low, high = max(0, start - 60), min(len(text), end + 60)
    found = words(text, low, high)
    inside = [n for n, (s, e) in enumerate(zip(found.starts, found.ends, strict=True)) if s < end and start < e]
    if not inside:
        return ""
    first, last = max(0, inside[0] - _CONTEXT), min(len(found), inside[-1] + 1 + _CONTEXT)
    return f" {' '.join(found.norm[first:last])} "
