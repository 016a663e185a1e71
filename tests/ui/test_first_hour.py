"""The first hour in one story through the real window, in each language, every action counted.

One action is what a person decides once: a click, a choice from a list or a dialog of files, a
key such as Ctrl+V, or one field filled in and left. The number is printed and held to a limit.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.projects import Project
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.ui import dialogs
from cpdesk.ui.alternatives_dialog import AlternativesDialog
from cpdesk.ui.form_page import FormPane
from cpdesk.ui.main_window import MainWindow

MOST_ACTIONS = 45
FIRST, MONTHS = Month(2023, 10), 36
RUNNING = Month(2025, 4)  # the upgrades work from here on
WORDS = {
    "en": ("Paper Kite Limited", "Foshan Mill", "Heat recovery", "New compressor", "Saving heat"),
    "zh_Hant": ("紙鳶紡織（香港）有限公司", "佛山紙鳶染整", "餘熱回收", "更換空壓機", "節能改造"),
    "zh_Hans": ("纸鸢纺织（香港）有限公司", "佛山纸鸢染整", "余热回收", "更换空压机", "节能改造"),
}
HEADS = {
    "en": "Month\tElectricity (kWh)\tNatural gas (m³)\tWater (m³)\tCloth output (t)",
    "zh_Hant": "月份\t用電量（萬度）\t天然氣（m³）\t自來水（噸）\t布匹產量（噸）",
    "zh_Hans": "月份\t用电量（万度）\t天然气（m³）\t自来水（吨）\t布匹产量（吨）",
}


def figures(language: str) -> Iterator[str]:
    """36 months of three meters and a product, as Excel copies them: CRLF, quotes, separators."""
    chance = random.Random(7)
    yield HEADS[language]
    for step in range(MONTHS):
        month, made = FIRST + step, chance.randint(280, 560)
        saved = 0.85 if month >= RUNNING else 1.0
        power = round((60_000 + 900 * made) * saved * chance.gauss(1, 0.01))
        gas = round((4_000 + 140 * made) * saved * chance.gauss(1, 0.01))
        shown = f'"{power:,}"' if language == "en" else f"{power / 10_000}"
        name = str(month) if language == "en" else f"{month.year}年{month.month}月"
        yield f"{name}\t{shown}\t{gas}\t{3000 + 70 * made}\t{made}"


@dataclass
class Person:
    """Somebody at the window, who counts."""

    window: MainWindow
    wait: Callable[..., None]
    monkeypatch: pytest.MonkeyPatch
    done: list[str] = field(default_factory=list)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        self.done.append(f"click {button.text()}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def key(self, widget: QWidget, key: Qt.Key, control: bool = False) -> None:
        self.done.append(f"key {key.name}")
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(widget, key, held)
        QApplication.processEvents()

    def fill(self, box: QLineEdit, text: str) -> None:
        """Fill one field in and leave it; Chinese comes as from an input method."""
        self.done.append(f"fill {text}")
        box.setFocus()
        box.selectAll()
        if text.isascii():
            QTest.keyClicks(box, text)
        else:
            box.insert(text)
            box.setModified(True)
        QTest.keyClick(box, Qt.Key.Key_Tab)
        QApplication.processEvents()

    def choose(self, pane: FormPane, name: str, value: str) -> None:
        box = pane.editors[name].box
        at = box.findData(value)
        assert at >= 0, (name, value)
        self.done.append(f"choose {box.itemText(at)}")
        box.setCurrentIndex(at)
        box.activated.emit(at)
        QApplication.processEvents()

    def turn(self, word: str) -> QWidget:
        """By the navigation column."""
        listed = self.window.view.navigation.list
        item = next(listed.item(at) for at in range(listed.count())
                    if listed.item(at).data(Qt.ItemDataRole.UserRole) == word)  # fmt: skip
        self.done.append(f"page {item.text()}")
        where = listed.visualItemRect(item).center()
        QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)
        QApplication.processEvents()
        assert self.window.desk.page == word
        return self.window.view.page(word)

    def file(self, *paths: Path) -> None:
        """The files that are chosen in the dialog that comes next."""
        self.done.append(f"file {paths[0].name}")
        self.monkeypatch.setattr(dialogs, "files_to_open", lambda *_about: paths)
        self.monkeypatch.setattr(dialogs, "file_to_write", lambda *_about: paths[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_hour(
    window: MainWindow, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch,
    qtbot,  # noqa: ANN001
) -> None:  # fmt: skip
    window.speak(language)
    QApplication.processEvents()
    person = Person(window, qtbot.waitUntil, monkeypatch)
    begin(person, tmp_path, language)
    paste(person, language)
    bills(person, tmp_path)
    apply_for(person, language)
    for at, meter in ((2, 0), (3, 1)):
        upgrade(person, WORDS[language][at], window.desk.session.record.all(Meter)[meter])
    model(person)
    paper = draft(person, tmp_path)
    assert paper.read_bytes().startswith(b"%PDF")
    assert said_in(paper, WORDS[language][0])
    print(f"\nthe first hour in {language}: {len(person.done)} actions")
    assert len(person.done) <= MOST_ACTIONS, person.done


def begin(person: Person, folder: Path, language: str) -> None:
    """A record in three steps."""
    start = person.window.start
    company, factory = WORDS[language][:2]
    name = "en" if language == "en" else "zh"
    person.fill(start.company.boxes[f"company_{name}"], company)
    person.fill(start.file, str(folder / "first.cpdesk"))
    person.click(start.next)
    person.fill(start.factory.boxes[f"factory_{name}"], factory)
    person.click(start.next)
    record = person.window.desk.session.record
    assert person.window.t.show(record.all(Company)[0].name) == company
    assert len(record.all(Factory)) == 1


def paste(person: Person, language: str) -> None:
    """36 months of three meters and a product, in one paste."""
    page = person.window.view.page("months")
    assert page.first.isVisible()
    QGuiApplication.clipboard().setText("\r\n".join(figures(language)) + "\r\n")
    person.key(page, Qt.Key.Key_V, control=True)
    record = person.window.desk.session.record
    assert (len(record.all(Meter)), len(record.all(Driver))) == (3, 1)
    assert len(record.all(Reading)) == 4 * MONTHS
    assert [each.unit for each in record.all(Meter)] == ["kWh", "m³", "m³"]
    assert record.readings(record.all(Meter)[0])[0].amount > 100_000
    assert str(4 * MONTHS) in person.window.desk.undo_label


def bills(person: Person, folder: Path) -> None:
    """Three bills beside three months."""
    page = person.window.view.page("months")
    for number in range(3):
        paper = folder / f"電費單 {number + 1}.pdf"
        bill_on_paper(paper, number)
        page.table.setFocus()
        if number:
            person.key(page.table, Qt.Key.Key_Down)
        person.file(paper)
        person.click(page.side.add)
        person.wait(lambda: bool(page.details.details.papers), timeout=10_000)
    record = person.window.desk.session.record
    assert len(record.all(Evidence)) == len(record.all(Attachment)) == 3
    assert {type(record.entity(each.to)) for each in record.all(Attachment)} == {Reading}


def apply_for(person: Person, language: str) -> None:
    pane = new_entry(person, "project", Project)
    name_it(person, pane, WORDS[language][4])
    assert len(person.window.desk.session.record.all(Project)) == 1


def upgrade(person: Person, name: str, meter: Meter) -> None:
    """An upgrade that runs, and what it changes at a meter."""
    pane = new_entry(person, "upgrades", Upgrade)
    name_it(person, pane, name)
    person.choose(pane, "project", person.window.desk.session.record.all(Project)[0].id)
    person.fill(pane.editors["running_from"].box, RUNNING.start.isoformat())
    person.fill(pane.editors["cost"].box, "500000")
    made = person.window.desk.session.record.all(Upgrade)[-1]
    pane = new_entry(person, "upgrades", Effect)
    if pane.form.field("upgrade").value != made.id:
        person.choose(pane, "upgrade", made.id)
    person.choose(pane, "meter", meter.id)
    effect = person.window.desk.session.record.all(Effect)[-1]
    assert (effect.upgrade, effect.meter) == (made.id, meter.id)


def model(person: Person) -> None:
    """Of all models that the baseline allows, the one offered first."""
    page = person.turn("savings")
    seen: list[int] = []

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AlternativesDialog)
        seen.append(len(dialog.offered.rows))
        dialog.table.selectRow(0)
        person.click(dialog.take)

    QTimer.singleShot(300, take)
    person.click(page.side.models)
    assert seen == [1]
    effects = person.window.desk.session.record.all(Effect)
    assert any(each.drivers for each in effects)
    assert page.verdict.text()


def draft(person: Person, folder: Path) -> Path:
    page, target = person.turn("application"), folder / "draft.pdf"
    person.file(target)
    person.click(page.draft)
    person.wait(lambda: not person.window.runner.busy and target.exists(), timeout=60_000)
    return target


# small steps


def new_entry(person: Person, word: str, kind: type[Entity]) -> FormPane:
    """The form of a kind with a new entry, by its page, its kind and its button."""
    page = person.window.view.page(word) if person.window.desk.page == word else person.turn(word)
    if page.current is not kind or kind is Upgrade:  # first the register is shown
        person.done.append(f"kind {kind.word}")
        page.kinds.segments.chosen.emit(kind.word)
        QApplication.processEvents()
    pane = page.pane(kind)
    pane_button = page.add if page.add.isVisible() else pane.empty.begin
    person.click(pane_button)
    return pane


def name_it(person: Person, pane: FormPane, name: str) -> None:
    language = "en" if name.isascii() else person.window.t.language
    person.fill(pane.editors["name"]._boxes[language], name)


def bill_on_paper(path: Path, number: int) -> None:
    from reportlab.pdfgen.canvas import Canvas

    page = Canvas(str(path))
    page.drawString(72, 720, f"Electricity bill {number + 1}")
    page.save()


def said_in(paper: Path, words: str) -> bool:
    """Whether the paper prints these words, whatever lines they were broken into."""
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        text = "".join(each.get_textpage().get_text_range() for each in document)
    return "".join(words.split()) in "".join(text.split())
