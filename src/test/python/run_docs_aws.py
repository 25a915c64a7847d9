"""
Runs the commands in the README and docs/ that need an AWS account, in their order, as far as they go without one:
the real SAM CLI and the AWS CLI, with moto for AWS and `target/snaplabel serve` for the API.

    target/sam/bin/python src/test/python/run_docs_aws.py

sam deploy --guided gets Enter for every answer. It has to ask for every parameter once and show its
default, upload the package, and ask CloudFormation for a change set. moto cannot create that one, so
the stack that the other commands find has the template's outputs, and a bucket. Ends with 1 and a
sentence at what fails. Needs target/snaplabel, SAM CLI in target/sam, moto in target/moto, and the
AWS CLI in target/aws: version 1, since PyPI has no other, and so without `configure
export-credentials`, which is simulated here. So is `lambda invoke`, for which moto would need Docker.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import boto3

from cloudformation import Stack, read, translate
from dialogue import hold
from documents import MANUAL, ROOT, blocks
from stand_in_account import ACCOUNT, REGION, Lacking, free_port, open_account, running

SECONDS = 120
TARGET = ROOT / "target"

# The package is built already; and see above.
PRELUDE = """
set -euo pipefail
mvn() { :; }
curl() { command curl --fail-with-body --silent --show-error "$@"; }
aws() {
  if [ "$1 $2" = 'configure export-credentials' ]; then
    printf 'export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"
  elif [ "$1 $2" = 'lambda invoke' ]; then
    printf '%s\\n' "$*" >>"$INVOCATIONS"
  elif [ "$1" = sqs ]; then
    # Version 1 of the CLI calls the real SQS unless the endpoint is given as an option.
    command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"
  else
    command aws "$@"
  fi
}
"""

QUESTIONS_BEFORE = [("Stack Name", "snaplabel"), ("AWS Region", REGION)]
QUESTIONS_AFTER = [
    ("Confirm changes before deploy", "y/N"),
    ("Allow SAM CLI IAM role creation", "Y/n"),
    ("Disable rollback", "y/N"),
    ("Save arguments to configuration file", "Y/n"),
    ("SAM configuration file", "samconfig.toml"),
    ("SAM configuration environment", "default"),
]


class Failure(Exception):
    pass


class Commands:
    """The account that the blocks run in, and the shell functions that earlier ones defined."""

    def __init__(self, environment, lacking, folder):
        path = [TARGET / "sam/bin", TARGET / "aws/bin", environment["PATH"]]
        self.environment = environment | {"PATH": os.pathsep.join(map(str, path))}
        self.lacking = lacking
        self.folder = folder
        self.functions = ""

    def client(self, service):
        return boto3.client(
            service,
            endpoint_url=self.environment["AWS_ENDPOINT_URL"],
            region_name=REGION,
            aws_access_key_id="id",
            aws_secret_access_key="secret",
        )

    def run(self, text, **variables):
        """Runs a block with the shell functions of earlier blocks."""
        ran = subprocess.run(
            ["bash", "-c", PRELUDE + self.functions + text],
            cwd=ROOT,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        if ran.returncode:
            raise Failure(f"ended with {ran.returncode}\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def hold(self, text, answer, cwd=ROOT):
        return hold(["bash", "-c", PRELUDE + text], answer, cwd, self.environment)

    def deploy(self, text):
        copy = self.folder / "copy"
        (copy / "target").mkdir(parents=True)
        for name in ("template.yaml", "samconfig.toml"):
            shutil.copy(ROOT / name, copy)
        package = TARGET / "snaplabel.zip"
        (copy / "target" / package.name).symlink_to(package)
        bucket = self.make_managed_stack()

        held = self.hold(text, "", cwd=copy)
        parameters = read("template.yaml")["Parameters"].items()
        wanted = QUESTIONS_BEFORE + [
            (f"Parameter {name}", str(parameter["Default"])) for name, parameter in parameters
        ]
        expect(held.questions, wanted + QUESTIONS_AFTER, f"asked\n{held.output}")
        if "Failed to create changeset for the stack: snaplabel" not in held.output:
            raise Failure(f"did not reach the change set\n{held.output}")
        uploads = self.client("s3").list_objects_v2(Bucket=bucket)["Contents"]
        sizes = {upload["Size"] for upload in uploads}
        if package.stat().st_size not in sizes:
            raise Failure(f"did not upload {package.name}: {sizes}")
        return f"asked {len(held.questions)} questions, and came to the change set"

    def make_managed_stack(self):
        """Creates SAM's bucket for packages: SAM would not recognize one created by moto as its own."""
        template = {
            "Resources": {"Packages": {"Type": "AWS::S3::Bucket"}},
            "Outputs": {"SourceBucket": {"Value": {"Ref": "Packages"}}},
        }
        cloudformation = self.client("cloudformation")
        cloudformation.create_stack(
            StackName="aws-sam-cli-managed-default",
            TemplateBody=json.dumps(template),
            Tags=[{"Key": "ManagedStackSource", "Value": "AwsSamCli"}],
        )
        [stack] = cloudformation.describe_stacks()["Stacks"]
        return stack["Outputs"][0]["OutputValue"]

    def make_stack(self, api):
        template = read("template.yaml")
        outputs = Stack(translate(template, {}), {}).outputs
        outputs |= {
            "ApiUrl": api,
            "Bucket": {"Ref": "PictureBucket"},
            "FailureQueueUrl": f"{self.environment['AWS_ENDPOINT_URL']}/{ACCOUNT}/failures",
            "FunctionAliasArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:snaplabel-1a2b:live",
        }
        made = {
            "Parameters": {
                name: {"Type": "String", "Default": str(parameter["Default"])}
                for name, parameter in template["Parameters"].items()
            },
            "Resources": {"PictureBucket": {"Type": "AWS::S3::Bucket"}},
            "Outputs": {name: {"Value": value} for name, value in outputs.items()},
        }
        self.client("cloudformation").create_stack(
            StackName="snaplabel", TemplateBody=json.dumps(made)
        )

    def output(self, key):
        [stack] = self.client("cloudformation").describe_stacks(StackName="snaplabel")["Stacks"]
        [value] = [o["OutputValue"] for o in stack["Outputs"] if o["OutputKey"] == key]
        return value

    def bucket(self):
        return self.output("Bucket")

    def classify(self, text):
        self.functions = text[: text.index("\n}\n") + 3]
        answer = json.loads(self.run(text))
        return f"answered: {answer['predictions'][0]['label']}"

    def upload(self, text):
        answer = self.run(text)
        if '"TagSet": []' not in answer:
            raise Failure(f"printed {answer}")
        size = self.client("s3").head_object(Bucket=self.bucket(), Key="self-test.jpg")
        expect(size["ContentLength"], (ROOT / "model/self-test.jpg").stat().st_size, "uploaded")
        return "uploaded; no function is there to tag it"

    def switch_metadata_on(self, text):
        # moto does not support this call.
        self.run(text, AWS_ENDPOINT_URL_S3=self.lacking)
        path, body = Lacking.calls.pop()
        expect(path, f"/{self.bucket()}?metadataConfiguration", "called")
        if "<ConfigurationState>ENABLED</ConfigurationState>" not in body:
            raise Failure(f"sent {body}")
        return "called S3"

    def set_lifecycle(self, text):
        self.run(text)
        rules = self.client("s3").get_bucket_lifecycle_configuration(Bucket=self.bucket())
        expect([rule["ID"] for rule in rules["Rules"]], ["incomplete-uploads", "vehicles", "damaged"], "set")
        return "set the rules"

    def set_notifications(self, text):
        own = {"QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:q", "Events": ["s3:ObjectCreated:*"]}
        s3 = self.client("s3")
        self.client("sqs").create_queue(QueueName="q")
        s3.put_bucket_notification_configuration(
            Bucket=self.bucket(), NotificationConfiguration={"QueueConfigurations": [own]}
        )
        self.run(text)
        left = s3.get_bucket_notification_configuration(Bucket=self.bucket())
        # moto does not store that EventBridge is enabled.
        if "QueueConfigurations" in left:
            raise Failure(f"left {left}")
        return "replaced the notifications"

    def redrive(self, text):
        sqs = self.client("sqs")
        sqs.create_queue(QueueName="failures")
        queue = self.output("FailureQueueUrl")
        records = [json.dumps({"version": "1.0", "requestPayload": {"number": n}}) for n in range(2)]
        for record in records:
            sqs.send_message(QueueUrl=queue, MessageBody=record)
        invocations = self.folder / "invocations"
        self.run(text, INVOCATIONS=str(invocations))
        sent = invocations.read_text()
        if not all(f"--payload {record} " in sent for record in records):
            raise Failure(f"invoked the function with\n{sent}")
        expect(sqs.receive_message(QueueUrl=queue).get("Messages", []), [], "left in the queue")
        return "sent both failed events to the function, and emptied the queue"

    def label_bucket(self, text):
        printed = self.run(text)
        path, body = Lacking.calls.pop()
        if not path.endswith("/v20180820/jobs") or "<MatchAnyPrefix>" not in body:
            raise Failure(f"called {path} with {body}")
        if "describe-job" not in printed:
            raise Failure(f"printed {printed}")
        return "made the second stack, and a job"

    def announce(self, text):
        self.run(text)
        [rule] = self.client("events").list_rules()["Rules"]
        function = self.output("FunctionName")
        pattern = json.loads(rule["EventPattern"])["detail"]
        expect(pattern["responsePayload"], {"label": {"path": ["dog"]}}, "made a rule for")
        [arn] = pattern["requestContext"]["functionArn"]
        if not arn["prefix"].endswith(f":function:{function}:"):
            raise Failure(f"made a rule for {arn}")
        [subscription] = self.client("sns").list_subscriptions()["Subscriptions"]
        expect(subscription["Endpoint"], "me@example.org", "made a topic for")
        self.client("cloudformation").delete_stack(StackName="snaplabel-email")
        return "made the rule and the topic"

    def delete(self, text):
        held = self.hold(text, "y")
        asked = [question.split(" in the region")[0] for question, _ in held.questions]
        names = ["snaplabel-batch", "snaplabel"]
        wanted = [f"Are you sure you want to delete the stack {name}" for name in names]
        expect(asked, wanted, f"asked\n{held.output}")
        expect(held.status, 0, f"ended\n{held.output}")
        stacks = self.client("cloudformation").describe_stacks()["Stacks"]
        left = [stack["StackName"] for stack in stacks]
        expect(left, ["aws-sam-cli-managed-default"], "left")
        return "deleted both stacks"


