"""Quotations: are these still the speaker's words?

Quotations are compared by typography, never by attribution, so an extractor's miss never shows as an edit. A quotation of one
side answers the quotation of the other in which most of its words went; words of one quotation may go to several (split),
words of several to one (merged). A quotation whose words went outside any quotation marks is *paraphrased*: its marks are gone.

| threshold | value | meaning |
|---|---|---|
| SHARE | 0.3 | least share of the shorter quotation's words that must have gone into the other |
| SAME | 0.4 | least share of the same words: in real pairs, quotations of other words share < 0.45, the same ones > 0.5 |
| LIKE, NEARLY | 0.75, 0.5 | similarity of the sentences at which no word, or `SHARE` of them, need be the same |
| FEW | 2 | words up to which a quotation must stand whole in a longer one, or in sentences of that similarity |
| KEPT | 0.34 | least share of a quotation's words found unquoted for it to count as paraphrased rather than dropped |
| WHOLE | 3 | words from which a quotation answers one of the same words wherever that stands |
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from retold.changes.attribution import CLOSE, by_name, same_voice, somebody_else
from retold.changes.callings import of_another_kind
from retold.changes.context import Context, Side
from retold.records.article import Span
from retold.records.comparison import Change, QuotationPair, QuotationStatus
from retold.records.marks import Attribution, Basis, Name, Quotation
from retold.text.names import compare_names
from retold.text.spelling import british

SHARE = 0.3
SAME = 0.4
LIKE = 0.75
NEARLY = 0.5
FEW = 2
KEPT = 0.34
WHOLE = 3
NEAR = 400  # code points before a pronoun in which its person is named

_PRONOUNS = frozenset({"he", "she"})


def pair_quotations(context: Context) -> list[QuotationPair]:
    """Every quotation of either side in exactly one pair, in order of side a, added ones last."""
    quotes_a = [q for q in context.a.marked.quotations if context.a.words_in(q.inner.start, q.inner.end)]
    quotes_b = [q for q in context.b.marked.quotations if context.b.words_in(q.inner.start, q.inner.end)]
    groups = _components(len(quotes_a), len(quotes_b), _kinship(context, quotes_a, quotes_b))
    pairs = []
    for in_a, in_b in groups:
        pairs.append(_pair(context, [quotes_a[i] for i in in_a], [quotes_b[j] for j in in_b]))
    pairs = _of_one_turn(context, pairs)
    return sorted(pairs, key=lambda pair: (not pair.a, [one.start for one in pair.a or pair.b]))


def _kinship(context: Context, quotes_a: Sequence[Quotation], quotes_b: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Pairs of quotations that share enough words, and quotations that alone fill two sentences that answer each other."""
    edges: list[tuple[int, int]] = []
    owner = [-1] * len(context.b.words)
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    inside_b = [context.b.words_in(quote.inner.start, quote.inner.end) for quote in quotes_b]
    for j, inside in enumerate(inside_b):
        owner[inside.start : inside.stop] = [j] * len(inside)
        by_words[tuple(context.b.words.norm[inside.start : inside.stop])].append(j)
    whole = _word_for_word(context, quotes_a, by_words)
    taken = set(whole.values())
    for i, quote in enumerate(quotes_a):
        if i in whole:
            edges.append((i, whole[i]))
            continue
        count = len(context.a.words_in(quote.inner.start, quote.inner.end))
        kept = _owned(context, owner, context.answer(quote.inner.start, quote.inner.end, edits=False))
        # A phrase that replaces another inside both quotations speaks for their kinship too, at half a word each.
        either = _owned(context, owner, context.answer(quote.inner.start, quote.inner.end))
        if not either and count >= WHOLE:  # the same words in sentences that do not answer one another
            edges += [(i, j) for j in by_words.get(tuple(context.a.norms(quote.inner.start, quote.inner.end)), ())]
        for j in (kept.keys() | either.keys()) - taken:
            shorter = min(count, len(inside_b[j]))
            share = kept[j] / shorter
            if share + either[j] / shorter / 2 < SHARE:
                continue
            enough = share >= SAME and (shorter > FEW or _few_kept(context, quote, quotes_b[j]))
            if enough or _one_place(context, quote, quotes_b[j], share):
                edges.append((i, j))
    return edges


