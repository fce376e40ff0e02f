"""The child of `workers`: a loop that reads requests on standard input and answers on standard output.

What it runs was written by strangers' parsers for strangers' bytes, so it binds itself before it touches any: memory for
good, CPU time for each request, no core dump, no file written, no connection opened, no program started. Messages
are a length in 8 bytes and msgpack. It ends when its input ends, after many requests, or when it has grown.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, Final

import msgspec

from retold.errors import InputError

TASKS: Final = {
    "html": "retold.reading.html_worker:answer",
    "html-plain": "retold.reading.html_worker:answer_plain",
    "fragment": "retold.reading.blocks:answer",
    "mail": "retold.reading.mail:answer",
    "newsml": "retold.reading.newsml:answer",
    "pdf": "retold.reading.pdf:answer",
    "feed": "retold.reading.feeds:answer",
    "sitemap": "retold.reading.sitemaps:answer",
}
"""What a child can be asked: the function, bytes to bytes, that answers."""

REQUESTS: Final = 2_000  # after so many the child is replaced, so that what libraries leak does not add up
GROWN: Final = 0.6  # share of the memory limit that may stay in use between requests
LENGTH: Final = 8  # bytes before each message that say how long it is
_FORBIDDEN: Final = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "subprocess.", "os.system")
_FORBIDDEN_MORE: Final = ("os.exec", "os.posix_spawn", "os.spawn", "os.fork")


class Ask(msgspec.Struct, frozen=True, array_like=True):
    """One request: the task, how much CPU time it may take, and the bytes."""

    task: str
    seconds: float
    payload: bytes


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """One answer. `reason` is "" where `payload` is the answer, else why there is none, as an `InputError` says it.

    `leaving` says that the child ends now.
    """

    payload: bytes = b""
    reason: str = ""
    says: str = ""
    next_step: str = ""
    leaving: bool = False


def main(memory: int) -> int:
    """Answer until the input ends; `memory` is the limit on address space in bytes."""
    read = sys.stdin.buffer
    write = _keep_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; this process ends with its input
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", memory)
    functions: dict[str, Callable[[bytes], bytes]] = {}
    decoder = msgspec.msgpack.Decoder(Ask)
    guarded = False
    for count in range(1, REQUESTS + 1):
        head = read.read(LENGTH)
        if len(head) < LENGTH:
            return 0
        ask = decoder.decode(read.read(int.from_bytes(head, "big")))
        answer = _answer(ask, functions, guarded)
        guarded = True
        if answer.reason == "memory" or count == REQUESTS or _memory() > GROWN * memory:
            answer = msgspec.structs.replace(answer, leaving=True)
        data = msgspec.msgpack.encode(answer)
        write.write(len(data).to_bytes(LENGTH, "big") + data)
        write.flush()
        if answer.leaving:
            return 0
    return 0


def _answer(ask: Ask, functions: dict[str, Callable[[bytes], bytes]], guarded: bool) -> Answer:
    try:
        if ask.task not in functions:
            module, _, function = TASKS[ask.task].partition(":")
            functions[ask.task] = getattr(importlib.import_module(module), function)
        if not guarded:
            _guard()
        _cpu(ask.seconds)
        return Answer(functions[ask.task](ask.payload))
    except InputError as error:
        says = error.what.removeprefix(f"{error.source}: ")
        return Answer(reason=error.reason, says=says, next_step=error.next_step)
    except MemoryError:
        return Answer(reason="memory")
    except Exception as error:
        return Answer(reason="failed", says=f"{type(error).__name__}: {error}"[:200])
    finally:
        _cpu(0)


def _keep_output() -> BinaryIO:
    """The channel to the parent, out of reach of what a library prints."""
    channel = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return channel


def _guard() -> None:
    """After the first import: no files written, no connections, no programs."""
    _limit("RLIMIT_FSIZE", 0)
    forbidden = _FORBIDDEN + _FORBIDDEN_MORE

    def hook(event: str, _arguments: Any) -> None:
        if event.startswith(forbidden):
            raise PermissionError(f"{event} is not allowed here")

    sys.addaudithook(hook)


def _limit(name: str, value: int) -> None:
    """Bind this process where the system knows the limit (macOS does not know all)."""
    try:
        import resource

        resource.setrlimit(getattr(resource, name), (value, value))
    except (ImportError, AttributeError, ValueError, OSError):
        pass


def _cpu(seconds: float) -> None:
    """A request that takes more CPU time than this ends the process by a signal that no C code can hold up; 0 is no limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _memory() -> int:
    """Address space in use, in bytes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
