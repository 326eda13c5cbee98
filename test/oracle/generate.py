"""Random and boundary cases of the intermediary screen, the same for one seed.

    python3 generate.py [SEED]      prints the SQL of all cases

cases(seed) gives a list of Case: `rows` of (exporter, importer, date, value,
quantity) in exact decimals, and the arguments of the oracle by name.
"""

import random
import sys
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import screen as oracle

STEP = Decimal("0.000000000001")
SCALE = Decimal(1000000000)
TEXT = ["RUS", "EU", "USA", "KAZ", "ARM", "a b", "Zé", "zz", "B", "Ünïon", "o'x", "x\"y"]
CODES = ["RUS", "DEU", "USA", "KAZ", "ARM", "TUR", "ARE", "CHN", "KGZ", "GEO"]
CODE_SPELLINGS = {"RUS": ["RUS", "643", "ru"], "DEU": ["DEU", "276", "de"],
                  "USA": ["842", "US", "usa"]}


@dataclass
class Case:
    family: str
    rows: list
    width: int
    target: str
    origins: list
    since: date
    labels: str = "text"
    options: dict = field(default_factory=dict)
    spelled: dict = field(default_factory=dict)

    def expected(self):
        rows = [(e, i, d, None if v is None else Fraction(v),
                 None if q is None else Fraction(q)) for e, i, d, v, q in self.rows]
        return oracle.intermediary_flags(rows, self.width, self.target, self.origins,
                                         self.since, **self.options)

    def sql(self):
        period = "extract(year FROM p)::integer" if self.width == 12 else "p"
        label = "{}::country_code" if self.labels == "country_code" else "{}"
        arguments = ["target => " + quote(self.spelled.get(self.target, self.target)),
                     "origins => ARRAY[%s]::text[]" % ", ".join(
                         quote(self.spelled.get(o, o)) for o in self.origins),
                     "since => " + quote(self.since.isoformat())]
        arguments += ["%s => %s" % (k, literal(k, v)) for k, v in self.options.items()]
        return ("SELECT row_to_json(f)\nFROM (SELECT trade_matrix(%s, %s, %s, v, q) AS m\n"
                "FROM (VALUES\n%s) AS r (e, i, p, v, q)) AS t,\n"
                "intermediary_flags(m, %s) AS f;" % (
                    label.format("e"), label.format("i"), period,
                    ",\n".join(map(values, self.rows)), ", ".join(arguments)))


def quote(text):
    return "'" + str(text).replace("'", "''") + "'"


def number(value, sql_type):
    return "NULL::" + sql_type if value is None else "'%s'::%s" % (plain(value), sql_type)


def plain(value):
    return format(value, "f")


def values(row):
    exporter, importer, day, value, quantity = row
    return "(%s, %s, date '%s', %s, %s)" % (
        quote(exporter), quote(importer), day.isoformat(), number(value, "numeric"),
        number(quantity, "float8"))


def literal(name, value):
    if value is None:
        return "NULL"
    if name == "coverage":
        lower, upper = (b.isoformat() if b else "" for b in value)
        return quote("[%s,%s)" % (lower, upper))
    if name == "thresholds":
        return quote("{%s}" % ", ".join('"%s": %s' % (k, plain(Decimal(v)))
                                        for k, v in value.items()))
    return str(value) if isinstance(value, int) else quote(value)


def shift(day, months):
    return oracle.first_day(day.year * 12 + day.month - 1 + months)


def amount(r, kind):
    """Small integers tie often; the others have fractions up to 12 decimals."""
    if kind == "small":
        return Decimal(r.choice([1, 1, 2, 3, 4, 5, 8, 10, 16, 20, 25]))
    if kind == "dyadic":
        return Decimal(r.randrange(1, 1 << 20)) / (1 << r.randrange(0, 12))
    if kind == "large":
        return Decimal(r.randrange(1, 10 ** 24)) * STEP * r.choice([1, 10, 100])
    return Decimal(r.randrange(1, 10 ** 9)) / 10 ** r.randrange(0, 13)


