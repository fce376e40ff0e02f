"""One fact changed in plain sentences of everyday words: whatever the word, it is told. Rules that silence must not reach these."""

from __future__ import annotations

import pytest

from tests.changes.making import listed, told

VERBS = (
    "accept add affect agree announce apply approve attack attend become begin believe break bring build buy call carry change "
    "check choose claim clean close collect come control cost cover cross cut damage decide defend deliver demand deny depend "
    "describe destroy develop die discover discuss drive drop earn eat end enjoy enter exist expect explain fail fall feed feel "
    "fight fill find finish fly follow force form gain get give grow happen have hear help hide hit hold hope hurt import include "
    "increase intend invite join keep kill know last launch lead learn leave lend like limit list live look lose love make manage "
    "measure meet miss move need offer open order own pass pay plan play prevent produce promise protect prove provide publish "
    "pull push raise reach read receive record reduce release remain remove repair replace report require rest return rise run "
    "save say see seek sell send serve settle share shut sign sink sleep spend spread stand start stay steal stop strike suffer "
    "supply support survive swim take talk teach tell test think touch trade train travel treat trust try turn use visit vote wait "
    "walk want warn wash watch win work"
).split()
ADJECTIVES = (
    "able abroad active afraid alone available bad big broken busy calm cheap clean clear closed cold complete correct dangerous "
    "dead deep different difficult due easy effective empty equal exempt expensive fair familiar final fit free full guilty happy "
    "heavy high hungry illegal important innocent insured large late legal likely local long low mandatory necessary new normal "
    "old open optimistic paid permanent poor popular possible private profitable public quiet ready related reliable responsible "
    "rich right safe satisfied secure separate serious sharp short sick silent similar simple small sold stable strong sufficient "
    "sure surprised temporary tight tired true urgent useful vacant valid visible voluntary warm weak wet willing wrong"
).split()
NOUNS = (
    "accident agreement alarm appeal arrest ban bid boat bridge change charge clinic clue complaint contract damage danger date "
    "deal debt delay difference doctor election electricity evidence fire food fuel guard hospital injury inquiry insurance key "
    "law leader limit link loan mistake money motive objection offer order payment permit plan police power problem profit proof "
    "rain record result risk road sale school shelter strike support tax teacher trial truce vaccine vote warning water witness"
).split()


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _told_both_ways(kind: str, a: str, b: str) -> bool:
    return all(kind in {change[0] for change in listed(told(x, y))} for x, y in ((a, b), (b, a)))


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_is_denied(verb: str) -> None:
    """Put in or taken out, behind "does", behind a modal verb, or before a plan."""
    assert _told_both_ways(
        "negation", f"The new council {_third(verb)} the two farms.", f"The new council does not {verb} the two farms."
    )
    assert _told_both_ways("negation", f"Divers will {verb} on Monday.", f"Divers will not {verb} on Monday.")
    assert _told_both_ways("negation", f"The club wants to {verb} in May.", f"The club does not want to {verb} in May.")


@pytest.mark.parametrize("adjective", ADJECTIVES)
def test_an_adjective_that_is_denied(adjective: str) -> None:
    """Put in or taken out behind a form of "be"."""
    assert _told_both_ways(
        "negation",
        f"Officials say the oldest houses are {adjective}.",
        f"Officials say the oldest houses are not {adjective}.",
    )


@pytest.mark.parametrize("noun", NOUNS)
def test_a_thing_that_is_not_there(noun: str) -> None:
    """ "no" and "without" put in or taken out."""
    assert _told_both_ways(
        "negation", f"There was {noun} in the town by Friday.", f"There was no {noun} in the town by Friday."
    )
    assert _told_both_ways("negation", f"The town was left with {noun}.", f"The town was left without {noun}.")


@pytest.mark.parametrize("doubt", ["may", "could", "might", "is likely to", "appears to", "is believed to"])
def test_a_doubt_that_is_gone(doubt: str) -> None:
    """Whatever it doubts, a doubt that became a certainty is told."""
    for verb in VERBS[1::12]:
        assert _told_both_ways(
            "hedge",
            f"The oldest yard {doubt} {verb} by 2040, the mayor said.",
            f"The oldest yard will {verb} by 2040, the mayor said.",
        )
