"""The relation of two articles: decided by the two texts alone, the same for both orders."""

from __future__ import annotations

from hypothesis import given, settings

from retold.collation import collate
from retold.collation.relation import relation
from retold.marking import mark
from retold.records.article import Article
from retold.records.comparison import Relation
from tests import strategies

DISPATCH = (
    "The old pier of Vellmark burned down on Monday night, and three of its five cranes fell into the harbour. The lifeboat crew "
    "saw the flames from the lighthouse but could not reach the pier against the wind. Marta Oyen, who leads the crew, said that "
    "the watchman had been rescued by a herring boat. The council of Vellmark will meet in the customs house to discuss what a "
    "new pier may cost. Divers have begun to look for the cranes, which block the berth of the Dornich ferry."
)
REWORDED = (
    "Vellmark's old pier burned to the ground late on Monday, with three of the five cranes ending up in the harbour. From the "
    "lighthouse the lifeboat crew watched the flames; the wind kept them from reaching the pier. A herring boat rescued the "
    "watchman, according to Marta Oyen, the crew's leader. What a new pier might cost will be discussed by the Vellmark council "
    "at the customs house. The cranes lie in the berth of the Dornich ferry, and divers are searching for them."
)
INDEPENDENT = (
    "Fishermen in Vellmark woke on Tuesday to find the landing stage gone. Marta Oyen of the lifeboat station called it the worst "
    "blaze she had seen in years of rowing out. Boats for Dornich now leave from the coal wharf instead, a walk of some minutes "
    "for passengers with luggage. Insurers have sent an assessor, and the mayor has asked the Harbour Union for patience."
)
UNRELATED = (
    "Bakers in the hill town of Ostrow have agreed to sell rye bread by weight again. The guild voted by a show of hands. "
    "Customers had complained of ever smaller loaves since the last harvest failed."
)

FILLER = " ".join(
    f"The {who} of Dornich argued over {what} until the lamps went out."
    for who, what in (
        ("weavers", "flax and dye"),
        ("smiths", "coal and iron"),
        ("potters", "kilns and clay"),
        ("tanners", "hides and bark"),
    )
)
MORE = " ".join(
    f"A {animal} was shown at the Skerry fair, and its {part} won a ribbon."
    for animal, part in (("ram", "fleece"), ("goose", "plumage"), ("mare", "gait"), ("sow", "litter"), ("ox", "yoke"))
)


def _relation(a: str, b: str, published: tuple[str | None, str | None] = (None, None)) -> Relation:
    one, other = (
        mark(Article(text=text, language="en", published=day)) for text, day in zip((a, b), published, strict=True)
    )
    return relation(one, other, collate(one, other))


def test_the_same_words_are_identical() -> None:
    """Case, punctuation and line breaks aside."""
    found = _relation(DISPATCH, DISPATCH.upper().replace(". ", ".\n\n"))
    assert (found.kind, found.score, found.copied) == ("identical", 1.0, 1.0)


def test_a_reworded_copy_is_a_retelling() -> None:
    """Every sentence reworded, and still a retelling; its passages and shares stand in it."""
    found = _relation(DISPATCH, REWORDED)
    assert found.kind == "retelling"
    assert 0.4 < found.score < 1
    assert 0.4 < found.copied < 1
    assert found.passages


def test_a_copy_inside_a_longer_article_is_a_retelling() -> None:
    """The lighter text decides; the share copied is that of the second text."""
    longer = f"{DISPATCH} {UNRELATED} {INDEPENDENT}"
    assert _relation(DISPATCH, longer).kind == "retelling"
    assert _relation(DISPATCH, longer).copied < 0.7
    assert _relation(longer, DISPATCH).copied > 0.95


def test_one_shared_quotation_is_no_retelling() -> None:
    """Two articles that share a statement of two lines share a passage."""
    statement = (
        "“We saw the flames from the lighthouse and rowed against the wind for an hour, but the heat kept us off, and all that "
        "we could do was watch the cranes go down one after the other,” said Oyen."
    )
    found = _relation(f"{INDEPENDENT} {statement} {FILLER}", f"{statement} {UNRELATED} {MORE}")
    assert found.kind == "shares-passage"
    assert [passage.a[0].text for passage in found.passages] == [statement]
    assert found.passages[0].words > 30


def test_the_same_event_told_independently() -> None:
    """The same people and places, printed within days, without shared sentences, is the same event; years apart it is not."""
    a = (
        "Marta Oyen met Jonas Brekk at the Skerry Fair, and they sang old songs of the whaling days to a crowd of shepherds. "
        "Lanterns hung from the oak until midnight. A fiddler had come over the hills on a borrowed mule."
    )
    b = (
        "At the Skerry Fair, rain spoilt the cattle show this year, and few farmers brought their best animals to the ring. "
        "Prizes went to Jonas Brekk for geese and to Marta Oyen for honey. Judges complained of mud, wet straw and cold soup."
    )
    assert _relation(a, b).kind == "same-event"
    assert _relation(a, b, ("2031-03-04", "2031-03-06")).kind == "same-event"
    assert _relation(a, b, ("2031-03-04", "2033-03-06")).kind == "unrelated"


def test_short_items_that_share_only_names_are_no_retelling() -> None:
    """Names alone make no retelling, however short the texts."""
    a = "Marta Oyen met Jonas Brekk at the Skerry Fair, and the two sang old songs."
    b = "At the Skerry Fair, rain spoilt the cattle show. Prizes went to Jonas Brekk for his geese and to Marta Oyen for honey."
    assert _relation(a, b).kind == "same-event"


def test_nothing_in_common_is_unrelated() -> None:
    """Grammar alone makes no relation."""
    found = _relation(DISPATCH, UNRELATED)
    assert found.kind == "unrelated"
    assert found.score < 0.2
    assert found.passages == ()


@settings(max_examples=40, derandomize=True, deadline=None)
@given(strategies.texts, strategies.texts)
def test_the_kind_and_score_do_not_hang_on_the_order(a: str, b: str) -> None:
    """Swapped sides have the same kind and score."""
    one, other = _relation(a, b), _relation(b, a)
    assert one.kind == other.kind
    assert 0 <= one.copied <= 1
    if one.kind != "identical":
        assert abs(one.score - other.score) < 0.1
