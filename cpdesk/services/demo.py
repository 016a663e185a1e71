"""The sample factory: its workbook, imported into a record, and both packs printed from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from cpdesk.base.paths import resource
from cpdesk.domain.company import Factory
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.words import LANGUAGES
from cpdesk.records.safety import discard
from cpdesk.records.store import Store
from cpdesk.services.importing import carry_out, preview
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace

RECORD = "sample.cpdesk"
WORKBOOK = "sample.xlsx"


def write_demo(
    folder: Path,
    now: Callable[[], datetime],
    author: str,
    job: Job,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Path, ...]:
    """Write the sample record, its workbook and drafts of both packs; their paths.

    A record of an earlier call is replaced, unless somebody has it open: then this raises
    Refusal and nothing is changed. Anything else in the folder stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open_sample(folder, now, author) as store:
        desk = Workspace(store, now, author)
        packs = [path for each in languages for path in print_packs(desk, folder, each, job)]
    return (folder / RECORD, folder / WORKBOOK, *packs)


def open_sample(folder: Path, now: Callable[[], datetime], author: str) -> Store:
    """A fresh record of the sample factory in the folder, filled through the import."""
    discard(folder / RECORD, author, now())
    workbook = Path(shutil.copy(resource("sample", WORKBOOK), folder / WORKBOOK))
    store = Store.create(folder / RECORD, author=author, now=now)
    desk = Workspace(store, now, author)
    carry_out(desk, preview(desk, workbook))
    return store


def print_packs(desk: Workspace, folder: Path, language: str, job: Job) -> tuple[Path, Path]:
    """Drafts of the first project's application and the first candidacy's dossier."""
    from cpdesk.services.orders import ApplicationOrder, DossierOrder
    from cpdesk.services.packs import make

    project = desk.record.all(Project)[0]
    candidacy = desk.record.all(Candidacy)[0]
    factory = desk.record.get(Factory, candidacy.factory)
    if candidacy.label is None or candidacy.year is None:
        raise ValueError("the sample workbook names neither class nor year of its label case")
    application, dossier = (
        make(desk, order, language, folder / f"{order.kind.value}-{language}.pdf", desk.today,
             False, job).path
        for order in (ApplicationOrder(project),
                      DossierOrder(factory, candidacy.label, candidacy.year))
    )  # fmt: skip
    return application, dossier
