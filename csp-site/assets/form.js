/* The form of a node: what its fields have in; the piece of each tool out, with what is wrong and a button that copies. */
"use strict";

if (typeof document !== "undefined" && document.getElementById("use")) {
  csp.load("data.js").then(() => {
    const { make } = csp;
    const place = document.getElementById("use");
    const row = JSON.parse(place.dataset.row.replace(/['"]/g, (quote) => (quote === "'" ? '"' : "'")));
    const textOf = (id) => document.getElementById(id)?.textContent ?? "";
    row.u = row.u || [textOf("uri")];
    const TOOLS = [["fleet", "Fleet"], ["intune", "Intune"], ["syncml", "SyncML"], ["windc", "WinDC"], ["csv", "Table"], ["rust", "Rust"]];
    // Where a device needs a template first, a command writes the profile with it: it is too long for a page.
    const { template } = place.dataset;
    if (template) TOOLS.push(["command", "Command"]);
    const VERBS = [...row.v].map((letter) => ["Replace", "Add", "Exec", "Get", "Delete"].find((verb) => verb[0] === letter));
    /** What the file of each tool's piece ends with. */
    const ENDS = { fleet: "xml", intune: "json", syncml: "xml", windc: "xml", csv: "csv" };
    const stem = document.querySelector("main > h1").textContent.replace(/[^A-Za-z0-9_-]+|^-+/g, "") || "profile";

    /** What each value of the row means, and the constants of values in Rust. A cell may have other line breaks than the value that it shows. */
    const meanings = [], constants = new Map();
    document.querySelectorAll("#values tbody tr").forEach((line, at) => {
      const [, meaning, constant] = [...line.cells].map((cell) => cell.textContent);
      meanings.push(meaning);
      if (constant) constants.set((row.e ?? row.g ?? [])[at], constant);
    });

    /** What people call each element of a policy, and what it holds at first. */
    const captions = new Map(), initial = new Map();
    for (const line of document.querySelectorAll("#elements tbody tr")) {
      const id = line.querySelector("code").textContent;
      captions.set(id, line.querySelector("span")?.textContent.replace(/\s*:\s*$/, ""));
      initial.set(id, line.dataset.i);
    }

    const out = make("code", {});
    const why = make("p", { id: "why", role: "status" });
    const copy = make("button", { type: "button" }, "Copy");
    const save = make("small", {});

    const fields = csp.fields(row, { verbs: VERBS, meanings, captions, initial }, write);
    const { names, value, elements } = fields;
    /** The verb that is chosen. */
    const verb = () => fields.verb.value;

    const chosen = { tool: kept() || (template ? "command" : "fleet") };
    const tabs = make("div", { className: "tools", role: "group", "aria-label": "Tool" }, ...TOOLS.map(([tool, name]) => {
      const button = make("button", { type: "button", value: tool }, name);
      button.addEventListener("click", () => { chosen.tool = tool; kept(tool); write(); });
      return button;
    }));

    /** The tool that was chosen last, where the browser keeps it. */
    function kept(tool) {
      try {
        if (tool) localStorage.setItem("csp-tool", tool);
        const last = localStorage.getItem("csp-tool");
        return TOOLS.some(([known]) => known === last) ? last : undefined;
      } catch {
        return tool;
      }
    }

    /** The address with the names that are given. */
    const uri = () => row.u.map((part, at) => part + (at < names.length ? (names[at].value ? csp.text.segment(names[at].value) : `{${row.d[at]}}`) : "")).join("");

    /** The address in Rust: each name that is given at run time stands in an element of its own. */
    function address() {
      let nth = 0;
      const parts = [...(document.getElementById("rust")?.childNodes ?? [])].map((part) => {
        const given = part.nodeType === Node.ELEMENT_NODE ? names[nth++]?.value : "";
        return given ? csp.piece.literal(given) : part.textContent;
      });
      return parts.join("");
    }

    function rust(text, has) {
      const module = textOf("rust").split("::")[0];
      const argument = () => {
        if (!has) return "NoData";
        return row.a === undefined ? csp.piece.expression(row, textOf("type"), text, constants, module) : admx(text);
      };
      return csp.piece.rust(verb(), address(), argument);
    }

    function admx(text) {
      if (text === "<disabled/>") return "Admx::disabled()";
      const { literal } = csp.piece;
      const data = elements.map(({ known, of }) => `.data(${literal(known.id)}, ${literal(of())})`);
      return `Admx::enabled()${data.join("")}`;
    }

    /** The command that writes the profile with its template. */
    function command() {
      if (!["Replace", "Add"].includes(verb())) return { why: "the command sets a policy" };
      const settings = elements.flatMap(({ known, each }) => each().map((text) => [known.id, text]));
      const isOn = value() !== "<disabled/>";
      return { text: csp.piece.command(uri(), template, isOn ? settings : undefined, `${stem}.xml`) };
    }

    /** What there is to be given: whether the verb takes a value, and that value. */
    function taken() {
      const has = value !== undefined && !["Get", "Delete"].includes(verb());
      return [has ? value() : "", has];
    }

    function piece(tool, text, has) {
      const forbidden = csp.text.forbidden(text);
      if (forbidden !== undefined) return { why: `no message can have the character ${forbidden}` };
      if (tool === "rust") return rust(text, has);
      return tool === "command" ? command() : csp.piece.of(tool, verb(), row.f, uri(), text);
    }

    /** Which tools have a piece, in words. */
    function others(text, has) {
      const names = TOOLS.filter(([tool]) => piece(tool, text, has).text !== undefined).map(([, name]) => name);
      const last = names.pop();
      if (last === undefined) return "";
      return names.length ? `${names.join(", ")} and ${last} have one.` : `${last} has one.`;
    }

    /** Where the piece goes. */
    function saved() {
      const end = ENDS[chosen.tool];
      const code = (text) => make("code", {}, text);
      const command = (name) => code(`csp ${name} ${stem}.${end} --ddf DEFINITIONS`);
      const checked = ["Save it as ", code(`${stem}.${end}`), "; ", command("lint"), " checks the file"];
      const answered = end === "xml" && chosen.tool !== "windc" ? [", ", command("respond"), " answers it as a device does"] : [];
      save.replaceChildren(...(end ? [...checked, ...answered, "."] : []));
    }

    /** Whether names are given to what is made; others are looked for. */
    const writes = () => ["Add", "Replace"].includes(verb());

    /** What is wrong with what was given. */
    function faults(text, has) {
      const all = names.map((control, at) => [control, csp.check.name(control.value, writes() ? row.p?.[at] : undefined), row.d[at]]);
      if (verb() === "Replace" && names[row.m]?.value && chosen.tool !== "intune") all.push([names[row.m], { ok: null, why: "it has to be there before a Replace below it: add it first" }, row.d[row.m]]);
      if (verb() === "Add" && chosen.tool === "fleet" && !names.length && row.f !== "node" && VERBS.includes("Replace")) {
        all.push([null, { ok: null, why: "it fails where the node is set already, and Fleet sends a profile again: Replace does not" }, "Add"]);
      }
      for (const { known, control, check } of has ? elements : []) {
        if (!control.disabled) all.push([control, check(), known.id]);
      }
      if (has && row.a === undefined) all.push([value.control, csp.check.value(row, text), "Value"]);
      if (has && row.a === null && text !== "<disabled/>") all.push([null, { ok: null, why: "not checked, since the elements of the policy are in its template alone: with --admx, csp site has a field for each" }, "Data"]);
      for (const [control, checked] of all) control?.setAttribute("aria-invalid", String(checked.ok === false));
      return all.filter(([, checked]) => checked.ok !== true).map(([, checked, label]) => [checked.ok, `${label}: ${checked.why}`]);
    }

    function write() {
      const [text, has] = taken();
      for (const control of fields.form.querySelectorAll("div:not(:first-child) > :is(input, select, textarea)")) {
        if (!names.includes(control)) control.closest("div").hidden = !has;
      }
      for (const boxes of fields.form.querySelectorAll("fieldset")) boxes.hidden = !has;
      const made = piece(chosen.tool, text, has);
      out.textContent = made.text ?? "";
      for (const part of [out.parentElement, copy, save]) part.hidden = made.text === undefined;
      saved();
      copy.textContent = "Copy";
      for (const button of tabs.children) button.setAttribute("aria-pressed", String(button.value === chosen.tool));
      const found = faults(text, has);
      const lines = found.map(([, line]) => line);
      const isWrong = found.some(([ok]) => ok === false);
      if (made.why) lines.unshift(`There is no such piece: ${made.why}. ${isWrong ? "" : others(text, has)}`.trimEnd());
      why.className = made.why || isWrong ? "wrong" : "";
      why.textContent = lines.join("\n");
    }

    copy.addEventListener("click", async () => {
      await csp.copy(out.textContent);
      copy.textContent = "Copied";
    });

    place.replaceChildren(fields.form, tabs, why, make("div", { className: "piece" }, make("pre", { tabIndex: 0, role: "region", "aria-label": "Piece" }, out), copy), save);
    // Begin with a tool that has a piece; what a person chose stays chosen where it has one.
    const has = ([tool]) => piece(tool, ...taken()).text !== undefined;
    if (!has([chosen.tool])) chosen.tool = (TOOLS.find(has) ?? [chosen.tool])[0];
    write();
  });
}
