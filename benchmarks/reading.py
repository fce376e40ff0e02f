"""What reading is measured by: pages, web archives, broken and hostile input, compression bombs. Each part prints its table.

    PYTHONPATH=. python benchmarks/reading.py --shared ../shared [--pages 20000] [--full] [--json FILE]

By default every sixth page, an archive of 4,000 pages, every twentieth of the bad inputs: some two minutes. `--full` takes all
pages with the hostile ones, an archive of 20,000 pages and every bad input; `--pages N` an archive of another size.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--json", metavar="FILE", help="one line of JSON a part is added to it")
    parser.add_argument("--pages", type=int, metavar="N", help="pages of the web archive; 0: leave it out")
    parser.add_argument("--full", action="store_true", help="everything, ten minutes and more")
    asked = parser.parse_args()
    pages = asked.pages if asked.pages is not None else 20_000 if asked.full else 4_000
    parts = [
        ["reading_pages.py", *(["--family"] if asked.full else ["--quick"])],
        ["reading_warc.py", "--pages", str(pages), "--cases", "100" if asked.full else "20"],
        ["reading_badinput.py", "--every", "1" if asked.full else "20"],
        ["reading_bombs.py"],
    ]
    shared = ["--shared", asked.shared, *(["--json", asked.json] if asked.json else [])]
    here = Path(__file__).parent
    worst = 0
    for part, *options in parts:
        print(f"\n== {part} {' '.join(options)}", flush=True)
        done = subprocess.run([sys.executable, here / part, *options, *shared], check=False)
        worst = max(worst, abs(done.returncode))
    return worst


if __name__ == "__main__":
    sys.exit(main())
