"""
Checks what SAM makes of template.yaml, with every combination of what can be chosen, and of the
template for S3 Batch Operations; exits 1 and names what is wrong.

With a folder as second argument it also writes the template there with other defaults: checkov
looks only at what the defaults make. If the function is packaged, it is started as well.
"""

import json
import re
import subprocess
import sys
from graphlib import CycleError
from itertools import product
from pathlib import Path

from cloudformation import Stack, read, translate
from documents import DEPLOY, SETTINGS

ALIAS = "<SnapLabelFunctionAliaslive>"
BUCKET = "snaplabel-51af3dc0-da77-11e4-872e-1234567db123"
EXISTING = "photos-of-2026"
BOUNDARY = "arn:aws:iam::123456789012:policy/boundary"
KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"

CHOICES = {
    "ExistingBucket": ["", EXISTING],
    "UseQueue": ["false", "true"],
    "Access": ["iam", "token", "public"],
    "Architecture": ["x86_64", "arm64"],
    "ReservedConcurrency": ["", "5"],
    "CorsOrigin": ["", "https://example.org"],
    "ExistingBucketKeyArn": ["", KEY],
    "AlarmEmail": ["", "alarm@example.org"],
    "PermissionsBoundary": ["", BOUNDARY],
}

# What events of the bucket depend on, in combinations of their own: with the above there are too many.
EVENT_CHOICES = {
    "ExistingBucket": ["", EXISTING],
    "UseQueue": ["false", "true"],
    "Announce": ["none", "eventbridge"],
    "KeyPrefix": ["", "photos/2026-11/"],
    "KeySuffixes": ["", ".jpg", ".jpg,.JPG,.png", ",".join(f".e{n}" for n in range(1, 13))],
}

# Public documents, and browsers' preflight requests, which are never signed.
OPEN_ROUTES = {
    *(
        (path, method)
        for path in ("/", "/assets/{file}", "/docs", "/health", "/openapi.json")
        for method in ("get", "head")
    ),
    *((path, "options") for path in ("/", "/{proxy+}")),
}
ANY = "x-amazon-apigateway-any-method"
GUARDED_ROUTES = {("/", ANY), ("/{proxy+}", ANY)}

STARTS = [
    {},
    {"Access": "token", "TokenSha256": "0f" * 32, "TagMinConfidence": ".123456", "TagTopK": "20"},
    {"Access": "public", "CorsOrigin": "*", "SkipTagged": "false", "TagPrefix": "a" * 32},
    {"JpegDecoder": "native", "Heic": "off", "TagMinConfidence": "1.0", "TagTopK": "1", "TagUntrained": "true"},
    {"Include": "dog,n02123045", "Exclude": "pug", "Certainty": ".5", "Tags": "label,model"},
    {"TagLanguage": "zh"},
    {"TopK": "1", "MaxPictures": "1", "MaxBytes": "65536", "MaxPixels": "65536"},
    {"TopK": "100000", "MaxPictures": "64", "MaxBytes": "1073741824", "MaxPixels": "500000000"},
]

# A value that is as long as the parameter allows, for parameters without a list of values.
LONGEST = {
    "MemorySize": "10240",
    "TopK": "100000",
    "MaxPictures": "64",
    "MaxBytes": "1073741824",
    "MaxPixels": "500000000",
    "TagTopK": "20",
    "TagMinConfidence": "0.123456",
    "TagPrefix": "a" * 32,
    "TokenSha256": "0f" * 32,
    "CorsOrigin": f"https://{'a' * 56}",
    "Certainty": "0.123456",
    "Include": "a" * 430,
    "Exclude": "b" * 430,
    "ExistingBucket": "b" * 63,
    "Tags": "labels,confidence,category,path,label,error,model",
}

POLICY_ID_LENGTH = 21

# Everything else must call the alias: the unpublished version has no snapshot.
MAY_NAME_THE_FUNCTION = {
    "AWS::Lambda::Version",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
}

problems = []


def check(holds, problem):
    if not holds and problem not in problems:
        problems.append(problem)


def combinations(choices):
    for values in product(*choices.values()):
        yield dict(zip(choices, values))


