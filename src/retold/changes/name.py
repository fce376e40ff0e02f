"""Names: replaced by another, or by a variant of the same (Kiev / Kyiv, two names of one body).

A name is *replaced* when the words that answer it hold another name that is not the same person, place or body, and neither
of the two stands in the other telling's linked sentences. A name that became a pronoun or a role is no change of name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from retold.changes.attribution import is_cue, same_voice
from retold.changes.callings import by_origin
from retold.changes.context import Context, Side
from retold.records.article import Span
from retold.records.comparison import Change
from retold.records.marks import Name
from retold.text.lemma import lemma
from retold.text.names import compare_names
from retold.text.tokenise import words

BESIDE = 3  # words behind a name in which its word of speech is looked for
CLIPPED = 3  # letters to which a word of a name may be clipped
CAPITALS = 3  # words of a run of capitals that may stand for a name
LONGEST = 80  # characters: in a longer stretch that differs, two names need not stand for one another
_RULED = frozenset({"ruled", "wrote"})
_DONE_TO = frozenset(
    "call tell accuse blame urge inform show describe quote cite believe hear".split()
)  # with a person as object
_UNITED_STATES = frozenset("us usa american americans america unitedstates theunitedstates".split())
_LINKING = frozenset("of the for and in".split())
_OF_PEOPLE = re.compile(
    r"[a-z]?(?:ish|ese|i?ans?|ns?|is?|ic|ers?|ch)"
)  # what words for the people of a place end in, behind the letters that both share
_BEHIND_A_PLACE = frozenset(
    "i is ish ese ic er ers ian ians ern".split()
)  # Israel / Israeli, Middle East / Middle Eastern
CLOSE = 0.55  # similarity of linked sentences from which names need not stand beside the same word
MOST = 40  # names of one side of a link that are looked at; a sentence has a dozen at most


def name_changes(context: Context) -> list[Change]:
    """Names replaced or printed in another way in linked sentences."""
    slots = context.slots
    by_link_a = _by_link(context, "a")
    by_link_b = _by_link(context, "b")
    found: list[Change] = []
    for link, names_a in by_link_a.items():
        if context.links[link].kind == "verbatim":
            continue
        found += _in_link(context, link, names_a, by_link_b.get(link, []), slots)
    return [*found, *_capitals(context)]


def _capitals(context: Context) -> list[Change]:
    """Capitals replaced by other capitals that no mark of a name covers whole: "Democratic Union" / "Liberal Union"."""
    found = []
    for _, words_a, words_b in context.edits:
        a = _capital_run(context.a, words_a)
        b = _capital_run(context.b, words_b) if a is not None else None
        if a is None or b is None or compare_names(a.text, b.text) != "other" or _akin(a, b):
            continue
        if _describes_voices(context, a, b) or _one_calls(context, a, b):
            continue
        found.append(Change(kind="name", detail="replaced", a=(a,), b=(b,), within=context.within((a,), (b,))))
        context.a.claim(a)
        context.b.claim(b)
    return found


def _capital_run(side: Side, inside: range) -> Span | None:
    """The words of a short phrase, if each begins with a capital and none opens its sentence."""
    if not 0 < len(inside) <= CAPITALS:
        return None
    sentences = side.marked.sentences
    index = bisect_right(sentences, side.words.starts[inside.start], key=lambda sentence: sentence.start) - 1
    if index >= 0 and sentences[index].start == side.words.starts[inside.start]:
        return None  # behind a dateline
    for k in inside:
        at = side.words.starts[k]
        if not side.text[at].isupper() or side.claimed.touches(at, side.words.ends[k]):
            return None
        before = side.text[max(at - 3, 0) : at].rstrip(" \"'“”‘’([")
        if k == inside.start and (not before or before[-1] in ".?!:\n"):
            return None
    return side.span(side.words.starts[inside.start], side.words.ends[inside.stop - 1])


def _by_link(context: Context, side: str) -> dict[int, list[Name]]:
    names = context.a.marked.names if side == "a" else context.b.marked.names
    found: dict[int, list[Name]] = {}
    for name in names:
        link = context.link_at(side, name.span.start)
        if link is not None:
            found.setdefault(link, []).append(name)
    return found


def _in_link(
    context: Context, link: int, names_a: Sequence[Name], names_b: Sequence[Name], slots: dict[int, int]
) -> list[Change]:
    found: list[Change] = []
    left, right = list(names_a[:MOST]), list(names_b[:MOST])
    verdicts = {
        (x, y): compare_names(one.span.text, other.span.text)
        for x, one in enumerate(left)
        for y, other in enumerate(right)
    }
    aligned: set[tuple[int, int]] | None = None  # not looked for before it can matter
    done_a: set[int] = set()
    done_b: set[int] = set()
    in_slot = {name.span.start: y for y, name in enumerate(right)}
    for x, one in enumerate(left):
        y = in_slot.get(slots.get(one.span.start, -1), -1)
        if y >= 0 and verdicts[x, y] == "other" and not _kin(one, right[y]) and not _told(context, one, right[y]):
            done_a.add(x)
            done_b.add(y)
            found.append(_replaced(context, one, right[y]))
    alike = [pair for pair, verdict in verdicts.items() if verdict != "other"]
    for wanted in ("same", "variant"):
        pairs = [pair for pair in alike if verdicts[pair] == wanted]
        if len(pairs) > 1 and (wanted == "variant" or _ambiguous(pairs)):
            aligned = _aligned(context, left, right) if aligned is None else aligned
            _sort(pairs, aligned)
        for x, y in pairs:
            if x in done_a or y in done_b:
                continue
            done_a.add(x)
            done_b.add(y)
            context.a.claim(left[x].span)
            context.b.claim(right[y].span)
            if wanted == "variant" and not _continued(context, left[x], right[y]):
                found.append(_change(context, left[x], right[y], "variant"))
    if len(done_a) == len(left) or len(done_b) == len(right):
        return found
    aligned = _aligned(context, left, right) if aligned is None else aligned
    known_a = {name.key for name in left}
    known_b = {name.key for name in right}
    far = context.links[link].similarity < CLOSE
    for x, y in sorted(aligned):
        if x in done_a or y in done_b or verdicts[x, y] != "other":
            continue
        one, other = left[x], right[y]
        if (
            (far and not _same_place(context, one, other))
            or _told(context, one, other)
            or _kin(one, other)
            or one.key in known_b
            or other.key in known_a
            or _is_same_elsewhere(one, right)
            or _is_same_elsewhere(other, left)
            or _told_by_its_people(context, link, one, "b")
            or _told_by_its_people(context, link, other, "a")
        ):
            continue
        done_a.add(x)
        done_b.add(y)
        found.append(_replaced(context, one, other))
    return found


def _ambiguous(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether one name stands in several pairs, so that their order matters."""
    return len({x for x, _ in pairs}) < len(pairs) or len({y for _, y in pairs}) < len(pairs)


