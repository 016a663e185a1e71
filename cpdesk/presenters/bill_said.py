"""What the doctor says of a bill, as the screen lists it: numbered, with its ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cpdesk.analysis.bills.remarks import Remark, Remedy
from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding, Severity, blocking
from cpdesk.domain.words import N_

NEEDED = blocking("bill-needs", N_("{field} is missing. The bill cannot be entered without it."))

_ENDS = {"en": ". ", "zh_Hant": "。", "zh_Hans": "。"}


@dataclass(frozen=True)
class Said:
    """One remark: its number ties it to its field. `reason` is why it stands, if it was kept."""

    number: int
    severity: Severity
    head: str
    words: str
    field: str
    ways: tuple[tuple[str, Remedy], ...]
    finding: Finding
    keepable: bool
    reason: str = ""

    @property
    def stands_in_the_way(self) -> bool:
        return self.severity is Severity.BLOCKING and not self.reason


def said(
    t: Translator, remarks: Iterable[Remark], missing: Sequence[Finding],
    reason_of: Callable[[Finding], str],
) -> tuple[Said, ...]:  # fmt: skip
    """What is missing, then every remark that is not right, numbered from 1."""
    wrong = [each for each in remarks if not each.right]
    lacking = [Remark(each, keepable=False) for each in missing]
    return tuple(
        _said(t, at, each, reason_of(each.finding)) for at, each in enumerate((*lacking, *wrong), 1)
    )


def right(t: Translator, remarks: Iterable[Remark]) -> tuple[str, ...]:
    """What was checked and is right, each once."""
    return tuple(dict.fromkeys(sentence(t, each.finding) for each in remarks if each.right))


def counts(t: Translator, remarks: Sequence[Said]) -> str:
    """`1 error, 1 doubt, 1 hint`; of those that were kept with a reason none is counted."""
    n = {each: sum(s.severity is each and not s.reason for s in remarks) for each in Severity}
    words = [
        t.plural("{n} error", "{n} errors", n[Severity.BLOCKING]),
        t.plural("{n} doubt", "{n} doubts", n[Severity.WARNING]),
        t.plural("{n} hint", "{n} hints", n[Severity.INFO]),
    ]
    there = [word for word, count in zip(words, n.values(), strict=True) if count]
    return t.show(tuple(there)) if there else t("Nothing to say against it")


def by_field(remarks: Iterable[Said]) -> Mapping[str, tuple[Said, ...]]:
    """The remarks of each field, the worst first."""
    found: dict[str, tuple[Said, ...]] = {}
    for each in remarks:
        found[each.field] = (*found.get(each.field, ()), each)
    return found


def _said(t: Translator, number: int, remark: Remark, reason: str) -> Said:
    finding = remark.finding
    head, _, words = _parted(t, sentence(t, finding))
    ways = tuple((t(each.words, **each.facts), each) for each in remark.remedies)
    return Said(number, finding.severity, head, words, finding.place.field, ways, finding,
                remark.keepable, reason)  # fmt: skip


def _parted(t: Translator, words: str) -> tuple[str, str, str]:
    """The first sentence is what it is about, the rest says more."""
    head, end, rest = words.partition(_ENDS[t.language])
    return (head.rstrip(".。"), end, rest)
