"""What goes into each field of a form from the record, and what is missing there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cpdesk.base.languages import Translator
from cpdesk.documents.forms.answers import Answer, Facts, in_rows
from cpdesk.documents.forms.asks import asks, group_of
from cpdesk.documents.forms.form import FieldKind, Form, FormField
from cpdesk.documents.forms.meaning import Meaning, Part, Sure
from cpdesk.documents.forms.telling import asks_for_another, currency_of, told
from cpdesk.documents.forms.value_names import value_word
from cpdesk.documents.forms.values import Money
from cpdesk.domain.findings import Finding, Place, info, warning
from cpdesk.domain.words import N_, LocalText

LACKING = warning(
    "form-lacking", N_("The form asks for {what} (page {page}), and the record lacks it. Enter it.")
)
NOT_KNOWN = info(
    "form-field-unknown",
    N_("What belongs into '{label}' (page {page}) is not known. Name it in the map, or write it by "
       "hand."),
)  # fmt: skip
NO_WORDS = info(
    "form-places-open",
    N_("On page {page} there are places without words beside them, of which nobody has said what "
       "belongs there: {n}. Say it, or leave them to the pen."),
)  # fmt: skip
LIKELY = info(
    "form-likely",
    N_("'{label}' (page {page}) was taken for: {what}. That is likely, not sure: look at it, and "
       "correct it in the map."),
)  # fmt: skip
OTHER_CURRENCY = warning(
    "form-other-currency",
    N_("The form asks for {what} (page {page}) in {wanted}, and the record has it in {currency}. "
       "It was written so: put it right by hand, or ask which is wanted."),
)  # fmt: skip
NO_BOX = warning(
    "form-no-box",
    N_("The form has no box for '{value}' at {what} (page {page}). Tick by hand what applies."),
)
_TICKED = (FieldKind.TICK, FieldKind.RADIO)


class Asked:
    """What is asked for, as a fact: named in the language of the sentence."""

    def __init__(self, key: str) -> None:
        self.key = key

    def within(self, language: str) -> str:
        ask, group = asks()[self.key], group_of(self.key)
        dash = " - " if language == "en" else "："
        return group.title.within(language) + dash + ask.title.within(language)

    def __str__(self) -> str:
        return self.within("en")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)


class Entry(NamedTuple):
    """A field with what is written in it: a text, or for ticks and choices the word of the file."""

    field: FormField
    meaning: Meaning
    text: str = ""
    state: str = ""


@dataclass(frozen=True)
class Entries:
    """What goes into a form; `beyond` are lines for which its tables have no row, by group."""

    given: tuple[Entry, ...]
    beyond: tuple[tuple[str, tuple[str, ...]], ...]
    findings: tuple[Finding, ...]


def entries(
    form: Form, meanings: Sequence[Meaning], facts: Facts, t: Translator
) -> Entries:
    """What the record says to each field, in the language of `t`, and what it does not say."""
    by_field = {each.name: each for each in form.fields}
    given, findings = [], list(_unknown(form, meanings))
    seen: set[tuple[str, int]] = set()
    for meaning in meanings:
        field = by_field.get(meaning.field)
        if field is None or not meaning.ask or asks()[meaning.ask].by_hand or not _ours(field):
            continue
        answer = facts.answer(meaning.ask, meaning.row)
        entry = _entry(field, meaning, answer, t)
        if entry:
            given.append(entry)
            findings += (*_doubt(field, meaning, seen), *_currency(entry, answer, t.language))
        elif _is_missing(field, meaning, answer, facts) and (meaning.ask, meaning.row) not in seen:
            seen.add((meaning.ask, meaning.row))
            findings.append(_lacking(field, meaning, answer))
    findings += _without_box(by_field, meanings, facts)
    return Entries(tuple(given), tuple(_beyond(meanings, facts, by_field, t)), tuple(findings))


def _doubt(
    field: FormField, meaning: Meaning, seen: set[tuple[str, int]]
) -> Iterator[Finding]:
    """That a meaning is only likely; of the parts of one answer, and its boxes, once."""
    if meaning.sure is Sure.LIKELY and (meaning.ask, meaning.row) not in seen:
        seen.add((meaning.ask, meaning.row))
        yield LIKELY.at(Place(spot=field.name), label=field.label or field.name,
                        page=field.page + 1, what=Asked(meaning.ask))  # fmt: skip


def _currency(entry: Entry, answer: Answer, language: str) -> Iterator[Finding]:
    value, field = answer.value, entry.field
    if isinstance(value, Money) and asks_for_another(value, field, language):
        yield OTHER_CURRENCY.at(
            answer.place, what=Asked(entry.meaning.ask), page=field.page + 1,
            wanted=currency_of(field, language), currency=value.currency,
        )  # fmt: skip


def _ours(field: FormField) -> bool:
    """Read-only fields are the form's own, unless a script of the form would have filled them."""
    return field.kind is not FieldKind.SIGNATURE and (field.calculated or not field.read_only)


