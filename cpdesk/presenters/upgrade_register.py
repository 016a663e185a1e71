"""The register of upgrades: groups with their sums, which is chosen, and the way to its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, cast

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Place
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.figures import DASH, short_month
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import pasted
from cpdesk.services.jobs import Cancelled

if TYPE_CHECKING:
    from cpdesk.presenters.upgrade_details import Details
    from cpdesk.services.upgrade_register import Entry, Group, Yearly

ALL = ""
_THOUSAND = 1000


class RegisterView(Protocol):
    def show_register(self) -> None:
        """Upgrades, what is chosen of them, or the words may have changed."""

    def show_details(self) -> None:
        """Another upgrade is chosen, or another part of what is known of it."""


@dataclass(frozen=True)
class Row:
    """An upgrade as its cells: code, title, when, cost, expected, measured, its ±, payback.

    `state` is that of the mark before it; `doubtful` where the readings show no saving, `muted`
    where the payback rests on the expected saving.
    """

    id: str
    cells: tuple[str, ...]
    state: str
    doubtful: bool
    muted: bool


@dataclass(frozen=True)
class Rows:
    """The upgrades of a group, and the sums above them (as the cells of a row)."""

    title: str
    count: int
    sums: tuple[str, ...]
    rows: tuple[Row, ...]


class UpgradeRegister:
    """Choose one of the upgrades; figures in thousands of HK$ a year. `turn` leads to a page.

    They are worked out aside once the register is looked at; what was worked out last stays on the
    screen until the next is there.
    """

    def __init__(
        self, session: Session, runner: Runner, turn: Callable[[str], None] = lambda _word: None
    ) -> None:
        self.session = session
        self._turn = turn
        self._found: tuple[Entry, ...] = ()
        self._runner = runner
        self._busy = False
        self._record: object = None  # of which the entries are
        self._group = ALL
        self.wanted = ""
        self.tab = "before"
        self._view: RegisterView | None = None
        session.listen(self._changed)

    def attach(self, view: RegisterView) -> None:
        self._view = view
        self._changed()

    # what is shown

    @property
    def fresh(self) -> bool:
        """Whether what is shown is of the record as it stands."""
        return self._record is self.session.record

    @property
    def is_empty(self) -> bool:
        """Whether there is no upgrade in the record."""
        return not self.session.record.all(Upgrade)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was worked out last, of the upgrades that are still there and as they are now."""
        there = self.session.record.table(Upgrade)
        mine = ((each, there.get(each.upgrade.id)) for each in self._found)
        return tuple(replace(each, upgrade=cast(Upgrade, now)) for each, now in mine if now)

    def work_out(self) -> None:
        """Work the figures out anew where the record has changed since they were."""
        if self.fresh or self._busy:
            return
        from cpdesk.services.basis import basis_of
        from cpdesk.services.upgrade_register import register

        self._busy = True
        basis, record = basis_of(self.session.ws), self.session.record
        self._runner.run(
            lambda _job: register(basis), lambda made: self._worked_out(record, made),
            self._failed, lambda _job: None,
        )  # fmt: skip

    def _worked_out(self, record: object, entries: tuple[Entry, ...]) -> None:
        self._busy, self._record, self._found = False, record, entries
        self._show()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, Cancelled):
            raise error

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """What can be shown: all, or one group; with how many upgrades it has."""
        t, entries = self.session.t, self.entries
        known: dict[str, tuple[Group, int]] = {}
        for each in entries:
            _, n = known.get(each.group.value, (each.group, 0))
            known[each.group.value] = (each.group, n + 1)
        said = tuple((value, f"{t.show(group)} {n}") for value, (group, n) in known.items())
        return ((ALL, t("All {n}", n=len(entries))), *said)

    @property
    def group(self) -> str:
        """The group that is shown; all of them once it has no upgrade any more."""
        return self._group if any(e.group.value == self._group for e in self.entries) else ALL

    @property
    def heads(self) -> tuple[str, ...]:
        t = self.session.t
        return (t("Code"), t("Upgrade"), t("Runs from"), t("Cost\nHK$ 000"),
                t("Expected\nHK$ 000/yr"), t("Measured\nHK$ 000/yr"), t("±90%"),
                t("Payback\nyears"))  # fmt: skip

    @property
    def rows(self) -> tuple[Rows, ...]:
        """The groups that are shown, each with its upgrades."""
        shown = self._shown()
        made = []
        for group in dict.fromkeys(each.group for each in shown):
            mine = [each for each in shown if each.group is group]
            rows = tuple(self._row(each) for each in mine)
            made.append(Rows(self.session.t.show(group), len(mine), self._sums(mine), rows))
        return tuple(made)

    @property
    def totals(self) -> tuple[str, ...]:
        """The sums of all that is shown, as the cells of a row."""
        return self._sums(self._shown())

    @property
    def as_text(self) -> str:
        """What is shown, as a spreadsheet takes it from the clipboard."""
        heads = pasted(each.replace("\n", ", ") for each in self.heads)
        rows = (pasted(row.cells) for group in self.rows for row in group.rows)
        return "\n".join((heads, *rows))

    @property
    def note(self) -> str:
        """What the register's figures are, beneath it; or that they are still to come."""
        if not self.fresh:
            return self.session.t("What was saved is being worked out…")
        return self.session.t(
            "Payback from the measured saving where there is one; grey: from the expected saving. "
            "A saving that is not shown by the readings enters no sum."
        )

    @property
    def selected(self) -> str:
        """The id of the upgrade that was looked at last, here or in its form."""
        shown = [each.upgrade.id for each in self._shown()]
        last = self.session.shown.get(Upgrade.word, "")
        return last if last in shown else next(iter(shown), "")

    @property
    def details(self) -> Details | None:
        """Everything about the chosen upgrade; None where there is none."""
        from cpdesk.presenters.upgrade_details import Details

        chosen = self.selected
        found = next((each for each in self.entries if each.upgrade.id == chosen), None)
        return Details(self.session, found) if found else None

    # wishes

    def choose_group(self, group: str) -> None:
        self._group = group
        self._show()

    def find(self, words: str) -> None:
        """Only upgrades in whose code, title or place this occurs."""
        self.wanted = words
        self._show()

    def select(self, id: str) -> None:
        self.session.shown[Upgrade.word] = id
        if self._view:
            self._view.show_details()

    def choose_tab(self, tab: str) -> None:
        self.tab = tab
        if self._view:
            self._view.show_details()

    def edit(self) -> None:
        """Lead to the form of the chosen upgrade."""
        found = self.session.record.table(Upgrade).get(self.selected)
        if found is not None:
            self.session.go_to(Place(Upgrade.word, found.code, "name"))

    @property
    def can_show_saving(self) -> bool:
        """Whether the page of savings has something of the chosen upgrade."""
        return bool(self.session.record.where(Effect, upgrade=self.selected))

    def show_saving(self) -> None:
        """Turn to the savings of the chosen upgrade."""
        effects = self.session.record.where(Effect, upgrade=self.selected)
        last = self.session.shown.get(Effect.word, "")
        if effects and last not in [each.id for each in effects]:
            self.session.shown[Effect.word] = effects[0].id
        self._turn("savings")

    # keeping up

    def _changed(self) -> None:
        """Nothing is computed before it is looked at: this is called after each figure typed."""
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_register()

    def _shown(self) -> list[Entry]:
        group = self.group
        return [each for each in self.entries
                if group in (ALL, each.group.value) and self._fits(each.upgrade)]  # fmt: skip

    def _fits(self, upgrade: Upgrade) -> bool:
        t, wanted = self.session.t, self.wanted.strip().casefold()
        said = f"{upgrade.code} {t.show(upgrade.name)} {t.show(upgrade.location)}"
        return wanted in said.casefold()

    def _row(self, entry: Entry) -> Row:
        t, upgrade = self.session.t, entry.upgrade
        measured, half = _yearly(t, entry.measured)
        if entry.not_shown and entry.measured is None:
            measured = t("not shown")
        cells = (
            upgrade.code, t.show(upgrade.name) or upgrade.code, self._when(upgrade),
            _thousands(t, entry.cost), _thousands(t, entry.expected), measured, half,
            DASH if entry.payback is None else t.number(round(entry.payback, 1), 1),
        )  # fmt: skip
        return Row(upgrade.id, cells, entry.step.value, entry.not_shown, entry.from_expected)

    def _when(self, upgrade: Upgrade) -> str:
        from cpdesk.services.upgrade_register import planned_year

        t = self.session.t
        if upgrade.running_from:
            return short_month(t, upgrade.running_from)
        year = planned_year(self.session.record, upgrade)
        return DASH if year is None else t("plan {year}", year=str(year))

    def _sums(self, entries: Sequence[Entry]) -> tuple[str, ...]:
        from cpdesk.services.upgrade_register import sums_of

        t, sums = self.session.t, sums_of(entries)
        return ("", "", "", _thousands(t, sums.cost), _thousands(t, sums.expected),
                *_yearly(t, sums.measured), "")  # fmt: skip


def _thousands(t: Translator, amount: float | None) -> str:
    return DASH if amount is None else t.number(round(amount / _THOUSAND), 0)


def _yearly(t: Translator, yearly: Yearly | None) -> tuple[str, str]:
    if yearly is None:
        return DASH, ""
    half = yearly.half_width
    return _thousands(t, yearly.amount), "" if half is None else f"±{_thousands(t, half)}"
