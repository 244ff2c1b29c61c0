#!/usr/bin/env python3
"""From a change to its diagnostics, as a client over stdio sees it.

    cargo build --release && benches/editor.py [--server PROGRAM] [--reports 2500] [--edits 200]

Makes a workspace of reports of 3 KB, opens one, edits a figure of it again and
again, and waits each time for the diagnostics of that version. With `rumdl` on
the PATH its server is measured beside ours, on the same files.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def report(number):
    """A report of about 3 KB in which everything adds up."""
    lines = [f"# Inspection N={1000 + number}", "", "**Result:** CLEAN", ""]
    lines += [f"- Round 176-{295 + number}: Clean ({120 + number} rounds)", ""]
    lines += ["| Suite | Threads | Each | Ops | Failed |", "|---|---|---|---|---|"]
    for row in range(12):
        lines.append(f"| suite {row} | {row + 1} | 100 | {(row + 1) * 100} | 0 |")
    lines += [f"| TOTAL | 78 | | {sum((row + 1) * 100 for row in range(12))} | 0 |", ""]
    for section in range(8):
        lines += [
            f"## Part {section}",
            "",
            f"In this part 12,800 ops took 3.38 s, which is 3,787 ops/s; of {40 + section} runs",
            f"{40 + section} passed ({40 + section}/{40 + section} PASS). Nothing was left over, and the",
            "numbers agree with those of the last inspection.",
            "",
            f"- first: {section + 1} + 4 = {section + 5}",
            "- second: 8 threads, latency 4.2 ms",
            "",
        ]
    return "\n".join(lines)


class Client:
    def __init__(self, command, folder, environment):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self.counter = 0
        self.started = time.perf_counter()
        capabilities = {
            "general": {"positionEncodings": ["utf-8", "utf-16"]},
            "window": {"workDoneProgress": True},
            "textDocument": {"publishDiagnostics": {"versionSupport": True}},
        }
        uri = folder.as_uri()
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": "w"}],
                "capabilities": capabilities,
            },
        )
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.counter += 1
        self.send({"id": self.counter, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.counter and "method" not in message:
                return message

    def receive(self):
        length = 0
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server is gone")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            if line == b"\r\n":
                break
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def diagnostics(self, uri, version):
        while True:
            message = self.receive()
            params = message.get("params") or {}
            if message.get("method") != "textDocument/publishDiagnostics" or params.get("uri") != uri:
                continue
            if params.get("version") in (None, version):
                return params["diagnostics"]

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def scanned(self):
        while True:
            message = self.receive()
            if message.get("method") == "$/progress" and message["params"]["value"]["kind"] == "end":
                return time.perf_counter() - self.started

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.wait()


def measure(name, command, folder, environment, arguments):
    client = Client(command, folder, environment)
    path = folder / "report-0007.md"
    text = path.read_text()
    uri = path.as_uri()
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": document})
    client.diagnostics(uri, 1)
    first = time.perf_counter() - client.started
    workspace = client.scanned() if name == "crossfoot" else None
    line = next(number for number, line in enumerate(text.splitlines()) if line.startswith("- Round"))
    column = text.splitlines()[line].index("(") + 1
    version = 1
    print(f"{name}: first diagnostics {first * 1000:.0f} ms after the start", end="")
    print(f", workspace {workspace * 1000:.0f} ms" if workspace else "")
    for pause in arguments.pauses:
        times = []
        for turn in range(arguments.edits):
            version += 1
            # Of the same width; false and true in turn, and another each time.
            figure = "127" if turn % 2 else f"{200 + turn % 700}"
            edit = {
                "range": {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + 3}},
                "text": figure,
            }
            began = time.perf_counter()
            change = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [edit]}
            client.notify("textDocument/didChange", change)
            client.diagnostics(uri, version)
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(pause / 1000)
        times.sort()
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
        print(f"  pause {pause:3} ms: p50 {at(0.5):.2f} ms, p90 {at(0.9):.2f}, p99 {at(0.99):.2f}, most {times[-1]:.2f}")
    print(f"  memory {client.resident():.0f} MB")
    client.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default=str(ROOT / "target/release/crossfoot"))
    parser.add_argument("--reports", type=int, default=2500)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--pauses", type=int, nargs="*", default=[0, 70, 100], help="milliseconds between edits")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        folder = place / "reports"
        folder.mkdir()
        for number in range(arguments.reports):
            (folder / f"report-{number:04}.md").write_text(report(number))
        size = (folder / "report-0007.md").stat().st_size
        print(f"{arguments.reports} reports, the open one of {size} bytes, {arguments.edits} edits")
        environment = {**os.environ, "XDG_CACHE_HOME": str(place / "c"), "XDG_STATE_HOME": str(place / "s")}
        ours = [arguments.server, "lsp"]
        # Once for the cache of compiled code.
        warm = Client(ours, folder, environment)
        warm.scanned()
        warm.end()
        measure("crossfoot", ours, folder, environment, arguments)
        if shutil.which("rumdl"):
            measure("rumdl", ["rumdl", "server", "--stdio"], folder, environment, arguments)
        else:
            print("rumdl: not on the PATH, not measured")


if __name__ == "__main__":
    main()
