"""Where a page of the documentation sends its reader must be something: prints each
link to a file or heading, and each file named in backticks, that is not there.
"""
import glob
import os
import re

LINK = re.compile(r'\]\(([^)\s]+)\)')
NAMED = re.compile(r'`((?:src|sql|test|doc|demo|bench|bin|expected)/[\w./-]+)`')
IN_ROOM = re.compile(r'`((?!(?:src|sql|test|doc|demo|bench|bin|expected)/)[a-z]+/\w+\.[ch])`')
BLOCK = re.compile(r'^```.*?^```$', re.M | re.S)


def anchors(page):
    """Headings as they are linked: lower case, hyphens for spaces, no punctuation."""
    heads = re.findall(r'^#+ (.*)$', open(page, encoding='utf-8').read(), re.M)
    return {re.sub(r'[^\w\- ]', '', head.lower()).replace(' ', '-') for head in heads}


for page in sorted(glob.glob('*.md') + glob.glob('*/*.md')):
    text = BLOCK.sub('', open(page, encoding='utf-8').read())
    for link in LINK.findall(text):
        path, _, anchor = link.partition('#')
        target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
        if '://' not in link and (not os.path.exists(target) or anchor and anchor not in anchors(target)):
            print(f'{page}: {link}')
    # the map of a folder names its files from there
    names = NAMED.findall(text) + [os.path.join(os.path.dirname(page), name) for name in IN_ROOM.findall(text)]
    for name in names:
        if not os.path.exists(name.rstrip('.')):
            print(f'{page}: {name}')
