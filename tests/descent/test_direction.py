"""Direction of a pair: what each kind of evidence says, alone and against others."""

from __future__ import annotations

import msgspec
import pytest

from retold.descent import direction, swapped_sides
from retold.descent.orient import swap_collation, swap_direction
from retold.descent.weights import pair_weights
from retold.records.article import Article, Clock
from retold.records.comparison import Collation, Direction, Relation
from retold.records.marks import Marked
from tests.descent.making import RETELLING, line_by_line, marked

WIRE = (
    "PORT VESNA, May 4. /NORDA/. The harbour of Port Vesna was closed on Friday, mayor Ilse Karn told reporters.\n"
    'She said that the minister of transport, [deputy chair] Anton Reik, had signed the order "without any delay".\n'
    "Eleven ships are waiting outside."
)
COPY = (
    "Mayor Ilse Karn said the harbour of Port Vesna was shut on Friday, Herald Online reports, citing NORDA.\n"
    "She said that the minister of transport, [deputy chair] Had signed, Anton Reik, the order without any delay.\n"
    "Eleven vessels wait outside."
)
PLAIN_WIRE = WIRE.replace("PORT VESNA, May 4. /NORDA/. ", "")
PLAIN_COPY = COPY.replace(", Herald Online reports, citing NORDA", "").replace("[deputy chair] Had signed, ", "")
CREDIT = ("Herald Online reports, citing NORDA", "NORDA", "Herald Online")
SLUG = ("PORT VESNA, May 4. /NORDA/.", "NORDA")
DAMAGE = ("orphaned-bracket", "[deputy chair] Had signed")


def ask(a: Marked, b: Marked, relation: Relation = RETELLING) -> Direction:
    return direction(a, b, line_by_line(a, b), relation, now=2e9)


def wire(**known: object) -> Marked:
    return marked(WIRE, slug=SLUG, agency="NORDA", **known)  # type: ignore[arg-type]


def copy(**known: object) -> Marked:
    return marked(COPY, credit=CREDIT, damage=DAMAGE, outlet="Herald Online", **known)  # type: ignore[arg-type]


def test_credit_dateline_and_damage_decide() -> None:
    """A credited, datelined dispatch against its damaged copy is decided at 0.95 with all three cues shown."""
    found = ask(wire(), copy())
    assert found.answer == "derived"
    assert found.probability >= 0.95
    assert {item.cue for item in found.evidence} >= {"credit", "dateline", "damage"}
    assert all(item.favours == 0 for item in found.evidence)


def test_order_of_arguments_does_not_matter() -> None:
    """Asked the other way round the answer is the same, with its evidence turned."""
    one, other = wire(), copy()
    assert swap_direction(ask(other, one)) == ask(one, other)
    assert swapped_sides(ask(other, one), other.article, one.article)
    assert not swapped_sides(ask(one, other), one.article, other.article)


def test_spans_point_at_the_words() -> None:
    """Every span of the evidence is the slice of the article that it names."""
    sides = (wire(), copy())
    spans = [place for item in ask(*sides).evidence for place in item.spans]
    assert spans
    assert all(sides[place.in_].article.text[place.start : place.end] == place.text for place in spans)


def test_stripped_pair_is_undecided() -> None:
    """Without credit, dateline and damage the same texts give no answer."""
    found = ask(marked(PLAIN_WIRE), marked(PLAIN_COPY, doubled_title="Eleven vessels"))
    assert found.answer == "undecided"
    assert found.probability < 0.8


def test_swapped_credit_is_not_asserted_as_before() -> None:
    """The credit put into the other text takes the assertion away."""
    credit = "Herald Online reports, citing NORDA"
    one = marked(f"{WIRE} {credit}", slug=SLUG, credit=CREDIT, agency="NORDA", outlet="Herald Online")
    other = marked(COPY.replace(f", {credit}", ""), damage=DAMAGE)
    found = ask(one, other)
    assert found.answer == "undecided"


@pytest.mark.parametrize("printed", ["TASS", "Tass", "ITAR-TASS", "the TASS news agency"])
def test_aliases_of_an_agency_meet(printed: str) -> None:
    """A credit under any name of an agency is resolved to its dispatch."""
    text = f"The harbour was closed, according to {printed}."
    one = marked("The harbour was closed.", agency="TASS")
    found = ask(one, marked(text, credit=(f"according to {printed}", printed), outlet="Herald"))
    assert found.answer == "derived"
    assert found.evidence[0].cue == "credit"
    assert found.evidence[0].favours == 0