def _sort(pairs: list[tuple[int, int]], aligned: set[tuple[int, int]]) -> None:
    """Put pairs in the order in which they are taken: those that answer one another first, then the nearest."""
    pairs.sort(key=lambda pair: (pair not in aligned, abs(pair[0] - pair[1])))


def _aligned(context: Context, left: Sequence[Name], right: Sequence[Name]) -> set[tuple[int, int]]:
    """The names, by index, of which one stands among the words that answer the other."""
    return {
        (x, y)
        for x, one in enumerate(left)
        for start, end in context.answer(one.span.start, one.span.end, longest=LONGEST)
        for y, other in enumerate(right)
        if start < other.span.end and other.span.start < end
    }


def _same_place(context: Context, one: Name, other: Name) -> bool:
    """Whether two names stand beside the same word ("the driver, Ada Brun"), or are alike: one word in all but one of them, or one
    word and the spelling of the rest ("Paula Kessel" / "Paula Kestle")."""
    ours, theirs = one.key.split(), other.key.split()
    if len(ours) == len(theirs):
        apart = [(x, y) for x, y in zip(ours, theirs, strict=True) if x != y]
        if len(ours) > len(apart) == 1 and (len(ours) > 2 or _shared_start(*apart[0]) >= 2):
            return True
    left, right = context.a.words, context.b.words
    a, b = context.a.words_in(one.span.start, one.span.end), context.b.words_in(other.span.start, other.span.end)
    before = min(a.start, b.start) > 0 and left.norm[a.start - 1] == right.norm[b.start - 1]
    return before or left.norm[a.stop : a.stop + 1] == right.norm[b.stop : b.stop + 1] != []


