"""A funding application of 20 pages with 6 charts, against the same words and charts drawn plainly.

The plain thing has no headers, contents, spans, fonts by character or page numbers to be known
beforehand, and its charts are pictures instead of vectors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from matplotlib.figure import Figure

from cpdesk.bootstrap import sample_desk
from cpdesk.documents import application
from cpdesk.documents.chapters import budget, cover, ownership, project, use
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.domain.projects import Project
from cpdesk.domain.words import LocalText
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace
from tests.benchmarks.comparing import compare, timed
from tests.benchmarks.plain_paper import Maker, Part, parts_of, write_plainly

ON, PAGES, CHARTS = date(2026, 11, 24), 20, 6
MAKERS: tuple[tuple[ModuleType, str], ...] = (
    (cover, "consumption_chart"), (use, "small_multiples"), (project, "expected_bar"),
    (project, "gantt_chart"), (ownership, "ownership_chart"), (budget, "grant_bar"),
)  # fmt: skip
LONG = LocalText(en="The hot water of the dyeing machines leaves the factory unused. " * 70)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """The sample factory, whose project is told of at length."""
    made = sample_desk(tmp_path / "sample")
    first = made.record.all(Project)[0]
    with made.store.change("At length") as work:
        work.put(replace(first, summary=LONG, problem=LONG, solution=LONG, newness=LONG))
    yield made
    made.store.close()


def test_an_application_of_20_pages_with_6_charts(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "application.pdf"
    parts = said(desk, path, monkeypatch)
    assert sum(callable(each) for each in parts) >= CHARTS
    font = FontSet.of("en").main
    compare(
        f"an application of {PAGES} pages with {CHARTS} charts", 2,
        timed(lambda: write(desk, path)), timed(lambda: write_plainly(parts, font)),
    )  # fmt: skip
    with pypdfium2.PdfDocument(path) as made:
        assert len(made) >= PAGES
    with pypdfium2.PdfDocument(write_plainly(parts, font)) as plain:
        assert len(plain) >= PAGES


def write(desk: Workspace, path: Path) -> None:
    first = desk.record.all(Project)[0]
    make(desk, ApplicationOrder(first), "en", path, ON, False, NullJob())


def said(desk: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    """What the application says, and how each of its charts is made."""
    makers: dict[Figure, Maker] = {}
    stories: list[Any] = []

    def remembered(make: Any, *words: Any, **others: Any) -> Figure:
        figure: Figure = make(*words, **others)
        makers[figure] = partial(make, *words, **others)
        return figure

    with monkeypatch.context() as patch:
        for module, name in MAKERS:
            patch.setattr(module, name, partial(remembered, getattr(module, name)))
        patch.setattr(application, "build", lambda _out, story, *_: stories.extend(story))
        write(desk, path)
    return list(parts_of(stories, makers))
