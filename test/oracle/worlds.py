"""False alarms and power of the screen in simulated worlds.

    python3 worlds.py [COUNT [SEED]]      a table, through the server of PGHOST, ...
    python3 worlds.py --check [COUNT]     the bounds that must hold, as TAP
    python3 worlds.py --oracle [COUNT]    the table without a server, by the oracle

A world has an origin S, a target T, eight ordinary buyers, and one candidate c of a
class below. Six years of months, the event in the middle; every flow of every month
is off its course by a factor of its own, log-normal of NOISE.
"""

import csv
import math
import random
import subprocess
import sys
from collections import Counter
from datetime import date
from fractions import Fraction

import run

NOISE = 0.25
BEFORE, AFTER = 36, 36
FIRST = 2019 * 12
SINCE = date(2022, 1, 1)
BUYERS = ["b%d" % n for n in range(8)]

# class: (what it does, {flow: (course before, course after)}); a course is a number a
# month, or a function of the month after the event.
ROUTINE = {"S_c": (100, 100), "c_T": (10, 10), "c_b0": (20, 20), "b0_c": (30, 30)}


def once(n):
    return 2900 if n == 7 else 0


def fading(n):
    return 90 * max(0, 1 - n / 12)


def late(n):
    return 90 if n >= 6 else 0


# One that makes such goods sells them to others too.
MAKER = {"S_c": (300, 300), "c_b0": (120, 120), "c_T": (10, 100)}
CLASSES = {
    "nothing changes": {},
    "re-exporter": {"S_c": (100, 190), "c_T": (10, 100)},
    "re-exporter that sells to others too": {"S_c": (100, 190), "c_T": (10, 100), "c_b0": (60, 60)},
    "two re-exporters": {"S_c": (100, 190), "c_T": (10, 100), "S_b1": (100, 190),
                         "b1_T": (10, 100)},
    "re-exporter of makers elsewhere": {"b0_c": (30, 120), "c_T": (10, 100), "c_b0": (60, 60)},
    "re-exporter, fading over a year": {"S_c": (100, lambda n: 100 + fading(n)),
                                        "c_T": (10, lambda n: 10 + fading(n))},
    "re-exporter, from the seventh month": {"S_c": (100, lambda n: 100 + late(n)),
                                            "c_T": (10, lambda n: 10 + late(n))},
    "one spiked month": {"S_c": (100, lambda n: 100 + once(n)),
                         "c_T": (10, lambda n: 10 + once(n))},
    "hub that passes on": {"S_c": (450, 540), "c_T": (10, 100), "c_b0": (300, 300)},
    "own producer, net exporter": {**MAKER, "c_b0": (600, 600)},
    "own producer": MAKER,
    "own producer, purchases drift": {**MAKER, "S_c": "drift"},
    "own producer, own demand up a third": {**MAKER, "S_c": (300, 400)},
    "own producer, the origins sell more to all": {
        **MAKER, "S_c": (300, 540), **{"S_" + b: (100, 180) for b in BUYERS}},
    "own producer that exported little before": {"c_T": (10, 100)},
}
BOUNDS = {"own producer": (0, 0.05), "own producer, net exporter": (0, 0.05),
          "re-exporter": (0.95, 1), "one spiked month": (0, 0)}


def course(kind, r):
    """What a flow would be in each month without noise."""
    if kind == "drift":
        level, found = 0.0, []
        for _ in range(BEFORE + AFTER):
            level = 0.9 * level + r.gauss(0, 0.1)
            found.append(300 * math.exp(level))
        return found
    before, after = kind
    later = after if callable(after) else lambda n: after
    return [before] * BEFORE + [later(n) for n in range(AFTER)]


def rows_of(name, r):
    """(exporter, importer, month, value) of one world."""
    flows = {"S_T": (1000, 200), **{"S_" + b: (100, 100) for b in BUYERS}, **ROUTINE,
             **CLASSES[name]}
    for flow, kind in flows.items():
        exporter, importer = flow.split("_")
        for n, usual in enumerate(course(kind, r)):
            value = round(usual * r.lognormvariate(-NOISE ** 2 / 2, NOISE), 2)
            if value > 0:
                yield exporter, importer, FIRST + n, value


