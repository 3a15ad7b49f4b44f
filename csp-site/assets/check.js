/* Whether a text may be the value of a node: the rules of `csp-schema`, over the row that a page has. */
"use strict";

csp.check = (() => {
  const { trim, lower, int, bool, isFloat, isBase64, isDate, isTime, split } = csp.text;
  const JOINT = "\uf000";
  const RIGHT = { ok: true };
  const wrong = (why) => ({ ok: false, why });
  const unknown = (why) => ({ ok: null, why });

  const FORMATS = {
    int: [(text) => int(text) !== undefined, "a decimal integer"],
    bool: [(text) => bool(text) !== undefined, "true or false"],
    float: [isFloat, "a number"],
    b64: [isBase64, "base64"],
    bin: [isBase64, "base64"],
    date: [(text) => isDate(trim(text)), "a date, such as 2001-07-11"],
    time: [(text) => isTime(trim(text)), "a time, such as 2001-07-11T16:38:17Z"],
  };

  function format(row, text) {
    const [fits, expected] = FORMATS[row.f] || [];
    return !fits || fits(text) ? RIGHT : wrong(`this is not ${expected}`);
  }

  /** The place of the value that a text means; -1 where it means none. */
  function chosen(row, text) {
    const same = (value) => {
      if (row.f === "int") return int(value) !== undefined && int(value) === int(text);
      if (row.f !== "bool") return false;
      const [one, other] = [bool(value), bool(text)];
      return one !== undefined && other !== undefined ? one === other : value === trim(text);
    };
    const alike = [(value) => value === text, same, (value) => lower(trim(value)) === lower(trim(text))];
    return alike.map((is) => row.e.findIndex(is)).find((at) => at >= 0) ?? -1;
  }

  function choice(row, text) {
    if (chosen(row, text) >= 0) return RIGHT;
    const shape = format(row, text);
    return shape.ok ? wrong("this is none of the values") : shape;
  }

  function pattern(expected, text) {
    if (expected === "unknown") return unknown("the pattern of the definition is not evaluated here: csp lint does");
    if (text.length > 4000) return unknown("the text is too long to be held against the pattern here");
    return csp.matches(expected, text) ? RIGHT : wrong("this does not match the pattern of the definition");
  }

  /** What no XML has, and so no message to a device. */
  function characters(text) {
    const forbidden = csp.text.forbidden(text);
    return forbidden === undefined ? RIGHT : wrong(`the character ${forbidden} is not allowed in XML: remove it, or carry the value in base64`);
  }

  /** One value, or one element of a list. */
  function one(row, text) {
    if (row.e) return choice(row, text);
    const shape = format(row, text);
    if (!shape.ok) return shape;
    if (row.g) {
      const all = row.g.map(int).filter((bit) => bit !== undefined).reduce((all, bit) => all | bit, 0n);
      const value = int(text);
      return value !== undefined && (value & ~all) === 0n ? RIGHT : wrong("this has bits that no value of the node has");
    }
    if (row.r) {
      const value = int(text);
      const fits = row.r.some(([low, high]) => BigInt(low) <= value && value <= BigInt(high));
      const ranges = row.r.map(([low, high]) => (low === high ? low : `${low} to ${high}`)).join(", ");
      return value !== undefined && fits ? RIGHT : wrong(`this is not within ${ranges}`);
    }
    if (row.x !== undefined) return row.f === "node" ? RIGHT : pattern(row.x, text);
    if (row.a !== undefined) return unknown("a payload is checked element by element");
    if (row.s) return unknown(`the ${row.s} of the definition is not evaluated here: csp lint does`);
    return RIGHT;
  }

  /** Whether a text may be the value: `ok` is true, false, or null where nobody here can tell; `why` says it. */
  function value(row, text) {
    const carried = characters(text);
    if (!carried.ok) return carried;
    if (!row.l) return one(row, text);
    if (row.x !== undefined || row.s === "SDDL") {
      const whole = one(row, text);
      if (whole.ok !== false) return whole;
    }
    let all = RIGHT;
    for (const element of split(text, row.l)) {
      const checked = one(row, element);
      if (checked.ok === false) return checked;
      if (all.ok) all = checked;
    }
    return all;
  }

  /** A name that is given at run time, with the pattern that the definition has for it. */
  function name(text, expected) {
    if (text === "") return unknown("a name is needed");
    if (text === "." || text === ".." || text === "*") return wrong(`${text} is no name`);
    if (/\p{Surrogate}/u.test(text)) return wrong("half of a character stands in it");
    const matched = expected === undefined || expected === null ? RIGHT : pattern(expected, text);
    return matched.ok && trim(text) !== text ? unknown("the white space around it is a part of the name") : matched;
  }

  const number = (text, low, high, most) => {
    const [least, greatest] = [BigInt(low ?? 0), BigInt(high ?? most)];
    if (!/^[0-9]+$/.test(text)) return wrong(`write a number from ${least} to ${greatest}`);
    if (BigInt(text) < least || BigInt(text) > greatest) return wrong(`this is not from ${least} to ${greatest}`);
    return high === undefined && BigInt(text) > 9999n ? unknown("above 9999, the most where the template states nothing else") : RIGHT;
  };
  const fits = (text, most) => {
    if (text.length <= (most ?? 1023)) return RIGHT;
    // What is longer may be taken all the same: no source says which parts of Windows keep to the limit.
    return unknown(`it has ${text.length} characters; ${most ?? 1023} is the most${most === undefined ? " where the template states nothing else" : ""}`);
  };
  const joint = (text) => ["&#xf000;", "&#61440;", "\\uf000"].some((name) => lower(text).includes(name));

  /** The lines of a list whose values a person names. */
  function pairs(lines) {
    const bare = lines.find((line) => line.indexOf("=") < 1);
    if (bare === undefined) return RIGHT;
    return wrong(bare.startsWith("=") ? `${bare} has no name before it` : `write name=value: ${bare} has no =`);
  }

  /** The value of an element of a policy, as a payload has it. */
  function element(known, text) {
    const carried = characters(text);
    if (!carried.ok) return carried;
    if (text === "") {
      const open = ["text", "multiText", "list"].includes(known.k) && !known.q;
      const empty = known.k === "enum" && (known.e || []).some(([value]) => value === "");
      return open || empty ? RIGHT : wrong("it must not be empty");
    }
    switch (known.k) {
      case "boolean":
        if (text === "0" || text === "1") return unknown("write true or false, as Microsoft's pages do");
        return ["true", "false"].includes(lower(text)) ? RIGHT : wrong("write true or false");
      case "decimal": return number(text, known.lo, known.hi, "4294967295");
      case "longDecimal": return number(text, known.lo, known.hi, "18446744073709551615");
      case "text": return fits(text, known.len);
      case "multiText": {
        if (joint(text)) return wrong("write each text on a line of its own");
        const texts = text.split(JOINT);
        if (text.includes("\n")) return wrong("a line break parts no texts");
        const long = texts.map((text) => fits(text, known.len)).find((checked) => !checked.ok);
        if (long) return long;
        return known.n && texts.length > known.n ? wrong(`there are ${texts.length} texts; ${known.n} is the most`) : RIGHT;
      }
      case "list": {
        if (joint(text)) return wrong("write each entry on a line of its own");
        const parts = text.split(JOINT);
        if (parts.length % 2) return wrong("a list has names and values by turns");
        const names = parts.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
        return new Set(names).size === names.length ? RIGHT : wrong("a name is given twice");
      }
      case "enum": return (known.e || []).some(([value]) => value === text) ? RIGHT : wrong("this is none of the items");
      default: return RIGHT;
    }
  }

  return { value, chosen, name, pairs, element };
})();