# Handlers by a string in the block.
WAYS = {
    "sam deploy": Commands.deploy,
    "output() {": Commands.classify,
    "get-object-tagging": Commands.upload,
    "create-bucket-metadata-configuration": Commands.switch_metadata_on,
    "put-bucket-lifecycle-configuration": Commands.set_lifecycle,
    "put-bucket-notification-configuration": Commands.set_notifications,
    "src/announce/email.yaml": Commands.announce,
    "src/batch/label-bucket": Commands.label_bucket,
    "sqs receive-message": Commands.redrive,
    "sam delete": Commands.delete,
}


def expect(seen, wanted, what):
    if seen != wanted:
        raise Failure(f"{what}: {seen} instead of {wanted}")


@contextmanager
def served(folder):
    """Returns the API's URL."""
    port = free_port()
    command = [TARGET / "snaplabel", "serve", "--port", str(port)]
    api = f"http://localhost:{port}/"
    with running(command, f"{api}health", folder / "serve.log"):
        yield api


def main():
    todo = dict(WAYS)
    with (
        tempfile.TemporaryDirectory() as name,
        open_account(Path(name), TARGET / "moto/bin/moto_server") as (environment, lacking),
        served(Path(name)) as api,
    ):
        commands = Commands(environment, lacking, Path(name))
        for block in itertools.chain.from_iterable(map(blocks, MANUAL)):
            if block.kind != "sh aws":
                continue
            ways = [key for key in todo if key in block.text]
            try:
                if len(ways) != 1:
                    raise Failure(f"expected one way to run it, found {ways}")
                started = time.monotonic()
                done = todo.pop(ways[0])(commands, block.text)
                print(f"{block}: {done}, {time.monotonic() - started:.1f} s", flush=True)
            except (Failure, ValueError, subprocess.TimeoutExpired) as failure:
                sys.exit(f"{block}: {failure}")
            if ways[0] == "sam deploy":
                commands.make_stack(api)
    if todo:
        sys.exit(f"no document has a block with {', '.join(todo)}")


if __name__ == "__main__":
    main()
