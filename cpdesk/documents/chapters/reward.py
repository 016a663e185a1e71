"""What the form for Guangdong's reward of label holders asks for, ready to be copied out."""

from __future__ import annotations

from typing import Any

from cpdesk.documents.chapters.parts import facts
from cpdesk.documents.setting.blocks import Fact, facts_table, remark
from cpdesk.documents.setting.headings import chapter
from cpdesk.documents.setting.pair import mapped
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import DossierView
from cpdesk.domain.company import Contact, ContactRole, Region
from cpdesk.domain.recognition import Label, LabelClass

Story = list[Any]
_FACTORY = ("name", "credit_code", "address", "legal_representative", "industry_code")
_REWARDED = (LabelClass.EXCELLENT, LabelClass.PARTNER)
_RULES = ("reward", "reward-conditions")


def reward(paper: Paper, view: DossierView) -> Story:
    """For a factory in Guangdong that makes things; for others there is no reward."""
    t = paper.t
    if view.label not in _REWARDED or view.factory.region is not Region.GUANGDONG:
        return []
    lines = [
        *facts(paper, view.factory, _FACTORY),
        Fact(t("Class applied for"), t(view.label.label)), Fact(t("Year"), str(view.year)),
        Fact(t("Number of the label certificate"), _number(paper, view)),
        Fact(t("Factory contact"), _contact(paper, view)),
        *facts(paper, view.factory, ("bank_account",)),
    ]  # fmt: skip
    rules = [each for each in map(view.scheme.find, _RULES) if each]
    return [
        chapter(paper, t("Data for the Guangdong reward")),
        *facts_table(paper, lines, label_mm=62),
        *(line for rule in rules
          for line in remark(paper, t("{rule} ({certainty}).", rule=_bare(t.show(rule.text)),
                                      certainty=t(rule.certainty.label)))),
    ]  # fmt: skip


def _bare(sentence: str) -> str:
    """A sentence before its full stop, in both languages."""
    return mapped(sentence, lambda words: words.rstrip(".。"))


def _number(paper: Paper, view: DossierView) -> str:
    held = view.record.where(Label, factory=view.factory.id, year=view.year, label=view.label)
    numbers = [each.number for each in held if each.number]
    return numbers[0] if numbers else paper.t("once the label is given")


def _contact(paper: Paper, view: DossierView) -> str | None:
    """Name, post and telephone of whoever answers for the factory."""
    for each in view.record.where(Contact, of=view.factory.id, role=ContactRole.FACTORY):
        told = (paper.t.show(each.name), paper.t.show(each.post), each.mobile or each.telephone)
        return paper.t.show(tuple(filter(None, told))) or None
    return None
