"""Hand-worked examples of the oracle: python3 -m unittest test_states"""

import math
import unittest
from decimal import Decimal as D
from fractions import Fraction as F

import states
import states_compare
import states_generate
from states import Matrix, Mix, Near, Refused, Series, Ulp


def number(answer):
    """An answer as a float, whatever its kind."""
    return float(answer.exact) if isinstance(answer, (Near, Ulp)) else answer


def year(y):
    return y * 12, y * 12 + 11


def annual(values):
    return Series([(y * 12, F(v)) for y, v in values.items()], 12)


def mix(**values):
    return Mix([(k, F(v)) for k, v in values.items()])


class Values(unittest.TestCase):
    def test_double_has_15_digits(self):
        self.assertEqual(states.counted(0.1 + 0.2), F(3, 10))
        self.assertEqual(states.counted(123456789.123456789), F("123456789.123457"))

    def test_half_away_from_zero(self):
        self.assertEqual(states.counted(D("0.0000000000005")), F(1, 10 ** 12))
        self.assertEqual(states.counted(D("-0.0000000000005")), F(-1, 10 ** 12))
        self.assertEqual(states.counted(D("0.00000000000049")), 0)

    def test_each_is_rounded_before_the_division(self):
        a, b = F(2 ** 53 + 1), F(3)
        self.assertEqual(states.quotient(a, b), 2.0 ** 53 / 3)


class Growth(unittest.TestCase):
    def setUp(self):
        self.china = annual({2018: "107.06", 2019: "110.76", 2020: "107.77", 2021: "146.89",
                             2022: "190.27", 2023: "240.11", 2024: "244.81"})

    def test_china_and_russia(self):
        self.assertAlmostEqual(self.china.growth(year(2023)), .26194, 5)
        row = states.compared(F(240) / F("1.26"), F(240), 12, 12)
        self.assertAlmostEqual(row["base_value"], 190.476190, 6)
        self.assertAlmostEqual(row["change"], 49.523810, 6)
        self.assertAlmostEqual(number(row["log_growth"]), .231111721, 9)
        self.assertAlmostEqual(row["midpoint"], .230088496, 9)

    def test_midpoint(self):
        for base, current, expected in ((100, 150, .4), (100, 50, -2 / 3), (0, 50, 2), (50, 0, -2),
                                        (110, 151, 82 / 261), (0, 0, None), (-1, 5, None)):
            self.assertEqual(states.midpoint(F(base), F(current)), expected)
        self.assertEqual(states.midpoint(F(100), F(135)), 14 / 47)

    def test_cagr_and_trend(self):
        s = annual({2018: 100, 2023: "161.051"})
        self.assertAlmostEqual(number(s.cagr()), .1, 14)
        trend = annual(dict(zip(range(2019, 2024), (100, 110, 130, 125, 150)))).trend_growth()
        self.assertAlmostEqual(number(trend), .0984239270, 10)
        self.assertAlmostEqual(math.log1p(number(trend)), .0938763588, 10)
        self.assertIsNone(annual({2020: 5}).cagr())
        steep = Series([(0, F(1, 10 ** 12)), (1, F(10 ** 26))], 1)
        for accessor in (steep.cagr, steep.trend_growth):
            with self.assertRaises(Refused):
                accessor()
        self.assertIsNone(annual({2020: 5, 2021: 0}).trend_growth())

    def test_outcomes(self):
        for base, current, expected in (
                ({}, {}, "not_reported"), ({}, {0: 1}, "no_base"), ({0: 1}, {}, "no_current"),
                ({0: -1}, {0: 0}, "negative"), ({0: 0}, {0: 0}, "both_zero"),
                ({0: 0}, {0: 1}, "zero_base"), ({0: 1}, {0: 0, 1: 0}, "exit"),
                ({0: 1}, {0: 1, 1: 1}, "partial"), ({0: 1}, {5: 1}, "ok")):
            s = Series([(2022 * 12 + m, F(v)) for m, v in base.items()]
                       + [(2023 * 12 + m, F(v)) for m, v in current.items()], 1)
            self.assertEqual(s.growth_detail(year(2023))["outcome"], expected)

    def test_unequal_windows(self):
        s = Series([(p, F(10)) for p in range(*year(2022))] + [(2023 * 12, F(30))], 1)
        row = s.growth_detail((2023 * 12, 2023 * 12), year(2022))
        self.assertEqual((row["base_value"], row["current_value"]), (110 / 12, 30))
        self.assertEqual(row["growth"], 250 / 110)
        self.assertEqual((row["change"], row["outcome"]), (250 / 12, "ok"))

    def test_table(self):
        rows = annual({2019: 50, 2020: 60, 2022: 0, 2023: 5}).growth_table()
        self.assertEqual([r["outcome"] for r in rows], ["no_base", "ok", "gap", "no_base", "zero_base"])
        self.assertEqual([r["growth_on_year"] for r in rows], [None, .2, None, None, None])
        self.assertEqual([r["midpoint"] for r in rows], [None, 20 / 110, None, None, 2])
        self.assertEqual([number(r["index"]) for r in rows], [100, 120, None, 0, 10])

    def test_quarters(self):
        s = Series([(2022 * 12 + 3 * q, F(q + 1)) for q in range(6)], 1)
        rows = s.growth_table(3)
        self.assertEqual([r["growth_on_previous"] for r in rows], [None, 1, .5, 1 / 3, .25, .2])
        self.assertEqual(rows[4]["growth_on_year"], 4)
        self.assertEqual(len(s.growth_table()), 16)
        with self.assertRaises(Refused):
            s.growth_table(12)

    def test_price_and_quantity(self):
        row = states.price_quantity(F(100), F(10), F(176), F(8))
        self.assertEqual((row["price"].exact, row["quantity"].exact), (108, -32))
        self.assertIsNone(states.price_quantity(F(1), F(0), F(1), F(1))["price"])


