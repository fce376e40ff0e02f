"""Make the pictures in docs/images from the bundled example: the terminal view, the single file, and pages of the archive.

python tools/make_screenshots.py    # needs the dev extra and a chromium on PATH
"""

from __future__ import annotations

import io
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.text import Text

import retold
from retold.archive import Archive
from retold.cli.demo_command import RETELLING, SOURCE, example_article, example_folder
from retold.records.article import Article
from retold.report.html import html_report
from retold.report.terminal import terminal_report
from retold.web.addresses import article_address, compare_address, story_address
from retold.web.app import create_app

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
LAST = "\n 6. "  # the terminal view is shown up to this entry of what to look at first
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 18px 22px; background: #fbfaf7; width: max-content; }}
pre {{ margin: 0; font: 15px/1.35 "DejaVu Sans Mono", "Liberation Mono", monospace; color: #16181d; }}
</style><pre>{code}</pre>"""


def terminal(comparison: Any) -> str:
    """The terminal view as a page."""
    names = (SOURCE, RETELLING)
    plain = terminal_report(comparison, names, width=96)
    lines = plain.split(LAST)[0].count("\n") + 1
    view = "\n".join(terminal_report(comparison, names, width=96, color=True).splitlines()[:lines])
    console = Console(record=True, file=io.StringIO(), width=100, color_system="truecolor", force_terminal=True)
    console.print(Text.assemble(("$ retold demo\n", "bold"), Text.from_ansi(view)))
    return TERMINAL.format(code=console.export_html(inline_styles=True, code_format="{code}"))


def files(browser: Browser, folder: Path) -> None:
    """The pictures of the terminal and of the single file."""
    comparison = retold.compare(example_article(SOURCE), example_article(RETELLING))
    for name, text, size in (
        ("terminal", terminal(comparison), {"width": 900, "height": 300}),
        ("report", html_report(comparison, (SOURCE, RETELLING)), {"width": 1180, "height": 1400}),
    ):
        path = folder / f"{name}.html"
        path.write_text(text, encoding="utf-8")
        page = browser.new_page(viewport=size, device_scale_factor=1.25 if name == "terminal" else 1.0)
        page.goto(path.as_uri())
        target = page.locator("body") if name == "terminal" else page
        target.screenshot(path=IMAGES / f"{name}.png")


def pages(browser: Browser, folder: Path) -> None:
    """The pictures of a story, of a comparison and, on a phone in the dark, of an article."""
    lines = (example_folder() / "story.jsonl").read_text(encoding="utf-8").splitlines()
    with Archive(folder / "example.retold", create=True) as archive, socket.socket() as listening:
        archive.add(msgspec.json.decode(line, type=Article) for line in lines)
        ids = {
            one: msgspec.json.decode((example_folder() / "meta.json").read_bytes())[one]["id"]
            for one in (SOURCE, RETELLING)
        }
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(archive), log_level="warning", lifespan="off"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        while not server.started:
            time.sleep(0.05)
        site = f"http://127.0.0.1:{listening.getsockname()[1]}"
        story = story_address(archive.story_of(ids[SOURCE]) or "")
        wide = {"width": 1180, "height": 1180}
        for name, address, size, scheme, place in (
            ("story", story, wide, "light", ""),
            ("compare", compare_address(ids[SOURCE], ids[RETELLING]), wide, "light", "texts"),
            ("article", article_address(ids[RETELLING]), {"width": 400, "height": 860}, "dark", ""),
        ):
            page = browser.new_page(
                viewport=size, color_scheme=scheme, device_scale_factor=1.0, reduced_motion="reduce"
            )
            page.goto(site + address)
            if place:
                page.locator(f"#{place}").evaluate("element => element.scrollIntoView()")
                page.keyboard.press("n")
                page.keyboard.press("n")
                page.keyboard.press("p")
                page.evaluate("document.activeElement.blur()")
                page.locator(f"#{place}").evaluate("element => element.scrollIntoView()")
            page.screenshot(path=IMAGES / f"{name}.png")
        server.should_exit = True
        running.join(10)


def main() -> int:
    """Write all pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no chromium on PATH")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        files(browser, Path(folder))
        pages(browser, Path(folder))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
