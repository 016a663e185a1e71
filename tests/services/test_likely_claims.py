"""Doubts about claimed figures: each may stand with a reason, and is then explained on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from cpdesk.base.languages import sentence, translator
from cpdesk.domain.findings import FindingKind, Place, Severity
from cpdesk.domain.projects import Project
from cpdesk.domain.upgrades import Effect
from cpdesk.programme import plausibility
from cpdesk.services.acceptance import accept, split
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import CompletionOrder, check
from cpdesk.services.packs import make
from tests.documents.reading import texts
from tests.documents.test_completion import after_approval
from tests.documents.test_packs import ON, desk_of

DOUBTS = [
    each for each in vars(plausibility).values()
    if isinstance(each, FindingKind) and each.severity is Severity.WARNING
]  # fmt: skip


@pytest.mark.parametrize("kind", DOUBTS, ids=lambda kind: kind.code)
def test_every_doubt_can_stand_with_a_reason_until_its_figure_changes(
    kind: FindingKind, tmp_path: Path
) -> None:
    names = [name for _, name, _, _ in Formatter().parse(kind.sentence) if name]
    doubt = kind.at(Place("project", "P1"), **dict.fromkeys(names, 7))
    other = kind.at(Place("project", "P1"), **dict.fromkeys(names, 8))
    with desk_of(tmp_path, []) as desk:
        assert accept(desk, doubt, "供应商已书面确认") == ()
        standing, accepted = split(desk.record, [doubt, other])
    assert (standing, [each.finding for each in accepted]) == ((other,), [doubt])
    for language in ("zh_Hant", "zh_Hans"):
        assert sentence(translator(language), doubt) != sentence(translator("en"), doubt)


def test_dear_tonnes_and_short_data_are_explained_in_the_report(tmp_path: Path) -> None:
    """U1 costs more for a tonne than is usual; U4 was compared over ten days."""
    short = [
        replace(each, reporting_to=date(2024, 2, 11))
        if isinstance(each, Effect) and each.id == "x4" else each for each in after_approval()
    ]  # fmt: skip
    with desk_of(tmp_path, short) as desk:
        order = CompletionOrder(next(iter(desk.record.all(Project))))
        found = check(desk, order, ON)
        for code in ("cost-of-tonne", "period-short"):
            doubt = next(each for each in found if each.code == code)
            assert accept(desk, doubt, f"Reason for {code}.") == ()
        path = make(desk, order, "en", tmp_path / "r.pdf", ON, False, NullJob()).path
        whole = " ".join(" ".join(texts(path.read_bytes())).split())
    explained = whole.split("Doubts explained")[-1].split("What is still open")[0]
    assert "Check cost and saving; if they are right, explain them." in explained
    assert "Reason for cost-of-tonne." in explained
    assert "cover less than a whole month" in explained
    assert "Reason for period-short." in explained