class Shares(unittest.TestCase):
    def test_golden(self):
        for m, expected in (
                (mix(a=".5", b=".3", c=".2"), (.38, .07, 2.631579, 1.029653014, .068959275, .8)),
                (mix(a=90, b=10, c=35), (377 / 729, 67 / 243, 729 / 377, .813082901, .285529387,
                                         25 / 27))):
            found = (m.hhi(), m.hhi_normalized(), m.effective_number(), m.entropy(), m.theil(),
                     m.top_share(2))
            for got, wanted in zip(found, expected):
                self.assertAlmostEqual(number(got), wanted, 6 if wanted > 1.1 else 9)

    def test_exact(self):
        m = mix(a=90, b=10, c=35)
        self.assertEqual(m.hhi().exact, F(377, 729))
        self.assertEqual(m.hhi_normalized().exact, F(67, 243))
        # pairs differ by 80, 55 and 25: 2 * 160 / (2 * 9 * 45)
        self.assertEqual(m.gini().exact, F(160, 405))

    def test_similarity_and_turnover(self):
        a, b = mix(x=60, y=30, z=10), mix(x=20, y=50, z=30)
        self.assertEqual(states.similarity(a, b).exact, F(3, 5))
        self.assertEqual(states.turnover(a, b).exact, F(2, 5))
        self.assertIsNone(states.turnover(a, mix()))

    def test_contributions(self):
        rows = states.contributions(mix(a=50, b=30, c=20), mix(a=90, b=10, c=35))
        self.assertEqual({r["label"]: r["contribution"] for r in rows},
                         {"a": .4, "b": -.2, "c": .15})

    def test_shares(self):
        rows = mix(b=2, c=5, a=2, z=0, d=1).shares()
        self.assertEqual([(r["label"], r["rank"]) for r in rows],
                         [("c", 1), ("a", 2), ("b", 2), ("d", 4)])
        self.assertEqual([r["cumulative_share"] for r in rows], [.5, .7, .9, 1])
        self.assertEqual(mix(a=1, b=3).combined_share(["b", "b", "x"]), .75)

    def test_nothing_and_negative(self):
        self.assertEqual((mix().total(), mix().hhi(), mix().share("a"), mix().shares()),
                         (0, None, None, []))
        self.assertEqual(mix(a=5).hhi_normalized(), 1)
        for name in ("hhi", "gini", "theil", "shares"):
            with self.assertRaises(Refused):
                getattr(mix(a=5, b=-1), name)()

    def test_pivot(self):
        # shares: DEU .6 to .2, USA .2 to .1, CHN .2 to .5, TUR 0 to .2
        row = states.pivot(mix(DEU=60, USA=20, CHN=20), mix(DEU=10, USA=5, CHN=25, TUR=10),
                           {"DEU", "USA"})
        self.assertEqual((row["lost"].exact, row["gained"].exact, row["pivot"].exact),
                         (F(1, 2), F(1, 2), 1))
        self.assertEqual((row["lost_value"].exact, row["gained_value"].exact), (65, 15))
        self.assertEqual(row["replaced"].exact, F(3, 13))
        self.assertEqual({k: c["part"].exact for k, c in row["captors"].by_label.items()},
                         {"CHN": F(3, 5), "TUR": F(2, 5)})


