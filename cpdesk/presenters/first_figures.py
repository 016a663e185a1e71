"""The first figures of a factory: what it uses is ticked, a block is pasted, or a file imported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpdesk.domain.company import Factory
    from cpdesk.domain.findings import Finding
    from cpdesk.presenters.session import Session


def kinds_offered(session: Session) -> tuple[tuple[str, str], ...]:
    """Value and words of each kind a column can be made of, with its unit."""
    from cpdesk.services.columns import USUAL

    return tuple((kind.value, f"{session.t(kind.label)} ({unit})") for kind, unit in USUAL)


def add_columns(
    session: Session, values: Sequence[str], factory: Factory | None
) -> tuple[Finding, ...]:
    """A column for each of these kinds, as one change."""
    from cpdesk.services.columns import USUAL
    from cpdesk.services.columns import add_columns as add

    found = add(session.ws, [kind for kind, _ in USUAL if kind.value in values], factory)
    session.done(found)
    return found


def example(session: Session) -> str:
    """What a block that can be pasted looks like, in the language of the screen."""
    t = session.t
    year = session.ws.today.year - 1
    heads = (t("Month"), f"{t('Electricity')} (kWh)", f"{t('Water')} (m³)",
             f"{t('Production')} (t)")  # fmt: skip
    rows = ((f"{year}-01", "372,615", "23,258", "280.3"), (f"{year}-02", "407,603", "26,043",
                                                           "331.8"))  # fmt: skip
    return "\n".join("\t".join(each) for each in (heads, *rows))
