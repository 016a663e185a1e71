"""What must be loaded before a thread beside the window's may do so, lest both wait for ever."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType

# This library wants Python's interpreter while Windows is still loading it, and so holds the lock
# of the loader. Python gives the interpreter away meanwhile: if the window's thread then has it
# and wants that lock - to start a timer is enough -, each waits for the other. No other library
# that goes with the program does so; tests/base/test_loading.py looks at them all.
IN_HAND = ("matplotlib", "ft2font")
_BESIDE_IT = 0x1100  # LOAD_LIBRARY_SEARCH_DEFAULT_DIRS | LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR


@cache
def load_in_hand() -> ModuleType | None:
    """Load what is `IN_HAND` while this thread keeps the interpreter; on Windows alone.

    Loaded again, by its import, it wants nothing any more. It is made a module at once, without
    its package: loaded and never made one, it would end Python with a fault. Where that cannot be,
    whoever imports it is told; all other work goes on.
    """
    if sys.platform != "win32":
        return None
    try:
        return _loaded(str(library_file(*IN_HAND)))
    except ImportError:
        return None


def _loaded(file: str) -> ModuleType:
    kernel = ctypes.PyDLL("kernel32")  # calls that keep the interpreter
    kernel.LoadLibraryExW.restype = ctypes.c_void_p
    kernel.LoadLibraryExW.argtypes = (ctypes.c_wchar_p, ctypes.c_void_p, ctypes.c_uint32)
    kernel.LoadLibraryExW(file, None, _BESIDE_IT)
    return made_module(".".join(IN_HAND), file)


def made_module(name: str, file: str) -> ModuleType:
    """The compiled module in a file; its import, with all of its package, will find the same."""
    loader = ExtensionFileLoader(name, file)
    module = module_from_spec(ModuleSpec(name, loader, origin=file))
    loader.exec_module(module)
    return module


def library_file(package: str, name: str) -> Path:
    """The file of a package's compiled module, of which nothing is imported.

    Raises ModuleNotFoundError.
    """
    spec = find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or ()
    files = (Path(each, name + ending) for each in folders for ending in EXTENSION_SUFFIXES)
    for file in files:
        if file.exists():
            return file
    raise ModuleNotFoundError(f"{package}.{name}")