def random_options(r, width, first, periods):
    unit = width
    options = {}
    if r.random() < 0.6:
        options["before_months"] = r.choice([None, unit, 2 * unit, 12, 24, 36])
    if r.random() < 0.5:
        options["after_months"] = r.choice([None, unit, 2 * unit, 12, 24])
    if r.random() < 0.5:
        options["baseline"] = r.choice(["mean", "share"])
    if r.random() < 0.4:
        last = shift(first, periods * unit)
        lower = shift(first, r.choice([-12, 0, 0, 1, 12]))
        upper = shift(last, r.choice([-1, 0, 0, 2, 12]))
        lower = lower.replace(day=r.choice([1, 1, 2, 28]))
        upper = upper.replace(day=r.choice([1, 1, 15]))
        if lower < upper:
            options["coverage"] = (r.choice([None, lower, lower]),
                                   r.choice([None, upper, upper]))
    if r.random() < 0.5:
        names = r.sample(sorted(oracle.DEFAULTS), r.randrange(1, 8))
        options["thresholds"] = {n: random_threshold(r, n) for n in names}
    elif r.random() < 0.7:
        options["thresholds"] = {"min_value": r.choice(["0", "1", "50"])}
    return options


def random_threshold(r, name):
    if name == "flag_score" or name.startswith("weight."):
        return r.choice(["0", "0.1", "0.25", "0.3", "0.5", "0.123456789012", "1"])
    if name == "min_value":
        return r.choice(["0", "1", "20", "50000", "0.000000000001", "99999999999999999999999999"])
    return r.choice(["0", "0.1", "0.25", "0.5", "0.75", "1", "1.25", "2", "3", "0.333333333333"])


def random_rows(r, labels, first, periods, width, kind, density, quantities):
    rows = []
    for exporter in labels:
        for importer in labels:
            if r.random() > 0.7:
                continue
            for n in range(periods):
                if r.random() > density:
                    continue
                value = amount(r, kind)
                if n * 2 >= periods and r.random() < 0.5:
                    value *= r.choice([1, 2, 3, 4])
                if r.random() < 0.08:
                    value = -value
                if r.random() < 0.04:
                    value = r.choice([None, Decimal(0)])
                quantity = None
                if quantities and r.random() < 0.8:
                    quantity = Decimal(r.choice([0, 1, 2, 5, 8, r.randrange(1, 10 ** 6)]))
                    quantity /= r.choice([1, 1, 4, 10])
                day = shift(first, n * width)
                rows.append((exporter, importer, day.replace(day=r.randrange(1, 29)),
                             value, quantity))
                if r.random() < 0.05:
                    # a second row of the same cell; now and then they cancel
                    rows.append((exporter, importer, day,
                                 r.choice([amount(r, kind), -(value or Decimal(1))]), quantity))
    return rows


def random_case(r, family):
    width = 12 if family.startswith("annual") else 1
    labels_kind = "country_code" if family.endswith("country_code") else "text"
    pool = CODES if labels_kind == "country_code" else TEXT
    labels = pool[:3] + r.sample(pool[3:], r.randrange(1, 5))
    target, origins = labels[0], labels[1:r.choice([2, 3])]
    periods = r.randrange(3, 7) if width == 12 else r.randrange(4, 20)
    first = date(r.randrange(2015, 2021), 1 if width == 12 else r.randrange(1, 13), 1)
    since = shift(first, width * r.randrange(1, periods))
    since = since.replace(day=r.choice([1, 1, 24]))
    if width == 12 and r.random() < 0.3:
        since = since.replace(month=2)
    rows = random_rows(r, labels, first, periods, width,
                       r.choice(["small", "small", "dyadic", "decimal", "large"]),
                       r.choice([0.3, 0.7, 1.0]) if width == 12 else r.choice([0.1, 0.3, 0.6]),
                       r.random() < 0.5)
    if r.random() < 0.1:
        rows = [row for row in rows if target != row[1]] or rows
    if r.random() < 0.1:
        rows = [row for row in rows if row[0] not in origins] or rows
    if r.random() < 0.2:
        origins = origins + [origins[0]]
    if r.random() < 0.2:
        origins = origins + ([pool[-1]] if pool[-1] not in labels else [])
    spelled = {k: r.choice(v) for k, v in CODE_SPELLINGS.items()}
    return Case(family, rows, width, target, origins, since, labels_kind,
                random_options(r, width, first, periods),
                spelled if labels_kind == "country_code" else {})


