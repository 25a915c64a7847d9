"""What a user does with S3, by a client that is not ours: s3.py ENDPOINT upload|fill|tag|tags KEY [FILE|NUMBER|NAME=VALUE]"""

import json
import sys

import boto3

endpoint, action, key, *rest = sys.argv[1:]
s3 = boto3.client(
    "s3",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="id",
    aws_secret_access_key="secret",
)
if action == "upload":
    s3.create_bucket(Bucket="photos")
    with open(rest[0], "rb") as file:
        s3.put_object(Bucket="photos", Key=key, Body=file.read())
elif action == "fill":
    for number in range(int(rest[0])):
        s3.put_object(Bucket="photos", Key=key + str(number), Body=b"no picture")
elif action == "tag":
    name, value = rest[0].split("=")
    s3.put_object_tagging(Bucket="photos", Key=key, Tagging={"TagSet": [{"Key": name, "Value": value}]})
else:
    tags = s3.get_object_tagging(Bucket="photos", Key=key)["TagSet"]
    print(json.dumps({tag["Key"]: tag["Value"] for tag in tags}))
