"""Repeats what wide.c printed with Python's own integers and fractions."""
import sys
from fractions import Fraction


def sign(x):
    return (x > 0) - (x < 0)


count = 0
for i, line in enumerate(sys.stdin):
    *integers, double, order, scaled = line.split()
    a, b, c, product, multiple, factor, n, d, n2, d2 = (int(x, 16) for x in integers)
    f, g = Fraction(n, d), Fraction(n2, d2)
    if not (product == a * b and multiple == a * factor
            and (n == a * b - c or n.bit_length() < 64) and n2 == a + b
            and float.fromhex(double) == float(f) and int(order) == sign(f - g) and int(scaled) == sign(f - Fraction(5, 4) * g)):
        sys.exit(f"line {i + 1}: {line}")
    count += 1
if count < 30000:
    sys.exit(f"only {count} lines")
