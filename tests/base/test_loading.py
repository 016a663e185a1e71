"""No library makes two threads of Windows wait for each other while it is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cpdesk.base.loading import IN_HAND, library_file

HOUSE = Path(__file__).parents[2]
# One thread of Windows loads each library while Python's only thread keeps the interpreter and
# waits. Those still waiting after so many milliseconds want the interpreter.
_PATIENCE = 5000
_LOADED_ASIDE = """
import ctypes, os, sys
from ctypes import wintypes
from pathlib import Path

patience, in_hand = int(sys.argv[1]), sys.argv[2] == "in hand"
if in_hand:
    from cpdesk.base.loading import load_in_hand

    load_in_hand()
site = Path(sys.prefix, "Lib", "site-packages")
for folder in (*site.glob("*.libs"), site / "PySide6", site / "shiboken6"):
    if folder.exists():
        os.add_dll_directory(str(folder))
kernel = ctypes.PyDLL("kernel32")
kernel.GetModuleHandleW.restype = ctypes.c_void_p
kernel.GetProcAddress.restype = kernel.CreateThread.restype = ctypes.c_void_p
kernel.GetProcAddress.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
kernel.CreateThread.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_char_p,
                                wintypes.DWORD, ctypes.c_void_p)
kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, wintypes.DWORD)
load = kernel.GetProcAddress(kernel.GetModuleHandleW("kernel32"), b"LoadLibraryA")
files = [*site.rglob("*.pyd")]
print(len(files), "files")
for file in files:
    thread = kernel.CreateThread(None, 0, load, str(file).encode(), 0, None)
    if kernel.WaitForSingleObject(thread, patience):
        print("waits", file.name.split(".")[0], flush=True)
        ctypes.WinDLL("kernel32").WaitForSingleObject(ctypes.c_void_p(thread), -1)
sys.stdout.flush()
os._exit(0)  # what is loaded but not imported does not end in order
"""


def waiting(how: str) -> list[str]:
    command = [sys.executable, "-c", _LOADED_ASIDE, str(_PATIENCE), how]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    files, *waits = done.stdout.splitlines()
    assert int(files.split()[0]) > 50
    return [each.split()[1] for each in waits]


def test_the_file_is_found_without_importing_it() -> None:
    file = library_file(*IN_HAND)
    assert file.is_file()
    assert file.name.startswith("ft2font.")
    script = (
        "import sys; from cpdesk.base.loading import IN_HAND, library_file, load_in_hand;"
        "library_file(*IN_HAND); load_in_hand(); print('matplotlib' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True)
    assert said.stdout.strip() == "False", said.stderr


def test_a_file_that_is_not_there_is_a_module_not_found() -> None:
    for missing in (("matplotlib", "nothing"), ("no_such_package", "ft2font")):
        with pytest.raises(ModuleNotFoundError, match=missing[1]):
            library_file(*missing)


def test_python_ends_in_order_after_it() -> None:
    script = "from cpdesk.base.loading import load_in_hand; load_in_hand(); load_in_hand()"
    done = subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_its_import_finds_the_module_that_was_made() -> None:
    script = (
        "import sys; from cpdesk.base.loading import IN_HAND, library_file, made_module;"
        "made = made_module('.'.join(IN_HAND), str(library_file(*IN_HAND)));"
        "print('matplotlib' in sys.modules); from matplotlib import figure, ft2font;"
        "print(ft2font.FT2Font is made.FT2Font)"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True)
    assert said.stdout.split() == ["False", "True"], said.stderr


@pytest.mark.skipif(sys.platform != "win32", reason="the loader of Windows")
def test_only_what_is_loaded_in_hand_wants_the_interpreter_while_it_is_loaded() -> None:
    assert waiting("as it comes") == [IN_HAND[1]]
    assert waiting("in hand") == []
