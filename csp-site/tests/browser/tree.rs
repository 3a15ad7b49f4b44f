//! The tree of a CSP: what is folded, and what its filters leave.

use csp_browser::{Driver, Window};
use csp_schema::{EDITIONS, Edition, NodeDefinition, RELEASES, Verb};

use crate::sites::{Folder, kinds, made_up};

/// The names of the nodes that are shown, in their order.
const SHOWN: &str = "[...document.querySelectorAll('.tree li')].filter((leaf) => !leaf.closest('[hidden]')).map((leaf) => leaf.querySelector('a').textContent).join('\\n')";

pub(crate) fn folds(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.window();
    window.open_file(&site.file("csp/vendor/contoso/lamps.html"));
    let is_seen = "document.querySelector('.tree ul a').checkVisibility()";
    assert!(window.is(is_seen));
    // The link in the line leads on; the rest of the line folds.
    window.run(
        "document.querySelector('.tree summary').focus()",
        serde_json::json!([]),
    );
    window.press(" ");
    assert!(!window.is(is_seen));
    window.press(" ");
    assert!(window.is(is_seen));
    // What is folded is unfolded by who asks for something in it.
    window.press(" ");
    window.choose("#filter label:nth-of-type(1) select", "E");
    assert!(window.is("[...document.querySelectorAll('.tree a')].find((a) => a.textContent === 'Blink').checkVisibility()"));
    let address = window.text("location.href");
    assert!(address.ends_with("#filter:verb=Exec"), "{address}");
    window.click(".tree a");
    window.wait(
        "document.querySelector('main > h1').textContent === 'Lamps' && document.getElementById('uri')",
    );
    // A link leads to what was asked for.
    let is_kept = "document.querySelector('#filter select')?.value === 'E' && document.querySelector('#filter output').textContent.endsWith(': Exec')";
    window.open(&address);
    window.wait(is_kept);
}

/// What is asked of a tree; `None` for anything.
#[derive(Default)]
struct Wish {
    verb: Option<Verb>,
    scope: Option<&'static str>,
    release: Option<usize>,
    edition: Option<usize>,
}

impl Wish {
    fn fits(&self, node: NodeDefinition<'_>) -> bool {
        let applies = node.applicability();
        let scope = if node.is_user_scope() {
            "user"
        } else {
            "device"
        };
        let families: Vec<_> = EDITIONS
            .iter()
            .filter(|row| row.name == row.family)
            .collect();
        self.verb.is_none_or(|verb| node.permits(verb))
            && self.scope.is_none_or(|wish| wish == scope)
            && self
                .release
                .is_none_or(|at| applies.applies_to(RELEASES[at].os_build()).is_yes())
            && self
                .edition
                .is_none_or(|at| applies.allows_edition(Edition::new(families[at].number)))
    }

    /// Whether it or a node below it fits.
    fn shows(&self, node: NodeDefinition<'_>) -> bool {
        self.fits(node) || node.children().any(|child| self.shows(child))
    }

    fn ask(&self, window: &Window<'_>) {
        let number = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
        let verb = self.verb.map(|verb| verb.as_str()[..1].to_owned());
        let scope = self.scope.unwrap_or_default().to_owned();
        let values = [
            verb.unwrap_or_default(),
            scope,
            number(self.release),
            number(self.edition),
        ];
        for (at, value) in values.iter().enumerate() {
            let select = format!("#filter label:nth-of-type({}) select", at + 1);
            let now = window.text(&format!("document.querySelector('{select}').value"));
            if now != *value {
                window.choose(&select, value);
            }
        }
    }
}

pub(crate) fn filters(driver: &Driver) {
    let families = EDITIONS.iter().filter(|row| row.name == row.family).count();
    let mut wishes = vec![Wish::default()];
    wishes.extend(Verb::ALL.map(|verb| Wish {
        verb: Some(verb),
        ..Wish::default()
    }));
    wishes.extend((0..RELEASES.len()).map(|at| Wish {
        release: Some(at),
        ..Wish::default()
    }));
    wishes.extend((0..families).map(|at| Wish {
        edition: Some(at),
        ..Wish::default()
    }));
    for scope in ["device", "user"] {
        wishes.push(Wish {
            scope: Some(scope),
            ..Wish::default()
        });
        wishes.push(Wish {
            scope: Some(scope),
            verb: Some(Verb::Add),
            release: Some(RELEASES.len() - 1),
            edition: Some(0),
        });
    }
    let mut counts = std::collections::BTreeSet::new();
    for (generator, csps) in [(kinds(), 1), (made_up(), 3)] {
        let site = Folder::new(&generator);
        let (model, mut report) = generator.model();
        let ir = csp_codegen::lower(&model, &mut report);
        let window = driver.window();
        // Those with the most nodes of which all are shown.
        let mut modules: Vec<_> = ir
            .modules
            .iter()
            .filter(|module| module.tree.table().rows.len() < 80)
            .collect();
        modules.sort_by_key(|module| usize::MAX - module.tree.table().rows.len());
        for module in &modules[..csps] {
            window.open_file(&site.file(&format!("csp/{}.html", module.path.to_lowercase())));
            window.wait("!document.getElementById('filter').hidden");
            let scopes = window.number("document.querySelectorAll('section[data-scope]').length");
            for wish in wishes
                .iter()
                .filter(|wish| wish.scope.is_none() || scopes == 2.0)
            {
                wish.ask(&window);
                let shown: Vec<String> = module
                    .tree
                    .nodes()
                    .filter(|node| wish.shows(*node))
                    .map(|node| {
                        if node.dynamic {
                            format!("{{{}}}", node.row().name)
                        } else {
                            node.row().name.to_string()
                        }
                    })
                    .collect();
                counts.insert(shown.len());
                assert_eq!(window.text(SHOWN), shown.join("\n"), "{}", module.path);
                let fits = module.tree.nodes().filter(|node| wish.fits(*node)).count();
                let said = window.text("document.querySelector('#filter output').textContent");
                let all = module.tree.nodes().count();
                let is_asked = wish.verb.is_some()
                    || wish.scope.is_some()
                    || wish.release.is_some()
                    || wish.edition.is_some();
                // Behind the numbers stands what was asked for.
                let number = said.split(": ").next().unwrap();
                assert_eq!(
                    number,
                    if is_asked {
                        format!("{fits} of {all} nodes")
                    } else {
                        String::new()
                    }
                );
            }
        }
        assert_eq!(window.console(), [""; 0]);
    }
    assert!(counts.len() > 8, "the filters leave the same: {counts:?}");
}
