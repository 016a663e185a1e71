"""Papers for the pictures of the guide: bills and photographs that are drawn, and say so."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cpdesk.documents.setting.fonts import font_files

BILL, PHOTO = (820, 1160), (1280, 800)
INK, LINE, STAMP, WALL, FLOOR = "#18201B", "#808A83", "#AE2A1F", "#E8EBE8", "#C9CFCA"
_REGULAR, _BOLD = "HK", "HK-Bold"


def bill(path: Path, title: str, lines: tuple[tuple[str, str], ...]) -> Path:
    """A bill of an invented supplier as a scanned page."""
    page = Image.new("RGB", BILL, "white")
    draw = ImageDraw.Draw(page)
    draw.text((BILL[0] / 2, 70), "南方示例公用事業（虛構）", INK, _font(_BOLD, 30), anchor="mm")
    draw.text((BILL[0] / 2, 120), title, INK, _font(_BOLD, 38), anchor="mm")
    for row, (name, value) in enumerate(lines):
        y = 200 + 62 * row
        draw.line((70, y + 46, BILL[0] - 70, y + 46), LINE)
        draw.text((80, y + 22), name, INK, _font(_REGULAR, 26), anchor="lm")
        draw.text((BILL[0] - 80, y + 22), value, INK, _font(_REGULAR, 26), anchor="rm")
    draw.ellipse((520, 860, 740, 1080), outline=STAMP, width=6)
    draw.text((630, 970), "虛構", STAMP, _font(_BOLD, 44), anchor="mm")
    draw.text((80, 1090), "本單為示例，不得用於繳費", LINE, _font(_REGULAR, 20))
    page.rotate(0.6, expand=True, fillcolor="#EEF0EE").save(path, "PDF", resolution=100)
    return path


def compressors(path: Path, colour: str, count: int, words: str) -> Path:
    """A room with so many compressors, as a photograph would show it."""
    room = Image.new("RGB", PHOTO, WALL)
    draw = ImageDraw.Draw(room)
    draw.rectangle((0, 560, *PHOTO), fill=FLOOR)
    for at in range(count):
        left = 90 + at * (PHOTO[0] - 180) // count
        right = left + (PHOTO[0] - 180) // count - 60
        draw.line(((left + right) // 2, 120, (left + right) // 2, 300), LINE, 26)
        draw.rounded_rectangle((left, 290, right, 640), 18, fill=colour, outline=INK, width=4)
        draw.ellipse((left + 30, 340, left + 130, 440), fill=WALL, outline=INK, width=4)
        for slot in range(5):
            draw.line((left + 30, 490 + 24 * slot, right - 30, 490 + 24 * slot), INK, 5)
    draw.line((40, 120, PHOTO[0] - 40, 120), LINE, 30)
    draw.text((PHOTO[0] - 30, PHOTO[1] - 40), words, INK, _font(_REGULAR, 30), anchor="rm")
    room.save(path, "JPEG", quality=88)
    return path


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_files()[name]), size)
