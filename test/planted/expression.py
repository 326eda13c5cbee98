"""Walks an expression or a query from left to right, without a tree: what is a
name that the server looks up, and what looks an operator up without showing it."""
from cursor import Cursor

# Words before a parenthesis that call nothing, or what the grammar binds to pg_catalog.
KEYWORDS = set("""all and any array as atomic begin by cast check coalesce default distinct else end except
 exists extract filter foreign from greatest group having in include intersect is join key least limit not
 nullif offset on only or order over overlay partition position returning row select set some substring
 then trim union unique update values when where with within using lateral""".split())
# Words that may stand before a string without being its type.
BEFORE_STRING = KEYWORDS | set('escape interval time timestamp between like ilike return to'.split())
# These look up an operator, of the arguments' types, by its name alone.
HIDDEN = {'between': '>= and <=', 'like': '~~', 'ilike': '~~*', 'similar': '~', 'nullif': '=', 'natural': '='}
FROM_ENDS = set('where group order having limit union intersect except select window set returning offset'.split())
INNER_FROM = ('extract', 'substring', 'trim', 'overlay', 'position')


class Frame:
    """An open parenthesis: the word before it, and what commas part here."""

    def __init__(self, before=''):
        self.before = before
        self.in_from = False        # items of FROM
        self.in_set = False         # assignments of UPDATE
        self.assign = False         # the next = assigns


