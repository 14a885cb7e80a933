#!/usr/bin/env python3
"""Measures the release binary against a provider simulator and prints ratios, side by side in one run.

usage: run.py --sim DIR [--recto PATH] [--python PYTHON] [case ...]

DIR holds providersim.py and gen_workload.py; PYTHON runs them and needs aiohttp. Without cases all are run.
Nothing is asserted: the figures are for docs/performance.md, with their date and machine.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# The paragraphs of the workload, in ten times fewer files.
PARAGRAPHS = 1000


class Simulator:
    """providersim.py on a free port of the loopback address."""

    def __init__(self, args, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="recto-bench-"))
        port_file = self.folder / "port"
        command = [args.python, str(args.sim / "providersim.py"), "--port", "0", "--port-file", str(port_file)]
        for name, value in settings.items():
            command += ["-s", f"{name}={value}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            if port_file.exists() and port_file.read_text().strip():
                break
            time.sleep(0.1)
        self.root = f"http://127.0.0.1:{port_file.read_text().strip()}"
        self.url = self.root + "/v1"

    def stats(self):
        with urllib.request.urlopen(self.root + "/_sim/stats") as answer:
            return json.load(answer)

    def set(self, **settings):
        request = urllib.request.Request(self.root + "/_sim", json.dumps(settings).encode())
        urllib.request.urlopen(request).read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Run:
    """One run of the binary, with its wall time, CPU time and peak memory."""

    def __init__(self, args, sim, inputs, out, memory, *flags, provider="openai", wait=True):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(out.parent),
            "OPENAI_API_KEY": "bench",
            "DEEPL_AUTH_KEY": "bench",
        }
        base = sim.url if provider == "openai" else sim.root
        command = [str(args.recto), "translate", *map(str, inputs), "-o", str(out), "-f", "json",
                   "-p", provider, "-m", "sim", "--base-url", base, "--memory", str(memory), "-q", *flags]
        if provider == "deepl":
            command = [word for word in command if word not in ("-m", "sim")]
        self.start = time.perf_counter()
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                                        stderr=open(out.parent / "stderr", "ab"))
        if wait:
            self.wait()

    def wait(self):
        _, status, usage = os.wait4(self.process.pid, 0)
        self.wall = time.perf_counter() - self.start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        self.code = os.waitstatus_to_exitcode(status)
        self.process.returncode = self.code


def workload(args, folder, paragraphs=PARAGRAPHS):
    subprocess.run([args.python, str(args.sim / "gen_workload.py"), str(folder), str(paragraphs)],
                   check=True, stdout=subprocess.DEVNULL)
    return sorted((folder / "md").glob("*.md"))


def ideal(args, sim, folder, pack):
    command = [args.python, str(HERE / "ideal.py"), sim.url, str(folder / "w.jsonl"), str(pack)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def line(case, run, stats, extra=""):
    print(f"{case:<34} exit {run.code:>3}  wall {run.wall:7.2f} s  cpu {run.cpu:5.2f} s  peak {run.peak:5.0f} MiB  "
          f"requests {stats['requests']:>5}  repeated sentences {stats.get('repeated_sentences', 0):>4}  {extra}", flush=True)


def own_tokens(folder):
    """The tokens of the texts themselves, as the simulator counts: one a Chinese character, one for four others."""
    tokens = 0
    for text in open(folder / "w.jsonl", encoding="utf-8"):
        text = json.loads(text)["text"]
        chinese = sum(map(len, re.findall("[\u3400-\u4dbf\u4e00-\u9fff]+", text)))
        tokens += chinese + (len(text) - chinese + 3) // 4
    return tokens


def measure(args, folder, files, name, settings):
    """1,000 paragraphs in 100 files, packed and one a request, and the same again."""
    for case, flags, pack in [("packed", [], 10), ("one a request", ["--batch", "1"], 1)]:
        out = Path(tempfile.mkdtemp(dir=folder)) / "out"
        with Simulator(args, max_concurrent=32, **settings) as sim:
            best = ideal(args, sim, folder, pack)
            sim.set(reset=True)
            run = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32", *flags)
            stats = sim.stats()
            floor = stats["requests"] * 0.2 / 32
            sent = stats["prompt_tokens"] / own_tokens(folder)
            line(f"{name}, {case}", run, stats, f"ideal {best:.2f} s  ratio {run.wall / best:.2f}  of requests x latency / 32 {run.wall / floor:.2f}  prompt tokens / own {sent:.2f}")
            sim.set(reset=True)
            again = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32", *flags)
            line("  the same again", again, sim.stats())


def flat(args, folder, files):
    """Every answer takes 200 ms."""
    measure(args, folder, files, "flat 200 ms", {"latency_ms": 200})


def tokens(args, folder, files):
    """Answers take 200 ms and 5 ms a token, as chat models do."""
    measure(args, folder, files, "200 ms and 5 ms a token", {"latency_ms": 200, "token_ms": 5})


def faults(args, folder, files):
    """One request in ten goes wrong; every segment ends complete or marked."""
    with Simulator(args, latency_ms=50, max_concurrent=32) as sim:
        out = Path(tempfile.mkdtemp(dir=folder)) / "out"
        run = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32")
        clean = sim.stats()
        line("no faults", run, clean)
    kinds = "429 500 reset truncate badjson wrongcount empty chinese number".split()
    rates = ",".join(f"{kind}:{0.1 / len(kinds):.4f}" for kind in kinds)
    with Simulator(args, latency_ms=50, max_concurrent=32, retry_after_s=0.2, faults=rates) as sim:
        out = Path(tempfile.mkdtemp(dir=folder)) / "out"
        run = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32")
        stats = sim.stats()
        tokens = lambda s: s["prompt_tokens"] + s["completion_tokens"]
        line("10 % faults", run, stats, f"tokens of the clean run x {tokens(stats) / tokens(clean):.2f}  open {count_open(out)}")


def pace(args, folder, files):
    """50 requests a second allowed."""
    with Simulator(args, latency_ms=50, rps=50, burst=10, retry_after_s=1) as sim:
        out = Path(tempfile.mkdtemp(dir=folder)) / "out"
        run = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32", "--batch", "1")
        stats = sim.stats()
        refused = stats["by_status"].get("429", 0)
        line("50 requests a second", run, stats, f"of requests / 50 {run.wall / (stats['requests'] / 50):.2f}  refused {refused / stats['requests']:.1%}  open {count_open(out)}")


def hang(args, folder, files):
    """3 % of the requests are never answered."""
    with Simulator(args, latency_ms=200, max_concurrent=64, hang_s=600, faults="hang:0.03") as sim:
        out = Path(tempfile.mkdtemp(dir=folder)) / "out"
        run = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32")
        line("3 % never answered", run, sim.stats(), f"open {count_open(out)}")


def kills(args, folder, files):
    """kill -9 at random times, the same command again until it is done."""
    random.seed(1)
    with Simulator(args, latency_ms=100, max_concurrent=32) as sim:
        base = Path(tempfile.mkdtemp(dir=folder)) / "out"
        undisturbed = Run(args, sim, files, base, base.parent / "memory.db", "-j", "32")
        clean = sim.stats()
        # What is under way: 32 requests of ten paragraphs.
        under_way = 32 * 10 * clean["distinct_sentences"] / PARAGRAPHS
        done, rounds = 0, 0
        requests = sentences = 0
        while done < args.kills:
            rounds += 1
            sim.set(reset=True)
            out = Path(tempfile.mkdtemp(dir=folder)) / "out"
            killed = 0
            while True:
                run = Run(args, sim, files, out, out.parent / "memory.db", "-j", "32", wait=False)
                pause = random.uniform(0.02, undisturbed.wall)
                try:
                    run.process.wait(timeout=pause)
                    break
                except subprocess.TimeoutExpired:
                    run.process.send_signal(signal.SIGKILL)
                    run.process.wait()
                    killed += 1
            done += killed
            same = all((out / file.name).read_bytes() == file.read_bytes() for file in base.iterdir())
            stats = sim.stats()
            requests = max(requests, (stats["requests"] - clean["requests"]) / max(1, killed))
            sentences = max(sentences, (stats["repeated_sentences"] - clean["repeated_sentences"]) / max(1, killed))
            if not same:
                print("  an output differs in", out)
        print(f"{'kill -9':<34} {done} kills in {rounds} runs, for each kill at most {requests:.0f} requests more and {sentences:.0f} sentences sent twice; "
              f"32 full requests hold {under_way:.0f}")


def together(args, folder, files):
    """8 processes on one folder and one memory."""
    with Simulator(args, latency_ms=200, max_concurrent=256) as sim:
        home = Path(tempfile.mkdtemp(dir=folder))
        runs = []
        for n in range(8):
            (home / str(n)).mkdir()
            runs.append(Run(args, sim, files, home / str(n) / "out", home / "memory.db", "-j", "8", wait=False))
        for run in runs:
            run.wait()
        stats = sim.stats()
        line("8 processes together", runs[-1], stats, f"repeated {stats['repeated_sentences'] / max(1, stats['distinct_sentences']):.2%}  codes {[run.code for run in runs]}")


def scale(args, folder, files):
    """1,000 and 10,000 files, warm."""
    for count in (1000, 10000):
        big = Path(tempfile.mkdtemp(dir=folder))
        inputs = workload(args, big, count * 10)
        with Simulator(args, latency_ms=0) as sim:
            Run(args, sim, [big / "md"], big / "out", big / "memory.db", "-j", "32")
            sim.set(reset=True)
            run = Run(args, sim, [big / "md"], big / "out", big / "memory.db", "-j", "32")
            line(f"{len(inputs)} files, warm", run, sim.stats())
        shutil.rmtree(big)


def count_open(out):
    count = 0
    for path in out.glob("*.json"):
        for article in json.loads(path.read_text())["articles"]:
            for block in article["blocks"]:
                count += sum(1 for unit in block["units"] if unit["en"] is None)
    return count


CASES = {case.__name__: case for case in (flat, tokens, faults, pace, hang, kills, together, scale)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sim", type=Path, required=True)
    parser.add_argument("--recto", type=Path, default=ROOT / "target/release/recto")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--kills", type=int, default=20, help="how many kills; 200 is the full size")
    parser.add_argument("cases", nargs="*", choices=[[], *CASES])
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="recto-bench-"))
    try:
        files = workload(args, folder)
        for name in args.cases or CASES:
            CASES[name](args, folder, files)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
