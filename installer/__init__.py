"""What turns the frozen program into something that can be handed to a factory."""

from __future__ import annotations
