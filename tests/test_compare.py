"""The document of a comparison: sound for any two texts, the same whichever is given first, and bounded in cost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retold
from retold.errors import InputError
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Comparison, Differences, Note
from retold.related import measures_of
from retold.report.terminal import terminal_report
from tests import strategies
from tests.conftest import ROOT

FEW = settings(max_examples=40, derandomize=True, deadline=None)
STORY = (
    "Pier burns in Vellmark\n\n"
    "VELLMARK, March 4 (Harbour Wire) - The old pier of Vellmark burned on Monday night, the harbour office said, and three of "
    "its five cranes fell into the water.\n\n"
    "“We saw the flames from the lighthouse, and we could not reach the pier,” said Marta Oyen, who leads the lifeboat crew.\n\n"
    "The council will meet on Friday to discuss what a new pier may cost. Divers are looking for the cranes.\n"
)
RETOLD = (
    "Flames on the pier\n\n"
    "The old pier of Vellmark burned on Monday night, and four of its five cranes fell into the sea, Fjord News reports, citing "
    "Harbour Wire.\n\n"
    "“We saw the flames from the tower, and we could not reach the pier,” said Marta Oyen, who leads the lifeboat crew.\n\n"
    "The council will meet on Friday to discuss what a new pier will cost. Divers are looking for the cranes.\n"
)
OTHER = (
    "Bakers in the hill town of Ostrow have agreed to sell rye bread by weight again. The guild voted by a show of hands. "
    "Customers had complained of ever smaller loaves since the last harvest failed."
)


def _document(a: Article | str, b: Article | str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(retold.compare(a, b).to_json())
    return found


def _spans(part: Any, side: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every span of a document with the side (or argument) that it stands on."""
    if isinstance(part, list):
        return [found for item in part for found in _spans(item, side)]
    if not isinstance(part, dict):
        return []
    if {"start", "end", "text"} <= part.keys():
        return [(str(part.get("in", side)), part)]
    return [
        found for key, item in part.items() for found in _spans(item, key if key in ("source", "retelling") else side)
    ]


def check(document: dict[str, Any]) -> None:
    """Whether a document is sound: spans, links and references all hold."""
    texts = {side: document[side]["text"] for side in ("source", "retelling")}
    texts |= {str(document[side]["given"]): document[side]["text"] for side in ("source", "retelling")}
    assert {document[side]["given"] for side in ("source", "retelling")} == {0, 1}
    parts = {key: value for key, value in document.items() if key not in ("source", "retelling", "credit")}
    for side, one in [*_spans(parts), *_spans(document["credit"], "retelling")]:
        assert texts[side][one["start"] : one["end"]] == one["text"]
        assert one["start"] <= one["end"]
    for change in document["changes"]:
        assert change["source"] or change["retelling"]
        if change["within"] is not None:
            pair = document["quotations"][change["within"]]
            for side in ("source", "retelling"):
                for one in change[side]:
                    assert any(q["start"] <= one["start"] and one["end"] <= q["end"] for q in pair[side])
    weights = [change["weight"] for change in document["changes"]]
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight < 1 for weight in weights)
    for side in ("source", "retelling"):
        spans = [one for link in document["links"] for one in link[side]]
        assert len({one["start"] for one in spans}) == len(spans)
    assert 0 <= document["relation"]["score"] <= 1
    assert 0 <= document["relation"]["copied"] <= 1
    assert 0 <= document["direction"]["probability"] <= 1


def _without_places(document: dict[str, Any]) -> dict[str, Any]:
    """The document without what names an argument by its place."""
    for side in ("source", "retelling"):
        document[side].pop("given")
    for evidence in document["direction"]["evidence"]:
        evidence.pop("favours")
        for one in evidence["spans"]:
            one.pop("in")
    document["summary"] = re.sub(r"text [12]", "text", document["summary"])
    return document


