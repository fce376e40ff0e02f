"""An e-mail (.eml) becomes an article: its text, subject, sender and date. It is taken apart in a child process.

The parser of the standard library takes long over thousands of parts and over headers of thousands of addresses. So an
e-mail with more parts than anybody sends is refused, and a long header is cut.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from typing import Any, Final

import msgspec

from retold.errors import InputError
from retold.reading.fields import clock_of, moment
from retold.records.article import Article

_HEADER: Final = re.compile(
    rb"(?i)\A(?:\xef\xbb\xbf)?(?:return-path|received|delivered-to|message-id|mime-version|date|from|to|subject|reply-to|"
    rb"content-type|x-[a-z-]{2,40}|dkim-signature|arc-[a-z-]{2,40}):[ \t][^\r\n]{0,998}\r?\n"
)
_SENT: Final = re.compile(rb"(?im)^from:[ \t]")
_ABOUT: Final = re.compile(rb"(?im)^(?:subject|date|message-id):[ \t]")
_BLANKS: Final = re.compile(r"\s+")
_BOUNDARY: Final = re.compile(rb"""(?i)\bboundary\s{0,9}=\s{0,9}"?([^"\s;]{1,70})""")
SECONDS: Final = 5.0  # of CPU for one e-mail; the largest that is read takes one or two
PARTS: Final = 1_000  # parts of one e-mail; a digest of a mailing list has some dozens
HEADER: Final = 4_000  # code points of a header that are looked at


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """What a child says of an e-mail: its plain text, or its HTML where it has none."""

    text: str = ""
    html: str = ""
    subject: str | None = None
    sender: str | None = None
    date: str | None = None
    message_id: str | None = None


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin with the header of an e-mail: its first line is a header's, and it has a sender and more."""
    if not _HEADER.match(head):
        return False
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return bool(_SENT.search(top) and _ABOUT.search(top))


def mail_article(mail: Mail, text: str, where: str) -> Article:
    """The article in an e-mail; `text` is its text, or what was made of its HTML.

    Raises:
        InputError: `reason` is "no-text" where it has none.
    """
    if not text.strip():
        raise InputError(where, "no-text", "is an e-mail without text", "Save its attachment and give that.")
    date = moment(mail.date)
    return Article(
        id=mail.message_id or "",
        text=text,
        title=mail.subject,
        outlet=mail.sender,
        published=date,
        clocks=(clock_of("published", date),) if date else (),
    )


def answer(payload: bytes) -> bytes:
    """What the child process answers: `payload` is the e-mail, the answer a `Mail` as msgpack.

    Raises:
        InputError: `reason` is "mail" where it has too many parts.
    """
    boundaries = set(_BOUNDARY.findall(payload))
    if len(boundaries) > PARTS or sum(payload.count(b"\n--" + boundary) for boundary in list(boundaries)[:9]) > PARTS:
        raise InputError(
            "mail", "mail", f"is an e-mail of more than {PARTS:,} parts", "Save the text you want and give that."
        )
    message = message_from_bytes(payload, policy=policy.default)
    name, address = parseaddr(_header(message, "from") or "")
    plain = html = ""
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and not plain:
            plain = _content(part)
        elif part.get_content_type() == "text/html" and not html:
            html = _content(part)
    if plain.strip():
        html = ""
    mail = Mail(
        text=plain if plain.strip() else "",
        html=html,
        subject=_header(message, "subject"),
        sender=name or address or None,
        date=_header(message, "date"),
        message_id=(_header(message, "message-id") or "").strip("<>") or None,
    )
    return msgspec.msgpack.encode(mail)


def _content(part: Message[Any, Any]) -> str:
    """A part's text; broken bytes and unknown encodings do no harm."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    from retold.reading.decode import decode

    try:
        text, _ = decode(data, "part", part.get_content_charset())
    except (InputError, LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\0", "")


def _header(message: Message[Any, Any], name: str) -> str | None:
    try:
        raw = next((value for key, value in message.raw_items() if key.lower() == name), None)
        if raw is None:
            return None
        said = _BLANKS.sub(" ", str(message.policy.header_fetch_parse(name, str(raw)[:HEADER]))).strip()
    except Exception:  # the parser of headers has more kinds of failure than can be listed
        return None
    return said.encode("utf-8", "replace").decode("utf-8") or None
