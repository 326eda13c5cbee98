#!/usr/bin/env bash
# README.md and the guides in doc/ run, and print what they show.
set -u
cd "${SRCDIR:-.}" || exit 1
export PGTZ=UTC PGDATESTYLE=ISO
python3 test/pages/pages.py README.md $(grep -l '^```sql$' doc/*.md)