def test_initials_and_host_meet_a_name() -> None:
    """A credit by initials, or one met only by the other page's host, is resolved."""
    text = "The harbour was closed, NPA reported."
    copied = marked(text, credit=("NPA reported", "NPA"), outlet="Herald")
    assert ask(marked("Closed.", outlet="Northern Press Agency"), copied).answer == "derived"
    text = "The harbour was closed, Northern Herald reported."
    copied = marked(text, credit=("Northern Herald reported", "Northern Herald"), outlet="Bugle")
    assert ask(marked("Closed.", url="https://www.northern-herald.example/a"), copied).answer == "derived"


def test_unmatched_credit_alone_is_undecided() -> None:
    """A credit to someone whom the other article does not show itself to be is noted, and not enough."""
    found = ask(marked(PLAIN_WIRE, outlet="Bugle"), marked(COPY, credit=CREDIT, outlet="Herald Online"))
    assert found.answer == "undecided"
    assert found.evidence[0].cue == "credit"


def test_credit_to_oneself_says_nothing() -> None:
    """An outlet that credits itself gives no evidence."""
    text = "The harbour was closed, Herald reports."
    found = ask(marked(PLAIN_WIRE), marked(text, credit=("Herald reports", "Herald"), outlet="Herald"))
    assert not [item for item in found.evidence if item.cue == "credit"]


def test_circle_of_credits_is_undecided() -> None:
    """Two articles that each credit the other leave the direction open."""
    one = marked("Closed, Bugle reported.", credit=("Bugle reported", "Bugle"), outlet="Herald")
    other = marked("Closed, Herald reported.", credit=("Herald reported", "Herald"), outlet="Bugle")
    assert ask(one, other).answer == "undecided"


def test_both_crediting_a_third_are_siblings() -> None:
    """Two outlets that each name the same agency, which neither is, are siblings."""
    one = marked("Closed, NORDA said.", credit=("NORDA said", "NORDA"), outlet="Herald")
    other = marked("Shut, according to Norda.", credit=("according to Norda", "Norda"), outlet="Bugle")
    found = ask(one, other)
    assert found.answer == "siblings"
    assert swap_direction(ask(other, one)) == found


def test_relayed_credit_is_derived_through_something_unseen() -> None:
    """A copy that has the agency's words through a third outlet says so."""
    text = "Closed, Bugle reports, citing NORDA."
    copied = marked(text, credit=("Bugle reports, citing NORDA", "NORDA", "Bugle"), outlet="Herald")
    assert ask(wire(), copied).answer == "derived-unseen"


def test_one_false_early_clock_flips_nothing() -> None:
    """A copy that credits its source stays the copy, however early its clock stands."""
    early = copy(published="2024-05-01T00:00:00Z")
    late = wire(published="2024-05-04T10:00:00Z")
    found = ask(late, early)
    assert found.answer == "derived"
    assert next(item for item in found.evidence if item.cue == "clock").favours == 1
    bare = marked(PLAIN_COPY + " Source: NORDA.", credit=("Source: NORDA", "NORDA"), published="2024-05-01T00:00:00Z")
    assert not swapped_sides(ask(late, bare), late.article, bare.article)


def test_two_published_times_decide_alone() -> None:
    """Two published times an hour or more apart are enough; two minutes apart are not."""
    first = marked(PLAIN_WIRE, published="2024-05-04T10:00:00Z")
    later = marked(PLAIN_COPY, published="2024-05-04T13:00:00+01:00")
    soon = marked(PLAIN_COPY, published="2024-05-04T10:02:00Z")
    assert ask(first, later).answer == "derived"
    assert ask(first, soon).answer == "undecided"


@pytest.mark.parametrize("kind", ["same-event", "unrelated"])
def test_no_retelling_has_no_source(kind: str) -> None:
    """Articles that do not retell one another have no source among them, whatever the cues."""
    found = ask(wire(), copy(), Relation(kind=kind, score=0.1, copied=0.0))  # type: ignore[arg-type]
    assert found == Direction(answer="undecided", probability=0.5)


