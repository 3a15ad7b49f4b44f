//! The forms of nodes: what they say of what is typed is what `lint` says of the piece that they show, and each piece is one of its carrier.

use csp_browser::{Driver, Window};
use csp_codegen::ir::Ir;
use csp_profile::lint::{Definitions, Linter, Options};
use csp_profile::{Carrier, Profile};

use crate::sites::{Folder, kinds, with_policy};
use csp_site::Site;

/// A window with a form, and what its pieces are held against.
struct Form<'f> {
    window: &'f Window<'f>,
    linter: &'f Linter,
    /// How often there was something wrong, and how often nothing.
    said: [usize; 2],
}

impl<'f> Form<'f> {
    /// That of a page.
    fn open(window: &'f Window<'f>, linter: &'f Linter, site: &Folder, page: &str) -> Self {
        site.open_form(window, page);
        Self {
            window,
            linter,
            said: [0; 2],
        }
    }

    /// The selector of the field with this label.
    fn field(&self, label: &str) -> String {
        self.window.text(&format!(
            "'#' + [...document.querySelectorAll('#use form label')].find((label) => label.textContent === {label:?}).htmlFor"
        ))
    }

    fn piece(&self) -> String {
        self.window
            .text("document.querySelector('.piece code').textContent")
    }

    /// Holds what the page says now against what `lint` says.
    fn agrees(&mut self, with: &str) {
        let why = self
            .window
            .text("document.getElementById('why').textContent");
        let piece = self.piece();
        let linted = self.linter.lint("piece.xml", piece.as_bytes());
        let found: Vec<String> = linted
            .findings
            .iter()
            .map(|it| format!("{}: {}", it.rule, it.message))
            .collect();
        assert_eq!(
            why.is_empty(),
            found.is_empty(),
            "{}: {with:?}: the page says {why:?}, lint {found:?}\n{piece}",
            self.window.url()
        );
        self.said[usize::from(found.is_empty())] += 1;
    }

    /// Types texts into a field, one after the other.
    fn types(&mut self, label: &str, texts: &[&str]) {
        let field = self.field(label);
        for text in texts {
            self.window.fill(&field, text);
            self.agrees(text);
        }
    }

    fn chooses(&mut self, label: &str, values: &[&str]) {
        let field = self.field(label);
        for value in values {
            self.window.choose(&field, value);
            self.agrees(value);
        }
    }
}

fn linter(ir: Ir<'_>) -> Linter {
    let trees = ir.modules.into_iter().map(|module| module.tree);
    Linter::new(Definitions::new(trees, false), Options::default())
}

fn kinds_linter() -> Linter {
    let generator = kinds();
    let (model, mut report) = generator.model();
    linter(csp_codegen::lower(&model, &mut report))
}

