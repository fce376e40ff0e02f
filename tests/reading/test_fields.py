"""The names of fields that other programs write."""

from __future__ import annotations

import pytest

from retold.errors import InputError
from retold.reading.fields import Fields, article_of
from retold.records.article import Clock

MEDIA_CLOUD = {
    "id": "m1", "media_name": "north.example", "media_url": "north.example", "title": "T", "publish_date": "2031-03-01",
    "url": "https://north.example/1", "language": "en", "indexed_date": "2031-03-02T04:05:06", "text": "One.",
}  # fmt: skip
NEWS_PLEASE = {
    "authors": ["Ilse Karn", "Jo Vane"], "date_download": "2031-03-02 04:05:06", "date_modify": None,
    "date_publish": "2031-03-01 10:00:00",
    "description": "d", "filename": "f.json", "language": "en", "maintext": "One.", "source_domain": "north.example", "title": "T",
    "url": "https://north.example/1", "text": None,
}  # fmt: skip
FUNDUS = {
    "title": "T", "authors": ["Ilse Karn"], "publishing_date": "2031-03-01 10:00:00+00:00", "publisher": "The North", "lang": "en",
    "body": {"summary": ["Sum."], "sections": [{"headline": ["Head."], "paragraphs": ["One.", "Two."]}]},
    "html": {"responded_url": "https://north.example/1", "crawl_date": "2031-03-02 04:05:06"},
}  # fmt: skip
TRAFILATURA = {
    "title": "T", "author": "Ilse Karn", "hostname": "north.example", "date": "2031-03-01", "source": "https://north.example/1",
    "source-hostname": "The North", "text": "One.", "filedate": "2031-03-02",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "outlet", "byline", "url"),
    [
        (MEDIA_CLOUD, "north.example", None, "https://north.example/1"),
        (NEWS_PLEASE, "north.example", "Ilse Karn, Jo Vane", "https://north.example/1"),
        (FUNDUS, "The North", "Ilse Karn", "https://north.example/1"),
        (TRAFILATURA, "The North", "Ilse Karn", None),
    ],
)
def test_exports(row, outlet, byline, url):
    """Media Cloud, news-please, fundus and trafilatura: text, outlet, byline, address, times."""
    article = article_of(row, "a:1", Fields({}))
    assert article.text in {"One.", "Sum.\n\nHead.\n\nOne.\n\nTwo."}
    assert (article.outlet, article.byline, article.url, article.title) == (outlet, byline, url, "T")
    assert article.published.startswith("2031-03-01")
    assert [(clock.kind, clock.at[:10]) for clock in article.clocks] == [("fetched", "2031-03-02")]


def test_map_into_other_fields():
    """--map reaches into objects and lists by dots; a name with a dot in it goes first."""
    row = {"data": {"parts": [{"body": "One."}]}, "source": {"id": 7, "name": "North"}, "a.b": "T", "a": {"b": "no"}}
    article = article_of(row, "a:1", Fields({"text": "data.parts.0.body", "title": "a.b", "id": "source.id"}))
    assert (article.text, article.title, article.id, article.outlet) == ("One.", "T", "7", "North")
    with pytest.raises(InputError, match="no text field"):
        article_of(row, "a:1", Fields({"text": "data.parts.4.body"}))


def test_what_retold_writes_comes_back():
    """An article written by Retold keeps its clocks, credits and lineage."""
    row = {
        "text": "One.", "id": "x", "clocks": [{"kind": "url", "at": "2031-03-01", "precision": "day"}], "credits": ["Norda"],
        "evolved_from": "w", "version": "2", "infosource": "Office", "ednote": "n", "agency": "Norda",
    }  # fmt: skip
    article = article_of(row, "a:1", Fields({}))
    assert article.clocks == (Clock("url", "2031-03-01", "day"),)
    assert (article.credits, article.evolved_from, article.version, article.infosource) == (
        ("Norda",),
        "w",
        "2",
        "Office",
    )
    assert article_of({**row, "clocks": "noon"}, "a:1", Fields({})).clocks == ()
