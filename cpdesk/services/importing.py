"""A file brought into the record: shown before, taken whole or not at all, undone as one."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Refusal, blocking
from cpdesk.domain.papers import Acceptance, RuleFile
from cpdesk.domain.record import Change, Record
from cpdesk.domain.words import N_
from cpdesk.services import acceptance
from cpdesk.services.acceptance import Accepted
from cpdesk.services.jobs import Job, NullJob
from cpdesk.services.matching import Matching
from cpdesk.services.own_workbooks import READING, OwnWorkbook, is_ours, propose, propose_of
from cpdesk.services.series_checks import check_readings
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.exchange.draft import Draft, DraftRow
    from cpdesk.exchange.proposal.deciding import Decision
    from cpdesk.exchange.proposal.meaning import Proposal
    from cpdesk.records.journal import Entry

IMPORT_REFUSED = blocking(
    "import-rows-refused",
    N_("Nothing was imported. Rows of {file} that cannot be taken: {n}, the first at {spot}. "
       "Correct them and import the file again."),
)  # fmt: skip
RECORD_MOVED_ON = blocking(
    "import-preview-old",
    N_("The record was changed since {file} was previewed. Preview it again, then import it."),
)
_FOREIGN = ("no-sheet", "csv-no-heading")
IMPORTED = N_("Import of {file}")
TAKING_IN = N_("Importing")
_AT_ONCE = 5000  # things between two moments in which the import can be stopped


@dataclass(frozen=True)
class Plan:
    """What an import would do: counts of rows, findings, and the changes it would make.

    `refused` rows cannot be taken; while there is one, nothing is. `based_on` is the change
    number of the record that was looked at; `rule_file` is set where the file holds rules, and
    `own` where it is a workbook of the factory's own making. `rows` are those of the file by the
    id of what they mean; `accepted` are doubts that a person has let stand.
    """

    file_name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    based_on: int = 0
    rule_file: Path | None = None
    own: OwnWorkbook | None = None
    rows: Mapping[str, DraftRow] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()

    @property
    def proposal(self) -> Proposal | None:
        """What the factory's own workbook is taken to mean."""
        return self.own.proposal if self.own else None


@dataclass(frozen=True)
class Answers:
    """What the user says of this one file: of single cells, by their place, and of doubts."""

    said: Mapping[str, Decision] = field(default_factory=dict)
    accepted: tuple[Acceptance, ...] = ()

    @property
    def kept(self) -> frozenset[str]:
        """The cells in whose place the figure of the record stays."""
        return frozenset(spot for spot, each in self.said.items() if each.say.value == "keep")


NO_ANSWERS = Answers()


def preview(
    ws: Workspace, path: Path, mapping: Path | None = None, factory: str = "",
    answers: Answers = NO_ANSWERS, *, blindly: bool = False, job: Job | None = None,
) -> Plan:
    """What importing the file would do; raises Refusal where the file as a whole is of no use.

    A workbook that is not laid out as ours is read by what its headings say, or by a mapping;
    `factory` is the code of the one where meters that are new in it stand. With `blindly` a
    table of which nothing is understood is of use too, for a person will say what it means. The
    job can be cancelled while a doubtful workbook is tried.
    """
    job = job or NullJob()
    if holds_rules(path):
        return _plan_of_rules(ws.record, path)
    with _collector_at_rest():
        if mapping:
            return preview_own(ws, propose(path, mapping, job), factory, answers)
        record = ws.record
        draft, own = _read(record, path, factory, blindly, job)
        return replace(plan_of(record, draft, answers), own=own)


def preview_own(
    ws: Workspace, own: OwnWorkbook, factory: str = "", answers: Answers = NO_ANSWERS
) -> Plan:
    """What importing a factory's own workbook would do, as the user has corrected its meaning."""
    record = ws.record
    said = {spot: each for spot, each in answers.said.items() if spot not in answers.kept}
    with _collector_at_rest():
        return replace(plan_of(record, own.draft(record, factory, said), answers), own=own)


