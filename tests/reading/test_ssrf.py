"""No address that a stranger writes leads into this machine: a canary listens there and must stay silent."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import tarfile

import httpcore2
import pytest

from retold.errors import InputError
from retold.reading.fetch import Fetcher
from retold.reading.pinned import Pinned, RefusedError
from tests.reading.web import QUICK, Mapped, Site, fetcher_at

PUBLIC = "93.184.216.34"

# {p} is the canary's port. Spellings of this machine that some program or other has taken as such.
FORMS = """
http://127.0.0.1:{p}/ http://127.0.0.1.:{p}/ http://127.1:{p}/ http://127.0.1:{p}/ http://2130706433:{p}/ http://0x7f000001:{p}/
http://0x7f.1:{p}/ http://0x7f.0x0.0x0.0x1:{p}/ http://017700000001:{p}/ http://0177.0.0.1:{p}/ http://0177.0.0.0x1:{p}/
http://000000177.0.0.1:{p}/ http://127.000.000.001:{p}/ http://0:{p}/ http://0.0.0.0:{p}/ http://0x0:{p}/ http://127.127.127.127:{p}/
http://①②⑦.⓪.⓪.①:{p}/ http://１２７.０.０.１:{p}/ http://127。0。0。1:{p}/ http://127．0．0．1:{p}/ http://127｡0｡0｡1:{p}/
http://localhost:{p}/ http://LOCALHOST:{p}/ http://localhost.:{p}/ http://ⓛocalhost:{p}/ http://loc%61lhost:{p}/ http://x.localhost:{p}/
http://ip6-localhost:{p}/ http://%31%32%37.0.0.1:{p}/ http://127.0.0.1%00.harbour.example:{p}/
http://[::1]:{p}/ http://[0:0:0:0:0:0:0:1]:{p}/ http://[0000::1]:{p}/ http://[::]:{p}/ http://[::ffff:127.0.0.1]:{p}/
http://[::ffff:7f00:1]:{p}/ http://[0:0:0:0:0:ffff:127.0.0.1]:{p}/ http://[::127.0.0.1]:{p}/ http://[::7f00:1]:{p}/
http://[::ffff:0:127.0.0.1]:{p}/ http://[64:ff9b::127.0.0.1]:{p}/ http://[64:ff9b::7f00:1]:{p}/ http://[64:ff9b:1::7f00:1]:{p}/
http://[2002:7f00:1::]:{p}/ http://[2001:0:7f00:1::]:{p}/ http://[fe80::1%25lo]:{p}/ http://[::1%25lo]:{p}/ http://[::1%lo]:{p}/
http://[fec0::1]:{p}/ http://[ff02::1]:{p}/ http://[fc00::1]:{p}/
http://harbour.example@127.0.0.1:{p}/ http://harbour.example:80@127.0.0.1:{p}/ http://harbour.example%40127.0.0.1:{p}/
http://harbour.example\\@127.0.0.1:{p}/ http://127.0.0.1:{p}\\@harbour.example/ http://127.0.0.1:{p}#@harbour.example/
http://127.0.0.1:{p}?@harbour.example/ http://127.0.0.1:{p}/@harbour.example/ http://a@b@127.0.0.1:{p}/ http:\\\\127.0.0.1:{p}/
http:///127.0.0.1:{p}/ http:/127.0.0.1:{p}/ http:127.0.0.1:{p}/ //127.0.0.1:{p}/ \\\\127.0.0.1:{p}/
/\\127.0.0.1:{p}/ ///127.0.0.1:{p}/
https://127.0.0.1:{p}/ https://localhost:{p}/ https://[::1]:{p}/ HTTP://127.0.0.1:{p}/ hTtP://127.0.0.1:{p}/
ftp://127.0.0.1:{p}/ gopher://127.0.0.1:{p}/_GET dict://127.0.0.1:{p}/ ldap://127.0.0.1:{p}/ ws://127.0.0.1:{p}/ tftp://127.0.0.1:{p}/
feed:http://127.0.0.1:{p}/ view-source:http://127.0.0.1:{p}/ jar:http://127.0.0.1:{p}!/ url:http://127.0.0.1:{p}/ file://127.0.0.1:{p}/
file:///etc/passwd netdoc:///etc/passwd data:text/html,<p>x javascript:fetch('http://127.0.0.1:{p}/')
http://169.254.169.254/latest/meta-data/ http://[fd00:ec2::254]/ http://100.100.100.200/ http://2852039166/ http://0xa9fea9fe/
http://0251.254.169.254/ http://169.254.43518/ http://[::ffff:a9fe:a9fe]/ http://10.0.0.1/ http://192.168.0.1/ http://172.16.0.1/
http://100.64.0.1/ http://224.0.0.1/ http://255.255.255.255/ http://240.0.0.1/ http://198.18.0.1/ http://192.0.2.1/
http://127.0.0.1.nip.example:{p}/ http://rebound.example:{p}/ http://both.example:{p}/ http://six.example:{p}/ http://mapped.example:{p}/
http://nat64.example:{p}/ http://cgnat.example:{p}/ http://cloud.example:{p}/ http://short.example:{p}/ http://zone.example:{p}/
""".split()
BARE = [
    "http://127.0.0.1:{p}/\r\nX: y",
    "http://127.0.0.1:{p}\t/",
    "ht\ntp://127.0.0.1:{p}/",
    " http://127.0.0.1:{p}/",
    "\0http://127.0.0.1:{p}/",
]
BARE += [
    "http://harbour.example\r\n@127.0.0.1:{p}/",
    "http://127.0.0.1:{p}/\0",
    "http://127.0.\u00ad0.1:{p}/",
    "http://127.0.0.1\u200b:{p}/",
]
NAMES = {
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "rebound.example": ["127.0.0.1"],
    "both.example": [PUBLIC, "127.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "cgnat.example": ["100.64.0.1"],
    "cloud.example": ["169.254.169.254"],
    "short.example": ["127.1"],
    "zone.example": ["fe80::1%lo"],
    "localhost": ["127.0.0.1", "::1"],
    "x.localhost": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "harbour.example": [PUBLIC],
}


class Open(Mapped):
    """The internet and this machine: what is not on the map is really connected to."""

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        """As the real one."""
        if host in self.to:
            return super().connect_tcp(host, port, timeout, local_address, socket_options)
        self.asked.append(host)
        return httpcore2.SyncBackend().connect_tcp(host, port, timeout, None, socket_options)


@pytest.fixture
def canary():
    """A site on this machine that nobody may reach."""
    with Site() as site:
        site.put("/", "secret")
        yield site


@pytest.fixture
def public():
    """A site that stands for one on the internet."""
    with Site() as site:
        yield site


def _numbers_too(host: str, port: int) -> list[str]:
    """The names above, and every spelling of a number that the system's name service takes, as it takes it."""
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        pass
    if ":" in host:
        return [host]
    if host in NAMES:
        return list(NAMES[host])
    raise socket.gaierror(-2, "Name or service not known")