def check_stack(stack):
    check(not stack.dangling(), f"refers to what is not there: {stack.dangling()}")
    try:
        stack.order()
    except CycleError as cycle:
        check(False, f"a circle: {' -> '.join(cycle.args[1])}")
    for name, resource in stack.resources.items():
        for statement in statements(resource):
            check_statement(name, statement)
        check(
            not resource.get("Properties", {}).get("ManagedPolicyArns"),
            f"{name}: a managed policy, which grants more than is needed",
        )


def statements(value):
    if isinstance(value, list):
        for item in value:
            yield from statements(item)
    elif isinstance(value, dict):
        found = value.get("Statement", [])
        yield from [found] if isinstance(found, dict) else found
        for item in value.values():
            yield from statements(item)


def check_statement(name, statement):
    if statement["Effect"] == "Deny":
        return
    check("*" not in str(statement.get("Principal")), f"{name}: for every principal: {statement}")
    check("NotAction" not in statement, f"{name}: NotAction")
    check("NotResource" not in statement, f"{name}: NotResource")
    for action in listed(statement["Action"]):
        check("*" not in action, f"{name}: the action {action}")
    for resource in listed(statement.get("Resource", [])):
        # Objects of one bucket, streams of one log group.
        named = re.sub(r"(?<=[\w>-])[/:]\*$", "", resource)
        check("*" not in named, f"{name}: the resource {resource}")


def listed(value):
    return value if isinstance(value, list) else [value]


def check_calls(stack):
    """Checks that every caller of the function calls its alias, and has permission."""
    for name, resource in stack.resources.items():
        if "SnapLabelFunction" in stack.references[name]:
            check(
                resource["Type"] in MAY_NAME_THE_FUNCTION,
                f"{name}: names the function instead of its alias",
            )
    callers = set()
    for name, permission in stack.of_type("AWS::Lambda::Permission").items():
        check(permission["FunctionName"] == ALIAS, f"{name}: not for the alias")
        check("SourceArn" in permission, f"{name}: for all of {permission['Principal']}")
        callers.add((permission["Principal"], permission["SourceArn"]))
    api = "arn:aws:execute-api:eu-central-1:123456789012:<SnapLabelApi>/*/"
    wanted = {
        ("apigateway.amazonaws.com", api + verb(method) + re.sub(r"{.*}", "*", path))
        for path, method in OPEN_ROUTES | GUARDED_ROUTES
    }
    if stack.values["UseQueue"] == "false":
        wanted.add(
            ("events.amazonaws.com", "<PictureRule.Arn>")
            if has_rule(stack)
            else ("s3.amazonaws.com", f"arn:aws:s3:::{BUCKET}")
        )
    check(callers == wanted, f"may call: {sorted(callers)} instead of {sorted(wanted)}")
    for name, invoke in stack.of_type("AWS::Lambda::EventInvokeConfig").items():
        check(invoke["Qualifier"] == "live", f"{name}: not for the alias")
    check(stack.outputs["FunctionAliasArn"] == ALIAS, "FunctionAliasArn is not the alias")


def has_rule(stack):
    """Only a rule can filter by several suffixes, and an existing bucket's notifications are not ours."""
    return stack.values["ExistingBucket"] != "" or stack.values["KeySuffixes"] != ""


def verb(method):
    """Returns a route's method in the form of a permission."""
    return "*" if method == ANY else method.upper()


def check_api(stack):
    body = stack.of_type("AWS::ApiGatewayV2::Api")["SnapLabelApi"]["Body"]
    routes = {(p, name): m for p, methods in body["paths"].items() for name, m in methods.items()}
    wanted = OPEN_ROUTES | GUARDED_ROUTES
    check(routes.keys() == wanted, f"routes that are missing or too many: {routes.keys() ^ wanted}")
    for route, method in routes.items():
        integration = method["x-amazon-apigateway-integration"]
        check(f"functions/{ALIAS}/invo" in integration["uri"], f"{route}: not to the alias")
        check(integration["payloadFormatVersion"] == "2.0", f"{route}: another payload")
        guarded = route in GUARDED_ROUTES and stack.values["Access"] == "iam"
        security = [{"AWS_IAM": []}] if guarded else None
        check(method.get("security") == security, f"{route}: security {method.get('security')}")
    check("security" not in body, "security for all routes")
    cors = body.get("x-amazon-apigateway-cors", {})
    origins = cors.get("allowOrigins", [""])
    check(origins == [stack.values["CorsOrigin"]], f"CORS for {origins}")
    if cors:
        check_cors(routes, cors)
    schemes = body["components"]["securitySchemes"]
    check(schemes["AWS_IAM"]["x-amazon-apigateway-authtype"] == "awsSigv4", f"{schemes}")


