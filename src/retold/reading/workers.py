"""Child processes that parse what strangers wrote, with limits, kept alive between inputs.

    with Workers(processes=2) as workers:
        for name, answer in workers.map("html", pages): ...

A page, a feed or a PDF comes from strangers, and every parser has inputs on which it takes time or memory without end, or
crashes. So they are parsed in child processes: a limit on memory for each child, on CPU time and wall time for each
request. A child that goes beyond is ended and another takes its place; the input is named in an `InputError`, and the
run goes on. Children live on, as the libraries take longer to import than most pages to parse. What a child may be
asked stands in `worker_process.TASKS`.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec

from retold.errors import InputError
from retold.reading.source import DEFAULT_LIMITS, Limits
from retold.reading.worker_process import LENGTH, Answer, Ask

_CHUNK: Final = 1 << 16
_LONGEST_ANSWER: Final = 200_000_000  # bytes; a child that answers more is broken
_AHEAD: Final = 4  # items read ahead for each process in `map`
_AHEAD_BYTES: Final = 64_000_000
_START: Final = "import sys; from retold.reading.worker_process import main; sys.exit(main(int(sys.argv[1])))"
_AS_TEXT: Final = "Save the article's text and give that."


class Workers:
    """Persistent child processes that parse; safe to use from several threads.

    Children start when they are needed, `processes` at most. Ends them when the `with` block ends, or at `close()`.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS, processes: int = 1) -> None:
        self.limits = limits
        self.processes = max(1, processes)
        self._idle: list[_Child] = []
        self._busy = 0
        self._closed = False
        self._changed = threading.Condition()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, task: str, payload: bytes, name: str, seconds: float | None = None) -> bytes:
        """What a child answers to `payload`; waits while all children are busy.

        Args:
            task: one of `worker_process.TASKS`.
            payload: what the task's function is given.
            name: what messages call the input.
            seconds: CPU time that this request may take, if less than the limits allow.

        Raises:
            InputError: `reason` is "killed" where a limit was reached or the parser crashed, the task's name where the
                parser failed or could not be started, else the reason that the task itself gave.
        """
        wall = self.limits.seconds
        request = msgspec.msgpack.encode(Ask(task, min(seconds or wall, wall), payload))
        child = self._take(name, task)
        keep = False
        try:
            answer = child.exchange(request, time.monotonic() + wall)
            keep = not answer.leaving
        except _LateError:
            raise _killed(name, f"took longer than {wall:g} s to read") from None
        except _EndedError as ended:
            raise _killed(name, ended.says(min(seconds or wall, wall))) from None
        finally:
            self._give_back(child, keep)
        if not answer.reason:
            return answer.payload
        if answer.reason == "memory":
            raise _killed(name, f"took more than {self.limits.memory // 1_000_000} MB of memory to read")
        if answer.reason == "failed":
            raise InputError(name, task, f"cannot be read as {task.upper()} ({answer.says})", _AS_TEXT)
        raise InputError(name, answer.reason, answer.says, answer.next_step)

    def map(
        self, task: str, items: Iterable[tuple[str, bytes]], seconds: float | None = None
    ) -> Iterator[tuple[str, bytes | InputError]]:
        """The answers to many (name, payload), in order, all processes busy; items are taken a few ahead only."""
        waiting: deque[tuple[str, int, Future[bytes | InputError]]] = deque()
        held = 0
        threads = ThreadPoolExecutor(self.processes, thread_name_prefix="retold-workers")
        try:
            for name, payload in items:
                waiting.append((name, len(payload), threads.submit(self._answer, task, payload, name, seconds)))
                held += len(payload)
                while waiting and (len(waiting) > _AHEAD * self.processes or held > _AHEAD_BYTES):
                    done, size, future = waiting.popleft()
                    held -= size
                    yield done, future.result()
            while waiting:
                done, _, future = waiting.popleft()
                yield done, future.result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)

    def pids(self) -> list[int]:
        """The process numbers of the children that wait for work."""
        with self._changed:
            return [child.pid for child in self._idle]

    def close(self) -> None:
        """End the children; one that is still busy is ended when its answer is there."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for child in idle:
            child.end()

    def _answer(self, task: str, payload: bytes, name: str, seconds: float | None) -> bytes | InputError:
        try:
            return self.ask(task, payload, name, seconds)
        except InputError as error:
            return error

    def _take(self, name: str, task: str) -> _Child:
        """An idle child, else a new one, else the first that gets idle."""
        with self._changed:
            while not self._idle and self._busy >= self.processes:
                self._changed.wait()
            self._busy += 1
            if self._idle:
                return self._idle.pop()
        try:
            return _Child(self.limits)
        except BaseException as error:
            with self._changed:
                self._busy -= 1
                self._changed.notify()
            if isinstance(error, OSError):
                raise InputError(name, task, f"its reader could not be started ({error})", _AS_TEXT) from None
            raise

    def _give_back(self, child: _Child, keep: bool) -> None:
        with self._changed:
            self._busy -= 1
            keep = keep and not self._closed
            if keep:
                self._idle.append(child)
            self._changed.notify()
        if not keep:
            child.end()


_shared: dict[Limits, Workers] = {}
_shared_lock = threading.Lock()


def shared(limits: Limits = DEFAULT_LIMITS) -> Workers:
    """The workers of this program, one set for each kind of limits; they start at first use and end with the program."""
    with _shared_lock:
        workers = _shared.get(limits)
        if workers is None:
            if not _shared:
                atexit.register(_end_shared)
            while len(_shared) >= 4:  # limits change in tests and long-lived programs only
                _shared.pop(next(iter(_shared))).close()
            workers = _shared[limits] = Workers(limits, processes=processors())
        return workers


def processors() -> int:
    """How many children can work at a time here, 8 at most."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(mine, 8)


