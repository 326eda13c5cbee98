"""mirror_gaps and mirror_gap in exact fractions, from the text of the methods alone.

Readings taken where the text could be read in two ways:
- self-flows and cells of value 0 are as good as absent, as in the screen: they report nothing;
- either of the two matrices NULL or without cells gives no rows;
- a window without a common period has NULL for its own exported and imported only;
- `no_exporter_report`: the exporter has no report in one of the windows; `neither`: both
  partners lack one somewhere; `no_common_period`: both reported in each window, never at once;
- the years of a window run from its first calendar month; the averages of a year, and of the
  other window, are over the pair's counted periods;
- X are the sales of all exporters, the pair's own among them;
- a missing ghost share counts 0 on either side of the flag.

The wording for partners without a report in both windows, without a common period and
without a ghost share is the program's; so is what suppliers report where it is less, and
how a year that starts within a year is named.
"""

import math
from decimal import Decimal
from fractions import Fraction

from common import (WIDTH, Near, Refused, Trade, check_coverage, check_months, check_not_null,
                    check_since, first_day, in_bytes, live, make_windows, number, positive,
                    read_thresholds, total)
from sentence import ANY, Any, Sentence
from surges import money, short_per_cent

DEFAULTS = {"ghost_rise": "0.25", "min_value": "1000000", "min_rise": "0.25", "partial": "0.5"}
PREFIX = "cif_margin."


def margin_of(value):
    """A double as the decimal it prints as."""
    check_not_null(cif_margin=value)
    if isinstance(value, float) and not math.isfinite(value):
        raise Refused("22023")
    exact = Fraction(Decimal(repr(value)) if isinstance(value, float) else value)
    if exact < 0 or exact >= 10:
        raise Refused("22023")
    return exact


class Names(dict):
    """The known thresholds: those of the table, and cif_margin for any label."""

    def __contains__(self, name):
        return name in DEFAULTS or name.startswith(PREFIX)


def limits_of(text, read=None):
    """(thresholds, margins by importer); read: how a label's spelling is read."""
    found = read_thresholds(text, Names(DEFAULTS))
    margins = {(read or str)(name[len(PREFIX):]): value for name, value in found.items()
               if name.startswith(PREFIX)}
    if found["partial"] >= 1 or any(v >= 10 for v in margins.values()):
        raise Refused("22023")
    return found, margins


def shared_span(exports, imports, coverage, width):
    """`coverage` with its open sides closed by what both matrices cover."""
    lower, upper = coverage or (None, None)
    first = max(min(exports.periods), min(imports.periods))
    last = min(max(exports.periods), max(imports.periods))
    return lower or first_day(first), upper or first_day(last + width)


class Pair:
    def __init__(self, trades, w, exporter, importer, margin, limit):
        exports, imports, reported = trades
        self.exporter, self.importer, self.w, self.limit = exporter, importer, w, limit
        by_exporter = set(exports.flow({exporter}, exports.labels))
        by_importer = set(reported.flow(reported.labels, {importer}))
        self.lacking = [[not periods & set(window) for window in (w.before, w.after)]
                        for periods in (by_exporter, by_importer)]
        self.counted = [[t for t in window if t in by_exporter and t in by_importer]
                        for window in (w.before, w.after)]
        self.months = [len(periods) * w.width for periods in self.counted]
        self.exported = self.average(exports.flow({exporter}, {importer}))
        self.imported = [None if x is None else x / (1 + margin)
                         for x in self.average(imports.flow({exporter}, {importer}))]
        self.rest = reported.flow(reported.labels - {exporter}, {importer})
        self.supplied = exports.flow(exports.labels, {importer})
        self.partial = None
        self.outcome = self.judge()
        self.figures()

    def average(self, flow):
        return [total(flow, periods) / months if months else None
                for periods, months in zip(self.counted, self.months)]

    def judge(self):
        no_exporter, no_importer = (any(x) for x in self.lacking)
        if no_exporter and no_importer:
            return "neither"
        if no_exporter or no_importer:
            return "no_exporter_report" if no_exporter else "no_importer_report"
        if not all(self.counted):
            return "no_common_period"
        self.partial = self.partial_year()
        return "partial_importer" if self.partial else "ok"

    def years(self, window, counted):
        """Each year of a window: its first month and its counted periods."""
        found = []
        for start in range(window[0], window[-1] + 1, 12):
            periods = [t for t in counted if start <= t < start + 12]
            if periods:
                found.append((start, periods))
        return found

    def partial_year(self):
        """(window, first month, share left, suppliers report no less) of the first partial year."""
        windows = (self.w.before, self.w.after)
        rest, supplied = self.average(self.rest), self.average(self.supplied)
        for side in (0, 1):
            other_rest, other_supplied = rest[1 - side], supplied[1 - side]
            for start, periods in self.years(windows[side], self.counted[side]):
                months = len(periods) * self.w.width
                r, x = total(self.rest, periods) / months, total(self.supplied, periods) / months
                if (other_rest > 0 and other_supplied > 0 and r * other_supplied
                        <= self.limit["partial"] * other_rest * min(other_supplied, x)):
                    return side, start, r / other_rest, x >= other_supplied
        return None

    def figures(self):
        self.gap, self.ghost, self.missing, self.rise = [None, None], [None, None], None, None
        self.flagged = False
        if self.outcome != "ok":
            return
        x, m = self.exported, self.imported
        self.gap = [x[n] - m[n] for n in (0, 1)]
        self.ghost = [positive(self.gap[n]) / x[n] if x[n] > 0 else None for n in (0, 1)]
        self.rise = self.gap[1] - self.gap[0]
        if x[0] > 0 and x[1] >= (1 + self.limit["min_rise"]) * x[0] and x[1] != x[0]:
            self.missing = self.rise / (x[1] - x[0])
        before, after = (g or Fraction(0) for g in self.ghost)
        self.flagged = (after - before >= self.limit["ghost_rise"]
                        and x[1] * self.months[1] >= self.limit["min_value"])

    def order(self):
        rise = (1, 0) if self.rise is None else (0, -self.rise)
        return (*rise, in_bytes(self.exporter), in_bytes(self.importer))


