"""The engines that bench/compare.py times: PostgreSQL, DuckDB and ClickHouse.

Each has run(sql) -> (milliseconds, rows), and processes() whose memory counts.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import threading
import time

TMP, SHAPE = os.environ["SANCTIONS_TMP"], os.environ["SHAPE"]
THREADS = 2
PEER_NAMES = {"duckdb": "DuckDB", "chdb": "ClickHouse"}


class Failed(Exception):
    """A statement failed; its text is the first line of the message."""


def say(text):
    print(f"# {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Postgres:
    """One backend, by a psql that is fed through a pipe."""

    def __init__(self):
        self.psql = subprocess.Popen(["psql", "-XAtq", "-F", "\t"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True, encoding="utf-8", bufsize=1)
        self.pid, self.kinds = None, {}
        self.postmaster = int(pathlib.Path(TMP, "data/postmaster.pid").read_text().split()[0])
        self.reconnect()

    def reconnect(self):
        """A new backend, which keeps no memory of statements before."""
        self.pid = None
        self.run("\\c\nSET client_min_messages = error; SELECT sanctions_version()")
        self.pid = int(self.run("SELECT pg_backend_pid()")[1][0][0])

    def run(self, sql):
        start, cpu = time.perf_counter(), self.cpu()
        self.psql.stdin.write(f"{sql};\n\\echo end-of-answer\n")
        self.psql.stdin.flush()
        rows, error = [], None
        for line in self.psql.stdout:
            line = line.rstrip("\n")
            if line == "end-of-answer":
                break
            if line.startswith("ERROR:") and not error:
                error = line
            rows.append(line.split("\t"))
        else:
            error = "the server closed the connection"
        elapsed = 1000 * (time.perf_counter() - start)
        self.cpu_ms = self.cpu() - cpu
        if error:
            raise Failed(error)
        return elapsed, rows

    def cpu(self):
        """Processor time of the backend so far, in milliseconds."""
        try:
            return int(pathlib.Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e6
        except OSError:
            return math.nan

    def processes(self):
        """The backend and the parallel workers of the moment."""
        children = pathlib.Path(f"/proc/{self.postmaster}/task/{self.postmaster}/children").read_text().split()
        return [self.pid] + [int(pid) for pid in children if self.is_worker(pid)]

    def is_worker(self, pid):
        """Remembers what it read: a process does not change its kind."""
        if pid not in self.kinds:
            try:
                self.kinds[pid] = b"parallel worker" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                return False
        return self.kinds[pid]


class Peer:
    """DuckDB or ClickHouse in a node process that answers lines of JSON."""

    def __init__(self, name, script):
        self.name, self.store = name, f"{TMP}/{name}.{SHAPE}.store"
        self.node = subprocess.Popen(["node", script, self.store, str(THREADS)], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1)

    def run(self, sql):
        try:
            self.node.stdin.write(json.dumps({"sql": sql}) + "\n")
            self.node.stdin.flush()
            line = self.node.stdout.readline()
        except BrokenPipeError:
            line = ""
        reply = json.loads(line) if line else {"error": f"{self.name} died"}
        if "error" in reply:
            raise Failed(reply["error"].splitlines()[0])
        return reply["ms"], reply["rows"]

    def processes(self):
        return [self.node.pid]


def private_kb(pid):
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def with_memory(engine, run):
    """Calls run() and watches the private memory of the engine's processes: (its result, peak MB)."""
    peak, done = [0], threading.Event()

    def watch():
        while True:
            peak[0] = max(peak[0], sum(private_kb(pid) for pid in engine.processes()))
            if done.wait(0.02):
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        result = run()
    finally:
        done.set()
        watcher.join()
    return result, peak[0] / 1024


def load_peers(peers, labels):
    """Loads the rows into each peer; one that fails is left out, and said."""
    if not peers:
        return
    csv = f"{TMP}/flow.csv"
    say("writing the rows for the peers")
    with open(csv, "wb") as out:
        subprocess.run(["psql", "-XAtqc", "COPY (SELECT product, year, exporter::text, importer::text, value FROM flow) TO STDOUT (FORMAT csv)"],
                       stdout=out, check=True)
    for peer in list(peers.values()):
        say(f"loading them into {PEER_NAMES[peer.name]}")
        try:
            for sql in (duckdb_load if peer.name == "duckdb" else chdb_load)(csv, labels):
                peer.run(sql)
        except Failed as failure:
            say(f"without {PEER_NAMES[peer.name]}: {failure}")
            del peers[peer.name]
    os.unlink(csv)


def duckdb_load(csv, labels):
    return [f"CREATE TYPE country AS ENUM ({labels})",
            f"""CREATE TABLE flow AS FROM read_csv('{csv}', header = false, columns = {{'product': 'SMALLINT', 'year': 'SMALLINT',
                'exporter': 'country', 'importer': 'country', 'value': 'DOUBLE'}})""",
            "CHECKPOINT"]


def chdb_load(csv, labels):
    numbered = ", ".join(f"{label} = {n}" for n, label in enumerate(labels.split(", "), -100))
    return ["CREATE DATABASE IF NOT EXISTS bench ENGINE = Atomic", "USE bench",
            f"""CREATE TABLE flow (product Int16, year Int16, exporter Enum8({numbered}), importer Enum8({numbered}), value Float64)
                ENGINE = MergeTree ORDER BY (year, exporter, importer, product)""",
            f"INSERT INTO flow SELECT * FROM file('{csv}', 'CSV', 'product Int16, year Int16, exporter String, importer String, value Float64')",
            "OPTIMIZE TABLE flow FINAL"]


def copy_speed():
    """GB/s at which one core copies memory, reading alone counted."""
    source = bytearray(os.urandom(1 << 20) * 256)
    target = memoryview(bytearray(len(source)))
    best = math.inf
    for _ in range(5):
        start = time.perf_counter()
        target[:] = source
        best = min(best, time.perf_counter() - start)
    return len(source) / best / 1e9
