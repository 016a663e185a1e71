"""Sentences after one another, in one language and in two."""

from __future__ import annotations

from cpdesk.documents.setting.pair import Both, run_on


def test_no_space_follows_a_full_width_mark() -> None:
    assert run_on(["甲。", "乙。", "Two.", "Three."]) == "甲。乙。Two. Three."
    assert run_on([]) == ""


def test_two_languages_are_each_run_on_by_themselves() -> None:
    joined = Both.joined(Both("甲。", "One."), Both("乙。", "Two."))
    assert isinstance(joined, Both)
    assert (joined.first, joined.second) == ("甲。乙。", "One. Two.")
