"""What each kind of change, status, relation and answer means, with an invented example.

The one place for these texts: `retold explain`, the HTML report and the reference page all take them from here.
"""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One word of the report.

    Attributes:
        means: one or two sentences.
        source: how it may stand in the source.
        retelling: how it then stands in the retelling.
        letter: the badge in the HTML report, for changes only.
        label: the word in running text.
    """

    means: str
    source: str = ""
    retelling: str = ""
    letter: str = ""
    label: str = ""


# Most telling first: the order of the report.
CHANGE_KINDS: dict[str, Entry] = {
    "negation": Entry(
        "A negation was put in or taken out: the retelling says the opposite.",
        "The bridge will not reopen in May.",
        "The bridge will reopen in May.",
        "N",
        "negation",
    ),
    "figure": Entry(
        "A number, its bound (more than, about), its unit or what it counts is another one.",
        "More than 140 boats were lost.",
        "Some 410 boats were lost.",
        "F",
        "figure",
    ),
    "quotation": Entry(
        "Words between quotation marks are not those of the other side: altered, cut, merged, split, paraphrased, dropped, "
        "added, or given to another voice. Word changes inside it are listed with it.",
        "“We were careless,” the harbour master said.",
        "“We were negligent,” the harbour master said.",
        "Q",
        "quotation",
    ),
    "attribution": Entry(
        "Who says so was lost, added or exchanged.",
        "The pier is safe, according to the town engineer.",
        "The pier is safe.",
        "A",
        "attribution",
    ),
    "hedge": Entry(
        "A word of doubt that names no voice (allegedly, reportedly, may) was lost or put in.",
        "The captain allegedly slept.",
        "The captain slept.",
        "H",
        "hedge",
    ),
    "name": Entry(
        "A name was exchanged for another (replaced), or stands in another form of the same name (variant). Variants weigh "
        "least and are shown only when asked for.",
        "Nela Brandt of the port of Aldby",
        "Nela Brandt of the port of Tornholm",
        "P",
        "name",
    ),
    "date": Entry(
        "A date or weekday is another one.",
        "The hearing is on 3 March.",
        "The hearing is on 13 March.",
        "D",
        "date",
    ),
    "omission": Entry(
        "Something the source says is missing: a sentence, or words inside one.",
        "The crew was saved. Two rescuers were hurt.",
        "The crew was saved.",
        "O",
        "omission",
    ),
    "addition": Entry(
        "Something the source does not say was added: a sentence, or words inside one.",
        "The crew was saved.",
        "The crew was saved after hours of fear.",
        "+",
        "addition",
    ),
    "move": Entry(
        "A sentence or words stand at another place.",
        "The port is closed. It will reopen on Friday.",
        "It will reopen on Friday. The port is closed.",
        "M",
        "move",
    ),
    "wording": Entry(
        "Other words at the same place.",
        "The council turned the plan down.",
        "The council rejected the plan.",
        "W",
        "wording",
    ),
    "title": Entry("The title is another one.", "Ferry stops after storm", "Storm leaves island cut off", "T", "title"),
    "credit": Entry(
        "The retelling names, or no longer names, whom the story was taken from.",
        "(Coastline News) –",
        "The Harbour Post reports, citing Coastline News.",
        "C",
        "credit",
    ),
    "dateline": Entry(
        "The line with place, date and agency at the top is missing, added or another one.",
        "ALDBY, March 3 (Coastline News) –",
        "",
        "L",
        "dateline",
    ),
    "furniture": Entry(
        "Text of the page that is not of the article: related posts, share bars, a title printed twice.",
        "",
        "Related posts: Ten islands to see",
        "U",
        "furniture",
    ),
    "garbled": Entry(
        "A place where the retelling is broken: a cut sentence, a bracket that lost its name.",
        "the owners of [shipping firm] Nordvik refused",
        "the owners of [shipping firm] refused",
        "G",
        "garbled",
    ),
}

QUOTATION_STATUSES: dict[str, Entry] = {
    "verbatim": Entry("The same words; capitals and punctuation aside.", "“We lost it”", "“we lost it,”"),
    "altered": Entry("Still in quotation marks, in other words.", "“It was reckless”", "“It was careless”"),
    "cut": Entry("Still in quotation marks, with words missing.", "“We know, and we regret, this”", "“We know this”"),
    "merged": Entry("Two or more quotations have become one.", "“We pay,” she said. “Now.”", "“We pay. Now.”"),
    "split": Entry("One quotation has become two or more.", "“We pay. Now.”", "“We pay,” she said. “Now.”"),
    "paraphrased": Entry(
        "The words are there, the quotation marks are gone.", "“We are leaving,” he said", "He said they are leaving"
    ),
    "dropped": Entry("The quotation is missing.", "“No comment,” said the owner.", ""),
    "added": Entry("A quotation that the source does not have.", "", "“No comment,” said the owner."),
    "reattributed": Entry(
        "The words are given to another voice; said only where both sides state the voice.",
        "“It leaks,” said the mate.",
        "“It leaks,” said the owner.",
    ),
}

FIGURE_STATUSES: dict[str, Entry] = {
    "kept": Entry("The same value, bound and unit, however it is printed.", "11,500 tonnes", "11.5 thousand tonnes"),
    "changed": Entry("Another value, bound or unit.", "more than 30 cars", "30 cars"),
    "rounded": Entry("A rounder number that fits the other.", "1,987 visitors", "about 2,000 visitors"),
    "dropped": Entry("The retelling does not have it.", "30 cars and 2 vans", "30 cars"),
    "added": Entry("The source does not have it.", "30 cars", "30 cars and 2 vans"),
    "reattributed": Entry(
        "The same figure, given by another voice; said only where both sides state the voice.",
        "30 cars, the police said",
        "30 cars, residents said",
    ),
}

RELATIONS: dict[str, Entry] = {
    "identical": Entry("The same words throughout.", label="identical"),
    "retelling": Entry("One was made from the other, or both from a third text.", label="a retelling"),
    "shares-passage": Entry(
        "They have a passage in common, such as one quotation or one paragraph, and otherwise differ.",
        label="shares a passage",
    ),
    "same-event": Entry("They tell the same event independently of one another.", label="the same event"),
    "unrelated": Entry("They have nothing to do with each other.", label="unrelated"),
}

ANSWERS: dict[str, Entry] = {
    "derived": Entry("One was made from the other; which one is said with a probability."),
    "derived-unseen": Entry("One stands nearer to the source, but texts in between are missing."),
    "siblings": Entry("Both were made from a third text that was not given."),
    "revision": Entry("Two versions of one page; the later replaces the earlier."),
    "undecided": Entry(
        "The evidence does not reach a probability of 0.8 for either; the two stand in the order of publication, or of id."
    ),
}

CUES: dict[str, Entry] = {
    "credit": Entry("One text names the other's agency or outlet as where it has the story from.", label="credit"),
    "dateline": Entry("One text carries an agency's dateline, the other has lost it.", label="dateline"),
    "clock": Entry("The times that the texts and pages state.", label="time"),
    "coverage": Entry("One text has nearly all of the other, and more.", label="coverage"),
    "damage": Entry("A place that is broken in one text and whole in the other.", label="damage"),
    "fidelity": Entry(
        "How quotations differ: words are shortened and smoothed on the way, rarely restored.", label="quotations"
    ),
    "revision": Entry("Signs of two versions of the same page.", label="revision"),
    "length": Entry("Which text is longer; it counts only together with other signs.", label="length"),
}

LINK_KINDS: dict[str, Entry] = {
    "verbatim": Entry("The same words."),
    "edited": Entry("Mostly the same words."),
    "reworded": Entry("The same statement in other words."),
    "dropped": Entry("A sentence of the source that the retelling does not have."),
    "added": Entry("A sentence of the retelling that the source does not have."),
}

GROUPS: tuple[tuple[str, str, dict[str, Entry]], ...] = (
    ("Kinds of change, most telling first", "change", CHANGE_KINDS),
    ("What became of a quotation", "quotation", QUOTATION_STATUSES),
    ("What became of a figure or date", "figure", FIGURE_STATUSES),
    ("What two articles are to each other", "relation", RELATIONS),
    ("Who derived from whom", "direction", ANSWERS),
    ("Evidence for a direction", "evidence", CUES),
    ("Sentence links", "link", LINK_KINDS),
)


def look_up(word: str) -> list[tuple[str, str, Entry]]:
    """All entries for `word`, as (name of the group, word, entry); `group.word` names one group's only."""
    group, _, name = word.rpartition(".")
    return [(key, name, table[name]) for _, key, table in GROUPS if name in table and group in {"", key}]
