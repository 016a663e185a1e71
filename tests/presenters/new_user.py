"""Somebody who knows nothing of the program: reads the first finding, goes there, and answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cpdesk.domain.company import Company, Factory, Party
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, Reading
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.findings import Line
from cpdesk.presenters.form_fields import FieldKind, FormField
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.pages import Way
from cpdesk.presenters.session import Session
from tests.presenters.conftest import Recorder

LATER = ("evidence", "rule", "answer")  # papers come by post, rules by telephone
KNOWN: dict[tuple[str, str], Any] = {
    ("company", "br_number"): "12345678", ("company", "br_expiry"): "2027-03-31",
    ("company", "cr_number"): "1234567", ("company", "telephone"): "2345 6789",
    ("company", "email"): "a@bright.com.hk", ("company", "legal_form"): "limited",
    ("company", "turnover_from"): "2025-01-01", ("company", "turnover_to"): "2025-12-31",
    ("company", "established"): "1998-05-04",
    ("factory", "region"): "guangdong", ("factory", "link"): "L2", ("factory", "sector"): "8",
    ("factory", "credit_code"): "91441900MA4UPN4T37", ("factory", "hours_per_day"): "20",
    ("factory", "days_per_year"): "300", ("holding", "share"): "100", ("party", "kind"): "person",
    ("contact", "telephone"): "2345 6789", ("contact", "email"): "c@bright.com.hk",
    ("project", "start"): "2027-02-01", ("project", "end"): "2027-05-31",
    ("project", "route"): "criteria", ("project", "developer"): "hong-kong",
    ("project", "other_funding_amount"): "0",
    ("milestone", "end"): "2027-03-31", ("milestone", "start"): "2027-02-01",
    ("provider", "relation"): "none", ("provider", "listed"): False,
    ("budget-item", "quantity"): "1", ("budget-item", "unit_price"): "800000",
    ("budget-item", "category"): "equipment",
    ("quotation", "amount"): "800000", ("quotation", "dated"): "2026-10-01",
    ("quotation", "chosen"): True, ("quotation", "conforms"): True,
    ("effect", "quantity"): "energy", ("effect", "expected"): "200000", ("effect", "unit"): "kWh",
    ("effect", "tolerance"): "20", ("effect", "basis"): "calculated", ("effect", "money"): "160000",
    ("objective", "target"): "200000", ("objective", "unit"): "kWh",
    ("meter", "kind"): "electricity", ("meter", "unit"): "kWh", ("meter", "grid"): "guangdong",
    ("driver", "unit"): "t", ("candidacy", "label"): "partner", ("candidacy", "year"): "2026",
    ("upgrade", "running_from"): "2025-11-01", ("upgrade", "kind"): "recovery",
    ("upgrade", "cost"): "800000", ("training", "held"): "2026-05-04",
    ("certificate", "issued"): "2025-01-01", ("certificate", "expires"): "2028-01-01",
    ("exchange-rate", "on"): "2026-11-01", ("exchange-rate", "rate"): "1.08",
}  # fmt: skip


class NewUser:
    """Works through what a page finds, always from the top; remembers where nothing helped."""

    def __init__(self, session: Session, page: PacksPage) -> None:
        self.session = session
        self.page = page
        self.stuck: list[str] = []
        self._view = Recorder()
        self._tried: dict[tuple[str, str], int] = {}
        self._forms: dict[type[Entity], EntityForm] = {}
        Desk(session).attach(self._view)

    def work(self, most: int = 300) -> None:
        for _ in range(most):
            self.page.judge()
            line = next(filter(self._is_new, self.page.findings), None)
            if line is None:
                return
            self._tried[line.sentence, line.where] = 1
            self._answer(line)

    def _is_new(self, line: Line) -> bool:
        known = (line.sentence, line.where) in self._tried
        return line.place.kind not in LATER and not known

    def _answer(self, line: Line) -> None:
        if not line.leads:
            self.stuck.append(line.sentence)
            return
        self.session.go_to(line.place)
        (way,) = self._view.last("show_way")
        if way.page == "months":
            self._type_months(way)
        else:
            self._fill(way, line)

    def _fill(self, way: Way, line: Line) -> None:
        assert way.kind is not None
        form = self._forms.setdefault(way.kind, EntityForm(self.session, way.kind))
        form.attach(Recorder())
        form.turn_to(way)
        if not form.selected:
            form.add()
        for field in form.fields:
            if field.name in way.values or not self._is_asked(field, way, line, form):
                continue
            if not form.set(field.name, self._said(way.kind, field)) and form.field(
                field.name
            ).problem:
                self._needed_first(form, field)

    def _is_asked(self, field: FormField, way: Way, line: Line, form: EntityForm) -> bool:
        """What the finding names, what the form marks as needed, and gaps that it lists."""
        if field.name == way.field or (field.needed and not field.value and field.name != "code"):
            return True
        if way.new and (field.name == "name" or (form.kind.word, field.name) in KNOWN):
            return True
        fields = line.finding.facts.get("fields", ()) if line.finding else ()
        asked = {getattr(each, "label", "") for each in fields} if isinstance(fields, tuple) else {}
        told = {each.name: each.told.label for each in fields_of(form.kind)}
        unnamed = not way.field and field.name == "name"
        return told.get(field.name) in asked or unnamed

    def _needed_first(self, form: EntityForm, field: FormField) -> None:
        """A form that waits for something else says under which page it is entered."""
        for kind in (Company, Factory):
            if not self.session.record.all(kind):
                first = self._forms.setdefault(kind, EntityForm(self.session, kind))
                first.attach(Recorder())
                first.add()
                first.set("name", _named(kind.word))

    def _said(self, kind: type[Entity], field: FormField) -> Any:
        if (kind.word, field.name) in KNOWN:
            return KNOWN[kind.word, field.name]
        if field.kind in (FieldKind.LOCAL_TEXT, FieldKind.LOCAL_LONG_TEXT):
            return _named(field.name)
        if field.kind is FieldKind.REFERENCE and field.name == "owner":
            people = self.session.record.all(Party)
            return people[0].id if people else field.options[0][0]
        if field.kind in (FieldKind.REFERENCE, FieldKind.CHOICE):
            return field.options[0][0] if field.options else ""
        return {FieldKind.YES_NO: True, FieldKind.DATE: "2026-06-01"}.get(field.kind, "10")

    def _type_months(self, way: Way) -> None:
        assert way.kind is not None
        series = self.session.record.find(way.kind, way.code)
        assert series is not None
        of = {"meter": series.id} if isinstance(series, Meter) else {"driver": series.id}
        with self.session.ws.store.change("Typed in the grid") as work:
            for at in range(46):
                month = Month.of(date(2023, 1, 1)) + at
                work.put(Reading(
                    id=f"{series.id}-{at}", start=month.start, end=month.end,
                    amount=Decimal(90_000 + 1_000 * (at % 5)), **of,
                ))  # fmt: skip
        self.session.changed()


def _named(word: str) -> dict[str, str]:
    return {"en": f"Words of {word}", "zh_Hant": "繁體文字", "zh_Hans": "简体文字"}
