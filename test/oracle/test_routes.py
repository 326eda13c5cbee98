"""Hand-worked numbers of the routes and the balance: python3 -m unittest test_routes"""

import itertools
import random
import unittest
from datetime import date

from balance import leak_balance
from common import Refused
from routes import diversion_routes, two_hops
from test_screen2 import yearly

FLOWS = {"S_T": (1200, 240), "S_A": (120, 600), "A_T": (0, 120), "A_B": (12, 300),
         "B_T": (60, 240), "S_B": (120, 180), "A_C": (0, 120), "C_T": (0, 96), "W_T": (600, 900)}
OPTIONS = {"baseline": "mean", "thresholds": '{"min_value": 1}'}


def routes(flows, **options):
    rows = diversion_routes(yearly((2021, 2022), **flows), "year", "T", ["S"],
                            date(2022, 1, 1), **{**OPTIONS, **options})
    return [(r["first"], r["second"], r["value"], r["potential"]) for r in rows]


class Golden(unittest.TestCase):
    def test_routes(self):
        self.assertEqual(routes(FLOWS), [("A", None, 10.0, 10.0), ("B", None, 5.0, 5.0),
                                         ("A", "B", 10.0, 15.0), ("A", "C", 8.0, 8.0)])
        rows = diversion_routes(yearly((2021, 2022), **FLOWS), "year", "T", ["S"],
                                date(2022, 1, 1), **OPTIONS)
        self.assertEqual([r["shortfall_share"] for r in rows], [.125, .0625, .125, .1])
        self.assertEqual(str(rows[2]["reason"]), "S > A > B > T: 10 of at most 15 a month, after "
                         "shorter routes took their part.")

    def test_cap(self):
        flows = {"S_T": (120, 84), "S_A": (0, 48), "A_T": (0, 48), "S_B": (0, 24), "B_T": (0, 24)}
        self.assertEqual(routes(flows), [("A", None, 2.0, 4.0), ("B", None, 1.0, 2.0)])

    def test_one_hop_only(self):
        self.assertEqual(len(routes(FLOWS, max_hops=1)), 2)

    def test_refusals(self):
        for options in ({"max_hops": 3}, {"max_hops": 0}, {"thresholds": '{"min_run": 1}'}):
            with self.assertRaises(Refused):
                routes(FLOWS, **options)

    def balance(self, **options):
        flows = {"S_T": (1200, 240), "S_A": (120, 240), "A_T": (0, 120), "W_T": (600, 960),
                 "S_C": (120, 600), "S_D": (120, 132)}
        books = {"S_A": (120, 240), "S_C": (120, 360), "S_D": (120, 132), "R_C": (500, 520)}
        return leak_balance(yearly((2021, 2022), **flows), "year", "T", ["S"], date(2022, 1, 1),
                            **{"imports": yearly((2021, 2022), **books), "cif_margin": 0.0,
                               **OPTIONS, **options})

    def test_balance(self):
        self.assertEqual([(r["term"], r["value"], r["share"]) for r in self.balance()],
                         [("fall", 80.0, 1.0), ("rerouted", 10.0, .125), ("replaced", 30.0, .375),
                          ("ghosts", 20.0, .25), ("unexplained", 20.0, .25)])

    def test_balance_without_books(self):
        rows = self.balance(imports=None)
        self.assertEqual([r["value"] for r in rows], [80.0, 10.0, 30.0, None, 40.0])


class Choice(unittest.TestCase):
    def all_flows(self, supply, demand, between, cap):
        """Every flow in whole numbers, by trying all."""
        legs = sorted(between)
        for values in itertools.product(*(range(between[leg] + 1) for leg in legs)):
            flow = dict(zip(legs, values))
            if (all(sum(x for (a, _), x in flow.items() if a == s) <= supply[s] for s in supply)
                    and all(sum(x for (_, b), x in flow.items() if b == d) <= demand[d]
                            for d in demand)
                    and (cap is None or sum(values) <= cap)):
                yield flow

    def test_choice_is_the_first_of_all_maximum_flows(self):
        r = random.Random(3)
        for _ in range(60):
            supply = {a: r.randrange(1, 5) for a in "ab"}
            demand = {b: r.randrange(1, 5) for b in "xy"}
            between = {(a, b): r.randrange(0, 4) for a in supply for b in demand}
            cap = r.choice([None, 1, 3, 5])
            order = sorted(between, key=lambda leg: (-min(
                supply[leg[0]], demand[leg[1]], between[leg]), leg))
            flows = list(self.all_flows(supply, demand, between, cap))
            best = max(flows, key=lambda f: (sum(f.values()), [f[leg] for leg in order]))
            self.assertEqual(two_hops(supply, demand, between, cap),
                             {leg: x for leg, x in best.items() if x})


if __name__ == "__main__":
    unittest.main()
