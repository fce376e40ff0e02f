"""The token of a server that is open to others: asked for once, then held in a cookie that scripts cannot read."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from retold.web import render
from retold.web.safety import COOKIE, TOKEN_PAGE, cookie_of, same

router = APIRouter()
_LONGEST = 4_000  # bytes of the form


@router.get(TOKEN_PAGE, include_in_schema=False)
def token_asked(request: Request) -> Response:
    """The form."""
    return render.html(request, "token.html.j2", needed=bool(request.app.state.token), wrong=False)


@router.post(TOKEN_PAGE, include_in_schema=False)
async def token_given(request: Request) -> Response:
    """Set the cookie, where the token is right; else the form again (403)."""
    token: str = request.app.state.token
    body = (await request.body())[: _LONGEST + 1]
    given = (
        parse_qs(body.decode("utf-8", "replace"), max_num_fields=4).get("token", [""])[0]
        if len(body) <= _LONGEST
        else ""
    )
    if not token or not same(given.strip(), token):
        return render.html(request, "token.html.j2", status=403, needed=bool(token), wrong=True)
    answer = RedirectResponse("/stories", 303)
    answer.set_cookie(COOKIE, cookie_of(token), httponly=True, samesite="strict", path="/")
    return answer
