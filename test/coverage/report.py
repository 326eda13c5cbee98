"""Lines and branches of core that were reached, and those that were not.

    report.py [--all] ROOT ARGUED <export.json

Reads what `llvm-cov export` prints.  A branch is one outcome of one condition, known by
file, function, condition and outcome: no number of a line is in it, so that it lives
through changes elsewhere.  ARGUED has those that no test reaches, each with its reason:

    FOLDER/NAME_core.c:FUNCTION:OUTCOME:CONDITION<tab>REASON

One that a test does reach is a failure.  With --all one of which nothing is in the
sources any more, and a missed branch that is not argued, are failures too.
"""
import collections
import json
import re
import sys


def clean(text):
    return re.sub(r'\s+', ' ', text).strip()


class Sources:
    def __init__(self, root):
        self.root, self.lines = root + '/src/', {}

    def text(self, name, from_line, from_column, to_line, to_column):
        if name not in self.lines:
            with open(self.root + name, encoding='utf-8') as source:
                self.lines[name] = source.read().split('\n')
        part = self.lines[name][from_line - 1:to_line]
        part[-1] = part[-1][:to_column - 1]
        part[0] = part[0][from_column - 1:]
        return clean(' '.join(part))


def read(export):
    """Counts of branches and of regions, by file, function and place; those of all copies of a function add up."""
    branches, lines = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(dict)
    for data in export['data']:
        for function in data['functions']:
            names = [name.rpartition('/src/')[2] for name in function['filenames']]
            short = function['name'].split(':')[-1]
            for region in function['branches']:
                name = names[region[6]]
                if re.search(r'_core\.[ch]$', name):
                    count = branches[name, short, *region[:4]]
                    count[0] += region[4]
                    count[1] += region[5]
            for region in function['regions']:
                name = names[region[5]]
                if re.search(r'_core\.[ch]$', name) and region[7] == 0:
                    known = lines[name, short]
                    known[tuple(region[:4])] = known.get(tuple(region[:4]), 0) + region[4]
    return branches, lines


def line_counts(functions):
    """Of each file, its lines and whether each was reached: the innermost region decides."""
    files = collections.defaultdict(dict)
    for (name, _), regions in functions.items():
        for (begin, _, end, _), count in sorted(regions.items(), key=lambda r: (r[0][0], -r[0][2])):
            for line in range(begin, end + 1):
                files[name][line] = count > 0
    return files


def outcomes(branches, sources):
    """Of each outcome of each condition whether it was reached; what is constant has none."""
    found, seen = {}, collections.Counter()
    for (name, function, *place), counts in sorted(branches.items()):
        text = sources.text(name, *place)
        if text in ('true', 'false', '1', '0'):
            continue
        seen[name, function, text] += 1
        if seen[name, function, text] > 1:
            text += ' #%d' % seen[name, function, text]
        for outcome, count in zip(('true', 'false'), counts):
            found['%s:%s:%s:%s' % (name, function, outcome, text)] = count > 0
    return found


def main():
    strict = sys.argv[1] == '--all'
    root, argued_file = sys.argv[-2:]
    with open(argued_file, encoding='utf-8') as lines:
        argued = dict(line.rstrip('\n').split('\t') for line in lines if line.strip() and not line.startswith('#'))
    branches, functions = read(json.load(sys.stdin))
    found, files = outcomes(branches, Sources(root)), line_counts(functions)
    totals = collections.defaultdict(lambda: [0, 0, 0, 0])
    for name, lines in files.items():
        totals[name][0] += sum(lines.values())
        totals[name][1] += len(lines)
    for key, reached in found.items():
        totals[key.split(':')[0]][2] += reached or key in argued
        totals[key.split(':')[0]][3] += 1
    print('%-34s %13s  %13s' % ('file', 'lines', 'branches'))
    for name in sorted(totals):
        print('%-34s %6d of %4d  %6d of %4d' % (name, *totals[name]))
    total = [sum(column) for column in zip(*totals.values())]
    missed = sorted(key for key, reached in found.items() if not reached and key not in argued)
    gone = sorted(key for key in argued if key not in found)
    reached = sorted(key for key in argued if found.get(key))
    for what, keys in (('argued, but not in the sources', gone), ('argued, but a test reaches it', reached),
                       ('not reached by any test, and not argued', missed if strict else [])):
        for key in keys:
            print('%s: %s' % (what, key))
    print('total: lines %d of %d, branches %d of %d (%.2f %%), argued %d' % (*total, 100 * total[2] / total[3], len(argued)))
    return 1 if reached or strict and (gone or missed) else 0


sys.exit(main())
