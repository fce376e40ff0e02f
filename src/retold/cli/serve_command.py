"""`retold serve ARCHIVE`: the pages and the HTTP API of an archive, on this machine."""

from __future__ import annotations

import secrets
import signal
import socket
import sys
import threading
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retold.errors import OptionError

if TYPE_CHECKING:
    from retold.archive import Archive

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NAMES = ("localhost", "127.0.0.1", "[::1]")  # of this machine, as browsers send them
_SHORTEST = 12  # characters of a token
_SWITCH = 0.0005  # seconds after which a busy thread lets another one work: short pages do not wait for long ones


@click.command("serve", short_help="Show an archive in a browser.")
@click.argument("archive", required=False, type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Serve the bundled example from a temporary folder.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--token",
    default="",
    metavar="TOKEN",
    help="What whoever changes something must give; needed on any address but this machine's own.",
)
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="JSON lines that benchmarks wrote (--json FILE), shown on the page 'How it works'.",
)
def serve_command(archive: Path | None, demo: bool, host: str, port: int, token: str, figures: Path | None) -> int:
    """Show the archive ARCHIVE (a folder) in a browser, until Ctrl-C.

    Pages and API are given to this machine only, unless --host names another address: then everyone who reaches it may
    read, and whoever gives the token may change something. No page fetches anything from elsewhere.
    """
    if (archive is None) == (not demo):
        says = "give the folder of an archive, or --demo for the bundled example"
        raise OptionError("ARCHIVE", str(archive), says, "Try: retold serve --demo")
    open_to_others = host not in _LOOPBACK
    if open_to_others and len(token) < _SHORTEST:
        says = (
            f"others can reach this address, so a token of at least {_SHORTEST} characters is needed to change anything"
        )
        line = f"retold serve {archive or '--demo'} --host {host} --token {secrets.token_urlsafe(18)}"
        raise OptionError("--host", host, says, f"Try: {line}")
    with ExitStack() as stack:
        store = _demo(stack) if archive is None else _opened(archive, stack)
        listening = _listen(host, port)
        stack.callback(listening.close)
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/stories"
        print(f"retold: {len(store)} articles; open {address} in a browser, Ctrl-C ends", file=sys.stderr, flush=True)
        if waiting := store.undrawn():
            says = f"{waiting} large {'story has' if waiting == 1 else 'stories have'} no tree yet; it is drawn anew whenever asked"
            print(f"retold: {says}. To draw them once: retold doctor {archive}", file=sys.stderr, flush=True)
        _run(store, listening, figures, token, ("*",) if open_to_others else _NAMES)
    return 0


def _opened(path: Path, stack: ExitStack) -> Archive:
    from retold.archive import Archive

    return stack.enter_context(Archive(path, keep=False))


def _demo(stack: ExitStack) -> Archive:
    """The bundled example as an archive that is gone when the server ends."""
    import tempfile

    from retold.archive import Archive
    from retold.cli.demo_command import example_folder
    from retold.reading.collection import read_collection

    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="retold-demo-", ignore_cleanup_errors=True))
    made = stack.enter_context(Archive(Path(folder) / "demo.retold", create=True, keep=False))
    made.add(read_collection(example_folder() / "story.jsonl"))
    return made


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; tried here, so that a port that is taken gives one clear line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who is quicker than the server waits a moment
    except OSError as error:
        listening.close()
        why = error.strerror or str(error)
        raise OptionError(
            "--port", port, f"cannot listen there ({why})", "Give another --port, or 0 for a free one."
        ) from None
    return listening


def _run(store: Archive, listening: socket.socket, figures: Path | None, token: str, hosts: tuple[str, ...]) -> None:
    import uvicorn

    from retold.web.app import create_app

    app = create_app(store, hosts=hosts, token=token)
    app.state.figures = figures
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none", lifespan="off",
        http="h11", h11_max_incomplete_event_size=32_768,
    )  # fmt: skip
    sys.setswitchinterval(_SWITCH)
    threading.Thread(target=_warm, args=(store,), daemon=True).start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends; a polite kill cleans up in the same way
        uvicorn.Server(config).run(sockets=[listening])


def _warm(store: Archive) -> None:
    """Load what the first reader would wait for a second or two: rules, word lists, compiled code."""
    from retold.compare import compare

    told = 'The harbour of Osk was closed on Monday, its master said. "We count 31 ships that wait," said Ana Pell.'
    with suppress(Exception):  # whoever asks next is told what is wrong
        compare(told, told.replace("31", "13"))
        store.find(told, changes=1)
