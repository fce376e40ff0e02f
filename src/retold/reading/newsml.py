"""IPTC NewsML-G2: agency items as XML become articles. The XML is parsed in a child process, without DTD and entities.

A `newsMessage` holds many items, a `newsItem` is one. A `packageItem` only lists others and is passed over, as are items of other
classes than text. What is kept is what `ninjs` keeps; the item that this one evolved from is taken from a link in `itemMeta`.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from retold.errors import InputError
from retold.reading.fields import clock_of, moment
from retold.records.article import Article

_ROOT: Final = re.compile(r"<[A-Za-z_:]")
_EARLIER: Final = re.compile(r"(?i)(?:previous|evolved|update|supersed|version)")
_LANGUAGE: Final = re.compile(r"\A([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8}){0,4}\Z")
_SAY: Final = "Ask for it without a DTD, or save its text."


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What a child says of one item; `passed` is why it holds no article."""

    guid: str = ""
    version: str | None = None
    passed: str = ""
    text: str = ""
    title: str | None = None
    provider: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    version_created: str | None = None
    first_created: str | None = None
    content_created: str | None = None
    ednote: str | None = None
    infosource: str | None = None
    evolved_from: str | None = None
    credit: str | None = None


def newsml_article(item: Item, where: str) -> Article | str:
    """The article in an item, or why there is none: the reason that it is counted under.

    Raises:
        InputError: `reason` is "empty" for an item of text without text.
    """
    if item.passed:
        return item.passed
    if not item.text.strip():
        raise InputError(where, "empty", "is a news item without text", "Ask for the full item.")
    made, first = moment(item.version_created), moment(item.first_created)
    published = made or first or moment(item.content_created)
    clocks = [clock_of("published", published)] if published else []
    clocks += [clock_of("version", when) for when in dict.fromkeys((made, first)) if when]
    language = _LANGUAGE.match(item.language or "")
    guid = item.guid or where
    return Article(
        id=f"{guid}:{item.version}" if item.version else guid,
        text=item.text,
        title=item.title,
        outlet=item.provider or item.infosource,
        agency=item.provider or item.infosource,
        byline=item.byline,
        dateline=item.dateline,
        language=language.group(1).lower() if language else None,
        url=item.guid or None,
        published=published,
        clocks=tuple(clocks),
        version=item.version,
        evolved_from=item.evolved_from,
        infosource=item.infosource,
        ednote=item.ednote,
        credits=(item.credit,) if item.credit else (),
    )


def answer(payload: bytes) -> bytes:
    """What the child process answers: `payload` is the XML, the answer a list of `Item` as msgpack.

    Raises:
        InputError: `reason` is "dtd" where the XML declares a document type, "xml" where it is broken.
    """
    root = parse(payload)
    found = [element for element in root.iter() if _tag(element) in {"newsItem", "packageItem"}]
    return msgspec.msgpack.encode([_item(element) for element in found])


def parse(payload: bytes) -> Any:
    """The root of an XML document that declares no document type: no entity, no file, no address is ever looked up.

    Raises:
        InputError: `reason` is "dtd" or "xml".
    """
    from lxml import etree

    from retold.reading.decode import decode

    text, _ = decode(payload, "XML")
    root_at = _ROOT.search(text)
    if 0 <= text.find("<!DOCTYPE") < (root_at.start() if root_at else len(text)):
        raise _dtd()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("XML", "xml", f"is broken XML: {str(error)[:200]}", "Ask for it again.") from None
    if root is None:
        raise InputError("XML", "xml", "is XML without content", "Ask for it again.")
    if root.getroottree().docinfo.internalDTD is not None:
        raise _dtd()
    return root


def _dtd() -> InputError:
    return InputError("XML", "dtd", "declares a document type, which news items have no use for", _SAY)


def _item(element: Any) -> Item:
    guid, version = element.get("guid", ""), element.get("version")
    if _tag(element) == "packageItem":
        return Item(guid=guid, version=version, passed="package of items")
    item_meta, content = _child(element, "itemMeta"), _child(element, "contentMeta")
    what = (_attribute(_child(item_meta, "itemClass"), "qcode") or "").rpartition(":")[2]
    text = _content(_child(element, "contentSet"))
    if not text.strip() and what and what != "text":
        return Item(guid=guid, version=version, passed=f"item of type {what[:20]}")
    return Item(
        guid=guid,
        version=version,
        text=text,
        title=_said(content, "headline") or _said(item_meta, "title"),
        provider=_named(_child(item_meta, "provider")) or _said(_child(element, "rightsInfo"), "copyrightHolder"),
        byline=_said(content, "by"),
        dateline=_said(content, "dateline") or _named(_child(content, "located")),
        language=_attribute(_child(content, "language"), "tag")
        or element.get("{http://www.w3.org/XML/1998/namespace}lang"),
        version_created=_said(item_meta, "versionCreated"),
        first_created=_said(item_meta, "firstCreated"),
        content_created=_said(content, "contentCreated"),
        ednote=_said(item_meta, "edNote"),
        infosource=", ".join(filter(None, map(_named, _children(content, "infoSource")))) or None,
        evolved_from=_earlier(item_meta),
        credit=_said(content, "creditline"),
    )


def _content(holder: Any) -> str:
    """The text of the first content that has one: XML (XHTML, NITF) before data."""
    from retold.reading.blocks import answer as fragment
    from retold.reading.blocks import text_of

    for inline in _children(holder, "inlineXML"):
        bodies = [element for element in inline.iter() if _tag(element) in {"body.content", "body"}]
        contents = [element for element in bodies if _tag(element) == "body.content"] or bodies or [inline]
        if text := text_of(contents[0]).strip():
            return text
    for inline in _children(holder, "inlineData"):
        value = "".join(inline.itertext()).strip()
        if value and "html" in (inline.get("contenttype") or ""):
            value = fragment(value.encode("utf-8", "replace")).decode("utf-8")
        if value and not inline.get("encoding"):
            return value
    return ""


def _earlier(meta: Any) -> str | None:
    for link in _children(meta, "link"):
        if _EARLIER.search((link.get("rel") or "")[:100]):
            return str(link.get("residref") or link.get("href") or "") or None
    return None


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Any, name: str) -> list[Any]:
    return [] if element is None else [child for child in element if _tag(child) == name]


def _child(element: Any, name: str) -> Any:
    return next(iter(_children(element, name)), None)


def _attribute(element: Any, name: str) -> str | None:
    if element is None:
        return None
    value: str | None = element.get(name)
    return value


def _said(element: Any, name: str) -> str | None:
    child = _child(element, name)
    if child is None:
        return None
    return " ".join("".join(child.itertext()).split()) or child.get("literal") or None


def _named(element: Any) -> str | None:
    """The name that an element gives, else its literal, else the code without its vocabulary."""
    if element is None:
        return None
    code = (element.get("qcode") or "").rpartition(":")[2]
    return _said(element, "name") or element.get("literal") or code or None
