//! The page for what is pasted.

use csp_browser::{Driver, Window, key};
use serde_json::json;

use crate::run::{csp_in, data, text};
use crate::server::Server;

/// A profile with mistakes of which two can be mended.
pub(crate) const WRONG: &str = "<Replace>\n  <Item>\n    <Target><LocURI>./device/Vendor/Contoso/Lamp\\Brightness</LocURI></Target>\n    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>\n    <Data>700</Data>\n  </Item>\n</Replace>\n";

const REQUEST: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source><LocURI>s</LocURI></Source></SyncHdr><SyncBody><Replace><CmdID>2</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>700</Data></Item></Replace><Get><CmdID>3</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightnes</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>";

pub(crate) fn of_lamp() -> Server {
    Server::start(&["--ddf", text(&data().join("lamp/Lamp.xml"))], &[])
}

pub(crate) const AREA: &str = "#paste-text";
pub(crate) const SAID: &str = "document.getElementById('paste-said').textContent";
const RESULT: &str = "document.getElementById('paste-result').innerText";
pub(crate) const FINDINGS: &str = "document.querySelectorAll('.finding').length";

pub(crate) fn open(window: &Window<'_>, server: &Server) {
    window.open(&format!("http://{}/paste.html", server.address));
}

/// Pastes as people do: with the keys, and without a click on Check.
pub(crate) fn paste(window: &Window<'_>, text: &str) {
    window.click(AREA);
    window.paste(text);
    window.wait("!document.getElementById('paste-said').textContent.includes('Checking') && document.querySelector('#paste-result h2')");
}

