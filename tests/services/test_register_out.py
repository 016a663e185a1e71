"""The register as a paper and as a table: what stands in it is what the register says."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pypdfium2
import pytest

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.domain.findings import Refusal
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services import register_out
from cpdesk.services.basis import basis_of
from cpdesk.services.upgrade_register import register, sums_of
from cpdesk.services.workspace import Workspace


def words(content: bytes) -> str:
    paper = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in paper)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_names_every_upgrade_in_its_language(sampled: Workspace, language: str) -> None:
    t, said = translator(language), words(register_out.paper(sampled, language))
    for each in sampled.record.all(Upgrade):
        assert t.show(each.name).replace(" ", "") in said.replace("\r\n", "").replace(" ", "")
    whole = sums_of(register(basis_of(sampled)))
    assert t.number(round(whole.cost / 1000), 0) in said
    assert t.number(round(whole.measured.amount / 1000), 0) in said


def test_a_table_has_the_whole_amounts(sampled: Workspace, tmp_path: Path) -> None:
    path = register_out.write_table(sampled, translator("en"), tmp_path / "登記冊.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [each["Code"] for each in rows] == [e.upgrade.code for e in register(basis_of(sampled))]
    costs = math.fsum(float(each["Cost (HK$)"]) for each in rows)
    assert costs == pytest.approx(sums_of(register(basis_of(sampled))).cost)
    states = {each["Code"]: each["Payback rests on"] for each in rows}
    assert states == {"U1": "measured", "U2": "measured", "U3": "measured", "U4": "expected"}


def test_a_folder_that_is_not_there_is_said_so(sampled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        register_out.write_paper(sampled, "en", tmp_path / "none" / "register.pdf")
