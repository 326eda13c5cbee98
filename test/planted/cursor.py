"""A place in a statement: what names, operators and types stand there, and with which schema."""
from collections import namedtuple

Name = namedtuple('Name', 'role schema name line')      # schema '' where none is written

# These name types of pg_catalog by the grammar itself, whatever the search path says.
GRAMMAR_TYPES = set('integer int smallint bigint boolean real float decimal dec numeric double bit '
                    'character char varchar time timestamp interval'.split())


class NotUnderstood(Exception):
    pass


class Cursor:
    def __init__(self, tokens):
        self.tokens = tokens
        self.at = 0
        self.names = []
        self.faults = []        # (line, text)

    def token(self, ahead=0):
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def text(self, ahead=0):
        token = self.token(ahead)
        return token.text if token else ''

    def word(self, ahead=0):
        token = self.token(ahead)
        return token.text.lower() if token else ''

    def kind(self, ahead=0):
        token = self.token(ahead)
        return token.kind if token else ''

    def line(self):
        return self.tokens[min(self.at, len(self.tokens) - 1)].line

    def end(self):
        return self.at >= len(self.tokens)

    def eat(self, *words):
        if all(self.word(i) == word for i, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def must(self, *words):
        if not self.eat(*words):
            self.lost('%s expected at' % ' '.join(words).upper())

    def until(self, *words):
        """For loops: turns until the words stand here, and eats them."""
        last = -1
        while not self.eat(*words):
            if self.end() or self.at == last:
                self.lost('%s expected at' % ' '.join(words).upper())
            last = self.at
            yield

    def lost(self, text):
        self.faults.append((self.line(), '%s "%s"' % (text, self.text())))
        raise NotUnderstood

    def fault(self, text):
        self.faults.append((self.line(), text))

    def rest(self):
        self.at = len(self.tokens)

    def skip_parentheses(self):
        depth = 0
        while not self.end():
            depth += {'(': 1, ')': -1}.get(self.text(), 0)
            self.at += 1
            if depth == 0:
                return

    def note(self, role, parts):
        schema = parts[0] if len(parts) > 1 else ''
        self.names.append(Name(role, schema, parts[-1], self.line()))

    def chain(self):
        """The parts of a.b.c; afterwards behind it."""
        if self.kind() != 'name':
            self.lost('a name is expected at')
        parts = [self.text()]
        self.at += 1
        while self.text() == '.' and self.kind(1) == 'name':
            parts.append(self.text(1))
            self.at += 2
        return parts

    def name(self, role):
        self.note(role, self.chain())

    def operator(self):
        """s.=, OPERATOR(s.=), or = alone."""
        if self.eat('operator', '('):
            self.operator()
            self.must(')')
        elif self.kind() == 'name' and self.text(1) == '.' and self.kind(2) == 'operator':
            self.note('operator', [self.text(), self.text(2)])
            self.at += 3
        elif self.kind() == 'operator':
            self.note('operator', [self.text()])
            self.at += 1
        else:
            self.lost('an operator is expected at')

    def type(self):
        self.eat('setof')
        if self.word() in GRAMMAR_TYPES and self.text(1) != '.':
            self.grammar_type()
        else:
            self.name('type')
        if self.text() == '(':
            self.skip_parentheses()
        while self.eat('['):
            if self.kind() == 'number':
                self.at += 1
            self.must(']')

    def grammar_type(self):
        first = self.word()
        self.at += 1
        if first == 'double':
            self.must('precision')
        self.eat('varying')
        if first in ('time', 'timestamp'):
            self.eat('with', 'time', 'zone') or self.eat('without', 'time', 'zone')
