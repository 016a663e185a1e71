"""Savings, packs and dates in the words of the overview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.verdict import Verdict
from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place, Severity
from cpdesk.domain.papers import PackKind
from cpdesk.domain.recognition import Candidacy
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.figures import DASH, interval, percent, short_month
from cpdesk.presenters.listings import Cell, Column, Kind, Listing, Row, Tone, Whisker
from cpdesk.presenters.session import Session, name_of
from cpdesk.services.deadlines import Deadline
from cpdesk.services.glance import Glance, Ready, Saved, Sum

PAGE_OF = {
    PackKind.APPLICATION: "application", PackKind.DOSSIER: "dossier",
    PackKind.COMPLETION: "report", PackKind.AUDIT: "audit",
}  # fmt: skip
_WHISKER = 84  # pixels
_SOON = 60  # days within which something is due soon


@dataclass(frozen=True)
class Figure:
    """A key figure: its value with unit, and beneath it the half width."""

    name: str
    value: str
    unit: str
    half_width: str


@dataclass(frozen=True)
class PackSaid:
    """How far a pack is: a share between 0 and 1, or None where nothing is counted."""

    page: str
    title: str
    share: float | None
    count: str
    words: str
    stands: bool


@dataclass(frozen=True)
class DateSaid:
    """Something due: when, what, and how soon; `tone` is a doubt where it is soon or past."""

    when: str
    what: str
    left: str
    tone: Tone
    place: Place | None


def figures(t: Translator, found: Glance) -> tuple[Figure, ...]:
    """What was saved since the upgrades run; only what is shown or indicated."""
    sums = found.totals
    return tuple(
        _figure(t, name, each, unit)
        for name, each, unit in (
            (t("Money saved"), sums.money, "HK$"), (t("Energy"), sums.coal, "tce"),
            (t("Water"), sums.water, "m³"), (t("Carbon dioxide"), sums.co2, "t"),
        )
        if each is not None
    )  # fmt: skip


def _figure(t: Translator, name: str, each: Sum, unit: str) -> Figure:
    value, half = interval(t, each.value, each.half_width)
    return Figure(name, value, unit, half or t("no interval"))


def savings_listing(t: Translator, found: Glance) -> Listing:
    """Each saving since its upgrade runs, with its interval."""
    columns = (
        Column(t("Upgrade"), stretch=True), Column(t("Since")),
        Column(t("Saved to date"), Kind.FIGURES), Column("±", Kind.FIGURES), Column(t("Unit")),
        Column("", Kind.WHISKER, wide=_WHISKER), Column("%", Kind.FIGURES),
        Column("HK$", Kind.FIGURES), Column(t("Verdict")),
    )  # fmt: skip
    rows = tuple(_saved(t, each) for each in found.saved)
    return Listing(t("Savings to date"), columns, rows, _saved_note(t, found))


def _saved_note(t: Translator, found: Glance) -> str:
    """What the sums leave out."""
    money = found.totals.money
    if money and money.without:
        n = money.without
        return t.plural(
            "Of {n} saving the money is not known; it is not in the sum.",
            "Of {n} savings the money is not known; they are not in the sum.", n,
        )  # fmt: skip
    return ""


def _saved(t: Translator, each: Saved) -> Row:
    names = tuple(name_of(t, upgrade) for upgrade in each.upgrades)
    name = Cell(" + ".join(names) or t("Not explained by an estimate"))
    line = each.line
    if line is None:
        told = Cell(t("Not measured yet"), Tone.QUIET, mark=Severity.INFO)
        nothing = Cell(DASH, Tone.QUIET)
        return Row((name, _since(t, each), nothing, Cell(), Cell(), Cell(), nothing, nothing, told),
                   key=each.effect)  # fmt: skip
    value, half = interval(t, line.amount, line.half_width)
    money = Cell(DASH, Tone.QUIET) if line.hkd is None else Cell(_money(t, each))
    whisker = _whisker(each)
    share = Cell(percent(t, whisker.value).rstrip("%")) if whisker else Cell(DASH, Tone.QUIET)
    return Row(
        (name, _since(t, each), Cell(value), Cell(half, Tone.QUIET),
         Cell(line.measure.unit, Tone.QUIET), Cell(whisker=whisker), share, money,
         _verdict(t, each)),
        key=each.effect,
    )  # fmt: skip


def _since(t: Translator, each: Saved) -> Cell:
    """The month since which it runs; of what was measured on the spot, that it is a year."""
    measure = each.line.measure if each.line else None
    if measure and measure.of_year and not isinstance(measure.avoided, Normalised):
        return Cell(t("in a year"), Tone.QUIET)
    began = [upgrade.running_from for upgrade in each.upgrades if upgrade.running_from]
    return Cell(short_month(t, min(began)) if began else "", Tone.QUIET)


def _money(t: Translator, each: Saved) -> str:
    line = each.line
    if line is None or line.hkd is None:
        return DASH
    share = line.half_width / abs(line.amount) if line.half_width and line.amount else 0.0
    return interval(t, line.hkd, abs(line.hkd) * share)[0]


def _whisker(each: Saved) -> Whisker | None:
    """In fractions of the adjusted baseline; None where there is none."""
    line = each.line
    result = line.measure.avoided if line else None
    if line is None or result is None or not result.adjusted:
        return None
    half = (line.half_width or 0.0) / abs(result.adjusted)
    value = line.amount / result.adjusted
    shown = line.measure.verdict is Verdict.SHOWN
    return Whisker(value - half, value, value + half, shown)


def _verdict(t: Translator, each: Saved) -> Cell:
    measure = each.line.measure if each.line else None
    if measure is None:
        return Cell()
    if measure.within:
        tip = t("Already in the result of {upgrade}; it is not added again.",
                upgrade=measure.within)  # fmt: skip
        return Cell(t("within {upgrade}", upgrade=measure.within), Tone.QUIET, tip=tip,
                    mark=Severity.INFO)  # fmt: skip
    words = _short(t, measure.verdict)
    if measure.verdict is Verdict.SHOWN:
        return Cell(words, mark=True)
    return Cell(words, Tone.DOUBT, mark=Severity.WARNING)


def _short(t: Translator, verdict: Verdict) -> str:
    """In a word; the heading says that it is a saving."""
    if verdict is Verdict.SHOWN:
        return t.within("saving", "Shown")
    indicated = verdict is Verdict.INDICATED
    return t.within("saving", "Indicated") if indicated else t.within("saving", "Not shown")


# packs


def packs(t: Translator, found: Glance) -> tuple[PackSaid, ...]:
    return tuple(_pack(t, each) for each in found.packs)


def _pack(t: Translator, each: Ready) -> PackSaid:
    title = t(each.kind.label)
    if each.of is None:
        return PackSaid(PAGE_OF[each.kind], title, None, "", t("Not begun"), True)
    title = f"{title} · {_of(t, each.of)}"
    blocking = each.count(Severity.BLOCKING)
    share = (each.asked - each.open) / each.asked if each.asked else None
    count = f"{each.asked - each.open} / {each.asked}" if each.asked else ""
    return PackSaid(
        PAGE_OF[each.kind], title, share, count, " · ".join(_state(t, each, blocking)),
        bool(blocking),
    )  # fmt: skip


def _of(t: Translator, entity: Entity) -> str:
    if isinstance(entity, Candidacy) and entity.label:
        return f"{entity.year} · {t(entity.label.label)}"
    return name_of(t, entity)


def _state(t: Translator, each: Ready, blocking: int) -> Iterator[str]:
    if each.open:
        yield t.plural("{n} answer or paper is open", "{n} answers or papers are open", each.open)
    if blocking:
        yield t.plural("{n} thing stands in the way of issuing",
                       "{n} things stand in the way of issuing", blocking)  # fmt: skip
    elif each.open:
        yield t("it could be issued all the same")
    else:
        yield t("Ready to be issued")


# dates


def dates(session: Session, found: Glance) -> tuple[DateSaid, ...]:
    return tuple(_date(session, each) for each in found.deadlines)


def _date(session: Session, each: Deadline) -> DateSaid:
    t, today = session.t, session.ws.today
    if each.scheme is not None:
        what = t("{scheme}: applications close", scheme=each.scheme)
    else:
        what = t(each.sentence, name=entry_words(session, each.entity) if each.entity else "")
    if each.answer:
        return DateSaid("", what, t.show(each.answer), Tone.PLAIN, each.place)
    if each.day is None:
        return DateSaid(DASH, what, t("date not published"), Tone.QUIET, each.place)
    if not each.day_known:
        return DateSaid(t.month(each.day), what, t("day not published"), _tone(each.day, today),
                        each.place)  # fmt: skip
    return DateSaid(t.date(each.day), what, _left(t, (each.day - today).days),
                    _tone(each.day, today), each.place)  # fmt: skip


def _left(t: Translator, days: int) -> str:
    if days < 0:
        return t.plural("{n} day ago", "{n} days ago", -days)
    return t.plural("in {n} day", "in {n} days", days) if days else t("today")


def _tone(day: date, today: date) -> Tone:
    days = (day - today).days
    if days < 0:
        return Tone.FAULT
    return Tone.DOUBT if days <= _SOON else Tone.PLAIN
