"""Performs a user's S3 operations with an independent client.

    s3.py ENDPOINT

reads lines of JSON and answers each with one; the bucket is "photos", and made first.

    {"upload": {KEY: FILE, ...}}       puts objects
    {"archive": {KEY: FILE, ...}}      puts objects into the storage class GLACIER
    {"restore": [KEY, ...]}            lets them be read for a day
    {"tag": {KEY: {NAME: VALUE}}}      replaces tags
    {"tags": [KEY, ...]}               answers {KEY: {NAME: VALUE}}
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

BUCKET = "photos"
AT_ONCE = 8


def upload(s3, entry, storage_class="STANDARD"):
    key, name = entry
    with open(name, "rb") as file:
        s3.put_object(Bucket=BUCKET, Key=key, Body=file.read(), StorageClass=storage_class)


def tag(s3, entry):
    key, tags = entry
    pairs = [{"Key": name, "Value": value} for name, value in tags.items()]
    s3.put_object_tagging(Bucket=BUCKET, Key=key, Tagging={"TagSet": pairs})


def tags(s3, key):
    found = s3.get_object_tagging(Bucket=BUCKET, Key=key)["TagSet"]
    return key, {tag["Key"]: tag["Value"] for tag in found}


def answer(s3, pool, command):
    match command:
        case {"upload": files}:
            list(pool.map(lambda entry: upload(s3, entry), files.items()))
        case {"archive": files}:
            for entry in files.items():
                upload(s3, entry, "GLACIER")
        case {"restore": keys}:
            for key in keys:
                s3.restore_object(Bucket=BUCKET, Key=key, RestoreRequest={"Days": 1})
        case {"tag": tagged}:
            list(pool.map(lambda entry: tag(s3, entry), tagged.items()))
        case {"tags": keys}:
            return dict(pool.map(lambda key: tags(s3, key), keys))
        case _:
            raise ValueError(f"unknown command: {command}")
    return {}


def main():
    s3 = boto3.client(
        "s3",
        endpoint_url=sys.argv[1],
        region_name="us-east-1",
        aws_access_key_id="id",
        aws_secret_access_key="secret",
        config=Config(max_pool_connections=AT_ONCE),
    )
    s3.create_bucket(Bucket=BUCKET)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line in sys.stdin:
            print(json.dumps(answer(s3, pool, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
