"""HTML pages: the extracted text, repeats kept, metadata, and a worker that can be killed."""

from __future__ import annotations

import time

import pytest

import retold
from retold.errors import InputError
from retold.reading import Limits, read_bytes
from retold.reading import workers as workers_module
from retold.reading.html_worker import page

REPEATED = "The council will meet again on Friday to vote on the plan, which has been on its table for three years now and more."
PAGE = f"""<!doctype html>
<html lang="en-GB"><head><title>Ferry stops | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Jo Quill">
<meta property="article:published_time" content="2024-03-04T10:00:00+02:00">
<meta property="article:modified_time" content="2024-03-05T11:30:00+02:00">
<link rel="canonical" href="https://harbour.example/ferry"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ferry stops</h1>
<p>The ferry between Aldby and Tornholm stopped on Tuesday,
   the port said in a statement.</p>
<p>“We are <a href="x">sorry</a> for the <b>trouble</b>,” said the director, Nela Brandt.<br>She left at noon.</p>
<script>alert("not text")</script>
<p>{REPEATED}</p>
<p>{REPEATED}</p>
<p>Nobody was hurt, and the crew was sent home for the day by the owner.</p>
<p>{REPEATED}</p>
</article><footer>Copyright</footer></body></html>"""


def test_page():
    """The article on the page with its paragraphs; scripts, menus and footers are left out, inline tags leave no trace."""
    text = page(PAGE).text
    assert "The ferry between Aldby and Tornholm stopped on Tuesday, the port said in a statement.\n\n" in text
    assert "“We are sorry for the trouble,” said the director, Nela Brandt.\nShe left at noon." in text
    assert "alert" not in text
    assert "Home" not in text
    assert "Copyright" not in text


def test_repeated_paragraphs_stay():
    """A paragraph that stands three times on the page stands three times in the text, also right after itself."""
    text = page(PAGE).text
    assert text.count(REPEATED) == 3
    assert f"{REPEATED}\n\n{REPEATED}" in text
    assert "\u2e28" not in text


def test_metadata():
    """Title, outlet, byline, language, address and the time of publication with its zone come from the page."""
    article = read_bytes(PAGE.encode(), "ferry.html").article
    assert (article.title, article.outlet, article.byline) == ("Ferry stops", "The Harbour Post", "Jo Quill")
    assert (article.language, article.url) == ("en", "https://harbour.example/ferry")
    assert article.published == "2024-03-04T10:00:00+02:00"
    assert [(clock.kind, clock.at) for clock in article.clocks] == [
        ("published", "2024-03-04T10:00:00+02:00"),
        ("modified", "2024-03-05T11:30:00+02:00"),
    ]


def test_table_rows():
    """A row of a table is a line, its cells apart."""
    rows = "".join(f"<tr><td>Ship {number}</td><td>{number} knots</td></tr>" for number in range(3))
    text = page(PAGE.replace("<script>", f"<table>{rows}</table><script>")).text
    assert "Ship 1 | 1 knots" in text


def test_broken_page():
    """Unclosed tags and stray ones are no obstacle."""
    text = page(
        "<html><body><article><p>The ferry was late <b>again, the port said.<p>Nobody knew why it was, or when it would come."
    ).text
    assert "The ferry was late again, the port said." in text


def test_worker_that_takes_too_long():
    """A page that takes longer than the limit is killed, and the error says so, within the limit."""
    begun = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_bytes(PAGE.encode(), "slow.html", Limits(seconds=0.001))
    assert caught.value.reason == "killed"
    assert "slow.html" in str(caught.value)
    assert time.monotonic() - begun < 20


def test_worker_without_memory():
    """A page that would take more memory than the limit ends in one clear line."""
    with pytest.raises(InputError) as caught:
        read_bytes(PAGE.replace("<script>", "<p>word</p>" * 200_000).encode(), "fat.html", Limits(memory=120_000_000))
    assert caught.value.reason in {"killed", "html"}
    assert "fat.html" in str(caught.value)


def test_worker_that_cannot_start(monkeypatch):
    """Without an interpreter to start, the error names the file and the next step."""
    monkeypatch.setattr(workers_module.sys, "executable", "/nonexistent/python")
    with pytest.raises(InputError) as caught:
        read_bytes(PAGE.encode(), "a.html", Limits(seconds=9))
    assert caught.value.reason == "html"


def test_folder_of_the_user_is_not_imported(tmp_path, monkeypatch):
    """A file called lxml.py in the current folder is not run by the worker."""
    (tmp_path / "lxml.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "a.html").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    assert retold.read("a.html").title == "Ferry stops"


def test_deeply_nested_page():
    """A page nested deeper than the parser keeps is an article or one clear error, never a crash."""
    nested = "<div>" * 3000 + "<p>The ferry was late on Tuesday, the port said.</p>" + "</div>" * 3000
    try:
        outcome = read_bytes(f"<html><body>{nested}</body></html>".encode(), "deep.html").article.text
    except InputError as error:
        outcome = error.reason
    assert outcome == "no-text" or "The ferry was late" in outcome
