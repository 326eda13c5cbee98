"""intermediary_placebo in exact fractions, from the text of the methods alone.

Readings taken where the text could be read in two ways:
- `after_months` NULL is no limit: the after window of a date has 12 months;
- the before window of a date is as long as the real one as cut, silent months counted;
- where `since` lies inside its period, every date is moved back by one period more, so that
  its after window ends before the event's;
- the after window of kind `target` is the real one, whole as it is;
- `comparable` is the decimal it prints as, as the margins of the mirror gaps are;
- a date's strongest is the first day of its after window, the earliest of equal ones.
"""

import math
from decimal import Decimal
from fractions import Fraction

from common import (Refused, Windows, after_average, before_average, check_not_null, first_day,
                    in_bytes, make_windows, number, ordinal, seasonal_weights, span_of, total)
from screen2 import checked, prepared, run


def strength_of(flow, w):
    """The mid-point growth of sales, or None."""
    before, after = before_average(flow, w), after_average(flow, w)
    return 2 * (after - before) / (after + before) if after + before > 0 else None


def windows_at(first, begin, months, length, seasonal, width):
    """Windows of whole periods: `length` months to before `first`, `months` from `begin`."""
    before = list(range(first - length, first, width))
    after = list(range(begin, begin + months, width))
    if seasonal and width == 1:
        weights = seasonal_weights(before, after)
    else:
        weights = {t: Fraction(1, len(before)) for t in before}
    return Windows(width, before, after, weights, set(), None)


class Placebo:
    def __init__(self, trade, w, target, origins, baseline, limit):
        self.trade, self.w, self.target, self.origins = trade, w, target, origins
        self.baseline, self.limit = baseline, limit
        self.real = run(trade, w, target, origins, baseline, limit)
        self.candidates = [f.c for f in self.real]

    def at(self, w, target=None, origins=None):
        """Candidate to its judged figures in another run."""
        return {f.c: f for f in run(self.trade, w, target or self.target,
                                    origins or self.origins, self.baseline, self.limit)}

    def traded(self, c, target):
        flow = self.trade.flow({c}, {target})
        return total(flow, self.w.before) + total(flow, self.w.after)

    def targets(self, exclude, comparable):
        """(name, candidate to (strength, figures)) of each run at another target."""
        for d in sorted(self.trade.labels - {self.target} - exclude, key=in_bytes):
            origins = self.origins if self.origins == {"*"} else self.origins - {d}
            sellers = [c for c in self.candidates if self.trade.has_cell({c}, {d})]
            if not origins or not sellers:
                continue
            found = self.at(self.w, d, origins)
            counted = {}
            for c in sellers:
                if c in found and self.traded(c, d) >= comparable * self.traded(c, self.target):
                    strength = strength_of(self.trade.flow({c}, {d}), self.w)
                    if strength is not None:
                        counted[c] = strength, found[c]
            yield d, counted

    def dates(self, event, begin, length, months, span, seasonal):
        """The same of each run at an earlier date; span: first and last period."""
        width = self.w.width
        back = 12 + begin - event
        while event - back - length >= span[0]:
            w = windows_at(event - back, begin - back, months, length, seasonal, width)
            if not self.w.silent & set(w.before + w.after) and w.after[-1] <= span[1]:
                found = self.at(w)
                strengths = {c: strength_of(self.trade.flow({c}, {self.target}), w) for c in found}
                yield first_day(w.after[0]).isoformat(), {
                    c: (s, found[c]) for c, s in strengths.items() if s is not None}
            back += 12

    def rows_of_kind(self, kind, strengths, runs):
        """The row of each candidate; runs: (name, {candidate: (strength, figures)})."""
        rows, all_runs, all_flagged = {}, 0, 0
        for f in self.real:
            own = strengths.get(f.c)
            counted = [(name, *by[f.c]) for name, by in runs if f.c in by] \
                if own is not None else []
            flagged = sum(x.flagged for _, _, x in counted)
            all_runs, all_flagged = all_runs + len(counted), all_flagged + flagged
            rank = 1 + sum(s >= own for _, s, _ in counted) if counted else None
            best = min(counted, key=lambda r: (-r[1], in_bytes(r[0])))[0] if counted else None
            rows[f.c] = {
                "intermediary": f.c, "kind": kind, "flagged": f.flagged, "strength": number(own),
                "runs": len(counted), "flagged_runs": flagged,
                "possible_runs": sum(x.grade == "possible" for _, _, x in counted), "rank": rank,
                "p": number(Fraction(rank, 1 + len(counted))) if rank else None,
                "strongest": best}
        chance = Fraction(len(rows) * all_flagged, all_runs) if all_runs else None
        for row in rows.values():
            row["chance_flags"] = number(chance)
        return rows


def checked_more(exclude, comparable):
    check_not_null(exclude=exclude)
    if None in exclude:
        raise Refused("22004")
    if comparable is None or not math.isfinite(comparable):
        raise Refused("22023")
    exact = Fraction(Decimal(repr(float(comparable))))
    if not 0 <= exact <= 1:
        raise Refused("22023")
    return set(exclude), exact


def date_rows(placebo, frequency, since, before_months, after_months, coverage, seasonal):
    """The rows of kind date: the real date with an after window of m months, and earlier ones."""
    trade = placebo.trade
    months = 12 if after_months is None else min(12, after_months)
    real = make_windows(trade.periods, frequency, since, before_months, months, coverage, seasonal)
    if len(real.after) * real.width != months:
        return placebo.rows_of_kind("date", {}, [])
    strengths = {c: strength_of(trade.flow({c}, {placebo.target}), real)
                 for c in placebo.candidates}
    event = ordinal(since, real.width)
    start = real.bounds[0] if before_months is None else max(real.bounds[0],
                                                             event - before_months)
    runs = placebo.dates(event, real.after[0], event - start, months,
                         span_of(trade.periods, coverage, real.width), seasonal)
    return placebo.rows_of_kind("date", strengths, list(runs))


def intermediary_placebo(cells, frequency, target, origins, since, before_months=24,
                         after_months=None, coverage=None, baseline="share", thresholds="{}",
                         seasonal=True, exclude=(), comparable=0.01):
    origins, limit = checked(frequency, target, origins, since, before_months, after_months,
                             coverage, baseline, thresholds, seasonal)
    exclude, comparable = checked_more(exclude, comparable)
    ready = prepared(cells, frequency, since, before_months, after_months, coverage, seasonal)
    if ready is None:
        return []
    trade, w = ready
    placebo = Placebo(trade, w, target, origins, baseline, limit)
    strengths = {c: strength_of(trade.flow({c}, {target}), w) for c in placebo.candidates}
    targets = placebo.rows_of_kind("target", strengths,
                                   list(placebo.targets(exclude, comparable)))
    dates = date_rows(placebo, frequency, since, before_months, after_months, coverage, seasonal)
    return [rows[c] for c in placebo.candidates for rows in (targets, dates)]
