"""The intermediary screen's second edition in exact fractions, from the text of the methods alone.

Slow and literal on purpose: an independent reading, against which the server's
function is compared. Every figure is a Fraction; None stands for NULL.

Readings taken where the text could be read in two ways:
- with origins `*` a cell of c to itself or to T is no sale of c's own to others, and
  S is every other label of the matrix;
- a buyer counts in `controls` when a cell to it lies in a period of either window,
  weighed 0 or not;
- successive periods of an onset follow one another in the calendar, both in the window;
- a signal that is not evaluable has value NULL;
- NOT_A_SOURCE with imports <= 0 and exports > 0 is not fired, its value NULL;
- TARGETED with extra sales and E_out <= 0 shows the value 0;
- of conditions that fail together a sentence names the first in the order of the text;
- flag_legs: the legs in the order in, out, direct; a pair without a cell in either
  window has no row.

The wording of sentences that the text does not list is the program's (ANY).
"""

from fractions import Fraction
from types import SimpleNamespace

from common import (ZERO, Refused, Trade, after_average, averages, before_average, check_baseline,
                    check_coverage, check_labels, check_months, check_not_null, check_since,
                    first_day, in_bytes, last_day, live, make_windows, number, positive, ratio,
                    read_thresholds, total)
from screen2_text import sentence_of

# code, weight, the threshold that `reasons` shows; in the order of ties.
SIGNALS = (
    ("SURGE", "0.35", "surge_ratio"),
    ("NEW_ROUTE", "0.35", "min_value"),
    ("SOURCING", "0.25", "sourcing_ratio"),
    ("DIRECT_DROP", "0.15", "direct_drop"),
    ("OVERLAP", "0.30", "overlap"),
    ("TARGETED", "0.30", "targeted"),
    ("WASH", "0.30", "wash_cover"),
    ("NOT_A_SOURCE", "0.15", "not_a_source"),
    ("MARKUP", "0.20", "markup"),
)
WEIGHTS = {"weight." + code: weight for code, weight, _ in SIGNALS}
DEFAULTS = {
    "surge_ratio": "3", "trivial": "0.01", "min_value": "50000", "min_share": "0.001",
    "steady_ratio": "2", "sourcing_ratio": "1.5", "noise": "2", "sourcing_cover": "0.25",
    "targeted": "0.05", "direct_drop": "0.5", "overlap": "0.5", "wash_cover": "0.75",
    "not_a_source": "0.25", "markup": "0.25", "flag_score": "0.5", "passed_on": "0.5",
    "net_importer": "1", **WEIGHTS,
}
LARGEST = {"flag_score": 1, "noise": 1000, **{name: 1 for name in WEIGHTS}}


def material(amount, months, direct_before, limit):
    """Why an outflow is not material: None, 'none', 'min_value' or 'min_share'."""
    average = amount / months
    if average <= 0:
        return "none"
    if amount < limit["min_value"]:
        return "min_value"
    return "min_share" if average < limit["min_share"] * direct_before else None


def steady(out, w, before, direct_before, limit):
    """The after window without its largest period: (why not or None, that period, average)."""
    largest = max(out.get(t, ZERO) for t in w.after)
    period = next(t for t in w.after if out.get(t, ZERO) == largest)
    if len(w.after) < 3 or limit["steady_ratio"] == 0:
        return None, period, None
    rest = total(out, w.after) - largest
    months = (len(w.after) - 1) * w.width
    why = material(rest, months, direct_before, limit)
    least = min(limit["steady_ratio"], limit["surge_ratio"])
    if why is None and rest / months < least * before:
        why = "ratio"
    return why, period, rest / months


def sales(trade, w, c, target, origins, limit):
    """What SURGE and NEW_ROUTE rest on: c's sales to the target alone, and `direct`."""
    f = SimpleNamespace(c=c, origins=origins)
    f.out = trade.flow({c}, {target})
    f.outflow = averages(f.out, w)
    f.out_sum = total(f.out, w.after)
    f.direct_flow = trade.flow(origins, {target})
    f.direct = averages(f.direct_flow, w)
    f.not_material = material(f.out_sum, len(w.after) * w.width, f.direct[0], limit)
    f.not_steady, f.peak, f.rest = steady(f.out, w, f.outflow[0], f.direct[0], limit)
    f.real = f.not_material is None and f.not_steady is None
    f.old_route = f.outflow[0] > limit["trivial"] * f.outflow[1]
    f.surge = (f.real and f.old_route
               and f.outflow[1] >= limit["surge_ratio"] * f.outflow[0])
    f.new_route = f.real and not f.old_route
    return f