pub(crate) fn values(driver: &Driver) {
    let site = Folder::new(&kinds());
    let linter = kinds_linter();
    let window = driver.window();
    for (node, label, texts, is_mixed) in [
        (
            "brightness",
            "Value",
            &[
                "0",
                "100",
                "101",
                "-1",
                "050",
                "0x10",
                "ten",
                "",
                " 7 ",
                "99999999999999999999",
            ][..],
            true,
        ),
        (
            "hours",
            "Values",
            &["7", "7\n23", "24", "7,8", "7\n\n8", "x"],
            true,
        ),
        (
            "owner",
            "Value",
            &["Ada", "ada", "", "Ada<b>", "Grace"],
            true,
        ),
        ("plan", "Value", &["<plan/>", "<plan>", "", "a & b"], false),
        (
            "picture",
            "Value",
            &["QQ==", "QQ", "Q", "not base64!", ""],
            true,
        ),
        (
            "since",
            "Value",
            &["2001-07-11", "2001-13-11", "11.7.2001", "20010711"],
            true,
        ),
    ] {
        let mut form = Form::open(
            &window,
            &linter,
            &site,
            &format!("device/vendor/contoso/lamps/{node}.html"),
        );
        form.agrees("what stands there at first");
        form.types(label, texts);
        assert_eq!(
            form.said.iter().all(|times| *times > 0),
            is_mixed,
            "{node}: {:?}",
            form.said
        );
    }
    for (node, label, values) in [
        ("colour", "Value", &["1", "0"][..]),
        ("maydim", "Value", &["false", "true"]),
        ("blink", "Verb", &["Get", "Exec"]),
        ("brightness", "Verb", &["Add", "Delete", "Get", "Replace"]),
    ] {
        Form::open(
            &window,
            &linter,
            &site,
            &format!("device/vendor/contoso/lamps/{node}.html"),
        )
        .chooses(label, values);
    }
    // Sums of values, by boxes.
    let mut form = Form::open(
        &window,
        &linter,
        &site,
        "device/vendor/contoso/lamps/rooms.html",
    );
    for (bit, sum) in [("1", "1"), ("4", "5"), ("2", "7"), ("1", "6")] {
        window.click(&format!("#use fieldset input[value=\"{bit}\"]"));
        form.agrees(sum);
        assert!(form.piece().contains(&format!("<Data>{sum}</Data>")));
    }
    // Names that are given at run time; a sign that an address cannot have is escaped.
    let mut form = Form::open(
        &window,
        &linter,
        &site,
        "device/vendor/contoso/lamps/-/label.html",
    );
    form.types(
        "Lamp",
        &["desk", "lounge", "Desk", "de|sk", " desk", "a", "De/sk"],
    );
    let why = window.text("document.getElementById('why').textContent");
    assert_eq!(
        why,
        "Lamp: this does not match the pattern of the definition"
    );
    assert!(form.piece().contains("/Lamps/De%2Fsk/Label<"));
    // What stands in an instance is added; a Replace needs one that is there, in each tool that says so.
    assert!(form.piece().starts_with("<Add>"));
    form.types("Lamp", &["desk"]);
    for verb in ["Add", "Replace"] {
        let field = form.field("Verb");
        window.choose(&field, verb);
        for tool in ["fleet", "syncml", "intune", "csv"] {
            window.click(&format!(".tools button[value=\"{tool}\"]"));
            form.agrees(&format!("{verb} by {tool}"));
        }
    }
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn policies(driver: &Driver) {
    let site = with_policy(|ir, policies| Folder::of(&Site::new(&ir).policies(policies)));
    let linter = with_policy(|ir, _| linter(ir));
    let window = driver.window();
    let mut form = Form::open(
        &window,
        &linter,
        &site,
        "device/vendor/contoso/lamp/dim.html",
    );
    form.agrees("what stands there at first");
    for (element, texts) in [
        ("Word", &["", "desk", "too long"][..]),
        ("Word", &["desk"]),
        ("Percent", &["5", "10", "11", "x", "5"]),
        ("Any", &["0", "9999", "10000", "4294967296", "0"]),
        ("Text", &["", "Lamps & <b>", ""]),
        ("Rooms", &["a", "a\nb", "a\nb\nc", "hall!", "a"]),
        ("Pairs", &["one=1", "one=1\nONE=2", "one", "one=1"]),
        ("Numbers", &["a\nb", ""]),
    ] {
        form.types(element, texts);
    }
    form.chooses("Level", &["high", "low"]);
    form.chooses("On", &["false", "true"]);
    form.types("Word", &[""]);
    // What is disabled has no elements.
    form.chooses("State", &["disabled", "enabled"]);
    assert!(form.said.iter().all(|times| *times > 3), "{:?}", form.said);
    assert_eq!(window.console(), [""; 0]);
}

pub(crate) fn carriers(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.window();
    let linter = kinds_linter();
    for (node, label, value) in [
        ("brightness", "Value", "75"),
        ("owner", "Value", "Ada"),
        ("plan", "Value", "<plan a=\"1\">&amp;</plan>"),
        ("-/label", "Lamp", "desk"),
    ] {
        let form = Form::open(
            &window,
            &linter,
            &site,
            &format!("device/vendor/contoso/lamps/{node}.html"),
        );
        window.fill(&form.field(label), value);
        for carrier in [
            Carrier::Fleet,
            Carrier::Intune,
            Carrier::SyncMl,
            Carrier::WinDc,
            Carrier::Csv,
        ] {
            window.click(&format!(".tools button[value=\"{}\"]", carrier.name()));
            let why = window.text("document.getElementById('why').textContent");
            if carrier == Carrier::WinDc && why.contains("There is no such piece") {
                assert!(why.contains("Vendor/MSFT"), "{why}");
                continue;
            }
            assert_eq!(why, "", "{node} {}", carrier.name());
            let piece = form.piece();
            let profile = Profile::read("piece", piece.as_bytes(), Some(carrier))
                .unwrap_or_else(|error| panic!("{error}: {piece}"));
            // What is read is what is set, whatever carries it.
            let fleet = profile.write(Carrier::Fleet);
            assert!(fleet.is_whole(), "{piece}");
            let shown = value
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            assert!(fleet.text.contains(&shown), "{piece}\n{}", fleet.text);
        }
        window.click(".tools button[value=\"rust\"]");
        let piece = form.piece();
        assert!(
            piece.contains("lamps::device()") && piece.contains(&value.replace('"', "\\\"")),
            "{piece}"
        );
        // The tool that was chosen last is that of the next page.
        site.open_form(&window, "device/vendor/contoso/lamps/colour.html");
        assert_eq!(
            window.text("document.querySelector('.tools [aria-pressed=true]').value"),
            "rust"
        );
    }
}
