/* The lines of a profile with what was found below them. Columns count characters, as `csp lint` counts them. */
"use strict";

csp.lines = (() => {
  const { make, said } = csp;
  /** How many lines around a finding are shown, and from how many on others are folded. */
  const AROUND = 3, FOLD = 8;
  /** From how many characters on a line is shown around its findings alone, and how many of them. */
  const LONG = 1000, WINDOW = 200;
  /** How many findings are shown: who has more mends these first. */
  const MOST = 1000;
  /** How many lines of a fold are opened at a time. */
  const PIECE = 1000;
  /** How many characters of what a fix changed are told. */
  const SHORT = 60;

  /** The characters of a line as columns count them: a byte order mark is none. */
  const characters = (line) => [...line].filter((c) => c !== "\ufeff");

  /** Ranges that meet become one; they come in the order of their beginnings. */
  function merged(ranges) {
    const all = [];
    for (const [from, to] of ranges) {
      const last = all.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else all.push([from, to]);
    }
    return all;
  }

  /** What a fix changed: what was written there, what is now, and where that is in the text that the fix made. Edits count the octets of UTF-8. */
  function changes(text, edits) {
    const octets = new TextEncoder().encode(text);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const written = (from, to) => decoder.decode(octets.subarray(from, to));
    let done = 0, line = 1, column = 1;
    function pass(part) {
      const parts = part.split("\n");
      line += parts.length - 1;
      column = (parts.length > 1 ? 1 : column) + characters(parts.at(-1)).length;
    }
    return [...edits].sort((one, other) => one.start - other.start).map(({ start, end, text: now }) => {
      pass(written(done, start));
      const place = { line, column };
      pass(now);
      done = end;
      return { ...place, end_line: line, end_column: column, was: written(start, end), now };
    });
  }

  /** A change in words. */
  function changed({ was, now }) {
    const shown = (part) => {
      const signs = [...part.trim().replace(/\s+/g, " ")];
      return make("code", {}, signs.length > SHORT ? `${signs.slice(0, SHORT).join("")}…` : signs.join(""));
    };
    if (!was.trim() && !now.trim()) return ["white space is changed"];
    if (!now.trim()) return [shown(was), " is taken out"];
    return was.trim() ? [shown(was), " is now ", shown(now)] : [shown(now), " is written"];
  }

  /** A line, marked where something was found or changed. */
  function code(line, number, found) {
    const signs = characters(line);
    const range = ({ column, end_line, end_column }) => [column - 1, Math.max(end_line === number ? end_column - 1 : signs.length, column)];
    const marks = merged(found.map(range).sort(([one], [other]) => one - other));
    const near = ([from, to]) => [Math.max(0, from - WINDOW), Math.min(to, from + WINDOW) + WINDOW];
    const seen = signs.length <= LONG ? [[0, signs.length]] : merged(found.length ? marks.map(near) : [[0, LONG]]);
    const parts = [];
    let at = 0;
    const text = (from, to) => signs.slice(from, to).join("");
    for (const [from, to] of seen) {
      if (from > at) parts.push("…");
      at = from;
      for (const [start, end] of marks) {
        if (end <= at || start >= to) continue;
        parts.push(text(at, start), make("mark", {}, text(Math.max(at, start), Math.min(end, to)) || " "));
        at = Math.min(end, to);
      }
      parts.push(text(at, to));
      at = to;
    }
    if (at < signs.length) parts.push("…");
    return make("code", {}, ...parts);
  }

  /** What a finding says: its level and message, what it rests on, its node, why its rule is one, and its fix. */
  function box(finding, nth, isLong, { links, why, fix }) {
    const place = isLong ? `, column ${finding.column}: ` : " ";
    const parts = [make("p", {}, make("b", {}, finding.level), place, ...said.linked(finding.message, links))];
    if (finding.notes.length) parts.push(make("ul", {}, ...finding.notes.map((note) => make("li", {}, ...said.linked(note, links)))));
    if (links[finding.uri]) parts.push(make("p", {}, "Node: ", said.node(finding.uri, links)));
    const about = make("details", {}, make("summary", {}, "Why: ", make("code", {}, finding.rule)));
    const reason = make("div");
    let isAsked = false;
    about.append(reason);
    about.addEventListener("toggle", async () => {
      if (!about.open || isAsked) return;
      isAsked = true;
      try {
        reason.replaceChildren(await why(finding.rule));
      } catch (error) {
        // It is asked again when this is opened again.
        isAsked = false;
        reason.replaceChildren(make("p", {}, error.message));
      }
    });
    parts.push(about);
    if (finding.fix) {
      const how = finding.fix.safe ? "Make this fix" : "Make this fix (look at it after)";
      const button = make("button", { type: "button", "aria-label": `${how}: line ${finding.line}, ${finding.message}` }, how);
      button.addEventListener("click", () => fix(nth));
      parts.push(button);
    }
    return make("div", { className: `finding ${finding.level}`, id: `finding-${nth + 1}` }, ...parts);
  }

  /** The list of lines. `asked` has the links of addresses, and what is done to fix a finding or to say why a rule is one; `made`, what a fix changed. */
  function shown(text, findings, asked, made) {
    // A carriage return elsewhere is a character of its line.
    const lines = text.split(/\r?\n/);
    const list = make("ol", { className: "lines", id: "paste-lines" });
    const by = new Map();
    findings.slice(0, MOST).forEach((finding, nth) => {
      if (!by.has(finding.line)) by.set(finding.line, []);
      by.get(finding.line).push([finding, nth]);
    });
    const madeOn = new Map();
    for (const change of made.slice(0, MOST)) {
      const line = Math.min(change.line, lines.length);
      if (!madeOn.has(line)) madeOn.set(line, []);
      madeOn.get(line).push(change);
    }
    const item = (number) => {
      const found = by.get(number) || [];
      const fresh = madeOn.get(number) || [];
      const line = lines[number - 1] ?? "";
      const boxes = found.map(([finding, nth]) => box(finding, nth, line.length > LONG, asked));
      const notes = fresh.map((change) => make("p", { className: "made", tabIndex: -1 }, make("b", {}, "Fixed: "), ...changed(change)));
      return make("li", { value: number }, code(line, number, [...found.map(([finding]) => finding), ...fresh]), ...notes, ...boxes);
    };
    const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => item(from + at));
    function gap(from, to) {
      if (to - from + 1 < FOLD) return range(from, to);
      const open = make("button", { type: "button" }, `Lines ${from} to ${to}`);
      const fold = make("li", { className: "fold" }, open);
      open.addEventListener("click", () => {
        const last = Math.min(to, from + PIECE - 1);
        const opened = range(from, last);
        fold.replaceWith(...opened, ...gap(last + 1, to));
        opened[0].tabIndex = -1;
        opened[0].focus();
      });
      return [fold];
    }
    let next = 1;
    for (const [from, to] of merged([...by.keys(), ...madeOn.keys()].sort((one, other) => one - other).map((line) => [line - AROUND, line + AROUND]))) {
      const [first, last] = [Math.max(next, from), Math.min(to, lines.length)];
      list.append(...gap(next, first - 1), ...range(first, last));
      next = last + 1;
    }
    list.append(...gap(next, lines.length));
    return list;
  }

  return { shown, changes, changed, MOST };
})();
