"""Builds with the README's first command in fresh copies of the checkout, where it depends on the network which model
can be had, if any. The sources of the default model are played on the loopback.

- No source has it: the build ends with a sentence for each source and with what can be done, one of which is then
  done, -Dmodel.untrained=true.
- Only source 2 has it: it redirects to another port, as Hugging Face does to its CDN, and there the connection breaks
  once; the download has to go on from where it broke.

The model is the stand-in if that is beside this checkout, else the weights of the untrained network. The copies have no
stand-in beside them, and nothing from an earlier download. They take target/classes along, so that nothing is compiled.
"""

import hashlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from checkout import copy_checkout, pin
from documents import README, ROOT, blocks, is_printed

STAND_IN = ROOT.parent / "shared/model/resnet18.onnx"
SECONDS = 600

NOT_FOR_ANYBODY = b"<html><h1>403 Forbidden</h1></html>"
LOGIN = b"<html><h1>Please log in</h1></html>"
ETAG = '"of the model"'

ADVICE = [
    "What can be done:",
    "-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT",
    "one of these files to its place",
    "-Dmodel.file=PATH",
    "-Dmodel.untrained=true",
]
UNTRAINED = "The model is untrained: its labels are random and say nothing about a picture."
ROW = re.compile(r"^(model/examples/\S+) +(\S.*?) +\d+\.\d %$", re.MULTILINE)


class Host:
    """An HTTP server on a port of its own. `answer` writes the answer to a GET; the headers of each are noted."""

    def __init__(self, answer):
        self.requests = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                host.requests.append(self.headers)
                answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, path):
        return f"http://127.0.0.1:{self.server.server_port}/{path}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def send(handler, status, body=b"", **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def forbids(handler):
    send(handler, 403, NOT_FOR_ANYBODY, Content_Type="text/html")


def asks_to_log_in(handler):
    send(handler, 200, LOGIN, Content_Type="text/html")


def redirects(address):
    return lambda handler: send(handler, 302, Location=address)


def breaks_once(model):
    """Sends half of the model and closes the connection; then what a Range asks for."""

    def answer(handler):
        asked = handler.headers["Range"]
        if asked is None:
            handler.send_response(200)
            handler.send_header("ETag", ETAG)
            handler.send_header("Content-Length", str(len(model)))
            handler.end_headers()
            handler.wfile.write(model[: len(model) // 2])
            handler.close_connection = True
            return
        start = int(re.fullmatch(r"bytes=(\d+)-", asked).group(1))
        send(handler, 206, model[start:], ETag=ETAG, Content_Range=f"bytes {start}-{len(model) - 1}/{len(model)}")

    return answer


def nobody():
    """The address of a port where nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{closed.getsockname()[1]}/old-home"


def fresh_copy(folder, sources):
    """A copy of the checkout whose default model has these three addresses."""
    copy = folder / "checkout"
    copy_checkout(copy)
    # So that the command is the README's, and compiles nothing.
    (copy / ".mvn").mkdir()
    (copy / ".mvn/maven.config").write_text("-Dmaven.main.skip\n-Dmaven.test.skip\n")
    pin(copy, {f"source.{number}.url": address for number, address in enumerate(sources, start=1)})
    return copy


def first_command():
    """The README's first command, and what it says that this prints."""
    found = blocks(README)
    command = next(block.text for block in found if block.kind == "sh")
    return command.strip(), next(found).text


def run(copy, command):
    started = time.monotonic()
    local = os.environ | {"no_proxy": "127.0.0.1"}
    ran = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=copy, env=local, timeout=SECONDS,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"{command}: ended with {ran.returncode} after {time.monotonic() - started:.0f} s", flush=True)
    return ran.returncode, ran.stdout


def expect(condition, sentence, printed):
    if not condition:
        sys.exit(f"{sentence}\n{printed}")


def expect_labels(copy, printed):
    photos = sorted(f"model/examples/{file.name}" for file in (copy / "model/examples").iterdir()
                    if file.suffix in (".png", ".jpg"))
    expect([row[0] for row in ROW.findall(printed)] == photos, f"expected a label for each of {photos}", printed)


def without_a_source(folder):
    command, _ = first_command()
    with Host(forbids) as first, Host(asks_to_log_in) as cdn, Host(redirects(cdn.address("login"))) as second:
        sources = [first.address("weights"), second.address("resolve"), nobody()]
        copy = fresh_copy(folder, sources)
        status, printed = run(copy, command)
    expect(status != 0, "a build without a model should fail", printed)
    reasons = ["answered HTTP 403", "expected ", "cannot connect to 127.0.0.1"]
    for address, reason in zip(sources, reasons):
        expect(f"  - {address}: {reason}" in printed, f"expected the reason of {address}: {reason}", printed)
    expect(f"found an HTML page of {len(LOGIN)} bytes" in printed, "expected what source 2 sent instead", printed)
    for advice in ADVICE:
        expect(advice in printed, f"expected to read what can be done: {advice}", printed)
    left = [file.name for file in (copy / "target").glob("snaplabel*")]
    expect(not left, f"a build without a model left {left}", printed)

    expect(command.count("package -DskipTests") == 1, "the README's first command has changed", command)
    untrained = command.replace("package -DskipTests", "package -DskipTests -Dmodel.untrained=true")
    status, printed = run(copy, untrained)
    expect(status == 0, "an untrained network needs no source", printed)
    expect_labels(copy, printed)
    expect(printed.count(UNTRAINED) >= 2, "expected a warning of the build and of the command", printed)
    return copy / "model/untrained.safetensors"


def from_the_second_source(folder, file):
    command, shown = first_command()
    model = file.read_bytes()
    digest = hashlib.sha256(model).hexdigest()
    with (Host(forbids) as first, Host(breaks_once(model)) as cdn,
          Host(redirects(cdn.address("model?signature=1"))) as second, Host(forbids) as third):
        copy = fresh_copy(folder, [first.address("weights"), second.address("resolve"), third.address("old-home")])
        pin(copy, {"source.2.size": len(model), "source.2.sha256": digest})
        status, printed = run(copy, command)
    expect(status == 0, "source 2 is enough", printed)
    expect_labels(copy, printed)
    if file == STAND_IN:
        for line in shown.splitlines():
            expect(is_printed(line, printed), f"expected the README's line: {line}", printed)
    skipped = f"model source 1 is not available: {first.address('weights')}: answered HTTP 403"
    expect(skipped in printed, f"expected: {skipped}", printed)
    ranges = [headers["Range"] for headers in cdn.requests]
    expect(ranges == [None, f"bytes={len(model) // 2}-"], f"expected half and the rest, the CDN saw {ranges}", printed)
    expect(cdn.requests[1]["If-Range"] == ETAG, "expected the rest of the same file to be asked for", printed)
    expect(not third.requests, "source 3 is not needed", printed)
    downloaded = copy / f"model/resnet18-{digest[:8]}.onnx"
    expect(downloaded.read_bytes() == model, f"expected the model in {downloaded}", printed)


def main():
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        weights = without_a_source(Path(here))
        from_the_second_source(Path(there), STAND_IN if STAND_IN.exists() else weights)
    print("The README's first command: refused without a source, works untrained, works from source 2 alone")


if __name__ == "__main__":
    main()
