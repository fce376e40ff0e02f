"""Traditions: from a dispatch to its observed tellings, with what is true of them.

Each telling takes a parent (the dispatch itself in a third of the cases), copies or rewrites it, may keep the dateline, may
credit its parent or the dispatch's agency, may add a passage from a second parent: another telling, or
an outside article. Then some tellings are hidden, some
clocks are lost and some are made wrong. The true parent of an observed telling is its nearest observed ancestor, or none.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from benchmarks.traditions import editing, language
from retold.records.article import Article


class Scenario(NamedTuple):
    """How a set of traditions is made. Shares are 0–1; `testing` chooses the operators."""

    name: str
    testing: bool = True
    smallest: int = 4
    largest: int = 25
    missing_clock: float = 0.15
    wrong_clock: float = 0.10
    hidden_dispatch: float = 0.30
    hidden_telling: float = 0.12
    credit: float = 0.45
    keep_dateline: float = 0.25
    verbatim: float = 0.25
    second_parent: float = 0.10
    revision: float = 0.08
    damage: float = 0.08
    figure: float = 0.12
    from_dispatch: float = 0.33
    second_dispatch: float = 0.04
    outside: float = 0.2
    strength: tuple[float, float] = (0.03, 0.30)


SCENARIOS = {
    "default": Scenario("default"),
    "perfect clocks": Scenario(
        "perfect clocks", missing_clock=0, wrong_clock=0, hidden_dispatch=0, hidden_telling=0.12
    ),
    "no clocks": Scenario("no clocks", missing_clock=1.0),
    "no clocks, no credits": Scenario("no clocks, no credits", missing_clock=1.0, credit=0, keep_dateline=0),
    "heavy rewording": Scenario("heavy rewording", strength=(0.3, 0.7), verbatim=0.05),
    "revisions": Scenario("revisions", revision=0.5),
}


class Planted(NamedTuple):
    """A figure that a telling changed: who introduced it and which observed tellings carry it."""

    by: int
    old: str
    new: str
    carriers: tuple[int, ...]


class Tradition(NamedTuple):
    """Observed articles, and of each the index of its true parent (None: no parent observed) and of a second one."""

    articles: tuple[Article, ...]
    parents: tuple[int | None, ...]
    seconds: tuple[int | None, ...]
    planted: tuple[Planted, ...]


class _Telling:
    """One telling while it is being made."""

    def __init__(self, lines: list[str], at: datetime, outlet: str) -> None:
        self.lines, self.at, self.outlet = lines, at, outlet
        self.parent: int | None = None
        self.second: int | None = None
        self.dateline = ""
        self.credit = ""
        self.url = ""
        self.hidden = False
        self.outside = False
        self.figure: tuple[str, str] | None = None


def traditions(scenario: Scenario, count: int, seed: int) -> list[Tradition]:
    """`count` traditions of a scenario; the same for the same seed, on every machine."""
    return [tradition(scenario, random.Random(f"{scenario.name}/{scenario.testing}/{seed}/{n}")) for n in range(count)]


def tradition(scenario: Scenario, rng: random.Random, size: int | None = None) -> Tradition:
    """One tradition; `size` is the number of tellings made, before any is hidden."""
    agency = language.agency_name(rng)
    start = datetime(2024, rng.randint(1, 12), rng.randint(1, 28), rng.randint(5, 20), rng.randint(0, 59), tzinfo=UTC)
    wire = _Telling(language.story(rng), start, agency)
    wire.dateline = f"{rng.choice(language.LISTS['place']).upper()}, {start:%B} {start.day} ({agency}) - "
    wire.url = f"https://{_slug(agency)}.example/{start:%Y/%m/%d}/{rng.randint(100, 999)}"
    tellings = [wire]
    names = {agency}
    if rng.random() < scenario.outside:
        tellings.append(_outside(rng, start, names))
    for _ in range(size or rng.randint(scenario.smallest, scenario.largest)):
        tellings.append(_retell(scenario, rng, tellings, agency, names))
    _hide(scenario, rng, tellings)
    return _observed(scenario, rng, tellings)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _retell(scenario: Scenario, rng: random.Random, tellings: list[_Telling], agency: str, names: set[str]) -> _Telling:
    if rng.random() < scenario.second_dispatch:
        return _dispatch(rng, tellings, names)
    at = 0 if rng.random() < scenario.from_dispatch else rng.randrange(len(tellings))
    at = 0 if tellings[at].outside else at
    parent = tellings[at]
    time = parent.at + timedelta(minutes=1 + rng.lognormvariate(4.6, 1.2))
    if at and rng.random() < scenario.revision:
        at = max(n for n, other in enumerate(tellings) if other.url == parent.url)  # the latest version goes on
        parent = tellings[at]
        time = parent.at + timedelta(minutes=1 + rng.lognormvariate(4.6, 1.2))
        new = _Telling(editing.grow(rng, parent.lines), time, parent.outlet)
        new.parent, new.url, new.dateline, new.credit = at, parent.url, parent.dateline, parent.credit
        return new
    outlet = language.outlet_name(rng)
    while outlet in names:
        outlet = language.outlet_name(rng)
    names.add(outlet)
    verbatim = rng.random() < scenario.verbatim
    new = _Telling(list(parent.lines) if verbatim else _rewritten(scenario, rng, parent.lines), time, outlet)
    new.parent = at
    new.url = f"https://{_slug(outlet)}.example/{rng.randint(10_000, 99_999)}"
    if parent.dateline and rng.random() < (0.6 if verbatim else scenario.keep_dateline):
        new.dateline = parent.dateline
    if not verbatim:
        _touch(scenario, rng, new, tellings)
    if rng.random() < scenario.credit:
        named = parent.outlet if rng.random() < 0.6 else agency
        new.credit = _credit(scenario, rng, named, outlet)
    return new


def _dispatch(rng: random.Random, tellings: list[_Telling], names: set[str]) -> _Telling:
    """Another agency's own dispatch on the same event: its own words, and a few quotations that both have."""
    agency = language.agency_name(rng)
    while agency in names:
        agency = language.agency_name(rng)
    names.add(agency)
    time = tellings[0].at + timedelta(minutes=rng.uniform(-120, 240))
    lines = [*language.story(rng), *rng.sample(tellings[0].lines, 3)]
    rng.shuffle(lines)
    new = _Telling(lines, time, agency)
    new.dateline = f"{rng.choice(language.LISTS['place']).upper()}, {time:%B} {time.day} ({agency}) - "
    new.url = f"https://{_slug(agency)}.example/{time:%Y/%m/%d}/{rng.randint(100, 999)}"
    return new


