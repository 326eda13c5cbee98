"""Statements of an install script. What is not known here is a fault, so that a
new kind of statement is taught before it is used."""
from body import faults_of_body
from cursor import NotUnderstood
from expression import Expression

AGGREGATE = dict.fromkeys('sfunc finalfunc combinefunc serialfunc deserialfunc msfunc minvfunc mfinalfunc'.split(),
                          'function') | dict.fromkeys(('stype', 'mstype', 'basetype'), 'type') | {'sortop': 'operator'}
OPERATOR = dict.fromkeys('function procedure restrict join'.split(), 'function') | {
    'leftarg': 'type', 'rightarg': 'type', 'commutator': 'operator', 'negator': 'operator'}
TYPE = dict.fromkeys('input output receive send typmod_in typmod_out analyze subscript'.split(), 'function') | {
    'like': 'type', 'element': 'type'}
RANGE = {'subtype': 'type', 'subtype_opclass': 'operator class', 'collation': 'collation', 'canonical': 'function',
         'subtype_diff': 'function', 'multirange_type_name': 'type'}
ROUTINES = ('function', 'aggregate', 'procedure', 'routine')
RELATIONS = ('table', 'view', 'index', 'sequence')


class Statement(Expression):
    def read(self):
        try:
            self.statement()
            if not self.end():
                self.lost('not understood from')
        except NotUnderstood:
            pass
        return self

    def statement(self):
        word = self.word()
        if word in ('select', 'with', 'insert', 'update', 'delete'):
            self.expression()
        elif word in ('create', 'comment', 'grant', 'revoke', 'alter', 'do'):
            self.at += 1
            getattr(self, word)()
        else:
            self.lost('unknown statement')

    def create(self):
        if self.eat('or', 'replace'):
            self.fault('OR REPLACE takes over what another has planted')
        for words in (('operator', 'class'), ('operator', 'family'), ('unique', 'index'), ('constraint', 'trigger')):
            if self.eat(*words):
                getattr(self, 'create_' + words[words[0] != 'operator'].replace('operator', 'operator_' + words[1]))()
                return
        method = getattr(self, 'create_' + self.word(), None)
        if method is None:
            self.lost('unknown statement CREATE')
        self.at += 1
        if self.eat('if', 'not', 'exists'):
            self.fault('IF NOT EXISTS takes what another has planted')
        method()

    # ---- arguments and definitions

    def argument(self):
        while self.word() in ('in', 'out', 'inout', 'variadic') and self.text(1) not in (',', ')'):
            self.at += 1
        if self.kind(1) == 'name' and (self.word(), self.word(1)) != ('double', 'precision') and \
                self.word(1) not in ('default', 'varying', 'with', 'without', 'order'):
            self.at += 1            # its name
        self.type()
        if self.eat('default') or self.eat('='):
            self.expression({','})

    def arguments(self):
        self.must('(')
        for _ in self.until(')'):
            if not (self.eat('*') or self.eat('order', 'by') or self.eat(',')):
                self.argument()

    def signature(self):
        self.name('function')
        if self.text() == '(':
            self.arguments()

    def definition(self, roles):
        """(key = value, ...) of which roles says what the values name."""
        self.must('(')
        for _ in self.until(')'):
            role = roles.get(self.word())
            self.at += 1
            if self.eat('='):
                self.value(role)
            self.eat(',')

    def value(self, role):
        if role in ('type', 'operator'):
            getattr(self, role)()
        elif role:
            self.name(role)
        else:
            while self.text() not in (',', ')', ''):
                self.at += 1

    # ---- CREATE

    def create_function(self):
        self.signature()
        language = body = ''
        while not self.end():
            if self.eat('language'):
                language = self.word()
                self.at += 1
            else:
                body = self.function_clause() or body
        if body and language not in ('c', 'internal'):
            self.body_in_string(language, body)

    def do(self):
        # read under the path of CREATE EXTENSION, which ends with a schema of others
        self.must('language', 'plpgsql')
        for fault in faults_of_body('create procedure ', self.word()):
            self.fault(fault)
        self.at += 1

    def body_in_string(self, language, body):
        clauses = ' '.join(token.text for token in self.tokens if token.kind != 'string').lower()
        if language == 'plpgsql' and body.startswith('$'):
            for fault in faults_of_body(clauses, body):
                self.fault(fault)
        else:
            self.fault('a body in a string is read under its caller\'s search path: write RETURN or BEGIN ATOMIC')

    create_procedure = create_function

    def function_clause(self):
        if self.eat('returns', 'table'):
            self.arguments()
        elif self.eat('returns', 'null'):
            self.at += 3
        elif self.eat('returns'):
            self.type()
        elif self.eat('support'):
            self.name('function')
        elif self.eat('return'):
            self.expression()
        elif self.eat('begin', 'atomic'):
            for _ in self.until('end'):
                self.expression({';', 'end'})
                self.eat(';')
        elif self.eat('as'):
            return self.text()
        else:
            self.at += 1
        return ''

    def create_aggregate(self):
        self.signature()
        self.definition(AGGREGATE)

    def create_type(self):
        self.name('type')
        if self.eat('as', 'enum'):
            self.skip_parentheses()
        elif self.eat('as', 'range'):
            self.definition(RANGE)
        elif self.eat('as'):
            self.must('(')
            for _ in self.until(')'):
                self.at += 1
                self.type()
                self.eat(',')
        elif not self.end():
            self.definition(TYPE)

    def create_cast(self):
        self.cast()
        if self.eat('with', 'function'):
            self.signature()
        self.rest()

    def cast(self):
        self.must('(')
        self.type()
        self.must('as')
        self.type()
        self.must(')')

    def create_operator(self):
        self.operator()
        self.definition(OPERATOR)

    def create_operator_family(self):
        self.family()

    def family(self):
        self.name('operator class')
        self.must('using')
        self.at += 1

    def create_operator_class(self):
        self.name('operator class')
        self.eat('default')
        self.must('for', 'type')
        self.type()
        self.must('using')
        self.at += 1
        if self.eat('family'):
            self.name('operator class')
        self.must('as')
        self.members()

    def members(self):
        while not self.end():
            if self.eat('operator'):
                self.at += 1
                self.operator()
                self.member_arguments()
                self.eat('for', 'search')
            elif self.eat('function'):
                self.at += 1
                self.member_arguments()
                self.signature()
            else:
                self.must('storage')
                self.type()
            if self.eat('for', 'order', 'by'):
                self.name('operator class')
            self.eat(',')

    def member_arguments(self):
        if self.text() == '(':
            self.arguments()

    def create_table(self):
        self.name('relation')
        self.must('(')
        for _ in self.until(')'):
            if self.word() not in ('constraint', 'check', 'unique', 'primary', 'foreign', 'exclude'):
                self.at += 1
                self.type()
            self.expression({','})
            self.eat(',')

    def create_view(self):
        self.name('relation')
        if self.text() == '(':
            self.skip_parentheses()
        if self.eat('with'):
            self.skip_parentheses()
        self.must('as')
        self.expression()

    def create_index(self):
        if self.word() != 'on':
            self.at += 1
        self.must('on')
        self.name('relation')
        if self.eat('using'):
            self.at += 1
        self.must('(')
        for _ in self.until(')'):
            self.index_element()
        if self.eat('include'):
            self.skip_parentheses()
        self.eat('nulls', 'not', 'distinct') or self.eat('nulls', 'distinct')
        if self.eat('with'):
            self.skip_parentheses()
        if self.eat('where'):
            self.expression()

    def index_element(self):
        """A column, a call or (an expression); then perhaps an operator class."""
        if self.kind() == 'name':
            parts = self.chain()
            if self.text() == '(':
                self.note('function', parts)
        if self.eat('('):
            self.expression()
            self.must(')')
        while not self.eat(',') and self.text() not in (')', ''):
            if self.eat('collate'):
                self.name('collation')
            elif self.word() in ('asc', 'desc', 'nulls', 'first', 'last'):
                self.at += 1
            else:
                self.name('operator class')

    def create_trigger(self):
        for _ in self.until('on'):
            self.at += 1
        self.name('relation')
        while not self.end():
            if self.eat('from'):
                self.name('relation')
            elif self.eat('when', '('):
                self.expression()
                self.must(')')
            elif self.eat('function') or self.eat('procedure'):
                self.name('function')
                self.skip_parentheses()
            else:
                self.at += 1

    # ---- COMMENT, GRANT, REVOKE, ALTER

    def object(self):
        if self.word() in ROUTINES:
            self.at += 1
            self.signature()
        elif self.eat('operator', 'class') or self.eat('operator', 'family'):
            self.family()
        elif self.eat('operator'):
            self.operator()
            self.arguments()
        elif self.eat('cast'):
            self.cast()
        elif self.eat('type'):
            self.type()
        elif self.eat('column'):
            self.note('relation', self.chain()[:-1] or [''])
        elif self.eat('trigger') or self.eat('constraint'):
            self.at += 1
            self.must('on')
            self.name('relation')
        elif self.word() in RELATIONS:
            self.at += 1
            self.name('relation')
        else:
            self.lost('unknown kind of object')

    def comment(self):
        self.must('on')
        self.object()
        self.must('is')
        self.rest()

    def grant(self):
        for _ in self.until('on'):
            self.at += 1
            if self.end():
                self.lost('GRANT of a role')
        kind = self.word() if self.word() in ROUTINES + RELATIONS + ('type',) else 'table'
        if self.word() == kind:
            self.at += 1
        while self.word() not in ('to', 'from'):
            if kind in ROUTINES:
                self.signature()
            else:
                self.name('type' if kind == 'type' else 'relation')
            self.eat(',')
        self.rest()

    revoke = grant

    def alter(self):
        if self.eat('extension'):
            self.at += 1
            if not self.eat('add'):
                self.must('drop')
            self.object()
        elif self.eat('operator', 'family'):
            self.family()
            if self.eat('add'):
                self.members()
            self.rest()
        elif self.word() in ('table', 'view'):
            self.object()
            self.expression()
        elif self.word() in ROUTINES:
            self.object()
            while not self.end():
                if self.eat('support'):
                    self.name('function')
                else:
                    self.at += 1
        else:
            self.lost('unknown statement ALTER')
