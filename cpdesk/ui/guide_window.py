"""The guide in a window of its own, beside the one that is worked in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.guide import Guide
from cpdesk.ui.look import colours

LISTED, MARGIN = 248, 28
ONLY_SAID = QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
KEEP = QTextCursor.MoveMode.KeepAnchor
SPACES = {0: (0, 9), 1: (6, 12), 2: (18, 6), 3: (12, 4)}  # above and below, by level of heading
SIZES = {1: 20 / 13, 2: 15 / 13}  # of plain text


class GuideWindow(QWidget):
    """Chapters on the left, the one that is read on the right."""

    def __init__(self, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.guide = guide
        self.search = QLineEdit()
        self.list = QListWidget()
        self.text = _Chapter()
        self._build()
        self.search.textChanged.connect(guide.find)
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        self.text.anchorClicked.connect(lambda url: guide.choose(url.path()))
        guide.attach(self)

    def show_guide(self) -> None:
        guide, t = self.guide, self.guide.t
        self.setWindowTitle(f"{t('Guide')} - cpdesk")
        self.search.setPlaceholderText(t("Find in the guide"))
        self.search.setAccessibleName(t("Find in the guide"))
        self.list.setAccessibleName(t("Chapters"))
        self.text.setAccessibleName(t("Chapter"))
        if self.search.text() != guide.wanted:
            self.search.setText(guide.wanted)
        self._list()
        self.text.read(guide)

    def _list(self) -> None:
        read = self.guide.chapter
        self.list.clear()
        for each in self.guide.chapters:
            item = QListWidgetItem(each.title, self.list)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 12))
            item.setData(Qt.ItemDataRole.UserRole, each.word)
            if read and each.word == read.word:
                self.list.setCurrentItem(item)

    def _chosen(self, item: QListWidgetItem) -> None:
        self.guide.choose(item.data(Qt.ItemDataRole.UserRole))

    def _build(self) -> None:
        self.setObjectName("desk")
        side = QVBoxLayout()
        side.setContentsMargins(12, 12, 0, 0)
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        self.list.setObjectName("list")
        self.list.setFixedWidth(LISTED)
        self.search.setFixedWidth(LISTED - 12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(side)
        row.addWidget(self.text, 1)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        QShortcut(QKeySequence("Esc"), self, self.close)
        self.resize(1240, 740)


class _Chapter(QTextBrowser):
    """A chapter as it is read; pictures are drawn no wider than the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guide")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._document: QTextDocument | None = None

    def read(self, guide: Guide) -> None:
        document = QTextDocument(self)
        document.setBaseUrl(QUrl.fromLocalFile(f"{guide.pictures}/"))
        document.setDefaultFont(self.font())
        document.setDocumentMargin(MARGIN)
        chapter = guide.chapter
        text = chapter.text if chapter else guide.t("No chapter has these words.")
        document.setMarkdown(text)
        _dress(document, self.fontInfo().pixelSize())
        read, self._document = self._document, document
        self.setDocument(document)
        if read is not None:  # with its pictures; else it would stay as long as the window
            read.deleteLater()
        if guide.wanted.strip():
            self.find(guide.wanted.strip())

    def loadResource(self, kind: int, name: QUrl) -> object:
        """A picture at the width of the text, sharp on any screen."""
        loaded = super().loadResource(kind, name)
        image = QImage(loaded) if isinstance(loaded, QImage) else QImage.fromData(loaded)
        if image.isNull():
            return loaded
        room = self.viewport().width() - 2 * MARGIN - 12
        image.setDevicePixelRatio(max(1.0, image.width() / max(room, 320)))
        return image


def _dress(document: QTextDocument, size: int) -> None:
    """Sizes, spaces and colours that Markdown does not tell; `size` is plain text's in pixels."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(_spaced(block, cursor))
        for part in _parts(block):
            cursor.setPosition(part.position())
            cursor.setPosition(part.position() + part.length(), KEEP)
            cursor.setCharFormat(_written(part.charFormat(), round(size * SIZES.get(level, 1))))
        block = block.next()


def _parts(block: QTextBlock) -> list[QTextFragment]:
    """The stretches of a block that are written alike, before any of them is changed."""
    found = block.begin()
    parts = []
    while not found.atEnd():
        parts.append(found.fragment())
        found += 1
    return parts


def _spaced(block: QTextBlock, cursor: QTextCursor) -> QTextBlockFormat:
    above, below = SPACES.get(block.blockFormat().headingLevel(), SPACES[3])
    if in_table := cursor.currentTable() is not None:
        above = below = 0
    elif block.textList() is not None:
        below = 3
    spaced = QTextBlockFormat()
    spaced.setTopMargin(above)
    spaced.setBottomMargin(below)
    height = 115 if in_table else 140
    spaced.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return spaced


def _written(as_is: QTextCharFormat, pixels: int) -> QTextCharFormat:
    """In its size; what is emphasised is grey, as Chinese has no slanted letters."""
    written = QTextCharFormat(as_is)
    written.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    font = QFont()
    font.setPixelSize(pixels)
    written.setFont(font, ONLY_SAID)
    if as_is.fontItalic():
        written.setFontItalic(False)
        written.setForeground(QColor(colours().text3))
    return written