def all_sales(trade, w, target, origins, limit):
    """Candidate to its sales: every label that ever sold to the target, but origins and sums."""
    found = {}
    for (c, importer) in trade.pairs:
        if importer == target and c not in origins and c not in trade.sums:
            own = trade.labels - {target, c} if origins == {"*"} else origins
            found[c] = sales(trade, w, c, target, own, limit)
    return found


def control(trade, w, f, target, suspects):
    """A/B and the number of buyers, or None."""
    sellers = f.origins - suspects
    buyers = trade.labels - {target, f.c} - suspects
    before, after = averages(trade.flow(sellers, buyers), w)
    if before <= 0 or after <= 0:
        return None, 0
    inside = set(w.before) | set(w.after)
    return after / before, sum(trade.has_cell(sellers, {b}, inside) for b in buyers)


def variance(values):
    mean = sum(values, ZERO) / len(values)
    return sum(((v - mean) ** 2 for v in values), ZERO) / (len(values) - 1)


def swing_squared(flow, w):
    """SE^2, or None where both windows have one period."""
    s = [variance([flow.get(t, ZERO) / w.width for t in periods]) if len(periods) > 1 else None
         for periods in (w.before, w.after)]
    if s == [None, None]:
        return None
    before = s[1] if s[0] is None else s[0]
    after = s[0] if s[1] is None else s[1]
    return before * sum(x * x for x in w.weights.values()) + after / len(w.after)


