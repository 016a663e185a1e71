"""The report of a fault: complete, and never in the way of the fault itself."""

from __future__ import annotations

import sys

from cpdesk import __version__
from cpdesk.presenters.fault_report import report_of


def failed() -> str:
    raise OSError("no such thing")


def test_it_says_what_where_and_in_which_version() -> None:
    try:
        raise ZeroDivisionError("deliberate")
    except ZeroDivisionError:
        report = report_of(*sys.exc_info(), (("Language", lambda: "zh_Hant"),))  # type: ignore[arg-type]
    assert f"cpdesk: {__version__}" in report
    assert "Language: zh_Hant" in report
    assert "ZeroDivisionError: deliberate" in report
    assert "test_fault_report" in report


def test_a_part_that_cannot_be_found_out_keeps_nothing_back() -> None:
    class Odd(Exception):
        def __str__(self) -> str:
            raise ValueError("not even that")

    report = report_of(Odd, Odd(), None, (("Qt", failed), ("Page", lambda: "months")))
    assert "Qt: (OSError)" in report
    assert "Page: months" in report
    assert "Odd" in report
