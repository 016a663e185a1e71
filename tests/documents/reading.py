"""Reading a PDF back."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2


def texts(pdf: bytes) -> list[str]:
    """The text of each page, line ends removed."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def fonts_without_a_file(pdf: bytes) -> list[str]:
    """Names of the fonts a reader would have to guess."""
    lost = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                descriptor = thing.get("/FontDescriptor")
                if descriptor is None or "/FontFile2" not in descriptor:
                    lost.append(str(thing.get("/BaseFont")))
    return lost
