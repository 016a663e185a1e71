"""Both packs of whole records: what lies on the page, what is cited, and the same bytes twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from unicodedata import combining

import pypdfium2
import pytest

from cpdesk.base.languages import translator
from cpdesk.domain.company import Company, Factory, Holding, Party, PartyKind, YearFigure
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence, RuleFile, RuleFileKind
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Driver, Meter, MeterKind, Reading
from cpdesk.domain.projects import Criterion, Milestone, Project, Quotation
from cpdesk.domain.recognition import Label, LabelClass
from cpdesk.domain.words import LocalText
from cpdesk.records.store import Store
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder, DossierOrder
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace
from tests.by_hand import dyeing_mill, workshop
from tests.documents.reading import fonts_without_a_file, texts

ON = date(2026, 11, 24)
THREE = ["en", "zh_Hans", "en+zh_Hant"]
MARGIN = 20 / 25.4 * 72
PAGE_WIDTH = 210 / 25.4 * 72


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@contextmanager
def desk_of(folder: Path, entities: Iterable[Entity]) -> Iterator[Workspace]:
    with Store.create(folder / "record.cpdesk", author="test", now=noon) as store:
        with store.change("Typed by hand") as work:
            for entity in entities:
                work.put(entity)
        yield Workspace(store, noon, "test")


def application(desk: Workspace, folder: Path, language: str) -> bytes:
    out, project = folder / "application.pdf", desk.record.all(Project)[0]
    return make(
        desk, ApplicationOrder(project), language, out, ON, False, NullJob()
    ).path.read_bytes()


def dossier(desk: Workspace, folder: Path, language: str) -> bytes:
    out, factory = folder / "dossier.pdf", desk.record.all(Factory)[0]
    return make(
        desk, DossierOrder(factory, LabelClass.PARTNER, 2026), language, out, ON, False, NullJob()
    ).path.read_bytes()


def large() -> list[Entity]:
    """The mill with remarks of 5,000 characters, and twelve more owners on four levels."""
    made: list[Entity] = []
    for each in dyeing_mill.entities():
        if isinstance(each, Project):
            long = LocalText("Steam leaks. " * 400, "", "蒸汽冷凝水未回收，" * 560)
            each = replace(each, problem=long, risks=LocalText("x" * 5000))
        made.append(each)
    owned = ["co"]
    for level in range(4):
        ids = [f"q{level}{at}" for at in range(3)]
        for at, id in enumerate(ids):
            english = f"Great Harmony Investment Holdings No. {level}{at} Limited"
            name = LocalText(english, "和諧" * 9)
            kind = PartyKind.HONG_KONG_COMPANY
            made.append(Party(id=id, code=id.upper(), name=name, kind=kind))
            of = owned[at % len(owned)]
            made.append(Holding(id=f"h{id}", code=f"H{id}", owner=id, owned=of, share=Decimal(20)))
        owned = ids
    return made


def outside(pdf: bytes) -> list[str]:
    """The characters that stand outside the margins; the mark of a draft may not be told apart."""
    found = []
    for at, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            char = text.get_text_range(index, 1)
            if char.strip() and top - bottom < 40 and not combining(char):
                spill = max(1.5, (top - bottom) / 6)  # an accent may reach out of its letter
                inside = left > MARGIN - spill and right < PAGE_WIDTH - MARGIN + spill
                if not (inside and bottom > 25 and top < 842 - 30):
                    found.append(f"{char} on page {at} at {left:.0f}-{right:.0f}, {bottom:.0f}")
    return found


@pytest.mark.parametrize("language", THREE)
def test_nothing_lies_outside_the_margins(tmp_path: Path, language: str) -> None:
    with desk_of(tmp_path, large()) as desk:
        for pdf in (application(desk, tmp_path, language), dossier(desk, tmp_path, language)):
            assert outside(pdf) == []
            assert fonts_without_a_file(pdf) == []
            assert 10 < len(texts(pdf)) < 40


def test_a_work_plan_without_a_date_is_a_table_without_a_chart(tmp_path: Path) -> None:
    project = next(each for each in workshop.entities() if isinstance(each, Project))
    step = Milestone(id="w1", code="W1", project=project.id, name=LocalText("Order the booth"))
    with desk_of(tmp_path, [*workshop.entities(), step]) as desk:
        whole = " ".join(texts(application(desk, tmp_path, "en")))
    assert "Order the booth" in whole
    assert "Bars run" not in whole


def test_long_remarks_and_all_owners_are_printed(tmp_path: Path) -> None:
    with desk_of(tmp_path, large()) as desk:
        said = "".join(texts(application(desk, tmp_path, "en"))).replace("\n", "")
    assert said.count("leaks.") == said.count("Steam ") == 400
    assert said.count("x" * 50) >= 5000 // 101
    for level in range(4):
        assert all(f"No. {level}{at} Limited" in said for at in range(3))


def cited() -> list[Entity]:
    """The mill with a bill, a quotation and a document of the checklist in the annexes."""
    bill = next(e for e in dyeing_mill.entities() if isinstance(e, Reading) and e.meter == "st"
                and e.end == date(2025, 11, 20))  # fmt: skip
    papers = [
        Evidence(id="e1", code="E1", name=LocalText("Steam bill of November"), pages=4,
                 file_name="steam.pdf", sha256="a" * 64),
        Evidence(id="e2", code="E2", name=LocalText("Offer for the machines"), pages=2,
                 file_name="offer.pdf", sha256="b" * 64),
        Evidence(id="e3", code="E3", name=LocalText("Business registration"), pages=1,
                 document="G1", file_name="br.pdf", sha256="c" * 64),
    ]  # fmt: skip
    quotation = Quotation(
        id="q1", code="Q1", item="b1", supplier=LocalText("Swallow Machines"), currency="CNY",
        amount=Decimal("980000"), dated=date(2026, 5, 4), chosen=True, conforms=True,
    )
    ties = [
        Attachment(id="a1", code="A1", evidence="e1", to=bill.id, pages="3"),
        Attachment(id="a2", code="A2", evidence="e2", to="q1", pages="1-2"),
    ]
    return [*dyeing_mill.entities(), quotation, *papers, *ties]


def test_figures_cite_their_annex_and_the_rest_is_listed(tmp_path: Path) -> None:
    with desk_of(tmp_path, cited()) as desk:
        pages = texts(application(desk, tmp_path, "en"))
    months = next(page for page in pages if "Consumption by month" in page)
    line = next(line for line in months.splitlines() if line.startswith("October 2025"))
    assert "[E1-3]" in line
    assert "[E1-3]" not in next(x for x in months.splitlines() if x.startswith("January 2025"))
    offers = next(page for page in pages if "Quotations compared" in page)
    assert "[E2-1-2]" in next(x for x in offers.splitlines() if "Swallow Machines" in x)
    checklist = next(page for page in pages if "Valid Business Registration" in page)
    assert "E3" in next(x for x in checklist.splitlines() if "Valid Business Registration" in x)
    annexes = " ".join(page for page in pages if "List of annexes" in page)
    for words in ("Steam bill of November", "aaaaaaaaaaaa", "Offer for the machines", "G1"):
        assert words in annexes
    without = " ".join(pages)
    assert "Bills and readings: 外购蒸汽 18 19" in without.replace("\n", " ")


def test_without_an_annex_there_is_no_mark_and_no_empty_column(tmp_path: Path) -> None:
    with desk_of(tmp_path, workshop.entities()) as desk:
        assert "[E" not in "".join(texts(application(desk, tmp_path, "en"))[2:-5])


GLOSSARY = """
[[terms]]
en = ["Work plan"]
zh_Hant = ["工作進度表"]
zh_Hans = ["工作进度表"]

