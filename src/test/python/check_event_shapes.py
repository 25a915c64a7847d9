"""Compares events/ with what `sam local generate-event` writes: every key that AWS's samples have must be in ours, with
a value of the same type, and ours may have no other, unless this script says why. Exits 1 on a difference.

    target/sam/bin/python src/test/python/check_event_shapes.py
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAM = ROOT / "target" / "sam" / "bin" / "sam"

HTTP_API = "apigateway http-api-proxy"
REST_API = "apigateway aws-proxy"
EVENTBRIDGE = "cloudwatch scheduled-event"
S3 = "s3 put"
BATCH = "s3 batch-invocation"
SQS = "sqs receive-message"
SNS = "sns notification"

BODY = ("Records", 0, "body")

# Which part of which file is compared with which sample; a path may continue into JSON inside a string.
COMPARED = [
    ("http-api-image", (), HTTP_API),
    ("http-api-json", (), HTTP_API),
    ("http-api-multipart", (), HTTP_API),
    ("http-function-url-image", (), HTTP_API),
    ("http-health", (), HTTP_API),
    ("http-not-an-image", (), HTTP_API),
    ("http-rest-image", (), REST_API),
    ("s3-put", (), S3),
    ("eventbridge-object-created", (), EVENTBRIDGE),
    ("sns-s3", (), SNS),
    ("sns-s3", ("Records", 0, "Sns", "Message"), S3),
    ("sqs-s3", (), SQS),
    ("sqs-s3", BODY, S3),
    ("sqs-eventbridge", (), SQS),
    ("sqs-eventbridge", BODY, EVENTBRIDGE),
    ("sqs-sns-s3", (), SQS),
    ("sqs-sns-s3", (*BODY, "Message"), S3),
    ("s3-restore", (), S3),
    ("eventbridge-object-restored", (), EVENTBRIDGE),
    ("failed-invocation-s3", ("requestPayload",), S3),
    ("sqs-failed-invocation-s3", (), SQS),
    ("sqs-failed-invocation-s3", (*BODY, "requestPayload"), S3),
    ("s3-batch-1", (), BATCH),
    ("s3-batch-2", (), BATCH),
]
NOT_COMPARED = {"s3-test-event": "SAM has no sample of it"}

# Their keys are data, such as headers: only the types of the values are compared.
MAPS = {
    HTTP_API: {"headers", "queryStringParameters", "pathParameters", "stageVariables"},
    REST_API: {
        "headers",
        "multiValueHeaders",
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "pathParameters",
    },
    SQS: {"Records[].messageAttributes"},
    SNS: {"Records[].Sns.MessageAttributes"},
    EVENTBRIDGE: {"detail"},
}

# Accepted differences: keys only in the sample, keys only in ours, and keys that are null in ours.
MISSING, EXTRA, NULL = "missing", "extra", "null"
ALLOWED = {
    HTTP_API: {
        (MISSING, "cookies"): "the request has none",
        (MISSING, "queryStringParameters"): "the request has none",
        (MISSING, "body"): "the request has none",
        (MISSING, "pathParameters"): "a function URL has no routes",
        (MISSING, "stageVariables"): "the stage has none",
        (MISSING, "requestContext.authentication"): "only with mutual TLS",
        (MISSING, "requestContext.authorizer"): "only with an authorizer",
    },
    REST_API: {
        (NULL, "stageVariables"): "the stage has none",
        (EXTRA, "requestContext.domainName"): "newer than the sample",
        (EXTRA, "requestContext.domainPrefix"): "newer than the sample",
        (EXTRA, "requestContext.extendedRequestId"): "newer than the sample",
        (EXTRA, "requestContext.identity.principalOrgId"): "newer than the sample",
    },
    S3: {
        (EXTRA, "Records[].glacierEventData"): "only of restored objects",
    },
    EVENTBRIDGE: {
        (EXTRA, "version"): "the sample is of CloudWatch Events, before EventBridge",
    },
    BATCH: {
        (NULL, "tasks[].s3VersionId"): "the bucket has no versions",
        (MISSING, "tasks[].s3BucketArn"): "schema 2.0 has the name instead",
        (EXTRA, "tasks[].s3Bucket"): "schema 2.0 has it, the sample is of 1.0",
        (EXTRA, "job.userArguments"): "schema 2.0 has it, the sample is of 1.0",
    },
}


@cache
def sample(kind):
    run = subprocess.run(
        [SAM, "local", "generate-event", *kind.split()],
        stdout=subprocess.PIPE,
        env={**os.environ, "SAM_CLI_TELEMETRY": "0"},
        check=True,
    )
    return json.loads(run.stdout)


def at(value, path):
    for step in path:
        value = (json.loads(value) if isinstance(value, str) else value)[step]
    return json.loads(value) if isinstance(value, str) else value


def differences(ours, theirs, maps, path=""):
    """Yields the differences as pairs of kind and place."""
    if ours is None and theirs is not None:
        yield NULL, path
    elif type(ours) is not type(theirs) and theirs is not None:
        yield f"{type(ours).__name__} instead of {type(theirs).__name__}", path
    elif isinstance(theirs, list) and theirs:
        for one in ours:
            yield from differences(one, theirs[0], maps, f"{path}[]")
    elif isinstance(theirs, dict) and path in maps:
        for name, value in ours.items():
            if theirs:
                yield from differences(value, next(iter(theirs.values())), maps, f"{path}.{name}")
    elif isinstance(theirs, dict):
        for name in [*theirs, *(ours.keys() - theirs.keys())]:
            inner = f"{path}.{name}".lstrip(".")
            if name not in ours:
                yield MISSING, inner
            elif name not in theirs:
                yield EXTRA, inner
            else:
                yield from differences(ours[name], theirs[name], maps, inner)


def main():
    files = {file.stem: json.loads(file.read_text()) for file in (ROOT / "events").glob("*.json")}
    known = {name for name, _, _ in COMPARED} | NOT_COMPARED.keys()
    complaints = [f"{name}: nobody has said what it is compared with" for name in sorted(files.keys() - known)]
    seen = set()
    for name, path, kind in COMPARED:
        for difference in differences(at(files[name], path), sample(kind), MAPS.get(kind, set())):
            seen.add((kind, difference))
            if difference not in ALLOWED.get(kind, {}):
                where = "/".join(map(str, (name, *path)))
                complaints.append(f"{where}, against {kind}: {': '.join(difference)}")
    for kind, allowed in ALLOWED.items():
        complaints += [f"{kind}: no event needs {': '.join(each)}" for each in allowed if (kind, each) not in seen]
    if complaints:
        sys.exit("\n".join(complaints))
    print(f"{len(COMPARED)} shapes of {len(files)} files match those of sam local generate-event")


if __name__ == "__main__":
    main()
