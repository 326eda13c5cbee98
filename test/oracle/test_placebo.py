"""Hand-worked numbers of the placebo: python3 -m unittest test_placebo"""

import unittest
from datetime import date
from fractions import Fraction as F

from common import Refused
from placebo import intermediary_placebo
from test_screen2 import yearly

YEARS = range(2010, 2024)


def after(y):
    return y >= 2022


WORLD = {"S_A": [300 if after(y) else 100 for y in YEARS],
         "A_T": [10 + y % 2 + 90 * after(y) for y in YEARS],
         "A_D": [50 + y % 3 for y in YEARS], "A_E": [F(1, 100) for y in YEARS],
         "S_O": [500 for y in YEARS], "O_T": [220 if y == 2017 else 20 for y in YEARS]}


def placebo(**options):
    rows = intermediary_placebo(yearly(YEARS, **WORLD), "year", "T", ["S"], date(2022, 1, 1),
                                **{"thresholds": '{"min_value": 1}', **options})
    return {(r["intermediary"], r["kind"]): r for r in rows}


class Golden(unittest.TestCase):
    def check(self, row, **expected):
        for name, value in expected.items():
            self.assertEqual(row[name], float(value) if isinstance(value, F) else value, name)

    def test_placebo(self):
        rows = placebo()
        self.assertEqual(list(rows), [("A", "target"), ("A", "date"),
                                      ("O", "target"), ("O", "date")])
        self.check(rows["A", "target"], strength=F(60, 37), runs=1, rank=1, p=F(1, 2),
                   strongest="D", chance_flags=0.0)
        self.check(rows["A", "date"], strength=F(358, 221), runs=10, flagged_runs=0, rank=1,
                   p=F(1, 11), strongest="2013-01-01", chance_flags=F(1, 10))
        self.check(rows["O", "target"], runs=0, rank=None, p=None, strongest=None)
        self.check(rows["O", "date"], strength=0.0, runs=10, flagged_runs=1, possible_runs=0,
                   rank=9, p=F(9, 11))

    def test_left_out(self):
        self.check(placebo(exclude=["D", "nobody"])["A", "target"], runs=0, p=None)
        self.check(placebo(comparable=0.0)["A", "target"], runs=2)

    def test_event_within_its_year(self):
        rows = intermediary_placebo(yearly(YEARS, **WORLD), "year", "T", ["S"],
                                    date(2021, 2, 24), thresholds='{"min_value": 1}')
        self.assertEqual(rows[1]["runs"], 8)

    def test_refusals(self):
        for state, options in (("22023", {"comparable": None}), ("22023", {"comparable": 1.5}),
                               ("22023", {"comparable": float("nan")}),
                               ("22004", {"exclude": [None]}), ("22004", {"exclude": None})):
            with self.assertRaises(Refused) as caught:
                placebo(**options)
            self.assertEqual(caught.exception.args[0], state)


if __name__ == "__main__":
    unittest.main()
