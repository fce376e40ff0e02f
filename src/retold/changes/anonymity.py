"""Who said it without a name, and whether the other telling puts a name or an office to it.

An article that quotes "a source close to the club" vouches for the source; one that says "the club said" says that the club stands
by it. The two are never one voice, however alike their words are ("a Treasury source" / "the Treasury"). Neither are somebody and
who speaks for him ("the prime minister's spokesman" / "the prime minister"); a body speaks only by its people, so that "a
spokesman for the council" and "the council" are one. No voice is said to have changed where the other side still tells of somebody
unnamed in the same sentences: "the Post reported, citing two sources".
"""

from __future__ import annotations

from collections.abc import Sequence

from retold.changes.context import Context
from retold.records.marks import Attribution
from retold.text.tokenise import words

_HIDDEN = frozenset("source sources insider insiders unnamed anonymous".split())
_FACELESS = frozenset("one two three four several some people persons person somebody someone of them those".split())
_SHIELDS = _HIDDEN | frozenset("anonymity named identified familiar".split())  # "two people familiar with the talks"
_SPEAKS_FOR = frozenset(
    "spokesman spokeswoman spokesperson lawyer lawyers attorney attorneys solicitor barrister aide aides agent adviser advisor "
    "publicist".split()
)
_OWNERS = frozenset("his her their for of to".split())
_OFFICES = frozenset(
    "minister president premier chancellor mayor governor secretary senator pope king queen prince princess duke duchess bishop "
    "archbishop cardinal ambassador commissioner chairman chairwoman chief executive coach manager captain judge general".split()
)


def anonymous(voice: Attribution) -> bool:
    """Whether a voice is kept without a name: "a source close to the talks", "one of them", "three people familiar with it"."""
    if voice.voice is None or voice.cue is None or voice.voice_name:
        return False
    told = words(voice.voice.text).norm
    return not _HIDDEN.isdisjoint(told) or (
        len(told) > 1 and _FACELESS.issuperset(told[: 3 if "of" in told[:2] else 2])
    )


def went_on_record(context: Context, voice_a: Attribution, voice_b: Attribution) -> bool:
    """Whether one voice is kept without a name and the other is a person or a body that stands by what it said."""
    for hidden, told, side in ((voice_a, voice_b, "b"), (voice_b, voice_a, "a")):
        if anonymous(hidden) and _on_record(told) and not _shielded(context, told, side):
            return True
    return False


def _on_record(voice: Attribution) -> bool:
    if voice.voice is None or voice.cue is None or voice.voice_type not in ("person", "body"):
        return False
    if voice.voice_name:
        return voice.basis == "stated"
    return words(voice.voice.text).norm[:1] == ["the"]


def _shielded(context: Context, voice: Attribution, side: str) -> bool:
    """Whether the sentences of a voice tell of somebody unnamed too."""
    assert voice.cue is not None
    here = context.a if side == "a" else context.b
    link = context.link_at(side, voice.cue.start)
    if link is None:
        return True
    sentences = context.links[link].a if side == "a" else context.links[link].b
    return any(not _SHIELDS.isdisjoint(here.norms(one.start, one.end)) for one in sentences)


def spoken_for(voice_a: Attribution, voice_b: Attribution) -> bool:
    """Whether one voice speaks for a person and the other is a person who speaks: "his spokesman" / "the prime minister"."""
    if voice_a.voice is None or voice_b.voice is None or voice_a.voice_name or voice_b.voice_name:
        return False
    one, other = (words(voice.voice.text).norm for voice in (voice_a, voice_b) if voice.voice is not None)
    return _speaks_for_a_person(one, other) or _speaks_for_a_person(other, one)


def _speaks_for_a_person(one: Sequence[str], other: Sequence[str]) -> bool:
    if _SPEAKS_FOR.isdisjoint(one) or not _SPEAKS_FOR.isdisjoint(other):
        return False
    owned = not _OWNERS.isdisjoint(one) or any(word.endswith(("'s", "’s")) for word in one)
    return owned and other[:1] == ["the"] and other[-1] in _OFFICES