def _fetcher(public_port: int, allow_private: bool = False) -> tuple[Fetcher, Open]:
    fetcher = Fetcher(QUICK, resolver=_numbers_too, sleep=lambda _: None, allow_private=allow_private)
    opened = Open({PUBLIC: public_port})
    fetcher._requests.backend._inner = opened
    return fetcher, opened


def _forms(port):
    return [form.replace("{p}", str(port)) for form in (*FORMS, *BARE)]


def test_direct(canary, public):
    """No spelling of this machine or of a private network is connected to when it is asked for."""
    fetcher, opened = _fetcher(public.port)
    with fetcher:
        for form in _forms(canary.port):
            with pytest.raises(InputError) as caught:
                fetcher.fetch(form)
            assert caught.value.reason in {"url", "address", "unreachable", "tls", "robots", "status"}, form
            assert str(caught.value).isprintable()
    assert canary.connections == 0
    assert set(opened.asked) <= {PUBLIC}


@pytest.mark.parametrize("status", [301, 307])
def test_by_redirect(canary, public, status):
    """Nor when a public site leads there, in whatever way."""
    fetcher, opened = _fetcher(public.port)
    forms = [form for form in _forms(canary.port) if "\n" not in form and "\r" not in form]
    with fetcher:
        for form in forms:
            public.put("/", status=status, Location=form.strip())
            with pytest.raises(InputError):
                fetcher.fetch("http://harbour.example/")
    assert len(public.requests) > len(forms)
    assert canary.connections == 0
    assert set(opened.asked) == {PUBLIC}


def test_by_robots(canary, public):
    """Nor when the robots.txt of a public site leads there."""
    fetcher, opened = _fetcher(public.port)
    for form in _forms(canary.port)[:40]:
        public.put("/robots.txt", status=302, Location=form)
        fetcher._rules.clear()
        with fetcher, pytest.raises(InputError):
            fetcher.fetch("http://harbour.example/")
    assert canary.connections == 0
    assert set(opened.asked) == {PUBLIC}


def test_the_canary_sings(canary, public):
    """The same forms do reach the canary once private addresses are allowed: the tests above could fail."""
    fetcher, opened = _fetcher(public.port, allow_private=True)
    with fetcher:
        for form in _forms(canary.port)[:25]:
            try:
                fetcher.fetch(form)
            except InputError:
                continue
    assert canary.connections > 0
    assert "127.0.0.1" in opened.asked


