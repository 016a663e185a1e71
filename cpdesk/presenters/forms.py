"""One form for every kind of entity, made from what is told of its fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.presenters import drafts
from cpdesk.presenters.drafts import Draft, lacking, typed_fields
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.form_fields import (
    FormField,
    Raw,
    hint_of,
    kind_of,
    needed_words,
    options_of,
    raw,
    read,
    sentence_of,
)
from cpdesk.presenters.pages import Way
from cpdesk.presenters.session import Session
from cpdesk.services import entry

__all__ = ["EntityForm", "FormView"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class FormView(Protocol):
    def show_list(self) -> None:
        """The entries of the kind, or which of them is chosen, may have changed."""

    def show_form(self) -> None:
        """Other fields than before: another entry, another language."""

    def show_field(self, name: str) -> None:
        """What a field says, or the sentence beneath it, has changed."""

    def show_findings(self, found: tuple[Line, ...]) -> None:
        """Why the last wish could not be fulfilled; empty when it was."""


class EntityForm:
    """The list of the entries of a kind, and the fields of the one that is chosen.

    A field that is confirmed is saved at once. An entry that lacks something it cannot be
    without is kept here until that is given; what cannot be read stays with its sentence.
    """

    def __init__(self, session: Session, kind: type[Entity]) -> None:
        self.session = session
        self.kind = kind
        self._drafts: dict[str, Draft] = {}
        self._selected = ""
        self._view: FormView | None = None
        session.listen(self._changed)
        session.watch(self._unkept)

    def attach(self, view: FormView) -> None:
        self._view = view
        self._choose_some()
        self._show_all()

    # what is shown

    @property
    def title(self) -> str:
        return self.session.t(self.kind.title)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries in their order; those not kept yet come last."""
        known = self.session.record.all(self.kind)
        new = (each.id for each in self._drafts.values() if each.is_new)
        return (*(each.id for each in known), *new)

    def words(self, id: str) -> str:
        """How an entry is called; there may be many thousands, of which few are seen."""
        entity = self.session.record.table(self.kind).get(id)
        if entity is not None:
            return entry_words(self.session, entity)
        return self.session.t("New entry") if id in self._drafts else ""

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """Id and words of each entry."""
        return tuple((id, self.words(id)) for id in self.ids)

    @property
    def selected(self) -> str:
        """The id of the chosen entry; empty where there is none."""
        return self._selected

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The fields of the chosen entry, the code first; none of one that was just removed."""
        if not self._is_there:
            return ()
        draft = self._draft()
        return tuple(self._field(told, draft) for told in typed_fields(self.kind))

    def field(self, name: str) -> FormField:
        """One field of the chosen entry; raises KeyError."""
        return self._field(self._told_of(name), self._draft())

    def looked_at(self) -> None:
        """Whoever sits there sees the chosen entry; what is begun next may belong to it."""
        if self._selected:
            self.session.shown[self.kind.word] = self._selected

    # wishes

    def select(self, id: str) -> None:
        """Choose an entry; where it was just taken back, another."""
        self._selected = id
        self._choose_some()
        self.looked_at()
        self._show_all()

    def choose_quietly(self, id: str) -> None:
        """Choose an entry of which the view knows already."""
        self._selected = id
        self.looked_at()

    def select_code(self, code: str) -> None:
        """Choose the entry with this code, where there is one."""
        found = self.session.find(self.kind, code)
        if found is not None:
            self.select(found.id)

    def turn_to(self, way: Way) -> None:
        """Choose the entry that a finding means, or begin the one it misses."""
        if way.new:
            self._begin_once(way.values)
        else:
            self.select_code(way.code)

    def add(self, values: Mapping[str, Any] = _NOTHING) -> str:
        """Begin a new entry with these values; its id. It is kept once a field is confirmed.

        What it must belong to is filled in: the only one there is, or the one last looked at.
        """
        draft = drafts.begun(self.session, self.kind, values)
        self._drafts[draft.id] = draft
        self._selected = draft.id
        self._show_all()
        return draft.id

    def set(self, name: str, typed: Raw) -> bool:
        """Confirm a field; whether the entry is saved with it.

        Where the entry was just taken back, its box may still be left: nothing is meant then.
        """
        if not self._is_there:
            return False
        draft, told = self._draft(), self._told_of(name)
        try:
            value = read(told, typed)
        except Refusal as refusal:
            draft.unread[name] = (typed, sentence_of(self.session.t, refusal))
            self._drafts[draft.id] = draft
            self._show_field(name)
            return False
        draft.unread.pop(name, None)
        return self._keep(draft, name, value)

    def revert(self) -> None:
        """Forget what could not be read or kept of the chosen entry."""
        self._drafts.pop(self._selected, None)
        self._choose_some()
        self._show_all()

    def remove(self) -> bool:
        """Remove the chosen entry; whether that could be done."""
        entity = self._entity()
        if entity is None:
            self.revert()
            return True
        return self._told_screens(entry.remove(self.session.ws, entity))

    # keeping up

    def _unkept(self) -> Iterator[str]:
        """What would be lost if the record were closed now."""
        for draft in self._drafts.values():
            yield from drafts.unkept(self.session, self.kind, draft)

    def _begin_once(self, values: Mapping[str, Any]) -> None:
        """Going twice to what is missing begins one entry, not two."""
        begun = (each for each in self._drafts.values() if each.is_new and not each.touched)
        same = (each for each in begun if values.items() <= each.values.items())
        draft = next(same, None)
        if draft is None:
            self.add(values)
        else:
            self.select(draft.id)

    def _fill_in(self) -> None:
        """What a new entry must belong to may have been entered only after it was begun."""
        for draft in [each for each in self._drafts.values() if each.is_new]:
            missing = lacking(self.kind, draft)
            for told in missing:
                draft.values[told.name] = drafts.default(self.session, self.kind, told)
            if missing and draft.touched:
                self._save(draft)

    def _keep(self, draft: Draft, name: str, value: Any) -> bool:
        if draft.values[name] == value and not draft.is_new:
            self._show_field(name)
            return True
        before = dict(draft.values)
        draft.values.update(drafts.taken_up(self.kind, name, value))
        draft.touched = True
        self._drafts[draft.id] = draft
        if self._save(draft):
            return True
        if not draft.is_new:
            draft.values = before
        self._show_field(name)
        return False

    def _save(self, draft: Draft) -> bool:
        """Put the entry into the record, unless something it cannot be without is missing."""
        if lacking(self.kind, draft):
            return False
        entity = self.kind(id=draft.id, **draft.values)
        if draft.unread or draft.is_new:
            self._drafts[draft.id] = dataclasses.replace(draft, is_new=False)
        findings = entry.save(self.session.ws, entity)
        if any(each.blocking for each in findings):
            self._drafts[draft.id] = draft
        elif not draft.unread:
            self._drafts.pop(draft.id, None)
        return self._told_screens(findings)

    def _told_screens(self, findings: tuple[Finding, ...]) -> bool:
        done = self.session.done(findings)
        if self._view:
            self._view.show_findings(lines(self.session.t, findings, self.session.record))
        return done

    def _changed(self) -> None:
        self._fill_in()
        self._choose_some()
        if self._view:
            self._show_all()

    def _choose_some(self) -> None:
        if not self._is_there:
            self._selected = next(iter(self.ids), "")

    def _show_all(self) -> None:
        if self._view:
            self._view.show_list()
            self._view.show_form()

    def _show_field(self, name: str) -> None:
        if self._view:
            self._view.show_field(name)

    # fields

    def _told_of(self, name: str) -> FieldOf:
        return {each.name: each for each in typed_fields(self.kind)}[name]

    @property
    def _is_there(self) -> bool:
        """Whether the chosen entry is begun or kept, and not just taken back."""
        draft = self._drafts.get(self._selected)
        return (draft is not None and draft.is_new) or self._entity() is not None

    def _entity(self) -> Entity | None:
        return self.session.record.table(self.kind).get(self._selected)

    def _draft(self) -> Draft:
        """What is being typed, over what the record holds now."""
        open_draft = self._drafts.get(self._selected)
        entity = self._entity()
        if entity is None:
            return self._drafts[self._selected]
        unread = open_draft.unread if open_draft else {}
        return Draft(entity.id, drafts.values_of(entity), unread=unread)

    def _field(self, told: FieldOf, draft: Draft) -> FormField:
        t = self.session.t
        value, problem = draft.unread.get(told.name, (raw(told, draft.values[told.name]), ""))
        if not problem and draft.is_new and told in lacking(self.kind, draft):
            problem = needed_words(told, self.session)
        return FormField(
            told.name, t(told.told.label), told.told.number, kind_of(told), value,
            hint_of(told, self.kind, draft.values, self.session),
            told.name in drafts.needed(self.kind), told.optional, problem,
            options_of(told, self.session),
        )  # fmt: skip
