"""In one line, what has changed by itself in a record that was opened."""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Finding
from cpdesk.presenters.session import place_words


def rot_words(t: Translator, found: Sequence[Finding]) -> str:
    """How many things, and where the first lies; empty where there is none."""
    if not found:
        return ""
    things = {(each.place, str(each.facts.get("entity"))) for each in found}
    where = next((words for each in found if (words := place_words(t, each.place))), "–")
    return t.plural(
        "{n} thing in this record is not as it was left: {where}.",
        "{n} things in this record are not as they were left, the first: {where}.",
        len(things), where=where,
    )  # fmt: skip
