"""What the pages and routes of *check* show and take; see `contexts` for the pages that only read."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from retold.records.archive import Found
from retold.records.article import Article
from retold.records.comparison import Note
from retold.web.contexts import _d


class CheckContext(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text is from: `POST /check`, `POST /api/check`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    article: Annotated[Article, _d("the article that was asked about, as it was read")]
    found: Annotated[Found, _d("articles of the archive that have to do with it, closest first")]
    stored: Annotated[bool, _d("whether it is in the archive now because that was asked for")] = False
    notes: Annotated[tuple[Note, ...], _d("what the reader should know of how it was read")] = ()


class CheckRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `POST /api/check` takes: a text or the address of a page. Nothing is stored."""

    text: Annotated[str, _d("the article's text")] = ""
    address: Annotated[str, _d("a web address (http, https) to read the article from, in place of its text")] = ""
    title: Annotated[str | None, _d("its title")] = None
    outlet: Annotated[str | None, _d("its outlet")] = None
    published: Annotated[str | None, _d("when it was published, ISO 8601")] = None
    url: Annotated[str | None, _d("where it was published; it is not opened")] = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100, description="how many matches at most")] = 10
    changes: Annotated[
        int, msgspec.Meta(ge=0, le=20, description="for how many of the closest matches the changes are worked out")
    ] = 3


class BatchContext(msgspec.Struct, frozen=True, kw_only=True):
    """How far a batch of texts is: `/check/batch/{id}`, `/api/check/batches/{id}`."""

    schema: Annotated[int, _d("version of this document")] = 1
    retold: Annotated[str, _d("version of Retold")]
    id: Annotated[str, _d("the batch; whoever knows it can read it")]
    name: Annotated[str, _d("the file that was sent")]
    state: Annotated[Literal["waiting", "running", "done", "stopped"], _d("how far it is")]
    read: Annotated[int, _d("rows checked so far")] = 0
    found: Annotated[int, _d("rows with a match")] = 0
    failed: Annotated[int, _d("rows that gave no article")] = 0
    says: Annotated[str, _d("why it was stopped, if it was")] = ""


CHECK_RECORDS: tuple[type[msgspec.Struct], ...] = (CheckContext, CheckRequest, BatchContext)
