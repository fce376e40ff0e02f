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
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from retold.marking.lexicon import BODY_NOUNS
from retold.records.article import Span
from retold.records.marks import Name
from retold.text.names import fold_name
from retold.text.tokenise import Kept

CANDIDATES: Final = 200  # longer forms looked at for one short form: keeps a list of 10,000 namesakes linear
PLACE_SHARE: Final = 1 / 3  # share of mentions after a preposition of place from which a word is a place

_LINKS: Final = frozenset({"of", "for", "on", "in", "and", "&"})
_PLACE_BEFORE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Aa]cross|[Oo]utside|[Aa]round|[Ii]nto|[Ii]nside|[Tt]hroughout)\s\Z")
_PLACE_ENDS: Final = (
    "n",
    "near",
    "cross",
    "side",
    "round",
    "into",
    "hroughout",
)  # most names stand behind no such word


def _fold(name: str) -> str:
    """`fold_name`, at once for what is most names: words of plain letters, and no article."""
    plain = name.isascii() and name.replace(" ", "").isalpha() and name[:4].lower() != "the "
    return name.lower() if plain else fold_name(name)


_FOLDED: Final = Kept(_fold)


def keyed(text: str, found: Sequence[tuple[Span, bool]]) -> tuple[Name, ...]:
    """The names with their keys. Each is given as its span and whether a title stands before it."""
    folded = [_FOLDED[place.text] for place, _ in found]
    forms = _Forms(folded)
    places = _places(text, found, folded, forms.by_last)
    keys = forms.keys
    names: list[Name] = []
    for index, ((place, titled), form) in enumerate(zip(found, folded, strict=True)):
        key = keys.get(place.text) or (form if form in places else forms.key(index, form, place.text, titled))
        names.append(Name(span=place, key=key))
    return tuple(names)


def _places(
    text: str, found: Sequence[tuple[Span, bool]], folded: list[str], by_last: Mapping[str, list[str]]
) -> set[str]:
    """The single words that end a longer name and yet are places."""
    mentions: dict[str, int] = {}
    after: dict[str, int] = {}
    for (place, _), form in zip(found, folded, strict=True):
        if form in by_last:
            mentions[form] = mentions.get(form, 0) + 1
            if text.endswith(_PLACE_ENDS, 0, place.start - 1) and _PLACE_BEFORE.search(
                text, max(0, place.start - 12), place.start
            ):
                after[form] = after.get(form, 0) + 1
    return {form for form, count in after.items() if count >= PLACE_SHARE * mentions[form]}


class _Forms:
    """The forms of names in one article, and what shorter ones are short for. Each is worked out once, when it is asked for.

    `keys` are the keys of the names whose key is the same wherever they stand, as printed.
    """

    def __init__(self, folded: list[str]) -> None:
        self.folded = folded
        self.keys: dict[str, str] = {}
        self.by_last: dict[str, list[str]] = {}  # the last word of a longer form → such forms
        self._longer: dict[str, list[str]] = {}  # the longer forms, each with its words
        self._fuller: dict[str, tuple[str, list[int]]] = {}
        self._acronyms: dict[str, dict[str, str]] = {}  # the first letter of initials → the forms by their initials
        for form in folded:
            if " " in form and form not in self._longer:
                words = self._longer[form] = form.split()
                self.by_last.setdefault(words[-1], []).append(form)

    def key(self, index: int, form: str, printed: str, titled: bool) -> str:
        """The key of the name that stands at `index`."""
        known = self._fuller.get(form)
        if known is None:
            known = self._fuller[form] = self._fuller_forms(form)
        fullest, fuller = known
        if " " in form:
            if fuller:
                return self._nearest(index, fuller)
            self.keys[printed] = fullest or form
            return fullest or form
        if (fullest or fuller) and (len(printed) == 1 or not printed.isupper()):  # an acronym is no surname
            if fuller:
                return self._nearest(index, fuller)
            self.keys[printed] = fullest
            return fullest
        if printed.replace(".", "").isupper():
            meant = self._acronym(form.replace(".", ""))
            if meant is not None:
                self.keys[printed] = meant
                return meant
        # "President Jo" is not the Jo Ode of another sentence: after a title stands a surname, or what is left of a name.
        firsts = self._by_first.get(form)
        if firsts is None:
            self.keys[printed] = form
            return form
        return form if titled or len(firsts) > 1 else next(iter(firsts))

    def _fuller_forms(self, form: str) -> tuple[str, list[int]]:
        """The longest of the forms that end in `form`, if the others are its endings; else "" and where they stand. A single word
        does not end a form that goes over a link."""
        others = self.by_last.get(form.rpartition(" ")[2])
        if others is None or (len(others) == 1 and others[0] == form):
            return "", []
        ending = " " + form
        fuller = [other for other in others[:CANDIDATES] if other.endswith(ending)]
        if " " not in form:
            fuller = [other for other in fuller if _LINKS.isdisjoint(self._longer[other])]
        if len(fuller) < 2:
            return (fuller[0] if fuller else ""), []
        longest = max(fuller, key=lambda form: (len(form), form))
        if all(map(longest.endswith, fuller)):
            return longest, []
        return "", sorted(place for other in fuller for place in self._standing[other])

    @cached_property
    def _standing(self) -> dict[str, list[int]]:
        """Where the longer forms stand."""
        standing: dict[str, list[int]] = {form: [] for form in self._longer}
        for index, form in enumerate(self.folded):
            if form in standing:
                standing[form].append(index)
        return standing

    def _nearest(self, index: int, fuller: list[int]) -> str:
        """Of several longer forms the one mentioned last before, or first after."""
        at = bisect_left(fuller, index)
        return self.folded[fuller[at - 1] if at else fuller[0]]

    @cached_property
    def _by_first(self) -> dict[str, set[str]]:
        by_first: dict[str, set[str]] = {}
        for form, words in self._longer.items():
            if len(words) <= 3 and BODY_NOUNS.isdisjoint(words):
                by_first.setdefault(words[0], set()).add(form)
        return by_first

    def _acronym(self, initials: str) -> str | None:
        """The first of the longer forms with these initials; those that begin with one letter are looked at together."""
        letter = initials[:1]
        if letter not in self._acronyms:
            here = self._acronyms[letter] = {}
            for form, words in self._longer.items():
                if form[0] == letter:
                    first = "".join([word[0] for word in words if word not in _LINKS and word != "the"])
                    if len(first) > 2 or not BODY_NOUNS.isdisjoint(words):
                        here.setdefault(first, form)
        return self._acronyms[letter].get(initials)