def test_the_document_of_a_retelling() -> None:
    """Which is the source is decided, and what changed is told with spans on both sides."""
    document = _document(STORY, RETOLD)
    check(document)
    assert document["schema"] == 1
    assert document["retold"] == retold.__version__
    assert document["relation"]["kind"] == "retelling"
    assert document["direction"]["answer"] == "derived"
    assert document["source"]["given"] == 0
    assert document["credit"]["to"] == "Harbour Wire"
    kinds = {change["kind"] for change in document["changes"]}
    assert kinds >= {"title", "dateline", "credit", "attribution", "figure", "quotation", "wording", "hedge"}
    assert [pair["status"] for pair in document["quotations"]] == ["altered"]
    assert [(pair["value"], pair["status"]) for pair in document["figures"]] == [(3.0, "changed"), (5.0, "kept")]


def test_the_order_of_the_arguments_does_not_matter() -> None:
    """Swapped, the same document comes out, except for the places of the arguments; which then name the other one."""
    one, other = _document(STORY, RETOLD), _document(RETOLD, STORY)
    assert other["source"]["given"] == 1
    assert [1 - e["favours"] for e in one["direction"]["evidence"]] == [
        e["favours"] for e in other["direction"]["evidence"]
    ]
    assert [[1 - span["in"] for span in e["spans"]] for e in one["direction"]["evidence"]] == [
        [span["in"] for span in e["spans"]] for e in other["direction"]["evidence"]
    ]
    assert _without_places(one) == _without_places(other)


def test_a_text_and_itself_are_identical() -> None:
    """Nothing changed, everything is linked, and nobody is said to have derived from the other."""
    found = retold.compare(STORY, STORY)
    assert found.relation.kind == "identical"
    assert found.changes == ()
    assert {link.kind for link in found.links} == {"verbatim"}
    assert {pair.status for pair in found.quotations} <= {"verbatim"}
    assert {pair.status for pair in (*found.figures, *found.dates)} <= {"kept"}


def test_unrelated_texts_have_no_changes() -> None:
    """Two stories that have nothing to do with each other are not compared, and the document says so."""
    found = retold.compare(STORY, OTHER)
    assert found.relation.kind == "unrelated"
    assert (found.links, found.quotations, found.figures, found.dates, found.changes) == ((), (), (), (), ())
    assert "not-compared" in {note.code for note in found.notes}


def test_a_shared_passage_is_no_omission_of_the_rest() -> None:
    """Of two stories that share some sentences only these are compared."""
    passage = (
        "“We saw the flames from the lighthouse, and we could not reach the pier,” said Marta Oyen, who leads the lifeboat crew "
        "of Vellmark and has rowed for thirty winters."
    )
    filler = " ".join(
        f"The {kind} of Ostrow argued over {thing} until the lamps went out."
        for kind, thing in (
            ("bakers", "rye and barley"),
            ("weavers", "flax and dye"),
            ("smiths", "coal and iron"),
            ("potters", "kilns and clay"),
            ("tanners", "hides and bark"),
            ("millers", "wheels and weirs"),
        )
    )
    other = " ".join(
        f"A {animal} was shown at the Skerry fair, and its {part} won a ribbon."
        for animal, part in (
            ("ram", "fleece"), ("goose", "plumage"), ("mare", "gait"), ("sow", "litter"), ("ox", "yoke"), ("hound", "nose"),
            ("hen", "brood"), ("goat", "beard"),
        )
    )  # fmt: skip
    found = retold.compare(f"{filler}\n\n{passage}", f"{passage}\n\n{other}")
    assert found.relation.kind == "shares-passage"
    assert len(found.relation.passages) == 1
    assert found.relation.passages[0].a[0].text == passage
    assert not {change.kind for change in found.changes} & {"omission", "addition", "title", "dateline"}
    check(json.loads(found.to_json()))


def test_what_is_known_of_an_article_is_used() -> None:
    """Outlet, agency and times of an Article stand in the document and in the verdict."""
    source = Article(text=STORY, outlet="Harbour Wire", published="2031-03-04T09:00:00+00:00")
    copy = Article(text=RETOLD, outlet="Fjord News", published="2031-03-04T11:00:00+00:00")
    found = retold.compare(copy, source)
    assert (found.source.outlet, found.retelling.outlet) == ("Harbour Wire", "Fjord News")
    assert found.summary.startswith("Fjord News retells Harbour Wire: ")
    assert found.summary.endswith("credit given to Harbour Wire.")


