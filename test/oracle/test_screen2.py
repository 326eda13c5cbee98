"""Hand-worked numbers of the screen's second edition: python3 -m unittest test_screen2"""

import unittest
from datetime import date
from fractions import Fraction as F

from screen2 import Refused, flag_legs, intermediary_flags

ONE = '{"min_value": 1}'


def yearly(years, **flows):
    """S_A=(1, 2) to cells S>A, a value a year."""
    return {tuple(pair.split("_")) + (year * 12,): (F(v), F(0), F(0))
            for pair, values in flows.items() for year, v in zip(years, values) if v}


def monthly(first, **flows):
    """S_A=[...] to cells, a value a month from a first ordinal."""
    return {tuple(pair.split("_")) + (first + n,): (F(v), F(0), F(0))
            for pair, values in flows.items() for n, v in enumerate(values) if v}


def two(**flows):
    return yearly((2021, 2023), **flows)


def month(year, number):
    return year * 12 + number - 1


def screen(cells, origins=("S",), frequency="year", **options):
    options = {"since": date(2022, 2, 24), "before_months": 12, "thresholds": ONE, **options}
    rows = intermediary_flags(cells, frequency, "T", list(origins), **options)
    return {r["intermediary"]: r for r in rows}


def monthly_screen(cells, **options):
    return screen(cells, frequency="month", **{"before_months": 24, **options})


def signal(row, code):
    return next(r for r in row["reasons"] if r["code"] == code)


def said(row, code):
    return str(signal(row, code)["sentence"])


