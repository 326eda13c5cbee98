"""What the oracles of the detection functions share, in exact fractions.

A matrix is a dict of cells {(exporter, importer, month): (value, quantity,
value_with_quantity)}, all Fractions, and a frequency, `year` or `month`. A month
is an ordinal, year * 12 + month - 1; a year that of its January. None is NULL.

Readings taken where the text could be read in two ways:
- `coverage` counts as given when it is not NULL, even unbounded on both sides:
  then no period is silent;
- a bounded side of `coverage` holds even where no cell is near;
- an empty `coverage` is refused as an argument, before a NULL matrix gives no rows;
- the calendar months of a window are counted before silent periods leave it;
- a matrix of self-flows and cells of value 0 only is one without cells: no rows.
"""

import json
from collections import namedtuple
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

ZERO = Fraction(0)
WIDTH = {"month": 1, "year": 12}

# before, after: lists of periods; weights: of the before periods, adding up to 1;
# silent: the silent periods of the span; bounds: first period of the span, last before the
# event, first and last after, silent ones included.
Windows = namedtuple("Windows", "width before after weights silent bounds")


class Refused(Exception):
    """The function ends in an error; args[0] is the SQLSTATE."""


class Near(float):
    """A figure of double arithmetic: right within 1e-12 of it, or 1e-9 where it is small."""


class Json(str):
    """JSON text as an argument."""


def ordinal(day, width=1):
    return day.year * 12 + (day.month - 1 if width == 1 else 0)


