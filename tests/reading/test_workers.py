"""Child processes that parse: answers in order, limits that hold, and a run that goes on when a child is ended."""

from __future__ import annotations

import os
import signal
import threading

import msgspec
import pytest

from retold.errors import InputError
from retold.reading import worker_process
from retold.reading import workers as workers_module
from retold.reading.source import Limits
from retold.reading.workers import Workers, shared

PAGE = (
    b"<html><body><article><p>The ferry was late on Tuesday, the port said in a statement.</p></article></body></html>"
)


@pytest.fixture
def echo(tmp_path, monkeypatch):
    """A task of this test's own, in a module that the children can import."""
    (tmp_path / "retold_test_task.py").write_text(
        """
import os, socket, subprocess, time
from retold.errors import InputError
def answer(payload):
    command, _, rest = payload.decode().partition(" ")
    if command == "spin":
        while True: pass
    if command == "sleep": time.sleep(float(rest))
    if command == "fill":
        held = [bytearray(10_000_000) for _ in range(500)]
    if command == "die": os.kill(os.getpid(), 11)
    if command == "print": print("noise on standard output", flush=True)
    if command == "refuse": raise InputError("a", "no-text", "has nothing in it", "Give another.")
    if command == "fail": raise ValueError("not this way")
    if command == "connect": socket.create_connection(("127.0.0.1", int(rest)))
    if command == "run": subprocess.run(["true"])
    if command == "write": open(rest, "wb", buffering=0).write(b"x")
    if command == "pid": return str(os.getpid()).encode()
    return rest.encode()
"""
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "sitecustomize.py").write_text(
        "import retold.reading.worker_process as w\nw.TASKS['test'] = 'retold_test_task:answer'\n"
    )
    with Workers(Limits(seconds=20, memory=400_000_000), processes=2) as workers:
        yield workers


def _ask(workers, payload, **more):
    return workers.ask("test", payload.encode(), "input", **more).decode()


def _reason(workers, payload, **more):
    with pytest.raises(InputError) as caught:
        _ask(workers, payload, **more)
    return caught.value


def test_child_lives_on(echo):
    """The same child answers one request after another."""
    assert _ask(echo, "pid") == _ask(echo, "pid")


def test_map_keeps_the_order(echo):
    """Many inputs come back in their order, though the slow ones take longer, and a refused one is a value."""
    items = [(str(n), f"sleep {0.05 * (n % 3)}".encode()) for n in range(12)]
    items[5] = ("5", b"refuse")
    answers = list(echo.map("test", items))
    assert [name for name, _ in answers] == [str(n) for n in range(12)]
    assert [isinstance(answer, InputError) for _, answer in answers] == [n == 5 for n in range(12)]


def test_map_takes_few_ahead(echo):
    """A stream without end is not read ahead, and can be left."""

    def endless():
        for number in range(10_000):
            taken.append(number)
            yield str(number), b"echo x"

    taken = []
    answers = echo.map("test", endless())
    next(answers)
    answers.close()
    assert len(taken) < 50


@pytest.mark.parametrize(("payload", "says"), [("spin", "of computing"), ("fill", "400 MB"), ("die", "signal 11")])
def test_limits(echo, payload, says):
    """Too much computing, too much memory and a crash each end the child, name the input, and the next input is read."""
    # Filling takes time, too, on a slow machine: only the input that computes without end meets the limit of time.
    error = _reason(echo, payload, seconds=0.3 if payload == "spin" else 20.0)
    assert (error.reason, error.source) == ("killed", "input")
    assert says in str(error)
    assert _ask(echo, "echo still here") == "still here"


def test_wall_time(tmp_path, echo):
    """A child that waits instead of working is ended, too."""
    with Workers(Limits(seconds=1.5)) as quick:
        error = _reason(quick, "sleep 60")
    assert error.reason == "killed"
    assert "longer than 1.5 s" in str(error)


