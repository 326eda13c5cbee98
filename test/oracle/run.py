"""Compares a function of a running server with its oracle; prints TAP.

    python3 run.py NAME [SEED]      NAME: a key of FAMILIES

The server is found by PGHOST, PGPORT, PGUSER and PGDATABASE; the extension must
exist in the database. One TAP test for each family of cases, after the oracle's
own tests; a function that the server lacks is skipped.
"""

import importlib
import json
import sys
import unittest
from decimal import Decimal
from fractions import Fraction

from common import Near, Refused
from sentence import Sentence
from server import diagnostics, psql, report

# A figure is one division of two exact numbers, each rounded to a double before.
TOLERANCE = Fraction(1, 1 << 50)

# name: generators, functions they need, the oracle's own tests
FAMILIES = {
    "screen": ("screen2_generate", ["flag_legs"], "test_screen2"),
    "surges": ("surges_generate", ["destination_surges", "supplier_surges"], "test_surges"),
    "mirror": ("mirror_generate", ["mirror_gaps", "mirror_gap"], "test_mirror"),
    "parts": ("parts_generate", ["growth_parts"], "test_parts"),
    "placebo": ("placebo_generate", ["intermediary_placebo"], "test_placebo"),
    "routes": ("routes_generate", ["diversion_routes"], "test_routes"),
    "balance": ("balance_generate", ["leak_balance"], "test_routes"),
}


class World:
    """What the reference tables say, so that the oracle need not hold them."""

    def __init__(self):
        answers, _ = psql([
            "SELECT json_object_agg(code::text, name) FROM sanctions_country;",
            "SELECT json_agg(m::text) FROM unnest(group_members('EU')) AS m;",
            "SELECT 'EU27_2020'::country_code;"])
        self.names, self.members = (json.loads(a[0][0]) for a in answers[:2])
        self.members = set(self.members)
        self.union = answers[2][0][0]


def same_number(got, expected):
    if isinstance(got, bool) or not isinstance(got, (int, Decimal)):
        return False
    return abs(Fraction(got) - Fraction(expected)) <= TOLERANCE * abs(Fraction(expected))


def agrees(got, expected):
    if got is None or expected is None or isinstance(expected, (bool, str)):
        return got is expected or (isinstance(expected, str) and got == expected)
    if isinstance(expected, Sentence):
        return isinstance(got, str) and expected.matches(got)
    if isinstance(expected, int):
        return type(got) is int and got == expected
    if isinstance(expected, Near):
        return isinstance(got, (int, Decimal)) and abs(float(got) - expected) <= 1e-12 * max(
            1000, abs(expected))
    return same_number(got, expected)


def value_differences(name, got, expected):
    if isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            yield "%s: got %s, expected %d elements" % (name, got, len(expected))
            return
        codes = [[x.get("code") for x in got], [x["code"] for x in expected]]
        if codes[0] != codes[1]:
            yield "order of %s: got %s, expected %s" % (
                name, [(x.get("code"), x.get("fired")) for x in got],
                [(x["code"], x["fired"]) for x in expected])
            return
        for g, e in zip(got, expected):
            yield from row_differences(g, e, "%s: " % e["code"], ordered=False)
    elif not agrees(got, expected):
        yield "%s: got %s, expected %s" % (name, got, shown(expected))


def row_differences(got, expected, where="", ordered=True):
    keys = [list(got), list(expected)]
    if keys[0] != keys[1] and (ordered or set(keys[0]) != set(keys[1])):
        yield "%scolumns %s, expected %s" % (where, keys[0], keys[1])
        return
    for name, value in expected.items():
        for text in value_differences(where + name, got[name], value):
            yield text


def shown(value):
    return "'%s' (%s)" % (value, value.pattern()) if isinstance(value, Sentence) else repr(value)


def differences(case, answer):
    lines, sqlstate = answer
    try:
        expected = case.expected()
    except Refused as refused:
        if sqlstate != refused.args[0]:
            yield "SQLSTATE %s, expected %s" % (sqlstate, refused.args[0])
        return
    if sqlstate != "00000":
        yield "SQLSTATE %s, expected %d rows" % (sqlstate, len(expected))
        return
    got = [json.loads(line, parse_float=Decimal) for line in lines]
    names = list(expected[0])[:3] if expected else []
    texts = [n for n in names if all(isinstance(r[n], str) for r in expected)]
    keys = [[tuple(r.get(n) for n in texts) for r in rows] for rows in (got, expected)]
    if keys[0] != keys[1]:
        yield "rows: got %s, expected %s" % (keys[0], keys[1])
        return
    for g, e in zip(got, expected):
        for text in row_differences(g, e):
            yield "%s: %s" % (" ".join(e[n] for n in texts), text)


def family_test(number, family, pairs):
    wrong = []
    for case, answer in pairs:
        found = list(differences(case, answer))
        if found:
            wrong.append((case, found))
    name = "%s, %d cases" % (family, len(pairs))
    if not wrong:
        return report(number, name, [])
    wrong.sort(key=lambda w: w[0].size())
    case, found = wrong[0]
    return report(number, name, ["%d cases differ; the smallest:" % len(wrong)] + found,
                  case.sql())


def own_tests(number, module):
    """The oracle must know the golden numbers before it judges."""
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromName(module).run(result)
    return report(number, "the oracle itself, %d tests" % result.testsRun,
                  [text for _, text in result.failures + result.errors])


def lacking(functions):
    answers, _ = psql(["SELECT 1 FROM pg_proc WHERE proname = '%s' LIMIT 1;" % name
                       for name in functions])
    return [name for name, (rows, _) in zip(functions, answers) if not rows]


def compare(number, cases):
    answers, warned = psql([c.sql() for c in cases])
    if len(answers) != len(cases):
        diagnostics("psql gave %d answers to %d statements" % (len(answers), len(cases)))
        diagnostics("\n".join(warned[-1:]))
        answers += [([], "none")] * (len(cases) - len(answers))
    failed = 0
    for n, family in enumerate(dict.fromkeys(c.family for c in cases), number):
        failed += family_test(n, family, [
            (c, a) for c, a in zip(cases, answers) if c.family == family])
    return failed


def warning_tests(number, warnings):
    """(name, sql, how many warnings) of each."""
    _, warned = psql([sql for _, sql, _ in warnings])
    wrong = ["%s: %d warnings, expected %d; %s" % (name, text.count("WARNING:  01000"), count, text)
             for (name, _, count), text in zip(warnings, warned)
             if text.count("WARNING:  01000") != count or "ERROR" in text]
    if len(warned) < len(warnings):
        wrong.append("%d answers to %d statements" % (len(warned), len(warnings)))
    return report(number, "warnings, %d statements" % len(warnings), wrong)


def main():
    name = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    module, functions, tests = FAMILIES[name]
    missing = lacking(functions)
    if missing:
        print("1..2")
        failed = own_tests(1, tests)
        print("ok 2 - %s # skip no function %s" % (name, ", ".join(missing)))
        return 1 if failed else 0
    generator = importlib.import_module(module)
    cases = generator.cases(seed, World())
    warnings = getattr(generator, "WARNINGS", [])
    families = len(dict.fromkeys(c.family for c in cases))
    print("1..%d" % (1 + families + bool(warnings)))
    failed = own_tests(1, tests) + compare(2, cases)
    if warnings:
        failed += warning_tests(families + 2, warnings)
    if failed:
        print("# seed %d" % seed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
