"""Articles that try to act: markup, addresses, template code, signs of direction, in every field that a page shows."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

from retold.records.article import Article

STRINGS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)>",
    "</title></style></textarea></script><script>alert(4)</script>",
    "<iframe srcdoc='<script>alert(5)</script>'>",
    "javascript:alert(6)",
    '<a href="javascript:alert(7)">x</a>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(8)&gt;">',
    "{{ 7*7 }}{% raw %}${7*7}<%= 7*7 %>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<form action=https://elsewhere.example><input name=q autofocus onfocus=alert(9)>",
    "&lt;script&gt;alert(10)&lt;/script&gt;",
    "\u202egnp.exe\u2066 \x1b[31m \x00 \ufeff",
    "<style>*{background:url(https://elsewhere.example/x)}</style>",
    "<div hx-get=/stories hx-trigger=load data-hx-on:load=alert(11) hx-on:load=alert(12)>",
    '=HYPERLINK("https://elsewhere.example")',
)
ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<b>",
    "vbscript:msgbox(1)", "//elsewhere.example", "https://x.example/\"onmouseover=\"alert(1)", "http://x.example/<script>",
    "file:///etc/passwd", "",
)  # fmt: skip

_BODY = (
    'The lamp on Velm pier went out on Sunday, council member Ada Pruitt said. "We will mend {0} by Friday," she told '
    "reporters {0}. More than {1} boats were in the harbour at the time, according to the harbour office {0}. Nobody was "
    "hurt, and the ferry to Osk left an hour late. The council meets again in March to speak about the cost of 30,000 crowns."
)


def articles(strings: tuple[str, ...] = STRINGS) -> list[Article]:
    """Two tellings of one story for each string, which stands in every field of both."""
    made = []
    for number, bad in enumerate(strings):
        for telling in range(2):
            title = f"{bad} Lamp {number} {'out' if telling else 'fails'}"
            made.append(
                Article(
                    id=f"{bad[:40]}/{number}.{telling}",
                    title=title,
                    outlet=f"Echo {bad}" if telling else f"Herald {bad}",
                    agency=bad,
                    byline=bad,
                    language="en" if telling else bad[:20],
                    section=bad,
                    url=ADDRESSES[number % len(ADDRESSES)],
                    published=f"2031-03-0{1 + telling}T09:00:00Z" if number % 3 else bad,
                    text=f"{title}\n\n" + _BODY.format(bad, 140 + 10 * telling + 1000 * number),
                )
            )
    return made


def listed(shared: Path) -> tuple[str, ...]:
    """The strings of the lists of cross-site scripting and of naughty strings in the research data, forty in each."""
    packed = shared / "data" / "badinput" / "badinput.tar.gz"
    found: list[str] = []
    if packed.is_file():
        with tarfile.open(packed) as opened:
            for member in opened.getmembers():
                name = member.name.lower()
                if not ("xss" in name or name.endswith("blns.json")) or (file := opened.extractfile(member)) is None:
                    continue
                text = file.read().decode("utf-8", "replace")
                found += _strings(json.loads(text)) if name.endswith(".json") else text.splitlines()
    found = [one for one in dict.fromkeys(found) if one.strip()]
    return tuple("\n".join(found[at : at + 40]) for at in range(0, len(found), 40))


def _strings(told: object) -> list[str]:
    if isinstance(told, str):
        return [told]
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return [one for part in parts for one in _strings(part)]
