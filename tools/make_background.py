"""Write the background word frequencies that ship with Retold (`src/retold/text/data/*.txt`).

Source: the word lists of the `wordfreq` package (Robyn Speer, 3.1.1; data CC BY-SA 4.0, see NOTICE).
Each output line is one frequency class: ten times the Zipf value (log10 of occurrences per billion words), a tab, and the
words of that class. Run: python tools/make_background.py
"""

import collections
import pathlib

import wordfreq

LANGUAGES = {"en": 40000, "de": 20000, "es": 20000, "fr": 20000, "it": 15000, "pl": 15000, "pt": 15000, "ru": 20000}
OUT = pathlib.Path(__file__).parent.parent / "src/retold/text/data"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for language, size in LANGUAGES.items():
        classes = collections.defaultdict(list)
        for word in wordfreq.top_n_list(language, size):
            folded = word.replace("’", "'").casefold()
            if folded.replace("'", "").isalpha():
                classes[round(wordfreq.zipf_frequency(word, language) * 10)].append(folded)
        lines = [f"{zipf}\t{' '.join(sorted(set(words)))}\n" for zipf, words in sorted(classes.items(), reverse=True)]
        (OUT / f"{language}.txt").write_text("".join(lines), encoding="utf-8")
        print(language, sum(map(len, classes.values())), "words")


if __name__ == "__main__":
    main()
