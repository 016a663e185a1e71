"""Forms as a scanner makes them: pictures of paper, lying on their side, turned, or askew."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name
from PIL import Image

from cpdesk.documents.forms.form import Box
from tests.documents.forms.making import A4, Maker

DOTS = 200  # to the inch
NOISE = 0.0006  # of the pixels are specks


@dataclass(frozen=True)
class Scanned:
    """A PDF that is a picture, and where its empty boxes and lines are when it stands upright."""

    content: bytes
    empty: tuple[Box, ...]


def paper() -> tuple[Maker, tuple[Box, ...]]:
    """What lay on the glass: ruled cells, lines, a comb and a table, with printed labels."""
    m = Maker()
    empty: list[Box] = []
    m.say(60, 790, "清潔生產資助申請表 Application Form", 14, True)
    for at, words in enumerate(("公司名稱 Name of company", "地址 Address", "電話 Telephone")):
        y = 740 - 30 * at
        m.box(60, y, 170, 26)
        m.say(66, y + 9, words)
        m.box(230, y, 300, 26)
        empty.append(Box(230, y, 530, y + 26))
    for at, words in enumerate(("項目名稱 Project title", "完成日期 Completion date")):
        m.say(60, 630 - 34 * at, words)
        m.line(230, 626 - 34 * at, 300)
        empty.append(Box(230, 626 - 34 * at, 530, 641 - 34 * at))
    m.say(60, 548, "商業登記號碼 BR No.")
    for at in range(8):
        m.box(230 + 22 * at, 542, 22, 22)
    empty.append(Box(230, 542, 406, 564))
    x = 60.0
    for head, wide in (("項目 Item", 230), ("數量 Quantity", 100), ("金額 Amount", 140)):
        m.box(x, 490, wide, 24)
        m.say(x + 4, 498, head)
        for row in range(1, 4):
            m.box(x, 490 - 24 * row, wide, 24)
            empty.append(Box(x, 490 - 24 * row, x + wide, 514 - 24 * row))
        x += wide
    m.say(60, 396, "公司類別 Type of company")
    for at, (wide, words) in enumerate(((10, "有限公司"), (8, "合夥 Partnership"), (13, "其他"))):
        m.box(230 + 110 * at, 394, wide, wide)
        m.say(234 + 110 * at + wide, 396, words)
        empty.append(Box(230 + 110 * at, 394, 230 + 110 * at + wide, 394 + wide))
    m.say(60, 370, "申請人簽署 Signature of applicant, company chop and date")
    m.say(60, 350, "本人聲明以上資料屬實，並同意秘書處查核。 I declare that this is true.")
    return m, tuple(empty)


def picture_of(content: bytes, askew: float) -> Image.Image:
    """The page as grey pixels, a little askew, with the specks of the glass."""
    with pypdfium2.PdfDocument(content) as document:
        seen = document[0].render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
    seen = seen.rotate(askew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    chance = np.random.default_rng(8)
    pixels = np.asarray(seen, float)
    pixels = np.clip(pixels * 0.86 + 24 + chance.normal(0, 5, pixels.shape), 0, 255)
    pixels[chance.random(pixels.shape) < NOISE] = 60
    return Image.fromarray(pixels.astype(np.uint8))


def scan(pixels: int = 0, rotate: int = 0, askew: float = 0.0) -> Scanned:
    """The paper scanned; its pixels turned by so many degrees, and the page by `/Rotate`.

    `askew` is by how many degrees it lay crooked. Where pixels and page together make a whole
    turn, the reader sees it upright.
    """
    made, empty = paper()
    seen = picture_of(made.finish(), askew).rotate(-pixels, expand=True)
    wide, high = A4 if pixels % 180 == 0 else (A4[1], A4[0])
    return Scanned(as_pdf(seen, wide, high, rotate), empty)


def as_pdf(seen: Image.Image, wide: float, high: float, rotate: int) -> bytes:
    """One page that is all picture, as scanners write it."""
    jpeg, out = io.BytesIO(), io.BytesIO()
    seen.save(jpeg, "JPEG", quality=70)
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(wide, high))
        picture = pikepdf.Stream(
            document, jpeg.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=seen.width,
            Height=seen.height, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )  # fmt: skip
        page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
        page.obj.Contents = document.make_stream(f"{wide} 0 0 {high} 0 0 cm /Scan Do".encode())
        page.obj.Rotate = rotate
        document.save(out, deterministic_id=True)
    return out.getvalue()
