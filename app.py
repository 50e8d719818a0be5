"""Coldstart: composition root. ``streamlit run app.py`` serves the course.

Before the first page is served, all content has passed the gate and the record has been opened. The app does not start on
content with faults: it tells them all and stops.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lessons.catalog import course
from quizzes.generate import families
from quizzes.learner import LearnerCookie
from quizzes.ui.session import house
from sim.gate import ContentError

HERE = Path(__file__).parent


def read_course() -> None:
    """Read the course and the families of questions before anything is served; with faults in it, tell them all and end the program."""
    try:
        course()
        families()
    except ContentError as error:
        told = [*map(str, error.faults), f"{len(error.faults)} faults in the content: the course does not start."]
        sys.stderr.write("\n".join(told) + "\n")
        raise SystemExit(1) from None


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Import the pages before the first visitor comes, so that nobody waits for it."""
    for name in ("home", "page", "bench", "practice"):
        import_module(f"lessons.ui.{name}")
    yield


async def health(_: Request) -> JSONResponse:
    """Whether the course is up, and how much of it there is."""
    return JSONResponse({"status": "ok", "lessons": len(course().lessons)})


class Assets(StaticFiles):
    """Fonts, icons and figures; they change with a release only, so browsers may keep them."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, with leave to keep it for a day."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


read_course()
app = st.App(
    HERE / "lessons" / "ui" / "site.py",
    lifespan=lifespan,
    routes=[Route("/healthz", health), Mount("/assets", Assets(directory=HERE / "assets"))],
    middleware=[Middleware(LearnerCookie, secret=house().settings.secret)],
)
