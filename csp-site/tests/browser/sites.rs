//! Sites in folders, as the command writes them.

use std::fs;
use std::path::PathBuf;

use admx::{DEFAULT_LANGUAGE, PolicySet, Report, decode};
use csp_browser::Window;
use csp_codegen::Generator;
use csp_codegen::ir::Ir;
use csp_diff::compare;
use csp_site::Site;
use tempfile::TempDir;

use crate::everything::everything;

/// A site in a folder, which goes with it.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// The pages of definitions.
    pub(crate) fn new(generator: &Generator) -> Self {
        let (model, mut report) = generator.model();
        let ir = csp_codegen::lower(&model, &mut report);
        assert!(!report.has_errors(), "{report}");
        Self::of(&Site::new(&ir))
    }

    /// A site.
    pub(crate) fn of(site: &Site<'_>) -> Self {
        let folder = TempDir::new().unwrap();
        for page in site.pages() {
            let path = folder.path().join(page.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, page.text).unwrap();
        }
        Self(folder)
    }

    /// A file of it.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Opens the page of a node, and waits for its form.
    pub(crate) fn open_form(&self, window: &Window<'_>, page: &str) {
        window.open_file(&self.file(page));
        window.wait("document.getElementById('why')");
    }

    /// Its pages, sorted.
    pub(crate) fn pages(&self) -> Vec<String> {
        let (mut pages, mut folders) = (Vec::new(), vec![self.0.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "html") {
                    let page = path.strip_prefix(self.0.path()).unwrap();
                    pages.push(page.to_str().unwrap().to_owned());
                }
            }
        }
        pages.sort();
        pages
    }
}

/// A set as large as a published one.
pub(crate) fn made_up() -> Generator {
    let files = csp_corpus::synthetic::files();
    files.into_iter().fold(Generator::new(), |generator, file| {
        generator.source(ddf::Source::new(file.name, file.text))
    })
}

/// Nodes of every kind of value.
pub(crate) fn kinds() -> Generator {
    Generator::new().source(ddf::Source::new("Kinds.xml", include_str!("kinds.xml")))
}

/// A policy whose elements a template has.
pub(crate) fn policy() -> (Generator, PolicySet) {
    let template = include_str!("../scripts/policy.admx");
    let admx = decode("contoso.admx", template.as_bytes().to_vec()).unwrap();
    let policies = PolicySet::read([admx], DEFAULT_LANGUAGE, &mut Report::new());
    let lamp = ddf::Source::new("Lamp.xml", include_str!("../scripts/policy.xml"));
    (Generator::new().source(lamp), policies)
}

/// Gives a policy's definitions the elements of its template, and does something with them.
pub(crate) fn with_policy<T>(use_it: impl FnOnce(Ir<'_>, &PolicySet) -> T) -> T {
    let (generator, policies) = policy();
    let (model, mut report) = generator.model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    use_it(ir, &policies)
}

/// The same nodes with what changed since they were others.
pub(crate) fn changed_kinds() -> Folder {
    let old = include_str!("kinds.xml").replace("[0-100]", "[0-50]");
    let old = old.replace(
        "<AccessType><Exec/><Get/></AccessType>",
        "<AccessType><Exec/><Get/><Replace/></AccessType>",
    );
    let old = old.replace("<NodeName>Owner</NodeName>", "<NodeName>Keeper</NodeName>");
    let old = Generator::new().source(ddf::Source::new("Kinds.xml", old));
    let ((old, _), (new, mut report)) = (old.model(), kinds().model());
    let ir = csp_codegen::lower(&new, &mut report);
    Folder::of(&Site::new(&ir).since(&compare(&old, &new), "Lamps 1"))
}

/// The published set with everything else that a site may have.
pub(crate) fn published_with_everything() -> Folder {
    everything(Folder::of)
}
