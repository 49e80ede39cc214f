"""HiGHS, set so that it proves an optimum and gives the same answer each time.

Every number that goes in is whole. An optimum is held in later runs by a row that asks for half a
unit less: a whole number above that is the optimum itself, and no tolerance lies within that half.
"""

import time
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

import highspy

HALF = 0.5
Options = Mapping[str, float | int | str]
USUAL: Options = {
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-8,  # by the usual 1e-6 a share of an award is worth a cent
    "primal_feasibility_tolerance": 1e-8,
    "dual_feasibility_tolerance": 1e-8,
    "threads": 1,
    "random_seed": 1,
}
CAREFUL: Options = {**USUAL, "presolve": "off"}  # where an answer did not hold
Terms = Mapping[int, int]


class NotExact(Exception):
    """What the solver says does not hold in whole numbers: nothing may be decided by it."""


class OutOfTime(Exception):
    """The time ran out before anything was found."""


class Found(NamedTuple):
    """The best values of the columns, their objective, and whether nothing is better."""

    columns: list[float]
    objective: float
    is_proven: bool


class _Silent(highspy.Highs):
    """Says nothing on standard output, from the beginning."""

    def enableCallbacks(self) -> None:  # noqa: N802 # the library's name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call] # the library's


class Row(NamedTuple):
    """Lower bound, upper bound, and the columns with their coefficients."""

    lower: float
    upper: float
    terms: Terms


class Program:
    """Columns and rows, to be maximised as often as wanted; no run knows of the one before."""

    def __init__(self, seconds: float) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.kinds: list[highspy.HighsVarType] = []
        self.rows: list[Row] = []
        self.deadline = time.monotonic() + seconds

    def column(self, lower: float, upper: float | None, *, is_whole: bool) -> int:
        """Its number."""
        self.lower.append(lower)
        self.upper.append(highspy.kHighsInf if upper is None else upper)
        kinds = highspy.HighsVarType
        self.kinds.append(kinds.kInteger if is_whole else kinds.kContinuous)
        return len(self.kinds) - 1

    def row(self, terms: Terms, *, lower: float | None = None, upper: float | None = None) -> None:
        """The sum of the terms lies between the bounds."""
        infinity = highspy.kHighsInf
        lower, upper = -infinity if lower is None else lower, infinity if upper is None else upper
        self.rows.append(Row(lower, upper, terms))

    def fix(self, column: int, value: int) -> None:
        """Settle a column."""
        self.lower[column] = self.upper[column] = value

    def hold(self, terms: Terms, value: int) -> None:
        """Whatever is found later keeps this optimum."""
        self.row(terms, lower=value - HALF)

    def maximise(self, terms: Terms, options: Options = USUAL) -> Found | None:
        """The best, or nothing where no values keep all rows.

        It is not told what is known already: HiGHS 1.16 may then take the objective of another
        solution for that of the known one (seen with presolve, and caught by `NotExact`).
        """
        if not self.kinds:  # HiGHS takes a model without columns as solved, whatever its rows say
            is_kept = all(row.lower <= 0 <= row.upper for row in self.rows)
            return Found([], 0.0, is_proven=True) if is_kept else None
        solver = _Silent()  # type: ignore[no-untyped-call] # the library's
        for name, value in options.items():
            _must(solver.setOptionValue(name, value))
        _must(solver.setOptionValue("time_limit", max(0.0, self.deadline - time.monotonic())))
        _must(solver.passModel(self._model(terms)))
        _must(solver.run())
        return _answer(solver)

    def _model(self, terms: Terms) -> highspy.HighsLp:
        model, rows = highspy.HighsLp(), self.rows
        model.sense_ = highspy.ObjSense.kMaximize
        model.num_col_, model.num_row_ = len(self.kinds), len(rows)
        model.col_cost_ = [terms.get(column, 0) for column in range(len(self.kinds))]
        model.col_lower_, model.col_upper_ = self.lower, self.upper
        model.integrality_ = self.kinds
        model.row_lower_ = [row.lower for row in rows]
        model.row_upper_ = [row.upper for row in rows]
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = [0, *accumulate(len(row.terms) for row in rows)]
        matrix.index_ = [column for row in rows for column in row.terms]
        matrix.value_ = [value for row in rows for value in row.terms.values()]
        return model


def _must(status: highspy.HighsStatus | None) -> None:
    if status == highspy.HighsStatus.kError:
        raise NotExact("HiGHS refused the model")


def _answer(solver: highspy.Highs) -> Found | None:
    status, info, known = solver.getModelStatus(), solver.getInfo(), highspy.HighsModelStatus
    if status == known.kInfeasible:
        return None
    if status not in {known.kOptimal, known.kTimeLimit}:
        raise NotExact(f"HiGHS ended with {solver.modelStatusToString(status)}")
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not has_values and status == known.kTimeLimit:
        raise OutOfTime
    is_proven = status != known.kTimeLimit
    return Found(list(solver.getSolution().col_value), info.objective_function_value, is_proven)
