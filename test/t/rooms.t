#!/usr/bin/env bash
# The house as its sources draw it: rooms on floors, arrows down, no circle.
exec python3 "$SRCDIR/test/t/rooms.py" "$SRCDIR/src"
