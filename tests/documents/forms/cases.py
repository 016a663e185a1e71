"""Three records to fill forms from: a whole one, one in Simplified Chinese, one half empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.filling import Filled, fill
from cpdesk.documents.forms.form import Form
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.words import LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.schemes import load_schemes
from cpdesk.services.demo import open_sample
from tests.by_hand import dyeing_mill, workshop
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.making import Maker
from tests.programme.making import made

ROUND = load_schemes().newest()


def sample(folder: Path) -> Record:
    with open_sample(folder, lambda: datetime(2026, 11, 24, 9, 0), "張偉") as store:
        return store.record


def facts_of(record: Record) -> Facts:
    return Facts(Case.of_project(record, record.all(Project)[0]), ROUND)


def label_facts(record: Record) -> Facts:
    factory = record.all(Factory)[0]
    return Facts(Case.of_label(record, factory, LabelClass.PARTNER, 2026), ROUND)


def mill() -> Record:
    """The dyeing mill, whose person's name has a character beyond the usual planes."""
    record = made(*dyeing_mill.entities())
    factory = replace(
        record.all(Factory)[0], legal_representative=LocalText(zh_Hans="叶𨋢兰"),
        products=LocalText(zh_Hans="染色布，" * 300), licence_expiry=date(2031, 2, 28),
    )  # fmt: skip
    return made(*dyeing_mill.entities(), factory)


def shop() -> Record:
    record = made(*workshop.entities())
    company = replace(record.all(Company)[0], br_number="12345678-000")
    return made(*workshop.entities(), company)


@dataclass(frozen=True)
class Done:
    """A form of ours, as it was made, read, understood and filled."""

    made: Maker
    form: Form
    meanings: tuple[Meaning, ...]
    filled: Filled


def done(name: str, facts: Facts, folder: Path) -> Done:
    maker, path = FORMS[name](), folder / f"{name}.pdf"
    path.write_bytes(maker.finish())
    form = read_form(path)
    meanings = propose(form, ROUND.sectors)
    return Done(maker, form, meanings, fill(path, form, meanings, facts))


# The same form for three factories: the sample's own facts, or those of another.
RECORDS: dict[str, Callable[[Facts], Facts]] = {
    "sample": lambda whole: whole, "mill": lambda _: facts_of(mill()),
    "shop": lambda _: facts_of(shop()),
}  # fmt: skip
