"""The rules of each scheme and round: how sure each is, where it was read, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Place, Severity
from cpdesk.domain.papers import Answer
from cpdesk.presenters.browsing import Action, Browser, Details, Fact, Filter
from cpdesk.presenters.listings import Cell, Column, Listing, Row, Tone
from cpdesk.presenters.pages import RULE
from cpdesk.presenters.session import Session
from cpdesk.programme.schemes import Certainty, Rule, Scheme, Schemes, Topic, rule_status

ANSWER = "answer"
SURE, UNSURE, UNKNOWN, HINTS, ANSWERED = "sure", "unsure", "unknown", "hints", "answered"
_SURE = (Certainty.E25, Certainty.CUR)
_TOPICS = tuple(Topic)


class SchemesPage(Browser):
    """One scheme at a time, the round that runs now first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: tuple[object, Schemes] | None = None

    @property
    def title(self) -> str:
        return self.session.t("Schemes")

    @property
    def about(self) -> str:
        return window(self.session.t, self.scheme)

    @property
    def scheme(self) -> Scheme:
        """The one that is chosen, or the round that runs now."""
        known = self._schemes
        chosen = known.by_id.get(self.chosen.get("scheme", ""))
        return chosen or known.on(self.session.ws.today) or known.newest()

    @property
    def filters(self) -> tuple[Filter, ...]:
        t = self.session.t
        schemes = sorted(self._schemes.by_id.values(), key=_newest_first)
        names = tuple((each.id, t.show(each.name)) for each in schemes)
        states = (
            ("", t("All rules")), (SURE, t("Established")), (UNSURE, t("To be confirmed")),
            (UNKNOWN, t("Not published")), (HINTS, t("Practice of similar funds")),
            (ANSWERED, t("Found out by you")),
        )  # fmt: skip
        return (
            Filter("scheme", t("Scheme"), names, self.scheme.id),
            Filter("sure", t("How sure"), states, self.chosen.get("sure", "")),
        )

    @property
    def listing(self) -> Listing:
        t = self.session.t
        columns = (Column(t("Subject")), Column(t("Rule"), stretch=True), Column(t("How sure")))
        rules = sorted(self.scheme.rules, key=lambda each: _TOPICS.index(each.topic))
        rows = tuple(self._row(each) for each in rules if self._is_listed(each))
        return Listing(t.show(self.scheme.name), columns, rows)

    @property
    def details(self) -> Details | None:
        rule = self._looked_at
        if rule is None:
            return None
        t = self.session.t
        heading = t.show(rule.heading) or t(rule.topic.label)
        return Details(
            heading, t.show(self.scheme.name), tuple(self._facts(rule)),
            actions=tuple(_actions(t, rule)) if not self.session.ws.store.read_only else (),
            problem=self.problem,
        )  # fmt: skip

    @property
    def current(self) -> Any:
        rule = self._looked_at
        return rule.id if rule else None

    def act(self, word: str, typed: Mapping[str, str]) -> None:
        """Lead to the answer about the rule that is looked at."""
        rule = self._looked_at
        if rule is not None and word == ANSWER:
            self.session.go_to(Place(RULE, rule.id, spot=self.scheme.id))

    # what it is made of

    @property
    def _schemes(self) -> Schemes:
        """Read once for each state of the record, for an answer changes them."""
        record = self.session.record
        if self._known is None or self._known[0] is not record:
            self._known = (record, self.session.ws.schemes())
        return self._known[1]

    @property
    def _looked_at(self) -> Rule | None:
        """The rule that was chosen, or the first that is listed."""
        found = self.scheme.find(str(self.key or ""))
        first = next((row.key for row in self.listing.rows), None)
        return found or (self.scheme.find(str(first)) if first else None)

    def _is_listed(self, rule: Rule) -> bool:
        wanted = self.chosen.get("sure", "")
        t = self.session.t
        said = (t.show(rule.text), t.show(rule.heading), t(rule.topic.label), t.show(rule.source))
        return wanted in ("", _state(rule)) and self.matches(*said)

    def _row(self, rule: Rule) -> Row:
        t = self.session.t
        return Row(
            (Cell(t(rule.topic.label), Tone.QUIET), Cell(t.show(rule.text)), _sure(t, rule)),
            key=rule.id,
        )

    def _facts(self, rule: Rule) -> Iterator[Fact]:
        t = self.session.t
        yield Fact(t("Rule"), t.show(rule.text))
        yield Fact(t("How sure"), _whole(t(rule.certainty.label)))
        if rule.source:
            yield Fact(t("Read in"), t.show(rule.source))
        answer = self._answer(rule)
        if answer is not None:
            yield Fact(t("Found out on"), t.show(answer.given))
        elif rule.unknown:
            ask = rule.ask or self.scheme.ask
            yield Fact(t("Where to ask"), t.show(ask))

    def _answer(self, rule: Rule) -> Answer | None:
        return rule_status(self.scheme, rule.id, self.session.record).answer


def window(t: Translator, scheme: Scheme) -> str:
    """When applications are received; what is not known is said to be unknown."""
    opens = t.date(scheme.opens) if scheme.opens_known else t.month(scheme.opens)
    if scheme.closes is None:
        return t("Since {opens}; closing dates are not published", opens=opens)
    if scheme.closes_known:
        return t("{opens} to {closes}", opens=opens, closes=t.date(scheme.closes))
    return t("{opens} to {closes}, day not published", opens=opens, closes=t.month(scheme.closes))


def _newest_first(scheme: Scheme) -> tuple[bool, str, int]:
    return scheme.status != "current", scheme.kind, -scheme.opens.toordinal()


def _state(rule: Rule) -> str:
    if rule.unknown:
        return UNKNOWN
    if rule.hint:
        return HINTS
    if rule.certainty is Certainty.USER:
        return ANSWERED
    return SURE if rule.certainty in _SURE else UNSURE


def _sure(t: Translator, rule: Rule) -> Cell:
    state, words = _state(rule), t(rule.certainty.label)
    if state == SURE:
        return Cell(t("Established"), mark=True, tip=words)
    if state == ANSWERED:
        return Cell(t("Found out by you"), mark=True, tip=words)
    if state == UNKNOWN:
        return Cell(t("Not published"), Tone.DOUBT, mark=Severity.WARNING, tip=words)
    short = t("Similar funds") if state == HINTS else t("To be confirmed")
    return Cell(short, Tone.QUIET, mark=Severity.INFO, tip=words)


def _whole(words: str) -> str:
    """As a sentence begins."""
    return words[:1].upper() + words[1:]


def _actions(t: Translator, rule: Rule) -> Iterator[Action]:
    """Only what is not published can be found out; the rest is as it was read."""
    if rule.unknown:
        yield Action(ANSWER, t("Enter what you found out"), "primary")
    elif rule.certainty is Certainty.USER:
        yield Action(ANSWER, t("Change the answer"))
