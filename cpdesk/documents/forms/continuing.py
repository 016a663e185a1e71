"""The continuation sheet: what has no room on the form, numbered as the form refers to it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.layout import Running, build
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.words import N_

# The form refers to the sheet with the first of these that fits into the field.
REFERENCES = (N_("See continuation sheet, item {n}"), N_("See sheet, {n}"), N_("Item {n}"))


@dataclass(frozen=True)
class Continued:
    """One item: what the form calls it, on which page, and all of it."""

    number: int
    label: str
    page: int
    texts: tuple[str, ...]


def references(number: int, t: Translator) -> tuple[str, ...]:
    """How a field may point to an item, the longest first; at last the bare number."""
    return (*(t(each, n=number) for each in REFERENCES), f"*{number}")


def sheet(
    items: Sequence[Continued], form: str, applicant: str, t: Translator
) -> tuple[bytes, set[str]]:
    """The pages of the sheet as PDF, and the characters that no font could draw."""
    paper, out = Paper(t), io.BytesIO()
    story = [paper.say(t("Continuation sheet"), "h1")]
    story.append(paper.say(t("To the form {file}", file=form)))
    for each in items:
        head = t("{n}. {label} (page {page} of the form)", n=each.number, label=each.label,
                 page=each.page)  # fmt: skip
        story.append(paper.say(head, "h3"))
        story += [paper.say(text) for text in each.texts]
    build(out, story, Running(applicant, t("Continuation sheet"), form, ""), paper)
    return out.getvalue(), paper.missing
