"""The parts of a scheme's form: which questions apply, what answers them, what is open in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import N_
from cpdesk.programme.asked import answers
from cpdesk.programme.cases import Case
from cpdesk.programme.questions import Document, Question, Target
from cpdesk.programme.schemes import Scheme

_TITLES = {
    "A": N_("Applicant"), "B": N_("Factory"), "C": N_("Project"), "D": N_("Technology provider"),
    "E": N_("Budget and funding"), "F": N_("Declarations and signature"),
}  # fmt: skip
# The label's questions are one block; the dossier parts them after these numbers.
_LABEL = "R"
_BLOCKS = (
    (9, N_("Company and factory")), (14, N_("How cleaner production is run")),
    (19, N_("Three years of consumption and output")), (39, N_("Measures and what they saved")),
    (49, N_("Work with suppliers")), (99, N_("Services to factories")),
)  # fmt: skip
_PAPER = "evidence"


@dataclass(frozen=True)
class Part:
    """A block of the form; `title` is an English text of the catalogue, as its chapter has it."""

    id: str
    title: str
    questions: tuple[Question, ...]


def parts(case: Case, scheme: Scheme) -> tuple[Part, ...]:
    """The questions that apply to a case, in their order, by block."""
    asked = (each for each in scheme.questions if each.applies(case.circumstances))
    return tuple(Part(id, title, tuple(of)) for (id, title), of in groupby(asked, _block))


def documents(case: Case, papers: Iterable[Document]) -> tuple[Document, ...]:
    """The papers of a checklist that a case needs, or that usually go with it."""
    facts = case.circumstances
    return tuple(each for each in papers if each.needed_in(facts) or not each.when)


def answered(case: Case, question: Question) -> bool:
    """Whether the record answers a question; of several values of a field any one is enough."""
    wanted: dict[tuple[str, str, str], list[Target]] = {}
    for target in question.answers:
        field = target.field if target.value else f"{target.field}:{target.language}"
        wanted.setdefault((target.word, field, "value" if target.value else ""), []).append(target)
    return all(_given(case, targets) for targets in wanted.values())


def owners(
    case: Case, scheme: Scheme, findings: Iterable[Finding]
) -> Mapping[str, tuple[Finding, ...]]:
    """The findings by the number of the question or paper they concern; `""`: none of them."""
    index = _Index(case, [each for part in parts(case, scheme) for each in part.questions])
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(index.owner(each), []).append(each)
    return {number: tuple(owned) for number, owned in found.items()}


def subjects(case: Case, target: Target) -> tuple[Entity, ...]:
    """The entities of a case that can answer: of contacts with a role, those that have it."""
    there = case.subjects(target.word)
    return tuple(each for each in there if answers(each, target)) if target.value else there


def asked_fields(question: Question, word: str) -> tuple[str, ...]:
    """The fields of a kind that answer a question: those it names, and those with its number."""
    named = {each.field for each in question.answers if each.word == word and not each.value}
    told = fields_of(BY_WORD[word])
    return tuple(e.name for e in told if e.name in named or e.told.number == question.id)


def _block(question: Question) -> tuple[str, str]:
    if question.part != _LABEL:
        return question.part, _TITLES.get(question.part, question.part)
    number = int("".join(filter(str.isdigit, question.id)) or 0)
    last, title = next((each for each in _BLOCKS if number <= each[0]), _BLOCKS[-1])
    return f"{_LABEL}{last}", title


def _given(case: Case, targets: list[Target]) -> bool:
    first = targets[0]
    there = case.subjects(first.word)
    if first.field and not first.value:
        return bool(there) and all(answers(each, first) for each in there)
    return any(answers(each, target) for target in targets for each in there)


class _Index:
    """Where to look for the question that a finding is about; of several the first."""

    def __init__(self, case: Case, asked: list[Question]) -> None:
        self._record = case.record
        self._numbers = {each.id for each in asked}
        self._fields: dict[tuple[str, str, str], str] = {}
        self._about: dict[str, list[tuple[Target, str]]] = {}
        for question in asked:
            for target in question.answers:
                self._add(question.id, target)

    def owner(self, finding: Finding) -> str:
        """By its number, by its very field, by the number of that, or by what it is about."""
        place = finding.place
        if place.kind == _PAPER and place.field == "document":
            return place.spot
        number = str(finding.facts.get("number", ""))
        if number in self._numbers:
            return number
        language = place.spot if place.spot in ("en", "zh") else ""
        return (
            self._fields.get((place.kind, place.field, language), "")
            or self._numbered(place) or self._of_kind(place)
        )  # fmt: skip

    def _add(self, id: str, target: Target) -> None:
        if target.field and not target.value:
            self._fields.setdefault((target.word, target.field, target.language), id)
        else:
            self._about.setdefault(target.word, []).append((target, id))

    def _numbered(self, place: Place) -> str:
        kind = BY_WORD.get(place.kind)
        told = fields_of(kind) if kind and place.field else ()
        numbers = (each.told.number for each in told if each.name == place.field)
        return next((each for each in numbers if each in self._numbers), "")

    def _of_kind(self, place: Place) -> str:
        """A question about a kind as a whole, or about those with a role."""
        known = self._about.get(place.kind, ())
        if not known:
            return ""
        entity = self._record.find(BY_WORD[place.kind], place.code) if place.code else None
        met = (id for target, id in known
               if not target.field or (entity is not None and answers(entity, target)))
        return next(met, "")
