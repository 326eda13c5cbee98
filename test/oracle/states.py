"""Series, mixes and matrices in exact fractions.

Slow and literal on purpose, an independent reading of the text. A value is a
Fraction, None stands for NULL. What an accessor gives is a float where the text
fixes its rounding (two exact numbers, each rounded to a double, then one
division), else Ulp or Near.

Readings taken where the text could be read in two ways:
- the total of a series over a window without a reported period is NULL, that of an
  empty state 0; base_value, current_value and change are NULL where a window has no row;
- a period of growth_table off the grid of step_months is 22023;
- index is NULL when the first period is not above 0 or the period is below 0;
- equal values of a mix share a rank, as in SQL's rank(), and stand in byte order;
- growth and contribution are NULL unless the part, or the total, before is above 0
  and after not below;
- a mix is of non-zero totals only; one negative label is 22023 in every share
  and concentration, and in pivot; a pivot with a total of 0 on either side is NULL;
- import_growth and growth_rates have a row where either window has a cell, in
  monthly averages where the windows are unequal, and no outcome partial;
- import_shares and unit_values have the pairs with a cell in the window; value is
  that of all rows, as in flows; unit_value is NULL unless value and quantity of
  the rows that carry one are above 0;
- the blocked suppliers of a pivot have one unit value together; a captor's price to
  others is that of its sales to all but the importer and itself.

A period is an int ordinal, year * 12 + month - 1; a year that of its January.
A window is (first, last) month, both inside.
"""

import sys
from collections import namedtuple
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

ZERO = Fraction(0)
DIGITS = 60
STEP = Decimal("0.000000000001")
LARGEST = Decimal(sys.float_info.max).ln()

# Sum of doubles or a transcendental: within relative 1e-12, or `slack`.
Near = namedtuple("Near", "exact slack")
# One division of exact integers whose scale the text leaves open.
Ulp = namedtuple("Ulp", "exact literal")
# label -> {part, ...}, by falling part, then by label
Captors = namedtuple("Captors", "by_label")
PIVOT = ("lost", "gained", "pivot", "lost_value", "gained_value", "replaced", "captors")


class Refused(Exception):
    """The accessor ends in an error; args[0] is the SQLSTATE."""


def counted(value):
    """value::numeric, rounded half away from zero to 12 decimals."""
    if isinstance(value, float):
        value = Context(prec=15, rounding=ROUND_HALF_EVEN).create_decimal(Decimal(value))
    with localcontext() as c:
        c.prec, c.rounding = DIGITS, ROUND_HALF_UP
        return Fraction(value.quantize(STEP))


def quotient(a, b):
    return float(a) / float(b)


def ulp(a, b):
    return Ulp(Fraction(a) / b, quotient(a, b))


def near(value, slack=0):
    return Near(Fraction(value), Fraction(slack))


def ln(x):
    with localcontext() as c:
        c.prec = DIGITS
        return (Decimal(x.numerator) / Decimal(x.denominator)).ln()


def power(x):
    """e to the x; beyond the range of a double 22003."""
    if x > LARGEST:
        raise Refused("22003")
    return x.exp()


def months(window):
    return window[1] - window[0] + 1


def year_before(window):
    return window[0] - 12, window[1] - 12


