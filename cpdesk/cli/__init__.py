"""The console: every command of the program, without Qt."""

from __future__ import annotations

from cpdesk.cli.command_line import main

__all__ = ["main"]
