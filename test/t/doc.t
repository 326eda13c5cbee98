#!/usr/bin/env bash
# doc/reference.md is what the comments in sql/install say.
echo 1..1
if diff <(python3 "$SRCDIR/doc/generate") "$SRCDIR/doc/reference.md" >/dev/null; then
	echo "ok 1 - doc/reference.md is current"
else
	echo "not ok 1 - doc/reference.md is current (doc/generate >doc/reference.md)"
fi