def check_cors(routes, cors):
    """Checks that a preflight for any path passes the gateway and gets the function's answer."""
    for path in ("/", "/classify", "/health"):
        names = [path, "/{proxy+}"] if path != "/" else [path]
        # API Gateway chooses the most specific path that has the method, then ANY.
        taken = [routes[(n, m)] for n in names for m in ("options", ANY) if (n, m) in routes]
        check("security" not in taken[0], f"a preflight request for {path} has to be signed")
    source = Path("src/main/java/io/github/snaplabel/http/Cors.java").read_text(encoding="utf-8")
    allowed = source[source.index('"Access-Control-Allow-Headers"') :].split('"Access-Control-Max')[0]
    names = {name.lower() for name in re.findall(r"[A-Z][\w-]+(?=[,\"])", allowed)}
    names -= {"access-control-allow-headers"}
    check(names == set(cors["allowHeaders"]), f"headers {names ^ set(cors['allowHeaders'])}")


def check_pictures(stack):
    """Checks that new objects reach the function in one way, permitted for that bucket only."""
    new = stack.values["ExistingBucket"] == ""
    queue = stack.values["UseQueue"] == "true"
    bucket = BUCKET if new else EXISTING
    target = "<PictureQueue.Arn>" if queue else ALIAS
    buckets = stack.of_type("AWS::S3::Bucket")
    check(len(buckets) == new, "a bucket in addition to the existing one, or none")
    if new:
        check(buckets["PictureBucket"]["BucketName"] == bucket, "another name of the bucket")
        check_notifications(stack, buckets["PictureBucket"]["NotificationConfiguration"], target)
    check_rule(stack, bucket, target)
    check(stack.outputs["Bucket"] == ("<PictureBucket>" if new else bucket), "Bucket")

    mappings = stack.of_type("AWS::Lambda::EventSourceMapping")
    check(bool(mappings) == queue, f"{list(mappings)} with a queue: {queue}")
    if queue:
        check_queue(stack, mappings["QueueToFunction"], None if has_rule(stack) else bucket)

    function = stack.of_type("AWS::Lambda::Function")["SnapLabelFunction"]
    named = function["Environment"]["Variables"]["SNAPLABEL_BUCKET"]
    check(named == bucket, f"requests name objects of {named}")
    granted = stack.of_type("AWS::IAM::Role")["FunctionRole"]["Policies"][0]["PolicyDocument"]
    resources = {s["Sid"]: s["Resource"] for s in granted["Statement"]}
    check(resources["ReadAndTagPictures"] == f"arn:aws:s3:::{bucket}/*", f"{resources}")
    check(resources["TellDeletedFromForbidden"] == f"arn:aws:s3:::{bucket}", f"{resources}")


def check_notifications(stack, ways, target):
    """Checks what a new bucket notifies: EventBridge, or the target of events below the prefix."""
    if has_rule(stack):
        check(ways == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}, f"{ways}")
        return
    queue = stack.values["UseQueue"] == "true"
    prefix = stack.values["KeyPrefix"]
    rules = [{"Name": "prefix", "Value": prefix}]
    events = [
        {"Event": f"s3:{name}", "Queue" if queue else "Function": target}
        | ({"Filter": {"S3Key": {"Rules": rules}}} if prefix else {})
        for name in ("ObjectCreated:*", "ObjectRestore:Completed")
    ]
    wanted = {"QueueConfigurations" if queue else "LambdaConfigurations": events}
    check(ways == wanted, f"the bucket notifies {ways}")
    before = "PictureQueuePolicy" if queue else "BucketPermission"
    check(before in stack.references["PictureBucket"], f"the bucket may come before {before}")


