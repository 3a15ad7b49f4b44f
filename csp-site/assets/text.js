/* How texts are read and written: numbers, times and base64 as devices read them, escapes as tools write them. The same as `csp-check` has. */
"use strict";

csp.text = (() => {
  const BLANK = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
  /** Without the white space around, as Unicode has it. */
  const trim = (text) => text.replace(EDGES, "");
  /** Without the white space around, as ASCII has it. */
  const trimAscii = (text) => text.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
  const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

  /** A number of 64 bits, or nothing. */
  function int(text) {
    text = trimAscii(text);
    const hex = /^0[xX]([+-]?)([0-9a-fA-F]+)$/.exec(text);
    const decimal = /^([+-]?)([0-9]+)$/.exec(text);
    const found = hex || decimal;
    if (!found) return undefined;
    const size = BigInt((hex ? "0x" : "") + found[2]);
    const number = found[1] === "-" ? -size : size;
    return BigInt.asIntN(64, number) === number ? number : undefined;
  }

  function bool(text) {
    const word = lower(trimAscii(text));
    if (word === "1" || word === "true") return true;
    if (word === "0" || word === "false") return false;
    return undefined;
  }

  const isFloat = (text) =>
    /^[+-]?(?:inf|infinity|nan|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)$/i.test(trimAscii(text));

  /** Base64 with or without padding; white space does not count. */
  function isBase64(text) {
    text = text.replace(/[\t\n\f\r ]/g, "");
    const found = /^([A-Za-z0-9+/]*)(=*)$/.exec(text);
    if (!found) return false;
    const [, letters, padding] = found;
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(letters.slice(-1));
    switch (letters.length % 4) {
      case 0: return padding === "";
      case 2: return last % 16 === 0 && padding.length <= 2;
      case 3: return last % 4 === 0 && padding.length <= 1;
      default: return false;
    }
  }

  const isDate = (text) => /^[0-9]{4}(-?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12][0-9]|3[01])$/.test(text);

  function isTimeOfDay(text) {
    const hour = "(?:[01][0-9]|2[0-4])", minute = "[0-5][0-9]", second = "(?:[0-5][0-9]|60)";
    const clock = `(?:${hour}:${minute}(?::${second})?|${hour}${minute}(?:${second})?)`;
    const zone = "(?:Z|[+-](?:[0-9]{2}:[0-9]{2}|[0-9]{2}|[0-9]{4}))";
    return new RegExp(`^${clock}(?:[.,][0-9]+)?${zone}?$`).test(text);
  }

  function isTime(text) {
    const at = text.indexOf("T");
    if (at < 0) return isDate(text) || isTimeOfDay(text);
    const day = text.slice(0, at), clock = text.slice(at + 1);
    return (day === "" || isDate(day)) && isTimeOfDay(clock);
  }

  /** The elements of a list: a delimiter at the end ends the last one. */
  function split(text, delimiter) {
    if (text.endsWith(delimiter)) text = text.slice(0, -delimiter.length);
    return text === "" ? [] : text.split(delimiter);
  }

  /** The first character that no XML has (XML 1.0, Char), by its number; nothing where there is none. */
  function forbidden(text) {
    const found = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
    return found ? `U+${found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : undefined;
  }

  const replaced = (text, table) => text.replace(/[\s\S]/g, (c) => (c in table ? table[c] : c));
  const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
  const ATTRIBUTE = { ...XML, '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;" };
  const PAYLOAD = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;", "\uf000": "&#xF000;" };

  const xml = (text) => replaced(text, XML);
  const attribute = (text) => replaced(text, ATTRIBUTE);
  /** The attribute of a payload of a policy. */
  const payload = (text) => replaced(text, PAYLOAD);
  /** The inside of a JSON string. */
  const json = (text) => JSON.stringify(text).slice(1, -1);
  /** A field of a table. */
  const csv = (text) => (/[,"\n\r]/.test(text) || trim(text) !== text ? `"${text.replace(/"/g, '""')}"` : text);

  function base64(text) {
    let octets = "";
    for (const octet of new TextEncoder().encode(text)) octets += String.fromCharCode(octet);
    return btoa(octets);
  }

  /** A name as one segment of an address. */
  function segment(name) {
    let out = "";
    for (const octet of new TextEncoder().encode(name)) {
      const c = String.fromCharCode(octet);
      const plain = octet > 0x20 && octet < 0x7f && !'"#%/<>?[\\]^`{|}'.includes(c);
      out += plain ? c : "%" + octet.toString(16).toUpperCase().padStart(2, "0");
    }
    return out;
  }

  return { trim, trimAscii, lower, int, bool, isFloat, isBase64, isDate, isTime, split, forbidden, xml, attribute, payload, json, csv, base64, segment };
})();
