"""The sentences of the screen's nine signals.

Readings, beside those of sentence.py:
- a sentence with two additions has the share of the largest period first:
  "... a month, 52.1 % of it in 2023-05 alone; last above their earlier peak in 2023-07.";
- of the periods that share the largest outflow the earliest is named;
- "others" of a control of one buyer may be singular;
- MARKUP says to whom, the mark-up per cent where it fired and what it is below where it
  did not, and both prices, that of the sale first; a price is money. The words between
  are the program's, in small letters and without digits.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

from common import first_day
from sentence import ANY, WORDS, Any, Figure, Sentence, Threshold, fixed, grouped, per_cent

def root(x):
    with localcontext() as c:
        c.prec = 60
        return Fraction((Decimal(x.numerator) / Decimal(x.denominator)).sqrt())


def millions(x):
    """316.6 M; below a million as a figure."""
    return grouped_one(x / 10 ** 6) + " M"


def grouped_one(x):
    whole, _, part = fixed(x, 1).partition(".")
    return grouped(whole) + "." + part


class Words:
    """What every sentence needs: names, money, periods."""

    def __init__(self, target, w, say):
        self.unit, name = say
        self.target = name(target) or target
        self.w = w

    def money(self, x):
        return Figure(x, unit=self.unit)

    def large(self, x):
        if abs(x) < 10 ** 6:
            return self.money(x)
        return Figure(x, write=millions, unit=self.unit)

    def limit(self, x):
        return Threshold(x, unit=self.unit)

    def period(self, t):
        day = first_day(t).isoformat()
        return day[:4] if self.w.width == 12 else day[:7]


def below_share(f, s, limit):
    """What fails min_share."""
    return ("below ", Threshold(limit["min_share"]), " times what the origins sold to ",
            s.target, " before, ", s.money(f.direct[0]), " a month.")


def concentrated(f, s):
    if f.largest_share is not None and f.largest_share >= Fraction(1, 2):
        return (", ", per_cent(f.largest_share), " of it in ", s.period(f.peak), " alone")
    return ()


def faded(f, s):
    if f.last_out is not None and f.last_out < s.w.after[-1]:
        return ("; last above their earlier peak in ", s.period(f.last_out))
    return ()


def rose(f, s):
    return ("Exports to ", s.target, " rose ", Figure(f.outflow[1] / f.outflow[0]),
            "-fold, from ", s.money(f.outflow[0]), " to ", s.money(f.outflow[1]), " a month")


def surge(f, fired, s, limit):
    if fired:
        return (*rose(f, s), *concentrated(f, s), *faded(f, s), ".")
    if not f.old_route:
        return (ANY,)
    if f.not_material == "min_share":
        return (ANY, " but are ", *below_share(f, s, limit))
    high = f.outflow[1] >= limit["surge_ratio"] * f.outflow[0]
    if f.not_material is None and f.not_steady and high:
        return unsteady_surge(f, s, limit)
    return (ANY,)


def unsteady_surge(f, s, limit):
    without = " without " + s.period(f.peak)
    if f.not_steady == "ratio":
        return (*rose(f, s), ", but only ", Figure(f.rest / f.outflow[0]), "-fold", without, ".")
    return (*rose(f, s), ", but", without, *unsteady_rest(f, s, limit))


def unsteady_rest(f, s, limit):
    if f.not_steady == "min_value":
        return (" they are below ", s.limit(limit["min_value"]), ".")
    if f.not_steady == "min_share":
        return (" they are ", *below_share(f, s, limit))
    return (ANY,)


def new_route(f, fired, s, limit):
    if fired and f.outflow[0] > 0:
        return ("Exports to ", s.target, " all but began: ", s.money(f.outflow[0]),
                " a month before, ", s.money(f.outflow[1]), " since", *concentrated(f, s), ".")
    if fired:
        return ("Exports to ", s.target, " began", ANY, *concentrated(f, s), ".")
    if f.old_route:
        return (ANY,)
    if f.not_material == "min_share":
        return (ANY, " but are ", *below_share(f, s, limit))
    if f.not_material is None and f.not_steady in ("min_value", "min_share"):
        return ("Exports to ", s.target, Any(" began", " (?:all but )?began"), ", but without ",
                s.period(f.peak), *unsteady_rest(f, s, limit))
    return (ANY,)


def expected(f, s):
    others = "{:,} others".format(f.controls) if f.controls != 1 else Any("1 other", "1 others?")
    return (Figure(f.inflow[1] / f.base), " times the ", s.money(f.base),
            " that the origins' sales to ", others, " without such a rise ",
            Any("lead", "leads?") if f.controls == 1 else "lead", " one to expect.")


def sourcing_fired(f, s):
    start = ("Purchases from the origins rose from ", s.money(f.inflow[0]), " to ",
             s.money(f.inflow[1]), " a month, ")
    if f.base <= 0:
        return (*start, ANY)
    if f.factor is not None:
        return (*start, *expected(f, s))
    nobody = ": nobody without such a rise is left to compare with"
    nobody = "" if f.baseline == "mean" else nobody
    return (*start, Figure(f.inflow[1] / f.base), " times the earlier average", nobody, ".")


def sourcing_failed(f, s, limit):
    extra = ("Extra purchases from the origins, ", s.money(f.e_in), " a month, are below ")
    if f.sourcing_fails == "ratio" and f.se2 is None:
        return (ANY, " below ", Threshold(f.ratio_asked), " times as much, which is asked where"
                " each window has one period.")
    if f.sourcing_fails == "noise":
        return (*extra, Threshold(limit["noise"]), " times their usual swing, ",
                s.money(root(f.se2)), ".")
    if f.sourcing_fails == "cover":
        return (*extra, Threshold(limit["sourcing_cover"]), ANY)
    if f.sourcing_fails == "proportion":
        return ("Extra exports to ", s.target, ", ", s.money(f.e_out), " a month, are below ",
                Threshold(limit["targeted"]), " times the extra purchases, ", s.money(f.e_in), ".")
    return (ANY,)


def sourcing(f, fired, s, limit):
    if fired:
        return sourcing_fired(f, s)
    pieces = sourcing_failed(f, s, limit)
    if f.grade != "possible":
        return pieces
    swing = ()
    if f.se2:
        swing = (Figure(f.e_in / root(f.se2)), " times their usual swing, ")
    return (*pieces, " Yet extra purchases of ", s.large(f.e_in), " a month, ", *swing, "cover ",
            per_cent(f.attributed / f.e_out), " of the extra exports to ", s.target, ".")


def targeted(f, fired, s, limit):
    if f.extra <= 0:
        return ("No extra exports to anybody.",)
    value = per_cent(max(f.e_out, 0) / f.extra)
    if fired:
        return (s.target, " took ", value, " of this country's extra exports.")
    return ("Only ", value, " of this country's extra exports went to ", s.target, ".")


def direct_drop(f, fired, s, limit):
    if fired is None:
        return ("Not evaluable: ", ANY)
    moved = Any(" fell from ", " (?:fell|went) from ") if fired else " went from "
    return ("Direct sales of the origins to ", s.target, moved,
            s.money(f.direct[0]), " to ", s.money(f.direct[1]), " a month", ANY)


def overlap(f, fired, s, limit):
    if fired is None:
        return ("Not evaluable: ", ANY)
    return ("" if fired else "Only ", per_cent(f.overlap), " of the exports to ", s.target, ANY)


def wash(f, fired, s, limit):
    return ("Not evaluable: the origins are not named.",) if fired is None else (ANY,)


def not_a_source(f, fired, s, limit):
    if fired is None and not f.known and not f.star:
        return ("Not evaluable: the data hold no exports of third countries to others than ",
                s.target, ".")
    return ("Not evaluable: ", ANY) if fired is None else (ANY,)


def markup(f, fired, s, limit):
    if fired is None:
        return ("Not evaluable: ", ANY)
    sold, bought = (s.money(price) for price in f.prices)
    if fired:
        mark = per_cent(f.prices[0] / f.prices[1] - 1)
        return ("Sold to ", s.target, WORDS, mark, WORDS, sold, WORDS, bought, WORDS)
    return ("Sold to ", s.target, WORDS, sold, WORDS, bought, WORDS, Threshold(limit["markup"]),
            ".")


WRITERS = {"SURGE": surge, "NEW_ROUTE": new_route, "SOURCING": sourcing, "TARGETED": targeted,
           "DIRECT_DROP": direct_drop, "OVERLAP": overlap, "WASH": wash,
           "NOT_A_SOURCE": not_a_source, "MARKUP": markup}


def sentence_of(code, f, signal, target, w, limit, say):
    return Sentence(*WRITERS[code](f, signal[0], Words(target, w, say), limit))