def test_refusals_and_failures(echo):
    """What a task refuses comes back as it was said; what it fails at names the task."""
    refused, failed = _reason(echo, "refuse"), _reason(echo, "fail")
    assert (refused.reason, str(refused)) == ("no-text", "input: has nothing in it. Give another.")
    assert failed.reason == "test"
    assert "not this way" in str(failed)
    assert "Traceback" not in str(failed)


def test_nothing_printed_gets_in_the_way(echo):
    """A library that prints to standard output does not disturb the answers."""
    assert _ask(echo, "print hello") == "hello"


def test_no_network_no_programs_no_files(echo, tmp_path):
    """After its imports a child may not connect, start a program or write a file."""
    import socket

    _ask(echo, "echo")
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        assert "not allowed" in str(_reason(echo, f"connect {canary.getsockname()[1]}"))
        with pytest.raises(TimeoutError):
            canary.accept()
    assert "not allowed" in str(_reason(echo, "run"))
    assert "OSError" in str(_reason(echo, f"write {tmp_path / 'written'}"))
    assert not (tmp_path / "written").exists() or not (tmp_path / "written").read_bytes()


def test_many_threads(echo):
    """Threads share two children, and each gets its own answer."""
    answers = {}

    def work(number):
        answers[number] = [_ask(echo, f"echo {number}-{turn}") for turn in range(10)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [f"{number}-{turn}" for turn in range(10)] for number in range(6)}


def test_large_messages(echo):
    """Inputs and answers far larger than a pipe holds go through."""
    text = "wave " * 1_000_000
    assert _ask(echo, "echo " + text) == text


def test_recycled(echo, monkeypatch, tmp_path):
    """A child that has answered its share, or says it leaves, is replaced without a word."""
    (tmp_path / "sitecustomize.py").write_text(
        "import retold.reading.worker_process as w\nw.TASKS['test'] = 'retold_test_task:answer'\nw.REQUESTS = 3\n"
    )
    with Workers() as workers:
        pids = [_ask(workers, "pid") for _ in range(7)]
    assert len(set(pids)) == 3


def test_interrupt_ends_the_child(echo, monkeypatch):
    """After Ctrl-C in the middle of a request, that child is not used again: its answer would be another input's."""
    first = _ask(echo, "pid")

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(workers_module._Child, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            _ask(echo, "echo lost")
    assert _ask(echo, "pid") != first


def test_killed_from_outside(echo):
    """A child that somebody else has killed between two requests is named as a stop, and the next one works."""
    os.kill(int(_ask(echo, "pid")), signal.SIGKILL)
    assert _reason(echo, "echo").reason == "killed"
    assert _ask(echo, "echo again") == "again"


def test_broken_answer(echo, monkeypatch):
    """A child that answers nonsense is a stop, not a crash of the program."""
    monkeypatch.setattr(workers_module._Child, "_receive", lambda *_: b"\xff" * 8)
    assert _reason(echo, "echo").reason == "killed"


def test_shared_is_one():
    """The program has one set of workers for its limits, also where they are asked for again."""
    assert shared() is shared(Limits())
    assert shared() is not shared(Limits(seconds=7))


def test_cannot_start(monkeypatch):
    """Without an interpreter to start, the error names the input and the task."""
    monkeypatch.setattr(workers_module.sys, "executable", "/nonexistent/python")
    with Workers() as workers, pytest.raises(InputError) as caught:
        workers.ask("html", PAGE, "a.html")
    assert caught.value.reason == "html"
    assert "a.html" in str(caught.value)


def test_tasks_can_be_found():
    """Every task names a function that is there."""
    import importlib

    for place in worker_process.TASKS.values():
        module, _, function = place.partition(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_messages_round_trip():
    """Requests and answers come out as they went in."""
    ask = worker_process.Ask("html", 1.5, b"\x00\xff")
    answer = worker_process.Answer(b"", "no-text", "says", "next", True)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(ask), type=worker_process.Ask) == ask
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=worker_process.Answer) == answer
