/* The search: over all nodes, as somebody types. */
"use strict";

csp.search = (() => {
  const MOST = 50;

  /** The index of `search.js` as it is searched: each node with its texts in lower case. */
  function prepared(index) {
    return index.nodes.map(([at, uri, page, title, text]) => {
      const name = uri.slice(uri.lastIndexOf("/") + 1);
      const segments = uri.slice(2).replace(/[A-Z]/g, (c) => c.toLowerCase());
      return {
        at, uri, title, name,
        page: page || segments + ".html",
        lowName: name.toLowerCase(),
        // Where a word of the name begins: `minDevicePassword` has three.
        words: name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase(),
        lowUri: uri.toLowerCase(),
        lowTitle: title.toLowerCase(),
        text: " " + index.texts[text],
      };
    });
  }

  /** How well a word fits a node; 0 where it does not. */
  function fit(node, word) {
    let score = 0;
    if (node.lowName.includes(word)) {
      score = 30 + (node.lowName.startsWith(word) ? 20 : 0) + (node.lowName === word ? 60 : 0);
      if (score === 30 && (" " + node.words).includes(" " + word)) score = 40;
    }
    if (node.lowTitle.includes(word)) score += (" " + node.lowTitle).includes(" " + word) ? 22 : 10;
    if (score === 0 && node.lowUri.includes(word)) score = node.lowUri.includes("/" + word) ? 16 : 12;
    if (node.text.includes(" " + word)) score += node.text.includes(" " + word + " ") ? 6 : 4;
    // A word that a name shortens: `minimum` of `MinLength`.
    if (score < 10 && word.length > 5 && (" " + node.words).includes(" " + word.slice(0, 3) + " ")) score += 14;
    return score;
  }

  /** The nodes that have every word of a query, the best first, and how many there are. */
  function find(nodes, query) {
    const whole = query.trim().toLowerCase();
    const words = whole.split(/\s+/).filter(Boolean);
    const joined = words.join("");
    const found = [];
    if (!words.length) return found;
    nodes.forEach((node, place) => {
      let score = 0;
      for (const word of words) {
        const own = fit(node, word);
        if (!own) return;
        score += own;
      }
      if (words.length > 1) {
        if (node.lowName === joined) score += 80;
        else if (node.lowName.includes(joined)) score += 40;
        if (node.lowTitle.includes(whole)) score += 40;
      }
      if (node.lowUri === whole) score += 500;
      // Of two that fit alike, the shorter name, and the device before the user.
      score = score / words.length - node.lowName.length / 20 - (node.lowUri.startsWith("./user") ? 2 : 0);
      found.push({ node, score, place });
    });
    return found.sort((one, other) => other.score - one.score || one.place - other.place);
  }

  return { prepared, find, MOST };
})();

if (typeof document !== "undefined") {
  (() => {
    const { make } = csp;
    const input = document.getElementById("q");
    const main = document.getElementById("main");
    Object.assign(input, { autocomplete: "off", spellcheck: false });
    const list = make("ol", { id: "hits" });
    const said = make("p", { id: "said", role: "status" });
    const panel = make("section", { id: "panel", hidden: true, "aria-label": "Results" }, said, list);
    main.before(panel);
    let nodes;

    const ready = () => csp.load("search.js").then(() => {
      nodes = nodes || csp.search.prepared(csp.index);
    });

    function hit({ node }) {
      const link = make("a", { href: csp.base + node.page }, make("b", {}, node.name), make("small", {}, node.uri));
      if (node.title) link.append(make("span", {}, node.title));
      return make("li", {}, link);
    }

    function show() {
      const query = input.value;
      const isAsked = query.trim() !== "";
      panel.hidden = !isAsked;
      main.hidden = isAsked;
      if (!isAsked) return;
      if (!nodes) {
        said.textContent = "The index is loading.";
        ready().then(show, () => { said.textContent = "The index cannot be loaded."; });
        return;
      }
      const found = csp.search.find(nodes, query);
      list.replaceChildren(...found.slice(0, csp.search.MOST).map(hit));
      const more = found.length > csp.search.MOST ? `, of which the first ${csp.search.MOST} are here: another word finds fewer` : "";
      said.textContent = found.length ? `${found.length} ${found.length === 1 ? "node" : "nodes"}${more}` : "No node has all of these words.";
    }

    /** The address keeps the query, so that a link leads to it and the way back does. */
    function keep() {
      const hash = input.value.trim() ? "#q=" + encodeURIComponent(input.value.trim()) : location.hash.startsWith("#q=") ? "#" : "";
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
    window.addEventListener("hashchange", asked);
    asked();
  })();
}
