"""Write the reference pages that are made from the program itself: the commands and the words of the reports.

python tools/make_reference.py           # writes docs/reference/cli.md and docs/reference/words.md
python tools/make_reference.py --check   # says whether they are up to date; exit code 1 where not
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["COLUMNS"] = "88"

import click

from retold.cli.app import app
from retold.report.glossary import GROUPS

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"


def cli_page() -> str:
    """The page of all commands: their help, and the environment variable of every option."""
    parts = [
        "# The commands",
        "",
        "Made from the program by `tools/make_reference.py`: what `--help` prints, and the environment variable of each option.",
        "Data goes to standard output, remarks to standard error. The exit codes are 0 done, 1 failed, 2 usage, 3 done but some "
        "inputs failed, 130 stopped from the keyboard. `RETOLD_DEBUG=1` shows the traceback of an unexpected error.",
        "",
        "## retold",
        "",
    ]
    root = click.Context(app, info_name="retold", **app.context_settings)
    parts += _help(app, root)
    for name in app.list_commands(root):
        command = app.get_command(root, name)
        context = click.Context(command, info_name=name, parent=root, **command.context_settings)
        parts += [f"## retold {name}", "", *_help(command, context)]
        options = [item for item in command.params if isinstance(item, click.Option)]
        if options:
            parts += ["| option | environment |", "|---|---|"]
            for option in options:
                variable = f"{context.auto_envvar_prefix}_{option.name.upper()}"
                parts.append(f"| `{', '.join(option.opts)}` | `{variable}` |")
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _help(command: click.Command, context: click.Context) -> list[str]:
    lines = command.get_help(context).splitlines()
    return ["```text", *(line.rstrip() for line in lines), "```", ""]


def words_page() -> str:
    """The page of all words of the reports, with their examples."""
    parts = [
        "# The words of the reports",
        "",
        "Made from the program by `tools/make_reference.py`; `retold explain WORD` prints the same. The examples are invented.",
        "",
    ]
    for heading, _, table in GROUPS:
        parts += [f"## {heading}", ""]
        examples = any(entry.source or entry.retelling for entry in table.values())
        parts += (
            ["| word | means | source | retelling |", "|---|---|---|---|"]
            if examples
            else ["| word | means |", "|---|---|"]
        )
        for word, entry in table.items():
            row = f"| `{word}` | {entry.means} |"
            parts.append(row + (f" {entry.source or '–'} | {entry.retelling or '–'} |" if examples else ""))
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def main() -> int:
    """Write the pages, or check them."""
    code = 0
    for name, page in (("cli.md", cli_page()), ("words.md", words_page())):
        path = FOLDER / name
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text(encoding="utf-8") != page:
                print(f"{path.name} is not up to date: run python tools/make_reference.py")
                code = 1
        else:
            path.write_text(page, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
