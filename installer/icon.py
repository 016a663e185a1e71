"""Icon and side picture for Windows, drawn from `resources/icons/cpdesk.svg`."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SIDE = (164, 314)  # pixels
GREEN = 0xFF0C6B4A  # the ground of the drawing
_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
_ICON, _PLANES, _BITS = 1, 1, 32


def write_icon(drawing: Path, path: Path) -> Path:
    """Write an .ico with one picture for each size Windows asks for; its path."""
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing} is no drawing")
    pictures = [_png(renderer, size) for size in SIZES]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_icon(pictures))
    return path


def write_side(drawing: Path, path: Path) -> Path:
    """Write the picture beside the installer's first and last page, which NSIS wants as a .bmp."""
    image = QImage(*SIDE, QImage.Format.Format_RGB32)
    image.fill(GREEN)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(34, 48, 96, 96))
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path), "BMP"):
        raise OSError(f"{path} could not be written")
    return path


def _png(renderer: QSvgRenderer, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise OSError("a picture of the icon could not be made")
    return bytes(held.data())


def _icon(pictures: list[bytes]) -> bytes:
    """A directory of the pictures, then the pictures; a size of 256 is written as 0."""
    head = _HEAD.pack(0, _ICON, len(pictures))
    begin = _HEAD.size + _ENTRY.size * len(pictures)
    entries = []
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256
        entries.append(_ENTRY.pack(side, side, 0, 0, _PLANES, _BITS, len(picture), begin))
        begin += len(picture)
    return b"".join((head, *entries, *pictures))
