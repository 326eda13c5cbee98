"""Random, boundary and metamorphic cases of the screen, the same for one seed.

cases(seed, world) gives a list of Case. Worlds are small: labels that sell to the
target and are sold to by the origins, some of them far more after the event.
"""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import screen2 as oracle
from cases import (BAD, STEP, Case, Matrix, amount, as_decimal, bad_arguments, json_of, plain)
from common import Json, Refused, Trade, first_day, live, make_windows

TEXT = ["RUS", "EU", "USA", "KAZ", "ARM", "a b", "Zé", "zz", "B", "Ünïon", "o'x", "x\"y"]
CODES = ["RUS", "DEU", "USA", "KAZ", "ARM", "TUR", "ARE", "CHN", "KGZ", "GEO"]
SPELLED = {"RUS": ["RUS", "643", "ru"], "DEU": ["DEU", "276", "de"], "USA": ["842", "US", "usa"]}
EVERYONE = None


def flags(case):
    matrix, extra = case.main, {}
    if matrix.labels == "country_code" and case.world:
        extra["sums"] = {"W00": EVERYONE, case.world.union: case.world.members}
        if case.args.get("unit") is not None:
            extra["names"] = case.world.names
    return oracle.intermediary_flags(matrix.cells(), matrix.frequency, **case.args, **extra)


def legs(case):
    return oracle.flag_legs(case.main.cells(), case.main.frequency, **case.args)


def make(family, rows, frequency, target, origins, since, labels="text", function=None, **args):
    return Case(family, function or "intermediary_flags", flags,
                {"m": Matrix(rows, frequency, labels)},
                {"target": target, "origins": origins, "since": since, **args})


def width_of(frequency):
    return 12 if frequency == "year" else 1


def shift(day, months):
    return first_day(day.year * 12 + day.month - 1 + months)


def random_threshold(r, name):
    if name == "flag_score" or name.startswith("weight."):
        return r.choice(["0", "0.1", "0.25", "0.3", "0.5", "0.123456789012", "1"])
    if name == "min_value":
        return r.choice(["0", "1", "20", "50000", "0.000000000001",
                         "99999999999999999999999999"])
    return r.choice(["0", "0.1", "0.25", "0.5", "0.75", "1", "1.25", "2", "3", "0.333333333333"])


def random_thresholds(r, gentle=0.7):
    if r.random() < gentle:
        return json_of({"min_value": r.choice(["0", "1", "50"])})
    names = r.sample(sorted(oracle.DEFAULTS), r.randrange(1, 8))
    return json_of({n: random_threshold(r, n) for n in names})


def random_options(r, frequency, first, periods):
    unit = width_of(frequency)
    options = {}
    if r.random() < 0.6:
        options["before_months"] = r.choice([None, unit, 2 * unit, 12, 24, 36])
    if r.random() < 0.4:
        options["after_months"] = r.choice([None, unit, 2 * unit, 12, 24])
    if r.random() < 0.4:
        options["baseline"] = r.choice(["mean", "share"])
    if r.random() < 0.3:
        options["seasonal"] = r.choice([True, False])
    if r.random() < 0.3:
        options["unit"] = r.choice(["USD", "Mio. €", None])
    if r.random() < 0.3:
        last = shift(first, periods * unit)
        lower = shift(first, r.choice([-12, 0, 0, 1, 12])).replace(day=r.choice([1, 1, 2, 28]))
        upper = shift(last, r.choice([-1, 0, 0, 2, 12])).replace(day=r.choice([1, 1, 15]))
        if lower < upper:
            options["coverage"] = (r.choice([None, lower, lower]), r.choice([None, upper, upper]))
    options["thresholds"] = random_thresholds(r)
    return options


def flow_rows(r, pair, first, periods, unit, event, kind, density, quantities, growth):
    """One flow: a value a period, after the event times growth; now and then odd rows."""
    rows, scale = [], amount(r, kind)
    for n in range(periods):
        if r.random() > density:
            continue
        value = scale + (amount(r, kind) if r.random() < 0.5 else 0)
        if n >= event:
            value *= growth
        if r.random() < 0.03:
            value = r.choice([-value, None, Decimal(0)])
        quantity = None
        if quantities and r.random() < 0.8:
            quantity = Decimal(r.choice([0, 1, 2, 5, 8, r.randrange(1, 10 ** 6)]))
            quantity /= r.choice([1, 1, 4, 10])
        rows.append((*pair, first + n * unit, value, quantity))
        if r.random() < 0.03:
            rows.append((*pair, first + n * unit, r.choice([scale, -(value or Decimal(1))]),
                         quantity))
    return rows