class Matrices(unittest.TestCase):
    def setUp(self):
        def flows(*rows):
            return [(e, i, y * 12, F(v), None if q is None else F(q)) for e, i, y, v, q in rows]
        self.m = Matrix(flows(
            ("DEU", "RUS", 2021, 60, 6), ("CHN", "RUS", 2021, 40, None),
            ("DEU", "RUS", 2022, 10, 1), ("CHN", "RUS", 2022, 24, 4), ("CHN", "RUS", 2022, 6, 0),
            ("CHN", "KAZ", 2022, 16, 2), ("DEU", "KAZ", 2021, 8, None), ("DEU", "KAZ", 2021, -8, 0)),
            12)

    def test_states(self):
        self.assertEqual(self.m.suppliers("RUS", year(2022)).values, {"DEU": 10, "CHN": 30})
        self.assertEqual(self.m.markets("CHN", year(2022)).values, {"RUS": 30, "KAZ": 16})
        self.assertEqual(self.m.series(["CHN"], None).periods, {2021 * 12: 40, 2022 * 12: 46})
        self.assertEqual(self.m.series(["DEU"], ["KAZ"]).periods, {})

    def test_rows(self):
        shares = {(r["importer"], r["exporter"]): r["share"]
                  for r in self.m.import_shares(year(2022))}
        self.assertEqual(shares, {("RUS", "DEU"): .25, ("RUS", "CHN"): .75, ("KAZ", "CHN"): 1})
        growth = {r["importer"]: (r["growth"], r["outcome"])
                  for r in self.m.import_growth(year(2022))}
        self.assertEqual(growth, {"RUS": (-.6, "ok"), "KAZ": (None, "zero_base")})
        rates = {(r["exporter"], r["importer"]): r["outcome"]
                 for r in self.m.growth_rates(year(2023))}
        self.assertEqual(set(rates.values()), {"exit"})
        self.assertEqual({(r["exporter"], r["importer"]): (r["value"], r["unit_value"])
                          for r in self.m.unit_values(year(2022))},
                         {("DEU", "RUS"): (10, 10), ("CHN", "RUS"): (30, 6),
                          ("CHN", "KAZ"): (16, 8)})

    def test_unit_value(self):
        m = Matrix([("a", "b", 2021 * 12, F(100), F(50)), ("a", "b", 2022 * 12, F(176), F("43.5"))], 12)
        old, new = (m.unit_values(year(y))[0]["unit_value"] for y in (2021, 2022))
        self.assertAlmostEqual(new / old, 2.0229885, 7)

    def test_pivot_with_prices(self):
        row = self.m.pivot("RUS", year(2021), year(2022), {"DEU"})
        captor = row["captors"].by_label["CHN"]
        self.assertEqual(captor["relative_price"].exact, F(-2, 5))
        self.assertEqual(captor["price_to_others"].exact, F(-1, 4))
        self.assertEqual(row["lost_value"].exact, F(50, 12))


class Comparison(unittest.TestCase):
    def test_agrees(self):
        agrees = states_compare.agrees
        third = states.ulp(F(1), F(3))
        for got, expected in ((None, None), (5, 5.0), (1 / 3, third), ("ok", "ok"), (2, 2),
                              (math.nextafter(1 / 3, 1), third),
                              (1 + 1e-13, states.near(1)), (1e-16, states.near(0, F(1, 10 ** 15)))):
            self.assertTrue(agrees(got, expected), (got, expected))
        for got, expected in ((None, 0.0), (0.0, None), (math.nextafter(5.0, 6), 5.0), ("ok", None),
                              (1 / 3 + 2e-16, third), (1 + 1e-11, states.near(1)), ("NaN", 5.0),
                              (True, 1.0), (None, third), (None, states.near(1)), (2.5, 2),
                              (1e-16, states.near(0))):
            self.assertFalse(agrees(got, expected), (got, expected))


class Generator(unittest.TestCase):
    def test_every_outcome_is_seen(self):
        seen = set()
        for case in states_generate.cases(1):
            for probe in case.probes:
                if isinstance(probe.rows, str):
                    seen.add(probe.rows)
                    continue
                seen |= {r.get("outcome") for r in probe.rows}
                seen |= {(c, r[c] is None) for r in probe.rows for c in r}
        self.assertLessEqual({"not_reported", "no_base", "no_current", "negative", "both_zero",
                              "zero_base", "exit", "partial", "ok", "gap", "22023"}, seen)
        for name in ("growth", "growth_on_year", "growth_on_previous", "midpoint", "log_growth",
                     "cagr", "trend_growth", "index", "total", "value_at", "share", "hhi",
                     "theil", "gini", "similarity", "turnover", "pivot", "replaced", "unit_value",
                     "contribution"):
            self.assertLessEqual({(name, True), (name, False)}, seen)

    def test_same_seed_same_cases(self):
        first, second = ([(c.setup, [p.sql for p in c.probes]) for c in states_generate.cases(3, 3)]
                         for _ in range(2))
        self.assertEqual(first, second)


if __name__ == "__main__":
    unittest.main()
