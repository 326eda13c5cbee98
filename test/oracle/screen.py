"""The intermediary screen in exact fractions, from doc/methods.md alone.

Slow and literal on purpose: an independent reading of the text, against which
the C function is compared. Every figure is a Fraction; None stands for NULL.

Readings taken where the text could be read in two ways: S's sales elsewhere
include those among the origins themselves (no self-flows); "the imports of all
labels but T" include those of c and of S; a cell to T outside the span still
makes a candidate; a bounded side of `coverage` counts even where no cell is
near; the order of `reasons` goes by the weights as overridden; NOT_A_SOURCE
with imports <= 0 and exports > 0 is evaluable, not fired, its value NULL.

A period is an int ordinal: year * 12 + month - 1, or for annual data the
ordinal of January. `width` is the number of months of a period, 1 or 12.
"""

from collections import namedtuple
from datetime import date
from fractions import Fraction

ZERO = Fraction(0)

# code, weight, the threshold that `reasons` shows; in the order of the table.
SIGNALS = (
    ("SURGE", "0.35", "surge_ratio"),
    ("NEW_ROUTE", "0.35", "min_value"),
    ("SOURCING", "0.25", "sourcing_ratio"),
    ("DIRECT_DROP", "0.15", "direct_drop"),
    ("OVERLAP", "0.30", "overlap"),
    ("PASS_THROUGH", "0.30", "pass_through"),
    ("WASH", "0.30", "wash_cover"),
    ("NOT_A_SOURCE", "0.15", "not_a_source"),
    ("MARKUP", "0.20", "markup"),
)

DEFAULTS = {
    "surge_ratio": "3", "min_value": "50000", "sourcing_ratio": "1.25",
    "sourcing_cover": "0.25", "direct_drop": "0.5", "overlap": "0.5",
    "pass_through": "0.5", "wash_cover": "0.75", "not_a_source": "0.25",
    "markup": "0.25", "flag_score": "0.5",
    **{"weight." + code: weight for code, weight, _ in SIGNALS},
}

FIGURES = ("inflow_before", "inflow_after", "outflow_before", "outflow_after",
           "direct_before", "direct_after", "rerouted", "overlap",
           "substitution", "score")

Cell = namedtuple("Cell", "value quantity value_with_quantity")


class Refused(Exception):
    """The screen ends in an error; args[0] is the SQLSTATE."""


def ordinal(day, width):
    return day.year * 12 + (day.month - 1 if width == 1 else 0)