def growths(r, pair, target, origins):
    exporter, importer = pair
    if exporter in origins and importer == target:
        return r.choice([Decimal(0), Decimal("0.1"), Decimal("0.5"), Decimal(1)])
    if importer == target or exporter in origins:
        return r.choice([Decimal(1), Decimal(1), Decimal(2), Decimal(5), Decimal(8), Decimal(60)])
    return r.choice([Decimal(1), Decimal(1), Decimal(1), Decimal(2)])


def random_case(r, family, star=False):
    frequency = "year" if "annual" in family else "month"
    labels_kind = "country_code" if "country_code" in family else "text"
    pool = CODES if labels_kind == "country_code" else TEXT
    labels = pool[:3] + r.sample(pool[3:], r.randrange(1, 5))
    target, origins = labels[0], labels[1:r.choice([2, 2, 3])]
    unit = width_of(frequency)
    periods = r.randrange(3, 8) if unit == 12 else r.randrange(4, 32)
    first = date(r.randrange(2015, 2021), 1 if unit == 12 else r.randrange(1, 13), 1)
    event = r.randrange(1, periods)
    kind = r.choice(["small", "small", "dyadic", "decimal", "large"])
    density, quantities = r.choice([0.4, 0.8, 1.0, 1.0]), r.random() < 0.4
    start = first.year * 12 + first.month - 1
    rows = []
    for e in labels:
        for i in labels:
            if r.random() < (0.8 if e in origins or i == target else 0.35):
                rows += flow_rows(r, (e, i), start, periods, unit, event, kind, density,
                                  quantities, growths(r, (e, i), target, origins))
    if r.random() < 0.15 and periods > 4:
        hole = start + unit * r.randrange(1, periods - 1)
        length = 12 if unit == 12 else r.choice([5, 12, 13])
        rows = [row if row[2] < hole else (*row[:2], row[2] + length, *row[3:]) for row in rows]
    since = shift(first, unit * event).replace(day=r.choice([1, 1, 1, 24]))
    if r.random() < 0.1:
        origins = origins + [origins[0]]
    if r.random() < 0.1:
        origins = origins + [pool[-1]] if pool[-1] not in labels else origins
    case = make(family, rows, frequency, target, ["*"] if star else origins, since, labels_kind,
                **random_options(r, frequency, first, periods))
    if labels_kind == "country_code":
        case.spelled = {k: r.choice(v) for k, v in SPELLED.items()}
    return case


def story(r, family, frequency=None, before=2, after=2):
    """Small integers, every flow there, c sells far more: what boundaries are made of."""
    frequency = frequency or r.choice(["year", "month"])
    unit, start = width_of(frequency), 2018 * 12
    rows = []
    for e in ("S", "c", "d", "T"):
        for i in ("T", "c", "d", "S"):
            if e == i:
                continue
            factor = r.choice([3, 4, 5]) if (e, i) in (("S", "c"), ("c", "T")) else 1
            for n in range(before + after):
                value = amount(r, "small") * 1000 * (factor if n >= before else 1)
                rows.append((e, i, start + n * unit, value, Decimal(r.choice([1, 2, 4, 5]))))
    since = first_day(start + before * unit)
    return make(family, rows, frequency, "T", ["S"], since, before_months=None,
                thresholds=json_of({"min_value": "0"}))


def inner(case):
    """The oracle's own figures of c, and the windows."""
    a = case.args
    cells = live(case.main.cells())
    trade = Trade(cells)
    w = make_windows(trade.periods, case.main.frequency, a["since"], a.get("before_months", 24))
    limit = oracle.read_thresholds(a["thresholds"], oracle.DEFAULTS)
    found = oracle.run(trade, w, "T", {"S"}, a.get("baseline", "share"), limit)
    return next((f for f in found if f.c == "c"), None), w


def quotient(a, b):
    return a / b if b else None


