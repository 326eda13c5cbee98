"""Random, boundary and metamorphic cases of the two surges, the same for one seed."""

import random
from decimal import Decimal
from fractions import Fraction

import surges as oracle
from cases import STEP, Case, Matrix, amount, as_decimal, bad_arguments, json_of, plain
from common import Json, first_day
from screen2_generate import flow_rows, random_case, scaled, width_of

FUNCTIONS = {"destination_surges": oracle.destination_surges,
             "supplier_surges": oracle.supplier_surges}


def rows_of(case):
    return FUNCTIONS[case.function](case.main.cells(), case.main.frequency, **case.args)


def make(family, function, rows, frequency, target, origins, since, labels="text", **args):
    return Case(family, function, rows_of, {"m": Matrix(rows, frequency, labels)},
                {"target": target, "origins": origins, "since": since, **args})


def random_limits(r):
    limits = {"min_value": r.choice(["0", "0", "1", "50", "1000"]),
              "min_controls": r.choice(["0", "1", "2", "3", "10"]),
              "min_run": r.choice(["1", "2", "2", "3"]),
              "min_history": r.choice(["1", "2", "4"])}
    if r.random() < 0.4:
        limits["record_margin"] = r.choice(["0", "1", "1.1", "2", "3.333333333333"])
    if r.random() < 0.3:
        limits["surge_ratio"] = r.choice(["0", "1", "1.000000000001", "2"])
    if r.random() < 0.3:
        limits["min_cover"] = r.choice(["0", "0.1", "1"])
    return limits


def options(r, frequency):
    unit = width_of(frequency)
    found = {"thresholds": json_of(random_limits(r)),
             "baseline": r.choice(["share"] * 3 + ["mean"])}
    if r.random() < 0.6:
        found["before_months"] = r.choice([None, unit, 2 * unit, 12, 24])
    if r.random() < 0.3:
        found["after_months"] = r.choice([unit, 2 * unit, 12, 24])
    if r.random() < 0.4:
        found["history_months"] = r.choice([None, unit, 3 * unit, 7 * unit, 12, 24])
    if r.random() < 0.4:
        found["part_months"] = r.choice([None, unit, 2 * unit, 12, 24] if unit == 12
                                        else [None, 1, 2, 5, 6, 12])
    return found


def random_surges(r, family):
    """The rows and windows of a screen's case, the first four options drawn anew."""
    case = random_case(r, family)
    kept = {k: v for k, v in case.args.items()
            if k in ("target", "origins", "since", "coverage")}
    args = {**kept, **options(r, case.main.frequency)}
    return Case(family, r.choice(sorted(FUNCTIONS)), rows_of, case.matrices, args, case.spelled)