def _end_shared() -> None:
    with _shared_lock:
        for workers in _shared.values():
            workers.close()
        _shared.clear()


def _after_fork() -> None:
    """A forked copy of the program must not talk into its parent's pipes; it starts children of its own."""
    global _shared_lock  # noqa: PLW0603  the lock may have been held by a thread that the fork left behind
    _shared_lock = threading.Lock()
    _shared.clear()


os.register_at_fork(after_in_child=_after_fork)


class _LateError(Exception):
    """The wall time is over."""


class _EndedError(Exception):
    """The child ended instead of answering."""

    def __init__(self, code: int) -> None:
        self.code = code

    def says(self, seconds: float) -> str:
        if self.code == -signal.SIGPROF:
            return f"took more than {seconds:g} s of computing to read"
        return f"was stopped while it was read ({f'signal {-self.code}' if self.code < 0 else f'code {self.code}'})"


class _Child:
    """One child process and the pipes to it."""

    def __init__(self, limits: Limits) -> None:
        environment = dict(os.environ)
        package_home = str(Path(__file__).parents[2])
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [environment.get("PYTHONPATH"), package_home]))
        # -P: a file called re.py in the user's folder must not be imported instead of the library's
        command = [sys.executable or "python3", "-P", "-c", _START, str(limits.memory)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.pid = self._process.pid
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)

    def exchange(self, request: bytes, deadline: float) -> Answer:
        """Send one request and wait for its answer."""
        self._send(len(request).to_bytes(LENGTH, "big"), deadline)
        self._send(request, deadline)
        length = int.from_bytes(self._receive(LENGTH, deadline), "big")
        if length > _LONGEST_ANSWER:
            raise self._ended()
        return msgspec.msgpack.decode(self._receive(length, deadline), type=Answer)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        process = self._process
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.kill()
        process.wait()

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            self._wait(self._in, select.POLLOUT, deadline)
            try:
                view = view[os.write(self._in, view[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise self._ended() from None

    def _receive(self, length: int, deadline: float) -> bytes:
        pieces: list[bytes] = []
        while length:
            self._wait(self._out, select.POLLIN, deadline)
            try:
                piece = os.read(self._out, min(length, _CHUNK))
            except BlockingIOError:
                continue
            if not piece:
                raise self._ended()
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)

    def _wait(self, pipe: int, event: int, deadline: float) -> None:
        poll = select.poll()  # select() itself knows no file numbers above 1023
        poll.register(pipe, event)
        if not poll.poll(1000 * max(0.0, deadline - time.monotonic())):
            raise _LateError

    def _ended(self) -> _EndedError:
        try:
            return _EndedError(self._process.wait(1))
        except subprocess.TimeoutExpired:
            return _EndedError(0)


def _killed(name: str, says: str) -> InputError:
    return InputError(name, "killed", says, _AS_TEXT)