# The same rows by month and by year, with shorter and longer windows.
FORMS = (("months, 24 each side", "month", 24), ("months, 12 each side", "month", 12),
         ("years, 3 each side", "year", 36), ("years, 1 each side", "year", 12))
OPTIONS = '{"min_value": 100}'

QUERY = """SELECT class, form, grade, count(*) FROM (
  SELECT class, world, trade_matrix(exporter, importer, period, value) AS months,
         trade_matrix(exporter, importer, extract(year FROM period)::integer, value) AS years
  FROM world GROUP BY class, world) AS w,
  (VALUES %s) AS form (form, frequency, length),
  intermediary_flags(CASE frequency WHEN 'month' THEN months ELSE years END, 'T', ARRAY['S'], '%s',
    before_months => length, after_months => length, thresholds => '%s') AS f
WHERE intermediary = 'c' GROUP BY class, form, grade;"""


def by_server(count, seed, names):
    """Counter of (class, form, grade)."""
    lines = ["CREATE TEMP TABLE world (class text, world integer, exporter text, importer text, "
             "period date, value float8);", "COPY world FROM STDIN;"]
    for name in names:
        r = random.Random("%s %d" % (name, seed))
        for world in range(count):
            lines += ["%s\t%d\t%s\t%s\t%d-%02d-01\t%s" % (
                name, world, e, i, t // 12, t % 12 + 1, v) for e, i, t, v in rows_of(name, r)]
    lines += ["\\.", QUERY % (", ".join("('%s', '%s', %d)" % f for f in FORMS), SINCE, OPTIONS)]
    done = subprocess.run(["psql", "-Xq", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                          input="\n".join(lines) + "\n", text=True, check=True,
                          stdout=subprocess.PIPE)
    return Counter({(name, form, grade): int(n)
                    for name, form, grade, n in csv.reader(done.stdout.splitlines())})


def by_oracle(count, seed, names):
    import screen2
    found = Counter()
    limit = screen2.read_thresholds(OPTIONS, screen2.DEFAULTS)
    for name in names:
        r = random.Random("%s %d" % (name, seed))
        for _ in range(count):
            cells = {"month": {}, "year": {}}
            for e, i, t, v in rows_of(name, r):
                value = Fraction(round(v * 100), 100)
                cells["month"][e, i, t] = (value, 0, 0)
                old = cells["year"].get((e, i, t // 12 * 12), (0, 0, 0))
                cells["year"][e, i, t // 12 * 12] = (old[0] + value, 0, 0)
            for form, frequency, length in FORMS:
                trade, w = screen2.prepared(cells[frequency], frequency, SINCE, length, length,
                                            None, True)
                judged = screen2.run(trade, w, "T", {"S"}, "share", limit)
                grade = next(f.grade for f in judged if f.c == "c")
                found[name, form, grade or ""] += 1
    return found


def table(found, count):
    head = ["class"] + [form for form, _, _ in FORMS]
    yield "| " + " | ".join(head) + " |"
    yield "|---" * len(head) + "|"
    for name in CLASSES:
        cells = ["%.3g %% / %.3g %%" % tuple(100 * found[name, form, grade] / count
                                             for grade in ("traced", "possible"))
                 for form, _, _ in FORMS]
        yield "| %s | %s |" % (name, " | ".join(cells))


def check(count):
    """The bounds on months, two years each side."""
    if run.lacking(["flag_legs"]):
        print("1..0 # skip no function flag_legs")
        return 0
    found = by_server(count, 1, BOUNDS)
    print("1..%d" % len(BOUNDS))
    failed = 0
    for number, (name, (least, most)) in enumerate(BOUNDS.items(), 1):
        part = found[name, FORMS[0][0], "traced"] / count
        good = least <= part <= most
        failed += not good
        print("%s %d - %s: %.3g of %d worlds traced, %g to %g" % (
            "ok" if good else "not ok", number, name, part, count, least, most))
    return 1 if failed else 0


def main():
    words = sys.argv[1:]
    numbers = [int(x) for x in words if not x.startswith("--")]
    count = numbers[0] if numbers else 100
    if "--check" in words:
        return check(count)
    by = by_oracle if "--oracle" in words else by_server
    print("\n".join(table(by(count, numbers[1] if len(numbers) > 1 else 1, CLASSES), count)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
