"""Agency items: ninjs and NewsML-G2, and what they say of where a text comes from."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from retold.errors import InputError
from retold.reading import read, read_bytes
from retold.reading.collection import read_collection
from retold.records.article import Article

ONE = {
    "uri": "urn:newsml:norda.example:20310301:4711",
    "type": "text",
    "version": "2",
    "versioncreated": "2031-03-01T10:20:00+01:00",
    "firstcreated": "2031-03-01T09:00:00+01:00",
    "headline": "Ferry late",
    "byline": "Ilse Karn",
    "located": "Osk",
    "language": "en-GB",
    "copyrightholder": "Norda",
    "infosource": [{"name": "Harbour office"}],
    "ednote": "Adds quote",
    "evolvedfrom": "urn:newsml:norda.example:20310301:4700",
    "body_html": "<section><p>The ferry was <b>late</b>.</p><p>The mayor said so.<br/>Twice.</p><script>x()</script></section>",
}
TWO = {
    "uri": "urn:newsml:norda.example:20310301:4712",
    "version": "1",
    "versioncreated": "2031-03-01T11:00:00Z",
    "pubstatus": "usable",
    "by": "Ilse Karn",
    "headlines": [{"role": "short", "value": "Late"}, {"role": "main", "value": "Ferry late again"}],
    "bodies": [
        {"contenttype": "text/html", "value": "<p>In markup.</p>"},
        {"contenttype": "text/plain", "value": "In plain text."},
    ],
    "infosources": [{"name": "Norda"}],
}
NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:norda.example:20310301:4711" version="3">
 <itemMeta><itemClass qcode="ninat:text"/><provider literal="Norda"/><versionCreated>2031-03-01T12:00:00+01:00</versionCreated>
  <firstCreated>2031-03-01T09:00:00+01:00</firstCreated><pubStatus qcode="stat:usable"/><edNote>Corrects name</edNote>
  <link rel="irel:previousVersion" residref="urn:newsml:norda.example:20310301:4700"/></itemMeta>
 <contentMeta><headline>Ferry  late</headline><by>Ilse Karn</by><dateline>OSK (Norda)</dateline><language tag="en"/>
  <infoSource literal="Harbour office"/><creditline>Norda</creditline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>
  <body><p>The ferry was late.</p><p>The mayor said so.</p></body></html></inlineXML></contentSet>
</newsItem>
<newsItem guid="b" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentSet/></newsItem>
<newsItem guid="c" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentSet/></newsItem>
<packageItem guid="d" version="1"/>
</itemSet></newsMessage>"""


def test_ninjs_of_both_generations(tmp_path):
    """One item, a list, JSON lines and a folder of ninjs are read alike, with all that tells the lineage."""
    (tmp_path / "one.json").write_text(json.dumps(ONE, indent=1))
    (tmp_path / "list.json").write_text(json.dumps([ONE, TWO]))
    (tmp_path / "lines.jsonl").write_text(json.dumps(ONE) + "\n" + json.dumps(TWO) + "\n")
    article = read(tmp_path / "one.json")
    assert article.text == "The ferry was late.\n\nThe mayor said so.\nTwice."
    assert (article.id, article.url) == (ONE["uri"] + ":2", ONE["uri"])
    assert (article.version, article.evolved_from, article.ednote) == ("2", ONE["evolvedfrom"], "Adds quote")
    assert (article.infosource, article.outlet, article.agency) == ("Harbour office", "Norda", "Norda")
    assert (article.published, article.language, article.dateline) == ("2031-03-01T10:20:00+01:00", "en", "Osk")
    assert [(clock.kind, clock.at[11:16]) for clock in article.clocks] == [
        ("published", "10:20"),
        ("version", "10:20"),
        ("version", "09:00"),
    ]
    for name in ("list.json", "lines.jsonl"):
        first, second = read_collection(tmp_path / name)
        assert (first.id, first.text, first.clocks) == (article.id, article.text, article.clocks)
        assert (second.text, second.title, second.byline) == ("In plain text.", "Ferry late again", "Ilse Karn")
    assert len(list(read_collection(tmp_path))) == 5


def test_ninjs_without_text(tmp_path):
    """A picture is counted, a text without a body is a reject."""
    path = tmp_path / "a.jsonl"
    rows = [
        {"uri": "p", "type": "picture", "versioncreated": "2031"},
        {"uri": "t", "type": "text", "pubstatus": "usable"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    skipped = Counter()
    (rejected,) = read_collection(path, skipped=skipped)
    assert rejected.reason == "empty"
    assert skipped == {"item of type picture": 1}


def test_newsml(tmp_path):
    """The items of a message; packages and pictures are counted, a text without text is a reject."""
    path = tmp_path / "a.xml"
    path.write_text(NEWSML)
    skipped = Counter()
    article, rejected = read_collection(path, skipped=skipped)
    assert isinstance(article, Article)
    assert article.text == "The ferry was late.\n\nThe mayor said so."
    assert (article.id, article.version) == ("urn:newsml:norda.example:20310301:4711:3", "3")
    assert article.evolved_from == "urn:newsml:norda.example:20310301:4700"
    assert (article.title, article.byline, article.dateline) == ("Ferry late", "Ilse Karn", "OSK (Norda)")
    assert (article.outlet, article.infosource, article.ednote, article.credits) == (
        "Norda",
        "Harbour office",
        "Corrects name",
        ("Norda",),
    )
    assert article.published == "2031-03-01T12:00:00+01:00"
    assert (rejected.reason, rejected.where) == ("empty", f"{path}:3")
    assert skipped == {"item of type picture": 1, "package of items": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_document_type_and_no_entities(tmp_path, encoding):
    """XML that declares a document type is refused, whatever its encoding; no file is read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    declared = f'<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file://{secret}">]><newsItem guid="a">&x;</newsItem>'
    with pytest.raises(InputError) as caught:
        read_bytes(declared.encode(encoding), "a.xml")
    assert caught.value.reason == "dtd"
    laughs = '<!DOCTYPE newsItem [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><newsItem guid="a">&b;</newsItem>'
    with pytest.raises(InputError, match="document type"):
        read_bytes(laughs.encode(encoding), "a.xml")


@pytest.mark.parametrize("broken", ["<newsItem><a>", "<newsItem>&x;</newsItem>", "<newsItem>\x01</newsItem>"])
def test_broken_xml(broken):
    """Broken XML is named as such."""
    with pytest.raises(InputError) as caught:
        read_bytes(broken.encode(), "a.xml")
    assert caught.value.reason == "xml"
