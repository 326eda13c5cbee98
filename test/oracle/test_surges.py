"""Hand-worked numbers of the two surges: python3 -m unittest test_surges"""

import csv
import gzip
import os
import unittest
from datetime import date
from fractions import Fraction as F

from common import Refused
from surges import destination_surges, supplier_surges
from test_screen2 import yearly

YEARS = range(2016, 2024)
OTHERS = ["o%d" % n for n in range(10)]
FLOWS = {"S_T": (1000,) * 6 + (300, 200), "S_A": (10,) * 6 + (50, 60),
         "S_B": (10,) * 6 + (50, 12), "S_C": (10, 40) + (10,) * 4 + (40, 45)}
MARKET = {"S_" + o: (100,) * 8 for o in OTHERS}


def surges(flows, years=YEARS, **options):
    options = {"since": date(2022, 1, 1), "thresholds": '{"min_value": 10}', **options}
    rows = destination_surges(yearly(years, **flows), "year", "T", ["S"], **options)
    return {r["destination"]: r for r in rows}


class Golden(unittest.TestCase):
    def check(self, row, **expected):
        for name, value in expected.items():
            self.assertEqual(row[name], float(value) if isinstance(value, F) else value, name)

    def test_one_leg(self):
        rows = surges({**FLOWS, **MARKET})
        self.check(rows["A"], base=F(2147, 2448), excess=F(9073, 2448), ratio=F(11220, 2147),
                   cover=F(9073, 153000), record_ratio=F(510, 109), outcome="surge",
                   suspicious=True, run=2, parts=2, history=6, controls=12, onset="2022-01-01")
        self.check(rows["C"], excess=F(361, 136), record_ratio=F(51, 55), outcome="seen_before",
                   suspicious=False)
        self.check(rows["B"], excess=F(4129, 2448), record_ratio=F(72, 65), outcome="spike")
        self.assertEqual(str(rows["A"]["reason"]),
                         "Sales to A rose 5.2-fold against the market, to 4.58 a month; since "
                         "2022-01 every year was at least 4.7 times the highest of the 6 before. "
                         "The excess is 5.9 % of what the origins lost in T.")
        self.assertEqual(str(rows["B"]["reason"]),
                         "Sales to B rose 2.9-fold, but it did not last: 1 of 2 years passed its "
                         "own record by 25 %; the best 2 in a row reach 1.1 of it.")

    def test_one_year_after(self):
        rows = surges({k: v[:7] for k, v in {**FLOWS, **MARKET}.items()}, range(2016, 2023))
        for label in "ABC":
            self.check(rows[label], outcome="too_early", run=int(label != "C"))

    def test_own_past(self):
        a = surges(FLOWS)["A"]
        self.check(a, base=F(5, 6), excess=F(15, 4), controls=0)

    def test_transposed(self):
        flows = {**FLOWS, **MARKET}
        turned = {"_".join(reversed(k.split("_"))): v for k, v in flows.items()}
        rows = supplier_surges(yearly(YEARS, **turned), "year", "S", ["T"], date(2022, 1, 1),
                               thresholds='{"min_value": 10}')
        for row in rows:
            other = surges(flows)[row["supplier"]]
            for name in list(row)[1:-1]:
                self.assertEqual(row[name], other[name], name)

    def test_refusals(self):
        for state, options in (("22023", {"thresholds": '{"min_run": 1.5}'}),
                               ("22023", {"thresholds": '{"min_history": 0}'}),
                               ("22023", {"part_months": 18}), ("22023", {"baseline": "x"})):
            with self.assertRaises(Refused) as caught:
                surges(FLOWS, **options)
            self.assertEqual(caught.exception.args[0], state)


# Older codes of goods on the list, as in_list bridges them.
BRIDGED = {"880330", "854890", "852580", "854150"}


def eurostat(folder):
    """Exports of high priority goods to the partners, by month, in EUR."""
    with open(folder + "/chpl/chpl_2024_02_23.csv", encoding="utf-8") as file:
        codes = BRIDGED | {row["hs6"] for row in csv.DictReader(file)}
    found = {}
    with gzip.open(folder + "/eurostat/eu_exports_cn8_monthly.csv.gz", "rt") as file:
        for _, partner, code, period, _, value in list(csv.reader(file))[1:]:
            if len(code) == 8 and code[:6] in codes:
                key = "EU", partner, int(period[:4]) * 12 + int(period[5:]) - 1
                found[key] = found.get(key, 0) + F(value or 0)
    return {key: (value, 0, 0) for key, value in found.items()}


@unittest.skipUnless("SANCTIONS_DATA" in os.environ, "no real data")
class RealFile(unittest.TestCase):
    """Exports of the European Union to seven partners."""

    def test_surges(self):
        cells = eurostat(os.environ["SANCTIONS_DATA"])
        rows = {r["destination"]: r for r in destination_surges(
            cells, "month", "RU", ["EU"], date(2022, 3, 1), 12)}
        self.assertEqual({c: r["outcome"] for c, r in rows.items()},
                         {"KZ": "surge", "AM": "surge", "KG": "surge", "UZ": "seen_before",
                          "GE": "spike", "BY": "normal"})
        for c, before, after, cover in (("KZ", 100962725, 208970748, .06133),
                                        ("AM", 7445427, 24368755, .00961),
                                        ("KG", 2656266, 13205693, .00599)):
            self.assertAlmostEqual(9 * rows[c]["base"], before, places=3)
            self.assertAlmostEqual(9 * rows[c]["value_after"], after, places=3)
            self.assertAlmostEqual(rows[c]["cover"], cover, places=5)
        self.assertEqual(str(rows["UZ"]["reason"]), "Sales to UZ rose 1.6-fold, but its own past "
                         "has seen as much: the best 2 quarters are 0.85 of its record of 8.")
        quiet = destination_surges(cells, "month", "RU", ["EU"], date(2021, 1, 1), after_months=9)
        self.assertFalse(any(r["suspicious"] for r in quiet))


if __name__ == "__main__":
    unittest.main()
