"""growth_parts in exact fractions, from the text of the methods and of the reference alone.

Readings taken where the text could be read in two ways:
- a cell is one with any number that is not 0; flows to oneself count, as in every accessor;
- windows of unequal length are compared by averages a calendar month, quantities too;
- price and quantity are NULL unless the quantities of both windows are above 0.
"""

from common import ZERO, Refused, in_bytes, number

HALF = 2


def months_of(window, frequency):
    """(first, last) month of a window, both inside; a year must not be cut."""
    first, last = window
    if frequency == "year" and (first % 12 or (last + 1) % 12):
        raise Refused("22023")
    return first, last


def sums(cells, exporter, importers, window):
    """Value, quantity and the value that carries one, or None without a cell."""
    found = [c for (e, i, t), c in cells.items()
             if e == exporter and (importers is None or i in importers)
             and window[0] <= t <= window[1] and any(c)]
    if not found:
        return None
    return [sum((c[n] for c in found), ZERO) for n in range(3)]


def price_and_quantity(v0, q0, v1, q1):
    """Bennet; None where there is no price."""
    if q0 <= 0 or q1 <= 0:
        return None, None
    p0, p1 = v0 / q0, v1 / q1
    return (p1 - p0) * (q0 + q1) / HALF, (q1 - q0) * (p0 + p1) / HALF


def growth_parts(cells, frequency, importers, current, base):
    """Windows as (first, last) month."""
    if importers is not None and None in importers:
        raise Refused("22004")
    if current is None or base is None or not cells:
        return []
    windows = [months_of(w, frequency) for w in (base, current)]
    months = [last - first + 1 for first, last in windows]
    if months[0] == months[1]:
        months = [1, 1]
    rows = []
    for exporter in sorted({key[0] for key in cells}, key=in_bytes):
        both = [sums(cells, exporter, importers, w) for w in windows]
        if both == [None, None]:
            continue
        (x0, q0, v0), (x1, q1, v1) = ([n / m for n in s or [ZERO] * 3]
                                      for s, m in zip(both, months))
        price, quantity = price_and_quantity(v0, q0, v1, q1)
        rows.append({"exporter": exporter, "base_value": number(x0), "current_value": number(x1),
                     "change": number(x1 - x0), "price": number(price),
                     "quantity": number(quantity),
                     "without_quantity": number((x1 - v1) - (x0 - v0))})
    return rows
