"""What is in the memory of the server stays there, and not for long (pv1 section 12)."""

import ctypes
import os
import resource
import sys
from collections.abc import Mapping
from types import MappingProxyType

# Freed memory is overwritten, so that a forgotten passphrase does not stay in it.
FORGETFUL: Mapping[str, str] = MappingProxyType(
    {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"}
)
PR_SET_DUMPABLE = 4  # linux/prctl.h


def become_forgetful() -> None:
    """Starts this very process again with the allocator's variables: it reads them only at the beginning."""
    if not FORGETFUL.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **FORGETFUL})  # noqa: S606 ourselves


def leave_no_core_file() -> None:
    """A crash writes no memory to a disk, and no other program of this user may look into it (prctl(2)).

    Raises OSError where a system has that call and refuses it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl") and libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
