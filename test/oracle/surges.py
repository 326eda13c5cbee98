"""destination_surges and supplier_surges in exact fractions, from the text of the methods alone.

Readings taken where the text could be read in two ways:
- a control is any label but the target and the label itself, origins among them;
- after parts start with the first month of the after window and end with it, silent
  months counted; before parts run back to the first period of the span;
- the history is the parts wholly inside the last `history_months` before; `history`
  counts those with a level, `parts` all complete after parts;
- a part without a level breaks a run and a stretch;
- the run that must reach the last part is the first of the longest;
- own dates: one stretch of `min_run` known parts from part i on, over the highest of
  as many parts before it as the history has, of which there are `min_history` known
  ones in the whole past before i; a record of 0 with a level not above 0 counts 0.

The wording for suppliers, for labels judged by their own past, for counts of 0 and 1,
for records of 0 and for thresholds of 10^15 and above is the program's.
"""

from fractions import Fraction

from common import (ZERO, Trade, averages, check_baseline, check_coverage, check_labels,
                    check_months, check_since, first_day, in_bytes, live, make_windows, number,
                    positive, ratio, read_thresholds, total)
from sentence import ANY, Any, Figure, Sentence, Threshold, fixed, grouped

DEFAULTS = {"surge_ratio": "1.5", "record_margin": "1.25", "min_value": "1000000",
            "min_cover": "0.005", "min_run": "2", "min_history": "4", "min_controls": "10"}
INTEGERS = {"min_run": 1, "min_history": 1, "min_controls": 0}
INFINITE = Fraction(10) ** 400


class Leg:
    """The flow of each label, and what a label stands among."""

    def __init__(self, trade, target, origins, suppliers):
        self.trade, self.target, self.origins, self.suppliers = trade, target, origins, suppliers
        self.others = trade.labels - {target}
        if suppliers:
            self.others -= origins
        self.labels = {c for c in trade.labels - {target} - origins
                       if trade.has_cell(*self.pair({c}))}
        self.direct = trade.flow(origins, {target})

    def pair(self, labels):
        return (labels, {self.target}) if self.suppliers else (self.origins, labels)

    def flow(self, labels):
        return self.trade.flow(*self.pair(labels))


def market(leg, w, c, baseline, limit, before):
    """(flow of the controls, their number, A/B), or None for a label's own past.

    before: value_before of every label.
    """
    if baseline == "mean":
        return None
    rest = leg.flow(leg.others - {c})
    b, a = averages(rest, w)
    controls = sum(before[d] > 0 for d in leg.others - {c})
    if controls < limit["min_controls"] or a <= 0 or b <= 0:
        return None
    return rest, controls, a / b


def split_parts(w, months):
    """Before and after parts as lists of periods, in order of time."""
    first, last_before, begin, end = w.bounds
    after = []
    while begin + months - w.width <= end:
        after.append(list(range(begin, begin + months, w.width)))
        begin += months
    before = []
    stop = last_before + w.width
    while stop - months >= first:
        before.insert(0, list(range(stop - months, stop, w.width)))
        stop -= months
    return before, after


def level(part, flow, rest, w):
    if any(t in w.silent for t in part):
        return None
    if rest is None:
        return total(flow, part)
    return total(flow, part) / total(rest, part) if total(rest, part) > 0 else None


def highest(levels):
    return max([ZERO] + [x for x in levels if x is not None])


def longest_run(above):
    """(start, length) of the first of the longest runs."""
    best, start = (0, 0), 0
    for n, on in enumerate(above):
        start = start if on else n + 1
        if n + 1 - start > best[1]:
            best = start, n + 1 - start
    return best


def stretches(levels, length):
    """The smallest level of each stretch of known parts."""
    return [min(levels[i:i + length]) for i in range(len(levels) - length + 1)
            if None not in levels[i:i + length]]


def against(smallest, record):
    """A level over a record, a record of 0 being infinitely exceeded."""
    if record > 0:
        return smallest / record
    return INFINITE if smallest > 0 else ZERO


def own_dates(past, history, real, limit):
    """(rank, dates) of a label among its own dates."""
    run, least = int(limit["min_run"]), limit["min_history"]
    found = []
    for i in range(len(past) - run + 1):
        known = sum(x is not None for x in past[:i])
        if known >= least and None not in past[i:i + run]:
            record = highest(past[max(0, i - history):i])
            found.append(against(min(past[i:i + run]), record))
    return 1 + sum(x >= real for x in found), len(found) + 1


