"""How far long work has come, on standard error: the stage, how many, how fast, how long it may still take."""

from __future__ import annotations

import sys
import time

EVERY = 0.25  # seconds between two drawings on a terminal
EVERY_LINE = 10.0  # … and between two lines where standard error is a file
PATIENCE = 1.5  # nothing is shown before: most work is done by then

STAGES = {
    "read": "reading",
    "words": "splitting into words",
    "frequencies": "counting words",
    "features": "finding pairs of rare words",
    "shared features": "sorting them",
    "pairs": "pairing articles",
    "scores": "scoring pairs",
    "collate": "collating pairs",
    "store": "storing",
    "index": "looking among those that are there",
    "stories": "bringing stories up to date",
    "trees": "drawing trees",
    "check": "checking",
    "search": "indexing words",
    "wait": "waiting for another program that adds",
}


class Progress:
    """Called with (stage, done, total); `total` is 0 where it is not known. Call `done` at the end."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._begun = self._drawn = self._since = time.monotonic()
        self._stage = ""
        self._base = 0
        self._width = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say how far a stage has come, if it is time to."""
        now = time.monotonic()
        if stage != self._stage or done < self._base:
            self._stage, self._since, self._base = stage, now, done
        if self._quiet or now - self._begun < PATIENCE:
            return
        if now - self._drawn >= (EVERY if self._terminal else EVERY_LINE):
            self._drawn = now
            self._draw(self._line(done, total, now - self._since))

    def done(self) -> None:
        """Clear the line."""
        if self._width and self._terminal:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0

    def _line(self, done: int, total: int, seconds: float) -> str:
        rate = (done - self._base) / seconds if seconds > 0 else 0.0
        parts = [f"{STAGES.get(self._stage, self._stage)}: {done:,}" + (f" of {total:,}" if total else "")]
        if rate:
            parts.append(f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:,.0f} a minute")
            if total > done:
                left = (total - done) / rate
                parts.append(f"{left:.0f} s left" if left < 90 else f"{left / 60:.0f} min left")
        return ", ".join(parts)

    def _draw(self, line: str) -> None:
        if self._terminal:
            print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = max(self._width, len(line))
        else:
            print(f"retold: {line}", file=sys.stderr, flush=True)