def _told(context: Context, one: Name, other: Name) -> bool:
    """Whether a change has been reported for either name: that of a voice that changed."""
    if context.a.claimed.touches(one.span.start, one.span.end) or context.b.claimed.touches(
        other.span.start, other.span.end
    ):
        return True
    return _one_calls(context, one.span, other.span) or _describes_voices(context, one.span, other.span)


def _one_calls(context: Context, one: Span, other: Span) -> bool:
    """Whether one name only helps to say who a voice is that goes without a name, and the other is that of a voice: "the Wexmouth
    manager said" / "said Brandt". Whether the two are one is asked of the voices."""
    return {_part_of_a_voice(context, one, "a"), _part_of_a_voice(context, other, "b")} == {"calls", "names"}


def _part_of_a_voice(context: Context, name: Span, side: str) -> str:
    """Whether a name "names" the voice in which it stands, or only "calls" one that goes without a name: "the Wexmouth manager"."""
    for mark in context.voices_at(side, name.start):
        voice = mark.voice
        if voice is not None and voice.start <= name.start and name.end <= voice.end:
            behind = voice.text[name.end - voice.start :]
            calls = by_origin(mark) or (not mark.voice_name and behind[:1] == " " and behind[1:2].islower())
            return "calls" if calls else "names"
    return ""


def _describes_voices(context: Context, a: Span, b: Span) -> bool:
    """Whether two names stand in the words behind voices one of which replaced the other: "said Ada Brun, mayor of Kessel"."""
    return context.a.behind_a_voice(a.start) and context.b.behind_a_voice(b.start)


def _replaced(context: Context, one: Name, other: Name) -> Change:
    """A name replaced by another, or, beside a word of speech, one voice by another."""
    if not (_speaks(context.a, one) and _speaks(context.b, other)) or _of_one_voice(context, one, other):
        return _change(context, one, other, "replaced")
    a, b = (one.span,), (other.span,)
    context.a.claim(*a)
    context.b.claim(*b)
    return Change(kind="attribution", detail="replaced", a=a, b=b, within=context.within(a, b))


def _of_one_voice(context: Context, one: Name, other: Name) -> bool:
    """Whether both names tell of a voice that stayed the same: "the Lib Dem spokeswoman, Catrin Pugh" / "Catrin Pugh of Reform"."""
    told = [
        [
            mark
            for mark in context.voices_at(name, place.start)
            if mark.voice is not None and mark.voice_name and compare_names(mark.voice_name, place.text) == "other"
        ]
        for name, place in (("a", one.span), ("b", other.span))
    ]
    return any(same_voice(left, right) for left in told[0] for right in told[1])


def _speaks(side: Side, name: Name) -> bool:
    """Whether a word of speech stands right beside a name, so that the name is that of a voice ("said Hill", "Hill, … said"), or
    that of the medium that relays it ("told the Dornich Post")."""
    k = side.words_in(name.span.start, name.span.end)
    if not k or side.quoted.touches(name.span.start, name.span.end):
        return False
    if any(
        one.cue is not None
        and one.voice is not None
        and name.span.end <= one.voice.start < one.cue.start
        and side.words_in(name.span.end, one.cue.start).stop <= k.stop + BESIDE
        for one in side.marked.attributions
    ):
        return False  # "the White House, officials said"
    if any(relay.start <= name.span.start < relay.end for one in side.marked.attributions for relay in one.via):
        return True
    beside = list(range(k.stop, min(k.stop + BESIDE, len(side.words))))
    if k.start and not _done_to(side, k.start - 1):
        beside.insert(0, k.start - 1)
    return any(
        (is_cue(lemma(side.words.norm[j], side.language)) or side.words.norm[j] in _RULED)
        and (side.words.norm[j] != "found" or side.words.norm[j + 1 : j + 2] == ["that"])  # "divers found a boat"
        and (j == k.stop or side.words.norm[j - 1] != "to")  # "called Ada Brun to testify"
        and not any(
            mark in side.text[min(name.span.end, side.words.starts[j]) : side.words.starts[j]] for mark in ".?!"
        )
        for j in beside
    )


def _done_to(side: Side, verb: int) -> bool:
    """Whether a word before a name has a subject of its own, so that the name is its object: "the panel will call Ada Brun".

    A verb that stands before who speaks opens its clause: "“We sail,” said Ada Brun", "as Ada Brun told …, said Ada Brun".
    """
    norm = side.words.norm[verb]
    if lemma(norm, side.language) not in _DONE_TO:
        return False
    return verb > 0 and side.text[side.words.ends[verb - 1] : side.words.starts[verb]].isspace()


