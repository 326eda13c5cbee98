"""Compares series, mixes and matrices of a running server with the oracle; prints TAP.

    python3 states_compare.py [SEED]

The server is found by PGHOST, PGPORT, PGUSER and PGDATABASE; the extension
must exist in the database. One TAP test for each family of cases.
"""

import json
import math
import sys
import unittest
from fractions import Fraction

import states_generate
import states_refusals
from server import diagnostics, psql, report
from states import Captors, Near, Ulp

TOLERANCE = Fraction(1, 10 ** 12)

# What a family cannot do without; a server that has none of it skips the family.
NEEDS = {"series": ["trade_series"], "mix": ["trade_mix"], "matrix": ["trade_mix", "suppliers"],
         "price_quantity": ["price_quantity"], "refusals": ["trade_series", "trade_mix", "suppliers"]}

# Name in the oracle to name in the server, by function, where they differ; `captor` are
# the keys of one element of the JSON array that pivot gives.
RENAMED = {
    # ("growth_table", "index"): "index",
}


def named(function, name):
    return RENAMED.get((function, name), name)


def agrees(got, expected):
    if expected is None or got is None:
        return got is None and expected is None
    if isinstance(expected, Captors):
        return captors_agree(got, expected.by_label)
    if isinstance(expected, (str, bool)) or isinstance(got, bool) or not isinstance(got, (int, float)):
        return type(got) is type(expected) and got == expected
    if isinstance(expected, Near):
        slack = max(TOLERANCE * abs(expected.exact), expected.slack)
        return math.isfinite(got) and abs(Fraction(got) - expected.exact) <= slack
    if isinstance(expected, Ulp):
        nearest = float(expected.exact)
        return float(got) in (expected.literal, nearest, math.nextafter(nearest, math.inf),
                              math.nextafter(nearest, -math.inf))
    return float(got) == expected


def captors_agree(got, expected):
    try:
        labels = [c[named("captor", "label")] for c in got]
        return labels == list(expected) and all(
            agrees(c[named("captor", k)], v) for c, captor in zip(got, expected.values())
            for k, v in captor.items())
    except (KeyError, TypeError):
        return False


def shown(value):
    if isinstance(value, Captors):
        return repr({k: {n: shown(v) for n, v in c.items()} for k, c in value.by_label.items()})
    return "%r, about" % float(value.exact) if isinstance(value, (Near, Ulp)) else repr(value)


def differences(probe, answer):
    lines, sqlstate = answer
    wanted = probe.rows if isinstance(probe.rows, str) else "00000"
    if sqlstate != wanted:
        yield "SQLSTATE %s, expected %s" % (sqlstate, wanted)
    if wanted != "00000" or sqlstate != "00000":
        return
    got = [json.loads(line) for line in lines]
    if len(got) != len(probe.rows):
        yield "%d rows, expected %d: %s" % (len(got), len(probe.rows), lines[:3])
        return
    function = probe.name.partition("(")[0]
    rows = probe.rows
    if probe.keys:
        rows = sorted(rows, key=lambda row: [row[k] for k in probe.keys])
        got.sort(key=lambda row: [str(row.get(named(function, k))) for k in probe.keys])
    for g, e in zip(got, rows):
        yield from row_differences(function, g, e)


def row_differences(function, got, expected):
    for name, value in expected.items():
        column = named(function, name)
        if column not in got:
            yield "no column %s in %s" % (column, sorted(got))
        elif not agrees(got[column], value):
            yield "%s: got %r, expected %s; row %s" % (column, got[column], shown(value), got)


def setup_differences(case, answers):
    return ["setup: SQLSTATE %s in %s" % (state, sql)
            for sql, (_, state) in zip(case.setup, answers) if state != "00000"]


def case_differences(case, answers):
    found = setup_differences(case, answers)
    if not found:
        for probe, answer in zip(case.probes, answers[len(case.setup):]):
            found += ["%s: %s" % (probe.name, text) for text in differences(probe, answer)]
    return found


def family_test(number, family, pairs):
    wrong = [(case, found) for case, answers in pairs
             if (found := case_differences(case, answers))]
    name = "%s, %d cases, %d answers" % (
        family, len(pairs), sum(len(case.probes) for case, _ in pairs))
    if not wrong:
        return report(number, name, [])
    case, found = min(wrong, key=lambda w: len(w[0].sql()))
    accessors = sorted({text.partition("(")[0] for _, texts in wrong for text in texts})
    head = "%d cases differ, in %s; the smallest:" % (len(wrong), ", ".join(accessors))
    return report(number, name, [head] + found, "\n".join(case.setup))


def missing(family):
    """The first function that the family needs and the server lacks."""
    names = next(n for word, n in NEEDS.items() if word in family)
    for name in names:
        answers, _ = psql(["SELECT 1 FROM pg_proc WHERE proname = '%s' LIMIT 1;" % name])
        if answers and not answers[0][0]:
            return name
    return None


def refusal_test(number):
    asked = states_refusals.REFUSALS
    answers, _ = psql([x.sql for x in asked])
    wrong = ["%s: got %s, expected %s" % (x.name, state, x.sqlstate)
             for x, (_, state) in zip(asked, answers) if state != x.sqlstate]
    if len(answers) != len(asked):
        wrong.append("%d answers to %d statements" % (len(answers), len(asked)))
    return report(number, "refusals, %d statements" % len(asked), wrong)


def oracle_test(number):
    """The oracle's own tests come first: it must know the golden numbers."""
    suite = unittest.defaultTestLoader.loadTestsFromName("test_states")
    result = unittest.TestResult()
    suite.run(result)
    return report(number, "the oracle itself, %d tests" % result.testsRun,
                  [text for _, text in result.failures + result.errors])


def answered(cases):
    """(case, answers) of each case, all in one session."""
    answers, messages = psql([sql for c in cases for sql in c.setup + [p.sql for p in c.probes]])
    short = sum(len(c.setup) + len(c.probes) for c in cases) - len(answers)
    if short:
        diagnostics("\n".join(messages[-1:]))
        answers += [([], "none")] * short
    pairs = []
    for case in cases:
        count = len(case.setup) + len(case.probes)
        pairs.append((case, answers[:count]))
        answers = answers[count:]
    return pairs


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    cases = states_generate.cases(seed)
    families = list(dict.fromkeys(c.family for c in cases))
    print("1..%d" % (len(families) + 2))
    failed = oracle_test(1)
    for number, family in enumerate(["refusals"] + families, 2):
        lacking = missing(family)
        if lacking:
            print("ok %d - %s # skip no function %s" % (number, family, lacking))
        elif family == "refusals":
            failed += refusal_test(number)
        else:
            failed += family_test(number, family, answered(
                [c for c in cases if c.family == family]))
    if failed:
        print("# seed %d" % seed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
