"""The verdict in words, made only of counts that the document holds."""

from __future__ import annotations

from collections import Counter

from retold.records.comparison import Comparison, GivenArticle

_STATUS_ORDER = (
    "verbatim", "altered", "cut", "merged", "split", "paraphrased", "reattributed",
    "kept", "changed", "rounded", "dropped", "added",
)  # fmt: skip


def label(article: GivenArticle) -> str:
    """A short name for one of the two: its outlet, else its agency, else its place in the arguments."""
    return article.outlet or article.agency or f"text {article.given + 1}"


def languages_apart(comparison: Comparison) -> str | None:
    """The two languages ("de, en"), retelling first, where they differ and nothing else is known of the two: words of
    different languages are not matched, so that neither is shown to retell the other says nothing. Else None."""
    one, other = comparison.retelling.language, comparison.source.language
    if comparison.relation.kind not in ("unrelated", "same-event") or not differ(one, other):
        return None
    return f"{one}, {other}"


def differ(one: str | None, other: str | None) -> bool:
    """Whether two language tags are known and name different languages; "en-GB" and "en" are one."""
    if not one or not other:
        return False
    return one.replace("_", "-").partition("-")[0].casefold() != other.replace("_", "-").partition("-")[0].casefold()


def summary(comparison: Comparison) -> str:
    """One sentence: the relation, then what became of sentences, quotations and figures, and the credit."""
    source, retelling = label(comparison.source), label(comparison.retelling)
    if source == retelling:
        source, retelling = f"text {comparison.source.given + 1}", f"text {comparison.retelling.given + 1}"
    kind = comparison.relation.kind
    decided = comparison.direction.answer not in ("undecided", "siblings")
    if kind == "identical":
        return f"{retelling} and {source} are the same, word for word."
    apart = languages_apart(comparison)
    if apart is not None:
        what = "tell of the same event" if kind == "same-event" else "are"
        return (
            f"{retelling} and {source} {what} in different languages ({apart}), which are not matched: "
            "whether one retells the other is not known."
        )
    if kind == "unrelated":
        return f"{retelling} and {source} are unrelated: neither retells the other."
    if kind == "same-event":
        return f"{retelling} and {source} tell of the same event, independently: neither retells the other."
    parts = [part for part in (_sentences(comparison), _quotations(comparison), _figures(comparison)) if part]
    if kind == "shares-passage":
        words = sum(passage.words for passage in comparison.relation.passages)
        return f"{retelling} and {source} share a passage of {words} words; the rest differs. {_capital('; '.join(parts))}."
    if decided:
        parts.append(f"credit given to {comparison.credit.to}" if comparison.credit.given else "no credit given")
        return f"{retelling} retells {source}: {'; '.join(parts)}."
    return f"{source} and {retelling} retell one another, which is the source is undecided: {'; '.join(parts)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentences(comparison: Comparison) -> str:
    source = sum(len(link.a) for link in comparison.links)
    linked = sum(len(link.a) for link in comparison.links if link.a and link.b)
    verbatim = sum(len(link.a) for link in comparison.links if link.kind == "verbatim")
    added = sum(len(link.b) for link in comparison.links if link.kind == "added")
    text = f"{linked} of {source} sentences, {verbatim} verbatim"
    return text + (f", {added} added" if added else "")


def _counted(statuses: list[str], noun: str) -> str:
    if not statuses:
        return f"no {noun}"
    total = len(statuses) - statuses.count("added")
    counts = Counter(statuses)
    told = [f"{counts[status]} {status}" for status in _STATUS_ORDER if counts[status] and status != "added"]
    if len(told) == 1 and total:
        text = (
            f"{counts[statuses[0]] if statuses[0] != 'added' else total} of {total} {noun} {told[0].split(' ', 1)[1]}"
        )
    elif told:
        text = f"of {total} {noun} {', '.join(told)}"
    else:
        text = f"no {noun} in the source"
    return text + (f", {counts['added']} added" if counts["added"] else "")


def _quotations(comparison: Comparison) -> str:
    return _counted([pair.status for pair in comparison.quotations], "quotations")


def _figures(comparison: Comparison) -> str:
    return _counted([pair.status for pair in comparison.figures], "figures")
