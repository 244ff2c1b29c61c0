// The rules of the house, as an analyzer for crossfoot. `wit/analyzer.wit`
// explains every field; numbers of 64 bits are BigInts here.

import { EXPLANATION } from "./attempts-short.js";

const KIND = { field: 16, key: 17 };
const COUNT = 0;
const ALONE = 0;
const FLAG = { noLow: 4, noHigh: 8, hedged: 16 };

const RULE = 0;

function describe() {
  return {
    name: "house-rules",
    version: "0.1.0",
    rules: [{ code: "HOUSE101", name: "attempts-short", severity: "error", explanation: EXPLANATION }],
    settings: [
      {
        name: "attempts",
        default: { tag: "number", val: 3n },
        explanation: "The least number of attempts that a round must report.",
      },
    ],
  };
}

function inspect(report, settings) {
  const text = reader(report.source);
  const least = settings.values.find((setting) => setting.name === "attempts").value.val;
  const entries = [];
  const unlisted = { holds: 0, undecided: 0 };
  report.quantities.forEach((quantity, index) => {
    if (!countsAttempts(report, quantity, text)) return;
    const status = judge(quantity, least);
    if (status !== "contradicted" && settings.detail === "findings") {
      unlisted[status] += 1;
      return;
    }
    const printed = text(quantity.at);
    entries.push({
      rule: RULE,
      status,
      finding: status === "contradicted" ? "error" : undefined,
      at: quantity.at,
      message: `${printed} where the house asks for at least ${least} attempts`,
      derivation: [],
      operands: [{ quantity: index, at: quantity.at, role: "attempts" }],
      related: [],
      fixes: [],
      claim: `${printed} attempts, at least ${least}`,
    });
  });
  return { entries, unlisted, note: new Uint8Array() };
}

// Nothing is said across reports.
function conclude() {
  return { entries: [], unlisted: { holds: 0, undecided: 0 }, inherited: [] };
}

// Spans count bytes of UTF-8; JavaScript counts otherwise.
function reader(source) {
  const bytes = new TextEncoder().encode(source);
  const decoder = new TextDecoder();
  return (span) => decoder.decode(bytes.subarray(span.start, span.end));
}

// `2 attempts`, or the value of a field `Attempts: 2`.
function countsAttempts(report, quantity, text) {
  if (quantity.class !== COUNT || quantity.role !== ALONE) return false;
  if (isAttempts(text(quantity.noun).trim().split(/\s+/).pop())) return true;
  let node = quantity.node;
  while (node !== 0 && report.nodes[node].kind !== KIND.field) node = report.nodes[node].parent;
  if (node === 0) return false;
  const key = report.nodes.find((child) => child.kind === KIND.key && child.parent === node);
  return key !== undefined && isAttempts(text(key.at).replace(/^[*_: ]+|[*_: ]+$/g, ""));
}

function isAttempts(word) {
  return /^attempts?$/i.test(word);
}

// A count is exactly itself; "2+" has no upper end, and "about 2" decides nothing.
function judge(quantity, least) {
  if (quantity.flags & FLAG.hedged || quantity.exponent > 0) return "undecided";
  const scale = 10n ** BigInt(-quantity.exponent);
  if (!(quantity.flags & FLAG.noLow) && quantity.low >= least * scale) return "holds";
  if (!(quantity.flags & FLAG.noHigh) && quantity.high < least * scale) return "contradicted";
  return "undecided";
}

export const analysis = { describe, inspect, conclude };
