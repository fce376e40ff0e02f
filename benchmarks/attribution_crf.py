"""What a conditional random field would add to the rules of attribution: trained on the tuned part of PolNeAR, scored on the rest.

    pip install python-crfsuite            in an environment with retold; it is no dependency of retold
    python benchmarks/attribution_crf.py   about two minutes; `--iterations` and `--shared` as they are called

One token sequence a sentence, its quotations folded, labelled source, cue and content (begin, inside, outside). Features: the
word, its ending, capitals and class, the two words on either side, whether it is a quotation, and what the rules say of it. Three
systems are scored by `attribution_scoring`: the rules; the rules, with the model's voice where they give none; the model, with
the rules' voice where it gives none. Decision record 2 rests on this table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from attribution import MEASURES, predict
from attribution_scoring import Counts, Gold, Prediction, Range, gold_of, held_back, read_polnear, score
from retold.marking import mark
from retold.marking.attribution_units import Q, Unit, units
from retold.marking.attribution_words import AUXILIARIES, CUES, DETERMINERS, PREPOSITIONS, PRONOUNS, ROLES, VERBS
from retold.records.article import Article
from retold.records.marks import Marked

Spans = dict[str, list[Range]]  # kind of label → ranges in code points
_CLASSES = (
    ("cue", CUES), ("pronoun", PRONOUNS), ("determiner", DETERMINERS), ("preposition", PREPOSITIONS),
    ("auxiliary", AUXILIARIES), ("role", ROLES), ("verb", VERBS),
)  # fmt: skip


def of_rules(marked: Marked) -> Spans:
    """What the rules label."""
    out: Spans = {"C": [], "K": [], "S": []}
    for one in marked.attributions:
        out["C"] += [(part.start, part.end) for part in one.content]
        out["K"] += [(one.cue.start, one.cue.end)] if one.cue else []
        out["S"] += [(one.voice.start, one.voice.end)] if one.voice else []
    return out


def of_gold(gold: list[Gold]) -> Spans:
    """What the annotators label."""
    return {
        "C": [part for one in gold for part in one.content],
        "K": [part for one in gold for part in one.cue],
        "S": [part for one in gold for part in one.source],
    }


def labels(unit: Unit, spans: Spans) -> list[str]:
    """One label a token: a source goes before a cue, a cue before a content."""
    out = ["O"] * len(unit)
    for kind in ("C", "K", "S"):
        for start, end in spans[kind]:
            first = True
            for k in range(len(unit)):
                if start <= unit.start_of(k) < end or (
                    unit.low[k] == Q and unit.start_of(k) < end and start < unit.ends[k]
                ):
                    out[k] = ("B-" if first else "I-") + kind
                    first = False
    return out


def features(unit: Unit, ruled: list[str]) -> list[list[str]]:
    """The features of every token of the unit."""
    words = ["QUOTE" if word == Q else word for word in unit.low]
    rows = []
    for k, word in enumerate(words):
        row = ["bias", f"w={word}", f"end={word[-3:]}", f"up={unit.upper[k]}", f"rule={ruled[k]}", f"at={min(k, 4)}"]
        row += [name for name, held in _CLASSES if word in held]
        for step in (-2, -1, 1, 2):
            if 0 <= k + step < len(words):
                row += [
                    f"w{step}={words[k + step]}",
                    f"up{step}={unit.upper[k + step]}",
                    f"rule{step}={ruled[k + step]}",
                ]
        row += [] if Q in unit.low else ["plain"]
        rows.append(row)
    return rows


def runs(unit: Unit, labelled: list[str], kind: str) -> list[Range]:
    """The ranges that a labelling gives to one kind."""
    out: list[Range] = []
    for k, label in enumerate(labelled):
        if label[2:] == kind:
            if label[0] == "I" and k and labelled[k - 1][2:] == kind:
                out[-1] = out[-1][0], unit.ends[k]
            else:
                out.append((unit.start_of(k), unit.ends[k]))
    return out


def modelled(listed: list[Unit], tagged: list[list[str]]) -> list[tuple[Range, Range]]:
    """(content, voice) pairs: every content goes to the nearest source of its sentence."""
    out = []
    for unit, labelled in zip(listed, tagged, strict=True):
        voices = runs(unit, labelled, "S")
        for start, end in runs(unit, labelled, "C") if voices else ():
            out.append(((start, end), min(voices, key=lambda v: max(v[0] - end, start - v[1]))))
    return out


def joined(said: Prediction, pairs: list[tuple[Range, Range]], model_first: bool) -> Prediction:
    """The rules' prediction with the model's voices, first or only where the rules have none."""

    def at(place: int) -> Range | None:
        return next((voice for (start, end), voice in pairs if start <= place < end), None)

    def chosen(ruled: Range | None, place: int) -> Range | None:
        return (at(place) or ruled) if model_first else (ruled or at(place))

    given = [(start, end, chosen(voice, start)) for start, end, voice in said.quotations]
    old = [(content, voice) for content, voice in said.attributions if voice is not None]
    covered = [part for content, _ in old for part in content]
    free = [pair for pair in pairs if not any(s < pair[0][1] and pair[0][0] < e for s, e in covered)]
    if model_first:
        free = pairs
        old = [(c, v) for c, v in old if not any(s < b and a < e for s, e in c for (a, b), _ in pairs)]
    return Prediction(given, old + [((content,), voice) for content, voice in free], said.figures)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument(
        "--part", choices=["held", "tuned"], default="held", help="tuned: train on half of it, score the rest"
    )
    options = parser.parse_args()
    try:
        import pycrfsuite
    except ImportError:
        print("attribution_crf.py needs python-crfsuite: pip install python-crfsuite", file=sys.stderr)
        return 2
    trainer: Any = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": options.iterations, "feature.minfreq": 3})
    begun = time.process_time()
    scored = []
    for number, article in enumerate(read_polnear(options.shared / "data" / "polnear" / "open.jsonl.gz")):
        gold, marked = gold_of(article), mark(Article(text=article["text"]))
        listed = units(article["text"], marked.sentences, marked.quotations)
        ruled = [labels(unit, of_rules(marked)) for unit in listed]
        held = held_back(article)
        if held if options.part == "held" else (not held and number % 2):
            scored.append(
                (article["text"], gold, listed, [features(*pair) for pair in zip(listed, ruled, strict=True)])
            )
        elif not held:
            for unit, row in zip(listed, ruled, strict=True):
                trainer.append(features(unit, row), labels(unit, of_gold(gold)))
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger: Any = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        print(
            f"trained in {time.process_time() - begun:.0f} CPU-s; scored: {len(scored)} articles, part {options.part}"
        )
        totals: dict[str, dict[str, Counts]] = {}
        for text, gold, listed, rows in scored:
            said, pairs = predict(text), modelled(listed, [tagger.tag(row) for row in rows])
            for name, system in {
                "rules": said,
                "rules, model where none": joined(said, pairs, False),
                "model, rules where none": joined(said, pairs, True),
            }.items():
                for measure, counts in score(text, gold, system).items():
                    totals.setdefault(name, {m: Counts() for m in MEASURES})[measure].add(counts)
    for name, by in totals.items():
        print(f"  {name:<26}" + "   ".join(f"{m} {100 * by[m].f1:.1f}" for m in MEASURES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
