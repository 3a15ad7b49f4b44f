/* The list of what the search finds: as somebody types, by keys alone, and as the address of the page says. */
"use strict";

if (typeof document !== "undefined") {
  (() => {
    const { make, short } = csp;
    /** How many hits are listed. */
    const MOST = 50;
    const input = document.getElementById("q");
    const main = document.getElementById("main");
    Object.assign(input, { autocomplete: "off", spellcheck: false });
    const list = make("ol", { id: "hits" });
    const said = make("p", { id: "said", role: "status" });
    const panel = make("section", { id: "panel", hidden: true }, make("h1", {}, "Results"), said, list);
    main.prepend(panel);
    let index;

    const ready = () => csp.load("search.js").then(() => {
      index = index || csp.search.prepared(csp.index);
    });

    function hit({ node }) {
      const link = make("a", { href: csp.base + node.page }, make("b", {}, node.name), make("small", {}, node.uri));
      if (node.title) link.append(make("span", {}, node.title));
      if (node.mark) link.append(make("em", {}, node.mark));
      return make("li", {}, link);
    }

    function show() {
      const query = input.value;
      const isAsked = query.trim() !== "";
      panel.hidden = !isAsked;
      main.classList.toggle("asked", isAsked);
      if (!isAsked) return;
      if (!index) {
        said.textContent = "The index is loading.";
        ready().then(show, () => { said.textContent = "The index cannot be loaded."; });
        return;
      }
      const found = csp.search.find(index, query);
      list.replaceChildren(...found.hits.slice(0, MOST).map(hit));
      said.textContent = told(query.trim(), found);
    }

    /** What was found, in words. */
    function told(query, { hits, all, instead, left }) {
      const count = (number) => `${number} ${number === 1 ? "node" : "nodes"}`;
      const found = hits.length;
      const begin = all ? count(all) : "No node has all of these words";
      const parts = [instead ? `Nothing has “${short(query)}”. For “${instead}”: ${begin}` : begin];
      if (found > all) parts.push(`${all ? "then" : "but"} ${count(found - all)} ${found - all === 1 ? "has" : "have"} all but one`);
      if (found > MOST) parts.push(`the first ${MOST} are here: another word finds fewer`);
      const code = !found && /^0x[0-9a-f]{8}$/i.test(query) ? ` What a code means, a command tells: csp explain ${query}` : "";
      if (left) parts.push(`of the query the first ${csp.search.WORDS} words count`);
      return parts.join(", ") + (all && !instead ? "" : ".") + code;
    }

    /** The address keeps the query, so that a link leads to it and the way back does. */
    function keep() {
      // Half of a character, which a field may hold, is none of an address.
      const query = input.value.replace(/\p{Cs}/gu, "").trim();
      const hash = query ? "#q=" + encodeURIComponent(query) : location.hash.startsWith("#q=") ? "#" : "";
      if (hash) history.replaceState(null, "", hash);
    }

    function asked() {
      const hash = /^#q=(.*)$/.exec(location.hash);
      const query = hash ? hash[1] : new URLSearchParams(location.search).get("q");
      if (query === null) return;
      try {
        input.value = hash ? decodeURIComponent(query.replace(/\+/g, " ")) : query;
      } catch {
        input.value = query;
      }
      show();
    }

    const links = () => [...list.querySelectorAll("a")];
    input.addEventListener("focus", () => ready().catch(() => {}));
    input.addEventListener("input", () => { show(); keep(); });
    input.addEventListener("keydown", (event) => {
      const first = links()[0];
      if (event.key === "Enter" && first) { event.preventDefault(); first.click(); }
      if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
      if (event.key === "Escape") { input.value = ""; show(); keep(); }
    });
    list.addEventListener("keydown", (event) => {
      const all = links();
      const at = all.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" || (step === -1 && at === 0)) { event.preventDefault(); input.focus(); }
      else if (step && at >= 0) { event.preventDefault(); (all[at + step] || all[at]).focus(); }
    });
    document.addEventListener("keydown", (event) => {
      const isTyped = event.target.closest("input, textarea, select");
      if (event.key === "/" && !isTyped && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
    window.addEventListener("hashchange", () => {
      if (location.hash.startsWith("#q=")) return asked();
      // A hit on this page: it was hidden while the hits were shown.
      input.value = "";
      show();
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    });
    asked();
  })();
}
