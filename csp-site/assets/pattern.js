/* Whether a text matches a pattern: all ways through the pattern at once (Thompson's), so that the time grows with the text alone. */
"use strict";

csp.matches = (() => {
  /** What words are made of to the engine that `csp lint` has (Unicode Technical Standard 18, annex C). */
  const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
  const WHOLE = {};

  /**
   * The states of a pattern, of which the last go on to `next`. One with `ranges` takes a character; one with an `edge` goes on where that is; one with
   * `ways` goes on by each of them.
   */
  function build(pattern, next) {
    const [[kind, of]] = Object.entries(pattern);
    switch (kind) {
      case "text": return [...of].reduceRight((next, c) => ({ ranges: [c.codePointAt(0), c.codePointAt(0)], next }), next);
      case "class": return { ranges: of, next };
      case "edge": return { edge: of, next };
      case "all": return of.reduceRight((next, part) => build(part, next), next);
      case "any": return { ways: of.map((part) => build(part, next)) };
      default: {
        const [part, least, most] = of;
        let state = next;
        if (most === null) {
          state = { ways: [next] };
          state.ways.push(build(part, state));
        }
        for (let nth = least; nth < most; nth += 1) state = { ways: [build(part, state), next] };
        for (let nth = 0; nth < least; nth += 1) state = build(part, state);
        return state;
      }
    }
  }

  /** Whether a character is within ranges, which are in order. */
  function isWithin(code, ranges) {
    let low = 0, high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ranges[middle] < code) low = middle + 1; else high = middle;
    }
    // It is the end of a range, or the beginning of one, or between both.
    return ranges[low] === code || low % 2 === 1;
  }

  function isEdge(edge, text, at) {
    if (edge === "start") return at === 0;
    if (edge === "end") return at === text.length;
    const [before, after] = [text[at - 1], text[at]].map((c) => c !== undefined && WORD.test(c));
    return (before !== after) === (edge === "word");
  }

  const built = new WeakMap();

  return (pattern, given) => {
    if (!built.has(pattern)) built.set(pattern, build(pattern, WHOLE));
    const text = [...given];
    let states = [built.get(pattern)];
    for (let at = 0; ; at += 1) {
      // Where these lead to without a character.
      const all = new Set(states);
      for (const state of all) {
        for (const way of state.ways ?? []) all.add(way);
        if (state.edge && isEdge(state.edge, text, at)) all.add(state.next);
      }
      if (at === text.length) return all.has(WHOLE);
      const code = text[at].codePointAt(0);
      states = [...all].filter(({ ranges }) => ranges && isWithin(code, ranges)).map(({ next }) => next);
      if (!states.length) return false;
    }
  };
})();
