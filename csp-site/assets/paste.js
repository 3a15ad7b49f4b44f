/* The page for what is pasted: it asks the program that serves it, and keeps nothing. */
"use strict";

{
  const { make, said, lines } = csp;
  const byId = (id) => document.getElementById(id);
  const [form, area, request, file, status, result] =
    ["paste", "paste-text", "paste-request", "paste-file", "paste-said", "paste-result"].map(byId);

  /** What is pasted or typed is no file. */
  const NO_FILE = { name: "", isCrlf: false, isWide: false };
  /** The file that is open: its text as it is, and what the text area made of its ends of lines. */
  let opened = NO_FILE;
  /** The fixes that can be undone, the last one last: what was there, and the text that the fix left. */
  let before = [];
  /** The last question, or file that was asked for: answers to others come too late. */
  let asked = 0;

  /** The text as it stands: an edited file keeps its name, and CRLF where it had no other end of a line. */
  function given() {
    if (opened.shown === area.value) return opened;
    return { ...opened, text: opened.isCrlf ? area.value.replaceAll("\n", "\r\n") : area.value };
  }

  function put(of, text) {
    area.value = text;
    opened = { ...of, text, shown: area.value };
  }

  async function ask(what, body) {
    const answer = await fetch(csp.base + what, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => { throw new Error("The program that serves this page does not answer: is it still running?"); });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  function say(text, isWrong) {
    status.replaceChildren(...[text].flat());
    status.className = isWrong ? "wrong" : "";
  }

  /** Whether the buttons of the result are out of use: they are while something is awaited. */
  function disable(isDisabled) {
    for (const each of result.querySelectorAll(".tools button, .finding button")) each.disabled = isDisabled;
  }

  /** Waits for something and goes on with it, or says why it did not come; unless something else was asked for since. */
  async function awaited(what, coming, next) {
    const own = (asked += 1);
    say(what);
    disable(true);
    let come;
    try {
      come = await coming();
    } catch (error) {
      if (own === asked) {
        disable(false);
        say(error.message, true);
      }
      return undefined;
    }
    return own === asked ? next(come) : undefined;
  }

  const answered = (what, body, next) => awaited("Checking…", () => ask(what, body), next);

  /** Checks what is given. `first` is said before what comes of it. */
  const check = (first) => {
    const of = given();
    return answered("check", { name: of.name, text: of.text, request: request.value }, (answer) => {
      show(answer, of);
      if (first) status.prepend(`${first} `);
    });
  };

  /** Makes the fix of a finding, or all that are safe; not of a text that is no more what was checked. */
  function fix(finding) {
    const { of } = result;
    if (given().text !== of.text) return check("The text was changed since, and is checked again before anything is mended.");
    const edits = result.findings[finding]?.fix.edits || [];
    return answered("fix", { name: of.name, text: of.text, finding }, (answer) => {
      if (given().text !== of.text) return check("The text was changed meanwhile, so nothing was mended, and it is checked again.");
      before.push({ of, left: answer.text });
      put(of, answer.text);
      show(answer, opened, lines.changes(of.text, edits));
      // Who asked for one fix looks at it.
      const made = result.querySelector(".made");
      (made || result.querySelector("h2")).focus({ preventScroll: Boolean(made) });
      made?.parentElement.scrollIntoView({ block: "center" });
      return undefined;
    });
  }

  /** Whether the text is what the last fix left: nothing else is taken back. */
  const canUndo = () => before.at(-1)?.left === given().text;

  function undo() {
    if (!before.length) return undefined;
    if (!canUndo()) return check("The text was changed since the fix, so nothing is undone, and it is checked again.");
    const { of } = before.pop();
    put(of, of.text);
    return check().then(() => result.querySelector("h2")?.focus());
  }

  async function why(rule) {
    const { explain, links } = await ask("check", { text: rule });
    return said.plain(explain.text, links);
  }

  const DIALECTS = { fleet: " for Fleet", intune: " for Intune", windc: " as declared configuration", plain: " as plain SyncML" };
  const counted = (number, what) => (number ? [`${number} ${what}${number === 1 ? "" : "s"}`] : []);

  /** What comes of a check; after a fix, `made` is what it changed. */
  function summary({ lint, dialect, count }, made) {
    const { errors, warnings, infos, safe_fixes, is_cut } = lint.summary;
    const found = [...counted(errors, "error"), ...counted(warnings, "warning"), ...counted(infos, "hint")].join(", ") || "Nothing found";
    const parts = [`${found}${DIALECTS[dialect] || ""}.`];
    if (safe_fixes) parts.push(`${safe_fixes} can be mended safely.`);
    if (is_cut || lint.findings.length > lines.MOST) parts.push("There are more than are shown: mend these first.");
    const rest = parts.join(" ");
    if (count === undefined) return [rest];
    if (!count) return [`Nothing to mend. ${rest}`];
    const fixes = `Made ${count === 1 ? "1 fix" : `${count} fixes`}`;
    if (!made.length) return [`${fixes}. ${rest}`];
    const more = made.length > 1 ? `, and ${made.length - 1} more` : "";
    return [`${fixes}: line ${made[0].line}, `, ...lines.changed(made[0]), `${more}. ${rest}`];
  }

  function button(id, text, action) {
    const made = make("button", { type: "button", id }, text);
    made.addEventListener("click", () => action(made));
    return made;
  }

  function download() {
    const { name, text } = given();
    const url = URL.createObjectURL(new Blob([text]));
    make("a", { href: url, download: name || "profile.txt" }).click();
    URL.revokeObjectURL(url);
  }

  function tools(safe) {
    const all = [];
    if (safe) all.push(button("paste-fix-all", `Make all safe fixes (${safe})`, () => fix()));
    if (canUndo()) all.push(button("paste-undo", "Undo", undo));
    all.push(button("paste-copy", "Copy", (made) => csp.copy(given().text).then(() => { made.textContent = "Copied"; })));
    if (!opened.isWide) all.push(button("paste-download", "Download", download));
    return make("div", { className: "tools" }, ...all);
  }

  /** What is written here is UTF-8, which the declaration of a file in UTF-16 denies; `csp lint --fix` leaves such a file alone, too. */
  function mendNothing(lint) {
    lint.summary.safe_fixes = 0;
    for (const finding of lint.findings) finding.fix = null;
  }

  function show(answer, of, made = []) {
    result.of = of;
    result.findings = answer.lint?.findings;
    const heading = (text) => make("h2", { tabIndex: -1, id: "paste-heading" }, text);
    if (answer.lint) {
      if (of.isWide) mendNothing(answer.lint);
      const wide = of.isWide ? " It is UTF-16: save it as UTF-8, and with a declaration that says so, to have it mended or to download it." : "";
      say([of.name && `${of.name}: `, ...summary(answer, made), wide]);
      const { findings, summary: { safe_fixes } } = answer.lint;
      const list = lines.shown(of.text, findings, { links: answer.links, why, fix }, made);
      result.replaceChildren(heading("Findings"), tools(safe_fixes), list);
    } else {
      say(said.summary(answer));
      result.replaceChildren(heading("What it means"), ...said.shown(answer, request.value.trim() !== ""));
    }
  }

  /** The text of a file: UTF-8, or UTF-16 with a mark. */
  function decoded(name, octets) {
    const mark = octets[0] === 0xff && octets[1] === 0xfe ? "utf-16le" : octets[0] === 0xfe && octets[1] === 0xff ? "utf-16be" : "utf-8";
    const isWide = mark !== "utf-8";
    try {
      const text = new TextDecoder(mark, { fatal: true, ignoreBOM: !isWide }).decode(octets);
      const isCrlf = text.includes("\r\n") && !/[\r\n]/.test(text.replaceAll("\r\n", ""));
      return { name, text, isWide, isCrlf };
    } catch {
      throw new Error(`${name} is no text in UTF-8 or UTF-16.`);
    }
  }

  async function read(chosen) {
    const octets = await chosen.arrayBuffer().catch(() => { throw new Error(`${chosen.name} cannot be read: is it a folder?`); });
    return decoded(chosen.name, new Uint8Array(octets));
  }

  async function open(chosen) {
    if (!chosen) return;
    await awaited(`Opening ${chosen.name}…`, () => read(chosen), (of) => {
      before = [];
      put(of, of.text);
      result.replaceChildren();
      return check();
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    before = [];
    byId("paste-undo")?.remove();
    check();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  // What takes the place of all of a file is not that file.
  area.addEventListener("input", () => { if (!area.value) opened = NO_FILE; });
  area.addEventListener("paste", () => {
    if (area.selectionStart === 0 && area.selectionEnd === area.value.length) opened = NO_FILE;
    setTimeout(() => form.requestSubmit());
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    // The same file can be opened again then.
    file.value = "";
    open(chosen);
  });
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}
