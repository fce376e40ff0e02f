"""`retold serve`: what it refuses, and the bundled example from start to Ctrl-C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from retold.cli import main


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["serve"], "give the folder of an archive"),
        (["serve", "x.retold", "--demo"], "give the folder of an archive"),
        (["serve", "--demo", "--port", "99999"], "not in the range"),
    ],
)
def test_refused(capsys, arguments, says):
    """A command line that makes no sense ends with one clear line and exit code 2."""
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


def test_missing_archive(capsys, tmp_path):
    """A folder that is not there is named, with what to do."""
    assert main(["serve", str(tmp_path / "none.retold")]) == 1
    assert "none.retold" in capsys.readouterr().err


def test_port_taken(capsys, tmp_path):
    """A port that somebody else has gives one line, with another way."""
    from retold.archive import Archive

    Archive(tmp_path / "a.retold", create=True).close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", str(tmp_path / "a.retold"), "--port", str(port)]) == 2
    assert "another --port" in capsys.readouterr().err


def test_demo_from_start_to_end():
    """The bundled example is served from an archive, and Ctrl-C ends it with exit code 0 and without a word."""
    command = [sys.executable, "-m", "retold", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        told = running.stderr.readline()
        address = told.partition("open ")[2].partition(" ")[0]
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                assert b"Ferry strikes pier" in answer.read()
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0
        assert running.stderr.read() == ""
