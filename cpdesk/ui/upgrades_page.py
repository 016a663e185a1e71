"""Upgrades: the register with what is known of one of them, and the forms behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.upgrades import Upgrade
from cpdesk.presenters.adding_papers import AddingPapers
from cpdesk.presenters.evidence_pictures import Pictures
from cpdesk.presenters.findings import lines
from cpdesk.presenters.pages import Page as DeskPage
from cpdesk.presenters.pages import Way
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.presenters.upgrade_register import UpgradeRegister
from cpdesk.ui.copying import Copies
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.form_page import FormPage, FormPane
from cpdesk.ui.parts import EmptyPage, Page, label
from cpdesk.ui.register_out import RegisterOut
from cpdesk.ui.register_tree import RegisterTree
from cpdesk.ui.result_strip import ResultStrip, failed
from cpdesk.ui.segments import SegmentsOrChoice
from cpdesk.ui.side_by_side import SideBySide
from cpdesk.ui.upgrade_pane import WIDE, UpgradePane

REGISTER = "register"
_FIND, _MOST_FINDINGS = 168, 160
_SHARE = 0.38  # of the height for the details beneath: above them are tools, heads and a note


class RegisterPane(Page):
    """The view of the register."""

    def __init__(
        self, register: UpgradeRegister, pictures: Pictures, runner: Runner, adding: AddingPapers,
        begin: Callable[[type[Entity]], object], told: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.register = register
        self.tree = RegisterTree(register)
        self.pane = UpgradePane(register, pictures, adding, begin)
        self.groups, self.find = SegmentsOrChoice(), QLineEdit()
        self.note, self.findings = label("hint", wraps=True), FindingsList(register.session.go_to)
        self.findings.hide()
        self.out, self.strip = RegisterOut(register, runner), ResultStrip(runner, lambda: None)
        self.empty = EmptyPage(lambda: begin(Upgrade))
        self._told = told
        self._build()
        self.groups.chosen.connect(register.choose_group)
        self.find.textEdited.connect(register.find)
        self.tree.picked.connect(register.select)
        self.tree.opened.connect(register.edit)
        self.copies = Copies(self.tree, register.session, lambda: register.as_text)
        self.out.paper_wanted.connect(self._print)
        adding.refused = self._refused
        pictures.arrived = self.show_details
        register.attach(self)

    # the view of the presenter

    def show_register(self) -> None:
        self.refresh()

    def show_details(self) -> None:
        if self.isVisible():
            self.tree.choose(self.register.selected)
            self.pane.show_now()

    def show_now(self) -> None:
        t, register = self.register.session.t, self.register
        register.work_out()
        there = not register.is_empty
        self.empty.say(
            t("No upgrade yet"),
            t("Begin with an idea: what is to be changed, where, and what it would cost."),
            t("New upgrade"),
        )  # fmt: skip
        self.empty.setVisible(not there)
        self.whole.setVisible(there)
        self.groups.offer(register.groups, register.group, t("Upgrades"))
        self.find.setPlaceholderText(t("Find an upgrade"))
        self.find.setAccessibleName(t("Find an upgrade"))
        self.find.setToolTip(t("Find an upgrade"))
        self.note.setText(register.note)
        self.out.retell(t)
        self.strip.speak(t)
        self.tree.show_now()
        self.pane.show_now()
        self._told()

    def _refused(self, found: tuple[Finding, ...]) -> None:
        """What was not kept of the files that were added, and why."""
        session = self.register.session
        self.findings.show_findings(session.t, lines(session.t, found, session.record))
        self.findings.fit(_MOST_FINDINGS)

    def _print(self) -> None:
        """The register as a paper to a printer."""
        session, strip = self.register.session, self.strip
        ws, t = session.ws.holding(session.record), session.t

        def work(_job: object) -> bytes:
            from cpdesk.services.register_out import paper

            return paper(ws, t.language)

        strip.runner.run(work, lambda made: strip.print_content(made, t("Register of upgrades")),
                         failed, lambda _job: None)  # fmt: skip

    def _build(self) -> None:
        main = QWidget()
        left = QVBoxLayout(main)
        left.setContentsMargins(24, 12, 20, 8)
        left.setSpacing(10)
        tools = QHBoxLayout()
        self.find.setFixedWidth(_FIND)
        tools.addWidget(self.groups)
        tools.addStretch(1)
        tools.addWidget(self.out)
        tools.addWidget(self.find)
        left.addLayout(tools)
        left.addWidget(self.tree, 1)
        left.addWidget(self.findings)
        left.addWidget(self.note)
        self.whole = SideBySide(main, self.pane, WIDE, _SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.whole, 1)
        column.addWidget(self.strip)
        column.addWidget(self.empty, 1)


class UpgradesPage(FormPage):
    """The register is the first of the segments, the forms are the others."""

    def __init__(
        self, session: Session, page: DeskPage, runner: Runner, drawing: Runner,
        begin: Callable[[type[Entity]], object], turn: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(session, page)
        self.registers = True
        pictures = Pictures(session, drawing)
        register = UpgradeRegister(session, drawing, turn)
        self.register = RegisterPane(
            register, pictures, drawing, AddingPapers(session, runner), begin, self.refresh
        )
        self.stack.addWidget(self.register)

    def show_now(self) -> None:
        """The forms are not turned to on the way: what they show counts as looked at last."""
        t = self.session.t
        if self.registers:
            self.head.title.setText(t(self.page.title))
            self.add.setText(t("New upgrade"))
            self.add.setVisible(not self.register.register.is_empty)
            self.stack.setCurrentWidget(self.register)
        else:
            super().show_now()
        kinds = [(kind.word, t(kind.title)) for kind in self.page.kinds]
        now = REGISTER if self.registers else self.current.word
        self.kinds.offer([(REGISTER, t("Register")), *kinds], now, t("Kind"))
        self.kinds.show()

    def lead_to(self, way: Way) -> None:
        self.registers = way.kind is None
        super().lead_to(way)

    def begin(self, kind: type[Entity]) -> FormPane:
        self.registers = False
        return super().begin(kind)

    def _add(self) -> None:
        self.begin(Upgrade if self.registers else self.current)

    def _choose(self, word: str) -> None:
        self.registers = word == REGISTER
        if self.registers:
            self.confirm()
            self.refresh()
        else:
            super()._choose(word)
