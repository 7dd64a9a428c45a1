"""A process that rewrites the database in the file named to it, as the server does at night.

`python tests/vault/vacuuming.py FILE [BYTES]`: with BYTES no file may grow beyond that many, as on a full disk.
"""

import resource
import signal
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from stillroom.base.sqlite.base import PRAGMAS


def main(file: str, most: str = "") -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma).close()
    if most:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    connection.execute("VACUUM")
    sys.stdout.write("done\n")


main(*sys.argv[1:])
