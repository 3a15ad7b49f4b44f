//! How the time of reading and writing grows with a profile: `cargo test -p csp-profile --test growth -- --nocapture` shows the plots. With
//! `--include-ignored`, profiles of 10 MB too.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::ExitCode;

use csp_profile::lint::{Definitions, FileSet, LAMP, Linter, Options};
use csp_profile::{Carrier, Profile};
use csp_schema::Tree;
use csp_tests::growth::{Shape, Work};

fn main() -> ExitCode {
    csp_tests::growth::run(&[SHAPES], FULL)
}

const SHAPES: &[Shape] = &[
    shape("syncml", 500, |n| carried(n, Carrier::SyncMl)),
    shape("fleet", 500, |n| carried(n, Carrier::Fleet)),
    shape("intune", 200, |n| carried(n, Carrier::Intune)),
    shape("csv", 500, |n| carried(n, Carrier::Csv)),
    shape("windc", 500, |n| carried(n, Carrier::WinDc)),
    shape("wap", 500, |n| carried(n, Carrier::Wap)),
    shape("written in every carrier", 200, every_writer),
    shape("policies in an array", 500, policies),
    shape("one value with escapes", 20_000, |n| {
        value(&"&lt;a&gt;".repeat(n))
    }),
    shape("a document in a value", 1_000, |n| {
        let uri = "&lt;URI path=&quot;a/b&quot;&gt;&amp;amp;&lt;/URI&gt;".repeat(n);
        value(&format!(
            "&lt;DeclaredConfiguration&gt;&lt;CSP name=&quot;./Vendor/MSFT/X&quot;&gt;{uri}&lt;/CSP&gt;&lt;/DeclaredConfiguration&gt;"
        ))
    }),
    shape("bare ampersands", 100_000, |n| value(&"&".repeat(n))),
    shape("faults on one line", 5_000, |n| value(&"<x/>".repeat(n))),
    // Each is as long as a tag that is looked at twice.
    shape("brackets that begin no element", 40, |n| {
        value(&format!("{}>", "< ".repeat(500)).repeat(n))
    }),
    shape("start tags that are not closed", 30, |n| {
        read(format!("<Replace>{}", "<a>".repeat(n)))
    }),
    shape("end tags that end nothing", 20_000, |n| {
        read(format!("<Replace>{}", "</b>".repeat(n)))
    }),
    shape("attributes", 20_000, |n| {
        let attributes: String = (0..n).map(|nth| format!(" xmlns:a{nth}=\"x\"")).collect();
        read(format!(
            "<Replace{attributes}><a1:CmdID>1</a1:CmdID></Replace>"
        ))
    }),
    shape("prefixes", 5_000, |n| {
        let attributes: String = (0..n).map(|nth| format!(" xmlns:a{nth}=\"x\"")).collect();
        let children: String = (0..n).map(|nth| format!("<a{nth}:Item/>")).collect();
        read(format!("<Replace{attributes}>{children}</Replace>"))
    }),
    shape("keys", 10_000, |n| {
        let keys: String = (0..n).map(|nth| format!("\"k{}\": 1,", nth / 2)).collect();
        read(format!("{{{keys}\"omaSettings\": []}}"))
    }),
    shape("one cell with quotes", 50_000, |n| {
        read(format!("OMA-URI,Value\n./a,\"{}\"\n", "\"\"".repeat(n)))
    }),
    shape("linted", 500, |n| linted(settings(n))),
    shape("a message that is linted", 2_000, |n| {
        linted(format!("<SyncBody>{}</SyncBody>", settings(n)))
    }),
    shape("keys that are linted", 500, |n| {
        let keys: String = (0..n).map(|nth| format!("\"k{nth}\": 1,")).collect();
        let setting = format!("{{{keys}\"omaUri\": \"./a\"}}");
        linted(format!(
            "{{\"omaSettings\": [{}]}}",
            vec![setting; 4].join(",")
        ))
    }),
    shape("columns that are linted", 500, |n| {
        linted(format!(
            "OMA-URI,Vlaues,Owners\n{}",
            "./a,b,\"c\"d\n".repeat(n)
        ))
    }),
    shape("documents that are linted", 500, |n| {
        let document = "<DeclaredConfiguration><CSP name=\"./Vendor/MSFT/X\"><DSC/><URI/></CSP></DeclaredConfiguration>\n";
        linted(document.repeat(n))
    }),
    shape("characteristics that are linted", 500, |n| {
        let parm =
            "<characteristic><parm x=\"&\"/></characteristic><parm name=\"a\" datatype=\"x\"/>";
        linted(format!(
            "<wap-provisioningdoc>{}</wap-provisioningdoc>",
            parm.repeat(n)
        ))
    }),
    shape("files of a set that are linted", 100, |n| {
        let tree = Tree::load(LAMP).unwrap();
        let linter = Linter::new(Definitions::new([tree], false), Options::default());
        let files = vec![settings(10); n];
        Box::new(move || {
            let mut set = FileSet::default();
            for file in &files {
                set.add(linter.lint_in(&set, "x", file.as_bytes()).sets);
            }
        })
    }),
    shape("slips that are linted", 500, |n| {
        linted(settings(n).replace("Policy/Config", "Contoso/Lamp"))
    }),
    shape("suppressions", 500, |n| {
        let comment = "<!-- csp-lint: ignore[uri-unknown-node] so it is -->\n";
        linted(settings(n).replace("<Replace>", &format!("{comment}<Replace>")))
    }),
    shape("policies of a template that is sent", 500, |n| {
        let policies: String = (0..n)
            .map(|nth| policy(nth, "<decimal id=\"Percent\" valueName=\"p\"/>"))
            .collect();
        linted(template(&policies) + &(0..n).map(|nth| set(nth, "Percnt")).collect::<String>())
    }),
    shape("elements of a policy that is set often", 200, |n| {
        let elements: String = (0..n)
            .map(|nth| format!("<text id=\"Element{nth}\" valueName=\"v\"/>"))
            .collect();
        linted(template(&policy(0, &elements)) + &set(0, "Elemnet").repeat(n))
    }),
    shape("policies that no template has", 500, |n| {
        let policies: String = (0..n).map(|nth| policy(nth, "")).collect();
        linted(
            template(&policies)
                + &(0..n)
                    .map(|nth| set(n + nth, "Percent"))
                    .collect::<String>(),
        )
    }),
    shape("templates", 200, |n| {
        linted(template(&policy(0, "")).repeat(n) + &set(0, "a").repeat(n))
    }),
    shape("empty lines", 100_000, |n| {
        read(format!("OMA-URI,Value\n{}./a,b\n", "\n".repeat(n)))
    }),
];

