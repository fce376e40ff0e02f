"""Find every retelling in a collection: matching proposes pairs, collation decides them, stories are what hangs together.

    stories = retold.trace(articles).stories

Only articles in a candidate pair are marked. Where matching proposes very many pairs among few articles (a story with
hundreds of copies), those of a spanning tree are looked at, strongest first, and more only where the tree fell apart: the
relations of such a story are those that hold it together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from retold.collation.relation import relation
from retold.errors import OptionError
from retold.marking.furniture import no_article
from retold.reading.spool import Spool
from retold.records.article import Article
from retold.records.collection import Rejected
from retold.records.comparison import Collation, Note
from retold.records.marks import Marked
from retold.records.story import Measures, Pair, Telling, Trace, TraceCounts, TracedStory
from retold.related import CHUNK, Job, Looked, Spans, look_at_all
from retold.stories import ROUNDS, Groups, grouped, pair_of, story, wanted_pairs

if TYPE_CHECKING:
    from retold.matching.match import Pairs

Progress = Callable[[str, int, int], None]

TEXT_SHARE = 4  # a quarter of the memory for the texts, the rest for matching


class Traced(msgspec.Struct):
    """What is known of the input while tracing."""

    spool: Spool
    ids: list[str]
    keys: list[tuple[bool, str, str]]
    outlets: list[str | None]
    skipped: Counter[str]
    failed: Counter[str]
    read: int = 0


def trace(
    articles: Iterable[Article | str | Rejected],
    *,
    min_tellings: int = 2,
    processes: int = 1,
    memory: int = 1 << 30,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Trace:
    """Find the stories among many articles.

    Args:
        articles: articles or their texts, in any order; the answer does not depend on it. What could not be read may stand
            among them as `Rejected`, and is counted.
        min_tellings: stories with fewer tellings are left out.
        processes: how many processes mark and collate. Above 1 only in a program that guards its start with
            `if __name__ == "__main__"`, because the processes import it.
        memory: bytes for texts and features before they go to a temporary file.
        folder: where temporary files go; by default where the system puts them.
        progress: called with (stage, done, total), often.

    Raises:
        OptionError: `min_tellings` is below 2, or `memory` too small to work with.
    """
    if min_tellings < 2:
        raise OptionError("min_tellings", min_tellings, "a story has two tellings or more")
    if memory < 1 << 20:
        raise OptionError("memory", memory, "too little to work with", "Give at least 1 MB.")
    from retold.matching.match import Matcher, Settings

    tell = progress or (lambda stage, done, total: None)
    known = Traced(Spool(memory // TEXT_SHARE, folder), [], [], [], Counter(), Counter())
    matcher = Matcher(Settings(memory=memory // 2, folder=folder), tell)
    try:
        matcher.add(_texts(articles, known, tell))
        ranks = _ranks(known.keys)
        pairs = matcher.pairs(ranks, _numbers(known.outlets))
        original = _identical(pairs, known)
        looked = _look(pairs, known, original, processes, tell)
        return _result(pairs, known, original, looked, ranks, min_tellings)
    finally:
        matcher.close()
        known.spool.close()


def _texts(articles: Iterable[Article | str | Rejected], known: Traced, tell: Progress) -> Iterator[str]:
    """Keep the articles and hand on their texts; count what cannot be used."""
    seen: dict[str, int] = {}
    for given in articles:
        known.read += 1
        if known.read % 1000 == 0:
            tell("read", known.read, 0)
        if isinstance(given, Rejected):
            known.failed[given.reason] += 1
            continue
        article = (Article(text=given) if isinstance(given, str) else given).identified()
        if reason := no_article(article.text):
            known.skipped[reason] += 1
            continue
        fingerprint = hash((article.text, article.outlet, article.url))
        if article.id in seen:
            known.skipped["given twice" if seen[article.id] == fingerprint else "id of another article"] += 1
            continue
        seen[article.id] = fingerprint
        known.ids.append(article.id)
        known.keys.append((article.published is None, article.published or "", article.id))
        known.outlets.append(article.outlet)
        known.spool.put(article)
        yield article.text


def _ranks(keys: Sequence[tuple[bool, str, str]]) -> list[int]:
    """The place of each article in the order (published, id)."""
    ranks = [0] * len(keys)
    for place, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        ranks[number] = place
    return ranks


def _numbers(names: Sequence[str | None]) -> list[int]:
    """A number for each outlet, -1 where it is not known."""
    numbers: dict[str, int] = {}
    return [-1 if name is None else numbers.setdefault(name, len(numbers)) for name in names]


def _identical(pairs: Pairs, known: Traced) -> dict[int, int]:
    """For each article with the same words as an earlier one, that one."""
    found: dict[int, int] = {}
    nothing = Collation(links=(), matches=(), edits=(), words_a=0, words_b=0, similarity="")
    first: Article | None = None
    held = -1
    copies = [(int(original), copy) for copy, original in enumerate(pairs.original) if original != copy]
    for original, copy in sorted(copies):
        if original != held or first is None:
            held, first = original, known.spool.get(original)
        text = known.spool.get(copy)
        if (
            first.text == text.text
            or relation(Marked(article=first), Marked(article=text), nothing).kind == "identical"
        ):
            found[copy] = original
    return found


def _look(
    pairs: Pairs, known: Traced, original: dict[int, int], processes: int, tell: Progress
) -> dict[tuple[int, int], Looked]:
    """Look at the candidate pairs, in rounds; by (a, b) as given."""
    candidates = list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    # The same words by hash but not to the letter (accents, apostrophes): these are looked at, too.
    candidates += [
        (int(first), copy) for copy, first in enumerate(pairs.original) if first != copy and copy not in original
    ]
    strength = [*pairs.share.tolist(), *([1.0] * (len(candidates) - len(pairs.a)))]
    looked: dict[tuple[int, int], Looked] = {}
    for _ in range(ROUNDS):
        wanted = wanted_pairs(candidates, strength, looked)
        if not wanted:
            break
        done = 0
        tell("collate", 0, len(wanted))
        for part in look_at_all(_jobs(wanted, pairs, known), len(wanted), processes):
            for one in part:
                looked[min(one.a, one.b), max(one.a, one.b)] = one
            done += len(part)
            tell("collate", done, len(wanted))
    return looked


def _jobs(wanted: Sequence[tuple[int, int]], pairs: Pairs, known: Traced) -> Iterator[Job]:
    """Pairs in parcels, each with its articles."""
    from retold.matching.places import spans

    for first in range(0, len(wanted), CHUNK):
        chunk = list(wanted[first : first + CHUNK])
        articles: dict[int, tuple[Article, Spans]] = {}
        for number in {number for pair in chunk for number in pair}:
            article = known.spool.get(number)
            hidden = pairs.hidden.get(number)
            articles[number] = (article, () if hidden is None else tuple(spans(article.text, hidden)))
        yield Job(chunk, articles)


def _result(
    pairs: Pairs,
    known: Traced,
    original: dict[int, int],
    looked: dict[tuple[int, int], Looked],
    ranks: Sequence[int],
    min_tellings: int,
) -> Trace:
    found = [looked[pair] for pair in sorted(looked, key=lambda pair: (ranks[pair[0]], ranks[pair[1]]))]
    groups, apart = grouped(found, original)
    related = [one for one in found if one.kind in ("identical", "retelling", "shares-passage")]
    inside: dict[int, list[Pair]] = defaultdict(list)
    passages = []
    best: dict[int, Measures] = {}
    for one in related:
        pair = pair_of(one, known.ids)
        if one.kind == "shares-passage" or (one.a, one.b) in apart:
            if groups.of(one.a) == groups.of(one.b):
                inside[groups.of(one.a)].append(pair)
            else:
                passages.append(pair)
            continue
        inside[groups.of(one.a)].append(pair)
        if one.measures and (one.b not in best or one.measures.copied > best[one.b].copied):
            best[one.b] = one.measures
    for copy, first in sorted(original.items(), key=lambda item: ranks[item[0]]):
        inside[groups.of(copy)].append(Pair(a=known.ids[first], b=known.ids[copy], relation="identical", score=1.0))
        best[copy] = Measures(of=known.ids[first], copied=1.0, kept=1.0)
    return Trace(
        retold=version("retold"),
        stories=tuple(_stories(pairs, known, groups, inside, best, ranks, min_tellings)),
        passages=tuple(passages),
        counts=_counts(pairs, known, found),
        notes=tuple(_notes(pairs, known, found, bool(inside))),
    )


def _stories(
    pairs: Pairs,
    known: Traced,
    groups: Groups,
    inside: dict[int, list[Pair]],
    best: dict[int, Measures],
    ranks: Sequence[int],
    min_tellings: int,
) -> list[TracedStory]:
    """The stories, those with most tellings first."""
    numbers = {name: number for number, name in enumerate(known.ids)} if inside else {}
    made = []
    for listed in inside.values():
        members = {numbers[one] for pair in listed for one in (pair.a, pair.b)}
        if len(members) < min_tellings:
            continue
        tellings: list[Telling] = []
        for number in sorted(members, key=ranks.__getitem__):
            article = _signed(known.spool.get(number))
            tellings.append(Telling.of(article, int(pairs.words[number]), best.get(number)))
        made.append((ranks[numbers[tellings[0].id]], story(tellings, listed)))
    made.sort(key=lambda item: (-len(item[1].tellings), item[0]))
    return [one for _, one in made]


def _signed(article: Article) -> Article:
    """The article with the agency of its dateline, where nothing else says whose it is."""
    if article.outlet or article.agency:
        return article
    from retold.marking.layout import layout

    dateline = layout(article).dateline
    if dateline is None or dateline.agency is None:
        return article
    return msgspec.structs.replace(article, agency=dateline.agency.text)


def _counts(pairs: Pairs, known: Traced, looked: Sequence[Looked]) -> TraceCounts:
    return TraceCounts(
        read=known.read,
        kept=len(known.ids),
        skipped=dict(sorted(known.skipped.items())),
        failed=sum(known.failed.values()),
        failed_by=dict(sorted(known.failed.items())),
        candidates=len(pairs.a),
        compared=len(looked),
        furniture=len(pairs.hidden),
    )


def _notes(pairs: Pairs, known: Traced, looked: Sequence[Looked], any_story: bool) -> Iterator[Note]:
    """What the reader should know: why nothing was found, what was hidden, what could not be compared."""
    if not any_story:
        kinds = Counter(one.kind for one in looked if not one.failed)
        why = f"{len(known.ids)} articles read, none retells another"
        if not known.ids:
            why = "no articles were read"
        elif not looked:
            why += ": no two share enough rare words in the same order"
        else:
            listed = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
            why += f": {len(looked)} pairs were compared ({listed})"
        yield Note("no-stories", why + ".")
    if pairs.hidden:
        yield Note(
            "furniture", f"{len(pairs.hidden)} articles have text that many unlike articles have too; it joins nothing."
        )
    failed = Counter(one.failed for one in looked if one.failed)
    for reason, number in sorted(failed.items()):
        yield Note("not-compared", f"{number} pairs could not be compared: {reason}.")