def story(r, frequency, function="destination_surges"):
    """A market of six buyers: some steady, some fading, spiked or growing after the event."""
    unit, start = width_of(frequency), 2012 * 12
    before = r.randrange(5, 9) if unit == 12 else r.randrange(15, 40)
    after = r.randrange(1, 5) if unit == 12 else r.randrange(3, 20)
    rows = []
    for c in ("T", "a", "b", "c", "d", "e"):
        kind = r.choice(["steady", "surge", "spike", "fading", "past"])
        usual = amount(r, "small")
        for n in range(before + after):
            value = usual * 12 + amount(r, "small")
            if c == "T":
                value = value * 20 if n < before else value * 4
            elif kind == "surge" and n >= before:
                value *= 5
            elif kind == "spike" and n == before + after // 2:
                value *= 30
            elif kind == "fading" and before <= n < before + after // 2:
                value *= 6
            elif kind == "past" and (n >= before or n == before // 2):
                value *= 4
            rows.append(("S", c, start + n * unit, value, None))
    since = first_day(start + before * unit)
    if function == "supplier_surges":
        rows = [(i, e, *rest) for e, i, *rest in rows]
        return make("stories", function, rows, frequency, "S", ["T"], since,
                    **options(r, frequency))
    return make("stories", function, rows, frequency, "T", ["S"], since, **options(r, frequency))


def transposed(case):
    """With one origin the two functions are each other's mirror image."""
    rows = [(i, e, *rest) for e, i, *rest in case.main.rows]
    other = {"destination_surges": "supplier_surges",
             "supplier_surges": "destination_surges"}[case.function]
    flipped = case.with_rows(rows, "transposed").changed(
        target=case.args["origins"][0], origins=[case.args["target"]])
    flipped.function = other
    return flipped


def quotient(a, b):
    return Fraction(a) / Fraction(b) if a is not None and b else None


CRITICAL = {"surge_ratio": lambda r: r.ratio, "min_value": lambda r: r.in_all,
            "min_value, cover too small": lambda r: r.in_all if r.lost else None,
            "min_cover": lambda r: quotient(r.excess, r.lost),
            "record_margin": lambda r: quotient(r.best, r.record)}


def inner(case):
    """The oracle's own rows, before they become columns."""
    kept = []
    original = oracle.columns

    def keep(row, *rest):
        kept.append(row)
        return original(row, *rest)
    oracle.columns = keep
    try:
        rows_of(case)
    finally:
        oracle.columns = original
    return kept


def boundary_trio(r, name):
    case = story(r, r.choice(["year", "month"]), r.choice(sorted(FUNCTIONS)))
    limits = {"min_value": "0", "surge_ratio": "1", "record_margin": "1", "min_cover": "0",
              "min_controls": r.choice(["0", "10"]), "min_history": "1", "min_run": "1"}
    case = case.changed("boundary " + name, thresholds=json_of(limits),
                        after_months=None, baseline=r.choice(["mean", "mean", "share"]))
    values = [as_decimal(CRITICAL[name](row)) for row in inner(case)]
    values = [v for v in values if v]
    if not values:
        return []
    exact = r.choice(values)
    if "," in name:
        name, limits = "min_value", {**limits, "min_cover": "1000"}
    return [case.changed(thresholds=json_of({**limits, name: plain(exact + delta)}))
            for delta in (Decimal(0), STEP, -STEP)]


def corrections():
    """Sales that are negative before and 0, or just above, after."""
    made = []
    for after in (Decimal(0), STEP, -STEP):
        rows = [(e, i, year * 12, v, None) for e, i, year, v in (
            ("S", "a", 2018, Decimal(-5)), ("S", "a", 2019, Decimal(-5)), ("S", "a", 2020, after),
            ("S", "T", 2018, Decimal(9)), ("S", "T", 2020, Decimal(1)),
            ("S", "b", 2020, Decimal(1)))]
        made.append(make("corrections", "destination_surges", rows, "year", "T", ["S"],
                         first_day(2020 * 12), thresholds=json_of({
                             "min_value": "0", "min_run": "1", "min_history": "1"})))
    return made


def metamorphic(r):
    base = story(r, r.choice(["year", "month"]))
    rows = list(base.main.rows)
    r.shuffle(rows)
    made = [base.with_rows(rows, "row order"), scaled(base, 10), transposed(base)]
    made.append(base.with_rows([(e, r.choice(["a", "a2"]) if i == "a" else i, *rest)
                                for e, i, *rest in rows], "a label in two"))
    made.append(base.with_rows([(r.choice(["S", "R"]), i, *rest) for e, i, *rest in rows],
                               "an origin in two").changed(origins=["S", "R"]))
    extra = flow_rows(r, ("x", "y"), rows[0][2], 5, width_of(base.main.frequency), 2, "small",
                      1, False, Decimal(9))
    made.append(base.with_rows(rows + extra, "labels of others"))
    return made


MORE_BAD = tuple(("thresholds", Json('{"%s": %s}' % x)) for x in (
    ("min_run", "0"), ("min_run", "1.5"), ("min_history", "0"), ("min_history", "2.5"),
    ("min_controls", "0.5"), ("min_controls", "0"), ("flag_score", "1"))) + (
    ("part_months", 0), ("part_months", 18), ("history_months", 0), ("history_months", 18),
    ("baseline", None), ("baseline", "median"),
    ("part_months", None), ("history_months", None))


def cases(seed=1, world=None, each=45, boundaries=5):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [random_surges(r, family) for _ in range(each)]
    for function in sorted(FUNCTIONS):
        made += [story(r, r.choice(["year", "month"]), function) for _ in range(each)]
    for name in CRITICAL:
        found = []
        while len(found) < 3 * boundaries:
            found += boundary_trio(r, name)
        made += found
    for _ in range(each // 4):
        made += metamorphic(r)
    made += corrections()
    for function in sorted(FUNCTIONS):
        good = story(r, "year")
        good.function = function
        good.args = {k: good.args[k] for k in ("target", "origins", "since")}
        made += bad_arguments(good, MORE_BAD)
    return made
