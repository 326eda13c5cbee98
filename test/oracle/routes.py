"""diversion_routes in exact fractions and whole units, from the text of the methods alone.

Readings taken where the text could be read in two ways:
- a route of value 0 has no row;
- figures of a row are those in units of 10^-12, after rounding down;
- an excess that is not above 0 is none;
- the rules of a sum beside its members and of other spellings are those of the screen.

The wording of a route that nothing limited is the program's.
"""

from collections import deque
from fractions import Fraction

from common import (Trade, averages, check_baseline, check_coverage, check_labels, check_months,
                    check_not_null, check_since, in_bytes, live, make_windows, number, positive,
                    read_thresholds)
from common import Refused
from screen2 import all_sales, control
from sentence import ANY, Sentence
from surges import money

DEFAULTS = {"leg_ratio": "1.25", "min_value": "50000", "surge_ratio": "3", "trivial": "0.01",
            "min_share": "0.001", "steady_ratio": "2"}
UNITS = 10 ** 12


def units(x):
    """Rounded down to whole units."""
    return (x * UNITS).__floor__()


def amount(n):
    return None if n is None else number(Fraction(n, UNITS))


class Legs:
    """Excess of every leg in units: of the origins to a, a to b, b to the target."""

    def __init__(self, trade, w, target, origins, baseline, limit):
        self.trade, self.w, self.limit = trade, w, limit
        self.target, self.origins = target, origins
        self.labels = trade.labels - origins - {target}
        factors = self.factors(baseline)
        self.into, self.out, self.between = {}, {}, {}
        for a in self.labels:
            self.keep(self.into, a, trade.flow(origins, {a}), factors[a])
            self.keep(self.out, a, trade.flow({a}, {target}))
            for b in self.labels - {a}:
                self.keep(self.between, (a, b), trade.flow({a}, {b}))
        direct = averages(trade.flow(origins, {target}), w)
        self.fall = units(positive(direct[0] - direct[1]))
        self.capped = trade.has_cell(origins, {target}, set(w.before) | set(w.after))

    def factors(self, baseline):
        if baseline == "mean":
            return dict.fromkeys(self.labels, 1)
        found = all_sales(self.trade, self.w, self.target, self.origins, self.limit)
        suspects = {c for c, f in found.items() if f.surge or f.new_route}
        factors = {}
        for a in self.labels:
            f = found.get(a) or type("Buyer", (), {"c": a, "origins": self.origins})
            factor, _ = control(self.trade, self.w, f, self.target, suspects)
            factors[a] = 1 if factor is None else factor
        return factors

    def keep(self, excesses, leg, flow, factor=1):
        before, after = averages(flow, self.w)
        base = before * factor
        excess = after - base
        months = len(self.w.after) * self.w.width
        if (after >= self.limit["leg_ratio"] * base and excess > 0
                and excess * months >= self.limit["min_value"]):
            excesses[leg] = units(excess)


def shortest(residual, source, sink):
    """A path of edges with room, by breadth first, or None."""
    came, queue = {source: None}, deque([source])
    while queue and sink not in came:
        u = queue.popleft()
        for v, room in residual.get(u, {}).items():
            if room > 0 and v not in came:
                came[v] = u
                queue.append(v)
    if sink not in came:
        return None
    path, v = [], sink
    while came[v] is not None:
        path.append((came[v], v))
        v = came[v]
    return path


def push(residual, source, sink, most=None):
    """As much as goes from source to sink, at most `most`; changes the residual graph."""
    sent = 0
    while most is None or sent < most:
        path = shortest(residual, source, sink)
        if path is None:
            break
        step = min(residual[u][v] for u, v in path)
        if most is not None:
            step = min(step, most - sent)
        for u, v in path:
            residual[u][v] -= step
            residual[v][u] = residual[v].get(u, 0) + step
        sent += step
    return sent


