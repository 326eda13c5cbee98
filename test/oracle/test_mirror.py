"""Hand-worked numbers of the mirror gaps: python3 -m unittest test_mirror"""

import unittest
from datetime import date
from fractions import Fraction as F

from common import Refused
from mirror import mirror_gap, mirror_gaps
from test_screen2 import yearly

KG = ({"EU_KG": (263, 1171)}, {"EU_KG": (245, 502), "W_KG": (4457, 8834)})
AM = ({"EU_AM": (757, 1886, 2162)}, {"EU_AM": (873, 1684, 153), "W_AM": (3671, 6667, 527)})
HUNDRED = '{"min_value": 100}'


def gaps(pair, years, **options):
    exports, imports = (yearly(years, **flows) for flows in pair)
    options = {"since": date(years[1], 1, 1), "thresholds": HUNDRED, "after_months": 12, **options}
    rows = mirror_gaps(exports, imports, "year", **options)
    return {(r["exporter"], r["importer"]): r for r in rows}


class Golden(unittest.TestCase):
    def test_ghosts(self):
        row = gaps(KG, (2021, 2022))["EU", "KG"]
        self.assertEqual([row[n] for n in ("ghost_share_before", "ghost_share_after",
                                           "missing_share", "outcome", "flagged")],
                         [float(F(1689, 13939)), float(F(36963, 62063)), float(F(17637, 24062)),
                          "ok", True])
        self.assertEqual(str(row["reason"]),
                         "Of EU's exports to KG 60 % never show in KG's own records, 12 % before; "
                         "of the rise of 75.7 a month 73 % are missing.")

    def test_one_year(self):
        row = gaps(AM, (2021, 2022, 2023))["EU", "AM"]
        self.assertEqual((row["missing_share"], row["outcome"], row["flagged"]),
                         (float(F(19287, 59837)), "ok", False))

    def test_partial_year(self):
        row = gaps(AM, (2021, 2022, 2023), after_months=24)["EU", "AM"]
        self.assertEqual((row["outcome"], row["gap_after"], row["flagged"]),
                         ("partial_importer", None, False))
        self.assertEqual(str(row["reason"]), "AM's imports from everyone else fell to 14 % of "
                         "before in 2023, while its suppliers report no less: that year looks "
                         "incomplete, no gap is given.")

    def test_missing_reports(self):
        rows = gaps(({"EU_KG": (5, 6), "EU_KZ": (5, 6), "R_KG": (5, 0)},
                     {"EU_KG": (4, 5), "EU_KZ": (4, 0)}), (2021, 2022))
        self.assertEqual(rows["EU", "KZ"]["outcome"], "no_importer_report")
        self.assertEqual(rows["EU", "KZ"]["exported_after"], None)
        self.assertEqual(str(rows["EU", "KZ"]["reason"]), "KZ has no report after.")
        self.assertEqual(rows["R", "KG"]["outcome"], "no_exporter_report")

    def test_margins(self):
        row = gaps(KG, (2021, 2022), cif_margin=0.0,
                   thresholds='{"cif_margin.KG": 0.06, "min_value": 100}')["EU", "KG"]
        self.assertEqual(row, {**gaps(KG, (2021, 2022))["EU", "KG"], "reason": row["reason"]})
        for bad in ('{"partial": 1}', '{"cif_margin.KG": 10}', '{"margin": 1}'):
            with self.assertRaises(Refused):
                gaps(KG, (2021, 2022), thresholds=bad)

    def test_one_pair(self):
        row = mirror_gap(100, 60, 0.1)[0]
        for name, value in (("imported_fob", 54.5455), ("gap", 45.4545),
                            ("ghost_share", 0.454545), ("log_gap", 0.6061358),
                            ("asymmetry", 0.2941176)):
            self.assertAlmostEqual(row[name], value, places=4)


if __name__ == "__main__":
    unittest.main()