class Golden(unittest.TestCase):
    def check(self, row, **expected):
        for name, value in expected.items():
            got = row[name]
            if isinstance(value, F):
                value = float(value)
            self.assertEqual(got, value, name)

    def value(self, row, code, value, fired):
        s = signal(row, code)
        self.assertEqual((s["value"], s["fired"]),
                         (None if value is None else float(value), fired), code)

    def test_1_one_intermediary(self):
        a = screen(two(S_A=(120, 360), A_T=(24, 240), S_O=(600, 660), S_T=(240, 60),
                       A_O=(24, 36), O_S=(12, 12)))["A"]
        self.check(a, rerouted=18.0, attributed=18.0, substitution=1.2, controls=1,
                   flagged=True, score=F("0.8274128125"), grade="traced")
        self.value(a, "SOURCING", F(30, 11), True)
        self.value(a, "TARGETED", F(18, 19), True)
        self.value(a, "NOT_A_SOURCE", F(1, 5), True)
        self.assertEqual(said(a, "SOURCING"), "Purchases from the origins rose from 10 to 30 a "
                         "month, 2.73 times the 11 that the origins' sales to 1 other without "
                         "such a rise lead one to expect.")

    def test_2_accomplices_are_no_control(self):
        rows = screen(two(S_A=(120, 360), S_B=(240, 960), S_O=(600, 540), A_T=(24, 240),
                          B_T=(12, 600), S_T=(900, 90)))
        self.value(rows["A"], "SOURCING", F(10, 3), True)
        self.value(rows["B"], "SOURCING", F(40, 9), True)
        self.check(rows["A"], rerouted=18.0, flagged=True)
        self.check(rows["B"], rerouted=49.0, flagged=True)

    def test_3_nobody_left(self):
        rows = screen(two(S_A=(120, 360), S_B=(240, 960), A_T=(24, 240), B_T=(12, 600)))
        for label, value in (("A", 3), ("B", 4)):
            self.check(rows[label], controls=0, flagged=True)
            self.value(rows[label], "SOURCING", value, True)
            self.value(rows[label], "NOT_A_SOURCE", None, None)
        self.assertEqual(said(rows["A"], "SOURCING"),
                         "Purchases from the origins rose from 10 to 30 a month, 3 times the "
                         "earlier average: nobody without such a rise is left to compare with.")
        self.assertEqual(said(rows["A"], "NOT_A_SOURCE"), "Not evaluable: the data hold no exports"
                         " of third countries to others than T.")

    def test_4_shared_over_targets(self):
        cells = two(S_A=(160, 360), A_T=(100, 400), A_D=(50, 150), A_O=(300, 300))
        a = screen(cells)["A"]
        self.check(a, rerouted=F(50, 3), attributed=12.5)
        self.value(a, "SOURCING", F(9, 4), True)
        rows = intermediary_flags(cells, "year", "D", ["S"], date(2022, 2, 24), 12,
                                  thresholds=ONE)
        self.check(rows[0], attributed=F(50, 12))
        self.value(rows[0], "SOURCING", F(9, 4), True)

    def test_5_out_of_proportion(self):
        a = screen(two(S_A=(100, 400), A_T=(1, 5), A_D=(50, 150), A_O=(300, 300)))["A"]
        self.value(a, "SURGE", 5, True)
        self.value(a, "TARGETED", F(1, 26), False)
        self.value(a, "SOURCING", 4, False)
        self.check(a, flagged=False)
        self.assertEqual(said(a, "SOURCING"), "Extra exports to T, 0.333 a month, are below 0.05 "
                         "times the extra purchases, 25.")
        self.assertEqual(said(a, "TARGETED"),
                         "Only 3.85 % of this country's extra exports went to T.")

    def test_6_trivial(self):
        rows = screen(two(A_T=(2, 200), B_T=(3, 200), S_A=(9, 9)))
        self.value(rows["A"], "NEW_ROUTE", 200, True)
        self.value(rows["A"], "SURGE", 100, False)
        self.value(rows["B"], "SURGE", F(200, 3), True)

    def test_7_silent_years(self):
        cells = yearly((2019, 2022), S_A=(12, 24), A_T=(12, 48), S_T=(12, 12))
        a = screen(cells, since=date(2020, 1, 1))["A"]
        self.check(a, inflow_before=1.0, inflow_after=2.0, outflow_before=1.0, outflow_after=4.0,
                   direct_before=1.0, direct_after=1.0, months_before=12, months_after=12)
        self.value(a, "SOURCING", 2, False)
        a = screen(cells, since=date(2020, 1, 1), coverage=(date(2019, 1, 1), date(2023, 1, 1)))["A"]
        self.check(a, inflow_after=F(2, 3), direct_after=F(1, 3), months_after=36)
        self.value(a, "SURGE", F(4, 3), False)

    def test_8_everyone_an_origin(self):
        rows = screen(two(V_A=(60, 600), A_T=(1, 500), V_T=(300, 30), V_O=(100, 100), A_O=(1, 1)),
                      origins=["*"])
        a, v = rows["A"], rows["V"]
        self.check(a, inflow_before=5.0, inflow_after=50.0, direct_before=25.0, direct_after=2.5,
                   attributed=F(499, 12), controls=1, flagged=True)
        self.value(a, "SOURCING", 10, True)
        self.value(a, "WASH", None, None)
        self.value(a, "NOT_A_SOURCE", F(1, 60), True)
        self.check(v, direct_before=F(1, 12), inflow_before=0.0, flagged=False)

    def test_9_seasons(self):
        first, length = month(2020, 6), 27
        june = [90 if n % 12 == 0 else 0 for n in range(length)]
        cells = monthly(first, A_T=june, S_A=[10] * length, S_O=[10] * length)
        options = {"since": date(2022, 6, 1)}
        a = monthly_screen(cells, **options)["A"]
        self.check(a, outflow_before=30.0, outflow_after=30.0, onset_out=None)
        self.value(a, "SURGE", 1, False)
        a = monthly_screen(cells, seasonal=False, **options)["A"]
        self.check(a, outflow_before=7.5)
        # three periods, and nothing without June: steadiness is asked, SURGE does not fire
        self.value(a, "SURGE", 4, False)
        a = monthly_screen(cells, seasonal=False, **options,
                           thresholds='{"min_value": 1, "steady_ratio": 0}')["A"]
        self.value(a, "SURGE", 4, True)

    def test_10_onset(self):
        cells = monthly(month(2020, 3), A_T=[3] * 23 + [9] + [12, 3, 10, 20, 30, 2, 2, 2],
                        S_A=[10] * 24 + [10, 30, 30, 40, 50, 10, 10, 10],
                        S_O=[10] * 32)
        a = monthly_screen(cells, since=date(2022, 3, 1), seasonal=False)["A"]
        self.check(a, onset_in="2022-04-01", onset_out="2022-05-01", last_out="2022-07-01",
                   flagged=True)

    def hub(self, **other):
        return yearly(range(2019, 2025), S_A=(1080, 1200, 1320, 1500, 1620, 1740),
                      S_O=(1200,) * 3 + (1320,) * 3, A_T=(60,) * 3 + (240, 360, 480),
                      **{"A_D": (600,) * 6, **other})

    def hub_screen(self, **other):
        return screen(self.hub(**other), since=date(2022, 1, 1), before_months=36)["A"]

    def test_11_a_hub(self):
        a = screen(two(S_A=(1200, 1620), S_O=(1200, 1320), A_T=(60, 360), A_D=(600, 600)))["A"]
        self.check(a, rerouted=25.0, attributed=25.0, active=1, largest_share=1.0, grade=None)
        self.value(a, "SOURCING", F(27, 22), False)
        self.value(a, "TARGETED", 1, True)
        self.value(a, "SURGE", 6, True)
        self.value(a, "NOT_A_SOURCE", F(1, 2), False)
        self.assertTrue(said(a, "SOURCING").endswith(
            " below 2.25 times as much, which is asked where each window has one period."))
        self.assertEqual(said(a, "SURGE"),
                         "Exports to T rose 6-fold, from 5 to 30 a month, 100 % of it in 2023 alone.")

    def test_12_possible(self):
        a = self.hub_screen()
        self.check(a, flagged=False, grade="possible", score=F("0.6815"), active=3,
                   largest_share=F(4, 9))
        self.value(a, "SOURCING", F(27, 22), False)
        self.assertTrue(said(a, "SOURCING").endswith(
            " Yet extra purchases of 25 a month, 3.06 times their usual swing, cover 100 % of the "
            "extra exports to T."), said(a, "SOURCING"))

    def test_13_sold_elsewhere(self):
        a = self.hub_screen(A_D=(600,) * 3 + (930,) * 3)
        self.check(a, attributed=F(250, 21), grade=None)
        self.value(a, "TARGETED", F(10, 21), True)

    def test_14_net_exporter(self):
        a = self.hub_screen(A_O=(601,) * 6)
        self.check(a, attributed=25.0, grade=None)
        self.value(a, "NOT_A_SOURCE", F(1201, 1200), False)

    def spiked(self, usual, june):
        out = [1] * 24 + [usual] * 12
        out[29] = june
        return monthly_screen(monthly(month(2020, 1), S_A=[10] * 24 + [40] * 12, S_O=[10] * 36,
                                      A_T=out), since=date(2022, 1, 1))["A"]

    def test_15_one_spike(self):
        a = self.spiked(1, 254)
        self.check(a, outflow_after=F(265, 12), grade=None, onset_out=None, last_out="2022-06-01",
                   active=1, largest_share=F(254, 265))
        self.value(a, "SURGE", F(265, 12), False)
        self.value(a, "SOURCING", 4, True)
        self.assertEqual(said(a, "SURGE"), "Exports to T rose 22.1-fold, from 1 to 22.1 a month, "
                         "but only 1-fold without 2022-06.")

    def test_16_steady_at_its_threshold(self):
        a = self.spiked(2, 243)
        self.check(a, grade="traced", active=12, largest_share=F(243, 265))
        self.value(a, "SURGE", F(265, 12), True)

    def test_17_one_shipment_in_three(self):
        a = monthly_screen(monthly(month(2020, 1), S_A=[10] * 24 + [40] * 3, S_O=[10] * 27,
                                   A_T=[0] * 25 + [90, 0]), since=date(2022, 1, 1))["A"]
        self.check(a, active=1, largest_share=1.0, grade=None)
        self.value(a, "NEW_ROUTE", 90, False)
        self.assertIn("without 2022-02 ", said(a, "NEW_ROUTE") + " without 2022-02 ")

    def test_18_two_periods(self):
        a = monthly_screen(monthly(month(2020, 1), S_A=[10] * 24 + [40] * 2, S_O=[10] * 26,
                                   A_T=[0] * 25 + [60]), since=date(2022, 1, 1))["A"]
        self.check(a, grade="traced")
        self.value(a, "NEW_ROUTE", 60, True)

    def test_legs_add_up(self):
        cells = two(S_A=(120, 360), R_A=(12, 6), A_T=(24, 240), S_T=(240, 60), R_T=(0, 12))
        legs = flag_legs(cells, "year", "T", ["S", "R"], date(2022, 2, 24), "A", 12)
        self.assertEqual([(r["leg"], r["exporter"], r["change"]) for r in legs],
                         [("in", "S", 20.0), ("in", "R", -0.5), ("out", "A", 18.0),
                          ("direct", "R", 1.0), ("direct", "S", -15.0)])


