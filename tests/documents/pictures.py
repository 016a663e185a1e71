"""The pictures of the README, printed from the sample: `python -m tests.documents.pictures`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from cpdesk.domain.company import Factory
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.services.demo import open_sample
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder, DossierOrder, Order
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace

FOLDER = Path(__file__).parents[1] / "pictures"
LARGEST = 150_000  # bytes
_DPI, _COLOURS = 110, 128
_EDGE = "#C9D0CB"
# The file, which pack in which language, and words that stand on the page in this order.
PAGES = (
    ("cover.png", "application", "en+zh_Hant", ("官方", "HK$")),
    ("ownership.png", "application", "zh_Hant", ("股權架構", "60%", "100%")),
    ("budget.png", "application", "en", ("Quotations compared",)),
    ("saving.png", "dossier", "en", ("Saving shown", "CV(RMSE)")),
    ("energy.png", "dossier", "zh_Hans", ("能源构成", "逐月用量")),
)


def write_pictures(folder: Path = FOLDER) -> Iterator[Path]:
    """Write each page as a picture, the first page of its pack on which its words stand."""
    folder.mkdir(parents=True, exist_ok=True)
    with _desk() as (desk, scratch):
        packs: dict[tuple[str, str], Path] = {}
        for name, pack, language, words in PAGES:
            key = (pack, language)
            packs[key] = packs.get(key) or _printed(desk, pack, language, scratch)
            picture = _page(packs[key], words)
            path = folder / name
            # Few colours, but every one of them: a small mark must not turn grey.
            few = picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(path, optimize=True)
            yield path


def _noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@contextmanager
def _desk() -> Iterator[tuple[Workspace, Path]]:
    with tempfile.TemporaryDirectory() as scratch, open_sample(
        Path(scratch), _noon, "Fiction Wong"
    ) as store:
        yield Workspace(store, _noon, "Fiction Wong"), Path(scratch)


def _printed(desk: Workspace, pack: str, language: str, scratch: Path) -> Path:
    """The pack as it is issued: without the mark of a draft."""
    order: Order = ApplicationOrder(desk.record.all(Project)[0])
    if pack == "dossier":
        order = DossierOrder(desk.record.all(Factory)[0], LabelClass.PARTNER, 2026)
    out = scratch / f"{pack}-{language}.pdf"
    return make(desk, order, language, out, _noon().date(), True, NullJob()).path


def _page(pdf: Path, words: tuple[str, ...]) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage().get_text_range()
        if all(each in text for each in words):
            drawn = page.render(scale=_DPI / 72).to_pil()
            return ImageOps.expand(drawn, 1, _EDGE)
    raise LookupError(f"{words} stand on no page of {pdf.name}")


if __name__ == "__main__":
    for written in write_pictures(*map(Path, sys.argv[1:2])):
        print(written, written.stat().st_size)
