//! The pages that are served.

use super::server::files;
use super::{Server, of_lamp};
use crate::run::{csp, csp_in, data, text};

#[test]
fn pages_are_those_that_are_written_and_one_more() {
    let (old, lamp) = (data().join("diff/old"), data().join("lamp/Lamp.xml"));
    let definitions = ["--ddf", text(&lamp), "--since", text(&old)];
    let folder = tempfile::tempdir().unwrap();
    let arguments = [&["site"], &definitions[..], &["--out", "out"]].concat();
    let outcome = csp_in(folder.path(), &arguments, "");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let server = Server::start(&definitions, &[]);
    for (path, written) in files(&folder.path().join("out")) {
        if path == ".csp-site" {
            assert_eq!(server.get(&path).status, 404);
            continue;
        }
        let page = server.get(&path);
        assert_eq!(page.status, 200, "{path}");
        match path.as_str() {
            "a/site.js" => assert!(page.body.starts_with(&written)),
            _ => assert!(page.body == written, "{path}"),
        }
        // Where nobody answers, no link leads to the page that asks.
        let written = String::from_utf8(written).unwrap();
        assert!(!written.contains("paste.html"), "{path}");
    }
    assert_eq!(server.get("").body, server.get("index.html").body);
    assert!(server.get("a/site.js").text().contains("paste.html"));
    assert!(
        server
            .get("paste.html")
            .text()
            .contains("id=\"paste-text\"")
    );
    assert_eq!(
        server.get("a/paste.css").header("content-type"),
        Some("text/css; charset=utf-8")
    );
}

#[test]
fn one_page_alone_may_ask_and_no_page_runs_what_is_not_ours() {
    let server = of_lamp();
    for (path, asks) in [
        ("paste.html", true),
        ("index.html", false),
        ("a/site.js", false),
    ] {
        let page = server.get(path);
        let policy = page.header("content-security-policy").unwrap();
        assert_eq!(
            policy.contains("connect-src 'self'"),
            asks,
            "{path}: {policy}"
        );
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        let text = page.text();
        assert_eq!(text.contains("connect-src"), asks, "{path}");
        assert!(
            !text.contains("<script>") && !text.contains("innerHTML"),
            "{path}"
        );
    }
    let script = server.get("a/paste.js").text();
    for markup in [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "localStorage",
        "sessionStorage",
        "cookie",
    ] {
        assert!(!script.contains(markup), "{markup}");
    }
}

#[test]
fn a_wrong_call_says_how_to_call() {
    let lamp = data().join("lamp/Lamp.xml");
    let lamp = text(&lamp);
    for (arguments, said) in [
        (&["--serve", "8080"][..], "127.0.0.1:8010"),
        (&["--serve", "nowhere:1"], "127.0.0.1:8010"),
        (&["--serve", "--out", "x"], "cannot be used with"),
        (&[], "--out <DIR>"),
    ] {
        let outcome = csp(&[&["site", "--ddf", lamp], arguments].concat());
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.err.contains(said), "{outcome}");
    }
    // Where somebody serves already.
    let server = of_lamp();
    let outcome = csp(&["site", "--ddf", lamp, "--serve", &server.address]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains("port 0"), "{outcome}");
}