def test_notes_of_the_reader_come_first() -> None:
    """What the reading of the inputs had to say is kept, before the document's own notes."""
    note = Note("decoded", "The text was decoded as windows-1252.")
    found = retold.compare(STORY, OTHER, notes=(note,))
    assert found.notes[0] == note


def test_two_languages_are_said_to_be_two() -> None:
    """Words of different languages are not matched, and kinds that are looked at in English only are named."""
    german = (
        "Der alte Pier von Vellmark ist in der Nacht zum Montag abgebrannt, und drei der fünf Kräne sind ins Wasser gestürzt. "
        "Der Stadtrat wird am Freitag über einen neuen Pier beraten."
    )
    codes = {note.code for note in retold.compare(STORY, german).notes}
    assert {"two-languages", "not-looked-at"} <= codes


@pytest.mark.parametrize("text", ["", " \n\t", "…—!?", "\u200b"])
def test_a_text_without_words_is_an_input_error(text: str) -> None:
    """The error names the place of the argument and what to do."""
    with pytest.raises(InputError, match="text 2"):
        retold.compare(STORY, text)


def _any_two(a: str, b: str) -> Comparison | None:
    try:
        return retold.compare(a, b)
    except InputError:
        assert not any(c.isalnum() for c in a) or not any(c.isalnum() for c in b)
        return None


@FEW
@given(strategies.texts, strategies.texts)
def test_every_document_is_sound(a: str, b: str) -> None:
    """Spans are slices of their texts, links are disjoint, `within` holds what it says, weights are in order."""
    check(_document(a, b))


@FEW
@given(st.lists(strategies.paragraphs, min_size=2, max_size=5), st.data())
def test_every_document_of_a_real_retelling_is_sound(parts: list[str], data: st.DataObject) -> None:
    """The same for texts that share most of their paragraphs."""
    kept = [part for part in parts if data.draw(st.integers(0, 3))] or parts
    more = data.draw(strategies.paragraphs)
    check(_document("\n\n".join(parts), "\n\n".join([*kept, more])))


@FEW
@given(strategies.texts, strategies.texts)
def test_swapped_arguments_give_the_same_document(a: str, b: str) -> None:
    """Whatever the texts, only the places of the arguments differ."""
    assert _without_places(_document(a, b)) == _without_places(_document(b, a))


@FEW
@given(strategies.texts)
def test_any_text_is_identical_with_itself(text: str) -> None:
    """No change is ever found between a text and itself."""
    found = retold.compare(text, text)
    assert found.relation.kind == "identical"
    assert found.changes == ()


@FEW
@given(strategies.ugly_texts, strategies.ugly_texts)
def test_ugly_texts_raise_nothing_but_input_errors(a: str, b: str) -> None:
    """Marks that never close, other scripts, controls and emoji end in a sound document, or in a line that says why not."""
    found = _any_two(a, b)
    if found is not None:
        check(json.loads(found.to_json()))


HOSTILE = {
    "one word": ("'alarm ' * 30000", "'alarm ' * 29000"),
    "alternating words": ("'alarm fire ' * 15000", "'fire alarm ' * 15000"),
    "quotation marks": ("'\"' * 10000 + ' pier'", "'\"a ' * 10000 + ' pier'"),
    "curly marks that never close": ("'“pier ' * 3000", "'“pier said Oyen, ' * 1500"),
    "one long line": ("'a' * 1_000_000", "'a' * 999_999 + ' b'"),
    "one long line of words": ("'the pier burned, ' * 10000", "'the pier burned and ' * 7500"),
    "one-word sentences": ("'Fire. ' * 5000", "'Alarm. Fire. ' * 2500"),
    "numbers": ("'40 boats, ' * 5000", "'41 boats, ' * 5000"),
    "names": ("'Marta Oyen met Jonas Brekk. ' * 1500", "'Jonas Brekk met Marta Oyen. ' * 1500"),
    "dates": ("'On March 4 it rained. ' * 1500", "'On March 5 it rained. ' * 1500"),
    "brackets": ("'[' * 20000 + 'pier' + ']' * 20000", "'(' * 20000 + 'pier'"),
    "blank lines": ("'pier\\n\\n' * 10000", "'\\n' * 100000 + 'pier'"),
}
SECONDS = 60  # of wall time, start and checks included; a quiet machine needs a tenth
MEMORY = 1024  # MB


