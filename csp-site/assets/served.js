/* The link to the page for what is pasted, which is there where a program serves the site. */
"use strict";

if (typeof document !== "undefined") {
  document.querySelector("header")?.append(csp.make("a", { id: "to-paste", href: csp.base + "paste.html" }, "Check a profile"));
}
