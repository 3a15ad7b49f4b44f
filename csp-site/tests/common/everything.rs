//! The published set with everything else that a site may have.

use std::fs;

use admx::{DEFAULT_LANGUAGE, PolicySet, Report, decode};
use csp_codegen::Generator;
use csp_corpus::shared;
use csp_diff::compare;
use csp_site::Site;

/// What it reads of `../shared`.
pub(crate) const NEEDS: [&str; 3] = ["ddf/2024-05", "admx/winget", "admx/mozilla"];

/// The site of the published set, with templates, since a set that lacks some files and has others otherwise.
pub(crate) fn everything<T>(use_it: impl FnOnce(&Site<'_>) -> T) -> T {
    let (new, mut report) = Generator::new().file(shared("ddf/2024-05")).model();
    let mut ir = csp_codegen::lower(&new, &mut report);
    // Policies that nodes have, and such as none has.
    let templates = [
        "winget/doc/admx/DesktopAppInstaller.admx",
        "mozilla/windows/firefox.admx",
    ]
    .map(|path| {
        let bytes = fs::read(shared("admx").join(path)).unwrap();
        decode(path.rsplit('/').next().unwrap(), bytes).unwrap()
    });
    let policies = PolicySet::read(templates, DEFAULT_LANGUAGE, &mut Report::new());
    csp_codegen::elements(&mut ir, &policies, &mut report);
    let old = csp_corpus::xml_files(&shared("ddf/2024-05"));
    let old = old.iter().fold(Generator::new(), |generator, path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        match name.bytes().next() {
            Some(b'D') => generator,
            Some(b'B') => generator.source(ddf::Source::new(name, text.replace("<Replace />", ""))),
            _ => generator.source(ddf::Source::new(name, text)),
        }
    });
    let comparison = compare(&old.model().0, &new);
    use_it(
        &Site::new(&ir)
            .policies(&policies)
            .since(&comparison, "before"),
    )
}