@pytest.mark.parametrize("private", ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "64:ff9b::7f00:1"])
def test_a_name_that_changes_its_address(canary, private):
    """A name that is public when it is checked first and private afterwards is never connected to at the private address."""
    for first in range(4):
        names = {"tide.example": [*([PUBLIC] * first), private, "…"]}
        with Site() as public:
            public.pages["/robots.txt"] = _closing(b"")
            public.pages["/"] = _closing(b"x" * 10, status=503)
            fetcher, backend = fetcher_at({PUBLIC: public.port, private: canary.port}, names)
            with fetcher, pytest.raises(InputError) as caught:
                fetcher.fetch("http://tide.example/")
            assert backend.asked == [PUBLIC] * first
        assert caught.value.reason in {"address", "status"}
    assert canary.connections == 0


def _closing(body: bytes, status: int = 200) -> bytes:
    """An answer after which the connection is closed, so that the next request needs another."""
    return b"HTTP/1.1 %d X\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body


def test_one_resolution_for_each_connection(public):
    """The address that is connected to is one that the check saw: the name service is asked once for each connection."""
    asked = []

    def resolve(host, port):
        asked.append(host)
        return [PUBLIC]

    pinned = Pinned(resolver=resolve)
    pinned._inner = Mapped({PUBLIC: public.port})
    pinned.begin(10.0)
    stream = pinned.connect_tcp("harbour.example", 80)
    stream.close()
    assert asked == ["harbour.example"]
    assert pinned._inner.asked == [PUBLIC]


def test_all_addresses_of_a_name_count():
    """A name with a public and a private address is refused whole, in either order."""
    for addresses in ([PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "::1"]):
        pinned = Pinned(resolver=lambda host, port, found=addresses: found)
        pinned._inner = Mapped({})
        pinned.begin(10.0)
        with pytest.raises(RefusedError):
            pinned.connect_tcp("harbour.example", 80)
        assert pinned._inner.asked == []


def test_hosts_share_no_secrets(public):
    """A redirect to another host carries no cookie, no condition and no referrer of the first."""
    with Site() as other:
        other.put("/next", "there")
        public.put("/", status=302, Location="http://tide.example/next", Set_Cookie="id=1", ETag='"1"')
        names = {"harbour.example": [PUBLIC], "tide.example": ["8.8.8.8"]}
        fetcher, _ = fetcher_at({PUBLIC: public.port, "8.8.8.8": other.port}, names)
        with fetcher:
            assert fetcher.fetch("http://harbour.example/").content == b"there"
        sent = other.requests[-1].headers
        assert set(sent) == {"host", "user-agent", "accept", "accept-encoding"}
        assert sent["host"] == "tide.example"


@pytest.mark.shared
def test_payloads_of_others(shared, canary, public):
    """Lists of hostile strings from elsewhere, as an address and as a redirect, do not reach the canary either."""
    fetcher, opened = _fetcher(public.port)
    lines: list[str] = []
    with tarfile.open(shared / "data" / "badinput" / "badinput.tar.gz") as packed:
        for member in packed:
            if member.isfile() and member.name.lstrip("./").startswith(("payloads/", "blns/")):
                lines += packed.extractfile(member).read().decode("utf-8", "replace").splitlines()
    assert len(lines) > 1_000
    with fetcher:
        for line in lines[:: max(1, len(lines) // 1_500)]:
            for text in (line, f"http://127.0.0.1:{canary.port}/{line}", f"http://{line}@127.0.0.1:{canary.port}/"):
                with contextlib.suppress(InputError):
                    fetcher.fetch(text)
    assert canary.connections == 0
    assert set(opened.asked) <= {PUBLIC}


@pytest.fixture
def certificate(tmp_path):
    """A certificate for harbour.example that vouches for itself, with its key, in one file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl on PATH")
    path = tmp_path / "both.pem"
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=harbour.example -addext subjectAltName=DNS:harbour.example".split()
    subprocess.run(
        [openssl, *made, "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")],
        check=True,
        capture_output=True,
    )
    path.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return path


def test_tls_is_checked_against_the_name(certificate, monkeypatch):
    """Over TLS the connection goes to the checked address, and the certificate is checked against the name that was asked for."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    asked_for = []
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    with Site() as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        site.put("/", "there")
        names = {"harbour.example": [PUBLIC], "tide.example": [PUBLIC]}
        fetcher, backend = fetcher_at({PUBLIC: site.port}, names)
        with fetcher:
            assert fetcher.fetch("https://harbour.example/").content == b"there"
            with pytest.raises(InputError) as caught:
                fetcher.fetch("https://tide.example/")
        assert caught.value.reason == "tls"
        assert "tide.example" in str(caught.value)
        assert set(backend.asked) == {PUBLIC}
        assert asked_for[0] == "harbour.example"
        assert asked_for[-1] == "tide.example"
