"""Pages made to bring a parser down: a generator of named families, by size."""

from __future__ import annotations

from collections.abc import Iterator

MARK = "MARKERWORD"
S = "The ferry between Aldby and Tornholm stopped on Tuesday, the port said in a statement, and nobody knew why it was. "
M = f"{MARK} stands at the very end of this long page about the ferry and its crew, they said."


def wrap(x: str) -> str:
    return (
        "<html><head><title>T</title></head><body><article><h1>Ferry stops today again</h1>"
        + x
        + "</article></body></html>"
    )


def family(n: int) -> Iterator[tuple[str, str]]:
    """(name, page) of each kind, with `n` of what makes it hostile."""
    yield "attributes", wrap("<p " + " ".join(f"a{i}=1" for i in range(n)) + ">" + S * 5 + "</p><p>" + M + "</p>")
    yield "attributes-noval", wrap("<p " + " ".join(f"a{i}" for i in range(n)) + ">" + S * 5 + "</p><p>" + M + "</p>")
    yield "attrs-split", wrap(("<p " + " ".join(f"a{i}=1" for i in range(390)) + ">" + S + "</p>") * (n // 390 + 1) + M)
    yield "nested-div", wrap("<div>" * n + S * 5 + M + "</div>" * n)
    yield "nested-div-unclosed", wrap("<div>" * n + S * 5 + M)
    yield "nested-span", wrap("<span>" * n + S * 5 + M)
    yield "nested-b", wrap("<b>" * n + S * 5 + M)
    yield "nested-a", wrap("<a href=x>" * n + S * 5 + M)
    yield "nested-font-p", wrap("<font><p>" * n + S * 5 + M)
    yield "nested-table", wrap("<table><tr><td>" * n + S * 5 + M)
    yield "nested-ul", wrap("<ul><li>" * n + S * 5 + M)
    yield "nested-blockquote", wrap("<blockquote>" * n + S * 5 + M)
    yield "p-short", wrap("<p>ab</p>" * n + "<p>" + M + "</p>")
    yield "p-sentence", wrap(("<p>" + S + "</p>") * n + "<p>" + M + "</p>")
    yield "p-different", wrap("".join(f"<p>{i} {S}</p>" for i in range(n)) + "<p>" + M + "</p>")
    yield "br", wrap((S + "<br>") * n + M)
    yield "li", wrap("<ul>" + "<li>item</li>" * n + "</ul><p>" + S * 4 + M + "</p>")
    yield "td", wrap("<table>" + "<tr><td>x</td><td>y</td></tr>" * n + "</table><p>" + S * 4 + M + "</p>")
    yield "unclosed-a", wrap("<a" * n + "<p>" + S * 4 + M + "</p>")
    yield "unclosed-lt", wrap("<" * n + "<p>" + S * 4 + M + "</p>")
    yield "comments", wrap("<!--x-->" * n + "<p>" + S * 4 + M + "</p>")
    yield "comment-open", wrap("<p>" + S * 4 + M + "</p><!--" + "-" * n)
    yield "comment-opens", wrap("<p>" + S * 4 + M + "</p>" + "<!--" * n)
    yield "scripts", wrap("<script>var x='<p>a';</script>" * n + "<p>" + S * 4 + M + "</p>")
    yield "script-huge", wrap("<script>" + "var x=1;\n" * n * 10 + "</script><p>" + S * 4 + M + "</p>")
    yield "script-open", wrap("<p>" + S * 4 + M + "</p><script>" + "<p>" * n)
    yield "jsonld-deep", wrap('<script type="application/ld+json">' + "[" * n + "</script><p>" + S * 4 + M + "</p>")
    yield (
        "jsonld-many",
        wrap(
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":['
            + '{"name":"a"},' * n
            + "{}]}</script><p>"
            + S * 4
            + M
            + "</p>"
        ),
    )
    yield "entities", wrap("<p>" + "&amp;" * n * 4 + "</p><p>" + S * 4 + M + "</p>")
    yield "bad-entities", wrap("<p>" + "&" * n * 4 + "</p><p>" + S * 4 + M + "</p>")
    yield "doctype", "<!DOCTYPE html [" + "<!ENTITY a 'b'>" * n + "]>" + wrap("<p>" + S * 4 + M + "</p>")
    yield "meta", wrap("<meta property='og:title' content='x'>" * n + "<p>" + S * 4 + M + "</p>")
    yield "h1", wrap("<h1>x</h1>" * n + "<p>" + S * 4 + M + "</p>")
    yield "time", wrap("<time>2020-01-01</time>" * n + "<p>" + S * 4 + M + "</p>")
    yield "misnest", wrap("<b><i><p>" * (n // 3) + S * 4 + M + "</b></i></p>" * (n // 3))
    yield "formatting", wrap("<b>x<i>y<u>z" * (n // 3) + "<p>" + S * 4 + M + "</p>")
    yield "select", wrap("<select>" + "<option>x" * n + "</select><p>" + S * 4 + M + "</p>")
    yield "svg", wrap("<svg>" + "<g>" * n + "</svg><p>" + S * 4 + M + "</p>")
    yield "data-uri", wrap("<img src='data:image/png;base64," + "A" * n * 50 + "'><p>" + S * 4 + M + "</p>")
    yield "one-line", wrap("<p>" + S * (n * 3) + M + "</p>")
    yield "nul", wrap("<p>" + S * 4 + "\0" * n + M + "</p>")
    yield "combining", wrap("<p>" + S * 4 + "a" + "\u0301\u0323" * n + M + "</p>")
    yield "dates", wrap("<p>2020-01-01 10.10.2020 " * n + "</p><p>" + S * 4 + M + "</p>")
    yield "names", wrap("<div class='byline author'>" * (n // 10) + "<p>" + S * 4 + M + "</p>")
    yield "copyrights", wrap("<p>" + S * 4 + M + "</p>" + "<span>© </span>" * n)
