"""Compressed bytes as a stream with bounds: gzip, zstd, xz and bzip2, a member at a time.

A compressed file is a row of *members* (zstd: frames), each of which can be unpacked by itself. `Unpacked` gives their
contents in small pieces, says in which member a piece lies, and tells damage apart from the end: a member whose checksum
fails, or that is cut short, raises `DamagedError`. `resume` then finds the next member that begins as it should, so that one
damaged member of a web archive costs no other.

A member that unpacks to far more than text ever does is a bomb, and is left alone:

| threshold | value | measured on |
|---|---|---|
| `BOMB_SIZE`: bytes unpacked before the ratio counts | 64 MB | a page or an article has 20 MB at most |
| `BOMB_RATIO`: bytes out for each byte in | 250 | JSON lines of 300 copies of one article: 60 (gzip), 140 (xz) |
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, NamedTuple, Protocol

BOMB_SIZE = 64_000_000
BOMB_RATIO = 250
MEMORY = 200_000_000  # what xz and zstd may ask for themselves
PIECE = 1 << 16
_HELD = 32_000_000  # raw bytes of a member that are kept, to look again where it is damaged
_PROBES = 20_000  # beginnings of a member that are tried after damage; a file of beginnings only must not take for ever
_PROBE = 1 << 12
_FIRST = 128  # unpacked bytes that a probe looks at


class Decoder(Protocol):
    """Unpacks one member. As the decompressors of the standard library, with zlib's among them."""

    eof: bool

    def decode(self, data: bytes, size: int) -> bytes:
        """Up to `size` more bytes; `data` is the next input, empty while there is more to come of the last."""

    @property
    def hungry(self) -> bool:
        """Whether nothing comes without more input."""

    @property
    def left(self) -> bytes:
        """Input that lies behind the end of the member."""


class DamagedError(Exception):
    """A member cannot be unpacked to its end.

    Attributes:
        offset: where it begins, in bytes of the compressed file.
        reason: "damaged", "truncated" or "bomb".
        says: what is wrong with it.
    """

    def __init__(self, offset: int, reason: str, says: str) -> None:
        super().__init__(says)
        self.offset, self.reason, self.says = offset, reason, says


class _Zlib:
    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(31)

    def decode(self, data: bytes, size: int) -> bytes:
        return self._decoder.decompress(data or self._decoder.unconsumed_tail, size)

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def hungry(self) -> bool:
        return not self._decoder.unconsumed_tail

    @property
    def left(self) -> bytes:
        return self._decoder.unused_data


class _Standard:
    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder

    def decode(self, data: bytes, size: int) -> bytes:
        unpacked: bytes = self._decoder.decompress(data, size)
        return unpacked

    @property
    def eof(self) -> bool:
        return bool(self._decoder.eof)

    @property
    def hungry(self) -> bool:
        return bool(self._decoder.needs_input)

    @property
    def left(self) -> bytes:
        left: bytes = self._decoder.unused_data
        return left


class Codec(NamedTuple):
    """A way of compressing: its name, how a member begins, how to unpack one, and the ends of file names."""

    name: str
    magic: bytes
    new: Callable[[], Any]
    ends: tuple[str, ...]


def _zstd() -> _Standard:
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]  # Python 3.14
    except ImportError:
        from backports import zstd
    window = {zstd.DecompressionParameter.window_log_max: 27}  # 128 MB, what the zstd tool takes unasked
    return _Standard(zstd.ZstdDecompressor(options=window))


CODECS = (
    Codec("gzip", b"\x1f\x8b\x08", _Zlib, (".gz", ".gzip")),
    Codec("zstd", b"\x28\xb5\x2f\xfd", _zstd, (".zst", ".zstd")),
    Codec("xz", b"\xfd7zXZ\x00", lambda: _Standard(lzma.LZMADecompressor(memlimit=MEMORY)), (".xz",)),
    Codec("bzip2", b"BZh", lambda: _Standard(bz2.BZ2Decompressor()), (".bz2",)),
)


def codec_of(head: bytes) -> Codec | None:
    """The codec that `head` begins with; None where it is not compressed."""
    for codec in CODECS:
        # "BZh" may begin a text: bzip2 goes on with a digit and six fixed bytes
        if head.startswith(codec.magic) and (codec.name != "bzip2" or head[4:10] == b"1AY&SY"):
            return codec
    return None


