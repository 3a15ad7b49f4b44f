/* The search: over all nodes, as somebody types. */
"use strict";

csp.search = (() => {
  const MOST = 50;

  /** What a word is worth by where it stands in a node. */
  const WORTH = { name: 60, start: 40, title: 38, segment: 18, inside: 14, path: 12, text: 8, begin: 6 };

  /** What names shorten. */
  const SHORT = { minimum: "min", maximum: "max", configuration: "config", administrator: "admin", authentication: "auth", certificate: "cert", application: "app" };

  /** A name or a title without what is no letter or digit, and where its words begin: `MinPINLength` has three. */
  function squeezed(text) {
    const parts = text
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
      .toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const starts = [];
    let whole = "";
    for (const part of parts) {
      if (part) starts.push(whole.length);
      whole += part;
    }
    return { whole, starts };
  }

  /** The index of `search.js` as it is searched: each node with its texts in lower case. */
  function prepared(index) {
    const { nodes } = index;
    return nodes.map(([uri, page, title, text], place) => {
      const name = uri.slice(uri.lastIndexOf("/") + 1);
      const lowUri = uri.toLowerCase();
      return {
        uri, title, name, lowUri,
        page: page || uri.slice(2).replace(/[A-Z]/g, (c) => c.toLowerCase()) + ".html",
        own: squeezed(name),
        called: squeezed(title),
        // What stands below it follows it.
        isFolder: Boolean(nodes[place + 1]?.[0].startsWith(uri + "/")),
        text: " " + index.texts[text] + " ",
      };
    });
  }

  /** Whether a word of a name begins so. */
  function begins({ whole, starts }, word) {
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) {
      if (starts.includes(at)) return true;
    }
    return false;
  }

  /** The best place at which a node has a word; 0 where it has none. */
  function place(node, { plain, path, inPath, inText, whole }) {
    if (node.own.whole === plain || (plain && node.called.whole === plain)) return WORTH.name;
    // People look for what they can set: a folder is found by its own name, and else by its path.
    if (plain && !node.isFolder) {
      if (begins(node.own, plain)) return WORTH.start;
      if (begins(node.called, plain)) return WORTH.title;
    }
    if (node.lowUri.includes(path)) {
      if (node.lowUri.includes(inPath)) return WORTH.segment;
      return node.own.whole.includes(plain) ? WORTH.inside : WORTH.path;
    }
    if (node.text.includes(inText)) return node.text.includes(whole) ? WORTH.text : WORTH.begin;
    return 0;
  }

  /** How well a word fits a node, as it stands or in another form. */
  function fit(node, word) {
    const own = place(node, word);
    if (own >= WORTH.title) return own;
    return word.forms.reduce((best, form) => Math.max(best, place(node, form) * 0.8), own);
  }

  /** A word of a query, with its other forms: without an ending, and as names shorten it. */
  function asked(word) {
    const of = (path) => ({
      path, plain: path.includes("/") ? "" : path.replace(/[^\p{L}\p{N}]+/gu, ""),
      inPath: "/" + path, inText: " " + path, whole: ` ${path} `,
    });
    const stem = word.replace(/(.)\1?(?:ations?|ions?|als?|ments?|ings?|ies|ed|es|s)$/, "$1");
    const forms = [stem.length > 3 && stem !== word ? stem : undefined, SHORT[word]];
    return { ...of(word), forms: forms.filter(Boolean).map(of) };
  }

  /** The words of a query. Registry keys are written with backslashes, and with a hive that nodes do not have. */
  const wordsOf = (query) => query.trim().toLowerCase().split(/[\s\\]+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !/^(?:hklm|hkcu|hkey_(?:local_machine|current_user)):?$/.test(word));

  /** The nodes that have every word of a query but for a few, the best first. */
  function ranked(nodes, query, missing) {
    const whole = query.trim().toLowerCase();
    const words = wordsOf(query).map(asked);
    const joined = words.map(({ plain }) => plain).join("");
    const found = [];
    if (words.length <= missing) return found;
    nodes.forEach((node, at) => {
      let score = 0, lacks = 0;
      for (const word of words) {
        const own = fit(node, word);
        if (!own && (lacks += 1) > missing) return;
        score += own;
      }
      if (lacks !== missing) return;
      score /= words.length;
      if (words.length > 1 && joined) {
        if (node.own.whole === joined || node.called.whole === joined) score += 60;
        else if (!node.isFolder && begins(node.own, joined)) score += 30;
        else if (!node.isFolder && begins(node.called, joined)) score += 25;
      }
      if (node.lowUri === whole) score += 500;
      // Of two that fit alike, the shorter name, and the device before the user.
      score -= node.name.length / 20 + (node.lowUri.startsWith("./user") ? 2 : 0);
      found.push({ node, score, at });
    });
    return found.sort((one, other) => other.score - one.score || one.at - other.at);
  }

  /** Every word that a node has, for words that are misspelt. */
  function vocabulary(nodes) {
    const known = new Set();
    for (const { own, called, text } of nodes) {
      for (const { whole, starts } of [own, called]) starts.forEach((at, place) => known.add(whole.slice(at, starts[place + 1])));
      for (const word of text.split(" ")) known.add(word);
    }
    return [...known].filter((word) => word.length > 3);
  }

  /** How many letters two words differ by, where a letter is left out, added, another one, or two are exchanged; at most `most`, else more. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[other.length];
  }

  /** A query with the nearest known word for each that no node has; nothing where there is none. */
  function corrected(nodes, query) {
    let changed = false;
    const words = wordsOf(query).map((word) => {
      const form = asked(word);
      if (word.length < 4 || /\d/.test(word) || nodes.some((node) => fit(node, form))) return word;
      nodes.known = nodes.known || vocabulary(nodes);
      const most = word.length < 8 ? 1 : 2;
      let [best, least] = [word, most + 1];
      for (const candidate of nodes.known) {
        const far = distance(word, candidate, least - 1);
        if (far < least) [best, least] = [candidate, far];
      }
      changed = changed || best !== word;
      return best;
    });
    return changed ? words.join(" ") : undefined;
  }

  /**
   * What a query finds: `hits`, the best first; `instead`, the query that was searched in its place where it is misspelt; `all`, how many of the
   * hits have every word. Where few have, those that lack one word follow.
   */
  function find(nodes, query) {
    let hits = ranked(nodes, query, 0);
    let instead;
    if (!hits.length) {
      instead = corrected(nodes, query);
      if (instead) hits = ranked(nodes, instead, 0);
    }
    const all = hits.length;
    if (all < 5) hits = hits.concat(ranked(nodes, instead || query, 1));
    return { hits, all, instead };
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
    const panel = make("section", { id: "panel", hidden: true }, make("h1", {}, "Results"), said, list);
    main.prepend(panel);
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
      main.classList.toggle("asked", isAsked);
      if (!isAsked) return;
      if (!nodes) {
        said.textContent = "The index is loading.";
        ready().then(show, () => { said.textContent = "The index cannot be loaded."; });
        return;
      }
      const { hits, all, instead } = csp.search.find(nodes, query);
      list.replaceChildren(...hits.slice(0, csp.search.MOST).map(hit));
      said.textContent = told(query, hits.length, all, instead);
    }

    /** What was found, in words. */
    function told(query, found, all, instead) {
      const count = (number) => `${number} ${number === 1 ? "node" : "nodes"}`;
      const trimmed = query.trim();
      const begin = all ? count(all) : "No node has all of these words";
      const parts = [instead ? `Nothing has “${trimmed}”. For “${instead}”: ${begin}` : begin];
      if (found > all) parts.push(`${all ? "then" : "but"} ${count(found - all)} ${found - all === 1 ? "has" : "have"} all but one`);
      if (found > csp.search.MOST) parts.push(`the first ${csp.search.MOST} are here: another word finds fewer`);
      const code = !found && /^0x[0-9a-f]{8}$/i.test(trimmed) ? ` What a code means, a command tells: csp explain ${trimmed}` : "";
      return parts.join(", ") + (all && !instead ? "" : ".") + code;
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
