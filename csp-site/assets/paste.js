/* The page for what is pasted: it asks the program that serves it, and keeps nothing. */
"use strict";

{
  const { make, said, lines } = csp;
  const byId = (id) => document.getElementById(id);
  const [form, area, request, file, status, result] =
    ["paste", "paste-text", "paste-request", "paste-file", "paste-said", "paste-result"].map(byId);

  /** A file as it is, beside what the text area made of its ends of lines. */
  let opened;
  /** The texts before fixes, the last one last. */
  let before = [];
  /** The last question: answers to others come too late. */
  let asked = 0;

  const given = () => (opened && opened.shown === area.value ? opened : { name: "", text: area.value });

  function put(name, text) {
    area.value = text;
    opened = { name, text, shown: area.value };
  }

  async function ask(what, body) {
    const answer = await fetch(csp.base + what, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  function say(text, isWrong) {
    status.textContent = text;
    status.className = isWrong ? "wrong" : "";
  }

  /** Asks, and shows the answer; or says why there is none. */
  async function answered(what, body, show) {
    const own = (asked += 1);
    say("Checking…");
    try {
      const answer = await ask(what, body);
      if (own === asked) show(answer);
    } catch (error) {
      if (own === asked) say(error instanceof TypeError ? "The program that serves this page does not answer: is it still running?" : error.message, true);
    }
  }

  /** Checks what is given. `first` is said before what comes of it. */
  const check = (first) => {
    const { name, text } = given();
    return answered("check", { name, text, request: request.value }, (answer) => {
      show(answer, { name, text });
      if (first) say(`${first} ${status.textContent}`);
    });
  };

  /** Makes the fix of a finding, or all that are safe; not of a text that is no more what was checked. */
  function fix(finding) {
    const { name, text } = result.of;
    if (given().text !== text) return check("The text was changed since, and is checked again before anything is mended.");
    return answered("fix", { name, text, finding }, (answer) => {
      before.push(text);
      put(name, answer.text);
      show(answer, { name, text: answer.text });
      result.querySelector("h2").focus();
    });
  }

  function undo() {
    put(result.of.name, before.pop());
    return check().then(() => result.querySelector("h2")?.focus());
  }

  async function why(rule) {
    try {
      const { explain, links } = await ask("check", { text: rule });
      return said.plain(explain.text, links);
    } catch (error) {
      return make("p", {}, error.message);
    }
  }

  const DIALECTS = { fleet: " for Fleet", intune: " for Intune", windc: " as declared configuration", plain: " as plain SyncML" };
  const counted = (number, what) => (number ? [`${number} ${what}${number === 1 ? "" : "s"}`] : []);

  function summary({ lint, dialect, count }) {
    const { errors, warnings, infos, safe_fixes, is_cut } = lint.summary;
    const found = [...counted(errors, "error"), ...counted(warnings, "warning"), ...counted(infos, "hint")].join(", ") || "Nothing found";
    const parts = [`${found}${DIALECTS[dialect] || ""}.`];
    if (count !== undefined) parts.unshift(count ? `Made ${count === 1 ? "1 fix" : `${count} fixes`}.` : "Nothing to mend.");
    if (safe_fixes) parts.push(`${safe_fixes} can be mended safely.`);
    if (is_cut || lint.findings.length > lines.MOST) parts.push("There are more than are shown: mend these first.");
    return parts.join(" ");
  }

  function button(id, text, action) {
    const made = make("button", { type: "button", id }, text);
    made.addEventListener("click", () => action(made));
    return made;
  }

  function download() {
    const { name, text } = result.of;
    const url = URL.createObjectURL(new Blob([text]));
    make("a", { href: url, download: name || "profile.txt" }).click();
    URL.revokeObjectURL(url);
  }

  function tools(safe) {
    const all = [];
    if (safe) all.push(button("paste-fix-all", `Make all safe fixes (${safe})`, () => fix()));
    if (before.length) all.push(button("paste-undo", "Undo", undo));
    all.push(button("paste-copy", "Copy", (made) => csp.copy(result.of.text).then(() => { made.textContent = "Copied"; })));
    all.push(button("paste-download", "Download", download));
    return make("div", { className: "tools" }, ...all);
  }

  function show(answer, of) {
    result.of = of;
    const heading = (text) => make("h2", { tabIndex: -1, id: "paste-heading" }, text);
    if (answer.lint) {
      say(`${of.name && `${of.name}: `}${summary(answer)}`);
      const { findings, summary: { safe_fixes } } = answer.lint;
      const list = lines.shown(of.text, findings, { links: answer.links, why, fix });
      result.replaceChildren(heading("Findings"), tools(safe_fixes), list);
    } else {
      say(said.summary(answer));
      result.replaceChildren(heading("What it means"), ...said.shown(answer, request.value.trim() !== ""));
    }
  }

  /** The text of a file: UTF-8, or UTF-16 with a mark. */
  async function open(chosen) {
    if (!chosen) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    // The same file can be opened again then.
    file.value = "";
    const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
    try {
      before = [];
      put(chosen.name, new TextDecoder(mark, { fatal: true, ignoreBOM: mark === "utf-8" }).decode(bytes));
    } catch {
      return say(`${chosen.name} is no text in UTF-8 or UTF-16.`, true);
    }
    return check();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    before = [];
    check();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  area.addEventListener("paste", () => setTimeout(() => form.requestSubmit()));
  file.addEventListener("change", () => open(file.files[0]));
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}
