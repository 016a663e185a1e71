"""What a finding calls by its code, a screen calls by its name as well."""

from __future__ import annotations

import pytest

from cpdesk.domain.findings import Place, warning
from cpdesk.domain.plant import Meter
from cpdesk.presenters.findings import lines
from cpdesk.presenters.naming import named_sentence
from cpdesk.presenters.session import Session, place_words

SEEN = warning("seen", "{meter} saw {names} of {series}, {n} times.")


def finding(**facts: object):  # noqa: ANN201
    return SEEN.at(Place("meter", "CLP", "", "2024-03"), **facts)


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_codes_get_their_names_in_the_language_of_the_screen(
    session: Session, language: str
) -> None:
    session.speak(language)
    meter = session.find(Meter, "CLP")
    name = session.t.show(meter.name)
    found = finding(meter="CLP", names=("no such code",), series="CLP", n=3)
    said = named_sentence(session.t, session.record, found)
    assert said.count(f"CLP {name}") == 2
    assert "no such code" in said
    assert "3" in said


def test_where_it_lies_names_what_the_sentence_does_not(session: Session) -> None:
    told, silent = (
        lines(session.t, (each,), session.record)[0]
        for each in (finding(meter="CLP", names=(), series="", n=1),
                     warning("silent", "Something is odd.").at(Place("meter", "CLP")))
    )  # fmt: skip
    assert told.where == "Meter CLP · March 2024"
    assert silent.where == "Meter CLP Electricity"
    assert place_words(session.t, Place("meter", "CLP")) == "Meter CLP"


def test_what_was_found_stays_what_it_is(session: Session) -> None:
    """An accepted doubt is known by its facts, and those are codes."""
    found = finding(meter="CLP", names=(), series="CLP", n=1)
    (line,) = lines(session.t, (found,), session.record)
    assert line.finding is found
    assert line.place.code == "CLP"
