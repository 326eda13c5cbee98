"""Hand-worked examples of the oracle: python3 -m unittest test_oracle"""

import json
import unittest
from datetime import date
from fractions import Fraction as F

import compare
import generate
from screen import Refused, intermediary_flags, windows


def annual(*flows):
    """(exporter, importer, {year: value}) to rows."""
    return [(e, i, date(year, 1, 1), F(value), None)
            for e, i, by_year in flows for year, value in by_year.items()]


def signal(row, code):
    return next(r for r in row["reasons"] if r["code"] == code)


class Windows(unittest.TestCase):
    def test_event_month_is_in_neither_window(self):
        month = 2022 * 12 + 1
        before, after = windows(month - 30, month + 5, date(2022, 2, 24), 24, None, 1)
        self.assertEqual((before[0], before[-1]), (month - 24, month - 1))
        self.assertEqual((after[0], after[-1]), (month + 1, month + 5))

    def test_event_on_a_first_day_starts_after(self):
        month = 2022 * 12 + 2
        before, after = windows(month - 30, month + 5, date(2022, 3, 1), None, 3, 1)
        self.assertEqual((before[0], before[-1]), (month - 30, month - 1))
        self.assertEqual((after[0], after[-1]), (month, month + 2))

    def test_event_year(self):
        before, after = windows(2019 * 12, 2024 * 12, date(2022, 2, 24), 24, None, 12)
        self.assertEqual([t // 12 for t in before], [2020, 2021])
        self.assertEqual([t // 12 for t in after], [2023, 2024])

    def test_no_period_after(self):
        with self.assertRaises(Refused):
            windows(2020 * 12, 2022 * 12, date(2022, 2, 24), 24, None, 12)


class Screen(unittest.TestCase):
    def setUp(self):
        # S sells to c 12 -> 48 and to d 120 -> 240; c sells to T 6 -> 30.
        self.rows = annual(("S", "c", {2021: 12, 2022: 48}), ("S", "d", {2021: 120, 2022: 240}),
                           ("S", "T", {2021: 60, 2022: 24}), ("c", "T", {2021: 6, 2022: 30}))
        self.call = (12, "T", ["S"], date(2022, 1, 1))

    def one(self, rows=None, **options):
        options.setdefault("thresholds", {"min_value": "30"})
        found = intermediary_flags(rows or self.rows, *self.call, **options)
        self.assertEqual([r["intermediary"] for r in found], ["c"])
        return found[0]

    def test_averages_are_per_month(self):
        row = self.one()
        self.assertEqual((row["inflow_before"], row["inflow_after"]), (1, 4))
        self.assertEqual((row["outflow_before"], row["outflow_after"]), (F(1, 2), F(5, 2)))
        self.assertEqual((row["direct_before"], row["direct_after"]), (5, 2))

    def test_share_baseline(self):
        # d's market doubled: base 2, E_in 2, E_out 2, shortfall 3
        row = self.one()
        self.assertEqual((row["rerouted"], row["substitution"]), (2, F(2, 3)))

    def test_mean_baseline(self):
        # base 1, E_in 3
        row = self.one(baseline="mean")
        self.assertEqual((row["rerouted"], row["substitution"]), (2, 1))
        self.assertEqual(signal(row, "PASS_THROUGH")["value"], F(2, 3))

    def test_signals_and_score(self):
        row = self.one()
        self.assertEqual([(r["code"], r["fired"]) for r in row["reasons"]], [
            ("SURGE", True), ("OVERLAP", True), ("PASS_THROUGH", True), ("SOURCING", True),
            ("DIRECT_DROP", True), ("NOT_A_SOURCE", True),
            ("NEW_ROUTE", False), ("WASH", False), ("MARKUP", None)])
        # S's share in the imports of all but T stays 1, and so does that in c's
        self.assertEqual(row["score"], 1 - F(65, 100) * F(7, 10) ** 2 * F(3, 4) * F(85, 100) ** 2)
        self.assertTrue(row["flagged"])
        self.assertEqual(signal(row, "SURGE")["value"], 5)
        self.assertEqual(signal(row, "NEW_ROUTE")["value"], 30)
        self.assertEqual(signal(row, "WASH")["value"], F(8, 5))

    def test_minimum_counts_the_sum_and_reaches_at_equality(self):
        self.assertTrue(signal(self.one(), "SURGE")["fired"])
        row = self.one(thresholds={"min_value": "30.000000000001"})
        self.assertFalse(signal(row, "SURGE")["fired"])
        self.assertFalse(row["flagged"])

    def test_wash(self):
        # d sells too, so that S's shares can move: in T 60/66 -> 24/54, in c
        # 12/24 -> 48/60, c in T 6/66 -> 30/54, S elsewhere 132/144 -> 288/300
        rows = self.rows + annual(("d", "c", {2021: 12, 2022: 12}))
        self.assertTrue(signal(self.one(rows), "WASH")["fired"])
        limits = {"min_value": "0", "wash_cover": "1.6"}
        self.assertTrue(signal(self.one(rows, thresholds=limits), "WASH")["fired"])
        limits["wash_cover"] = "1.600000000001"
        self.assertFalse(signal(self.one(rows, thresholds=limits), "WASH")["fired"])

    def test_coverage_stretches_the_windows(self):
        row = self.one(coverage=(date(2019, 6, 1), date(2025, 1, 1)))
        # before is 2020 and 2021, after 2022 to 2024
        self.assertEqual((row["inflow_before"], row["inflow_after"]), (F(12, 24), F(48, 36)))

    def test_self_flow_and_zero_do_not_stretch_the_span(self):
        rows = self.rows + annual(("c", "c", {2025: 9}), ("c", "T", {2026: 0}), ("e", "T", {2022: 0}))
        self.assertEqual(self.one(rows)["inflow_after"], 4)

    def test_candidate_with_a_cell_outside_every_window(self):
        rows = self.rows + annual(("e", "T", {2010: 9}))
        found = intermediary_flags(rows, *self.call)
        self.assertEqual([r["intermediary"] for r in found], ["c", "e"])
        self.assertIsNone(signal(found[1], "NOT_A_SOURCE")["fired"])

    def test_new_route(self):
        rows = [r for r in self.rows if (r[0], r[2].year) != ("c", 2021)]
        row = self.one(rows)
        self.assertTrue(signal(row, "NEW_ROUTE")["fired"])
        self.assertIsNone(signal(row, "SURGE")["value"])
        self.assertIs(signal(row, "SURGE")["fired"], False)

    def test_overlap_by_calendar_quarter(self):
        # after: February and March in one quarter, April in the next
        flows = [("S", "c", 1, 5), ("c", "T", 1, 1), ("S", "c", 2, 10),
                 ("c", "T", 3, 8), ("S", "c", 4, 2), ("c", "T", 4, 4)]
        rows = [(e, i, date(2022, m, 1), F(v), None) for e, i, m, v in flows]
        found = intermediary_flags(rows, 1, "T", ["S"], date(2022, 2, 1))
        self.assertEqual(found[0]["overlap"], F(8 + 2, 8 + 4))

    def test_markup(self):
        rows = [(e, i, d, v, F(4) if i != "d" else None) for e, i, d, v, _ in self.rows]
        self.assertEqual(signal(self.one(rows), "MARKUP")["value"], F(30, 48) - 1)
        # value without a quantity is in no unit value
        rows.append(("c", "T", date(2022, 1, 1), F(100), F(0)))
        self.assertEqual(signal(self.one(rows), "MARKUP")["value"], F(30, 48) - 1)

    def test_no_cells(self):
        self.assertEqual(intermediary_flags([], *self.call), [])


class Compare(unittest.TestCase):
    def setUp(self):
        self.case = next(c for c in generate.cases(1) if c.family == "boundary MARKUP")
        self.rows = self.case.expected()
        for row in self.rows:
            for found in row["reasons"]:
                found["sentence"] = "A sentence."

    def found(self):
        lines = [json.dumps(row, default=float) for row in self.rows]
        return list(compare.differences(self.case, (lines, "00000")))

    def test_equal(self):
        self.assertEqual(self.found(), [])

    def test_every_difference_is_found(self):
        row = self.rows[0]
        reason = row["reasons"][0]
        for place, key, value in ((row, "score", row["score"] * (1 + F(1, 10 ** 12))),
                                  (row, "flagged", not row["flagged"]),
                                  (row, "rerouted", None), (row, "intermediary", "x"),
                                  (reason, "fired", None), (reason, "threshold", 7),
                                  (reason, "sentence", ""), (reason, "code", "x"),
                                  (row, "reasons", row["reasons"][::-1])):
            kept, place[key] = place[key], value
            self.assertNotEqual(self.found(), [], key)
            place[key] = kept
        self.rows.reverse()
        self.assertNotEqual(self.found(), [])

    def test_errors(self):
        self.assertNotEqual(list(compare.differences(self.case, ([], "22023"))), [])


class Generator(unittest.TestCase):
    def test_every_signal_is_seen_in_every_state(self):
        seen = set()
        for case in generate.cases(1):
            try:
                for row in case.expected():
                    seen |= {(r["code"], r["fired"]) for r in row["reasons"]}
                    seen.add(("flagged", row["flagged"]))
            except Refused:
                seen.add("refused")
        for code in ("flagged", "SURGE", "NEW_ROUTE", "SOURCING", "DIRECT_DROP", "OVERLAP",
                     "PASS_THROUGH", "WASH", "NOT_A_SOURCE", "MARKUP"):
            self.assertLessEqual({(code, True), (code, False)}, seen)
        for code in ("DIRECT_DROP", "OVERLAP", "NOT_A_SOURCE", "MARKUP"):
            self.assertIn((code, None), seen)
        self.assertIn("refused", seen)

    def test_same_seed_same_cases(self):
        self.assertEqual([c.sql() for c in generate.cases(3, 5, 1)],
                         [c.sql() for c in generate.cases(3, 5, 1)])


if __name__ == "__main__":
    unittest.main()
