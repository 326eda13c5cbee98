import json, os
import sqlalchemy

engine = sqlalchemy.create_engine('postgresql+psycopg2://')
# the views of a monitor are reflected, with the types of their columns
columns = sqlalchemy.inspect(engine).get_columns('flags', schema='monitor')
assert all(not isinstance(c['type'], sqlalchemy.types.NullType) for c in columns), columns
with engine.connect() as connection:
    for question in (os.environ['TYPES'], os.environ['VIEW']):
        for row in connection.execute(sqlalchemy.text(question.replace('{}', ':who')), {'who': 'KGZ'}):
            # jsonb comes parsed, here a string
            print('|'.join(json.dumps(v) if i == 4 and question == os.environ['TYPES'] else str(v) for i, v in enumerate(row)))
