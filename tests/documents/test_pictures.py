"""The README shows the papers as they are printed today, in files of a modest size."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from tests.documents.pictures import FOLDER, LARGEST, PAGES, write_pictures

README = FOLDER.parents[1] / "README.md"


def test_the_readme_shows_each_picture_once_and_all_of_them_are_there() -> None:
    shown = re.findall(r'src="tests/pictures/([a-z]+\.png)"', README.read_text("utf-8"))
    assert sorted(shown) == sorted(name for name, *_ in PAGES)
    assert {each.name for each in FOLDER.iterdir()} == set(shown)
    assert all((FOLDER / name).stat().st_size < LARGEST for name in shown)


def test_the_pictures_can_be_made_again(tmp_path: Path) -> None:
    made = list(write_pictures(tmp_path))
    assert [path.name for path in made] == [name for name, *_ in PAGES]
    for path in made:
        with Image.open(path) as picture, Image.open(FOLDER / path.name) as kept:
            assert picture.size == kept.size
        assert path.stat().st_size < LARGEST
