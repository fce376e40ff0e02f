"""`retold story ARCHIVE ID`."""

from __future__ import annotations

from typing import Any

import click

from retold.cli.output import Output, archive_first, spare_inputs, terminal_width, view_options, wants_color, write


@click.command("story", short_help="Show one story of an archive: its tellings and what each changed.")
@click.argument("archive", metavar="ARCHIVE")
@click.argument("id", metavar="ID")
@view_options
def story_command(archive: str, id: str, **options: Any) -> None:
    """Show the story ID of ARCHIVE: its tellings, who derived from whom, and what each changed.

    ID is that of a story, also of one that has gone into another since, or of an article in it.
    """
    from retold.archive import Archive
    from retold.cli.archive_view import story_text

    asked = Output(**options)
    archive_first("story", archive, id)
    spare_inputs((), asked.files(), archive=archive)
    with Archive(archive) as kept:
        story = kept.story(kept.story_of(id) or id)
    if asked.json:
        write(story.to_json() + "\n", asked.output or "-")
    else:
        width = asked.width or max(120, terminal_width())
        write(story_text(story, width, wants_color(asked)), asked.output or "-")
