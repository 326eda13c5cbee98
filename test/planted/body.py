"""Bodies of PL/pgSQL, which are read when they run: what in them is looked up under a
path that others chose.

Under SET search_path = pg_catalog, pg_temp what has no schema is the server's, so there
only names of ours must say theirs, in dynamic SQL too.  A procedure that ends
transactions can have no such clause: there every name and every operator says its
schema, and there is no dynamic SQL."""
import glob
import os
import re

from cursor import GRAMMAR_TYPES
from expression import HIDDEN, KEYWORDS
from tokens import tokens as tokens_of

FIXED_PATH = re.compile(r'set search_path (?:=|to) pg_catalog , pg_temp(?! ,)')
# What the install script makes: where these words name something in a body, they are ours.
MADE = re.compile(r'^CREATE (FUNCTION|PROCEDURE|AGGREGATE|TYPE|TABLE|VIEW) @extschema@\.("?\w+)', re.M)
# Words of PL/pgSQL that stand before a parenthesis or a name.
WORDS = KEYWORDS | set('if elsif while loop for foreach in slice return next query perform raise assert call'.split())
VARIABLE_TYPES = GRAMMAR_TYPES | {'constant'}    # record is looked up as any other type
MARKS = ('=>', ':=', '..')


def ours():
    """Names of routines, and of types and relations, of the install script."""
    here = os.path.dirname(os.path.abspath(__file__))
    routines, others = set(), set()
    for path in glob.glob(os.path.join(here, '../../sql/install/*.sql')):
        for kind, name in MADE.findall(open(path, encoding='utf-8').read()):
            (routines if kind in ('FUNCTION', 'PROCEDURE', 'AGGREGATE') else others).add(name.strip('"'))
    # These are the server's too, and under the fixed path they are its own.
    return routines - {'text', 'min', 'max'}, others


def faults_of_body(clauses, body):
    """Of a body in dollar quotes; clauses are the words of CREATE FUNCTION outside of strings."""
    text = re.sub(r'--[^\n]*', '', re.sub(r'^\$\w*\$|\$\w*\$$', '', body))
    if FIXED_PATH.search(clauses) and clauses.count('set search_path') == 1:
        yield from ours_without_schema(text)
    elif clauses.startswith('create procedure '):
        yield from Unfixed(text).faults()
    else:
        yield ('a body in a string is read under its caller\'s search path: write RETURN or BEGIN ATOMIC, '
               'or PL/pgSQL with SET search_path = pg_catalog, pg_temp')


def ours_without_schema(text):
    routines, others = ours()
    for name, call in re.findall(r'(?<![\w.%"])"?(\w+)\b"?(\s*\()?', text):
        if name in others or call and name in routines:
            yield '%s in a body of PL/pgSQL has no schema of ours' % name


class Unfixed:
    """A body under no path of its own: its tokens from left to right."""

    def __init__(self, text):
        self.tokens = list(tokens_of(text))

    def word(self, at):
        return self.tokens[at].text.lower() if 0 <= at < len(self.tokens) else ''

    def kind(self, at):
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ''

    def faults(self):
        for at, token in enumerate(self.tokens):
            check = getattr(self, token.kind, None)
            fault = check(at, token.text) if check else None
            if fault:
                yield '%s in a body without a fixed path: %s' % (token.text, fault)
        yield from self.declared()

    def operator(self, at, text):
        star = text == '*' and self.word(at - 1) in ('select', '.', ',', '(')
        if not (star or text in MARKS or self.word(at - 1) == '.' or text == '-' and self.kind(at + 1) == 'number'):
            return 'write OPERATOR(schema.%s), and := in assignments and RAISE' % text
        return None

    def cast(self, at, _):
        return None if self.qualified(at + 1) or self.word(at + 1) in GRAMMAR_TYPES else 'the type has no schema'

    def name(self, at, text):
        word = text.lower()
        if self.hidden_operator(at, word):
            return 'it looks an operator up by name'
        if word == 'execute':
            return 'dynamic SQL belongs into a function with a fixed path'
        if self.word(at + 1) == '(' and self.word(at - 1) != '.' and word not in WORDS | {'operator'}:
            return 'the function has no schema'
        return self.relation(at, word)

    def hidden_operator(self, at, word):
        before, after = self.word(at - 1), self.word(at + 1)
        return (word in HIDDEN or word in ('in', 'using') and after == '(' or word == 'distinct' and before in ('is', 'not')
                or word == 'case' and after != 'when' and before != 'end')

    def relation(self, at, word):
        """After a word that a relation follows: it has a schema, or is a query in parentheses or a call."""
        due = word in ('from', 'join', 'update', 'call') or word == 'into' and self.word(at - 1) in ('insert', 'merge')
        if due and self.kind(at + 1) == 'name' and not self.qualified(at + 1) and self.word(at + 1) not in ('lateral', 'only', 'select'):
            return 'the relation or routine has no schema'
        return None

    def qualified(self, at):
        return self.kind(at) == 'name' and self.word(at + 1) == '.'

    def declared(self):
        """DECLARE name [CONSTANT] type ...;"""
        words = [t.text.lower() for t in self.tokens]
        if 'declare' not in words:
            return
        begin = words.index('declare') + 1
        while begin < len(words) and words[begin] != 'begin':
            end = words.index(';', begin)
            kind = begin + 1 + (words[begin + 1] == 'constant')
            if not (self.qualified(kind) or words[kind] in VARIABLE_TYPES):
                yield '%s in a body without a fixed path: the type has no schema' % words[kind]
            begin = end + 1
