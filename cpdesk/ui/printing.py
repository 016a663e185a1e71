"""A finished paper to the printer, page after page, while the window stays alive."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from cpdesk.documents.leaves import Picture, drawn
from cpdesk.domain.words import N_
from cpdesk.presenters.running import Runner
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINTING = N_("Printing")


class Printing:
    """Draws each page aside and paints it here, where a printer may be used.

    `told` hears of each page that begins, of how many, and at the end of (0, n).
    """

    def __init__(
        self, runner: Runner, content: bytes, pages: range, printer: QPrinter,
        told: Callable[[int, int], None],
    ) -> None:
        self._runner, self._content, self._pages = runner, content, pages
        self._printer, self._told = printer, told
        self._painter = QPainter(printer)
        self._stopped = False
        self._begin(0)

    def stop(self) -> None:
        """No further page; what is in the printer already is printed."""
        self._stopped = True

    def _begin(self, at: int) -> None:
        if self._stopped or at == len(self._pages):
            self._end()
            return
        self._told(at + 1, len(self._pages))
        wide = round(self._room().width())
        page = self._pages[at]
        share = at / len(self._pages)

        def draw(job: Job) -> Picture:
            job.report(PRINTING, share)
            picture = drawn(self._content, page, wide)
            job.report(PRINTING, share)  # if it was stopped meanwhile, this page is left out
            return picture

        self._runner.run(
            draw, lambda picture: self._paint(at, picture), self._failed, lambda _job: None
        )

    def _paint(self, at: int, picture: Picture) -> None:
        if at:
            self._printer.newPage()
        image = QImage(picture.data, picture.width, picture.height, picture.stride,
                       QImage.Format.Format_RGB888)  # fmt: skip
        room = self._room()
        if (image.width() > image.height()) != (room.width() > room.height()):
            image = image.transformed(QTransform().rotate(90))  # a page that lies on its side
        size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(QPointF(0, 0), size), image)
        self._begin(at + 1)

    def _room(self) -> QRectF:
        """The whole sheet: the margins of our papers are wider than any printer's."""
        return QRectF(self._printer.paperRect(type(self._printer).Unit.DevicePixel))

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            raise error

    def _end(self) -> None:
        self._painter.end()
        self._told(0, len(self._pages))
