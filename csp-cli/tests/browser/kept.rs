//! What a person wrote or opened on the page for what is pasted: none of it is lost, or changed where it was not to be.

use csp_browser::{Driver, Window};
use serde_json::json;

use crate::paste::{AREA, FINDINGS, SAID, WRONG, of_lamp, open, paste};

/// One fix away from right.
const ALMOST: &str = "<Replace>\n  <Item>\n    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>\n    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>\n    <Data>70</Data>\n  </Item>\n</Replace>\n";

const TEXT: &str = "document.querySelector('#paste-text').value";
const READY: &str = "!document.getElementById('paste-said').textContent.includes('Checking')";
const FIX_ALL: &str = "document.getElementById('paste-fix-all')";
const UNDO: &str = "document.getElementById('paste-undo')";

/// Holds questions back until the page runs `release()`.
fn delay(window: &Window<'_>) {
    window.run(
        "const ask = window.fetch;
         const held = [];
         window.fetch = (...asked) => new Promise((go) => held.push(go)).then(() => ask(...asked));
         window.release = () => { window.fetch = ask; held.forEach((go) => go()); };",
        json!([]),
    );
}

/// What Download gives: name, text and whether anything came.
fn downloaded(window: &Window<'_>) -> serde_json::Value {
    window.run(
        "const make = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
         let blob, name;
         URL.createObjectURL = (given) => { blob = given; return make.call(URL, given); };
         HTMLAnchorElement.prototype.click = function () { name = this.download; };
         document.getElementById('paste-download').click();
         URL.createObjectURL = make;
         HTMLAnchorElement.prototype.click = click;
         return blob.text().then((text) => [name, text]);",
        json!([]),
    )
}

