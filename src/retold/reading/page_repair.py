"""What is put right after the extraction: paragraphs it lost, and lines it took that are not the article.

Observations (on the half of the open pages that rules are made on)
1. What trafilatura loses is most often the lead: a paragraph of its own between the heading and the body, outside the
   element that holds the body. It is sentence-like, and no link.
2. Sometimes single paragraphs in the middle are lost; their neighbours, of the same parent, are there.
3. What it takes too much are lines that speak to the reader and not of the story: subscribe, sign up, follow us, read
   also, share. They begin with few set phrases, and are short.

How it works: the leaves of the page (paragraphs without blocks inside) are matched to the extracted paragraphs by their words;
a leaf that is missing is put back where (1) or (2) holds. Lines of kind (3) are dropped, unless that would leave little.

Known exceptions: a lead that does not end like a sentence stays lost; a story about newsletters may lose a short line.

| threshold | value | measured on |
|---|---|---|
| shortest paragraph put back | 60 code points | captions and bylines are below, leads above |
| leaves between heading and body | 12 | more are a list of other stories |
| longest line dropped | 280 code points | the longest such line there has 262 |
| least that is left | 0.7 of the text | a page with more such lines is about them |
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

SHORTEST: Final = 60
BETWEEN: Final = 12
LONGEST_LINE: Final = 280
LEFT: Final = 0.7

_Element = Any  # lxml ships no types
_LEAVES: Final = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "div")
_BLOCKS: Final = ("p", "li", "div", "blockquote", "ul", "ol", "table")
_OTHERS: Final = re.compile(r"[\W_]+")
_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”“»«’)\]]{0,2}\Z")
_OUTSIDE: Final = frozenset(("nav", "footer", "aside", "form", "figure", "figcaption", "header", "button", "table"))
_READER: Final = re.compile(
    r"""(?ix)\A\W{0,4}(?:
    subscribe\b|sign\s(?:up|in)\b|log\sin\b|please\s(?:subscribe|log|sign)|to\sview\sthe\sfull|to\s(?:continue|keep)\sreading|
    already\sa\s(?:subscriber|member)|first-time\ssubscribers|never\smiss|don[’']t\smiss|get\s(?:the|our)\s(?:latest|best|daily)|
    follow\s(?:us|[\w\s]{2,40}\son\s(?:twitter|facebook|instagram|x\b))|like\sus\son|join\s(?:our|the)\s[\w\s]{2,30}(?:newsletter|channel|group)|
    (?:for\s)?(?:the\s)?latest\s(?:stories|news|updates)\b.{0,40}download|download\s(?:the|our)\b.{0,40}\bapps?\b|
    (?:send|submit|email)\s(?:us|your)\b.{0,40}(?:letter|feedback|tip|story)|share\s(?:this|on)\b|click\shere\b|
    (?:read|see|watch)\s(?:also|more|next)\b|also\sread\b|related\s(?:articles?|posts?|stories|news|coverage)|more\s(?:on|from)\b.{0,40}\Z|
    advertisement\b|newsletter\W{0,3}\Z|[\w\s]{2,30}\snewsletter\Z|leave\sa\s(?:reply|comment)|
    mehr\szum\sthema|lesen\ssie\s(?:auch|mehr|hier)|lies\sauch|auch\s(?:auf|interessant)\b.{0,40}\Z|zum\sweiterlesen|weiterlesen|
    weitere\s(?:informationen|artikel|themen|meldungen)\b.{0,60}:?\Z|jetzt\s(?:abonnieren|anmelden|newsletter)|mit\sunserem\snewsletter|
    (?:unser(?:en)?\s)?newsletter\s(?:abonnieren|bestellen)|melden\ssie\ssich|sie\smöchten\s.{0,80}(?:newsletter|produktvorstellungen)|
    teilen\s(?:mit|auf)\b|bewerten\W{0,2}\Z|wird\sgeladen|gefällt\smir|anzeige\Z|werbung\Z|vorschau\sauf|kommentar\sverfassen|
    kategorien?\s?:|schlagwörter\s?:|datenschutz\b.{0,60}\Z|
    le\spuede\sinteresar|te\spuede\sinteresar|lea\s(?:también|además|más)|leer\smás|más\s(?:sobre|en|información|noticias)\b.{0,40}\Z|temas\W{0,2}\Z|
    suscr[ií]b|síguenos|compartir\b|comparte\b|
    lire\s(?:aussi|également)|à\slire\b|abonnez|partager\b|inscrivez|
    leggi\sanche|iscriviti|czytaj\s(?:też|także|więcej|również)|dowiedz\ssię\swięcej|zobacz\s(?:też|także|więcej)|zapisz\ssię|leia\s(?:também|mais)
    )"""
)
_ANYWHERE: Final = re.compile(
    r"(?i)already a subscriber|seeing this message|nutzungsbedingungen\.?\Z|"
    r"(?:subscribe|sign(?:ing)?[ -]up)\b.{0,60}\b(?:newsletters?|inbox|e-?edition|full story)|"
    r"newsletter\b.{0,80}\b(?:erhalten|abonnieren|anmelden|abmelden)|download\b.{0,60}\bapps?\b.{0,40}\b(?:ios|android)"
)


def leaves(tree: _Element) -> list[tuple[_Element, str]]:
    """The blocks of a page that hold no other block, in order, with their text on one line; the tree is not changed."""
    outer: set[_Element] = set()
    for element in tree.iter(*_BLOCKS):
        parent = element.getparent()
        while parent is not None and parent not in outer:
            outer.add(parent)
            parent = parent.getparent()
    found = (element for element in tree.iter(*_LEAVES) if element not in outer)
    return [(element, " ".join("".join(element.itertext()).split())) for element in found]


def lost(blocks: list[str], page: list[tuple[_Element, str]]) -> list[str]:
    """The extracted paragraphs with the lead and the single paragraphs of the page that were lost on the way."""
    taken = {_key(block) for block in blocks}
    joined = "\n".join(taken)
    keys = [_key(text) for _, text in page]
    places = [place for place, said in enumerate(keys) if said and said in taken]
    if len(places) < 2:
        return blocks
    parents = Counter(page[place][0].getparent() for place in places if page[place][0].tag == "p")
    heading = max((place for place in range(places[0]) if page[place][0].tag == "h1"), default=None)
    missing: dict[int, str] = {}
    for place, (element, text) in enumerate(page[: places[-1] + 1]):
        if len(text) < SHORTEST or not _SENTENCE_END.search(text) or (said := keys[place]) in taken or said in joined:
            continue
        between = heading is not None and heading < place < places[0] and places[0] - heading <= BETWEEN
        beside = element.tag == "p" and parents[element.getparent()] >= 2
        if (between or beside) and not _is_link(element, text) and not _is_outside(element) and not reader_line(text):
            missing[place] = text
    if not missing:
        return blocks
    return _merged(blocks, keys, missing)


def _merged(blocks: list[str], keys: list[str], missing: dict[int, str]) -> list[str]:
    """The blocks with each missing paragraph before the next block that stands after it on the page."""
    order: dict[str, list[int]] = {}
    for place, said in enumerate(keys):
        order.setdefault(said, []).append(place)
    waiting = sorted(missing.items())
    merged: list[str] = []
    at = -1
    for block in blocks:
        here = next((place for place in order.get(_key(block), ()) if place > at), None)
        if here is not None:
            at = here
            while waiting and waiting[0][0] < here:
                merged.append(waiting.pop(0)[1])
        merged.append(block)
    return merged + [text for _, text in waiting]


def without_reader_lines(blocks: list[str]) -> list[str]:
    """The paragraphs without the short ones that speak to the reader."""
    kept = [block for block in blocks if not reader_line(block)]
    return kept if sum(map(len, kept)) >= LEFT * sum(map(len, blocks)) else blocks


def reader_line(block: str) -> bool:
    """Whether a paragraph is a line that speaks to the reader: subscribe, follow us, read also."""
    return len(block) <= LONGEST_LINE and bool(_READER.match(block) or _ANYWHERE.search(block))


def _key(text: str) -> str:
    return _OTHERS.sub("", text.casefold())


def _is_link(element: _Element, text: str) -> bool:
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return linked > 0.5 * len(text)


def _is_outside(element: _Element) -> bool:
    return any(
        parent.tag in _OUTSIDE or "comment" in f"{parent.get('class')} {parent.get('id')}".lower()
        for parent in element.iterancestors()
    )
