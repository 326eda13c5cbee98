"""Mutates text and binary input of every type of the extension.

Prints a psql script.  Text goes through the input function by a literal, in a
block that catches the error and keeps its SQLSTATE; binary goes through the
receive function by COPY BINARY, one file a mutant, VERBOSITY sqlstate.
"""
import os
import random
import struct
import subprocess
import sys

folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(seed)
SPICE = ['', '"', '{', '}', '[', ']', ',', ':', '-', '+', '.', 'e9', 'E-999', '0', '9' * 30, '99999', '\\u0000',
         '\\ud800', '\\', '\n', '\t', ' ', 'é', '\U0001f6a2', 'null', 'NaN', 'Infinity', '2023-13', '0000', '-1', '10000-01',
         '\x7f', '\x01', '((', '))', '1.7e26', '170000000000000000000000000.1', "'", '%s', '0x', 'W00', '_X']


def psql(statement):
    run = subprocess.run(['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', statement], capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return run.stdout.strip('\n').split('\n')


def types():
    return [t for t in psql("""
        SELECT t.oid::regtype FROM pg_type AS t
        JOIN pg_depend AS d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
        JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
        WHERE e.extname = 'sanctions' AND t.typtype = 'b' AND t.typcategory <> 'A' ORDER BY 1""") if t]


SEEDS = {
    'country_code': ["'CHN'", "'842'", "'EU27_2020'", "'_X'", "'el'"],
    'hs_code': ["'854231'", "'8542.31'", "'85'", "'8542319000'"],
    'trade_window': ["'2023'", "'2023-Q1'", "'2023-03'", "'[2022-03-01,2023-03-01)'"],
    'trade_matrix': [
        "trade_matrix(e, i, y, v, v)::text FROM (VALUES ('a', 'b', 2020, 1.5), ('c', 'b', 2021, -7)) AS f(e, i, y, v)",
        "trade_matrix(e::country_code, i::country_code, y::date, v)::text FROM (VALUES ('CHN'::text, 'RUS'::text, '2020-01-01', 1.5), ('TUR', 'RUS', '2021-02-01', 7)) AS f(e, i, y, v)",
    ],
    'trade_series': [
        "trade_series(y::date, v)::text FROM (VALUES ('2020-01-01', 1.5), ('2021-02-01', 7)) AS f(y, v)",
        "(trade_series(y, v) FILTER (WHERE y < 2023) - trade_series(y, v) FILTER (WHERE y > 2021))::text FROM (VALUES (2021, 1e20), (2022, -7), (2024, 0)) AS f(y, v)",
    ],
    'trade_mix': [
        "trade_mix(l, v)::text FROM (VALUES ('a', 1.5), ('b', 7)) AS f(l, v)",
        "trade_mix(l::country_code, v)::text FROM (VALUES ('CHN', 1.5), ('RUS', -7)) AS f(l, v)",
        "trade_mix(l::hs_code, v)::text FROM (VALUES ('8542', 1.5), ('854231', 7)) AS f(l, v)",
    ],
}
# of transition types, what their states print: base64 of what is sent
for name in ('trade_matrix', 'trade_series', 'trade_mix'):
    SEEDS[name + '_state'] = ["translate(encode(%s_send((%s)::%s), 'base64'), E'\\n', '')" % (name, text, name)
                              for text in ('SELECT ' + seed for seed in SEEDS[name])]


def seeds(name):
    known = SEEDS.get(name)
    if known:
        return [psql('SELECT ' + s)[0] for s in known]
    return ['0', '{}', '1 2 3 4', '(1,2,3,4)', '2023 2022 1 1 100 200', '[2023,2022,1,1,100,200]']


def mutate_text(text):
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(text))
        kind = rng.randrange(5)
        if kind == 0:
            text = text[:at]
        elif kind == 1:
            text = text[:at] + rng.choice(SPICE) + text[at:]
        elif kind == 2:
            text = text[:at] + text[at + rng.randint(1, 4):]
        elif kind == 3 and text:
            text = text[:at] + chr(rng.randint(1, 0x7ff)) + text[at + 1:]
        else:
            end = rng.randint(at, len(text))
            text = text[:end] + text[at:end] * rng.randint(1, 3) + text[end:]
    return text.replace('\0', '')


def mutate_bytes(data):
    data = bytearray(data)
    kind = rng.randrange(4)
    at = rng.randrange(len(data) + 1)
    if kind == 0:
        return bytes(data[:at])
    if kind == 1 and data:
        data[at % len(data)] ^= 1 << rng.randrange(8)
    elif kind == 2 and data:
        data[at % len(data)] = rng.choice([0, 1, 0x7f, 0x80, 0xff])
    else:
        data[at:at] = bytes(rng.choice([0, 0xff, rng.randrange(256)]) for _ in range(rng.randint(1, 9)))
    return bytes(data)


def quote(text):
    return "E'" + text.replace('\\', '\\\\').replace("'", "''") + "'"


def copy_file(name, payload):
    path = os.path.join(folder, name)
    with open(path, 'wb') as out:
        out.write(b'PGCOPY\n\xff\r\n\0' + struct.pack('>ii', 0, 0) + struct.pack('>h', 1)
                  + struct.pack('>i', len(payload)) + payload + struct.pack('>h', -1))
    return path


print("""\\set ON_ERROR_STOP 0
\\set VERBOSITY sqlstate
SET client_min_messages = error;
CREATE FUNCTION pg_temp.attempt(value text, type text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    printed text;
    again text;
BEGIN
    EXECUTE format('SELECT %L::%s::text', value, type) INTO printed;
    EXECUTE format('SELECT %L::%s::text', printed, type) INTO again;
    IF again IS DISTINCT FROM printed THEN
        RETURN format('ROUND TRIP %s', value);
    END IF;
    RETURN 'read';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;""")
for name in types():
    for text in seeds(name):
        for _ in range(count):
            print("SELECT 'TEXT', '%s', pg_temp.attempt(%s, '%s');" % (name, quote(mutate_text(text)), name))
    print('CREATE TEMP TABLE "t_%s" (v %s);' % (name, name))
    send = psql("SELECT typsend::oid::regprocedure::text FROM pg_type WHERE oid = '%s'::regtype" % name)[0].split('(')[0]
    for k, text in enumerate(seeds(name) if name in SEEDS else []):
        payload = bytes.fromhex(psql("SELECT encode(%s(%s::%s), 'hex')" % (send, quote(text), name))[0])
        mutants = [payload] + [payload[:n] for n in range(len(payload))] + [mutate_bytes(payload) for _ in range(count)]
        for n, mutant in enumerate(mutants):
            path = copy_file('%s_%d_%d' % (name, k, n), mutant)
            print('\\copy "t_%s" FROM \'%s\' (FORMAT binary)' % (name, path))
            print("\\if :ERROR\n\\echo BINARY|%s|:SQLSTATE\n\\else\n\\echo BINARY|%s|read\n\\endif" % (name, name))
    # what was let in must print
    print("SELECT 'PRINTS', '%s', count(v::text) FROM \"t_%s\";" % (name, name))
