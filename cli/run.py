"""One run of `newsan analyze`: inputs through the workers into a sink, and the exit code."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from newsan.cli.batch import results
from newsan.cli.inputs import STDIN, Input
from newsan.cli.job import Job, Result, Worker
from newsan.cli.messages import Console, Exit, UserError, plural
from newsan.cli.progress import Progress
from newsan.cli.sinks import Sink


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a run."""

    done: int = 0
    unreadable: int = 0
    bugs: int = 0
    broken: int = 0
    skipped: int = 0
    words: int = 0

    def code(self) -> int:
        """The exit code: a bug first, then inputs that could not be read, then the policy."""
        if self.bugs:
            return Exit.BUG
        if self.unreadable:
            return Exit.UNREADABLE
        return Exit.POLICY if self.broken else Exit.DONE

    def __str__(self) -> str:
        parts = [f"{plural(self.done, 'article')} analyzed"]
        for count, what in (
            (self.skipped, "done before"),
            (self.unreadable, "could not be read"),
            (self.bugs, "failed"),
        ):
            if count:
                parts.append(f"{count:,} {what}")
        return ", ".join(parts)


def run(
    job: Job,
    worker: Worker,
    items: Iterable[Input],
    open_sink: Callable[[], Sink],
    jobs: int,
    console: Console,
    progress: Progress,
) -> int:
    """Do all inputs and return the exit code.

    Raises `KeyboardInterrupt` after what was done was kept, `BrokenPipeError` when the reader of
    the output has gone, `UserError` when the output can't be written.
    """
    tally = Tally()
    sink = open_sink()
    try:
        with closing(_results(job, worker, items, sink, jobs, tally)) as coming:
            for result in coming:
                sink.write(result)
                _count(result, tally)
                _tell(result, console)
                progress.step(result.error is not None)
        sink.close()
    except KeyboardInterrupt:
        progress.pause()
        kept = sink.keep()
        where = f"; what was done is in {kept}" if kept else ""
        console.error(f"interrupted: {tally}{where}")
        raise
    except (BrokenPipeError, UserError):
        raise
    except BaseException:
        sink.keep()
        raise
    finally:
        progress.pause()
    _sum_up(tally, console)
    return tally.code()


def _results(
    job: Job, worker: Worker, items: Iterable[Input], sink: Sink, jobs: int, tally: Tally
) -> Generator[Result]:
    def wanted() -> Iterator[Input]:
        for item in items:
            if sink.has(item):
                tally.skipped += 1
            else:
                yield item

    return results(job, worker, wanted(), jobs)


def _count(result: Result, tally: Tally) -> None:
    tally.words += result.words
    tally.broken += bool(result.broken)
    if result.error is None:
        tally.done += 1
    elif result.error.kind in ("bug", "crash"):
        tally.bugs += 1
    else:
        tally.unreadable += 1


def _tell(result: Result, console: Console) -> None:
    name = result.name
    if name == STDIN or name.startswith(f"{STDIN}:"):
        name = "standard input" + name.removeprefix(STDIN)
    if result.error is not None:
        console.error(f"{name}: {result.error.message}", result.error.hint)
        for line in result.trace.splitlines():
            console.detail(line)
    for note in result.notes:
        console.warning(f"{name}: {note}")
    for said in result.broken:
        console.error(f"{name}: {said}")


def _sum_up(tally: Tally, console: Console) -> None:
    many = tally.done + tally.unreadable + tally.bugs + tally.skipped > 1
    if (many and (tally.unreadable or tally.bugs)) or tally.skipped:
        console.note(str(tally))
    elif many:
        console.detail(f"{tally}, {tally.words:,} words")
    if tally.bugs:
        console.note(
            "this is a bug in newsan: please report it with the article and the output of -v"
        )
