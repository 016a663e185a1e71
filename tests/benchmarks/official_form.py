"""A form of twenty pages as an office gives it out: written in Word, its fields set in Acrobat.

What such forms carry was seen on forms that authorities publish: embedded subsets of fonts, notes
on every page, the tags by which a screen reader finds its way (200 to 900 objects a page), fields
each with a tip and mostly with an empty picture of its own, object streams, a few hundred kB.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.lib.utils import ImageReader

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.asks import HAND, asks, groups
from cpdesk.documents.forms.laying import Paragraph
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.values import Value
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.domain.words import LocalText
from tests.documents.forms.making import Maker

PAGES, ROWS = 20, 15
FONTS = FontSet.of("zh_Hant")
LONG = 30  # characters from which on a field is for several lines
NOTES = (
    LocalText(
        "Please read the Guidance Notes before you complete this form. Information that is not "
        "given may delay the processing of the application, or lead to its being returned.",
        "填寫本表格前，請細閱《申請指引》。如未能提供所需資料，申請的處理或會延誤，甚或被退回。",
    ),
    LocalText(
        "The applicant shall keep proper books and records of the project for seven years after "
        "its completion, and make them available for inspection on request.",
        "申請公司須在項目完成後七年內妥善保存所有賬簿及紀錄，並應要求供秘書處及其代表查閱。",
    ),
    LocalText(
        "Quotations of at least two independent suppliers must be attached for every item of "
        "equipment whose price is more than HK$50,000; for items above HK$1,400,000, of five.",
        "凡單價超過五萬港元的設備，須附上最少兩家獨立供應商的報價；超過一百四十萬港元者須附五家。",
    ),
    LocalText(
        "Personal data are used for the vetting of this application only. You have the right to "
        "request access to them and their correction under the Personal Data (Privacy) Ordinance.",
        "所提供的個人資料只作審批本申請之用。根據《個人資料（私隱）條例》，閣下有權要求查閱及改正。",
    ),
    LocalText(
        "Equipment bought or ordered, or works begun, before the date of the approval letter are "
        "not eligible. Expenditure must be supported by invoices, receipts and records of payment.",
        "在批准通知書日期之前購買或訂購的設備，以及已展開的工程，均不獲資助。開支須有發票、收據及付款紀錄證明。",
    ),
    LocalText(
        "The estimates of energy saved and of emissions avoided shall state the method, the "
        "baseline period and the operating conditions, and be signed by the technology provider.",
        "節能量及減排量的估算須列明方法、基準期及運行狀況，並由環境技術服務供應商簽署確認。",
    ),
)


def questions(facts: Facts) -> list[tuple[Meaning, bool]]:
    """All that the record answers, words in both languages, and which are for several lines."""
    found = []
    for group in groups():
        for row in range(1, len(facts.rows(group.id)) + 1) if group.rows else range(1):
            for ask in () if group.id == HAND else group.asks:
                value = facts.answer(ask.key, row).value
                for tongue, text in _said(value):
                    meaning = Meaning("", ask.key, row, language=tongue, sure=Sure.SURE)
                    found.append((meaning, len(text) > LONG))
    return found


def _said(value: Value | None) -> Iterator[tuple[str, str]]:
    """The words of an answer by the language that a form asks for; none where there are none."""
    if isinstance(value, LocalText):
        told = (("en", value.en), ("zh", value.zh_Hant))
        yield from ((tongue, text) for tongue, text in told if text)
    elif value is not None:
        yield "", value if isinstance(value, str) else ""


class Official(Maker):
    """Draws what is tagged, and knows of each page what its tags are."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[list[str]] = [[]]

    def next_page(self) -> None:
        super().next_page()
        self.tags.append([])

    @contextmanager
    def tagged(self, tag: str) -> Iterator[None]:
        self.canvas._code.append(f"/{tag} <</MCID {len(self.tags[-1])}>> BDC")
        self.tags[-1].append(tag)
        yield
        self.canvas._code.append("EMC")

    def box(self, x: float, y: float, wide: float, high: float) -> None:
        self.canvas._code.append("/Artifact BMC")
        super().box(x, y, wide, high)
        self.canvas._code.append("EMC")

    def paragraph(self, y: float, text: str, size: float) -> float:
        """A paragraph across the page from `y` on; where the next one begins."""
        with self.tagged("P"):
            for line in Paragraph(text, FONTS).broken(490 / size):
                self.say(50, y, line, size)
                y -= size * 1.35
        return y - 2


def official_form(facts: Facts) -> tuple[bytes, tuple[Meaning, ...]]:
    """The form, and what its 300 fields mean."""
    asked = questions(facts)
    made, meanings = Official(), []
    for page in range(PAGES):
        _head(made, page)
        for at in range(ROWS):
            meaning, several = asked[(page * ROWS + at) % len(asked)]
            meanings.append(replace(meaning, field=f"Part{page + 1}.Q{at + 1}"))
            _question(made, meanings[-1], at, several)
        _foot(made, page)
        if page < PAGES - 1:
            made.next_page()
    return _as_given_out(made), tuple(meanings)