def check_rule(stack, bucket, target):
    """Checks the rule, if there has to be one, and which keys it is for."""
    rules = stack.of_type("AWS::Events::Rule")
    check(len(rules) == has_rule(stack), f"a bucket notifies, and {len(rules)} rules")
    for rule in rules.values():
        check([t["Arn"] for t in rule["Targets"]] == [target], f"the rule notifies {rule['Targets']}")
        pattern = rule["EventPattern"]
        kinds = ["Object Created", "Object Restore Completed"]
        check(pattern["detail-type"] == kinds, f"a rule for {pattern['detail-type']}")
        prefix, suffixes = stack.values["KeyPrefix"], stack.values["KeySuffixes"]
        detail = {"bucket": {"name": [bucket]}}
        if suffixes:
            keys = [{"wildcard": f"{prefix}*{suffix}"} for suffix in suffixes.split(",")]
            detail["object"] = {"key": keys}
        elif prefix:
            detail["object"] = {"key": [{"prefix": prefix}]}
        check(pattern["detail"] == detail, f"a rule for {pattern['detail']}")
        check_dead_letters(stack, rule["Targets"])


def check_announcements(stack):
    """Checks that the function's answers go to EventBridge if they shall, with the permission for that."""
    bus = "arn:aws:events:eu-central-1:123456789012:event-bus/default"
    announced = stack.values["Announce"] == "eventbridge"
    [invoke] = stack.of_type("AWS::Lambda::EventInvokeConfig").values()
    wanted = {"OnFailure": {"Destination": "<FailureQueue.Arn>"}}
    if announced:
        wanted["OnSuccess"] = {"Destination": bus}
    check(invoke["DestinationConfig"] == wanted, f"{invoke['DestinationConfig']}")
    check(invoke["MaximumRetryAttempts"] == 2, "Lambda retries another number of times")
    granted = stack.of_type("AWS::IAM::Role")["FunctionRole"]["Policies"][0]["PolicyDocument"]
    buses = [s["Resource"] for s in granted["Statement"] if s["Action"] == "events:PutEvents"]
    check(buses == [bus] * announced, f"the function may put events on {buses}")


def check_announcing_refused(template):
    """Checks that a queue, whose messages have no destination, and announcements exclude each other."""
    stack = Stack(template, {"Announce": "eventbridge", "UseQueue": "true"})
    rule = template["Rules"]["AnnouncedWithoutQueue"]
    holds = [stack.evaluate(a["Assert"]) for a in rule["Assertions"]]
    check(stack.evaluate(rule["RuleCondition"]) and holds == [False], "Announce with UseQueue")


def check_dead_letters(stack, targets):
    """Checks that an event that EventBridge cannot deliver goes to a queue that accepts it."""
    for target in targets:
        queue = target["DeadLetterConfig"]["Arn"]
        check(target["RetryPolicy"]["MaximumRetryAttempts"] > 0, "the rule does not try again")
        policies = stack.of_type("AWS::SQS::QueuePolicy").values()
        [statement] = [
            s for p in policies for s in p["PolicyDocument"]["Statement"] if s["Resource"] == queue
        ]
        check(statement["Principal"] == {"Service": "events.amazonaws.com"}, f"{statement}")
        condition = {"ArnEquals": {"aws:SourceArn": "<PictureRule.Arn>"}}
        check(statement["Condition"] == condition, f"may send: {statement['Condition']}")


def check_queue(stack, mapping, bucket):
    check(mapping["FunctionName"] == ALIAS, "the queue's messages do not go to the alias")
    check(mapping.get("BatchSize") == 10, "another batch")
    check(mapping.get("FunctionResponseTypes") == ["ReportBatchItemFailures"], "whole batches fail")
    queue = stack.of_type("AWS::SQS::Queue")["PictureQueue"]
    check("deadLetterTargetArn" in queue["RedrivePolicy"], "no dead-letter queue")
    timeout = int(stack.values["Timeout"])
    check(queue["VisibilityTimeout"] == 6 * timeout, f"visibility {queue['VisibilityTimeout']}")
    policy = stack.of_type("AWS::SQS::QueuePolicy")["PictureQueuePolicy"]
    [statement] = policy["PolicyDocument"]["Statement"]
    condition = statement["Condition"]
    source = f"arn:aws:s3:::{bucket}" if bucket else "<PictureRule.Arn>"
    check(condition["ArnEquals"] == {"aws:SourceArn": source}, f"may send: {condition}")
    if bucket:
        account = {"aws:SourceAccount": "123456789012"}
        check(condition.get("StringEquals") == account, f"may send: {condition}")


