"""Which web addresses may be read: one strict spelling, and no way into the machine or its network.

A page, a feed or a redirect names the next address, so strangers choose where this program connects. Observations:

1. One host has many spellings (127.1, 2130706433, 0x7f.1, full-width digits), and every reader of addresses takes some of
   them differently. So there is one parser, this one; it accepts little, and what it found is handed to the connection as
   scheme, host, port and path: nobody parses the text again. An odd spelling is refused, not mended.
2. A name says nothing: any name may be given any number, another one each time it is asked. So the numbers are checked
   (`refusal`), after resolution, and the connection goes to the very number that was checked (`retold.reading.pinned`).
3. `ipaddress` has an opinion on what is private that changes between versions of Python and does not know CGNAT, NAT64 or
   6to4 as such. So the ranges stand here, from the IANA registries of special-purpose addresses, with what they are.
4. An IPv6 address may carry an IPv4 address. Of these forms only NAT64 (64:ff9b::/96) is how real sites are reached, by
   networks without IPv4: what it carries is checked as IPv4. The others are refused whole.

`allow_private` opens what may hold pages of one's own: this machine, private networks, link-local, CGNAT. The addresses at
which clouds hand out keys, multicast, broadcast and ranges that belong to nobody stay closed.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urljoin

import msgspec

from retold.errors import InputError

LONGEST: Final = 8_000  # characters of an address; what servers accept
_PORTS: Final = {"http": 80, "https": 443}
_SPLIT = re.compile(r"\A([a-z][a-z0-9+.-]{0,30}):(//)?([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?\Z", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"\A(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
_NUMERIC = re.compile(r"\A(?:[0-9]+|0x[0-9a-f]*)\Z")
_PORT = re.compile(r"\A[0-9]{1,5}\Z")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%?[]")
_WRITE = "Write it like https://harbour.example/news/ferry."

# Ports that browsers refuse to open, as other protocols listen there (the list of the Fetch standard, "bad port"), and those of
# databases and caches that answer to a line of HTTP.
_CLOSED_PORTS: Final = frozenset(
    int(port)
    for port in """
    0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137
    139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720
    1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
    1433 1521 2375 2376 2379 2380 3306 3389 5432 5900 6379 10250 11211 27017
    """.split()
)

_CLOSED, _PRIVATE = False, True  # whether allow_private opens a range
# Most narrow first: the first range that holds an address names it.
_V4: Final = tuple(
    (IPv4Network(network), what, opens)
    for network, what, opens in (
        ("169.254.169.254/32", "where clouds hand out keys", _CLOSED),
        ("169.254.170.2/32", "where clouds hand out keys", _CLOSED),
        ("100.100.100.200/32", "where clouds hand out keys", _CLOSED),
        ("168.63.129.16/32", "where a cloud answers its machines", _CLOSED),
        ("255.255.255.255/32", "broadcast", _CLOSED),
        ("0.0.0.0/32", "this machine (unspecified)", _PRIVATE),
        ("0.0.0.0/8", "this network", _CLOSED),
        ("10.0.0.0/8", "a private network", _PRIVATE),
        ("100.64.0.0/10", "a provider's inner network (CGNAT)", _PRIVATE),
        ("127.0.0.0/8", "this machine (loopback)", _PRIVATE),
        ("169.254.0.0/16", "link-local", _PRIVATE),
        ("172.16.0.0/12", "a private network", _PRIVATE),
        ("192.0.0.0/24", "reserved for protocols", _CLOSED),
        ("192.0.2.0/24", "for documentation", _CLOSED),
        ("192.31.196.0/24", "reserved (AS112)", _CLOSED),
        ("192.52.193.0/24", "reserved (AMT)", _CLOSED),
        ("192.88.99.0/24", "a 6to4 relay", _CLOSED),
        ("192.168.0.0/16", "a private network", _PRIVATE),
        ("192.175.48.0/24", "reserved (AS112)", _CLOSED),
        ("198.18.0.0/15", "for benchmarks", _CLOSED),
        ("198.51.100.0/24", "for documentation", _CLOSED),
        ("203.0.113.0/24", "for documentation", _CLOSED),
        ("224.0.0.0/4", "multicast", _CLOSED),
        ("240.0.0.0/4", "reserved", _CLOSED),
    )
)
_NAT64: Final = IPv6Network("64:ff9b::/96")
_MAPPED: Final = IPv6Network("::ffff:0:0/96")
_V6: Final = tuple(
    (IPv6Network(network), what, opens)
    for network, what, opens in (
        ("fd00:ec2::254/128", "where clouds hand out keys", _CLOSED),
        ("::/128", "this machine (unspecified)", _PRIVATE),
        ("::1/128", "this machine (loopback)", _PRIVATE),
        ("::ffff:0:0/96", "an IPv4 address in IPv6 (mapped)", _CLOSED),
        ("::ffff:0:0:0/96", "an IPv4 address in IPv6 (translated)", _CLOSED),
        ("::/96", "an IPv4 address in IPv6 (compatible)", _CLOSED),
        ("64:ff9b:1::/48", "a local NAT64", _CLOSED),
        ("100::/64", "a sink", _CLOSED),
        ("100:0:0:1::/64", "a sink", _CLOSED),
        ("2001::/32", "an IPv4 address in IPv6 (Teredo)", _CLOSED),
        ("2001::/23", "reserved for protocols", _CLOSED),
        ("2001:db8::/32", "for documentation", _CLOSED),
        ("2002::/16", "an IPv4 address in IPv6 (6to4)", _CLOSED),
        ("2620:4f:8000::/48", "reserved (AS112)", _CLOSED),
        ("3fff::/20", "for documentation", _CLOSED),
        ("5f00::/16", "for segment routing", _CLOSED),
        ("fc00::/7", "a private network (ULA)", _PRIVATE),
        ("fe80::/10", "link-local", _PRIVATE),
        ("fec0::/10", "a private network (site-local)", _PRIVATE),
        ("ff00::/8", "multicast", _CLOSED),
    )
)
_GLOBAL_V6: Final = IPv6Network("2000::/3")  # the only part of IPv6 that is given out
_ISATAP: Final = (0x00005EFE, 0x02005EFE)  # third quarter of an address that carries IPv4 by ISATAP


class WebAddress(msgspec.Struct, frozen=True):
    """A web address in its one spelling.

    `host` is ASCII: a name without a dot at its end, or an IP address without brackets. `target` is path and query.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the `Host` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt rules over."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def web_address(text: str, base: WebAddress | None = None) -> WebAddress:
    """The web address that `text` spells; where `base` is given, `text` may be relative to it. Its fragment is dropped.

    Raises:
        InputError: `reason` is "url": another scheme, a user name or password, a control character, a backslash, an odd
            spelling of the host, a port that is not for web pages, or no address at all.
    """
    text = text.strip(" \t\r\n")
    shown = _shown(text)
    if len(text) > LONGEST:
        raise _bad(shown, f"is an address of more than {LONGEST:,} characters", _WRITE)
    if bare := _CONTROL.search(text):
        raise _bad(shown, f"has a blank or control character in it (U+{ord(bare.group()):04X})", _WRITE)
    if "\\" in text:
        raise _bad(shown, "has a backslash in it, which programs read in different ways", _WRITE)
    if base is not None:
        try:
            text = urljoin(str(base), text)
        except ValueError:
            raise _bad(shown, "is no address", _WRITE) from None
    found = _SPLIT.match(text)
    if not found:
        raise _bad(shown, "is no address", _WRITE)
    scheme, slashes, authority, path, query = found.groups()
    scheme = scheme.lower()
    if scheme not in _PORTS:
        raise _bad(shown, f"is a {scheme} address, and only http and https are read", "Give an https address.")
    if not slashes or not authority:
        raise _bad(shown, "names no host", _WRITE)
    if "@" in authority:
        raise _bad(shown, "has a user name or password in it", "Leave out what stands before the @.")
    host, port = _host_and_port(authority, shown)
    number = _PORTS[scheme] if port == "" else int(port)
    if number in _CLOSED_PORTS or number > 65535:
        raise _bad(shown, f"names port {number}, which is not for web pages", "Leave out the port, or use 80 or 443.")
    return WebAddress(scheme, _host(host, shown), number, _target(path, query or ""))


