"""Records drawn at random: each pack, letter and checklist is made, or refused with a finding."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence, Pack, RuleFile
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.words import LocalText
from cpdesk.programme.tags import Bringer
from cpdesk.services.asking import write_checklist, write_letter
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import (
    ApplicationOrder,
    AuditOrder,
    CompletionOrder,
    DossierOrder,
    Order,
)
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace
from tests.documents.reading import fonts_without_a_file
from tests.documents.test_packs import ON, desk_of, outside
from tests.exchange.made_up import entities

PROVE = bool(os.environ.get("CPDESK_PROVE"))
EXAMPLES = 300 if PROVE else 20
LONGEST = 5_000
MOST = Decimal(10) ** 9  # more, no factory uses or pays
LANGUAGES = ("en", "zh_Hant", "zh_Hans", "en+zh_Hant", "en+zh_Hans")


def printable(made: list[Entity]) -> list[Entity]:
    """Without files of rules and packs, which are not typed, and papers of which no bytes exist."""
    kept = (each for each in made if not isinstance(each, Pack | RuleFile))
    return [_short(each) for each in kept]


def _short(entity: Entity) -> Entity:
    changes: dict[str, Any] = {}
    for name, value in vars(entity).items():
        if isinstance(value, str) and len(value) > LONGEST:
            changes[name] = value[:LONGEST]
        if isinstance(value, Decimal) and abs(value) >= MOST:
            changes[name] = value % MOST
        if isinstance(value, LocalText):
            changes[name] = LocalText(*(
                each[:LONGEST] for each in (value.en, value.zh_Hant, value.zh_Hans)
            ))  # fmt: skip
    if isinstance(entity, Evidence):
        changes["sha256"] = ""
    return dataclasses.replace(entity, **changes) if changes else entity


def orders(desk: Workspace) -> Iterator[Order]:
    project, factory = desk.record.all(Project)[0], desk.record.all(Factory)[0]
    yield ApplicationOrder(project)
    yield CompletionOrder(project)
    yield DossierOrder(factory, LabelClass.EXCELLENT, 2026)
    yield DossierOrder(factory, LabelClass.TECHNOLOGY, 2026)
    yield AuditOrder(factory, 2025)


@pytest.mark.timeout(7200 if PROVE else 300)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    made=entities(), language=st.sampled_from(LANGUAGES), at=st.integers(0, 4),
    to=st.sampled_from((None, *Bringer)),
)  # fmt: skip
def test_each_makes_a_paper_or_a_finding(
    made: list[Entity], language: str, at: int, to: Bringer | None
) -> None:
    with tempfile.TemporaryDirectory() as name, desk_of(Path(name), printable(made)) as desk:
        order, out = list(orders(desk))[at], Path(name, "paper.pdf")
        make(desk, order, language, out, ON, False, NullJob())
        assert_whole(out)
        asking = Path(name, "asking.pdf")
        try:
            if to is None:
                written = write_checklist(desk, order, language, asking, ON)
            else:
                written = write_letter(desk, order, to, language, asking, ON)
        except Refusal as refusal:
            told = refusal.finding.code
            assert (told, asking.exists()) == ("nothing-asked", False)
        else:
            assert_whole(written.path)


def assert_whole(path: Path) -> None:
    """Nothing stands outside the margins, and every font is in the file."""
    pdf = path.read_bytes()
    assert outside(pdf) == []
    assert fonts_without_a_file(pdf) == []
