"""One line per benchmark: what ours takes, what the plain thing takes, and the ratio's limit."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

ROUNDS = 7
Timed = Callable[[], float]


def timed(work: Callable[[], object]) -> Timed:
    """The same work, giving the seconds it took."""

    def run() -> float:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    return run


def compare(
    what: str, limit: float, ours: Timed, plain: Timed, *, rounds: int = ROUNDS
) -> None:
    """Fail where ours takes more than `limit` times as long as the plain thing.

    Both take turns, so that a busy computer hinders both; the first turn only warms up. The ratio
    is the median of those of the single rounds.
    """
    gc.collect()
    gc.freeze()  # what earlier benchmarks left is not for the collector to walk through now
    ours(), plain()
    pairs = [(ours(), plain()) for _ in range(rounds)]
    ratio = statistics.median(mine / bare for mine, bare in pairs)
    mine, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    told = f"ours {shown(mine)}, plain {shown(bare)}, ratio {ratio:.2f} (limit {limit:g})"
    print(f"\n{what}: {told}")
    assert ratio <= limit, f"{what}: {told}"


def shown(taken: float) -> str:
    """`1.234 s`, or `1.234 ms` where it is less than a tenth of a second."""
    return f"{taken:.3f} s" if taken >= 0.1 else f"{taken * 1000:.3f} ms"
