"""What the commands of an archive print: stories in a list, one story with its tellings, a check-up."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from retold.report.neutral import neutral

if TYPE_CHECKING:
    from rich.table import Table

    from retold.records.archive import CheckUp, Finding, StoryPage, StoryRow
    from retold.records.story import Story, Telling

FLAGS = {
    "altered-quotations": "changed quotations",
    "changed-figures": "changed figures",
    "uncredited": "told without credit",
}
_CHANGES = 12  # changes that `story` lists
_WORDS = 44  # characters of either side of a change


def stories_text(page: StoryPage, width: int) -> str:
    """The stories of a page, three lines each."""
    return "".join(line + "\n" for row in page.stories for line in _row(row, width))


def _row(row: StoryRow, width: int) -> Iterator[str]:
    yield cut(f"{row.id}  {row.title or '(no title)'}", width)
    when = " – ".join(dict.fromkeys(time[:16].replace("T", " ") for time in (row.first, row.last) if time))
    flags = ", ".join(FLAGS[flag] for flag in row.flags)
    yield cut("  " + "  ·  ".join(part for part in (when, flags) if part), width)
    yield cut(f"  {row.summary}", max(width, 160))
    yield ""


def story_text(story: Story, width: int, color: bool) -> str:
    """One story: its tellings with what each kept, the tree, the most telling changes and who introduced them."""
    from rich.console import Console
    from rich.text import Text

    from retold.report.tree_terminal import tree_text

    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False)
    title = next((one.title for one in story.tellings if one.title), "(no title)")
    console.print(Text(neutral(f"{story.id}  {title}"), style="bold"))
    console.print()
    console.print(_tellings(story.tellings))
    console.print(Text("\nWho derived from whom", style="bold"))
    out.write(tree_text(story, width))
    changes = introduced_text(story, width)
    if changes:
        console.print(Text("\nWhat was changed, and by whom", style="bold"))
        out.write(changes)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _tellings(tellings: Sequence[Telling]) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    view = Table(box=SIMPLE, pad_edge=False, show_edge=False, header_style="bold")
    view.add_column("published", no_wrap=True)
    view.add_column("outlet", overflow="fold", min_width=10)
    view.add_column("id", overflow="fold", min_width=12)
    view.add_column("kept", no_wrap=True, justify="right")
    view.add_column("of", overflow="fold", min_width=8)
    for heading in ("quotations", "figures", "credit"):
        view.add_column(heading, overflow="fold", min_width=10)
    names = {one.id: one.outlet or one.id for one in tellings}
    for one in tellings:
        told = one.measures
        when = (one.published or "no date")[:16].replace("T", " ")
        cells = [when, one.outlet or "–", one.id]
        if told is None:
            cells += ["", "", "", "", ""]
        else:
            altered = f", {told.quotations_altered} changed" if told.quotations_altered else ""
            dropped = f", {told.quotations_dropped} dropped" if told.quotations_dropped else ""
            cells += [
                f"{told.kept:.0%}",
                names.get(told.of, told.of),
                f"{told.quotations_verbatim} of {told.quotations}{altered}{dropped}" if told.quotations else "none",
                f"{told.figures_changed} of {told.figures} changed" if told.figures else "none",
                told.credit or "no credit",
            ]
        view.add_row(*(Text(neutral(" ".join(cell.split()))) for cell in cells))
    return view


def introduced_text(story: Story, width: int) -> str:
    """The changes that edges introduced, the heaviest first: who, what, the words, how many carry it. Empty where none is."""
    names = {one.id: one.outlet or one.agency or one.id for one in story.tellings}
    changes = sorted(story.introduced, key=lambda one: -one.change.weight)
    lines: list[str] = []
    for one in changes[:_CHANGES]:
        change = one.change
        carried = len(one.carried_by) - 1
        also = f", carried by {carried} more" if carried > 0 else ""
        before, after = (" … ".join(span.text for span in side) for side in (change.source, change.retelling))
        words = " → ".join(f"“{side}”" if side else "–" for side in around(_plain(before), _plain(after), _WORDS))
        said = (
            f"{names.get(one.by, one.by)}: {change.kind}{' ' + change.detail if change.detail else ''}: {words}{also}"
        )
        lines += wrap(neutral(said).replace("\n", " "), width, initial_indent="  ", subsequent_indent="    ")
    if len(changes) > _CHANGES:
        lines.append(f"  … and {len(changes) - _CHANGES} more (--json lists them)")
    return "".join(line + "\n" for line in lines)


def _plain(words: str) -> str:
    return " ".join(words.split()).strip("“”\"'„")


def around(before: str, after: str, most: int) -> tuple[str, str]:
    """Both sides, `most` characters each where it can be, cut around the words in which they differ, never through these
    as long as they fit."""
    sides = [before.split(), after.split()]
    shortest = min(map(len, sides))
    head = next((n for n in range(shortest) if sides[0][n] != sides[1][n]), shortest)
    tail = next((n for n in range(shortest - head) if sides[0][-1 - n] != sides[1][-1 - n]), shortest - head)
    return _window(sides[0], head, tail, most), _window(sides[1], head, tail, most)


def _window(words: list[str], head: int, tail: int, most: int) -> str:
    """The words without the first `head` and the last `tail`, widened on both sides as far as `most` characters allow."""
    low, high = head, len(words) - tail
    size = len(" ".join(words[low:high]))
    grows = True
    while grows:
        grows = False
        if high < len(words) and size + 1 + len(words[high]) <= most:
            size += 1 + len(words[high])
            high += 1
            grows = True
        if low > 0 and size + 1 + len(words[low - 1]) <= most:
            low -= 1
            size += 1 + len(words[low])
            grows = True
    shown = " ".join(words[low:high])
    if len(shown) > most:
        shown = shown[: most - 1]
        shown = (shown[: shown.rfind(" ")] if " " in shown else shown).rstrip() + " …"
        return ("… " if low else "") + shown
    return ("… " if low and shown else "") + shown + (" …" if high < len(words) and shown else "")


def check_text(check: CheckUp) -> str:
    """What a check-up found."""
    size = check.bytes / max(1, check.articles)
    lines = [
        f"{check.articles:,} articles, {check.pairs:,} pairs, {check.stories:,} {'story' if check.stories == 1 else 'stories'}; "
        f"{check.bytes / 1e6:,.1f} MB, {size:,.0f} bytes an article"
    ]
    lines += [f"mended: {_found(one)}" for one in check.mended]
    for one in check.findings:
        lines.append(f"wrong: {_found(one)}" + (f". {one.mend}" if one.mend else ""))
    if not check.findings:
        lines.append("Everything is there and whole.")
    return "\n".join(lines) + "\n"


def _found(one: Finding) -> str:
    return neutral(f"{one.about}: {one.says}" if one.about else one.says).replace("\n", " ")


def cut(line: str, width: int) -> str:
    """A line from strangers' words that fits the width."""
    line = neutral(line).replace("\n", " ")
    return line if len(line) <= width else line[: width - 1] + "…"
