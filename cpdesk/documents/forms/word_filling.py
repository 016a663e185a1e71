"""A Word form filled: the text goes where the form wants it, in the form's own letters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from cpdesk.base.languages import Translator, translator
from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.asks import group_of
from cpdesk.documents.forms.continuing import Continued
from cpdesk.documents.forms.entries import Entry, entries
from cpdesk.documents.forms.filling import TICK, Filled, continued
from cpdesk.documents.forms.form import FieldKind, Form
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.word_file import BODY, W14, Control, Mark, W, body_of
from cpdesk.documents.forms.word_reading import lay

_CROSS = "☒"


def fill_word(path: Path, form: Form, meanings: Sequence[Meaning], facts: Facts) -> Filled:
    """The Word form with all that the record answers; rows without room stand at its end."""
    t = translator(form.language)
    found = entries(form, meanings, facts, t)
    root = body_of(path)
    held = lay(root, path).held
    # Marks of one text are put in from its end, so that those before keep their place.
    for each in reversed(found.given):
        _put(held[each.field.name], each)
    items = [
        Continued(n, group_of(group).title.within(form.language), 1, texts)
        for n, (group, texts) in enumerate(found.beyond, 1)
    ]
    if items:
        _append(root.find(f"{W}body"), items, path.name, t)
    texts = {each.field.name: each.text or TICK for each in found.given}
    told = tuple(map(continued, items))
    return Filled(_saved(path, root), (*form.findings, *found.findings, *told), texts)


def _put(held: Any, entry: Entry) -> None:
    if isinstance(held, Mark):
        _into_mark(held, entry.text or _CROSS)
    elif isinstance(held, Control):
        _into_control(held, entry)
    else:
        _into_cell(held, entry.text)


def _into_mark(mark: Mark, text: str) -> None:
    whole = mark.held.text or ""
    mark.held.text = whole[: mark.start] + text + whole[mark.start + mark.length :]
    mark.held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _into_control(control: Control, entry: Entry) -> None:
    told, content = control.held.find(f"{W}sdtPr"), control.held.find(f"{W}sdtContent")
    placeholder = told.find(f"{W}showingPlcHdr")
    if placeholder is not None:
        told.remove(placeholder)
    text = entry.text
    if entry.field.kind is FieldKind.TICK:
        text = _checked(told)
    runs = list(content.iter(f"{W}r"))
    first = runs[0] if runs else _new_run(content)
    for each in runs[1:]:
        each.getparent().remove(each)
    if placeholder is not None:
        _plain_style(first)
    _set_text(first, text)


def _checked(told: Any) -> str:
    """Tick the box, and the sign that the form has for a ticked one."""
    box = told.find(f"{W14}checkbox")
    checked, sign = box.find(f"{W14}checked"), box.find(f"{W14}checkedState")
    if checked is None:
        checked = etree.SubElement(box, f"{W14}checked")
    checked.set(f"{W14}val", "1")
    try:
        return chr(int(sign.get(f"{W14}val"), 16)) if sign is not None else _CROSS
    except (TypeError, ValueError):
        return _CROSS


def _plain_style(run: Any) -> None:
    """Not in the grey of the words that stood there to be replaced."""
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None:
        style.getparent().remove(style)


def _new_run(content: Any) -> Any:
    paragraph = content.find(f".//{W}p")
    return etree.SubElement(content if paragraph is None else paragraph, f"{W}r")


def _into_cell(cell: Any, text: str) -> None:
    """Into the cell's first paragraph, in the letters that it has for itself."""
    paragraph = cell.find(f"{W}p")
    if paragraph is None:
        paragraph = etree.SubElement(cell, f"{W}p")
    for each in paragraph.findall(f"{W}r"):
        paragraph.remove(each)
    run = etree.SubElement(paragraph, f"{W}r")
    letters = paragraph.find(f"{W}pPr/{W}rPr")
    if letters is not None:
        run.append(deepcopy(letters))
    _set_text(run, text)


def _set_text(run: Any, text: str) -> None:
    for each in list(run):
        if each.tag != f"{W}rPr":
            run.remove(each)
    for at, line in enumerate(_clean(text).splitlines() or [""]):
        if at:
            etree.SubElement(run, f"{W}br")
        part = etree.SubElement(run, f"{W}t")
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        part.text = line


def _clean(text: str) -> str:
    """Without the control characters that XML has no place for."""
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _append(body: Any, items: Sequence[Continued], file: str, t: Translator) -> None:
    """At the end what its tables have no row for."""
    lines = [t("Continuation sheet"), t("To the form {file}", file=file)]
    for each in items:
        lines += [f"{each.number}. {each.label}", *each.texts]
    last = body.find(f"{W}sectPr")
    for line in lines:
        paragraph = etree.Element(f"{W}p")
        _set_text(etree.SubElement(paragraph, f"{W}r"), line)
        if last is None:
            body.append(paragraph)
        else:
            last.addprevious(paragraph)


def _saved(path: Path, root: Any) -> bytes:
    """Every other part of the file as it was."""
    out = io.BytesIO()
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            content = text if each.filename == BODY else old.read(each)
            new.writestr(each, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
