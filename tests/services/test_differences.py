"""What an issued pack says otherwise than the record does now, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.base.languages import translator
from cpdesk.cli.command_line import main
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.projects import Milestone, Project
from cpdesk.domain.words import LocalText
from cpdesk.presenters.differences import difference_words
from cpdesk.services.differences import differences
from cpdesk.services.workspace import Workspace
from tests.documents.test_completion import after_approval, report
from tests.documents.test_packs import desk_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with desk_of(tmp_path, after_approval()) as made:
        report(made, tmp_path, issue=True)
        yield made


def said(desk: Workspace, language: str = "en") -> list[str]:
    (pack,) = desk.record.all(Pack)
    t = translator(language)
    return [difference_words(desk.record, t, each) for each in differences(desk, pack)]


def test_each_field_is_told_as_it_was_and_as_it_is(desk: Workspace) -> None:
    assert said(desk) == []
    project = desk.record.all(Project)[0]
    name = replace(project.name, zh_Hans="改造全部")
    with desk.store.change("Edit") as work:
        work.put(replace(project, end=date(2026, 6, 30), name=name))
        work.put(Milestone(id="w9", code="W9", project=project.id, name=LocalText("Test")))
        work.remove(desk.record.get(Milestone, "w1"))
    assert said(desk) == [
        "Project P1 All upgrades, Project title: 全部改造, now 改造全部",
        "Project P1 All upgrades, Completion: 31 May 2026, now 30 June 2026",
        "Milestone W1 Order: no longer there",
        "Milestone W9 Test: new",
    ]
    assert "完成日期：2026年5月31日，現為2026年6月30日" in said(desk, "zh_Hant")[1]


def test_what_was_done_and_taken_back_is_no_difference(desk: Workspace) -> None:
    company = desk.record.all(Company)[0]
    with desk.store.change("Edit") as work:
        work.put(replace(company, fax="2345 6789"))
    assert len(said(desk)) == 1
    desk.store.undo()
    assert said(desk) == []


def test_readings_of_a_meter_are_counted_and_another_project_is_not_told(desk: Workspace) -> None:
    meter = desk.record.all(Meter)[0]
    bills = desk.record.readings(meter)[:3]
    with desk.store.change("Edit") as work:
        work.put_many(replace(each, amount=each.amount + Decimal(1)) for each in bills)
        work.put(Project(id="other", code="P9", factory=meter.factory, name=LocalText("Another")))
    (line,) = said(desk)
    assert line.endswith(": 3 bills or readings have changed")
    assert isinstance(bills[0], Reading)


def test_new_evidence_is_told(desk: Workspace) -> None:
    with desk.store.change("Add") as work:
        work.put(Evidence(id="e9", code="E99", name=LocalText("Bill")))
    assert said(desk) == ["Evidence E99 Bill: new"]


def test_the_console_tells_them(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path, company = desk.store.path, desk.record.all(Company)[0]
    with desk.store.change("Edit") as work:
        work.put(replace(company, fax="2345 6789"))
    desk.store.close()
    capsys.readouterr()
    asks = ["issued", str(path), "COM-2026-001", "--changes", "--messages", "en"]
    assert main([*asks, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (one,) = told["differences"]
    assert (one["kind"], one["code"], one["field"]) == ("company", company.code, "fax")
    assert main(asks) == 0
    assert "Fax: (empty), now 2345 6789" in capsys.readouterr().out
    assert main(["issued", str(path), "--changes"]) == 1


def test_a_pack_of_another_record_cannot_be_compared(desk: Workspace) -> None:
    (pack,) = desk.record.all(Pack)
    manifest = json.dumps({**json.loads(pack.manifest), "record": "another"})
    with pytest.raises(Refusal) as refused:
        differences(desk, replace(pack, manifest=manifest))
    assert refused.value.finding.code == "pack-from-elsewhere"