def proportional_case(r):
    """After is a multiple of before, but for one last digit: ties of every share."""
    labels = ["T", "S", "c", "d", "e"]
    factor = r.choice([1, 2, 3])
    rows = []
    for exporter in labels:
        for importer in labels:
            if exporter != importer and r.random() < 0.8:
                value = amount(r, r.choice(["small", "decimal"])) * r.choice([1, SCALE])
                rows.append([exporter, importer, date(2021, 1, 1), value, Decimal(2)])
                rows.append([exporter, importer, date(2022, 1, 1), value * factor, Decimal(2)])
    rows.append(["c", "T", date(2021, 1, 1), Decimal(1), None])
    if r.random() < 0.7:
        r.choice(rows)[3] += r.choice([STEP, -STEP])
    return Case("proportional", [tuple(row) for row in rows], 12, "T", ["S"],
                date(2022, 1, 1), options={
                    "baseline": r.choice(["mean", "share"]),
                    "thresholds": {"sourcing_cover": r.choice(["0", "0.25", "1"]),
                                   "sourcing_ratio": r.choice(["0", "1", "2"]),
                                   "surge_ratio": r.choice(["1", "2", "3"]),
                                   "wash_cover": r.choice(["0", "1"]), "min_value": "1"}})


def extreme_case(r):
    """Values and thresholds over the whole range, from the first digit to the last."""
    labels = ["T", "S", "c", "d", "e"]
    rows = []
    for exporter in labels:
        for importer in labels:
            for year in (2020, 2021, 2022, 2023):
                if exporter != importer and r.random() < 0.7:
                    value = r.randrange(1, 10 ** r.randrange(1, 37)) * STEP
                    quantity = Decimal(r.randrange(1, 10 ** 15)).scaleb(r.randrange(-12, 6))
                    rows.append((exporter, importer, date(year, 1, 1),
                                 value * r.choice([1, 1, 1, 1, -1]), quantity))
    thresholds = {n: r.choice(["0", "1", "0.000000000001", "99999999999999999999999999.999999999999",
                               plain(r.randrange(1, 10 ** r.randrange(1, 38)) * STEP)])
                  for n in ("surge_ratio", "sourcing_ratio", "sourcing_cover", "direct_drop",
                            "overlap", "pass_through", "wash_cover", "not_a_source", "markup")}
    return Case("extreme", rows, 12, "T", ["S", "d"][:r.choice([1, 2])], date(2022, 1, 1),
                options={"baseline": r.choice(["mean", "share"]),
                         "thresholds": {**thresholds, "min_value": "0"}})


def twins_case(r):
    """Equal candidates but for one last digit: the order of the rows."""
    base = boundary_base(r, "SURGE")
    rows = [row for row in base.rows if "c" not in row[:2]]
    for twin in ("c", "C", "é", "ca", "z", "10", "9"):
        # the same flows in other steps, or one digit more or less in one of them
        off = r.choice([Decimal(0), Decimal(0), STEP, -STEP])
        for exporter, importer, day, value, quantity in base.rows:
            pair = [twin if x == "c" else x for x in (exporter, importer)]
            if "c" in (exporter, importer) and "d" not in (exporter, importer):
                rows.append((*pair, day, value + off, quantity))
    r.shuffle(rows)
    return replace(base, family="twins", rows=rows)


# Which flow is moved by one last digit to cross the threshold of a signal.
LEVER = {"SURGE": ("c", "T", 1), "NEW_ROUTE": ("c", "T", 1), "SOURCING": ("S", "c", 1),
         "DIRECT_DROP": ("S", "T", 1), "OVERLAP": ("S", "c", 1),
         "PASS_THROUGH": ("c", "T", 1), "WASH": ("S", "c", 1),
         "NOT_A_SOURCE": ("c", "d", 0), "MARKUP": ("c", "T", 1)}


def boundary_base(r, code):
    """A matrix of small integers, times SCALE, whose two windows have two years each."""
    width = r.choice([1, 12])
    first = date(2020, 1, 1)
    rows = []
    for exporter in ("S", "c", "d", "T"):
        for importer in ("T", "c", "d", "S"):
            if exporter == importer:
                continue
            for n in range(4):
                value = amount(r, "small") * SCALE
                if n > 1 and exporter in ("S", "c"):
                    value *= r.choice([1, 2, 3])
                if code == "NEW_ROUTE" and n < 2 and (exporter, importer) == ("c", "T"):
                    continue
                quantity = r.choice([1, 2, 4, 5]) if code == "MARKUP" else None
                rows.append((exporter, importer, shift(first, n * width), value,
                             Decimal(quantity) if quantity else None))
    return Case("boundary " + code, rows, width, "T", ["S"], shift(first, 2 * width),
                options={"baseline": r.choice(["mean", "share"]), "before_months": None,
                         "thresholds": {"min_value": "0", "sourcing_cover": "0",
                                        "surge_ratio": "0", "sourcing_ratio": "0"}})


def reason(case, code):
    for row in case.expected():
        if row["intermediary"] == "c":
            return next(x for x in row["reasons"] if x["code"] == code)
    return {"fired": None, "value": None}


