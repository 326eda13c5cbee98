import os, sys
import psycopg

# in binary a code and a product are their text, and a state is its stored bytes, which nobody reads: not asked for
binary = sys.argv[1] == 'binary'
with psycopg.connect('') as connection:
    for question in (os.environ['TYPES'], os.environ['VIEW']):
        if binary:
            question = question.replace(' mix,', ' mix::text,')
        cursor = connection.cursor(binary=binary)
        cursor.execute(question.replace('{}', '%s'), ('KGZ',))
        for row in cursor:
            print('|'.join(v.decode() if isinstance(v, bytes) else '"%s"' % v if i == 4 and question.startswith('SELECT code') else str(v)
                           for i, v in enumerate(row)))
