"""
Runs src/batch/label-bucket with an aws command that answers as AWS would, and holds the job that it
makes against the description of S3's API; exits 1 on a difference.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import botocore.session
from botocore.validate import validate_parameters

from cloudformation import Stack, read

ACCOUNT = "123456789012"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
# Of both stacks.
OUTPUTS = {
    "FunctionAliasArn": f"arn:aws:lambda:eu-central-1:{ACCOUNT}:function:pictures-1a2b:live",
    "Bucket": "snaplabel-51af3dc0-da77-11e4-872e-1234567db123",
    "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/pictures-batch-BatchRole-1a2b",
    "ReportBucketArn": "arn:aws:s3:::pictures-batch-reportbucket-1a2b",
}


def answer(arguments):
    """Returns what aws prints, and records how it was called."""
    with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
        calls.write(json.dumps(arguments) + "\n")
    match arguments[:2]:
        case ["cloudformation", "describe-stacks"]:
            query = option(arguments, "--query")
            key = query.split("'")[1]
            return BOUNDARY if key == "PermissionsBoundary" else OUTPUTS[key]
        case ["cloudformation", "deploy"]:
            return "Successfully created/updated stack"
        case ["sts", "get-caller-identity"]:
            return ACCOUNT
        case ["s3control", "create-job"]:
            return "00e123a4-c0d8-41f4-a0eb-b46f9ba5b07c"
    sys.exit(f"aws has no such command here: {arguments}")


def option(arguments, name):
    return arguments[arguments.index(name) + 1]


def run(*options):
    """Runs the script and returns its calls of aws."""
    with tempfile.TemporaryDirectory() as folder:
        aws = Path(folder, "aws")
        aws.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).resolve()}" aws "$@"\n'
        )
        aws.chmod(0o755)
        calls = Path(folder, "calls")
        environment = os.environ | {
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "CALLS": str(calls),
        }
        script = ["src/batch/label-bucket", *options]
        ran = subprocess.run(script, check=False, env=environment, capture_output=True, text=True)
        if ran.returncode != 0:
            sys.exit(f"label-bucket ended with {ran.returncode}: {ran.stderr}")
        return [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]


def check_calls(calls, stack, prefix):
    for call in calls:
        if call[:2] == ["cloudformation", "describe-stacks"]:
            key = option(call, "--query").split("'")[1]
            batch = option(call, "--stack-name") == f"{stack}-batch"
            assert batch == (key in ("RoleArn", "ReportBucketArn")), call
    [deploy] = [call for call in calls if call[:2] == ["cloudformation", "deploy"]]
    template = read(option(deploy, "--template-file"))
    given = deploy[deploy.index("--parameter-overrides") + 1 :]
    parameters = dict(item.split("=", 1) for item in given)
    assert parameters.keys() == template["Parameters"].keys(), parameters
    assert parameters["PermissionsBoundary"] == BOUNDARY, parameters
    assert option(deploy, "--stack-name") == f"{stack}-batch", deploy

    [create] = [call for call in calls if call[:2] == ["s3control", "create-job"]]
    job = json.loads(option(create, "--cli-input-json"))
    service = botocore.session.get_session().get_service_model("s3control")
    shape = service.operation_model("CreateJob").input_shape
    # The command creates this one itself.
    validate_parameters(job | {"ClientRequestToken": "1"}, shape)
    invoke = job["Operation"]["LambdaInvoke"]
    assert invoke == {
        "FunctionArn": OUTPUTS["FunctionAliasArn"],
        "InvocationSchemaVersion": "2.0",
    }, invoke
    generator = job["ManifestGenerator"]["S3JobManifestGenerator"]
    wanted = {"KeyNameConstraint": {"MatchAnyPrefix": [prefix]}} if prefix else None
    assert generator.get("Filter") == wanted, generator
    # Tasks without labels succeed too: only the report of all tasks says why.
    assert job["Report"]["ReportScope"] == "AllTasks", job["Report"]
    check_role(template, parameters, job)


def check_role(template, parameters, job):
    """Checks that the role allows what the job needs, and no more."""
    stack = Stack(template, parameters)
    [role] = stack.of_type("AWS::IAM::Role").values()
    [trust] = role["AssumeRolePolicyDocument"]["Statement"]
    account = {"StringEqualsIfExists": {"aws:SourceAccount": ACCOUNT}}
    assert trust["Condition"] == account, trust
    assert role["PermissionsBoundary"] == BOUNDARY, role
    granted = {
        (statement["Action"], statement["Resource"])
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    }
    needed = {
        ("lambda:InvokeFunction", job["Operation"]["LambdaInvoke"]["FunctionArn"]),
        (
            "s3:PutInventoryConfiguration",
            job["ManifestGenerator"]["S3JobManifestGenerator"]["SourceBucket"],
        ),
        ("s3:PutObject", "<ReportBucket.Arn>/*"),
    }
    assert granted == needed, granted ^ needed
    assert stack.outputs == {"RoleArn": "<BatchRole.Arn>", "ReportBucketArn": "<ReportBucket.Arn>"}


if __name__ == "__main__":
    if sys.argv[1:2] == ["aws"]:
        print(answer(sys.argv[2:]))
    else:
        check_calls(run(), "snaplabel", "")
        quotes = 'holiday "2026"\\'
        check_calls(run("--stack", "pictures", "--prefix", quotes), "pictures", quotes)
        print("label-bucket creates jobs that S3's API accepts")
