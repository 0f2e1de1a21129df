"""Receives Sarraf's webhooks and fulfils paid orders once.

Needs Python 3.9 or newer and nothing else. Environment: XPAY_WEBHOOK_SECRET, PORT (4242 where it is not set).
"""
import hashlib, hmac, json, os, re, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["XPAY_WEBHOOK_SECRET"].encode()
LARGEST = 1024 * 1024  # Bytes: far more than any event has.
FULFILLING = ("checkout.session.completed", "checkout.session.async_payment_succeeded")
seen, fulfilled = set(), set()  # A shop keeps both in its database, written in the transaction that fulfils.
one_at_a_time = threading.Lock()


def is_genuine(body: bytes, header: str) -> bool:
    """XPay-Signature: t=<seconds>,v1=<hex>, with one v1 more while the secret is being replaced."""
    fields = [field.partition("=")[::2] for field in header.split(",")]
    moment = next((value for name, value in fields if name == "t"), "")
    if not re.fullmatch("[0-9]{1,12}", moment) or abs(time.time() - int(moment)) > 300:
        return False
    expected = hmac.new(SECRET, moment.encode() + b"." + body, hashlib.sha256).hexdigest().encode()
    return any([hmac.compare_digest(value.encode(), expected) for name, value in fields if name == "v1"])


def take(event: dict) -> None:
    if event["id"] in seen:
        print("Seen before:", event["id"], flush=True)
        return
    session = event["data"]["object"]
    is_paid = event["type"] in FULFILLING and session["paymentStatus"] == "paid"
    if is_paid and session["id"] not in fulfilled:
        fulfilled.add(session["id"])
        print(f"Fulfilled {session['id']}: {session['amountTotal']} {session['currency']} (minor units)", flush=True)
    seen.add(event["id"])


class Receiver(BaseHTTPRequestHandler):
    timeout = 10

    def do_GET(self):  # The page that customers come back to reads the order; it proves nothing by itself.
        self.answer(200, "Paid." if self.path.rsplit("/", 1)[-1] in fulfilled else "Waiting.")

    def do_POST(self):
        # The bytes as they came: JSON that is parsed and written again has others.
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
        if not is_genuine(body, self.headers.get("XPay-Signature") or ""):
            self.answer(400, "The signature is wrong or too old.")
            return
        with one_at_a_time:
            take(json.loads(body))
        self.answer(200, "Thank you.")

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "4242"))), Receiver)
print(f"Waiting for webhooks on http://localhost:{server.server_port}/webhooks", flush=True)
server.serve_forever()
