"""The log-linear model: which span of a text is the title, or that none is; fitted by L-BFGS.

``extension/papers/bibliography.js`` applies it: a span's score is the sum of the weights of its
start's, its end's and its own features, that of "no title" the sum of the text's own, and a softmax
over all gives their probabilities.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tools.references.disguises import Example

L2 = 2.0
"""Penalty on large weights: half of this times the sum of their squares."""
MIN_COUNT = 8
"""A feature that fewer starts, ends or spans have is left out."""
FIRST_ITERATIONS = 100
WEIGHTS = 4000
"""How many features are kept after the first iterations: those with the largest weights."""
LAST_ITERATIONS = 90
DECIMALS = 2
NONE = "whole none"
"""The feature that each text without a title has."""
NONE_SHIFT = -1.5
"""Added to its weight: finds more titles, and costs few false ones."""


class Place(TypedDict):
    """A place where a title can start or end."""

    at: int
    features: list[str]


class Span(TypedDict):
    """A possible title; ``start`` and ``end`` are indexes of places."""

    start: int
    end: int
    features: list[str]


class Features(TypedDict):
    """What ``trainingFeatures`` of ``reference-features.js`` gives for a text."""

    tokens: list[tuple[int, int]]
    starts: list[Place]
    ends: list[Place]
    spans: list[Span]
    whole: list[str]


class _Rows:
    """The rows of a sparse matrix of zeros and ones, as they come."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._vocabulary = vocabulary
        self._columns = array("i")
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, prefix: str, features: Iterable[str]) -> None:
        for feature in features:
            name = f"{prefix} {feature}"
            self._columns.append(self._vocabulary.setdefault(name, len(self._vocabulary)))
        self._ends.append(len(self._columns))

    def matrix(self) -> csr_matrix:
        columns = np.frombuffer(self._columns, dtype=np.int32)
        ends = np.frombuffer(self._ends, dtype=np.int64)
        ones = np.ones(len(columns))
        return csr_matrix((ones, columns, ends), shape=(len(self), len(self._vocabulary)))


@dataclass(frozen=True)
class Table:
    """The features of all examples.

    A candidate is a span or "no title", the last of each example's. ``candidates`` has a row for
    each, ``starts`` and ``ends`` one for each place, and a last one of zeros for "no title".
    """

    names: Sequence[str]
    starts: csr_matrix
    ends: csr_matrix
    candidates: csr_matrix
    start_of: np.ndarray
    """The row of ``starts`` for each candidate."""
    end_of: np.ndarray
    first: np.ndarray
    """The first candidate of each example."""
    example_of: np.ndarray
    """The example of each candidate."""
    right: np.ndarray
    """The right candidate of each example."""
    lost: int
    """How many examples were left out, since their title is no candidate."""

    def only(self, columns: np.ndarray) -> Table:
        """Return the table with only these features."""
        return replace(
            self,
            names=[self.names[it] for it in columns],
            starts=self.starts[:, columns],
            ends=self.ends[:, columns],
            candidates=self.candidates[:, columns],
        )


