#!/usr/bin/env python3
"""An hour of the live page: does the server keep more and more memory or files, and do its runs stay the same?

    reliability/soak.py GLASSHOUSE [SECONDS]

It starts `glasshouse serve`, and asks for the same run again and again while windows come and go. It prints the slope
of the server's memory after the first tenth, the range of its open files, and the number of different results: the
marks are 1 MiB an hour, a constant number, and one result.
"""

import hashlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM, SECONDS = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 3600
DATA = Path(__file__).resolve().parent.parent / "crates/glasshouse/data"
MEGABYTE = 1 << 20


class Server:
    """The program and one admitted window."""

    def __init__(self, folder):
        command = [PROGRAM, "serve", "--threads", "1", "--out", folder]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        link = next(line.strip() for line in self.process.stdout if line.strip().startswith("http"))
        self.port = int(link.split(":")[2].split("/")[0])
        _, headers, _ = self.ask("GET", link.split(str(self.port), 1)[1])
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": getattr(self, "cookie", "")}
        if body is not None:
            headers |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        told = answer.status, answer.headers, answer.read()
        connection.close()
        return told

    def memory(self):
        """Resident memory, bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def text(kind, name):
    return {"name": name, "text": (DATA / kind / f"{name}.toml").read_text()}


def run(server, folder):
    """One run to its end, and the digest of its series."""
    regimes = [{"parts": [text("regimes", name)]} for name in ("no-system", "social-credit")]
    asked = {"society": text("societies", "lesson"), "regimes": regimes, "people": 2000, "years": 2, "seed": 1,
             "replicates": 2, "pace": 0, "by": "income"}
    status, _, body = server.ask("POST", "/api/runs", json.dumps(asked))
    assert status == 200, body
    name = json.loads(body)["id"]
    while True:
        _, _, body = server.ask("GET", f"/api/runs/{name}/summary")
        phase = json.loads(body)["phase"]
        if phase in ("done", "failed", "cancelled"):
            break
        time.sleep(0.05)
    assert phase == "done", body
    server.ask("GET", f"/api/runs/{name}/windows")
    server.ask("GET", f"/runs/{name}/report.html")
    series = next(Path(folder).rglob(f"{name}/series.parquet"))
    digest = hashlib.sha256(series.read_bytes()).hexdigest()
    for file in series.parent.rglob("*"):
        if file.is_file():
            file.unlink()
    return digest


def slope(samples):
    """Least squares: bytes an hour."""
    n = len(samples)
    mean_t, mean_m = (sum(s[k] for s in samples) / n for k in (0, 1))
    over = sum((t - mean_t) ** 2 for t, _ in samples)
    return 3600 * sum((t - mean_t) * (m - mean_m) for t, m in samples) / over


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        since, samples, files, digests = time.monotonic(), [], set(), set()
        try:
            while time.monotonic() - since < SECONDS:
                digests.add(run(server, folder))
                time.sleep(0.5)
                samples.append((time.monotonic() - since, server.memory()))
                if samples[-1][0] > SECONDS / 10:
                    files.add(server.files())
        finally:
            server.process.terminate()
            server.process.wait(30)
        settled = [sample for sample in samples if sample[0] > SECONDS / 10]
        print(f"{len(samples)} runs in {samples[-1][0]:.0f} s; memory {settled[0][1] / MEGABYTE:.1f} to "
              f"{settled[-1][1] / MEGABYTE:.1f} MiB, slope {slope(settled) / MEGABYTE:+.2f} MiB an hour; "
              f"open files {min(files)} to {max(files)}; {len(digests)} different results")


if __name__ == "__main__":
    main()
