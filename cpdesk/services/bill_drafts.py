"""Bills that are typed but not entered yet: kept on this PC, so that no closed window loses one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from cpdesk.base.files import write_atomically
from cpdesk.base.paths import data_folder

Drafts = dict[str, dict[str, Any]]


def load_drafts(record_id: str) -> Drafts:
    """The drafts of a record by what they are of; a damaged file holds none."""
    try:
        said = json.loads(_file(record_id).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {str(of): draft for of, draft in said.items() if isinstance(draft, dict)}


def save_drafts(record_id: str, drafts: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep these drafts and no others; raises OSError where the folder cannot be written."""
    path = _file(record_id)
    if not drafts:
        path.unlink(missing_ok=True)
        return
    text = json.dumps(drafts, ensure_ascii=False, indent=1).encode()

    def write(out: BinaryIO) -> None:
        out.write(text)

    write_atomically(path, write)


def _file(record_id: str) -> Path:
    folder = data_folder() / "drafts"
    folder.mkdir(exist_ok=True)
    return folder / f"{record_id}.json"
