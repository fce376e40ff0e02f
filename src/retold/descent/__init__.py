"""Who derived from whom: evidence for a direction, and the family tree of a story.

`direction` decides for two articles, with the evidence for it; `swapped_sides` tells whether side b is the source,
and the `swap_*` functions of `orient` then turn side a into the source.
"""

from retold.descent.direction import direction
from retold.descent.orient import swapped_sides

__all__ = ["direction", "swapped_sides"]
