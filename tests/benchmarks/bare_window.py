"""The least a window on a record can do: import what we rest on, open the file, show nothing."""

from __future__ import annotations

import sys

import numpy  # noqa: F401 - what it costs to have it
import sqlalchemy
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print("painted", flush=True)


application = QApplication(sys.argv)
engine = sqlalchemy.create_engine(f"sqlite:///{sys.argv[1]}")
with engine.connect() as connection:
    connection.execute(sqlalchemy.text("SELECT count(*) FROM sqlite_master")).one()
    window = Window()
    window.resize(1366, 768)
    window.show()
    sys.exit(application.exec())
