"""Writes events/http-*.json: the events of HTTP requests that upload a photo of the repository.

The shapes are those of AWS's developer guides: API Gateway, "Create AWS Lambda proxy integrations for HTTP APIs"
(payload format 2.0) and "Input format of a Lambda function for proxy integration" (REST); Lambda, "Request payload
format" of function URLs.

    python3 src/test/python/make_http_events.py [--check]
"""

import base64
import json

from event_files import PHOTO, write_or_check

BOUNDARY = "------------------------d74496d66958873e"
AGENT = "curl/8.5.0"
ADDRESS = "203.0.113.7"


def http_api(method, path, headers, body=None, is_base64=False, query="", cookies=()):
    """Payload format 2.0, as the HTTP API of template.yaml sends it."""
    host = "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"
    event = {
        "version": "2.0",
        "routeKey": "ANY /{proxy+}",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {
            "accept": "*/*",
            "content-length": str(length(body, is_base64)),
            "host": host,
            "user-agent": AGENT,
            "x-amzn-trace-id": "Root=1-6565a0b1-0123456789abcdef01234567",
            "x-forwarded-for": ADDRESS,
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            **headers,
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": host,
            "domainPrefix": "a1b2c3d4e5",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": ADDRESS,
                "userAgent": AGENT,
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "ANY /{proxy+}",
            "stage": "$default",
            "time": "24/Nov/2026:09:30:00 +0000",
            "timeEpoch": 1795512600000,
        },
        "pathParameters": {"proxy": path.lstrip("/")},
        "isBase64Encoded": is_base64,
    }
    if cookies:
        event["cookies"] = list(cookies)
    if query:
        event["queryStringParameters"] = dict(pair.split("=") for pair in query.split("&"))
    if body is not None:
        event["body"] = body
    return event


def function_url(method, path, headers, body):
    """Payload format 2.0, as a function URL sends it."""
    event = http_api(method, path, headers, body, is_base64=True)
    host = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws"
    event["headers"]["host"] = host
    event["routeKey"] = "$default"
    del event["pathParameters"]
    event["requestContext"].update(
        routeKey="$default",
        accountId="anonymous",
        apiId=host.split(".")[0],
        domainName=host,
        domainPrefix=host.split(".")[0],
        requestId="e1506fd5-9e7b-434f-bd42-4f8fa224b599",
    )
    return event


def rest_api(method, path, headers, body, query):
    """Payload format 1.0, as a REST API with the stage prod sends it."""
    host = "f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com"
    headers = {
        "Accept": "*/*",
        "Host": host,
        "User-Agent": AGENT,
        "X-Amzn-Trace-Id": "Root=1-6565a0b1-0123456789abcdef01234567",
        "X-Forwarded-For": ADDRESS,
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
        **headers,
    }
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()},
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "resourceId": "abc123",
            "resourcePath": "/{proxy+}",
            "httpMethod": method,
            "extendedRequestId": "JKJaXmPLvHcESHA=",
            "requestTime": "24/Nov/2026:09:30:00 +0000",
            "path": "/prod" + path,
            "accountId": "123456789012",
            "protocol": "HTTP/1.1",
            "stage": "prod",
            "domainPrefix": "f6g7h8i9j0",
            "requestTimeEpoch": 1795512600000,
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {
                "cognitoIdentityPoolId": None,
                "accountId": None,
                "cognitoIdentityId": None,
                "caller": None,
                "sourceIp": ADDRESS,
                "principalOrgId": None,
                "accessKey": None,
                "cognitoAuthenticationType": None,
                "cognitoAuthenticationProvider": None,
                "userArn": None,
                "userAgent": AGENT,
                "user": None,
            },
            "domainName": host,
            "apiId": "f6g7h8i9j0",
        },
        "body": body,
        "isBase64Encoded": True,
    }


def encoded(content):
    return base64.b64encode(content).decode()


def length(body, is_base64):
    if body is None:
        return 0
    return len(base64.b64decode(body) if is_base64 else body.encode())


def form():
    """Returns the photo twice, and an option, as encoded by curl -F."""
    parts = [
        (f'form-data; name="file"; filename="{name}"\r\nContent-Type: image/jpeg', PHOTO)
        for name in ("first.jpg", "second.jpg")
    ]
    parts.append(('form-data; name="topK"', b"2"))
    written = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return written + f"--{BOUNDARY}--\r\n".encode()


def events():
    jpeg = {"content-type": "image/jpeg"}
    yield "http-api-image", http_api(
        "POST", "/classify", jpeg, encoded(PHOTO), True, query="topK=3", cookies=["theme=dark"]
    )
    yield "http-api-json", http_api(
        "POST",
        "/classify",
        {"content-type": "application/json"},
        json.dumps({"image": "data:image/jpeg;base64," + encoded(PHOTO), "topK": 3}),
    )
    yield "http-api-multipart", http_api(
        "POST",
        "/classify",
        {"content-type": f"multipart/form-data; boundary={BOUNDARY}"},
        encoded(form()),
        True,
    )
    yield "http-rest-image", rest_api(
        "POST", "/classify", {"Content-Type": "image/jpeg"}, encoded(PHOTO), {"topK": "3"}
    )
    yield "http-function-url-image", function_url("POST", "/classify", jpeg, encoded(PHOTO))
    yield "http-health", http_api("GET", "/health", {})
    yield "http-not-an-image", http_api("POST", "/classify", jpeg, encoded(b"Not a picture.\n"), True)


if __name__ == "__main__":
    write_or_check(events())
