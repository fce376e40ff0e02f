"""Which medium a printed name means: news agencies under their many names, outlets by name, host or initials.

1. An agency is printed under several names ("TASS", "Tass", "ITAR-TASS"); the table below lists those that differ in
   more than case. Most names need no table: two names mean one medium when their folded keys are equal.
2. The key has no case, spaces, punctuation or generic words, so "News.Az", "news.az" and "News Az" share one, and so do
   "Vesna" and "the Vesna news agency".
3. A host gives its registered part as a second key: `www.northern-herald.example` is also "northernherald".
4. Initials of three letters or more meet the name they stand for ("NPA" and "Northern Press Agency").

Known exceptions: "AP" is also a plain abbreviation, so it is only ever looked for where a credit, a byline or a
dateline stands; two outlets with one name in different towns are one medium here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

from retold.text.normalise import fold_marks

# One line an agency: its key, then other keys and hosts under which it is met. All in folded form (see `key`).
_ALIASES = """
tass: itartass tassru russiannewsagencytass
reuters: thomsonreuters reuter
associatedpress: ap apnews theap
agencefrancepresse: afp francepresse
deutschepresseagentur: dpa
unitedpressinternational: upi
presstrustofindia: pti
asiannewsinternational: ani
indoasiannewsservice: ians
xinhua: newchina xinhuanet
interfax: interfaxukraine
rianovosti: ria riarossiya
anadolu: aa anadoluagency
pressassociation: pa pamedia
austriapresseagentur: apa
efe: agenciaefe
ansa: agenziaansa
polskaagencjaprasowa: pap
kyodo: kyodonews
yonhap: yna
ukrinform: ukrinformua
belta: beltaby
azertac: azertag
islamicrepublicnewsagency: irna
syrianarabnewsagency: sana
middleeastnewsagency: mena
bloomberg: bloombergnews
"""
_GENERIC = frozenset(
    [
        *("the", "news", "agency", "agencies", "service", "services", "newswire", "staff", "state", "official"),
        *("correspondent", "reporter", "reporters", "online", "website", "newspaper", "daily"),
    ]
)
_THE_AGENCY = frozenset(
    {"agency", "news agency", "the agency", "the news agency", "agencies", "news agencies", "wire", "wires"}
)
_WORD = re.compile(r"[^\W_]+")
_HOST_NOISE = frozenset({"www", "m", "en", "amp", "mobile", "news", "edition", "rss", "feeds"})
_LONGEST_NAME = 120  # a longer "name" is a sentence that a marker misread


def _alias_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _ALIASES.strip().splitlines():
        canonical, _, listed = line.partition(":")
        table[canonical] = canonical
        table.update(dict.fromkeys(listed.split(), canonical))
    return table


_TABLE = _alias_table()
_PRINTED: dict[str, list[str]] = {}  # key → the other folded names that have it
for _folded, _canonical in _TABLE.items():
    _PRINTED.setdefault(_canonical, []).append(_folded)
KNOWN_AGENCIES = frozenset(_TABLE.values())


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The folded key of a medium's name; "" where nothing but generic words is left.

    >>> key("The ITAR-TASS news agency"), key("News.Az")
    ('tass', 'newsaz')
    """
    parts = _WORD.findall(fold_marks(name[:_LONGEST_NAME]).casefold())
    telling = [part for part in parts if part not in _GENERIC]
    whole = "".join(parts)
    if "".join(telling) in _TABLE or whole in _TABLE:
        return _TABLE.get(whole) or _TABLE["".join(telling)]
    if len(telling) <= 1 and "." in name:  # "News.Az": "news" is part of the name when the name is a host
        return whole
    return "".join(telling)


def may_name(known: str, words: Collection[str]) -> bool:
    """Whether any name with the key `known` can be put together of these folded words (`vocabulary`); if not, none is printed."""
    return any(_put_together(name, words) for name in (known, *_PRINTED.get(known, ())))


def _put_together(name: str, words: Collection[str]) -> bool:
    if any(map(str.isdigit, name)):
        return True  # numbers are cut into words in other ways
    reached = [0]
    for end in range(1, len(name) + 1):
        if any(name[start:end] in words or name[start:end] == "s" for start in reached):  # a possessive s is no word
            reached.append(end)
    return reached[-1] == len(name)


def is_generic(name: str) -> bool:
    """Whether `name` only says "the agency", leaving open which."""
    return " ".join(_WORD.findall(name[:_LONGEST_NAME].casefold())) in _THE_AGENCY


@lru_cache(maxsize=4096)
def host_keys(url: str) -> frozenset[str]:
    """The keys under which the host of `url` (or a bare host) may be met; empty where it has none."""
    try:
        host = urlsplit(url if "//" in url else "//" + url).hostname or ""
    except ValueError:
        return frozenset()
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2:
        return frozenset()
    while len(labels) > 2 and labels[0] in _HOST_NOISE:
        labels = labels[1:]
    keys = {key(".".join(labels)), key(labels[0].replace("-", " "))}
    if len(labels) > 2:
        keys.add(key(labels[-2].replace("-", " ")))
    return frozenset(keys - {""})


def _initials(name: str) -> str:
    parts = re.findall(r"[^\W\d_]+", name[:_LONGEST_NAME])
    letters = "".join(part[0] for part in parts if part[0].isupper())
    return letters.casefold() if len(letters) >= 3 else ""


def keys(name: str) -> frozenset[str]:
    """Every key under which `name` may be met: its own, its initials, and those of a host."""
    found = {key(name), _initials(name)}
    if "." in name and " " not in name.strip():
        found |= host_keys(name)
    return frozenset(found - {""})


def same(one: str, other: str) -> bool:
    """Whether two printed names mean one medium."""
    return bool(keys(one) & keys(other))


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency that the table knows, or calls itself one."""
    return key(name) in KNOWN_AGENCIES or "agency" in name.casefold()
