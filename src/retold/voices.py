"""Who is quoted or cited in two tellings, and how many words each is given."""

from __future__ import annotations

from retold.records.comparison import Voice
from retold.records.marks import Attribution, Marked, VoiceType
from retold.text.names import compare_names
from retold.text.tokenise import part, words_of

MANY = 100  # voices, more than an article has: from there on two are one only where their names are printed alike


def voices(a: Marked, b: Marked) -> tuple[Voice, ...]:
    """Every named voice of both sides with the words attributed to it, most words first. Two names of one voice are one."""
    found: list[tuple[str, VoiceType | None, int, int]] = []
    for side, marked in enumerate((a, b)):
        text = marked.article.text
        whole = words_of(text)
        for attribution in marked.attributions:
            if not attribution.voice_name:
                continue
            count = sum(len(part(whole, text, span.start, span.end)) for span in attribution.content)
            _add(found, attribution, side, count)
    found.sort(key=lambda entry: (-max(entry[2], entry[3]), entry[0]))
    return tuple(Voice(name=name, type=kind, words_a=in_a, words_b=in_b) for name, kind, in_a, in_b in found)


def _add(found: list[tuple[str, VoiceType | None, int, int]], attribution: Attribution, side: int, count: int) -> None:
    name = attribution.voice_name or ""
    for k, (known, kind, in_a, in_b) in enumerate(found):
        if known == name or (len(found) < MANY and compare_names(known, name) != "other"):
            found[k] = (known, kind or attribution.voice_type, in_a + count * (side == 0), in_b + count * (side == 1))
            return
    found.append((name, attribution.voice_type, count * (side == 0), count * (side == 1)))
