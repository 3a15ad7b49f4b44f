// Runs the scripts of pages without a browser, on cases from standard input, and says which answers are not those that are expected.
"use strict";
const fs = require("fs");
const vm = require("vm");

for (const script of process.argv.slice(2)) vm.runInThisContext(fs.readFileSync(script, "utf8"), script);
const { checks, names, elements, pieces, searches, commands = [] } = JSON.parse(fs.readFileSync(0, "utf8"));

vm.runInThisContext(`globalThis.csp = csp`);
const { csp } = globalThis;
const wrong = [];
let count = 0;
let unknown = 0;
const tell = (what) => { if (wrong.length < 40) wrong.push(what); };

for (const { row, cases } of checks) {
  for (const [text, expected] of cases) {
    count += 1;
    const { ok, why } = csp.check.value(row, text);
    // What no script evaluates: policies as a whole, schemas, and the patterns that have no like here.
    const may = row.a !== undefined || row.s || row.x === "unknown" || (row.x !== undefined && text.length > 4000);
    if (ok === null) unknown += 1;
    if (ok !== expected && !(ok === null && may)) tell({ row, text, expected, ok, why });
  }
}
for (const [pattern, text, expected] of names) {
  count += 1;
  const { ok, why } = csp.check.name(text, pattern);
  if (ok !== expected && !(ok === null && pattern === "unknown")) tell({ pattern, text, expected, ok, why });
}
for (const { row, cases } of elements) {
  for (const [at, text, expected] of cases) {
    count += 1;
    const { ok, why } = csp.check.element(row.a[at], text);
    if (ok !== expected) tell({ element: row.a[at], text, expected, ok, why });
  }
}
for (const [tool, verb, format, uri, value, expected] of pieces) {
  count += 1;
  const { text } = csp.piece.of(tool, verb, format, uri, value);
  if ((text ?? null) !== expected) tell({ tool, verb, format, uri, value, expected, text });
}
for (const [given, expected] of commands) {
  count += 1;
  const text = csp.piece.command(...given);
  if (text !== expected) tell({ given, expected, text });
}
if (searches.length) {
  const index = csp.search.prepared(csp.index);
  for (const [query, expected] of searches) {
    count += 1;
    const first = csp.search.find(index, query).hits.slice(0, 3).map(({ node }) => node.uri);
    if (!first.includes(expected)) tell({ query, expected, first });
  }
}
for (const one of wrong) console.log(JSON.stringify(one));
console.log(`${count} cases, ${unknown} not evaluated, ${wrong.length} wrong`);
process.exit(wrong.length ? 1 : 0);
