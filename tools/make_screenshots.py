"""Make the pictures in docs/images from the bundled example: the terminal view and the page.

python tools/make_screenshots.py    # needs the dev extra and a chromium on PATH
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

import retold
from retold.cli.demo_command import RETELLING, SOURCE, example_article
from retold.report.html import html_report
from retold.report.terminal import terminal_report

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
LAST = "\n 6. "  # the terminal view is shown up to this entry of what to look at first
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 18px 22px; background: #fbfaf7; width: max-content; }}
pre {{ margin: 0; font: 15px/1.35 "DejaVu Sans Mono", "Liberation Mono", monospace; color: #16181d; }}
</style><pre>{code}</pre>"""


def main() -> int:
    """Write both pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no chromium on PATH")
        return 1
    comparison = retold.compare(example_article(SOURCE), example_article(RETELLING))
    names = (SOURCE, RETELLING)
    plain = terminal_report(comparison, names, width=96)
    lines = plain.split(LAST)[0].count("\n") + 1
    view = "\n".join(terminal_report(comparison, names, width=96, color=True).splitlines()[:lines])
    console = Console(record=True, file=io.StringIO(), width=100, color_system="truecolor", force_terminal=True)
    console.print(Text.assemble(("$ retold demo\n", "bold"), Text.from_ansi(view)))
    code = console.export_html(inline_styles=True, code_format="{code}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, text, size in (
            ("terminal", TERMINAL.format(code=code), {"width": 900, "height": 300}),
            ("report", html_report(comparison, names), {"width": 1180, "height": 1400}),
        ):
            path = Path(folder) / f"{name}.html"
            path.write_text(text, encoding="utf-8")
            page = browser.new_page(viewport=size, device_scale_factor=1.25)
            page.goto(path.as_uri())
            target = page.locator("body") if name == "terminal" else page
            target.screenshot(path=IMAGES / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
