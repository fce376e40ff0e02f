"""From words back to characters: where the words of a text stand, as code points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retold.matching.tokens import tokenise_placed


def spans(text: str, runs: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """The code points [start, end) of runs of words (first, last + 1) of `text`, as `match.Pairs.hidden` gives them."""
    starts, ends = tokenise_placed(text)
    if text.isascii():
        return [(int(starts[first]), int(ends[last - 1])) for first, last in runs]
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    points = np.cumsum((data & 0xC0) != 0x80)  # code points up to and including each byte
    return [(int(points[starts[first]]) - 1, int(points[ends[last - 1] - 1])) for first, last in runs]
