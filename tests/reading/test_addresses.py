"""Web addresses: one spelling, and no address of this machine or of a private network."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import InputError
from retold.reading.addresses import refusal, web_address

HERE = web_address("https://harbour.example/news/today/index.html?page=2")


@pytest.mark.parametrize(
    ("given_", "spelled"),
    [
        ("https://harbour.example", "https://harbour.example/"),
        (" HTTPS://Harbour.EXAMPLE:443/a b\n", None),
        ("HTTPS://Harbour.EXAMPLE:443/A", "https://harbour.example/A"),
        ("http://harbour.example:/", "http://harbour.example/"),
        ("http://harbour.example:8080/?q=1#part", "http://harbour.example:8080/?q=1"),
        ("http://harbour.example./x", "http://harbour.example/x"),
        ("https://fähre.example/ü?ö=ß", "https://xn--fhre-loa.example/%C3%BC?%C3%B6=%C3%9F"),
        ("https://fähre。example/", "https://xn--fhre-loa.example/"),
        ("https://harbour.example/a/../b/./c/%2e%2e/d", "https://harbour.example/b/d"),
        ("https://harbour.example/../../x", "https://harbour.example/x"),
        ("https://harbour.example/a%zz%20", "https://harbour.example/a%25zz%20"),
        ('https://harbour.example/"<>`{|}^', "https://harbour.example/%22%3C%3E%60%7B%7C%7D%5E"),
        ("http://[2606:2800:220:1::0]/", "http://[2606:2800:220:1::]/"),
        ("http://93.184.216.34:8000/x", "http://93.184.216.34:8000/x"),
    ],
)
def test_one_spelling(given_, spelled):
    """An address has one spelling: lower-case host, no default port, no fragment, no dot segments, odd letters escaped."""
    if spelled is None:
        with pytest.raises(InputError):
            web_address(given_)
    else:
        assert str(web_address(given_)) == spelled
        assert str(web_address(spelled)) == spelled


@pytest.mark.parametrize(
    ("relative", "spelled"),
    [
        ("story.html", "https://harbour.example/news/today/story.html"),
        ("../a", "https://harbour.example/news/a"),
        ("/a", "https://harbour.example/a"),
        ("//tide.example/a", "https://tide.example/a"),
        ("http://tide.example", "http://tide.example/"),
        ("?page=3", "https://harbour.example/news/today/index.html?page=3"),
    ],
)
def test_relative(relative, spelled):
    """A relative address is read from where it stands."""
    assert str(web_address(relative, base=HERE)) == spelled


REFUSED_SPELLINGS = """
http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0x7f.0x0.0x0.0x1/ http://017700000001/
http://0177.0.0.1/ http://0177.0.0.0x1/ http://00000127.0.0.1/ http://127.0.0.01/ http://0/ http://0x0/ http://127.0.0.1.1/
http://4294967297/ http://1.2.3.256/ http://①②⑦.⓪.⓪.①/ http://１２７.0.0.1/ http://127。0。0。1/ http://127．0．0．1/ http://127｡0｡0｡1/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/ http://ｌｏｃａｌｈｏｓｔ/ http://127.0.0.1%2f@harbour.example/ http://%31%32%37.0.0.1/ http://127%2e0.0.1/
http://user@127.0.0.1/ http://user:secret@harbour.example/ http://harbour.example@127.0.0.1/ http://harbour.example:80@127.0.0.1/
http://harbour.example#@127.0.0.1:80@x/ http://harbour.example?@127.0.0.1\\x http://harbour.example\\@127.0.0.1/
http:\\\\127.0.0.1\\
http://127.0.0.1\\@harbour.example/ http:/127.0.0.1/ http:127.0.0.1/ http:///127.0.0.1/ https:// http://:80/ http://[::1 http://::1]/
http://[::1%25lo]/ http://[::1%lo]/ http://[fe80::1%25eth0]/ http://[127.0.0.1]/ http://[::ffff:127.1]/ http://[]/ http://[::1]x/
http://[v1.fe80::a]/ http://harbour.example:80:80/ http://harbour.example:x/ http://harbour.example:-1/ http://harbour.example:99999/
http://harbour.example:+80/ http://harbour.example:８０/ http://harbour.example:22/ http://harbour.example:25/ http://x.example:6379/
http://harbour..example/ http://.harbour.example/ http://harbour.example../ http://-harbour.example/ http://harb!our.example/
http://harb$our.example/ http://harbour.example,127.0.0.1/ http://harbour.example;127.0.0.1/ http://127.0.0.1&@harbour.example/
http://127.1.1.1:80\\@127.2.2.2:80/ http://127.1.1.1:80:\\@@127.2.2.2:80/ http://127.1.1.1:80#\\@127.2.2.2:80/
file:///etc/passwd FILE:///etc/passwd ftp://harbour.example/ gopher://127.0.0.1:70/_x dict://127.0.0.1:11211/stat ldap://127.0.0.1/
sftp://harbour.example/ tftp://127.0.0.1/ jar:http://127.0.0.1!/ netdoc:///etc/passwd data:text/html,x javascript:alert(1)
view-source:http://127.0.0.1/ ws://127.0.0.1/ feed:http://127.0.0.1/ about:blank /etc/passwd harbour.example //harbour.example/
""".split()


def _address_or_error(text, base=None):
    try:
        return web_address(text, base=base)
    except InputError as error:
        return error


@pytest.mark.parametrize("spelling", REFUSED_SPELLINGS)
def test_odd_spellings(spelling):
    """Odd spellings of hosts, tricks with user names and backslashes, other schemes and ports: refused by name."""
    found = _address_or_error(spelling)
    if isinstance(found, InputError):
        assert found.reason == "url"
        assert found.next_step
    else:  # a fragment or query that looks like a host is none
        assert found.host == "harbour.example"


@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r", "\t", "\0", " ", "\x7f", "\x85", "\u2028", "\xa0", "\x1b"])
def test_control_characters(mark):
    """A line end, a zero, a tab or a blank inside an address is refused, and the message does not carry it on."""
    for text in (
        f"http://harbour.example/a{mark}Host: x",
        f"http://har{mark}bour.example/",
        f"ht{mark}tp://harbour.example/",
    ):
        with pytest.raises(InputError) as caught:
            web_address(text)
        assert caught.value.reason == "url"
        assert mark == " " or mark not in str(caught.value)


def test_passwords_are_not_shown():
    """A message about an address does not repeat its password."""
    with pytest.raises(InputError) as caught:
        web_address("https://nela:secret@harbour.example/")
    assert "secret" not in str(caught.value)


CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.0.1 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255
198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 100.100.100.200 168.63.129.16
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 ::7f00:1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 64:ff9b:1:7f00:1:: 100::1 2001::1 2001:0:7f00:1::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1
2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%lo febf::1 fec0::1 feff::1 ff02::1 ff0e::1
4000::1 8000::1
2606:4700::5efe:7f00:1 2606:4700::200:5efe:a00:1 e000::1 1::1
""".split()
OPENED = "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 169.254.0.1 172.16.0.1 192.168.0.1 :: ::1 ::ffff:127.0.0.1 64:ff9b::7f00:1".split()
OPENED += ["fc00::1", "fe80::1", "fec0::1"]
NEVER = (
    "169.254.169.254 100.100.100.200 fd00:ec2::254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 224.0.0.1 ff02::1".split()
)
NEVER += ["255.255.255.255", "192.0.2.1", "240.0.0.1"]
PUBLIC = "8.8.8.8 93.184.216.34 1.1.1.1 172.32.0.1 100.128.0.1 192.0.1.1 2606:2800:220:1::1 2a00:1450::1 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", [*CLOSED, "127.1", "x", "", "1.2.3.4.5", "0x7f.0.0.1"])
def test_closed_addresses(address):
    """Every kind of address that is not a public one of the internet is refused, in words."""
    assert refusal(address)


