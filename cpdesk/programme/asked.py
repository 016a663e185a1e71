"""The questions and papers of a scheme that a record does not answer yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.domain.company import Holding
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Finding, FindingKind, Place, blocking, info, warning
from cpdesk.domain.papers import Answer, Evidence
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import N_, LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.questions import Document, Question, Target
from cpdesk.programme.schemes import Scheme
from cpdesk.programme.tags import Level

MISSING = blocking("field-missing", N_("{label} ({number}) of {entity} is missing. Enter it."))
ADVISED = warning(
    "field-advised", N_("{label} ({number}) of {entity} is empty. It is usually asked.")
)
USEFUL = info(
    "field-useful",
    N_("{label} ({number}) of {entity} is empty. Enter it where there is something to tell."),
)
NONE_MISSING = blocking(
    "answer-missing", N_("Nothing in the record answers '{question}' ({number}). Enter it.")
)
NONE_ADVISED = warning(
    "answer-advised", N_("Nothing in the record answers '{question}' ({number}), which is usual.")
)
NONE_USEFUL = info(
    "answer-useful",
    N_("Nothing in the record answers '{question}' ({number}). Enter what there is to tell."),
)
NO_PAPER = warning("paper-missing", N_("{document} ({number}) is not attached yet."))
ADVISED_PAPER = info("paper-advised", N_("{document} ({number}) is usually attached too."))
UNKNOWN_RULE = info("rule-unknown", N_("{rule} Ask: {ask}"))
HALF_ANSWER = warning(
    "answer-unsourced",
    N_("What you found out about '{rule}' does not count yet. Enter its text, source and date."),
)
STRAY_ANSWER = warning(
    "answer-stray", N_("What you found out about '{rule}' belongs to no rule of the scheme.")
)
# That there is none of these at all is told once, by what cannot do without them.
_SAID = ("project", "candidacy", "upgrade", "effect", "budget-item")
_EMPTY = {Level.REQUIRED: MISSING, Level.ADVISED: ADVISED, Level.USEFUL: USEFUL}
_NONE = {Level.REQUIRED: NONE_MISSING, Level.ADVISED: NONE_ADVISED, Level.USEFUL: NONE_USEFUL}


class FieldLabel:
    """A field's label as a fact: shown in the language of the sentence."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __str__(self) -> str:
        return self.label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FieldLabel) and other.label == self.label

    def __hash__(self) -> int:
        return hash(self.label)

    @classmethod
    def of(cls, entity: Entity, name: str) -> FieldLabel:
        return cls(field_of(type(entity), name).told.label)


def unanswered(case: Case, scheme: Scheme) -> Iterator[Finding]:
    """Each question that applies and has no answer; of two to one field the stricter.

    Of questions in one block about what is not there at all, the first speaks for the others.
    """
    seen: set[object] = set()
    for level in (Level.REQUIRED, Level.ADVISED, Level.USEFUL):
        for question in scheme.questions:
            if question.level is level and question.applies(case.circumstances):
                for finding in _open(case, question):
                    key = _about(question, finding.place)
                    if key not in seen:
                        seen.add(key)
                        yield finding


def _about(question: Question, place: Place) -> object:
    return place if place.code or place.spot else (question.part, place.kind)


def _open(case: Case, question: Question) -> Iterator[Finding]:
    for target in question.answers:
        there = case.subjects(target.word)
        if target.field and there and not target.value:
            yield from _empty(question, target, there)
        elif target.word not in _SAID and not any(answers(each, target) for each in there):
            place = _beginning(case, question, target)
            kind = _NONE[question.level]
            yield kind.at(place, question=question.text, number=question.id)
            return


def _beginning(case: Case, question: Question, target: Target) -> Place:
    """Where the missing entry is begun, with the value that is asked for, or whose owner it is."""
    if target.word == Holding.word:
        owned = case.company if question.part == "A" else case.factory
        return Place(target.word, "", "owned", owned.code)
    return Place(target.word, "", target.field, target.value)


def _empty(question: Question, target: Target, there: tuple[Entity, ...]) -> Iterator[Finding]:
    kind: FindingKind = _EMPTY[question.level]
    for entity in there:
        if not answers(entity, target):
            place = Place(entity.word, entity.code, target.field, target.language)
            label = FieldLabel.of(entity, target.field)
            yield kind.at(place, label=label, number=question.id, entity=_named(entity))


def answers(entity: Entity, target: Target) -> bool:
    """Whether an entity says what a question or a dimension wants to know."""
    if not target.field:
        return True
    value = getattr(entity, target.field)
    if target.value:
        return str(getattr(value, "value", value)) == target.value
    if target.language and isinstance(value, LocalText):
        return _written(value, target.language)
    return value is not None and value != "" and value != LocalText()


def _written(text: LocalText, language: str) -> bool:
    return bool(text.en if language == "en" else text.zh_Hant or text.zh_Hans)


def _named(entity: Entity) -> LocalText:
    """The entity's name, or its kind and code where it has none yet."""
    name = getattr(entity, "name", None)
    if isinstance(name, LocalText) and name:
        return name
    title = BY_WORD[entity.word].title
    return LocalText(*(f"{translator(each)(title)} {entity.code}".strip() for each in LANGUAGES))


def papers(case: Case, documents: Iterable[Document]) -> Iterator[Finding]:
    """The papers of a checklist that are not attached yet."""
    attached = {each.document for each in case.record.all(Evidence)}
    for document in documents:
        if document.id not in attached:
            needed = document.needed_in(case.circumstances)
            place = Place("evidence", "", "document", document.id)
            kind = NO_PAPER if needed else ADVISED_PAPER
            if needed or not document.when:
                yield kind.at(place, document=document.name, number=document.id)


def unknown_rules(scheme: Scheme) -> Iterator[Finding]:
    """What nobody could find out yet, with where to ask; never invented."""
    for rule in scheme.unknown:
        yield UNKNOWN_RULE.at(Place("rule", rule.id, spot=scheme.id), rule=rule.text, ask=rule.ask)


def doubtful_answers(case: Case, scheme: Scheme) -> Iterator[Finding]:
    """The user's answers that cannot be printed: without source or date, or to no rule."""
    for answer in case.record.where(Answer, scheme=scheme.id):
        rule = scheme.find(answer.rule)
        place = Place("answer", answer.code)
        if rule is None:
            yield STRAY_ANSWER.at(place, rule=answer.rule)
        elif not (answer.answer and answer.source and answer.given):
            yield HALF_ANSWER.at(place, rule=rule.heading or rule.text)
