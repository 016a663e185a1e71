"""The user's own workbook given back with what could not be taken, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding, Severity, blocking
from cpdesk.domain.words import N_
from cpdesk.exchange.marked import Mark
from cpdesk.services.importing import Plan

NOT_MARKED = blocking(
    "marked-not-table",
    N_("{file} is no workbook, so that no cell of it can be marked. What is wrong with it is said "
       "here."),
)  # fmt: skip
_TITLE = N_("To check")


def write_marked(plan: Plan, source: Path, target: Path, t: Translator) -> Path:
    """A copy of the source in which refused and doubtful cells are explained; its path."""
    from cpdesk.exchange import marked, sniffing

    if sniffing.content_of(source) == "json" or plan.rule_file is not None:
        raise NOT_MARKED.refuse(sniffing.in_file(source), file=source.name)
    return marked.write_marked(source, target, tuple(_marks(plan, t)), t(_TITLE))


def _marks(plan: Plan, t: Translator) -> Iterator[Mark]:
    order = sorted(plan.findings, key=lambda each: not each.blocking)
    for each in order:
        if each.severity is not Severity.INFO:
            yield Mark(each.place.spot, _words(t, each), each.blocking)


def _words(t: Translator, finding: Finding) -> str:
    return f"{t(finding.severity.label)}: {sentence(t, finding)}"
