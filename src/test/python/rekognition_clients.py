"""Calls DetectLabels of the packaged function with boto3, and runs the programs in docs/rekognition.md.

    target/moto/bin/python src/test/python/rekognition_clients.py

Starts target/snaplabel with a folder as its bucket, on free ports. Checks labels of bytes and of an object against what
POST /classify answers, what wrong requests raise, and how clients can be told to sign for API Gateway (by a server that
records signatures) or to send a token. Exits with 1 at the first difference. Needs the package.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from documents import ROOT, blocks

PAGE = ROOT / "docs/rekognition.md"
PHOTO = ROOT / "model/self-test.jpg"
KEY = "my album/café+1.jpg"
BUCKET = "folder"
TOKEN = "correct-horse"
# Nothing checks them, and none of a real account may be used.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-central-1"}


def check(holds, problem):
    if not holds:
        sys.exit(problem)


@contextmanager
def serve(**environment):
    """Runs the function with a folder that has the photo; provides its address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / KEY
        file.parent.mkdir()
        shutil.copy(PHOTO, file)
        (Path(folder) / "notes.txt").write_text("no picture", encoding="utf-8")
        command = ["target/snaplabel", "serve", "--port", "0", "--bucket", folder]
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
        try:
            for line in server.stdout:
                if found := re.match(r"SnapLabel listens on (\S+)", line):
                    yield found[1]
                    return
            sys.exit("the function does not start")
        finally:
            server.terminate()
            server.wait()


def client(url):
    # Wrong requests have to reach the function; each is sent once.
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    return boto3.client("rekognition", endpoint_url=url, config=config)


def title(name):
    return re.sub(r"(^|[ /(-])(\w)", lambda found: found[1] + found[2].upper(), name)


def classify(url):
    request = urllib.request.Request(f"{url}/classify?topK=100000", PHOTO.read_bytes(), {"Content-Type": "image/jpeg"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)["predictions"]


def check_labels(url):
    """Compares all labels with the function's own answer: classes, and the sums of the nodes above them."""
    sums = {}
    predictions = classify(url)
    for prediction in predictions:
        for name in [*prediction["parents"], prediction["label"]]:
            sums.setdefault(title(name), []).append(prediction["probability"])
    service = client(url)
    response = service.detect_labels(Image={"Bytes": PHOTO.read_bytes()}, MinConfidence=0)
    labels = response["Labels"]
    check(labels, "no label")
    for label in labels:
        check(set(label) == {"Name", "Confidence", "Instances", "Parents", "Aliases", "Categories"}, f"{label}")
        check(label["Instances"] == [], f"{label}")
        # Two classes of ImageNet are called crane, and two maillot.
        near = abs(sum(sums[label["Name"]]) * 100 - label["Confidence"]) < 0.001
        check(near or label["Name"] in ("Crane", "Maillot"), f"{label}: {sums[label['Name']]}")
    names = [label["Name"] for label in labels]
    best = predictions[0]
    [found] = [label for label in labels if label["Name"] == title(best["label"])]
    check(found["Parents"] == [{"Name": title(name)} for name in best["parents"]], f"{found}: {best}")
    check(found["Aliases"] == [{"Name": title(name)} for name in best["aliases"]], f"{found}: {best}")
    check(found["Categories"] == found["Parents"][:1], f"{found}")
    check({parent["Name"] for parent in found["Parents"]} <= set(names), f"parents that are no labels: {names}")
    confidences = [label["Confidence"] for label in labels]
    check(confidences == sorted(confidences, reverse=True), f"not sorted: {confidences}")
    check("/" in response["LabelModelVersion"], response["LabelModelVersion"])
    sure = service.detect_labels(Image={"Bytes": PHOTO.read_bytes()})["Labels"]
    check(sure == [label for label in labels if label["Confidence"] >= 55], f"not those of 55 %: {sure}")
    image = {"S3Object": {"Bucket": BUCKET, "Name": KEY}}
    named = service.detect_labels(Image=image, MinConfidence=0, MaxLabels=3)["Labels"]
    check(named == labels[:3], f"of an object: {named}")
    if best["parents"]:
        filters = {"GeneralLabels": {"LabelInclusionFilters": [best["parents"][0], "Selfie"]}}
        chosen = service.detect_labels(Image=image, MinConfidence=0, Settings=filters)["Labels"]
        check([label["Name"] for label in chosen] == [title(best["parents"][0])], f"filtered: {chosen}")
    print(f"{len(labels)} labels of bytes and of an object, {names[:5]}")


def check_exceptions(url):
    service = client(url)
    photo = {"Bytes": PHOTO.read_bytes()}
    wrong = {
        "InvalidImageFormatException": [
            {"Image": {"Bytes": b"no picture"}},
            {"Image": {"Bytes": PHOTO.read_bytes()[:5000]}},
            {"Image": {"S3Object": {"Bucket": BUCKET, "Name": "notes.txt"}}},
        ],
        "ImageTooLargeException": [{"Image": {"Bytes": huge_png()}}],
        "InvalidParameterException": [
            {"Image": {}},
            {"Image": photo | {"S3Object": {"Bucket": BUCKET, "Name": KEY}}},
            {"Image": photo, "MaxLabels": -1},
            {"Image": photo, "MinConfidence": 101},
            {"Image": photo, "Features": ["IMAGE_PROPERTIES"]},
            {"Image": {"S3Object": {"Bucket": BUCKET}}},
        ],
        "InvalidS3ObjectException": [
            {"Image": {"S3Object": {"Bucket": BUCKET, "Name": "none.jpg"}}},
            {"Image": {"S3Object": {"Bucket": BUCKET, "Name": KEY, "Version": "1"}}},
            {"Image": {"S3Object": {"Bucket": "another", "Name": KEY}}},
        ],
    }
    for name, requests in wrong.items():
        for request in requests:
            check_raises(name, getattr(service.exceptions, name), service.detect_labels, **request)
    # The protocol's own, which no client has a class for.
    check_raises("UnknownOperationException", ClientError, service.detect_faces, Image=photo)
    check_raises("SerializationException", ClientError, service.detect_labels, Image=photo, Features=[7])
    print(f"{sum(map(len, wrong.values())) + 2} wrong requests get Rekognition's exceptions")


def huge_png():
    """Returns a PNG whose header has more pixels than are allowed."""
    header = (60000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4) for kind, data in chunks
    )


