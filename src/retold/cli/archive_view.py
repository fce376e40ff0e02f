"""What the commands of an archive print: stories in a list, one story with its tellings, a check-up."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from retold.report.neutral import neutral

if TYPE_CHECKING:
    from rich.table import Table

    from retold.records.archive import CheckUp, Finding, StoryPage, StoryRow
    from retold.records.story import Story, Telling

FLAGS = {
    "altered-quotations": "altered quotations",
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
    changes = list(_changes(story))
    if changes:
        console.print(Text("\nWhat was changed, and by whom", style="bold"))
        for line in changes[:_CHANGES]:
            console.print(Text(cut(line, width)))
        if len(changes) > _CHANGES:
            console.print(Text(f"  … and {len(changes) - _CHANGES} more (--json lists them)"))
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
            altered = f", {told.quotations_altered} altered" if told.quotations_altered else ""
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


def _changes(story: Story) -> Iterator[str]:
    """The changes that edges introduced, the heaviest first."""
    names = {one.id: one.outlet or one.id for one in story.tellings}
    for one in sorted(story.introduced, key=lambda one: -one.change.weight):
        change = one.change
        carried = len(one.carried_by) - 1
        also = f", carried by {carried} more" if carried > 0 else ""
        before, after = (_short(" … ".join(span.text for span in side)) for side in (change.source, change.retelling))
        words = " → ".join(f"“{side}”" if side else "–" for side in (before, after))
        yield f"  {names.get(one.by, one.by)}: {change.kind}{' ' + change.detail if change.detail else ''}: {words}{also}"


def _short(words: str) -> str:
    words = " ".join(words.split()).strip("“”\"'„")
    return words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"


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
