"""Under which heading of a paper a question or paper of its form is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cpdesk.base.languages import Translator, translator
from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.programme.questions import Question

# By the kind of what answers. Where a paper has no such heading, the next one is looked for.
_KINDS = {
    "holding": (N_("Ownership and link"), N_("Ownership")),
    "party": (N_("Ownership and link"), N_("Ownership")),
    "equipment": (N_("Key equipment"),),
    "certificate": (N_("Certificates"), N_("Management systems and certificates")),
    "training": (N_("Training"),),
    "meter": (N_("Consumption before the project"), N_("Consumption and output")),
    "objective": (N_("Objectives"),),
    "upgrade": (N_("Before and after"), N_("Measures and what they saved")),
    "effect": (N_("Expected effects"), N_("All measures")),
    "milestone": (N_("Work plan"),),
    "budget-item": (N_("Budget"),),
    "quotation": (N_("Quotations"),),
    "past-project": (N_("Earlier support and labels"), N_("Labels held and earlier projects")),
    "label": (N_("Earlier support and labels"), N_("Labels held and earlier projects")),
}
_PAPERS, _POINTS = N_("Checklist"), N_("What is still open")
_ROLES = {"team": N_("Project team"), "signatory": N_("Declarations and signature")}


def headings(page: PacksPage, question: Question | None) -> Iterator[str]:
    """What to look for, the nearest first, in the language of the paper."""
    t, chapter = translator(page.language.split("+")[-1]), page.answering.chapter
    if question is not None:
        yield from _of(t, question)
    elif chapter is not None:
        yield t(_PAPERS)
    else:
        yield t(_POINTS)
    if chapter is not None and question is not None:
        yield t(chapter.heading)


def _of(t: Translator, question: Question) -> Iterator[str]:
    """A long text has a heading of its own, called like its field."""
    from cpdesk.domain.fields import field_of
    from cpdesk.domain.record import BY_WORD

    for target in question.answers:
        kind = BY_WORD[target.word]
        told = field_of(kind, target.field).told if target.field else None
        if told is not None and told.long:
            yield t(told.label)
        if target.value in _ROLES:
            yield t(_ROLES[target.value])
        yield from map(t, _KINDS.get(kind.word, ()))
