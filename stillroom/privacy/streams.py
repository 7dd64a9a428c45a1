"""A file written while it is sent: one place at a time, so that memory stays flat however much somebody has.

It is read after the request is over. It holds its person's keys itself, lets go of them with its last piece or when the
connection breaks, and stops when they leave.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import override

from stillroom.base.languages import reads

PIECE = 16_384  # characters


class Stream:
    """What a StreamingHttpResponse iterates over. `pieces`: text, in whatever bits it comes. `done` is called once,
    also where nobody ever asked for the first piece. While `goes_on` says so; else the file ends with `ending`."""

    def __init__(
        self, pieces: Iterator[str], *, done: Callable[[], None], goes_on: Callable[[], bool], ending: str = ""
    ) -> None:
        self._pieces: Iterator[str] | None = pieces
        self._done = done
        self._goes_on = goes_on
        self._ending = ending
        self._language = reads()

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        """The thread goes back to its own language after each piece: between two of them it may serve somebody else."""
        if self._pieces is None:
            raise StopIteration
        if not self._goes_on():
            self.close()
            return self._ending.encode()
        try:
            with override(self._language):
                piece = "".join(self._at_most(PIECE))
        except BaseException:
            self.close()
            raise
        if not piece:
            self.close()
            raise StopIteration
        return piece.encode()

    def _at_most(self, size: int) -> Iterator[str]:
        length = 0
        for bit in self._pieces or ():
            yield bit
            length += len(bit)
            if length >= size:
                return

    def close(self) -> None:
        pieces, self._pieces = self._pieces, None
        if pieces is not None:
            getattr(pieces, "close", lambda: None)()
            self._done()