# What lets one condition alone decide of SOURCING, or of the grade `possible`.
OPEN = {"sourcing_ratio": "0", "noise": "0", "sourcing_cover": "0", "targeted": "0"}
HUB = {**OPEN, "sourcing_ratio": "1000", "not_a_source": "0", "net_importer": "1000",
       "passed_on": "0", "surge_ratio": "0"}

# Name of a boundary: the threshold, the value at which it is just reached, other thresholds.
CRITICAL = {
    "surge_ratio": ("surge_ratio", lambda f: quotient(f.outflow[1], f.outflow[0]), {}),
    "min_value": ("min_value", lambda f: f.out_sum, {}),
    "min_share": ("min_share", lambda f: quotient(f.outflow[1], f.direct[0]), {}),
    "trivial": ("trivial", lambda f: quotient(f.outflow[0], f.outflow[1]), {}),
    "steady_ratio": ("steady_ratio",
                     lambda f: quotient(f.rest, f.outflow[0]) if f.rest else None, {}),
    "sourcing_ratio": ("sourcing_ratio", lambda f: quotient(f.inflow[1], f.base),
                       {**OPEN, "sourcing_ratio": "0"}),
    "sourcing_cover": ("sourcing_cover", lambda f: quotient(f.e_in, f.e_out), OPEN),
    "proportion": ("targeted", lambda f: quotient(f.e_out, f.e_in), OPEN),
    "targeted": ("targeted", lambda f: quotient(f.e_out, f.extra), {}),
    "direct_drop": ("direct_drop", lambda f: quotient(f.direct[1], f.direct[0]), {}),
    "overlap": ("overlap", lambda f: f.overlap, {}),
    "wash_cover": ("wash_cover", lambda f: quotient(f.inflow[1], f.outflow[1]), {}),
    "not_a_source": ("not_a_source", lambda f: quotient(f.exports, f.imports), {}),
    "markup": ("markup", lambda f: f.found["MARKUP"][1], {}),
    "flag_score": ("flag_score", lambda f: f.score, {}),
    "net_importer": ("net_importer", lambda f: quotient(f.exports, f.imports), HUB),
    "passed_on": ("passed_on", lambda f: quotient(f.attributed, f.e_out), HUB),
    "possible, one period each side":
        ("sourcing_ratio", lambda f: quotient(f.inflow[1], f.base), HUB),
    "noise": ("noise", lambda f: f.e_in / f.swing if f.e_in > 0 else None, OPEN),
    "noise of possible": ("noise", lambda f: f.e_in / f.swing if f.e_in > 0 else None, HUB),
}


def steady_swing(case):
    """Purchases of a - d and a + d before, the same after: SE is d."""
    start, unit = case.main.rows[0][2], width_of(case.main.frequency)
    bought = dict(zip((start + n * unit for n in range(4)), (10, 14, 33, 33)))
    rows = [(e, i, t, Decimal(bought[t]) * 1000 if (e, i) == ("S", "c") else v, q)
            for e, i, t, v, q in case.main.rows]
    return case.with_rows(rows).changed(baseline="mean")


def boundary_base(r, name):
    """A story in which the boundary can be met."""
    if name == "possible, one period each side":
        return story(r, "boundary " + name, before=1, after=1)
    case = story(r, "boundary " + name, before=2, after=3 if name == "steady_ratio" else 2)
    case.args["baseline"] = r.choice(["mean", "share"])
    return steady_swing(case) if name.startswith("noise") else case


def boundary_trio(r, name):
    """Exactly at the threshold, a digit above and a digit below, or None."""
    case = boundary_base(r, name)
    threshold, value, others = CRITICAL[name]
    f, w = inner(case)
    if f is None:
        return None
    f.swing = Fraction(2000, w.width)
    exact = as_decimal(value(f))
    if not exact or (name == "flag_score" and exact >= 1) or ("noise" in name and exact > 999):
        return None
    trio = []
    for delta in (Decimal(0), STEP, -STEP):
        limits = {"min_value": "0", **others, threshold: plain(exact + delta)}
        if name == "steady_ratio":
            limits["surge_ratio"] = plain(exact + STEP)
        trio.append(case.changed(thresholds=json_of(limits)))
    return trio


