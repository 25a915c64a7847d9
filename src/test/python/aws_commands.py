"""Checks commands of the AWS CLI without an account: does the operation exist, does it take these options, and is
their JSON valid? Uses the service models that botocore ships, as the CLI does."""

import json
import re

import botocore.session
from botocore import xform_name
from botocore.validate import ParamValidator

SERVICES = {
    "s3api": "s3",
    "cloudformation": "cloudformation",
    "lambda": "lambda",
    "sqs": "sqs",
}
# Options of the CLI itself.
EVERYWHERE = {"output", "query", "cli-binary-format"}

VALUE = r"""(?:'[^']*'|"[^"]*"|[^\s'"]+)"""
OPTION = rf"\s+(?:\\\n\s*)?--([a-z-]+) ({VALUE})"
COMMAND = re.compile(rf"\baws ({'|'.join(SERVICES)}) ([a-z-]+)((?:{OPTION})*)")


def faults(script):
    """Returns the errors in the commands of a shell script, one sentence each."""
    session = botocore.session.get_session()
    for service, operation, options in (match.groups()[:3] for match in COMMAND.finditer(script)):
        model = session.get_service_model(SERVICES[service])
        names = {xform_name(name, "-"): name for name in model.operation_names}
        if operation not in names:
            yield f"aws {service} has no {operation}"
            continue
        shape = model.operation_model(names[operation]).input_shape
        members = {xform_name(name, "-"): name for name in shape.members}
        given = {name: value for name, value in re.findall(OPTION, options) if name not in EVERYWHERE}
        yield from (f"{operation} has no --{name}" for name in given.keys() - members.keys())
        yield from (
            f"{operation} wants --{xform_name(name, '-')}"
            for name in shape.required_members
            if xform_name(name, "-") not in given
        )
        for name, value in given.items():
            if value.startswith("'{") and name in members:
                report = ParamValidator().validate(json.loads(value[1:-1]), shape.members[members[name]])
                if report.has_errors():
                    yield f"{operation} --{name}: {report.generate_report()}"
