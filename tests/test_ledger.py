"""The ledger of one article, and the table of several tellings."""

import json

import pytest
from click.testing import CliRunner

from retold.ledger import ledger, ledger_rows, ledger_table
from retold.marking import mark
from retold.records.article import Article
from retold.report.ledger import ledger_report, table_report

TEXT = (
    "The dam at Norvik was closed on Monday after a week of rain, and the road was under water.\n\n"
    "“The dam will hold for many years,” Ada Lund said. “It was built by the best of us.”\n\n"
    "According to the Water Ministry, 12 towns were without power. Lund told the Norvik Daily that the road was safe."
)
RETOLD = TEXT.replace("hold for many years", "stand for many years").replace("12 towns", "14 towns")
RETOLD = RETOLD.replace(" “It was built by the best of us.”", "")


def test_ledger_holds_all_marks():
    """Quotations, claims, figures and dates are those of the marks, and indices point at attributions."""
    found, marked = ledger(TEXT), mark(Article(text=TEXT))
    assert found.attributions == marked.attributions
    assert found.quotations == marked.quotations
    assert [found.attributions[one.attribution].voice_name for one in found.quotations] == ["Ada Lund", "Ada Lund"]
    assert [found.attributions[one.attribution].voice_name for one in found.figures] == ["Water Ministry"]
    assert found.article.id


def test_voices_count_words():
    """Each voice has its words, those of them in quotation marks, its figures, and how often it is named in place."""
    voices = {one.name: one for one in ledger(TEXT).voices}
    lund, ministry = voices["Ada Lund"], voices["Water Ministry"]
    assert (lund.words, lund.words_quoted, lund.attributions, lund.stated) == (19, 15, 3, 2)
    assert (ministry.words, ministry.words_quoted, ministry.figures, ministry.type) == (5, 0, 1, "body")


def test_json_is_the_contract():
    """The document has the keys of the contract, and every span is the slice it says it is."""
    document = json.loads(ledger(TEXT).to_json())
    assert {"schema", "retold", "article", "attributions", "quotations", "figures", "dates", "voices"} <= set(document)
    assert set(document["quotations"][0]) >= {"span", "speech", "attribution"}
    for one in document["attributions"]:
        for part in one["content"]:
            assert document["article"]["text"][part["start"] : part["end"]] == part["text"]


@pytest.mark.parametrize("text", ["", "   \n", "“", '"' * 1000, "…", "\ud800 said he"])
def test_bad_input(text):
    """Texts without words, with only marks or with broken characters give a ledger, not an error."""
    found = ledger(text)
    assert found.voices == ()
    assert found.to_json()


def test_other_languages_say_so():
    """A text that is not English has its quotations without voices, and a note that says why."""
    text = (
        "Der Damm in Norvik wurde am Montag geschlossen, weil es eine Woche lang geregnet hatte, und die Straße "
        "stand unter Wasser. „Er wird halten“, sagte Ada Lund den Leuten."
    )
    found = ledger(text)
    assert len(found.quotations) == 1
    assert found.attributions == ()
    assert [note.code for note in found.notes] == ["voices-not-looked-at"]


def test_rows_follow_each_quotation_and_figure():
    """One row for each quotation and figure of the source, with what became of it in each telling."""
    rows = ledger_table(TEXT, RETOLD, TEXT).rows
    cells = [(row.kind, [cell.status for cell in row.cells]) for row in rows]
    assert cells == [
        ("quotation", ["given", "altered", "verbatim"]),
        ("quotation", ["given", "dropped", "verbatim"]),
        ("figure", ["given", "changed", "kept"]),
    ]
    assert rows[0].voice_name == "Ada Lund"
    assert rows[2].cells[1].spans[0].text == "14"


def test_words_that_differ_stand_in_the_cell():
    """An altered quotation says which words were changed; a verbatim one says none."""
    cells = ledger_table(TEXT, RETOLD, TEXT).rows[0].cells
    assert (cells[1].edits, cells[2].edits) == ((("hold", "stand"),), ())


