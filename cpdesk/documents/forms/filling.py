"""A form filled from the record: its own fields where it has them, drawn upon it where not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from cpdesk.base.languages import translator
from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.asks import group_of
from cpdesk.documents.forms.continuing import Continued, references, sheet
from cpdesk.documents.forms.drawing import Drawn, appearances
from cpdesk.documents.forms.entries import Entries, Entry, entries
from cpdesk.documents.forms.fields import Leaf, leaves
from cpdesk.documents.forms.form import FieldKind, Form, Spot
from cpdesk.documents.forms.laying import laid
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.opening import open_form
from cpdesk.documents.forms.overlaying import Mark, write_upon
from cpdesk.documents.forms.putting import ground_of, put_choice, put_state, put_text
from cpdesk.documents.forms.typefaces import Typefaces
from cpdesk.documents.setting.fonts import FontSet, glyph_findings
from cpdesk.domain.findings import Finding, Place, info
from cpdesk.domain.words import N_

CONTINUED = info(
    "form-continued",
    N_("'{label}' (page {page}) has no room for all of it: it stands on the continuation sheet, "
       "item {n}."),
)  # fmt: skip
TICK = "✓"  # how a ticked box is told in words
_FIGURE = re.compile(r"(?:HK\$|[A-Z]{3} )?[\u2212\d][\d,.]*%?")  # stands at the right of a column


@dataclass(frozen=True)
class Filled:
    """The filled form as PDF, what stands in each field, and what is missing or elsewhere."""

    content: bytes
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    pages: int = 0


def fill(path: Path, form: Form, meanings: Sequence[Meaning], facts: Facts) -> Filled:
    """The form in the file with all that the record answers; raises Refusal where it cannot be."""
    t = translator(form.language)
    found = entries(form, meanings, facts, t)
    fonts = FontSet.of(form.language)
    missing = fonts.missing(*{each.text for each in found.given})
    placed, items = _placed(found, form, fonts)
    document, _ = open_form(path, form.turned)
    with document:
        _write(document, path, placed, form.language)
        if items:
            applicant = facts.case.company.name.within(form.language)
            pages, without = sheet(items, path.name, applicant, t)
            missing |= without
            _append(document, pages)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=_packing(document))
        count = len(document.pages)
    told = tuple(continued(each) for each in items)
    findings = (*form.findings, *found.findings, *told, *glyph_findings(missing))
    texts = {each.entry.field.name: each.entry.text or TICK for each in placed}
    return Filled(out.getvalue(), findings, texts, count)


def _packing(document: pikepdf.Pdf) -> Any:
    """Hundreds of fields are smaller and sooner saved together; PDF knows that from 1.5 on."""
    modes = pikepdf.ObjectStreamMode
    return modes.generate if document.pdf_version >= "1.5" else modes.preserve


def continued(item: Continued) -> Finding:
    """That an item stands on the continuation sheet."""
    return CONTINUED.at(Place(), label=item.label, page=item.page, n=item.number)


class Placed(NamedTuple):
    """An entry with its drawing in each place of its field."""

    entry: Entry
    drawn: tuple[Drawn, ...] = ()


def _placed(found: Entries, form: Form, fonts: FontSet) -> tuple[list[Placed], list[Continued]]:
    """Every entry laid into its field; what has no room becomes an item of the sheet."""
    placed: list[Placed] = []
    items: list[Continued] = []
    for entry in found.given:
        drawn = _drawn(entry, fonts)
        if drawn is None:
            label = entry.field.label or entry.field.name
            item = Continued(len(items) + 1, label, entry.field.page + 1, (entry.text,))
            items.append(item)
            placed += _referring(entry, item, form, fonts)
        else:
            placed.append(Placed(entry, drawn))
    for group, texts in found.beyond:
        page = _page_of(group, found, form)
        title = group_of(group).title.within(form.language)
        items.append(Continued(len(items) + 1, title, page, texts))
    return placed, items


def _referring(
    entry: Entry, item: Continued, form: Form, fonts: FontSet
) -> list[Placed]:
    """The field with the longest reference to the sheet that fits; none may fit."""
    for text in references(item.number, translator(form.language)):
        other = entry._replace(text=text)
        drawn = _drawn(other, fonts)
        if drawn is not None:
            return [Placed(other, drawn)]
    return []


def _page_of(group: str, found: Entries, form: Form) -> int:
    pages = [each.field.page for each in found.given if group_of(each.meaning.ask).id == group]
    return 1 + max(pages, default=0)


def _drawn(entry: Entry, fonts: FontSet) -> tuple[Drawn, ...] | None:
    """The drawings of an entry, none for ticks; None where one of its places has no room."""
    field = entry.field
    if field.kind in (FieldKind.TICK, FieldKind.RADIO):
        return ()
    if field.most and len(entry.text) > field.most and not entry.state:
        return None
    drawn = tuple(_in_spot(entry, spot, fonts) for spot in field.spots)
    return drawn if all(each.laid.fits for each in drawn) else None


def _in_spot(entry: Entry, spot: Spot, fonts: FontSet) -> Drawn:
    text, field = entry.text, entry.field
    wide, high = spot.box.width, spot.box.height
    if spot.turned in (90, 270):
        wide, high = high, wide
    cells = field.most if field.comb and field.most else 0
    if cells:
        widest = max(text, key=lambda char: fonts.width(char, 10), default="")
        one = laid(widest, wide / cells + 3, high, fonts, field.size, several=False)
        one = one._replace(lines=(text,))
        return Drawn(wide, high, one, cells, field.align, turned=spot.turned)
    set_ = laid(text, wide, high, fonts, field.size, field.lines)
    align = 2 if entry.meaning.row and _FIGURE.fullmatch(text) else field.align
    return Drawn(wide, high, set_, 0, align, field.lines, spot.turned)


def _write(document: pikepdf.Pdf, path: Path, every: Sequence[Placed], language: str) -> None:
    """The values into the form's own fields, and upon the paper where it has none."""
    placed = [each for each in every if not each.entry.field.flat]
    fonts, faces = FontSet.of(language), Typefaces(document)
    marks = (m for each in every if each.entry.field.flat for m in _marks(each))
    write_upon(document, marks, fonts, faces)
    held = {each.name: each for each in leaves(document, path)}
    grounds = [ground for each in placed for ground in _grounds(each, held)]
    every_drawn = [one for each in placed for one in each.drawn]
    drawings = iter(appearances(every_drawn, grounds, fonts, faces, document))
    for each in placed:
        leaf, entry = held[each.entry.field.name], each.entry
        looks = [next(drawings) for _ in each.drawn]
        if entry.field.kind in (FieldKind.TICK, FieldKind.RADIO):
            put_state(document, leaf, entry.state)
        elif entry.state:
            put_choice(leaf, entry.state, looks)
        else:
            put_text(leaf, entry.text, looks)
    faces.embed()
    form: Any = document.Root.get("/AcroForm")
    if form is not None and "/NeedAppearances" in form:
        del form["/NeedAppearances"]  # every field has its appearance now


def _grounds(placed: Placed, held: Mapping[str, Leaf]) -> Iterator[str]:
    if placed.drawn:
        widgets = held[placed.entry.field.name].widgets
        for (_, widget), drawn in zip(widgets, placed.drawn, strict=True):
            yield ground_of(widget, drawn.width, drawn.height)


def _marks(placed: Placed) -> Iterator[Mark]:
    for at, spot in enumerate(placed.entry.field.spots):
        yield Mark(spot.page, spot.seen, placed.drawn[at] if placed.drawn else None)


def _append(document: pikepdf.Pdf, pages: bytes) -> None:
    with pikepdf.open(io.BytesIO(pages)) as more:
        document.pages.extend(more.pages)
