"""`retold demo`: the bundled example, from any folder and without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retold.cli.output import Output, output_options, remark, show
from retold.errors import InputError

if TYPE_CHECKING:
    from retold.records.article import Article

STORY = "ferry"
SOURCE, RETELLING = "dispatch.txt", "skerry-post.txt"  # the retelling that rewords most, and gives no credit


@click.command("demo", short_help="Compare two articles of the bundled example.")
@output_options
def demo_command(**options: Any) -> int:
    """Compare an invented agency's dispatch with an invented outlet's retelling of it.

    No arguments, no network. The two articles are part of Retold; the last lines say where they lie and what to try next.
    """
    from retold.compare import compare

    chosen = Output(**options)
    folder = example_folder()
    source, retelling = (example_article(name) for name in (SOURCE, RETELLING))
    show(compare(source, retelling), (SOURCE, RETELLING), chosen)
    remark(f"an invented story; its six articles are in {folder}", chosen)
    remark("what to try next:", chosen)
    remark(f"  retold compare {folder / 'dispatch.txt'} {folder / 'northmoor-today.txt'}", chosen)
    remark("  retold compare your-dispatch.txt your-article.html --html report.html", chosen)
    remark("  retold explain quotation", chosen)
    return 0


def example_folder(story: str = STORY) -> Path:
    """The folder of the bundled example story: inside the package when installed, beside it in a checkout."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "examples" / story, here.parents[3] / "examples" / story):
        if (folder / SOURCE).is_file():
            return folder
    raise InputError("the bundled example", "missing", "is not installed", "Install Retold again.")


def example_article(name: str, story: str = STORY) -> Article:
    """The article in file `name` of the example, with what its meta.json tells of it."""
    import msgspec

    from retold.reading import read
    from retold.records.article import Article

    folder = example_folder(story)
    known = msgspec.json.decode((folder / "meta.json").read_bytes()).get(name, {})
    return msgspec.convert({**known, "text": read(folder / name).text}, type=Article)
