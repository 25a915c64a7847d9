"""Sends every file of events/ to the packaged function with `sam local invoke`, and requests through `sam local start-api`.

    target/sam/bin/python src/test/python/sam_local.py [EVENT...]

Where events are named (without `.json`), only those are sent, and no requests. Needs target/snaplabel.zip (mvn package),
SAM CLI in target/sam, moto in target/moto, and Docker on Linux with AWS's image for java25. Where that cannot be pulled,
../shared/tools/lambda-image starts Docker and builds a stand-in. Prints a line for each event and request, and exits 1
if an answer, or what the function wrote to S3, is not as expected.
"""

import base64
import ipaddress
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import boto3
from manifest import BUNDLE, read_manifest
from samcli.yamlhelper import yaml_parse

ROOT = Path(__file__).resolve().parents[3]
SAM = ROOT / "target" / "sam" / "bin" / "sam"
MOTO = ROOT / "target" / "moto" / "bin" / "moto_server"
STAND_IN = ROOT.parent / "shared" / "tools" / "lambda-image"
TEMPLATE = ROOT / "template.yaml"
OUTPUT = ROOT / "target" / "sam-local"
IMAGE = "public.ecr.aws/lambda/java:25-x86_64"
FUNCTION = "SnapLabelFunction"

PHOTO = (ROOT / "model" / "self-test.jpg").read_bytes()
BUCKET = "photos"
KEY = "my album/café+1.jpg"
USERS_TAG = {"project": "north"}
ALWAYS_OURS = {"snaplabel:labels", "snaplabel:model"}
# Of a label that is certain; a class without a tree has no category.
CERTAIN = {"snaplabel:label", "snaplabel:path", "snaplabel:confidence"}
CATEGORY = {"snaplabel:category"}
OF_THE_LABEL = (set(), CERTAIN, CERTAIN | CATEGORY)


def recorded_label():
    """Returns the label of the photo that the compiled model's manifest records."""
    manifest = read_manifest()
    index = int(manifest[f"networks.{manifest['precision']}.selfTest.index"])
    return (BUNDLE / "labels.txt").read_text(encoding="utf-8").splitlines()[index].split("\t")[2]


LABEL = recorded_label()
START_SECONDS = 60
INVOKE_SECONDS = 120


def aws_free_environment():
    """Returns an environment for SAM CLI without telemetry and the user's credentials, which it would send to AWS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }


def docker(*arguments):
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)


@contextmanager
def image():
    """Provides Docker with an image for java25."""
    running = shutil.which("docker") is not None and docker("info").returncode == 0
    pulled = docker("pull", "--quiet", IMAGE) if running else None
    if pulled is not None and pulled.returncode == 0:
        print("In AWS's image for java25")
        yield
        return
    reason = pulled.stderr.strip().splitlines()[-1] if pulled is not None else "there is no Docker engine"
    if not STAND_IN.exists():
        sys.exit(f"There is no image to run the function in ({reason}), and no {STAND_IN} to build one.")
    subprocess.run([STAND_IN], check=True)
    print(f"In the stand-in for AWS's image for java25 ({reason})")
    try:
        yield
    finally:
        if not running:
            subprocess.run([STAND_IN, "--stop"], check=True)


def free_port(address):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


@contextmanager
def server(command, address, port, log):
    """Runs a server; the block begins when it listens on the port."""
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=aws_free_environment())
    try:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection((address, port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > end:
                    sys.exit(f"{command[0]} does not listen, see {log}")
                time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def no_container_left(log):
    """Stops SAM with a signal on which it removes its containers."""
    try:
        yield
    finally:
        for container in re.findall(r"SAM_CONTAINER_ID: (\w+)", log.read_text()):
            docker("rm", "--force", container)


class Bucket:
    """The bucket with the photo of the S3 events, at an address that containers can reach."""

    def __init__(self, endpoint):
        self.s3 = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id="id",
            aws_secret_access_key="secret",
        )
        self.s3.create_bucket(Bucket=BUCKET)

    def put(self):
        """Uploads the photo again, with the user's tag only."""
        tag = "&".join(f"{name}={value}" for name, value in USERS_TAG.items())
        self.s3.put_object(Bucket=BUCKET, Key=KEY, Body=PHOTO, Tagging=tag)
        expect("tags before", self.tags(), USERS_TAG)

    def tags(self):
        tags = self.s3.get_object_tagging(Bucket=BUCKET, Key=KEY)["TagSet"]
        return {tag["Key"]: tag["Value"] for tag in tags}


