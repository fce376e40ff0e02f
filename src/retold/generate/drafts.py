"""Invented articles as arrays of word numbers, and what a retelling does to them."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from retold.generate.lexicon import Lexicon

Words = npt.NDArray[np.int32]

_CUES = ("said", "told reporters", "announced", "warned", "added")


class Draft(msgspec.Struct, frozen=True):
    """An article before it is printed.

    `words` are word numbers; `ends` the end of each sentence in `words`; `speech` for each sentence 0 (plain), 1 (in quotation
    marks, then the speaker) or 2 ("according to"); `speaker` the word number of the name that speaks.
    """

    words: Words
    ends: npt.NDArray[np.int64]
    speech: npt.NDArray[np.int8]
    speaker: Words

    def __len__(self) -> int:
        return len(self.words)


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How articles are made: the settings by which training and testing collections differ."""

    mean_length: float = 380.0
    spread: float = 0.35  # of the logarithm of the length
    sentence: tuple[int, int] = (9, 27)
    topic_share: float = 0.22  # of the words, drawn from the words of the topic
    topic_words: int = 60
    name_share: float = 0.06
    figure_share: float = 0.015
    names: int = 8  # different names in an article
    figures: int = 6
    quoted: float = 0.2  # of the sentences
    substituted: float = 0.7  # of the edits; the rest is half deletion, half insertion
    swapped: float = 0.15  # of the sentences of an uneven edit change places with the next


class Event(msgspec.Struct, frozen=True):
    """What an article is about: its topic words, names and figures."""

    topic: Words
    names: Words
    figures: Words


def event(random: np.random.Generator, words: Lexicon, style: Style) -> Event:
    """A random event."""
    return Event(
        random.choice(words.content, style.topic_words),
        random.integers(words.names, words.figures, style.names, dtype=np.int32),
        random.integers(words.figures, len(words.words), style.figures, dtype=np.int32),
    )


def draft(random: np.random.Generator, words: Lexicon, style: Style, about: Event, length: int | None = None) -> Draft:
    """An article about an event. Two drafts about one event share its words, names and figures, and no sentence."""
    if length is None:
        length = int(np.clip(random.lognormal(np.log(style.mean_length), style.spread), 80, 4000))
    made = words.ordinary(random, length)
    dice = random.random(length)
    limit = style.figure_share
    for share, pool in ((0.0, about.figures), (style.name_share, about.names), (style.topic_share, about.topic)):
        chosen = np.flatnonzero((dice < limit + share) & (dice >= (0.0 if share == 0.0 else limit)))
        made[chosen] = pool[random.integers(0, len(pool), len(chosen))]
        limit += share
    return _with_sentences(random, style, made, about)


