"""Reads every view of the monitor "m" by psycopg 2 and 3, where they are installed, and
prints a line of TAP for each view, or one that says what was left out."""
import datetime
import importlib

KINDS = (str, float, int, bool, datetime.date, datetime.datetime, type(None))
tests = 0


def say(name, fault='', skip=''):
    global tests
    tests += 1
    print('%sok %d - %s%s' % ('not ' if fault else '', tests, name, ' # skip ' + skip if skip else ''))
    if fault:
        print('# ' + str(fault).replace('\n', '\n# '))


for name in ('psycopg2', 'psycopg'):
    try:
        driver = importlib.import_module(name)
    except ImportError:
        say(name + ' reads every view', skip=name + ' is not installed')
        continue
    with driver.connect('') as connection, connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'm'::regnamespace AND relkind = 'v' ORDER BY 1")
        for (view,) in cursor.fetchall():
            cursor.execute('SELECT * FROM m.%s' % view)
            rows = cursor.fetchall()
            odd = {type(cell).__name__ for row in rows for cell in row if not isinstance(cell, KINDS)}
            say('%s reads %s' % (name, view), 'columns of types %s' % ', '.join(odd) if odd else '' if rows or view == 'routes' else 'no rows')
        cursor.execute('SELECT count(*) FROM m.flags WHERE intermediary = %s AND since <= %s AND outflow_after > %s', ('KGZ', datetime.date(2023, 1, 1), 0))
        say(name + ' sends parameters', '' if cursor.fetchone() == (1,) else 'not one row')
print('1..%d' % tests)
