"""What a page says of itself: names, times, agency; hostile pages; what is put back and left out."""

from __future__ import annotations

import os
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import InputError
from retold.reading import page_agency, page_guard, page_repair
from retold.reading.html import html_article, html_articles
from retold.reading.html_worker import page
from retold.reading.page_days import printed_day
from retold.reading.page_plain import plain
from retold.reading.page_times import stated
from retold.reading.source import Limits
from retold.reading.workers import Workers
from tests.reading.hostile import MARK, family

BODY = "".join(
    f"<p>The ferry between Aldby and Tornholm stopped on day {n}, the port said in a statement to the press.</p>"
    for n in range(6)
)


def _page(head="", before="", body=BODY, after=""):
    return page(
        f"<html lang='en'><head>{head}</head><body>{before}<article><h1>Ferry stops for a week</h1>"
        f"{body}</article>{after}</body></html>"
    )


def _json_ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_article():
    """Title, authors, outlet, times and section come from a JSON-LD graph, references by @id included."""
    got = _page(
        _json_ld(
            """{"@graph": [{"@type": "Organization", "@id": "#o", "name": "The Harbour Post"},
            {"@type": ["NewsArticle"], "headline": "Ferry stops for a week", "articleSection": ["Harbour"],
             "author": [{"@type": "Person", "name": "Jo Quill"}, {"name": "Ada Berg"}], "publisher": {"@id": "#o"},
             "datePublished": "2024-03-01T09:05:00.123+0100", "dateModified": "2024-03-02T10:00Z"}]}"""
        )
    )
    assert (got.title, got.outlet, got.byline, got.section) == (
        "Ferry stops for a week",
        "The Harbour Post",
        "Jo Quill, Ada Berg",
        "Harbour",
    )
    assert [(clock.kind, clock.at, clock.precision) for clock in got.clocks] == [
        ("published", "2024-03-01T09:05:00+01:00", "minute"),
        ("modified", "2024-03-02T10:00:00+00:00", "minute"),
    ]


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "NewsArticle", "datePublished": "2024-03-01",} -->',
        '{"@type": "NewsArticle", "description": "two\nlines", "datePublished": "2024-03-01"}',
        '[{"@type": "Thing"}, {"@type": "ReportageNewsArticle", "datePublished": "2024-03-01"}]',
        '{"@type": "NewsArticle", "headline": "never "closed", "datePublished": "2024-03-01"',
    ],
)
def test_broken_json_ld(script):
    """Comments, commas too many, line ends in strings and broken objects do not lose the date."""
    assert _page(_json_ld(script)).published == "2024-03-01"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<meta property='og:site_name' content='The Harbour Post | News, Weather'>", "The Harbour Post"),
        ("<title>Ferry stops for a week – The Harbour Post</title>", "The Harbour Post"),
        (
            "<meta property='og:site_name' content='harbourpost'><title>Ferry stops for a week | Harbour Post</title>"
            "<link rel='canonical' href='https://www.harbourpost.example/a'>",
            "Harbour Post",
        ),
        (
            "<meta property='og:title' content='Ferry stops for a week'><meta property='og:site_name' content='Ferry stops for a week'>"  # noqa: E501  one page
            "<link rel='canonical' href='https://www.harbourpost.example/a'>",
            "harbourpost.example",
        ),
        ("", None),
    ],
)
def test_outlet(head, outlet):
    """The outlet is called as it prints its name: no slogan, no title, the host only where nothing else is there."""
    assert _page(head).outlet == outlet


def test_outlet_from_the_copyright_line():
    """Where only the line of the copyright names the outlet, that is taken, without years and the form of the company."""
    assert _page(after="<footer>© 2019–2024 Harbour Post Ltd. All rights reserved</footer>").outlet == "Harbour Post"


