"""`retold completion SHELL`."""

from __future__ import annotations

import click

_WHERE = {
    "bash": 'eval "$(retold completion bash)"   # in ~/.bashrc',
    "zsh": 'eval "$(retold completion zsh)"   # in ~/.zshrc, after compinit',
    "fish": "retold completion fish > ~/.config/fish/completions/retold.fish",
}


@click.command(
    "completion",
    short_help="Print the completion script for a shell.",
    epilog="Use: " + "; ".join(_WHERE.values()),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the script that completes retold's commands and options in SHELL."""
    from click.shell_completion import get_completion_class

    from retold.cli.app import app

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - click knows the three
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(app, {}, "retold", "_RETOLD_COMPLETE").source())