def _with_sentences(random: np.random.Generator, style: Style, made: Words, about: Event) -> Draft:
    low, high = style.sentence
    ends = np.cumsum(random.integers(low, high + 1, len(made) // low + 2))
    ends = np.append(ends[ends < len(made) - low // 2], len(made))
    speech = (random.random(len(ends)) < style.quoted).astype(np.int8) * random.integers(1, 3, len(ends), dtype=np.int8)
    return Draft(made, ends, speech, about.names[random.integers(0, min(3, len(about.names)), len(ends))])


def edited(random: np.random.Generator, words: Lexicon, style: Style, given: Draft, share: float) -> Draft:
    """A retelling with `share` of the words changed, each independently: most replaced by a random word, some deleted or
    followed by a new one."""
    return _change(random, words, style, given, np.full(len(given), share))


def uneven(random: np.random.Generator, words: Lexicon, style: Style, given: Draft, share: float) -> Draft:
    """A retelling as people do it: names and figures kept (95 %), some sentences changed more than others, some moved."""
    sentence = np.clip(share + random.uniform(-0.25, 0.25, len(given.ends)), 0, 0.98)
    chances = np.repeat(sentence, np.diff(given.ends, prepend=0))
    chances[given.words >= words.names] = 0.05
    made = _change(random, words, style, given, chances)
    order = np.arange(len(made.ends))
    for place in np.flatnonzero(random.random(len(order) - 1) < style.swapped):
        order[[place, place + 1]] = order[[place + 1, place]]
    return rearranged(made, order)


def rearranged(given: Draft, order: npt.NDArray[np.int64]) -> Draft:
    """Some sentences of a draft, in another order."""
    starts = np.concatenate(([0], given.ends[:-1]))
    pieces = [given.words[starts[sentence] : given.ends[sentence]] for sentence in order]
    return Draft(
        np.concatenate(pieces), np.cumsum([len(piece) for piece in pieces]), given.speech[order], given.speaker[order]
    )


def brief(random: np.random.Generator, words: Lexicon, style: Style, given: Draft, sentences: int = 5) -> Draft:
    """Some sentences of a draft condensed to about 90 words, 30 % of them changed."""
    chosen = np.sort(random.choice(len(given.ends), min(sentences, len(given.ends)), replace=False))
    short = rearranged(given, chosen)
    keep = np.flatnonzero(random.random(len(short)) < min(1.0, 95 / max(1, len(short))))
    ends = np.searchsorted(keep, short.ends)
    return edited(random, words, style, Draft(short.words[keep], ends, short.speech, short.speaker), 0.3)


def inside(random: np.random.Generator, host: Draft, given: Draft, length: int) -> Draft:
    """`host` with `length` running words of `given` put in between two of its sentences."""
    start = int(random.integers(0, max(1, len(given) - length)))
    piece = given.words[start : start + length]
    at = int(random.integers(0, len(host.ends)))
    place = int(host.ends[at])
    return Draft(
        np.concatenate((host.words[:place], piece, host.words[place:])),
        np.concatenate((host.ends[: at + 1], host.ends[at:] + len(piece))),
        np.insert(host.speech, at + 1, 0),
        np.insert(host.speaker, at + 1, host.speaker[at]),
    )


def _change(
    random: np.random.Generator, words: Lexicon, style: Style, given: Draft, chances: npt.NDArray[np.float64]
) -> Draft:
    """Edit each word with its chance; sentence ends move along."""
    hit = random.random(len(given)) < chances
    kind = random.random(len(given))
    replaced = hit & (kind < style.substituted)
    rest = (1 - style.substituted) / 2
    deleted = hit & (kind >= style.substituted) & (kind < style.substituted + rest)
    added = hit & (kind >= style.substituted + rest)
    made = given.words.copy()
    made[replaced] = words.ordinary(random, int(replaced.sum()))
    copies = np.where(deleted, 0, np.where(added, 2, 1))
    ends = np.cumsum(copies)[given.ends - 1]
    out = np.repeat(made, copies)
    second = np.cumsum(copies)[added] - 1
    out[second] = words.ordinary(random, len(second))
    return Draft(out, ends, given.speech, given.speaker)


def printed(given: Draft, words: Lexicon) -> str:
    """The text: sentences with a capital and a full stop, four to a paragraph."""
    listed = words.words[given.words].tolist()
    pieces: list[str] = []
    start = 0
    for number, (end, speech, speaker) in enumerate(
        zip(given.ends.tolist(), given.speech.tolist(), given.speaker.tolist(), strict=True)
    ):
        sentence = " ".join(listed[start:end])
        start = end
        if not sentence:
            continue
        sentence = sentence[0].upper() + sentence[1:]
        if speech == 1:
            sentence = f"“{sentence},” {words.words[speaker]} {_CUES[speaker % len(_CUES)]}."
        elif speech == 2:
            sentence = f"According to {words.words[speaker]}, {sentence[0].lower()}{sentence[1:]}."
        else:
            sentence += "."
        pieces.append(sentence)
        pieces.append("\n\n" if number % 4 == 3 else " ")
    return "".join(pieces).strip()