def test_voices_through_all_tellings():
    """Each voice has the words that each telling gives to it, none where a telling dropped it."""
    gone = TEXT.split("According", maxsplit=1)[0]
    voices = {one.name: one.words for one in ledger_table(TEXT, RETOLD, gone).voices}
    assert voices["Water Ministry"] == (5, 5, 0)
    assert voices["Ada Lund"][0] > voices["Ada Lund"][1]


def test_a_speaker_is_lent_and_only_stated_voices_are_reattributed():
    """Floating in the source, named in the retelling: lent, inferred. Named otherwise in both: reattributed."""
    floating = TEXT.replace("“The dam will hold for many years,” Ada Lund said. ", "It rained.\n\n")
    floating = floating.replace("“It was", "“It was built, and ")
    named = floating.replace("best of us.”", "best of us,” Ada Lund said.")
    other = named.replace("Ada Lund said", "Nils Berg said")
    rows = [row for row in ledger_table(floating, named).rows if row.kind == "quotation"]
    assert [(row.voice_name, row.basis, row.cells[1].status) for row in rows] == [("Ada Lund", "inferred", "verbatim")]
    assert [row.cells[1].status for row in ledger_table(named, other).rows][:1] == ["reattributed"]
    assert [row.cells[1].status for row in ledger_table(floating, other).rows][:1] == ["verbatim"]


def test_what_changed_is_said_in_the_table():
    """A changed figure is shown with its bound and unit, a reattributed quotation with its new voice."""
    a = TEXT + " The ministry said the wall rose by 9 basis points. A river has 30 bends."
    b = a.replace("9 basis points", "9 percentage points").replace("years,” Ada Lund said", "years,” Nils Berg said")
    b = b.replace("A river has", "Ada Lund said a river has")
    found = ledger_table(a, b)
    shown = table_report(found, ("a", "b"), width=160)
    assert "changed: rose by 9 percentage points" in " ".join(shown.split())
    assert "reattributed to Nils Berg" in shown
    assert [row.voice_name for row in found.rows if row.text == "30"] == [None]


def test_a_folder_is_a_story(tmp_path):
    """The command takes a folder of tellings, names what it cannot read, and says when there is nothing in it."""
    from retold.cli.ledger_command import ledger_command
    from retold.errors import InputError

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(RETOLD, encoding="utf-8")
    run = CliRunner().invoke
    found = json.loads(run(ledger_command, [str(tmp_path), "--json"], standalone_mode=False).output)
    assert [len(row["cells"]) for row in found["rows"]] == [2, 2, 2]
    assert "words given to" in run(ledger_command, [str(tmp_path)], standalone_mode=False).output
    empty = tmp_path / "none"
    empty.mkdir()
    assert isinstance(run(ledger_command, [str(empty)], standalone_mode=False).exception, InputError)


def test_rows_of_nothing():
    """No comparison gives no rows."""
    assert ledger_rows() == ()


def test_command(tmp_path):
    """The command prints the terminal view, the JSON document, and the table of several tellings."""
    from retold.cli.ledger_command import ledger_command

    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(TEXT, encoding="utf-8")
    other.write_text(RETOLD, encoding="utf-8")
    run = CliRunner().invoke
    shown = run(ledger_command, [str(one), "--width", "100"], standalone_mode=False).output
    assert "Ada Lund" in shown
    assert "Water Ministry" in shown
    assert json.loads(run(ledger_command, [str(one), "--json"], standalone_mode=False).output)["schema"] == 1
    table = run(ledger_command, [str(one), str(other)], standalone_mode=False).output
    assert "dropped" in table
    assert "one.txt" in table


def test_the_report_tells_who_denies_and_who_admits():
    """A cue that tells more than that something was said stands in the report: to deny and to admit is not to say the same."""
    report = ledger_report(
        ledger(f"{TEXT}\n\nAda Lund denied that it had failed. Ada Lund said that it was late."), "-", width=150
    )
    lines = {words: line for line in report.splitlines() for words in ("it had failed", "it was late") if words in line}
    assert "indirect, “denied”" in lines["it had failed"]
    assert "“" not in lines["it was late"]