class TableBuilder:
    """Collects the features of examples, one by one: as text they would not fit into memory."""

    def __init__(self) -> None:
        """Start an empty table."""
        self._vocabulary: dict[str, int] = {}
        self._starts = _Rows(self._vocabulary)
        self._ends = _Rows(self._vocabulary)
        self._candidates = _Rows(self._vocabulary)
        self._start_of = array("i")
        self._end_of = array("i")
        self._first = array("i")
        self._right = array("i")
        self._lost = 0

    def add(self, example: Example, features: Features) -> None:
        """Add an example with its features, unless its title is none of the candidates."""
        right = _right_candidate(example, features)
        if right is None:
            self._lost += 1
            return
        first_start, first_end = len(self._starts), len(self._ends)
        self._first.append(len(self._candidates))
        self._right.append(len(self._candidates) + right)
        for place in features["starts"]:
            self._starts.add("start", place["features"])
        for place in features["ends"]:
            self._ends.add("end", place["features"])
        for span in features["spans"]:
            self._candidates.add("span", span["features"])
            self._start_of.append(first_start + span["start"])
            self._end_of.append(first_end + span["end"])
        self._candidates.add("whole", features["whole"])
        self._start_of.append(-1)
        self._end_of.append(-1)

    def table(self) -> Table:
        """Return the table of all examples."""
        self._starts.add("start", [])
        self._ends.add("end", [])
        first = np.array(self._first)
        sizes = np.diff(np.append(first, len(self._candidates)))
        # -1 stands for the last row, which is the one without features.
        start_of, end_of = np.array(self._start_of), np.array(self._end_of)
        return Table(
            names=list(self._vocabulary),
            starts=self._starts.matrix(),
            ends=self._ends.matrix(),
            candidates=self._candidates.matrix(),
            start_of=np.where(start_of < 0, len(self._starts) - 1, start_of),
            end_of=np.where(end_of < 0, len(self._ends) - 1, end_of),
            first=first,
            example_of=np.repeat(np.arange(len(first)), sizes),
            right=np.array(self._right),
            lost=self._lost,
        )


def _right_candidate(example: Example, features: Features) -> int | None:
    """Return the index of the candidate that is the title, None if there is no such."""
    if not example.end:
        return len(features["spans"])
    tokens = features["tokens"]
    start = next((at for at, it in enumerate(tokens) if it[0] >= example.start), -1)
    end = max((at for at, it in enumerate(tokens) if it[1] <= example.end), default=-2) + 1
    for index, span in enumerate(features["spans"]):
        from_, to = features["starts"][span["start"]], features["ends"][span["end"]]
        if (from_["at"], to["at"]) == (start, end):
            return index
    return None


def fit(table: Table, iterations: int, on_iteration: Callable[[], None]) -> np.ndarray:
    """Return the weights that make the right candidates most probable, by L-BFGS."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = (table.starts @ weights)[table.start_of]
        scores += (table.ends @ weights)[table.end_of]
        scores += table.candidates @ weights
        highest = np.maximum.reduceat(scores, table.first)
        exponentials = np.exp(scores - highest[table.example_of])
        sums = np.add.reduceat(exponentials, table.first)
        right = scores[table.right] - highest - np.log(sums)
        errors = exponentials / sums[table.example_of]
        errors[table.right] -= 1
        of_starts = np.bincount(table.start_of, errors, table.starts.shape[0])
        of_ends = np.bincount(table.end_of, errors, table.ends.shape[0])
        slope = table.starts.T @ of_starts + table.ends.T @ of_ends + table.candidates.T @ errors
        return -right.sum() + L2 * (weights @ weights) / 2, slope + L2 * weights

    result: Any = minimize(
        loss,
        np.zeros(len(table.names)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations},
        callback=lambda _: on_iteration(),
    )
    return np.asarray(result.x)


def train(table: Table, on_iteration: Callable[[], None]) -> dict[str, float]:
    """Return the weights by feature, rounded; those that round to zero are left out."""
    counts = sum(
        np.asarray(it.sum(axis=0)).ravel() for it in (table.starts, table.ends, table.candidates)
    )
    common = table.only(np.flatnonzero(counts >= MIN_COUNT))
    weights = fit(common, FIRST_ITERATIONS, on_iteration)
    largest = np.argsort(-np.abs(weights), kind="stable")[:WEIGHTS]
    kept = common.only(np.sort(largest))
    weights = fit(kept, LAST_ITERATIONS, on_iteration)
    by_name = dict(zip(kept.names, weights.tolist(), strict=True))
    by_name[NONE] = by_name.get(NONE, 0.0) + NONE_SHIFT
    rounded = {name: round(weight, DECIMALS) for name, weight in by_name.items()}
    return {name: weight for name, weight in rounded.items() if weight}
