"""The presenter of the official form on the sample factory's record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cpdesk.presenters.official_form import OfficialForm
from cpdesk.presenters.session import Session
from cpdesk.services.demo import open_sample
from cpdesk.services.workspace import Workspace
from tests.presenters.conftest import AtOnce, Recorder


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


def official_form(folder: Path, runner: AtOnce, view: Recorder) -> OfficialForm:
    with open_sample(folder, noon, "張偉") as store:
        session = Session(Workspace(store, noon, "test"), "en")
    made = OfficialForm(session, runner)
    made.attach(view)
    return made
