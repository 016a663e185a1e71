"""A doubt or a fault as a value, and the one exception that carries one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cpdesk.domain.words import N_, Choice


class Severity(Choice):
    """How much a finding stands in the way."""

    BLOCKING = "blocking", N_("Must be mended")
    WARNING = "warning", N_("Doubtful")
    INFO = "info", N_("To know")


@dataclass(frozen=True)
class Place:
    """Where a finding lies: a field of a thing in the record, or a spot in a file.

    `kind` is the entity's word (`meter`), `code` its code, `field` the attribute's name, and
    `spot` a place inside a file or series (`Sheet1!C7`, `2024-03`).
    """

    kind: str = ""
    code: str = ""
    field: str = ""
    spot: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.code, self.field, self.spot) if part)


@dataclass(frozen=True)
class Finding:
    """A doubt or a fault with the facts that prove it; its sentence is made where it is shown."""

    kind: FindingKind
    place: Place = Place()
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def blocking(self) -> bool:
        return self.kind.severity is Severity.BLOCKING


@dataclass(frozen=True)
class FindingKind:
    """What can be found: a stable code, a severity, and one sentence with named facts.

    Define one constant per kind beside the code that finds it; the sentence says what was found
    and what to do, and is marked with `N_` for the catalogue.
    """

    code: str
    severity: Severity
    sentence: str

    def at(self, place: Place | None = None, **facts: object) -> Finding:
        """The finding itself, at a place and with its facts."""
        return Finding(self, place or Place(), facts)

    def refuse(self, place: Place | None = None, **facts: object) -> Refusal:
        """The exception that ends a wish which cannot be fulfilled."""
        return Refusal(self.at(place, **facts))


class Refusal(Exception):
    """What was asked cannot be done; the finding says why, where, and what to do instead."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code, str(finding.place), dict(finding.facts))
        self.finding = finding


def blocking(code: str, sentence: str) -> FindingKind:
    return FindingKind(code, Severity.BLOCKING, sentence)


def warning(code: str, sentence: str) -> FindingKind:
    return FindingKind(code, Severity.WARNING, sentence)


def info(code: str, sentence: str) -> FindingKind:
    return FindingKind(code, Severity.INFO, sentence)