class Row:
    """The figures of one label."""

    def __init__(self, leg, w, c, baseline, limit, before, months, history_months):
        self.c, flow = c, leg.flow({c})
        self.before, self.after = averages(flow, w)
        rest, self.controls, factor = market(leg, w, c, baseline, limit, before) or (None, 0, 1)
        self.own_past = rest is None
        self.base = self.before * factor
        self.excess = self.after - self.base
        self.ratio = ratio(self.after, self.base)
        self.lost = positive(-averages_change(leg.direct, w))
        self.cover = positive(self.excess) / self.lost if self.lost else None
        before_parts, self.after_parts = split_parts(w, months)
        past = [level(p, flow, rest, w) for p in before_parts]
        in_history = len(past) if history_months is None else history_months // months
        in_history = min(in_history, len(past))
        recent = past[len(past) - in_history:]
        self.history = sum(x is not None for x in recent)
        self.record = highest(recent)
        self.judge_run([level(p, flow, rest, w) for p in self.after_parts], limit)
        self.own_rank = self.own_dates = None
        if self.best is not None:
            real = against(self.best, self.record)
            self.own_rank, self.own_dates = own_dates(past, in_history, real, limit)
        self.in_all = self.excess * len(w.after) * w.width
        self.outcome = outcome(self, limit)

    def judge_run(self, levels, limit):
        above = [x is not None and x > 0 and x >= limit["record_margin"] * self.record
                 for x in levels]
        self.above = sum(above)
        start, self.run = longest_run(above)
        self.run_parts = self.after_parts[start:start + self.run]
        self.lasts = start + self.run == len(levels)
        self.least = min(levels[start:start + self.run]) if self.run else None
        found = stretches(levels, int(limit["min_run"]))
        self.best = max(found) if found else None
        self.record_ratio = None
        if found and self.record > 0:
            self.record_ratio = self.best / self.record


def averages_change(flow, w):
    before, after = averages(flow, w)
    return after - before


def outcome(r, limit):
    if not (r.after > 0 and r.after >= limit["surge_ratio"] * r.base and r.excess > 0):
        return "normal"
    if r.in_all < limit["min_value"] or (r.lost and r.excess < limit["min_cover"] * r.lost):
        return "small"
    if r.history < limit["min_history"]:
        return "no_history"
    if len(r.after_parts) < limit["min_run"]:
        return "too_early"
    if r.run >= limit["min_run"]:
        return "surge" if r.lasts else "ended"
    return "spike" if r.above else "seen_before"


# Sentences

def two(x):
    """Two significant digits, whole from 10 on."""
    if not x:
        return "0"
    decimals, y = 0, abs(x)
    while y < 10 and decimals < 40:
        y, decimals = y * 10, decimals + 1
    return grouped(fixed(x, decimals))


def short(x):
    return Figure(x, write=two)


def below(x, limit):
    """Two digits, or as many as it takes not to read as the limit that was missed."""
    for digits in range(2, 15):
        def write(y, digits=digits):
            shift = Fraction(10) ** (digits - 2)
            decimals, size = 0, abs(y)
            while size and size < 10 * shift and decimals < 12:
                size, decimals = size * 10, decimals + 1
            return grouped(fixed(y, decimals))
        if x >= limit or Fraction(write(Fraction(x)).replace(",", "")) < limit:
            return Figure(x, write=write)
    return ANY


def short_per_cent(x):
    found = short(100 * Fraction(x))
    found.canonical, found.pattern = found.canonical + " %", found.pattern + " %"
    return found


def in_millions(x):
    whole, _, part = fixed(x / 10 ** 6, 1).partition(".")
    return grouped(whole) + "." + part + " M"


def money(x):
    """162.7 M; below a million a figure."""
    return Figure(x, write=in_millions) if abs(x) >= 10 ** 6 else Figure(x)


def limit_money(x):
    if x >= 10 ** 15:
        return ANY
    return Any(*threshold_in_millions(x)) if x >= 10 ** 6 else Threshold(x)


def threshold_in_millions(x):
    text = grouped(fixed(x / 10 ** 6, 18)) + " M"
    return text, text.replace(".", "\\.")


def limit_per_cent(x):
    found = Threshold(100 * x)
    found.canonical, found.pattern = found.canonical + " %", found.pattern + " %"
    return found


class Words:
    def __init__(self, r, leg, w, months, limit):
        self.limit, self.target, self.width = limit, leg.target, w.width
        noun = {1: "month", 3: "quarter", 12: "year"}.get(months)
        self.part = noun if noun else Any("part", ".*?")
        self.parts = noun + "s" if noun else Any("parts", ".*?")
        if leg.suppliers:
            self.sales = Any("Sales of %s to %s" % (r.c, leg.target), ".*")
        else:
            self.sales = "Sales to " + r.c


def rose(r, s):
    if r.ratio is None:
        return (ANY,)
    return (s.sales, " rose ", short(r.ratio), "-fold")


def normal(r, s):
    if r.ratio is None or r.own_past or r.after < 0:
        return (ANY,)
    return (s.sales, " are ", below(r.ratio, s.limit["surge_ratio"]), " times what an unchanged market share gives; ",
            Threshold(s.limit["surge_ratio"]), " is asked for.")


