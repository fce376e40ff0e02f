"""E-mails and PDF files."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest

from retold.errors import InputError
from retold.reading import read, read_bytes
from retold.reading.collection import read_collection
from retold.reading.pdf import unwrapped


def mail(plain=None, html=None):
    message = EmailMessage()
    message["Subject"] = "Fähre verspätet"
    message["From"] = "Harbour Press <press@harbour.example>"
    message["Date"] = "Sat, 01 Mar 2031 10:00:00 +0100"
    message["Message-ID"] = "<1@harbour.example>"
    if plain:
        message.set_content(plain)
    if html and plain:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def test_mail(tmp_path):
    """An e-mail gives its plain text, subject, sender and date; it is known by its message's id."""
    path = tmp_path / "a.eml"
    path.write_bytes(mail("The ferry was late.\n", "<p>In HTML.</p>"))
    article = read(path)
    assert article.text.strip() == "The ferry was late."
    assert (article.title, article.outlet, article.published) == (
        "Fähre verspätet",
        "Harbour Press",
        "2031-03-01T10:00:00+01:00",
    )
    assert [item.id for item in read_collection(tmp_path)] == ["1@harbour.example"]


def test_mail_in_html_only():
    """An e-mail with HTML only gives the text in it; without its ending it is known by its header."""
    article = read_bytes(
        mail(html="<div><p>The ferry was late.</p><p>So was the bus.</p></div>"), "standard input"
    ).article
    assert article.text == "The ferry was late.\n\nSo was the bus."


def test_mail_without_text():
    """An e-mail that has an attachment only is named."""
    with pytest.raises(InputError) as caught:
        read_bytes(b"From: a@b.example\nSubject: x\nContent-Type: application/pdf\n\nJVBERi0=", "a.eml")
    assert caught.value.reason == "no-text"


def pdf(*lines):
    """A PDF file with one page of these lines."""
    stream = (
        b"BT /F1 12 Tf 72 720 Td 14 TL " + b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines) + b" ET"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(Ferry late)/CreationDate(D:20310301100000+01'00')>>",
    ]
    file, places = io.BytesIO(b"%PDF-1.4\n"), []
    file.seek(0, 2)
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj%s endobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return file.getvalue()


def test_pdf(tmp_path):
    """A PDF file gives its text with the lines of a paragraph joined, and its title."""
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf("The ferry to Osk was late again on Tues-", "day, the harbour office said.", "The mayor said nothing.")
    )
    article = read(path)
    assert "late again on Tuesday, the harbour office said." in article.text
    assert article.title == "Ferry late"
    assert article.clocks[0].at == "2031-03-01T10:00:00+01:00"
    assert [item.id for item in read_collection(tmp_path)] == ["a.pdf"]


def test_pdf_without_text_and_broken():
    """A PDF of pictures and a broken one are told apart."""
    pytest.importorskip("pypdf")
    for data, reason in ((pdf(), "no-text"), (b"%PDF-1.7\n%%EOF", "pdf")):
        with pytest.raises(InputError) as caught:
            read_bytes(data, "a.pdf")
        assert caught.value.reason == reason


def test_lines_become_paragraphs():
    """Long lines go on, short ones end a paragraph, a hyphen at a break goes."""
    page = (
        "A line that is as long as lines are here\nand goes on to the end of it all now here and so\nends.\nNext one."
    )
    assert unwrapped(page).split("\n\n")[-1] == "Next one."
    assert unwrapped("a long hyphen-\nated word stands") == "a long hyphenated word stands"
    assert unwrapped("\n\n") == ""
