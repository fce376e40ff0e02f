"""Who said it: quotations, voices, statements and figures against PolNeAR, with a peer in the same table.

    python benchmarks/attribution.py                          the quarter that is held back, with 95 % intervals
    python benchmarks/attribution.py --part tuned --rules     how often each rule is right (what the cue lists were set by)
    python benchmarks/attribution.py --robust                 one mark lost per article; all marks of one habit
    python benchmarks/attribution.py --pronouns               pronouns → persons, on labels made before the run
    python benchmarks/attribution.py --peer-python PATH       textacy, in an environment of its own (see attribution_peer.py)

Reads PATH/data/polnear/open.jsonl.gz (PolNeAR, Newell et al. 2018) of `--shared PATH`. The measures are those of
`attribution_scoring`. Floors are printed beside the figures; the exit code is 1 where one is missed on the part held back.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attribution_scoring import Counts, Gold, Prediction, Range, gold_of, held_back, interval, read_polnear, score
from retold.marking import mark
from retold.records.article import Article

MEASURES = ("Q", "Q+S", "A", "N")
FLOORS = {"Q": 0.935, "Q+S": 0.855, "A": 0.785, "N": 0.64}
HUMAN = {"Q": 0.953, "Q+S": 0.934, "A": 0.896, "N": 0.841}
LABELS = Path(__file__).parent / "labels" / "pronouns.json"


def predict(text: str) -> Prediction:
    """What Retold says of a text, as plain data."""
    marked = mark(Article(text=text))
    said = Prediction()
    voices: list[Range | None] = [
        (one.voice.start, one.voice.end) if one.voice else None for one in marked.attributions
    ]
    for quotation in marked.quotations:
        if quotation.speech == "speech":
            voice = voices[quotation.attribution] if quotation.attribution is not None else None
            said.quotations.append((quotation.span.start, quotation.span.end, voice))
    for one, voice in zip(marked.attributions, voices, strict=True):
        said.attributions.append((tuple((part.start, part.end) for part in one.content), voice))
    for figure in marked.figures:
        voice = voices[figure.attribution] if figure.attribution is not None else None
        if voice is not None:
            said.figures.append((figure.span.start, figure.span.end, voice))
    return said


WORDS = 450  # of an article as `compare.py` counts them
START = (  # asks for everything that is loaded on first use
    "HOLM, March 4 (Northwire) - The ferry ran aground on Monday, the coastguard said. “We saw no light,” said Captain Tove Anker. "
    "Gibbons at the zoo were unhurt. She told reporters that 40 people had waited for two hours."
)


def table(name: str, rows: dict[str, list[Counts]], seconds: float, words: int) -> dict[str, Any]:
    """Print one system's line of every measure; returns it as data."""
    out: dict[str, Any] = {"system": name}
    for measure in MEASURES:
        counts = rows[measure]
        total = Counts()
        for one in counts:
            total.add(one)
        low, high = interval(counts, lambda row: row.f1)
        out[measure] = {"f1": total.f1, "precision": total.precision, "recall": total.recall, "low": low, "high": high}
        print(
            f"  {name:<18}{measure:<5}F1 {100 * total.f1:5.1f}  [{100 * low:.1f}, {100 * high:.1f}] P {100 * total.precision:5.1f} "
            f"R {100 * total.recall:5.1f}   floor {100 * FLOORS[measure]:.1f}  a second human {100 * HUMAN[measure]:.1f}"
        )
    if seconds:
        out["articles_per_cpu_second"] = len(rows["Q"]) / seconds
        print(
            f"  {name:<18}{len(rows['Q']) / seconds:.0f} articles per CPU-second ({words / max(1, len(rows['Q'])):.0f} words "
            f"each), {words / WORDS / seconds:.0f} of {WORDS} words"
        )
        out["articles_of_450_words"] = words / WORDS / seconds
    return out


