"""Several tellings in one text: the base stays whole, and every place says what the others have there."""

from __future__ import annotations

import pytest

from retold.compare import compare
from retold.records.article import Article
from retold.web.addresses import key, story_address
from retold.web.merged import merged_places
from retold.web.pages.merged import FIRST, MOST

BASE = (
    "The old mill at Sellin burned down on Friday night. Nobody was hurt, the fire brigade said. "
    "The owner, Jorun Vale, had left the building at six. Police are looking for a man in a red coat."
)
REWORDED = (
    "The old mill at Sellin burned down on Saturday night. Nobody was hurt, the fire brigade said. "
    "The owner, Jorun Vale, had left the building at six. Police are looking for a man in a red coat."
)
CUT = (
    "The old mill at Sellin burned down on Friday night. Rain put out the last flames on the roof at dawn. "
    "The owner, Jorun Vale, had left the building at six. Police are looking for a man in a red coat."
)


def _places(base, *others):
    article = Article(id="base", text=base)
    return merged_places(article, [compare(article, Article(id=f"o{n}", text=text)) for n, text in enumerate(others)])


def test_the_runs_are_the_text_of_the_base():
    """Put together, the runs give the base's text, whatever the tellings are."""
    for others in ([REWORDED], [CUT], [REWORDED, CUT], [BASE], []):
        places = _places(BASE, *others)
        assert "".join(place.text for place in places) == BASE
        assert all(place.text == BASE[place.start : place.end] for place in places)


def test_a_place_says_what_each_telling_has():
    """Where one telling differs, the place holds the words of all: the one that differs, and the one that does not."""
    place = next(one for one in _places(BASE, REWORDED, CUT) if one.text.startswith("The old mill"))
    assert [one.status for one in place.versions] == ["edited", "verbatim"]
    assert place.differing == 1
    assert "".join(part.text for part in place.versions[0].parts) == REWORDED[: REWORDED.index(". ") + 1]
    assert [part.text for part in place.versions[0].parts if part.differs] == ["Saturday"]


def test_what_is_dropped_and_added_stands_in_its_place():
    """A dropped sentence is a place with nothing; an added one stands behind the sentence before it."""
    places = _places(BASE, CUT)
    dropped = next(one for one in places if one.text.startswith("Nobody"))
    assert dropped.versions[0].status == "dropped"
    assert dropped.versions[0].parts == ()
    added = next(one for one in places if one.start == one.end)
    assert added.versions[0].status == "added"
    assert "Rain put out" in added.versions[0].parts[0].text
    assert added.start <= BASE.index("The owner")


def test_same_words_are_no_place():
    """Where all tellings have the base's words there is nothing to open."""
    assert not any(place.versions for place in _places(BASE, BASE))


def test_the_page_merges_and_lets_choose(client, shelf):
    """The page shows the base with its places; another base and fewer tellings can be asked for."""
    story = next(iter(shelf.by_story.values()))
    where = story_address(story.id) + "/merged"
    found = client.get(where + ".json").json()
    assert found["base"] == story.tellings[0].id
    assert len(found["tellings"]) == min(FIRST, len(story.tellings) - 1)
    everyone = client.get(where + ".json", params={"with": [key(one.id) for one in story.tellings]}).json()
    assert len(everyone["tellings"]) == min(MOST, len(story.tellings) - 1)
    page = client.get(where).text
    assert page.count("<details") == sum(bool(place["versions"]) for place in found["places"])
    other, third = story.tellings[1].id, story.tellings[2].id
    chosen = client.get(where + ".json", params={"base": key(other), "with": key(third)}).json()
    assert (chosen["base"], [one["id"] for one in chosen["tellings"]]) == (other, [third])
    assert len(chosen["others"]) == len(story.tellings) - 2


@pytest.mark.parametrize("base", ["nobody", "~FF", "../../etc/passwd"])
def test_an_unknown_base_is_not_there(client, shelf, base):
    """A base that is no telling of the story is a 404 with the next step."""
    story = next(iter(shelf.by_story.values()))
    assert client.get(story_address(story.id) + "/merged.json", params={"base": base}).status_code == 404
