"""Draws the house from its sources: which file includes and calls which.

    python3 test/t/rooms.py FOLDER

prints TAP.  The floors, the rooms and what a room shows to others are read from
src/README.md, so that the map stays true.  Arrows run down only: between rooms by
the floors, and between the files of a room without a circle.
"""
import collections
import glob
import os
import re
import sys

source = sys.argv[1] if len(sys.argv) > 1 else 'src'
INCLUDE = re.compile(r'^#include "([a-z0-9_]+/[a-z0-9_]+\.h)"', re.M)
COMMENT = re.compile(r'/\*.*?\*/|"(?:[^"\\]|\\.)*"', re.S)
# A definition of a global function: its name begins a line, and its body follows.
DEFINED = re.compile(r'^((?:sanctions|trade)_[a-z0-9_]+)\((?:[^;{}]|\n)*?\)\n\{', re.M)
DECLARED = re.compile(r'^[a-z_ ]*extern [^;{]*;', re.M)
MACRO = re.compile(r'^#define (?:.*\\\n)*.*', re.M)
NAME = re.compile(r'\b((?:sanctions|trade)_[a-z0-9_]+)\b')
tests = failed = 0


def room(name):
    return name.split('/')[0]


def check(what, complaints):
    global tests, failed
    tests += 1
    failed += bool(complaints)
    print('%sok %d - %s' % ('not ' if complaints else '', tests, what))
    for line in sorted(complaints)[:20]:
        print('# ' + line)


def read_map(path):
    """Rooms in their order, lowest first, each with its floor and its public headers."""
    rooms = collections.OrderedDict()
    for line in open(path, encoding='utf-8'):
        cells = [cell.strip() for cell in line.strip().strip('|').split('|')]
        if len(cells) >= 4 and cells[0].isdigit():
            name = cells[1].strip('`/')
            rooms[name] = int(cells[0]), set(re.findall(r'`([a-z0-9_]+\.h)`', cells[3]))
    return rooms


def circles(arrows):
    """Groups of files that can reach each other (Tarjan)."""
    index, low, stack, found, counter = {}, {}, [], [], [0]
    sys.setrecursionlimit(10000)

    def visit(node):
        index[node] = low[node] = counter[0]
        counter[0] += 1
        stack.append(node)
        for other in arrows[node]:
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                group.append(stack.pop())
                if group[-1] == node:
                    break
            if len(group) > 1:
                found.append(' <-> '.join(sorted(group)))

    for node in sorted(arrows):
        if node not in index:
            visit(node)
    return found


files = {os.path.relpath(path, source): open(path, encoding='utf-8').read()
         for path in glob.glob(os.path.join(source, '*', '*.[ch]'))}
includes = {name: {i for i in INCLUDE.findall(text) if i in files or i.split('/')[0] in {room(f) for f in files}}
            for name, text in files.items()}
code = {name: COMMENT.sub(' ', text) for name, text in files.items()}
home = {function: name for name, text in code.items() if name.endswith('.c') for function in DEFINED.findall(text)}
arrows = collections.defaultdict(set)
# A header and the source of its name are one: `value_core`.
for name, text in code.items():
    one = name.split('.')[0]
    arrows[one] |= {i.split('.')[0] for i in includes[name]} - {one}
    # a header that declares a function or offers a macro does not call it; what it defines inline may
    text = DECLARED.sub(' ', MACRO.sub(' ', text) if name.endswith('.h') else text)
    for used in set(NAME.findall(text)):
        if used in home and home[used].split('.')[0] != one:
            arrows[one].add(home[used].split('.')[0])
rooms = read_map(os.path.join(source, 'README.md'))

check('the map names the rooms that are there',
      {'%s is not on the map' % r for r in {room(f) for f in files} - set(rooms)} |
      {'%s is on the map only' % r for r in set(rooms) - {room(f) for f in files}})
check('what is included is there', {'%s: %s' % (f, i) for f in files for i in includes[f] if i not in files})
check('between rooms arrows run down', {
    '%s -> %s' % (f, t) for f in arrows for t in arrows[f]
    if room(f) != room(t) and room(f) in rooms and room(t) in rooms and rooms[room(t)][0] >= rooms[room(f)][0]})
check('no circle between files', set(circles(arrows)))
check("no room reaches into another's private header", {
    '%s: %s' % (f, t) for f in files for t in includes[f]
    if room(f) != room(t) and room(t) in rooms and t.split('/')[1] not in rooms[room(t)][1]})
check('what the map shows to others is used by others', {
    '%s/%s' % (r, header) for r, (_, headers) in rooms.items() for header in headers
    if not any('%s/%s' % (r, header) in includes[f] and room(f) != r for f in files)
    and not any(('"%s/%s"' % (r, header)) in open(p, encoding='utf-8').read()
                for p in glob.glob(os.path.join(source, '..', 'test', '*', '*.c')))})
check('core knows core and C only', {
    '%s: %s' % (f, t) for f in files if f.split('.')[0].endswith('_core')
    for t in includes[f] if not (t.split('.')[0].endswith('_core') or t.endswith('_table.h'))})
print('1..%d' % tests)
sys.exit(failed != 0)
