"""Sentences of the report that are made from counts and answers; both the terminal view and the page use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from retold.records.comparison import Comparison, Evidence, QuotationPair
from retold.report.glossary import QUOTATION_STATUSES, RELATIONS, Entry
from retold.report.view import Labels, View, is_variant
from retold.summary import languages_apart

_EVEN = 0.05  # a probability this near to one half speaks for neither


def percent(share: float) -> str:
    """A share of 0–1 as whole percent; never 100 % or 0 % for what is not quite so."""
    value = round(100 * share)
    if value == 100 and share < 1:
        value = 99
    if value == 0 and share > 0:
        value = 1
    return f"{value} %"


def sure(probability: float) -> str:
    """A probability to two digits; never 1.00 or 0.00, for nothing is that sure."""
    return f"{min(0.99, max(0.01, probability)):.2f}"


def relation_entry(comparison: Comparison) -> Entry:
    """The word for what the two are to one another, and what it means."""
    if languages_apart(comparison) and comparison.relation.kind == "unrelated":
        return Entry("Texts of different languages are not matched, so nothing is known.", label="not known")
    return RELATIONS[comparison.relation.kind]


def direction_words(comparison: Comparison, labels: Labels) -> str:
    """The answer about direction as one sentence, with its probability."""
    direction = comparison.direction
    source, retelling = labels.source_name, labels.retelling_name
    probability = f"(probability {sure(direction.probability)})"
    if direction.answer == "derived":
        return f"{retelling} was made from {source} {probability}"
    if direction.answer == "derived-unseen":
        return f"{retelling} goes back to {source} by way of texts that were not given {probability}"
    if direction.answer == "siblings":
        return f"both were made from a third text that was not given {probability}"
    if direction.answer == "revision":
        return f"{retelling} is a later version of {source} {probability}"
    if languages_apart(comparison):
        return "not known: texts of different languages are not matched"
    if comparison.relation.kind in {"unrelated", "same-event"}:
        return "none: neither was made from the other"
    if abs(direction.probability - 0.5) < _EVEN:
        return "undecided: nothing tells which was made from which"
    likelier, share = (
        (source, direction.probability) if direction.probability > 0.5 else (retelling, 1 - direction.probability)
    )
    return f"undecided: {likelier} is the likelier source, though not surely (probability {sure(share)})"


def evidence_words(view: View, evidence: Evidence) -> str:
    """What a piece of evidence says, and its weight. `says` is told of the article it favours as the source."""
    labels = view.labels
    the = "the " if labels.decided else ""
    first = evidence.favours == view.comparison.source.given
    name, other = (labels.source, labels.retelling) if first else (labels.retelling, labels.source)
    says = evidence.says.replace("the other", f"{the}{other}", 1).replace("this one", f"{the}{name}", 1)
    subject = "" if evidence.says.startswith("the other") else f"{the}{name} "
    speaks = "" if labels.decided and first else ", against" if labels.decided else f", for {name}"
    return f"{subject}{says} (weight {evidence.weight:.1f}{speaks})"


def kind_words(view: View, index: int) -> str:
    """A change as a heading: its kind, its detail, and the voice of a quotation."""
    change = view.comparison.changes[index]
    words = change.kind if not change.detail else f"{change.kind} {change.detail}"
    if index in view.quotation_of and (voice := view.comparison.quotations[view.quotation_of[index]].voice_name):
        return f"{words} ({voice})"
    return f"{words} (inside a quotation)" if change.within is not None else words


# What a reader must know of a quotation that was altered: changes inside it of these kinds are named with it.
_TELLING = ("negation", "figure", "name", "date", "hedge", "attribution")


def inside_words(view: View, index: int) -> str:
    """The telling changes inside a quotation, such as "negation lost, figure changed"; empty where there is none.

    They are named also where the reader asked to see quotations only.
    """
    number = view.quotation_of.get(index)
    if number is None:
        return ""
    inner = [change for change in view.comparison.changes if change.within == number and not is_variant(change)]
    inner = [change for change in inner if change.kind in _TELLING]
    named = Counter(f"{change.kind} {change.detail}".rstrip() for change in sorted(inner, key=lambda one: -one.weight))
    return ", ".join(f"{words} ×{count}" if count > 1 else words for words, count in named.items())


def pair_status_counts(quotations: Sequence[QuotationPair]) -> str:
    """Such as "7 quotations: 6 altered, 1 dropped"."""
    counted = Counter(pair.status for pair in quotations)
    listed = ", ".join(f"{counted[status]} {status}" for status in QUOTATION_STATUSES if counted[status])  # type: ignore[index]
    return f"{len(quotations)} quotation{'s' if len(quotations) != 1 else ''}: {listed}"
