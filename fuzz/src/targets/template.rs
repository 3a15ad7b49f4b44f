//! What must be true of an administrative template, whatever it is.

use admx::{MAX_URI, PolicySet, Report};

/// Reads a template, and the same bytes as its texts: it ends in a set or in diagnostics, whose places are in the file; what is made of the set is bounded, and the
/// definition of its nodes is one.
pub(super) fn templates(bytes: &[u8]) -> String {
    let mut report = Report::new();
    let mut sources = Vec::new();
    for name in ["fuzz.admx", "en-US/fuzz.adml"] {
        match admx::decode(name, bytes.to_vec()) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => report.push(diagnostic),
        }
    }
    let set = PolicySet::read(sources, admx::DEFAULT_LANGUAGE, &mut report);
    admx::check_ingestion(&set, &mut report);
    report.sort();
    assert_eq!(report.render().is_empty(), report.is_empty());
    for diagnostic in &report {
        let text = diagnostic.source().text();
        assert!(text.get(diagnostic.span()).is_some() || diagnostic.span().start <= text.len());
    }
    for file in set.files() {
        for policy in file.policies() {
            assert!(policy.category_path().len() <= 64);
            assert!(
                policy
                    .ingested_uris("App")
                    .iter()
                    .all(|uri| uri.len() <= MAX_URI)
            );
            let found = file.policy(policy.name()).map(|found| found.name());
            assert_eq!(found, Some(policy.name()));
            let _ = (policy.line(), policy.supported_on(), policy.payload(&[]));
        }
        let Ok(definition) = file.definition("App") else {
            continue;
        };
        let source = ddf::Source::new("fuzz.xml", definition);
        let mut report = Report::new();
        let document = ddf::parse(&source, &mut report);
        ddf::validate(document.into_iter().collect(), &mut report);
        let has_nodes = file
            .policies()
            .any(|policy| !policy.ingested_uris("App").is_empty());
        assert!(!has_nodes || !report.has_errors(), "{report}");
    }
    let mut codes: Vec<&str> = report
        .iter()
        .map(|diagnostic| diagnostic.code().id())
        .collect();
    codes.dedup();
    codes.join(" ")
}
