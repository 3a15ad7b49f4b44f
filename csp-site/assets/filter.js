/* The filter of a tree: by verb, scope, release and edition. */
"use strict";

if (typeof document !== "undefined" && document.getElementById("filter")) {
  csp.load("data.js").then(() => {
    const { make } = csp;
    const place = document.getElementById("filter");
    const sections = [...document.querySelectorAll("section[data-scope]")];
    const leaves = [...document.querySelectorAll(".tree li")];

    function choose(label, any, options) {
      const select = make("select", {}, make("option", { value: "" }, any), ...options.map(([value, text]) => make("option", { value }, text)));
      select.addEventListener("change", apply);
      place.append(make("label", {}, label, select));
      return select;
    }
    const bits = (names) => names.map((name, at) => [String(at), name]);
    const verb = choose("Verb", "any", ["Add", "Delete", "Exec", "Get", "Replace"].map((verb) => [verb[0], verb]));
    const scopes = [...new Set(sections.map((section) => section.dataset.scope))];
    const scope = choose("Scope", "any", scopes.map((scope) => [scope, scope]));
    // The newest first, and servers behind what people have on their desks.
    const isServer = ([, name]) => name.startsWith("Windows Server");
    const releases = bits(csp.data.releases).reverse();
    const build = choose("Windows", "any", [...releases.filter((release) => !isServer(release)), ...releases.filter(isServer)]);
    const edition = choose("Edition", "any", bits(csp.data.editions));
    const filters = new Map(Object.entries({ verb, scope, build, edition }));
    const said = make("output", {});
    place.append(said);
    place.hidden = false;

    /** What a node shares with the one above it stands there alone. */
    const mark = (leaf, name) => parseInt(leaf.closest(`[data-${name}]`).dataset[name], 16);
    const has = (leaf, name, select) => select.value === "" || Math.floor(mark(leaf, name) / 2 ** Number(select.value)) % 2 === 1;

    /** What is chosen, by names as people read them, which stay the same from one drop to the next. */
    const chosen = () => [...filters].filter(([, select]) => select.value !== "").map(([name, select]) => [name, select.selectedOptions[0].textContent]);

    /** The address keeps what is chosen, so that the way back leads to it. */
    function keep() {
      const asked = new URLSearchParams(chosen()).toString();
      if (asked || location.hash.startsWith("#filter:")) history.replaceState(null, "", asked ? `#filter:${asked}` : "#");
    }

    function kept() {
      if (!location.hash.startsWith("#filter:")) return;
      for (const [name, text] of new URLSearchParams(location.hash.slice("#filter:".length))) {
        const select = filters.get(name);
        const option = [...(select?.options ?? [])].find((option) => option.textContent === text);
        if (option) select.value = option.value;
      }
      apply();
    }

    function apply() {
      const asked = chosen().map(([, text]) => text);
      const isAsked = asked.length > 0;
      let shown = 0;
      // From the deepest up: a node is shown with what is shown below it.
      for (const leaf of leaves.slice().reverse()) {
        const own = (verb.value === "" || leaf.dataset.v.includes(verb.value)) && has(leaf, "b", build) && has(leaf, "e", edition)
          && (scope.value === "" || leaf.closest("section").dataset.scope === scope.value);
        if (own) shown += 1;
        leaf.hidden = !own && !leaf.querySelector("li:not([hidden])");
        const fold = leaf.querySelector(":scope > details");
        if (fold && isAsked) fold.open = true;
      }
      for (const section of sections) section.hidden = scope.value !== "" && section.dataset.scope !== scope.value;
      const [listed, all] = [leaves.length, Number(place.dataset.nodes)];
      const number = listed < all ? `${shown} of the ${listed} nodes that stand here, of ${all}` : `${shown} of ${all} nodes`;
      said.textContent = isAsked ? `${number}: ${asked.join(", ")}` : "";
      keep();
    }

    kept();
  });
}
