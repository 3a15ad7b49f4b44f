//! What forms begin with and what they hold, letter for letter, where definitions are spelled in other ways than one would think.

use csp_browser::{Driver, Window};
use csp_codegen::Generator;
use csp_site::Site;

use crate::sites::{Folder, with_policy};

const PIECE: &str = "document.querySelector('.piece code').textContent";
const WHY: &str = "document.getElementById('why').textContent";
/// The value as the piece for Fleet has it.
const DATA: &str = "new DOMParser().parseFromString(document.querySelector('.piece code').textContent, 'text/xml').querySelector('Data').textContent";

fn odd() -> Folder {
    Folder::new(&Generator::new().source(ddf::Source::new("Odd.xml", include_str!("odd.xml"))))
}

fn open(window: &Window<'_>, site: &Folder, node: &str) {
    site.open_form(window, &format!("device/vendor/msft/__proto__/{node}.html"));
}

fn tool(window: &Window<'_>, tool: &str) {
    window.click(&format!(".tools button[value=\"{tool}\"]"));
}

fn piece_has(window: &Window<'_>, text: &str) {
    let piece = window.text(PIECE);
    assert!(piece.contains(text), "{piece}");
}

pub(crate) fn begin_with_the_default(driver: &Driver) {
    let site = odd();
    let window = driver.window();
    for (node, value) in [
        ("encrypts", "true"),
        ("alwayson", "1"),
        ("rooms", "Attic;Hall"),
        ("bits", "6"),
        ("level", "1.5"),
        ("lines", "one\r\ntwo\nthree"),
        ("word", "plain"),
    ] {
        open(&window, &site, node);
        assert_eq!(window.text(DATA), value, "{node}");
        assert_eq!(window.text(WHY), "", "{node}");
    }
    // What somebody types is what counts, on lines that a text area has.
    open(&window, &site, "lines");
    window.fill("#use textarea", "four\nfive");
    assert_eq!(window.text(DATA), "four\nfive");
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn refuse_what_has_no_piece(driver: &Driver) {
    let site = odd();
    let window = driver.window();
    for (node, right, written, wrong) in [
        ("level", "2.5", "2.5", &["abc", ""][..]),
        ("count", "0x10", "16", &["x", "9223372036854775808", ""]),
        ("picture", "QUI=", "Bytes(vec![65, 66])", &["Q", "!!"]),
    ] {
        open(&window, &site, node);
        tool(&window, "rust");
        for wrong in wrong {
            window.fill("#use form input", right);
            assert!(window.text(PIECE).contains(written), "{node}: {right}");
            window.fill("#use form input", wrong);
            assert!(
                window.text(WHY).contains("There is no such piece"),
                "{node}: {wrong}: {}",
                window.text(WHY)
            );
            // No other tool is praised for a piece with a wrong value.
            assert!(!window.text(WHY).contains("have one"), "{node}: {wrong}");
            assert_eq!(window.text(PIECE), "", "{node}: {wrong}");
        }
    }
    // What no message can carry, whatever the tool is.
    open(&window, &site, "lines");
    for control in [
        "\\u0000", "\\u0001", "\\u000b", "\\ufffe", "\\uffff", "\\ud800",
    ] {
        window.run(
            &format!("const area = document.querySelector('#use textarea'); area.value = 'a{control}b'; area.dispatchEvent(new Event('input'));"),
            serde_json::json!([]),
        );
        for name in ["fleet", "intune", "syncml", "windc", "csv", "rust"] {
            tool(&window, name);
            assert_eq!(window.text(PIECE), "", "{control} {name}");
            let why = window.text(WHY);
            assert!(
                why.contains("Value: the character U+"),
                "{control} {name}: {why}"
            );
        }
    }
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn begin_with_a_tool_that_has_a_piece(driver: &Driver) {
    let site = odd();
    let window = driver.window();
    let pressed = "document.querySelector('.tools [aria-pressed=true]').value";
    open(&window, &site, "seen");
    assert_eq!(window.text(pressed), "syncml");
    assert_eq!(window.text(WHY), "");
    tool(&window, "fleet");
    assert_eq!(
        window.text(WHY),
        "There is no such piece: Fleet takes Add, Replace and Atomic. SyncML, Table and Rust have one."
    );
    // What was chosen stays chosen: on this page it has none, on the next it has.
    open(&window, &site, "seen");
    assert_eq!(window.text(pressed), "syncml");
    open(&window, &site, "count");
    assert_eq!(window.text(pressed), "fleet");
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn take_texts_for_texts(driver: &Driver) {
    let site = odd();
    let window = driver.window();
    open(&window, &site, "word");
    assert_eq!(
        window.text("[...document.querySelectorAll('#use select')].at(-1).innerText.trim()"),
        "plain\n__proto__\nconstructor - Builds.\na b - Two lines."
    );
    for (nth, text) in ["plain", "__proto__", "constructor", "a\r\nb"]
        .into_iter()
        .enumerate()
    {
        window.run(
            &format!("const select = [...document.querySelectorAll('#use select')].at(-1); select.selectedIndex = {nth}; select.dispatchEvent(new Event('input'));"),
            serde_json::json!([]),
        );
        tool(&window, "fleet");
        assert_eq!(window.text(DATA), text);
        tool(&window, "rust");
        assert!(
            window.is(&format!("/proto::Word::[A-Z_]+\\)/.test({PIECE})")),
            "{}",
            window.text(PIECE)
        );
        tool(&window, "windc");
        assert!(
            window.text(PIECE).contains("MSFT/__proto__"),
            "{}",
            window.text(WHY)
        );
    }
    // Two names of one title, with a sign that nobody sees.
    open(&window, &site, "-/-/leaf");
    tool(&window, "rust");
    window.fill("#use div:nth-child(3) input", "second");
    piece_has(&window, "(\"{Name\\u{ad}}\")");
    piece_has(&window, "(\"second\").leaf()");
    window.fill("#use div:nth-child(2) input", "the \"first\" $&");
    piece_has(&window, "(\"the \\\"first\\\" $&\")");
    piece_has(&window, "(\"second\").leaf()");
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn say_which_line_has_no_name(driver: &Driver) {
    let site = with_policy(|ir, policies| Folder::of(&Site::new(&ir).policies(policies)));
    let window = driver.window();
    site.open_form(&window, "device/vendor/contoso/lamp/dim.html");
    let field = window.text("'#' + [...document.querySelectorAll('#use form label')].find((label) => label.textContent === 'Pairs').htmlFor");
    for (lines, said) in [
        ("one=1\ntwo=2", None),
        ("one=", None),
        ("one\ntwo", Some("Pairs: write name=value: one has no =")),
        ("one=1\n=b", Some("Pairs: =b has no name before it")),
    ] {
        window.fill(&field, lines);
        let why = window.text(WHY);
        let about = why.lines().find(|line| line.starts_with("Pairs"));
        assert_eq!(about, said, "{lines:?}");
        let is_wrong = window.is(&format!(
            "document.querySelector('{field}').getAttribute('aria-invalid') === 'true'"
        ));
        assert_eq!(is_wrong, said.is_some(), "{lines:?}");
    }
    assert_eq!(window.console(), [""; 0]);
}