def nudge(case, code, delta):
    exporter, importer, window = LEVER[code]
    rows = list(case.rows)
    for n, (e, i, day, value, quantity) in enumerate(rows):
        if (e, i) == (exporter, importer) and (day >= case.since) == bool(window):
            rows[n] = (e, i, day, value + delta, quantity)
            break
    return replace(case, rows=rows)


def as_decimal(fraction):
    """A fraction as a decimal of at most 12 digits, or None."""
    units = fraction * 10 ** 12
    if units.denominator != 1 or not 0 <= units < 10 ** 37:
        return None
    return Decimal(units.numerator) * STEP


def boundary_trio(r, code, name):
    """Exactly at the threshold, one digit above and one below, or None."""
    base = boundary_base(r, code)
    found = reason(base, code)
    exact = as_decimal(found["value"]) if found["value"] is not None else None
    if exact is None:
        return None
    thresholds = {**base.options["thresholds"], name: plain(exact)}
    base = replace(base, options={**base.options, "thresholds": thresholds})
    trio = [nudge(base, code, d) for d in (Decimal(0), STEP, -STEP)]
    fired = [reason(case, code)["fired"] for case in trio]
    return trio if fired[0] is True and False in fired else None


def boundary_cases(r, wanted):
    cases = []
    names = [(code, name) for code, _, name in oracle.SIGNALS]
    names.append(("SURGE", "min_value"))
    for code, name in names:
        made = 0
        while made < wanted:
            trio = (minimum_trio(r) if (code, name) == ("SURGE", "min_value")
                    else boundary_trio(r, code, name))
            if trio:
                cases += trio
                made += 1
    return cases


def minimum_trio(r):
    """SURGE at `min_value`, its sum over the after window."""
    base = boundary_base(r, "SURGE")
    total = sum(v for e, i, d, v, _ in base.rows if (e, i) == ("c", "T") and d >= base.since)
    base = replace(base, options={**base.options, "thresholds": {
        "surge_ratio": "1", "min_value": plain(total)}})
    trio = [nudge(base, "SURGE", d) for d in (Decimal(0), STEP, -STEP)]
    fired = [reason(case, "SURGE")["fired"] for case in trio]
    return trio if fired == [True, True, False] else None


def cover_cases(r, wanted):
    """E_in exactly at `sourcing_cover` x E_out, and E_in exactly 0."""
    cases = []
    while len(cases) < 3 * wanted:
        base = boundary_base(r, "SOURCING")
        base.options["baseline"] = "mean"
        flow = {}
        for e, i, day, value, _ in base.rows:
            key = (e, i, day >= base.since)
            flow[key] = flow.get(key, 0) + value
        rise_in = flow["S", "c", True] - flow["S", "c", False]
        rise_out = flow["c", "T", True] - flow["c", "T", False]
        cover = Fraction(rise_in) / Fraction(rise_out) if rise_out > 0 else Fraction(1)
        exact = as_decimal(cover)
        if exact is None or rise_in < 0:
            continue
        options = {**base.options, "thresholds": {
            "sourcing_cover": plain(exact), "sourcing_ratio": "1", "pass_through": "0"}}
        base = replace(base, family="boundary sourcing_cover", options=options)
        cases += [nudge(base, "SOURCING", d) for d in (Decimal(0), STEP, -STEP)]
    return cases


def score_cases(r, wanted):
    """`flag_score` exactly at the score of a flagged country, and one digit off."""
    cases = []
    while len(cases) < 3 * wanted:
        base = boundary_base(r, "MARKUP")
        rows = [x for x in base.expected() if x["flagged"]]
        exact = as_decimal(r.choice(rows)["score"]) if rows else None
        if exact is None or exact >= 1:
            continue
        for delta in (Decimal(0), STEP, -STEP):
            thresholds = {**base.options["thresholds"], "flag_score": plain(exact + delta)}
            cases.append(replace(base, family="boundary flag_score",
                                 options={**base.options, "thresholds": thresholds}))
    return cases


def cases(seed=1, each=50, boundaries=4):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text",
                   "monthly country_code"):
        made += [random_case(r, family) for _ in range(each)]
    made += [proportional_case(r) for _ in range(each)]
    made += [extreme_case(r) for _ in range(each // 2)]
    made += [twins_case(r) for _ in range(each // 3)]
    made += boundary_cases(r, boundaries)
    made += cover_cases(r, boundaries)
    made += score_cases(r, boundaries)
    return made


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        print(case.sql())