[[terms]]
en = ["Timetable", "Work plan"]
zh_Hant = ["時間表"]
zh_Hans = ["时间表"]
"""


@pytest.mark.parametrize(
    ("language", "new"), [("en", "Timetable"), ("zh_Hant", "時間表"), ("zh_Hans", "时间表")]
)
def test_a_term_of_an_added_glossary_changes_the_paper(
    tmp_path: Path, language: str, new: str
) -> None:
    old = translator(language)("Work plan")
    added = RuleFile(
        id="g", code="G", kind=RuleFileKind.GLOSSARY, file_name="terms.toml",
        text=GLOSSARY.split("\n\n")[-1],
    )
    with desk_of(tmp_path, [*workshop.entities(), added]) as desk:
        contents = texts(application(desk, tmp_path, language))[1]
    assert new in contents
    assert old not in contents


def bare() -> list[Entity]:
    """A record just begun."""
    return [
        Company(id="co", code="C1", name=LocalText("Bare Limited")),
        Factory(id="fa", code="F1", company="co", name=LocalText("Bare Works")),
        Project(id="pr", code="P1", factory="fa"),
    ]


@pytest.mark.parametrize("language", THREE)
def test_a_record_just_begun_is_printed_with_its_gaps(tmp_path: Path, language: str) -> None:
    with desk_of(tmp_path, bare()) as desk:
        for pdf in (application(desk, tmp_path, language), dossier(desk, tmp_path, language)):
            assert outside(pdf) == []


def test_output_told_ahead_of_the_bills_does_not_empty_their_table(tmp_path: Path) -> None:
    """Bills read in the middle of a month come after its output is counted."""
    ahead = Reading(id="ahead", driver="out", start=date(2025, 1, 1), end=date(2025, 2, 1),
                    amount=Decimal(5))  # fmt: skip
    bills = [
        Reading(id=f"{series}{at}", **{series: ident}, start=month.start, end=month.end,
                amount=Decimal(100))
        for series, ident in (("meter", "el"), ("driver", "out"))
        for at, month in enumerate(month_range(Month(2024, 1), Month(2024, 12)))
    ]  # fmt: skip
    known = [
        Meter(id="el", code="M1", factory="fa", kind=MeterKind.ELECTRICITY, unit="kWh"),
        Driver(id="out", code="D1", factory="fa", unit="pcs"), *bills, ahead,
    ]  # fmt: skip
    with desk_of(tmp_path, [*bare(), *known]) as desk:
        words = " ".join(texts(application(desk, tmp_path, "en"))).split()
    assert words.count("1,200") == 4  # the twelve months, and their calendar year


PRINT = """
import sys
from pathlib import Path
from tests.documents.test_packs import application, cited, desk_of, dossier
with desk_of(Path(sys.argv[1]), cited()) as desk:
    for make in (application, dossier):
        sys.stdout.buffer.write(make(desk, Path(sys.argv[1]), "en+zh_Hant"))
