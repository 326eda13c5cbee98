"""A case of a detection function: rows and named arguments, as SQL and for the oracle.

Rows are (exporter, importer, month, value, quantity) in exact decimals, a month
an ordinal as in common.py. `world` is what the server's reference tables say:
names of countries, and sums with their members.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from common import ZERO, Json, first_day

STEP = Decimal("0.000000000001")


def counted(value):
    """A value as a matrix counts it: rounded half away from zero to 12 decimals."""
    units = abs(Fraction(value)) * 10 ** 12
    rounded = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return Fraction(rounded if value > 0 else -rounded, 10 ** 12)


@dataclass
class Matrix:
    rows: list
    frequency: str = "year"
    labels: str = "text"

    def cells(self):
        found = {}
        for e, i, t, value, quantity in self.rows:
            if value is None:
                continue
            value = counted(value)
            old = found.get((e, i, t), (ZERO, ZERO, ZERO))
            carried = (0, 0)
            if quantity is not None and quantity != 0:
                carried = (Fraction(quantity), value)
            found[e, i, t] = (old[0] + value, old[1] + carried[0], old[2] + carried[1])
        return found

    def sql(self):
        if not self.rows:
            return "NULL::trade_matrix"
        period = "extract(year FROM p)::integer" if self.frequency == "year" else "p"
        label = "{}::country_code" if self.labels == "country_code" else "{}"
        return "(SELECT trade_matrix(%s, %s, %s, v, q) FROM (VALUES\n%s) AS r (e, i, p, v, q))" % (
            label.format("e"), label.format("i"), period, ",\n".join(map(values, self.rows)))


@dataclass
class Case:
    """`matrices`: name of the argument to Matrix, the first the main one."""
    family: str
    function: str
    oracle: object
    matrices: dict
    args: dict
    spelled: dict = field(default_factory=dict)
    world: object = None

    @property
    def main(self):
        return next(iter(self.matrices.values()))

    def expected(self):
        """The rows; raises Refused."""
        return self.oracle(self)

    def size(self):
        return sum(len(m.rows) for m in self.matrices.values())

    def sql(self):
        given = ["%s => %s" % (name, m.sql()) for name, m in self.matrices.items()]
        given += ["%s => %s" % (name, self.literal(name, value))
                  for name, value in self.args.items()]
        return "SELECT row_to_json(f) FROM %s(%s) AS f;" % (self.function, ", ".join(given))

    def literal(self, name, value):
        if isinstance(value, list):
            return "ARRAY[%s]::text[]" % ", ".join(
                "NULL" if v is None else quote(self.spelled.get(v, v)) for v in value)
        if isinstance(value, str) and not isinstance(value, Json) and name == "target":
            value = self.spelled.get(value, value)
        return literal(value)

    def changed(self, family=None, **args):
        return replace(self, family=family or self.family, args={**self.args, **args})

    def with_rows(self, rows, family=None):
        """Other rows; without any the matrix is NULL, which has no frequency."""
        name = next(iter(self.matrices))
        frequency = self.main.frequency if rows else None
        return replace(self, family=family or self.family, matrices={
            **self.matrices, name: replace(self.main, rows=rows, frequency=frequency)})


def quote(text):
    return "'" + str(text).replace("'", "''") + "'"


def plain(value):
    return format(value, "f")


def typed(value, sql_type):
    return "NULL::" + sql_type if value is None else "'%s'::%s" % (plain(value), sql_type)


def values(row):
    exporter, importer, month, value, quantity = row
    return "(%s, %s, date '%s', %s, %s)" % (quote(exporter), quote(importer),
                                            first_day(month).isoformat(),
                                            typed(value, "numeric"), typed(quantity, "float8"))


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return quote("[%s,%s)" % tuple(b.isoformat() if b else "" for b in value))
    if isinstance(value, date):
        return quote(value.isoformat())
    if isinstance(value, (int, Decimal)):
        return plain(Decimal(value))
    return quote(value)


def json_of(thresholds):
    return Json("{%s}" % ", ".join('"%s": %s' % (k, v if isinstance(v, str) else plain(v))
                                   for k, v in thresholds.items()))


def as_decimal(fraction):
    """A fraction as a decimal of at most 12 digits below 1e25, or None."""
    if fraction is None:
        return None
    units = fraction * 10 ** 12
    if units.denominator != 1 or not 0 <= units < 10 ** 37:
        return None
    return Decimal(units.numerator) * STEP


def amount(r, kind):
    """Small integers tie often; the others have fractions of up to 12 decimals."""
    if kind == "small":
        return Decimal(r.choice([1, 1, 2, 3, 4, 5, 8, 10, 16, 20, 25]))
    if kind == "dyadic":
        return Decimal(r.randrange(1, 1 << 20)) / (1 << r.randrange(0, 12))
    if kind == "large":
        return Decimal(r.randrange(1, 10 ** 24)) * STEP * r.choice([1, 10, 100])
    return Decimal(r.randrange(1, 10 ** 9)) / 10 ** r.randrange(0, 13)


# Arguments that every function refuses, as (name, value, SQLSTATE is the oracle's).
BAD = (
    ("target", None), ("origins", None), ("origins", ["S", None]), ("origins", []),
    ("origins", ["S", "T"]), ("since", None), ("since", "infinity"), ("since", "-infinity"),
    ("before_months", 0), ("before_months", -12), ("after_months", 0), ("before_months", 18),
    ("after_months", 1), ("thresholds", None), ("thresholds", Json("[]")),
    ("thresholds", Json("1")), ("thresholds", Json("null")), ("thresholds", Json('{"x": 1}')),
    ("thresholds", Json('{"min_value": "3"}')), ("thresholds", Json('{"min_value": null}')),
    ("thresholds", Json('{"min_value": true}')), ("thresholds", Json('{"min_value": {}}')),
    ("thresholds", Json('{"min_value": -0.000000000001}')),
    ("thresholds", Json('{"min_value": 0.0000000000001}')),
    ("thresholds", Json('{"min_value": 1e26}')), ("thresholds", Json('{"min_value": 1e400}')),
    ("thresholds", Json('{"min_value": 99999999999999999999999999.999999999999}')),
    ("since", date(2010, 1, 1)), ("since", date(2030, 1, 1)),
    ("coverage", "empty"), ("coverage", (date(2019, 1, 2), date(2019, 12, 31))),
)


def bad_arguments(case, more=()):
    """The case with one argument that is refused, with and without a matrix."""
    made = []
    for name, value in (*BAD, *more):
        bad = case.changed("refusals", **{name: value})
        made += [bad, bad.with_rows([])]
    return made
