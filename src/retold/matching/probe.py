"""Features looked up in sorted postings that lie on disk: which articles have them, and what that weighs.

A *key* is the 38 bits of a feature's hash that are kept (`features.Postings`): its range in the top six, the packed part below.
Postings are sorted; a directory on the topmost `bits` of the key says where each stretch of about eight of them begins, so
that one look touches one page of the directory and one of the postings. Everything read from a file is held against the
length of the file: a damaged one gives wrong candidates, never an access outside of it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retold.matching.compiled import kernel
from retold.matching.join import CAP, UNIT

KEY_BITS = 38
LEAST_BITS = 6
MOST_BITS = 26
EACH = 8  # postings of a stretch, about

Keys = npt.NDArray[np.int64]
Entries = npt.NDArray[np.uint64]
Starts = npt.NDArray[np.uint32]
Found = npt.NDArray[np.int64]


def directory_bits(postings: int) -> int:
    """How many bits of the key the directory of so many postings goes by."""
    bits = LEAST_BITS
    while bits < MOST_BITS and postings > EACH << bits:
        bits += 1
    return bits


@kernel
def find(starts: Starts, postings: Entries, bits: int, keys: Keys, found: Found) -> np.uint64:
    """For each key, where its postings begin (`found[k, 0]`) and how many they are (`found[k, 1]`). Sorted keys are quicker.

    What it gives means nothing: it keeps the compiler from leaving a loop out."""
    shift = KEY_BITS - bits
    size = np.int64(len(postings))
    # Reading from memory is what this costs. Two loops without branches first, so that the processor waits for many at once.
    for k in range(len(keys)):
        home = keys[k] >> shift
        found[k, 0] = min(np.int64(starts[home]), size)
        found[k, 1] = min(np.int64(starts[home + 1]), size)
    touched = np.uint64(0)
    for k in range(len(keys)):
        if found[k, 0] < found[k, 1]:
            touched ^= postings[found[k, 0]]
    for k in range(len(keys)):
        low = np.uint64(keys[k] & 0xFFFFFFFF)
        first, last = found[k, 0], found[k, 1]
        end = last
        while last - first > 8:
            middle = (first + last) >> 1
            if postings[middle] >> np.uint64(32) < low:
                first = middle + 1
            else:
                last = middle
        while first < end and postings[first] >> np.uint64(32) < low:
            first += 1
        at = first
        step = np.int64(1)
        while at + step < end and postings[at + step] >> np.uint64(32) == low:  # long runs: by leaps
            at += step
            step <<= 1
        while at < end and postings[at] >> np.uint64(32) == low:
            leap = step >> 1
            while leap > 0 and (at + leap >= end or postings[at + leap] >> np.uint64(32) != low):
                leap >>= 1
            at += leap if leap > 1 else 1
        found[k, 0] = first
        found[k, 1] = at - first
    return touched


@kernel
def weights_of(
    found: npt.NDArray[np.int64], keys: Keys, notices: Keys, articles: float
) -> tuple[npt.NDArray[np.uint32], int]:
    """What each feature weighs in sixteenths of a nat, by the number of articles that have it in all segments
    (`found[segment, k]`), and how many postings are to be looked at, `CAP` of a feature at most. A feature of a notice weighs
    nothing, nor does the second of two that are the same. `articles` are all there are, `PRIOR` with them."""
    weights = np.zeros(len(keys), dtype=np.uint32)
    most = np.int64(0)
    for k in range(len(keys)):
        count = np.int64(0)
        for part in range(len(found)):
            count += found[part, k, 1]
        if count == 0 or (k > 0 and keys[k] == keys[k - 1]):
            continue
        first, last = np.int64(0), np.int64(len(notices))
        while first < last:
            middle = (first + last) >> 1
            if notices[middle] < keys[k]:
                first = middle + 1
            else:
                last = middle
        if first < len(notices) and notices[first] == keys[k]:
            continue
        weights[k] = np.uint32(max(1.0, UNIT * np.log(articles / count)))
        most += min(count, np.int64(CAP))
    return weights, most  # type: ignore[return-value]


@kernel
def weigh(
    postings: Entries,
    found: Found,
    weights: npt.NDArray[np.uint32],
    left: npt.NDArray[np.int64],
    numbers: npt.NDArray[np.uint32],
    sums: npt.NDArray[np.uint32],
) -> None:
    """Add the weight of each feature to the articles that have it, of each at most `left[k]` (counted down).

    `numbers` and `sums` are an open-addressed table, a sum of 0 where it is empty.
    """
    mask = len(numbers) - 1
    for k in range(len(found)):
        if weights[k] == 0:
            continue
        count = min(found[k, 1], left[k])
        left[k] -= count
        for at in range(found[k, 0], found[k, 0] + count):
            number = np.uint32(postings[at] & np.uint64(0xFFFFFFFF))
            slot = np.int64((number * np.uint32(2654435761)) >> np.uint32(7)) & mask
            while sums[slot] != 0 and numbers[slot] != number:
                slot = (slot + 1) & mask
            numbers[slot] = number
            sums[slot] += weights[k]


@kernel
def heaviest(
    numbers: npt.NDArray[np.uint32],
    sums: npt.NDArray[np.uint32],
    best_numbers: npt.NDArray[np.uint32],
    best_sums: npt.NDArray[np.uint32],
) -> int:
    """The articles with the greatest sums, heaviest first, the lower number first among equals; gives how many."""
    room = len(best_numbers)
    count = 0
    for slot in range(len(numbers)):
        weight = sums[slot]
        if weight == 0:
            continue
        number = numbers[slot]
        if count == room:
            if weight < best_sums[count - 1] or (weight == best_sums[count - 1] and number > best_numbers[count - 1]):
                continue
            count -= 1
        place = count
        while place > 0 and (
            best_sums[place - 1] < weight or (best_sums[place - 1] == weight and best_numbers[place - 1] > number)
        ):
            best_sums[place] = best_sums[place - 1]
            best_numbers[place] = best_numbers[place - 1]
            place -= 1
        best_sums[place] = weight
        best_numbers[place] = number
        count += 1
    return count


@kernel
def holders(
    postings: Entries, found: Found, most: int, keys: npt.NDArray[np.int64], numbers: npt.NDArray[np.uint32]
) -> int:
    """The articles of each feature behind one another, with the place of the feature; of a feature that more than `most` have,
    the first and the last. Fills as far as there is room, gives how many there are."""
    made = 0
    half = most // 2
    for k in range(len(found)):
        first, count = found[k, 0], found[k, 1]
        for nth in range(min(count, most)):
            at = first + nth if nth < half or count <= most else first + count - most + nth
            if made < len(numbers):
                keys[made] = k
                numbers[made] = np.uint32(postings[at] & np.uint64(0xFFFFFFFF))
            made += 1
    return made


@kernel
def same(
    identity: npt.NDArray[np.int64], by: npt.NDArray[np.uint32], wanted: npt.NDArray[np.int64], found: Found
) -> None:
    """Where in `by` (places in order of their identity) those with a wanted identity begin, and how many they are."""
    size = np.int64(min(len(by), len(identity)))
    for k in range(len(wanted)):
        first, last = np.int64(0), size
        while first < last:
            middle = (first + last) >> 1
            if identity[min(np.int64(by[middle]), size - 1)] < wanted[k]:
                first = middle + 1
            else:
                last = middle
        end = first
        while end < size and identity[min(np.int64(by[end]), size - 1)] == wanted[k]:
            end += 1
        found[k, 0] = first
        found[k, 1] = end - first
