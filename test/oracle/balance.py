"""leak_balance in exact fractions and whole units, from the text of the methods alone.

Readings taken where the text could be read in two ways:
- the `fall` has share 1, and no `available`, like `unexplained`;
- `replaced` takes off the routes' total, as `available` of `rerouted` has it;
- `imports` without cells leave no ghosts: available 0;
- the rise of a gap is rounded down to units before it is compared.

The reasons are the program's.
"""

from fractions import Fraction

from common import (Trade, averages, check_not_null, live, make_windows, number, positive)
from common import Refused
from mirror import DEFAULTS as MIRROR
from mirror import PREFIX, Names, judged, margin_of
from common import read_thresholds
from routes import DEFAULTS as ROUTES
from routes import Legs, amount, checked, solve, units
from sentence import ANY, Sentence


class BothNames(Names):
    def __contains__(self, name):
        return name in ROUTES or super().__contains__(name)


def limits_of(text):
    found = read_thresholds(text, BothNames({**MIRROR, **ROUTES}))
    if found["partial"] >= 1 or any(v >= 10 for n, v in found.items() if n.startswith(PREFIX)):
        raise Refused("22023")
    return found


def mirror_part(text, limit):
    """The thresholds of the mirror gaps alone, as JSON."""
    names = [n for n in limit if n.startswith(PREFIX) or n in ("partial", "min_rise")]
    digits = {n: "%d.%012d" % divmod(int(limit[n] * 10 ** 12), 10 ** 12) for n in names}
    return "{%s}" % ", ".join('"%s": %s' % item for item in digits.items())


def ghosts_of(legs, taken, pairs):
    """What the gaps of the origins rose by, within what no route took."""
    rises = {}
    for p in pairs:
        if p.exporter in legs.origins and p.importer in legs.labels and p.outcome == "ok":
            rises[p.importer] = rises.get(p.importer, 0) + p.rise
    return sum(min(units(positive(rise)), legs.into.get(c, 0) - taken.get(c, 0))
               for c, rise in rises.items())


def rows_of(fall, routed, replaced, ghosts):
    """The terms, each taking only what the earlier ones left."""
    rows, left = [("fall", fall, None)], fall
    for term, available in (("rerouted", routed), ("replaced", replaced), ("ghosts", ghosts)):
        value = None if available is None else min(available, left)
        left -= value or 0
        rows.append((term, value, available))
    rows.append(("unexplained", left, None))
    return [{"term": term, "value": amount(value), "available": amount(available),
             "share": number(Fraction(value, fall)) if fall and value is not None else None,
             "reason": Sentence(ANY)} for term, value, available in rows]


def leak_balance(cells, frequency, target, origins, since, imports=None, max_hops=2,
                 before_months=24, after_months=None, coverage=None, baseline="share",
                 cif_margin=0.06, thresholds="{}", read=None):
    origins = checked(frequency, target, origins, since, max_hops, before_months, after_months,
                      coverage, baseline)
    check_not_null(thresholds=thresholds)
    margin_of(cif_margin)
    limit = limits_of(thresholds)
    cells = live(cells) if cells else {}
    if not cells:
        return []
    trade = Trade(cells)
    w = make_windows(trade.periods, frequency, since, before_months, after_months, coverage)
    legs = Legs(trade, w, target, origins, baseline, limit)
    one, two = solve(legs, max_hops)
    taken = dict(one)
    for (a, _), value in two.items():
        taken[a] = taken.get(a, 0) + value
    routed = sum(taken.values())
    before, after = averages(trade.flow(trade.labels - origins, {target}), w)
    replaced = max(units(positive(after - before)) - routed, 0)
    ghosts = None
    if imports is not None:
        pairs = judged(cells, imports, frequency, since, cif_margin, before_months,
                       after_months, coverage, mirror_part(thresholds, limit), None, read)
        ghosts = ghosts_of(legs, taken, pairs)
    return rows_of(legs.fall, routed, replaced, ghosts)
