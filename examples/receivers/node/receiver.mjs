// Receives Sarraf's webhooks and fulfils paid orders once.
// Needs Node.js 18 or newer and nothing else. Environment: XPAY_WEBHOOK_SECRET, PORT (4242 where it is not set).
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.XPAY_WEBHOOK_SECRET;
if (!secret) throw new Error("XPAY_WEBHOOK_SECRET is not set");
const LARGEST = 1024 * 1024; // Bytes: far more than any event has.
const FULFILLING = ["checkout.session.completed", "checkout.session.async_payment_succeeded"];
const seen = new Set(); // A shop keeps both of these in its database, written in the transaction that fulfils.
const fulfilled = new Set();

// XPay-Signature: t=<seconds>,v1=<hex>, with one v1 more while the secret is being replaced.
function isGenuine(body, header) {
  const fields = (header ?? "").split(",").map((field) => field.split("="));
  const time = fields.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d{1,12}$/.test(time) || Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return fields.some(([name, hex]) => {
    const given = Buffer.from(name === "v1" ? (hex ?? "") : "", "hex");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function take(event) {
  if (seen.has(event.id)) return console.log(`Seen before: ${event.id}`);
  const session = event.data.object;
  const isPaid = FULFILLING.includes(event.type) && session.paymentStatus === "paid";
  if (isPaid && !fulfilled.has(session.id)) {
    fulfilled.add(session.id);
    console.log(`Fulfilled ${session.id}: ${session.amountTotal} ${session.currency} (minor units)`);
  }
  seen.add(event.id);
}

createServer((request, response) => {
  const answer = (status, text) => response.writeHead(status, { "Content-Type": "text/plain" }).end(`${text}\n`);
  // The page that customers come back to reads the order; it proves nothing by itself.
  if (request.method === "GET") return answer(200, fulfilled.has(request.url.split("/").pop()) ? "Paid." : "Waiting.");
  const chunks = [];
  let size = 0;
  request.on("data", (chunk) => ((size += chunk.length) > LARGEST ? request.destroy() : chunks.push(chunk)));
  request.on("end", () => {
    const body = Buffer.concat(chunks); // The bytes as they came: JSON that is parsed and written again has others.
    if (!isGenuine(body, request.headers["xpay-signature"])) return answer(400, "The signature is wrong or too old.");
    take(JSON.parse(body));
    answer(200, "Thank you.");
  });
}).listen(Number(process.env.PORT ?? 4242), "127.0.0.1", function () {
  console.log(`Waiting for webhooks on http://localhost:${this.address().port}/webhooks`);
});