/// Profiles of 10 MB at the largest size.
const FULL: &[Shape] = &[
    shape("linted, 10 MB", 10_000, |n| linted(settings(n))),
    shape("syncml, 10 MB", 10_000, |n| carried(n, Carrier::SyncMl)),
    shape("fleet, 10 MB", 10_000, |n| carried(n, Carrier::Fleet)),
    shape("intune, 10 MB", 12_500, policies),
    shape("csv, 10 MB", 30_000, |n| carried(n, Carrier::Csv)),
    shape("windc, 10 MB", 25_000, |n| carried(n, Carrier::WinDc)),
    shape("wap, 10 MB", 20_000, |n| carried(n, Carrier::Wap)),
];

const fn shape(name: &'static str, size: usize, prepare: fn(usize) -> Work) -> Shape {
    Shape {
        name,
        size,
        prepare,
    }
}

/// A command that sends a template with these policies.
fn template(policies: &str) -> String {
    let xml = format!(
        "<policyDefinitions><categories><category name=\"C\"/></categories><policies>{policies}</policies></policyDefinitions>"
    );
    let node = "./Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/App/Policy/File";
    replace(node, &xml)
}

fn policy(nth: usize, elements: &str) -> String {
    format!(
        "<policy name=\"Policy{nth}\" class=\"Machine\" displayName=\"P\" key=\"Software\\Policies\\A\"><parentCategory ref=\"C\"/><elements>{elements}</elements></policy>"
    )
}

/// A command that sets a policy of it, with one value.
fn set(nth: usize, id: &str) -> String {
    let payload = format!("<enabled/><data id=\"{id}\" value=\"{nth}\"/>");
    replace(
        &format!("./Vendor/MSFT/Policy/Config/App~Policy~C/Policy{nth}"),
        &payload,
    )
}

fn replace(uri: &str, xml: &str) -> String {
    let data = xml.replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<Replace><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{data}</Data></Item></Replace>\n"
    )
}

/// A profile with this many settings.
fn settings(count: usize) -> String {
    let setting = |nth: usize| {
        format!(
            "<Replace><CmdID>{nth}</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/Policy/Config/Area{}/Setting{nth}</LocURI></Target><Meta><Format>chr</Format></Meta><Data>&lt;enabled/&gt; {nth}</Data></Item></Replace>\n",
            nth / 10
        )
    };
    (0..count).map(setting).collect()
}

fn read(file: String) -> Work {
    Box::new(move || {
        let profile = Profile::read("x", file.as_bytes(), None).unwrap();
        assert!(!format!("{profile:#}").is_empty() || profile.entries.is_empty());
    })
}

/// A profile that is linted and mended.
fn linted(file: String) -> Work {
    let tree = Tree::load(LAMP).unwrap();
    let linter = Linter::new(Definitions::new([tree], false), Options::default());
    Box::new(move || {
        let fixed = linter.fix("x", file.as_bytes(), true).unwrap();
        assert!(!fixed.text.is_empty());
    })
}

fn read_and_written(file: String, carrier: Carrier) -> Work {
    Box::new(move || {
        let profile = Profile::read("x", file.as_bytes(), Some(carrier)).unwrap();
        assert!(!profile.write(carrier).text.is_empty());
    })
}

/// What is written to a carrier, read and written again.
fn carried(count: usize, carrier: Carrier) -> Work {
    let profile = Profile::read("x", settings(count).as_bytes(), None).unwrap();
    read_and_written(profile.write(carrier).text, carrier)
}

fn policies(count: usize) -> Work {
    let policy = "{\"displayName\": \"P\", \"omaSettings\": [{\"@odata.type\": \"#microsoft.graph.omaSettingString\", \"omaUri\": \"./Vendor/MSFT/X/Y\", \"value\": \"a\\nb\"}]}";
    read_and_written(
        format!("[{}]", vec![policy; count].join(",\n")),
        Carrier::Intune,
    )
}

fn every_writer(count: usize) -> Work {
    let profile = Profile::read("x", settings(count).as_bytes(), None).unwrap();
    Box::new(move || {
        for carrier in Carrier::ALL {
            assert!(!profile.write(carrier).text.is_empty());
        }
    })
}

fn value(data: &str) -> Work {
    read(format!(
        "<Replace><Item><Target><LocURI>./Vendor/MSFT/X/Y</LocURI></Target><Data>{data}</Data></Item></Replace>"
    ))
}