def check_raises(code, exception, call, **arguments):
    try:
        call(**arguments)
    except exception as raised:
        check(raised.response["Error"]["Code"] == code, f"{code}: {raised}")
        check(raised.response["Error"]["Message"], f"{code}: no message")
        check(raised.response["ResponseMetadata"]["HTTPStatusCode"] == 400, f"{code}: {raised.response}")
        return
    except ClientError as other:
        sys.exit(f"{code}: {other}")
    sys.exit(f"{code}: nothing was raised")


class Gateway(BaseHTTPRequestHandler):
    """Answers everything, and records what API Gateway would check."""

    signatures = []

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.signatures.append(self.headers["Authorization"])
        body = b'{"Labels": []}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def run_program(kind, **environment):
    """Runs the page's program of a kind with the photo; returns what it prints."""
    [program] = [block.text for block in blocks(PAGE) if block.kind == kind]
    ran = subprocess.run(
        [sys.executable, "-c", program, PHOTO],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    check(ran.returncode == 0, f"{kind}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def check_signature():
    with HTTPServer(("127.0.0.1", 0), Gateway) as gateway:
        threading.Thread(target=gateway.serve_forever, daemon=True).start()
        run_program("python boto3 iam", API_URL=f"http://127.0.0.1:{gateway.server_port}/")
        gateway.shutdown()
    [signature] = Gateway.signatures
    scope = r"AWS4-HMAC-SHA256 Credential=id/\d{8}/eu-central-1/execute-api/aws4_request, SignedHeaders="
    check(re.match(scope, signature), f"signed for another service: {signature}")
    print("boto3 signs for API Gateway")


def main():
    os.environ.update(CREDENTIALS)
    os.environ["SNAPLABEL_TAG_UNTRAINED"] = "true"
    with serve() as url:
        check_labels(url)
        check_exceptions(url)
        printed = run_program("python boto3", AWS_ENDPOINT_URL_REKOGNITION=url)
        print(f"the page's program prints {printed!r}")
        if any(sure["probability"] > 0.56 for sure in classify(url)):
            check(printed, "the page's program prints nothing")
    check_signature()
    hashed = hashlib.sha256(TOKEN.encode()).hexdigest()
    with serve(SNAPLABEL_ACCESS="token", SNAPLABEL_TOKEN_SHA256=hashed) as url:
        run_program("python boto3 token", API_URL=url, TOKEN=TOKEN)
        denied = client(url)
        photo = {"Bytes": PHOTO.read_bytes()}
        check_raises("AccessDeniedException", denied.exceptions.AccessDeniedException, denied.detect_labels, Image=photo)
    with serve(SNAPLABEL_ACCESS="public") as url:
        public = client(url)
        image = {"S3Object": {"Bucket": BUCKET, "Name": KEY}}
        check_raises("AccessDeniedException", public.exceptions.AccessDeniedException, public.detect_labels, Image=image)
    print("a token is accepted in the place of a signature, and no object can be named in public")


if __name__ == "__main__":
    main()
