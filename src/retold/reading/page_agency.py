"""Which news agency a page credits, and its dateline, where the text states them cleanly.

1. A wire marker comes first: the agency in brackets, slashes or dashes at the head of the text ("OSTHAVEN (dpa) –",
   "/TASS/", "(AP) —"), alone on the byline, alone on the last line ("dpa", "Source: AFP").
2. Only then what the page's data name: author, credit, or source in JSON-LD and meta tags.
3. What stands in a caption ("Photo: dpa", "picture alliance / AP") credits a picture, not the text.
4. Short names are met in their own letters only ("AP", "dpa"), as other words are written like them.
"""

from __future__ import annotations

import re
from typing import Final

from retold.reading.page_head import Head, line

AGENCIES: Final = {
    "AP": ("AP", "The Associated Press", "Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Reuters": ("Reuters", "REUTERS", "Thomson Reuters"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur", "dpa-AFX", "dpa-infocom"),
    "TASS": ("TASS", "Tass", "ITAR-TASS", "ТАСС"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "APA": ("APA", "Austria Presse Agentur"),
    "UPI": ("UPI", "United Press International"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "Xinhua": ("Xinhua", "XINHUA", "Xinhua News Agency"),
    "Interfax": ("Interfax", "Интерфакс", "Interfax-Ukraine"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости", "RIA"),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA"),
    "PA": ("PA", "PA Media", "Press Association"),
    "PAP": ("PAP",),
    "Kyodo": ("Kyodo", "KYODO", "Kyodo News"),
    "Jiji": ("Jiji", "JIJI", "Jiji Press"),
    "Yonhap": ("Yonhap",),
    "Ukrinform": ("Ukrinform", "Укринформ"),
    "BelTA": ("BelTA", "BELTA"),
    "KNA": ("KNA",),
    "epd": ("epd",),
    "SID": ("SID", "sid"),
    "ATS": ("ats", "ATS", "Keystone-SDA", "sda", "SDA"),
    "NTB": ("NTB",),
    "TT": ("TT",),
    "STT": ("STT",),
    "Ritzau": ("Ritzau", "ritzau"),
    "Belga": ("Belga", "BELGA"),
    "ANP": ("ANP",),
    "MTI": ("MTI",),
    "ČTK": ("ČTK", "ctk"),
    "CP": ("The Canadian Press", "Canadian Press"),
    "AAP": ("AAP", "Australian Associated Press"),
    "Europa Press": ("Europa Press", "EUROPA PRESS"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "CNA": ("CNA",),
}
"""Agencies by the name that is given, with the forms in which credits print them."""

HEAD: Final = 700  # code points at the beginning in which a marker stands
TAIL: Final = 160  # the same at the end
_BY_FORM: Final = {form: name for name, forms in AGENCIES.items() for form in forms}
_LONG: Final = {form.casefold(): name for form, name in _BY_FORM.items() if len(form) > 4}
_FORMS: Final = "|".join(re.escape(form) for form in sorted(_BY_FORM, key=len, reverse=True))
_PAIR: Final = rf"(?P<agency>{_FORMS})(?:\s?[/,]\s?[\w .-]{{2,20}}){{0,3}}"
_BRACKETS: Final = re.compile(
    rf"[(\[]\s?{_PAIR}\s?[)\]]|(?<![\w/])/\s?(?P<slashes>{_FORMS})\s?/|\|\s?/?(?P<bars>{_FORMS})/?\s?[.|]"
)
_OPENING: Final = re.compile(rf"(?:\A|\n)[^\n]{{0,60}}?[–—-]\s?(?P<agency>{_FORMS})\s?[–—-]\s")
_SOURCE: Final = r"(?i:(?:source|quelle|fuente|con información de|with agency inputs from|from)\s?:?\s{0,2})?"
_CLOSING: Final = re.compile(rf"{_SOURCE}[(\[/©]?\s?(?P<agency>{_FORMS})\s?[)\]/.]?")
_AFTER_END: Final = re.compile(rf"[.!?“”\"»]\s{{1,3}}[(/](?P<agency>{_FORMS})[)/]\s?\Z")
_PICTURE: Final = re.compile(
    r"(?i)\b(?:photos?|fotos?|bild(?:er)?|image|picture|credit|getty|alliance|archiv\w{0,8}|caption)\b.{0,40}\Z"
)
_PLACE: Final = r"[A-ZÀ-ÞА-Я][\w.'’/-]{1,30}(?:[ ,]{1,2}[\w.'’/-]{1,20}){0,7}?"
_SLUG: Final = rf"(?:\((?:{_FORMS})[^()\n]{{0,30}}\)|/(?:{_FORMS})/)"
_DATELINE: Final = re.compile(rf"(?:\A|\n)(?P<line>(?P<place>{_PLACE})[,.|]?\s?{_SLUG})\s?\.?\s?[–—:-]?")


def agency(text: str, byline: str | None, head: Head, outlet: str | None) -> str | None:
    """The agency that the page credits for its text; None where it credits none, or is the agency's own page."""
    found = _marked(text) or known(byline or "")
    if not found:
        named = [
            *head.linked.names("creditText", "sourceOrganization", "author", "creator"),
            head.first("source") or "",
        ]
        found = next((name for one in named if (name := known(one))), None)
    return None if found and outlet and known(outlet) == found else found


def known(name: str) -> str | None:
    """The agency that `name` is a printed form of, whole; None where it is none.

    >>> known("The Associated Press"), known("dpa/AFP"), known("Apa Sherpa")
    ('AP', 'dpa', None)
    """
    name = line(name, 80).strip(" ()[]/.–—-©")
    name = re.sub(r"\A(?:By|by|Von|Por|Par)\s", "", name)
    for part in (name, name.split("/")[0].strip(), name.split(",")[0].strip()):
        if found := _BY_FORM.get(part) or _LONG.get(part.casefold()):
            return found
    return None


def dateline(text: str) -> str | None:
    """The dateline at the head of the text, place to agency, where both stand there; None else."""
    for match in _DATELINE.finditer(text[:HEAD]):
        if not _PICTURE.search(match["place"]):
            return line(match["line"], 160)
    return None


def _marked(text: str) -> str | None:
    head = text[:HEAD]
    for pattern in (_BRACKETS, _OPENING):
        for match in pattern.finditer(head):
            begun = head.rfind("\n", 0, match.start()) + 1
            if _PICTURE.search(head[begun : match.start()]) or match.start() - begun > 100:
                continue
            form = next(value for value in match.groupdict().values() if value)
            return _BY_FORM[form]
    last = text[-TAIL:].rstrip().rpartition("\n")[2].strip()
    closing = _CLOSING.fullmatch(last) if len(last) < 60 else None
    closing = closing or _AFTER_END.search(text[-TAIL:].rstrip())
    return _BY_FORM[closing["agency"]] if closing else None
