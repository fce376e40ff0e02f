"""Draw the family tree of one story: who derived from whom, on what evidence, and who introduced which change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from retold.descent.agencies import keys
from retold.descent.edges import tree_weights
from retold.descent.family import Family, family
from retold.descent.family import Telling as Prepared
from retold.descent.reasons import Reasons
from retold.descent.tree import PASSAGE, Grown, grow
from retold.descent.weights import pair_weight
from retold.errors import InputError
from retold.installed import version
from retold.introduced import introduced_changes
from retold.records.article import Article, Span, span
from retold.records.comparison import DirectionAnswer, Note
from retold.records.marks import Marked
from retold.records.story import Edge, Node, Root, Story, Telling, Tree
from retold.text.tokenise import words


def tree(articles: Iterable[Article], *, changes: bool = False, marked: Mapping[str, Marked] | None = None) -> Story:
    """The family tree of the articles, taken as the tellings of one story.

    Up to 300 tellings every one is a candidate parent of every other. Above that verbatim copies become one node (an
    agency's page stands for them, else the earliest), and 20 candidates are weighed for each. The order of the articles
    does not matter.

    Args:
        articles: the tellings; texts without words are left out, with a note.
        changes: also say what each edge changed, and which telling introduced each change (slower: some 10 ms an edge).
        marked: marks that were made before, by id; used for the changes.

    Raises:
        InputError: none of the articles has words.
    """
    listed, notes = _usable(articles)
    if not listed:
        raise InputError("tree", "empty", "no article has words in it", "Give the texts of a story's tellings.")
    ready = family(listed)
    grown = grow(ready)
    made = _Builder(ready, grown).tree()
    texts = {telling.article.id: telling.article for telling in ready.tellings}
    made, introduced = introduced_changes(made, texts, marked) if changes else (made, ())
    copies = {ready.tellings[index].article.id: ids for index, ids in ready.copies.items()}
    tellings = tuple(
        Telling.of(one.article, len(one.tokens), copies=copies.get(one.article.id, ())) for one in _by_time(ready)
    )
    return Story(
        retold=version("retold"),
        id=hashlib.sha256(tellings[0].id.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        tellings=tellings,
        tree=made,
        introduced=introduced,
        notes=(*notes, *_family_notes(ready)),
    )


def _usable(articles: Iterable[Article]) -> tuple[list[Article], list[Note]]:
    """The articles with words, each with an id of its own, and notes on what was done to the others."""
    listed: list[Article] = []
    notes: list[Note] = []
    seen: dict[str, int] = {}
    ordered = sorted((article.identified() for article in articles), key=lambda one: (one.id, one.text, one.url or ""))
    for article in ordered:
        name = article.id
        if not any(character.isalnum() for character in article.text):
            notes.append(Note("empty-telling", f"{name} has no words and is left out"))
            continue
        seen[name] = seen.get(name, 0) + 1
        if seen[name] == 1:
            listed.append(article)
            continue
        notes.append(Note("same-id", f"the id {name} stands on more than one telling"))
        listed.append(msgspec.structs.replace(article, id=f"{name}#{seen[name]}"))
    return listed, notes


def _by_time(ready: Family) -> list[Prepared]:
    return sorted(ready.tellings, key=lambda one: (one.clock.middle is None, one.clock.middle or 0.0, one.article.id))


class _Builder:
    """Turns a grown tree into records."""

    def __init__(self, ready: Family, grown: Grown) -> None:
        self.ready, self.grown = ready, grown
        self.ids = [telling.article.id for telling in ready.tellings]
        self.reasons = Reasons(ready, grown, tree_weights())
        self.above = {child: n for n, lost in enumerate(grown.lost) for child in lost.children}

    def tree(self) -> Tree:
        """The tree, its nodes in order of id, lost sources last."""
        nodes = [Node(id=one) for one in sorted(self.ids)]
        lost = [self._lost_id(n) for n in range(len(self.grown.lost))]
        nodes += [Node(id=one, kind="lost", named=self.grown.lost[n].named) for n, one in enumerate(lost)]
        edges = sorted([*self._edges(), *self._seconds()], key=lambda edge: (edge.second, edge.child, edge.parent))
        children = {edge.child for edge in edges if not edge.second}
        rooted = [
            Root(id=self.ids[n], probability=round(float(self.grown.probability[n]), 4))
            for n in range(len(self.ids))
            if self.grown.parents[n] < 0
        ]
        return Tree(
            nodes=tuple(nodes),
            edges=tuple(edges),
            roots=tuple(node.id for node in nodes if node.id not in children),
            undecided=tuple(edge.child for edge in edges if edge.answer == "undecided" and not edge.second),
            rooted=tuple(sorted(rooted, key=lambda root: root.id)),
            clock_trust=round(self.grown.scored.trust, 3),
        )

    def _lost_id(self, number: int) -> str:
        return f"lost-{number + 1}"

    def _edges(self) -> list[Edge]:
        edges = []
        for number, lost in enumerate(self.grown.lost):
            if lost.above >= 0:
                likely = sum(float(self.grown.probability[child]) for child in lost.children) / len(lost.children)
                edges.append(self._edge(self.ids[lost.above], self._lost_id(number), likely, "derived"))
        for child, parent in enumerate(self.grown.parents.tolist()):
            likely = float(self.grown.probability[child])
            if child in self.above:
                number = self.above[child]
                edge = self._edge(self._lost_id(number), self.ids[child], likely, "derived-unseen")
                because = self.reasons.of_lost(child, self.grown.lost[number])
                edges.append(msgspec.structs.replace(edge, evidence=because))
            elif parent >= 0:
                tellings = self.ready.tellings
                same = tellings[parent].page != "" and tellings[parent].page == tellings[child].page
                edge = self._edge(self.ids[parent], self.ids[child], likely, "revision" if same else "derived")
                edges.append(msgspec.structs.replace(edge, evidence=self.reasons.of(child)))
        return edges

    def _edge(self, parent: str, child: str, probability: float, answer: DirectionAnswer) -> Edge:
        asserted = probability >= pair_weight("assert_at")
        return Edge(
            parent=parent,
            child=child,
            probability=round(min(1.0, probability), 4),
            answer=answer if asserted else "undecided",
        )

    def _seconds(self) -> list[Edge]:
        edges = []
        for second in self.grown.seconds:
            edge = self._edge(self.ids[second.parent], self.ids[second.child], second.probability, "derived")
            place = self._passage(second.child, second.start, second.end)
            edges.append(msgspec.structs.replace(edge, second=True, passage=place))
        return edges

    def _passage(self, child: int, start: int, end: int) -> tuple[Span, ...]:
        """The words [start, end) of a telling's body, as one span."""
        telling = self.ready.tellings[child]
        text = telling.article.text
        places: list[tuple[int, int]] = []
        for part in telling.outline.sentences:
            found = words(text, part.start, part.end)
            places += zip(found.starts, found.ends, strict=True)
        if end - start < PASSAGE or end > len(places):
            return ()
        return (span(text, places[start][0], places[end - 1][1]),)


def _family_notes(ready: Family) -> list[Note]:
    """What is wrong with clocks, credits and addresses, one note for each."""
    notes = []
    pages: dict[str, list[str]] = {}
    for index, telling in enumerate(ready.tellings):
        name = telling.article.id
        notes += [Note(code, f"{name}: {_CLOCKS[code]}") for code in telling.clock.notes]
        if telling.page:
            pages.setdefault(telling.page, []).append(name)
        own = [credit.to.text for credit in telling.outline.credits if keys(credit.to.text) & telling.media]
        if own:
            notes.append(Note("credits-itself", f"{name} credits itself ({own[0]}); that says nothing"))
        for other in range(index):
            if ready.credits[index, other] and ready.credits[other, index]:
                both = sorted((name, ready.tellings[other].article.id))
                notes.append(Note("credit-circle", f"{both[0]} and {both[1]} credit one another"))
    for page, members in pages.items():
        if len(members) > 1:
            notes.append(Note("same-url", f"{', '.join(sorted(members))} have one address ({page})"))
    return sorted(notes, key=lambda note: (note.code, note.says))


_CLOCKS = {
    "clock-future": "a clock stands in the future and is not used",
    "clock-ancient": "a clock stands before 1990 and is not used",
    "clock-unreadable": "a clock cannot be read and is not used",
    "clock-no-zone": "a clock has no zone and may be off by 14 hours",
    "clocks-contradict": "its clocks contradict one another; what the page says of itself is kept",
}
