"""Compares the screen of a running server with the oracle; prints TAP.

    python3 compare.py [SEED]

The server is found by PGHOST, PGPORT, PGUSER and PGDATABASE; the extension
must exist in the database. One TAP test for each family of cases.
"""

import json
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import generate
import refusals
from screen import FIGURES, Refused

TOLERANCE = Fraction(1, 10 ** 13)
SCREEN_KEYS = {"intermediary", "flagged", "reasons", *FIGURES}
REASON_KEYS = {"code", "fired", "weight", "value", "threshold", "sentence"}


def psql(statements):
    """(rows, sqlstate) of each statement, and what went to standard error."""
    script = ["\\set VERBOSITY sqlstate", "SET client_min_messages = warning;"]
    for statement in statements:
        script += [statement, "\\echo end :SQLSTATE"]
    done = subprocess.run(["psql", "-XAtq", "-P", "pager=off", "-f", "-"],
                          input="\n".join(script) + "\n", text=True, encoding="utf-8",
                          env={**os.environ, "PGCLIENTENCODING": "UTF8"},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    answers, rows = [], []
    for line in done.stdout.splitlines():
        if line.startswith("end "):
            answers.append((rows, line[4:]))
            rows = []
        elif line:
            rows.append(line)
    return answers, done.stderr


def same_number(got, expected):
    if got is None or expected is None:
        return got is None and expected is None
    if isinstance(got, bool) or not isinstance(got, (int, Decimal)):
        return False
    return abs(Fraction(got) - expected) <= TOLERANCE * abs(expected)


def shown(value):
    return str(float(value)) if isinstance(value, Fraction) else repr(value)


def reason_differences(got, expected):
    codes = [r.get("code") for r in got]
    if codes != [r["code"] for r in expected]:
        yield "order of reasons: got %s, expected %s" % (
            [(r.get("code"), r.get("fired")) for r in got],
            [(r["code"], r["fired"]) for r in expected])
        return
    for g, e in zip(got, expected):
        if set(g) != REASON_KEYS:
            yield "%s has the keys %s" % (e["code"], sorted(g))
            return
        if g["fired"] is not e["fired"]:
            yield "%s fired: got %s, expected %s" % (e["code"], g["fired"], e["fired"])
        for name in ("weight", "value", "threshold"):
            if not same_number(g[name], e[name]):
                yield "%s %s: got %s, expected %s" % (
                    e["code"], name, g[name], shown(e[name]))
        if not isinstance(g["sentence"], str) or not g["sentence"]:
            yield "%s has no sentence" % e["code"]


def row_differences(got, expected):
    if set(got) != SCREEN_KEYS:
        yield "columns %s" % sorted(got)
        return
    for name in FIGURES:
        if not same_number(got[name], expected[name]):
            yield "%s: got %s, expected %s" % (name, got[name], shown(expected[name]))
    if got["flagged"] is not expected["flagged"]:
        yield "flagged: got %s, expected %s" % (got["flagged"], expected["flagged"])
    yield from reason_differences(got["reasons"], expected["reasons"])


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
    labels = [r["intermediary"] for r in got]
    if labels != [r["intermediary"] for r in expected]:
        yield "rows: got %s, expected %s" % (labels, [r["intermediary"] for r in expected])
        return
    for g, e in zip(got, expected):
        for text in row_differences(g, e):
            yield "%s: %s" % (e["intermediary"], text)


def diagnostics(text):
    for line in text.splitlines():
        print("# " + line)


def report(number, name, failures, detail=""):
    print("%s %d - %s" % ("not ok" if failures else "ok", number, name))
    diagnostics("\n".join(failures[:12]))
    diagnostics(detail if failures else "")
    return bool(failures)


def family_test(number, family, pairs):
    wrong = []
    for case, answer in pairs:
        found = list(differences(case, answer))
        if found:
            wrong.append((case, found))
    name = "%s, %d cases" % (family, len(pairs))
    if not wrong:
        return report(number, name, [])
    wrong.sort(key=lambda w: len(w[0].rows))
    case, found = wrong[0]
    return report(number, name, ["%d cases differ; the smallest:" % len(wrong)] + found,
                  case.sql())


def refusal_test(number):
    answers, _ = psql([r.sql for r in refusals.REFUSALS])
    wrong = ["%s: got %s, expected %s" % (r.name, a[1], r.sqlstate)
             for r, a in zip(refusals.REFUSALS, answers) if a[1] != r.sqlstate]
    if len(answers) != len(refusals.REFUSALS):
        wrong.append("%d answers to %d statements" % (len(answers), len(refusals.REFUSALS)))
    return report(number, "refusals, %d statements" % len(refusals.REFUSALS), wrong)


def warning_test(number):
    wrong = []
    for name, sql, count in refusals.WARNINGS:
        _, messages = psql([sql])
        got = sum("WARNING:  01000" in line for line in messages.splitlines())
        if got != count or "ERROR" in messages:
            wrong.append("%s: %d warnings, expected %d; %s" % (name, got, count, messages))
    return report(number, "warning of a foreign form of label", wrong)


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    cases = generate.cases(seed)
    answers, messages = psql([c.sql() for c in cases])
    families = list(dict.fromkeys(c.family for c in cases))
    print("1..%d" % (len(families) + 2))
    if len(answers) != len(cases):
        diagnostics("psql gave %d answers to %d statements" % (len(answers), len(cases)))
        diagnostics("\n".join(messages.splitlines()[-5:]))
        answers += [([], "none")] * (len(cases) - len(answers))
    failed = 0
    for number, family in enumerate(families, 1):
        failed += family_test(number, family, [
            (c, a) for c, a in zip(cases, answers) if c.family == family])
    failed += refusal_test(len(families) + 1)
    failed += warning_test(len(families) + 2)
    if failed:
        print("# seed %d" % seed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