def run(articles: Sequence[dict[str, Any]], golds: dict[str, list[Gold]]) -> tuple[dict[str, list[Counts]], float]:
    """Retold's counts by measure, article by article, and its CPU seconds for marking as a whole, each article read once.

    What is loaded once in a process (modules, word lists) is told apart.
    """
    begun = time.process_time()
    predict(START)
    print(f"  start: {1000 * (time.process_time() - begun):.0f} ms of CPU for the first article of a process")
    rows: dict[str, list[Counts]] = {measure: [] for measure in MEASURES}
    seconds = 0.0
    for article in articles:
        begun = time.process_time()
        said = predict(article["text"])
        seconds += time.process_time() - begun
        for measure, counts in score(article["text"], golds[article["id"]], said).items():
            rows[measure].append(counts)
    return rows, seconds


def peer(
    python: str, articles: Sequence[dict[str, Any]], golds: dict[str, list[Gold]]
) -> tuple[dict[str, list[Counts]], float]:
    """textacy's counts: its quotations are its attributions, and the figures inside them its figures."""
    given = "".join(json.dumps({"id": one["id"], "text": one["text"]}) + "\n" for one in articles)
    script = Path(__file__).with_name("attribution_peer.py")
    done = subprocess.run([python, str(script)], input=given, capture_output=True, text=True, check=True)
    rows: dict[str, list[Counts]] = {measure: [] for measure in MEASURES}
    seconds = 0.0
    for article, line in zip(articles, done.stdout.splitlines(), strict=True):
        found = json.loads(line)
        seconds += found["seconds"]
        said = Prediction()
        for start, end, first, last in found["quotations"]:
            voice = (first, last) if first is not None else None
            said.quotations.append((start, end, voice))
            said.attributions.append((((start, end),), voice))
        for measure, counts in score(article["text"], golds[article["id"]], said).items():
            rows[measure].append(counts)
    return rows, seconds


def print_rules(articles: Iterable[dict[str, Any]], golds: dict[str, list[Gold]]) -> None:
    """How often each cue and form, and each rule for floating quotations, gives a right attribution."""
    from attribution_scoring import _chars, _voice_right
    from retold.marking.attribution import explained
    from retold.marking.layout import layout
    from retold.marking.names import names
    from retold.marking.quotations import find_quotations
    from retold.marking.sentences import sentences

    tally: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for article in articles:
        text = article["text"]
        page = layout(Article(text=text))
        listed = tuple(one for start, end in page.body for one in sentences(text, start, end))
        quoted = find_quotations(text, page.body[0][0], page.body[-1][1])
        gold = golds[article["id"]]
        gold_chars = [_chars(one.content) for one in gold]
        for one, rule in explained(text, listed, quoted, names(text, listed), page.title):
            chars = _chars((part.start, part.end) for part in one.content)
            voice = (one.voice.start, one.voice.end) if one.voice else None
            near: set[int] = set()
            for known, its in zip(gold, gold_chars, strict=True):
                if its & chars and _voice_right(text, voice, known.source):
                    near |= its & chars
            tally[rule][0] += 1
            tally[rule][1] += 2 * len(near) >= len(chars)
    for (lemma, form), (count, right) in sorted(tally.items(), key=lambda item: -item[1][0]):
        if count >= 5:
            print(f"  {lemma or '(floating)':<14}{form:<12}{count:6}   right {100 * right / count:5.1f} %")


