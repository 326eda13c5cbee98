"""Random cases of series, mixes and matrices, the same for one seed.

    python3 states_generate.py [SEED]      prints the SQL of all cases

A case sets up the tables `flow` (the rows) and `held` (the states), then asks
its probes: statements that give JSON, with the rows the oracle expects.
"""

import random
import sys
from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal, getcontext

import states

getcontext().prec = states.DIGITS

# rows: what the oracle expects, or a SQLSTATE; keys: columns that order them,
# None where the order itself is promised.
Probe = namedtuple("Probe", "name sql rows keys")


def quote(text):
    return "'" + str(text).replace("'", "''") + "'"


LABELS = {
    "text": ["RUS", "CHN", "a b", "Zé", "zz", "B", "Ünïon", "o'x", "x\"y", "10", "9", "\\", "A" * 255],
    "country_code": ["RUS", "DEU", "USA", "KAZ", "ARM", "TUR", "ARE", "CHN", "KGZ", "GEO"],
    "hs_code": ["85", "8542", "854231", "854232", "85423190", "8542319000", "01", "0101", "9999"],
}
ABSENT = {"text": "absent", "country_code": "FRA", "hs_code": "7208"}
TYPES = ("numeric", "numeric", "float8", "bigint")
KINDS = ("small", "small", "decimal", "mixed", "huge", "tiny")


@dataclass
class Case:
    family: str
    setup: list
    probes: list

    def sql(self):
        return "\n".join(self.setup + [p.sql for p in self.probes])


# Values: (SQL, Fraction), or (SQL, None) for NULL

def amount(r, sql_type, kind):
    if kind == "mixed":
        kind = r.choice(KINDS[1:])
    if kind == "small" or (sql_type == "bigint" and kind != "huge"):
        number = Decimal(r.choice([1, 1, 2, 3, 4, 5, 8, 10, 16, 25, r.randrange(1, 10 ** 6)]))
    elif sql_type == "bigint":
        number = Decimal(r.randrange(10 ** 15, 10 ** 18))
    elif kind == "decimal":
        # now and then a digit or two beyond the twelfth, ties among them
        number = Decimal(r.randrange(1, 10 ** 15)).scaleb(-r.choice([2, 6, 12, 12, 13, 14]))
        number = r.choice([number, number + Decimal("0.0000000000005")])
    elif kind == "huge":
        number = Decimal(r.randrange(1, 10 ** 24)) + Decimal(r.randrange(10 ** 12)).scaleb(-12)
    else:
        number = Decimal(r.randrange(1, 100)).scaleb(-12)
    return float(number) * r.choice([1.0, 1 / 3, 0.1]) if sql_type == "float8" else number


def typed(value, sql_type):
    if value is None:
        return "NULL::" + sql_type, None
    shown = repr(value) if isinstance(value, float) else format(value, "f")
    return "'%s'::%s" % (shown, sql_type), states.counted(value)


