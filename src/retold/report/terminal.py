"""The terminal view: the verdict, what to look at first, the tables, then both texts side by side.

Nothing is told by colour alone: removed words stand in [-…-], added words in {+…+}, what is marked as a whole (moved,
furniture, credit) in [=…=].
Without colour the same text is printed plain. All text of the articles passes through `neutral`.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from retold.records.article import Span
from retold.records.comparison import Comparison
from retold.report.glossary import CUES
from retold.report.neutral import neutral
from retold.report.tables import figure_rows
from retold.report.view import MARKED_WHOLE, SIDES, Marks, Piece, Side, View, excerpt, is_variant, make_view, pieces
from retold.report.words import (
    direction_words,
    evidence_words,
    inside_words,
    kind_words,
    pair_status_counts,
    percent,
    relation_entry,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_FIRST = 12  # changes in "what to look at first"; more no longer fit on a screen
_CONTEXT = 36  # characters of the sentence shown on either side of a change
_TWO_COLUMNS = 76  # below this width the two texts are stacked
_REMOVED, _ADDED, _MARKED, _DIM = "black on #ffd9a8 strike", "black on #bfe0ff underline", "black on #fff3b0", "dim"


def terminal_report(
    comparison: Comparison,
    names: tuple[str, str],
    *,
    width: int = 80,
    color: bool = False,
    kinds: Sequence[str] = (),
    show_all: bool = False,
) -> str:
    """The whole view as text, `width` columns wide; with escape sequences only where `color` is true.

    `names` are those of the two articles in the order given; `kinds` restricts the changes shown; `show_all` shows
    variants of names, too.
    """
    from rich.console import Console

    view = make_view(comparison, names, kinds, show_all)
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="256" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    _verdict(console, view)
    _first_looks(console, view)
    _quotations(console, view)
    _figures(console, view)
    if comparison.relation.kind != "unrelated":
        _side_by_side(console, view, width)
    _notes(console, view)
    lines = (
        (line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))
        if not color
        else [out.getvalue().rstrip("\n")]
    )
    return "\n".join(lines) + "\n"


def _heading(console: Console, words: str) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(words.upper(), style="bold"))


def _wrapped(console: Console, text: Text | str, first: str = "", rest: str = "", style: str = "") -> None:
    """Print `text` wrapped, `first` before its first line and `rest` before the others (of one width)."""
    from rich.text import Text

    body = Text(text, style=style) if isinstance(text, str) else text
    room = max(10, console.width - len(first))
    for number, line in enumerate(body.wrap(console, room, tab_size=4)):
        line.rstrip()
        console.print(Text.assemble(first if number == 0 else rest, line), no_wrap=True, crop=False, overflow="ignore")


def _verdict(console: Console, view: View) -> None:
    comparison, labels = view.comparison, view.labels
    _wrapped(console, neutral(comparison.summary), style="bold")
    console.print()
    for short, full in ((labels.source, labels.source_full), (labels.retelling, labels.retelling_full)):
        _wrapped(console, neutral(full), first=f"{short:<11}", rest=" " * 11)
    relation = comparison.relation
    words = f"{relation_entry(comparison).label or relation.kind}, score {relation.score:.2f}"
    if relation.kind != "unrelated":
        words += f"; {percent(relation.copied)} of the words of {labels.retelling_name} answer to {labels.source_name}"
    _wrapped(console, neutral(words), first="relation   ", rest=" " * 11)
    _wrapped(console, neutral(direction_words(comparison, labels)), first="direction  ", rest=" " * 11)
    for evidence in sorted(comparison.direction.evidence, key=lambda item: -abs(item.weight)):
        says = evidence_words(view, evidence)
        label = CUES[evidence.cue].label or evidence.cue
        _wrapped(console, neutral(f"{label}: {says}"), first="           - ", rest=" " * 13)


def _first_looks(console: Console, view: View) -> None:
    if not view.shown:
        if view.comparison.relation.kind in {"identical", "retelling"}:
            _heading(console, "what to look at first")
            console.print(
                "No change to show." if not view.folded else "Nothing but variants of names; --all shows them."
            )
        return
    _heading(console, "what to look at first")
    _wrapped(
        console,
        "[-only in the first line-]  {+only in the second line+}  [=the place of what the other line has=]",
        style=_DIM,
    )
    for number, index in enumerate(view.shown[:_FIRST], start=1):
        inside = inside_words(view, index)
        heading = kind_words(view, index) + (f" – inside it: {inside}" if inside else "")
        _wrapped(console, neutral(heading), first=f"{number:>2}. ", rest=" " * 4, style="bold")
        width = max(len(view.labels.source), len(view.labels.retelling)) + 2
        for side in ("source", "retelling"):
            label = view.labels.source if side == "source" else view.labels.retelling
            shown = _in_context(view, index, side)
            _wrapped(console, shown, first=f"    {label:<{width}}", rest=" " * (width + 4))
    rest = view.shown[_FIRST:]
    if rest:
        counted = Counter(view.comparison.changes[index].kind for index in rest)
        listed = ", ".join(f"{count} {kind}" for kind, count in counted.most_common())
        _wrapped(console, f"and {len(rest)} more, marked in the texts below: {listed}", first="    ", rest="    ")
    if view.folded:
        variants = "1 variant of a name is" if view.folded == 1 else f"{view.folded} variants of names are"
        _wrapped(
            console,
            f"{variants} folded away; --all shows {'it' if view.folded == 1 else 'them'}",
            first="    ",
            style=_DIM,
        )


def _in_context(view: View, index: int, side: Side) -> Text:
    """The spans of a change on one side, with the words around them and all inner marks."""
    from rich.text import Text

    change = view.comparison.changes[index]
    spans: tuple[Span, ...] = getattr(change, side)
    if not spans:
        return Text("(nothing)", style=_DIM)
    text = view.texts()[side]
    inner = (index, *view.inner.get(view.quotation_of.get(index, -1), ()))
    marks = Marks(view.comparison, side, inner, changes_only=True)
    line = Text()
    for number, span in enumerate(sorted(spans, key=lambda item: item.start)):
        if number:
            line.append(" … ")
        low, high = excerpt(text, span, change, _CONTEXT)
        line.append("" if low == 0 or text[low - 1] == "\n" or low == span.start else "… ", style=_DIM)
        line.append(_styled(view, pieces(text, low, high, marks), side))
        line.append("" if high == len(text) or text[high] == "\n" or high == span.end else " …", style=_DIM)
    return line


def _styled(view: View, cut: Iterable[Piece], side: Side, moved: bool = False) -> Text:
    """The pieces as one text, changed words in brackets and in colour; in a `moved` row the move itself is no mark."""
    from rich.text import Text

    line = Text()
    open_mark = ""
    for piece in cut:
        changes = piece.changes
        if moved:
            changes = tuple(index for index in changes if view.comparison.changes[index].kind != "move")
        mark, style = _mark(view, changes, side)
        shown = neutral(piece.text).replace("\n\n", "\n")
        if mark != open_mark:
            line.append(_CLOSE[open_mark], style=_STYLE[open_mark])
            line.append(_OPEN[mark], style=_STYLE[mark])
            open_mark = mark
        line.append(shown, style=style)
    line.append(_CLOSE[open_mark], style=_STYLE[open_mark])
    return line


_OPEN = {"": "", "-": "[-", "+": "{+", "*": "[="}
_CLOSE = {"": "", "-": "-]", "+": "+}", "*": "=]"}
_STYLE = {"": "", "-": _REMOVED, "+": _ADDED, "*": _MARKED}


def _mark(view: View, changes: Sequence[int], side: Side) -> tuple[str, str]:
    if not changes:
        return "", ""
    known = view.comparison.changes
    if all(known[k].kind in MARKED_WHOLE or is_variant(known[k]) or (k, side) in view.anchors for k in changes):
        return "*", _MARKED
    return ("-", _REMOVED) if side == "source" else ("+", _ADDED)


def _quotations(console: Console, view: View) -> None:
    quotations = view.comparison.quotations
    if not quotations:
        return
    _heading(console, "quotations")
    _wrapped(console, pair_status_counts(quotations))


def _figures(console: Console, view: View) -> None:
    from rich.table import Table

    rows = figure_rows(view)
    if not rows:
        return
    _heading(console, "figures and dates")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    table.add_column("", no_wrap=True)
    table.add_column(view.labels.source, ratio=2)
    table.add_column(view.labels.retelling, ratio=2)
    table.add_column("whose", ratio=2)
    for row in rows:
        table.add_row(row.status, neutral(row.source), neutral(row.retelling), neutral(row.whose))
    console.print(table)


def _side_by_side(console: Console, view: View, width: int) -> None:
    from rich.table import Table
    from rich.text import Text

    if not view.rows:
        return
    _heading(console, "side by side")
    labels = view.labels
    if width < _TWO_COLUMNS:
        for row in view.rows:
            console.print()
            for side, label in zip(SIDES, (labels.source, labels.retelling), strict=True):
                cell = _styled(view, row.cell(side), side, row.moved)
                _wrapped(
                    console, cell if cell.plain else Text("—", style=_DIM), first=f"{label[:9]:<11}", rest=" " * 11
                )
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), expand=True, header_style="bold")
    table.add_column("", width=1, no_wrap=True)
    for short, name in ((labels.source, labels.source_name), (labels.retelling, labels.retelling_name)):
        table.add_column(neutral(short if short == name else f"{short}: {name}"), ratio=1)
    for number, row in enumerate(view.rows):
        if number and row.paragraph:
            table.add_row("", "", "")
        sign = {"verbatim": "=", "edited": "~", "reworded": "≈", "dropped": "-", "added": "+"}.get(row.kind, " ")
        table.add_row(
            "↕" if row.moved else sign,
            _styled(view, row.source, "source", row.moved),
            _styled(view, row.retelling, "retelling", row.moved),
        )
    console.print(table)
    console.print()
    _wrapped(
        console, "= verbatim  ~ edited  ≈ reworded  - dropped  + added  ↕ moved  [=…=] marked as a whole", style=_DIM
    )


def _notes(console: Console, view: View) -> None:
    if not view.comparison.notes:
        return
    _heading(console, "notes")
    for note in view.comparison.notes:
        _wrapped(console, neutral(note.says), first="- ", rest="  ")
