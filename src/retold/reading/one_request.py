"""One request over HTTP and its answer, within limits on bytes and time; what goes wrong becomes an `InputError`.

`fetch` says when to ask, and what to do with the answer. Host, port and path go to the library as they were parsed, in
parts: there is no second reading of the address that could understand it in another way.
"""

from __future__ import annotations

import ssl
import zlib
from typing import Final

import httpcore2
import msgspec

from retold.errors import InputError
from retold.reading.addresses import WebAddress
from retold.reading.inflate import KNOWN, Inflater
from retold.reading.pinned import Pinned, RefusedError, Resolver, UnknownHostError

DOCS: Final = "https://retold.readthedocs.io/how-to/web.html"
SAVE: Final = "Open it in your browser and save the page (HTML only); then give the file."
LATER: Final = "Try again later."
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"
)


class Times(msgspec.Struct, frozen=True):
    """How long one request may take, in seconds: to connect, for each read, and in all."""

    connect: float
    read: float
    total: float


class Answer(msgspec.Struct, frozen=True):
    """What came: the status, all headers by lower-case name, and the unpacked content of a page."""

    status: int
    headers: dict[str, str]
    content: bytes


class Requests:
    """Makes requests on connections that go to checked addresses only; safe to use from several threads."""

    def __init__(self, allow_private: bool, resolver: Resolver) -> None:
        self.backend = Pinned(allow_private, resolver)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            network_backend=self.backend,
            max_connections=20,
            max_keepalive_connections=8,
            keepalive_expiry=15.0,
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def get(self, address: WebAddress, headers: dict[str, str], most: int, times: Times, *, cut: bool) -> Answer:
        """One request, one answer, of `most` bytes; where there are more it is an error, or they are `cut`."""
        self.backend.begin(times.total)
        timeout = {"connect": times.connect, "read": times.read, "write": times.read, "pool": times.total}
        url = httpcore2.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        try:
            with self._pool.stream(
                "GET",
                url,
                headers=[*_headers(address).items(), *headers.items()],
                extensions={"timeout": timeout},
            ) as response:
                answered = _plain(response.headers)
                content = b""
                if response.status in (200, 203):
                    content = _body(response, answered, most, address, cut)
                return Answer(response.status, answered, content)
        except InputError:
            raise
        except RefusedError as error:
            raise _refused(address, error) from None
        except (UnknownHostError, httpcore2.TimeoutException, httpcore2.NetworkError) as error:
            raise _no_answer(address, error) from error
        except zlib.error as error:
            raise InputError(str(address), "compression", f"is compressed, and broken ({error})", SAVE) from None
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, ValueError, TypeError) as error:
            if "without sending complete" in str(error) or "incomplete chunked" in str(error):
                raise InputError(str(address), "truncated", "broke off before its end", LATER) from error
            if "disconnected" in str(error):
                raise InputError(
                    str(address), "unreachable", "closed the connection without an answer", LATER
                ) from error
            raise InputError(str(address), "http", f"answers with broken HTTP ({str(error)[:120]})", SAVE) from None


def _headers(address: WebAddress) -> dict[str, str]:
    return {
        "Host": address.authority,
        "User-Agent": user_agent(),
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
    }


def user_agent() -> str:
    """How this program introduces itself, with an address where one can read what it does."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"Retold/{version('retold')} (+{DOCS})"
    except PackageNotFoundError:
        return f"Retold (+{DOCS})"


def _plain(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; of several with one name, the first."""
    plain: dict[str, str] = {}
    for name, value in headers:
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        plain.setdefault(name.decode("latin-1").lower(), text.strip())
    return plain


def _body(response: httpcore2.Response, headers: dict[str, str], most: int, address: WebAddress, cut: bool) -> bytes:
    """The unpacked content. Its end is known: a body that breaks off is an error, for half an article reads as one cut short."""
    length = headers.get("content-length", "")
    if not cut and length.isascii() and length.isdigit() and len(length) < 20 and int(length) > most:
        raise _too_large(address, most)
    coding = headers.get("content-encoding", "identity").lower()
    if coding not in KNOWN | {"identity", ""}:
        raise InputError(str(address), "compression", f"is packed as {coding[:40]!r}, which was not asked for", SAVE)
    inflater = Inflater(coding) if coding in KNOWN else None
    pieces: list[bytes] = []
    size = packed = 0
    for raw in response.iter_stream():
        packed += len(raw)
        for piece in inflater.feed(raw) if inflater else (raw,):
            pieces.append(piece)
            size += len(piece)
            if max(size, packed) > most:
                if cut:
                    return b"".join(pieces)[:most]
                raise _too_large(address, most)
    if inflater and not inflater.complete:
        raise InputError(str(address), "truncated", "broke off before its end", LATER)
    return b"".join(pieces)


def _too_large(address: WebAddress, most: int) -> InputError:
    return InputError(
        str(address), "too-large", f"is larger than {most // 1_000_000} MB", "Save the article from it and give that."
    )


def _refused(address: WebAddress, error: RefusedError) -> InputError:
    says = f"is at {error.address}, which is {error.what}"
    hint = "If it is yours, allow it with --allow-private (in Python: Limits(allow_private=True))."
    return InputError(str(address), "address", says, hint)


def _no_answer(address: WebAddress, error: Exception) -> InputError:
    if isinstance(error, UnknownHostError):
        says = f"no address is known for {address.host}"
        return InputError(str(address), "unreachable", says, "Check the spelling and the connection.")
    if isinstance(error, httpcore2.TimeoutException):
        return InputError(str(address), "timeout", "did not answer in time", LATER)
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLError):
        why = getattr(cause, "verify_message", "") or cause.reason or "no agreement"
        return InputError(str(address), "tls", f"cannot prove that it is {address.host} ({why})", "Check the address.")
    return InputError(str(address), "unreachable", f"cannot be reached ({str(error)[:120]})", LATER)
