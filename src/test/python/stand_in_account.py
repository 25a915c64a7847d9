"""
An AWS account on this machine, for SAM and the AWS CLI: moto, plus what moto lacks. Its
credentials are made up and every endpoint is on the loopback, so that nothing leaves the machine.
"""

import os
import re
import socket
import subprocess
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

REGION = "eu-central-1"
ACCOUNT = "123456789012"  # moto's
JOB = "00e123a4-c0d8-41f4-a0eb-b46f9ba5b07c"


def free_port():
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def await_answer(url, server, seconds=60):
    """Waits until a server responds; raises RuntimeError if it exits or times out."""
    deadline = time.monotonic() + seconds
    while True:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no response from {url}")
        with suppress(OSError), urllib.request.urlopen(url, timeout=seconds) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)


@contextmanager
def running(command, url, log):
    """Runs a server; the block begins when it responds."""
    with open(log, "w", encoding="utf-8") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        try:
            await_answer(url, server)
        except RuntimeError as error:
            raise RuntimeError(f"{error}: {log.read_text(encoding='utf-8')}") from error
        yield
    finally:
        with suppress(ProcessLookupError):
            server.terminate()
        server.wait(timeout=30)


class Lacking(BaseHTTPRequestHandler):
    """Records and answers the calls that moto does not support."""

    calls: list[tuple[str, str]] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        answer = b""
        if re.search(r"/v20180820/jobs$", self.path):
            answer = f"<CreateJobResult><JobId>{JOB}</JobId></CreateJobResult>".encode()
        elif not re.search(r"/[^/?]+\?metadataConfiguration$", self.path):
            self.send_error(501)
            return
        self.calls.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@contextmanager
def open_account(folder: Path, moto_server: Path):
    """
    Yields the environment of programs that are to use the account, and the address of what moto
    lacks; S3's own is moto's, so that AWS_ENDPOINT_URL_S3 has to name it where it is wanted.
    """
    port = free_port()
    lacking = ThreadingHTTPServer(("127.0.0.1", 0), Lacking)
    threading.Thread(target=lacking.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{lacking.server_port}"
    config = folder / "config"
    config.write_text(f"[default]\nregion = {REGION}\n", encoding="utf-8")
    own = {
        name: value
        for name, value in os.environ.items()
        if not re.match("(AWS|SAM|SNAPLABEL)_|.*_PROXY$", name, re.IGNORECASE)
    }
    environment = own | {
        "AWS_ACCESS_KEY_ID": "id",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": str(config),
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        # The CLI prefixes the host name with the account; only this proxy can resolve that.
        "AWS_ENDPOINT_URL_S3_CONTROL": "http://s3-control.test",
        "HTTP_PROXY": address,
        "NO_PROXY": "127.0.0.1,localhost",
        "SAM_CLI_TELEMETRY": "0",
    }
    try:
        command = [moto_server, "-H", "127.0.0.1", "-p", str(port)]
        ready = f"{environment['AWS_ENDPOINT_URL']}/moto-api/data.json"
        with running(command, ready, folder / "moto.log"):
            yield environment, address
    finally:
        lacking.shutdown()