def edge_cases():
    """Rises, excesses and changes of shares that are exactly 0, and a digit off."""
    made = []
    worlds = {
        "no excess": {"S_c": (10, 20), "S_d": (30, 60), "c_T": (1, 9), "S_T": (50, 20)},
        "no rise": {"S_c": (10, 10), "S_d": (30, 15), "c_T": (1, 9), "S_T": (50, 20)},
        "no extra sales to the target": {"S_c": (10, 20), "c_T": (9, 9), "c_d": (5, 8),
                                         "S_T": (50, 20)},
        "shares that stay": {"S_c": (10, 20), "S_d": (20, 10), "d_c": (10, 10), "c_d": (5, 5),
                             "S_T": (50, 20), "c_T": (1, 10)},
    }
    for name, flows in worlds.items():
        for moved in (None, "S_c", "c_T", "c_d", "S_d"):
            for delta in (STEP, -STEP) if moved in flows else (0,) if moved is None else ():
                rows = []
                for pair, (before, after) in flows.items():
                    for year, v in ((2018, before), (2019, before), (2020, after), (2021, after)):
                        off = delta if pair == moved and year == 2021 else 0
                        rows.append((*pair.split("_"), year * 12, Decimal(v) + off, None))
                made += [make("edge: " + name, rows, "year", "T", ["S"], date(2020, 1, 1),
                              baseline=baseline, thresholds=json_of({"min_value": "0", **limits}))
                         for baseline in ("mean", "share") for limits in (OPEN, HUB)]
    return made


def boundary_cases(r, wanted):
    made = []
    for name in CRITICAL:
        count = tries = 0
        while count < wanted and tries < 400:
            tries += 1
            trio = boundary_trio(r, name)
            if trio:
                made, count = made + trio, count + 1
    return made


def twins_case(r):
    """Equal candidates but for one last digit: the order of the rows."""
    base = story(r, "twins")
    rows = [row for row in base.main.rows if "c" not in row[:2]]
    for twin in ("c", "C", "é", "ca", "z", "10", "9"):
        off = r.choice([Decimal(0), Decimal(0), STEP, -STEP])
        for e, i, t, value, quantity in base.main.rows:
            if "c" in (e, i) and "d" not in (e, i):
                rows.append((twin if e == "c" else e, twin if i == "c" else i, t, value + off,
                             quantity))
    r.shuffle(rows)
    return base.with_rows(rows)


def extreme_case(r):
    """Values over the whole range, from the first digit to the last."""
    rows = []
    for e in "TScde":
        for i in "TScde":
            for year in (2019, 2020, 2021, 2022, 2023):
                if e != i and r.random() < 0.7:
                    value = r.randrange(1, 10 ** r.randrange(1, 37)) * STEP
                    quantity = Decimal(r.randrange(1, 10 ** 15)).scaleb(r.randrange(-12, 6))
                    rows.append((e, i, year * 12, value * r.choice([1, 1, 1, 1, -1]), quantity))
    limits = {n: r.choice(["0", "1", "0.000000000001",
                           "99999999999999999999999999.999999999999",
                           plain(r.randrange(1, 10 ** r.randrange(1, 38)) * STEP)])
              for n in ("surge_ratio", "sourcing_ratio", "sourcing_cover", "direct_drop",
                        "trivial", "steady_ratio", "min_share", "targeted", "passed_on",
                        "wash_cover", "not_a_source", "net_importer", "markup")}
    limits = {n: v for n, v in limits.items() if r.random() < 0.4}
    return make("extreme", rows, "year", "T", ["S", "d"][:r.choice([1, 2])], date(2021, 1, 1),
                baseline=r.choice(["mean", "share"]),
                thresholds=json_of({"min_value": "0", **limits}))


def scaled(case, factor):
    rows = [(*row[:3], None if row[3] is None else row[3] * factor, row[4])
            for row in case.main.rows]
    return case.with_rows(rows, "scaled")


def metamorphic(r):
    """One world in other clothes; the oracle's own tests hold what must stay the same."""
    base = random_case(r, r.choice(["annual text", "monthly text"]))
    rows = list(base.main.rows)
    r.shuffle(rows)
    made = [base.with_rows(rows, "row order"), scaled(base, r.choice([10, Decimal("0.5")]))]
    halves = [(r.choice(["KAZ", "KAZ'"]) if e == "KAZ" else e,
               r.choice(["KAZ", "KAZ'"]) if i == "KAZ" else i, *rest) for e, i, *rest in rows]
    made.append(base.with_rows(halves, "a label in two"))
    periods = [row[2] for row in rows] or [2020 * 12]
    extra = [(a, b, r.choice(periods), amount(r, "small"), None)
             for a in ("p1", "p2") for b in ("p3", "p1") if a != b]
    made.append(base.with_rows(rows + extra, "labels of others"))
    return made


