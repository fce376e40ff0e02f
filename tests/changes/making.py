"""Small invented pairs for the tests of changes: two texts that differ in one place, inside the same short story."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from retold.changes import differences
from retold.collation import collate
from retold.marking import mark
from retold.records.article import Article, Span
from retold.records.comparison import Change, Differences

# Common to both tellings, so that the rest has neighbours to be linked between. No quotation, figure, date, doubt or negation.
BEFORE = "The harbour council of Vellmark met in the old customs house. Fishermen filled the gallery and the stairs."
AFTER = "The council of Vellmark will meet again in the customs house. Its clerk keeps the minutes in a locked cabinet."
PUBLISHED = "2031-03-04"  # a Tuesday


def story(middle: str) -> str:
    """`middle` between sentences that every telling has."""
    return f"{BEFORE}\n\n{middle}\n\n{AFTER}\n"


def told(a: str, b: str) -> Differences:
    """What the changes stage says of two such stories; a is the source."""
    return plain(story(a), story(b))


def plain(a: str, b: str) -> Differences:
    """The same for whole texts."""
    one, other = (mark(Article(text=text, published=PUBLISHED, language="en")) for text in (a, b))
    return differences(one, other, collate(one, other))


def text(spans: tuple[Span, ...]) -> str:
    """The spans as one string."""
    return " … ".join(one.text for one in spans)


def listed(found: Differences, *kinds: str) -> list[tuple[str, str, str, str]]:
    """The changes of some kinds (all where none is named): kind, detail, text in a, text in b."""
    return [(c.kind, c.detail, text(c.a), text(c.b)) for c in found.changes if not kinds or c.kind in kinds]


def only(found: Differences, kind: str) -> Change:
    """The one change of `kind`."""
    changes = [change for change in found.changes if change.kind == kind]
    assert len(changes) == 1, listed(found)
    return changes[0]


def gap(*values: str) -> ParameterSet:
    """A case that is known to fail: when it passes, the test says so and the case becomes an ordinary one."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason="known gap", strict=True))


def facts(a: str, b: str) -> list[tuple[str, str, str, str]]:
    """The changes of fact between two sentences, as `listed` gives them: no wording, no variant of a name."""
    found = listed(told(a, b), "figure", "negation", "name", "date", "hedge", "attribution", "quotation")
    return [change for change in found if change[:2] != ("name", "variant")]
