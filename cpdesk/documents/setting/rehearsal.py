"""The first pass over a paper: it only finds out on which page each thing stands."""

from __future__ import annotations

from typing import Any


def rehearses(canvas: Any) -> bool:
    """Whether what is drawn on a canvas is thrown away, so that it need not be drawn at all."""
    return bool(getattr(getattr(canvas, "_doctemplate", None), "rehearses", False))
