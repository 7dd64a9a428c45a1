"""A file written while it is sent: one place at a time, so that memory stays flat however much somebody has.

It is read after the request is over. It holds its person's keys itself, lets go of them with its last piece or when the
connection breaks, and stops when they leave.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import override

from stillroom.base.languages import reads

PIECE = 16_384  # bytes, and so many characters of text


class Stream:
    """What a StreamingHttpResponse iterates over. `pieces`: in whatever bits they come. `done` is called once, also
    where nobody ever asked for the first piece. While `goes_on` says so; else the file ends with that of `ending`."""

    def __init__(
        self,
        pieces: Iterator[bytes],
        *,
        done: Callable[[], None],
        goes_on: Callable[[], bool],
        ending: Callable[[], bytes] = bytes,
    ) -> None:
        self._pieces: Iterator[bytes] | None = pieces
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
            ending = self._ending
            self.close()
            with override(self._language):
                return ending()
        try:
            with override(self._language):
                piece = b"".join(self._at_most(PIECE))
        except BaseException:
            self.close()
            raise
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def _at_most(self, size: int) -> Iterator[bytes]:
        length = 0
        for bit in self._pieces or ():
            yield bit
            length += len(bit)
            if length >= size:
                return

    def close(self) -> None:
        pieces, self._pieces = self._pieces, None
        if pieces is not None:
            self._ending = bytes
            getattr(pieces, "close", lambda: None)()
            self._done()