"""


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    sums = set()
    for seed in ("0", "1", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", PRINT, str(folder)], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        sums.add(sha256(done.stdout).hexdigest())
    assert len(sums) == 1


def test_criteria_and_figures_of_years_are_told_where_they_are_given(tmp_path: Path) -> None:
    """Of the ten questions two are answered; 16.2 million yuan in 2025."""
    entities = dyeing_mill.entities()
    project = next(each for each in entities if isinstance(each, Project))
    factory = next(each for each in entities if isinstance(each, Factory))
    more: list[Entity] = [
        Criterion(id="k1", code="CR1", project=project.id, number="3", holds=True,
                  answer=LocalText("Two mills in Guangdong use it.")),
        Criterion(id="k2", code="CR2", project=project.id, number="7", holds=False),
        YearFigure(id="yf", code="YF1", factory=factory.id, year=2025, employees=412,
                   output_value=Decimal(16_200_000)),
    ]  # fmt: skip
    with desk_of(tmp_path, [*entities, *more]) as desk:
        told = " ".join(" ".join(texts(application(desk, tmp_path, "en"))).split())
        rated = " ".join(" ".join(texts(dossier(desk, tmp_path, "en"))).split())
    assert "3 It is not yet commonly used in the trade locally. Yes Two mills" in told
    assert "7 It is not pure research. No" in told
    assert "10 The applicant is not the technology's supplier" in told
    assert "2025 CNY 16,200,000.00 412" in told
    assert "Per 10,000 CNY of output value" in rated


def test_the_data_for_the_reward_come_along_for_those_who_may_have_it(tmp_path: Path) -> None:
    """A mill in Foshan that makes cloth may; the same as a sourcing enterprise may not."""
    entities = dyeing_mill.entities()
    factory = next(each for each in entities if isinstance(each, Factory))
    held = Label(id="lb", code="L1", factory=factory.id, year=2026, label=LabelClass.PARTNER,
                 number="2026-P-017")  # fmt: skip
    with desk_of(tmp_path, [*entities, held]) as desk:
        told = " ".join(" ".join(texts(dossier(desk, tmp_path, "zh_Hans"))).split())
        order = DossierOrder(desk.record.all(Factory)[0], LabelClass.SUPPLY_CHAIN, 2026)
        made = make(desk, order, "zh_Hans", tmp_path / "s.pdf", ON, False, NullJob())
    assert "广东省奖励所需资料" in told
    assert "标志证书编号 2026-P-017" in told
    assert "人民币80,000元" in told
    assert "广东省奖励所需资料" not in " ".join(texts(made.path.read_bytes()))


def test_a_draft_tells_how_the_dossier_stands(tmp_path: Path) -> None:
    with desk_of(tmp_path, dyeing_mill.entities()) as desk:
        told = " ".join(" ".join(texts(dossier(desk, tmp_path, "en"))).split())
    assert "How this dossier stands" in told
    assert "Organisation and training 0 of 2 0 of 2" in told
    assert "The weakest point by what is known of the class" in told
