#!/usr/bin/env bash
# The balance of the fall of direct trade against an independent oracle in exact fractions.
# Another set of random cases: SANCTIONS_SEED=2
export PYTHONDONTWRITEBYTECODE=1
folder=${SRCDIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}/test/oracle
exec python3 "$folder/run.py" balance "${SANCTIONS_SEED:-1}"
