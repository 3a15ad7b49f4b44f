/* The fields of a node's form: the verb, the names that are given at run time, and a value or the elements of a policy. */
"use strict";

/**
 * The fields of a row, with what the page says of it: what each value means, and of each element of a policy its caption and what it holds at first.
 * `write` is called when anything changes. Of what comes back, `value` gives the text of the value; a row without one has none.
 */
csp.fields = (row, { verbs, meanings, captions, initial }, write) => {
  const { make, short } = csp;
  const form = make("form", { autocomplete: "off" });
  form.addEventListener("submit", (event) => event.preventDefault());

  /** The elements of a policy: what is known of each, its control and what that gives. */
  const elements = [];
  let count = 0;

  /** A control with its label. */
  function field(label, control, note) {
    control.id = `field-${(count += 1)}`;
    // What is chosen, also by a driver of tests, is told as a change; a field tells of each key.
    control.addEventListener(control.localName === "select" ? "change" : "input", write);
    const parts = [make("label", { htmlFor: control.id }, label), control];
    if (note) parts.push(make("small", {}, note));
    form.append(make("div", {}, ...parts));
    return control;
  }
  const options = (all) => all.map(([value, text]) => make("option", { value }, text));

  const verb = field("Verb", make("select", {}, ...options(verbs.map((verb) => [verb, verb]))));
  const names = (row.d || []).map((title) => field(title, make("input", { spellcheck: false }), "a name that you choose"));
  const value = row.f === "node" || row.f === "null" ? undefined : row.a !== undefined ? policy() : row.e ? choice() : row.g ? flags() : plain();

  /** What gives the value, with its control. */
  function given(control, of) {
    return Object.assign(of, { control });
  }

  function plain() {
    if (row.l) {
      const control = field("Values", make("textarea", { rows: 3, spellcheck: false }), "one on each line");
      control.value = csp.text.split(row.i || "", row.l).join("\n");
      return given(control, () => control.value.split("\n").filter((line) => line !== "").join(row.l));
    }
    if (row.f === "bool") {
      const control = field("Value", make("select", {}, ...options([["true", "true"], ["false", "false"]])));
      control.value = String(csp.text.bool(row.i ?? "") ?? true);
      return given(control, () => control.value);
    }
    const isLong = row.f === "xml" || row.s === "XSD" || row.s === "JSON";
    // A text may have many lines.
    const isText = isLong || row.f === "chr";
    const control = field("Value", isText ? make("textarea", { rows: isLong ? 3 : 1, spellcheck: false }) : make("input", { spellcheck: false }));
    control.value = row.i || "";
    // A control keeps no carriage return: until somebody types, the value is what the definition has.
    const { value: shown } = control;
    return given(control, () => (control.value === shown ? row.i || "" : control.value));
  }

  /** A value with what it means. */
  function named(value, at) {
    return short(meanings[at] ? `${value} - ${meanings[at]}` : value);
  }

  function choice() {
    const all = row.e.map((value, at) => make("option", { value }, named(value, at)));
    const control = field("Value", make("select", { multiple: Boolean(row.l) }, ...all));
    for (const text of row.l ? csp.text.split(row.i || "", row.l) : [row.i || ""]) {
      const at = csp.check.chosen(row, text);
      if (at >= 0) all[at].selected = true;
    }
    return given(control, () => [...control.selectedOptions].map((option) => row.e[option.index]).join(row.l || ""));
  }

  function flags() {
    const { int } = csp.text;
    const start = int(row.i || "") ?? 0n;
    const boxes = row.g.map((text) => {
      const bits = int(text) ?? 0n;
      const box = make("input", { type: "checkbox", value: text, checked: bits !== 0n && (start & bits) === bits });
      box.addEventListener("input", write);
      return box;
    });
    const labels = boxes.map((box, at) => make("label", {}, box, ` ${named(box.value, at)}`));
    form.append(make("fieldset", {}, make("legend", {}, "Values"), ...labels));
    return () => boxes.filter((box) => box.checked).reduce((sum, box) => sum | (int(box.value) ?? 0n), 0n).toString();
  }

  /** The state of a policy, and its elements where they are known. */
  function policy() {
    const state = field("State", make("select", {}, ...options([["enabled", "Enabled"], ["disabled", "Disabled"]])));
    elements.push(...(row.a || []).map(element));
    const data = row.a === null ? field("Data", make("textarea", { rows: 2, spellcheck: false }), "<data id=\"...\" value=\"...\"/> for each element") : undefined;
    return () => {
      for (const { control } of elements) control.disabled = state.value !== "enabled";
      if (state.value !== "enabled") return "<disabled/>";
      const { payload } = csp.text;
      const given = elements.map(({ known, of }) => `<data id="${payload(known.id)}" value="${payload(of())}"/>`);
      return "<enabled/>" + given.join("") + (data ? data.value.trim() : "");
    };
  }

  function element(known) {
    const note = known.q ? "required" : "";
    const caption = captions.get(known.id);
    const label = caption ? `${caption} (${known.id})` : known.id;
    const control = ((kind) => {
      switch (kind) {
        case "boolean": return field(label, make("select", {}, ...options([["false", "false"], ["true", "true"]])), note);
        case "enum": return field(label, make("select", {}, ...options(known.e.map(([value, name]) => [value, short(name ? `${value} - ${name}` : value)]))), note);
        case "multiText": return field(label, make("textarea", { rows: 3, spellcheck: false }), "one text on each line");
        case "list": return field(label, make("textarea", { rows: 3, spellcheck: false }), known.x ? "name=value on each line" : "one value on each line");
        default: return field(label, make("input", { spellcheck: false, value: known.lo || (known.k === "text" ? "" : "0") }), note);
      }
    })(known.k);
    if (initial.get(known.id) !== undefined) control.value = initial.get(known.id);
    const lines = () => control.value.split("\n").filter((line) => line !== "");
    const of = {
      multiText: () => lines().join("\uf000"),
      list: () => lines().map((line, at) => (known.x ? line.replace("=", "\uf000") : `${at + 1}\uf000${line}`)).join("\uf000"),
    }[known.k] || (() => control.value);
    const isList = known.k === "multiText" || known.k === "list";
    /** The values one by one, as a command takes them. */
    const each = () => (isList ? lines() : [control.value].filter((text) => text !== ""));
    const check = () => {
      const paired = known.k === "list" && known.x ? csp.check.pairs(lines()) : { ok: true };
      return paired.ok ? csp.check.element(known, of()) : paired;
    };
    return { known, control, of, each, check };
  }

  return { form, verb, names, value, elements };
};
