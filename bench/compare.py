"""Runs the questions of bench/queries on PostgreSQL and on the peers, prints Markdown.

    python3 compare.py [duckdb=FILE.mjs] [chdb=FILE.mjs]

bench/run calls it with the server, the tables and the peers' packages ready.
A question is a file of directives ("-- word: text") and forms, each a statement:

    title, note, unit   what is printed; unit "us N" is microseconds of one of N questions
    setup, verify       statements run before; verify must give 0
    settings            fixed settings; without them the best of JIT and workers is taken
    repeat              NAME | TEXT [| unchecked]: all forms once more with :by replaced by TEXT
    time, check         what is put around a form's :query; all checks must agree
    measure             cpu: processor time of the backend, not elapsed time
    cells               how many cells a form reads, where it is not all flows
    floor               lines of what no form can go below: bytes, rows
    form                NAME | ENGINES | check=GROUP or no | set=SETTING | reference=NAME
                        (its ratio is to the form of that name, to none, or to the first)
"""

import math
import os
import pathlib
import random
import sys

from engines import PEER_NAMES, SHAPE, THREADS, TMP, Failed, Peer, Postgres, copy_speed, load_peers, say, with_memory

HERE = pathlib.Path(__file__).resolve().parent
ROWS, RUNS = int(os.environ["ROWS"]), int(os.environ["RUNS"])
WHOLE = os.environ["VALUES"] == "whole"
SLOW_MS = 2000          # a form slower than this runs three times at most
SLOWEST_MS = 8000       # and one slower than this twice
SETTING_NAMES = {"jit = off": "JIT off", "jit = on": "JIT on", "jit = off, max_parallel_workers_per_gather = 1": "one worker",
                 "jit = off, max_parallel_workers_per_gather = 0": "no workers"}
TRIALS = tuple(SETTING_NAMES)
ORDER = ("growth", "years", "share", "screen", "one", "raw", "build", "merge", "slope", "sizes")


class Form:
    def __init__(self, head):
        self.name, engines, *options = [part.strip() for part in head.split("|")]
        self.engines = [e for e in engines.split() if e != "each"]
        self.each = "each" in engines.split()
        options = dict(option.split("=", 1) for option in options)
        self.check, self.set, self.reference = options.get("check", "all"), options.get("set", ""), options.get("reference")
        self.sql = ""


def read_question(name):
    """Directives of a file as lists of texts, and its forms in order."""
    words, forms, lines = {}, [], None
    for line in pathlib.Path(HERE, "queries", name + ".sql").read_text().splitlines():
        if line.startswith("-- "):
            word, _, text = line[3:].partition(":")
            words.setdefault(word, []).append(text.strip())
            lines = None
            if word == "form":
                forms.append(Form(text))
                lines = forms[-1]
            elif word == "rival":
                lines = words["rival"]
        elif isinstance(lines, Form):
            lines.sql += line + "\n"
        elif lines is not None:
            lines.append(line)
    for form in forms:
        form.sql = form.sql.replace(":rival", "\n".join(words.get("rival", [])).strip())
    return words, forms