def mutations(text: str) -> dict[str, tuple[str, list[int] | None]]:
    """The text with one closing mark lost, and with all marks of one habit; a list maps new offsets to old, None is identity."""
    curly: list[str] = []
    opened = False
    for at, char in enumerate(text):
        if char in '"“”':
            before = text[at - 1] if at else " "
            opens = char == "“" or (char == '"' and (before.isspace() or before in "([—–-") and not opened)
            opened = opens
            curly.append("“" if opens else "”")
        else:
            opened = opened and char != "\n"
            curly.append(char)
    turned = "".join(curly)
    out: dict[str, tuple[str, list[int] | None]] = {
        "all curly": (turned, None),
        "all straight": (re.sub("[“”]", '"', turned), None),
        "all guillemets": (turned.replace("“", "«").replace("”", "»"), None),
    }
    closing = [m.start() for m in re.finditer("”", turned)]
    if closing:
        lost = closing[int(hashlib.sha256(text.encode()).hexdigest(), 16) % len(closing)]
        out["one closing lost"] = (text[:lost] + text[lost + 1 :], [*range(lost), *range(lost + 1, len(text) + 1)])
        lost = turned.rfind("“", 0, lost)
        if lost >= 0:
            out["one opening lost"] = (text[:lost] + text[lost + 1 :], [*range(lost), *range(lost + 1, len(text) + 1)])
    return out


def back(said: Prediction, to_old: list[int] | None) -> Prediction:
    """`said` in the offsets of the text before its mutation."""
    if to_old is None:
        return said

    def old(pair: Range | None) -> Range | None:
        return None if pair is None else (to_old[pair[0]], to_old[pair[1] - 1] + 1)

    return Prediction(
        [(*_pair(old((s, e))), old(v)) for s, e, v in said.quotations],
        [(tuple(_pair(old(part)) for part in content), old(v)) for content, v in said.attributions],
        [(*_pair(old((s, e))), _pair(old(v))) for s, e, v in said.figures],
    )


def _pair(pair: Range | None) -> Range:
    assert pair is not None
    return pair


def print_robust(articles: Sequence[dict[str, Any]], golds: dict[str, list[Gold]]) -> dict[str, Any]:
    """Q and Q+S after mutations of the marks, with the offsets carried back."""
    rows: dict[str, dict[str, Counts]] = defaultdict(lambda: {measure: Counts() for measure in MEASURES})
    for article in articles:
        for name, (text, to_old) in {"as printed": (article["text"], None), **mutations(article["text"])}.items():
            said = back(predict(text), to_old)
            for measure, counts in score(article["text"], golds[article["id"]], said).items():
                rows[name][measure].add(counts)
    for name, counts in rows.items():
        print(f"  {name:<18}" + "   ".join(f"{measure} {100 * counts[measure].f1:5.1f}" for measure in MEASURES))
    return {name: {measure: counts[measure].f1 for measure in MEASURES} for name, counts in rows.items()}


