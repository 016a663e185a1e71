"""Letters that ask for what is missing, and the checklist: read back, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cpdesk.domain.company import Company, Contact, ContactRole, Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.domain.projects import BudgetItem, Project, Provider, Quotation
from cpdesk.domain.words import LocalText
from cpdesk.programme.tags import Bringer
from cpdesk.services.asking import write_checklist, write_letter
from cpdesk.services.orders import ApplicationOrder, AuditOrder, Order
from cpdesk.services.workspace import Workspace
from tests.by_hand.workshop import entities
from tests.documents.reading import fonts_without_a_file, texts
from tests.documents.test_packs import ON, desk_of, outside

FIREFLY = Provider(
    id="prov", project="p", name=LocalText("Firefly Curing"), contact="Ms Ho",
    address=LocalText("1 Lane"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with desk_of(tmp_path, entities()) as made:
        yield made


def application(desk: Workspace) -> Order:
    return ApplicationOrder(desk.record.all(Project)[0])


def letter(desk: Workspace, to: Bringer, folder: Path, language: str = "en") -> bytes:
    made = write_letter(
        desk, application(desk), to, language, folder / "letter.pdf", ON, date(2026, 12, 15)
    )
    return made.path.read_bytes()


def words(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans", "en+zh_Hant"])
@pytest.mark.parametrize("to", list(Bringer))
def test_every_letter_keeps_to_the_margins_with_its_fonts_in_it(
    desk: Workspace, tmp_path: Path, to: Bringer, language: str
) -> None:
    pdf = letter(desk, to, tmp_path, language)
    assert outside(pdf) == []
    assert fonts_without_a_file(pdf) == []


def test_the_provider_is_asked_for_its_papers_by_a_day(tmp_path: Path) -> None:
    project = next(each for each in entities() if isinstance(each, Project))
    firefly = replace(FIREFLY, project=project.id)
    with desk_of(tmp_path, [*entities(), firefly]) as desk:
        said = words(letter(desk, Bringer.PROVIDER, tmp_path))
    assert "Firefly Curing Ms Ho 1 Lane" in said
    assert "G9 Supplier's profile and technical proposal usually attached" in said
    assert "Please answer by 15 December 2026." in said
    assert "Valid Business Registration" not in said


def test_the_coordinator_signs_and_can_be_asked(tmp_path: Path) -> None:
    company = next(each for each in entities() if isinstance(each, Company))
    who = Contact(
        id="k", of=company.id, role=ContactRole.COORDINATOR, name=LocalText("Kit Wong"),
        telephone="2345 6789", email="kit@example.com",
    )  # fmt: skip
    with desk_of(tmp_path, [*entities(), who]) as desk:
        said = words(letter(desk, Bringer.FACTORY, tmp_path))
    assert "Questions: 2345 6789, kit@example.com" in said
    assert "Name Kit Wong" in said


def test_the_secretariat_is_asked_what_is_not_published(desk: Workspace, tmp_path: Path) -> None:
    said = words(letter(desk, Bringer.SECRETARIAT, tmp_path))
    assert "Whether costs before approval are funded is not known." in said
    assert "G1" not in said


def test_a_letter_about_nothing_is_not_written(desk: Workspace, tmp_path: Path) -> None:
    order = AuditOrder(desk.record.all(Factory)[0], 2025)
    with pytest.raises(Refusal) as refused:
        write_letter(desk, order, Bringer.SECRETARIAT, "en", tmp_path / "no.pdf", ON)
    assert refused.value.finding.code == "nothing-asked"
    assert not (tmp_path / "no.pdf").exists()


def test_the_checklist_says_what_is_there_and_who_has_the_rest(tmp_path: Path) -> None:
    there = Evidence(id="e1", code="E1", name=LocalText("Registration"), document="G1")
    with desk_of(tmp_path, [*entities(), there]) as desk:
        path = tmp_path / "list.pdf"
        made = write_checklist(desk, application(desk), "en", path, ON)
        pdf = made.path.read_bytes()
    said = words(pdf)
    assert "G1 Valid Business Registration Certificate Applicant company E1" in said
    assert "G16 Latest audited accounts Applicant company usually attached" in said
    assert "G11 Utility bills, meter logs, purchase records (12 months) Factory" in said
    assert "Questions about the rules" in said
    assert outside(pdf) == []


def test_a_code_that_is_no_name_of_a_file_makes_one(tmp_path: Path) -> None:
    project = next(each for each in entities() if isinstance(each, Project))
    codes = ("V/1", "V:1", "..")
    made = [replace(FIREFLY, id=f"v{at}", code=code, project=project.id)
            for at, code in enumerate(codes)]  # fmt: skip
    with desk_of(tmp_path, [*entities(), *made]) as desk:
        write_letter(desk, application(desk), Bringer.PROVIDER, "en", tmp_path / "a.pdf", ON)
    assert len(list(tmp_path.glob("a *.pdf"))) == 3


def test_of_several_providers_each_has_a_letter_of_its_own(tmp_path: Path) -> None:
    project = next(each for each in entities() if isinstance(each, Project))
    item = BudgetItem(id="b", code="B99", project=project.id)
    one = replace(FIREFLY, code="V1", project=project.id)
    two = Provider(id="two", code="V2", project=project.id, name=LocalText("Glow Lamps"))
    offer = Quotation(id="q", code="T99", item="b", supplier=LocalText("Glow Lamps"))
    with desk_of(tmp_path, [*entities(), item, one, two, offer]) as desk:
        out = tmp_path / "letter.pdf"
        made = write_letter(desk, application(desk), Bringer.PROVIDER, "en", out, ON)
        assert made.path == tmp_path / "letter V1.pdf"
        (told,) = [each for each in made.findings if each.code == "letter-written-too"]
        assert told.facts["path"] == tmp_path / "letter V2.pdf"
        first = words(made.path.read_bytes())
        second = words((tmp_path / "letter V2.pdf").read_bytes())
        assert not out.exists()
        assert "Firefly Curing Ms Ho" in first
        assert "Glow" not in first
        assert "Glow Lamps" in second
        assert "Firefly" not in second
        assert "Amount without tax" in second
        assert "Amount without tax" not in first
        only = write_letter(desk, application(desk), Bringer.PROVIDER, "en", out, ON, None, "V2")
        assert only.path == out
        assert "Glow Lamps" in words(out.read_bytes())
        with pytest.raises(Refusal) as refused:
            write_letter(desk, application(desk), Bringer.PROVIDER, "en", out, ON, None, "V9")
        assert refused.value.finding.facts["codes"] == ("V1", "V2")


@pytest.mark.parametrize("language", ["en", "zh_Hant", "en+zh_Hant"])
def test_a_signature_never_stands_on_a_page_of_its_own(
    desk: Workspace, tmp_path: Path, language: str
) -> None:
    """The last questions go along with it; in Chinese they would just have filled the first."""
    pages = texts(letter(desk, Bringer.SECRETARIAT, tmp_path, language))
    question = "bank guarantee" if language == "en" else "銀行擔保"
    assert len(pages) > 1
    assert question in " ".join(pages[-1].split())


def test_two_languages_of_a_letter_each_begin_a_line(desk: Workspace, tmp_path: Path) -> None:
    pdf = letter(desk, Bringer.SECRETARIAT, tmp_path, "en+zh_Hant")
    lines = [line for page in texts(pdf) for line in page.splitlines()]
    assert any(line.startswith("Dear Sir or Madam,") for line in lines)
    assert any(line.startswith("Questions about the rules: Cleaner") for line in lines)
