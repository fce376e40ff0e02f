"""Candidate pairs looked at, in any process: marks are used where they are stored, made where they are not, and handed back."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from retold.archive.articles import pack_marks, unpack_marks
from retold.archive.sealed import Damaged, pack
from retold.archive.voices import inferred
from retold.changes import differences
from retold.collation import collate
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Differences
from retold.records.marks import Marked
from retold.related import Looked, Spans, look, measures_of, without


class Known(msgspec.Struct, frozen=True):
    """An article to look at: its record and text, its furniture, its stored marks if there are any."""

    article: Article
    data: bytes
    hidden: Spans = ()
    marks: bytes | None = None


class Parcel(msgspec.Struct, frozen=True):
    """Pairs of articles by number, with the articles."""

    pairs: list[tuple[int, int]]
    articles: Mapping[int, Known]


class Seen(msgspec.Struct, frozen=True):
    """What was found out: about each pair, what the retellings changed (packed), marks made now (packed), the articles as those
    marks complete them, and the places of their inferred voices."""

    looked: list[Looked]
    changes: dict[tuple[int, int], bytes]
    marks: dict[int, bytes]
    found: dict[int, Article]
    voices: dict[int, frozenset[str]]


def look_at_parcel(parcel: Parcel) -> Seen:
    """Look at the pairs of a parcel. An error in one pair is named and does not stop the others."""
    seen = Seen([], {}, {}, {}, {})
    plain: dict[int, Marked] = {}
    marked: dict[int, Marked] = {}
    for a, b in parcel.pairs:
        try:
            for number in (a, b):
                if number not in marked:
                    plain[number] = _marks(number, parcel.articles[number], seen)
                    marked[number] = without(plain[number], parcel.articles[number].hidden)
            looked, what = look(a, b, marked[a], marked[b])
            if looked.kind == "identical":
                looked = _as_copy(looked, marked)
            if what is not None:
                pair = (looked.a, looked.b)
                seen.changes[pair] = pack_changes(pair, what, *(parcel.articles[one].data for one in pair))
        except Exception as error:  # never seen; a text that defeats a rule must not stop the rest
            looked = Looked(a=a, b=b, failed=f"{type(error).__name__}: {str(error)[:120]}")
        seen.looked.append(looked)
    return seen


def _as_copy(looked: Looked, marked: Mapping[int, Marked]) -> Looked:
    """A copy keeps everything: its quotations and figures are counted, and its credit, as of any retelling."""
    a, b = marked[looked.a], marked[looked.b]
    what = differences(a, b, collate(a, b))
    return msgspec.structs.replace(looked, measures=measures_of(a, b, what, 1.0, 1.0))


def changes_key(pair: tuple[int, int]) -> str:
    """The key under which the changes of a pair are sealed."""
    return f"what article number {pair[1]} changed of number {pair[0]}"


def pack_changes(pair: tuple[int, int], what: Differences, source: bytes, retelling: bytes) -> bytes:
    """What a retelling changed, as bytes that only the two texts can open."""
    return pack(changes_key(pair), what, *_half(source, retelling))


def _half(source: bytes, retelling: bytes) -> tuple[bytes, bytes]:
    """As much of both texts as the window of deflate holds."""
    return source[: 1 << 14], retelling[: 1 << 14]


def changes_texts(source: bytes, retelling: bytes) -> tuple[bytes, bytes]:
    """The texts that open the changes of a pair."""
    return _half(source, retelling)


def _marks(number: int, known: Known, seen: Seen) -> Marked:
    if known.marks is not None:
        try:
            return unpack_marks(known.article.id, known.marks, known.data)
        except Damaged:
            pass  # made again
    marked = mark(known.article)
    seen.marks[number] = pack_marks(marked, known.data)
    seen.voices[number] = frozenset(inferred(marked))
    seen.found[number] = msgspec.structs.replace(marked.article, text="")
    return marked
