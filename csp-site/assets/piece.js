/* Pieces: the templates of `data.js` filled in, and the lines of Rust that do the same. */
"use strict";

csp.piece = (() => {
  const { trim, trimAscii, int, bool, isFloat, isBase64, isDate, isTime, xml, attribute, json, csv, base64 } = csp.text;

  /** What stands at each mark; a refusal where the tool has no such value. */
  const WRITTEN = {
    xml, attribute, json, csv, base64,
    cell: (value) => (value === "" ? '""' : csv(value)),
    int(value) {
      const number = int(value);
      if (number === undefined) throw new Error("the value is no integer");
      if (BigInt.asIntN(32, number) !== number) throw new Error("an Intune integer has 32 bits with a sign, and the value has more");
      return number.toString();
    },
    float(value) {
      const number = Number(trimAscii(value));
      if (!isFloat(value) || !Number.isFinite(number)) throw new Error("the value is no number");
      // As the writers of Rust have numbers.
      const sign = number < 0 || Object.is(number, -0) ? "-" : "", size = Math.abs(number);
      if (size !== 0 && (size < 1e-5 || size >= 1e16)) return `${sign}${size.toExponential()}`;
      return `${sign}${size}${Number.isInteger(size) ? ".0" : ""}`;
    },
    bool(value) {
      const word = trimAscii(value);
      if (word !== "true" && word !== "false") throw new Error("the value is not true or false");
      return word;
    },
    time(value) {
      const text = trim(value);
      if (isDate(text)) return `${text}T00:00:00Z`;
      if (!isTime(text)) throw new Error("the value is no date and time");
      return json(value);
    },
    octets(value) {
      if (!isBase64(value)) throw new Error("the value is no base64");
      return json(value);
    },
  };

  /** The 128-bit FNV-1a hash. */
  function fnv(text) {
    let hash = 0x6c62272e07bb014262b821756295c58dn;
    for (const octet of new TextEncoder().encode(text)) {
      hash = BigInt.asUintN(128, (hash ^ BigInt(octet)) * 0x0000000001000000000000000000013bn);
    }
    return hash;
  }

  /** A GUID of version 8 (RFC 9562). */
  function guid(hash) {
    const bits = (hash & ~(0xfn << 76n) & ~(0x3n << 62n)) | (0x8n << 76n) | (0x2n << 62n);
    const hex = bits.toString(16).toUpperCase().padStart(32, "0");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  /** What an address says to a document of declared configuration; nothing where it has no place for it. */
  function declared(uri) {
    const found = /^(\.\/User\/|\.\/Device\/|\.\/)Vendor\/MSFT\/([^/]+)\/([^/][\s\S]*)$/.exec(uri);
    return found && {
      context: found[1] === "./User/" ? "User" : "Device",
      csp: `MSFT/${found[2]}`,
      path: found[3],
      scenario: Object.hasOwn(csp.data.scenarios, found[2]) ? csp.data.scenarios[found[2]] : "MSFTResource",
    };
  }

  const fill = (parts, marks) => parts.map((part) => (typeof part === "string" ? part : WRITTEN[part[1]](marks[part[0]]))).join("");

  /** The piece of a tool: `text`, or `why` there is none. */
  function of(tool, verb, format, uri, value) {
    const { pieces, templates, reasons } = csp.data;
    const table = tool === "fleet" && uri.includes("/ClientCertificateInstall/SCEP/") ? "scep" : tool;
    const place = pieces[table][verb][format];
    if (place < 0) return { why: reasons[-1 - place] };
    const marks = { uri, value, name: uri.slice(uri.lastIndexOf("/") + 1) };
    try {
      if (tool !== "windc") return { text: fill(templates[place], marks) };
      const known = declared(uri);
      if (!known) return { why: "a declared configuration document has nodes below ./Vendor/MSFT and its CSPs alone" };
      Object.assign(marks, known, { id: "", checksum: "" });
      const body = /^[^\n]*\n([\s\S]*) {2}<\/CSP>\n/.exec(fill(templates[place], marks))[1];
      marks.checksum = fnv(body).toString(16).toUpperCase().padStart(32, "0");
      marks.id = guid(fnv(`${marks.context} ${marks.scenario} ${body}`));
      return { text: fill(templates[place], marks) };
    } catch (refusal) {
      return { why: refusal.message };
    }
  }

  /** A text as a literal of Rust. */
  const literal = (text) =>
    `"${text.replace(/["\\\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) =>
      c === '"' || c === "\\" ? "\\" + c : c === "\n" ? "\\n" : c === "\r" ? "\\r" : c === "\t" ? "\\t" : `\\u{${c.charCodeAt(0).toString(16)}}`)}"`;

  /**
   * A value as an expression of Rust; a refusal where it has none. `type` is what the node's value is, `module` where its constants are, by their values.
   */
  function expression(row, type, value, constants, module) {
    const list = /^Delimited<(.*), '.*'>$/s.exec(type);
    if (list) {
      const elements = csp.text.split(value, row.l).map((element) => expression(row, list[1], element, constants, module));
      return `[${elements.join(", ")}]`;
    }
    switch (type) {
      case "bool": return String(known(bool(value), "true or false"));
      case "i64": return String(known(int(value), "an integer"));
      case "f64": return WRITTEN.float(value);
      case "&str": return literal(value);
      case "Xml": case "Time": return `${type}(${literal(value)})`;
      case "Secret": return literal(value);
      case "Bytes": {
        if (!isBase64(value)) throw new Error("the value is no base64");
        return `Bytes(vec![${[...atob(value.replace(/\s/g, ""))].map((c) => c.charCodeAt(0)).join(", ")}])`;
      }
      default: {
        const constant = constants.get(value) || constants.get(String(int(value)));
        if (constant) return `${module}::${type}::${constant}`;
        if (row.f === "chr") return `${module}::${type}(${literal(value)})`;
        return `${module}::${type}::new(${known(int(value), "an integer")})`;
      }
    }
  }

  function known(read, what) {
    if (read === undefined) throw new Error(`the value is not ${what}`);
    return read;
  }

  /** The lines of Rust that ask for a verb; `argument` gives what it takes, and may refuse. */
  function rust(verb, address, argument) {
    try {
      const given = ["Get", "Delete"].includes(verb) ? "" : `, ${argument()}`;
      return { text: `let mut request = Request::fragment();\nrequest.${verb.toLowerCase()}(${address}${given});\nlet message = request.finish()?;\n` };
    } catch (refusal) {
      return { why: refusal.message };
    }
  }

  /** A word of a shell. */
  const quoted = (text) => `'${text.replace(/'/g, "'\\''")}'`;

  /**
   * The commands that write the profile of a policy with its template, check it, and answer it as a device does. `settings` are the values of the
   * elements, each with its id; nothing where the policy is disabled.
   */
  function command(uri, template, settings, file) {
    const values = settings ? settings.map(([id, text]) => ` --set ${quoted(`${id}=${text}`)}`).join("") : " --disabled";
    return `csp admx syncml ${quoted(uri)} --admx ${quoted(template)}${values} --ingest > ${file}\ncsp lint ${file}\ncsp respond ${file} --ingest --explain\n`;
  }

  return { of, expression, rust, literal, command };
})();