@pytest.mark.parametrize(
    ("head", "before", "title"),
    [
        ("<title>Ferry stops for a week | Harbour Post</title>", "<h1>Harbour Post</h1>", "Ferry stops for a week"),
        ("<title>Something else that is not printed</title>", "", "Ferry stops for a week"),
        ("<meta property='og:title' content='Ferry stops for a week - Harbour Post'>", "", "Ferry stops for a week"),
    ],
)
def test_title(head, before, title):
    """The title is the heading that the page prints, neither the logo nor the outlet's name at its end."""
    assert _page(head, before).title == title


def test_control_characters_and_lengths():
    """No control, bidi or zero-width character gets into a name, and nothing in the metadata is endless."""
    evil = "A\u202eB\u200b\x07C" + "x" * 10_000
    got = _page(
        f"<meta property='og:title' content='{evil}'><meta property='og:site_name' content='{evil}'><meta name='author' content='{evil}'>"  # noqa: E501  one page
        f"<meta property='article:section' content='{evil}'><link rel='canonical' href='https://a.example/{'x' * 9_000}'>",
        body=f"<h1>{evil}</h1>{BODY}",
    )
    for value, longest in ((got.title, 500), (got.outlet, 80), (got.byline, 200), (got.section, 100), (got.url, 2000)):
        assert value is None or (len(value) <= longest and not set(value) & set("\u202e\u200b\x07"))
    assert got.section == "ABC" + "x" * 97


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2022-01-10T22:06:08:684Z", "2022-01-10T22:06:08+00:00"),
        ("2021-04-29 17:13:04.031886+02:00", "2021-04-29T17:13:04+02:00"),
        ("2022-04-29T00:00:08-05", "2022-04-29T00:00:08-05:00"),
        ("2022-04-29T09:30", "2022-04-29"),
        ("Fri, 01 Mar 2024 09:05:00 +0000", "2024-03-01"),
        ("27.04.2020 18:50", "2020-04-27"),
        ("20240301", "2024-03-01"),
        ("2099-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("2024-13-45", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times(said, at):
    """Times are read as pages write them; an hour without a zone is no hour, and impossible days are none."""
    assert stated(said) == at


@pytest.mark.parametrize(
    ("said", "language", "day"),
    [
        ("Samstag, 9. September 2017", "de", "2017-09-09"),
        ("Published March 3rd, 2024 by Jo", "en", "2024-03-03"),
        ("martes, 3 de mayo de 2022 · 23:57", "es", "2022-05-03"),
        ("29 kwietnia 2021", "pl", "2021-04-29"),
        ("03/04/2024", "en", "2024-03-04"),
        ("03/04/2024", "fr", "2024-04-03"),
        ("23/10/2020", "en", "2020-10-23"),
        ("31.02.2020", "de", None),
        ("12 Ferries 2020", "en", None),
    ],
)
def test_printed_days(said, language, day):
    """Days as readers see them, in several languages; what is no day is none."""
    assert printed_day(said, language) == day


def test_day_beside_the_heading():
    """Without data for machines the day is the one printed beside the heading, not one of the other stories'."""
    got = _page(
        before="<div>1 January 2020</div>",
        body=f"<div><span>By Jo Quill</span> <span>4 March 2024</span></div>{BODY}",
        after="<ul><li>5 May 2021</li></ul>",
    )
    assert got.published == "2024-03-04"


def test_day_in_the_address():
    """The day in the address is a clock of its own, and the day of publication where nothing else is."""
    got = page(f"<html><body><article>{BODY}</article></body></html>", "https://a.example/2024/03/01/ferry")
    assert got.published == "2024-03-01"
    assert [(clock.kind, clock.precision) for clock in got.clocks] == [("url", "day")]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("OSTHAVEN (dpa) – The ferry stopped.", "dpa"),
        ("OSTHAVEN, March 1. /TASS/. The ferry stopped.", "TASS"),
        ("Wiesbaden (KNA/hp). The ferry stopped.", "KNA"),
        ("The ferry stopped. It was late.\n\nSource: AFP", "AFP"),
        ("The ferry stopped. It was late. (Reuters)", "Reuters"),
        ("Photo: A. Berg (AP)\n\nThe ferry stopped.", None),
        ("Nobody read the AP report (of 2019) on ferries.", None),
        ("The APA map was wrong, said the ANSA of the town.", None),
    ],
)
def test_agency(text, agency):
    """A wire marker names the agency; a caption's credit and a word that is written alike do not."""
    assert page_agency.agency(text, None, page_agency.Head(page_agency_linked()), None) == agency


