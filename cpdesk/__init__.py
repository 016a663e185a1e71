"""cpdesk: the record of a factory, what its upgrades saved, and the two packs that say so."""

from __future__ import annotations

__version__ = "0.1.0"