def _outside(rng: random.Random, start: datetime, names: set[str]) -> _Telling:
    """An outlet's own article that is no part of the story, until a telling takes a passage from it."""
    outlet = language.outlet_name(rng)
    names.add(outlet)
    new = _Telling(language.story(rng)[: rng.randint(2, 10)], start + timedelta(minutes=rng.uniform(-600, 60)), outlet)
    new.url = f"https://{_slug(outlet)}.example/{rng.randint(10_000, 99_999)}"
    new.outside = True
    return new


def _rewritten(scenario: Scenario, rng: random.Random, lines: list[str]) -> list[str]:
    rewrite = editing.rewrite_for_testing if scenario.testing else editing.rewrite_for_fitting
    return rewrite(rng, list(lines), rng.uniform(*scenario.strength))


def _touch(scenario: Scenario, rng: random.Random, new: _Telling, tellings: list[_Telling]) -> None:
    """A second parent's passage, a changed figure, a broken place: each now and then."""
    others = [n for n, other in enumerate(tellings) if n != new.parent and other.at < new.at]
    if others and rng.random() < scenario.second_parent:
        outside = [n for n in others if tellings[n].outside]
        second = outside[0] if outside and rng.random() < 0.6 else rng.choice(others)
        known = [set(line.split()) for line in tellings[new.parent or 0].lines]
        theirs, size = tellings[second].lines, rng.randint(2, 4)
        fresh = [_is_new(line, known) for line in theirs]
        places = [n for n in range(len(theirs) - size + 1) if all(fresh[n : n + size])]
        if places:
            begin = rng.choice(places)
            new.second = second
            new.lines = [*new.lines, *theirs[begin : begin + size]]
    if rng.random() < scenario.figure:
        new.lines, new.figure = editing.change_figure(rng, new.lines)
    if rng.random() < scenario.damage:
        new.lines = editing.damage(rng, new.lines)