@pytest.mark.parametrize("address", OPENED)
def test_private_addresses_can_be_allowed(address):
    """This machine and private networks open when they are asked for."""
    assert refusal(address)
    assert refusal(address, allow_private=True) is None


@pytest.mark.parametrize("address", NEVER)
def test_never_allowed(address):
    """Where clouds hand out keys, multicast and broadcast stay closed even so."""
    assert refusal(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    """Public addresses are read, also through a provider's NAT64."""
    assert refusal(address) is None


@settings(max_examples=50, derandomize=True)
@given(st.integers(0, 2**32 - 1))
def test_agrees_with_the_standard_library(number):
    """No IPv4 address that Python calls private or multicast is let through, in any of its IPv6 forms."""
    from ipaddress import IPv4Address, IPv6Address

    plain = IPv4Address(number)
    if not plain.is_global or plain.is_multicast:
        assert refusal(str(plain))
        assert refusal(str(IPv6Address((0x64FF9B << 96) + number)))
    for carrier in (0xFFFF << 32, 0, 0xFFFF << 48, (0x2002 << 112) + (number << 48), 0x20010000 << 96):
        assert refusal(str(IPv6Address(carrier + number)))


@settings(max_examples=50, derandomize=True)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://harbour.example", "//", "http://["]))
def test_any_text(text, begin):
    """Any text is an address in its one spelling, or is refused by name."""
    for base in (None, HERE):
        found = _address_or_error(begin + text, base)
        if isinstance(found, InputError):
            assert found.reason == "url"
            assert str(found).isprintable()
        else:
            assert web_address(str(found)) == found
            assert str(found).isascii()
            assert str(found).isprintable()


def test_long_addresses_end():
    """Addresses of any length are answered at once."""
    begun = time.process_time()
    for text in (
        "http://" + "a." * 200_000,
        "http://x/" + "../" * 200_000,
        "http://" + "[" * 300_000,
        "h" * 400_000,
        "@" * 400_000,
    ):
        with pytest.raises(InputError):
            web_address(text)
    assert time.process_time() - begun < 30
