"""Runs the arm64 package on an emulated processor, and compares its answers with those of this machine's package.

    target/moto/bin/python src/test/python/arm64_function.py

Each package is one process of the function, in AWS's runtime, on the processor that it was built for. It gets the HTTP
events of events/ and one event of S3 (moto), after which boto3 reads the photo's tags. Everything must be the same,
probabilities to the last digit. Exits with 1 if something differs.

JAVA_HOME must be a JDK 25. Needs this machine's package (mvn package, and the compiled tests), the emulated arm64
machine and its package (arm64_machine.py, arm64_package.py), and moto in target/moto.
"""

import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import boto3

import arm64_package
from documents import ROOT

EVENTS = [*sorted((ROOT / "events").glob("http-*.json")), ROOT / "events/s3-put.json"]
BUCKET, KEY = "photos", "my album/café+1.jpg"
PHOTO = ROOT / "model/self-test.jpg"
USERS_TAG = {"project": "north"}
TAGS = set(USERS_TAG) | {
    f"snaplabel:{name}" for name in ("label", "category", "path", "confidence", "labels", "model")
}

# The classes as they were compiled and tested: the emulator of Lambda is not in the package.
CLASSES = [ROOT / "target/classes", ROOT / "target/test-classes", ROOT / "target/lib/*"]
START_SECONDS = 60


def start_moto(port):
    command = [ROOT / "target/moto/bin/moto_server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                server.kill()
                sys.exit("moto does not start")
            time.sleep(0.1)


@contextmanager
def bucket():
    """Provides a client of an S3 with the photo of the event, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = start_moto(port)
    try:
        address = f"http://127.0.0.1:{port}"
        keys = {"aws_access_key_id": "id", "aws_secret_access_key": "secret"}
        s3 = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **keys)
        s3.create_bucket(Bucket=BUCKET)
        tags = "&".join("=".join(tag) for tag in USERS_TAG.items())
        s3.put_object(Bucket=BUCKET, Key=KEY, Body=PHOTO.read_bytes(), Tagging=tags)
        yield s3, address
    finally:
        server.kill()
        server.wait()


def without_timing(fields):
    return {name: value for name, value in fields.items() if name != "timing"}


def parsed(answer):
    """Returns an answer of the function, and the document in its body, without milliseconds."""
    value = json.loads(answer)
    if "body" in value:
        value["body"] = json.loads(value["body"], object_hook=without_timing)
    return value


def answers(target):
    """Returns the answer of a build's package to each event, and the tags of the photo afterwards."""
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java")
    path = os.pathsep.join(map(str, CLASSES))
    command = [java, "-cp", path, "io.github.snaplabel.cli.FunctionAnswers", target]
    started = time.monotonic()
    with bucket() as (s3, address):
        run = subprocess.run([*command, address, *EVENTS], capture_output=True, text=True)
        tags = s3.get_object_tagging(Bucket=BUCKET, Key=KEY)["TagSet"]
    if run.returncode:
        sys.exit(f"{target} failed:\n{run.stdout}{run.stderr}")
    print(f"{target.relative_to(ROOT)}: {time.monotonic() - started:.0f} s", flush=True)
    lines = map(parsed, run.stdout.splitlines())
    found = dict(zip((event.name for event in EVENTS), lines, strict=True))
    return found | {"the photo's tags": {tag["Key"]: tag["Value"] for tag in tags}}


def main():
    with ThreadPoolExecutor() as both:
        here, there = both.map(answers, [ROOT / "target", arm64_package.TARGET])
    different = [name for name in here if here[name] != there[name]]
    for name in different:
        for place, found in ("this machine", here), ("arm64", there):
            print(f"{name} on {place}: {json.dumps(found[name], ensure_ascii=False)}")
    print(f"{len(here) - len(different)} of {len(here)} answers are the same on arm64")
    tags = there["the photo's tags"]
    print(f"tags: {json.dumps(tags, ensure_ascii=False)}")
    return bool(different) or set(tags) != TAGS


if __name__ == "__main__":
    sys.exit(main())