def check_settings(stack):
    """Checks that Settings.java, docs/settings.md and the template have the same settings and defaults."""
    function = stack.of_type("AWS::Lambda::Function")["SnapLabelFunction"]
    variables = function["Environment"]["Variables"]
    ours = {name: str(value) for name, value in variables.items() if name.startswith("SNAPLABEL_")}
    source = Path("src/main/java/io/github/snaplabel/Settings.java").read_text(encoding="utf-8")
    known = {"SNAPLABEL_" + name for name in re.findall(r'PREFIX \+ "(\w+)"', source)}
    check(known, "no name of a setting found in Settings.java")
    check(ours.keys() == known, f"settings that are not on both sides: {ours.keys() ^ known}")
    rows = re.findall(
        r"^\| `(SNAPLABEL_\w+)` \|.*\| (\S*) ?\|$", SETTINGS.read_text(encoding="utf-8"), re.M
    )
    # The only one that the template knows and the document cannot.
    check(ours.pop("SNAPLABEL_BUCKET") == BUCKET, "SNAPLABEL_BUCKET is not the stack's bucket")
    defaults = {name: "" if default == "none" else default.strip("`") for name, default in rows}
    defaults.pop("SNAPLABEL_BUCKET")
    check(ours == defaults, f"defaults differ from docs/settings.md: {ours.items() ^ defaults.items()}")
    check(variables["ORT_DISABLE_TELEMETRY"] == "1", "ONNX Runtime may send telemetry")


