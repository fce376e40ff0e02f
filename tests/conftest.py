"""What all tests share: where the research data lies, and which browser the page tests use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the research data; the test is skipped, by name, where there is none."""
    folder = Path(os.environ.get("RETOLD_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip("the research data is not here (set RETOLD_SHARED to its folder)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a chromium. Without one the test is skipped, or fails where RETOLD_REQUIRE_BROWSER=1."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("RETOLD_REQUIRE_BROWSER") == "1":
        pytest.fail("no chromium on PATH, and RETOLD_REQUIRE_BROWSER=1 asks for one")
    pytest.skip("no chromium on PATH (Debian: apt-get install chromium)")


def pytest_configure() -> None:
    """No property test fails because the machine is busy: none has a deadline."""
    from hypothesis import settings

    settings.register_profile("retold", deadline=None)
    settings.load_profile("retold")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make soak`: property tests run with many more examples, other ones each time."""
    if os.environ.get("RETOLD_SOAK") != "1":
        return
    from hypothesis import settings

    for item in items:
        held = "_hypothesis_internal_use_settings"  # where hypothesis keeps a test's settings; it has no public way
        test = getattr(item, "obj", None)
        if isinstance(own := getattr(test, held, None), settings):
            setattr(test, held, settings(own, max_examples=40 * own.max_examples, derandomize=False))