class Expression(Cursor):
    def expression(self, stop=()):
        """Up to one of `stop`, or a closing parenthesis, at its own depth."""
        self.frames = [Frame()]
        self.wanted = ''            # 'item' or 'table': a relation is due
        self.operand = False        # whether an operator could follow
        self.before = ''
        while not self.end():
            if len(self.frames) == 1 and (self.word() in stop or self.text() in (')', ']')):
                return
            self.step()
            self.before = self.word(-1)

    def step(self):
        kind = self.kind()
        if kind == 'mark':
            self.mark()
        elif kind == 'cast':
            self.cast_to()
        elif kind == 'operator':
            self.bare_operator()
        elif kind == 'name':
            self.some_name()
        else:
            self.at += 1
            self.operand = True

    def mark(self):
        text = self.text()
        self.operand = text in (')', ']')
        if text in '([':
            self.frames.append(Frame(self.before))
            self.frames[-1].in_from = self.wanted == 'item'
            if text == '[':
                self.wanted = ''
        elif text in ')]':
            self.frames.pop()
            self.wanted = ''
        elif text == ',':
            self.wanted = 'item' if self.frames[-1].in_from else ''
            self.frames[-1].assign = self.frames[-1].in_set
        elif text == '.':           # (row).column
            self.at += 1
            self.operand = True
        self.at += 1

    def cast_to(self):
        literal = self.text(-1) if self.kind(-1) == 'string' else ''
        self.at += 1
        if literal and self.word(2).startswith('reg'):
            self.named_in(literal)
        self.type()
        self.operand = True

    def named_in(self, literal):
        """A string that names an object, which is looked up as any other."""
        if not literal.startswith(("'@extschema@.", "'pg_catalog.")):
            self.fault('%s names an object without its schema' % literal)

    def bare_operator(self):
        text = self.text()
        star = text == '*' and (self.before in ('', '(', ',', '.', 'select', 'distinct', 'all', 'returning'))
        sign = text in '+-' and not self.operand and self.kind(1) == 'number'
        assigns = text == '=' and self.frames[-1].assign
        if assigns:
            self.frames[-1].assign = False
        elif not (star or sign or text in ('=>', ':=')):
            self.note('operator', [text])
        self.operand = star
        self.at += 1

    def some_name(self):
        word = self.word()
        if word == 'operator' and self.text(1) == '(':
            self.operator()
            self.operand = False
        elif self.text(1) == '.':
            self.dotted()
        elif self.wanted and word not in ('lateral', 'only', 'rows', 'select', 'values', 'with'):
            self.relation([self.text()])
        elif word == 'as':
            self.alias()
        elif word == 'collate':
            self.at += 1
            self.name('collation')
            self.operand = True
        else:
            self.keyword(word)

    def dotted(self):
        """a.b: a column, a function, a type before a string, or a relation."""
        parts = self.chain_or_star()
        if self.wanted:
            self.at -= 1
            self.relation(parts)
            return
        if self.text() == '(':
            self.note('function', parts)
            if parts[-1] == 'pg_extension_config_dump':
                self.named_in(self.text(1))
        elif self.kind() == 'string':
            self.note('type', parts)
        self.operand = True

    def chain_or_star(self):
        parts = self.chain()
        if self.text() == '.' and self.text(1) == '*':
            self.at += 2
        return parts

    def relation(self, parts):
        """Of FROM, INTO, REFERENCES; at its last word."""
        table = self.wanted == 'table'
        self.wanted = ''
        self.operand = True
        self.at += 1
        if self.text() == '(' and not table:
            self.note('function', parts)
            return
        if not (len(parts) == 1 and self.is_with_query(parts[0])):
            self.note('relation', parts)
        if table and self.text() == '(':
            self.skip_parentheses()
        elif self.kind() == 'name' and self.text(1) not in ('.', '(') and self.word() not in BEFORE_STRING | FROM_ENDS | {
                'left', 'right', 'full', 'inner', 'cross', 'natural', 'for', 'no'}:
            self.at += 1            # an alias without AS

    def is_with_query(self, name):
        return any(self.tokens[i].text == name and self.tokens[i + 1].text.lower() == 'as' and
                   self.tokens[i + 2].text.lower() in ('(', 'materialized', 'not')
                   for i in range(len(self.tokens) - 2))

    def alias(self):
        self.at += 1
        if self.frames[-1].before == 'cast':
            self.type()
        elif self.kind() == 'name' and self.word() not in ('select', 'with', 'values', 'materialized', 'not'):
            self.at += 1
            if self.text() == '(' and self.frames[-1].in_from:
                self.alias_columns()
        self.operand = True

    def alias_columns(self):
        """AS t (a, b) or AS t (a type, b type)."""
        self.must('(')
        for _ in self.until(')'):
            self.at += 1
            if self.text() not in (',', ')'):
                self.type()
            self.eat(',')

    def keyword(self, word):
        self.refuse_hidden(word)
        if word in ('from', 'join') and not (word == 'from' and self.frames[-1].before in INNER_FROM):
            self.wanted = 'item'
            self.frames[-1].in_from = True
        elif word in ('into', 'references') or (word == 'update' and self.word(1) not in ('of', 'set', '(')):
            self.wanted = 'table'
        elif word in FROM_ENDS:
            self.frames[-1].in_from = False
            self.frames[-1].in_set = self.frames[-1].assign = word == 'set' and self.updates()
            self.wanted = ''
        elif word == 'using' and self.kind(1) == 'name':
            self.at += 1            # EXCLUDE USING gist (...)
        elif word not in KEYWORDS and self.text(1) == '(':
            self.note('function', [self.text()])
        elif word not in BEFORE_STRING and self.kind(1) == 'string':
            self.note('type', [self.text()])
        self.at += 1
        self.operand = word not in BEFORE_STRING | FROM_ENDS

    def updates(self):
        return any(token.text.lower() == 'update' for token in self.tokens[:self.at])

    def refuse_hidden(self, word):
        if word in HIDDEN and (word != 'nullif' or self.text(1) == '(') and self.before not in ('rows', 'range', 'groups'):
            self.fault('%s looks up %s by name: write OPERATOR(...)' % (word.upper(), HIDDEN[word]))
        elif word == 'in' and self.text(1) == '(':
            self.fault('IN looks up = by name: write OPERATOR(...) ANY')
        elif word == 'is' and 'distinct' in (self.word(1), self.word(2)):
            self.fault('IS DISTINCT FROM looks up = by name: write OPERATOR(...) and IS NULL')
        elif word == 'case' and self.word(1) != 'when':
            self.fault('CASE x WHEN looks up = by name: write CASE WHEN x OPERATOR(...)')
        elif word == 'using' and (self.text(1) == '(' or self.kind(1) == 'operator'):
            self.fault('USING looks up an operator by name: write ON with OPERATOR(...)')
