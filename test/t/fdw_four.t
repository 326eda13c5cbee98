#!/usr/bin/env bash
# The tests of flows on shards, on four of them.
SHARDS=4 exec "$BASH" "$(dirname "$0")/fdw.t"