def page_agency_linked():
    """JSON-LD that says nothing."""
    from retold.reading.page_json_ld import Linked

    return Linked([])


def test_dateline():
    """A dateline goes from the place to the agency."""
    assert page_agency.dateline("OSTHAVEN, March 1 (Reuters) - The ferry stopped.") == "OSTHAVEN, March 1 (Reuters)"
    assert page_agency.dateline("The ferry stopped on March 1, Reuters said.") is None


def test_agency_on_its_own_page():
    """An agency's own page credits nobody else."""
    head = page_agency.Head(page_agency_linked())
    assert page_agency.agency("OSTHAVEN (dpa) – The ferry stopped.", None, head, "dpa") is None


def test_lead_is_put_back():
    """A lead between heading and body that the extraction leaves out is there, once, before the body."""
    lead = "A week without a ferry awaits the people of Aldby, and nobody knows what comes after that."
    leaves = page_repair.leaves(
        __import__("lxml.html").html.fromstring(f"<body><h1>Ferry</h1><div>{lead}</div><div>{BODY}</div></body>")
    )
    blocks = [text for element, text in leaves if element.tag == "p"]
    assert page_repair.lost(blocks, leaves) == [lead, *blocks]
    assert page_repair.lost([lead, *blocks], leaves) == [lead, *blocks]


def test_reader_lines():
    """Lines that speak to the reader go; sentences of the story that begin alike stay, and a page of such lines is left alone."""
    story = ["The council voted on Friday to close the harbour for a week, and the mayor agreed to it at once. " * 4]
    lines = ["Sign up for our newsletter", "Read also: Harbour closed", "Lesen Sie auch: Hafen zu", "Newsletter"]
    assert page_repair.without_reader_lines([*story, *lines]) == story
    assert page_repair.without_reader_lines(lines) == lines
    kept = [
        "Follow-up talks are planned for Monday, he said.",
        "More on Friday, said the mayor, would be too much to ask of them.",
    ]
    assert page_repair.without_reader_lines([*story, *kept]) == [*story, *kept]


@pytest.mark.parametrize("depth", [240, 300, 1_000])
@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "table><tr><td"])
def test_deep_pages(depth, tag):
    """Text nested a thousand deep is not lost, and a note says that tags were left out."""
    got = page(
        f"<html><head><title>T</title></head><body>{BODY}{f'<{tag}>' * depth}{BODY.replace('week', 'month')} {MARK}</body></html>"
    )
    assert MARK in got.text
    assert got.notes == ("page-flattened",)


def test_hostile_pages():
    """Each page of the hostile family ends in time, with its text or a named refusal; the next page is read as ever."""
    size = 20_000 if os.environ.get("RETOLD_SOAK") == "1" else 400
    outcomes = {}
    begun = time.monotonic()
    for name, html in family(size):
        try:
            outcomes[name] = MARK in html_article(b"", html, name)[0].text
        except InputError as error:
            outcomes[name] = error.reason
    assert time.monotonic() - begun < 600
    assert {name for name, outcome in outcomes.items() if outcome is not True} <= {"svg"}