pub(crate) fn findings(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    // Every page leads there.
    window.open(&format!("http://{}/index.html", server.address));
    window.click("#to-paste");
    window.wait(&format!("document.querySelector('{AREA}')"));
    paste(&window, WRONG);
    let lint = csp_in(
        server.folder.path(),
        &[
            "lint",
            "-",
            "--ddf",
            text(&data().join("lamp/Lamp.xml")),
            "--format",
            "json",
        ],
        WRONG,
    );
    let lint: serde_json::Value = serde_json::from_str(&lint.out).unwrap();
    let found = lint["findings"].as_array().unwrap();
    assert!(found.len() > 2);
    // Each below its line, with its words.
    window.run(
        "window.written = (part) => part.nodeName === 'CODE' ? '`' + part.textContent + '`' : part.textContent",
        json!([]),
    );
    let shown = window.value("[...document.querySelectorAll('.finding')].map((box) => [box.closest('li').value, [...box.querySelector('p').childNodes].map(written).join('')])");
    let lines: Vec<_> = found
        .iter()
        .map(|finding| {
            json!([
                finding["line"],
                format!(
                    "{} {}",
                    finding["level"].as_str().unwrap(),
                    finding["message"].as_str().unwrap()
                )
            ])
        })
        .collect();
    assert_eq!(shown, json!(lines));
    assert!(window.is("document.querySelector('.finding > p code')"));
    // The marked characters are those of the finding.
    assert_eq!(
        window.text("document.querySelector('.lines li[value=\"5\"] mark').textContent"),
        "700"
    );
    // Why a rule is one, and the node that it is about.
    window.run(
        "document.querySelector('.finding details').open = true",
        json!([]),
    );
    window.wait("document.querySelector('.finding details pre')?.textContent.length > 80");
    window.click(".finding a[href*=\"brightness\"]");
    window.wait("document.querySelector('main > h1').textContent === 'Brightness'");
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn fixes(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    paste(&window, WRONG);
    let before = window.number(FINDINGS);
    window.run("[...document.querySelectorAll('.finding button')].find((button) => button.ariaLabel.includes('line 3')).click()", json!([]));
    window.wait(&format!("{FINDINGS} === {}", before - 1.0));
    assert!(
        window
            .text(SAID)
            .starts_with("Made 1 fix: line 3, device is now Device. "),
        "{}",
        window.text(SAID)
    );
    // What was changed is told at its line, which is in view.
    let made = "document.activeElement";
    assert_eq!(
        window.text(&format!("{made}.className + ': ' + {made}.textContent")),
        "made: Fixed: device is now Device"
    );
    assert_eq!(
        window.number(&format!("{made}.closest('li').value")) as i64,
        3
    );
    assert!(window.is(&format!("(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight)({made}.closest('li').getBoundingClientRect())")));
    // The rest that is safe, then back, twice.
    window.click("#paste-fix-all");
    window.wait("!document.getElementById('paste-fix-all')");
    let mended = window.text(&format!("document.querySelector('{AREA}').value"));
    let linted = csp_in(
        server.folder.path(),
        &[
            "lint",
            "-",
            "--fix",
            "--ddf",
            text(&data().join("lamp/Lamp.xml")),
        ],
        WRONG,
    );
    assert_eq!(mended, linted.out);
    window.click("#paste-copy");
    window.wait("document.getElementById('paste-copy').textContent === 'Copied'");
    assert_eq!(window.clipboard(), mended);
    for _ in 0..2 {
        window.click("#paste-undo");
        window.wait("!document.getElementById('paste-said').textContent.includes('Checking')");
    }
    assert_eq!(
        window.text(&format!("document.querySelector('{AREA}').value")),
        WRONG
    );
    assert_eq!(window.number(FINDINGS), before);
    // What is typed is checked by the keys.
    window.fill(AREA, &mended.replace("700", "70"));
    window.press(key::TAB);
    window.click("#paste-check");
    window.wait(&format!("{FINDINGS} < {before}"));
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn files(driver: &Driver) {
    let server = of_lamp();
    let window = driver.window();
    open(&window, &server);
    window.drop_file("lamp.xml", WRONG.as_bytes());
    window.wait(&format!("{FINDINGS} > 2"));
    assert!(
        window.text(SAID).starts_with("lamp.xml: "),
        "{}",
        window.text(SAID)
    );
    // In UTF-16, as Windows' editors write, and what is no text.
    let utf16: Vec<u8> = std::iter::once('\u{FEFF}')
        .chain(WRONG.chars())
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes())
        .collect();
    window.drop_file("wide.xml", &utf16);
    window.wait(&format!("{SAID}.startsWith('wide.xml: ')"));
    assert!(window.number(FINDINGS) > 2.0);
    window.drop_file("picture.png", &[0x89, b'P', b'N', b'G', 0xff, 0xfe, 0x00]);
    window.wait(&format!("{SAID}.includes('picture.png is no text')"));
    assert_eq!(window.console(), [""; 0]);
}

/// What a device of the definitions answers to the request.
fn reply(server: &Server) -> String {
    let lamp = data().join("lamp/Lamp.xml");
    let answered = csp_in(
        server.folder.path(),
        &["respond", "--ddf", text(&lamp)],
        REQUEST,
    );
    answered.out
}

pub(crate) fn replies(driver: &Driver) {
    let server = of_lamp();
    let reply = reply(&server);
    let window = driver.window();
    open(&window, &server);
    paste(&window, &reply);
    assert_eq!(
        window.text("document.querySelector('#paste-result h2').textContent"),
        "What it means"
    );
    let said = window.text(RESULT);
    assert!(said.contains("404") && said.contains("500"), "{said}");
    // With the request behind it the nodes are known.
    window.run(
        "document.querySelector('#paste details').open = true",
        json!([]),
    );
    window.fill("#paste-request", REQUEST);
    window.click("#paste-check");
    window.wait(&format!(
        "{RESULT}.includes('./Device/Vendor/Contoso/Lamp/Brightness')"
    ));
    assert!(
        window.is("document.querySelector('#paste-result a[href*=\"lamp/brightness.html\"]')"),
        "{}",
        window.text(RESULT)
    );
    // A number is explained, too.
    window.fill(AREA, "0x86000011");
    window.click("#paste-check");
    window.wait(&format!("{RESULT}.includes('0x86000011')"));
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn stays(driver: &Driver) {
    let server = of_lamp();
    let before = server.files();
    let window = driver.watched_window();
    open(&window, &server);
    let text = format!(
        "{WRONG}<!-- <script src='http://192.0.2.1/x.js'></script><img src=x onerror='window.ran=1'> -->"
    );
    paste(&window, &text);
    window.click("#paste-fix-all");
    window.wait(&format!("{SAID}.startsWith('Made')"));
    assert!(window.is("window.ran === undefined"));
    let own = format!("http://{}/", server.address);
    for request in window.requests() {
        assert!(request.starts_with(&own), "{request}");
    }
    // Nothing of it is kept, here or there.
    assert_eq!(
        window.value("[document.cookie, localStorage.length, sessionStorage.length]"),
        json!(["", 0, 0])
    );
    window.open(&format!("{own}index.html"));
    window.back();
    window.wait(&format!("document.querySelector('{AREA}')"));
    assert!(server.files() == before);
}

pub(crate) fn barriers(driver: &Driver) {
    let server = of_lamp();
    let reply = reply(&server);
    let window = driver.window();
    for scheme in ["light", "dark"] {
        window.prefer("prefers-color-scheme", scheme);
        for text in ["", WRONG, &reply] {
            open(&window, &server);
            if !text.is_empty() {
                paste(&window, text);
                window.run(
                    "for (const fold of document.querySelectorAll('details')) fold.open = true",
                    json!([]),
                );
            }
            assert_eq!(window.barriers(), [""; 0], "{scheme}: {text}");
        }
    }
    window.narrow(320);
    open(&window, &server);
    paste(&window, WRONG);
    assert!(window.is("document.documentElement.scrollWidth <= 320 && innerWidth <= 320"));
}