def overlap_of(inflow, out, w):
    groups = {}
    for t in w.after:
        groups.setdefault(t // (3 if w.width == 1 else 12), []).append(t)
    both = sum((min(positive(total(inflow, g)), positive(total(out, g)))
                for g in groups.values()), ZERO)
    sold = sum((positive(total(out, g)) for g in groups.values()), ZERO)
    return both / sold if sold else None


def band(flow, w):
    """After periods above the highest before period."""
    highest = max(flow.get(t, ZERO) for t in w.before)
    return [t for t in w.after if flow.get(t, ZERO) > highest]


def onset(flow, w):
    above = band(flow, w)
    for t in above:
        if w.width == 12 or t + 1 in above:
            return first_day(t)
    return None


def extra_sales(trade, w, c):
    extra = ZERO
    for d in trade.labels - {c}:
        before, after = averages(trade.flow({c}, {d}), w)
        extra += positive(after - before)
    return extra


def complete(trade, w, f, target, suspects, baseline, limit):
    """All that the signals and the columns need."""
    f.inward = trade.flow(f.origins, {f.c})
    f.inflow = averages(f.inward, w)
    f.factor, f.controls, f.baseline = None, 0, baseline
    if baseline == "share":
        f.factor, f.controls = control(trade, w, f, target, suspects)
    f.base = f.inflow[0] * (1 if f.factor is None else f.factor)
    f.e_in, f.e_out = f.inflow[1] - f.base, f.outflow[1] - f.outflow[0]
    f.extra = extra_sales(trade, w, f.c)
    f.se2 = swing_squared(f.inward, w)
    f.rerouted = min(positive(f.e_in), positive(f.e_out))
    f.attributed = (positive(f.e_out) * min(Fraction(1), positive(f.e_in) / f.extra)
                    if f.extra else ZERO)
    shortfall = positive(f.direct[0] - f.direct[1])
    f.substitution = f.attributed / shortfall if shortfall else None
    f.overlap = overlap_of(f.inward, f.out, w)
    f.above = band(f.out, w)
    f.last_out = f.above[-1] if f.above else None
    f.largest_share = f.out.get(f.peak, ZERO) / f.out_sum if f.out_sum > 0 else None
    others = trade.labels - {target, f.c}
    f.exports = total(trade.flow({f.c}, others), w.before)
    f.imports = total(trade.flow(trade.labels, {f.c}), w.before)
    f.ratio_asked = limit["sourcing_ratio"] ** (2 if f.se2 is None else 1)
    return f


def beyond_swings(f, limit):
    """E_in >= noise x SE, for E_in > 0 and SE known."""
    return f.e_in ** 2 >= limit["noise"] ** 2 * f.se2


def sourcing_fails(f, limit):
    """The first condition of SOURCING that fails, or None."""
    if f.e_in <= 0:
        return "excess"
    if f.inflow[1] <= f.inflow[0]:
        return "rise"
    if f.inflow[1] < f.ratio_asked * f.base:
        return "ratio"
    if f.se2 is not None and not beyond_swings(f, limit):
        return "noise"
    if f.e_in < limit["sourcing_cover"] * f.e_out:
        return "cover"
    return "proportion" if f.e_out < limit["targeted"] * f.e_in else None


def share(part, whole):
    return part / whole if whole > 0 else ZERO


def wash(trade, w, f, target, limit):
    everyone, rest = trade.labels, trade.labels - {target}
    change = []
    for sellers, buyers in ((f.origins, {target}), (f.origins, {f.c}), ({f.c}, {target}),
                            (f.origins, rest), ({f.c}, rest)):
        shares = [share(total(trade.flow(sellers, buyers), periods),
                        total(trade.flow(everyone, buyers), periods))
                  for periods in (w.before, w.after)]
        change.append(shares[1] - shares[0])
    return (change[0] < 0 < change[1] and change[2] > 0 and change[3] > change[4]
            and f.inflow[1] >= limit["wash_cover"] * f.outflow[1])


def exports_known(trade, f, target, star):
    """Whether the file holds exports of third countries to others than the target."""
    sellers = {f.c} if star else trade.labels - f.origins - {target}
    return trade.has_cell(sellers, trade.labels - {target})


def markup(trade, w, f, target):
    def pair(sellers, buyers):
        return [total(trade.flow(sellers, buyers, field), w.after) for field in (2, 1)]
    sold, bought = pair({f.c}, {target}), pair(f.origins, {f.c})
    f.prices = None
    if min(sold + bought) <= 0:
        return None
    f.prices = sold[0] / sold[1], bought[0] / bought[1]
    return f.prices[0] / f.prices[1] - 1


def signals(trade, w, f, target, star, limit):
    """code to (fired, value, threshold); fired None is not evaluable."""
    f.star, f.sourcing_fails = star, sourcing_fails(f, limit)
    source = None, None
    f.known = exports_known(trade, f, target, star)
    if f.known and not (f.exports <= 0 and f.imports <= 0):
        source = f.exports <= limit["not_a_source"] * f.imports, ratio(f.exports, f.imports)
    mark = markup(trade, w, f, target)
    inflow, outflow, direct = f.inflow, f.outflow, f.direct
    targeted = f.extra > 0 and f.e_out > 0 and f.e_out >= limit["targeted"] * f.extra
    found = {
        "SURGE": (f.surge, ratio(outflow[1], outflow[0])),
        "NEW_ROUTE": (f.new_route, f.out_sum),
        "SOURCING": (f.sourcing_fails is None, ratio(inflow[1], f.base)),
        "TARGETED": (targeted, ratio(positive(f.e_out), f.extra)),
        "DIRECT_DROP": (None if direct[0] <= 0
                        else direct[1] <= limit["direct_drop"] * direct[0],
                        ratio(direct[1], direct[0])),
        "OVERLAP": (None if f.overlap is None else f.overlap >= limit["overlap"], f.overlap),
        "WASH": ((None, None) if star else
                 (wash(trade, w, f, target, limit), ratio(inflow[1], outflow[1]))),
        "NOT_A_SOURCE": source,
        "MARKUP": (None if mark is None else mark >= limit["markup"], mark),
    }
    return {code: (*found[code], f.ratio_asked if code == "SOURCING" else limit[name])
            for code, _, name in SIGNALS}


def is_flagged(fired, score, limit):
    return ((fired["SURGE"] or fired["NEW_ROUTE"]) and fired["TARGETED"]
            and (fired["SOURCING"]
                 or (fired["NOT_A_SOURCE"] and (fired["OVERLAP"] or fired["WASH"])))
            and score >= limit["flag_score"])


def is_possible(f, fired, limit):
    if not ((fired["SURGE"] or fired["NEW_ROUTE"]) and fired["TARGETED"]):
        return False
    if f.e_in <= 0 or f.inflow[1] <= f.inflow[0]:
        return False
    if f.se2 is None:
        rose = f.inflow[1] >= limit["sourcing_ratio"] * f.base
    else:
        rose = beyond_swings(f, limit)
    return (rose and f.attributed >= limit["passed_on"] * f.e_out
            and f.exports <= limit["net_importer"] * f.imports)


def judge(f, found, limit):
    """Score and grade, kept in f."""
    fired = {code: bool(s[0]) for code, s in found.items()}
    missed = Fraction(1)
    for code, on in fired.items():
        if on:
            missed *= 1 - limit["weight." + code]
    f.score = 1 - missed
    f.flagged = is_flagged(fired, f.score, limit)
    f.grade = "traced" if f.flagged else "possible" if is_possible(f, fired, limit) else None


def reasons(f, found, target, w, limit, say):
    rank = {True: 0, False: 1, None: 2}
    listed = [{"code": code, "fired": found[code][0],
               "weight": number(limit["weight." + code]), "value": number(found[code][1]),
               "threshold": number(found[code][2]),
               "sentence": sentence_of(code, f, found[code], target, w, limit, say)}
              for code, _, _ in SIGNALS]
    return sorted(listed, key=lambda r: (rank[r["fired"]], -limit["weight." + r["code"]]))


def row(f, w, listed):
    """The columns in order."""
    def day(t):
        return None if t is None else first_day(t).isoformat()
    result = {"intermediary": f.c}
    for name in ("inflow", "outflow", "direct"):
        before, after = getattr(f, name)
        result[name + "_before"], result[name + "_after"] = number(before), number(after)
    for name in ("rerouted", "attributed", "overlap", "substitution", "score"):
        result[name] = number(getattr(f, name))
    first_in, first_out = onset(f.inward, w), onset(f.out, w)
    result.update(
        flagged=f.flagged, grade=f.grade,
        before_from=day(w.before[0]), before_to=last_day(w.before[-1], w.width).isoformat(),
        after_from=day(w.after[0]), after_to=last_day(w.after[-1], w.width).isoformat(),
        months_before=len(w.before) * w.width, months_after=len(w.after) * w.width,
        controls=f.controls,
        onset_in=first_in and first_in.isoformat(), onset_out=first_out and first_out.isoformat(),
        last_out=day(f.last_out), active=len(f.above), largest_share=number(f.largest_share),
        reasons=listed)
    return result


def checked(frequency, target, origins, since, before_months, after_months, coverage, baseline,
            thresholds, seasonal):
    """The arguments, checked as they are before the matrix is looked at."""
    named = check_labels(target, origins, star=True)
    check_since(since)
    check_coverage(coverage)
    check_baseline(baseline)
    check_not_null(seasonal=seasonal)
    check_months(frequency, before_months=before_months, after_months=after_months)
    return named, read_thresholds(thresholds, DEFAULTS, LARGEST)


def run(trade, w, target, origins, baseline, limit, say=None):
    """The judged candidates in order; `say` is (unit, name of a label), None for no reasons."""
    found = all_sales(trade, w, target, origins, limit)
    suspects = {c for c, f in found.items() if f.surge or f.new_route}
    star = origins == {"*"}
    for f in found.values():
        complete(trade, w, f, target, suspects, baseline, limit)
        f.found = signals(trade, w, f, target, star, limit)
        judge(f, f.found, limit)
        f.reasons = reasons(f, f.found, target, w, limit, say) if say else None
    return sorted(found.values(),
                  key=lambda f: (-f.attributed, -f.rerouted, in_bytes(f.c)))


def prepared(cells, frequency, since, before_months, after_months, coverage, seasonal,
             sums=None):
    """(trade, windows), or None for a matrix without cells."""
    cells = live(cells) if cells else {}
    if not cells:
        return None
    trade = Trade(cells, sums)
    return trade, make_windows(trade.periods, frequency, since, before_months, after_months,
                               coverage, seasonal)


def intermediary_flags(cells, frequency, target, origins, since, before_months=24,
                       after_months=None, coverage=None, baseline="share", thresholds="{}",
                       seasonal=True, unit=None, names=None, sums=None):
    """The rows of the screen, in order.

    names: what stands for a label in sentences; sums: the codes that are sums of others,
    each with its members, as Trade takes them.
    """
    origins, limit = checked(frequency, target, origins, since, before_months, after_months,
                             coverage, baseline, thresholds, seasonal)
    ready = prepared(cells, frequency, since, before_months, after_months, coverage, seasonal,
                     sums)
    if ready is None:
        return []
    say = unit or "", (names or {}).get
    found = run(*ready, target, origins, baseline, limit, say)
    return [row(f, ready[1], f.reasons) for f in found]


def flag_legs(cells, frequency, target, origins, since, intermediary, before_months=24,
              after_months=None, coverage=None, seasonal=True):
    """The flows behind a flag: leg, exporter, importer, before, after, change."""
    origins = check_labels(target, origins, star=True)
    check_since(since)
    check_coverage(coverage)
    check_not_null(intermediary=intermediary, seasonal=seasonal)
    check_months(frequency, before_months=before_months, after_months=after_months)
    ready = prepared(cells, frequency, since, before_months, after_months, coverage, seasonal)
    if ready is None:
        return []
    trade, w = ready
    c = intermediary
    own = trade.labels - {target, c} if origins == {"*"} else origins
    inside = set(w.before) | set(w.after)
    rows = []
    for leg, sellers, buyer in (("in", own, c), ("out", {c}, target), ("direct", own, target)):
        pairs = [(before_average(flow, w), after_average(flow, w), e) for e in sellers
                 for flow in [trade.flow({e}, {buyer})] if inside & set(flow)]
        for b, a, e in sorted(pairs, key=lambda p: (p[0] - p[1], in_bytes(p[2]))):
            rows.append({"leg": leg, "exporter": e, "importer": buyer, "before": number(b),
                         "after": number(a), "change": number(a - b)})
    return rows


__all__ = ["DEFAULTS", "SIGNALS", "Refused", "intermediary_flags", "flag_legs", "run"]