def leg_cases(r, count):
    made = []
    for _ in range(count):
        case = random_case(r, r.choice(["annual text", "monthly text"]), star=r.random() < 0.2)
        args = {k: v for k, v in case.args.items()
                if k not in ("thresholds", "baseline", "unit")}
        sellers = sorted({row[0] for row in case.main.rows}
                         - {case.args["target"], *case.args["origins"]})
        if sellers:
            made.append(Case("flag_legs", "flag_legs", legs, case.matrices,
                             {**args, "intermediary": r.choice(sellers)}))
    return made


MORE_BAD = (
    ("origins", ["*", "S"]), ("baseline", None), ("baseline", "median"), ("baseline", "MEAN"),
    ("seasonal", None), ("thresholds", Json('{"weight.SURGES": 1}')),
    ("thresholds", Json('{"weight.surge": 1}')), ("thresholds", Json('{"pass_through": 1}')),
    ("thresholds", Json('{"weight.WASH": 1.000000000001}')),
    ("thresholds", Json('{"flag_score": 1.000000000001}')),
    ("thresholds", Json('{"noise": 1000.000000000001}')), ("thresholds", Json('{"noise": 1000}')),
    ("thresholds", json_of({name: "0.5" for name in oracle.DEFAULTS})),
)


def aggregate_cases(r, union):
    """On codes: a sum beside a member is refused, a sum alone is no candidate."""
    made = []
    for sum_of_all in ("W00", union):
        for other in ("RUS", "KAZ"):
            base = random_case(r, "annual country_code")
            more = [(*pair, base.main.rows[0][2], Decimal(5), None)
                    for pair in ((sum_of_all, other), (other, sum_of_all))]
            made.append(base.with_rows(base.main.rows + more, "sums"))
            rows = [tuple("CHE" if x == "DEU" else x for x in row)
                    for row in base.main.rows + more]
            origins = ["CHE" if x == "DEU" else x for x in base.args["origins"]]
            made.append(base.with_rows(rows, "sums").changed(origins=origins))
    return made


def refused(case):
    raise Refused("22023")


def spelling_cases():
    """Text labels asked for in another spelling than the matrix has."""
    rows = [(e, i, year * 12, Decimal(v), None) for e, i, year, v in (
        ("DEU", "KAZ", 2021, 4), ("KAZ", "RUS", 2021, 1), ("KAZ", "RUS", 2022, 9))]
    made = []
    for target, origins in (("643", ["DEU"]), ("RU", ["DEU"]), ("RUS", ["276"]),
                            ("RUS", ["DEU", "DE"])):
        case = make("other spelling", rows, "year", target, origins, date(2022, 1, 1))
        case.oracle = refused
        made.append(case)
    good = make("other spelling", rows, "year", "RUS", ["DEU", "USA"], date(2022, 1, 1))
    return made + [good]


def hub_case(r):
    """A country with large purchases of its own that passes on a little or a lot."""
    frequency, periods = r.choice([("year", 3), ("month", 12), ("month", 24)])
    unit, start = width_of(frequency), 2018 * 12
    extra = Decimal(r.choice([100, 200, 300, 400]))
    passed = r.choice([Decimal("0.4"), Decimal("0.5"), Decimal(1), Decimal(1)])
    flows = {("S", "A"): (1200, extra), ("S", "O"): (1200, r.choice([0, 0, 60])),
             ("A", "T"): (60, extra * passed), ("A", "D"): (r.choice([600, 1200, 1290]), 0),
             ("S", "T"): (900, -800), ("O", "T"): (r.choice([0, 20]), 0)}
    rows = []
    for pair, (usual, more) in flows.items():
        for n in range(2 * periods if usual else 0):
            swing = r.choice([-60, -20, 0, 0, 20, 60]) if pair == ("S", "A") else 0
            value = Decimal(usual + swing) + (more if n >= periods else 0)
            rows.append((*pair, start + n * unit, value * 1000, None))
    return make("hubs", rows, frequency, "T", ["S"], first_day(start + periods * unit),
                before_months=None, thresholds=json_of({"min_value": "1"}),
                seasonal=r.choice([True, False]), baseline=r.choice(["share", "mean"]))


