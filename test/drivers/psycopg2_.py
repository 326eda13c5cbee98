import json, os
import psycopg2

connection = psycopg2.connect('')
for question in (os.environ['TYPES'], os.environ['VIEW']):
    with connection.cursor() as cursor:
        cursor.execute(question.replace('{}', '%s'), ('KGZ',))
        for row in cursor:
            # jsonb comes parsed, here a string
            print('|'.join(json.dumps(v) if i == 4 and question == os.environ['TYPES'] else str(v) for i, v in enumerate(row)))
