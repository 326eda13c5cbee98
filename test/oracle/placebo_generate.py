"""Random and metamorphic cases of the placebo, the same for one seed."""

import random
from datetime import date
from decimal import Decimal

import placebo as oracle
from cases import Case, Matrix, amount, bad_arguments, json_of
from common import first_day
from screen2_generate import MORE_BAD as SCREEN_BAD
from screen2_generate import random_case as screen_case
from screen2_generate import scaled, width_of


def rows_of(case):
    args = dict(case.args)
    if args.get("comparable") is not None:
        args["comparable"] = float(args["comparable"])
    return oracle.intermediary_placebo(case.main.cells(), case.main.frequency, **args)


def options(r, unit, labels):
    found = {"thresholds": json_of({"min_value": r.choice(["0", "1"]),
                                    "surge_ratio": r.choice(["1.2", "2", "3"])}),
             "baseline": r.choice(["share", "share", "mean"]), "seasonal": r.choice([True, False])}
    if r.random() < 0.7:
        found["before_months"] = r.choice([unit, 2 * unit, 12, 24])
    if r.random() < 0.5:
        found["after_months"] = r.choice([unit, 2 * unit, 12, 24])
    if r.random() < 0.3:
        found["exclude"] = r.sample(labels, 1) + ["nobody"]
    if r.random() < 0.4:
        found["comparable"] = r.choice([Decimal(0), Decimal("0.5"), Decimal(1)])
    return found


def long_world(r, family):
    """Years, or months of several years, of small numbers that tie, with spikes and rises."""
    frequency = "year" if "annual" in family else "month"
    unit, start = width_of(frequency), 2008 * 12
    periods = r.randrange(6, 13) if unit == 12 else r.randrange(30, 55)
    event = periods - r.randrange(1, 4) if unit == 12 else periods - r.randrange(3, 15)
    labels = ["T", "S", "R", "a", "b", "Ç"][:r.randrange(4, 7)]
    rows = []
    for e in labels:
        for i in labels:
            if e == i or r.random() < 0.25:
                continue
            usual, growth = amount(r, "small"), r.choice([1, 1, 2, 5, 8])
            spike = r.randrange(periods)
            for n in range(periods):
                value = usual + r.choice([0, 0, 1, 2])
                if n >= event and e in ("S", "R", "a"):
                    value *= growth
                elif n == spike:
                    value *= 4
                if r.random() < 0.97:
                    rows.append((e, i, start + n * unit, value * 12, None))
    since = first_day(start + event * unit).replace(day=r.choice([1, 1, 1, 24]))
    origins = r.choice([["S"], ["S"], ["S", "R"], ["*"]])
    return Case(family, "intermediary_placebo", rows_of, {"m": Matrix(rows, frequency)},
                {"target": "T", "origins": origins, "since": since, **options(r, unit, labels)})


def random_placebo(r, family):
    case = screen_case(r, family)
    kept = {k: v for k, v in case.args.items()
            if k in ("target", "origins", "since", "coverage")}
    labels = sorted({row[0] for row in case.main.rows})
    args = {**kept, **options(r, width_of(case.main.frequency), labels)}
    args.pop("exclude", None)
    return Case(family, "intermediary_placebo", rows_of, case.matrices, args, case.spelled)


def metamorphic(r):
    base = long_world(r, "annual worlds")
    rows = list(base.main.rows)
    r.shuffle(rows)
    halves = [(r.choice(["b", "b2"]) if e == "b" else e, i, *rest) for e, i, *rest in rows]
    return [base.with_rows(rows, "row order"), scaled(base, 10),
            base.with_rows(halves, "a label in two")]


def comparable_cases(r):
    """Sales to another target exactly at `comparable` of those to the target, and off it."""
    parts = r.randrange(1, 9)
    flows = {("a", "T"): (2, 6), ("a", "D"): (0, parts), ("S", "a"): (9, 30), ("S", "o"): (50, 50)}
    rows = [(*pair, year * 12, Decimal(v), None) for pair, values in flows.items()
            for year, v in zip((2018, 2019), values) if v]
    exact = Decimal(parts) / 8
    return [Case("boundary comparable", "intermediary_placebo", rows_of, {"m": Matrix(rows)},
                 {"target": "T", "origins": ["S"], "since": date(2019, 1, 1),
                  "comparable": exact + delta})
            for delta in (Decimal(0), Decimal("0.000001"), Decimal("-0.000001"))
            if exact + delta <= 1]


MORE_BAD = SCREEN_BAD + (
    ("exclude", None), ("exclude", ["a", None]), ("exclude", []), ("comparable", None),
    ("comparable", Decimal("-0.000001")), ("comparable", Decimal("1.000001")),
    ("comparable", Decimal(1)), ("comparable", Decimal(0)))


def cases(seed=1, world=None, each=20):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [random_placebo(r, family) for _ in range(each)]
    made += [long_world(r, "annual worlds") for _ in range(3 * each)]
    made += [long_world(r, "monthly worlds") for _ in range(each // 2)]
    for _ in range(each // 3):
        made += metamorphic(r) + comparable_cases(r)
    good = Case("good", "intermediary_placebo", rows_of, {"m": Matrix([
        ("S", "a", 2018 * 12, Decimal(9), None), ("S", "a", 2019 * 12, Decimal(9), None),
        ("a", "T", 2018 * 12, Decimal(9), None), ("a", "T", 2019 * 12, Decimal(9), None)])},
        {"target": "T", "origins": ["S"], "since": date(2019, 1, 1)})
    return made + bad_arguments(good, MORE_BAD)