def plain_name(name: str) -> str:
    """The name of a file without the end that says how it is compressed."""
    for codec in CODECS:
        for end in codec.ends:
            if name.lower().endswith(end):
                return name[: -len(end)]
    return name


class Unpacked:
    """The contents of a compressed file. It is only read onwards, so standard input will do.

    Attributes:
        member: where the member begins in which the piece lies that `read` gave last, in bytes of the compressed file.
    """

    def __init__(self, raw: BinaryIO, codec: Codec) -> None:
        self._raw, self._codec = raw, codec
        self._decoder: Decoder | None = None
        self._ahead = b""  # raw bytes that were read but not used
        self._fed = bytearray()  # the raw bytes of this member so far, as far as they are held
        self._fed_size = self._out = 0
        self.member = 0
        self._next = 0  # where the next member begins

    def read(self, size: int = PIECE) -> bytes:
        """The next bytes, `size` at most and of one member only; empty at the end.

        Raises:
            DamagedError: the member cannot be unpacked any further. Bytes of it may have been given already.
        """
        while True:
            if self._decoder is None and not self._begin():
                return b""
            assert self._decoder is not None
            data = b""
            if self._decoder.hungry:
                data = self._ahead or self._raw.read(PIECE)
                self._ahead = b""
                if not data:
                    raise DamagedError(self.member, "truncated", "the compressed file is cut short here")
                self._feed(data)
            try:
                piece = self._decoder.decode(data, size)
            except Exception as error:  # zlib.error, OSError, LZMAError, ZstdError, EOFError, ValueError
                raise DamagedError(self.member, "damaged", f"the compressed data is broken ({error})") from None
            self._out += len(piece)
            if self._out > BOMB_SIZE and self._out > BOMB_RATIO * self._fed_size:
                raise DamagedError(self.member, "bomb", f"unpacks to more than {BOMB_RATIO} times its size")
            if self._decoder.eof:
                self._ahead = bytes(self._decoder.left)
                self._next = self.member + self._fed_size - len(self._ahead)
                self._decoder = None
            if piece:
                return piece

    def resume(self, begins: Callable[[bytes], bool]) -> bool:
        """After `DamagedError`: go to the next member whose first unpacked bytes satisfy `begins`; whether there is one."""
        data = bytes(self._fed[1:]) + self._ahead
        base = self.member + self._fed_size + len(self._ahead) - len(data)
        probes, at = 0, 0
        while True:
            found = data.find(self._codec.magic, at)
            if found < 0 or len(data) - found < _PROBE:
                more = self._raw.read(16 * PIECE)
                keep = found if found >= 0 else max(at, len(data) - len(self._codec.magic) + 1)
                if more:
                    data, base, at = data[keep:] + more, base + keep, 0
                    continue
                if found < 0:
                    break
            probes += 1
            if self._begins_well(data[found : found + _PROBE], begins):
                self._decoder, self._ahead, self._next = None, data[found:], base + found
                return True
            if probes >= _PROBES:
                break
            at = found + 1
        self._decoder, self._ahead = None, b""
        return False

    def _begin(self) -> bool:
        """Ready for the next member; False at the end. Zero bytes that fill up a file are no member."""
        self._ahead = self._ahead or self._raw.read(PIECE)
        while self._ahead and not self._ahead.strip(b"\0"):
            self._next += len(self._ahead)
            self._ahead = self._raw.read(PIECE)
        if not self._ahead:
            return False
        self.member = self._next
        self._fed.clear()
        self._fed_size = self._out = 0
        self._decoder = self._codec.new()
        return True

    def _feed(self, data: bytes) -> None:
        self._fed_size += len(data)
        self._fed += data
        if len(self._fed) > _HELD:
            del self._fed[: len(self._fed) - _HELD // 2]

    def _begins_well(self, data: bytes, begins: Callable[[bytes], bool]) -> bool:
        try:
            return begins(self._codec.new().decode(data, _FIRST))
        except Exception:  # whatever it is, no member begins here
            return False


class _Raw(RawIOBase):
    """`Unpacked` as a raw stream of the standard library."""

    def __init__(self, unpacked: Unpacked) -> None:
        self._unpacked = unpacked

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._unpacked.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def unpacked_file(raw: BinaryIO, codec: Codec) -> BufferedReader:
    """The contents of a compressed file as a file to read; reading raises `DamagedError` where it cannot go on."""
    return BufferedReader(_Raw(Unpacked(raw, codec)), PIECE)
