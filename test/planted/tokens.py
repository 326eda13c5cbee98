"""SQL as tokens, and statements of them. Comments and blanks are left out."""
import re
from collections import namedtuple

Token = namedtuple('Token', 'kind text line')

PATTERN = re.compile(r"""
 (?P<blank>\s+|--[^\n]*|/\*.*?\*/)
|(?P<string>[EeBbXx]?'(?:[^']|'')*'|\$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$)
|(?P<parameter>\$\d+)
|(?P<name>@extschema@|@extowner@|"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_$]*)
|(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
|(?P<cast>::)
|(?P<operator>=>|:=|[-+*/<>=~!@\#%^&|`?]+)
|(?P<mark>[()\[\],;:.])
""", re.X | re.S)


def tokens(text, line=1):
    at = 0
    while at < len(text):
        found = PATTERN.match(text, at)
        if not found:
            raise ValueError('line %d: no token: %r' % (line, text[at:at + 20]))
        kind = 'string' if found.lastgroup == 'tag' else found.lastgroup
        if kind != 'blank':
            yield Token(kind, found.group(), line)
        line += found.group().count('\n')
        at = found.end()


def statements(text, line=1):
    """Lists of tokens, without the semicolons that end them; those of BEGIN ATOMIC stay."""
    part, depth = [], 0
    for token in tokens(text, line):
        word = token.text.lower() if token.kind == 'name' else ''
        if word == 'atomic' or (depth and word == 'case'):
            depth += 1
        elif depth and word == 'end':
            depth -= 1
        if token.text == ';' and not depth:
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part