def bridge_address():
    """Returns this machine's address in Docker's network, which containers can reach.

    `--docker-network host` does not help, SAM CLI leaves the container on the bridge all the same.
    """
    network = json.loads(docker("network", "inspect", "bridge").stdout)[0]["IPAM"]["Config"][0]
    # Older engines do not report the gateway, which is the first address.
    return network.get("Gateway") or str(ipaddress.ip_network(network["Subnet"])[1])


@contextmanager
def bucket():
    """Provides the bucket, and the file for --env-vars with its endpoint."""
    address = bridge_address()
    port = free_port(address)
    endpoint = f"http://{address}:{port}"
    # SAM passes only variables that the template defines, so this one contains the endpoint.
    options = template_function()["Environment"]["Variables"]["JAVA_TOOL_OPTIONS"]
    variables = OUTPUT / "variables.json"
    variables.write_text(json.dumps({FUNCTION: {"JAVA_TOOL_OPTIONS": f"{options} -Daws.endpointUrlS3={endpoint}"}}))
    with server([MOTO, "-H", address, "-p", str(port)], address, port, OUTPUT / "moto.log"):
        yield Bucket(endpoint), variables


def template_function():
    return yaml_parse(TEMPLATE.read_text())["Resources"][FUNCTION]["Properties"]


def expect(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: expected {expected!r}, found {found!r}")


def at(value, *path):
    """Returns the value at a path, or a note where the path ended."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return f"nothing at {step!r} in {json.dumps(value)[:300]}"
    return value


def http(status, *path, value):
    """Expects an HTTP response with a status and a value at a path in its body."""

    def check(answer, tags):
        expect("statusCode", at(answer, "statusCode"), status)
        body = answer["body"]
        if answer["isBase64Encoded"]:
            body = base64.b64decode(body)
        expect("body", at(json.loads(body), *path), value)
        expect("tags", tags, USERS_TAG)
        return f"{status}, {value}"

    return check


def labels(*path):
    return http(200, *path, "predictions", 0, "label", value=LABEL)


def tagged(*path, value):
    """Expects a value at a path of the answer to an S3 event, and our tags in addition to the user's."""

    def check(answer, tags):
        expect("answer", at(answer, *path), value)
        further = set(tags) - ALWAYS_OURS - set(USERS_TAG)
        expect("tags of the network", ALWAYS_OURS <= set(tags), True)
        expect(f"{further} as tags of the label", further in OF_THE_LABEL, True)
        expect("user's tag", {name: tags[name] for name in USERS_TAG}, USERS_TAG)
        best, _, _ = tags["snaplabel:labels"].partition("=")
        expect("best label", best, LABEL)
        return f"tagged {tags['snaplabel:labels']}"

    return check


def quiet(answer, tags):
    expect("answer", answer, {})
    expect("tags", tags, USERS_TAG)
    return "nothing to do"


EXPECTED = {
    "http-api-image": labels(),
    "http-api-json": labels(),
    "http-api-multipart": labels("results", 0),
    "http-function-url-image": labels(),
    "http-health": http(200, "status", value="ok"),
    "http-not-an-image": http(415, "code", value="unsupported-image"),
    "http-rest-image": labels(),
    "s3-put": tagged(0, "outcome", value="labeled"),
    "eventbridge-object-created": tagged(0, "outcome", value="labeled"),
    "sns-s3": tagged(0, "outcome", value="labeled"),
    "sqs-s3": tagged("batchItemFailures", value=[]),
    "sqs-eventbridge": tagged("batchItemFailures", value=[]),
    "sqs-sns-s3": tagged("batchItemFailures", value=[]),
    "s3-restore": tagged(0, "outcome", value="labeled"),
    "eventbridge-object-restored": tagged(0, "outcome", value="labeled"),
    "failed-invocation-s3": tagged(0, "outcome", value="labeled"),
    "sqs-failed-invocation-s3": tagged("batchItemFailures", value=[]),
    "s3-batch-1": tagged("results", 0, "resultCode", value="Succeeded"),
    "s3-batch-2": tagged("results", 0, "resultCode", value="Succeeded"),
    "s3-test-event": quiet,
}


def invoke(event, variables):
    log = OUTPUT / f"{event.stem}.log"
    command = [SAM, "local", "invoke", FUNCTION, "--event", event, "--template", TEMPLATE]
    command += ["--env-vars", variables, "--skip-pull-image"]
    with log.open("w") as output, no_container_left(log):
        run = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=output,
            env=aws_free_environment(),
            timeout=INVOKE_SECONDS,
            check=False,
        )
    if run.returncode != 0 or not run.stdout:
        raise AssertionError(f"sam local invoke ended with {run.returncode}, see {log}")
    return json.loads(run.stdout)


