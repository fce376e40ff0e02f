"""The key of a name: what its mentions in one article share, the fullest form in the article.

Observations
1. News prints the full name first and the surname after ("Maria Zakharova", then "Zakharova"). The last word of a longer name is
   the key to it; with two such names (a couple), the one mentioned last before is meant.
2. A place inside a longer name is not that name ("Port Ode Police" and "Port Ode"). A single word that stands after "in",
   "near" or "across" is a place, and keeps its own key.
3. A first name alone is a short form only where one full name in the article begins with it, and no title stands before it.
4. An acronym belongs to the name whose initials it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from retold.marking.lexicon import BODY_NOUNS
from retold.records.article import Span
from retold.records.marks import Name
from retold.text.names import fold_name

CANDIDATES: Final = 200  # longer forms looked at for one short form: keeps a list of 10,000 namesakes linear
PLACE_SHARE: Final = 1 / 3  # share of mentions after a preposition of place from which a word is a place

_LINKS: Final = frozenset({"of", "for", "on", "in", "and", "&"})
_PLACE_BEFORE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Aa]cross|[Oo]utside|[Aa]round|[Ii]nto|[Ii]nside|[Tt]hroughout)\s\Z")


def keyed(text: str, found: Sequence[tuple[Span, bool]]) -> tuple[Name, ...]:
    """The names with their keys. Each is given as its span and whether a title stands before it."""
    folded = [fold_name(place.text) for place, _ in found]
    by_last: dict[str, list[int]] = {}
    by_first: dict[str, set[str]] = {}
    acronyms: dict[str, str] = {}
    for index, form in enumerate(folded):
        words = form.split()
        if len(words) < 2:
            continue
        by_last.setdefault(words[-1], []).append(index)
        body = any(word in BODY_NOUNS for word in words)
        if not body and len(words) <= 3:
            by_first.setdefault(words[0], set()).add(form)
        initials = "".join(word[0] for word in words if word not in _LINKS and word != "the")
        if len(initials) > 2 or body:
            acronyms.setdefault(initials, form)
    places = _places(text, found, folded, by_last)
    return tuple(
        # "President Jo" is not the Jo Ode of another sentence: after a title stands a surname, or what is left of a name.
        Name(span=place, key=_key(index, folded, by_last, {} if titled else by_first, acronyms, places, place.text))
        for index, (place, titled) in enumerate(found)
    )


def _places(
    text: str, found: Sequence[tuple[Span, bool]], folded: list[str], by_last: Mapping[str, list[int]]
) -> set[str]:
    """The single words that end a longer name and yet are places."""
    mentions: dict[str, int] = {}
    after: dict[str, int] = {}
    for (place, _), form in zip(found, folded, strict=True):
        if form in by_last:
            mentions[form] = mentions.get(form, 0) + 1
            if _PLACE_BEFORE.search(text, max(0, place.start - 12), place.start):
                after[form] = after.get(form, 0) + 1
    return {form for form, count in after.items() if count >= PLACE_SHARE * mentions[form]}


def _key(
    index: int,
    folded: list[str],
    by_last: Mapping[str, list[int]],
    by_first: Mapping[str, set[str]],
    acronyms: Mapping[str, str],
    places: set[str],
    printed: str,
) -> str:
    form = folded[index]
    words = form.split()
    if not words or form in places:
        return form
    ending = " " + form
    fuller = [other for other in by_last.get(words[-1], ())[:CANDIDATES] if folded[other].endswith(ending)]
    if len(words) == 1:
        if printed.isupper() and len(printed) > 1:
            fuller = []  # an acronym is no surname
        fuller = [other for other in fuller if not _LINKS & set(folded[other].split())]
    if fuller:
        return _fullest(index, folded, fuller)
    if len(words) == 1:
        plain = form.replace(".", "")
        if printed.replace(".", "").isupper() and plain in acronyms:
            return acronyms[plain]
        firsts = by_first.get(form, set())
        if len(firsts) == 1:
            return next(iter(firsts))
    return form


def _fullest(index: int, folded: list[str], fuller: list[int]) -> str:
    """Of several longer forms the longest, if the others are its endings; else the one mentioned last before,
    or first after."""
    forms = {folded[other] for other in fuller}
    longest = max(forms, key=lambda form: (len(form), form))
    if all(longest.endswith(form) for form in forms):
        return longest
    before = [other for other in fuller if other < index]
    return folded[max(before)] if before else folded[min(fuller)]
