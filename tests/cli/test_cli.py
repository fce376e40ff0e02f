"""The command line: what goes where, exit codes, and no traceback for anybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import retold.compare  # noqa: F401 - so that it can be replaced
from retold.cli import main
from retold.cli.app import COMMANDS
from tests.report.factory import RETELLING, SOURCE, make_comparison


@pytest.fixture
def pair(tmp_path, monkeypatch):
    """Two files, in the current folder, and a verb that answers with the comparison made by hand."""
    (tmp_path / "a.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(RETELLING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        sys.modules["retold.compare"],
        "compare",
        lambda a, b, *, notes=(): make_comparison(notes=tuple(notes)),
        raising=True,
    )
    return "a.txt", "b.txt"


def test_terminal_view(pair, capsys):
    """`compare` prints the verdict and the view on standard output, and nothing on standard error."""
    assert main(["compare", *pair]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("b retells a")
    assert "\x1b" not in out
    assert err == ""


def test_json(pair, capsys):
    """--json prints the document and nothing else."""
    assert main(["compare", *pair, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == 1
    assert document["source"]["given"] == 0


def test_html(pair, capsys):
    """--html writes the page, prints the verdict, and remarks where the page went; --quiet remarks nothing."""
    assert main(["compare", *pair, "--html", "out.html"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("b retells a")
    assert out.count("\n") == 1
    assert err == "retold: wrote out.html; open it in a browser\n"
    assert Path("out.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["compare", *pair, "--html", "out.html", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_page_and_json_at_once(pair, capsys):
    """--html FILE and --json go together; two things on standard output do not."""
    assert main(["compare", *pair, "--html", "out.html", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 1
    assert main(["compare", *pair, "--html", "-", "--json"]) == 2
    assert main(["compare", *pair, "--html", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_output(pair, capsys):
    """--output takes what would go to standard output; a place that cannot be written is one clear line."""
    assert main(["compare", *pair, "--json", "--output", "out.json"]) == 0
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["schema"] == 1
    assert capsys.readouterr().out == ""
    assert main(["compare", *pair, "--output", "no/such/folder/x.txt"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_kinds_and_variants(pair, capsys):
    """--kind restricts the list, --all shows variants, an unknown kind is a usage error."""
    main(["compare", *pair, "--kind", "figure", "--kind", "name"])
    out = capsys.readouterr().out
    assert "figure changed" in out
    assert "1. negation" not in out
    assert "name variant" not in out
    main(["compare", *pair, "--kind", "name", "--all"])
    assert "name variant" in capsys.readouterr().out
    assert main(["compare", *pair, "--kind", "mood"]) == 2


def test_options_from_the_environment(pair, capsys, monkeypatch):
    """Every option can be set as RETOLD_COMMAND_OPTION."""
    monkeypatch.setenv("RETOLD_COMPARE_JSON", "1")
    assert main(["compare", *pair]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 1


def test_color(pair, capsys, monkeypatch):
    """No colour where the output is no terminal, unless it is asked for."""
    main(["compare", *pair, "--color", "always"])
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    main(["compare", *pair])
    assert "\x1b[" not in capsys.readouterr().out


def test_width(pair, capsys):
    """--width holds for every line; a width that makes no sense is a usage error."""
    main(["compare", *pair, "--width", "60"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60
    assert main(["compare", *pair, "--width", "3"]) == 2


def test_bad_inputs(pair, capsys):
    """Both bad inputs are named, each in one line, and the exit code is 1."""
    assert main(["compare", "none.txt", "."]) == 1
    err = capsys.readouterr().err.splitlines()
    assert err == [
        "retold: error: none.txt: no such file. Check the name and the folder.",
        "retold: error: .: is a folder. Give one file in it.",
    ]
    assert main(["compare", "-", "-"]) == 2
    assert "both are standard input" in capsys.readouterr().err


def test_wordless_input(tmp_path, capsys):
    """A file without a word is named by its name, not by an id."""
    (tmp_path / "dots.txt").write_text("…", encoding="utf-8")
    (tmp_path / "a.txt").write_text(SOURCE, encoding="utf-8")
    assert main(["compare", str(tmp_path / "a.txt"), str(tmp_path / "dots.txt")]) == 1
    assert "dots.txt: there are no words in it" in capsys.readouterr().err


def test_notes_of_reading(pair, capsys):
    """What had to be guessed is remarked on standard error, and stands among the notes of the document."""
    Path("c.txt").write_bytes(SOURCE.replace("Velm", "Vélm").encode("latin-1"))
    assert main(["compare", "c.txt", "b.txt", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "retold: note: c.txt is not UTF-8" in err
    assert json.loads(out)["notes"][0]["code"] == "encoding-guessed"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["compare"], "Missing argument"),
        (["compare", "a"], "Missing argument"),
        (["compare", "a", "b", "--nothing"], "No such option"),
        (["comprae", "a", "b"], "Did you mean 'compare'?"),
        (["zzzz"], "Try 'retold --help'"),
        (["explain", "mood"], "'retold explain' lists every word"),
        (["completion", "powershell"], "is not one of"),
    ],
)
def test_usage_errors(arguments, says, capsys):
    """Wrong usage is exit code 2 with a line that helps."""
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


def test_unexpected_error(pair, capsys, monkeypatch):
    """A bug is one line that asks to report it; RETOLD_DEBUG=1 gives the traceback."""

    def broken(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(sys.modules["retold.compare"], "compare", broken)
    assert main(["compare", *pair]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "Please report it" in err
    monkeypatch.setenv("RETOLD_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["compare", *pair])


def test_interrupt(pair, capsys, monkeypatch):
    """Ctrl-C ends with exit code 130 and one word."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["retold.compare"], "compare", interrupted)
    assert main(["compare", *pair]) == 130
    assert capsys.readouterr().err.strip().endswith("retold: stopped")


