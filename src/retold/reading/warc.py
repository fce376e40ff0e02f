"""Web archives: WARC and ARC, plain or compressed, a record at a time, whatever has happened to the file.

How records are found
1. A record says its length. Behind it stand line ends, then the next record, or the end of the file.
2. In a compressed archive each record is a member of its own as a rule. The checksum of the member is tested before its
   record is given. In a plain archive the checksum that a record states for its block is tested, and that its header is text.
3. Where a record does not end as it says, or begins like none, it is damaged: it is reported with its place, and reading
   goes on at the next beginning of a record (plain) or of a member whose contents begin like a record (compressed).
4. A record that is larger than the limit is passed over without being held. One that seems to be so large because its
   length is damaged has other records inside: reading goes on at the first of them.

Known exceptions: of an archive that is compressed as a whole, what follows damage is lost, as deflate cannot be entered half
way. In a plain archive without checksums, damage inside the text of a page cannot be seen.

Existing readers stop at the first damage, most of them without a word (`benchmarks/reading_warc.py` counts what they lose), and
that a file is cut short at all is seen by few.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import msgspec

from retold.reading.compressed import PIECE, Codec, DamagedError, Unpacked
from retold.records.collection import Rejected

_HEADER = 1 << 16  # bytes that the header of a record may have
_FIRST = 1 << 16  # bytes kept of a record that is too large
_COMPACT = 1 << 20
_WARC = re.compile(rb"WARC/\d\.\d{1,2}\s{0,9}\r?\n")
_WARC_BEGINS = re.compile(rb"WARC/\d\.\d{1,2}\r?\n(?:WARC|Content|content|warc)-")
# URL, address of the host, time, type; in version 2 more; length
# The look ahead asks for a length at the end of the line, so that no address is tried at every place where none stands.
_ARC = re.compile(
    rb"(?=[^\n]{1,8000} \d{1,15}\r?\n)(\S[^\n]{0,4000}?) (\S{1,60}) (\d{8,14}) (\S{1,200})(?: [^\n]{1,8000})? (\d{1,15})\r?\n"
)
_ARC_INSIDE = re.compile(
    rb"\n(?=(?:https?|ftp|dns|filedesc):[^\s]{1,2000} \d[\d.:a-fA-F]{0,44} \d{14} [\w./+;=-]{1,100}(?: [^\n]{1,300})?"
    rb" \d{1,12}\r?\n)"
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_URL_SAFE = str.maketrans("+/", "-_")
_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n")) + b"\x7f"
_DIGITS = re.compile(r"\A\d{1,15}\Z")


class Record(msgspec.Struct, frozen=True):
    """One record of a web archive.

    Attributes:
        where: the archive and the place in it: the offset in bytes; in a member with several records "+" and the offset in
            what it unpacks to.
        kind: "response", "resource", "conversion", "request" …; of an ARC "response", or "warcinfo" for its first record.
        url: what was fetched, as it is stated.
        at: when, as it is stated; ISO 8601, or 14 digits.
        content_type: of the block.
        block: the bytes: of a response, the HTTP head and body.
        size: how many bytes the block has; more than `block` where it is larger than the limit.
    """

    where: str
    kind: str
    url: str
    at: str
    content_type: str
    block: bytes
    size: int


class _Source(Protocol):
    member: int

    def read(self, size: int) -> bytes:
        """The next bytes; empty at the end. Raises `DamagedError`."""


class _Plain:
    """An archive that is not compressed: one member from end to end."""

    member = 0

    def __init__(self, raw: BinaryIO) -> None:
        self.read = raw.read


def is_archive(head: bytes) -> bool:
    """Whether unpacked bytes begin as a WARC or ARC does."""
    return head.startswith(b"WARC/") or (head.startswith(b"filedesc:") and b" text/plain " in head[:1000])


def records(raw: BinaryIO, codec: Codec | None, name: str, limit: int) -> Iterator[Record | Rejected]:
    """The records of a web archive in order, and every damage.

    Args:
        raw: the file as it is, compressed or not; it is only read onwards.
        codec: how it is compressed, None where it is not.
        name: what places are given in.
        limit: bytes of the largest block that is held.
    """
    if codec is None:
        yield from _Reader(_Plain(raw), name, limit).records()
        return
    source = Unpacked(raw, codec)
    while True:
        reader = _Reader(source, name, limit)
        yield from reader.records()
        if reader.damage is None:
            return
        yield Rejected(
            where=f"{name}:{reader.damage.offset}", reason=reader.damage.reason, says=f"damaged: {reader.damage.says}"
        )
        if not source.resume(_begins):
            return


def _begins(head: bytes) -> bool:
    return head.startswith(b"WARC/") or _ARC.match(head) is not None or _url_line(head)


def _url_line(head: bytes) -> bool:
    """Whether this is the beginning of an ARC record whose line is longer than what was unpacked."""
    return head.startswith((b"http://", b"https://", b"dns:", b"filedesc:")) and b"\n" not in head


class _Reader:
    """Records from a stream. `damage` is what ended it, if the source broke."""

    def __init__(self, source: _Source, name: str, limit: int) -> None:
        self._source, self._name, self._limit = source, name, limit
        self._data = bytearray()  # a window on the unpacked stream
        self._base = 0  # where in the unpacked stream the window begins
        self._at = 0  # the place in the window
        self._ended = False
        self._members: list[tuple[int, int]] = []  # (place in the unpacked stream, offset in the file) of beginnings
        self.damage: DamagedError | None = None

    def records(self) -> Iterator[Record | Rejected]:
        """All records up to the end or up to the first damage of the compressed data."""
        while self._skip_line_ends():
            item = self._record()
            if item is not None:
                yield item
            if self._at > _COMPACT:
                self._compact()

    def _record(self) -> Record | Rejected | None:
        """The record at this place, or what is wrong there; moves on behind it. None where the source is to blame."""
        begin = self._base + self._at
        head = self._head()
        if head is None:
            return self._damaged(begin, "no record begins here")
        kind, url, at, content_type, digest, length, header = head
        if length > self._limit:
            return self._large(begin, head)
        whole = self._need(header + length + 4)
        block_at = self._at + header
        if not whole and len(self._data) - block_at < length:
            return self._damaged(begin, "is cut short", skip=header)
        after = bytes(self._data[block_at + length : block_at + length + 4])
        if not self._ends_well(after, block_at + length, begin):
            return self._damaged(begin, "does not end where it says", skip=header)
        if self.damage is not None and self.damage.offset == self._member(begin)[1] and not self._member(begin)[2]:
            self._at = len(self._data)
            return None  # its own member is broken: reported by who reads the source
        block = bytes(self._data[block_at : block_at + length])
        self._at = block_at + length
        if digest and isinstance(self._source, _Plain) and not _fits(block, digest):
            return Rejected(where=self._where(begin), reason="damaged", says="damaged: its checksum does not fit")
        return Record(self._where(begin), kind, url, at, content_type, block, length)

    def _head(self) -> tuple[str, str, str, str, str, int, int] | None:
        """(kind, URL, time, type, digest, length of the block, length of the header) of the record at this place."""
        self._need(16)
        if self._data.startswith(b"WARC/", self._at):
            while (end := _HEAD_END.search(self._data, self._at, self._at + _HEADER)) is None:
                if len(self._data) - self._at >= _HEADER or not self._more():
                    return None
            head = bytes(self._data[self._at : end.start()])
            if isinstance(self._source, _Plain) and not _is_text(head):
                return None
            fields = _fields(head)
            length = fields.get("content-length", "")
            if not _WARC.match(self._data, self._at) or not _DIGITS.match(length):
                return None
            url = fields.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")
            kind = fields.get("warc-type", "").lower()
            at, content_type = fields.get("warc-date", ""), fields.get("content-type", "")
            digest = fields.get("warc-block-digest", "")
            return kind, url, at, content_type, digest, int(length), end.end() - self._at
        while (line := self._data.find(b"\n", self._at, self._at + 8000)) < 0:
            if len(self._data) - self._at >= 8000 or not self._more():
                return None
        found = _ARC.match(self._data, self._at, line + 1)
        if not found:
            return None
        url = found.group(1).decode("utf-8", "replace")
        kind = "warcinfo" if url.startswith("filedesc:") else "response"
        at = found.group(3).decode()
        media = "application/http" if kind == "response" and url.startswith("http") else "text/plain"
        return kind, url, at, media, "", int(found.group(5)), found.end() - self._at

    def _ends_well(self, after: bytes, end: int, begin: int) -> bool:
        """Whether a record ends here: line ends follow, or the end of the stream, or of its own member."""
        if after.startswith((b"\r\n", b"\n")) or not after:
            return True
        return any(place == self._base + end for place, _ in self._members) and not self._member(begin)[2]

    def _large(self, begin: int, head: tuple[str, str, str, str, str, int, int]) -> Record | Rejected | None:
        """A record that is not held: pass over it, unless records lie inside what it says is its block."""
        kind, url, at, content_type, _, length, header = head
        self._need(header + _FIRST)
        first = bytes(self._data[self._at + header : self._at + header + _FIRST])
        self._at += header
        end = begin + header + length
        while self._base + self._at < end:
            found = _warc_inside(self._data, self._at)
            if 0 <= found < end - self._base:
                self._at = found
                return Rejected(
                    where=self._where(begin), reason="damaged", says="damaged: it says a length that cannot be"
                )
            keep = min(len(self._data), end - self._base) - 64
            self._at = max(self._at, keep)
            self._compact()
            if not self._more():
                if self.damage is None:
                    self._at = len(self._data)
                    return Rejected(where=self._where(begin), reason="truncated", says="damaged: is cut short")
                return None
            if len(self._data) - self._at >= end - self._base - self._at:
                self._at = end - self._base
        return Record(self._where(begin), kind, url, at, content_type, first, length)

    def _damaged(self, begin: int, says: str, skip: int = 1) -> Rejected | None:
        """Go to the next beginning of a record; the reject for what is passed over, None where the source is to blame."""
        self._at += skip
        while True:
            warc, arc = _warc_inside(self._data, self._at), _ARC_INSIDE.search(self._data, self._at)
            places = [*([warc] if warc >= 0 else []), *([arc.end()] if arc else [])]
            if places:
                self._at = min(places)
                break
            self._at = max(self._at, len(self._data) - 4096)
            self._compact()
            if not self._more():
                self._at = len(self._data)
                break
        if self.damage is not None and self._at >= len(self._data) and self._same_member(begin):
            return None
        passed = self._base + self._at - begin
        reason = "truncated" if says == "is cut short" and self._at >= len(self._data) else "damaged"
        return Rejected(where=self._where(begin), reason=reason, says=f"damaged: {says} ({passed:,} bytes passed over)")

    def _same_member(self, begin: int) -> bool:
        """Whether the member in which this place lies is the one that is broken."""
        assert self.damage is not None
        return self._member(begin)[1] == self.damage.offset

    def _skip_line_ends(self) -> bool:
        """Go over line ends and zero bytes; False at the end."""
        while True:
            while self._at < len(self._data) and self._data[self._at] in b"\r\n\0":
                self._at += 1
            if self._at < len(self._data):
                return True
            if not self._more():
                return False

    def _need(self, size: int) -> bool:
        """Have `size` bytes from this place in the window, if there are so many."""
        while len(self._data) - self._at < size:
            if not self._more():
                return False
        return True

    def _more(self) -> bool:
        if self._ended:
            return False
        try:
            piece = self._source.read(PIECE)
        except DamagedError as damage:
            self.damage, self._ended = damage, True
            return False
        if not piece:
            self._ended = True
            return False
        if not self._members or self._members[-1][1] != self._source.member:
            self._members.append((self._base + len(self._data), self._source.member))
        self._data += piece
        return True

    def _compact(self) -> None:
        place = self._base + self._at
        del self._data[: self._at]
        self._base, self._at = place, 0
        while len(self._members) > 1 and self._members[1][0] <= place:
            del self._members[0]

    def _member(self, place: int) -> tuple[int, int, int]:
        """(place in the stream, offset in the file) of the beginning of the member that holds `place`, and how far in it lies."""
        for start, offset in reversed(self._members):
            if start <= place:
                return start, offset, place - start
        return 0, 0, place

    def _where(self, place: int) -> str:
        _, offset, inside = self._member(place)
        if isinstance(self._source, _Plain):
            return f"{self._name}:{place}"
        return f"{self._name}:{offset}" + (f"+{inside}" if inside else "")


def _warc_inside(data: bytearray, start: int) -> int:
    """Where the next record of a WARC begins, at the beginning of a line; -1 where none does."""
    at = start
    while (at := data.find(b"WARC/", at)) >= 0:
        if (at == 0 or data[at - 1] == 10) and _WARC_BEGINS.match(data, at):
            return at
        at += 5
    return -1


def _is_text(head: bytes) -> bool:
    """Whether a header is UTF-8 without control characters, as the standard wants it: no checksum guards a header."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(head.translate(None, _CONTROLS)) == len(head)


def _fields(head: bytes) -> dict[str, str]:
    """The named fields of a header, names in lower case, the first of each; folded lines are joined."""
    fields: dict[str, str] = {}
    last = ""
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        if line[:1] in " \t" and last:
            fields[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        if colon:
            last = name.strip().lower()
            fields.setdefault(last, value.strip())
    return fields


def _fits(block: bytes, digest: str) -> bool:
    """Whether `block` has this digest ("sha1:" and base 16, 32 or 64); True where it is of no known kind."""
    kind, _, stated = digest.partition(":")
    kind = kind.lower().replace("-", "")
    if kind not in {"sha1", "sha256", "md5"}:
        return True
    raw = hashlib.new(kind, block, usedforsecurity=False).digest()
    spelled = {
        raw.hex(): stated.lower(),
        base64.b32encode(raw).decode().rstrip("="): stated.upper().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="): stated.rstrip("=").translate(_URL_SAFE),
    }
    comparable = [(ours, theirs) for ours, theirs in spelled.items() if len(ours) == len(theirs)]
    return not comparable or any(ours == theirs for ours, theirs in comparable)
