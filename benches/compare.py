#!/usr/bin/env python3
"""Runs crossfoot and its peers in turn on the same folder and prints medians and
ratios, all from one run: the machine may be noisy, and what is slow for one is
slow for all.

    benches/compare.py --crossfoot target/release/crossfoot --folder REPORTS

The folder's reports are copied, again and again, until there are about --files
of them. Peers are installed with --install DIR (pip and npm), and those that are
not found there or on PATH are left out, by name.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main():
    options = arguments()
    if options.install:
        install(Path(options.install))
    with tempfile.TemporaryDirectory(prefix="crossfoot-bench-") as scratch:
        scratch = Path(scratch)
        many = repeated(Path(options.folder), scratch / "many", options.files)
        one = scratch / "one" / "report.md"
        one.parent.mkdir()
        one.write_bytes(typical(many).read_bytes())
        peers = Path(options.install) if options.install else None
        ours = str(Path(options.crossfoot).resolve())
        tools = commands(ours, peers, scratch)
        size = sum(path.stat().st_size for path in many.iterdir())
        print(f"{len(list(many.iterdir()))} reports, {size:,} bytes; one report of {one.stat().st_size:,} bytes")
        print(f"medians of {options.rounds} rounds, tools in turn; ratio is to crossfoot in the same run\n")
        table("one report, whole process", tools, one, options.rounds)
        released = [cold("crossfoot, dist", options.dist, scratch)] if options.dist else []
        peer = [("dprint, empty cache", *renewed(tool, scratch)) for tool in tools if tool[0] == "dprint"]
        table("one report, empty code cache", [*released, cold("crossfoot", ours, scratch), *peer], one, options.rounds)
        floor = ("crossfoot, no analyzer", lambda path: [ours, "check", "--no-cache", "--no-standard", path], {})
        table(f"{options.files} reports", [*tools, floor], many, options.rounds)
        if options.memory:
            larger = repeated(Path(options.folder), scratch / "larger", options.files * 16)
            # markdownlint-cli2 takes minutes for so many.
            quick = [tool for tool in tools if tool[0] != "markdownlint-cli2"]
            table(f"{options.files * 16} reports", quick, larger, 1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crossfoot", default="target/release/crossfoot")
    parser.add_argument("--dist", metavar="FILE", help="a release made by .ci/dist, for the empty code cache")
    parser.add_argument("--folder", default="fixtures/reports")
    parser.add_argument("--files", type=int, default=2552)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--install", metavar="DIR", help="install the peers there first")
    parser.add_argument("--memory", action="store_true", help="add a run over 16 times as many reports")
    return parser.parse_args()


def install(folder):
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "venv/bin/rumdl").exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([folder / "venv/bin/pip", "-q", "install", "rumdl", "typos"], check=True)
    if not (folder / "node_modules/dprint").exists():
        (folder / "package.json").write_text('{"private": true}')
        packages = ["markdownlint-cli2", "dprint", "@dprint/markdown"]
        subprocess.run(["npm", "install", "--no-fund", "--no-audit", *packages], cwd=folder, check=True)


def repeated(source, folder, count):
    """Copies under new names until there are `count`."""
    folder.mkdir()
    reports = sorted(source.rglob("*.md"))
    if not reports:
        sys.exit(f"{source}: a folder without reports")
    for turn in range(count):
        report = reports[turn % len(reports)]
        shutil.copyfile(report, folder / f"{turn // len(reports):04}_{report.name}")
    return folder


def typical(folder):
    """The report whose size comes nearest to 3.1 KB."""
    return min(sorted(folder.iterdir()), key=lambda path: abs(path.stat().st_size - 3100))


def commands(ours, peers, scratch):
    cached = scratch / "results"
    tools = [
        ("crossfoot", lambda path: [ours, "check", "--no-cache", path], {}),
        ("crossfoot, result cache", lambda path: [ours, "check", "--cache-dir", cached, path], {}),
    ]
    rumdl = program(peers, "venv/bin/rumdl", "rumdl")
    typos = program(peers, "venv/bin/typos", "typos")
    lint = program(peers, "node_modules/.bin/markdownlint-cli2", "markdownlint-cli2")
    dprint = program(peers, "node_modules/@dprint/linux-x64-glibc/dprint", "dprint")
    if rumdl:
        tools.append(("rumdl", lambda path: [rumdl, "check", "--no-cache", path], {}))
    if typos:
        tools.append(("typos", lambda path: [typos, path], {}))
    if lint:
        tools.append(("markdownlint-cli2", lambda path: [lint, path if path.is_file() else f"{path}/**/*.md"], {}))
    plugin = peers and peers / "node_modules/@dprint/markdown/plugin.wasm"
    if dprint and plugin and plugin.exists():
        config = scratch / "dprint.json"
        config.write_text(json.dumps({"plugins": [str(plugin)], "markdown": {}}))
        pattern = lambda path: str(path) if path.is_file() else f"{path}/**/*.md"
        command = lambda path: [dprint, "check", "--incremental=false", "--config", config, "--", pattern(path)]
        tools.append(("dprint", command, {}))
    return tools


def program(peers, inside, name):
    if peers and (peers / inside).exists():
        return str((peers / inside).resolve())
    found = shutil.which(name)
    if not found:
        print(f"left out: {name} is neither installed with --install nor on PATH")
    return found


def cold(name, ours, scratch):
    """The same, with the folder of compiled code emptied before each run."""
    command, cache = renewed((name, lambda path: [str(Path(ours).resolve()), "check", "--no-cache", path], {}), scratch)
    return (name, command, cache)


def renewed(tool, scratch):
    """A tool's command and environment with a cache folder that is always new."""

    def command(path):
        shutil.rmtree(scratch / "cold", ignore_errors=True)
        return tool[1](path)

    places = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "DPRINT_CACHE_DIR")
    return command, {**tool[2], **{place: str(scratch / "cold") for place in places}}


def table(title, tools, path, rounds):
    """Wall time, and processor time: the steadier one on a machine that others use as well."""
    times = {name: [] for name, _, _ in tools}
    busy = {name: [] for name, _, _ in tools}
    memory = {name: 0 for name, _, _ in tools}
    for turn in range(rounds + 1):
        for name, command, extra in tools:
            if name == "markdownlint-cli2" and turn > 3:
                continue
            seconds, processor, kilobytes = run([str(word) for word in command(path)], extra)
            # The first turn fills caches, the system's among them.
            if turn > 0:
                times[name].append(seconds)
                busy[name].append(processor)
                memory[name] = max(memory[name], kilobytes)
    median = statistics.median
    base, base_busy = median(times[tools[0][0]]), median(busy[tools[0][0]])
    print(f"{title}\n{'':2}{'tool':26}{'median':>12}{'ratio':>8}{'processor':>14}{'ratio':>8}{'memory':>10}")
    for name, _, _ in tools:
        wall, processor = median(times[name]), median(busy[name])
        print(
            f"{'':2}{name:26}{wall * 1000:9.1f} ms{wall / base:8.2f}"
            f"{processor * 1000:11.1f} ms{processor / base_busy:8.2f}{memory[name] / 1024:7.1f} MB"
        )
    print()


def run(command, extra):
    with open(os.devnull, "w") as nowhere:
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env={**os.environ, **extra})
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


if __name__ == "__main__":
    main()
