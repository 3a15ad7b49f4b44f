/* The search: which nodes fit the words of a query, and how well. */
"use strict";

csp.search = (() => {
  /** How many words of a query count. */
  const WORDS = 12;

  /** What a word is worth by where it stands in a node. */
  const WORTH = { name: 60, start: 40, title: 38, segment: 18, inside: 14, path: 12, text: 8, begin: 6 };

  /** What no released Windows has stands behind what somebody can set today. */
  const UNRELEASED = 80;

  /** What names shorten. */
  const SHORT = new Map(Object.entries({ minimum: "min", maximum: "max", configuration: "config", administrator: "admin", authentication: "auth", certificate: "cert", application: "app" }));

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

  /** The index as it is searched: each node with its texts in lower case, and the words that no text has. */
  function prepared(index) {
    const { nodes, marks } = index;
    const all = nodes.map(([uri, page, title, text, mark], place) => {
      const name = uri.slice(uri.lastIndexOf("/") + 1);
      const lowUri = uri.toLowerCase();
      return {
        uri, title, name, lowUri,
        mark: marks[mark],
        isUnreleased: mark === marks.length - 1,
        page: page || uri.slice(2).replace(/[A-Z]/g, (c) => c.toLowerCase()) + ".html",
        own: squeezed(name),
        called: squeezed(title),
        // What stands below it follows it.
        isFolder: Boolean(nodes[place + 1]?.[0].startsWith(uri + "/")),
        text: " " + index.texts[text] + " ",
      };
    });
    return { nodes: all, common: new Set(index.common) };
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
    const forms = [stem.length > 3 && stem !== word ? stem : undefined, SHORT.get(word)];
    return { ...of(word), forms: forms.filter(Boolean).map(of) };
  }

  /**
   * The distinct words of a query, as the index has those of texts: `named` are all, as names may have them; `words` those that count; `left` is how
   * many more there are. Registry keys are written with backslashes, and with a hive that nodes do not have; addresses without a scope.
   */
  function read(query, common) {
    const parts = query.toLowerCase().split(/[\s\\]+/).flatMap((part) => (part.includes("/") ? [part] : part.split(/[^\p{L}\p{N}._-]+/u)));
    const trimmed = parts.map((part) => part.replace(/^[^\p{L}\p{N}{]+|[^\p{L}\p{N}}]+$/gu, ""));
    const named = [...new Set(trimmed)].filter((word) => word && !/^(?:hklm|hkcu|hkey_(?:local_machine|current_user))$/.test(word));
    const said = named.filter((word) => !common.has(word) && (word.length > 1 || /\p{N}/u.test(word)));
    const words = said.length ? said : named;
    return { named, words: words.slice(0, WORDS), left: Math.max(words.length - WORDS, 0) };
  }

  /** The nodes that have every word of a query but for a few, the best first. */
  function ranked({ nodes }, query, missing) {
    const words = query.words.map(asked);
    const joined = query.named.slice(0, 2 * WORDS).join("").replace(/[^\p{L}\p{N}]+/gu, "");
    const [uri] = query.named.length === 1 ? query.named : [""];
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
      if (uri && (node.lowUri === `./${uri}` || node.lowUri === `./device/${uri}`)) score += 500;
      if (node.isUnreleased) score -= UNRELEASED;
      // Of two that fit alike, the shorter name, and the device before the user.
      score -= node.name.length / 20 + (node.lowUri.startsWith("./user") ? 2 : 0);
      found.push({ node, score, at });
    });
    return found.sort((one, other) => other.score - one.score || one.at - other.at);
  }

  /** Every word that a node has, for words that are misspelt. */
  function vocabulary({ nodes }) {
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

  /** The words of a query with the nearest known word for each that no node has; nothing where there is none. */
  function corrected(index, words) {
    let changed = false;
    const nearest = words.map((word) => {
      const form = asked(word);
      if (word.length < 4 || /\d/.test(word) || index.nodes.some((node) => fit(node, form))) return word;
      index.known = index.known || vocabulary(index);
      const most = word.length < 8 ? 1 : 2;
      let [best, least] = [word, most + 1];
      for (const candidate of index.known) {
        const far = distance(word, candidate, least - 1);
        if (far < least) [best, least] = [candidate, far];
      }
      changed = changed || best !== word;
      return best;
    });
    return changed ? [...new Set(nearest)] : undefined;
  }

  /**
   * What a query finds: `hits`, the best first; `instead`, the query that was searched in its place where it is misspelt; `all`, how many of the
   * hits have every word; `left`, how many words did not count. Where few have all, those that lack one word follow.
   */
  function find(index, query) {
    let wanted = read(query, index.common);
    const { left } = wanted;
    let hits = ranked(index, wanted, 0);
    let instead;
    if (!hits.length) {
      const words = corrected(index, wanted.words);
      if (words) {
        instead = words.join(" ");
        wanted = { named: words, words };
        hits = ranked(index, wanted, 0);
      }
    }
    const all = hits.length;
    if (all < 5) hits = hits.concat(ranked(index, wanted, 1));
    return { hits, all, instead, left };
  }

  return { prepared, find, WORDS };
})();