def _head(made: Official, page: int) -> None:
    with made.tagged("Figure"):
        made.canvas.drawImage(_logo(), 50, 795, 75, 25)
    with made.tagged("H1"):
        made.say(140, 806, "Application for Funding Support 資助申請表", 13, bold=True)
    with made.tagged("H2"):
        made.say(50, 776, f"Part {page + 1}  Particulars 第 {page + 1} 部分　資料", 10.5, bold=True)
    made.line(50, 771, 495)


def _question(made: Official, meaning: Meaning, at: int, several: bool) -> None:
    y, title = 744 - 33 * at, asks()[meaning.ask].title
    row = f" ({meaning.row})" if meaning.row else ""
    words = f"{title.en} {title.zh_Hant}{row} {_TONGUES[meaning.language]}".strip()
    with made.tagged("P"):
        made.say(50, y + 8, f"{at + 1}.", 8.5)
        for down, line in enumerate(Paragraph(words, FONTS).broken(200 / 8.5)):
            made.say(70, y + 8 - 10 * down, line, 8.5)
    made.box(48, y - 6, 495, 33)
    made.text(meaning.field, 285, y - 4, 256, 29 if several else 20, tip=words, lines=several)


_TONGUES = {"": "", "en": "(English)", "zh": "（中文）"}


def _foot(made: Official, page: int) -> None:
    with made.tagged("H3"):
        made.say(50, 252, "Notes 註", 9, bold=True)
    y = 238.0
    for at in range(4):
        note = NOTES[(page + at) % len(NOTES)]
        y = made.paragraph(y, f"{at + 1}. {note.en}", 8)
        y = made.paragraph(y, note.zh_Hant, 8)
    made.line(50, 46, 495)
    with made.tagged("P"):
        made.say(50, 34, f"CPF-01 (11/2026)    Page {page + 1} of {PAGES}    第 {page + 1} 頁", 7.5)


@cache
def _logo() -> ImageReader:
    """Rings of colours, as large as such a picture is."""
    down, across = np.mgrid[0:100, 0:300]
    far = np.hypot(down - 50, (across - 60) / 1.2)
    rgb = [128 + 110 * np.sin(far / part) for part in (7, 9, 12)]
    picture = Image.fromarray(np.stack(rgb, axis=-1).astype(np.uint8))
    return ImageReader(picture)


def _as_given_out(made: Official) -> bytes:
    """As Acrobat saves it: tagged, each field with its empty picture, all packed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.finish())) as document:
        _tag(document, made.tags)
        for page in document.pages:
            for widget in page.obj.Annots:
                widget.AP = Dictionary(N=_empty(document, widget))
        with document.open_metadata() as told:
            told["dc:title"] = "Application for Funding Support"
        document.save(out, min_version="1.7", deterministic_id=True,
                      object_stream_mode=pikepdf.ObjectStreamMode.generate)  # fmt: skip
    return out.getvalue()


def _empty(document: pikepdf.Pdf, widget: Any) -> Any:
    left, low, right, top = (float(each) for each in widget.Rect)
    return document.make_stream(
        b"/Tx BMC \nEMC\n", Type=Name.XObject, Subtype=Name.Form, FormType=1,
        BBox=[0, 0, right - left, top - low], Resources=Dictionary(),
    )  # fmt: skip


def _tag(document: pikepdf.Pdf, tags: list[list[str]]) -> None:
    """A table row for each field, with cells for its words and for itself; the rest by itself."""
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = _element(document, "Document", root)
    numbers, next_key = Array(), len(document.pages)
    for at, page in enumerate(document.pages):
        page.obj.StructParents = at
        section = _element(document, "Sect", whole)
        there, rows = Array(), iter(page.obj.Annots)
        for mark, tag in enumerate(tags[at]):
            field = next(rows, None) if tag == "P" and 3 <= mark < 3 + ROWS else None
            parent = section if field is None else _element(document, "TR", section)
            inner = parent if field is None else _element(document, "TD", parent)
            said = _element(document, tag, inner)
            said.K, said.Pg = mark, page.obj
            there.append(said)
            if field is not None:
                shown = _element(document, "Form", _element(document, "TD", parent))
                shown.K = Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj)
                field.StructParent = next_key
                numbers.extend((next_key, shown))
                next_key += 1
        numbers.insert(2 * at, document.make_indirect(there))
        numbers.insert(2 * at, at)
    root.K, root.ParentTree = whole, document.make_indirect(Dictionary(Nums=numbers))
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)
    document.Root.Lang = String("en-HK")


def _element(document: pikepdf.Pdf, tag: str, parent: Any) -> Any:
    made = document.make_indirect(Dictionary(S=Name(f"/{tag}"), P=parent))
    if parent.get("/Type") != Name.StructTreeRoot:
        if "/K" not in parent:
            parent.K = Array()
        parent.K.append(made)
    return made
