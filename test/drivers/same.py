"""Whether two outputs have the same rows: same.py WANT GOT. Columns are apart by |;
numbers are compared as numbers, booleans and JSON in any spelling."""
import json
import sys

TRUE, FALSE = {'t', 'true', 'True', 'TRUE', '1'}, {'f', 'false', 'False', 'FALSE', '0'}


def same(want, got):
    if want == got:
        return True
    if want in ('t', 'f'):
        return got in (TRUE if want == 't' else FALSE)
    try:
        return float(want) == float(got)
    except ValueError:
        pass
    try:
        return json.loads(want) == json.loads(got)
    except ValueError:
        return False


want, got = ([line.rstrip('\n').split('|') for line in open(path, encoding='utf-8') if line.strip()] for path in sys.argv[1:])
if len(want) != len(got):
    sys.exit('%d rows, not %d: %s' % (len(got), len(want), got))
for wanted, row in zip(want, got):
    if len(wanted) != len(row):
        sys.exit('%d columns, not %d: %s' % (len(row), len(wanted), row))
    for a, b in zip(wanted, row):
        if not same(a, b):
            sys.exit('%r, not %r' % (b, a))
