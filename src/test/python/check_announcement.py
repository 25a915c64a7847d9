"""Checks docs/labeled-event.schema.json and the rule that src/announce/email.yaml makes for such events: the rule has to
match the schema's example, no other event, and find there what it puts into the email. Exits 1 and names what is wrong.

    target/sam/bin/python src/test/python/check_announcement.py [ANSWER.json]

With a file it also checks that a function's answer, as target/snaplabel invoke prints it, has the schema's shape.
"""

import copy
import json
import re
import sys
from pathlib import Path

from cloudformation import Stack, read
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = ROOT / "docs/labeled-event.schema.json"
EMAIL = ROOT / "src/announce/email.yaml"


def matches(pattern, value):
    """Returns whether EventBridge matches a value: of a list, one element is enough."""
    if isinstance(value, list):
        return any(matches(pattern, each) for each in value)
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(
            name in value and matches(inner, value[name]) for name, inner in pattern.items()
        )
    return any(
        str(value).startswith(each["prefix"]) if isinstance(each, dict) else value == each for each in pattern
    )


def at(path, event):
    """Returns the value at a JSON path such as $.detail.responsePayload[0].key; KeyError or IndexError if none is there."""
    for step in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        event = event[step[0]] if step[0] else event[int(step[1])]
    return event


def changed(event, path, value):
    other = copy.deepcopy(event)
    steps, _, last = path.rpartition(".")
    at(steps, other)[last] = value
    return other


def problems(answers):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    [event] = schema["examples"]
    events = [event, *(changed(event, "$.detail.responsePayload", answer) for answer in answers)]
    for each in events:
        yield from (f"{error.json_path}: {error.message}" for error in validator.iter_errors(each))

    parameters = {"FunctionName": "snaplabel-SnapLabelFunction-abc123", "Email": "me@example.org"}
    [rule] = Stack(read(EMAIL), parameters).of_type("AWS::Events::Rule").values()
    pattern = rule["EventPattern"]
    if not matches(pattern, event):
        yield "the rule does not match the example"
    result = "$.detail.responsePayload[0]"
    arn = event["detail"]["requestContext"]["functionArn"]
    for other in (
        changed(event, "$.source", "aws.s3"),
        changed(event, "$.detail.requestContext.functionArn", arn.replace("abc123", "abc1234")),
        changed(event, f"{result}.label.path", ["animal", "mammal", "feline", "cat"]),
        changed(event, "$.detail.responsePayload", []),
    ):
        if matches(pattern, other):
            yield f"the rule also matches {other}"
    [target] = rule["Targets"]
    transformer = target["InputTransformer"]
    paths = transformer["InputPathsMap"]
    named = set(re.findall(r"<(\w+)>", transformer["InputTemplate"]))
    if named != paths.keys():
        yield f"the email names {sorted(named)}, found are {sorted(paths)}"
    text = transformer["InputTemplate"]
    for name, path in paths.items():
        text = text.replace(f"<{name}>", str(at(path, event)))
    print(json.loads(text))


def main(*files):
    found = list(problems([json.loads(Path(file).read_text(encoding="utf-8")) for file in files]))
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