class Refusals(unittest.TestCase):
    def refuses(self, state, **changed):
        arguments = {"target": "T", "origins": ["S"], "since": date(2022, 2, 24), **changed}
        with self.assertRaises(Refused) as caught:
            intermediary_flags(two(A_T=(1, 2)), "year", **arguments)
        self.assertEqual(caught.exception.args[0], state)

    def test_refusals(self):
        self.refuses("22004", target=None)
        self.refuses("22023", origins=["*", "S"])
        self.refuses("22023", thresholds='{"noise": 1000.5}')
        self.refuses("22023", thresholds='{"pass_through": 1}')
        self.refuses("22023", before_months=18)
        self.refuses("22023", since=date(2040, 1, 1))


class Metamorphic(unittest.TestCase):
    """What must stay the same when one world is told in another way."""
    WORLD = {"S_A": (120, 360), "A_T": (24, 240), "S_O": (600, 660), "S_T": (240, 60),
             "A_O": (24, 36), "O_S": (12, 12), "O_T": (7, 9)}

    def test_units_do_not_matter(self):
        plain = screen(two(**self.WORLD))["A"]
        large = screen(two(**{k: (1000 * a, 1000 * b) for k, (a, b) in self.WORLD.items()}),
                       thresholds='{"min_value": 1000}')["A"]
        for name in ("overlap", "substitution", "score", "grade", "controls", "largest_share"):
            self.assertEqual(plain[name], large[name], name)
        self.assertEqual(1000 * plain["attributed"], large["attributed"])
        self.assertEqual([(r["code"], r["fired"]) for r in plain["reasons"]],
                         [(r["code"], r["fired"]) for r in large["reasons"]])

    def test_origins_in_two(self):
        one = screen(two(**self.WORLD))["A"]
        halves = {k: v for k, v in self.WORLD.items() if not k.startswith("S_")}
        for k, (a, b) in self.WORLD.items():
            if k.startswith("S_"):
                halves["S1" + k[1:]], halves["S2" + k[1:]] = (a / 2, b / 3), (a / 2, b - b / 3)
        halves = two(**{k: tuple(F(x).limit_denominator(1000) for x in v)
                        for k, v in halves.items()})
        both = screen(halves, origins=["S1", "S2"])["A"]
        for name in one:
            if name != "reasons":
                self.assertEqual(one[name], both[name], name)

    def test_row_order_and_strangers(self):
        base = two(**self.WORLD)
        rows = screen(dict(reversed(base.items())))
        for label, row in screen(base).items():
            for name, value in row.items():
                if name != "reasons":
                    self.assertEqual(rows[label][name], value, name)
        more = screen({**base, **two(X_Y=(5, 7))})["A"]
        for name in ("rerouted", "attributed", "overlap", "substitution", "grade"):
            self.assertEqual(rows["A"][name], more[name], name)


if __name__ == "__main__":
    unittest.main()
