"""What the sheets, columns and rows of a factory's own workbook are taken to mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cpdesk.domain.words import N_, Choice
from cpdesk.exchange.proposal.when import NEVER, When
from cpdesk.exchange.proposal.words import Kind


class Role(Choice):
    """What a column, or a row that is named on the left, holds."""

    YEAR = "year", N_("Year")
    MONTH = "month", N_("Month")
    DAY = "day", N_("Day")
    READ_ON = "read-on", N_("Day of reading")
    START = "start", N_("From")
    END = "end", N_("To (first day not included)")
    LAST_DAY = "last-day", N_("Last day")
    PERIOD = "period", N_("From and to")
    METER = "meter", N_("Name of the meter")
    ACCOUNT = "account", N_("Account No.")
    KIND = "kind", N_("Kind")
    UNIT = "unit", N_("Unit")
    AMOUNT = "amount", N_("Amount")
    COST = "cost", N_("Cost")
    CURRENCY = "currency", N_("Currency")
    ESTIMATED = "estimated", N_("Estimated")
    NOTE = "note", N_("Note")
    REGISTER_FROM = "register-from", N_("Previous register")
    REGISTER_TO = "register-to", N_("Present register")
    MULTIPLIER = "multiplier", N_("Multiplier of the bill")
    INVOICE = "invoice", N_("Invoice No.")
    IGNORED = "ignored", N_("Left out")


class Sure(Choice):
    """How sure a proposal is."""

    SURE = "sure", N_("Sure")
    LIKELY = "likely", N_("Likely")
    GUESSED = "guessed", N_("Please check")


class Layout(Choice):
    """How a sheet is laid out."""

    MONTHS_DOWN = "months-down", N_("A row for each month")
    MONTHS_ACROSS = "months-across", N_("A column for each month")
    DAYS_DOWN = "days-down", N_("A row for each day")
    DAYS_ACROSS = "days-across", N_("A column for each day")
    BILLS = "bills", N_("A row for each bill, with its first and last day")
    STARTS = "starts", N_("A row for each period, with its first day only")
    READS = "reads", N_("A row for each period, with the day of its reading only")
    NOTHING = "nothing", N_("Nothing to import")


ROLES_OF_TIME = frozenset(
    {Role.YEAR, Role.MONTH, Role.DAY, Role.READ_ON, Role.START, Role.END, Role.LAST_DAY,
     Role.PERIOD}
)  # fmt: skip
ROLES_OF_NAMES = frozenset({Role.METER, Role.ACCOUNT, Role.KIND, Role.UNIT, Role.CURRENCY})
_FIRST_OF_TIME = (
    (Role.START, Layout.BILLS), (Role.PERIOD, Layout.BILLS), (Role.DAY, Layout.DAYS_DOWN),
)  # fmt: skip

HEADING_SAYS = N_("Its heading says so.")
FIGURES_SAY = N_("What stands below its heading says so.")
UNIT_SAYS = N_("Its unit says so.")
SHEET_SAYS = N_("The name or title of the sheet says so.")
BESIDE_AMOUNT = N_("It stands beside an amount.")
IS_TOTAL = N_("It is a total of others.")
IS_PART = N_("It is a part of a total that is taken.")
IS_COMPARED = N_("It compares, plans or limits, and is no reading.")
IS_EMPTY = N_("It holds no figures.")
IS_UNKNOWN = N_("Its heading is not known.")
IS_ASIDE = N_("It is not needed for a reading.")
IS_TWICE = N_("Another column says the same.")
NO_AMOUNT = N_("There is no amount that it could belong to.")
IS_HIDDEN = N_("The sheet is hidden.")
IS_SUMMARY = N_("The sheet seems to sum up the others.")
NO_TIME = N_("No months or dates were found.")
NO_FIGURES = N_("No figures with a known meaning were found.")
USER_SAYS = N_("You said so.")


@dataclass(frozen=True)
class Meaning:
    """What a column or row is taken for, how sure that is, and why.

    `kind` and `unit` are those of the meter or driver; figures are multiplied by `times`, as in
    万元. An empty `currency` is that of the factory's place. `name` is set only where it is not
    the heading that names the meter; a cost or register belongs to the amount `of` that column
    letter or row label, by itself where it is empty. `reason` is a text of the catalogue.
    """

    role: Role
    kind: Kind | None = None
    unit: str = ""
    times: int = 1
    currency: str = ""
    name: str = ""
    of: str = ""
    sure: Sure = Sure.SURE
    reason: str = HEADING_SAYS


@dataclass(frozen=True)
class ColumnMeaning:
    """One column: its letter, its stacked headings, its meaning, and the time they name."""

    index: int
    letter: str
    pieces: tuple[str, ...]
    meaning: Meaning
    when: When = NEVER

    @property
    def heading(self) -> str:
        return " ".join(self.pieces)


@dataclass(frozen=True)
class RowMeaning:
    """What the figures of all rows with this label on the left are, where months lie across."""

    pieces: tuple[str, ...]
    meaning: Meaning

    @property
    def label(self) -> str:
        return " ".join(self.pieces)


@dataclass(frozen=True)
class SheetMeaning:
    """What one sheet is taken for.

    Rows are counted from 0 in the grid, whose first is row `top` of the sheet: the headings lie in
    `header`, the figures begin at `first`. `when` is what the sheet's name, title or file tell of
    the time; `name` is what its name says of the meter. `rows` is empty unless rows are named on
    the left.
    """

    sheet: str
    layout: Layout
    header: tuple[int, ...] = ()
    first: int = 0
    columns: tuple[ColumnMeaning, ...] = ()
    rows: tuple[RowMeaning, ...] = ()
    when: When = NEVER
    name: str = ""
    fingerprint: str = ""
    reason: str = ""
    top: int = 1

    def column(self, letter: str) -> ColumnMeaning:
        """The column with this letter; raises KeyError."""
        return {each.letter: each for each in self.columns}[letter]

    def of_role(self, *roles: Role) -> tuple[ColumnMeaning, ...]:
        return tuple(each for each in self.columns if each.meaning.role in roles)


@dataclass(frozen=True)
class Proposal:
    """What a whole file is taken for; a user may correct it, a mapping file remembers it."""

    file_name: str
    sheets: tuple[SheetMeaning, ...] = field(default=())

    def sheet(self, name: str) -> SheetMeaning:
        """The sheet of this name; raises KeyError."""
        return {each.sheet: each for each in self.sheets}[name]

    def replaced(self, sheet: SheetMeaning) -> Proposal:
        """With this sheet in the place of the one with its name."""
        others = tuple(sheet if each.sheet == sheet.sheet else each for each in self.sheets)
        return replace(self, sheets=others)

    def alike(self, sheet: str) -> tuple[SheetMeaning, ...]:
        """The sheets that are laid out as this one, itself among them."""
        mark = self.sheet(sheet).fingerprint
        return tuple(
            each for each in self.sheets
            if each.sheet == sheet or (mark and each.fingerprint == mark)
        )  # fmt: skip

    def with_sheet(self, sheet: str, **values: object) -> Proposal:
        """The user's word on a sheet, for all sheets laid out alike; fields of SheetMeaning."""
        return self._with(replace(each, **values) for each in self.alike(sheet))  # type: ignore[arg-type]

    def with_column(self, sheet: str, letter: str, **values: object) -> Proposal:
        """The user's word on a column, for all sheets laid out alike; fields of Meaning."""
        return self._with(
            _settled(replace(each, columns=_corrected(each.columns, "letter", letter, values)))
            for each in self.alike(sheet)
        )

    def with_row(self, sheet: str, label: str, **values: object) -> Proposal:
        """The user's word on the rows with a label, for all sheets laid out alike."""
        return self._with(
            _settled(replace(each, rows=_corrected(each.rows, "label", label, values)))
            for each in self.alike(sheet)
        )

    def _with(self, sheets: Iterable[SheetMeaning]) -> Proposal:
        changed = {each.sheet: each for each in sheets}
        return replace(self, sheets=tuple(changed.get(e.sheet, e) for e in self.sheets))


