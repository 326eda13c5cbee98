"""Random, boundary and metamorphic cases of the mirror gaps, the same for one seed."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import mirror as oracle
from cases import BAD, STEP, Case, Matrix, amount, as_decimal, json_of, plain
from common import Json, Refused, first_day
from screen2_generate import CODES, SPELLED, TEXT, refused, scaled, width_of

READ = {spelling: code for code, many in SPELLED.items() for spelling in many}


def rows_of(case):
    m = {name: matrix.cells() for name, matrix in case.matrices.items()}
    frequency = case.matrices["exports"].frequency or case.matrices["imports"].frequency
    read = None
    if case.matrices["exports"].labels == "country_code":
        read = lambda label: READ.get(label, label)
    args = dict(case.args)
    if args.get("cif_margin") is not None:
        args["cif_margin"] = float(args["cif_margin"])
    return oracle.mirror_gaps(m["exports"], m["imports"], frequency, **args,
                              reported=m.get("reported"), read=read)


def one_pair(case):
    return oracle.mirror_gap(**{k: v if v is None else float(v) for k, v in case.args.items()})


def make(family, exports, imports, frequency, labels="text", reported=None, **args):
    matrices = {"exports": Matrix(exports, frequency, labels),
                "imports": Matrix(imports, frequency, labels)}
    if reported is not None:
        matrices["reported"] = Matrix(reported, frequency, labels)
    return Case(family, "mirror_gaps", rows_of, matrices, args)


def flows(r, labels, start, periods, unit, event):
    """What exporters say, and what importers make of it."""
    exports, imports = [], []
    kind = r.choice(["small", "small", "decimal", "dyadic"])
    silent = {(r.choice("xm"), r.choice(labels), r.randrange(periods)) for _ in range(periods // 2)}
    partial = {(r.choice(labels), r.randrange(periods)) for _ in range(2)}
    for e in labels:
        for i in labels:
            if r.random() < 0.4:
                continue
            usual = amount(r, kind)
            lost = r.choice([Decimal(0), Decimal(0), Decimal("0.5"), Decimal("0.9")])
            for n in range(periods):
                value = usual + (amount(r, kind) if r.random() < 0.5 else 0)
                value *= r.choice([1, 1, 3]) if n >= event else 1
                if r.random() < 0.03:
                    value = r.choice([-value, Decimal(0)])
                got = value * (1 - lost if n >= event else 1)
                if (i, n) in partial:
                    got = got / 8
                if ("x", e, n) not in silent and r.random() < 0.95:
                    exports.append((e, i, start + n * unit, value, None))
                if ("m", i, n) not in silent and r.random() < 0.95:
                    imports.append((e, i, start + n * unit, got, None))
    return exports, imports


def options(r, unit):
    found = {}
    if r.random() < 0.5:
        found["before_months"] = r.choice([None, unit, 2 * unit, 12, 24])
    if r.random() < 0.5:
        found["after_months"] = r.choice([None, unit, 12, 24])
    if r.random() < 0.6:
        found["cif_margin"] = r.choice([Decimal(0), Decimal("0.1"), Decimal("0.06"),
                                        Decimal("9.999")])
    limits = {"min_value": r.choice(["0", "10", "1000000"])}
    for name, values in (("ghost_rise", ("0", "0.1", "0.5")), ("min_rise", ("0", "1", "0.5")),
                         ("partial", ("0", "0.25", "0.999999999999")),
                         ("cif_margin.KAZ", ("0", "0.2")), ("cif_margin.nobody", ("0.5",))):
        if r.random() < 0.25:
            limits[name] = r.choice(values)
    found["thresholds"] = json_of(limits)
    return found


def random_case(r, family):
    frequency = "year" if "annual" in family else "month"
    kind = "country_code" if "country_code" in family else "text"
    labels = r.sample(CODES if kind == "country_code" else TEXT, r.randrange(2, 5)) + ["KAZ"]
    labels = list(dict.fromkeys(labels))
    unit, start = width_of(frequency), 2016 * 12 + (0 if frequency == "year" else r.randrange(12))
    periods = r.randrange(2, 7) if unit == 12 else r.randrange(4, 40)
    event = r.randrange(1, periods)
    exports, imports = flows(r, labels, start, periods, unit, event)
    args = {"since": first_day(start + event * unit), **options(r, unit)}
    if r.random() < 0.25:
        args["coverage"] = (first_day(start + r.choice([0, unit])),
                            r.choice([None, first_day(start + (periods + 1) * unit)]))
    if kind == "country_code" and "cif_margin.nobody" in args["thresholds"]:
        args["thresholds"] = Json(args["thresholds"].replace("cif_margin.nobody", "cif_margin.643"))
    reported = None
    if r.random() < 0.4:
        reported = [(e, i, t, abs(v) + 1, None) for e, i, t, v, _ in imports if r.random() < 0.9]
        reported = reported or None
    return make(family, exports, imports, frequency, kind, reported, **args)


def inner(case):
    m = {name: matrix.cells() for name, matrix in case.matrices.items()}
    a = case.args
    return oracle.judged(m["exports"], m["imports"], "year", a["since"],
                         float(a["cif_margin"]), None, None, None, a["thresholds"], None)


def partial_ratio(p):
    """The share of the first year of the after window, as `partial` compares it."""
    rest, supplied = p.average(p.rest), p.average(p.supplied)
    periods = p.counted[1][:1]
    if None in rest or not periods:
        return None
    r, x = (oracle.total(flow, periods) / 12 for flow in (p.rest, p.supplied))
    under = rest[0] * min(supplied[0], x)
    return r * supplied[0] / under if under > 0 and rest[0] > 0 and supplied[0] > 0 else None


CRITICAL = {
    "ghost_rise": lambda p: None if p.gap[0] is None else (p.ghost[1] or 0) - (p.ghost[0] or 0),
    "min_value": lambda p: None if p.gap[0] is None else p.exported[1] * p.months[1],
    "min_rise": lambda p: p.exported[1] / p.exported[0] - 1
    if p.gap[0] is not None and p.exported[0] > 0 else None,
    "partial": partial_ratio,
}


def boundary_trio(r, name):
    exports, imports = flows(r, ["A", "B", "C"], 2018 * 12, 3, 12, 2)
    limits = {"min_value": "0", "partial": "0"}
    case = make("boundary " + name, exports, imports, "year", since=date(2020, 1, 1),
                cif_margin=Decimal(r.choice([0, 1])), before_months=None,
                thresholds=json_of(limits))
    try:
        values = [as_decimal(CRITICAL[name](p)) for p in inner(case)]
    except Refused:
        return []
    values = [v for v in values if v and (name != "partial" or v < 1)]
    if not values:
        return []
    exact = r.choice(values)
    return [case.changed(thresholds=json_of({**limits, name: plain(exact + delta)}))
            for delta in (Decimal(0), STEP, -STEP) if name != "partial" or exact + delta < 1]


def metamorphic(r):
    base = random_case(r, r.choice(["annual text", "monthly text"]))
    base = replace(base, matrices={k: m for k, m in base.matrices.items() if k != "reported"})
    turned = {name: replace(m, rows=r.sample(m.rows, len(m.rows)))
              for name, m in base.matrices.items()}
    ten = {name: scaled(base.with_rows(m.rows), 10).main for name, m in base.matrices.items()}
    halves = {name: replace(m, rows=[(e, r.choice(["KAZ", "KAZ'"]) if i == "KAZ" else i, *rest)
                                     for e, i, *rest in m.rows])
              for name, m in base.matrices.items()}
    same = {**base.matrices, "reported": base.matrices["imports"]}
    return [replace(base, family=family, matrices=m) for family, m in (
        ("row order", turned), ("scaled", ten), ("a label in two", halves),
        ("imports as reported", same))]


MORE_BAD = tuple(("thresholds", Json(text)) for text in (
    '{"partial": 1}', '{"partial": 0.999999999999}', '{"cif_margin.KAZ": 10}',
    '{"cif_margin.KAZ": 9.999999999999}', '{"cif_margin.KAZ": -1}', '{"surge_ratio": 3}')) + (
    ("cif_margin", None), ("cif_margin", Decimal(10)), ("cif_margin", Decimal("-0.000001")),
    ("cif_margin", Decimal("9.999999")))


def refusal_cases(r):
    good = random_case(r, "annual text")
    while len(good.main.rows) < 5 or "reported" in good.matrices:
        good = random_case(r, "annual text")
    good.args = {"since": good.args["since"]}
    made = []
    for name, value in BAD + MORE_BAD:
        if name in ("target", "origins"):
            continue
        bad = good.changed("refusals", **{name: value})
        made += [bad, bad.with_rows([])]
    for other in ({"frequency": "month"}, {"labels": "country_code"}):
        rows = [("KAZ", "ARM", 2018 * 12, Decimal(1), None)]
        for name in ("imports", "reported"):
            strange = {**good.matrices, name: Matrix(rows, **other)}
            made.append(replace(good, family="refusals", matrices=strange, oracle=refused))
    return made


def pair_cases(r, count):
    made = []
    for _ in range(count):
        args = {"exported": r.choice([amount(r, "decimal"), Decimal(0), Decimal(-3), None]),
                "imported": r.choice([amount(r, "decimal"), Decimal(0), Decimal(-3)]),
                "cif_margin": r.choice([Decimal(0), Decimal("0.06"), Decimal("0.1")])}
        made.append(Case("mirror_gap", "mirror_gap", one_pair, {}, args))
    return made


def cases(seed=1, world=None, each=50, boundaries=5):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [random_case(r, family) for _ in range(each)]
    for name in CRITICAL:
        found = []
        while len(found) < 3 * boundaries:
            found += boundary_trio(r, name)
        made += found
    for _ in range(each // 4):
        made += metamorphic(r)
    return made + refusal_cases(r) + pair_cases(r, each // 2)
