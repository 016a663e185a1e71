"""The register of upgrades on paper: groups with their sums, one line for each upgrade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.layout import Running, build, gap
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.words import Choice, LocalText

_THOUSAND = 1000
_DASH = "–"


@dataclass(frozen=True)
class Listed:
    """An upgrade, or the sums of several: money in HK$, None where it is not known.

    `planned` is the year it is to run from where it does not yet. `not_shown` says that its
    readings show no saving; `from_expected` that the payback rests on what is expected.
    """

    code: str
    name: LocalText
    since: date | None
    planned: int | None
    cost: float | None
    expected: float | None
    measured: float | None
    half_width: float | None
    payback: float | None
    not_shown: bool = False
    from_expected: bool = False


@dataclass(frozen=True)
class Part:
    """The upgrades that have come equally far, and their sums."""

    title: Choice
    sums: Listed
    lines: Sequence[Listed]


@dataclass(frozen=True)
class RegisterView:
    """Whose register it is, on which day, and what is in it; `whole` are the sums of all."""

    company: LocalText
    factories: Sequence[LocalText]
    on: date
    parts: Sequence[Part]
    whole: Listed


def write_register(view: RegisterView, t: Translator, out: BinaryIO) -> tuple[Finding, ...]:
    """Print it as PDF; the characters that no font could draw, as findings."""
    paper = Paper(t)
    title, day = t("Register of upgrades"), t.date(view.on)
    names = t.show(tuple(view.factories))
    running = Running(t.show(view.company), title, "", day, title, names)
    story: list[Any] = [paper.say(title, "h1"), paper.say(names, "lead"), gap(3)]
    story += book_table(paper, _columns(t), [*_rows(t, view)], total=_cells(t, view.whole, (
        t("Together"), "")), notes=_note(t, view))  # fmt: skip
    build(out, story, running, paper)
    return tuple(glyph_findings(paper.missing))


def _columns(t: Translator) -> list[Column]:
    year = t("HK$ 000/yr")
    return [
        Column(t("Code"), width=13), Column(t("Upgrade"), width=60), Column(t("Runs from")),
        Column(t("Cost"), t("HK$ 000"), "figures"), Column(t("Expected"), year, "figures"),
        Column(t("Measured"), year, "figures"), Column(t("±90%"), "", "figures"),
        Column(t("Payback"), t("years"), "figures"),
    ]  # fmt: skip


def _rows(t: Translator, view: RegisterView) -> Iterator[Row]:
    for part in view.parts:
        yield Row(_cells(t, part.sums, (f"{t.show(part.title)}  {len(part.lines)}", "")), "group")
        for each in part.lines:
            yield Row(_cells(t, each, (each.code, each.name), _when(t, each)))


def _cells(t: Translator, of: Listed, named: tuple[object, object], when: str = "") -> list[object]:
    measured: object = _thousands(t, of.measured)
    if of.not_shown and of.measured is None:
        measured = t("not shown")
    half = "" if of.half_width is None else f"±{_thousands(t, of.half_width)}"
    payback = "" if of.payback is None else t.number(round(of.payback, 1), 1)
    starred = f"{payback}*" if payback and of.from_expected else payback
    return [*named, when, _thousands(t, of.cost), _thousands(t, of.expected), measured, half,
            starred]  # fmt: skip


def _when(t: Translator, of: Listed) -> str:
    if of.since is not None:
        return t.month(Month.of(of.since))
    return t("plan {year}", year=str(of.planned)) if of.planned else _DASH


def _thousands(t: Translator, amount: float | None) -> str:
    return _DASH if amount is None else t.number(round(amount / _THOUSAND), 0)


def _note(t: Translator, view: RegisterView) -> str:
    said = [t("A saving that is not shown by the readings enters no sum.")]
    if any(each.from_expected and each.payback is not None
           for part in view.parts for each in part.lines):  # fmt: skip
        said.insert(0, t("* Payback from the expected saving."))
    return " ".join(said)
