"""Reading back where headings and numbered rows stand on a finished paper."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from cpdesk.documents.leaves import drawn, leaves_of, pages_of

MARGIN = 57  # points


@pytest.fixture
def paper() -> bytes:
    """Two pages: rows A1 and A2 close together, a section, and words that only look like rows."""
    out = io.BytesIO()
    canvas = Canvas(out, A4)
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("1  Applicant", "one", 0)
    canvas.drawString(MARGIN, 760, "1   Applicant")
    canvas.drawString(MARGIN, 700, "A1 Name")
    canvas.drawString(MARGIN, 680, "A2 Number")
    canvas.drawString(300, 640, "A3 is told elsewhere")
    canvas.drawString(MARGIN, 600, "[A4-2] is a mark")
    canvas.showPage()
    canvas.bookmarkPage("two")
    canvas.addOutlineEntry("1.1  Shareholders", "two", 1)
    canvas.drawString(MARGIN, 421, "1.1   Shareholders")
    canvas.drawString(MARGIN, 400, "They are few.")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_rows_are_found_by_their_number_at_the_left(paper: bytes) -> None:
    leaves = leaves_of(paper)
    assert leaves.pages == pages_of(paper) == 2
    assert set(leaves.numbers) == {"A1", "A2"}
    first, second = leaves.numbers["A1"], leaves.numbers["A2"]
    assert first.page == 1
    assert first.top == pytest.approx(1 - 712 / A4[1], abs=0.01)
    assert first.bottom == pytest.approx(second.top, abs=0.01)


def test_a_heading_has_its_page_and_a_section_its_band(paper: bytes) -> None:
    (title, chapter), (sub, section) = leaves_of(paper).headings
    assert (title, chapter.page) == ("1  Applicant", 1)
    assert (sub, section.page) == ("1.1  Shareholders", 2)
    assert section.top < 0.5 < section.bottom


def test_a_page_is_drawn_as_wide_as_it_is_wanted(paper: bytes) -> None:
    picture = drawn(paper, 2, 400)
    assert picture.width == 400
    assert picture.height == pytest.approx(400 * A4[1] / A4[0], abs=2)
    rows = [picture.data[at : at + 1200] for at in range(0, len(picture.data), picture.stride)]
    dark = [at for at, row in enumerate(rows) if min(row) < 120]
    assert len(rows) == picture.height
    assert 0.45 < min(dark) / picture.height < 0.52  # the heading stands in the middle


def test_a_page_that_is_not_there_is_not_drawn(paper: bytes) -> None:
    with pytest.raises(IndexError):
        drawn(paper, 3, 400)
