"""Texts to word hashes: one compiled pass over UTF-8 bytes.

A word becomes a 32-bit hash of its folded code points (`fold.table`); digits are joined over thousands commas (11,500 =
11500), an apostrophe is skipped and a possessive s with it, a script without spaces gives overlapping pairs of characters.
The hash function is our own (multiply and rotate, seeds below), the same on every machine and in every engine; changing it
means a new `HASH_VERSION`. The hash of the whole sequence of words tells identical texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from retold.matching import fold
from retold.matching.compiled import inlined, kernel

HASH_VERSION = 1

_SEED = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLY = np.uint64(0xD6E8FEB86659FD93)
_FINISH = np.uint64(0xC2B2AE3D27D4EB4F)
_PAD = b"\n" * 24  # lets the kernel read eight bytes, or a whole code point, without looking for the end

# Eight bytes at once: one constant per byte lane.
_LOWER = np.uint64(0x2020202020202020)
_LOW7 = np.uint64(0x7F7F7F7F7F7F7F7F)
_HIGH = np.uint64(0x8080808080808080)
_FROM_A = np.uint64(0x1F1F1F1F1F1F1F1F)  # added to a byte, carries into the top bit from "a" on
_AFTER_Z = np.uint64(0x0505050505050505)  # … and from the byte after "z" on
_ONES = np.uint64(0x0101010101010101)

Bytes = npt.NDArray[np.uint8]
Tokens = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]


class Batch(msgspec.Struct, frozen=True):
    """The words of some texts: `tokens[offsets[i]:offsets[i + 1]]` are those of text i, in order.

    `identity[i]` is a signed 64-bit hash of the words of text i in order: equal where two texts have the same words.
    """

    tokens: Tokens
    offsets: Offsets
    identity: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.identity)


def tokenise(texts: Sequence[str]) -> Batch:
    """The words of `texts` as hashes. Linear; about 7 µs for a 400-word article."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    batch, _ = _batch(encoded, placed=False)
    return batch


