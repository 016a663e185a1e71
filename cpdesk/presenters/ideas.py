"""Where a bill or a month suggests an upgrade: note it, and lead to what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable

from cpdesk.base.languages import LANGUAGES, Translator, translator
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.presenters.session import Session


def in_all_languages(say: Callable[[Translator], str]) -> LocalText:
    """What the program says itself stands in the record in every language."""
    return LocalText(**{each: say(translator(each)) for each in LANGUAGES})


def note(
    session: Session, meter: Meter, name: LocalText, why: LocalText
) -> tuple[Finding, ...]:
    """Note it and lead to its title; what stood in the way."""
    from cpdesk.services.ideas import note_idea

    made, found = note_idea(session.ws, meter, name, why)
    if session.done(found):
        session.changed(session.t("Noted as an idea: {name}", name=session.name(made)))
        lacks = Place(Upgrade.word, made.code, "name", session.t.language)
        session.go_to(Place(Upgrade.word, made.code, "cost") if made.name else lacks)
    return found


def note_month(
    session: Session, meter: Meter, month: Month, used: str, expected: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Note that something is to be done about what a meter counted in a month.

    `expected` are the least and the most that production lets expect, if that is known.
    """
    def why(t: Translator) -> str:
        facts = {"meter": t.show(meter.name) or meter.code, "month": month, "amount": used}
        if len(expected) < 2:
            return t("{meter}, {month}: {amount}.", **facts)
        return t("{meter}, {month}: {amount}; production lets expect {least} to {most}.", **facts,
                 least=expected[0], most=expected[1])  # fmt: skip

    return note(session, meter, LocalText(), in_all_languages(why))
