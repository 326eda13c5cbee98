"""What page.js found of reports, as TAP: check.py FOLDER WATCH..."""
import json
import os
import sys

folder, watches = sys.argv[1], sys.argv[2:]
tests = 0


def check(what, complaints):
    global tests
    tests += 1
    print('%sok %d - %s' % ('not ' if complaints else '', tests, what))
    for line in list(complaints)[:10]:
        print('# %s' % (line,))


attributed = [line.rsplit(' ', 1) for line in open(os.path.join(folder, 'attributed'), encoding='utf-8').read().splitlines()]
for watch in watches:
    page = os.path.join(folder, watch + '.html')
    views = json.load(open(os.path.join(folder, watch + '.json'), encoding='utf-8'))
    size = os.path.getsize(page)
    check('%s: below 2 MB' % watch, [size] if size >= 2e6 else [])
    for view in views:
        name = '%s at %d pixels, %s' % (watch, view['width'], view['scheme'])
        check(name + ': nothing is said on the console', view['said'])
        check(name + ': nothing is asked of anybody', view['asked'])
        check(name + ': no script', [view['scripts']] if view['scripts'] else [])
        check(name + ': fits', [view['needs']] if view['needs'] > view['width'] else [])
        check(name + ': charts are seen', [h for h in view['charts'] if h < 20] or ([] if len(view['charts']) >= 7 else ['too few']))
        check(name + ': axe finds nothing', view['violations'] or ([] if view['passes'] > 20 else ['axe looked at nothing']))
    day = views[0]
    check('%s: dark where the reader has it dark' % watch, [] if day['background'] != views[2]['background'] else [day['background']])
    check('%s: prints' % watch, [] if day['printed'] > 10000 else [day['printed']])
    script = '<script>alert("%s")</script>' % watch
    check('%s: a label that is a script is read' % watch, [] if script in day['text'] else [day['text'][:200]])
    wanted = {float(value) for name, value in attributed if name == watch}
    check('%s: figures are the view\'s' % watch, wanted - {float(f) for f in day['figures']} or ([] if len(wanted) >= 2 else ['too few']))
print('1..%d' % tests)
