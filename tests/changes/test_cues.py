"""Cues in general: counted per link, matched by place and order, and lost only where the words they govern are still there."""

from __future__ import annotations

from tests.changes.making import listed, told


def test_two_cues_of_one_sentence_are_told_apart() -> None:
    """Where one of two negations is lost, just that one is reported."""
    a = "The captain did not call the coast guard and the crew did not launch the lifeboats."
    b = "The captain did not call the coast guard and the crew launched the lifeboats."
    found = told(a, b)
    assert [(c.detail, c.a[0].text) for c in found.changes if c.kind == "negation"] == [("lost", "not")]
    (change,) = [c for c in found.changes if c.kind == "negation"]
    assert change.a[0].start > a.index("crew")


def test_a_cue_that_left_with_its_clause_is_no_change_of_its_own() -> None:
    """A hedged clause that is left out is an omission; there is nothing left whose doubt was lost."""
    a = "The barge sank off the reef, and the pilot was allegedly drunk at the time."
    found = told(a, "The barge sank off the reef.")
    assert listed(found, "hedge") == []
    assert any("pilot" in one for _, _, one, _ in listed(found, "omission"))


def test_each_change_stands_once() -> None:
    """A cue that one kind reported is not repeated as wording, omission or addition."""
    found = told("The pier may not be safe for cranes.", "The pier will be safe for cranes.")
    spans = [one for change in found.changes for one in change.a if change.kind != "quotation"]
    assert len({(one.start, one.end) for one in spans}) == len(spans)
    assert {kind for kind, *_ in listed(found)} == {"hedge", "negation"}


def test_other_languages_are_left_alone() -> None:
    """Cues are English: a German text that says "may" and "not" as letters of other words raises nothing."""
    from retold.changes import differences
    from retold.collation import collate
    from retold.marking import mark
    from retold.records.article import Article

    a = "Der Hafen von Vellmark wurde nicht geschlossen. Die Fischer warteten vermutlich am Kai."
    b = "Der Hafen von Vellmark wurde geschlossen. Die Fischer warteten am Kai."
    one, other = (mark(Article(text=text, language="de")) for text in (a, b))
    kinds = {change.kind for change in differences(one, other, collate(one, other)).changes}
    assert not kinds & {"negation", "hedge", "attribution"}


def test_in_sentences_that_share_little_the_word_of_a_cue_must_be_there_still() -> None:
    """Loosely linked sentences say different things: a cue of one is not lost in the other unless its own word is there."""
    a = "The four rowers, aged 21 to 26, were expected to appear before the harbour court on Friday."
    b = "Four rowers between 21 and 26 remained at the coast guard station."
    assert listed(told(a, b), "hedge") == []
    kept = told(
        "The Dornich toll is likely to rise further.", "The Dornich toll will rise, Ada Brun of the coast guard said."
    )
    assert [detail for _, detail, _, _ in listed(kept, "hedge")] == ["lost"]
