"""Quotation marks of every habit, and what a lost one costs."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.marking.quotations import find_quotations


def inner(text, **options):
    return [one.inner.text for one in find_quotations(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ada Lund said, "The dam will hold." She left.', ["The dam will hold."]),
        ("Ada Lund said: “The dam will hold.” She left.", ["The dam will hold."]),
        ("“The dam will hold,’’ said Ada Lund. ‘‘It must.’’", ["The dam will hold,", "It must."]),
        ("“She cried ‘hold’’’ and ran.", ["She cried ‘hold’"]),
        ("``The dam will hold,'' said Ada Lund. ''It must.''", ["The dam will hold,", "It must."]),
        ("Lund sagte: „Der Damm wird halten.“ Dann ging sie.", ["Der Damm wird halten."]),
        ("Lund sagte: »Der Damm wird halten.« Dann »geht« sie.", ["Der Damm wird halten.", "geht"]),
        ("Mme Lund a dit : « Le barrage tiendra. » Puis « oui ».", [" Le barrage tiendra. ", " oui "]),
        ("Лунд сказала: «Плотина выдержит». Потом ушла.", ["Плотина выдержит"]),
        ("Lund dijo: «La presa “nueva” aguantará».", ["La presa “nueva” aguantará"]),
        ("Lund powiedziała: „Tama wytrzyma”. Wyszła.", ["Tama wytrzyma"]),
        ("Lund sade: ”Dammen håller.” Hon gick.", ["Dammen håller."]),
        ("‘The dam won’t fail,’ said Lund, of the engineers’ plan.", ["The dam won’t fail,"]),
    ],
)
def test_habits(text, expected):
    """Straight, curly, doubled, low and angled marks pair in English, German, French, Russian, Spanish, Polish and Swedish."""
    assert inner(text) == expected


def test_mixed_habits_in_one_text():
    """One article may change its habit from paragraph to paragraph."""
    assert inner('"One is straight," he said.\n\n“Two is curly,” he said.\n\n«Three is angled», he said.') == [
        "One is straight,",
        "Two is curly,",
        "Three is angled",
    ]


def test_nested_is_part_of_the_outer():
    """What is quoted inside a quotation is not listed on its own, with marks of another kind or of the same."""
    assert inner("“She told me ‘no’ twice,” he said.") == ["She told me ‘no’ twice,"]
    assert inner("“She told me “no” twice,” he said.") == ["She told me “no” twice,"]


def test_apostrophes_inches_and_bullets_are_no_marks():
    """Apostrophes, feet and inches, and guillemets that serve as bullets open nothing."""
    assert inner("The mayors' plan isn't Lund's; it's the '90s again.") == []
    assert inner('She is 5\'10" tall and it rained 3" today.') == []
    assert inner("» First point\n» Second point") == []


def test_a_lost_closing_mark_spoils_its_own_quotation_only():
    """A mark that never closes is flagged and ended at its sentence; the quotations around it stay as they are."""
    text = 'He said "one is fine" today. She said "two is open. He said "three is fine" too.\n\n"Four," he said.'
    found = find_quotations(text)
    assert [(one.inner.text, one.closed) for one in found] == [
        ("one is fine", True),
        ("two is open.", False),
        ("three is fine", True),
        ("Four,", True),
    ]


def test_a_lost_closing_mark_before_a_cue():
    """Where a clause such as ', she said' follows, the open quotation ends before it."""
    (found,) = find_quotations("“The dam will hold, she said. The rest is silence.")
    assert (found.inner.text, found.closed) == ("The dam will hold,", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam will hold,” Ada Lund said. “It must.”", ["The dam will hold,", "It must."]),
        ("Ada Lund said: The dam will hold.” She left. “It must.”", ["The dam will hold.", "It must."]),
        ("“One is fine,” she said. Two has lost it,” he said.", ["One is fine,", "Two has lost it,"]),
        ('The dam will hold," Ada Lund said. "It must."', ["The dam will hold,", "It must."]),
        ("Le barrage tiendra.», dit-elle. «Oui.»", ["Le barrage tiendra.", "Oui."]),
    ],
)
def test_a_lost_opening_mark(text, expected):
    """A closing mark that nothing opened closes what began with the paragraph, behind a cue or behind the last quotation."""
    found = find_quotations(text)
    assert [one.inner.text for one in found] == expected
    assert [one.closed for one in found].count(False) == 1


@pytest.mark.parametrize(
    "text", ["She called it a hoax” yesterday.", "The ”new” dam.”x", "Five 3” pipes, and 4” pipes."]
)
def test_no_opening_is_guessed_without_ground(text):
    """A closing mark in mid-clause tells nothing of where its words began: no quotation is made up."""
    assert all(one.closed for one in find_quotations(text))


def test_continuation_paragraphs():
    """A quotation that reopens in the next paragraph is two quotations, the first marked as going on."""
    first, second = find_quotations("“The dam will hold. It was built well.\n\n“It will stand for years,” she said.")
    assert (first.continues, first.closed, second.continues, second.closed) == (True, False, False, True)
    assert first.span.text == "“The dam will hold. It was built well."


def test_no_quotation_crosses_a_paragraph():
    """An open mark never swallows the next paragraph."""
    found = find_quotations('He said "nothing.\n\nA new paragraph without marks.')
    assert [one.inner.text for one in found] == ["nothing."]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('The so-called "dam party" met.', "scare"),
        ('She read from the novel "The Long Winter Road" aloud.', "title"),
        ('"We will build it again, and better," she said.', "speech"),
    ],
)
def test_kinds(text, speech):
    """A few words in mid-sentence are a scare quote, the name of a work a title, the rest speech."""
    assert find_quotations(text)[0].speech == speech


def test_part_of_a_text():
    """Only the given range is looked at; offsets stay those of the whole text."""
    text = '"Title" here\n\nHe said "yes, today" and left.'
    (found,) = find_quotations(text, 14)
    assert text[found.span.start : found.span.end] == '"yes, today"'


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.text(alphabet="ab S.,!\n\"'“”‘’„«»`()-5", max_size=120))
def test_spans_hold_in_any_text(text):
    """For any text: nothing raised, spans in order, not overlapping, equal to their slices, the inner one inside."""
    last = 0
    for one in find_quotations(text):
        assert text[one.span.start : one.span.end] == one.span.text
        assert text[one.inner.start : one.inner.end] == one.inner.text
        assert last <= one.span.start < one.inner.start <= one.inner.end <= one.span.end
        last = one.span.end


@settings(max_examples=30, derandomize=True, deadline=None)
@given(
    st.lists(st.sampled_from(["We will build it", "No one knew, then", "It rained all day"]), min_size=1, max_size=4)
)
def test_habit_does_not_change_what_is_found(said):
    """The same quotations are found in straight marks, in curly ones and in guillemets, at the same places."""
    text = "\n\n".join(f"“{one},” said Ada Lund." for one in said)
    spans = [(one.span.start, one.span.end) for one in find_quotations(text)]
    assert len(spans) == len(said)
    for opening, closing in (('"', '"'), ("«", "»")):
        turned = text.replace("“", opening).replace("”", closing)
        assert [(one.span.start, one.span.end) for one in find_quotations(turned)] == spans


@pytest.mark.parametrize(
    "mark", ['"', "“", "”", "'", "‘", "’", "«", "»", "„", "``", "''", "’’", "‘‘", '" ', " “", "' a", '"a', "a'"]
)
def test_hostile_marks_cost_linear_time(mark):
    """100 kB of one mark, and ten thousand of them, take no more than a moment."""
    begun = time.process_time()
    find_quotations(mark * (100_000 // len(mark)))
    assert time.process_time() - begun < 30.0  # a bound that only a run-away reaches
