"""A factory at a glance: its last year, what was saved, what needs attention, what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, Refusal, Severity
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.upgrades import Effect
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.domain.record import Record
    from cpdesk.presenters.findings import Line
    from cpdesk.presenters.listings import Listing
    from cpdesk.presenters.overview_said import DateSaid, Figure, PackSaid
    from cpdesk.services.glance import Glance
    from cpdesk.services.years import Years

T = TypeVar("T")
FEW, MORE = 5, 10  # findings that are shown at first, and with each press on the button


class OverviewView(Protocol):
    def show_overview(self) -> None:
        """Other figures, another language, or work that has begun or ended."""

    def show_progress(self) -> None:
        """What is being found out has gone on."""


class Overview:
    """What is found is computed aside, first the months, then everything else.

    What was found last stays on the screen until the next is there. `turn` leads to a page;
    `counted` is told when `attention` may be another.
    """

    def __init__(self, session: Session, runner: Runner, turn: Callable[[str], None]) -> None:
        self.session = session
        self.years: Years | None = None
        self.glance: Glance | None = None
        self.most = FEW  # findings that are shown
        self._refused: tuple[Finding, ...] = ()
        self._runner = runner
        self._turn = turn
        self._chosen = ""
        self._job: Job | None = None
        self._asked = 0  # what was asked for last; what an earlier question found is not shown
        self._looked: object = None
        self._listed: tuple[object, object, Listing | None] = (None, None, None)
        self._view: OverviewView | None = None
        self.counted: Callable[[], None] = lambda: None
        session.listen(self._changed)

    def attach(self, view: OverviewView) -> None:
        self._view = view
        view.show_overview()

    # what is shown

    @property
    def factories(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each factory."""
        session = self.session
        return tuple((each.id, session.name(each)) for each in session.record.all(Factory))

    @property
    def factory(self) -> Factory | None:
        """The one that is shown: chosen here, or the first."""
        known = self.session.record.all(Factory)
        return next((each for each in known if each.id == self._chosen), next(iter(known), None))

    @property
    def busy(self) -> bool:
        """Whether something is still to be found out."""
        return self._job is not None

    @property
    def fresh(self) -> bool:
        """Whether all that is shown is of the record as it stands."""
        factory = self.factory
        return not self.busy and self._looked == (self.session.record, factory and factory.id)

    @property
    def about(self) -> str:
        """The months that are compared, or what is being done."""
        from cpdesk.presenters.overview_months import period

        t = self.session.t
        if self._job is not None and self._job.sentence:
            return t("{doing}…", doing=t(self._job.sentence))
        return period(t, self.years) if self.years else ""

    @property
    def next_bill(self) -> str:
        """The main action: the bills of the month after the last one."""
        t = self.session.t
        if self.years is None or self.years.until is None:
            return t("Enter a bill")
        return t("Enter bills of {month}", month=self.years.until + 1)

    @property
    def figures(self) -> tuple[Figure, ...]:
        if self.glance is None:  # the words load the arithmetic, too much for a start
            return ()
        from cpdesk.presenters.overview_said import figures

        return figures(self.session.t, self.glance)

    @property
    def months(self) -> Listing | None:
        """The last year beside the one before; None where nothing is recorded."""
        from cpdesk.presenters.overview_months import months_listing

        years, t = self.years, self.session.t
        if years is None or not years.until:
            return None
        if self._listed[0] is not years or self._listed[1] is not t:
            self._listed = (years, t, months_listing(t, years))
        return self._listed[2]

    @property
    def savings(self) -> Listing | None:
        if self.glance is None or not self.glance.saved:
            return None
        from cpdesk.presenters.overview_said import savings_listing

        return savings_listing(self.session.t, self.glance)

    @property
    def findings(self) -> tuple[Line, ...]:
        """Faults and doubts, worst first; empty until all of them are known."""
        standing = self._standing
        if not standing:  # nothing is loaded to say nothing
            return ()
        from cpdesk.presenters.findings import lines

        return lines(self.session.t, standing, self.session.record)

    @property
    def attention(self) -> Mapping[str, int]:
        """How much of a page is doubtful, wrong or still open, as far as is known."""
        if self.glance is None:
            return {}
        from cpdesk.presenters.attention import counts

        return counts(self.session.record, self._standing, self.glance)

    @property
    def packs(self) -> tuple[PackSaid, ...]:
        if self.glance is None:
            return ()
        from cpdesk.presenters.overview_said import packs

        return packs(self.session.t, self.glance)

    @property
    def dates(self) -> tuple[DateSaid, ...]:
        if self.glance is None:
            return ()
        from cpdesk.presenters.overview_said import dates

        return dates(self.session, self.glance)

    # wishes

    def choose(self, factory: str) -> None:
        """Show another factory."""
        self._chosen = factory
        self.years = self.glance = None
        self.look()

    def look(self) -> None:
        """Find out anew if the record has changed since; called when the page is seen."""
        factory, record = self.factory, self.session.record
        key = (record, factory and factory.id)
        if self._looked == key:
            return
        self.stop()
        self._looked = key
        if factory is None:
            self.years = self.glance = None
            self.counted()
            self._show()
            return
        apart = record.apart()

        def work(job: Job) -> Years:
            from cpdesk.services.factors import load_factors
            from cpdesk.services.years import years_of

            return years_of(apart, factory, load_factors(apart), job)

        def done(years: Years) -> None:
            self.years = years
            self._look_further(apart, factory)

        self._ask(work, done)

    def _look_further(self, apart: Record, factory: Factory) -> None:
        """The months are known; the rest takes longer."""
        today = self.session.ws.today

        def work(job: Job) -> Glance:
            from cpdesk.services.glance import glance

            return glance(apart, factory, today, job)

        def done(found: Glance) -> None:
            self.glance, self._refused = found, ()
            self.counted()

        self._ask(work, done)

    def show_more(self) -> None:
        self.most += MORE
        self._show()

    def show_few(self) -> None:
        self.most = FEW
        self._show()

    def open_pack(self, page: str) -> None:
        self._turn(page)

    def open_row(self, entity: Entity) -> None:
        """Lead from a row of a table to where its figures come from."""
        if isinstance(entity, Effect):
            self.session.shown[Effect.word] = entity.id
            self._turn("savings")
        elif isinstance(entity, Meter | Driver):
            month = self.years.until if self.years else None
            self.session.go_to(Place(entity.word, entity.code, "amount", str(month or "")))

    def stop(self) -> None:
        """Nothing that is still being found out is wanted any more."""
        self._asked += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    # keeping up

    @property
    def _standing(self) -> Sequence[Finding]:
        """Faults, and the doubts that nobody has let stand, once all of them are known."""
        if self.glance is None:
            return self._refused
        from cpdesk.services.acceptance import split

        found = self.glance.findings
        meters = self.years.meters if self.years else ()
        lacking = (finding for each in meters for finding in each.lacking)
        known = (each for each in (*lacking, *found) if each.severity is not Severity.INFO)
        return split(self.session.record, (*self._refused, *known))[0]

    def _ask(self, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        """Do it aside; what arrives after something else was asked is let go."""
        self._asked += 1
        mine, self._job = self._asked, Job()

        def arrived(result: T) -> None:
            if mine == self._asked:
                self._job = None
                done(result)
                self._show()

        def failed(error: Exception) -> None:
            if mine == self._asked:
                self._job = None
                self._fail(error)

        job = self._runner.run(work, arrived, failed, self._watch)
        if mine == self._asked and self._job is not None:
            self._job = job

    def _fail(self, error: Exception) -> None:
        """Rules or factors that cannot be read are a finding; anything else is a fault."""
        if isinstance(error, Refusal):
            self._refused = (error.finding,)
        self._show()
        if not isinstance(error, Cancelled | Refusal):
            raise error

    def _watch(self, _job: Job) -> None:
        if self._view:
            self._view.show_progress()

    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_overview()
