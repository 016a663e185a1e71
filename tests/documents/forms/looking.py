"""A filled form as two engines show it, and as its text can be copied."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw

from cpdesk.documents.forms.form import Box

SCALE = 1.5
_HYPHENS = (2, 0xFFFE)  # what pdfium says of one at the end of a line
HAS_POPPLER = shutil.which("pdftoppm") is not None


def by_pdfium(content: bytes, page: int = 0) -> Any:
    """Grey levels as the engine of Chrome draws them, fields included."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    picture = document[page].render(scale=SCALE, grayscale=True, may_draw_forms=True)
    return picture.to_numpy().astype(float).reshape(picture.height, picture.width)


def by_poppler(content: bytes, folder: Path, page: int = 0) -> Any:
    """Grey levels as poppler draws them."""
    from PIL import Image

    path = folder / "shown.pdf"
    path.write_bytes(content)
    number = str(page + 1)
    subprocess.run(
        ["pdftoppm", "-r", str(72 * SCALE), "-gray", "-f", number, "-l", number, "-singlefile",
         str(path), str(folder / "shown")], check=True,
    )  # fmt: skip
    return np.asarray(Image.open(folder / "shown.pgm")).astype(float)


def ink(picture: Any, box: Box, high: float) -> float:
    """How much of a place is inked, its edges left out, from 0 to 1."""
    left, right = int((box.left + 1.5) * SCALE), int((box.right - 1.5) * SCALE)
    top, bottom = int((high - box.top + 1.5) * SCALE), int((high - box.bottom - 1.5) * SCALE)
    return float(1 - picture[top:bottom, left:right].mean() / 255)


def difference(one: Any, other: Any) -> float:
    """The mean difference of grey, seen from so far that engines round lines alike."""
    far = []
    for picture in (one, other):
        high, wide = (min(one.shape[axis], other.shape[axis]) // 6 * 6 for axis in (0, 1))
        far.append(picture[:high, :wide].reshape(high // 6, 6, wide // 6, 6).mean(axis=(1, 3)))
    return float(np.abs(far[0] - far[1]).mean())


def text_in(content: bytes) -> list[tuple[str, int, Box]]:
    """Every character of a filled form with its page and place, the fields' own among them."""
    flat = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.flatten_annotations("all")
        if "/AcroForm" in document.Root:
            del document.Root["/AcroForm"]
        document.save(flat)
    found = []
    with pypdfium2.PdfDocument(flat.getvalue()) as shown:
        for number, page in enumerate(shown):
            words = page.get_textpage()
            for at in range(words.count_chars()):
                code = pypdfium2.raw.FPDFText_GetUnicode(words, at)
                char = "-" if code in _HYPHENS else chr(code)
                if "\udc00" <= char <= "\udfff":  # the second half of a rare one
                    half, page_at, box = found.pop()
                    pair = (half + char).encode("utf-16", "surrogatepass").decode("utf-16")
                    found.append((pair, page_at, box))
                elif char.strip():
                    found.append((char, number, Box(*words.get_charbox(at, loose=False))))
    return found


def values(content: bytes) -> dict[str, str]:
    """The values of the fields by their whole names, as another program reads them."""
    found: dict[str, str] = {}

    def walk(held: Any, above: str) -> None:
        name = f"{above}.{held.T}" if above and "/T" in held else str(held.get("/T", above))
        if "/V" in held:
            found[name] = str(held.V)
        for kid in held.get("/Kids", ()):
            if "/T" in kid:
                walk(kid, name)

    with pikepdf.open(io.BytesIO(content)) as document:
        for each in document.Root.AcroForm.Fields:
            walk(each, "")
    return found
