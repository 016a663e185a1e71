"""The fields that answer a question: of which things, and of which of them just now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import Place
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import Choice
from cpdesk.presenters.drafts import needed as needed_fields
from cpdesk.presenters.drafts import typed_fields
from cpdesk.presenters.form_fields import FormField, Raw
from cpdesk.presenters.forms import EntityForm

if TYPE_CHECKING:
    from cpdesk.presenters.findings import Line
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.programme.cases import Case
    from cpdesk.programme.questions import Question, Target

_ONE = ("company", "factory", "project", "candidacy")  # of these a case has one
_PAPER = "evidence"  # its page shows its pages, too
# Whom a new entry belongs to, by the block of the form it is asked in.
_OWNERS = {"A": "company", "B": "factory", "C": "project", "D": "project", "E": "project",
           "F": "company", "R": "factory"}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Entries of a kind that answer, the `fields` of the one that is chosen, and more of them.

    With `single` there is neither another nor a list; `tongue` is the language that is asked for
    (`en`, or `zh` for Chinese), where it is but one.
    """

    word: str
    title: str
    entries: tuple[tuple[str, str], ...]
    selected: str
    fields: tuple[FormField, ...]
    single: bool
    tongue: str = ""


class Groups:
    """One form for each kind, so that what is begun in one question is there in the next."""

    def __init__(self, page: PacksPage) -> None:
        self._page = page
        self._forms: dict[str, EntityForm] = {}
        self._new: dict[str, dict[str, str]] = {}
        self._place: Place | None = None
        self.asked_for = ""
        self.spot = ""
        self.refused: tuple[Line, ...] = ()
        self.changes = 0  # how often something was typed or chosen

    def of(self, case: Case, question: Question) -> tuple[Group, ...]:
        """What answers a question in a case, in the order the question names it."""
        words = dict.fromkeys(each.word for each in question.answers if each.word != _PAPER)
        return tuple(self._group(case, question, word) for word in words)

    def form(self, word: str) -> EntityForm:
        """The form of a kind, made if it was not yet."""
        if word not in self._forms:
            made = EntityForm(self._page.session, BY_WORD[word])
            self._forms[word] = made
            made.attach(_Told(self))
        return self._forms[word]

    def set(self, word: str, name: str, typed: Raw) -> bool:
        """Confirm a field; whether the entry is saved with it."""
        self.changes += 1
        return self.form(word).set(name, typed)

    def select(self, word: str, id: str) -> None:
        self.form(word).select(id)
        self.tell()

    def add(self, question: Question, case: Case, word: str) -> None:
        """Begin another entry that answers the question."""
        id = self.form(word).add(self._values(question, case, word))
        self._new.setdefault(word, {})[id] = question.id
        self.asked_for, self.spot = "", ""
        self.tell()

    def remove(self, word: str) -> bool:
        """Remove the chosen entry of a kind; whether that could be done."""
        self.changes += 1
        return self.form(word).remove()

    def look_at(self, place: Place) -> None:
        """Choose the entry that a finding means, once its question is shown."""
        self._place, self.asked_for, self.spot = place, place.field, place.spot
        self.changes += 1

    def tell(self) -> None:
        self.changes += 1
        self._page.show()

    # building

    def _group(self, case: Case, question: Question, word: str) -> Group:
        form, kind = self.form(word), BY_WORD[word]
        there = self._there(case, question, word)
        ids = [each.id for each in there]
        new = [id for id, asked in self._new.get(word, {}).items()
               if asked == question.id and id not in ids]  # fmt: skip
        entries = tuple((id, form.words(id)) for id in form.ids if id in (*ids, *new))
        self._choose(form, there, [id for id, _ in entries])
        chosen = form.selected if form.selected in (*ids, *new) else ""
        fields = self._fields(form, question) if chosen else ()
        title = self._page.session.t(kind.title)
        tongue = self._tongue(question, word)
        return Group(word, title, entries, chosen, fields, word in _ONE, tongue)

    def _tongue(self, question: Question, word: str) -> str:
        """The language that is asked for; where another question asks for one, the other one."""
        mine = [each for each in question.answers if each.word == word]
        named = {each.language for each in mine}
        if len(mine) != 1 or named != {""}:
            return named.pop() if len(named) == 1 else ""
        form = self._page.chapters.form
        asked = (t for q in form.questions.values() for t in q.answers) if form else ()
        others = {t.language for t in asked if (t.word, t.field) == (word, mine[0].field)} - {""}
        return {"zh": "en", "en": "zh"}.get(others.pop(), "") if len(others) == 1 else ""

    def _there(self, case: Case, question: Question, word: str) -> tuple[Entity, ...]:
        """What answers it; the case may still be of a record that had more than there is now."""
        from cpdesk.programme.form_parts import subjects

        targets = [each for each in question.answers if each.word == word]
        met = {e.id for target in targets for e in subjects(case, target)}
        kept = met & self._page.session.record.table(BY_WORD[word]).keys()
        return tuple(each for each in case.subjects(word) if each.id in kept)

    def _choose(self, form: EntityForm, there: Iterable[Entity], ids: list[str]) -> None:
        """The one that a finding means, else the one that was chosen, else the first."""
        place, codes = self._place, {each.code: each.id for each in there}
        if place is not None and place.kind == form.kind.word:
            self._place = None
            if place.code in codes:
                form.choose_quietly(codes[place.code])
                return
        if form.selected not in ids and ids:
            form.choose_quietly(ids[0])

    def _fields(self, form: EntityForm, question: Question) -> tuple[FormField, ...]:
        """Those that are asked for; of an entry just begun also what it cannot be without."""
        from cpdesk.programme.form_parts import asked_fields

        asked = asked_fields(question, form.kind.word)
        begun = form.selected in self._new.get(form.kind.word, ())
        needed = needed_fields(form.kind) if begun else ()
        names = (each.name for each in typed_fields(form.kind) if each.name != "code")
        met = [form.field(n) for n in names if not asked or n in asked or n in needed]
        # The number of the question stands above them; one role's fields are numbered as another's.
        known = question.id if not any(each.value for each in question.answers) else None
        return tuple(replace(e, number="") if known in (None, e.number) else e for e in met)

    def _values(self, question: Question, case: Case, word: str) -> dict[str, Any]:
        """What is known of a new entry from the question: its role, and whom it belongs to."""
        kind = BY_WORD[word]
        told = {each.name: each for each in fields_of(kind)}
        wanted: Iterable[Target] = (t for t in question.answers if t.word == word and t.value)
        values: dict[str, Any] = {}
        for target in wanted:
            type_ = told[target.field].type
            known = issubclass(type_, Choice)
            values.setdefault(target.field, type_(target.value) if known else target.value)
        ours = {"company": case.company, "factory": case.factory, "project": case.project}
        for each in told.values():
            refers = [w for w in (_OWNERS.get(question.part, ""), *ours) if w in each.told.refers]
            owner = next((ours[w] for w in refers if ours.get(w) is not None), None)
            if owner is not None and not each.optional and not each.is_tuple and word != "holding":
                values.setdefault(each.name, owner.id)
        return values


class _Told:
    """Lets the page show itself anew when a form has changed."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups

    def show_list(self) -> None:
        """The record tells of it, too."""

    def show_form(self) -> None:
        """The record tells of it, too."""

    def show_field(self, name: str) -> None:
        self._groups.tell()

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self._groups.refused = found
        self._groups.tell()
