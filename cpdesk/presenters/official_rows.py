"""The fields of an official form as rows: what each is called, means, and what is written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpdesk.base.languages import Translator
    from cpdesk.documents.forms.form import FormField
    from cpdesk.documents.forms.meaning import Meaning
    from cpdesk.services.forms import Understood


@dataclass(frozen=True)
class FieldRow:
    """A field of the form: what it is called, what it means, and what is written in it."""

    name: str
    page: int
    label: str
    means: str
    text: str
    doubtful: bool


def rows_of(
    t: Translator, known: Understood, texts: Mapping[str, str]
) -> tuple[FieldRow, ...]:
    """A row for each field in the order of the form; `texts` are what is written, by name."""
    from cpdesk.documents.forms.meaning import Sure

    meanings = {each.field: each for each in known.meanings}
    return tuple(
        FieldRow(
            each.name, each.page + 1, _label(t, each, at), _means(t, meanings[each.name]),
            texts.get(each.name, ""), meanings[each.name].sure is not Sure.SURE,
        )
        for at, each in enumerate(known.form.fields, 1)
    )  # fmt: skip


def every_meaning(t: Translator) -> tuple[tuple[str, str], ...]:
    """Everything that a field can mean, by its key and in words."""
    from cpdesk.documents.forms.asks import asks
    from cpdesk.documents.forms.entries import Asked

    every = ((key, Asked(key).within(t.language)) for key in asks())
    return (("", t("Not known")), *every)


def _label(t: Translator, field: FormField, at: int) -> str:
    """What the form calls a field; a place without words beside it has only its number."""
    if field.label or not field.flat:
        return field.label or field.name
    words = t("Place {n} without words", n=at)
    return t("{place}, page {page}", place=words, page=field.page + 1)


def _means(t: Translator, meaning: Meaning) -> str:
    from cpdesk.documents.forms.entries import Asked

    if not meaning.ask:
        return t("Not known")
    words = Asked(meaning.ask).within(t.language)
    return f"{words} ({meaning.row})" if meaning.row else words
