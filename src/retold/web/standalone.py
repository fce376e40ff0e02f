"""A page as one self-contained file: to mail, to keep, to print. It needs no server and no script.

What only works beside the server is taken out: scripts, forms, buttons, the navigation, and links to other pages (their words
stay). The style sheet goes into the file, and a policy that lets nothing else be loaded.
"""

from __future__ import annotations

import base64
import hashlib

from retold.web.assets import assets

_GONE = (
    "//script|//nav|//form[not(.//table)]|//button|//link|//*[@hidden]|//fieldset|//a[contains(@class, 'skip')]"
    "|//p[contains(@class, 'actions')]|//*[contains(@class, 'only-here')]|//meta[@name='htmx-config']"
)


def standalone(page: str) -> bytes:
    """The page `page` as a file by itself, in UTF-8."""
    from lxml import html

    tree = html.document_fromstring(page)
    for element in tree.xpath(_GONE):
        if element.getparent() is not None:
            element.drop_tree()
    for control in tree.xpath("//input|//select|//textarea"):
        control.drop_tree()
    for form in tree.xpath("//form"):  # a table to choose from: the table stays
        form.drop_tag()
    for link in tree.xpath("//a[@href]"):
        if not str(link.get("href")).startswith(("#", "http://", "https://")):
            link.drop_tag() if not link.xpath("ancestor::*[local-name() = 'svg']") else link.attrib.pop("href")
    css = assets()["retold.css"].body.decode()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    head = tree.find("head")
    policy = html.Element("meta")
    policy.set("http-equiv", "Content-Security-Policy")
    policy.set("content", f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    style = html.Element("style")
    style.text = css
    head.insert(1, policy)
    head.append(style)
    written: bytes = html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return written
