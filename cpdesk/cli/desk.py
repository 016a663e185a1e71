"""A record opened for one command, and the things in it by their code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cpdesk.base.settings import load_settings, save_settings
from cpdesk.cli import faults
from cpdesk.cli.saying import Voice
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.services.workspace import Workspace

UNKNOWN_CODE = blocking("unknown-code", N_("{code} is not in this record. There is: {codes}."))
NONE_OF_KIND = blocking(
    "none-of-kind",
    N_("There is none in this record yet. Add one in the window, or fill in the workbook that "
       "cpdesk template writes and import it."),
)  # fmt: skip
WHICH_ONE = blocking("which-one", N_("There are several. Name one of them: {codes}."))

E = TypeVar("E", bound=Entity)


@contextmanager
def opened(path: Path, voice: Voice, *, read_only: bool = False) -> Iterator[Workspace]:
    """The record, closed again whatever happens; a warning where a newer copy was seen here."""
    from cpdesk.bootstrap import open_desk

    desk = open_desk(path, read_only=read_only)
    try:
        warn_of_older(desk, voice)
        yield desk
        desk.store.sum_up()
        remember(desk, voice)
    finally:
        desk.store.close()


def warn_of_older(desk: Workspace, voice: Voice) -> None:
    """Say on standard error that this PC has seen the record with more changes."""
    from cpdesk.bootstrap import older_copy

    with suppress(OSError):  # what cannot be read was not kept either; `remember` says so
        if finding := older_copy(load_settings(), desk):
            voice.aside(voice.told(finding))


def remember(desk: Workspace, voice: Voice) -> None:
    """Keep how far the record has come, for the next copy of it that is opened here.

    A PC that cannot keep it says so, and the command is done all the same.
    """
    from cpdesk.bootstrap import remembered

    try:
        settings = load_settings()
        after = remembered(settings, desk)
        if after != settings:
            save_settings(after)
    except OSError as error:
        voice.aside(faults.said(voice.t, error))


def the(record: Record, kind: type[E], code: str | None) -> E:
    """The entity with this code; without a code, the only one there is. Raises Refusal."""
    known = record.all(kind)
    codes = tuple(each.code for each in known)
    if not known:
        raise NONE_OF_KIND.refuse(Place(kind.word))
    if code is None:
        if len(known) > 1:
            raise WHICH_ONE.refuse(Place(kind.word), codes=codes)
        return known[0]
    found = record.find(kind, code)
    if found is None:
        raise UNKNOWN_CODE.refuse(Place(kind.word), code=code, codes=codes)
    return found


def chosen(record: Record, kind: type[E], code: str | None) -> tuple[E, ...]:
    """The one with this code, or all of them where no code is given."""
    return record.all(kind) if code is None else (the(record, kind, code),)