SLOW = {"numbers"}  # known gap: quadratic in the figures of one sentence


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(run=False, reason="known gap: too slow")) if case in SLOW else case
        for case in HOSTILE
    ],
)
def test_hostile_texts_end_in_time(case: str) -> None:
    """Long, repetitive or unbalanced texts end within bounds of time and memory, with a sound document."""
    a, b = HOSTILE[case]
    code = (
        "import json, resource, sys\n"
        "import retold; from retold.records.article import Article; from tests.test_compare import check\n"
        f"one, other = (Article(text=text, language='en') for text in ({a}, {b}))\n"
        "check(json.loads(retold.compare(one, other).to_json()))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == 'linux' else 1024**2))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) <= MEMORY


_TOLD = (
    "Nine barges broke loose above the Orrin weir on Sunday and drifted for two hours, the harbour master said. Two tugs "
    "caught the last of them near the salt quay before noon.\n\n“We heard the chains snap one after the other,” said Ida "
    "Kvarn, who keeps the lock.\n\nThe weir stays closed until Thursday while divers look at its northern gate."
)
_CREDITS = (
    "{}\n\nIt was a close call, {} reports.",
    "{}\n\nIt was a close call, the {} reported.",
    "{}\n\n{} first reported the accident.",
    "{}\n\nThe gate is bent, according to {}.",
    "{}\n\nThe gate is bent, says the {}.",
    "{}\n\nThe gate is bent, as {} wrote.",
    "{}\n\nSource: {}.",
    "{}\n\nvia {}",
    "{}\n\n({})",
    "By {1}\n\n{0}",
    "({1}) - {0}",
)


def _told(form: str, name: str, **known: str) -> Comparison:
    source = msgspec.structs.replace(Article(id="s", text=_TOLD, published="2031-03-04T08:00:00Z"), **known)
    text = form.format(_TOLD.replace("broke loose", "tore loose"), name)
    return retold.compare(source, Article(id="r", text=text, outlet="Fjord News", published="2031-03-04T15:00:00Z"))


@pytest.mark.parametrize("form", _CREDITS)
@pytest.mark.parametrize("known", [{"outlet": "Orrin Lantern"}, {"agency": "Orrin Lantern"}], ids=["outlet", "agency"])
def test_naming_the_source_as_one_credits_it_is_a_credit(form: str, known: dict[str, str]) -> None:
    """Since the other telling's medium is known, the verdict, the evidence and the measures find it in any set form."""
    found = _told(form, "Orrin Lantern", **known)
    assert found.source.id == "s"
    assert (found.credit.given, found.credit.to) == (True, "Orrin Lantern")
    assert any("Orrin Lantern" in one.text for one in found.credit.spans)
    assert found.summary.endswith("credit given to Orrin Lantern.")
    assert any(one.cue == "credit" and "Orrin Lantern" in one.says for one in found.direction.evidence)
    what = Differences(quotations=found.quotations, figures=found.figures)
    sides = [
        mark(Article(**{name: getattr(side, name) for name in Article.__struct_fields__}))
        for side in (found.source, found.retelling)
    ]
    assert measures_of(sides[0], sides[1], what, 1.0, 1.0).credit == "Orrin Lantern"


def test_a_web_name_and_the_agency_of_a_dateline_are_credits_too() -> None:
    """The other telling is known by its address, and its agency by its dateline."""
    assert _told("{}\n\norrinlantern.example reports it.", "", url="https://www.orrinlantern.example/weir").credit.given
    source = Article(id="s", text=f"ORRIN, March 4 (Salt Wire) - {_TOLD}", outlet="Orrin Lantern")
    other = Article(id="r", text=f"{_TOLD}\n\nIt was a close call, Salt Wire reports.", outlet="Fjord News")
    assert retold.compare(source, other).credit.to == "Salt Wire"


def test_the_source_is_named_before_others_that_are_credited() -> None:
    """ "X reports, citing Y" from X names X, though the credit in the text alone would be Y."""
    found = _told("{}\n\nThe gate is bent, {} reports, citing Salt Wire.", "Orrin Lantern", outlet="Orrin Lantern")
    assert found.source.id == "s"
    assert found.credit.to == "Orrin Lantern"


def test_a_credit_in_the_metadata_is_one() -> None:
    """What the evidence calls a credit the verdict does too, of the source and of another."""
    source = Article(id="s", text=_TOLD, outlet="Orrin Lantern", published="2031-03-04T08:00:00Z")
    for name in ("Orrin Lantern", "Salt Wire"):
        other = Article(id="r", text=_TOLD, outlet="Fjord News", credits=(name,), published="2031-03-04T15:00:00Z")
        found = retold.compare(source, other)
        assert (found.credit.to, found.credit.spans) == (name, ())
        assert any(one.cue == "credit" and name in one.says for one in found.direction.evidence)


@pytest.mark.parametrize(
    "form", ["{}\n\n{} is a newspaper.", "{}\n\nShe told the {}.", "{}\n\nThe {} Society reports a loss.", "{}"]
)
def test_naming_the_source_otherwise_is_no_credit(form: str) -> None:
    """A medium that is spoken of or to, or whose name goes on, is not credited."""
    found = _told(form, "Orrin Lantern", outlet="Orrin Lantern")
    assert not found.credit.given
    assert found.summary.endswith("no credit given.")


def test_a_title_that_only_the_record_holds_is_not_lost() -> None:
    """Crawled data keep the title beside the text: the same one is no change, another one is told with its words."""
    printed = Article(text=f"Nine barges adrift at Orrin\n\n{_TOLD}", outlet="Orrin Lantern")

    def titles(title: str | None) -> list[tuple[str, str, str]]:
        found = retold.compare(printed, Article(text=_TOLD, title=title, outlet="Fjord News"))
        return [
            (one.detail, "".join(p.text for p in one.a), "".join(p.text for p in one.b))
            for one in found.changes
            if one.kind == "title"
        ]

    assert titles("Nine barges adrift at Orrin") == titles("Nine Barges Adrift at Orrin - Fjord News") == []
    [(detail, *spans)] = titles("Weir closed until Thursday")
    assert detail in {"replaced by “Weir closed until Thursday”", "in place of “Weir closed until Thursday”"}
    assert sorted(spans) == ["", "Nine barges adrift at Orrin"]
    [(detail, *_)] = titles(None)
    assert detail in {"lost", "gained"}


def test_of_two_languages_nothing_is_claimed() -> None:
    """What is not matched is not known: no verdict that neither retells the other, in the summary or the report."""
    german = (
        "Der alte Pier von Vellmark ist in der Nacht zum Montag abgebrannt, und drei der fünf Kräne sind ins Wasser gestürzt. "
        "Der Stadtrat wird am Freitag über einen neuen Pier beraten."
    )
    found = retold.compare(STORY, german)
    assert "in different languages (" in found.summary
    assert found.summary.endswith("whether one retells the other is not known.")
    assert (found.relation.kind, found.direction.answer) == ("unrelated", "undecided")
    shown = terminal_report(found, ("one.txt", "other.txt"))
    assert "neither" not in shown
    assert "unrelated" not in shown
    british = retold.compare(Article(text=STORY, language="en-GB"), Article(text=STORY + " It rained.", language="en"))
    assert "two-languages" not in {note.code for note in british.notes}