def test_flood_of_attributes():
    """A tag with tens of thousands of attributes loses them, and nothing else."""
    flood = " ".join(f"a{n}=1" for n in range(50_000))
    assert (
        page_guard.without_floods(f"<p {flood}>Text <b class='x'>here</b></p>") == "<p>Text <b class='x'>here</b></p>"
    )
    assert page_guard.without_floods(f"<img src='{'A' * 50_000}'>") == f"<img src='{'A' * 50_000}'>"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "word ", "<", "<a b='"]
        )
    )
)
def test_guards_take_anything(pieces):
    """Flattening and the reading without a tree take any sequence of tags, and the words outside of tags stay."""
    html = "".join(pieces)
    page_guard.flattened(html)
    text, _ = plain("first " + html)
    assert text.startswith("first")


def test_plain():
    """Without a tree: paragraphs apart, scripts and menus out, entities resolved, the title found."""
    text, title = plain(
        "<title>A &amp; B</title><nav>Menu</nav><script>if (a<b) x='<p>'</script><p>One <b>two</b></p><div>Three &eacute;</div><!-- no -->"  # noqa: E501  one page
    )
    assert (text, title) == ("One two\n\nThree é", "A & B")


def test_page_beyond_the_parser():
    """A page with more tags than are parsed is read without a tree, and the note says what that means."""
    article, notes = html_article(b"", f"<title>Long</title>{BODY}{'<i>x</i>' * 90_000}{MARK}", "long.html")
    assert MARK in article.text
    assert [note.code for note in notes] == ["page-plain"]
    assert "long.html" in notes[0].says


def test_many_pages_in_order():
    """Many pages come back in order, with the refusals as values, and a page given up is read a second time."""
    pages = [
        (f"{n}.html", f"<html><body><article>{BODY}</article></body></html>" if n % 3 else "<html></html>", None)
        for n in range(7)
    ]
    with Workers(Limits(), 2) as workers:
        outcomes = list(html_articles(pages, workers))
    assert [name for name, _ in outcomes] == [name for name, _, _ in pages]
    assert [isinstance(outcome, InputError) for _, outcome in outcomes] == [n % 3 == 0 for n in range(7)]


def test_nothing_is_opened(tmp_path):
    """Entities, DTDs, frames and links of a page open no file and no connection: neither canary is touched."""
    import socket

    fifo = tmp_path / "canary"
    os.mkfifo(fifo)
    opened = threading.Event()

    def wait():
        with open(fifo, "wb"):  # comes back when somebody opens the other end
            opened.set()

    waiter = threading.Thread(target=wait, daemon=True)
    waiter.start()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        web = f"http://127.0.0.1:{server.getsockname()[1]}"
        for address in (f"file://{fifo}", str(fifo), web):
            html = (
                f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{address}"><!ENTITY % y SYSTEM "{address}"> %y;]>'
                f'<html><head><base href="{address}"><link rel="canonical" href="{address}"><link rel="stylesheet" href="{address}">'  # noqa: E501  one page
                f'<meta http-equiv="refresh" content="0;url={address}"></head><body><article>{BODY}<p>&x;</p><img src="{address}">'
                f'<iframe src="{address}"></iframe><xi:include href="{address}" parse="text"/></article></body></html>'
            )
            assert "ferry" in html_article(b"", html, "evil.html")[0].text
        with pytest.raises(TimeoutError):
            server.accept()
    assert not opened.is_set()
    with open(fifo, "rb"):  # lets the waiter go
        waiter.join(5)


def test_open_pages(shared):
    """On a sample of real pages the extraction is not below trafilatura's own, by the segments that people chose."""
    from trafilatura import extract

    from benchmarks.reading_pages import load

    pages, _ = load(shared / "data" / "pages" / "pages_third.tar.xz")

    def f1(run):
        right = missed = wrong = 0
        for entry in pages[::12]:
            text = run(entry["html"]) or ""
            found = sum(segment in text for segment in entry["with"])
            right, missed = right + found, missed + len(entry["with"]) - found
            wrong += sum(segment in text for segment in entry["without"])
        return 2 * right / (2 * right + missed + wrong)

    assert f1(lambda html: page(html).text) >= f1(lambda html: extract(html, include_comments=False)) - 0.005
