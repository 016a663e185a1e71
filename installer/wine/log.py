"""What was done and found: a file for each step, so that nothing is done twice, and one for all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

Figures = dict[str, str]


class Log:
    """The work folder's list of steps; `logs` holds what programs said."""

    def __init__(self, work: Path) -> None:
        self.folder = work / "logs"
        self.folder.mkdir(parents=True, exist_ok=True)

    def step(self, name: str, do: Callable[[], Figures], key: str, *, anew: bool = False) -> None:
        """Do a step unless it was done on the same grounds; what it found is kept."""
        known = self._read(name)
        if known and known["key"] == key and not anew:
            print(f"[wine] {name}: as before", flush=True)
            return
        print(f"[wine] {name} ...", flush=True)
        self.forget([name])
        began = time.monotonic()
        found = do()
        found = {"seconds": f"{time.monotonic() - began:.0f}", **found}
        done = {"key": key, "when": datetime.now().isoformat(timespec="seconds"), "found": found}
        self._file(name).write_text(json.dumps(done, ensure_ascii=False, indent=1), "utf-8")
        for each in told(name, found):
            print(each, flush=True)

    def forget(self, names: Iterable[str]) -> None:
        for each in names:
            self._file(each).unlink(missing_ok=True)

    def keep(self, name: str, said: str) -> str:
        """Keep what a program said; it comes back."""
        (self.folder / f"{name}.txt").write_text(said, "utf-8")
        return said

    def tell_all(self, names: Iterable[str]) -> Path:
        """Write the figures of all steps that are done into one file."""
        lines = []
        for name in names:
            known = self._read(name)
            if known:
                lines += [f"{known['when']}", *told(name, known["found"])]
        path = self.folder / "proof.txt"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"[wine] all figures: {path}", flush=True)
        return path

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _read(self, name: str) -> dict | None:
        path = self._file(name)
        return json.loads(path.read_text("utf-8")) if path.exists() else None


def told(name: str, found: Figures) -> list[str]:
    return [f"[wine] {name}: {what}: {figure}" for what, figure in found.items()]
