"""What is known of one upgrade: its ladder, before and after, costs and offers, diary, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Evidence
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.figures import DASH, narrow_month, significant
from cpdesk.presenters.session import Session
from cpdesk.presenters.upgrade_parts import Line, Section

if TYPE_CHECKING:
    from cpdesk.services.upgrade_register import Entry

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """A rung of the ladder as it is drawn."""

    words: str
    when: str
    reached: bool
    farthest: bool


class Details:
    """One upgrade, part by part."""

    def __init__(self, session: Session, entry: Entry) -> None:
        self.session = session
        self.entry = entry
        self.upgrade = entry.upgrade

    @property
    def title(self) -> str:
        return self.session.name(self.upgrade)

    @property
    def about(self) -> str:
        """Where it is, and on what it acts."""
        t, record = self.session.t, self.session.record
        meters = dict.fromkeys(each.meter for each in self._effects() if each.meter)
        names = tuple(t.show(record.get(Meter, each).name) or record.get(Meter, each).code
                      for each in meters)  # fmt: skip
        acts = t("acts on {meters}", meters=names) if names else ""
        return " · ".join(filter(None, (t.show(self.upgrade.location), acts)))

    @property
    def steps(self) -> tuple[Step, ...]:
        t = self.session.t
        return tuple(
            Step(t.show(each.step), narrow_month(t, each.day) if each.day else "", each.reached,
                 each.step is self.entry.step)
            for each in self.entry.ladder
        )  # fmt: skip

    @property
    def next_step(self) -> tuple[str, Place] | None:
        """What would bring it one step on, and where that is entered; None once it is verified."""
        from cpdesk.services.upgrade_register import Step as Rung

        t, code = self.session.t, self.upgrade.code
        reached = {each.step for each in self.entry.ladder if each.reached}
        field = partial(Place, Upgrade.word, code)
        if Rung.RUNNING in reached:
            return self._after_running(reached >= {Rung.MEASURED}, reached >= {Rung.VERIFIED})
        if Rung.ORDERED in reached:
            return t("Next: the day from which it runs"), field("running_from")
        if self.upgrade.cost is None and not reached & {Rung.QUOTED}:
            return t("Next: what it would cost"), field("cost")
        if not self.upgrade.project and Rung.QUOTED not in reached:
            return t("Next: put it into a project, then compare offers"), field("project")
        return t("Next: the day the works begin"), field("works_from")

    def _after_running(self, measured: bool, verified: bool) -> tuple[str, Place] | None:
        t, code, record = self.session.t, self.upgrade.code, self.session.record
        meters = [record.get(Meter, each.meter) for each in self._effects() if each.meter]
        if not measured and meters:
            return t("Next: figures of more months"), Place(Meter.word, meters[0].code, "amount")
        if not measured:
            return t("Next: the meter it changes"), Place(Effect.word, "", "upgrade", code)
        verifier = Place(Upgrade.word, code, "verifier")
        return None if verified else (t("Next: a verifier, the report and its day"), verifier)

    @property
    def tabs(self) -> Options:
        t, papers = self.session.t, len(self.papers)
        return (("before", t("Before and after")), ("costs", t("Costs")), ("diary", t("Diary")),
                ("papers", f"{t('Papers')} {papers}" if papers else t("Papers")))  # fmt: skip

    def sections(self, tab: str) -> tuple[Section, ...]:
        """What a tab shows, below the photographs."""
        return {
            "before": self._before, "costs": self._costs, "diary": self._diary,
            "papers": self._papers,
        }[tab]()  # fmt: skip

    @property
    def papers(self) -> tuple[Evidence, ...]:
        """Every paper that supports the upgrade or its effects, each once."""
        record = self.session.record
        held: tuple[Entity, ...] = (self.upgrade, *self._effects())
        found = (record.get(Evidence, each.evidence) for one in held
                 for each in record.attachments(one))  # fmt: skip
        return tuple({each.id: each for each in found}.values())

    @property
    def photos(self) -> tuple[Evidence, ...]:
        """The first two photographs of the upgrade itself, in the order they were attached.

        A copy of an identity paper is none of them.
        """
        record, personal = self.session.record, self.session.ws.schemes().personal
        found = (record.get(Evidence, each.evidence) for each in record.attachments(self.upgrade))
        return tuple(each for each in found if each.picture and each.printable
                     and each.document not in personal)[:2]  # fmt: skip

    def caption(self, paper: Evidence) -> str:
        """`Before the works [E22]`."""
        words = self.session.t.show(paper.name) or paper.file_name
        return f"{words} [{paper.code}]" if paper.code else words

    # before and after

    def _before(self) -> tuple[Section, ...]:
        t = self.session.t
        place = Place(Upgrade.word, self.upgrade.code, "before")
        upgrade = self.upgrade
        told = (
            (t("Description"), upgrade.description, "description"),
            (t("Before"), upgrade.before, "before"), (t("After"), upgrade.after, "after"),
        )  # fmt: skip
        words = tuple(
            Line((name, t.show(text)), Place(Upgrade.word, self.upgrade.code, field))
            for name, text, field in told if text
        )  # fmt: skip
        figures = tuple(self._figures())
        heads = (t("What it is"), t("Unit"), t("Before"), t("After"))
        note = "" if figures or words else t("Nothing is told of before and after yet.")
        return (
            Section("", (), words or (Line((t("Before"), DASH), place),), 2, note, wide=1),
            Section(t("What was measured"), heads, figures, 2),
        )  # fmt: skip

    def _figures(self) -> Iterator[Line]:
        """Of each measured effect the use of a month, and for one unit of each product."""
        from cpdesk.services.effect_charts import intensity_of, outputs
        from cpdesk.services.saving.savings import savings_of

        t, record = self.session.t, self.session.record
        for known in savings_of(record, self.upgrade, self.session.ws.factors()).effects:
            result = known.avoided
            if result is None or not result.baseline or not result.months:
                continue
            name = t.show(known.effect.quantity)
            if known.meter is not None:
                name = t.show(known.meter.name) or known.meter.code
            place = Place("effect", known.effect.code)
            before = sum(each.actual for each in result.baseline) / len(result.baseline)
            since = sum(each.actual for each in result.months) / len(result.months)
            yield Line((t("{name}, mean of a month", name=name), known.unit,
                        significant(t, before), significant(t, since)), place)  # fmt: skip
            for output in outputs(record, known, result):
                made = intensity_of(record, known, result, output, t)
                if made and made.before is not None and made.since is not None:
                    words = t("{name} for {output}", name=name,
                              output=t.show(output.name) or output.code)  # fmt: skip
                    yield Line((words, made.per, significant(t, made.before),
                                significant(t, made.since)), place)  # fmt: skip

    def _costs(self) -> tuple[Section, ...]:
        from cpdesk.presenters.upgrade_costs import Costs

        return Costs(self.session, self.entry, self._project()).sections()

    def _diary(self) -> tuple[Section, ...]:
        from cpdesk.presenters.upgrade_diary import Diary

        return (Diary(self.session, self.upgrade, self._project()).section(),)

    def _papers(self) -> tuple[Section, ...]:
        from cpdesk.presenters.evidence_words import about

        t = self.session.t
        lines = tuple(
            Line((each.code, t.show(each.name) or each.file_name, about(t, each)),
                 Place(Evidence.word, each.code))
            for each in self.papers
        )  # fmt: skip
        note = "" if lines else t("No paper supports this upgrade yet. Drop photographs, invoices "
                                  "and reports here.")  # fmt: skip
        return (Section(t("Papers"), (t("Code"), t("Title"), t("About")), lines, 3, note,
                        wide=1),)  # fmt: skip

    # what it rests on

    def _effects(self) -> tuple[Effect, ...]:
        return self.session.record.where(Effect, upgrade=self.upgrade.id)

    def _project(self) -> Project | None:
        named = self.upgrade.project
        return self.session.record.get(Project, named) if named else None
