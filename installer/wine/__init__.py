"""The proof on Debian: the Windows program is built, tested, installed and used under Wine."""

from __future__ import annotations
