"""Broken and hostile inputs: whatever they are, an article or a named refusal comes, and nothing else."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

from benchmarks.reading_badinput import bundled, outcome, small

EVERY = 1 if os.environ.get("RETOLD_SOAK") == "1" else 40


@pytest.mark.shared
def test_bundled_inputs(shared):
    """A sample of the collected bad inputs: no exception escapes (all of them with RETOLD_SOAK=1)."""
    path = shared / "data" / "badinput" / "badinput.tar.gz"
    if not path.exists():
        pytest.skip("the bad inputs are not here")
    escaped = [
        (name, said)
        for number, (family, name, data) in enumerate(bundled(path))
        if number % EVERY == 0 and family not in {"html5lib", "warc"}
        for said in outcome(data, name, "")
        if said.startswith("!")
    ]
    assert not escaped


def test_inputs_broken_on_purpose(tmp_path):
    """Tables, mails, PDF, JSON and XML that are broken or ask for files and addresses: refused, and the file is not read."""
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-in-a-file-that-nobody-may-read")
    said = {name: outcome(data, name, str(canary)) for _, name, data in small(str(canary), 9)}
    assert not {name: both for name, both in said.items() if any(one.startswith("!") for one in both)}
    for name in ("entity0.xml", "entity0-16.xml", "dtd0.xml", "laughs.xml"):
        assert said[name] == ("dtd", "dtd")
    assert said["broken.parquet"][0] == ("parquet" if find_spec("pyarrow") else "MissingExtraError")
    assert said["charset.eml"] == ("1 articles", "article")
