"""Small invented stories for the tests of the tree."""

from __future__ import annotations

from retold.records.article import Article

LINES = (
    "The harbour of Port Vesna was closed on Friday after a tanker struck the eastern quay.",
    "Mayor Ilse Karn said eleven ships were waiting outside the breakwater for a berth.",
    "“Nobody will sail before the divers have looked at every pile,” she told reporters at noon.",
    "The tanker, the Brava Lind, carried forty thousand tonnes of fuel oil from Ostmark.",
    "Two dock workers were taken to hospital with broken ribs and bruises.",
    "Engineers expect the repair of the quay to take until the end of the month.",
    "The port handles a third of the country's grain, and mills have stocks for nine days.",
    "Insurers put the damage at sixteen million crowns in a first estimate.",
)
OWN = (
    "Our reporter counted four tugs beside the wreck of the crane on Saturday morning.",
    "The town council meets on Monday to talk about help for the fishermen.",
    "Readers remember the great storm of 1987, which broke the same quay in two.",
)


def text(*numbers: int, own: tuple[int, ...] = (), end: str = "") -> str:
    """The lines of those numbers, own ones after them."""
    return "\n\n".join([*(LINES[n] for n in numbers), *(OWN[n] for n in own), *([end] if end else [])])


def dispatch(**known: object) -> Article:
    """The agency's text, all lines."""
    body = f"PORT VESNA, May 4 (Norda) - {text(*range(8))}"
    fields = {"id": "norda", "outlet": "Norda", "agency": "Norda", "published": "2024-05-04T10:00:00Z", **known}
    return Article(text=body, **fields)  # type: ignore[arg-type]


def copy(name: str, body: str, at: str | None = None, **known: object) -> Article:
    """An outlet's telling, with an address of its own."""
    fields = {"outlet": name.title(), "url": f"https://{name}.example/1", "published": at, **known}
    return Article(id=name, text=body, **fields)  # type: ignore[arg-type]
