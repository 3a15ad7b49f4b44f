/* What all parts of a page share: small helpers, and the files that are loaded when they are needed. Texts go into a page as text, never as markup. */
"use strict";

const csp = {
  /** An element with properties and children. */
  make(name, properties, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key in element && key !== "list") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  },

  /** The beginning of a text that is too long for a line. */
  short: (text) => (text.length > 90 ? text.slice(0, 89) + "…" : text),

  /** Loads a script of the site, once. Pages that are opened from a disk may not fetch, but they may run scripts. */
  load(name) {
    csp.loads = csp.loads || {};
    csp.loads[name] = csp.loads[name] || new Promise((done, fail) => {
      const script = csp.make("script", { src: csp.base + "a/" + name });
      script.onload = done;
      script.onerror = fail;
      document.head.append(script);
    });
    return csp.loads[name];
  },

  /** Puts a text into the clipboard. */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages of a disk have no clipboard in some browsers: the old way.
      const area = csp.make("textarea", { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  },

  /** What `data.js` gives. */
  given(data) { csp.data = data; },

  /** What `search.js` gives. */
  found(index) { csp.index = index; },
};

if (typeof document !== "undefined") {
  // The folder of the site, as this page reaches it.
  csp.base = document.currentScript.getAttribute("src").slice(0, -"a/site.js".length);
}
