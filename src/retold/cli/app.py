"""The group of all commands, and what happens at the very edge: errors, interrupts, closed pipes, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

import click

from retold.errors import OptionError, RetoldError

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Lazy(NamedTuple):
    """A command that is imported when it is used: its module, the name of the command object, one line of help."""

    module: str
    name: str
    help: str


COMMANDS = {
    "compare": Lazy(
        "retold.cli.compare_command", "compare_command", "Lay two articles side by side and say what changed."
    ),
    "trace": Lazy(
        "retold.cli.trace_command", "trace_command", "Find the stories among many articles, and who retold whom."
    ),
    "tree": Lazy("retold.cli.tree_command", "tree_command", "Draw who derived from whom."),
    "ledger": Lazy("retold.cli.ledger_command", "ledger_command", "List who said what in one article."),
    "add": Lazy("retold.cli.add_command", "add_command", "Put articles into an archive."),
    "stories": Lazy("retold.cli.stories_command", "stories_command", "List the stories of an archive."),
    "story": Lazy(
        "retold.cli.story_command", "story_command", "Show one story of an archive: its tellings and what each changed."
    ),
    "remove": Lazy(
        "retold.cli.remove_command",
        "remove_command",
        "Take an article out of an archive, with all that holds its words.",
    ),
    "doctor": Lazy(
        "retold.cli.doctor_command",
        "doctor_command",
        "Check that an archive is whole, and rebuild what can be rebuilt.",
    ),
    "export": Lazy(
        "retold.cli.export_command", "export_command", "Write everything in an archive to JSON lines or Parquet."
    ),
    "outlets": Lazy("retold.cli.outlets_command", "outlets_command", "Say which outlets of an archive retell whom."),
    "review": Lazy(
        "retold.cli.review_command", "review_command", "List what to review in an archive, or what people said of it."
    ),
    "serve": Lazy("retold.cli.serve_command", "serve_command", "Show an archive in a browser."),
    "find": Lazy(
        "retold.cli.find_command", "find_command", "Ask an archive whether it has seen an article before, and where."
    ),
    "demo": Lazy("retold.cli.demo_command", "demo_command", "Compare two articles of the bundled example."),
    "explain": Lazy(
        "retold.cli.explain_command", "explain_command", "Say what a kind of change, a status or a relation means."
    ),
    "completion": Lazy(
        "retold.cli.completion_command", "completion_command", "Print the completion script for a shell."
    ),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports each only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands that are installed, most used first."""
        return [name for name, lazy in COMMANDS.items() if find_spec(lazy.module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, imported now; None where there is none."""
        lazy = COMMANDS.get(cmd_name)
        if lazy is None or not find_spec(lazy.module):
            return None
        command: click.Command = getattr(import_module(lazy.module), lazy.name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command's name where the given one is unknown."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from rapidfuzz.process import extractOne

            near = extractOne(args[0][:40], self.list_commands(ctx), score_cutoff=60)
            hint = f" Did you mean '{near[0]}'?" if near else " Try 'retold --help'."
            raise click.UsageError(f"There is no command '{args[0][:40]}'.{hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "RETOLD"},
    epilog="Every option can be set in the environment, too: --width of compare is RETOLD_COMPARE_WIDTH.",
)
@click.version_option(package_name="retold", message="retold %(version)s")
def app() -> None:
    """See how a news story was retold: where it came from, who ran it, and what each retelling changed."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the group on `arguments`; every way to end becomes an exit code, and no traceback reaches the user."""
    _never_fail_to_print()
    if "_RETOLD_COMPLETE" in os.environ:  # a shell asks for completions: click answers and ends
        app.main(prog_name="retold")
    try:
        # Not app.main(): that ends the process with code 1 when the reader of a pipe leaves.
        with app.make_context("retold", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = app.invoke(context)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped", INTERRUPTED)
    except BrokenPipeError:
        return _reader_left()
    except OptionError as error:
        return _say(f"error: {error}", USAGE)
    except RetoldError as error:
        return _say("\n".join(f"error: {line}" for line in str(error).splitlines()), FAILED)
    except Exception as error:
        if os.environ.get("RETOLD_DEBUG") == "1":
            raise
        return _say(
            f"error: something went wrong inside Retold ({type(error).__name__}: {str(error)[:200]}). "
            "Please report it, with the input if you may share it; RETOLD_DEBUG=1 shows where it happened.",
            FAILED,
        )


def _say(message: str, code: int) -> int:
    """Print to standard error, line by line under the program's name; returns `code`."""
    try:
        for line in message.splitlines():
            print(f"retold: {line}", file=sys.stderr)
    except BrokenPipeError:
        return _reader_left()
    return code


def _reader_left() -> int:
    """Whoever read our output has stopped (`retold … | head`): that is no failure."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(devnull, stream.fileno())
        except (OSError, ValueError):
            continue
    return DONE


def _never_fail_to_print() -> None:
    """A terminal that knows no quotation marks shows question marks instead of ending in an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