class Entry:
    """A form on one engine in one repetition, and its measurements."""

    def __init__(self, form, engine_name, engine, name):
        self.form, self.engine_name, self.engine, self.name = form, engine_name, engine, name
        self.sql, self.settings, self.times, self.error = "", form.set, [], None
        self.memory = self.tried = math.nan
        self.answer = None

    def runs(self):
        """How often the form runs: slow ones less, since their times vary less."""
        return min(RUNS, RUNS if self.tried <= SLOW_MS else 3 if self.tried <= SLOWEST_MS else 2)

    def median(self):
        return sorted(self.times)[(len(self.times) - 1) // 2] if self.times else math.nan


class Bench:
    def __init__(self, postgres, peers):
        self.postgres, self.peers, self.failed = postgres, peers, False
        self.cells = int(self.one("SELECT count(*) FROM flow"))
        self.bytes = int(self.one("SELECT sum(pg_column_size(m)) FROM stored"))
        self.origins = self.one("SELECT string_agg(quote_literal(g), ', ') FROM unnest(group_members('GECC')) AS g")
        self.asked = postgres.run("SELECT product, importer FROM asked")[1]
        self.copy_gbs = copy_speed()

    def one(self, sql):
        return self.postgres.run(sql)[1][0][0]

    def engine(self, name):
        return self.postgres if name == "postgres" else self.peers.get(name)

    def set(self, settings):
        self.postgres.run("RESET ALL; SET client_min_messages = error" + "".join(f"; SET {s.strip()}" for s in settings.split(",") if s.strip()))

    def prepare(self, entry, words):
        """Puts the settings of a PostgreSQL form in place."""
        if entry.engine is self.postgres:
            fixed = words.get("settings", [""])[0]
            self.set(fixed + "," + entry.settings)

    def statements(self, entry, around):
        """The statement of a form, or one for each importer and product asked for."""
        sql = around.replace(":query", entry.sql)
        if not entry.form.each:
            return [sql]
        return [sql.replace(":product", product).replace(":importer", importer) for product, importer in self.asked]

    def run(self, entry, words):
        self.prepare(entry, words)
        total = 0
        for sql in self.statements(entry, words["time"][0]):
            elapsed, _ = entry.engine.run(sql)
            total += self.postgres.cpu_ms if "measure" in words and entry.engine is self.postgres else elapsed
        return total

    def check(self, entry, words):
        """Numbers by which answers are compared: those of one form, added up."""
        self.prepare(entry, words)
        sums = None
        for sql in self.statements(entry, words["check"][0]):
            row = [float(x or 0) for x in entry.engine.run(sql)[1][0]]
            sums = row if sums is None else [a + b for a, b in zip(sums, row)]
        entry.answer = sums

    def guarded(self, entry, what, *arguments):
        if entry.error:
            return None
        try:
            return what(entry, *arguments)
        except Failed as failure:
            entry.error = str(failure)
            self.failed = True
            say(f"{entry.name}: {failure}")
            return None

    def agree(self, entries, words):
        """Marks the entries whose answer is not that of the first of their check."""
        exact = WHOLE and "tolerance" not in words
        allowed = 0 if exact else 1e-9
        first = {}
        for entry in entries:
            if entry.error or entry.answer is None:
                continue
            reference = first.setdefault(entry.form.check, entry)
            # a million shares of wrong last digits could hide behind a tolerance; an exact sum hides none
            if not all(abs(a - b) <= allowed * max(abs(a), abs(b)) for a, b in zip(entry.answer, reference.answer)):
                entry.error = f"answers differ from those of {reference.name}: {entry.answer} and {reference.answer}"
                self.failed = True
                say(f"{entry.name}: {entry.error}")

    def warm(self, entry, words):
        """Tries settings where they are free, and watches memory, each in a new backend; a slow form's best try is its first run."""
        best = math.inf
        free = entry.engine is self.postgres and "settings" not in words
        for trial in TRIALS if free else (entry.settings,):
            if trial == TRIALS[-1] and best > SLOWEST_MS:
                break           # nobody gives the workers up there
            settings, entry.settings = entry.settings, trial
            if entry.engine is self.postgres:
                self.postgres.reconnect()
            elapsed, memory = with_memory(entry.engine, lambda: self.run(entry, words))
            if free and elapsed < SLOW_MS:  # the first run paid for a cold backend
                elapsed = min([elapsed] + [self.run(entry, words) for _ in range(3 if elapsed < SLOW_MS / 4 else 1)])
            if elapsed < best:
                best, entry.memory = elapsed, memory
            else:
                entry.settings = settings
        entry.tried = best
        if best > SLOW_MS:
            entry.times.append(best)    # what a new backend must load first does not count there

    def measure(self, entries, words, checked):
        for entry in entries:
            if checked and entry.form.check != "no":
                say(f"checking {entry.name}")
                self.guarded(entry, self.check, words)
        self.agree(entries, words)
        for entry in entries:
            say(f"trying {entry.name}")
            self.guarded(entry, self.warm, words)
        for run in range(RUNS):
            say(f"run {run + 1} of {RUNS}")
            # another order each time: no form always follows the same one
            for entry in random.Random(run).sample(entries, len(entries)):
                if not entry.error and len(entry.times) < entry.runs():
                    elapsed = self.guarded(entry, self.run, words)
                    if elapsed is not None:
                        entry.times.append(elapsed)

    def entries(self, forms, words, label, by):
        made = []
        for form in forms:
            for engine_name in form.engines:
                engine = self.engine(engine_name)
                if not engine:
                    continue
                name = form.name.replace("DuckDB", PEER_NAMES.get(engine_name, "DuckDB"))
                entry = Entry(form, engine_name, engine, f"{name}, {label}" if label else name)
                entry.sql = form.sql.strip().replace(":by", by).replace(":origins", self.origins)
                entry.settings = form.set.replace(":by", by)
                made.append(entry)
        return made

    def floors(self, words, entries):
        """What the rows of a question cannot go below, measured in this run."""
        lines = []
        wanted = words.get("floor", [""])[0].split()
        if "bytes" in wanted:
            ms = self.bytes / (self.copy_gbs * 1e9) / THREADS * 1000
            lines.append((f"floor: copying the {self.bytes / 1e6:.1f} MB of the matrices in memory, {THREADS} x {self.copy_gbs:.1f} GB/s", ms))
            lines.append(("floor: fetching as many bytes from PostgreSQL's tables", self.median_of("SELECT sum(get_byte(b, 0)) FROM bytes")))
        rows = next((entry.answer[0] for entry in entries if entry.answer), 0)
        if "rows" in wanted and rows:
            number = math.ceil(rows / int(self.one("SELECT count(*) FROM stored")))
            lines.append((f"floor: as many rows ({rows:,.0f}) from generate_series, a call a matrix",
                          self.median_of(f"SELECT count(g), sum(g) FROM stored, generate_series(1, {number} + 0 * product) AS g")))
        return lines

    def median_of(self, sql):
        """Median with workers or without, the smaller one: a floor."""
        medians = []
        for settings in ("parallel_setup_cost = 0, parallel_tuple_cost = 0", "max_parallel_workers_per_gather = 0"):
            self.set("jit = off, " + settings)
            medians.append(sorted(self.postgres.run(sql)[0] for _ in range(RUNS + 1))[RUNS // 2])
        return min(medians)

    def reference(self, entry, entries):
        """What a form is compared with: the first, the one it names, or "none"."""
        wanted = entry.form.reference
        if wanted == "none":
            return math.nan
        return next((e for e in entries if e.form.name == wanted), entries[0]).median()

    def ready(self, words):
        """Runs what a question needs before; a stored matrix that is not what its rows say fails it."""
        self.set("")
        for sql in words.get("setup", []):
            self.postgres.run(sql)
        for sql in words.get("verify", []):
            wrong = self.one(sql)
            if wrong != "0":
                raise Failed(f"{wrong} matrices have another content than their rows")

    def ask(self, name):
        words, forms = read_question(name)
        say(f"question {name}: {words['title'][0]}")
        unit, count = (words.get("unit", ["ms 1"])[0].split() + ["1"])[:2]
        print(f"\n### {words['title'][0]}\n")
        if "note" in words:
            print(words["note"][0] + "\n")
        try:
            self.ready(words)
        except Failed as failure:
            self.failed = True
            print(f"Not run: {failure}")
            return
        print(f"| form | {unit} | ratio | ns a cell | private MB | settings, runs |\n|---|---:|---:|---:|---:|---|")
        for repeat in words.get("repeat", ["|"]):
            label, by, *unchecked = [part.strip() for part in repeat.split("|")]
            entries = self.entries(forms, words, label, by)
            self.set("")
            cells = int(self.one(words["cells"][0].replace(":by", by))) if "cells" in words else self.cells
            self.measure(entries, words, "check" in words and not unchecked)
            for line, ms in self.floors(words, entries):
                print_line(line, ms, entries[0].median(), cells)
            for entry in entries:
                self.print_entry(entry, words, entries, cells, 1000 / int(count) if unit == "us" else None)
            sys.stdout.flush()

    def print_entry(self, entry, words, entries, cells, microseconds):
        if entry.error:
            print(f"| {entry.name} | {entry.error} | | | | |")
            return
        remarks = [f"{len(entry.times)} runs"]
        if entry.engine is self.postgres and "settings" not in words:
            remarks.insert(0, SETTING_NAMES[entry.settings])
        if "bytes" in words.get("floor", [""])[0] and "FROM stored" in entry.sql:
            remarks.append(f"{self.bytes / entry.median() / 1e6:.2f} GB/s of stored bytes")
        factor = microseconds or 1
        print_line(entry.name, entry.median() * factor, self.reference(entry, entries) * factor,
                   None if microseconds else cells, entry.memory, ", ".join(remarks))

    def sizes(self):
        say("sizes")
        print("\n### Bytes a cell\n\n| form | MB | bytes a cell |\n|---|---:|---:|")
        cells = int(self.one("SELECT count(*) FROM (SELECT DISTINCT product, exporter, importer, year FROM flow) AS c"))
        sizes = [("stored matrices", self.bytes), ("stored matrices, the table with TOAST and its index", self.one("SELECT pg_total_relation_size('stored')")),
                 ("rows, the heap", self.one("SELECT pg_relation_size('flow')")), ("rows, the covering index", self.one("SELECT sum(pg_relation_size(indexrelid)) FROM pg_index WHERE indrelid = 'flow'::regclass"))]
        if "duckdb" in self.peers:
            parquet = f"{TMP}/flow.parquet"
            self.peers["duckdb"].run(f"COPY (SELECT product, year, exporter::VARCHAR AS exporter, importer::VARCHAR AS importer, value FROM flow) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd)")
            sizes.append(("Parquet, zstd, in the order of the rows", os.path.getsize(parquet)))
            self.peers["duckdb"].run(f"COPY (SELECT product, year, exporter::VARCHAR AS exporter, importer::VARCHAR AS importer, value FROM flow ORDER BY product, importer, exporter, year) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd)")
            sizes.append(("Parquet, zstd, by product, importer, exporter, year", os.path.getsize(parquet)))
            sizes.append(("DuckDB's file", os.path.getsize(self.peers["duckdb"].store)))
        if "chdb" in self.peers:
            sizes.append(("ClickHouse's parts", self.peers["chdb"].run("SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'flow'")[1][0][0]))
        for name, size in sizes:
            print(f"| {name} | {int(size) / 1e6:.1f} | {int(size) / cells:.2f} |")


def number(x):
    return "" if x is None or math.isnan(x) else f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def print_line(name, ms, reference, cells, memory=None, remarks=""):
    ratio = number(ms / reference) if reference else ""
    print(f"| {name} | {number(ms)} | {ratio} | {number(ms * 1e6 / cells) if cells else ''} | {number(memory)} | {remarks} |")


def huge_pages():
    """The system's huge pages that are in use: a server with huge_pages = try takes them where it can."""
    fields = dict(line.split(":") for line in open("/proc/meminfo"))
    total, free, size = (int(fields.get(name, "0").split()[0]) for name in ("HugePages_Total", "HugePages_Free", "Hugepagesize"))
    return f"{(total - free) * size // 1024} MB of huge pages in use" if total > free else "no huge pages"


def print_preamble(bench):
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")
    versions = [f"PostgreSQL {bench.one('SHOW server_version').split()[0]}"]
    if "duckdb" in bench.peers:
        versions.append("DuckDB " + bench.peers["duckdb"].run("SELECT version()")[1][0][0])
    if "chdb" in bench.peers:
        versions.append("ClickHouse " + bench.peers["chdb"].run("SELECT version()")[1][0][0])
    shown = ("shared_buffers", "work_mem", "hash_mem_multiplier", "max_parallel_workers_per_gather", "random_page_cost")
    settings = ", ".join(f"{s} = {bench.one('SHOW ' + s)}" for s in shown)
    print(f"{', '.join(versions)}; {cpu}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {THREADS} threads a peer")
    print(f"{bench.cells:,} rows (ROWS={ROWS}), {SHAPE}, {'whole dollars' if WHOLE else 'arbitrary doubles'}, medians of {RUNS} interleaved runs (3 where a run takes over {SLOW_MS / 1000:.0f} s, 2 over {SLOWEST_MS / 1000:.0f} s)")
    print(f"{settings}, {huge_pages()}; unlogged tables, vacuumed; figures are warm", flush=True)


def main():
    scripts = dict(argument.split("=", 1) for argument in sys.argv[1:])
    postgres = Postgres()
    peers = {name: Peer(name, script) for name, script in scripts.items()}
    labels = postgres.run("SELECT string_agg(quote_literal(code::text), ', ' ORDER BY code) FROM label")[1][0][0]
    load_peers(peers, labels)
    bench = Bench(postgres, peers)
    bench.failed = len(peers) < len(scripts)
    print_preamble(bench)
    wanted = os.environ["QUESTIONS"].split() or ORDER
    for name in wanted:
        if name == "sizes":
            bench.sizes()
        else:
            bench.ask(name)
    for peer in peers.values():
        peer.node.stdin.close()
        peer.node.wait()
    return 1 if bench.failed else 0


sys.exit(main())