def _word_for_word(
    context: Context, quotes_a: Sequence[Quotation], by_words: dict[tuple[str, ...], list[int]]
) -> dict[int, int]:
    """Quotations that stand once in either telling with the very same words: each is that one and no other, wherever it stands.

    So two speakers whose quotations were exchanged said neither anything new nor nothing: each said what the other had said.
    """
    told: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, quote in enumerate(quotes_a):
        told[tuple(context.a.norms(quote.inner.start, quote.inner.end))].append(i)
    return {
        found[0]: by_words[norms][0]
        for norms, found in told.items()
        if len(norms) >= WHOLE and len(found) == 1 and len(by_words.get(norms, ())) == 1
    }


def _owned(context: Context, owner: Sequence[int], places: Sequence[tuple[int, int]]) -> Counter[int]:
    """How many words of these places of side b stand in each quotation of it."""
    found: Counter[int] = Counter()
    for place in places:
        inside = context.b.words_in(*place)
        found.update(owner[inside.start : inside.stop])
    found.pop(-1, None)
    return found


def _few_kept(context: Context, one: Quotation, other: Quotation) -> bool:
    """Whether a quotation of a word or two stands whole in the other, or in sentences that are alike."""
    left, right = (
        " ".join(side.norms(quote.inner.start, quote.inner.end))
        for side, quote in ((context.a, one), (context.b, other))
    )
    return f" {left} " in f" {right} " or f" {right} " in f" {left} " or _like(context, one, other, NEARLY)


def _one_place(context: Context, one: Quotation, other: Quotation, kept: float) -> bool:
    """Whether sentences that answer each other are so alike that a quotation of few same words (`kept`, a share) is the other."""
    return _like(context, one, other, NEARLY if kept >= SHARE else LIKE)


def _like(context: Context, one: Quotation, other: Quotation, least: float) -> bool:
    """Whether two quotations stand in sentences that answer each other and are at least so similar."""
    link = context.link_at("a", one.inner.start)
    same = link is not None and link == context.link_at("b", other.inner.start)
    return same and context.links[link or 0].similarity >= least


