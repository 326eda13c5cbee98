"""Mutants of core: one change of the code each, which a test should see.

    code.py [--seed N] [--most N] [--minutes N] [--corpus FOLDER] FILE...     src/.../NAME_core.c

A mutant is compiled, linked with each harness of test/fuzz and each program of test/core
that needs its file, and run over the seeds and a corpus of the fuzzers (made first, or
found in FOLDER).  It is killed where one of them fails, crashes or takes too long; it is
no mutant where the compiler makes the same code of it.  What survives is printed:

    FOLDER/NAME_core.c:FUNCTION: OLD => NEW: the line

test/mutate/survivors has those that were looked at, each with its reason; they are
counted, but not printed.  Lines are known by their text, so that the list lives through
changes elsewhere.
"""
import argparse
import functools
import glob
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CC = ['cc', '-std=gnu11', '-O1', '-w', '-ffp-contract=off', '-I', ROOT + '/src', '-I', ROOT + '/test/fuzz']
DRIVER = r'''
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        uint8_t *data = malloc(1 << 20);
        size_t size = fread(data, 1, 1 << 20, file);
        fclose(file);
        data = realloc(data, size ? size : 1);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    return 0;
}
'''
TOKEN = re.compile(r'''/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*|[A-Za-z_]\w*'''
                   r'''|0[xX][0-9A-Fa-f]+\w*|\d[\w.]*|<<=|>>=|\+\+|--|&&|\|\||<<|>>|[-+*/%&|^<>=!]=|->|[^\s\w]''', re.S | re.M)
SWAPS = {'<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'], '==': ['!='], '!=': ['=='], '&&': ['||'],
         '||': ['&&'], '++': ['--'], '--': ['++'], '<<': ['>>'], '>>': ['<<'], '+=': ['-='], '-=': ['+='], '|=': ['&='],
         '&=': ['|='], 'true': ['false'], 'false': ['true'], '!': [''], 'continue': [''], 'break': ['']}
BINARY = {'+': '-', '-': '+', '&': '|', '|': '&', '*': '/', '/': '*', '%': '/'}


def mutants(text):
    """(offset, old, new) of each change inside of functions."""
    depth, before, found, begins = 0, '', [], []
    for token in TOKEN.finditer(text):
        word, at = token.group(), token.start()
        if word[0] in '"\'' or word.startswith(('/*', '//')) or word.lstrip().startswith('#'):
            continue
        if word == '{':
            depth += 1
        elif word == '}':
            depth -= 1
        elif depth > 0:
            operand = re.match(r'[\w)\]]', before[-1:] or ' ')
            if word in SWAPS:
                found += [(at, word, new) for new in SWAPS[word]]
            elif word in BINARY and operand and before not in ('return', 'case', 'const', 'sizeof'):
                found.append((at, word, BINARY[word]))
            elif re.fullmatch(r'\d+', word):
                # an array that is declared with more room than needed is no change
                if not re.search(r'^\s+(?!return )(\w+\s+)+\w+(\[\w+\])*\[$', text[text.rfind('\n', 0, at):at]):
                    found.append((at, word, str(int(word) + 1)))
                if int(word) > 1:
                    found.append((at, word, str(int(word) - 1)))
            elif word == 'if':
                found.append((at, 'if', 'if (0) if'))
        if word == ';' and depth > 0 and begins:
            statement = text[begins[0]:at]
            if re.match(r'\w[\w>.\[\]\- +*&]*( [-+|&^]?= |\()', statement) and not re.match(
                    r'(return|if|for|while|switch|do|else|case|static|const|trade_\w+\s+\*?\w+ =|u?int\w* )', statement):
                found.append((begins[0], statement, ''))
        if word in ';{})':
            begins = []
        elif not begins:
            begins = [at]
        before = word
    return found


