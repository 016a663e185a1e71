"""A Debian 13 of its own, with Wine 10, a display that nobody sees, and NSIS."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

RELEASE = "trixie"
PACKAGES = ("ca-certificates", "wine", "wine64", "xvfb", "scrot", "nsis", "python3",
            "fonts-wqy-microhei")  # fmt: skip
USER, NAME = 61234, "張偉"  # nothing that came from elsewhere runs as root
HOME = "/proof"
# Seen from Wine, `/proof` is the drive P:.
_SURROUNDINGS = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": HOME,
    "WINEPREFIX": f"{HOME}/prefix", "WINEARCH": "win64", "WINEDEBUG": "-all",
    # no Mono, no Gecko: nothing of ours needs them
    "WINEDLLOVERRIDES": "mscoree,mshtml=",
}  # fmt: skip


class Debian:
    """The folder it lies in, and how to run something in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / HOME[1:]

    def make(self) -> None:
        """Make it from the same mirror as this machine's own packages; needs root."""
        if os.geteuid():
            raise SystemExit("The proof makes a Debian of its own. Please run it as root.")
        if any(part.is_mount() for part in (self.root / "proc", self.root / "sys")):
            raise SystemExit(f"Something is mounted in {self.root}. Please unmount it first.")
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.parent.mkdir(parents=True, exist_ok=True)
        options = ("--variant=minbase", f"--include={','.join(PACKAGES)}")
        apart = ("unshare", "--mount")  # what it mounts does not outlive it
        subprocess.run(
            [*apart, "debootstrap", *options, RELEASE, str(self.root), mirror()], check=True
        )
        self.home.mkdir()
        with (self.root / "etc" / "passwd").open("a", encoding="utf-8") as users:
            users.write(f"{NAME}:x:{USER}:{USER}::{HOME}:/bin/sh\n")
        self.hand_over()

    def hand_over(self) -> None:
        """What lies in the home belongs to the user of the proof."""
        subprocess.run(["chown", "-R", f"{USER}:{USER}", str(self.home)], check=True)

    def run(
        self, words: Sequence[object], *, where: str = HOME, minutes: float = 10,
        known: Mapping[str, str] = {},
    ) -> subprocess.CompletedProcess[str]:  # fmt: skip
        """Run something in it as its user, with what it says, all in one; never raises for a code.

        It sees processes and a display of its own only; with it ends all that it has started.
        """
        inside = ["chroot", f"--userspec={USER}:{USER}", str(self.root), "/bin/sh", "-c",
                  'cd "$0" && "$@"; exit $?', where]  # fmt: skip
        apart = ["unshare", "--mount", "--pid", "--fork", "--ipc",
                 f"--mount-proc={self.root}/proc"]  # fmt: skip
        running = subprocess.Popen(
            ["nice", "-n", "5", *apart, *inside, *map(str, words)],
            env={**_SURROUNDINGS, **known}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True, text=True, errors="replace",
        )  # fmt: skip
        try:
            said, _ = running.communicate(timeout=minutes * 60)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # process 1 in there, and so all of them
            said, _ = running.communicate()
            said += f"\n(ended after {minutes} min)"
        return subprocess.CompletedProcess(running.args, running.returncode, said)


def mirror() -> str:
    """The address that this machine's own apt takes Debian's packages from."""
    form = "$(ORIGIN)\t$(COMPONENT)\t$(SUITE)\t$(REPO_URI)"
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", form], capture_output=True, text=True, check=True
    ).stdout
    for line in told.splitlines():
        origin, component, suite, address = line.split("\t")
        if (origin, component) == ("Debian", "main") and "security" not in suite + address:
            return address
    raise SystemExit("This machine's apt knows no mirror of Debian.")
