"""What stands around a number: units and currencies, bounds, and the noun phrase that it counts."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from retold.marking.lexicon import FUNCTION, MONTHS, NUMBER_WORDS, WEEKDAYS
from retold.records.article import Span, span
from retold.records.marks import Bound

BOUND_REACH: Final = 36  # code points before a number in which its bound stands
PHRASE_WORDS: Final = 6  # longest noun phrase, in words

# --- currencies and units ------------------------------------------------------------------------------------------------------

_SYMBOLS: Final = {
    "$": "USD",
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₴": "UAH",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
    "rs": "INR",
    "inr": "INR",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "rub": "RUB",
    "chf": "CHF",
    "jpy": "JPY",
    "cny": "CNY",
    "uah": "UAH",
    "rmb": "CNY",
    "pln": "PLN",
}
_SYMBOL_BEFORE = re.compile(
    r"(?:(?:\bUS|\bAU?|\bCA?|\bNZ|\bHK|\bS|\bR)?\$|[€£¥₹₽₴₩₺₪]|\b(?:USD|EUR|GBP|Rs\.?|INR|RUB|CHF|JPY|CNY|UAH|"
    r"RMB|PLN))\s?\Z"
)
_SYMBOL_ENDS: Final = frozenset("$€£¥₹₽₴₩₺₪DRPBFYHNs.")  # what any of these ends in

_UNIT_FORMS: Final[dict[str, str]] = {
    "percent": "%|percent|per cent|pct|prozent|pour cent|por ciento|процентов|процента|процент",
    "percentage point": "percentage points?|percent points?|%-points?|pp",
    "basis point": "basis points?|bps",
    "USD": "us dollars?|u\\.s\\. dollars?|american dollars?|dollars?|usd",
    "AUD": "australian dollars?|aud",
    "CAD": "canadian dollars?|cad",
    "EUR": "euros?|eur",
    "GBP": "pounds sterling|british pounds?|gbp|sterling",
    "RUB": "russian rubles?|rubles?|roubles?|rub",
    "CNY": "chinese yuan|yuan|renminbi|cny",
    "JPY": "yen|jpy",
    "INR": "indian rupees?|rupees?|inr",
    "UAH": "hryvnias?|hryvnyas?|uah",
    "CHF": "swiss francs?|chf",
    "peso": r"mexican pesos?|pesos?",
    "lira": "turkish liras?|liras?|lira",
    "krona": "swedish kronor|kronor|kroner|krona|krone",
    "cent": "cents?|euro cents?|u\\.?s\\.? cents?",
    "penny": "pence|penny|p",
    "pound": "pounds?|lbs?",
    "km": "kilomet(?:er|re)s?|kms?",
    "m": "met(?:er|re)s?|m",
    "cm": "centimet(?:er|re)s?|cm",
    "mm": "millimet(?:er|re)s?|mm",
    "mile": "miles?",
    "nautical mile": "nautical miles?",
    "foot": "feet|foot|ft",
    "inch": "inch(?:es)?",
    "yard": "yards?",
    "acre": "acres?",
    "hectare": "hectares?|ha",
    "sq km": "square kilomet(?:er|re)s?|sq\\.? km|km2|km²",
    "sq m": "square met(?:er|re)s?|sq\\.? m|m2|m²",
    "sq mile": "square miles?|sq\\.? miles?",
    "sq foot": "square feet|square foot|square-foot|sq\\.? ft",
    "kg": "kilogram(?:me)?s?|kilos?|kgs?",
    "g": "grams?|grammes?|g",
    "mg": "milligram(?:me)?s?|mg",
    "tonne": "metric tons?|metric tonnes?|tonnes?",
    "ton": "tons?",
    "ounce": "ounces?|oz",
    "litre": "lit(?:er|re)s?",
    "gallon": "gallons?",
    "barrel": "barrels?|bbl",
    "°C": "degrees celsius|degrees centigrade|celsius|centigrade|°c|°\\sc|c",
    "°F": "degrees fahrenheit|fahrenheit|°f|f",
    "degree": "degrees?|°",
    "mph": "miles per hour|miles an hour|mph",
    "km/h": "kilomet(?:er|re)s per hour|kilomet(?:er|re)s an hour|km/h|kph|kmh",
    "knot": "knots?",
    "MW": "megawatts?|mw",
    "kW": "kilowatts?|kw",
    "GW": "gigawatts?|gw",
    "megabyte": "megabytes?|mb",
    "gigabyte": "gigabytes?|gb",
    "magnitude": "magnitude",
    "second": "seconds?",
    "minute": "minutes?|mins?",
    "hour": "hours?|hrs?",
    "day": "days?",
    "week": "weeks?",
    "month": "months?",
    "year": "years?|yrs?",
    "decade": "decades?",
    "century": "centur(?:y|ies)",
}
DURATIONS: Final = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
MONEY: Final = frozenset({*_SYMBOLS.values(), "peso", "lira", "krona", "cent", "penny", "AUD", "CAD"})
LENGTHS: Final = frozenset(
    {
        "km",
        "m",
        "cm",
        "mm",
        "mile",
        "nautical mile",
        "foot",
        "inch",
        "yard",
        "mph",
        "km/h",
        "knot",
        "degree",
        "°C",
        "°F",
    }
)
_BARE_LETTERS: Final = frozenset(
    {"m", "g", "c", "f", "mb", "gb", "ha", "pp", "p"}
)  # units only where they touch the number
_NAMED: Final = frozenset({"celsius", "fahrenheit"})  # units with a capital letter
_UNIT = re.compile(
    "(?:" + "|".join(f"(?P<u{index}>{forms})" for index, forms in enumerate(_UNIT_FORMS.values())) + r")(?![\w²])"
)  # as all patterns here that read small letters only, several times as fast as one that takes capitals, too
_UNIT_NAMES: Final = tuple(_UNIT_FORMS)
# The same for the units that begin with one character, so that no others are tried; no bracket of a form has one inside.
_FORMS: Final = [re.split(r"\|(?![^(]*\))", forms) for forms in _UNIT_FORMS.values()]
_UNITS_WITH: Final = {
    head: re.compile(
        "(?:"
        + "|".join(
            f"(?P<u{index}>{'|'.join(here)})"
            for index, forms in enumerate(_FORMS)
            if (here := [form for form in forms if form.startswith(head)])
        )
        + r")(?![\w²])"
    )
    for head in sorted({form[0] for forms in _FORMS for form in forms})
}
_LONG_UNITS = re.compile(
    r"(?:per cent|percent(?:age)? points?|%-points?|basis points?|u\.?s\.? dollars?|american dollars?|australian "
    r"dollars?|canadian dollars?|pounds sterling|british pounds?|"
    r"russian rubles?|chinese yuan|indian rupees?|swiss francs?|mexican pesos?|euro cents?|u\.?s\.? cents?|"
    r"turkish liras?|swedish kronor|"
    r"nautical miles?|square[ -](?:kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot)|"
    r"sq\.? (?:km|m|miles?|ft)|metric tonn?e?s?|degrees (?:celsius|centigrade|fahrenheit)|(?:miles|kilomet(?:er|"
    r"re)s) (?:per|an) hour|km/h|pour cent|por ciento)(?![\w²])"
)


# What three letters a unit of three letters or more begins with; a shorter one is told by what is no letter behind it.
_UNIT_HEADS: Final = frozenset(
    form.replace("\\", "")[:3] for forms in _UNIT_FORMS.values() for form in forms.split("|")
)


class Measure(msgspec.Struct, frozen=True, gc=False):
    """A unit and where it ends in the text."""

    unit: str
    end: int


def symbol_before(text: str, low: int, at: int) -> tuple[str | None, int]:
    """The currency whose symbol stands right before `at`, and where the symbol begins (`at` where there is none)."""
    if text[max(low, at - 5) : at].rstrip()[-1:] not in _SYMBOL_ENDS:
        return None, at
    match = _SYMBOL_BEFORE.search(text, max(low, at - 5), at)
    if match is None:
        return None, at
    return _SYMBOLS[match.group().strip().rstrip(".").lower()], match.start()


def unit_after(text: str, at: int, high: int) -> Measure | None:
    """The unit that stands after a number ending at `at`, over a space or hyphen; None where there is none."""
    begin = at + 1 if at < high and text[at] in " \u00a0\u202f-" else at
    first = text[begin : begin + 3].lower()
    if len(first) == 3 and first.isalpha() and first not in _UNIT_HEADS and begin + 3 <= high:
        return None
    window = text[begin : min(high, begin + 32)]
    small = _small(window)
    head = small[:3]
    if (
        head not in _UNIT_HEADS
        if head.isalpha() and len(head) == 3
        else not (head[:1].isalpha() or head[:1] in ("%", "°"))
    ):
        return None
    match = _LONG_UNITS.match(small)
    if match is None and head[0] in _UNITS_WITH:
        match = _UNITS_WITH[head[0]].match(small)
    if match is None:
        return None
    length = match.end()
    printed = small[:length]
    if begin > at and length > 3 and window[0].isupper() and not window[:length].isupper() and printed not in _NAMED:
        return None  # "60 Minutes", a title
    if printed in _BARE_LETTERS and begin > at:
        return None
    if match.re is _LONG_UNITS:
        match = _UNIT.fullmatch(small, 0, length)
        if match is None:
            return None
    if (printed == "second" and text[at : at + 1] != "-") or (printed == "foot" and begin == at):
        return None
    return Measure(_UNIT_NAMES[int((match.lastgroup or "u0")[1:])], begin + length)


def _small(printed: str) -> str:
    """The small letters of a few printed words, as many as there are letters."""
    small = printed.lower()
    return small if len(small) == len(printed) else printed


# --- bounds ------------------------------------------------------------------------------------------------------------------

_BOUNDS: Final[dict[Bound, str]] = {
    "over": "more than|over|above|upwards of|upward of|in excess of|exceeding|greater than|north of|past|just over|well over|"
    "larger than|higher than|older than|topping|surpassing",
    "at least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|at minimum",
    "at most": "up to|as many as|as much as|as long as|as far as|as large as|as big as|at most|no more than|not more than|"
    "a maximum of|maximum of|as high as|as deep as|as tall as|as long as|as few as|as little as",
    "under": "fewer than|less than|under|below|just under|well under|just shy of|shy of|lower than|smaller than|younger than",
    "about": "about|around|approximately|roughly|nearly|almost|close to|some|an estimated|estimated|circa|approx\\.?|"
    "approaching|close on|just about|in the region of|ca\\.|c\\.",
}
_BOUND_WORDS: Final = {
    re.sub(r"\\\.\??", "", form): bound for bound, forms in _BOUNDS.items() for form in forms.split("|")
}
_BOUND_BEFORE = re.compile(
    r"\b(?P<bound>"
    + "|".join(sorted((form for forms in _BOUNDS.values() for form in forms.split("|")), key=len, reverse=True))
    + r")\s(?:an?\s|another\s|the\sage\sof\s)?\Z"
)
_ARTICLES: Final = frozenset({"a", "an", "another"})
_BOUND_ENDS: Final = tuple({*(" ".join(form.split()[-2:]) for form in _BOUND_WORDS), "approx.", "ca.", "c.", "age of"})
_BOUND_LAST: Final = frozenset(ending.split()[-1] for ending in _BOUND_ENDS)
_TILDE = re.compile(r"[~≈]\s?\Z")
_OR_MORE = re.compile(
    r"\s?(?P<bound>\+(?!\d)|-plus\b|"
    r"(?<=\d)\splus\b(?!\s(?:an?|the|its|their|his|her|another)\b|\s[\d$€£¥])|"
    r"\sor (?:more|so|less|fewer|greater|higher|older|over|above|younger|"
    r"under|below)\b(?!\sthan\b)|"
    r"\sand (?:over|above|older|more|up|counting)\b|\sat (?:the )?(?:most|least)\b(?!\s(?:[\d$€£¥]|an?\b|the\b|half\b|"
    r"one\b|t(?:wo|hree|en)\b|f(?:our|ive)\b|s(?:ix|even)\b|eight\b|nine\b)))"
)
_ABOUT_WHAT = re.compile(
    r"\b(?:opinions?|never|not|talk\w*|ask\w*|think\w*|thought|worr\w+|concern\w*|question\w*|know\w*|knew|"
    r"learn\w*|story|stories|book|film|information|how|what|all|debate\w*|speak\w*|spoke|joke\w*|report\w*|"
    r"details|complain\w*|odds|rows?|disput\w*|disagree\w*|argu\w+|quarrel\w*)\s\Z"
)

# "edged up to 1.2 million" tells where it went, "extends over 900 hectares" how far it reaches: neither is a bound.
_UP = re.compile(
    r"\b(?:(?:own|fess)(?:ed|es|s|ing)?|mov(?:ed?|es|ing)|edg(?:ed?|es|ing)|inch(?:ed|es|ing)?|tick(?:ed|s|ing)?|creep(?:s|ing)?|crept|nudg(?:ed?|es|ing)|"
    r"go|goes|going|went|gone|push(?:ed|es|ing)?|driv(?:en?|es|ing)|drove|br(?:ings?|inging|ought)|ramp(?:ed|s|ing)?|"
    r"climb(?:ed|s|ing)?|r[aio]s(?:en?|es|ing|ed)|jump(?:ed|s|ing)?|shoot(?:s|ing)?|shot|hik(?:ed?|es|ing)|bump(?:ed|s|ing)?|"
    r"step(?:ped|s|ping)?|speed(?:s|ing)?|sped|scal(?:ed?|es|ing)|add(?:s|ed|ing)?|c[ao]m(?:e|es|ing)|drift(?:ed|s|ing)?|float(?:ed|s|ing)?)\s\Z",
    re.IGNORECASE,
)
_ACROSS = re.compile(
    r"\b(?:(?:extend|stretch|spread|sprawl|rang|scatter|distribut|presid)(?:e|es|ed|ing|s)?|"
    r"gold|silver|bronze|(?:medal|title|record|race|stage|heat|final|sprint|champion|win|victory)s?|won|"
    r"(?:complaint|row|dispute|protest|concern|lawsuit|clash|question|doubt|fear)(?:e?s)?|anger|outcry)\s\Z",
    re.IGNORECASE,
)


_BY = re.compile(
    r"(?:\b(?:the|this|these|those|h[ie][sr]|its|their|our|half|quarter|minutes|[a-z]{2,12}ed|[a-z]{2,12}ing|r[ua]ns?|went|goe?s?|"
    r"fl[ey]w?|dr[io]ves?|r[io]des?|c[ao]mes?|gets?|got|walks?|slips?|sails?)|\d)\s\Z",
    re.IGNORECASE,
)
_PLACES: Final = frozenset("over under above below past".split())  # prepositions of place, too
_COMPARED = re.compile(r"\b(?:twice|half|thrice|times|double)\s\Z", re.IGNORECASE)
_NO_BOUND: Final = {"up to": _UP, "over": _ACROSS, "past": _BY}  # words that are no bound behind certain others


def bound_before(text: str, low: int, at: int) -> tuple[Bound, Span] | None:
    """The bound in the words right before `at` and where it stands, None where there is none."""
    if at - low > 1 and text[at - 1] == " ":
        last = text[(text.rfind(" ", low, at - 1) + 1 or low) : at - 1].lower()
        if last.isalpha() and last not in _BOUND_LAST and last not in _ARTICLES:
            return None  # most of them; the whole way below gives the same
    low = max(low, at - BOUND_REACH)
    seen = max(0, low - 1)  # what tells whether a word begins at `low`
    small = _small(text[seen:at])
    before = small[low - seen :].split()
    if not before:
        return None
    if before[-1][-1] in "~≈":
        tilde = _TILDE.search(text, low, at)
        return ("about", span(text, tilde.start(), tilde.start() + 1)) if tilde else None
    if before[-1] in _ARTICLES and len(before) > 1:
        before.pop()
    if before[-1].isalpha() and before[-1] not in _BOUND_LAST:
        return None
    match = _BOUND_BEFORE.search(small, low - seen) if " ".join(before[-2:]).endswith(_BOUND_ENDS) else None
    if match is None:
        return None
    words = match["bound"].rstrip(".")
    bound = _BOUND_WORDS.get(words)
    start, end = seen + match.start("bound"), seen + match.end("bound")
    if bound is None or (words == "about" and _ABOUT_WHAT.search(text, max(low - 20, 0), start)):
        return None
    if (words in _PLACES or words.startswith("as ")) and small.endswith((" a ", " an ")):
        return None  # "resigned over a 9,000-crown loan", "under a two-year lease", "as tall as a 20-storey building"
    if words.startswith("as ") and _COMPARED.search(text, max(low - 20, 0), start):
        return None  # "twice as much as two years ago"
    no_bound = _NO_BOUND.get(words)
    if no_bound is not None and no_bound.search(text, max(low - 20, 0), start):
        return None
    return bound, span(text, start, end)


def bound_after(text: str, at: int, high: int) -> tuple[Bound, Span] | None:
    """The bound in the words right after `at` ("or more", "-plus"), None where there is none."""
    follows = text[at : at + 2]
    if follows[:1] in ".,;:)" or (follows[0] == " " and follows[1:].isalpha() and follows[1] not in "aop"):
        return None
    match = _OR_MORE.match(text, at, min(high, at + 16))
    if match is None:
        return None
    words = match["bound"].strip(" -").lower()
    at_most = words in {"or less", "or fewer", "or younger", "or under", "or below", "at most", "at the most"}
    bound: Bound = "about" if words == "or so" else "at most" if at_most else "at least"
    begin = match.start("bound") + (text[match.start("bound")] in " -")
    return bound, span(text, begin, match.end("bound"))


# --- what is counted -----------------------------------------------------------------------------------------------------------

_PHRASE_WORD = re.compile(r"\s{1,4}(?P<word>(?:[A-Z]\.){2,9}|[^\W\d_][\w’'&./-]{0,60}[^\W_]|[^\W\d_])")
_OF_THE = re.compile(
    r"\s{1,4}of\s{1,4}(?:all\s{1,4}|about\s{1,4})?(?:the|its|their|those|these|our|his|her|all|this|that|my|"
    r"your)(?:\s{1,4}(?:\d[\d,]{0,20}|two|three|four|five|six|seven|eight|nine|ten|other|more))?(?=\s)"
)
_OF = re.compile(r"\s{1,4}of(?=\s)")
_WORTH = re.compile(
    r"\s{1,4}(?:worth\s{1,4}of|in(?!\s{1,4}(?:response|total|all|order|return|exchange|part|cash|front|favor|favour|(?:early|late|mid)?-?(?:morning|afternoon|"
    r"midday|evening|overnight|after-hours|pre-market)|early|late|trad(?:e|ing)|shops|stores|supermarkets)\b)|of)(?=\s)"
)
_MORE = re.compile(r"\s{1,4}(?:more|other|additional|further)(?=\s{1,4}[^\W\d_])(?!\s{1,4}(?:than|of|in|and|or|to)\b)")
_NOT_COUNTED: Final = (
    FUNCTION
    - frozenset(
        "residents officials police witnesses sources critics others early late new long little good great last "
        "young hours".split()
    )
    - {"other", "more", "old", "first", "further", "former", "following"}
    | frozenset(
        "is are was were be been has have had will would could should may might must does do did said says say told "
        "am pm ago later "
        "earlier apart away per times more off worth via which who whom that according because including".split()
    )
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | NUMBER_WORDS
)
_IRREGULAR: Final = frozenset(
    "people children men women personnel police troops staff cattle sheep fish aircraft spacecraft feet teeth "
    "mice geese media data "
    "criteria phenomena alumni policemen policewomen firemen servicemen servicewomen gunmen fishermen "
    "businessmen businesswomen lawmen "
    "congressmen spokesmen crew infantry militia youth offspring salmon deer dead injured wounded missing killed "
    "others hostages fbi "
    "percent dozen staffers folk".split()
)
_SINGULAR_S: Final = frozenset(
    "news sports arms sales gas business series species plus bus campus virus crisis emphasis basis analysis "
    "press access loss process "
    "class grass glass boss mass cross address census congress progress less always perhaps us this its was has "
    "is his yes across works "
    "operations systems weapons savings earnings services communications humanities sciences electronics "
    "politics economics physics ethics "
    "homeless jobless countless endless stateless status serious various previous famous religious dangerous "
    "numerous tremendous enormous "
    "overseas besides towards upwards afterwards ours theirs jeans-".split()
)


def counted(
    text: str, at: int, high: int, singular: bool = False, need_of: bool = False, money: bool = False
) -> Span | None:
    """The noun phrase after a number (and its unit) ending at `at`: to its first plural noun, at most `PHRASE_WORDS` words.

    `singular` is for the number one, `need_of` for fractions and percentages ("of the voters"), `money` for sums ("in aid").
    """
    link = (_WORTH if money else _OF).match(text, at, high)
    if link is not None:
        link = _OF_THE.match(text, at, high) or link
    elif need_of or money:
        return None
    more = _MORE.match(text, link.end() if link else at, high)
    begin = more.end() if more else link.end() if link else at
    words: list[re.Match[str]] = []
    cursor = begin
    complete = False
    while len(words) < PHRASE_WORDS:
        match = _PHRASE_WORD.match(text, cursor, high)
        if match is None:
            break
        word = match["word"]
        lower = word.lower()
        if lower in _NOT_COUNTED and not (lower in {"new", "early", "late"} and not words):
            break
        words.append(match)
        cursor = match.end()
        if word.endswith(("'s", "’s")):
            continue
        if _is_plural(lower) or (lower in _IRREGULAR and not _goes_on(lower, text, cursor, high)):
            complete = True
            break
        if singular and not lower.endswith(
            ("al", "ic", "ful", "ous", "ive", "able", "ed", "ian", "an", "ish", "ese", "ent", "ant", "ing", "year-old")
        ):
            complete = True
            break
    if not words:
        return None
    if not complete:
        if link is None and not singular:
            return None  # "two were": a pronoun's place, nothing that is counted
        if text[cursor : cursor + 1] == " " and text[cursor + 1 : cursor + 2].isdigit():
            return None  # "60 of the roughly 600"
        words = _start_of_phrase(words)
        if not words:
            return None
    end = words[-1].end("word")
    if complete:
        end = _of_name(text, end, high)
    return span(text, words[0].start("word"), end)


def _start_of_phrase(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Of a phrase without a plural ("of Newland fell"), its name or its first two words."""
    if words[0]["word"][0].isupper():
        count = next((index for index, word in enumerate(words) if not word["word"][0].isupper()), len(words))
        return words[:count]
    second = words[1]["word"] if len(words) > 1 else "ly"
    return words[:1] if second.endswith(("ly", "ed", "ing")) else words[:2]


