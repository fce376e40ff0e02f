"""What is made of whole texts, kept for the last few: many ask for the same of one article."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, TypeVar

LONG: Final = 200_000  # code points; of longer texts, which take much memory, those of one comparison are kept
_Made = TypeVar("_Made")


class OfTexts(Generic[_Made]):
    """What `make` makes of a text, made once for each of the last `most` texts, and of the last `most_long` long ones."""

    def __init__(self, make: Callable[..., _Made], most: int = 8, most_long: int = 2) -> None:
        self._short = lru_cache(maxsize=most)(make)
        self._long = lru_cache(maxsize=most_long)(make)

    def __call__(self, text: str, *where: int) -> _Made:
        """What was or is made of `text`; `where` is what else `make` takes."""
        return (self._short if len(text) <= LONG else self._long)(text, *where)

    def forget(self) -> None:
        """What was made is made anew."""
        self._short.cache_clear()
        self._long.cache_clear()
