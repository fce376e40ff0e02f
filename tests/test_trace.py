"""Stories in a collection."""

from __future__ import annotations

import msgspec
import pytest

from retold.errors import OptionError
from retold.generate.collection import Recipe, collection
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.records.story import Trace
from retold.trace import trace

SOURCE = (
    "Port officials in Ostermark said on Monday that eleven trawlers had broken their moorings during the February gales. "
    "“We have never seen the breakwater overtopped like this,” harbour master Elin Varga told reporters. "
    "Repairs will cost 4.2 million euros, according to the regional council. "
    "Insurers expect some 300 claims from owners along the Halvik coast before the end of March."
)
COPY = (
    "Harbour authorities in Ostermark said on Monday eleven trawlers broke their moorings in the February gales. "
    "“We have never seen the breakwater flooded like this,” harbour master Elin Varga told journalists. "
    "Repairs will cost 4.5 million euros, the regional council estimates. "
    "Insurers expect about 300 claims from owners on the Halvik coast by the end of March."
)
OTHER = (
    "The orchestra of Quinholm opened its season with a programme of forgotten symphonies by Tarvik and Belmonte. "
    "Conductor Ras Oristan asked the audience to remain seated between movements, and most of them did. "
    "Tickets for the remaining concerts are sold out, the box office said."
)


def article(text, name, outlet=None, published=None):
    return Article(id=name, text=text, outlet=outlet, published=published)


ARTICLES = [
    article(OTHER, "o", "South", "2031-02-01"),
    article(COPY, "c", "South", "2031-03-02"),
    article(SOURCE, "s", "North", "2031-03-01"),
    article(SOURCE.upper(), "u", "East", "2031-03-03"),
]


@pytest.fixture(scope="module")
def generated():
    """A generated collection and what is found in it."""
    made = list(collection(Recipe(articles=120, pairs=1, stories=(30,)), seed=8))
    return made, trace(one for one, _ in made)


def test_a_story():
    """A reworded copy and a copy in capitals are one story with their source; the rest is left out."""
    found = trace(ARTICLES)
    (story,) = found.stories
    assert [one.id for one in story.tellings] == ["s", "c", "u"]
    relations = {frozenset((pair.a, pair.b)): pair.relation for pair in story.pairs}
    assert relations[frozenset("su")] == "identical"
    assert relations[frozenset("sc")] == "retelling"
    measures = story.tellings[1].measures
    assert measures.of == "s"
    assert 0.5 < measures.copied < 1
    assert (measures.quotations, measures.quotations_altered) == (1, 1)
    assert story.summary.startswith("3 tellings in 3 outlets; first in North on 2031-03-01; ")


def test_order_does_not_matter():
    """Any order of the input gives the same document."""
    documents = {trace(order).to_json() for order in (ARTICLES, ARTICLES[::-1], ARTICLES[2:] + ARTICLES[:2])}
    assert len(documents) == 1


def test_plain_texts():
    """Texts without anything else are articles, too."""
    (story,) = trace([SOURCE, OTHER, COPY]).stories
    assert len(story.tellings) == 2


def test_document():
    """The JSON is the record and reads back."""
    found = trace(ARTICLES)
    assert msgspec.json.decode(found.to_json(), type=Trace) == found


def test_counts():
    """What was read, skipped and rejected is counted by reason."""
    found = trace(
        [
            *ARTICLES,
            ARTICLES[0],
            article("Another.", "o"),
            article("…", "dots"),
            article("\n".join(["Home", "News", "World", "Politics", "Sports"] * 3), "menu"),
            Rejected(where="x:1", reason="json", says="is broken"),
        ]
    )
    assert found.counts.read == 9
    assert found.counts.kept == 4
    assert found.counts.skipped == {
        "given twice": 1,
        "id of another article": 1,
        "no words": 1,
        "a menu, no article": 1,
    }
    assert (found.counts.failed, found.counts.failed_by) == (1, {"json": 1})


@pytest.mark.parametrize(
    ("articles", "says"),
    [([], "no articles were read"), ([OTHER, SOURCE], "2 articles read, none retells another: no two")],
)
def test_empty_results_say_why(articles, says):
    """No story is explained."""
    (note,) = trace(articles).notes
    assert note.code == "no-stories"
    assert note.says.startswith(says)


