"""Records as bytes that know when they were changed: what is stored comes back as it was, or is named as damaged.

    blob = seal(key, data)          8 bytes of BLAKE2b over the key and the data, then the data
    data = unseal(key, blob)        or `Damaged`

The key names the row (a table and its ids), so that a row which has taken another's place is found out, too. Records are
written as MessagePack and compressed by deflate with the text that they are about as its dictionary: the words that their
spans repeat cost next to nothing, and nobody can read them without the text.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any, TypeVar

import msgspec

SUM = 8  # bytes; a random change passes once in 1.8e19
_WINDOW = 1 << 15  # deflate looks no further back
_LEVEL = 6

T = TypeVar("T")

_encoder = msgspec.msgpack.Encoder()
_decoders: dict[Any, Any] = {}


class Damaged(Exception):  # noqa: N818  it never leaves the archive: an ArchiveError is made of it
    """Stored bytes are not what was stored; `what` names them."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def seal(key: str, data: bytes) -> bytes:
    """`data` with a checksum over it and the key."""
    return _sum(key, data) + data


def unseal(key: str, blob: Any) -> bytes:
    """The data of a sealed blob.

    Raises:
        Damaged: it is not what was sealed under this key.
    """
    if not isinstance(blob, bytes) or len(blob) < SUM or _sum(key, blob[SUM:]) != blob[:SUM]:
        raise Damaged(key)
    return blob[SUM:]


def _sum(key: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=SUM, key=hashlib.sha256(key.encode()).digest()).digest()


def pack(key: str, record: Any, *texts: bytes) -> bytes:
    """A record as a sealed blob, compressed with `texts` (UTF-8) as the dictionary."""
    try:
        data = _encoder.encode(record)
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 cannot say
        data = _encoder.encode(whole(msgspec.to_builtins(record)))
    words = b"".join(texts)[-_WINDOW:]
    squeeze = zlib.compressobj(_LEVEL, zdict=words) if words else zlib.compressobj(_LEVEL)
    return seal(key, squeeze.compress(data) + squeeze.flush())


def unpack(key: str, blob: Any, kind: type[T], *texts: bytes) -> T:
    """The record of a sealed blob.

    Raises:
        Damaged: it is not what was packed under this key with these texts.
    """
    data = unseal(key, blob)
    words = b"".join(texts)[-_WINDOW:]
    open_ = zlib.decompressobj(zdict=words) if words else zlib.decompressobj()
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.msgpack.Decoder(kind)
    try:
        found: T = decoder.decode(open_.decompress(data))
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError):
        raise Damaged(key) from None
    return found


def whole(value: Any) -> Any:
    """Plain values with every lone surrogate turned into a question mark."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if _lone(value) else value
    if isinstance(value, dict):
        return {name: whole(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [whole(one) for one in value]
    return value


def _lone(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def text_bytes(text: str) -> bytes:
    """A text as bytes that give it back unchanged, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")


def text_hash(data: bytes) -> bytes:
    """The hash under which a text is stored: SHA-256 of its bytes."""
    return hashlib.sha256(data).digest()
