"""Writes the S3 events in events/: what AWS sends the function when a photo of the repository was uploaded to a bucket.

The shapes are those of AWS's developer guides: S3, "Event message structure" and "Amazon S3 EventBridge event
structure"; Lambda, "Using Lambda with Amazon SQS", "Invoking Lambda functions with Amazon SNS notifications" and
"Capturing records of Lambda asynchronous invocations"; SNS,
"HTTP/HTTPS notification JSON format", which queues get as well; S3, "Invoke AWS Lambda function" of Batch Operations.
What carries another event carries one of these.

    python3 src/test/python/make_s3_events.py [--check]
"""

import hashlib
import json
from urllib.parse import quote_plus

from event_files import PHOTO, write_or_check

REGION = "eu-central-1"
ACCOUNT = "111122223333"
BUCKET = "photos"
BUCKET_ARN = f"arn:aws:s3:::{BUCKET}"
KEY = "my album/café+1.jpg"
ENCODED_KEY = quote_plus(KEY, safe="/")
ETAG = hashlib.md5(PHOTO).hexdigest()  # As of every object that was put whole.
TOPIC_ARN = f"arn:aws:sns:{REGION}:{ACCOUNT}:photos"
SNS = f"https://sns.{REGION}.amazonaws.com/"
ADDRESS = "203.0.113.7"
TIME = "2026-11-24T12:00:00.000Z"
MILLISECONDS = 1795521600000


def notification():
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "awsRegion": REGION,
                "eventTime": TIME,
                "eventName": "ObjectCreated:Put",
                "userIdentity": {"principalId": "AIDAJDPLRKLG7UEXAMPLE"},
                "requestParameters": {"sourceIPAddress": ADDRESS},
                "responseElements": {
                    "x-amz-request-id": "C3D13FE58DE4C810",
                    "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD",
                },
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "configurationId": "snaplabel",
                    "bucket": {
                        "name": BUCKET,
                        "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                        "arn": BUCKET_ARN,
                    },
                    "object": {
                        "key": ENCODED_KEY,
                        "size": len(PHOTO),
                        "eTag": ETAG,
                        "sequencer": "0A1B2C3D4E5F678901",
                    },
                },
            }
        ]
    }


def restored():
    """Returns the event for an archived object that was restored for some days."""
    event = notification()
    [record] = event["Records"]
    record["eventName"] = "ObjectRestore:Completed"
    record["glacierEventData"] = {
        "restoreEventData": {
            "lifecycleRestorationExpiryTime": "2026-12-01T00:00:00.000Z",
            "lifecycleRestoreStorageClass": "GLACIER",
        }
    }
    return event


def test_notification():
    """Returns the test event that a bucket sends when notifications are configured."""
    return {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": TIME,
        "Bucket": BUCKET,
        "RequestId": "5582815E1AEA5ADF",
        "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE",
    }


def eventbridge():
    return {
        "version": "0",
        "id": "2d4eba74-fd51-3966-4bfa-b013c9da8ff1",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": ACCOUNT,
        "time": "2026-11-24T12:00:00Z",
        "region": REGION,
        "resources": [BUCKET_ARN],
        "detail": {
            "version": "0",
            "bucket": {"name": BUCKET},
            "object": {
                "key": KEY,
                "size": len(PHOTO),
                "etag": ETAG,
                "sequencer": "00617F08299329D189",
            },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            "source-ip-address": ADDRESS,
            "reason": "PutObject",
        },
    }


def eventbridge_restored():
    event = eventbridge()
    event["detail-type"] = "Object Restore Completed"
    detail = event["detail"]
    del detail["source-ip-address"], detail["reason"]
    detail["requester"] = "s3.amazonaws.com"
    detail["restore-expiry-time"] = "2026-12-01T00:00:00Z"
    detail["source-storage-class"] = "GLACIER"
    return event


def failed_invocation(event):
    """Returns the message that Lambda sends to a failure queue after the last retry of an asynchronous invocation."""
    return {
        "version": "1.0",
        "timestamp": TIME,
        "requestContext": {
            "requestId": "e4b46cbf-b738-xmpl-8880-a18cdf61200e",
            "functionArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:snaplabel:live",
            "condition": "RetriesExhausted",
            "approximateInvokeCount": 3,
        },
        "requestPayload": event,
        "responseContext": {"statusCode": 200, "executedVersion": "1", "functionError": "Unhandled"},
        "responsePayload": {
            "errorMessage": "1 of 1 objects to be retried",
            "errorType": "io.github.snaplabel.tagging.ObjectsFailedException",
        },
    }


def sns_message(event, url):
    """Returns a topic's message with an event; the keys of URLs differ between queues and functions."""
    return {
        "Type": "Notification",
        "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
        "TopicArn": TOPIC_ARN,
        "Subject": "Amazon S3 Notification",
        "Message": compact(event),
        "Timestamp": TIME,
        "SignatureVersion": "1",
        "Signature": "EXAMPLE",
        f"SigningCert{url}": SNS + "SimpleNotificationService-0000000000000000000000.pem",
        f"Unsubscribe{url}": f"{SNS}?Action=Unsubscribe&SubscriptionArn="
        f"{TOPIC_ARN}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55",
    }


def sns(event):
    return {
        "Records": [
            {
                "EventVersion": "1.0",
                "EventSubscriptionArn": f"{TOPIC_ARN}:21be56ed-a058-49f5-8c98-aedd2564c486",
                "EventSource": "aws:sns",
                "Sns": {**sns_message(event, "Url"), "MessageAttributes": {}},
            }
        ]
    }


def sqs(event):
    body = compact(event)
    return {
        "Records": [
            {
                "messageId": "00000001-1fb2-41c9-8a4e-5e2fd1d4d2d6",
                "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
                "body": body,
                "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": str(MILLISECONDS),
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp": str(MILLISECONDS + 1),
                },
                "messageAttributes": {},
                "md5OfBody": hashlib.md5(body.encode()).hexdigest(),
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:photos",
                "awsRegion": REGION,
            }
        ]
    }


def batch(version, job, bucket):
    """Returns the event for one task of an S3 Batch Operations job."""
    return {
        "invocationSchemaVersion": version,
        "invocationId": "YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo",
        "job": {"id": "f3cc4f60-61f6-4a2b-8a21-d07600c373ce", **job},
        "tasks": [
            {
                "taskId": "dGFza2lkZ29lc2hlcmUK",
                "s3Key": ENCODED_KEY,
                "s3VersionId": None,
                **bucket,
            }
        ],
    }


def compact(event):
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False)


def events():
    yield "s3-put", notification()
    yield "s3-test-event", test_notification()
    yield "eventbridge-object-created", eventbridge()
    yield "sns-s3", sns(notification())
    yield "sqs-s3", sqs(notification())
    yield "sqs-eventbridge", sqs(eventbridge())
    yield "sqs-sns-s3", sqs(sns_message(notification(), "URL"))
    yield "s3-restore", restored()
    yield "eventbridge-object-restored", eventbridge_restored()
    yield "failed-invocation-s3", failed_invocation(notification())
    yield "sqs-failed-invocation-s3", sqs(failed_invocation(notification()))
    yield "s3-batch-1", batch("1.0", {}, {"s3BucketArn": BUCKET_ARN})
    yield "s3-batch-2", batch("2.0", {"userArguments": {}}, {"s3Bucket": BUCKET})


if __name__ == "__main__":
    write_or_check(events())