pub(crate) fn undone(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    paste(&window, ALMOST);
    window.click("#paste-fix-all");
    window.wait(UNDO);
    // Two clicks before the answer are one.
    window.run(
        &format!("const undo = {UNDO}; undo.click(); undo.click();"),
        json!([]),
    );
    window.wait(FIX_ALL);
    assert_eq!(window.text(TEXT), ALMOST);
    // Neither a file that is no text nor a text that is refused takes a step away or leaves one that is none.
    window.click("#paste-fix-all");
    window.wait(UNDO);
    let mended = window.text(TEXT);
    window.drop_file("bin.xml", &[b'<', 0xff, 0xfe]);
    window.wait(&format!("{SAID}.includes('bin.xml is no text')"));
    assert_eq!(window.text(TEXT), mended);
    window.click("#paste-undo");
    window.wait(FIX_ALL);
    assert_eq!(window.text(TEXT), ALMOST);
    // No more when the server is gone; and why a rule is one is asked again when it was not said.
    window.click("#paste-fix-all");
    window.wait(UNDO);
    window.run("window.ask = window.fetch; window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));", json!([]));
    for _ in 0..2 {
        window.run(&format!("{UNDO}?.click()"), json!([]));
        window.wait(&format!("{SAID}.includes('does not answer')"));
        assert_eq!(window.text(TEXT), ALMOST);
    }
    window.click("#paste-check");
    window.wait(&format!("{SAID}.includes('does not answer')"));
    assert!(window.is(&format!("!{UNDO}")));
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn asked_again(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    paste(&window, ALMOST);
    window.run("window.ask = window.fetch; window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));", json!([]));
    let about = "document.querySelector('.finding details')";
    window.run(&format!("{about}.open = true"), json!([]));
    window.wait(&format!("{about}.textContent.includes('does not answer')"));
    window.run(
        &format!("window.fetch = window.ask; {about}.open = false;"),
        json!([]),
    );
    window.wait(&format!("!{about}.open"));
    window.run(&format!("{about}.open = true"), json!([]));
    window.wait(&format!(
        "{about}.querySelector('pre')?.textContent.length > 80"
    ));
    assert!(
        !window
            .text(&format!("{about}.textContent"))
            .contains("does not answer")
    );
}

pub(crate) fn edits(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    paste(&window, ALMOST);
    // What is typed while a fix is on its way stays.
    delay(&window);
    window.click("#paste-fix-all");
    let typed = ALMOST.replace("70", "71");
    window.fill(AREA, &typed);
    window.run("release()", json!([]));
    window.wait(&format!(
        "{SAID}.includes('changed meanwhile') && {FIX_ALL}"
    ));
    assert_eq!(window.text(TEXT), typed);
    // So does what is typed after it, when the fix is undone.
    window.wait(READY);
    window.click("#paste-fix-all");
    window.wait(UNDO);
    let typed = window.text(TEXT).replace("71", "72");
    window.fill(AREA, &typed);
    window.click("#paste-undo");
    window.wait(&format!("{SAID}.includes('nothing is undone') && {READY}"));
    assert_eq!(window.text(TEXT), typed);
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn wide(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    let utf16: Vec<u8> = "\u{FEFF}"
        .encode_utf16()
        .chain(ALMOST.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    window.drop_file("wide.xml", &utf16);
    window.wait(&format!("{SAID}.startsWith('wide.xml: ')"));
    // The finding is there, and why it has no button.
    assert!(window.number(FINDINGS) > 0.0);
    assert_eq!(
        window.number("document.querySelectorAll('.finding > button').length"),
        0.0
    );
    assert!(window.is(&format!(
        "!{FIX_ALL} && !document.getElementById('paste-download')"
    )));
    let said = window.text(SAID);
    assert!(
        said.contains("UTF-16") && !said.contains("safely"),
        "{said}"
    );
    // As UTF-8 it has both.
    window.drop_file("narrow.xml", ALMOST.as_bytes());
    window.wait(FIX_ALL);
    assert!(!window.text(SAID).contains("UTF-16"));
    assert_eq!(downloaded(&window), json!(["narrow.xml", ALMOST]));
}

pub(crate) fn ends(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    let crlf = ALMOST.replace('\n', "\r\n");
    window.drop_file("lamp.xml", crlf.as_bytes());
    window.wait(FIX_ALL);
    assert_eq!(downloaded(&window), json!(["lamp.xml", crlf]));
    // Edited, it is the same file, whether it was checked since or not.
    window.fill(AREA, &ALMOST.replace("70", "71"));
    let edited = crlf.replace("70", "71");
    assert_eq!(downloaded(&window), json!(["lamp.xml", edited]));
    window.click("#paste-check");
    window.wait(&format!("{SAID}.startsWith('lamp.xml: ')"));
    window.click("#paste-fix-all");
    window.wait(UNDO);
    let mended = edited.replace(">chr<", ">int<");
    assert_eq!(downloaded(&window), json!(["lamp.xml", mended]));
    window.click("#paste-undo");
    window.wait(FIX_ALL);
    assert_eq!(downloaded(&window), json!(["lamp.xml", edited]));
    // What takes its place is not that file.
    window.run(
        &format!("{TEXT} = ''; document.querySelector('{AREA}').dispatchEvent(new Event('input'))"),
        json!([]),
    );
    paste(&window, WRONG);
    window.wait(&format!("!{SAID}.startsWith('lamp.xml') && {FINDINGS} > 2"));
    assert_eq!(downloaded(&window), json!(["profile.txt", WRONG]));
}

pub(crate) fn lone_returns(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    // A carriage return that ends no line is a character as others are.
    let inside = ALMOST
        .replace("<Item>", "<Item><!-- \r\r -->")
        .replace("\n    <Meta>", "\r<Meta>");
    window.drop_file("inside.xml", inside.as_bytes());
    window.wait(&format!(
        "{SAID}.startsWith('inside.xml: ') && document.querySelector('mark')"
    ));
    assert_eq!(
        window.value("[...document.querySelectorAll('mark')].map((mark) => mark.textContent)"),
        json!(["Brightness", "chr"])
    );
}

pub(crate) fn races(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    // The last file that was asked for is the one that is there.
    window.run(
        "const read = File.prototype.arrayBuffer;
         File.prototype.arrayBuffer = function () {
           if (this.name === 'folder') return Promise.reject(new DOMException('no', 'NotFoundError'));
           if (this.name !== 'big.xml') return read.call(this);
           return new Promise((go) => { window.release = go; }).then(() => read.call(this));
         };",
        json!([]),
    );
    window.drop_file("big.xml", WRONG.as_bytes());
    window.drop_file("small.xml", ALMOST.as_bytes());
    window.wait(&format!("{SAID}.startsWith('small.xml: ')"));
    window.run(
        "release(); return new Promise((go) => setTimeout(go, 300));",
        json!([]),
    );
    assert_eq!(window.text(TEXT), ALMOST);
    // An answer that comes late does not take away what was said since.
    delay(&window);
    window.click("#paste-check");
    window.drop_file("bin.xml", &[b'<', 0xff]);
    window.wait(&format!("{SAID}.includes('bin.xml is no text')"));
    window.run(
        "release(); return new Promise((go) => setTimeout(go, 300));",
        json!([]),
    );
    assert!(window.text(SAID).contains("bin.xml is no text"));
    window.drop_file("folder", b"");
    window.wait(&format!("{SAID}.includes('folder cannot be read')"));
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn long(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    let text = format!("{ALMOST}{}", "\n".repeat(200_000));
    window.drop_file("long.xml", text.as_bytes());
    window.wait("document.querySelector('.fold')");
    let lines = "document.querySelectorAll('.lines > li').length";
    let few = window.number(lines);
    window.click(".fold button");
    window.wait(&format!("{lines} > {few} + 900"));
    assert!(window.number(lines) < 2_000.0);
    let first = window.text("document.querySelector('.fold button').textContent");
    window.click(".fold button");
    window.wait(&format!("{lines} > {few} + 1900"));
    assert_ne!(
        window.text("document.querySelector('.fold button').textContent"),
        first
    );
    assert_eq!(window.console(), [""; 0]);
}
