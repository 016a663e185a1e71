"""Every paper the program makes, in every language: sound, readable, and led to by its outline."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from cpdesk.documents.setting.fonts import GETA
from cpdesk.documents.setting.pair import first_of, paper_translator
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.programme.tags import Bringer
from cpdesk.services.asking import write_checklist, write_letter
from cpdesk.services.demo import open_sample
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
from tests.documents.reading import fonts_without_a_file, texts
from tests.documents.test_packs import ON, noon

LANGUAGES = ["en", "zh_Hant", "zh_Hans", "en+zh_Hant"]
COMPANY = ("Paper Lantern", "紙燈籠", "纸灯笼")
TAGS = {"en": "en-HK", "zh_Hant": "zh-Hant-HK", "zh_Hans": "zh-Hans-CN"}
# The other classes of the label share nearly every page with this one: a language each.
PACKS = [(name, language) for name in ("application", "completion", "audit", "partner")
         for language in LANGUAGES]  # fmt: skip
PACKS += [("excellent", "zh_Hant"), ("supply-chain", "zh_Hans"), ("technology", "en"),
          ("application", "zh_Hant+zh_Hans")]  # fmt: skip
_BESIDE = ["checklist", *(f"letter to {each.value}" for each in Bringer)]
BESIDE = [(name, language) for name in _BESIDE for language in LANGUAGES]


@dataclass(frozen=True)
class Printed:
    """A paper as bytes, what was found while it was printed, and the text of its pages."""

    pdf: bytes
    findings: tuple[Finding, ...]

    @property
    def pages(self) -> list[str]:
        return texts(self.pdf)


Print = Callable[[str, str], Printed]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Print]:
    """Prints a paper of the sample record in a language, once however often it is asked for."""
    folder = tmp_path_factory.mktemp("papers")
    with open_sample(folder, noon, "test") as store:
        desk = Workspace(store, noon, "test")

        @cache
        def one(name: str, language: str) -> Printed:
            return _print(desk, name, language, folder / "paper.pdf")

        yield one


def _print(desk: Workspace, name: str, language: str, out: Path) -> Printed:
    if name == "checklist":
        made = write_checklist(desk, _order(desk, "application"), language, out, ON)
    elif name.startswith("letter"):
        to = next(each for each in Bringer if name.endswith(f" {each.value}"))
        made = write_letter(desk, _order(desk, "application"), to, language, out, ON)
    else:
        made = make(desk, _order(desk, name), language, out, ON, False, NullJob())
    return Printed(made.path.read_bytes(), tuple(made.findings))


def _order(desk: Workspace, name: str) -> Order:
    factory, project = desk.record.all(Factory)[0], desk.record.all(Project)[0]
    if name == "application":
        return ApplicationOrder(project)
    if name == "completion":
        return CompletionOrder(project)
    if name == "audit":
        return AuditOrder(factory, 2025)
    return DossierOrder(factory, LabelClass(name), desk.record.all(Candidacy)[0].year or 2026)


@pytest.mark.parametrize(("name", "language"), [*PACKS, *BESIDE])
def test_it_is_sound_and_every_character_has_its_glyph(
    printed: Print, tmp_path: Path, name: str, language: str
) -> None:
    paper = printed(name, language)
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        assert document.check_pdf_syntax() == []
    assert fonts_without_a_file(paper.pdf) == []
    assert not [each for each in paper.findings if each.code == "glyph-missing"]
    whole = "".join(paper.pages)
    assert not {GETA, "\ufffd", "\ufffe", "\uffff"} & set(whole)
    assert "{" not in whole  # a fact that nobody told
    if tool := shutil.which("qpdf"):
        file = tmp_path / "paper.pdf"
        file.write_bytes(paper.pdf)
        subprocess.run([tool, "--check", str(file)], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize(("name", "language"), [*PACKS, *BESIDE])
def test_it_says_its_language_its_title_and_its_pages(
    printed: Print, name: str, language: str
) -> None:
    paper, t = printed(name, language), paper_translator(language)
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        assert str(document.Root.Lang) == TAGS[t.language]
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert len(str(document.docinfo["/Title"])) > 3
        assert any(name in str(document.docinfo["/Author"]) for name in COMPANY)
    count = len(paper.pages)
    for number, page in enumerate(paper.pages, 1):
        if number > 1 or name in _BESIDE:  # a cover has no foot
            foot = first_of(t("Page {page} of {pages}", page=number, pages=count))
            assert foot in _flat(page)


@pytest.mark.parametrize(("name", "language"), PACKS)
def test_its_outline_and_its_contents_lead_to_the_pages_where_the_headings_stand(
    printed: Print, name: str, language: str
) -> None:
    paper = printed(name, language)
    pages = [_flat(page) for page in paper.pages]
    leads = [(each.get_title(), each.get_dest().get_index(), each.level)
             for each in pypdfium2.PdfDocument(paper.pdf).get_toc()]  # fmt: skip
    assert len(leads) > 8
    assert {level for _, _, level in leads} == {0, 1}
    for title, at, _ in leads:
        assert _flat(title) in pages[at], (title, at + 1)
    numbers = [_number(title) for title, _, _ in leads if _number(title)]
    assert numbers == sorted(numbers)
    assert [at for _, at, _ in leads] == sorted(at for _, at, _ in leads)
    listed = pages[1]  # the contents follow the cover
    for title, at, _ in leads:
        assert re.search(re.escape(_flat(title)) + rf"\s*{at + 1}(?!\d)", listed), title


def _flat(text: str) -> str:
    """The text without the mark of a draft, which lies between the lines, nor their ends."""
    return " ".join(re.sub(r"\bDRAFT\b|草稿", " ", text).replace("\u3000", " ").split())


def _number(title: str) -> tuple[int, ...]:
    found = re.match(r"(\d+(?:\.\d+)?) ", title)
    return tuple(int(each) for each in found[1].split(".")) if found else ()
