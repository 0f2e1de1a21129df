# As simple as merchants write it: of several parts with one name, the last one counts.
import hashlib
import hmac
import pathlib
import sys
import time

body_file, header, secret = sys.argv[1:]
parts = {name: value for name, _, value in (part.partition("=") for part in header.split(","))}
if abs(time.time() - int(parts["t"])) > 300:
    sys.exit("the timestamp is out of tolerance")
signed = parts["t"].encode() + b"." + pathlib.Path(body_file).read_bytes()
if not hmac.compare_digest(hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest(), parts["v1"]):
    sys.exit("the signature is wrong")
