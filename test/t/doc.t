#!/usr/bin/env bash
# doc/reference.md is what the comments in sql/install and the examples say, every public
# function has an example, and no page sends its reader where nothing is.
echo 1..3
if diff <(python3 "$SRCDIR/doc/generate") "$SRCDIR/doc/reference.md" >/dev/null; then
	echo "ok 1 - doc/reference.md is current"
else
	echo "not ok 1 - doc/reference.md is current (doc/generate >doc/reference.md)"
fi
lost=$(cd "$SRCDIR" && python3 test/pages/links.py 2>&1)
[ -z "$lost" ] && echo "ok 2 - links and names of files lead somewhere" || {
	echo "not ok 2 - links and names of files lead somewhere"
	sed 's/^/# /' <<<"$lost"
}
missing=$(python3 "$SRCDIR/doc/generate" --missing 2>&1)
[ -z "$missing" ] && echo "ok 3 - every function has an example in doc/examples" || {
	echo "not ok 3 - every function has an example in doc/examples (write one, then test/pages/write)"
	sed 's/^/# /' <<<"$missing"
}
