"""A pack no heavier than it may be: its pictures reduced step by step, and no further."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, BinaryIO

from cpdesk.domain.findings import blocking, info, warning
from cpdesk.domain.papers import Evidence
from cpdesk.domain.words import N_
from cpdesk.services.orders import Printed

if TYPE_CHECKING:
    from cpdesk.documents.annexes.lightening import Fineness

MB = 1_000_000  # bytes; where a form means 1,048,576, a file under this is under that too
LIGHTENED = info(
    "pack-lightened",
    N_("Pictures were reduced to {pixels} pixels on their longest side, so that the file has "
       "{size} MB. The originals in the record are as they were."),
)  # fmt: skip
TOO_HEAVY = warning(
    "pack-too-heavy",
    N_("The file has {size} MB, more than {limit} MB, though pictures were reduced to {pixels} "
       "pixels; with less they could not be read. The heaviest annexes: {annexes}. Hand some in "
       "apart, or ask for a higher limit."),
)  # fmt: skip
TOO_HEAVY_ALONE = warning(
    "pack-too-heavy",
    N_("The file has {size} MB, more than {limit} MB, though it has no annex and pictures were "
       "reduced to {pixels} pixels. Ask for a higher limit."),
)  # fmt: skip
NOT_UNDER = blocking(
    "pack-not-under",
    N_("This cannot be issued under {limit} MB: with pictures reduced to {pixels} pixels it has "
       "{size} MB, and with less they could not be read. The heaviest annexes: {annexes}. Hand "
       "some in apart, or issue it without the limit."),
)  # fmt: skip
NOT_UNDER_ALONE = blocking(
    "pack-not-under",
    N_("This cannot be issued under {limit} MB: without any annex it has {size} MB already. Issue "
       "it without the limit."),
)  # fmt: skip
_HEAVIEST = 3


@dataclass(frozen=True)
class Limit:
    """What a file must be under, in millions of bytes; a `strict` one is refused above it."""

    megabytes: Decimal
    strict: bool


def kept_under(
    limit: Limit, file: BinaryIO, papers: Sequence[Evidence],
    pour: Callable[[Fineness | None], Printed],
) -> Printed:
    """Pour as it is, then ever less fine until the file is under the limit; what was found.

    Above the limit at the last step a draft stays as it came out, with a warning. Raises Refusal
    for a pack that would be issued so.
    """
    from cpdesk.documents.annexes.lightening import STEPS

    found = pour(None)
    for fineness in STEPS:
        if _is_under(limit, file):
            return found
        file.seek(0)
        file.truncate()
        found = pour(fineness)
        if _is_under(limit, file):
            return (*found, LIGHTENED.at(pixels=fineness.pixels, size=_megabytes(_size(file))))
    return (*found, *_too_heavy(limit, file, papers, STEPS[-1].pixels))


def _too_heavy(limit: Limit, file: BinaryIO, papers: Sequence[Evidence], pixels: int) -> Printed:
    """Said, or refused, with the annexes that weigh most."""
    kind = NOT_UNDER if limit.strict else TOO_HEAVY
    facts: dict[str, object] = {
        "size": _megabytes(_size(file)), "limit": limit.megabytes, "pixels": pixels,
    }  # fmt: skip
    if papers:
        heavy = sorted(papers, key=lambda each: -each.size)[:_HEAVIEST]
        facts["annexes"] = tuple(f"{each.code} ({_megabytes(each.size)} MB)" for each in heavy)
    else:
        kind = NOT_UNDER_ALONE if limit.strict else TOO_HEAVY_ALONE
    if limit.strict:
        raise kind.refuse(None, **facts)
    return (kind.at(None, **facts),)


def _is_under(limit: Limit, file: BinaryIO) -> bool:
    return _size(file) < limit.megabytes * MB


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _megabytes(size: int) -> Decimal:
    """To a tenth, upwards: what is told is never less than what there is."""
    return (Decimal(size) / MB).quantize(Decimal("0.1"), ROUND_UP)
