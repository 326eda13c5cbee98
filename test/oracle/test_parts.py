"""Hand-worked numbers of growth_parts: python3 -m unittest test_parts"""

import unittest
from fractions import Fraction as F

from common import Refused
from parts import growth_parts


def year(y, n=1):
    return y * 12, (y + n) * 12 - 1


class Parts(unittest.TestCase):
    CELLS = {("A", "T", 2020 * 12): (F(100), F(10), F(80)), ("A", "T", 2021 * 12): (F(176), F(20), F(120)),
             ("B", "T", 2021 * 12): (F(5), F(0), F(0))}

    def test_parts_add_up(self):
        a, b = growth_parts(self.CELLS, "year", ["T"], year(2021), year(2020))
        # prices 8 and 6, quantities 10 and 20
        self.assertEqual(a, {"exporter": "A", "base_value": 100.0, "current_value": 176.0,
                             "change": 76.0, "price": -30.0, "quantity": 70.0,
                             "without_quantity": 36.0})
        self.assertEqual((b["change"], b["price"], b["without_quantity"]), (5.0, None, 5.0))

    def test_averages(self):
        a = growth_parts(self.CELLS, "year", None, year(2020, 2), year(2020))[0]
        self.assertEqual((a["base_value"], a["current_value"]), (float(F(100, 12)), 11.5))

    def test_refusals(self):
        with self.assertRaises(Refused):
            growth_parts(self.CELLS, "year", [None], year(2021), year(2020))
        with self.assertRaises(Refused):
            growth_parts(self.CELLS, "year", None, (2021 * 12, 2021 * 12 + 4), year(2020))


if __name__ == "__main__":
    unittest.main()
