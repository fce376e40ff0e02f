"""robots.txt: what it allows, and that none takes long to read."""

from __future__ import annotations

import time

import pytest

from retold.reading.addresses import web_address
from retold.reading.robots import AGENT, rules_of

HOME = "https://harbour.example"


def _allowed(text: str, target: str, status: int = 200) -> bool:
    return rules_of(status, text.encode()).allows(web_address(HOME + target))


@pytest.mark.parametrize(
    ("text", "target", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/a", False),
        ("User-agent: *\nDisallow: /\n", "/robots.txt", True),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("User-agent: otherbot\nDisallow: /\n", "/a", True),
        (f"User-agent: otherbot\nUser-agent: {AGENT.upper()} # us\nDisallow: /a\n", "/a", False),
        (f"User-agent: *\nDisallow: /\n\nUser-agent: {AGENT}\nAllow: /\n", "/a", True),
        (f"User-agent: {AGENT}\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "/a", False),
        ("user agent *\ndisallow /a\n", "/a", False),
        ("User-agent: *\nDisallow: /news\nAllow: /news/open\n", "/news/open/1", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /f\u00e4hre\n", "/f%C3%A4hre", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("<html><body>Not found</body></html>", "/a", True),
    ],
)
def test_rules(text, target, allowed):
    """The rules for Retold, else those for all; the longest rule counts; stars, ends, escapes and small mistakes are understood."""
    assert _allowed(text, target) is allowed


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(200, False), (204, False), (301, True), (404, True), (410, True), (429, False), (500, False)],
)
def test_status(status, allowed):
    """What an answer other than the file means: not there allows everything, not to be had allows nothing."""
    assert _allowed("User-agent: *\nDisallow: /\n", "/a", status) is allowed


def test_delay_and_sitemaps():
    """The delay that is asked for, if it is a sensible number, and the sitemaps that are named."""
    rules = rules_of(200, b"User-agent: *\nCrawl-delay: 2.5\nSitemap: https://harbour.example/map.xml\n")
    assert (rules.delay, rules.sitemaps) == (2.5, ("https://harbour.example/map.xml",))
    for odd in (b"1e400", b"nan", b"-3", b"soon"):
        assert rules_of(200, b"User-agent: *\nCrawl-delay: " + odd).delay is None


HOSTILE = {
    "stars": "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 30}{n}\n" for n in range(6_000)),
    "agents": "".join(f"User-agent: a{n}\n" for n in range(25_000))
    + "".join(f"Disallow: /{n}\n" for n in range(10_000)),
    "spelled": "".join(f"user agent a{n}\n" for n in range(15_000))
    + "".join(f"disallow /{n}\n" for n in range(10_000)),
    "one line": "User-agent: *\nDisallow: /" + "*a" * 200_000,
    "blanks": "user " + " " * 400_000 + "agent: x\n" + (" " * 3_000 + "\n") * 30,
    "zeros": "\0" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name):
    """No file of half a megabyte takes long, neither to read nor to ask."""
    begun = time.process_time()
    rules = rules_of(200, HOSTILE[name].encode())
    rules.allows(web_address(f"{HOME}/{'a' * 7_000}"))
    assert time.process_time() - begun < 30