def is_plural(word: str) -> bool:
    """Whether a word, as printed, is a plural that a number can count."""
    lower = word.lower()
    return _is_plural(lower) or lower in _IRREGULAR


def _is_plural(lower: str) -> bool:
    return (
        len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "'s", "’s")) and lower not in _SINGULAR_S
    )


_NOUN_AFTER = re.compile(
    r"\s{1,4}(?:officers|workers|members|soldiers|candidates|officials|voters|stations|cars|reports|representatives|"
    r"outlets|organizations|leaders|commanders|units|checkpoints|vehicles|academies|forces|centers|centres|"
    r"carriers|players|groups|points|employees)\b"
)


def _goes_on(lower: str, text: str, at: int, high: int) -> bool:
    """ "police officers", "women voters", "injured people": a plural that stands before its noun."""
    if lower in {"dead", "injured", "wounded", "missing", "killed"}:
        following = _PHRASE_WORD.match(text, at, high)
        return following is not None and (
            following["word"].lower() in _IRREGULAR or _is_plural(following["word"].lower())
        )
    return bool(_NOUN_AFTER.match(text, at, high))


_OF_NAME = re.compile(r"\sof\s(?:the\s)?[^\W\d_a-zß-öø-ÿа-яё][\w’-]*(?:\s[^\W\d_a-zß-öø-ÿа-яё][\w’-]*){0,3}")


def _of_name(text: str, at: int, high: int) -> int:
    match = _OF_NAME.match(text, at, high)
    return match.end() if match else at