def _host_and_port(authority: str, shown: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        host += bracket
        colon, port = rest[:1], rest[1:]
    else:
        host, colon, port = authority.partition(":")
        rest = colon
    if (rest and colon != ":") or (port and not _PORT.match(port)):
        raise _bad(shown, "has a port that is no number", _WRITE)
    return host, port


def _host(host: str, shown: str) -> str:
    if host.startswith("["):
        try:
            return str(IPv6Address(host[1:-1] if host.endswith("]") and "%" not in host else ""))
        except ValueError:
            raise _bad(shown, "has brackets around something that is no IPv6 address", _WRITE) from None
    if "%" in host:
        raise _bad(shown, "has an escaped host name", "Write the host name in plain letters.")
    if not host.isascii():
        host = _ascii(host, shown)
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.match(label) for label in labels):
        raise _bad(shown, "names a host that cannot be", _WRITE)
    if _NUMERIC.match(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise _bad(shown, "has an IP address in an odd spelling", "Write it as four numbers.") from None
    return host


def _ascii(host: str, shown: str) -> str:
    """An international name as the name service has it. Digits and dots of other scripts become plain ones first."""
    import idna

    try:
        folded = unicodedata.normalize("NFKC", host).replace("\u3002", ".")  # the ideographic full stop
        if folded.isascii():  # letters, digits or dots in disguise: no newsroom's name, a trick's
            raise _bad(shown, "has a host name in disguised letters", "Write the host name in plain letters.")
        return idna.encode(folded, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError, IndexError):
        raise _bad(shown, "names a host that cannot be", _WRITE) from None


def _target(path: str, query: str) -> str:
    """Path and query with everything odd escaped and without dot segments."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            kept = kept[:-1]
        elif plain != ".":
            kept.append(segment)
    if path.rpartition("/")[2].lower().replace("%2e", ".") in {".", ".."}:
        kept.append("")
    return _escaped("/" + "/".join(kept)) + _escaped(query)


def _escaped(text: str) -> str:
    text = _ESCAPE.sub("%25", text)
    if set(text) <= _PLAIN:
        return text
    return "".join(
        letter if letter in _PLAIN else "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))
        for letter in text
    )


def refusal(address: str, allow_private: bool = False) -> str | None:
    """Why no connection is made to an IP address, in a few words; None where it may be.

    Args:
        address: IPv4 or IPv6 as the name service gave it.
        allow_private: this machine and private networks are allowed.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return "no IP address"
    if isinstance(found, IPv6Address):
        return _refusal_v6(found, allow_private)
    return _of(_V4, found, allow_private) or (None if found.is_global or allow_private else "reserved")


def _refusal_v6(found: IPv6Address, allow_private: bool) -> str | None:
    if found.scope_id:
        return "an address with a zone"
    inner = IPv4Address(int(found) & 0xFFFFFFFF)
    if found in _NAT64 or (found in _MAPPED and allow_private):
        what = refusal(str(inner), allow_private)
        return f"{inner} in IPv6, {what}" if what else None
    if found in _MAPPED:
        return f"{inner} in IPv6 (mapped)"
    for network, what, opens in _V6:
        if found in network:
            return None if opens and allow_private else what
    if found not in _GLOBAL_V6:
        return "reserved"
    if (int(found) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "an IPv4 address in IPv6 (ISATAP)"
    return None if found.is_global else "reserved"


def _of(ranges: tuple[tuple[IPv4Network, str, bool], ...], found: IPv4Address, allow_private: bool) -> str | None:
    for network, what, opens in ranges:
        if found in network:
            return None if opens and allow_private else what
    return None


def _bad(shown: str, says: str, next_step: str) -> InputError:
    return InputError(shown, "url", says, next_step)


def _shown(text: str) -> str:
    """An address as a message shows it: one line, no control characters, no password."""
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:200])
    return re.sub(r"(?<=//)[^/?#@]{1,190}@", "…@", text) + ("…" if len(text) == 200 else "")
