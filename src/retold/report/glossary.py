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
    "verbatim": Entry(
        "The same words; capitals, punctuation and British or American spelling aside.", "“We lost it”", "“we lost it,”"
    ),
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
        "The words are given to another voice; said only where both sides state the voice, or where a pronoun can only mean "
        "somebody else.",
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

DETAILS: dict[str, Entry] = {
    "lost": Entry("The source has it, the retelling has not.", "It allegedly sank.", "It sank."),
    "gained": Entry("The retelling has it, the source has not.", "It sank.", "It allegedly sank."),
    "replaced": Entry("Another one stands in its place.", "the port of Aldby", "the port of Tornholm"),
    "variant": Entry("Another form of the same name.", "Nela Brandt", "Brandt"),
    "opposite": Entry("A word was exchanged for its opposite.", "Support fell.", "Support rose."),
    "number": Entry("A number, or a word that says how many, was exchanged.", "both boats", "all boats"),
    "exchanged": Entry("Two words changed places.", "The firm sued the bank.", "The bank sued the firm."),
    "quantity": Entry("Other words for how much or how many.", "most boats", "some boats"),
    "modality": Entry("Other words for what may, must or will be, or has been.", "boats may leave", "boats must leave"),
    "bound": Entry("The same number with another limit, or with none.", "more than 30 cars", "30 cars"),
    "approximation": Entry("The same number, with or without a word such as about.", "about 30 cars", "30 cars"),
    "range": Entry("One end of a range is another one, or is missing.", "10 to 15 cars", "10 cars"),
    "unit": Entry("The same number in another unit or another multiple of it.", "30 million crowns", "30 crowns"),
    "sentence": Entry("A whole sentence, or more than one.", "It sank. Two were hurt.", "It sank."),
    "phrase": Entry("Words inside a sentence.", "It sank in the night.", "It sank."),
    "title-repeated": Entry("A title that is printed twice."),
    "related": Entry("Titles of other articles, such as related posts."),
    "share": Entry("Buttons to share or to follow, as text."),
    "metadata": Entry("Dates, sections, tags and counts of the page."),
    "byline": Entry("Who wrote it, in a line of its own."),
    "notice": Entry("A notice of the page: copyright, cookies, subscriptions."),
    "orphaned-bracket": Entry("A bracket whose other words are gone.", "[shipping firm] Nordvik", "[shipping firm]"),
    "doubled-word": Entry("A word that stands twice in a row.", "in the port", "in in the port"),
    "cut-sentence": Entry("A sentence that ends before its end."),
    "capital-mid-sentence": Entry("A capital letter where two sentences ran into one another."),
    "unclosed-bracket": Entry("A bracket that is never closed."),
    "mojibake": Entry("Letters that were read in a wrong encoding.", "café", "cafÃ©"),
}

SPEECH: dict[str, Entry] = {
    "direct": Entry("What was said stands in quotation marks: “We sail,” said the mate."),
    "indirect": Entry("What was said is told without quotation marks, a claim: The mate said that they sail."),
    "mixed": Entry("Told, with some of the words in quotation marks: The mate said they “will not” sail."),
}

BASES: dict[str, Entry] = {
    "stated": Entry("The name stands with what was said: “It leaks,” Nela Brandt said."),
    "inferred": Entry("The name is known from elsewhere in the article: “It leaks,” she said."),
    "none": Entry("No name is known: “It leaks,” somebody said."),
}

VOICE_KINDS: dict[str, Entry] = {
    "person": Entry("Somebody with a name or an office: Nela Brandt; the harbour master."),
    "body": Entry("An office, company, court, party or other body: the port authority."),
    "document": Entry("A report, statement, letter or other paper: the report."),
    "medium": Entry("A newspaper, agency, broadcaster or website: Coastline News."),
    "unnamed": Entry("Somebody who is not named: a sailor; two people who were aboard."),
}

STANDING: dict[str, Entry] = {
    "given": Entry("The telling that the others are laid beside has it."),
    "absent": Entry("The telling does not have it."),
}

TERMS: dict[str, Entry] = {
    "voice": Entry("Whoever is named for a statement, quotation or figure: a person, body, document or medium."),
    "said": Entry("The words that are given to a voice, or stand in quotation marks."),
    "words": Entry("How many words the article gives to a voice."),
    "quoted": Entry("How many of these words stand in quotation marks."),
    "via": Entry("The medium through which words came: “he told Coastline News”."),
    "score": Entry(
        "How much two texts have in common, from 0 to 1: the share of the shorter one's words that the other has in sentences "
        "that answer one another; rare words count more."
    ),
    "probability": Entry("How sure an answer is, from 0 to 1; below 0.8 it is called undecided."),
    "weight": Entry(
        "Of a change: how telling it is, by which the list is ordered. Of a piece of evidence: how strongly it speaks."
    ),
    "copied": Entry("The share of the retelling's words that answer to words of the source."),
    "kept": Entry("The share of the source's words that the retelling has."),
    "changed": Entry(
        "Of quotations, in the counts of stories and outlets: there, and not verbatim. It sums what a comparison tells apart: "
        "altered, cut, merged, split, paraphrased and reattributed."
    ),
    "whose": Entry("The voice that a figure or date is given by; empty where it is the article's own."),
    "root": Entry("A telling whose source is not among the tellings."),
    "lost source": Entry("A text that several tellings go back to, and that nobody has collected."),
}

GROUPS: tuple[tuple[str, str, dict[str, Entry]], ...] = (
    ("Kinds of change, most telling first", "change", CHANGE_KINDS),
    ("What became of a quotation", "quotation", QUOTATION_STATUSES),
    ("What became of a figure or date", "figure", FIGURE_STATUSES),
    ("What two articles are to each other", "relation", RELATIONS),
    ("Who derived from whom", "direction", ANSWERS),
    ("Evidence for a direction", "evidence", CUES),
    ("Sentence links", "link", LINK_KINDS),
    ("How a change differs", "detail", DETAILS),
    ("How something is said, in the ledger", "how", SPEECH),
    ("Where a voice's name is from, in the ledger", "basis", BASES),
    ("Kinds of voices, in the ledger", "voice", VOICE_KINDS),
    ("What stands in the ledger's table", "standing", STANDING),
    ("Other words", "word", TERMS),
)


def look_up(word: str) -> list[tuple[str, str, Entry]]:
    """All entries for `word`, as (name of the group, word, entry); `group.word` names one group's only.

    A word in running text is found, too: "time" is the evidence `clock`, "the same event" the relation `same-event`.
    """
    group, _, name = word.rpartition(".")
    return [
        (key, known, entry)
        for _, key, table in GROUPS
        for known, entry in table.items()
        if group in {"", key} and name in {known, entry.label, known.replace("-", " ")} - {""}
    ]