def _components(count_a: int, count_b: int, edges: list[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    root = list(range(count_a + count_b))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for i, j in edges:
        root[find(i)] = find(count_a + j)
    groups: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i in range(count_a):
        groups[find(i)][0].append(i)
    for j in range(count_b):
        groups[find(count_a + j)][1].append(j)
    return list(groups.values())


def _pair(context: Context, in_a: Sequence[Quotation], in_b: Sequence[Quotation]) -> QuotationPair:
    first = (in_a or in_b)[0]
    voice_a = _voice(context.a, in_a)
    voice_b = _voice(context.b, in_b)
    spans_a = tuple(quote.span for quote in in_a)
    spans_b = tuple(quote.span for quote in in_b)
    status: QuotationStatus
    if in_a and in_b:
        status = _status(context, in_a, in_b)
        others = _reattributed(voice_a, voice_b) and not _shares_a_voice(context, in_a, in_b)
        others = others or of_another_kind(context, voice_a, voice_b) or _other_person(context, voice_a, voice_b)
        others = others or _pronoun_of_another(context, voice_a, voice_b)
        if first.speech != "title" and others and not _apposed(context, voice_a, voice_b):
            status = "reattributed"
    elif in_a:
        spans_b = _unquoted(context, in_a[0], "a")
        status = "paraphrased" if spans_b else "dropped"
    else:
        spans_a = _unquoted(context, in_b[0], "b")
        status = "added"
    name, basis = _named(voice_a, voice_b, bool(in_a and in_b))
    return QuotationPair(a=spans_a, b=spans_b, speech=first.speech, voice_name=name, basis=basis, status=status)


def _of_one_turn(context: Context, pairs: list[QuotationPair]) -> list[QuotationPair]:
    """The same pairs, where what goes on in the turn of a speaker goes with its beginning to the other one.

    "“We lost,” said Ada Brun. “We will pay.”" / "“We lost,” said Omar Hale. “We will pay.”": nobody is named behind the second
    quotation, and nobody need be.
    """
    turns = {_speakers(context, pair) for pair in pairs if pair.status == "reattributed"} - {None}
    if not turns:
        return pairs
    return [
        msgspec.structs.replace(pair, status="reattributed")
        if pair.a and pair.b and pair.status not in ("paraphrased", "added") and _speakers(context, pair) in turns
        else pair
        for pair in pairs
    ]


def _speakers(context: Context, pair: QuotationPair) -> tuple[int, int] | None:
    """Where the voices of the two quotations of a pair are named, if each is named in the paragraph of its quotation."""
    found = []
    for side, quotes in ((context.a, pair.a), (context.b, pair.b)):
        voice = _voice_of(side, quotes)
        if voice is None or voice.voice is None or not quotes:
            return None
        first, last = sorted((voice.voice.start, quotes[0].start))
        if "\n" in side.text[first:last]:
            return None
        found.append(voice.voice.start)
    return found[0], found[1]


def _voice_of(side: Side, spans: Sequence[Span]) -> Attribution | None:
    starts = {one.start for one in spans}
    return _voice(side, [quote for quote in side.marked.quotations if quote.span.start in starts])


def _voice(side: Side, quotes: Sequence[Quotation]) -> Attribution | None:
    for quote in quotes:
        if quote.attribution is not None:
            return side.marked.attributions[quote.attribution]
    return None


def _named(voice_a: Attribution | None, voice_b: Attribution | None, lent: bool) -> tuple[str | None, Basis]:
    """The speaker, as the source states it, else as the retelling does; where both quote (`lent`), that name is inferred."""
    for voice in (voice_a, voice_b):
        if voice is not None and voice.voice_name:
            return voice.voice_name, "inferred" if lent and voice is voice_b else voice.basis
    return None, "none"


def _reattributed(voice_a: Attribution | None, voice_b: Attribution | None) -> bool:
    if voice_a is None or voice_b is None or not by_name(voice_a) or not by_name(voice_b):
        return False
    return not same_voice(voice_a, voice_b)


def _apposed(context: Context, voice_a: Attribution | None, voice_b: Attribution | None) -> bool:
    """Whether the name of one voice stands right behind the other: "said Ada Brun" / "said the head of the union, Ada Brun"."""
    for side, voice, other in ((context.a, voice_a, voice_b), (context.b, voice_b, voice_a)):
        if voice is None or voice.voice is None or other is None or not other.voice_name:
            continue
        end = voice.voice.end
        if side.text.startswith(", ", end):
            behind = _names_in(side, side.span(end + 2, min(end + 3, len(side.text))))
            if any(compare_names(mark.span.text, other.voice_name) != "other" for mark in behind):
                return True
    return False


def _other_person(context: Context, voice_a: Attribution | None, voice_b: Attribution | None) -> bool:
    """Whether "he" is somebody else on either side: sentences that answer one another name the two, each only one of them.

    "The coach was in no mood to talk. “We stopped,” he said." / "Their striker was in no mood to talk. “We stopped,” he said."
    """
    if voice_a is None or voice_b is None or voice_a.voice is None or voice_b.voice is None:
        return False
    if not voice_a.voice_name or not voice_b.voice_name or voice_a.voice.text != voice_b.voice.text:
        return False
    if voice_a.voice.text not in _PRONOUNS or compare_names(voice_a.voice_name, voice_b.voice_name) != "other":
        return False
    one, other = _named_last(context.a, voice_a), _named_last(context.b, voice_b)
    link = context.link_at("a", one.start) if one is not None else None
    if link is None or other is None or link != context.link_at("b", other.start):
        return False
    return not any(
        compare_names(mark.span.text, name) != "other"
        for here, spans, name in (
            (context.a, context.links[link].a, voice_b.voice_name),
            (context.b, context.links[link].b, voice_a.voice_name),
        )
        for span in spans
        for mark in _names_in(here, span)
    )


def _pronoun_of_another(context: Context, voice_a: Attribution | None, voice_b: Attribution | None) -> bool:
    """Whether "he" on one side can only be somebody else than who is named on the other, in sentences that answer one another.

    "Ed Carrow called it a tax. “I am tired,” he said." / "Ed Carrow called it a tax. “I am tired,” Naomi Feld said."
    """
    if voice_a is None or voice_b is None or voice_a.voice is None or voice_b.voice is None:
        return False
    link = context.link_at("a", voice_a.voice.start)
    if link is None or link != context.link_at("b", voice_b.voice.start) or context.links[link].similarity < CLOSE:
        return False
    return any(
        here.voice is not None
        and here.voice.text.casefold() in _PRONOUNS
        and bool(here.voice_name)
        and by_name(named)
        and somebody_else(side, other, here, named)
        for here, named, side, other in (
            (voice_a, voice_b, context.a, context.b),
            (voice_b, voice_a, context.b, context.a),
        )
    )


def _named_last(side: Side, voice: Attribution) -> Span | None:
    """Where the person of a pronoun is named last before it."""
    assert voice.voice is not None
    near = _names_in(side, side.span(max(voice.voice.start - NEAR, 0), voice.voice.start))
    return next(
        (one.span for one in near[::-1] if compare_names(one.span.text, voice.voice_name or "") != "other"), None
    )


def _names_in(side: Side, place: Span) -> Sequence[Name]:
    names = side.marked.names
    low, high = (bisect_left(names, at, key=lambda mark: mark.span.start) for at in (place.start, place.end))
    return names[low:high]


def _shares_a_voice(context: Context, in_a: Sequence[Quotation], in_b: Sequence[Quotation]) -> bool:
    """Whether a voice that these words are given to is the same: "Hill wrote that Brun called it “a hoax”" / "Brun said"."""
    told = [
        [
            one
            for one in side.marked.attributions
            for part in one.content
            if part.start < quotes[-1].span.end and quotes[0].span.start < part.end
        ]
        for side, quotes in ((context.a, in_a), (context.b, in_b))
    ]
    return any(same_voice(one, other) for one in told[0] for other in told[1])


def _status(context: Context, in_a: Sequence[Quotation], in_b: Sequence[Quotation]) -> QuotationStatus:
    words_a = [word for quote in in_a for word in context.a.norms(quote.inner.start, quote.inner.end)]
    words_b = [word for quote in in_b for word in context.b.norms(quote.inner.start, quote.inner.end)]
    if words_a != words_b and context.english:  # "behaviour" / "behavior" is one word, whoever prints it
        words_a, words_b = list(map(british, words_a)), list(map(british, words_b))
    if words_a == words_b or "".join(words_a) == "".join(words_b):
        if len(in_a) == len(in_b):
            return "verbatim"
        return "merged" if len(in_a) > len(in_b) else "split"
    return "cut" if _subsequence(words_b, words_a) else "altered"


def _subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _unquoted(context: Context, quote: Quotation, side: str) -> tuple[Span, ...]:
    """Where the words of a quotation stand on the other side without marks; empty where too few of them do."""
    here, there = (context.a, context.b) if side == "a" else (context.b, context.a)
    total = len(here.words_in(quote.inner.start, quote.inner.end))
    same = context.answer(quote.inner.start, quote.inner.end, edits=False, side=side)
    found = [place for place in same if not there.quoted.touches(*place)]
    count = sum(len(there.words_in(start, end)) for start, end in found)
    if not found or count < KEPT * total:
        return ()
    found = [
        place
        for place in context.answer(quote.inner.start, quote.inner.end, side=side)
        if not there.quoted.touches(*place)
    ]
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and context.link_at("b" if side == "a" else "a", spans[-1][0]) == context.link_at(
            "b" if side == "a" else "a", start
        ):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(there.span(start, end) for start, end in spans)


def quotation_changes(context: Context) -> list[Change]:
    """One change for each quotation that is not verbatim. Words inside an altered one stay open for the lesser kinds."""
    found = []
    for pair in context.quotations:
        if pair.status in ("verbatim", "reattributed") and _elsewhere(context, pair):
            context.a.claim(*pair.a)
            context.b.claim(*pair.b)
        if pair.status == "verbatim":
            continue
        a, b = pair.a, pair.b
        if pair.status == "reattributed":  # the evidence stands in the words that name the two voices
            a, b = _with_voices(context, a, b)
            context.a.claim(*a[len(pair.a) :])
            context.b.claim(*b[len(pair.b) :])
            for side, voices in ((context.a, a[len(pair.a) :]), (context.b, b[len(pair.b) :])):
                for voice in voices:
                    side.replaced.add(voice.start, voice.end)
        found.append(Change(kind="quotation", detail=pair.status, a=a, b=b))
        if pair.status == "dropped":
            context.a.claim(*pair.a)
        elif pair.status == "added" and not pair.a:
            context.b.claim(*pair.b)
    return found


def _elsewhere(context: Context, pair: QuotationPair) -> bool:
    """Whether one quotation stands word for word where no sentence answers its own, so that words there tell nothing of it."""
    if len(pair.a) != 1 or len(pair.b) != 1:
        return False
    (one,), (other,) = pair.a, pair.b
    if context.a.norms(one.start, one.end) != context.b.norms(other.start, other.end):
        return False
    return not any(start < other.end and other.start < end for start, end in context.answer(one.start, one.end))


def _with_voices(
    context: Context, a: tuple[Span, ...], b: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Paired quotations with the words that name their voices; where both say but "he", with the names that he goes by."""
    voices = []
    for side, quotes in ((context.a, a), (context.b, b)):
        voices.append((side, _voice_of(side, quotes)))
    printed = [voice.voice.text if voice and voice.voice else "" for _, voice in voices]
    spans = []
    for side, voice in voices:
        told = voice.voice if voice is not None else None
        if voice is not None and printed[0] == printed[1] and printed[0] in _PRONOUNS:
            told = _named_last(side, voice)
        spans.append((told,) if told is not None else ())
    return a + spans[0], b + spans[1]
