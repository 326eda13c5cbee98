#!/usr/bin/env bash
# False alarms and power of the screen in simulated worlds: the bounds of doc/detection.md.
export PYTHONDONTWRITEBYTECODE=1
folder=${SRCDIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}/test/oracle
exec python3 "$folder/worlds.py" --check "${SANCTIONS_WORLDS:-60}"
