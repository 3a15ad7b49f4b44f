//! The search: what it finds as somebody types, by keys alone, what the address says of it, when it loads its index.

use csp_browser::{Driver, Window, key};
use csp_codegen::Generator;
use csp_corpus::shared;
use serde_json::{Value, json};

use crate::sites::{Folder, kinds, made_up};

const HITS: &str = "document.querySelectorAll('#hits a').length";
const FIRST: &str = "document.querySelector('#hits b').textContent";
const FOCUSED: &str =
    "document.activeElement.querySelector('b')?.textContent ?? document.activeElement.id";

pub(crate) fn as_one_types(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.window();
    window.open_file(&site.file("index.html"));
    window.click("#q");
    // Words of a name, of a description, of a value's meaning, of an address, of a group policy.
    for (query, first) in [
        ("brightn", "Brightness"),
        ("how bright", "Brightness"),
        ("warm light", "Colour"),
        ("lamps/colour", "Colour"),
        ("lamp may be dimmed", "MayDim"),
        ("zzzz qqqq", ""),
    ] {
        window.fill("#q", query);
        window.wait("document.querySelector('#said').textContent && !document.querySelector('#said').textContent.includes('loading')");
        match first {
            "" => {
                assert_eq!(window.number(HITS), 0.0, "{query}");
                assert_eq!(
                    window.text("document.querySelector('#said').textContent"),
                    "No node has all of these words."
                );
            }
            first => assert_eq!(window.text(FIRST), first, "{query}"),
        }
    }
    // A pasted text is searched as far as a person means it, and half of a character harms nothing.
    let paste = |text: &str| {
        let script = "const q = document.getElementById('q'); q.value = arguments[0]; q.dispatchEvent(new Event('input'));
            return document.querySelector('#said').textContent;";
        window.run(script, json!([text]))
    };
    let many: String = (0..4_000).map(|nth| format!("lamp{nth} ")).collect();
    let told = paste(&many).to_string();
    assert!(told.contains("the first 12 words count"), "{told}");
    let told = paste(&"lamps ".repeat(8_000)).to_string();
    assert!(told.contains("nodes") && !told.contains("words"), "{told}");
    window.run(
        "const q = document.getElementById('q'); q.value = 'lamps \\ud800'; q.dispatchEvent(new Event('input'));",
        json!([]),
    );
    assert_eq!(window.text("location.hash"), "#q=lamps");
    // Without a query the page is there again.
    window.fill("#q", "");
    assert!(
        window.is(
            "document.getElementById('panel').hidden && document.querySelector('main > p').checkVisibility()"
        )
    );
    // Each letter finds anew.
    window.click("#q");
    let mut hits = Vec::new();
    for letter in "colour".chars() {
        window.press(letter);
        hits.push(window.number(HITS));
    }
    assert!(
        hits.windows(2).all(|pair| pair[0] >= pair[1]) && hits[0] > hits[5],
        "{hits:?}"
    );
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn by_keys_alone(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.window();
    window.open_file(&site.file("device/vendor/contoso/lamps/brightness.html"));
    window.press("/");
    assert_eq!(window.text(FOCUSED), "q");
    window.press("e");
    window.wait(&format!("{HITS} > 3"));
    let names: Vec<String> = (0..3)
        .map(|nth| {
            window.text(&format!(
                "document.querySelectorAll('#hits b')[{nth}].textContent"
            ))
        })
        .collect();
    window.press(key::DOWN);
    assert_eq!(window.text(FOCUSED), names[0]);
    window.press([key::DOWN, key::DOWN].iter().collect::<String>());
    assert_eq!(window.text(FOCUSED), names[2]);
    window.press(key::UP);
    assert_eq!(window.text(FOCUSED), names[1]);
    window.press([key::UP, key::UP].iter().collect::<String>());
    assert_eq!(window.text(FOCUSED), "q");
    // Behind the last hit there is none.
    let all = window.number(HITS) as usize;
    window.press(key::DOWN.to_string().repeat(all + 3));
    assert_eq!(
        window.text(FOCUSED),
        window.text(&format!(
            "document.querySelectorAll('#hits b')[{}].textContent",
            all - 1
        ))
    );
    window.press(key::ESCAPE);
    assert_eq!(window.text(FOCUSED), "q");
    window.press(key::ESCAPE);
    assert!(window.is(
        "document.getElementById('q').value === '' && document.getElementById('panel').hidden"
    ));
    // A sign in a field is a sign.
    window.fill("#use input", "a");
    window.press("/");
    assert_eq!(
        window.text("document.querySelector('#use input').value"),
        "a/"
    );
    // Enter opens the first, or the one that has the focus.
    window.press([key::TAB].iter().collect::<String>());
    window.run("document.activeElement.blur()", json!([]));
    window.press("/colour");
    window.wait(&format!("{HITS} > 0"));
    window.press(key::ENTER);
    window.wait("document.querySelector('main > h1')?.textContent === 'Colour'");
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn keeps_the_query(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.window();
    window.open_file(&site.file("index.html"));
    window.click("#q");
    window.press("warm & light");
    window.wait(&format!("{HITS} === 1"));
    assert!(
        window.url().ends_with("index.html#q=warm%20%26%20light"),
        "{}",
        window.url()
    );
    window.press(key::ENTER);
    window.wait("document.querySelector('main > h1')?.textContent === 'Colour'");
    window.back();
    window.wait(&format!("{HITS} === 1"));
    assert_eq!(
        window.text("document.getElementById('q').value"),
        "warm & light"
    );
    // The address is a link, on any page, also as people write one, and a wrong one is none.
    for (page, hash, query) in [
        ("index.html", "#q=warm+light", "warm light"),
        (
            "device/vendor/contoso/lamps.html",
            "#q=warm%20light",
            "warm light",
        ),
        ("index.html", "?q=warm+light", "warm light"),
        ("index.html", "#q=%warm%light", "%warm%light"),
    ] {
        window.open(&format!(
            "{}{hash}",
            csp_browser::file_url(&site.file(page))
        ));
        window.wait("!document.getElementById('panel').hidden");
        assert_eq!(
            window.text("document.getElementById('q').value"),
            query,
            "{hash}"
        );
    }
    // One that is changed by hand finds anew; without a query the page is shown.
    window.open(&format!(
        "{}#q=brightness",
        csp_browser::file_url(&site.file("index.html"))
    ));
    window.wait(&format!("{HITS} > 0 && {FIRST} === 'Brightness'"));
    window.run("location.hash = '#q=colour'", json!([]));
    window.wait(&format!("{FIRST} === 'Colour'"));
    window.run("location.hash = ''", json!([]));
    window.wait(
        "document.getElementById('panel').hidden && document.getElementById('q').value === ''",
    );
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn loads_late(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.watched_window();
    let file = |request: &String| request.rsplit('/').next().unwrap().to_owned();
    let loaded = |window: &Window<'_>| window.requests().iter().map(file).collect::<Vec<_>>();
    site.open_form(&window, "device/vendor/contoso/lamps/brightness.html");
    assert_eq!(
        loaded(&window),
        ["brightness.html", "site.css", "site.js", "data.js"]
    );
    window.open_file(&site.file("index.html"));
    assert_eq!(loaded(&window), ["index.html", "site.css", "site.js"]);
    window.click("#q");
    window.press("colour");
    window.wait(&format!("{HITS} > 0"));
    assert_eq!(loaded(&window), ["search.js"]);
}

/// What each word of a query costs at each node stays the same, however many nodes there are. How long it is in milliseconds
/// the search of the published set prints.
pub(crate) fn growth(driver: &Driver) {
    let site = Folder::new(&made_up());
    let window = driver.window();
    window.open_file(&site.file("index.html"));
    window.click("#q");
    window.press("timer");
    window.wait(&format!("{HITS} > 0"));
    let ratio = window.run(
        "const all = csp.search.prepared(csp.index), few = { ...all, nodes: all.nodes.slice(0, all.nodes.length / 4) };
         const best = (index) => {
           const start = performance.now();
           for (let round = 0; round < 4; round += 1) for (const query of ['t', 'lamp timer', 'limit the battery of a door']) csp.search.find(index, query);
           return performance.now() - start;
         };
         let times = [Infinity, Infinity];
         for (let run = 0; run < 7; run += 1) times = [Math.min(times[0], best(few)), Math.min(times[1], best(all))];
         return times[1] / times[0];",
        json!([]),
    );
    assert!(
        ratio.as_f64().unwrap() < 8.0,
        "four times the nodes take {ratio} times as long"
    );
}

pub(crate) fn published(driver: &Driver) {
    let site = Folder::new(&Generator::new().file(shared("ddf/2024-05")));
    let window = driver.window();
    window.open_file(&site.file("index.html"));
    window.click("#q");
    for (query, hit) in [
        ("minimum password length", "MinDevicePasswordLength"),
        ("MinDevicePasswordLength", "MinDevicePasswordLength"),
        ("allow camera", "AllowCamera"),
        ("telemetry", "AllowTelemetry"),
        ("bitlocker startup pin", "SystemDrivesMinimumPINLength"),
    ] {
        window.fill("#q", query);
        window.wait(&format!("{HITS} > 0"));
        let hits = window.value(
            "[...document.querySelectorAll('#hits b')].slice(0, 5).map((b) => b.textContent)",
        );
        assert!(
            hits.as_array().unwrap().contains(&Value::from(hit)),
            "{query}: {hits}"
        );
    }
    // What no released Windows has says so, and stands behind what has been there for years.
    window.fill("#q", "minimum password length");
    let marks = window.value(
        "[...document.querySelectorAll('#hits a')].slice(0, 4).map((hit) => hit.querySelector('b').textContent + (hit.querySelector('em')?.textContent ?? ''))",
    );
    let marks: Vec<&str> = marks
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(marks[0], "MinDevicePasswordLength");
    assert!(
        marks.contains(&"MinimumPasswordLengthnot in a released Windows"),
        "{marks:?}"
    );
    let times = window.run(
        "const input = document.getElementById('q'), times = [];
         for (const query of ['m', 'minimum password', 'wifi profile', 'pasword lenght']) {
           for (let run = 0; run < 5; run += 1) {
             input.value = query;
             const start = performance.now();
             input.dispatchEvent(new Event('input'));
             times.push(performance.now() - start);
           }
         }
         times.sort((one, other) => one - other);
         return [times.length / 2, times.length - 1].map((at) => times[at].toFixed(1)).join(' ms, at most ');",
        json!([]),
    );
    // Said, not asserted: what else the machine does is in it.
    println!("hits are there {} ms after a key", times.as_str().unwrap());
    // A very common word fills no page.
    window.fill("#q", "device");
    assert_eq!(window.number(HITS), 50.0);
    window.fill("#q", "minimum password length");
    window.press(key::ENTER);
    window.wait("document.querySelector('main > h1')?.textContent === 'MinDevicePasswordLength'");
    assert_eq!(window.console(), [""; 0]);
}