def _kin(one: Name, other: Name) -> bool:
    """Whether one name holds all words of the other but for their form: Iran / Iranians, the Holts, "Supreme Court of Iran"."""
    left, right = one.key.split(), other.key.split()
    if set(left) <= set(right) or set(right) <= set(left):
        return True  # "Ada" / "Brun", where each article has one of the two and one has "Ada Brun"
    return _akin(one.span, other.span)


def _akin(one: Span, other: Span) -> bool:
    left = [word for word in words(one.text).norm if word not in _LINKING]
    right = [word for word in words(other.text).norm if word not in _LINKING]
    if not left or not right:
        return True
    short, long = sorted((left, right), key=len)
    if _UNITED_STATES.issuperset(_letters(one.text) | _letters(other.text)):
        return True
    if len(long) > 1 and _letters("".join(word[0] for word in long)) == _letters(min(one.text, other.text, key=len)):
        return True  # "Financial Times" / "FT"
    if len(left) == len(right) > 1 and all(_clipped(*pair) for pair in zip(left, right, strict=True)):
        return True  # "Lib Dem" / "Liberal Democrats"
    if len(left) == len(right) == 1 and _compound(one.text, other.text):
        return True
    return all(any(_one_stem(word, known) for known in long) for word in short)


def _clipped(one: str, other: str) -> bool:
    """Whether one word is the beginning of the other, as much of it as tells: "Dems" / "Democrats"."""
    short, long = sorted((one.removesuffix("s"), other.removesuffix("s")), key=len)
    return len(short) >= CLIPPED and long.startswith(short)


def _compound(one: str, other: str) -> bool:
    """Whether one name is the first part of the other, printed as one word: "Norsk" / "NorskKraft"."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) : len(short) + 1].isupper() and short[-1:].islower()


def _letters(text: str) -> frozenset[str]:
    """The letters of a text as one word."""
    return frozenset({"".join(filter(str.isalnum, text)).casefold()})


def _one_stem(one: str, other: str) -> bool:
    """Whether two words are one, its plural, or the word for its people."""
    one, other = one.removesuffix("'s"), other.removesuffix("'s")
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in ("s", "es", "'s", "’s", "n", "an", "ns", "ans"):
        return len(short) > 2 and (short[-1] in "aeiouy" or "n" not in long[len(short) :])
    if len(short) >= 4 and long.startswith(short) and long[len(short) :] in _BEHIND_A_PLACE:
        return True
    shared = _shared_start(one, other)
    return shared >= len(long) - 4 >= 4 and _OF_PEOPLE.fullmatch(long, shared) is not None


def _shared_start(one: str, other: str) -> int:
    return next((k for k, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))


def _continued(context: Context, one: Name, other: Name) -> bool:
    """Whether the shorter name goes on in the text as the longer one does: "Kursk Region" / "Kursk region"."""
    short_side, short, long = (
        (context.a, one, other) if len(one.span.text) < len(other.span.text) else (context.b, other, one)
    )
    wanted = words(long.span.text).norm
    reach = short.span.end - short.span.start + len(long.span.text) + 2
    after = short_side.norms(short.span.start, short.span.start + reach)[: len(wanted)]
    before = short_side.norms(max(short.span.end - reach, 0), short.span.end)[-len(wanted) :]
    return wanted in (after, before)


def _told_by_its_people(context: Context, link: int, name: Name, side: str) -> bool:
    """Whether the sentences of `side` hold the word for the people of a place: "Marovian" where the other side has "Marovia"."""
    there = context.a if side == "a" else context.b
    known = words(name.span.text).norm
    if len(known) != 1 or len(known[0]) < 4:
        return False
    return any(
        there.words.norm[k] != known[0]
        and there.text[there.words.starts[k]].isupper()
        and _one_stem(there.words.norm[k], known[0])
        for sentence in getattr(context.links[link], side)
        for k in there.words_in(sentence.start, sentence.end)
    )


def _is_same_elsewhere(name: Name, others: Sequence[Name]) -> bool:
    return any(compare_names(name.span.text, other.span.text) != "other" or _kin(name, other) for other in others)


def _change(context: Context, one: Name, other: Name, detail: str) -> Change:
    a, b = (one.span,), (other.span,)
    context.a.claim(*a)
    context.b.claim(*b)
    return Change(kind="name", detail=detail, a=a, b=b, within=context.within(a, b))
