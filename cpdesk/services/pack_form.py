"""The form of the scheme that a pack is for: its case, the questions that apply, its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cpdesk.domain.record import Record
from cpdesk.programme.cases import Case
from cpdesk.programme.form_parts import documents, parts
from cpdesk.programme.questions import Document, Question
from cpdesk.programme.schemes import Scheme, Schemes
from cpdesk.services.orders import ApplicationOrder, CompletionOrder, DossierOrder, Order
from cpdesk.services.views import approved_under


@dataclass(frozen=True)
class Form:
    """The form of a scheme before the case it is filled in for, and the papers that go with it."""

    case: Case
    scheme: Scheme
    questions: Mapping[str, Question]
    papers: Mapping[str, Document]


def form_of(order: Order, record: Record, schemes: Schemes, today: date) -> Form | None:
    """The form by number; None for a pack whose scheme asks nothing by number."""
    if isinstance(order, ApplicationOrder):
        return _asked(Case.of_project(record, order.project), schemes.on(today) or schemes.newest())
    if isinstance(order, DossierOrder):
        scheme = schemes.on(today, "recognition") or schemes.newest("recognition")
        return _asked(Case.of_label(record, order.factory, order.label, order.year), scheme)
    if isinstance(order, CompletionOrder):
        scheme = approved_under(schemes, order.project, today)
        case = Case.of_project(record, order.project)
        return Form(case, scheme, {}, {e.id: e for e in documents(case, scheme.closing)})
    return None


def _asked(case: Case, scheme: Scheme) -> Form:
    asked = (each for part in parts(case, scheme) for each in part.questions)
    papers = documents(case, scheme.documents)
    return Form(case, scheme, {e.id: e for e in asked}, {e.id: e for e in papers})