def ok_reason(p):
    if None in p.ghost:
        return (ANY,)
    start = ("Of %s's exports to %s " % (p.exporter, p.importer), short_per_cent(p.ghost[1]),
             " never show in %s's own records, " % p.importer, short_per_cent(p.ghost[0]),
             " before")
    if p.missing is None:
        return (*start, ANY)
    return (*start, "; of the rise of ", money(p.exported[1] - p.exported[0]), " a month ",
            short_per_cent(p.missing), " are missing.")


def reason(p):
    if p.outcome == "ok":
        return ok_reason(p)
    if p.outcome == "partial_importer":
        side, start, left, no_less = p.partial
        year = "%d" % (start // 12) if start % 12 == 0 else ANY
        return (p.importer + "'s imports from everyone else " + ("fell to " if side else "were "),
                short_per_cent(left), " of before" if side else " of after", " in ", year, ", while its suppliers report ",
                "no less" if no_less else ANY, ": that year looks incomplete, no gap is given.")
    if p.outcome in ("no_exporter_report", "no_importer_report"):
        who = int(p.outcome == "no_importer_report")
        label = (p.exporter, p.importer)[who]
        when = [word for word, lacks in zip(("before", "after"), p.lacking[who]) if lacks]
        return (label + " has no report ", Any(*when) if len(when) == 1 else ANY, ".")
    return (ANY,)


def columns(p):
    found = {"exporter": p.exporter, "importer": p.importer,
             "months_before": p.months[0], "months_after": p.months[1]}
    for name in ("exported", "imported", "gap", "ghost"):
        column = "ghost_share" if name == "ghost" else name
        for side, value in zip(("before", "after"), getattr(p, name)):
            found["%s_%s" % (column, side)] = number(value)
    found.update(missing_share=number(p.missing), outcome=p.outcome, flagged=p.flagged,
                 reason=Sentence(*reason(p)))
    return found


def pairs_of(trades, w):
    """Exporter and importer of a cell of either matrix in either window."""
    inside = set(w.before) | set(w.after)
    return {pair for trade in trades[:2] for pair, by in trade.pairs.items() if inside & set(by)}


def judged(exports, imports, frequency, since, cif_margin, before_months, after_months,
           coverage, thresholds, reported, read=None):
    """The pairs, judged; no pairs where a matrix is missing."""
    margin = margin_of(cif_margin)
    check_since(since)
    check_coverage(coverage)
    check_months(frequency, before_months=before_months, after_months=after_months)
    limit, margins = limits_of(thresholds, read)
    if not exports or not live(exports) or not imports or not live(imports):
        return []
    exports, imports = Trade(live(exports)), Trade(live(imports))
    trades = exports, imports, Trade(live(reported)) if reported is not None else imports
    span = shared_span(exports, imports, coverage, WIDTH[frequency])
    w = make_windows(exports.periods, frequency, since, before_months, after_months, span,
                     seasonal=False)
    return [Pair(trades, w, e, i, margins.get(i, margin), limit) for e, i in pairs_of(trades, w)]


def mirror_gaps(exports, imports, frequency, since, cif_margin=0.06, before_months=24,
                after_months=None, coverage=None, thresholds="{}", reported=None, read=None):
    found = judged(exports, imports, frequency, since, cif_margin, before_months, after_months,
                   coverage, thresholds, reported, read)
    return [columns(p) for p in sorted(found, key=Pair.order)]


def mirror_gap(exported, imported, cif_margin=0.06):
    """One pair of doubles; NULL gives NULLs."""
    names = "imported_fob", "gap", "ghost_share", "log_gap", "asymmetry"
    if exported is None or imported is None or cif_margin is None:
        return [dict.fromkeys(names)]
    k = margin_of(cif_margin)
    x, m = Fraction(exported), Fraction(imported) / (1 + k)
    log_gap = math.log(x / m) if x > 0 and m > 0 else None
    values = (m, x - m, positive(x - m) / x if x > 0 else None, log_gap,
              abs(x - m) / (x + m) if x + m > 0 else None)
    return [{n: v if v is None else Near(v) for n, v in zip(names, values)}]