def sent_to_function(event, photos, variables):
    if event.stem not in EXPECTED:
        raise AssertionError("there is no expectation for this event")
    photos.put()
    answer = invoke(event, variables)
    return EXPECTED[event.stem](answer, photos.tags())


@contextmanager
def api(template):
    """Provides the URL of `sam local start-api`, with the function in a warm container."""
    port = free_port("127.0.0.1")
    log = OUTPUT / f"{template.stem}-api.log"
    command = [SAM, "local", "start-api", "--template", template, "--port", str(port)]
    command += ["--skip-pull-image", "--warm-containers", "EAGER"]
    with no_container_left(log), server(command, "127.0.0.1", port, log):
        yield f"http://127.0.0.1:{port}"


def with_binary_types():
    """Returns the template, changed so that SAM CLI passes images to the function like API Gateway.

    API Gateway encodes binary content. SAM CLI does so for REST APIs only, whose list of types it reads from
    HTTP APIs as well (https://github.com/aws/aws-sam-cli/issues/3110); to AWS the list means nothing there.
    """
    template = yaml_parse(TEMPLATE.read_text())
    resources = template["Resources"]
    resources[FUNCTION]["Properties"]["CodeUri"] = str(ROOT / template_function()["CodeUri"])
    body = resources["SnapLabelApi"]["Properties"]["DefinitionBody"]
    body["x-amazon-apigateway-binary-media-types"] = ["image/jpeg", "multipart/form-data"]
    file = OUTPUT / "binary-types.json"
    file.write_text(json.dumps(template, indent=2))
    return file


def form():
    head = 'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg'
    return f"--limit\r\n{head}\r\n\r\n".encode() + PHOTO + b"\r\n--limit--\r\n"


def requested(url, body, kind, status, words):
    request = urllib.request.Request(url, data=body, headers={"content-type": kind} if kind else {})
    try:
        with urllib.request.urlopen(request, timeout=INVOKE_SECONDS) as response:
            found, text = response.status, response.read().decode()
    except urllib.error.HTTPError as refusal:
        found, text = refusal.code, refusal.read().decode()
    expect(f"status ({text[:300]})", found, status)
    if words not in text:
        raise AssertionError(f"no {words!r} in {text[:300]!r}")
    return f"{status}, {words}"


def send_requests(run):
    top = f'"rank":1,"label":"{LABEL}"'
    image_json = json.dumps({"image": base64.b64encode(PHOTO).decode()}).encode()
    with api(TEMPLATE) as url:
        classify = f"{url}/classify"
        run("POST /classify, JSON", requested, classify, image_json, "application/json", 200, top)
        run("POST /classify, text", requested, classify, b"hello", "text/plain", 415, "unsupported-media-type")
        run("POST /classify, as SAM sees a picture", requested, classify, PHOTO, "image/jpeg", 502, "Internal")
        run("GET /", requested, f"{url}/", None, None, 200, "<title>SnapLabel</title>")
        run("GET /health", requested, f"{url}/health", None, None, 200, '"status":"ok"')
        run("GET /nowhere", requested, f"{url}/nowhere", None, None, 404, '"code":"not-found"')
    with api(with_binary_types()) as url:
        classify = f"{url}/classify?topK=1"
        run("POST /classify, a picture", requested, classify, PHOTO, "image/jpeg", 200, top)
        run("POST /classify, a form", requested, classify, form(), "multipart/form-data; boundary=limit", 200, top)


def main(*names):
    OUTPUT.mkdir(parents=True, exist_ok=True)
    failures = []
    passed = 0

    def run(name, check, *arguments):
        nonlocal passed
        start = time.monotonic()
        try:
            result = check(*arguments)
            passed += 1
        except (AssertionError, OSError, ValueError, subprocess.TimeoutExpired) as failure:
            failures.append(name)
            result = f"FAILED: {failure}"
        print(f"{name:36} {time.monotonic() - start:5.1f} s  {result}", flush=True)

    with image():
        with bucket() as (photos, variables):
            for event in sorted((ROOT / "events").iterdir()):
                if not names or event.stem in names:
                    run(event.name, sent_to_function, event, photos, variables)
        if not names:
            send_requests(run)
    missing = sorted((set(names) | set(EXPECTED)) - {event.stem for event in (ROOT / "events").iterdir()})
    if missing:
        failures += missing
        print("expected, but not in events/: " + ", ".join(missing))
    print(f"{passed} passed, {len(failures)} failed")
    if failures:
        sys.exit(f"see the logs in {OUTPUT}")


if __name__ == "__main__":
    # Otherwise servers and containers would outlive a terminated script.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    main(*sys.argv[1:])
