"""The learner's cookie: given, kept, renewed, and not to be forged."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from quizzes.learner import COOKIE, LearnerCookie, learner_of, new_learner, signed

SECRET = "5" * 64
PAGE = {"sec-fetch-dest": "document", "accept": "text/html"}


async def page(request: Request) -> Response:
    return PlainTextResponse("page")


async def unchanged(request: Request) -> Response:
    return Response(status_code=304)


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/", page, methods=["GET", "POST"]), Route("/unchanged", unchanged)]
    return TestClient(LearnerCookie(Starlette(routes=routes), SECRET))


def given(response: Response) -> str | None:
    """The learner whom the response's cookie names."""
    value = response.headers.get("set-cookie", "").partition(f"{COOKIE}=")[2].partition(";")[0]
    return learner_of({COOKIE: value}, SECRET)


def test_a_new_browser_is_given_a_learner(client: TestClient) -> None:
    response = client.get("/", headers=PAGE)
    assert given(response)
    assert response.headers["set-cookie"].endswith("; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax")


def test_two_browsers_are_two_learners(client: TestClient) -> None:
    one = given(client.get("/", headers=PAGE))
    client.cookies.clear()
    assert given(client.get("/", headers=PAGE)) != one


def test_a_learner_who_comes_back_is_the_same_for_another_year(client: TestClient) -> None:
    first = given(client.get("/", headers=PAGE))
    again = client.get("/", headers=PAGE)
    assert given(again) == first
    assert "Max-Age=31536000" in again.headers["set-cookie"]


def test_a_page_that_has_not_changed_carries_the_cookie_too(client: TestClient) -> None:
    response = client.get("/unchanged", headers=PAGE)
    assert response.status_code == 304
    assert given(response)


def test_a_browser_that_says_not_what_for_is_known_by_what_it_accepts(client: TestClient) -> None:
    assert given(client.get("/", headers={"accept": "text/html,*/*"}))


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-dest": "script", "accept": "text/html"}, {"accept": "application/json"}, {"accept": "*/*"}],
)
def test_scripts_and_data_carry_no_cookie(client: TestClient, headers: dict[str, str]) -> None:
    assert "set-cookie" not in client.get("/", headers=headers).headers


def test_a_post_carries_no_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.post("/", headers=PAGE).headers


@pytest.mark.parametrize("forge", ["tampered", "foreign", "unsigned", "rubbish"])
def test_a_cookie_that_we_have_not_signed_makes_a_new_learner(client: TestClient, forge: str) -> None:
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


def test_only_a_learner_can_be_signed_for(client: TestClient) -> None:
    assert learner_of({COOKIE: signed("admin", SECRET)}, SECRET) is None
    assert learner_of({}, SECRET) is None


def test_other_cookies_stay_as_they_are(client: TestClient) -> None:
    ada = new_learner()
    got = given(client.get("/", headers={**PAGE, "cookie": f"theme=dark; {COOKIE}={signed(ada, SECRET)}; x=1"}))
    assert got == ada


def test_over_https_the_cookie_stays_on_https(client: TestClient) -> None:
    response = client.get("/", headers={**PAGE, "x-forwarded-proto": "https"})
    assert response.headers["set-cookie"].endswith("; Secure")
