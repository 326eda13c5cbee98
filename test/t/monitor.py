"""Random writes for test/t/monitor.t: prints a psql script of so many steps.

    monitor.py SEED STEPS WRITER      (writer a also attaches and detaches partitions, truncates and refreshes)
"""
import random
import sys

seed, steps, writer = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
dice = random.Random('%d%s' % (seed, writer))

COUNTRIES = 'DEU FRA KGZ CHN RUS TUR'.split()
PRODUCTS = '854231 85423190 8542 848180 84818011 010121'.split()
COLUMNS = 'exporter, importer, product, period, value, quantity'
TABLES = ['parted', 'parted', 'parted_2022', 'plain', 'plain', 'mixed']


def value(table):
    if table == 'mixed':
        return dice.choice(['NULL', '0', '-3', '-9223372036854775808', str(dice.randrange(1, 10**6))])
    return dice.choice(['NULL', '0', '1e-12', '-3.25', str(dice.randrange(1, 10**6)), '%.3f' % (dice.random() * 1000), '0.1', '1e15'])


def row(table):
    year = 2022 if table == 'parted_2022' else dice.choice([2021, 2022, 2023])
    day = '%d-%02d-%02d' % (year, dice.randrange(1, 13), dice.randrange(1, 29))
    period = str(year) if table == 'mixed' else "'%s'" % day
    if table == 'parted_2022':
        table = 'parted'
    return "('%s', '%s', '%s', %s, %s, %s)" % (dice.choice(COUNTRIES), dice.choice(COUNTRIES), dice.choice(PRODUCTS),
                                              period, value(table),
                                              dice.choice(['NULL', '0', str(dice.randrange(100))]))


def rows(table, most=6):
    return ', '.join(row(table) for _ in range(dice.randrange(1, most)))


def some():
    return dice.choice(["exporter = '%s'" % dice.choice(COUNTRIES), "product = '%s'" % dice.choice(PRODUCTS),
                        'value > %d' % dice.randrange(1000), 'quantity IS NULL', "importer = 'RUS' AND exporter <> 'CHN'"])


def copy(table):
    lines = []
    for line in rows(table, 4).split('), ('):
        cells = [c.strip("()'") for c in line.split(', ')]
        lines.append('\t'.join('\\N' if c == 'NULL' else c for c in cells))
    return 'COPY %s (%s) FROM STDIN;\n%s\n\\.' % (table, COLUMNS, '\n'.join(lines))


def insert(table):
    return 'INSERT INTO %s (%s) VALUES %s;' % (table, COLUMNS, rows(table))


def update(table):
    change = dice.choice(['value = value * 2', 'value = -value', 'quantity = 7', "exporter = 'TUR'", "product = '848180'"])
    return 'UPDATE %s SET %s WHERE %s;' % (table, change, some())


def move(table):
    # from one partition into another
    return "UPDATE parted SET period = period + interval '1 year' WHERE period < '2023-01-01' AND %s;" % some()


def delete(table):
    return 'DELETE FROM %s WHERE %s AND random() < 0.5;' % (table, some())


def merge(table):
    return ('MERGE INTO %s AS t USING (VALUES %s) AS s (exporter, importer, product, period, value, quantity) '
            'ON t.exporter = s.exporter::country_code AND t.product = s.product::hs_code WHEN MATCHED AND t.value > 5 THEN DELETE '
            'WHEN MATCHED THEN UPDATE SET value = 9 WHEN NOT MATCHED THEN INSERT VALUES '
            '(s.exporter::country_code, s.importer::country_code, s.product::hs_code, s.period::date, s.value, s.quantity);') % (
                'plain', row('plain').replace('NULL', 'NULL::float8'))


WRITES = [insert] * 5 + [copy] * 2 + [update] * 3 + [delete] * 2 + [move, merge]


def write():
    return dice.choice(WRITES)(dice.choice(TABLES))


def step():
    kind = dice.random()
    if writer == 'a' and kind < 0.02:
        return 'TRUNCATE %s;' % dice.choice(['plain', 'mixed', 'parted_2022', 'parted'])
    if writer == 'a' and kind < 0.06:
        return dice.choice(['ALTER TABLE parted DETACH PARTITION parted_2023;',
                            "ALTER TABLE parted ATTACH PARTITION parted_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');"])
    if writer == 'a' and kind < 0.08:
        # outside and in again, unseen by any trigger of the whole
        return ("ALTER TABLE parted DETACH PARTITION parted_2021;\nINSERT INTO parted_2021 (exporter, importer, product, period, value, quantity) VALUES ('DEU', 'RUS', '854231', '2021-05-05', 77, NULL);\n"
                "ALTER TABLE parted ATTACH PARTITION parted_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');")
    if writer == 'a' and kind < 0.16:
        return dice.choice(["CALL sanctions_refresh('watching');", "CALL sanctions_refresh('watching', 'parted');"])
    if writer == 'a' and kind < 0.17:
        return dice.choice(["ALTER TABLE plain ALTER value TYPE float8 USING value * 3;", "SELECT sanctions_capture('watching', 'plain');",
                            "UPDATE watching.watch SET enabled = NOT enabled WHERE name = 'mixed';", 'VACUUM FULL mixed;'])
    if kind < 0.25:
        return 'BEGIN;\n%s\n%s\nROLLBACK;' % (write(), write())
    if kind < 0.35:
        return 'BEGIN;\n%s\nSAVEPOINT s;\n%s\nROLLBACK TO s;\n%s\nCOMMIT;' % (write(), write(), write())
    return write()


for _ in range(steps):
    print(step())
for _ in range(30):
    print(insert(dice.choice(TABLES)))
