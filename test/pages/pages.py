"""Runs the pages of the documentation: each ```sql block, in its order, in a
database of the page's own, against the ```text block that follows it.

    pages.py [--write] PAGE...

A block whose text shows an ERROR may fail; any other must not.  In doc/ a
result must be shown, elsewhere it may be left out.  ```python blocks go to one
Python, where pandas is installed, in the same way.  --write puts the results
into the page.  Prints TAP.
"""
import contextlib
import importlib.util
import io
import os
import re
import subprocess
import sys

BLOCK = re.compile(r'^```(sql|python)\n(.*?)^```\n(?:\n?^```text\n(.*?)^```\n)?', re.M | re.S)
MARK = '@@ end of block @@'
PSQL = ['psql', '-X', '-q']


def strip(text):
    return '\n'.join(line.rstrip() for line in text.strip('\n').split('\n')).strip('\n')


def run_sql(blocks, database):
    """What psql prints for each block, errors among the rest."""
    subprocess.run(PSQL + ['-d', 'postgres', '-c', f'CREATE DATABASE {database}'], check=True)
    try:
        script = ''.join(f'{block}\n\\echo {MARK}\n' for block in blocks)
        run = subprocess.run(PSQL + ['-d', database], input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, timeout=600)
    finally:
        subprocess.run(PSQL + ['-d', 'postgres', '-c', f'DROP DATABASE {database}'], check=True)
    return run.stdout.split(MARK + '\n')


def run_python(blocks):
    names, printed = {}, []
    for block in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(block, names)
        printed.append(out.getvalue())
    return printed


def complaint(shown, got, must_show):
    """What is wrong with a result, or None."""
    failed = re.search(r'^(ERROR|WARNING):', got, re.M)
    if shown is None:
        if failed:
            return got
        return 'prints, and nothing is shown:\n' + got if got and must_show else None
    return None if strip(shown) == got else f'shown:\n{strip(shown)}\nprinted:\n{got}'


def results(matches, number):
    """By place of the block in the page, what it prints; None where it cannot run here."""
    found = [None] * len(matches)
    for language in 'sql', 'python':
        at = [i for i, match in enumerate(matches) if match[1] == language]
        if not at or language == 'python' and not importlib.util.find_spec('pandas'):
            continue
        blocks = [matches[i][2] for i in at]
        out = run_sql(blocks, f'page_{os.getpid()}_{number}') if language == 'sql' else run_python(blocks)
        for i, text in zip(at, out):
            found[i] = strip(text)
    return found


def write(page, text, matches, found):
    parts, end = [], 0
    for match, got in zip(matches, found):
        parts.append(text[end:match.start()])
        block = f'```{match[1]}\n{match[2]}```\n'
        shown = match[3] if got is None else got + '\n' if got else None
        parts.append(block if shown is None else f'{block}\n```text\n{shown}```\n')
        end = match.end()
    with open(page, 'w') as out:
        out.write(''.join(parts) + text[end:])


def main():
    writing = sys.argv[1] == '--write'
    tests = 0
    for number, page in enumerate(sys.argv[1 + writing:]):
        with open(page) as file:
            text = file.read()
        matches = list(BLOCK.finditer(text))
        found = results(matches, number)
        if writing:
            write(page, text, matches, found)
            continue
        in_doc = os.path.basename(os.path.dirname(os.path.abspath(page))) == 'doc'
        for match, got in zip(matches, found):
            tests += 1
            where = f'{os.path.basename(page)}, line {text.count(chr(10), 0, match.start()) + 1}'
            if got is None:
                print(f'ok {tests} - {where} # SKIP pandas is not installed here' if match[1] == 'python'
                      else f'not ok {tests} - {where}\n# did not run')
                continue
            wrong = complaint(match[3], got, in_doc)
            print(f'{"not " if wrong else ""}ok {tests} - {where}')
            if wrong:
                print(re.sub('^', '# ', wrong, flags=re.M))
    if not writing:
        print(f'1..{tests}')


main()
