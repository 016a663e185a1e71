"""What stands in CSV before a text that a spreadsheet would compute, put there and taken away."""

from __future__ import annotations

import re

_WOULD_COMPUTE = re.compile(r"'*[=+\-@\t\r]")


def neutral(text: str) -> str:
    """A text of ours on its way into CSV: with an apostrophe more where it would be computed."""
    return f"'{text}" if _WOULD_COMPUTE.match(text) else text


def as_typed(text: str) -> str:
    """A cell of CSV as it was before: what `neutral` added is gone."""
    return text[1:] if text[:1] == "'" and _WOULD_COMPUTE.match(text) else text