def layout_of(columns: Sequence[ColumnMeaning]) -> Layout:
    """How a sheet is laid out, by what its columns are."""
    roles = {each.meaning.role for each in columns}
    parts = "".join({each.when.parts for each in columns if each.when})
    if "d" in parts:
        return Layout.DAYS_ACROSS
    if parts:
        return Layout.MONTHS_ACROSS
    if Role.START in roles and not {Role.END, Role.LAST_DAY} & roles:
        return Layout.STARTS
    if Role.READ_ON in roles and Role.START not in roles and Role.MONTH not in roles:
        return Layout.READS
    return next((layout for role, layout in _FIRST_OF_TIME if role in roles), Layout.MONTHS_DOWN)


def _settled(sheet: SheetMeaning) -> SheetMeaning:
    """With the layout that follows from its columns; one that is left out stays so.

    One that only seemed to hold no figures is no longer left out.
    """
    if sheet.layout is Layout.NOTHING and sheet.reason != NO_FIGURES:
        return sheet
    return replace(sheet, layout=layout_of(sheet.columns))


def _corrected(parts: tuple, name: str, key: str, values: Mapping[str, object]) -> tuple:  # type: ignore[type-arg]
    said = {"sure": Sure.SURE, "reason": USER_SAYS, **values}
    return tuple(
        replace(each, meaning=replace(each.meaning, **said)) if getattr(each, name) == key else each
        for each in parts
    )
