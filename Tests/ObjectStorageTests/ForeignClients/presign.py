"""Prints, as JSON lines, what boto3 presigns for the cases given as JSON lines on stdin."""

import datetime
import json
import sys

import boto3
import botocore.auth
from botocore.config import Config


def presign(case):
    now = datetime.datetime.strptime(case["time"], "%Y%m%dT%H%M%SZ")
    botocore.auth.get_current_datetime = lambda *_, **__: now
    client = boto3.client(
        "s3",
        endpoint_url=case["origin"],
        region_name=case["region"],
        aws_access_key_id=case["access_key"],
        aws_secret_access_key=case["secret_key"],
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    parameters = {"Bucket": case["bucket"], "Key": case["key"]}
    if case["content_type"]:
        parameters["ResponseContentType"] = case["content_type"]
    operation = {"PUT": "put_object", "GET": "get_object"}[case["method"]]
    return client.generate_presigned_url(operation, Params=parameters, ExpiresIn=case["expires"])


for line in sys.stdin:
    print(json.dumps(presign(json.loads(line))))
