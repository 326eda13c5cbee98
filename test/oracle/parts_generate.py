"""Random and metamorphic cases of growth_parts, the same for one seed."""

import random
from dataclasses import replace
from decimal import Decimal

import parts as oracle
from cases import Case, Matrix, amount
from common import first_day
from screen2_generate import CODES, SPELLED, TEXT, scaled, width_of


class Window(str):
    """A window as its range of days; months: the first and the last."""


def window(first, months):
    text = Window("[%s,%s)" % (first_day(first), first_day(first + months)))
    text.months = first, first + months - 1
    return text


def rows_of(case):
    a = case.args
    return oracle.growth_parts(case.main.cells(), case.main.frequency, a["importers"],
                               *(w and w.months for w in (a["current"], a["base"])))


class PartsCase(Case):
    def literal(self, name, value):
        if isinstance(value, Window):
            return "'%s'::trade_window" % value
        return super().literal(name, value)


def random_rows(r, labels, start, periods, unit):
    rows = []
    kind = r.choice(["small", "decimal", "dyadic"])
    for e in labels:
        for i in labels:
            for n in range(periods):
                if r.random() < 0.5:
                    value = amount(r, kind) * r.choice([1, 1, 1, 1, 1, -1, 0])
                    quantity = r.choice([None, 0, 1, 2, 5, 80, r.randrange(1, 10 ** 6), -3])
                    rows.append((e, i, start + n * unit, value,
                                 None if quantity is None else Decimal(quantity)))
    return rows


def random_case(r, family):
    frequency = "year" if "annual" in family else "month"
    kind = "country_code" if "country_code" in family else "text"
    labels = r.sample(CODES if kind == "country_code" else TEXT, r.randrange(2, 5))
    unit, start = width_of(frequency), 2016 * 12
    periods = r.randrange(2, 9)
    rows = random_rows(r, labels, start, periods, unit)
    importers = r.choice([None, labels[:1], labels[:2] + labels[:1], labels[1:] + ["CHE"], []])
    windows = [window(start + unit * r.randrange(-1, periods), unit * r.randrange(1, 4))
               for _ in range(2)]
    args = {"importers": importers, "current": windows[0], "base": windows[1]}
    spelled = {k: r.choice(v) for k, v in SPELLED.items()} if kind == "country_code" else {}
    return PartsCase(family, "growth_parts", rows_of, {"m": Matrix(rows, frequency, kind)}, args,
                     spelled)


def metamorphic(r):
    base = random_case(r, r.choice(["annual text", "monthly text"]))
    rows = list(base.main.rows)
    r.shuffle(rows)
    swapped = base.changed("swapped windows", current=base.args["base"],
                           base=base.args["current"])
    return [base.with_rows(rows, "row order"), swapped, scaled(base, 10)]


def refusal_cases(r):
    good = replace(random_case(r, "annual text"), family="refusals")
    year = window(2017 * 12, 12)
    made = [good.changed(importers=x) for x in ([None], ["KAZ", None])]
    made += [good.changed(current=w, base=year) for w in (window(2017 * 12 + 1, 12),
                                                          window(2017 * 12, 5))]
    made += [good.changed(current=None), good.changed(base=None), good.with_rows([])]
    return made


def cases(seed=1, world=None, each=60):
    r = random.Random(seed)
    made = []
    for family in ("annual text", "annual country_code", "monthly text", "monthly country_code"):
        made += [random_case(r, family) for _ in range(each)]
    for _ in range(each // 4):
        made += metamorphic(r)
    return made + refusal_cases(r)