def first_day(month):
    return date(month // 12, month % 12 + 1, 1)


def last_day(month, width):
    return first_day(month + width) - timedelta(days=1)


def positive(a):
    return max(a, ZERO)


def ratio(a, b):
    """NULL when the denominator is not above 0."""
    return a / b if b > 0 else None


def in_bytes(label):
    return label.encode("utf-8")


def number(x):
    """A figure as a double, rounded once; NULL stays."""
    return None if x is None else float(x)


def live(cells):
    """Without self-flows and cells of value 0, their quantity neither."""
    return {k: c for k, c in cells.items() if k[0] != k[1] and c[0] != 0}


def labels_of(cells):
    return {label for e, i, _ in cells for label in (e, i)}


class Trade:
    """Sums of cells by pair and period.

    sums: code to the set of its members, or to None where all labels are (the World);
    one beside a member is refused.
    """

    def __init__(self, cells, sums=None):
        self.pairs = {}
        for (e, i, t), cell in cells.items():
            self.pairs.setdefault((e, i), {})[t] = cell
        self.labels = {label for pair in self.pairs for label in pair}
        self.periods = {t for by in self.pairs.values() for t in by}
        self.sums = sums or {}
        for code in self.labels & set(self.sums):
            members = self.sums[code]
            if self.labels - {code} if members is None else self.labels & members:
                raise Refused("22023")

    def flow(self, exporters, importers, field=0):
        """Period to sum, over the pairs of two sets of labels."""
        found = {}
        for pair in self.between(exporters, importers):
            for t, cell in self.pairs[pair].items():
                found[t] = found.get(t, ZERO) + cell[field]
        return found

    def between(self, exporters, importers):
        """The pairs of two sets of labels."""
        if len(exporters) * len(importers) < len(self.pairs):
            return [(e, i) for e in exporters for i in importers if (e, i) in self.pairs]
        return [(e, i) for e, i in self.pairs if e in exporters and i in importers]

    def has_cell(self, exporters, importers, periods=None):
        return any(periods is None or any(t in periods for t in self.pairs[pair])
                   for pair in self.between(exporters, importers))


def total(flow, periods):
    return sum((flow.get(t, ZERO) for t in periods), ZERO)


def span_of(periods, coverage, width):
    """First and last period, both inside. coverage: (from, to excluded), None unbounded."""
    lower, upper = coverage if coverage else (None, None)
    if lower is None:
        first = min(periods)
    else:
        first = ordinal(lower, width)
        if first_day(first) < lower:
            first += width
    # the period that contains `upper` is never wholly inside [.., upper)
    last = max(periods) if upper is None else ordinal(upper, width) - width
    return first, last


def silent_periods(periods, width):
    """Years, or runs of at least 12 months, without any cell."""
    found = set()
    seen = sorted(periods)
    for a, b in zip(seen, seen[1:]):
        gap = range(a + width, b, width)
        if width == 12 or len(gap) >= 12:
            found.update(gap)
    return found


def seasonal_weights(before, after):
    """Of each before period: k/(K n) where every calendar month of after occurs before."""
    count_before, count_after = {}, {}
    for t in before:
        count_before[t % 12] = count_before.get(t % 12, 0) + 1
    for t in after:
        count_after[t % 12] = count_after.get(t % 12, 0) + 1
    if any(m not in count_before for m in count_after):
        return {t: Fraction(1, len(before)) for t in before}
    return {t: Fraction(count_after.get(t % 12, 0), count_before[t % 12] * len(after))
            for t in before}


def make_windows(periods, frequency, since, before_months=24, after_months=None,
                 coverage=None, seasonal=True):
    """The two windows; `periods` are those of the cells. Raises Refused for an empty one."""
    width = WIDTH[frequency]
    first, last = span_of(periods, coverage, width)
    event = ordinal(since, width)
    start = first if before_months is None else max(first, event - before_months)
    before = list(range(start, min(event - width, last) + 1, width))
    begin = event if first_day(event) == since else event + width
    end = last if after_months is None else min(last, begin + after_months - width)
    after = list(range(max(begin, first), end + 1, width))
    silent = silent_periods(periods, width) if coverage is None else set()
    bounds = first, min(event - width, last), max(begin, first), end
    before = [t for t in before if t not in silent]
    after = [t for t in after if t not in silent]
    if not before or not after:
        raise Refused("22023")
    if seasonal and width == 1:
        weights = seasonal_weights(before, after)
    else:
        weights = {t: Fraction(1, len(before)) for t in before}
    return Windows(width, before, after, weights, silent, bounds)


def before_average(flow, w):
    return sum((w.weights[t] * flow.get(t, ZERO) for t in w.before), ZERO) / w.width


def after_average(flow, w):
    return total(flow, w.after) / (len(w.after) * w.width)


def averages(flow, w):
    return before_average(flow, w), after_average(flow, w)


def check_not_null(**arguments):
    for value in arguments.values():
        if value is None:
            raise Refused("22004")


def check_labels(target, origins, star=False):
    """Target and origins as given; gives the set of origins."""
    check_not_null(target=target, origins=origins)
    if None in origins:
        raise Refused("22004")
    if not origins or target in origins:
        raise Refused("22023")
    if "*" in origins and (not star or set(origins) != {"*"}):
        raise Refused("22023")
    return set(origins)


def check_since(since):
    check_not_null(since=since)
    if since in ("infinity", "-infinity"):
        raise Refused("22023")


def check_coverage(coverage):
    if coverage == "empty":
        raise Refused("22023")


def check_months(frequency, **arguments):
    """Numbers of months, NULL allowed; frequency None when there is no matrix."""
    for value in arguments.values():
        if value is not None and (value < 1 or (frequency == "year" and value % 12)):
            raise Refused("22023")


def check_baseline(baseline):
    check_not_null(baseline=baseline)
    if baseline not in ("mean", "share"):
        raise Refused("22023")


def read_thresholds(text, defaults, largest=None, integers=()):
    """Thresholds as Fractions. largest: upper bounds by name; integers: at least 1 if said."""
    check_not_null(thresholds=text)
    given = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    if not isinstance(given, dict):
        raise Refused("22023")
    found = {name: Fraction(value) for name, value in defaults.items()}
    for name, value in given.items():
        if name not in defaults or isinstance(value, bool) or not isinstance(value, Decimal):
            raise Refused("22023")
        exact = Fraction(value)
        if exact < 0 or exact >= 10 ** 26 or (exact * 10 ** 12).denominator != 1:
            raise Refused("22023")
        if largest and name in largest and exact > largest[name]:
            raise Refused("22023")
        if name in integers and (exact.denominator != 1 or exact < integers[name]):
            raise Refused("22023")
        found[name] = exact
    return found