def describe(text, name, at, old, new):
    """The mutant's name: it has no number of a line."""
    begin, end = text.rfind('\n', 0, at) + 1, text.find('\n', at)
    heads = re.findall(r'^(\w+)\(', text[:at], re.M)
    squeeze = lambda part: re.sub(r'\s+', ' ', part).strip()
    line = text[begin:end]
    place = line[:at - begin] + '<<' + line[at - begin:at - begin + len(old)] + '>>' + line[at - begin + len(old):]
    return '%s:%s: %s => %s: %s' % (name, heads[-1] if heads else '-', squeeze(old), squeeze(new) or 'nothing', squeeze(place))


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)


@functools.lru_cache(maxsize=None)
def symbols(path):
    """What an object file defines, and what it asks for."""
    parts = [line.split() for line in run(['nm', path], text=True, check=True).stdout.split('\n')]
    return ({part[2] for part in parts if len(part) == 3 and part[1] in 'TDRBC'},
            {part[1] for part in parts if len(part) == 2 and part[0] == 'U'})


class Tests:
    """Harnesses and programs, compiled; and of each the core files that it needs."""

    def __init__(self, work, corpus, wanted):
        self.work, self.programs, self.objects, self.wanted = work, {}, {}, wanted
        for source in sorted(glob.glob(ROOT + '/src/*/*_core.c')):
            name = source[len(ROOT) + 5:]
            self.objects[name] = work + '/' + name.replace('/', '_')[:-2] + '.o'
            self.compile(source, self.objects[name])
        with open(work + '/driver.c', 'w', encoding='utf-8') as out:
            out.write(DRIVER)
        self.compile(work + '/driver.c', work + '/driver.o')
        for source in sorted(glob.glob(ROOT + '/test/fuzz/*.c')):
            self.add(source, [work + '/driver.o'], lambda: self.inputs(source, corpus))
        for source in sorted(glob.glob(ROOT + '/test/core/*.c')):
            self.add(source, [], lambda: None)

    def compile(self, source, out):
        subprocess.run(CC + ['-c', source, '-o', out], check=True)

    @functools.lru_cache(maxsize=None)
    def fuzzed(self):
        """The core as the fuzzers need it, compiled once."""
        paths = {path[:-2] + '.fuzz.o': ROOT + '/src/' + name for name, path in self.objects.items()}
        for path, source in paths.items():
            subprocess.run(['clang'] + CC[1:] + ['-fsanitize=fuzzer-no-link', '-c', source, '-o', path], check=True)
        return list(paths)

    def inputs(self, source, corpus):
        name = os.path.basename(source)[:-2]
        folder = '%s/c_%s' % (corpus, name)
        if not os.path.isdir(folder):
            os.makedirs(folder)
            binary = self.work + '/fuzzer'
            subprocess.run(['clang'] + CC[1:] + ['-fsanitize=fuzzer', source] + self.fuzzed() + ['-o', binary, '-lm'], check=True)
            with open(ROOT + '/test/fuzz/%s.seeds' % name, 'rb') as seeds:
                for i, line in enumerate(seeds.read().split(b'\n')):
                    with open('%s/seed%d' % (folder, i), 'wb') as out:
                        out.write(line)
            run([binary, '-runs=20000', '-max_total_time=20', '-seed=1', '-artifact_prefix=' + self.work + '/', folder])
        return sorted(glob.glob(folder + '/*'))

    def add(self, source, more, inputs):
        # fuzz_leaks, core_leaks
        binary = '%s/%s' % (self.work, '_'.join(source[:-2].split('/')[-2:]))
        own = binary + '.own.o'
        self.compile(source, own)
        program = {'own': [own] + more, 'binary': binary}
        program['needs'] = self.needs(program)
        if not self.wanted & program['needs']:
            return
        program['inputs'] = inputs()
        linked = self.link(program, {})
        assert linked.returncode == 0, linked.stdout
        begin = time.time()
        if not self.passes(program, 300):
            sys.exit('%s fails without a mutant' % os.path.basename(program['binary']))
        program['most'] = 3 + 10 * (time.time() - begin)
        self.programs[program['binary']] = program

    def needs(self, program):
        """Files from which it takes something, however far down."""
        provides, asks = {}, {}
        for name, path in list(self.objects.items()) + [(None, own) for own in program['own']]:
            defined, undefined = symbols(path)
            provides.update((symbol, name) for symbol in defined)
            asks.setdefault(name, set()).update(undefined)
        needed, todo = set(), [None]
        while todo:
            for symbol in asks.get(todo.pop(), ()):
                name = provides.get(symbol)
                if name and name not in needed:
                    needed.add(name)
                    todo.append(name)
        return needed

    def link(self, program, changed):
        objects = [changed.get(name, path) for name, path in self.objects.items() if name in program['needs']]
        return run(['cc'] + program['own'] + objects + ['-lm', '-o', program['binary']])

    def passes(self, program, most):
        """It ends well, with no line that says otherwise; wide.c's figures are looked at by wide.py."""
        try:
            for from_input in range(0, len(program['inputs']) if program['inputs'] is not None else 1, 400):
                done = run([program['binary']] + (program['inputs'] or [])[from_input:from_input + 400], timeout=most)
                if done.returncode != 0 or done.stdout.startswith(b'not ok') or b'\nnot ok' in done.stdout:
                    return False
                if program['binary'].endswith('/core_wide') and run([sys.executable, ROOT + '/test/core/wide.py'], input=done.stdout).returncode != 0:
                    return False
        except subprocess.TimeoutExpired:
            return False
        return True

    def killed(self, name, changed):
        """By which test; None where all pass."""
        for program in sorted((p for p in self.programs.values() if name in p['needs']), key=lambda p: p['most']):
            if self.link(program, {name: changed}).returncode != 0 or not self.passes(program, program['most']):
                return os.path.basename(program['binary'])
        return None


