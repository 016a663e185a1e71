"""A form read from its file: fields, places, labels, and the language it speaks."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2

from cpdesk.documents.annexes.showing import TURN
from cpdesk.documents.forms.fields import fields_in
from cpdesk.documents.forms.form import Form, FormField
from cpdesk.documents.forms.labels import with_labels
from cpdesk.documents.forms.language import language_of
from cpdesk.documents.forms.opening import FORM_BROKEN, open_form
from cpdesk.documents.forms.rules import rules_on
from cpdesk.documents.forms.spaces import fields_of, plain, spaces
from cpdesk.documents.forms.turning import turn_of
from cpdesk.documents.forms.word_file import is_word
from cpdesk.documents.forms.word_reading import read_word
from cpdesk.documents.forms.words import Words, words_on
from cpdesk.domain.findings import Place, warning
from cpdesk.domain.words import N_

BARE = warning(
    "form-bare",
    N_("{file} has neither fields nor lines or boxes to write in; it may be a scan. Mark the "
       "places in a map: page and box of each."),
)  # fmt: skip


def read_form(path: Path) -> Form:
    """The form in a file; one without fields is read from its lines and boxes.

    Raises Refusal where it cannot be read or filled, saying what to do.
    """
    if is_word(path):
        return read_word(path)
    document, digest, findings = open_form(path)
    with document:
        fields = fields_in(document, path)
        pages, found = _seen(document, path, flat=not fields)
        fields = fields or tuple(found)
        labelled = with_labels(fields, [plain(words) for words in pages])
        sizes = tuple(turn_of(page).size for page in document.pages)
        if not fields:
            findings = (*findings, BARE.at(Place(spot=path.name), file=path.name))
        return Form(digest, sizes, labelled, language_of(pages), findings)


def _seen(
    document: pikepdf.Pdf, path: Path, *, flat: bool
) -> tuple[list[tuple[Words, ...]], list[FormField]]:
    """The words of every page and, of a flat form, the places to write in."""
    clean = io.BytesIO()
    document.save(clean)
    turns = [turn_of(page) for page in document.pages]
    pages, found = [], list[FormField]()
    try:
        with TURN, pypdfium2.PdfDocument(clean.getvalue()) as shown:
            for at, turn in enumerate(turns):
                words = words_on(shown[at], turn)
                pages.append(words)
                if flat:
                    found += fields_of(spaces(rules_on(shown[at], turn), words), at)
        return pages, found
    except pypdfium2.PdfiumError:
        raise FORM_BROKEN.refuse(Place(spot=path.name), file=path.name) from None