def print_pronouns(articles: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Pronoun → person: the name that stands at the labelled place must be that of the answer."""
    from retold.text.names import compare_names

    labels = json.loads(LABELS.read_text(encoding="utf-8"))["cases"]
    texts = {one["id"]: one["text"] for one in articles}
    marked = {}
    right = answered = cases = 0
    for label in labels:
        text = texts[label["id"]]
        if label["id"] not in marked:
            marked[label["id"]] = mark(Article(text=text))
        at = tuple(label["pronoun"])
        found = next(
            (one for one in marked[label["id"]].attributions if one.voice and (one.voice.start, one.voice.end) == at),
            None,
        )
        cases += 1
        if found is None or found.voice_name is None:
            continue
        answered += 1
        start, end = label["name"]
        right += compare_names(found.voice_name, text[start:end]) != "other"
    print(
        f"  pronoun → person: {right} of {cases} right ({100 * right / cases:.1f} %; floor 74, aim 80), {answered} answered, "
    )
    print(f"  precision of the answers {100 * right / max(1, answered):.1f} %")
    return {"cases": cases, "right": right, "answered": answered}


def print_confidence(articles: Sequence[dict[str, Any]], golds: dict[str, list[Gold]]) -> None:
    """Precision of the voice of quotations at two levels: named in place beside a cue, and all that is given."""
    from attribution_scoring import _pairs, _voice_right, gold_runs

    tally = {"stated, with a cue": [0, 0], "all with a voice": [0, 0]}
    for article in articles:
        text = article["text"]
        marked = mark(Article(text=text))
        runs = gold_runs(text, golds[article["id"]])
        keys = list(runs)
        quoted = [one for one in marked.quotations if one.attribution is not None]
        for i, j in _pairs(text, [(one.span.start, one.span.end) for one in quoted], keys):
            if not runs[keys[j]]:
                continue
            one = marked.attributions[quoted[i].attribution or 0]
            voice = (one.voice.start, one.voice.end) if one.voice else None
            right = _voice_right(text, voice, runs[keys[j]])
            tally["all with a voice"][0] += 1
            tally["all with a voice"][1] += right
            if one.basis == "stated" and one.cue is not None:
                tally["stated, with a cue"][0] += 1
                tally["stated, with a cue"][1] += right
    for level, (count, right) in tally.items():
        print(f"  quotations: the voice is right, {level}: {100 * right / max(1, count):.1f} % of {count}")


def print_statements(articles: Sequence[dict[str, Any]], golds: dict[str, list[Gold]]) -> None:
    """The precision of A at two levels: named in place beside a cue, and all that is said."""
    levels = {"stated, with a cue": Counts(), "all": Counts()}
    for article in articles:
        marked = mark(Article(text=article["text"]))
        for level, total in levels.items():
            said = Prediction()
            for one in marked.attributions:
                if level == "all" or (one.basis == "stated" and one.cue is not None):
                    voice = (one.voice.start, one.voice.end) if one.voice else None
                    said.attributions.append((tuple((part.start, part.end) for part in one.content), voice))
            total.add(score(article["text"], golds[article["id"]], said)["A"])
    for level, total in levels.items():
        print(f"  statements: precision, {level}: {100 * total.precision:.1f} % of {total.predicted:.0f}")


def loop() -> float:
    """CPU milliseconds of a million additions in Python: what a speed is to be read against on a machine under load."""
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return 1000 * (time.process_time() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=["held", "tuned", "all"], default="held")
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--robust", action="store_true")
    parser.add_argument("--pronouns", action="store_true")
    parser.add_argument("--peer-python", metavar="PATH")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    path = options.shared / "data" / "polnear" / "open.jsonl.gz"
    every = read_polnear(path)
    chosen = [one for one in every if options.part == "all" or held_back(one) == (options.part == "held")][
        : options.limit
    ]
    golds = {one["id"]: gold_of(one) for one in chosen}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    print(f"PolNeAR open part, sha256 {digest}…; part: {options.part}, {len(chosen)} articles")
    if options.rules:
        print_rules(chosen, golds)
        return 0
    if options.robust:
        result: dict[str, Any] = {"robust": print_robust(chosen, golds)}
    elif options.pronouns:
        result = {"pronouns": print_pronouns(every)}
    else:
        before = loop()
        rows, seconds = run(chosen, golds)
        before = (before + loop()) / 2
        words = sum(len(one["text"].split()) for one in chosen)
        result = {"retold": table("retold", rows, seconds, words)}
        each = 1000 * seconds / max(1, len(chosen))
        print(
            f"  marking as a whole: {each:.1f} ms an article; a loop of a million steps {before:.0f} ms; ratio {each / before:.3f}"
        )
        result["milliseconds"], result["loop_milliseconds"] = each, before
        print_confidence(chosen, golds)
        print_statements(chosen, golds)
        if options.peer_python:
            their, spent = peer(options.peer_python, chosen, golds)
            result["textacy"] = table("textacy", their, spent, words)
        else:
            print(
                "  peer not run: textacy; give --peer-python the Python of an environment with it (see attribution_peer.py)"
            )
    if options.json:
        line = json.dumps(
            {"benchmark": "attribution", "data": digest, "part": options.part, "articles": len(chosen), **result}
        )
        options.json.write_text(line + "\n", encoding="utf-8")
    missed = [m for m in MEASURES if "retold" in result and result["retold"][m]["f1"] < FLOORS[m]]
    if missed and options.part == "held":
        print(f"below the floor: {', '.join(missed)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