def _read(
    record: Record, path: Path, factory: str, blindly: bool, job: Job
) -> tuple[Draft, OwnWorkbook | None]:
    """By the headings of our template; where they say nothing, by those that are there."""
    from cpdesk import exchange
    from cpdesk.exchange.sheets import open_tables

    if exchange.is_backup(path):
        return exchange.read(path), None
    file = open_tables(path, job.pause(READING))
    try:
        draft = exchange.read_tables(file)
    except Refusal as refusal:
        own = propose_of(file) if refusal.finding.code in _FOREIGN else None
        if own is None or not (own.holds_figures or blindly):
            raise
        return own.draft(record, factory), own
    if is_ours(draft, record):
        return draft, None
    own = propose_of(file)
    wanted = own.holds_figures or (blindly and not draft.rows)
    return (own.draft(record, factory), own) if wanted else (draft, None)


def _plan_of_rules(record: Record, path: Path) -> Plan:
    """A rule file that is there already is not taken twice; one that is broken is refused."""
    from cpdesk.services.rules import read_rule_file

    number, (text, _) = record.identity.change, read_rule_file(path)
    if record.where(RuleFile, text=text):
        return Plan(path.name, same=1, based_on=number)
    return Plan(path.name, new=1, based_on=number, rule_file=path)


def plan_of(record: Record, draft: Draft, answers: Answers = NO_ANSWERS) -> Plan:
    """Compare what a file says with the record."""
    matching = Matching(record, draft)
    wanted, same = matching.changes()
    changes = list(_keeping(wanted, matching.rows_of, answers.kept)) if answers.kept else wanted
    same += len(wanted) - len(changes)
    refused_rows, doubts = check_readings(record, changes, matching.rows_of)
    found = (*draft.findings, *matching.findings, *doubts)
    findings, accepted = acceptance.split(record, found, answers.accepted)
    changes = [each for each in changes if each.entity.id not in refused_rows]
    refused = draft.refused + matching.refused + len(refused_rows)
    new = sum(each.before is None for each in changes)
    words = [each.acceptance for each in accepted if each.acceptance in answers.accepted]
    return Plan(
        draft.file_name,
        new=new,
        changed=len(changes) - new,
        same=same,
        refused=max(refused, int(any(each.blocking for each in findings))),
        findings=findings,
        changes=(*changes, *(Change(None, each) for each in words)),
        based_on=record.identity.change,
        rows=matching.rows_of,
        accepted=accepted,
    )


def _keeping(
    changes: Iterable[Change], rows: Mapping[str, DraftRow], kept: frozenset[str]
) -> Iterator[Change]:
    """Without the fields whose cells the user leaves as the record has them."""
    for change in changes:
        before, after, row = change.before, change.after, rows[change.entity.id]
        if before is not None and after is not None:
            old = {name: getattr(before, name) for name in row.columns
                   if row.spot(name) in kept and hasattr(before, name)}  # fmt: skip
            change = Change(before, replace(after, **old)) if old else change
        if change.after != before:
            yield change


def carry_out(ws: Workspace, plan: Plan, job: Job | None = None) -> Entry | None:
    """Make the changes of a plan as one change; None where there was nothing to change.

    Raises Refusal while a row is refused, or where the record moved on since the preview, and
    Cancelled where the job was stopped before all was written; then nothing has changed.
    """
    step = (job or NullJob()).report
    demand_whole(ws, plan)
    if plan.rule_file is not None:
        from cpdesk.services.rules import add_rule_file

        return add_rule_file(ws, plan.rule_file)
    if not plan.changes:
        return None
    with _collector_at_rest(), ws.store.change(IMPORTED, file=plan.file_name) as work:
        wanted = [each.after for each in plan.changes if each.after is not None]
        for at in range(0, len(wanted), _AT_ONCE):
            step(TAKING_IN, 0.4 * at / len(wanted))
            work.put_many(wanted[at : at + _AT_ONCE])
        step(TAKING_IN, 0.4)
    return ws.store.history()[-1]


def demand_whole(ws: Workspace, plan: Plan) -> None:
    """Raises Refusal while a row is refused, or where the record moved on since the preview."""
    if plan.refused:
        place = next(each.place for each in plan.findings if each.blocking)
        raise IMPORT_REFUSED.refuse(
            place, n=plan.refused, file=plan.file_name, spot=place.spot or str(place)
        )
    if ws.record.identity.change != plan.based_on:
        raise RECORD_MOVED_ON.refuse(file=plan.file_name)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A large file makes a million objects that all stay: walking them for garbage is in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def holds_rules(path: Path) -> bool:
    """Whether a file holds scheme rules or factors rather than figures."""
    if path.suffix.lower() == ".toml":
        return True
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.readline(400).removeprefix(b"\xef\xbb\xbf").strip().lower()
    return header.startswith(b"key,value,unit")
