"""Texts that a paper would print in another language, for nobody wrote them in its own.

Names and free text are kept per language and never converted. What is missing in one language
stands on paper in the nearest other one; whoever hands it in should know before it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpdesk.base.languages import NAMES
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import LANGUAGES, N_, TONGUES, LocalText
from cpdesk.programme.asked import FieldLabel
from cpdesk.programme.cases import Case

NOT_WRITTEN = warning(
    "translation-missing",
    N_("{entity} is not written in {language} yet: {fields}. A paper in it shows another language "
       "there. Write it, or let it stand with a reason."),
)  # fmt: skip
NOT_NAMED = warning(
    "translation-missing",
    N_("{kind}: not written in {language} yet: {codes}. A paper in it shows another language "
       "there. Write them, or let it stand with a reason."),
)  # fmt: skip
_EACH = (Company, Factory, Project, Candidacy, Upgrade)  # told one by one; all others by kind
_EVERYWHERE = ("company", "factory", "party", "contact", "equipment", "meter", "driver",
               "certificate", "upgrade", "effect", "evidence")  # fmt: skip
_OF_PROJECT = ("project", "objective", "milestone", "provider", "budget-item", "quotation")
_WORDS = {
    PackKind.APPLICATION: (*_EVERYWHERE, *_OF_PROJECT, "criterion", "past-project", "input"),
    PackKind.COMPLETION: (*_EVERYWHERE, *_OF_PROJECT, "payment", "spot", "adjustment"),
    PackKind.DOSSIER: (*_EVERYWHERE, "candidacy", "training", "spot", "adjustment"),
    PackKind.AUDIT: _EVERYWHERE,
}
_AFTERWARDS = ("deviations", "publicity")  # of a project: for its completion report only


class _Tongue(FieldLabel):
    """A language as a fact; what was let stand keeps it by its own name."""

    def __init__(self, language: str) -> None:
        super().__init__(TONGUES[language])
        self._own = NAMES[language]

    def __str__(self) -> str:
        return self._own


def kept_in(case: Case) -> tuple[str, ...]:
    """The languages the case is kept in: those in which what it is about is named."""
    name = (case.project or case.factory).name
    return tuple(each for each in LANGUAGES if name.exact(each))


def untranslated(case: Case, kind: PackKind, languages: Sequence[str]) -> Iterator[Finding]:
    """What stands in the record in another language than these, by entity or by kind."""
    for word in _WORDS[kind]:
        there = _of_case(case, word)
        for language in languages:
            found = [(each, missing(each, language, kind)) for each in there]
            lacking = [(each, fields) for each, fields in found if fields]
            if not lacking:
                continue
            if issubclass(BY_WORD[word], _EACH):
                yield from (_of_one(each, fields, language) for each, fields in lacking)
            else:
                yield _of_kind(lacking, language)


def _of_case(case: Case, word: str) -> tuple[Entity, ...]:
    """What belongs to the case itself, or to an effect of it."""
    there = case.subjects(word)
    effects = {each.id for each in case.subjects(Effect.word)}
    return tuple(each for each in there if getattr(each, "effect", None) in (None, *effects))


def missing(entity: Entity, language: str, kind: PackKind) -> tuple[FieldOf, ...]:
    """The fields with words in another language, and none in this one."""
    return tuple(
        each for each in fields_of(type(entity))
        if each.type is LocalText and not (_is_afterwards(each) and kind is not PackKind.COMPLETION)
        and _is_wanting(getattr(entity, each.name), language)
    )  # fmt: skip


def _is_afterwards(field: FieldOf) -> bool:
    return field.name in _AFTERWARDS


def _is_wanting(text: LocalText, language: str) -> bool:
    """Figures and signs are the same in every language."""
    return not text.exact(language) and any(map(str.isalpha, text.within(language)))


def _of_one(entity: Entity, fields: Sequence[FieldOf], language: str) -> Finding:
    named = getattr(entity, "name", None) or entity.code or FieldLabel(type(entity).title)
    place = Place(entity.word, entity.code, fields[0].name, language)
    labels = tuple(FieldLabel(each.told.label) for each in fields)
    return NOT_WRITTEN.at(place, entity=named, language=_Tongue(language), fields=labels)


def _of_kind(lacking: Sequence[tuple[Entity, Sequence[FieldOf]]], language: str) -> Finding:
    first, fields = lacking[0]
    place = Place(first.word, first.code, fields[0].name, language)
    codes = tuple(each.code for each, _ in lacking)
    title = FieldLabel(type(first).title)
    return NOT_NAMED.at(place, kind=title, language=_Tongue(language), codes=codes)