def two_hops(supply, demand, between, cap):
    """{(a, b): value}: the maximum flow that gives the earliest legs the most."""
    legs = [(a, b) for (a, b), x in between.items()
            if min(supply.get(a, 0), demand.get(b, 0), x) > 0]
    legs.sort(key=lambda leg: (-min(supply[leg[0]], demand[leg[1]], between[leg]),
                               in_bytes(leg[0]), in_bytes(leg[1])))
    residual = {"s": {}, "t": {}}
    for a, b in legs:
        residual["s"][1, a] = supply[a]
        residual.setdefault((1, a), {"s": 0})[2, b] = between[a, b]
        residual.setdefault((2, b), {"t": demand[b]})[1, a] = 0
        residual["t"][2, b] = 0
    push(residual, "s", "t", cap)
    found = {}
    for a, b in legs:
        u, v = (1, a), (2, b)
        room, value = residual[u].pop(v), residual[v].pop(u)
        # a cycle from b back to a, the total as it is; then the leg is fixed
        value += push(residual, v, u, room)
        found[a, b] = value
    return {leg: value for leg, value in found.items() if value > 0}


def solve(legs, max_hops):
    """({a: value}, {(a, b): value}) in units."""
    one = {a: min(x, legs.out[a]) for a, x in legs.into.items() if a in legs.out}
    together = sum(one.values())
    if legs.capped and together > legs.fall:
        return {a: x * legs.fall // together for a, x in one.items()}, {}
    if max_hops == 1:
        return one, {}
    supply = {a: x - one.get(a, 0) for a, x in legs.into.items()}
    demand = {b: x - one.get(b, 0) for b, x in legs.out.items()}
    cap = legs.fall - together if legs.capped else None
    return one, two_hops(supply, demand, legs.between, cap)


def reason_of_less(legs, value, path, one, two):
    """Why a route carries less than it could alone."""
    beside = min(x - (one.get(path[0], 0), 0, one.get(path[-1], 0))[n] for n, x in enumerate((
        legs.into[path[0]], legs.between[path], legs.out[path[-1]]))) if len(path) == 2 else None
    if len(path) == 2 and value == beside:
        return ", after shorter routes took their part."
    if legs.capped and sum(one.values()) + sum(two.values()) >= legs.fall - len(one):
        return ", since all routes together carry no more than the origins lost."
    return ", after other routes took their part."


def row(legs, value, path, one, two):
    excess = [legs.into[path[0]], legs.between[path] if len(path) == 2 else None,
              legs.out[path[-1]]]
    potential = min(x for x in excess if x is not None)
    route = " > ".join(("S",) + path + (legs.target,))
    share = Fraction(value, legs.fall) if legs.capped else None
    reason = (route + ": ", money(Fraction(value, UNITS)), " of at most ",
              money(Fraction(potential, UNITS)), " a month")
    limited = reason_of_less(legs, value, path, one, two) if value < potential else "."
    return {"route": route, "hops": len(path), "first": path[0],
            "second": path[1] if len(path) == 2 else None, "value": amount(value),
            "potential": amount(potential), "excess_in": amount(excess[0]),
            "excess_between": amount(excess[1]), "excess_out": amount(excess[2]),
            "shortfall_share": number(share), "reason": Sentence(*reason, limited)}


def checked(frequency, target, origins, since, max_hops, before_months, after_months, coverage,
            baseline):
    origins = check_labels(target, origins)
    check_since(since)
    check_coverage(coverage)
    check_baseline(baseline)
    check_not_null(max_hops=max_hops)
    if max_hops not in (1, 2):
        raise Refused("22023")
    check_months(frequency, before_months=before_months, after_months=after_months)
    return origins


def diversion_routes(cells, frequency, target, origins, since, max_hops=2, before_months=24,
                     after_months=None, coverage=None, baseline="share", thresholds="{}"):
    origins = checked(frequency, target, origins, since, max_hops, before_months, after_months,
                      coverage, baseline)
    limit = read_thresholds(thresholds, DEFAULTS)
    cells = live(cells) if cells else {}
    if not cells:
        return []
    trade = Trade(cells)
    w = make_windows(trade.periods, frequency, since, before_months, after_months, coverage)
    legs = Legs(trade, w, target, origins, baseline, limit)
    one, two = solve(legs, max_hops)
    # a billionth of what a way could carry, of no more units than labels, is what rounding left
    found = [((a,), x) for a, x in one.items() if x] + [
        ((a, b), x) for (a, b), x in two.items()
        if x > 65535 or x >= min(legs.into[a], legs.between[a, b], legs.out[b]) // 10 ** 9]
    found.sort(key=lambda f: (len(f[0]), -f[1], [in_bytes(label) for label in f[0]]))
    return [row(legs, x, path, one, two) for path, x in found]