def opposite(value, sql_type):
    """What cancels a value, in a type that has it exactly."""
    units = Decimal((-value * 10 ** 12).numerator)
    return typed(units // 10 ** 12 if sql_type == "bigint" else units.scaleb(-12), sql_type)


def random_value(r, sql_type, kind):
    value = amount(r, sql_type, kind)
    chance = r.random()
    if chance < 0.08:
        value = value * 0
    elif chance < 0.16:
        value = -value
    elif chance < 0.2:
        value = None
    return typed(value, sql_type)


# Periods and windows

def period_sql(r, month, width):
    if width == 12:
        return str(month // 12)
    return "date '%s%02d'" % (states.first_day(month)[:-2], r.randrange(1, 29))


def window_sql(r, window):
    """One of the forms in which a window can be given."""
    first, last = window
    end = states.first_day(last + 1)
    start = states.first_day(first)
    forms = ["'[%s,%s)'" % (start, end), "daterange('%s', '%s')" % (start, end)]
    if states.months(window) == 12 and first % 12 == 0:
        forms += [str(first // 12), "'%04d'" % (first // 12)] * 2
    if states.months(window) == 3 and first % 3 == 0:
        forms += ["'%04d-Q%d'" % (first // 12, first % 12 // 3 + 1)] * 2
    if first == last:
        forms += ["'%s'" % start[:7], "date '%s%02d'" % (start[:-2], r.randrange(1, 29))]
    return r.choice(forms)


def random_window(r, first, last, width):
    length = r.choice([12, 12, 12, 24, 36] if width == 12 else [1, 1, 3, 6, 12, 12, 12, 17])
    start = r.randrange(first - 14, last + 5)
    grid = 12 if width == 12 else r.choice([length if 12 % length == 0 else 12, 1])
    start -= start % grid
    return start, start + length - 1


def random_windows(r, first, last, width):
    """(current, base or None) and their SQL."""
    current = random_window(r, first, last, width)
    if r.random() < 0.5:
        return (current, None), window_sql(r, current)
    base = random_window(r, first, last, width)
    if r.random() < 0.5:
        base = current[0] - width, current[1] - width
    return (current, base), "%s, %s" % (window_sql(r, current), window_sql(r, base))


# States, however built

def built(r, state, aggregate, where="true"):
    whole = "(SELECT %s FROM flow WHERE %s)" % (aggregate, where)
    part, rest = ("(SELECT %s FROM flow WHERE %s AND %s)" % (aggregate, where, piece)
                  for piece in ("piece = 0", "piece > 0"))
    return r.choice([
        whole, whole,
        "(SELECT rollup(t.s) FROM (SELECT %s AS s FROM flow WHERE %s GROUP BY piece) AS t)" % (
            aggregate, where),
        "coalesce(%s + %s, %s)" % (rest, part, whole),
        "coalesce(%s + %s - %s, %s)" % (whole, part, part, whole),
        "coalesce(%s - %s + %s, %s)" % (whole, part, part, whole),
        "%s::text::%s" % (whole, state)])


def tables(columns, rows, held):
    return ["DROP TABLE IF EXISTS flow;", "DROP TABLE IF EXISTS held;",
            "CREATE TEMP TABLE flow AS SELECT * FROM (VALUES\n%s) AS r (%s);" % (
                ",\n".join("(%s)" % ", ".join(row) for row in rows), columns),
            "CREATE TEMP TABLE held AS SELECT %s;" % held]


def expected(accessor, *arguments):
    try:
        return accessor(*arguments)
    except states.Refused as refused:
        return refused.args[0]


def scalar(name, call, accessor, *arguments):
    answer = expected(accessor, *arguments)
    if answer not in ("22023", "22003"):
        answer = [{name: answer}]
    return Probe(call, "SELECT json_build_object('%s', %s) FROM held;" % (name, call), answer, None)


def table(call, keys, accessor, *arguments):
    """A set of rows, or one record."""
    rows = expected(accessor, *arguments)
    return Probe(call, "SELECT row_to_json(f) FROM held, %s AS f;" % call,
                 [rows] if isinstance(rows, dict) else rows, keys)


# Series

def series_rows(r, width, step):
    sql_type, kind = r.choice(TYPES), r.choice(KINDS)
    first = r.randrange(2010, 2022) * 12 + (0 if width == 12 else r.randrange(12) // step * step)
    count = r.choice([1, 2, 5, 9] if width == 12 else [1, 5, 14, 27, 40])
    density = r.choice([0.4, 0.8, 1, 1])
    rows = []
    for period in range(first, first + count * step, step):
        if r.random() > density:
            continue
        value = random_value(r, sql_type, kind)
        rows.append((period, value))
        while r.random() < 0.2:
            # another row of the period; now and then the two cancel
            rows.append((period, random_value(r, sql_type, kind)))
        if r.random() < 0.06 and value[1] is not None and sql_type == "numeric":
            rows.append((period, opposite(value[1], sql_type)))
    if all(v is None for _, (_, v) in rows):
        rows.append((first, typed(amount(r, sql_type, kind), sql_type)))
    r.shuffle(rows)
    return rows


def series_case(r, family):
    width = 12 if family == "annual series" else 1
    step = {"annual series": 12, "quarterly series": 3}.get(family, 1)
    rows = series_rows(r, width, step)
    s = states.Series(((p, v) for p, (_, v) in rows), width)
    first, last = min(p for p, _ in rows), max(p for p, _ in rows)
    setup = tables("piece, p, v", [(str(r.randrange(3)), period_sql(r, p, width), v)
                                   for p, (v, _) in rows],
                   built(r, "trade_series", "trade_series(p, v)") + " AS s")
    probes = [scalar(name, "%s(s)" % name, getattr(s, name))
              for name in ("total", "first_period", "last_period", "cagr", "trend_growth")]
    for period in {first, last, first + step, first - step}:
        asked = period, period + width - 1
        probes.append(scalar("value_at", "value_at(s, %s)" % window_sql(r, asked),
                             s.value_at, period))
    for _ in range(3):
        windows, shown = random_windows(r, first, last, width)
        probes += [scalar("total", "total(s, %s)" % window_sql(r, windows[0]), s.total, windows[0]),
                   scalar("growth", "growth(s, %s)" % shown, s.growth, *windows),
                   table("growth_detail(s, %s)" % shown, None, s.growth_detail, *windows),
                   trade_growth_probe(s, windows, shown)]
    probes.append(table("growth_table(s)", None, s.growth_table))
    for months in ({12: (12, None), 1: (1, 3, 12, None)}[width]):
        probes.append(table("growth_table(s, %s)" % (months or "NULL"), None,
                            s.growth_table, months))
    return Case(family, setup, probes + [yoy_probe(s, width)])


def trade_growth_probe(s, windows, shown):
    call = "trade_growth(p, v, %s)" % shown
    return Probe(call, "SELECT json_build_object('growth', %s) FROM flow;" % call,
                 [{"growth": s.growth(*windows)}], None)


def yoy_probe(s, width):
    """The window function over the sums must be growth_table without its gaps."""
    period, first = ("p", "make_date(p, 1, 1)") if width == 12 else (
        "date_trunc('month', p)::date", "p")
    sql = ("SELECT json_build_object('period', %s, 'growth_on_year', yoy_growth(p, v) OVER (ORDER BY p))\n"
           "FROM (SELECT %s AS p, sum(round(v::numeric, 12)) AS v FROM flow WHERE v IS NOT NULL"
           " GROUP BY 1) AS t ORDER BY p;" % (first, period))
    return Probe("yoy_growth", sql, [{k: s.table_row(p, 1, p)[k] for k in ("period", "growth_on_year")}
                                     for p in sorted(s.periods)], None)


# Mixes

def mix_rows(r, sql_type, kind, labels, negative):
    """Rows of one mix: (label, value); without `negative` no total is below 0."""
    rows = [(label, typed(amount(r, sql_type, kind), sql_type)) for label in labels]
    rows += [(r.choice(labels), random_value(r, sql_type, kind))
             for _ in range(r.randrange(2 * len(labels)))]
    while not negative:
        below = {k: v for k, v in states.Mix((k, v) for k, (_, v) in rows).values.items() if v < 0}
        if not below:
            break
        for label, value in below.items():
            # to exactly 0 where the type can, else above
            rows.append((label, typed(-2 * float(value), sql_type) if sql_type == "float8"
                         else opposite(value, sql_type)))
    if sql_type == "numeric" and r.random() < 0.15:
        # nothing is left
        rows += [(k, opposite(v, sql_type)) for k, (_, v) in rows if v is not None]
    r.shuffle(rows)
    return rows


def mix_case(r, family):
    kind = family.split()[1]
    label_sql = "%s" if kind == "text" else "%s::" + kind
    sql_type, amounts = r.choice(TYPES), r.choice(KINDS)
    negative = family.endswith("negative")
    sides = [mix_rows(r, sql_type, amounts, r.sample(LABELS[kind], r.randrange(1, 9)), negative)
             for _ in range(2)]
    rows = [(str(r.randrange(3)), str(side), label_sql % quote(label), value)
            for side in (0, 1) for label, (value, _) in sides[side]]
    held = ", ".join("%s AS %s" % (built(r, "trade_mix", "trade_mix(label, v)", "side = %d" % n), name)
                     for n, name in enumerate("st"))
    a, b = (states.Mix((k, v) for k, (_, v) in side) for side in sides)
    labels = r.sample(LABELS[kind], 3) + [ABSENT[kind]]
    return Case(family, tables("piece, side, label, v", rows, held),
                one_mix(r, a, labels) + two_mixes(r, a, b, labels))


def array(labels):
    return "ARRAY[%s]::text[]" % ", ".join(map(quote, labels))


def one_mix(r, m, labels):
    probes = [scalar(name, "%s(s)" % name, getattr(m, name))
              for name in ("total", "hhi", "hhi_normalized", "effective_number", "entropy",
                           "theil", "gini")]
    probes += [scalar("share", "share(s, %s)" % quote(x), m.share, x) for x in labels]
    probes += [scalar("top_share", "top_share(s, %d)" % k, m.top_share, k) for k in (1, 2, 3, 99)]
    for chosen in (labels, labels[:1] * 2, []):
        probes.append(scalar("combined_share", "combined_share(s, %s)" % array(chosen),
                             m.combined_share, chosen))
    return probes + [table("shares(s)", None, m.shares)]


def two_mixes(r, a, b, labels):
    probes = []
    for first, second, call in ((a, b, "(s, t)"), (b, a, "(t, s)"), (a, a, "(s, s)")):
        for accessor in (states.similarity, states.turnover):
            name = accessor.__name__
            probes.append(scalar(name, name + call, accessor, first, second))
    probes.append(table("contributions(s, t)", ("label",), states.contributions, a, b))
    for blocked in (labels, labels[:1] * 2, labels[-1:]):
        probes.append(table("pivot(s, t, %s)" % array(blocked), None, states.pivot, a, b, set(blocked)))
    return probes


# Matrices

def matrix_rows(r, width, labels, quantities):
    sql_type, kind = r.choice(TYPES), r.choice(KINDS)
    first = r.randrange(2012, 2020) * 12 + (0 if width == 12 else r.randrange(12))
    periods = range(first, first + width * r.choice([2, 4, 7, 20 if width == 1 else 5]), width)
    density = r.choice([0.15, 0.4, 0.9])
    rows = []
    for exporter in labels:
        for importer in labels:
            for period in periods:
                if r.random() > density or r.random() < 0.3:
                    continue
                value = amount(r, sql_type, kind)
                value = r.choice([value] * 30 + [-value, value * 0, None])
                quantity = None
                if quantities and r.random() < 0.8:
                    quantity = r.choice([0.0, 1.0, 2.5, float(r.randrange(1, 10 ** 6)), r.random() * 1e3])
                rows += [(exporter, importer, period, typed(value, sql_type), typed(quantity, "float8"))
                         ] * r.choice([1] * 12 + [2])
    if all(v is None for *_, (_, v), _ in rows):
        rows.append((labels[0], labels[-1], first, typed(Decimal(5), sql_type), typed(2.0, "float8")))
    return rows


def matrix_case(r, family):
    period_kind, kind = family.split()[1:3]
    width = 12 if period_kind == "annual" else 1
    label_sql = "%s" if kind == "text" else "%s::" + kind
    labels = r.sample(LABELS[kind], r.randrange(2, 6))
    quantities = r.random() < 0.8
    rows = matrix_rows(r, width, labels, quantities)
    m = states.Matrix([(e, i, p, v, q) for e, i, p, (_, v), (_, q) in rows] if quantities else
                      [(e, i, p, v, None) for e, i, p, (_, v), _ in rows], width)
    columns = [(str(r.randrange(3)), label_sql % quote(e), label_sql % quote(i),
                period_sql(r, p, width), v, q) for e, i, p, (v, _), (q, _) in rows]
    aggregate = "trade_matrix(e, i, p, v%s)" % (", q" if quantities else "")
    setup = tables("piece, e, i, p, v, q", columns, built(r, "trade_matrix", aggregate) + " AS m")
    span = min(row[2] for row in rows), max(row[2] for row in rows)
    probes = [table("flows(m)", ("importer", "exporter", "period"), m.flows)]
    for _ in range(2):
        probes += window_probes(r, m, labels + [ABSENT[kind]], *span)
    return Case(family, setup, probes + series_probes(r, m, labels + [ABSENT[kind]], *span))


def window_probes(r, m, labels, first, last):
    label = r.choice(labels)
    windows, shown = random_windows(r, first, last, m.width)
    during = windows[0]
    w = window_sql(r, during)
    probes = [
        table("import_growth(m, %s)" % shown, ("importer",), m.import_growth, *windows),
        table("growth_rates(m, %s)" % shown, ("importer", "exporter"), m.growth_rates, *windows),
        table("unit_values(m, %s)" % w, ("importer", "exporter"), m.unit_values, during),
        table("import_shares(m, %s)" % w, ("importer", "exporter"), m.import_shares, during)]
    if probes[-1].rows != "22023":
        probes.append(table("import_shares(m, %s, %s)" % (w, quote(label)),
                            ("importer", "exporter"), m.import_shares, during, label))
    for name, mix in (("suppliers", m.suppliers(label, during)), ("markets", m.markets(label, during))):
        state = "%s(m, %s, %s)" % (name, quote(label), w)
        probes += [scalar("total", "total(%s)" % state, mix.total),
                   scalar("hhi", "hhi(%s)" % state, mix.hhi),
                   table("shares(%s)" % state, None, mix.shares)]
    before = windows[1] or states.year_before(during)
    blocked = r.sample(labels, 2)
    probes.append(table("pivot(m, %s, %s, %s, %s)" % (
        quote(label), window_sql(r, before), w, array(blocked)), None,
        m.pivot, label, before, during, set(blocked)))
    return probes


def series_probes(r, m, labels, first, last):
    probes = []
    for _ in range(3):
        chosen = [r.choice([None, r.sample(labels, r.randrange(1, len(labels)))]) for _ in range(2)]
        state = "series(m, %s)" % ", ".join("NULL::text[]" if c is None else array(c) for c in chosen)
        s = m.series(*chosen)
        windows, shown = random_windows(r, first, last, m.width)
        probes += [scalar("total", "total(%s)" % state, s.total),
                   table("growth_detail(%s, %s)" % (state, shown), None, s.growth_detail, *windows),
                   table("growth_table(%s)" % state, None, s.growth_table)]
    return probes


# Scalars and states without content

def price_case(r):
    probes = []
    for _ in range(40):
        given = [typed(float(r.choice([amount(r, "numeric", "decimal"), r.randrange(1, 100),
                                       r.random()])), "float8") for _ in range(4)]
        if r.random() < 0.3:
            given[r.choice([1, 3])] = typed(r.choice([0.0, None]), "float8")
        call = "price_quantity(%s)" % ", ".join(sql for sql, _ in given)
        v0, q0, v1, q1 = (x for _, x in given)
        probes.append(table(call, None, states.price_quantity, v0, q0, v1, q1))
        answer = probes[-1].rows[0]
        if answer["price"]:
            # the parts add up to the change, to the last digit of the larger
            slack = abs(answer["price"].exact) + abs(answer["quantity"].exact)
            probes.append(Probe(call, "SELECT json_build_object('change', price + quantity) FROM %s;"
                                % call, [{"change": states.near(v1 - v0, slack / 2 ** 52)}], None))
    return Case("price_quantity", ["DROP TABLE IF EXISTS held;",
                                   "CREATE TEMP TABLE held AS SELECT 1 AS x;"], probes)


def no_content_cases(r):
    """States taken from themselves, whose accessors answer, and NULL ones, which are NULL."""
    s, m = states.Series([], 1), states.Mix([])
    window = 2023 * 12, 2023 * 12 + 11
    aggregates = "trade_series(p, v)", "trade_mix(label, v)"
    series = [scalar(n, n + "(s)", getattr(s, n)) for n in
              ("total", "cagr", "trend_growth", "first_period", "last_period")]
    series += [scalar("growth", "growth(s, 2023)", s.growth, window),
               scalar("value_at", "value_at(s, '2023-05')", s.value_at, window[0] + 4),
               table("growth_table(s)", None, s.growth_table)]
    detail = table("growth_detail(s, 2023)", None, s.growth_detail, window)
    mixes = one_mix(r, m, ["x"])
    mixes += [scalar(n, "%s(s, s)" % n, getattr(states, n), m, m) for n in ("similarity", "turnover")]
    mixes.append(table("contributions(s, s)", ("label",), states.contributions, m, m))

    def null(probes):
        return [p._replace(rows=[dict.fromkeys(row) for row in p.rows]) for p in probes]
    cases = []
    for family, value, aggregate, state, probes in (
            ("empty series", "5::numeric", aggregates[0], "s - s", series + [detail]),
            ("empty mix", "5::numeric", aggregates[1], "s - s", mixes),
            ("NULL series", "NULL::numeric", aggregates[0], "s", null(series)),
            ("NULL mix", "NULL::numeric", aggregates[1], "s", null(mixes))):
        rows = [("0", "date '2023-05-01'", "'x'", value)]
        held = "%s AS s FROM (SELECT %s AS s FROM flow) AS t" % (state, aggregate)
        cases.append(Case(family, tables("piece, p, label, v", rows, held), probes))
    return cases


def cases(seed=1, each=16):
    r = random.Random(seed)
    made = []
    for family in ("annual series", "monthly series", "quarterly series"):
        made += [series_case(r, family) for _ in range(each)]
    for family in ("mix text", "mix country_code", "mix hs_code", "mix text negative"):
        made += [mix_case(r, family) for _ in range(each)]
    for family in ("matrix annual text", "matrix annual country_code", "matrix monthly text",
                   "matrix monthly country_code"):
        made += [matrix_case(r, family) for _ in range(each)]
    return made + [price_case(r)] + no_content_cases(r)


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        print(case.sql())
