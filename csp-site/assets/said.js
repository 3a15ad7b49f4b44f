/* What is said of a reply, a line of the log, a number or a node: the words of `csp explain`, with links to the pages of nodes. Texts go into the page as text. */
"use strict";

csp.said = (() => {
  const { make } = csp;
  const ADDRESS = /\.\/[^\s`'"<>()[\],;]+/g;

  /** A link to the page of a node, as far as it has one. */
  const node = (uri, links) => (links[uri] ? make("a", { href: csp.base + links[uri] }, uri) : uri);

  /** A text with its addresses as links. */
  function addressed(text, links) {
    const parts = [];
    let done = 0;
    for (const { 0: found, index } of text.matchAll(ADDRESS)) {
      const uri = found.replace(/[.:?]+$/, "");
      parts.push(text.slice(done, index), node(uri, links));
      done = index + uri.length;
    }
    return [...parts, text.slice(done)];
  }

  /** A message: what stands between two backticks is code, addresses are links. */
  function linked(text, links) {
    const nth = (part, at) => (at % 2 ? [make("code", {}, ...addressed(part, links))] : addressed(part, links));
    return text.split(/`([^`\n]+)`/).flatMap(nth);
  }

  function cause({ text, shown, advice }, isSomeShown, links) {
    const mark = isSomeShown && !shown ? " (possible)" : "";
    return make("li", {}, ...linked(text, links), mark, make("p", {}, ...linked(advice, links)));
  }

  function failure({ heading, causes }, links) {
    const isSomeShown = causes.some(({ shown }) => shown);
    const list = make("ol", {}, ...causes.map((each) => cause(each, isSomeShown, links)));
    return make("section", {}, make("h3", {}, ...linked(heading, links)), list);
  }

  /** The text as it is. */
  const plain = (text, links) => make("pre", { className: "said", tabIndex: 0 }, ...addressed(text, links));

  /** An answer of `csp explain`; with the request behind a reply or without it. */
  function shown({ explain, links }, hasRequest) {
    const { kind, text, failed, failures } = explain;
    if (kind !== "reply") return [plain(text, links)];
    const all = failures.map((each) => failure(each, links));
    if (failed > failures.length) all.push(make("p", {}, `And ${failed - failures.length} more.`));
    if (failed && !hasRequest) all.push(make("p", {}, "Which nodes and values these were for stands in the request: paste it too."));
    return all;
  }

  /** What an answer comes to, in a sentence. */
  const summary = ({ explain }) => (explain.kind === "reply" ? explain.text.split("\n\n")[0] : "Explained below.");

  return { linked, node, plain, shown, summary };
})();
