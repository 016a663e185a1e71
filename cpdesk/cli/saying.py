"""What the console says: lines, one JSON object, findings, and one sentence when it fails."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpdesk.base.languages import Translator, sentence
from cpdesk.cli.faults import PLACED, placed
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_, Choice, LocalText

if TYPE_CHECKING:
    from cpdesk.services.acceptance import Accepted

OPEN_IN_VIEWER = N_("{wanted} is open in another program; the new file is {path}.")


class Voice:
    """Says lines, or one JSON object at the end, in one language."""

    def __init__(self, t: Translator) -> None:
        self.t = t

    def line(self, text: object) -> None:
        print(text)

    def aside(self, text: object) -> None:
        """Not a result: to standard error."""
        print(text, file=sys.stderr)

    def fail(self, text: object) -> int:
        """One sentence on standard error; the exit code of what could not be done."""
        self.aside(" ".join(str(text).split()))
        return 1

    def json(self, values: Mapping[str, object]) -> None:
        """One JSON object, readable also where the console cannot show Chinese."""
        plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        print(json.dumps(plain_value(values, self.t.language), ensure_ascii=plain, allow_nan=False))

    def finding(self, finding: Finding) -> dict[str, object]:
        """A finding as the JSON contract shows it."""
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "place": str(finding.place),
            "facts": dict(finding.facts),
            "message": sentence(self.t, finding),
        }

    def findings(self, findings: Iterable[Finding]) -> list[dict[str, object]]:
        return [self.finding(each) for each in findings]

    def judged(
        self, findings: Iterable[Finding], accepted: Sequence[Accepted]
    ) -> dict[str, object]:
        """The findings that stand and, where there are any, the doubts that were accepted."""
        standing = {"findings": self.findings(findings)}
        found = [
            {**self.finding(each.finding), "reason": self.t.show(each.acceptance.reason),
             "given": each.acceptance.given, "by": each.acceptance.by}
            for each in accepted
        ]  # fmt: skip
        return {**standing, "accepted": found} if found else {**standing}

    def tell_accepted(self, accepted: Iterable[Accepted]) -> None:
        """A line for each doubt that was accepted, behind it the reason."""
        for each in accepted:
            place, reason = placed(self.t, each.finding), self.t.show(each.acceptance.reason)
            self.line(self.t("Accepted: {doubt} Reason: {reason}", doubt=place, reason=reason))

    def tell(self, findings: Iterable[Finding]) -> None:
        """A line for each finding, the gravest first."""
        order = ("blocking", "warning", "info")
        for each in sorted(findings, key=lambda one: order.index(one.severity.value)):
            self.line(self.told(each))

    def told(self, finding: Finding) -> str:
        """A finding as one line: how grave it is, its place, its sentence."""
        grave = self.t(finding.severity.label)
        return self.t(PLACED, place=grave, text=placed(self.t, finding))

    def made(self, path: Path, wanted: Path) -> None:
        """Where a file was written, and why it is not where it was wanted."""
        self.line(path)
        if path != wanted:
            self.aside(self.t(OPEN_IN_VIEWER, wanted=wanted.name, path=path.name))


def plain_value(value: object, language: str) -> Any:
    """The JSON of a fact: amounts and dates as strings, statistics as numbers, no NaN."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None  # infinite and undefined are null
    if isinstance(value, Mapping):
        return {str(key): plain_value(each, language) for key, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain_value(each, language) for each in value]
    return plain_word(value, language)


def plain_word(value: object, language: str) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, LocalText):
        return value.within(language)
    if isinstance(value, date | Month | Path | Entity):
        return str(value)
    return plain_number(value)


def plain_number(value: object) -> Any:
    """Numbers of numpy know how to become ours; anything else is shown as its text."""
    item = getattr(value, "item", None)
    return plain_value(item(), "en") if callable(item) else str(value)