def _entry(field: FormField, meaning: Meaning, answer: Answer, t: Translator) -> Entry | None:
    if answer.value is None:
        return None
    if field.kind is not FieldKind.TEXT:
        word = answer.word or value_word(answer.value)
        state = next((state for state, value in meaning.states if value == word), None)
        if field.kind in _TICKED:
            return None if state is None else Entry(field, meaning, state=state or "Yes")
        if state or not field.editable:
            shown = dict(field.options).get(state or "", "")
            return Entry(field, meaning, text=shown, state=state) if state else None
    text = told(answer.value, meaning, field, t)
    return Entry(field, meaning, text=text) if text else None


def _is_missing(field: FormField, meaning: Meaning, answer: Answer, facts: Facts) -> bool:
    """Whether the record could say more; a table may have more rows than there is to tell."""
    if in_rows(meaning.ask):
        there = len(facts.rows(group_of(meaning.ask).id))
        if meaning.row > max(1, there):
            return False
    if meaning.ask == "company.mailing_address" and facts.answer("company.mailing_same").value:
        return False
    wordless = isinstance(answer.value, LocalText) and field.kind is FieldKind.TEXT
    return answer.value is None or (wordless and meaning.part is Part.WHOLE)


def _lacking(field: FormField, meaning: Meaning, answer: Answer) -> Finding:
    place = answer.place
    if meaning.language and isinstance(answer.value, LocalText):
        place = Place(place.kind, place.code, place.field, meaning.language)
    return LACKING.at(place, what=Asked(meaning.ask), page=field.page + 1)


def _unknown(form: Form, meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """The fields that nobody has said the meaning of; those the form fills itself left out.

    Places on paper that have no words are told by the page, for they have no names.
    """
    known = {each.field: each for each in meanings if each.ask}
    wordless: dict[int, int] = defaultdict(int)
    for field in form.fields:
        if field.name in known or not _ours(field):
            continue
        if field.flat and not field.label:
            wordless[field.page] += 1
        else:
            label = field.label or field.name
            yield NOT_KNOWN.at(Place(spot=field.name), label=label, page=field.page + 1)
    for page, n in wordless.items():
        yield NO_WORDS.at(Place(), page=page + 1, n=n)


def _without_box(
    fields: Mapping[str, FormField], meanings: Sequence[Meaning], facts: Facts
) -> Iterator[Finding]:
    """Answers for which no box stands, each once."""
    boxes: dict[tuple[str, int], list[Meaning]] = defaultdict(list)
    for each in meanings:
        field = fields.get(each.field)
        closed = field and field.kind is FieldKind.CHOICE and not field.editable
        if each.ask and field and (field.kind in _TICKED or closed):
            boxes[each.ask, each.row].append(each)
    for (key, row), there in boxes.items():
        if asks()[key].by_hand:
            continue
        answer = facts.answer(key, row)
        word = answer.word or value_word(answer.value)
        alone = len(there) == 1 and len(there[0].states) == 1  # not ticked says that it is not so
        if word and not alone and not any(v == word for one in there for _, v in one.states):
            page = fields[there[0].field].page + 1
            yield NO_BOX.at(answer.place, value=answer.value, what=Asked(key), page=page)


def _beyond(
    meanings: Sequence[Meaning], facts: Facts, fields: Mapping[str, FormField], t: Translator
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each table that is too short, one text for every line that it has no row for."""
    columns: dict[str, dict[str, Meaning]] = defaultdict(dict)
    last: dict[str, int] = defaultdict(int)
    for each in meanings:
        if each.ask and each.row and each.field in fields and in_rows(each.ask):
            group = group_of(each.ask).id
            columns[group].setdefault(each.ask, each)
            last[group] = max(last[group], each.row)
    for group, asked in columns.items():
        rows = range(last[group] + 1, len(facts.rows(group)) + 1)
        if rows:
            yield group, tuple(_row_text(asked.values(), row, facts, fields, t) for row in rows)


def _row_text(
    columns: Iterable[Meaning], row: int, facts: Facts, fields: Mapping[str, FormField],
    t: Translator,
) -> str:  # fmt: skip
    said = []
    for meaning in columns:
        value = facts.answer(meaning.ask, row).value
        if value is not None and meaning.part is Part.WHOLE:
            said.append((asks()[meaning.ask].title.within(t.language),
                         told(value, meaning, fields[meaning.field], t)))  # fmt: skip
    colon, comma = (": ", "; ") if t.language == "en" else ("：", "；")
    return comma.join(f"{name}{colon}{text}" for name, text in said if text)
