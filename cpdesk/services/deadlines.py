"""What is due: the closing of each scheme, and papers that expire. What is unknown stays so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Pack, PackKind
from cpdesk.domain.projects import Milestone, Project
from cpdesk.domain.recognition import Certificate
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText
from cpdesk.programme.schemes import Rule, Scheme, Schemes

# Of each kind the date by which a paper has to be renewed, or work has to be done.
_EXPIRES: tuple[tuple[type[Entity], str, str], ...] = (
    (Company, "br_expiry", N_("Business registration of {name} expires")),
    (Factory, "licence_expiry", N_("Business licence of {name} expires")),
    (Factory, "contract_expiry", N_("Processing contract of {name} ends")),
    (Certificate, "expires", N_("Certificate {name} expires")),
    (Project, "end", N_("Project {name} is to be completed")),
)
STEP = N_("Work plan: {name}")
# What the schemes call the rule about their closing, where it could not be read.
_CLOSING = ("closing-day", "dates")


@dataclass(frozen=True)
class Deadline:
    """Something that is due: of a scheme its closing, of an entity the day in one of its fields.

    `day` is None where not even the month is known; `day_known` is false where only the month is,
    of which `day` is then the last one. `place` is where it can be entered; `sentence` says what
    happens to the entity then; `answer` is what the user found out about a closing that is not
    published.
    """

    day: date | None
    day_known: bool
    place: Place | None
    scheme: LocalText | None = None
    entity: Entity | None = None
    sentence: str = ""
    answer: LocalText = LocalText()


def deadlines(
    record: Record, factory: Factory, schemes: Schemes, today: date
) -> tuple[Deadline, ...]:
    """The closing of the newest round of each kind, and every expiry; the next day first."""
    rounds = [_closing(each) for each in _rounds(schemes, today)]
    found = [*rounds, *_expiries(record, factory)]
    return tuple(sorted(found, key=lambda each: each.day or date.max))


def _rounds(schemes: Schemes, today: date) -> Iterator[Scheme]:
    for kind in dict.fromkeys(each.kind for each in schemes.by_id.values()):
        if any(schemes.current(kind)):
            yield schemes.on(today, kind) or schemes.newest(kind)


def _closing(scheme: Scheme) -> Deadline:
    known = scheme.closes is not None and scheme.closes_known
    rule = None if known else _rule_of(scheme)
    place = Place("rule", rule.id, spot=scheme.id) if rule else None
    answer = rule.text if rule and rule.given else LocalText()
    return Deadline(scheme.closes, known, place, scheme.name, answer=answer)


def _rule_of(scheme: Scheme) -> Rule | None:
    """The rule that says the closing is not known, or what the user found out about it."""
    return next((rule for id in _CLOSING if (rule := scheme.find(id))), None)


def _expiries(record: Record, factory: Factory) -> Iterator[Deadline]:
    for kind, name, sentence in _EXPIRES:
        for each in record.all(kind):
            day = getattr(each, name)
            if day is not None and _belongs(each, factory) and not _is_reported(record, each):
                yield Deadline(day, True, Place(each.word, each.code, name), None, each, sentence)
    for project in record.where(Project, factory=factory.id):
        yield from _next_step(record, project)


def _next_step(record: Record, project: Project) -> Iterator[Deadline]:
    """The step of a work plan that ends next and is not done."""
    steps = record.where(Milestone, project=project.id, done=None)
    due = min((each for each in steps if each.end), key=lambda each: each.end or date.max,
              default=None)  # fmt: skip
    if due is not None:
        yield Deadline(due.end, True, Place(due.word, due.code, "done"), None, due, STEP)


def _belongs(entity: Entity, factory: Factory) -> bool:
    owner = getattr(entity, "factory", None)
    return entity.id in (factory.id, factory.company) or owner == factory.id


def _is_reported(record: Record, entity: Entity) -> bool:
    """Whether it is a project whose completion report was issued."""
    reported = {each.of for each in record.where(Pack, kind=PackKind.COMPLETION)}
    return isinstance(entity, Project) and entity.id in reported
