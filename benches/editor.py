#!/usr/bin/env python3
"""From a change to its diagnostics, as a client over stdio sees it.

    cargo build --release && benches/editor.py [--server PROGRAM] [--reports 2500] [--edits 200]

Makes a workspace of reports of 3 KB, opens one, edits a figure of it again and
again, and waits each time for the diagnostics of that version. With `rumdl` on
the PATH its server is measured beside ours: on the same files, in the same run,
turn by turn, so that the ratios mean something on a machine with other work.
"""

import argparse
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PATIENCE = 20
"""Seconds without a word after which an answer counts as missing."""

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


class Missing(Exception):
    pass


class Client:
    """Speaks to one server. It reads by itself, without a thread of its own
    whose waking would be measured as well."""

    def __init__(self, name, command, folder, environment):
        self.name = name
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self.buffer = b""
        self.counter = 0
        self.folder_read = None
        capabilities = {
            "general": {"positionEncodings": ["utf-8", "utf-16"]},
            "window": {"workDoneProgress": True},
            "textDocument": {"publishDiagnostics": {"versionSupport": True}},
        }
        uri = folder.as_uri()
        answer = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": "w"}],
                "capabilities": capabilities,
            },
        )
        sync = answer["result"]["capabilities"]["textDocumentSync"]
        self.whole_texts = (sync if isinstance(sync, int) else sync["change"]) == 1
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

    def more(self):
        pipe = self.process.stdout.fileno()
        if not select.select([pipe], [], [], PATIENCE)[0]:
            raise Missing
        some = os.read(pipe, 1 << 16)
        if not some:
            raise SystemExit(f"{self.name} is gone")
        self.buffer += some

    def receive(self):
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.lower().split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
        while len(self.buffer) < length:
            self.more()
        message, self.buffer = json.loads(self.buffer[:length]), self.buffer[length:]
        if "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        value = (message.get("params") or {}).get("value")
        if message.get("method") == "$/progress" and value["kind"] == "end":
            self.folder_read = time.perf_counter() - self.started
        return message

    def diagnostics(self, uri, version):
        while True:
            message = self.receive()
            params = message.get("params") or {}
            if message.get("method") != "textDocument/publishDiagnostics" or params.get("uri") != uri:
                continue
            if params.get("version") in (None, version):
                return params["diagnostics"]

    def scanned(self):
        while self.folder_read is None:
            self.receive()
        return self.folder_read

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        size = lambda key: next(int(line.split()[1]) / 1024 for line in status if line.startswith(key))
        return size("VmRSS"), size("VmHWM")

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        # Some servers go on until their input ends.
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Typist:
    """Edits one open report, each time with another figure in one place."""

    def __init__(self, client, path):
        self.client, self.uri, self.version = client, path.as_uri(), 1
        self.lines = path.read_text().split("\n")
        self.at = next(number for number, line in enumerate(self.lines) if line.startswith("- Round"))
        document = {"uri": self.uri, "languageId": "markdown", "version": 1, "text": "\n".join(self.lines)}
        client.notify("textDocument/didOpen", {"textDocument": document})
        client.diagnostics(self.uri, 1)
        self.first = time.perf_counter() - client.started

    def edit(self):
        """Milliseconds until the diagnostics are there."""
        self.version += 1
        # Of the same width; false and true in turn, and another each time.
        figure = "127" if self.version % 2 else f"{200 + self.version % 700}"
        line = self.lines[self.at]
        column = line.index("(") + 1
        self.lines[self.at] = line[:column] + figure + line[column + 3 :]
        change = {
            "range": {
                "start": {"line": self.at, "character": column},
                "end": {"line": self.at, "character": column + 3},
            },
            "text": figure,
        }
        if self.client.whole_texts:
            change = {"text": "\n".join(self.lines)}
        params = {"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]}
        began = time.perf_counter()
        self.client.notify("textDocument/didChange", params)
        self.client.diagnostics(self.uri, self.version)
        return (time.perf_counter() - began) * 1000


def start(name, command, folder, environment, how):
    """A server that has read the folder, with a report open in it."""
    client = Client(name, command, folder, environment)
    typist = Typist(client, folder / "report-0007.md")
    try:
        folder_read = f"{client.scanned() * 1000:.0f} ms"
    except Missing:
        folder_read = "a time it does not tell"
    print(f"{name}, {how}: first diagnostics after {typist.first * 1000:.0f} ms, folder after {folder_read}", flush=True)
    return typist


def share(times, part):
    times = sorted(times)
    return times[min(len(times) - 1, int(len(times) * part))]


def type_in_turns(typists, pause, edits, turn=25):
    times = {typist.client.name: [] for typist in typists}
    for _ in range(0, edits, turn):
        for typist in typists:
            for _ in range(turn):
                try:
                    times[typist.client.name].append(typist.edit())
                except Missing:
                    print(f"  {typist.client.name}: no diagnostics of version {typist.version}")
                time.sleep(pause / 1000)
            # What is done behind the last edit shall not fall to the other.
            time.sleep(1)
    return times


def tell(pause, times):
    marks = (0.5, 0.9, 0.99)
    for name, own in times.items():
        figures = ", ".join(f"p{mark * 100:.0f} {share(own, mark):.2f} ms" for mark in marks)
        print(f"  pause {pause:3} ms, {name:9}: {figures}, most {max(own):.2f} ms ({len(own)} edits)")
    if len(times) == 2:
        ours, theirs = times.values()
        ratios = ", ".join(f"p{mark * 100:.0f} {share(ours, mark) / share(theirs, mark):.2f}" for mark in marks)
        print(f"  pause {pause:3} ms, ours / theirs: {ratios}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default=str(ROOT / "target/release/crossfoot"))
    parser.add_argument("--reports", type=int, default=2500)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--pauses", type=int, nargs="*", default=[0, 70, 100], help="milliseconds between edits")
    parser.add_argument("--alone", action="store_true", help="leave rumdl out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        folder = place / "reports"
        folder.mkdir()
        for number in range(arguments.reports):
            (folder / f"report-{number:04}.md").write_text(report(number))
        size = (folder / "report-0007.md").stat().st_size
        print(f"{arguments.reports} reports, the open one of {size} bytes")
        environment = {**os.environ, "XDG_CACHE_HOME": str(place / "c"), "XDG_STATE_HOME": str(place / "s")}
        ours = ("crossfoot", [arguments.server, "lsp"], folder, environment)
        start(*ours, "nothing cached").client.end()
        shutil.rmtree(place / "c" / "crossfoot" / "results", ignore_errors=True)
        start(*ours, "compiled code cached").client.end()
        typists = [start(*ours, "results cached")]
        if arguments.alone or not shutil.which("rumdl"):
            print("rumdl: not on the PATH, or not wanted; not measured")
        else:
            theirs = ("rumdl", ["rumdl", "server", "--stdio"], folder, environment)
            start(*theirs, "first").client.end()
            typists.append(start(*theirs, "again"))
        for pause in arguments.pauses:
            tell(pause, type_in_turns(typists, pause, arguments.edits))
        for typist in typists:
            now, most = typist.client.resident()
            print(f"  memory, {typist.client.name:9}: {now:.0f} MB, {most:.0f} MB at most")
            typist.client.end()


if __name__ == "__main__":
    main()