def _is_new(line: str, known: list[set[str]]) -> bool:
    """Whether a sentence says what none of the known ones (as sets of words) says, in any wording."""
    own = set(line.split())
    return all(len(own & other) < 0.4 * len(own) for other in known)


def _credit(scenario: Scenario, rng: random.Random, named: str, outlet: str) -> str:
    forms = (
        (f"{outlet} reports, citing {named}.", f"Source: {named}", f"With reporting by {named}.")
        if not scenario.testing
        else (f"As {named} reported, the matter goes on.", f"According to {named}, more is to follow.", f"Via {named}")
    )
    return rng.choice((*forms, f"{outlet} reports, citing {named}."))


def _hide(scenario: Scenario, rng: random.Random, tellings: list[_Telling]) -> None:
    tellings[0].hidden = rng.random() < scenario.hidden_dispatch
    for telling in tellings[1:]:
        telling.hidden = rng.random() < scenario.hidden_telling
    for telling in tellings[-3:]:  # something is left to look at
        telling.hidden = False


def _observed(scenario: Scenario, rng: random.Random, tellings: list[_Telling]) -> Tradition:
    shown = [n for n, telling in enumerate(tellings) if not telling.hidden]
    rng.shuffle(shown)  # the order of the articles says nothing
    index = {old: new for new, old in enumerate(shown)}

    def nearest(old: int | None) -> int | None:
        while old is not None and old not in index:
            old = tellings[old].parent
        return None if old is None else index[old]

    articles = tuple(_article(scenario, rng, tellings[old], index[old]) for old in shown)
    parents = tuple(nearest(tellings[old].parent) for old in shown)
    seconds = tuple(nearest(tellings[old].second) for old in shown)
    return Tradition(articles, parents, seconds, tuple(_planted(tellings, shown, index, articles)))


def _article(scenario: Scenario, rng: random.Random, telling: _Telling, number: int) -> Article:
    paragraphs, at = [], 0
    while at < len(telling.lines):
        size = rng.randint(1, 3)
        paragraphs.append(" ".join(telling.lines[at : at + size]))
        at += size
    published: str | None = telling.at.isoformat(timespec="seconds")
    url = telling.url
    if rng.random() < scenario.missing_clock:
        published, url = None, url.replace(f"{telling.at:/%Y/%m/%d}", "")  # the day in a URL is a clock too
    elif rng.random() < scenario.wrong_clock:
        published = (telling.at + timedelta(hours=rng.uniform(-60, 60))).isoformat(timespec="seconds")
    ending = [telling.credit] if telling.credit else []
    return Article(
        id=f"t{number:03d}",
        text="\n\n".join([telling.dateline + paragraphs[0], *paragraphs[1:], *ending]),
        title=language.headline(rng),
        outlet=telling.outlet,
        url=url,
        published=published,
        language="en",
    )


def _planted(
    tellings: list[_Telling], shown: list[int], index: dict[int, int], articles: tuple[Article, ...]
) -> list[Planted]:
    found = []
    for old, telling in enumerate(tellings):
        if telling.figure is None or telling.hidden:
            continue
        before, new = telling.figure
        everyone = [n for n, article in enumerate(articles) if f" {new} " in f" {article.text} "]
        carriers = tuple(n for n in everyone if n == index[old] or old in _ancestors(tellings, shown[n]))
        if len(carriers) == len(everyone) and index[old] in carriers:  # else the figure stood somewhere already
            found.append(Planted(index[old], before, new, carriers))
    return found


def _ancestors(tellings: list[_Telling], old: int) -> set[int]:
    found: set[int] = set()
    at = tellings[old].parent
    while at is not None:
        found.add(at)
        at = tellings[at].parent
    return found
