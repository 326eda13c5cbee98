"""Assembler for the calls that may run out of memory: wrap.py ALLOCATORS <names that the library calls

Each is sent through memory_step() first, by the linker's --wrap; what it is given stays
as it is, whatever its type, so that no signature stands here.  Also prints, with
--options, the linker's options.
"""
import sys

known = set(open(sys.argv[1]).read().split())
names = sorted(known & set(sys.stdin.read().split()))
if len(sys.argv) > 2:
    print(' '.join('-Wl,--wrap=' + name for name in names))
    sys.exit()
general, floats = 'rdi rsi rdx rcx r8 r9 rax'.split(), range(8)
print('\t.text')
for name in names:
    lines = ['.globl __wrap_%s' % name, '.type __wrap_%s, @function' % name, '__wrap_%s:' % name]
    lines += ['\tpush %%%s' % r for r in general] + ['\tsub $128, %rsp']
    lines += ['\tmovups %%xmm%d, %d(%%rsp)' % (i, 16 * i) for i in floats]
    lines += ['\tcall memory_step']
    lines += ['\tmovups %d(%%rsp), %%xmm%d' % (16 * i, i) for i in floats]
    lines += ['\tadd $128, %rsp'] + ['\tpop %%%s' % r for r in reversed(general)]
    print('\n'.join(lines + ['\tjmp __real_%s@PLT' % name]))
print('\t.section .note.GNU-stack, "", @progbits')
