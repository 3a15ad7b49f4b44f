//! What `csp lint --format sarif` writes is SARIF 2.1.0 by the schema that OASIS publishes, which is no part of this repository.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the other tests of the command use the rest")]
#[path = "cli/run.rs"]
mod run;

use std::fs;

use csp_corpus::shared;
use serde_json::Value;

use run::csp_in;

csp_corpus::tests! {
    &["sarif/sarif-schema-2.1.0.json"] => what_is_written_is_valid_by_the_published_schema;
}

/// A finding with a safe fix, one with an unsafe one, one with a level of its own, and one of a file that is no text.
const FILES: &[(&str, &[u8])] = &[
    (
        "a b,ü.xml",
        "<Replace><Item><Target><LocURI>Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7BA%7D/DownloadInstal</LocURI></Target>\
         <Meta><Format xmlns=\"syncml:metinf\">xml</Format></Meta><Data>é & more</Data></Item></Replace>"
            .as_bytes(),
    ),
    ("policy.json", b"{\"omaSettings\": [{\"omaURI\": \"./Vendor/X\"}]}"),
    ("empty.xml", b""),
    ("no-text.xml", b"<Replace>\n\xFF"),
];

fn what_is_written_is_valid_by_the_published_schema() {
    let schema = fs::read_to_string(shared("sarif/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in FILES {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::write(
        folder.path().join("good.csv"),
        "OMA-URI,Value\n./Vendor/X,1\n",
    )
    .unwrap();
    let names: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    for (paths, has_results) in [(names.as_slice(), true), (&["good.csv"], false)] {
        let arguments = [&["lint", "--format", "sarif", "--pedantic"], paths].concat();
        let outcome = csp_in(folder.path(), &arguments, "");
        let log: Value = serde_json::from_str(&outcome.out).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(!results.is_empty(), has_results, "{outcome}");
        let prints = results
            .iter()
            .all(|result| result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        assert!(prints, "{outcome}");
    }
}
