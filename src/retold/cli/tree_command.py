"""`retold tree FOLDER|FILE…`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from retold.cli.output import spare_inputs
from retold.errors import InputError, OutputError
from retold.report.neutral import neutral

if TYPE_CHECKING:
    from retold.records.article import Article
    from retold.records.story import Story

SOME_FAILED = 3


@click.command("tree", short_help="Draw who derived from whom.")
@click.argument("inputs", metavar="FOLDER|FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document.")
@click.option("--dot", is_flag=True, help="Print the tree in the DOT language of Graphviz.")
@click.option("--svg", metavar="FILE", help="Write a drawing to FILE (- is standard output).")
@click.option("--why", metavar="TELLING", help="Say why a telling (its id or outlet) hangs where it hangs.")
@click.option("--who", metavar="WORDS", help="Say which telling introduced these words, and which carry them.")
@click.option("--changes", is_flag=True, help="Also say what each edge changed and who introduced it (slower).")
@click.option(
    "--width", type=click.IntRange(min=40, max=1000), default=120, metavar="COLUMNS", help="Width of the list."
)
@click.option("--quiet", "-q", is_flag=True, help="No remarks on standard error; errors are still shown.")
def tree_command(
    inputs: tuple[str, ...],
    as_json: bool,
    dot: bool,
    svg: str | None,
    why: str | None,
    who: str | None,
    changes: bool,
    width: int,
    quiet: bool,
) -> int:
    """Draw the family tree of one story: who derived from whom, how sure that is, and what is lost.

    The inputs are the tellings of one story: a folder of text, HTML and JSON files (a `meta.json` in it may hold what is
    known of each file, by name), JSON lines with one article each, or single files.
    """
    from retold.cli.tree_inputs import read_tellings
    from retold.tree import tree

    spare_inputs(inputs, {"--svg": svg})
    articles, failures = read_tellings(inputs)
    for failure in failures:
        print(f"retold: error: {failure}", file=sys.stderr)
    if not articles:
        raise InputError(
            inputs[0], "empty", "holds no article", "Give a folder of texts, or JSON lines with a text field."
        )
    story = tree(articles, changes=changes)
    if not quiet and (as_json or dot or svg):
        for note in story.notes:
            print(f"retold: note: {note.says}", file=sys.stderr)
    _show(story, articles, as_json=as_json, dot=dot, svg=svg, why=why, who=who, changes=changes, width=width)
    return SOME_FAILED if failures else 0


def _show(
    story: Story,
    articles: list[Article],
    *,
    as_json: bool,
    dot: bool,
    svg: str | None,
    why: str | None,
    who: str | None,
    changes: bool,
    width: int,
) -> None:
    from retold.report.tree_graph import tree_dot, tree_svg
    from retold.report.tree_terminal import tree_text, why_text

    if svg is not None:
        _write(tree_svg(story), svg)
    if as_json:
        sys.stdout.write(story.to_json() + "\n")
    elif dot:
        sys.stdout.write(tree_dot(story))
    elif why is not None:
        text = why_text(story, why)
        if text is None:
            names = ", ".join(telling.id for telling in story.tellings[:8])
            raise InputError(
                why, "unknown-telling", "is no telling of this story", f"Give an id or an outlet: {names} …"
            )
        sys.stdout.write(text)
    elif who is not None:
        _who(story, articles, who)
    elif svg is None:
        sys.stdout.write(tree_text(story, width))
        if changes:
            from retold.cli.archive_view import introduced_text

            sys.stdout.write(f"\nWhat each edge changed\n{_counted(story, width)}")
            if listed := introduced_text(story, width):
                sys.stdout.write(f"\nWhat was changed, and by whom\n{listed}")


def _counted(story: Story, width: int) -> str:
    """How many changes of each kind every edge has."""
    names = {telling.id: telling.outlet or telling.agency or telling.id for telling in story.tellings}
    lines: list[str] = []
    for edge in story.tree.edges:
        if edge.child in names and not edge.second:
            counted = Counter(change.kind for change in edge.changes if change.detail != "variant").most_common()
            listed = ", ".join(f"{count} {kind}" for kind, count in counted) or "nothing"
            said = neutral(f"{names[edge.child]} from {names.get(edge.parent, 'a lost source')}: {listed}")
            lines += wrap(said.replace("\n", " "), width, initial_indent="  ", subsequent_indent="    ")
    return "".join(line + "\n" for line in lines) or "  There is no edge.\n"


def _who(story: Story, articles: list[Article], phrase: str) -> None:
    from retold.introduced import holders

    listed = {article.identified().id: article.identified() for article in articles}
    first, held = holders(phrase, story.tree, listed)
    if not held:
        print(neutral(f"No telling holds “{phrase}”."))
        return
    outlets = {telling.id: telling.outlet or telling.id for telling in story.tellings}
    for name in first:
        print(neutral(f"“{phrase}” was introduced by {outlets.get(name, name)} [{name}]."))
    print(neutral("It stands in: " + ", ".join(f"{outlets.get(name, name)} [{name}]" for name in held) + "."))


def _write(text: str, name: str) -> None:
    if name == "-":
        sys.stdout.write(text)
        return
    try:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(name, f"cannot be written ({error.strerror})", "Choose another file or folder.") from None
