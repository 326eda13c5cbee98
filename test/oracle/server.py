"""Statements to a running server, and TAP.

The server is found by PGHOST, PGPORT, PGUSER and PGDATABASE.
"""

import os
import re
import subprocess


def psql(statements):
    """(rows, sqlstate) of each statement, and what each wrote to standard error."""
    script = ["\\set VERBOSITY sqlstate", "SET client_min_messages = warning;"]
    for statement in statements:
        script += [statement, "\\echo end :SQLSTATE", "\\warn end"]
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
    return answers, re.split(r"(?m)^end\n", done.stderr)[:-1]


def diagnostics(text):
    for line in text.splitlines():
        print("# " + line)


def report(number, name, failures, detail=""):
    print("%s %d - %s" % ("not ok" if failures else "ok", number, name))
    diagnostics("\n".join(failures[:12]))
    diagnostics(detail if failures else "")
    return bool(failures)