def test_broken_pipe():
    """`retold … | head` ends quietly."""
    command = f"{sys.executable} -c 'from retold.cli import main; raise SystemExit(main([\"explain\"]))'"
    shown = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -n 1 >/dev/null"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.stderr == ""
    assert shown.returncode == 0


def test_as_a_module():
    """`python -m retold` is the command."""
    shown = subprocess.run([sys.executable, "-m", "retold", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("retold ")


def test_poor_terminal():
    """A terminal that knows no curly quotation marks gets question marks, not an error."""
    code = "from retold.cli import main; raise SystemExit(main(['explain', 'quotation']))"
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert shown.returncode == 0
    assert b"?We were careless" in shown.stdout


def test_help_and_version(capsys):
    """Help lists each command that is installed with one line; --version names the program."""
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "compare" in out
    assert "RETOLD_" in out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("retold ")
    assert main(["compare", "-h"]) == 0
    assert main([]) in {0, 2}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_load(name, capsys):
    """Every registered command that is there shows its help, and its short help is the one in the list."""
    from importlib.util import find_spec

    lazy = COMMANDS[name]
    if find_spec(lazy.module) is None:
        assert main([name]) == 2
        return
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: retold {name}")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell, capsys):
    """The completion script of each shell names the program."""
    assert main(["completion", shell]) == 0
    assert "_RETOLD_COMPLETE" in capsys.readouterr().out


def test_explain(capsys):
    """`explain` lists every word, and shows what one means, with an example; a word of two groups shows both."""
    assert main(["explain"]) == 0
    out = capsys.readouterr().out
    for word in ("negation", "reattributed", "same-event", "undecided", "damage", "reworded"):
        assert word in out
    assert main(["explain", "figure"]) == 0
    out = capsys.readouterr().out
    assert "source:    More than 140 boats were lost." in out
    assert main(["explain", "time"]) == 0
    assert capsys.readouterr().out.startswith("clock (evidence)")
    assert main(["explain", "direct"]) == 0
    assert "nothing" not in capsys.readouterr().out  # its example is of one article
    assert main(["explain", "dropped"]) == 0
    assert capsys.readouterr().out.count("dropped (") == 3
    assert main(["explain", "quotation.dropped"]) == 0
    assert capsys.readouterr().out.count("dropped (") == 1


def test_stopped_while_it_is_imported():
    """Ctrl-C before the command line is loaded ends like any other, without a traceback."""
    code = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'retold.cli.app': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from retold.cli import main\n"
        "sys.exit(main(['explain']))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_little_is_imported_before_it_can_be_stopped():
    """The script imports `retold.cli` before `main` runs: nothing slow is behind that."""
    code = "import sys; before = set(sys.modules); import retold.cli; print(*sorted(set(sys.modules) - before))"
    ended = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
                           capture_output=True, text=True, check=False)  # fmt: skip
    assert not {"click", "msgspec", "typing", "rich"} & set(ended.stdout.split())
    assert "retold.cli" in ended.stdout