def first_day(month):
    return date(month // 12, month % 12 + 1, 1).isoformat()


def growth_outcome(base, current, partial):
    """Each side is its total, or None where it has no row."""
    if base is None and current is None:
        return "not_reported"
    if base is None:
        return "no_base"
    if current is None:
        return "no_current"
    if base < 0 or current < 0:
        return "negative"
    if base == 0:
        return "both_zero" if current == 0 else "zero_base"
    if current == 0:
        return "exit"
    return "partial" if partial else "ok"


def rate(base, current):
    if base is None or current is None or base <= 0 or current < 0:
        return None
    return quotient(current - base, base)


def midpoint(base, current):
    if base is None or current is None or base < 0 or current < 0 or base + current == 0:
        return None
    return quotient(2 * (current - base), base + current)


def log_growth(base, current):
    if base is None or current is None or base <= 0 or current <= 0:
        return None
    # at best the logarithm of a rounded ratio
    return near(ln(current / base), Fraction(1, 10 ** 15))


def compared(base, current, n0, n1, partial=False):
    """growth_detail of two totals over windows of n0 and n1 months."""
    known = base is not None and current is not None
    a = None if base is None else base * n1
    b = None if current is None else current * n0
    row = {"base_value": base, "current_value": current}
    if n0 == n1:
        a, b = base, current
        row = {k: None if v is None else float(v) for k, v in row.items()}
        row["change"] = float(current - base) if known else None
    else:
        row["base_value"] = None if base is None else quotient(base, n0)
        row["current_value"] = None if current is None else quotient(current, n1)
        row["change"] = quotient(b - a, n0 * n1) if known else None
    return {**row, "growth": rate(a, b), "midpoint": midpoint(a, b),
            "log_growth": log_growth(a, b), "outcome": growth_outcome(base, current, partial)}


class Series:
    def __init__(self, rows, width):
        """rows are (period, value); a None value was not reported."""
        self.width = width
        self.periods = {}
        for period, value in rows:
            if value is not None:
                self.periods[period] = self.periods.get(period, ZERO) + value

    def inside(self, window):
        return [v for p, v in self.periods.items() if window[0] <= p <= window[1]]

    def total(self, window=None):
        found = self.inside(window) if window else self.periods.values()
        return float(sum(found)) if found or window is None else None

    def value_at(self, period):
        return float(self.periods[period]) if period in self.periods else None

    def first_period(self):
        return first_day(min(self.periods)) if self.periods else None

    def last_period(self):
        return first_day(max(self.periods)) if self.periods else None

    def growth_detail(self, current, base=None):
        base = base or year_before(current)
        before, after = self.inside(base), self.inside(current)
        equal = months(base) == months(current)
        return compared(sum(before) if before else None, sum(after) if after else None,
                        months(base), months(current), equal and len(before) != len(after))

    def growth(self, current, base=None):
        return self.growth_detail(current, base)["growth"]

    def cagr(self):
        if not self.periods:
            return None
        first, last = min(self.periods), max(self.periods)
        x0, x1 = self.periods[first], self.periods[last]
        if first == last or x0 <= 0 or x1 < 0:
            return None
        if x1 == 0:
            return -1.0
        with localcontext() as c:
            c.prec = DIGITS
            rise = ln(x1 / x0) * 12 / (last - first)
            return near(power(rise) - 1, Fraction(1, 10 ** 14))

    def trend_growth(self):
        points = [(Fraction(p, 12), Fraction(ln(x))) for p, x in self.periods.items() if x > 0]
        n = len(points)
        if n < 2:
            return None
        mean = sum(t for t, _ in points) / n
        slope = (sum((t - mean) * y for t, y in points)
                 / sum((t - mean) ** 2 for t, _ in points))
        with localcontext() as c:
            c.prec = DIGITS
            b = Decimal(slope.numerator) / Decimal(slope.denominator)
            return near(power(b) - 1, Fraction(1, 10 ** 13))

    def growth_table(self, step=None):
        step = step or self.width
        if step < 1 or step % self.width:
            raise Refused("22023")
        if not self.periods:
            return []
        first, last = min(self.periods), max(self.periods)
        if any((p - first) % step for p in self.periods):
            raise Refused("22023")
        return [self.table_row(p, step, first) for p in range(first, last + 1, step)]

    def table_row(self, period, step, first):
        x, base, start = self.periods.get(period), self.periods.get(period - 12), self.periods[first]
        indexed = x is not None and x >= 0 and start > 0
        return {
            "period": first_day(period), "value": None if x is None else float(x),
            "growth_on_year": rate(base, x),
            "growth_on_previous": rate(self.periods.get(period - step), x),
            "midpoint": midpoint(base, x),
            "index": near(100 * x / start, Fraction(1, 10 ** 15)) if indexed else None,
            "outcome": "gap" if x is None else growth_outcome(base, x, False)}


class Mix:
    def __init__(self, rows):
        """rows are (label, value); labels whose total is 0 vanish."""
        totals = {}
        for label, value in rows:
            if value is not None:
                totals[label] = totals.get(label, ZERO) + value
        self.values = {k: v for k, v in totals.items() if v != 0}

    def sum(self):
        return sum(self.values.values(), ZERO)

    def total(self):
        return float(self.sum())

    def checked(self):
        """The values, none below 0; None when there are none."""
        if any(v < 0 for v in self.values.values()):
            raise Refused("22023")
        return self.values or None

    def combined_share(self, labels):
        if self.checked() is None:
            return None
        return quotient(sum((self.values.get(x, ZERO) for x in set(labels)), ZERO), self.sum())

    def share(self, label):
        return self.combined_share([label])

    def shares(self):
        self.checked()
        rows, running = [], ZERO
        order = sorted(self.values, key=lambda k: (-self.values[k], k.encode()))
        for label in order:
            value = self.values[label]
            running += value
            rows.append({"label": label, "value": float(value),
                         "share": quotient(value, self.sum()),
                         "rank": 1 + sum(v > value for v in self.values.values()),
                         "cumulative_share": quotient(running, self.sum())})
        return rows

    def squares(self):
        return sum(v * v for v in self.values.values())

    def hhi(self):
        return ulp(self.squares(), self.sum() ** 2) if self.checked() else None

    def effective_number(self):
        return ulp(self.sum() ** 2, self.squares()) if self.checked() else None

    def hhi_normalized(self):
        if self.checked() is None:
            return None
        n, square = len(self.values), self.sum() ** 2
        return 1.0 if n == 1 else ulp(n * self.squares() - square, (n - 1) * square)

    def information(self):
        """Entropy as a Decimal."""
        total = self.sum()
        with localcontext() as c:
            c.prec = DIGITS
            return -sum(Decimal(s.numerator) / Decimal(s.denominator) * ln(s)
                        for s in (v / total for v in self.values.values()))

    def entropy(self):
        # a dominant share rounds to 1: an absolute error of a few last digits
        return near(self.information(), Fraction(4, 10 ** 15)) if self.checked() else None

    def theil(self):
        if self.checked() is None:
            return None
        with localcontext() as c:
            c.prec = DIGITS
            return near(ln(Fraction(len(self.values))) - self.information(),
                        Fraction(4, 10 ** 15))

    def gini(self):
        if self.checked() is None:
            return None
        n = len(self.values)
        return ulp(sum((2 * i - n - 1) * v
                       for i, v in enumerate(sorted(self.values.values()), 1)), n * self.sum())

    def top_share(self, k):
        if k < 1:
            raise Refused("22023")
        if self.checked() is None:
            return None
        return quotient(sum(sorted(self.values.values(), reverse=True)[:k]), self.sum())


def both_fractions(a, b):
    """Pairs of shares over the labels of both; None when one side has no trade."""
    if [a.checked(), b.checked()].count(None):
        return None
    s0, s1 = ({k: v / m.sum() for k, v in m.values.items()} for m in (a, b))
    return {k: (s0.get(k, ZERO), s1.get(k, ZERO)) for k in {*s0, *s1}}


def similarity(a, b):
    pairs = both_fractions(a, b)
    return None if pairs is None else near(sum(min(p) for p in pairs.values()))


def turnover(a, b):
    pairs = both_fractions(a, b)
    return None if pairs is None else near(sum(abs(s1 - s0) for s0, s1 in pairs.values()) / 2)


def contributions(before, after):
    total = before.sum()
    known = total > 0 and after.sum() >= 0
    rows = []
    for label in {*before.values, *after.values}:
        x0, x1 = before.values.get(label, ZERO), after.values.get(label, ZERO)
        rows.append({"label": label, "base": float(x0), "current": float(x1),
                     "change": float(x1 - x0), "growth": rate(x0, x1),
                     "contribution": quotient(x1 - x0, total) if known else None})
    return rows


def lost_and_gained(pairs, blocked):
    lost = sum((max(a - b, ZERO) for k, (a, b) in pairs.items() if k in blocked), ZERO)
    gains = {k: b - a for k, (a, b) in pairs.items() if k not in blocked and b > a}
    return lost, gains


def pivot(before, after, blocked, n0=1, n1=1):
    """n0 and n1 months: on a matrix the values are monthly averages."""
    pairs = both_fractions(before, after)
    if pairs is None:
        return dict.fromkeys(PIVOT)
    values = {k: (before.values.get(k, ZERO) / n0, after.values.get(k, ZERO) / n1) for k in pairs}
    row = {}
    for names, sides in ((PIVOT[:3], pairs), (PIVOT[3:6], values)):
        lost, gains = lost_and_gained(sides, blocked)
        gained = sum(gains.values(), ZERO)
        row.update(zip(names, (near(lost), near(gained),
                               near(min(lost, gained) / lost) if lost else None)))
    _, gains = lost_and_gained(pairs, blocked)
    gained = sum(gains.values(), ZERO)
    row["captors"] = Captors({k: {
        "part": near(gains[k] / gained), "share_before": before.share(k), "share_after": after.share(k),
         "value_gained": near(values[k][1] - values[k][0])}
        for k in sorted(gains, key=lambda k: (-gains[k], k.encode()))})
    return row


def price_quantity(v0, q0, v1, q1):
    """Bennet; the slack is for the differences of rounded products."""
    if None in (v0, q0, v1, q1) or q0 == 0 or q1 == 0:
        return {"price": None, "quantity": None}
    p0, p1 = v0 / q0, v1 / q1
    slack = (abs(p0) + abs(p1)) * (abs(q0) + abs(q1)) / 10 ** 15
    return {"price": near((p1 - p0) * (q0 + q1) / 2, slack),
            "quantity": near((q1 - q0) * (p0 + p1) / 2, slack)}


class Matrix:
    def __init__(self, rows, width):
        """rows are (exporter, importer, period, value, quantity)."""
        self.width = width
        cells = {}
        for exporter, importer, period, value, quantity in rows:
            if value is None:
                continue
            cell = cells.setdefault((exporter, importer, period), [ZERO, ZERO, ZERO])
            cell[0] += value
            if quantity:
                cell[1] += quantity
                cell[2] += value
        self.cells = {k: tuple(c) for k, c in cells.items() if any(c)}

    def sums(self, window, exporter=None, importer=None):
        """(exporter, importer) to the sums of value, quantity, value with quantity."""
        found = {}
        for (e, i, p), cell in self.cells.items():
            if window[0] <= p <= window[1] and exporter in (None, e) and importer in (None, i):
                old = found.get((e, i), (ZERO, ZERO, ZERO))
                found[e, i] = tuple(a + b for a, b in zip(old, cell))
        return found

    def flows(self):
        rows = []
        for (e, i, p), (value, quantity, with_quantity) in self.cells.items():
            carries = quantity != 0 or with_quantity != 0
            rows.append({"exporter": e, "importer": i, "period": first_day(p),
                         "value": float(value), "quantity": float(quantity) if carries else None,
                         "value_with_quantity": float(with_quantity) if carries else None})
        return rows

    def suppliers(self, importer, window):
        return Mix((e, c[0]) for (e, _), c in self.sums(window, importer=importer).items())

    def markets(self, exporter, window):
        return Mix((i, c[0]) for (_, i), c in self.sums(window, exporter=exporter).items())

    def series(self, exporters, importers):
        return Series(((p, c[0]) for (e, i, p), c in self.cells.items()
                       if (exporters is None or e in exporters)
                       and (importers is None or i in importers)), self.width)

    def import_shares(self, window, exporter=None):
        rows = []
        for importer in {i for _, i, _ in self.cells}:
            mix = self.suppliers(importer, window)
            mix.checked()
            rows += [{"importer": importer, "exporter": e, "value": float(cell[0]),
                      "share": quotient(cell[0], mix.sum()) if mix.sum() else None}
                     for (e, _), cell in self.sums(window, exporter, importer).items()]
        return rows

    def grown(self, current, base, key):
        base = base or year_before(current)
        totals = {}
        for side, window in enumerate((base, current)):
            for pair, cell in self.sums(window).items():
                totals.setdefault(key(pair), [ZERO, ZERO])[side] += cell[0]
        for label, (x0, x1) in totals.items():
            row = compared(x0, x1, months(base), months(current))
            yield label, {k: row[k] for k in ("base_value", "current_value", "growth", "outcome")}

    def import_growth(self, current, base=None):
        return [{"importer": i, **row} for i, row in self.grown(current, base, lambda k: k[1])]

    def growth_rates(self, current, base=None):
        return [{"exporter": e, "importer": i, **row}
                for (e, i), row in self.grown(current, base, lambda k: k)]

    def unit_values(self, window):
        rows = []
        for (e, i), (value, quantity, with_quantity) in self.sums(window).items():
            priced = quantity > 0 and with_quantity > 0
            rows.append({"exporter": e, "importer": i, "value": float(value),
                         "quantity": float(quantity) if quantity or with_quantity else None,
                         "unit_value": quotient(with_quantity, quantity) if priced else None})
        return rows

    def unit_value(self, window, chosen):
        """Unit value of the chosen pairs together; None unless both sums are above 0."""
        sums = [c for pair, c in self.sums(window).items() if chosen(*pair)]
        value, quantity = sum(c[2] for c in sums), sum(c[1] for c in sums)
        return value / quantity if value > 0 and quantity > 0 else None

    def pivot(self, importer, before, after, blocked):
        row = pivot(self.suppliers(importer, before), self.suppliers(importer, after), blocked,
                    months(before), months(after))
        old = self.unit_value(before, lambda e, i: i == importer and e in blocked)
        for label, captor in (row["captors"] or Captors({})).by_label.items():
            here = self.unit_value(after, lambda e, i: i == importer and e == label)
            others = self.unit_value(after, lambda e, i: e == label and i not in (importer, e))
            captor["relative_price"] = relative(here, old)
            captor["price_to_others"] = relative(here, others)
        return row


def relative(price, other):
    return near(price / other - 1, Fraction(1, 10 ** 15)) if price and other else None