def small(r, s):
    if r.in_all < s.limit["min_value"]:
        return ("The excess of ", money(r.in_all), " in all is below ",
                limit_money(s.limit["min_value"]), ".")
    return ("The excess", ANY, " ", below(100 * r.cover, 100 * s.limit["min_cover"]), " % of what the origins lost in ",
            s.target, "; ", limit_per_cent(s.limit["min_cover"]), " is asked for.")


def no_history(r, s):
    if r.history < 2:
        return (ANY, " too few to know what is usual; ",
                Any("%d are" % s.limit["min_history"], ".*"), " asked for.")
    return ("%d " % r.history, s.parts, " of history are too few to know what is usual; ",
            "%d are asked for." % s.limit["min_history"])


def too_early(r, s):
    if len(r.after_parts) != 1:
        return (ANY,)
    return ("Sales", ANY, *rose(r, s)[1:], ANY, " but one ", s.part, " is no pattern; ",
            "%d in a row are asked for." % s.limit["min_run"])


def lasting(r, s):
    since = first_day(r.run_parts[0][0]).isoformat()[:7]
    until = first_day(r.run_parts[-1][-1] + s.width - 1).isoformat()[:7]
    market = Any("", ".*") if r.own_past else " against the market"
    middle = ("every ", s.part, " was at least ", short(r.least / r.record),
              " times the highest of the %d before." % r.history) if r.record > 0 else (ANY,)
    end = ()
    if r.lost:
        end = (" The excess is ", short_per_cent(r.cover), " of what the origins lost in ",
               s.target, ".")
    over = () if r.lasts else (Any(" until " + until, ".* ?until " + until + ".*?"),)
    return (*rose(r, s), market, ", to ", money(r.after), " a month; since ", since, *over, " ",
            *middle, *end)


def spike(r, s):
    best = ANY
    if r.record_ratio is not None:
        best = Sentence("the best %d in a row reach " % s.limit["min_run"], short(r.record_ratio),
                        " of it.").as_piece()
    return (*rose(r, s), ", but it did not last: %d of " % r.above, "%d " % len(r.after_parts),
            s.parts, " passed its own record", ANY if r.record <= 0 else Sentence(
                " by ", limit_per_cent(s.limit["record_margin"] - 1)).as_piece(), "; ", best)


def seen_before(r, s):
    if r.record_ratio is None:
        return (*rose(r, s), ANY)
    best = ("%d " % s.limit["min_run"], s.parts, " are ")
    if s.limit["min_run"] == 1:
        best = (s.part, ANY, " is ")
    seen = ", but its own past has seen %sas much: the best " % ("nearly " if r.record_ratio > 1 else "")
    return (*rose(r, s), seen, *best, short(r.record_ratio), " of its record of %d." % r.history)


WRITERS = {"normal": normal, "small": small, "no_history": no_history, "too_early": too_early,
           "surge": lasting, "ended": lasting, "spike": spike, "seen_before": seen_before}


def columns(r, leg, w, months, limit):
    first = None
    if r.run:
        first = first_day(r.run_parts[0][0]).isoformat()
    return {"supplier" if leg.suppliers else "destination": r.c,
            "value_before": number(r.before), "value_after": number(r.after),
            "base": number(r.base), "excess": number(r.excess), "ratio": number(r.ratio),
            "cover": number(r.cover), "record_ratio": number(r.record_ratio), "run": r.run,
            "parts": len(r.after_parts), "history": r.history, "own_rank": r.own_rank,
            "own_dates": r.own_dates, "controls": r.controls, "onset": first,
            "outcome": r.outcome, "suspicious": r.outcome in ("surge", "ended"),
            "reason": Sentence(*WRITERS[r.outcome](r, Words(r, leg, w, months, limit)))}


def surges(cells, frequency, target, origins, since, before_months=24, after_months=None,
           history_months=72, part_months=None, coverage=None, baseline="share",
           thresholds="{}", suppliers=False):
    origins = check_labels(target, origins)
    check_since(since)
    check_coverage(coverage)
    check_baseline(baseline)
    check_months(frequency, before_months=before_months, after_months=after_months,
                 history_months=history_months, part_months=part_months)
    limit = read_thresholds(thresholds, DEFAULTS, integers=INTEGERS)
    cells = live(cells) if cells else {}
    if not cells:
        return []
    trade = Trade(cells)
    w = make_windows(trade.periods, frequency, since, before_months, after_months, coverage)
    leg = Leg(trade, target, origins, suppliers)
    months = part_months or (3 if w.width == 1 else 12)
    before = {d: averages(leg.flow({d}), w)[0] for d in leg.others}
    rows = [Row(leg, w, c, baseline, limit, before, months, history_months) for c in leg.labels]
    rows.sort(key=lambda r: (-r.excess, in_bytes(r.c)))
    return [columns(r, leg, w, months, limit) for r in rows]


def destination_surges(*arguments, **named):
    return surges(*arguments, **named)


def supplier_surges(*arguments, **named):
    return surges(*arguments, suppliers=True, **named)
