"""A form read from its file: fields, places, labels, and the language it speaks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2

from cpdesk.base.files import sha256
from cpdesk.documents.annexes.showing import TURN
from cpdesk.documents.forms.fields import fields_in
from cpdesk.documents.forms.form import Form, FormField
from cpdesk.documents.forms.labels import with_labels
from cpdesk.documents.forms.language import language_of
from cpdesk.documents.forms.opening import FORM_BROKEN, open_form
from cpdesk.documents.forms.rules import Rules, rules_on
from cpdesk.documents.forms.scanning import Scan, has_picture, scan_of
from cpdesk.documents.forms.spaces import Space, fields_of, plain, spaces
from cpdesk.documents.forms.turning import Turn, turn_of
from cpdesk.documents.forms.word_file import is_word
from cpdesk.documents.forms.word_reading import read_word
from cpdesk.documents.forms.words import Words, words_on
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.words import N_

BARE = warning(
    "form-bare",
    N_("{file} has neither fields nor lines or boxes to write in; it may be a scan. Mark the "
       "places on the page with the mouse, or in a map."),
)  # fmt: skip
SCANNED = warning(
    "form-scanned",
    N_("Page {page} of {file} is a picture whose words cannot be read. The boxes and lines seen on "
       "it are listed: say what belongs into each, and mark what was not seen with the mouse."),
)  # fmt: skip
SIDEWAYS = warning(
    "form-sideways",
    N_("Page {page} of {file} seems to lie on its side. Turn it before you mark places, so that "
       "what is written stands upright."),
)  # fmt: skip

_FEW_RULES = 4  # of the file itself: a frame around a picture is no form


def read_form(path: Path, turned: Sequence[int] = ()) -> Form:
    """The form in a file; one without fields is read from its lines and boxes.

    Raises Refusal where it cannot be read or filled, saying what to do.
    """
    if is_word(path):
        return read_word(path)
    document, findings = open_form(path, turned)
    with document:
        fields = fields_in(document, path)
        seen = _seen(document, path, flat=not fields)
        fields = fields or tuple(seen.fields)
        labelled = with_labels(fields, [plain(words) for words in seen.words])
        sizes = tuple(turn_of(page).size for page in document.pages)
        findings = (*findings, *_doubts(seen, path))
        if not fields and not seen.scanned:
            findings = (*findings, BARE.at(Place(spot=path.name), file=path.name))
        return Form(sha256(path), sizes, labelled, language_of(seen.words), findings, tuple(turned),
                    scanned=tuple(seen.scanned))  # fmt: skip


@dataclass
class _Seen:
    """The words of every page and, of a flat form, its places; pages without words, and askew."""

    words: list[tuple[Words, ...]] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    sideways: list[int] = field(default_factory=list)


def _doubts(seen: _Seen, path: Path) -> Iterator[Finding]:
    for kind, pages in ((SCANNED, seen.scanned), (SIDEWAYS, seen.sideways)):
        for at in pages:
            yield kind.at(Place(spot=path.name), file=path.name, page=at + 1)


def _seen(document: pikepdf.Pdf, path: Path, *, flat: bool) -> _Seen:
    clean = io.BytesIO()
    document.save(clean)
    turns = [turn_of(page) for page in document.pages]
    seen = _Seen()
    try:
        with TURN, pypdfium2.PdfDocument(clean.getvalue()) as shown:
            for at, turn in enumerate(turns):
                page = shown[at]
                seen.words.append(words_on(page, turn))
                if flat:
                    _look(seen, page, turn)
                page.close()
        return seen
    except pypdfium2.PdfiumError:
        raise FORM_BROKEN.refuse(Place(spot=path.name), file=path.name) from None


def _look(seen: _Seen, page: pypdfium2.PdfPage, turn: Turn) -> None:
    """The places of the last page of words; those of a picture are told from its pixels."""
    at, words, rules = len(seen.words) - 1, seen.words[-1], rules_on(page, turn)
    scan = scan_of(page) if _is_bare(rules) and has_picture(page) else None
    if scan is None:
        seen.fields += fields_of(spaces(rules, words), at)
        return
    found = _spaces(scan, words)
    seen.fields += fields_of(found, at)
    if not words and found:
        seen.scanned.append(at)
        seen.sideways += [at] if scan.sideways else []


def _spaces(scan: Scan, words: Sequence[Words]) -> list[Space]:
    """The places of a scan; what the lines of large letters close is no square to tick."""
    found = [scan.as_it_lies(each) for each in spaces(scan.rules, words or scan.ink)
             if not each.tick or _is_printed(each, words)]  # fmt: skip
    return found + [
        Space(each, tick=True) for each in scan.squares
        if not any(each.across(one.box) > 0 and each.along(one.box) > 0 for one in found)
    ]  # fmt: skip


def _is_printed(space: Space, words: Sequence[Words]) -> bool:
    """Whether a square is a letter of the words that were read from the scan."""
    return any(each.box == space.box for each in words)


def _is_bare(rules: Rules) -> bool:
    return len(rules.level) + len(rules.upright) < _FEW_RULES
