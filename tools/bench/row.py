"""One row of the benchmarks' table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Our time and that of a peer, in milliseconds."""

    name: str
    ours: float
    peer: float
    bound: float | None = None
    """The largest ratio allowed; without one, the row is for information."""

    @property
    def ratio(self) -> float:
        """Our time as a multiple of the peer's."""
        return self.ours / self.peer

    @property
    def is_over(self) -> bool:
        """Whether the ratio is larger than allowed."""
        return self.bound is not None and self.ratio > self.bound


def medians(times: dict[str, list[float]]) -> Sequence[float]:
    """The median time of each way that was measured, in their order."""
    return [statistics.median(taken) for taken in times.values()]
