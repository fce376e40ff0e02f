"""Connections that go to an address that was checked, and to no other.

The HTTP library asks `Pinned` for a connection to a host. `Pinned` asks for the host's addresses once, refuses the host if any
of them is refused (`addresses.refusal`), and connects to one of those very addresses: a name that answers with another address
the next time gains nothing, as there is no next time. The host's own name is still what TLS is checked against.

It also holds the total time of a request: the library's timeouts are for one read each, and a server that sends a byte a
second never reaches them.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import httpcore2

from retold.reading.addresses import refusal

if TYPE_CHECKING:
    import ssl

Resolver = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host, as text."""


class RefusedError(Exception):
    """A host has an address that may not be read. `what` says what it is."""

    def __init__(self, host: str, address: str, what: str) -> None:
        super().__init__(f"{host} is {address}, {what}")
        self.what = what
        self.address = address


class UnknownHostError(Exception):
    """The name service knows no address of a host."""


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, as the system's name service gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Pinned(httpcore2.NetworkBackend):
    """Makes the connections of an `httpcore2.ConnectionPool`.

    A host that is an IP address is checked in the same way. `resolver` is the name service.
    """

    def __init__(self, allow_private: bool = False, resolver: Resolver = system_resolver) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        self._inner = httpcore2.SyncBackend()
        self._mine = threading.local()

    def begin(self, seconds: float) -> None:
        """From now on, this thread's request may take so long in all."""
        self._mine.deadline = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """How long the next step of this thread's request may wait: `timeout`, or what is left of the total.

        Raises:
            httpcore2.ReadTimeout: nothing is left.
        """
        left: float = getattr(self._mine, "deadline", time.monotonic() + 60.0) - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the total time is over")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to a checked address of `host`.

        Raises:
            RefusedError: an address of the host may not be read.
            UnknownHostError: it has none.
        """
        addresses = self.checked(host, port, timeout)
        failed: Exception | None = None
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(address, port, self.left(timeout), None, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
                continue
            return _Watched(stream, self)
        raise failed or UnknownHostError(host)

    def checked(self, host: str, port: int, timeout: float | None = None) -> list[str]:
        """The addresses of `host`, all of which may be read; as `connect_tcp` otherwise."""
        addresses = list(self._resolve(host, port, self.left(timeout)))
        if not addresses:
            raise UnknownHostError(host)
        for address in addresses:
            if what := refusal(address, self._allow_private):
                raise RefusedError(host, address, what)
        return addresses

    def _resolve(self, host: str, port: int, timeout: float) -> Sequence[str]:
        """Ask the name service, which has no timeout of its own, in a thread that may be left behind."""
        answer: list[Sequence[str]] = []
        failed: list[Exception] = []

        def ask() -> None:
            try:
                answer.append(self._resolver(host, port))
            except Exception as error:
                failed.append(error)

        thread = threading.Thread(target=ask, name="retold-resolver", daemon=True)
        thread.start()
        thread.join(timeout)
        if answer:
            return answer[0]
        if failed and not isinstance(failed[0], OSError | UnicodeError):
            raise failed[0]
        if failed:
            raise UnknownHostError(f"{host} ({getattr(failed[0], 'strerror', None) or failed[0]})")
        raise httpcore2.ConnectTimeout(f"the name service does not answer for {host}")


class _Watched(httpcore2.NetworkStream):
    """A connection whose every step also keeps to the total time."""

    def __init__(self, inner: httpcore2.NetworkStream, owner: Pinned) -> None:
        self._inner = inner
        self._owner = owner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._owner.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._owner.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._owner.left(timeout))
        return _Watched(inner, self._owner)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
