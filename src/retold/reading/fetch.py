"""Pages from the web: politely, within limits, and never from where they should not come.

    fetched = fetch("https://harbour.example/news/ferry")

Polite: it says who it is, keeps to robots.txt, sends one request at a time to a host with a delay between them, and waits when it
is told to. Within limits: on bytes (of the answer and of what it unpacks to), on each wait and on the whole time.
Safe: `addresses` parses every address, redirects too, and `pinned` connects only to what was checked. No cookies, no
passwords and no referrer are sent, no proxy of the environment is used, nothing is asked for but by GET.
"""

from __future__ import annotations

import codecs
import random
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import msgspec

from retold.errors import InputError
from retold.reading.addresses import WebAddress, web_address
from retold.reading.one_request import LATER, SAVE, Answer, Requests, Times
from retold.reading.pinned import Resolver, UnknownHostError, system_resolver
from retold.reading.robots import LARGEST, NOTHING, Rules, rules_of
from retold.reading.source import DEFAULT_LIMITS, Limits
from retold.records.article import Article, Clock
from retold.records.comparison import Note

_KEPT: Final = ("content-type", "content-language", "etag", "last-modified")
_LONGEST_HEADER: Final = 1_000  # characters of a header that are kept
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_AGAIN: Final = (429, 502, 503, 504)  # answers that may be another one a little later
_HOSTS: Final = 2_000  # hosts whose robots.txt and delay are kept
_ROBOTS_AGE: Final = 24 * 3600.0  # seconds; RFC 9309 asks for a day at most


class Manners(msgspec.Struct, frozen=True):
    """How a site is treated; all in seconds but the counts.

    Attributes:
        delay: between two requests to one host, if its robots.txt asks for none.
        longest_delay: the longest delay of a robots.txt that is kept to; where it asks for more, this is it.
        tries: how often a request is made that times out, breaks off or is answered with 429, 502, 503 or 504.
        backoff: before the second try; doubled for each further one.
        longest_wait: the longest `Retry-After` that is waited for; where a site asks for more, it is left alone.
        connect: for the name service and the connection.
        read: for each read.
        total: for each request, all in all.
        redirects: how many are followed.
        failures: after so many failures in a row a host is left alone …
        rest: … for so long.
    """

    delay: float = 1.0
    longest_delay: float = 30.0
    tries: int = 3
    backoff: float = 1.0
    longest_wait: float = 60.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 90.0
    redirects: int = 10
    failures: int = 3
    rest: float = 300.0


DEFAULT_MANNERS: Final = Manners()


class Known(msgspec.Struct, frozen=True):
    """What is known of a page from the last time it was read, so that it is sent only if it has changed."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(msgspec.Struct, frozen=True):
    """One page as it came.

    Attributes:
        url: where it was found, after redirects.
        status: 200, or 304 where it has not changed since it was known; then there is no content.
        content: the bytes, unpacked.
        headers: those of content-type, content-language, etag and last-modified that were sent.
        at: when, ISO 8601 in UTC.
        notes: what a reader should know.
        asked: the address that was asked for.
    """

    url: str
    status: int
    content: bytes
    headers: dict[str, str]
    at: str
    notes: tuple[Note, ...] = ()
    asked: str = ""

    @property
    def charset(self) -> str | None:
        """The encoding that the Content-Type header names, if Python knows it."""
        _, _, after = self.headers.get("content-type", "").lower().partition("charset=")
        name = after.split(";")[0].strip(" \"'")
        try:
            b"".decode(name)  # some codecs are not for text, and say so only when they are used
            return codecs.lookup(name).name if name else None
        except (LookupError, ValueError):
            return None


class _Host:
    """What is remembered of one host. `lock` is held while a request to it is under way."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free_at = 0.0
        self.failures = 0
        self.rests_until = 0.0


