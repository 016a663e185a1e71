"""Hostile files: each is refused or cleaned with a sentence, soon and in little memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from tests.documents.forms.cases import ROUND
from tests.documents.forms.hostile import HOSTILE, scripts_everywhere

REFUSED = {
    "thousands_of_fields": "form-too-much", "pages_in_a_circle": "form-broken",
    "a_huge_page": "form-too-much", "a_bomb_of_content": "form-too-much",
    "a_bomb_of_pixels": "form-too-much", "a_bomb_of_colours": "form-too-much",
    "a_word_bomb": "form-too-much", "a_word_of_billions": "form-broken",
}  # fmt: skip
CLEANED = {
    "scripts_everywhere": ["form-cleaned"], "parents_in_a_circle": [], "a_chain_of_fields": [],
    "a_box_of_no_size": [],
}  # fmt: skip
SECONDS, MEGABYTES = 15, 500


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells the memory")
@pytest.mark.timeout(240)
def test_each_is_refused_or_cleaned_within_bounds(tmp_path: Path) -> None:
    for name, make in HOSTILE.items():
        ending = "docx" if "word" in name else "pdf"
        (tmp_path / f"{name}.{ending}").write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-m", "tests.documents.forms.hostile", str(tmp_path)], check=True,
        capture_output=True, text=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    told = json.loads(done.stdout)
    said = {name: each["said"] for name, each in told.items()}
    assert said == {**{name: [code] for name, code in REFUSED.items()}, **CLEANED}
    assert max(each["seconds"] for each in told.values()) < SECONDS
    assert max(each["peak"] for each in told.values()) < MEGABYTES


def test_nothing_active_is_left_in_what_is_filled(whole: Facts, tmp_path: Path) -> None:
    path = tmp_path / "active.pdf"
    path.write_bytes(scripts_everywhere())
    form = read_form(path)
    filled = fill(path, form, propose(form, ROUND.sectors), whole)
    assert "Paper Lantern" in filled.texts["a"]
    with pikepdf.open(io.BytesIO(filled.content)) as document:
        everything = " ".join(
            str(each.unparse(resolved=True)) for each in document.objects
            if isinstance(each, pikepdf.Dictionary)
        )  # fmt: skip
    for word in ("JavaScript", "Launch", "SubmitForm", "EmbeddedFiles", "calc.exe", "cmd.exe"):
        assert word not in everything, word