def tokenise_one(text: str) -> Batch:
    """The words of one text: `tokenise` with less ado, for where one is all there is."""
    encoded = text.encode("utf-8", "surrogatepass")
    data = np.frombuffer(encoded + b"\n" * (1 + len(_PAD) + -(len(encoded) + 1 + len(_PAD)) % 8), dtype=np.uint8)
    tokens = np.empty(len(data) // 2 + 8, dtype=np.uint32)
    offsets, identity = np.zeros(2, np.int64), np.empty(1, np.int64)
    starts = np.array((0, len(encoded) + 1), dtype=np.int64)
    places = np.zeros((0, 2), dtype=np.int32)
    count = _tokenise(data, data.view(np.uint64), starts, fold.table(), tokens, places, offsets, identity)
    return Batch(tokens[:count], offsets, identity)


def tokenise_placed(text: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Where each word of one text begins and ends, in bytes of its UTF-8 form."""
    _, places = _batch([text.encode("utf-8", "surrogatepass")], placed=True)
    return places[:, 0], places[:, 1]


def _batch(encoded: Sequence[bytes], *, placed: bool) -> tuple[Batch, npt.NDArray[np.int32]]:
    sizes = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)) + 1
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    padding = _PAD + b"\n" * (-(int(starts[-1]) + len(_PAD)) % 8)
    data = np.frombuffer(b"\n".join((*encoded, padding)), dtype=np.uint8)
    # Words are parted by a byte at least; a character of an unspaced script is a word of three bytes.
    tokens = np.empty(len(data) // 2 + 8, dtype=np.uint32)
    places = np.zeros((len(tokens) if placed else 0, 2), dtype=np.int32)
    offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
    identity = np.empty(len(encoded), dtype=np.int64)
    count = _tokenise(data, data.view(np.uint64), starts, fold.table(), tokens, places, offsets, identity)
    return Batch(tokens[:count].copy(), offsets, identity), places[:count]


@kernel
def _tokenise(
    data: Bytes,
    eights: npt.NDArray[np.uint64],
    starts: Offsets,
    table: npt.NDArray[np.uint32],
    tokens: Tokens,
    places: npt.NDArray[np.int32],
    offsets: Offsets,
    identity: npt.NDArray[np.int64],
) -> int:
    """Fill tokens, places (unless empty), offsets and identity for the texts data[starts[i]:starts[i + 1]]; gives the
    number of tokens. `eights` is `data` seen as 64-bit words; each text ends with a line break that is not its own."""
    count = 0
    for text in range(len(starts) - 1):
        first = starts[text]
        began = count
        count = _one_text(data, eights, first, starts[text + 1], table, tokens, places, count)
        whole = _SEED
        for at in range(began, count):
            whole = (whole ^ np.uint64(tokens[at])) * _MULTIPLY
            whole ^= whole >> np.uint64(32)
        offsets[text + 1] = count
        identity[text] = np.int64(whole)
    return count


@kernel
def _one_text(  # noqa: PLR0915  one state machine; split further it runs at a third of the speed
    data: Bytes,
    eights: npt.NDArray[np.uint64],
    first: int,
    end: int,
    table: npt.NDArray[np.uint32],
    tokens: Tokens,
    places: npt.NDArray[np.int32],
    count: int,
) -> int:
    """The words of one text. The folded bytes of a word are packed eight by eight; a run of ASCII letters is folded, measured
    and packed at one go."""
    at = first
    state = _SEED
    pack = np.uint64(0)  # folded bytes of the word that are not in `state` yet
    packed = 0
    began = at  # of the word
    inside = False  # a word has begun
    digits = False  # its last character is a digit
    before = np.uint32(0)  # the character of an unspaced script before this one
    while at < end:
        if packed == 0:
            word, letters = _letters(eights, at)
            if letters > 0:
                began = began if inside else at
                at += letters
                inside = True
                digits = False
                before = np.uint32(0)
                if letters == 8:
                    state = (state ^ word) * _MULTIPLY
                    state ^= state >> np.uint64(32)
                    continue
                pack, packed = word, letters
                if data[at] == 0x20:  # most words end here
                    final = ((state ^ pack) * _MULTIPLY) ^ np.uint64(packed)
                    final = (final ^ (final >> np.uint64(29))) * _FINISH
                    count = _put(tokens, places, count, final, began - first, at - first)
                    state, pack, packed, inside = _SEED, np.uint64(0), 0, False
                    at += 1
                    continue
        here = at
        byte = data[at]
        if byte < 0x80:
            entry = table[byte]
            at += 1
        else:
            entry, at = _entry(data, table, at)
        kind = entry >> np.uint32(fold.CLASS_SHIFT)
        if kind == fold.LETTER or kind == fold.DIGIT:
            began = began if inside else here
            state, pack, packed = _push(state, pack, packed, np.uint64(entry & np.uint32(0xFFFFFF)))
            inside = True
            digits = kind == fold.DIGIT
            before = np.uint32(0)
            continue
        if kind == fold.SKIPPED:
            continue
        if inside:
            if kind == fold.APOSTROPHE:
                if not _possessive(data, table, at):
                    continue
                at += 1
            elif kind == fold.COMMA and digits and 0x30 <= data[at] <= 0x39:
                continue
            final = ((state ^ pack) * _MULTIPLY) ^ np.uint64(packed)
            final = (final ^ (final >> np.uint64(29))) * _FINISH
            count = _put(tokens, places, count, final, began - first, here - first)
            state, pack, packed, inside = _SEED, np.uint64(0), 0, False
        digits = False
        if kind == fold.IDEOGRAPH:
            pair = (_SEED ^ np.uint64(before)) * _MULTIPLY
            pair = (pair ^ (pair >> np.uint64(32)) ^ np.uint64(entry)) * _FINISH
            count = _put(tokens, places, count, pair, here - first, at - first)
            before = entry
        else:
            before = np.uint32(0)
    return count


@inlined
def _letters(eights: npt.NDArray[np.uint64], at: int) -> tuple[np.uint64, int]:
    """The ASCII letters from byte `at` on, at most eight, in lower case with zeros behind them, and their number."""
    shift = np.uint64((at & 7) << 3)
    low = eights[at >> 3] >> shift
    high = (eights[(at >> 3) + 1] << np.uint64(1)) << (np.uint64(63) - shift)
    word = (low | high) | _LOWER
    seven = word & _LOW7
    other = ~((seven + _FROM_A) & ~(seven + _AFTER_Z) & ~word) & _HIGH
    if other == 0:
        return word, 8
    below = ((other & (~other + np.uint64(1))) >> np.uint64(7)) - np.uint64(1)
    return word & below, np.int64(((below & _ONES) * _ONES) >> np.uint64(56))  # type: ignore[return-value]


@kernel
def _entry(data: Bytes, table: npt.NDArray[np.uint32], at: int) -> tuple[np.uint32, int]:
    """The entry of `fold.table` for the code point at byte `at`, and the byte behind it."""
    byte = data[at]
    if byte < 0x80:
        return table[byte], at + 1
    if byte < 0xE0:
        return table[(np.int64(byte & 0x1F) << 6) | np.int64(data[at + 1] & 0x3F)], at + 2
    if byte < 0xF0:
        middle = (np.int64(byte & 0x0F) << 12) | (np.int64(data[at + 1] & 0x3F) << 6)
        return table[middle | np.int64(data[at + 2] & 0x3F)], at + 3
    if byte == 0xF0 and data[at + 1] >= 0xA0:  # planes 2 and 3: rare Chinese characters
        rare = (np.int64(data[at + 2]) << 8) | np.int64(data[at + 3])
        return np.uint32((fold.IDEOGRAPH << fold.CLASS_SHIFT) | rare), at + 4
    return np.uint32(0), at + 4


@kernel
def _push(state: np.uint64, pack: np.uint64, packed: int, letter: np.uint64) -> tuple[np.uint64, np.uint64, int]:
    """Add a folded code point to the word, byte by byte."""
    while True:
        pack |= (letter & np.uint64(0xFF)) << np.uint64(packed << 3)
        packed += 1
        if packed == 8:
            state = (state ^ pack) * _MULTIPLY
            state ^= state >> np.uint64(32)
            pack = np.uint64(0)
            packed = 0
        letter >>= np.uint64(8)
        if letter == 0:
            return state, pack, packed


@kernel
def _possessive(data: Bytes, table: npt.NDArray[np.uint32], at: int) -> bool:
    """Whether an s stands at byte `at`, and the word ends behind it."""
    if data[at] | 0x20 != 0x73:
        return False
    after = data[at + 1]
    kind = table[after] >> np.uint32(fold.CLASS_SHIFT) if after < 0x80 else np.uint32(fold.LETTER)
    return kind != fold.LETTER and kind != fold.DIGIT  # type: ignore[no-any-return]


@inlined
def _put(tokens: Tokens, places: npt.NDArray[np.int32], count: int, mixed: np.uint64, began: int, end: int) -> int:
    """Write a token, and where it stands if that is wanted."""
    tokens[count] = np.uint32(mixed >> np.uint64(32))
    if len(places):
        places[count, 0] = began
        places[count, 1] = end
    return count + 1
