"""What leaves the record: all of it as a workbook or as JSON, and what its charts show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cpdesk.domain.findings import Refusal, blocking
from cpdesk.domain.words import N_
from cpdesk.services.jobs import Job, NullJob
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cpdesk.base.languages import Translator
    from cpdesk.domain.record import Record
    from cpdesk.domain.sheets import Sheet
    from cpdesk.exchange.json_out import Series

T = TypeVar("T")
WRITING = N_("Writing the file")
OTHER_ENDING = blocking(
    "export-ending", N_("{file} cannot be written as such. End its name with one of: {endings}.")
)
NOT_WRITTEN = blocking(
    "export-not-written",
    N_("{path} could not be written ({reason}). Make room, or choose another folder."),
)

RECORDS = (".xlsx", ".json")
FIGURES = (".xlsx", ".csv")
PICTURES = (".png", ".svg", ".pdf")


def export(ws: Workspace, path: Path, t: Translator, job: Job | None = None) -> Path:
    """Write the whole record as the name's ending says; where it was written.

    A workbook has its headings in `t`'s language and reads back to an equal record. The bytes of
    evidence are in neither: they stay in the record and its backups. Raises Cancelled where the
    job was stopped; then nothing was written.
    """
    pause = (job or NullJob()).pause(WRITING)
    ending = _ending(path, RECORDS)
    if ending == ".json":
        from cpdesk.exchange.json_out import write_json

        return write_json(ws.record, _paused(_every_series(ws.record), pause), path)
    from cpdesk.exchange.template import write

    return write(ws.record, path, t, pause)


def write_template(path: Path, t: Translator) -> Path:
    """Write the empty workbook for whoever begins, with headings in `t`'s language."""
    from cpdesk.exchange.template import write

    _ending(path, RECORDS[:1])
    return write(None, path, t)


def export_charts(
    ws: Workspace, path: Path, t: Translator, job: Job | None = None
) -> Path:
    """Write the figures behind every chart of the record as the sheets of a workbook.

    Raises Cancelled where the job was stopped; then nothing was written.
    """
    from cpdesk.exchange.sheets_out import write_sheets
    from cpdesk.services.charts import chart_sheets

    _ending(path, FIGURES[:1])
    pause = (job or NullJob()).pause(WRITING)
    return write_sheets(_paused(chart_sheets(ws, t), pause), path, t)


def save_figures(sheet: Sheet, path: Path, t: Translator) -> Path:
    """Write the figures behind one chart as a workbook or as CSV."""
    from cpdesk.exchange.sheets_out import write_csv, write_sheets

    if _ending(path, FIGURES) == ".csv":
        return write_csv(sheet, path)
    return write_sheets((sheet,), path, t)


def save_picture(figure: Figure, path: Path, language: str) -> Path:
    """Write a chart as a picture: dots, or lines that stay sharp at any size."""
    from cpdesk.base.files import write_atomically
    from cpdesk.documents.charts.pictures import write_picture

    ending = _ending(path, PICTURES)
    return write_atomically(path, lambda out: write_picture(figure, ending, language, out))


@contextmanager
def told_in_a_sentence(path: Path) -> Iterator[None]:
    """What the system says against writing a file, as a refusal that the window can show."""
    try:
        yield
    except OSError as error:
        raise NOT_WRITTEN.refuse(path=path, reason=error.strerror or str(error)) from error


def _paused(things: Iterable[T], pause: Callable[[], None]) -> Iterator[T]:
    """Each of them, with a moment before it in which the work can be stopped."""
    for each in things:
        pause()
        yield each


def _ending(path: Path, endings: tuple[str, ...]) -> str:
    ending = path.suffix.lower()
    if ending not in endings:
        raise OTHER_ENDING.refuse(file=path.name, endings=endings)
    return ending


def _every_series(record: Record) -> Iterator[Series]:
    """The months of every meter and driver, or what stands against telling them."""
    from cpdesk.domain.plant import Driver, Meter
    from cpdesk.services.series import monthly

    every: tuple[Meter | Driver, ...] = (*record.all(Meter), *record.all(Driver))
    for each in every:
        try:
            yield each, monthly(record, each)
        except Refusal as refusal:
            yield each, refusal.finding
