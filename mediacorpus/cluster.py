"""Files read on a Dask cluster: needs the extra `dask` (``pip install 'mediacorpus[dask]'``).

The bytes of the files go along, so that the machines need no disk in common, and what came out of
them comes back: the caller alone commits, so that a file that is read twice, because the machine
that read it was lost, counts once.  On each machine files are read by a worker of ours in a process
of its own, so the limits of time and memory hold there too, and a file that ends its reader ends
nothing of Dask's.
"""

from __future__ import annotations

import tempfile
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs

from mediacorpus.errors import InputError, MediacorpusError
from mediacorpus.readers.files import RawFile
from mediacorpus.reading import Outcome, Unit
from mediacorpus.records import Rejection
from mediacorpus.worker import Here, UnitReader, Worker

__all__ = ["Cluster", "client_of"]

PARCEL = 32
"""So many files are sent together."""

PARCEL_BYTES = 2**20
"""No more files are put into a parcel that has so many bytes."""


def client_of(address: str, seconds: float = 10) -> Any:
    """A client of the scheduler at an address, which has so many seconds to answer.

    Raises `InputError` where the extra is missing, or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise InputError("a cluster needs the extra: pip install 'mediacorpus[dask]'") from None
    try:
        make: Callable[..., Any] = Client
        return make(address, timeout=seconds)
    except (OSError, ValueError) as error:
        raise InputError(f"no Dask scheduler answers at {address}: {error}") from None


@attrs.frozen
class _Parcel:
    """A file with its bytes; `fault` says why they could not be read."""

    unit: Unit
    data: bytes = b""
    fault: Rejection | None = None


class Cluster:
    """Reads files on a cluster, and gives what came of them in their order."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._parcels: list[_Parcel] = []
        self._sent: deque[tuple[list[_Parcel], Any]] = deque()
        self._outcomes: deque[Outcome] = deque()

    @property
    def ahead(self) -> int:
        """How many files are to be underway, so that nobody waits."""
        threads: dict[str, int] = self._client.nthreads()
        return 3 * PARCEL * max(1, sum(threads.values()))

    def begin(self, unit: Unit) -> None:
        """Send a file, when there are enough for a parcel."""
        try:
            with unit.file.open() as stream:
                parcel = _Parcel(unit, stream.read())
        except OSError as error:
            parcel = _Parcel(unit, fault=unit.file.rejection(error))
        self._parcels.append(parcel)
        size = sum(len(one.data) for one in self._parcels)
        if len(self._parcels) >= PARCEL or size >= PARCEL_BYTES:
            self._send()

    def outcome(self) -> Outcome:
        """What came out of the oldest file that was begun."""
        if not self._outcomes:
            if not self._sent:
                self._send()
            parcels, future = self._sent.popleft()
            self._outcomes.extend(self._came_of(parcels, future))
        return self._outcomes.popleft()

    def _send(self) -> None:
        parcels, self._parcels = self._parcels, []
        self._sent.append((parcels, self._submit(parcels)))

    def _submit(self, parcels: Sequence[_Parcel]) -> Any:
        return self._client.submit(read_parcels, tuple(parcels), pure=False)

    def _came_of(self, parcels: Sequence[_Parcel], future: Any) -> list[Outcome]:
        """What came of some files; where machines were lost over them, of each sent by itself."""
        from distributed import CancelledError, KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            outcomes: list[Outcome] = future.result()
        except KilledWorker as error:
            if len(parcels) > 1:
                return [self._came_of([one], self._submit([one]))[0] for one in parcels]
            return [_died(parcels[0].unit, error)]
        except (CancelledError, CommClosedError, OSError) as error:
            raise MediacorpusError(
                f"the cluster was lost ({error}): what was committed stays; ingest once more when "
                "it is there again"
            ) from error
        return outcomes


def _died(unit: Unit, error: Exception) -> Outcome:
    outcome = Outcome(final=False)
    outcome.take(
        Rejection(
            code="reader-died",
            reason=f"the machines that read it were lost, one after the other ({error}); it is "
            "tried again the next time",
            path=unit.file.name,
            sha256=unit.sha256,
        )
    )
    return outcome


# -- on the cluster ------------------------------------------------------------------------

_own = threading.local()


def read_parcels(parcels: Sequence[_Parcel]) -> list[Outcome]:
    """Read files that came with their bytes; on a machine of the cluster."""
    try:
        return _read(parcels)
    except BaseException:
        if hasattr(_own, "worker"):
            _own.worker.close()  # what it was asked for, it must not answer the next time
        raise


def _read(parcels: Sequence[_Parcel]) -> list[Outcome]:
    read = [one.unit for one in parcels if not one.fault]
    with tempfile.TemporaryDirectory() as name:
        reader = _reader(read[0].options.limits.seconds) if read else Here()
        for number, one in enumerate(parcels):
            if not one.fault:
                path = Path(name) / str(number)
                path.write_bytes(one.data)
                file = RawFile(path, one.unit.file.name)
                reader.begin(Unit(file, one.unit.sha256, one.unit.options))
        return [Outcome(dropped=one.fault) if one.fault else reader.outcome() for one in parcels]


def _reader(seconds: float | None) -> UnitReader:
    """What reads in this thread; with a limit of time, a process of its own."""
    if seconds is None:
        return Here()
    if not hasattr(_own, "worker"):
        _own.worker = Worker()
    worker: Worker = _own.worker
    return worker
