"""Sentences with figures: what may stand in them, and whether a text is one of them.

A sentence is a list of pieces: plain text, a figure, or ANY where the wording is
the program's own. The canonical text is str(); matches() allows what is left open.

Readings of the examples in the text:
- a figure has three significant digits, from 1,000 on all digits before the point
  with commas, and no zeros at the end of its decimals: 4.65, 22.1, 0.333, 1,445,074;
- a threshold has all its digits: 0.001, 50,000, 1,234,567.5;
- rounded to the nearest; of two equally near either is right, and so is what the
  double nearest to the figure gives;
- a figure of 10^12 and above or below 0.0001 may be written in any way;
- per cent as a figure, a blank and the sign: 52.1 %, 100 %;
- amounts in sentences that have them in M (millions) have one decimal: 316.6 M; below
  a million they are figures;
- `unit` stands, with a blank, before every figure of money, thresholds of money too.
"""

import re
from fractions import Fraction

SLACK = Fraction(1, 10 ** 14)


class Any:
    """Wording that is the program's own; `pattern` is what it must look like."""

    def __init__(self, canonical="...", pattern=".*"):
        self.canonical, self.pattern = canonical, pattern


ANY = Any()
WORDS = Any(" ... ", "[a-z :,.-]+")


def grouped(digits):
    """'1234567.50' to '1,234,567.5'."""
    whole, _, part = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    whole = whole.lstrip("-")
    text = "{:,}".format(int(whole))
    part = part.rstrip("0")
    text = text + ("." + part if part else "")
    return sign + text if text != "0" else text


def fixed(x, decimals):
    """Rounded to so many decimals, half away from zero, as digits."""
    scaled = abs(x) * 10 ** decimals
    n = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(n).rjust(decimals + 1, "0")
    if decimals:
        digits = digits[:-decimals] + "." + digits[-decimals:]
    return ("-" if x < 0 and n else "") + digits


def significant(x, digits=3):
    """How many decimals leave so many significant digits, none from 1,000 on."""
    x, decimals = abs(x), 0
    while x < 10 ** (digits - 1) and decimals < 40:
        x, decimals = x * 10, decimals + 1
    return decimals


def rounded(x, write):
    """The texts that are right for x: of two equally near either."""
    x = Fraction(x)
    texts = {write(x), write(x * (1 + SLACK)), write(x * (1 - SLACK))}
    canonical = write(x)
    return canonical, "(?:%s)" % "|".join(sorted(re.escape(t) for t in texts))


def plain(x):
    return grouped(fixed(x, significant(x))) if x else "0"


class Figure:
    def __init__(self, x, write=plain, unit="", extreme=True):
        x = Fraction(x)
        self.canonical, self.pattern = rounded(x, write)
        if extreme and x and not Fraction(1, 10 ** 4) <= abs(x) < 10 ** 12:
            self.pattern = r"-?[0-9][-0-9.,e+]*(?: M)?"
        if unit:
            self.canonical = unit + " " + self.canonical
            self.pattern = re.escape(unit + " ") + self.pattern


class Threshold:
    """All digits of a decimal."""

    def __init__(self, x, unit=""):
        self.canonical = (unit + " " if unit else "") + grouped(fixed(x, 12))
        self.pattern = re.escape(self.canonical)
        if x >= 10 ** 15 or 0 < x < Fraction(1, 10 ** 4):
            self.pattern = re.escape(unit + " " if unit else "") + r"[0-9][-0-9.,e+]*"


def per_cent(x):
    found = Figure(100 * Fraction(x))
    found.canonical, found.pattern = found.canonical + " %", found.pattern + " %"
    return found


class Sentence:
    def __init__(self, *pieces):
        self.pieces = pieces

    def __str__(self):
        return "".join(p if isinstance(p, str) else p.canonical for p in self.pieces)

    def __add__(self, other):
        return Sentence(*self.pieces, *other.pieces)

    def as_piece(self):
        return Any(str(self), self.pattern())

    def pattern(self):
        return "".join(re.escape(p) if isinstance(p, str) else p.pattern for p in self.pieces)

    def matches(self, text):
        return re.fullmatch(self.pattern(), text, re.DOTALL) is not None
