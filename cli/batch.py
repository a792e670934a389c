"""Many inputs, in one process or in several: results come in the order of the inputs.

Each worker process starts once and has one input at a time; how many inputs are on their way is
bounded, by number and by size, however many there are and however slow one of them is. A worker
that dies costs the input that it was at, no other.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from newsan.cli.inputs import Input
from newsan.cli.job import Job, Result, Worker
from newsan.cli.render import ErrorRecord

_AHEAD = 64  # inputs taken for each worker before the oldest result must have come
_BYTES_AHEAD = 32 << 20
_ANY_ARTICLE = "“Yes,” said Ann Lee on Friday.".encode()

# Forking shares the rules and models that were loaded once; elsewhere it isn't safe or isn't there.
_START = "fork" if sys.platform == "linux" else "spawn"


def results(job: Job, worker: Worker, items: Iterable[Input], jobs: int) -> Generator[Result]:
    """What comes of each input, in order. `worker` is this process's own."""
    if jobs <= 1:
        yield from map(worker, items)
        return
    pool = Pool(job, worker, jobs)
    try:
        yield from pool.results(iter(items))
    finally:
        pool.stop()


@dataclass(slots=True)
class _Hand:
    """A worker process: the pipe to it, and the input it is at."""

    process: Any
    pipe: Connection
    number: int = -1
    item: Input | None = None


class Pool:
    """A number of worker processes for one job."""

    def __init__(self, job: Job, worker: Worker, size: int) -> None:
        self._context: Any = get_context(_START)
        self._job = job
        self._worker = worker
        self._hands: list[_Hand] = []
        if _START == "fork":  # what a first analysis loads is shared by all
            worker(Input("", "", content=_ANY_ARTICLE))
        for _ in range(size):
            self._hands.append(self._hired())

    def results(self, items: Iterator[Input]) -> Iterator[Result]:
        """What comes of each input, in order."""
        waiting: dict[int, Result] = {}
        sizes: dict[int, int] = {}
        given = told = 0
        more = True
        while True:
            for hand in self._hands:
                room = len(sizes) < _AHEAD * len(self._hands) and sum(sizes.values()) < _BYTES_AHEAD
                if hand.item is not None or not more or not (room or told == given):
                    continue
                item = next(items, None)
                if item is None:
                    more = False
                    break
                sizes[given] = item.size
                self._give(hand, given, item)
                given += 1
            busy = [hand for hand in self._hands if hand.item is not None]
            if not busy and not more:
                return
            for hand in self._ready(busy):
                waiting[hand.number] = self._taken(hand)
            while told in waiting:
                del sizes[told]
                yield waiting.pop(told)
                told += 1

    def stop(self) -> None:
        """End all workers at once."""
        for hand in self._hands:
            hand.pipe.close()
            hand.process.terminate()
        for hand in self._hands:
            hand.process.join()

    def _give(self, hand: _Hand, number: int, item: Input) -> None:
        hand.number, hand.item = number, item
        with suppress(OSError):  # it died; _taken sees that too
            hand.pipe.send(item)

    def _ready(self, busy: list[_Hand]) -> list[_Hand]:
        ready = set(wait([hand.pipe for hand in busy]))
        return [hand for hand in busy if hand.pipe in ready]

    def _taken(self, hand: _Hand) -> Result:
        item = hand.item
        assert item is not None
        hand.item = None
        try:
            result: Result = hand.pipe.recv()
            return result
        except (EOFError, OSError):
            return self._replaced(hand, item)

    def _replaced(self, hand: _Hand, item: Input) -> Result:
        """A new process in the place of one that died; what is said of the input it was at."""
        hand.process.join()
        code = hand.process.exitcode
        hand.pipe.close()
        fresh = self._hired()
        hand.process, hand.pipe = fresh.process, fresh.pipe
        how = f"by signal {-code}" if code and code < 0 else f"with code {code}"
        message = f"the process that analyzed it was ended {how}"
        record = ErrorRecord(item.name, message, "perhaps it needs more memory", "crash")
        return self._worker.failed(item, record)

    def _hired(self) -> _Hand:
        ours, theirs = self._context.Pipe()
        # A forked process inherits our ends of all pipes; while one is open in another worker,
        # the worker at its far end doesn't see us go.
        inherited = [hand.pipe for hand in self._hands] if _START == "fork" else []
        worker = self._worker if _START == "fork" else None
        arguments = (self._job, worker, theirs, [ours, *inherited] if inherited or worker else [])
        process = self._context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return _Hand(process, ours)


def _work(job: Job, worker: Worker | None, pipe: Connection, close: list[Connection]) -> None:
    """The life of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all; the parent ends us
    for other in close:
        other.close()
    worker = worker or Worker(job)
    while True:
        try:
            item = pipe.recv()
            pipe.send(worker(item))
        except (EOFError, OSError):
            return
