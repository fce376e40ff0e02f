"""No regular expression of the package runs away, whatever it reads."""

from __future__ import annotations

import re
import signal
import time

import pytest

from benchmarks.hostile_patterns import Found, attacks, modules, patterns, use

SOURCES = modules()
SHORT, LONG = 1500, 50_000  # characters; the long texts only for what takes SLOW seconds on a short one
SLOW = 0.008
SECONDS = 1  # of CPU time on a long text: a linear pattern needs some hundredths of that, a quadratic one several times as much
MADE = 30  # pieces made from each pattern, beside the fixed ones


class _TooSlowError(Exception):
    pass


def _too_slow(*_):
    raise _TooSlowError


@pytest.fixture(autouse=True)
def _limit():
    before = signal.signal(signal.SIGVTALRM, _too_slow)
    yield
    signal.signal(signal.SIGVTALRM, before)


def _spent(found, text):
    """CPU seconds on `text`, SECONDS where it was given up."""
    begun = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        use(found, text, 100)
    except _TooSlowError:
        return SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - begun


def _runs_away(found):
    """The attack under which the pattern takes SECONDS, or None."""
    for attack in attacks(found.pattern, MADE):
        short = _spent(found, attack.text(SHORT))
        if short >= SECONDS or (short > SLOW and _spent(found, attack.text(LONG)) >= SECONDS):
            return attack
    return None


@pytest.mark.parametrize(
    "runs_away",
    [
        r"\s*\s*\s*x",
        r"(?:a|aa)+b",
        r"<(?:!--.{0,2000}?-->\s*){0,5}<p",
        r"\w+\Z",
        r"[A-Z]\w*(?:-\w+)*=",
    ],
)
def test_what_runs_away_is_found(runs_away):
    """The check below can fail: it finds patterns that are quadratic and worse, by pieces made from each."""
    assert _runs_away(Found("one", re.compile(runs_away), False))


def test_what_is_bounded_passes():
    """A bounded pattern passes, and one that is only matched at given places may read to the end from each."""
    assert _runs_away(Found("bounded", re.compile(r"(?:\w{1,20}\s){0,4}x"), False)) is None
    assert _runs_away(Found("matched", re.compile(r"\w+\Z"), True)) is None


def test_every_kind_of_pattern_is_found():
    """Patterns are found under a name, in tables, and in a call inside a function; also how they are used."""
    found = {
        one.name: one
        for module in ("layout", "measures", "quotations")
        for one in patterns(f"retold.marking.{module}", SOURCES)
    }
    assert found["marking.layout._DATELINE"].matched
    assert not found["marking.layout._NOT_WORD"].matched
    assert "marking.measures._UNITS_WITH" in found
    assert any(":" in name for name in found)
    assert sum(len(list(patterns(module, SOURCES))) for module in SOURCES) > 350


@pytest.mark.parametrize("module", SOURCES)
def test_no_pattern_runs_away(module):
    """No pattern takes more than SECONDS of CPU time on 50,000 characters made to hurt it, used as the package uses it."""
    slow = [(found.name, attack) for found in patterns(module, SOURCES) if (attack := _runs_away(found))]
    assert not slow
