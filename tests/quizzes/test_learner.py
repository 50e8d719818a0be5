"""The learner's cookie: given, kept, renewed, and not to be forged."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from quizzes.learner import COOKIE, LearnerCookie, Message, Receive, Scope, Send, learner_of, new_learner, signed

SECRET = "5" * 64
PAGE = {"sec-fetch-dest": "document", "accept": "text/html"}


@dataclass
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` on a thread of its own: a browser test before it may have left an event loop running on this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that says nothing, and keeps a cookie of its own."""
    status = 304 if scope["path"] == "/unchanged" else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"x-own", b"1")]})
    await send({"type": "http.response.body", "body": b""})


@dataclass
class Client:
    """A browser that keeps its cookie."""

    cookie: str = ""

    def get(self, path: str, headers: Mapping[str, str], method: str = "GET", scheme: str = "http") -> Response:
        sent = {"cookie": self.cookie, **headers}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in sent.items() if value]
        scope = {"type": "http", "method": method, "scheme": scheme, "path": path, "headers": raw}
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            messages.append(message)

        finish(LearnerCookie(app, SECRET)(scope, receive, send))
        got = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        if "set-cookie" in got:
            self.cookie = got["set-cookie"].partition(";")[0]
        return Response(messages[0]["status"], got)


@pytest.fixture
def client() -> Client:
    return Client()


def given(response: Response) -> str | None:
    """The learner whom the response's cookie names."""
    value = response.headers.get("set-cookie", "").partition(f"{COOKIE}=")[2].partition(";")[0]
    return learner_of({COOKIE: value}, SECRET)


def test_a_new_browser_is_given_a_learner(client: Client) -> None:
    response = client.get("/", headers=PAGE)
    assert given(response)
    assert response.headers["set-cookie"].endswith("; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax")
    assert response.headers["x-own"] == "1"


def test_two_browsers_are_two_learners(client: Client) -> None:
    one = given(client.get("/", headers=PAGE))
    client.cookie = ""
    assert given(client.get("/", headers=PAGE)) != one


def test_a_learner_who_comes_back_is_the_same_for_another_year(client: Client) -> None:
    first = given(client.get("/", headers=PAGE))
    again = client.get("/", headers=PAGE)
    assert given(again) == first
    assert "Max-Age=31536000" in again.headers["set-cookie"]


def test_a_page_that_has_not_changed_carries_the_cookie_too(client: Client) -> None:
    response = client.get("/unchanged", headers=PAGE)
    assert response.status == 304
    assert given(response)


def test_a_browser_that_says_not_what_for_is_known_by_what_it_accepts(client: Client) -> None:
    assert given(client.get("/", headers={"accept": "text/html,*/*"}))


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-dest": "script", "accept": "text/html"}, {"accept": "application/json"}, {"accept": "*/*"}],
)
def test_scripts_and_data_carry_no_cookie(client: Client, headers: dict[str, str]) -> None:
    assert "set-cookie" not in client.get("/", headers=headers).headers


def test_a_post_carries_no_cookie(client: Client) -> None:
    assert "set-cookie" not in client.get("/", headers=PAGE, method="POST").headers


@pytest.mark.parametrize("forge", ["tampered", "foreign", "unsigned", "rubbish"])
def test_a_cookie_that_we_have_not_signed_makes_a_new_learner(client: Client, forge: str) -> None:
    ada = new_learner()
    value = {
        "tampered": signed(ada, SECRET).replace(ada, new_learner()),
        "foreign": signed(ada, "6" * 64),
        "unsigned": ada,
        "rubbish": ';;"=',
    }[forge]
    assert learner_of({COOKIE: value}, SECRET) is None
    got = given(client.get("/", headers={**PAGE, "cookie": f"{COOKIE}={value}"}))
    assert got
    assert got != ada


def test_only_a_learner_can_be_signed_for(client: Client) -> None:
    assert learner_of({COOKIE: signed("admin", SECRET)}, SECRET) is None
    assert learner_of({}, SECRET) is None


def test_other_cookies_stay_as_they_are(client: Client) -> None:
    ada = new_learner()
    got = given(client.get("/", headers={**PAGE, "cookie": f"theme=dark; {COOKIE}={signed(ada, SECRET)}; x=1"}))
    assert got == ada


@pytest.mark.parametrize("other", ['a={"x": 1}', "a b=c", "bare", 'a="q', "a@b=1", "a[b]=1", "=", "a=b=c", "\xe9=\xe9"])
def test_odd_cookies_of_another_program_on_this_host_cost_nobody_the_record(client: Client, other: str) -> None:
    ada = new_learner()
    got = given(client.get("/", headers={**PAGE, "cookie": f"{other}; {COOKIE}={signed(ada, SECRET)}"}))
    assert got == ada


def test_over_https_the_cookie_stays_on_https(client: Client) -> None:
    response = client.get("/", headers={**PAGE, "x-forwarded-proto": "https"})
    assert response.headers["set-cookie"].endswith("; Secure")


def test_a_websocket_passes_untouched() -> None:
    passed: list[str] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope["type"])

    finish(LearnerCookie(inner, SECRET)({"type": "websocket"}, None, None))
    assert passed == ["websocket"]