def markup_case(r):
    """Prices of any size, with goods of which nobody gives a quantity beside them."""
    labels, names = r.choice([("text", "TScd"), ("country_code", ("RUS", "DEU", "KAZ", "CHN"))])
    target, origin, c, other = names
    rows, kinds = [], r.choice([["small"], ["dyadic"], ["small", "decimal", "large"]])
    for pair in ((c, target), (origin, c), (other, target), (origin, other)):
        kind, scale = r.choice(kinds), r.choice([0, 0, 0, r.randrange(-6, 7)])
        for month in range(2018 * 12 + r.choice([0, 0, 3]), 2018 * 12 + 6):
            quantity = Decimal(r.choice([1, 2, 3, 7, r.randrange(1, 10 ** 6)])).scaleb(scale)
            rows.append((*pair, month, amount(r, kind),
                         r.choice([quantity, quantity, quantity, None, Decimal(0)])))
    limit = r.choice(["0", "0.25", "12.5", "1234567.5", "0.333333333333"])
    return make("mark-ups", rows, "month", target, [origin], date(2018, 4, 1), labels,
                unit=r.choice([None, "USD", "Mio. €"]),
                thresholds=json_of({"min_value": "0", "markup": limit}))


FEW, HOLE = ("(VALUES ('S', 'c', %d, 4::numeric), ('c', 'T', 2021, 1), ('c', 'T', 2022, 8)) "
             "AS r (e, i, p, v)" % year for year in (2021, 2018))


def warned(rows, arguments, count="count(*)"):
    return ("SELECT %s FROM (SELECT trade_matrix(e, i, p, v) AS m FROM %s) AS t, "
            "generate_series(1, 2), intermediary_flags(m, %s) AS f;" % (count, rows, arguments))


# name, statement, warnings; each at most once a statement, though two screens run
WARNINGS = [
    ("good labels", warned(FEW, "'T', ARRAY['S'], '2022-01-01'"), 0),
    ("neither target nor origin among the labels",
     warned(FEW, "'643', ARRAY['276'], '2022-01-01'"), 1),
    ("a silent period", warned(HOLE, "'T', ARRAY['S'], '2022-01-01', before_months => NULL"), 1),
    ("a silent period before the window",
     warned(HOLE, "'T', ARRAY['S'], '2022-01-01', before_months => 12"), 0),
    ("coverage says that there was no trade",
     warned(HOLE, "'T', ARRAY['S'], '2022-01-01', coverage => '[2018-01-01,2023-01-01)'"), 0),
    ("an origin that reads as a sum", warned(FEW, "'T', ARRAY['S', 'EU'], '2022-01-01'"), 1),
    ("no named origin is a label, the target is",
     warned(FEW, "'T', ARRAY['A', 'B'], '2022-01-01'"), 1),
    ("everyone an origin", warned(FEW, "'T', ARRAY['*'], '2022-01-01'"), 0),
    ("a NULL matrix", "SELECT count(*) FROM intermediary_flags(NULL, '643', ARRAY['276'], "
     "'2022-01-01');", 0),
]


def cases(seed=1, world=None, each=40, boundaries=3):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [random_case(r, family) for _ in range(each)]
    made += [random_case(r, "everyone annual", True) for _ in range(each // 2)]
    made += [random_case(r, "everyone monthly", True) for _ in range(each // 2)]
    made += boundary_cases(r, boundaries) + edge_cases()
    made += [twins_case(r) for _ in range(each // 3)]
    made += [extreme_case(r) for _ in range(each // 2)]
    for _ in range(each // 3):
        made += metamorphic(r)
    made += leg_cases(r, each // 2)
    made += [hub_case(r) for _ in range(each)] + [markup_case(r) for _ in range(2 * each)]
    made += aggregate_cases(r, world.union if world else "W00") + spelling_cases()
    made += bad_arguments(story(r, "good", "year"), MORE_BAD)
    for case in made:
        case.world = world
    return made


__all__ = ["BAD", "Refused", "cases"]