def first_day(month):
    return date(month // 12, month % 12 + 1, 1)


def positive(a):
    return max(a, ZERO)


def ratio(a, b):
    """A ratio as `reasons` shows it: NULL when the denominator is not above 0."""
    return a / b if b > 0 else None


def share(part, total):
    return part / total if total > 0 else ZERO


def collect(rows, width):
    """Rows (exporter, importer, date, value, quantity) to the cells of a matrix."""
    cells = {}
    for exporter, importer, day, value, quantity in rows:
        if value is None:
            continue
        key = (exporter, importer, ordinal(day, width))
        old = cells.get(key, Cell(ZERO, ZERO, ZERO))
        if quantity is None or quantity == 0:
            cells[key] = old._replace(value=old.value + value)
        else:
            cells[key] = Cell(old.value + value, old.quantity + quantity,
                              old.value_with_quantity + value)
    return cells


def live(cells):
    """Without self-flows and cells of value 0, their quantity neither."""
    return {k: c for k, c in cells.items() if k[0] != k[1] and c.value != 0}


def span_of(cells, coverage, width):
    """First and last period, both inside. coverage: (from, to excluded)."""
    lower, upper = coverage if coverage else (None, None)
    periods = [k[2] for k in cells]
    if lower is None:
        first = min(periods)
    else:
        first = ordinal(lower, width)
        if first_day(first) < lower:
            first += width
    if upper is None:
        last = max(periods)
    else:
        # The period that contains `upper` is never wholly inside [.., upper).
        last = ordinal(upper, width) - width
    return first, last


def windows(first, last, since, before_months, after_months, width):
    """Two lists of periods; raises Refused when one is empty."""
    event = ordinal(since, width)
    before_first = first if before_months is None else event - before_months
    before = range(max(before_first, first), min(event - width, last) + 1, width)
    after_first = event if first_day(event) == since else event + width
    after_last = last if after_months is None else after_first + after_months - width
    after = range(max(after_first, first), min(after_last, last) + 1, width)
    if not before or not after:
        raise Refused("22023")
    return list(before), list(after)


class Screen:
    """Sums over the two windows; `w` is 0 for before and 1 for after."""

    def __init__(self, cells, target, origins, span, periods, width):
        self.cells, self.target, self.origins = cells, target, set(origins)
        self.periods, self.width = periods, width
        self.window = tuple(set(p) for p in periods)
        self.months = tuple(len(p) * width for p in periods)
        self.span = span

    def total(self, w, exporter=None, importer=None, field="value", among=None):
        """Sum over the cells whose labels satisfy the two conditions."""
        inside = self.window[w] if among is None else among
        return sum((getattr(c, field) for (e, i, t), c in self.cells.items()
                    if t in inside
                    and (exporter is None or exporter(e))
                    and (importer is None or importer(i))), ZERO)

    def average(self, w, amount):
        return amount / self.months[w]


def excess_in(s, c, inflow, baseline):
    base = inflow[0]
    if baseline == "share":
        def others(label):
            return label not in (s.target, c)
        sales = [s.average(w, s.total(w, s.origins.__contains__, others))
                 for w in (0, 1)]
        if sales[0] > 0:
            base = inflow[0] * sales[1] / sales[0]
    return inflow[1] - base


def quarters(s):
    """The after window as groups of periods: calendar quarters, or years."""
    groups = {}
    for t in s.periods[1]:
        groups.setdefault(t // (3 if s.width == 1 else 12), set()).add(t)
    return groups.values()


def overlap_of(s, c):
    both = ZERO
    out = ZERO
    for group in quarters(s):
        inflow = s.total(1, s.origins.__contains__, c.__eq__, among=group)
        outflow = s.total(1, c.__eq__, s.target.__eq__, among=group)
        both += min(positive(inflow), positive(outflow))
        out += positive(outflow)
    return both / out if out != 0 else None


def wash(s, c, flows, limit):
    def not_target(label):
        return label != s.target
    in_target, in_c, c_in_target, s_world, c_world = [], [], [], [], []
    for w in (0, 1):
        target_imports = s.total(w, None, s.target.__eq__)
        c_imports = s.total(w, None, c.__eq__)
        world = s.total(w, None, not_target)
        in_target.append(share(flows["direct_sum"][w], target_imports))
        in_c.append(share(flows["inflow_sum"][w], c_imports))
        c_in_target.append(share(flows["outflow_sum"][w], target_imports))
        s_world.append(share(s.total(w, s.origins.__contains__, not_target), world))
        c_world.append(share(s.total(w, c.__eq__, not_target), world))
    return (in_target[1] < in_target[0] and in_c[1] > in_c[0]
            and c_in_target[1] > c_in_target[0]
            and s_world[1] - s_world[0] > c_world[1] - c_world[0]
            and flows["inflow"][1] >= limit["wash_cover"] * flows["outflow"][1])


def not_a_source(s, c, limit):
    """(fired, value). 'c's imports' are its trade with everyone."""
    exports = s.total(0, c.__eq__, lambda label: label != s.target)
    imports = s.total(0, None, c.__eq__)
    if exports <= 0 and imports <= 0:
        return None, None
    return exports <= limit["not_a_source"] * imports, ratio(exports, imports)


def markup(s, c, limit):
    def pair(exporter, importer):
        return (s.total(1, exporter, importer, "value_with_quantity"),
                s.total(1, exporter, importer, "quantity"))
    sold, sold_quantity = pair(c.__eq__, s.target.__eq__)
    bought, bought_quantity = pair(s.origins.__contains__, c.__eq__)
    if min(sold, sold_quantity, bought, bought_quantity) <= 0:
        return None, None
    value = (sold / sold_quantity) / (bought / bought_quantity) - 1
    return value >= limit["markup"], value


def signals(s, c, f, limit):
    """code to (fired, value); fired None is not evaluable."""
    inflow, outflow, direct = f["inflow"], f["outflow"], f["direct"]
    out_sum = f["outflow_sum"][1]
    covered = f["e_in"] > 0 and f["e_in"] >= limit["sourcing_cover"] * f["e_out"]
    passed = ratio(f["rerouted"], f["e_in"])
    return {
        "SURGE": (outflow[0] > 0 and outflow[1] >= limit["surge_ratio"] * outflow[0]
                  and out_sum >= limit["min_value"], ratio(outflow[1], outflow[0])),
        "NEW_ROUTE": (outflow[0] <= 0 < outflow[1] and out_sum >= limit["min_value"],
                      out_sum),
        "SOURCING": (inflow[1] > inflow[0]
                     and inflow[1] >= limit["sourcing_ratio"] * inflow[0] and covered,
                     ratio(inflow[1], inflow[0])),
        "DIRECT_DROP": (None if direct[0] <= 0
                        else direct[1] <= limit["direct_drop"] * direct[0],
                        ratio(direct[1], direct[0])),
        "OVERLAP": (None if f["overlap"] is None else f["overlap"] >= limit["overlap"],
                    f["overlap"]),
        "PASS_THROUGH": (covered and passed >= limit["pass_through"], passed),
        "WASH": (wash(s, c, f, limit), ratio(inflow[1], outflow[1])),
        "NOT_A_SOURCE": not_a_source(s, c, limit),
        "MARKUP": markup(s, c, limit),
    }


def is_flagged(fired, score, limit):
    def on(code):
        return fired[code] is True
    return ((on("SURGE") or on("NEW_ROUTE"))
            and (on("SOURCING") or on("PASS_THROUGH")
                 or (on("NOT_A_SOURCE") and (on("OVERLAP") or on("WASH"))))
            and score >= limit["flag_score"])


def reasons(found, limit):
    rank = {True: 0, False: 1, None: 2}
    listed = [{"code": code, "fired": found[code][0], "weight": limit["weight." + code],
               "value": found[code][1], "threshold": limit[name]}
              for code, _, name in SIGNALS]
    return sorted(listed, key=lambda r: (rank[r["fired"]], -r["weight"]))


def row(s, c, baseline, limit):
    origin = s.origins.__contains__
    f = {"inflow_sum": [s.total(w, origin, c.__eq__) for w in (0, 1)],
         "outflow_sum": [s.total(w, c.__eq__, s.target.__eq__) for w in (0, 1)],
         "direct_sum": [s.total(w, origin, s.target.__eq__) for w in (0, 1)]}
    for name in ("inflow", "outflow", "direct"):
        f[name] = [s.average(w, f[name + "_sum"][w]) for w in (0, 1)]
    f["e_in"] = excess_in(s, c, f["inflow"], baseline)
    f["e_out"] = f["outflow"][1] - f["outflow"][0]
    f["rerouted"] = min(positive(f["e_in"]), positive(f["e_out"]))
    f["overlap"] = overlap_of(s, c)
    shortfall = positive(f["direct"][0] - f["direct"][1])
    found = signals(s, c, f, limit)
    score = Fraction(1)
    for code, (fired, _) in found.items():
        if fired:
            score *= 1 - limit["weight." + code]
    score = 1 - score
    result = {"intermediary": c}
    for name in ("inflow", "outflow", "direct"):
        result[name + "_before"], result[name + "_after"] = f[name]
    result.update(
        rerouted=f["rerouted"], overlap=f["overlap"],
        substitution=positive(f["e_in"]) / shortfall if shortfall else None,
        score=score,
        flagged=is_flagged({k: v[0] for k, v in found.items()}, score, limit),
        reasons=reasons(found, limit))
    return result


def intermediary_flags(rows, width, target, origins, since, before_months=24,
                       after_months=None, coverage=None, baseline="share",
                       thresholds=None):
    """The rows of the screen, in order. Raises Refused for a window without a period.

    The text leaves open what a matrix gives that has only self-flows and cells
    of value 0: "as good as absent" is read as a matrix without cells, no rows.
    """
    limit = {k: Fraction(v) for k, v in {**DEFAULTS, **(thresholds or {})}.items()}
    cells = live(collect(rows, width))
    if not cells:
        return []
    span = span_of(cells, coverage, width)
    periods = windows(*span, since, before_months, after_months, width)
    s = Screen(cells, target, origins, span, periods, width)
    candidates = {e for (e, i, _) in cells
                  if i == target and e not in s.origins and e != target}
    found = [row(s, c, baseline, limit) for c in candidates]
    return sorted(found, key=lambda r: (-r["rerouted"], r["intermediary"].encode()))