class Fetcher:
    """Fetches pages, and remembers of each host when it may be asked again; safe to use from several threads.

    Args:
        manners: how sites are treated.
        allow_private: addresses of this machine and of private networks may be read, too.
        resolver: the name service.
        sleep: how to wait; tests pass their own.
    """

    def __init__(
        self,
        manners: Manners = DEFAULT_MANNERS,
        *,
        allow_private: bool = False,
        resolver: Resolver = system_resolver,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.manners = manners
        self._sleep = sleep
        self._requests = Requests(allow_private, resolver)
        self._times = Times(manners.connect, manners.read, manners.total)
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._rules: OrderedDict[str, tuple[float, Rules]] = OrderedDict()
        self._lock = threading.Lock()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._requests.close()

    def fetch(self, url: str, limits: Limits = DEFAULT_LIMITS, known: Known | None = None) -> Fetched:
        """The page at `url`; as the function `fetch`."""
        address = asked = web_address(url)
        passed = [address]
        while True:
            try:
                rules = self.rules(address)
            except InputError as error:  # named by the page that was asked for, not by its robots.txt
                says = error.what.removeprefix(f"{address.origin}/robots.txt: ")
                says = says if says != error.what else f"its robots.txt leads to {says}"
                raise InputError(str(address), error.reason, says, error.next_step) from error
            if not rules.allows(address):
                raise _forbidden(rules, address)
            headers = _conditions(known) if known and address == asked else {}
            answer = self._patiently(address, headers, limits.bytes, rules, follows=address != asked)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                break
            address = self._next(answer.headers["location"], passed)
        if answer.status == 304 and known:
            return Fetched(str(address), 304, b"", _kept(answer), _now(), (), str(asked))
        if answer.status not in (200, 203):
            raise _status(address, answer.status)
        return Fetched(str(address), 200, answer.content, _kept(answer), _now(), (), str(asked))

    def rules(self, address: WebAddress) -> Rules:
        """The robots.txt that rules over `address`, asked for once a day."""
        origin = address.origin
        with self._lock:
            at, rules = self._rules.get(origin, (0.0, NOTHING))
        if at and time.monotonic() - at < _ROBOTS_AGE:
            return rules
        rules = self._ask_rules(web_address("/robots.txt", base=address))
        with self._lock:
            self._rules[origin] = (time.monotonic(), rules)
            while len(self._rules) > _HOSTS:
                self._rules.popitem(last=False)
        return rules

    def _ask_rules(self, address: WebAddress) -> Rules:
        passed = [address]
        while True:
            try:
                answer = self._patiently(address, {}, LARGEST, None, follows=True, cut=True)
            except InputError as error:
                if error.reason in {"truncated", "compression", "http"}:
                    return NOTHING  # there is a file, and nobody knows what it says
                raise
            if answer.status not in _REDIRECTS or "location" not in answer.headers or len(passed) > 5:
                return rules_of(answer.status, answer.content)
            address = self._next(answer.headers["location"], passed)

    def _next(self, location: str, passed: list[WebAddress]) -> WebAddress:
        """Where a redirect leads; noted in `passed`."""
        shown = str(passed[0])
        try:
            address = web_address(location, base=passed[-1])
        except InputError as error:
            says = error.what.removeprefix(f"{error.source}: ")
            raise InputError(shown, "url", f"leads to an address that {says}", "Check the address.") from None
        if address in passed:
            raise InputError(shown, "redirects", "leads back to itself", SAVE)
        if len(passed) > self.manners.redirects:
            raise InputError(shown, "redirects", f"leads on more than {self.manners.redirects} times", SAVE)
        passed.append(address)
        return address

    def _patiently(
        self,
        address: WebAddress,
        headers: dict[str, str],
        most: int,
        rules: Rules | None,
        *,
        follows: bool,
        cut: bool = False,
    ) -> Answer:
        """One request when its host's turn comes, tried again where that may help."""
        host = self._host(address.host)
        with host.lock:
            if time.monotonic() < host.rests_until:
                says = f"{address.host} has failed {host.failures} times in a row and is left alone for a while"
                raise InputError(str(address), "unreachable", says, LATER)
            if not follows:
                self._sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                answer = self._tries(address, headers, most, cut)
            except InputError as error:
                if error.reason in {"timeout", "unreachable"}:
                    self._failed(host)
                raise
            finally:
                if rules is not None:
                    asks = self.manners.delay if rules.delay is None else rules.delay
                    host.free_at = time.monotonic() + min(asks, self.manners.longest_delay)
            if answer.status in _AGAIN:
                self._failed(host)
            else:
                host.failures = 0
            return answer

    def _failed(self, host: _Host) -> None:
        host.failures += 1
        if host.failures >= self.manners.failures:
            host.rests_until = time.monotonic() + self.manners.rest

    def _host(self, name: str) -> _Host:
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            self._hosts.move_to_end(name)
            while len(self._hosts) > _HOSTS:
                self._hosts.popitem(last=False)
            return host

    def _tries(self, address: WebAddress, headers: dict[str, str], most: int, cut: bool) -> Answer:
        wait = self.manners.backoff
        for left in range(self.manners.tries - 1, -1, -1):
            pause = wait * random.uniform(0.75, 1.25)  # so that several programs do not come back at once
            try:
                answer = self._requests.get(address, headers, most, self._times, cut=cut)
                if answer.status not in _AGAIN or not left:
                    return answer
                if (asked := _retry_after(answer.headers.get("retry-after", ""))) is not None:
                    if asked > self.manners.longest_wait:
                        return answer
                    pause = max(asked, 0.0)
            except InputError as error:
                if error.reason not in {"timeout", "unreachable", "truncated"} or not left:
                    raise
                if isinstance(error.__cause__, UnknownHostError):
                    raise
            self._sleep(pause)
            wait *= 2
        raise AssertionError("the last try returns or raises")


def fetch(
    url: str, limits: Limits = DEFAULT_LIMITS, *, allow_private: bool | None = None, known: Known | None = None
) -> Fetched:
    """The page at a web address, by the program's own fetcher, which keeps its manners from one call to the next.

    Args:
        url: http or https.
        limits: `bytes` is the largest page.
        allow_private: this machine and private networks may be read, too; what `limits` say where it is None.
        known: what is known from the last time; a page that has not changed comes with status 304 and without content.

    Raises:
        InputError: `reason` is "url" (no address that is read), "address" (a private or reserved one), "robots", "unreachable",
            "timeout", "tls", "status" (not found, forbidden …), "redirects", "too-large", "truncated", "compression" or "http".
    """
    return shared(limits.allow_private if allow_private is None else allow_private).fetch(url, limits, known)


def with_fetch(article: Article, fetched: Fetched) -> Article:
    """The article of a fetched page with its address, where it states none, and the time at which it was fetched."""
    clock = Clock("fetched", fetched.at, "second")
    return msgspec.structs.replace(article, url=article.url or fetched.url, clocks=(*article.clocks, clock))


_shared: dict[bool, Fetcher] = {}
_shared_lock = threading.Lock()


def shared(allow_private: bool = False) -> Fetcher:
    """The program's own fetcher; it lives until the program ends."""
    import atexit

    with _shared_lock:
        if allow_private not in _shared:
            _shared[allow_private] = Fetcher(allow_private=allow_private)
            atexit.register(_shared[allow_private].close)
        return _shared[allow_private]


def _conditions(known: Known) -> dict[str, str]:
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in stated.items() if value and value.isascii() and value.isprintable()}


def _kept(answer: Answer) -> dict[str, str]:
    return {name: answer.headers[name][:_LONGEST_HEADER] for name in _KEPT if name in answer.headers}


def _retry_after(value: str) -> float | None:
    """The seconds that a Retry-After header asks for: a number, or a date."""
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        return (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _forbidden(rules: Rules, address: WebAddress) -> InputError:
    if rules.all is False:
        says = f"the robots.txt of {address.authority} cannot be read, so nothing there is"
        return InputError(str(address), "robots", says, f"{LATER[:-1]}, or save the page with your browser.")
    return InputError(
        str(address), "robots", f"the robots.txt of {address.authority} asks programs not to read it", SAVE
    )


def _status(address: WebAddress, status: int) -> InputError:
    try:
        phrase = f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        phrase = str(status)
    hints = {401: SAVE, 402: SAVE, 403: SAVE, 404: "Check the address.", 410: "It was taken away.", 451: SAVE}
    return InputError(str(address), "status", f"was answered with {phrase}", hints.get(status, LATER))