def test_shared_passage_counts_half() -> None:
    """For texts that only share a passage every weight is halved."""
    whole, part = ask(wire(), copy()), ask(wire(), copy(), Relation(kind="shares-passage", score=0.4, copied=0.3))
    assert [item.weight for item in part.evidence] == [pytest.approx(item.weight / 2) for item in whole.evidence]


def test_identical_texts_are_decided_by_clock_and_credit() -> None:
    """Word for word the same, the credited agency and the clock still tell the source."""
    same = Relation(kind="identical", score=1.0, copied=1.0)
    one = marked(PLAIN_WIRE, published="2024-05-04T10:00:00Z", outlet="NORDA")
    other = marked(PLAIN_WIRE, published="2024-05-04T15:00:00Z", outlet="Herald", credits=("NORDA",))
    found = ask(one, other, same)
    assert found.answer == "derived"
    assert {item.cue for item in found.evidence} == {"credit", "clock"}


def test_damage_needs_an_intact_counterpart() -> None:
    """Damage that both share, or that stands in a sentence with no counterpart, says nothing."""
    one, other = marked(COPY, damage=DAMAGE), marked(COPY + "\n", damage=DAMAGE)
    assert not ask(one, other).evidence
    alone = direction(marked(PLAIN_WIRE), one, Collation(links=(), similarity=""), RETELLING)
    assert not alone.evidence


def test_damage_is_capped() -> None:
    """Many broken places of one extraction say no more than the cap."""
    broken = marked(COPY, damage=DAMAGE)
    many = msgspec.structs.replace(broken, damage=broken.damage * 20)
    total = sum(item.weight for item in ask(marked(PLAIN_WIRE), many).evidence)
    assert total == pytest.approx(pair_weights()["damage_most"].value)


def test_lost_quotation_marks_are_weak_evidence() -> None:
    """The side that keeps the quotation marks is favoured, weakly."""
    one = marked('Closed.\n"We had no other choice at all," she said.', quotations=("We had no other choice at all,",))
    other = marked("Shut.\nWe had no other choice at all, she told us.")
    found = ask(one, other)
    assert [(item.cue, item.favours) for item in found.evidence] == [("fidelity", 0)]
    assert found.answer == "undecided"


def test_versions_of_one_page_are_a_revision() -> None:
    """Two texts under one address are a revision; the named earlier version comes first."""
    url = "https://herald.example/harbour"
    old = marked(PLAIN_COPY, url=url, id="v1", version="1")
    new = marked(PLAIN_COPY + "\nMore ships came.", url=url + "#top", id="v2", version="2")
    found = ask(new, old)
    assert found.answer == "revision"
    assert swapped_sides(found, new.article, old.article)
    named = ask(marked("a", id="x"), marked("a b", id="y", evolved_from="x"))
    assert (named.answer, named.evidence[0].cue, named.evidence[0].favours) == ("revision", "revision", 0)


@pytest.mark.parametrize(
    "named",
    [
        "urn:wire:harbour:2",
        "urn:wire:harbour",
        "URN:wire:harbour:2#lead",
        "https://wire.example/harbour",
        "wire.example/harbour/",
    ],
)
def test_an_item_that_evolved_from_another_is_a_revision(named: str) -> None:
    """An agency's item that names another as what it evolved from, by id with or without version or by address, revises it."""
    old = marked(PLAIN_COPY, id="urn:wire:harbour:2", version="2", url="https://wire.example/harbour")
    new = marked(
        PLAIN_COPY + "\nMore ships came.", id="urn:wire:lead", url="https://wire.example/lead", evolved_from=named
    )
    found = ask(new, old)
    assert (found.answer, found.evidence[0].cue, found.evidence[0].favours) == ("revision", "revision", 1)
    assert swapped_sides(found, new.article, old.article)


@pytest.mark.parametrize(
    "named", ["urn:wire:harbour:1", "urn:wire:other", "urn:wire:harbour:22", "urn:wire:lead", "#", ""]
)
def test_an_item_that_evolved_from_a_third_is_none_of_the_second(named: str) -> None:
    """Another item, another version of it, the item itself: no revision."""
    old = marked(PLAIN_COPY, id="urn:wire:harbour:2", version="2", url="https://wire.example/harbour")
    new = marked(
        PLAIN_COPY + "\nMore ships came.", id="urn:wire:lead", url="https://wire.example/lead", evolved_from=named
    )
    assert ask(new, old).answer != "revision"
    assert not any(item.cue == "revision" for item in ask(new, old).evidence)


