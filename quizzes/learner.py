"""Who is learning: a signed cookie that the browser keeps, without sign-up and without a name."""

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from hashlib import sha256
from typing import Any
from uuid import uuid4

from itsdangerous import BadSignature, Signer

COOKIE = "coldstart_learner"
YEAR = 365 * 24 * 3600
"""How long the browser keeps the cookie after the last visit, in seconds."""

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_LEARNER = re.compile(r"[0-9a-f]{32}")


def new_learner() -> str:
    """A learner who was not here before."""
    return uuid4().hex


def signed(learner: str, secret: str) -> str:
    """What the cookie holds for ``learner``."""
    return _signer(secret).sign(learner).decode()


def learner_of(cookies: Mapping[str, str], secret: str) -> str | None:
    """The learner whom ``cookies`` name; None if they name nobody, or if we have not signed it."""
    try:
        learner = _signer(secret).unsign(cookies.get(COOKIE, "")).decode("ascii")
    except (BadSignature, UnicodeDecodeError):
        return None
    return learner if _LEARNER.fullmatch(learner) else None


class LearnerCookie:
    """ASGI middleware: a browser that opens a page is given its cookie, or has it renewed for a year.

    It goes by the request, since a page that has not changed is answered by a 304, which has no content type.
    """

    def __init__(self, app: App, secret: str) -> None:
        self._app = app
        self._secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the cookie to the answer if a page is opened."""
        if scope["type"] != "http" or not _opens_a_page(scope):
            await self._app(scope, receive, send)
            return
        learner = learner_of(_cookies(scope), self._secret) or new_learner()
        cookie = _set_cookie(signed(learner, self._secret), secure=_is_https(scope))

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", cookie.encode("ascii"))]
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _signer(secret: str) -> Signer:
    return Signer(secret, salt=COOKIE, digest_method=sha256)


def _opens_a_page(scope: Scope) -> bool:
    """Whether a browser asks for a document, rather than for a script, a picture or data."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    wanted = _header(scope, b"sec-fetch-dest")
    return wanted == "document" if wanted else "text/html" in _header(scope, b"accept")


def _is_https(scope: Scope) -> bool:
    return "https" in (scope.get("scheme"), _header(scope, b"x-forwarded-proto"))


def _cookies(scope: Scope) -> dict[str, str]:
    """What the browser sent, by name. On one host all programs share their cookies, so what is odd about another's is let be."""
    pairs = (part.partition("=") for part in _header(scope, b"cookie").split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _header(scope: Scope, name: bytes) -> str:
    values = [value for key, value in scope["headers"] if key.lower() == name]
    return b"; ".join(values).decode("latin-1")


def _set_cookie(value: str, *, secure: bool) -> str:
    return f"{COOKIE}={value}; Max-Age={YEAR}; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")
