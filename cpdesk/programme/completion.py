"""Whether a project can be reported as completed: what is missing, late, over or unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.projects import Milestone, Objective, Payment, Project
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_
from cpdesk.programme.spending import Paid, Spending, SpentLine

NOT_APPROVED = blocking(
    "completion-not-approved",
    N_("{project} has no day of approval or no approved grant. Enter both from the letter of "
       "approval."),
)  # fmt: skip
NO_REFERENCE = warning(
    "completion-no-reference",
    N_("{project} has no project number of the Programme. Enter it from the letter of approval."),
)
NOT_RUNNING = blocking(
    "completion-not-running",
    N_("{upgrade} does not run yet, so it cannot be reported as completed. Enter the day it runs "
       "from."),
)  # fmt: skip
NOTHING_PAID = blocking(
    "completion-nothing-paid", N_("No payment has been entered for {project}. Enter each invoice.")
)
LINE_UNPAID = warning(
    "completion-line-unpaid",
    N_("Nothing was paid for budget line {line}. Enter its payments, or explain the deviation."),
)
PAYMENT_EMPTY = blocking(
    "payment-empty",
    N_("Payment {payment} lacks its amount or the day it was paid. Enter both."),
)
PAYMENT_NO_RATE = blocking(
    "payment-no-rate",
    N_("Payment {payment} is in {currency} without a dated rate. Enter the rate and its date."),
)
PAYMENT_NEGATIVE = warning(
    "payment-negative",
    N_("Payment {payment} is negative. That is right for money paid back only."),
)
NO_INVOICE = warning(
    "payment-no-invoice", N_("Payment {payment} has no invoice number. Enter it.")
)
EARLY = warning(
    "payment-early",
    N_("Payment {payment} was ordered or paid before the approval of {day}. It is left out of the "
       "claim. Whether it may be counted is not known: ask the Secretariat."),
)  # fmt: skip
LATE_PAYMENT = warning(
    "payment-late",
    N_("Payment {payment} was made on {day}, after the project's end on {end}. Explain it under "
       "the deviations."),
)  # fmt: skip
OVER = warning(
    "completion-over-budget",
    N_("{line} cost HK${over} more than its budget. Explain it under the deviations."),
)
STEP_OPEN = warning("step-open", N_("The step {step} is not marked as done. Enter the day."))
STEP_LATE = warning(
    "step-late",
    N_("The step {step} was done on {done}, planned for {end}. Write the reason beside it."),
)
TARGET_OPEN = warning(
    "target-open", N_("What was achieved of '{objective}' is not entered. Enter it.")
)
TARGET_DIFFERS = warning(
    "target-differs",
    N_("'{objective}': target {target}, achieved {achieved}. Say how it was found or why it "
       "differs."),
)  # fmt: skip
TOO_SOON = info(
    "completion-too-soon",
    N_("The project ends on {end}, after the day of this report."),
)


def completion_findings(
    record: Record, project: Project, spent: Spending, on: date
) -> Iterator[Finding]:
    """Everything that stands in the way of a completion report, or wants a word."""
    yield from _approval(project, on)
    for upgrade in record.where(Upgrade, project=project.id):
        if upgrade.running_from is None or upgrade.running_from > on:
            place = Place("upgrade", upgrade.code, "running_from")
            yield NOT_RUNNING.at(place, upgrade=upgrade.name or upgrade.code)
    yield from _steps(record, project)
    yield from _targets(record, project)
    yield from _spent(project, spent)


def _approval(project: Project, on: date) -> Iterator[Finding]:
    name = project.name or project.code
    missing = [each for each in ("approved_on", "approved_grant") if not getattr(project, each)]
    if missing:
        yield NOT_APPROVED.at(Place("project", project.code, missing[0]), project=name)
    if not project.reference:
        yield NO_REFERENCE.at(Place("project", project.code, "reference"), project=name)
    if project.end and project.end > on:
        yield TOO_SOON.at(Place("project", project.code, "end"), end=project.end)


def _steps(record: Record, project: Project) -> Iterator[Finding]:
    for step in record.where(Milestone, project=project.id):
        name = step.name or step.code
        if step.done is None:
            yield STEP_OPEN.at(Place("milestone", step.code, "done"), step=name)
        elif step.end and step.done > step.end and not step.remark:
            place = Place("milestone", step.code, "remark")
            yield STEP_LATE.at(place, step=name, done=step.done, end=step.end)


def _targets(record: Record, project: Project) -> Iterator[Finding]:
    for each in record.where(Objective, project=project.id):
        name = each.name or each.code
        if each.achieved is None:
            yield TARGET_OPEN.at(Place("objective", each.code, "achieved"), objective=name)
        elif each.target is not None and each.achieved != each.target and not each.explanation:
            yield TARGET_DIFFERS.at(
                Place("objective", each.code, "explanation"), objective=name,
                target=each.target, achieved=each.achieved,
            )  # fmt: skip


def _spent(project: Project, spent: Spending) -> Iterator[Finding]:
    if not spent.payments:
        yield NOTHING_PAID.at(Place("payment"), project=project.name or project.code)
        return
    for line in spent.lines:
        yield from _line(project, line)
        for paid in line.payments:
            yield from _payment(project, paid)


def _line(project: Project, line: SpentLine) -> Iterator[Finding]:
    item, explained = line.line.item, bool(project.deviations)
    place = Place("project", project.code, "deviations")
    if not line.payments and not explained:
        yield LINE_UNPAID.at(Place("payment", "", "item", item.code), line=item.code)
    if line.over is not None and line.over > 0 and not explained:
        yield OVER.at(place, line=item.name or item.code, over=line.over)


def _payment(project: Project, paid: Paid) -> Iterator[Finding]:
    one = paid.payment
    facts = {"payment": one.code}
    if one.amount is None or one.paid is None:
        field = "amount" if one.amount is None else "paid"
        yield PAYMENT_EMPTY.at(_at(one, field), **facts)
    elif paid.hkd is None:
        yield PAYMENT_NO_RATE.at(_at(one, "rate"), **facts, currency=one.currency)
    if one.amount is not None and one.amount < Decimal(0):
        yield PAYMENT_NEGATIVE.at(_at(one, "amount"), **facts)
    if not one.invoice:
        yield NO_INVOICE.at(_at(one, "invoice"), **facts)
    if paid.early:
        yield EARLY.at(_at(one, "ordered"), **facts, day=project.approved_on)
    late = one.paid and project.end and one.paid > project.end
    if late and not project.deviations:
        yield LATE_PAYMENT.at(_at(one, "paid"), **facts, day=one.paid, end=project.end)


def _at(payment: Payment, field: str) -> Place:
    return Place("payment", payment.code, field)