def test_versions_of_one_item_without_an_address_are_a_revision() -> None:
    """The same id with another version behind it; that the item names itself says no more than its numbers."""
    old = marked(PLAIN_COPY, id="urn:wire:harbour:1", version="1")
    new = marked(
        PLAIN_COPY + "\nMore ships came.", id="urn:wire:harbour:2", version="2", evolved_from="urn:wire:harbour"
    )
    found = ask(old, new)
    assert (found.answer, found.evidence[0].says) == ("revision", "is version 1 of the same page")
    assert [item.favours for item in found.evidence if item.cue == "revision"] == [0]


def test_length_counts_only_where_its_sign_is_known() -> None:
    """Between unnamed texts length says nothing, between news texts next to nothing; a digest by another is shorter."""
    long, short = PLAIN_WIRE * 4, PLAIN_WIRE
    assert not ask(marked(long), marked(short)).evidence
    found = ask(marked(long, outlet="Herald"), marked(short, outlet="Bugle"))
    assert [(item.cue, item.favours) for item in found.evidence] == [("length", 0)]
    assert found.answer == "derived"
    timed = ask(marked(long, outlet="Herald", published="2024-05-04"), marked(short, outlet="Bugle"))
    assert timed.answer == "undecided"


def test_a_page_that_grew_is_later_and_a_few_words_say_nothing() -> None:
    """A version longer by a third is the later one; one longer by a word is undecided; a note of an update decides."""
    url = "https://herald.example/harbour"
    old = marked(PLAIN_COPY * 8, url=url)
    assert ask(old, marked(PLAIN_COPY * 11, url=url)).answer == "revision"
    assert ask(old, marked(PLAIN_COPY * 8 + " Now.", url=url)).answer == "undecided"
    noted = marked(PLAIN_COPY * 8 + " This story has been updated.", url=url)
    assert ask(noted, old).answer == "revision"
    assert swapped_sides(ask(noted, old), noted.article, old.article)


def test_misspelt_words_are_damage() -> None:
    """The text with the slips is the retelling; names and words in capitals are left alone."""
    right = "The properties of a common language are similar already, and the harbour is controlled by Karn."
    slips = "The propertys of a commen language are similer allready, and the harbour is controled by Kann."
    found = ask(marked(slips), marked(right))
    assert {(item.cue, item.favours) for item in found.evidence} == {("damage", 1)}
    assert sum(item.weight for item in found.evidence) == pytest.approx(pair_weights()["damage_misspelt_most"].value)
    assert all(place.text != "Kann" for item in found.evidence for place in item.spans)


@pytest.mark.parametrize(
    "clocks",
    [
        (Clock("published", "2099-01-01T00:00:00Z"),),
        (Clock("published", "1970-01-01T00:00:00Z"),),
        (Clock("published", "no time at all"),),
        (Clock("published", "99999999"), Clock("modified", "")),
    ],
)
def test_broken_clocks_say_nothing(clocks: tuple[Clock, ...]) -> None:
    """A future, ancient or unreadable clock is no evidence and no error."""
    one = Marked(article=Article(text=PLAIN_WIRE, clocks=clocks))
    other = marked(PLAIN_COPY, published="2024-05-04T10:00:00Z")
    assert not [item for item in ask(one, other).evidence if item.cue == "clock"]


def test_undecided_sides_follow_published_then_id() -> None:
    """With no answer the earlier of (published, id) is side a, whichever was given first."""
    one, other = Article(text="a", id="1"), Article(text="b", id="2")
    nothing = Direction(answer="undecided", probability=0.5)
    assert not swapped_sides(nothing, one, other)
    assert swapped_sides(nothing, other, one)


def test_weights_have_reasons() -> None:
    """Each weight of the file stands with a reason."""
    assert all(len(weight.why) > 20 for weight in pair_weights().values())


def test_collation_turns_with_its_articles() -> None:
    """Damage is found through a collation that was turned as well."""
    one, other = wire(), copy()
    turned = swap_collation(line_by_line(one, other))
    assert swap_direction(direction(other, one, turned, RETELLING, now=2e9)) == ask(one, other)
