// As simple as merchants write it: of several parts with one name, the last one counts.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";

const [bodyFile, header, secret] = process.argv.slice(2);
const parts = new Map();
for (const part of header.split(",")) {
  const at = part.indexOf("=");
  parts.set(part.slice(0, at), part.slice(at + 1));
}
const age = Math.abs(Date.now() / 1000 - Number(parts.get("t")));
if (!(age <= 300)) throw new Error("the timestamp is out of tolerance");
const wanted = createHmac("sha256", secret)
  .update(`${parts.get("t")}.${readFileSync(bodyFile, "utf8")}`)
  .digest("hex");
if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(parts.get("v1")))) throw new Error("the signature is wrong");
