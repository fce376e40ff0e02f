"""`retold demo`: the bundled example, through the whole way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib

from retold.cli import main
from retold.cli.demo_command import RETELLING, SOURCE, example_article, example_folder


def test_demo(capsys, tmp_path, monkeypatch):
    """`demo` prints the verdict from any folder, and what to try next on standard error."""
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0
    out, err = capsys.readouterr()
    assert "The Skerry Post retells Harbour Wire" in out
    assert "retold compare" in err


def test_demo_json_and_page(capsys, tmp_path):
    """`demo` takes the options of `compare`."""
    assert main(["demo", "--json", "--quiet", "--html", str(tmp_path / "demo.html")]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["source"]["outlet"] == "Harbour Wire"
    assert err == ""
    assert "<h1>" in (tmp_path / "demo.html").read_text(encoding="utf-8")


def test_example_has_its_metadata():
    """The example's articles carry what its meta.json tells."""
    assert example_article(SOURCE).outlet == "Harbour Wire"
    assert example_article(RETELLING).published is not None
    assert (example_folder() / "truth.json").is_file()


def test_demo_needs_no_home_and_no_network(tmp_path):
    """The demo runs with an empty environment, in a folder of its own."""
    code = "from retold.cli import main; raise SystemExit(main(['demo', '--quiet']))"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, cwd=tmp_path, check=False
    )
    assert shown.returncode == 0
    assert shown.stderr == b""


def test_the_example_is_shipped(root):
    """The wheel takes the examples along, so that the demo works after an installation, too."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped == {"examples": "retold/examples"}
