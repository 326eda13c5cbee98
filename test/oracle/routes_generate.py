"""Random, boundary and metamorphic cases of the routes and the balance, the same for one seed."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import balance
import routes as oracle
from cases import BAD, STEP, Case, Matrix, amount, as_decimal, bad_arguments, json_of, plain
from common import Json, Trade, first_day, live, make_windows
from mirror_generate import READ, refused
from screen2_generate import random_case as screen_case
from screen2_generate import scaled, width_of


def routes_of(case):
    return oracle.diversion_routes(case.main.cells(), case.main.frequency, **case.args)


def balance_of(case):
    imports = case.matrices.get("imports")
    read = None
    if case.main.labels == "country_code":
        read = lambda label: READ.get(label, label)
    args = dict(case.args)
    if args.get("cif_margin") is not None:
        args["cif_margin"] = float(args["cif_margin"])
    return balance.leak_balance(case.main.cells(), case.main.frequency, read=read,
                                **args, **({"imports": imports.cells()} if imports else {}))


def options(r, unit):
    found = {"baseline": r.choice(["mean", "share"])}
    limits = {"min_value": r.choice(["0", "1", "20"])}
    for name, values in (("leg_ratio", ("0", "1", "2")), ("surge_ratio", ("1", "2", "5")),
                         ("steady_ratio", ("0", "1")), ("trivial", ("0", "0.5")),
                         ("min_share", ("0", "0.5"))):
        if r.random() < 0.2:
            limits[name] = r.choice(values)
    found["thresholds"] = json_of(limits)
    if r.random() < 0.4:
        found["max_hops"] = r.choice([1, 2, 2])
    if r.random() < 0.5:
        found["before_months"] = r.choice([None, unit, 12, 24])
    if r.random() < 0.3:
        found["after_months"] = r.choice([unit, 12, 24])
    return found


def network(r, family, size=None):
    """Flows that rise after the event on most legs, in small numbers that tie."""
    frequency = r.choice(["year", "month"])
    unit, start = width_of(frequency), 2019 * 12
    before, after = r.choice([(1, 1), (2, 2), (1, 2)])
    labels = ["a", "b", "c", "d", "é", "F"][:size or r.randrange(2, 7)]
    rows = []
    for e in ["S"] + labels:
        for i in labels + ["T"]:
            if e == i or r.random() < (0.1 if e == "S" else 0.3):
                continue
            if (e, i) == ("S", "T"):
                usual = Decimal(r.choice([0, 5, 40, 200]))
                rise = -usual * r.choice([0, Decimal("0.5"), 1])
            else:
                usual = r.choice([Decimal(0), amount(r, "small")])
                rise = Decimal(r.choice([0, 1, 2, 3, 4, 6, 10])) * r.choice([1, Decimal("1.5")])
            for n in range(before + after):
                value = (usual + (rise if n >= before else 0)) * 12
                if value:
                    rows.append((e, i, start + n * unit, value, None))
    since = first_day(start + before * unit)
    return Case(family, "diversion_routes", routes_of, {"m": Matrix(rows, frequency)},
                {"target": "T", "origins": ["S"], "since": since, **options(r, unit)})


def random_routes(r, family):
    case = screen_case(r, family)
    kept = {k: v for k, v in case.args.items()
            if k in ("target", "origins", "since", "coverage")}
    return Case(family, "diversion_routes", routes_of, case.matrices,
                {**kept, **options(r, width_of(case.main.frequency))}, case.spelled)


def balanced(r, case):
    """The same case as a balance, often with the importers' books."""
    found = replace(case, function="leak_balance", oracle=balance_of,
                    family="balance, " + case.family)
    if r.random() < 0.75:
        books = [(e, i, t, v if v is None else v * r.choice([1, 1, 1, Decimal("0.25")]), None)
                 for e, i, t, v, _ in case.main.rows if r.random() < 0.95]
        if books:
            matrices = {**case.matrices,
                        "imports": Matrix(books, case.main.frequency, case.main.labels)}
            found = replace(found, matrices=matrices)
    if r.random() < 0.6:
        found.args["cif_margin"] = r.choice([Decimal(0), Decimal("0.06"), Decimal("0.25")])
    if r.random() < 0.3:
        limits = found.args["thresholds"][:-1]
        one = "a" if "networks" in found.family else "KAZ"
        found = found.changed(thresholds=Json(limits + r.choice([
            ', "partial": 0}', ', "min_rise": 0, "ghost_rise": 1}', ', "cif_margin.%s": 0.5}' % one])))
    return found


def legs_of(case):
    a = case.args
    trade = Trade(live(case.main.cells()))
    w = make_windows(trade.periods, case.main.frequency, a["since"], a.get("before_months", 24),
                     a.get("after_months"))
    return trade, w