def check_start(template, parameters):
    """Checks that the packaged function starts with the environment that the parameters define."""
    function = Stack(template, parameters).of_type("AWS::Lambda::Function")["SnapLabelFunction"]
    command = ["target/snaplabel", "invoke", "events/http-health.json"]
    for name, value in function["Environment"]["Variables"].items():
        command += ["--env", f"{name}={value}"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    check('"statusCode":200' in ran.stdout, f"{parameters}: {ran.stdout}{ran.stderr}")


def check_documents(template):
    """Checks that docs/deploy.md names every parameter, and in its table the defaults."""
    deploy = DEPLOY.read_text(encoding="utf-8")
    for name, parameter in template["Parameters"].items():
        check(f"`{name}`" in deploy, f"docs/deploy.md does not name {name}")
        row = re.search(rf"^\| `{name}` \|.*\| (\S*) ?\|$", deploy, re.M)
        default = str(parameter["Default"])
        check(not row or row[1].strip("`") == default, f"{name} is {row and row[1]} in docs/deploy.md")


def check_versions(template):
    """
    CloudFormation publishes another version when its description is another: it has to differ for
    any two values of a parameter that the version depends on, and may have 256 characters. Returns
    how many of them are free.
    """
    function = template["Resources"]["SnapLabelFunction"]["Properties"]
    # Stored with the function, not with its versions.
    versioned = {k: v for k, v in function.items() if k != "ReservedConcurrentExecutions"}
    used = set(re.findall(r'"Ref": "(\w+)"', json.dumps(versioned)))
    longest = {}
    usual = published(template, {})
    for name, parameter in template["Parameters"].items():
        values = parameter.get("AllowedValues") or [parameter["Default"], LONGEST.get(name)]
        if name in used and None in values:
            check(False, f"{name} has no value in LONGEST")
            continue
        described = {published(template, {name: "x" if value is None else value}) for value in values}
        if name in used:
            check(len(described) == len(values), f"a change of {name} would not be published")
            longest[name] = max(map(str, values), key=len)
            check_length(name, parameter, longest[name])
        else:
            check(described == {usual}, f"{name} has no effect on a version, and is in its description")
    free = 256 - len(description(template, longest))
    check(free >= 0, f"a version's description may be {-free} characters too long")
    policy = "".join(published(template, longest)[1:])
    check(len(policy) <= 1000, f"the description of LongParameters may have {len(policy)} characters")
    return free


def description(template, values):
    [version] = Stack(template, values).of_type("AWS::Lambda::Version").values()
    return version["Description"].replace("<LongParameters.PolicyId>", "A" * POLICY_ID_LENGTH)


def published(template, values):
    """
    Returns what differs if CloudFormation publishes a version: its description, and that of the policy
    whose ID is in it. A policy with another description is another policy.
    """
    policies = Stack(template, values).of_type("AWS::IAM::ManagedPolicy")
    return description(template, values), *(policy["Description"] for policy in policies.values())


def check_length(name, parameter, longest):
    """A parameter takes the longest value, and none that is longer."""
    if "AllowedValues" in parameter:
        return
    if parameter["Type"] == "Number":
        check(longest == str(parameter.get("MaxValue")), f"{name} takes more than {longest}")
        return
    pattern = re.compile(parameter["AllowedPattern"])
    limit = parameter.get("MaxLength", len(longest))
    check(limit == len(longest) and pattern.search(longest), f"{name} does not take {longest}")
    if "MaxLength" not in parameter:
        longer = {longest[:at] + c + longest[at:] for at in range(len(longest) + 1) for c in "0159af."}
        check(not any(map(pattern.search, longer)), f"{name} takes more than {len(longest)} characters")


def check_dashboard(stack):
    body = json.loads(stack.of_type("AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"])
    source = Path("src/main/java/io/github/snaplabel/telemetry/Telemetry.java").read_text()
    for widget in body["widgets"]:
        for metric in widget["properties"]["metrics"]:
            if isinstance(metric[0], dict):
                names = re.findall(r'MetricName="(\w+)"', metric[0]["expression"])
                namespace = "SnapLabel"
            else:
                namespace = namespace if metric[0] in (".", "...") else metric[0]
                names = metric[1:2] if metric[0] != "..." else []
            for name in names if namespace == "SnapLabel" else []:
                check(f'"{name}"' in source, f"the dashboard shows {name}, which nobody writes")


def check_alarms(stack):
    alarms = stack.of_type("AWS::CloudWatch::Alarm")
    for name, alarm in alarms.items():
        topics = ["<AlarmTopic>"] if stack.values["AlarmEmail"] else None
        check(alarm.get("AlarmActions") == topics, f"{name} notifies {alarm.get('AlarmActions')}")
    watched = {
        (a["Namespace"], a["MetricName"], *(d["Value"] for d in a["Dimensions"]))
        for a in alarms.values()
    }
    function = "<SnapLabelFunction>"
    wanted = {
        ("AWS/Lambda", "Errors", function),
        ("AWS/Lambda", "Throttles", function),
        ("AWS/ApiGateway", "5xx", "<SnapLabelApi>"),
        ("SnapLabel", "Failures", function, failed()),
    }
    queues = stack.of_type("AWS::SQS::Queue").keys()
    for name in queues - {"PictureQueue"}:
        wanted.add(("AWS/SQS", "ApproximateNumberOfMessagesVisible", f"<{name}.QueueName>"))
    if "PictureQueue" in queues:
        wanted.add(("AWS/SQS", "ApproximateAgeOfOldestMessage", "<PictureQueue.QueueName>"))
        late = alarms["QueueAgeAlarm"]["Threshold"]
        kept = stack.of_type("AWS::SQS::Queue")["PictureQueue"]["MessageRetentionPeriod"]
        check(late <= kept / 2, f"an alarm after {late} s for messages that are dropped after {kept} s")
    check(watched == wanted, f"alarms watch {watched ^ wanted} wrongly")


def failed():
    """Returns the code under which the function counts objects to be retried."""
    source = Path("src/main/java/io/github/snaplabel/ObjectTelemetry.java").read_text(encoding="utf-8")
    return re.search(r'FAILED = "([\w-]+)"', source)[1]


def check_boundary(stack):
    boundary = stack.values["PermissionsBoundary"] or None
    for name, role in stack.of_type("AWS::IAM::Role").items():
        check(role.get("PermissionsBoundary") == boundary, f"{name} is bounded by another policy")


def check_parameters(template):
    """Checks that a parameter allows what the function accepts: otherwise a deployment fails minutes later."""
    parameters = template["Parameters"]
    check(
        not any("NoEcho" in parameter for parameter in parameters.values()),
        "SAM's guided deployment asks for a NoEcho parameter until it is not empty",
    )
    groups = template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    grouped = [name for group in groups for name in group["Parameters"]]
    check(grouped == list(parameters), "the groups have other parameters, or in another order")
    for name, (least, most) in whole_numbers().items():
        if parameters[name]["Type"] != "String":
            check(False, f"{name} takes decimals, which the function refuses")
            continue
        taken = re.compile(parameters[name]["AllowedPattern"])
        around = {n + step for n in (least, most) for step in (-1, 0, 1)}
        powers = {d * 10**n + step for d in range(1, 10) for n in range(11) for step in (-1, 0, 1)}
        near = {n for end in (least, most) for n in range(max(0, end - 5000), end + 5000)}
        # Between two steps of any place of the upper bound, too.
        steps = {most // 10**n * 10**n + step for n in range(10) for step in (-1, 0, 1)}
        for number in around | powers | near | steps:
            allowed = least <= number <= most
            check(bool(taken.search(str(number))) == allowed, f"{name} takes {number} wrongly")
        for text in ("x", f"{least}x", f"0{least}", f"-{least}", f"{least}.5", f" {least}", "1e5"):
            check(not taken.search(text), f"{name} takes {text}")
    check(re.search(parameters["MaxPixels"]["AllowedPattern"], ""), "MaxPixels may not be empty")
    for name in ("TagMinConfidence", "Certainty"):
        probability = re.compile(parameters[name]["AllowedPattern"])
        for text in ("0", "1", "0.5", ".5", "0.123456", "1.0", "0.0"):
            check(probability.search(text), f"{name} does not take {text}")
        for text in ("", "2", "1.1", "-0.5", "0.", ".", "1e-3", "0.1234567", "0,5", "10", "x"):
            check(not probability.search(text), f"{name} takes {text}")
    suffixes = re.compile(parameters["KeySuffixes"]["AllowedPattern"])
    for text in ("", ".jpg", ".jpg,.tar.gz", ",".join(["x"] * 12)):
        check(suffixes.search(text), f"KeySuffixes does not take {text}")
    for text in (",", ".jpg,", ".jpg, .png", "*.jpg", '"', "\\", ",".join(["x"] * 13)):
        check(not suffixes.search(text), f"KeySuffixes takes {text}")
    for text in ("*", "a*", '"', "\\", " ", "a+b", "%20"):
        check(not re.search(parameters["KeyPrefix"]["AllowedPattern"], text), f"KeyPrefix takes {text}")
    tags = re.compile(parameters["Tags"]["AllowedPattern"])
    for text in ("label", "model,label", parameters["Tags"]["Default"]):
        check(tags.search(text), f"Tags does not take {text}")
    for text in ("", "label,", ",label", "label, model", "colour", "Label"):
        check(not tags.search(text), f"Tags takes {text}")


def whole_numbers():
    """Returns the least and the largest number that the function accepts, by parameter."""
    folder = Path("src/main/java/io/github/snaplabel")
    source = (folder / "Settings.java").read_text(encoding="utf-8")
    http = (folder / "http/HttpSettings.java").read_text(encoding="utf-8")
    known = {
        "MIN_LIMIT": re.search(r" MIN_LIMIT = ([\d_]+);", source)[1],
        "HttpSettings.MAX_TOP_K": re.search(r" MAX_TOP_K = ([\d_]+);", http)[1],
        "1L << 30": str(1 << 30),
    }
    numbers = {}
    for name, *bounds in re.findall(r"\.integer\(\s*(\w+), ([^,]+), ([^,]+),", source):
        parameter = "".join(word.capitalize() for word in name.split("_"))
        numbers[parameter] = tuple(int(known.get(bound, bound)) for bound in bounds)
    check(len(numbers) == 5, f"Settings.java has other whole numbers: {numbers}")
    return numbers


def check_concurrency(template):
    """Checks that a full queue leaves some of the reserved concurrency to the API."""
    for reserved in template["Parameters"]["ReservedConcurrency"]["AllowedValues"]:
        values = {"UseQueue": "true", "ReservedConcurrency": reserved}
        mapping = Stack(template, values).of_type("AWS::Lambda::EventSourceMapping")
        most = mapping["QueueToFunction"].get("ScalingConfig", {}).get("MaximumConcurrency")
        # AWS allows 2 to 1000.
        right = 2 <= most < int(reserved) if reserved else most is None
        check(right, f"of {reserved} concurrent invocations the queue may have {most}")


def check_partitions(template):
    """Checks the console's URL in AWS's other partitions."""
    hosts = {
        "aws": "console.aws.amazon.com",
        "aws-cn": "console.amazonaws.cn",
        "aws-us-gov": "console.amazonaws-us-gov.com",
    }
    for partition, host in hosts.items():
        url = Stack(template, {}, {"AWS::Partition": partition}).outputs["DashboardUrl"]
        check(url.startswith(f"https://{host}/"), f"the dashboard of {partition} is at {url}")


def check_retention(template):
    """Checks that a rolled-back first deployment leaves nothing behind: it would block the next one."""
    for name, resource in template["Resources"].items():
        if resource["Type"] in ("AWS::S3::Bucket", "AWS::S3::BucketPolicy"):
            policy = resource.get("DeletionPolicy")
            check(policy == "RetainExceptOnCreate", f"{name} has the DeletionPolicy {policy}")


def write_variants(path, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for bucket, key, name in (("", "", "new-bucket"), (EXISTING, KEY, "existing-bucket")):
        template = read(path)
        chosen = {"UseQueue": "true", "KeySuffixes": ".jpg", "AlarmEmail": "alarm@example.org", "CorsOrigin": "*"}
        chosen |= {"ExistingBucket": bucket, "ExistingBucketKeyArn": key}
        for parameter, value in chosen.items():
            template["Parameters"][parameter]["Default"] = value
        (folder / f"{name}.json").write_text(json.dumps(template, indent=2), encoding="utf-8")


def main(path, folder=None):
    count = 0
    translated = {}
    for choice in [*combinations(CHOICES), *combinations(EVENT_CHOICES)]:
        # Only these influence SAM; conditions are evaluated by CloudFormation.
        ours = tuple(choice.get(name) for name in list(CHOICES)[:4])
        if ours not in translated:
            translated[ours] = translate(read(path), choice)
        stack = Stack(translated[ours], choice)
        check_stack(stack)
        check_calls(stack)
        check_api(stack)
        check_pictures(stack)
        check_alarms(stack)
        check_boundary(stack)
        check_announcements(stack)
        count += 1
    template = translate(read(path), {})
    for timeout in template["Parameters"]["Timeout"]["AllowedValues"]:
        check_pictures(Stack(template, {"UseQueue": "true", "Timeout": timeout}))
    check_settings(Stack(template, {}))
    check_announcing_refused(template)
    check_dashboard(Stack(template, {}))
    check_parameters(template)
    check_concurrency(template)
    check_partitions(template)
    check_retention(template)
    free = check_versions(template)
    check_documents(template)
    if Path("target/snaplabel.zip").exists():
        for parameters in STARTS:
            check_start(template, parameters)
    batch = read("src/batch/template.yaml")
    check_retention(batch)
    given = {"Bucket": EXISTING, "FunctionAliasArn": "arn"}
    for boundary in CHOICES["PermissionsBoundary"]:
        stack = Stack(batch, given | {"PermissionsBoundary": boundary})
        check_stack(stack)
        check_boundary(stack)
    if folder:
        write_variants(path, Path(folder))
    if problems:
        sys.exit("\n".join(problems))
    print(f"{count} combinations of parameters, {len(translated)} translations by SAM: no problem;")
    print(f"{free} characters of a version's description are free")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["template.yaml"]))