def optimized(source, text, work):
    """The code that the optimizer makes of a text, which stays in mutant.c; None where it is no program."""
    path, out = work + '/mutant.c', work + '/mutant.s'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    if run(CC + ['-O2', '-I', os.path.dirname(source), '-S', path, '-o', out]).returncode != 0:
        return None
    with open(out, encoding='utf-8') as file:
        return re.sub(r'\.file.*', '', file.read())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--most', type=int, default=10 ** 9)
    arguments.add_argument('--minutes', type=float, default=10 ** 6)
    arguments.add_argument('--corpus')
    arguments.add_argument('files', nargs='+')
    given = arguments.parse_args()
    work = tempfile.mkdtemp()
    end = time.time() + 60 * given.minutes
    known = set()
    with open(ROOT + '/test/mutate/survivors', encoding='utf-8') as lines:
        known = {line.split('\t')[0] for line in lines if '\t' in line}
    try:
        tests = Tests(work, given.corpus or work, {file.split('src/')[-1] for file in given.files})
        for file in given.files:
            name = file.split('src/')[-1]
            path = ROOT + '/src/' + name
            with open(path, encoding='utf-8') as source:
                text = source.read()
            plain = optimized(path, text, work)
            chosen = mutants(text)
            random.Random(given.seed).shuffle(chosen)
            count = {'tried': 0, 'killed': 0, 'same': 0, 'argued': 0, 'survived': 0}
            for at, old, new in chosen[:given.most]:
                if time.time() > end:
                    break
                changed = text[:at] + new + text[at + len(old):]
                with open(work + '/mutant.c', 'w', encoding='utf-8') as file:
                    file.write(changed)
                if run(CC + ['-I', os.path.dirname(path), '-c', work + '/mutant.c', '-o', work + '/mutant.o']).returncode != 0:
                    continue
                count['tried'] += 1
                if tests.killed(name, work + '/mutant.o'):
                    count['killed'] += 1
                    continue
                if optimized(path, changed, work) == plain:
                    count['same'] += 1
                    continue
                title = describe(text, name, at, old, new)
                count['argued' if title in known else 'survived'] += 1
                if title not in known:
                    print(title, flush=True)
            print('# %s: of %d changes %s' % (name, len(chosen), ', '.join('%d %s' % (n, what) for what, n in count.items())), flush=True)
    finally:
        shutil.rmtree(work)


main()