def test_min_tellings():
    """Small stories can be left out; below two there are none."""
    assert not trace(ARTICLES, min_tellings=4).stories
    with pytest.raises(OptionError):
        trace(ARTICLES, min_tellings=1)


def test_generated_relations(generated):
    """Copies are retellings, excerpts share a passage, independent articles on one event join nothing."""
    made, found = generated
    relations = {frozenset((pair.a, pair.b)): pair.relation for story in found.stories for pair in story.pairs}
    relations |= {frozenset((pair.a, pair.b)): pair.relation for pair in found.passages}
    story_of = {one.id: story.id for story in found.stories for one in story.tellings}
    for one, what in made:
        if what is None or not what.source:
            continue
        relation = relations.pop(frozenset((one.id, what.source)), None)
        name, _, share = what.kind.partition("-")
        if name == "event":
            assert relation in (None, "same-event", "unrelated")
        elif name == "excerpt":
            assert relation == "shares-passage"
        elif share != "90":
            assert relation in ("identical", "retelling") or story_of[one.id] == story_of[what.source]
    story = {one.id for one, what in made if what and what.kind == "story"}
    sources = {what.source for _, what in made if what and what.kind == "story"}
    assert all(pair <= story | sources for pair in relations)


def test_a_much_copied_story(generated):
    """Thirty copies are one story, and not every pair of them is looked at."""
    _, found = generated
    assert len(found.stories[0].tellings) == 31
    assert len(found.stories[0].pairs) < 31 * 12


def test_notices_are_counted():
    """Text that stands under many articles joins nothing, and is said."""
    made = [one for one, _ in collection(Recipe(articles=200, pairs=0, stories=(), notices=40), seed=3)]
    found = trace(made)
    assert not found.stories
    assert len(found.passages) < 0.05 * 40 * 39 / 2  # a notice that is found in part leaves a passage now and then
    assert [note.code for note in found.notes] == ["no-stories", "furniture"]
    assert found.counts.furniture >= 20


def test_identical_ones():
    """Hundreds of identical articles are one story, with a pair for each."""
    made = [one for one, _ in collection(Recipe(articles=300, pairs=0, stories=(), same=300), seed=3)]
    (story,) = trace(made).stories
    assert len(story.tellings) == 300
    assert len(story.pairs) == 299


def test_a_digest_joins_nothing():
    """A digest that holds three articles does not make them one story."""
    made = [one for one, _ in collection(Recipe(articles=12, pairs=0, stories=()), seed=6)]
    pairs = [one for one, _ in collection(Recipe(articles=6, pairs=3, kinds=("iid-30",), stories=()), seed=7)]
    digest = article("\n\n".join(one.text for one in [*pairs[::2], *made]), "digest", published="2032-01-01")
    stories = trace([*pairs, digest]).stories
    assert sorted(len(story.tellings) for story in stories) == [2, 2, 2]


@pytest.mark.parametrize(
    "text", ["word", "a\n" * 5000, "x" * 200_000, "\ud800 lone surrogate here among other words of it"]
)
def test_odd_articles(text):
    """One-word, endless-word and broken texts among others do no harm."""
    (story,) = trace([*ARTICLES, article(text, "odd"), article(text + " more", "odder")][0:6]).stories[:1]
    assert story.tellings[0].id == "s" or len(text) > 100


def test_memory_and_folder(tmp_path):
    """With the least memory and a folder for what spills the document is the same, and the folder is left empty."""
    made = [one for one, _ in collection(Recipe(articles=900, pairs=1, kinds=("iid-30",), stories=()), seed=8)]
    assert trace(made, memory=1 << 20, folder=tmp_path) == trace(made)
    assert not list(tmp_path.iterdir())
    with pytest.raises(OptionError):
        trace(made, memory=1000)


def test_progress():
    """Progress names the stages in order."""
    stages: list[str] = []
    trace(ARTICLES, progress=lambda stage, done, total: stages.append(stage))
    assert list(dict.fromkeys(stages)) == [
        "words",
        "frequencies",
        "features",
        "shared features",
        "pairs",
        "scores",
        "collate",
    ]