def boundary_trio(r, name):
    """A leg exactly at leg_ratio, or whose excess is exactly min_value, and a digit off."""
    case = network(r, "boundary " + name)
    limits = {"min_value": "0", "leg_ratio": "0"}
    case = case.changed(baseline="mean", before_months=None)
    trade, w = legs_of(case)
    (e, i) = r.choice(sorted(trade.pairs))
    before, after = oracle.averages(trade.flow({e}, {i}), w)
    value = after / before if name == "leg_ratio" and before else None
    if name == "min_value":
        value = (after - before) * len(w.after) * w.width
    exact = as_decimal(value)
    if not exact or after <= before or (e, i) == ("S", "T"):
        return []
    return [case.changed(thresholds=json_of({**limits, name: plain(exact + delta)}))
            for delta in (Decimal(0), STEP, -STEP)]


def cap_trio(r):
    """The shorter routes exactly at the shortfall, and a digit off."""
    case = network(r, "boundary cap").changed(
        thresholds=json_of({"min_value": "0"}), baseline="mean", before_months=None,
        after_months=None)
    kept = [row for row in case.main.rows if row[:2] != ("S", "T")]
    if not kept:
        return []
    rows = oracle.diversion_routes(case.with_rows(kept).main.cells(), case.main.frequency,
                                   **{**case.args, "max_hops": 1})
    total = sum(Fraction(row["value"]) for row in rows)
    trade, w = legs_of(case)
    fall = as_decimal(total * w.width)
    if not fall or w.before[0] not in trade.periods:
        return []
    made = []
    for delta in (Decimal(0), STEP, -STEP):
        direct = [("S", "T", t, fall + delta + 1, None) for t in w.before]
        direct += [("S", "T", t, Decimal(1), None) for t in w.after]
        made.append(case.with_rows(kept + direct))
    return made


def metamorphic(r):
    base = network(r, "base")
    rows = list(base.main.rows)
    r.shuffle(rows)
    made = [base.with_rows(rows, "row order"), scaled(base, 10)]
    made.append(base.with_rows([(r.choice(["S", "R"]) if e == "S" else e, i, *rest)
                                for e, i, *rest in rows],
                               "an origin in two").changed(origins=["S", "R"]))
    made.append(base.with_rows([tuple(r.choice(["a", "a2"]) if x == "a" else x for x in row[:2])
                                + row[2:] for row in rows], "a label in two"))
    return made


MORE_BAD = (("max_hops", None), ("max_hops", 0), ("max_hops", 3), ("max_hops", 1),
            ("origins", ["*"]), ("baseline", None), ("baseline", "median"),
            ("thresholds", Json('{"flag_score": 1}')), ("thresholds", Json('{"leg_ratio": -1}')))
BALANCE_BAD = (("cif_margin", None), ("cif_margin", Decimal(10)), ("cif_margin", Decimal(-1)),
               ("thresholds", Json('{"cif_margin.a": 10}')),
               ("thresholds", Json('{"cif_margin.a": 9.999999999999}')),
               ("thresholds", Json('{"partial": 1}')), ("thresholds", Json('{"noise": 1}')))


def refusal_cases(r):
    good = Case("good", "diversion_routes", routes_of,
                {"m": Matrix([("S", "T", 2018 * 12, Decimal(9), None),
                              ("S", "a", 2019 * 12, Decimal(9), None),
                              ("a", "T", 2019 * 12, Decimal(9), None)])},
                {"target": "T", "origins": ["S"], "since": date(2019, 1, 1)})
    made = bad_arguments(good, MORE_BAD)
    whole = replace(good, function="leak_balance", oracle=balance_of)
    made += bad_arguments(whole, MORE_BAD[:6] + BALANCE_BAD)
    monthly = Matrix(good.main.rows, "month")
    made.append(replace(whole, family="refusals", oracle=refused,
                        matrices={**whole.matrices, "imports": monthly}))
    return made


def cases(seed=1, world=None, each=30, boundaries=5):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [random_routes(r, family) for _ in range(each)]
    made += [network(r, "networks") for _ in range(3 * each)]
    for trio in (lambda: boundary_trio(r, "leg_ratio"), lambda: boundary_trio(r, "min_value"),
                 lambda: cap_trio(r)):
        found = []
        while len(found) < 3 * boundaries:
            found += trio()
        made += found
    for _ in range(each // 2):
        made += metamorphic(r)
    return made + refusal_cases(r)[:2 * len(BAD + MORE_BAD)]


def balance_cases(seed=1, world=None, each=25):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [balanced(r, random_routes(r, family)) for _ in range(each)]
    made += [balanced(r, network(r, "networks")) for _ in range(4 * each)]
    for _ in range(each // 2):
        made += [balanced(r, case) for case in metamorphic(r)]
    return made + refusal_cases(r)[2 * len(BAD + MORE_BAD):]
