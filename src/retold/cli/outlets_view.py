"""What `retold outlets` and `retold review` print."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from retold.cli.archive_view import cut
from retold.report.neutral import neutral

if TYPE_CHECKING:
    from retold.records.archive import OutletPair, Retellings, Review, ToReview
    from retold.records.story import Telling

COLUMNS = (
    "source", "retelling", "retellings", "direction_decided", "kept", "credited", "quotations", "quotations_altered", "figures",
    "figures_changed", "delay_hours", "delay_known",
)  # fmt: skip


def pairs_csv(pairs: Iterable[OutletPair]) -> str:
    """Pairs of outlets as CSV, a row each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        one = pair.measures
        writer.writerow(
            (
                _plain(pair.source), _plain(pair.outlet), one.told, one.decided, one.kept, one.credited, one.quotations,
                one.quotations_altered, one.figures, one.figures_changed, one.delay, one.timed,
            )
        )  # fmt: skip
    return out.getvalue()


def _plain(name: str) -> str:
    """A name that a spreadsheet does not take for a formula."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name


def pairs_text(pairs: Sequence[OutletPair], width: int) -> str:
    """Pairs of outlets, two lines each."""
    if not pairs:
        return "No article of this archive retells another one.\n"
    lines = []
    for pair in pairs:
        lines.append(cut(f"{_named(pair.outlet)} retold {_named(pair.source)}: {_times(pair.measures.told)}", width))
        lines.append(cut(f"  {measures_text(pair.measures)}", max(width, 160)))
    return "\n".join(lines) + "\n"


def measures_text(one: Retellings) -> str:
    """Measures in words, each with its denominator."""
    parts = [f"kept {one.kept:.0%} (mean)"] if one.kept is not None else []
    parts += [
        f"credit in {one.credited} of {one.told}",
        f"quotations changed: {one.quotations_altered} of {one.quotations}",
        f"figures changed: {one.figures_changed} of {one.figures}",
    ]
    if one.delay is not None:
        parts.append(f"median delay {one.delay:.1f} h (times known in {one.timed})")
    if one.decided < one.told:
        parts.append(f"direction decided in {one.decided}")
    return "  ·  ".join(parts)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _named(name: str) -> str:
    return neutral(name) or "(outlet not known)"


def queue_text(items: Iterable[ToReview], width: int) -> str:
    """What to review, three lines each."""
    lines = []
    for item in items:
        sure = f", {item.machine.sure:.2f}" if item.machine.sure is not None else ""
        answer = item.machine.answer or "nobody"
        lines.append(cut(f"{item.about}: {answer}{sure} (doubt {item.doubt:.2f})", width))
        lines.append(cut(f"  {_telling(item.one)}", width))
        if item.other is not None:
            lines.append(cut(f"  {_telling(item.other)}", width))
        if item.says:
            lines.append(cut(f"  at {item.place}: {item.says}", width))
    return "\n".join(lines) + "\n" if lines else "Nothing waits for a review.\n"


def _telling(one: Telling) -> str:
    facts = [one.id, one.outlet or one.agency or "", (one.published or "")[:16].replace("T", " "), one.title or ""]
    return "  ".join(part for part in facts if part)


def reviews_text(reviews: Iterable[Review], width: int) -> str:
    """What people said, two or three lines each."""
    lines = []
    for one in reviews:
        value = f" to {one.value}" if one.value else ""
        state = " (superseded)" if one.superseded else ""
        where = " ".join(part for part in (one.one, one.other, one.place) if part)
        lines.append(cut(f"{one.number}  {one.about} {one.verdict}{value}{state}  {where}", width))
        changed = f"; it is {one.now or 'nothing'} now" if one.changed else ""
        who = one.name or "without a name"
        lines.append(
            cut(f"  {who}, {one.at[:16].replace('T', ' ')}; the machine said {one.machine.answer}{changed}", width)
        )
        if one.note:
            lines.append(cut(f"  {one.note}", width))
    return "\n".join(lines) + "\n" if lines else "Nobody has reviewed anything yet.\n"
