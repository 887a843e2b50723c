"""Kills runs at random moments against one mock server and counts what they leave behind.

    python3 bench/kill-loop/kill_loop.py path/to/batch-load-test.dll [runs] [port] [mock options ...]

Exits with 1 where a key, a file or a batch is left at the end. Nothing but the mock's own counts and lists is believed.
"""

import base64
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

KEYS = "/admin/api/v1/users/current/api-keys"
PARALLEL = 6


def call(base, method, path, authorization=None, body=None):
    request = urllib.request.Request(base + path, method=method, data=body)
    if authorization:
        request.add_header("Authorization", authorization)
    if body:
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"{}")


def pages(base, path, key):
    found, after = [], ""
    while True:
        page = call(base, "GET", f"{path}limit=100{after}", key)
        found += page["data"]
        if not page["has_more"]:
            return found
        after = f"&after={page['last_id']}"


def left(base, own_key):
    """Keys, files and open batches, by the service's own lists."""
    keys = call(base, "GET", "/mock/counts")["keys"]["live"] - 1
    files = pages(base, "/ai/v1/files?", own_key)
    batches = [
        batch
        for batch in pages(base, "/ai/v1/batches?", own_key)
        if batch["status"] in ("validating", "in_progress", "finalizing")
    ]
    return keys, files, batches


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    port = sys.argv[3] if len(sys.argv) > 3 else "3978"
    base = f"http://127.0.0.1:{port}"
    options = sys.argv[4:] or ["--batch-duration", "700ms"]
    mock = subprocess.Popen(
        ["dotnet", program, "mock", "--urls", base, *options], stdout=subprocess.PIPE, text=True
    )
    bad = 0
    try:
        for line in mock.stdout:
            if "its own counts" in line:
                break
        basic = "Basic " + base64.b64encode(b"admin:password").decode()
        own_key = "Bearer " + call(base, "POST", KEYS, basic, b'{"name":"watcher","purpose":"realtime"}')["key"]
        codes = {}
        with tempfile.TemporaryDirectory() as folder:
            for first in range(0, runs, PARALLEL):
                started = []
                for number in range(first, min(runs, first + PARALLEL)):
                    run = subprocess.Popen(
                        ["dotnet", program, "--host", base, "--users", "8", "--spawn-rate", "20", "--run-time", "60s",
                         "--stop-timeout", "2s", "--poll-interval", "200ms", "--headless", "--only-summary",
                         "--generate-requests", "20", "--results", f"{folder}/{number}"],
                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                    )
                    # Before that the process has no handlers yet, and nothing at the service either.
                    started.append((number, run, time.monotonic() + random.uniform(0.7, 5)))
                for number, run, at in sorted(started, key=lambda each: each[2]):
                    time.sleep(max(0, at - time.monotonic()))
                    name = random.choice([signal.SIGTERM, signal.SIGHUP])
                    run.send_signal(name)
                    if random.random() < 0.3:
                        time.sleep(random.uniform(0, 0.5))
                        run.send_signal(name)
                for number, run, _ in started:
                    text, _ = run.communicate(timeout=120)
                    codes[run.returncode] = codes.get(run.returncode, 0) + 1
                    told = re.findall(r".*could not be (?:removed|deleted).*|.*may (?:exist|be left).*", text)
                    if told:
                        print(number, run.returncode, told)
                keys, files, batches = left(base, own_key)
                if (keys, len(files), len(batches)) != (0, 0, 0):
                    print(f"after {first + len(started)} runs: {keys} keys, {len(files)} files, {len(batches)} batches",
                          [file["filename"] for file in files][:5], [batch["id"] for batch in batches][:5])
        keys, files, batches = left(base, own_key)
        counts = call(base, "GET", "/mock/counts")
        print(f"{runs} runs, exit codes {codes}; created: {counts['keys']['created'] - 1} keys, "
              f"{counts['requests']['files.upload']} uploads, {counts['batches']['created']} batches; "
              f"left: {keys} keys, {len(files)} files, {len(batches)} batches")
        bad = keys + len(files) + len(batches)
    finally:
        mock.terminate()
        mock.wait()
    return 1 if bad else 0


sys.exit(main())
