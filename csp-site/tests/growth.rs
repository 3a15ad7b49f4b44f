//! How the time of pages grows with what they show: `cargo test -p csp-site --test growth -- --nocapture` shows the plots.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::hint::black_box;
use std::process::ExitCode;

use csp_codegen::Generator;
use csp_diff::compare;
use csp_site::Site;
use csp_tests::growth::{Shape, Work};

fn main() -> ExitCode {
    csp_tests::growth::run(&[SHAPES], &[])
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "pages: siblings in both scopes",
        size: 400,
        prepare: |n| pages(two_scopes(n, "")),
    },
    Shape {
        name: "pages: small trees",
        size: 200,
        prepare: |n| {
            let tree = |nth| root(&format!("Tree{nth}"), "Device", &leaf("Leaf", ""));
            pages((0..n).map(tree).collect())
        },
    },
    Shape {
        name: "pages: values of a node",
        size: 2_000,
        prepare: |n| {
            let value = |nth| {
                format!(
                    "<MSFT:Enum><MSFT:Value>{nth}</MSFT:Value><MSFT:ValueDescription>Means {nth}.</MSFT:ValueDescription></MSFT:Enum>"
                )
            };
            let values: String = (0..n).map(value).collect();
            one_node(&format!(
                "<MSFT:AllowedValues ValueType=\"ENUM\">{values}</MSFT:AllowedValues>"
            ))
        },
    },
    Shape {
        name: "pages: dependencies of a node",
        size: 1_000,
        prepare: |n| {
            let on = |nth| {
                format!(
                    "<MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>Vendor/Contoso/Large/{nth}</MSFT:DependencyUri></MSFT:Dependency>"
                )
            };
            let all: String = (0..n).map(on).collect();
            one_node(&format!(
                "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"x\">{all}</MSFT:DependencyGroup></MSFT:DependencyBehavior>"
            ))
        },
    },
    Shape {
        name: "pages: words of a description",
        size: 5_000,
        prepare: |n| {
            let words: Vec<String> = (0..n).map(|nth| format!("word{nth}")).collect();
            one_node(&format!("<Description>{}</Description>", words.join(" ")))
        },
    },
    Shape {
        name: "pages: policies that no node has",
        size: 1_000,
        prepare: |n| template((0..n).map(|nth| format!("Policy{nth}")).collect()),
    },
    Shape {
        name: "pages: policies that no node has, of one name",
        size: 1_000,
        prepare: |n| template(vec!["Policy".to_owned(); n]),
    },
    Shape {
        name: "pages: since an older set, another fact of every node",
        size: 400,
        prepare: |n| {
            let old = two_scopes(n, "<Description>Before.</Description>");
            let new = two_scopes(n, "<DefaultValue>1</DefaultValue>");
            Box::new(move || {
                let (old, _) = generator(&old).model();
                let (model, mut report) = generator(&new).model();
                let ir = csp_codegen::lower(&model, &mut report);
                let comparison = compare(&old, &model);
                let site = Site::new(&ir).since(&comparison, "Before");
                site.pages().for_each(|page| drop(black_box(page)));
            })
        },
    },
];

/// The work of making all pages.
fn pages(definitions: Vec<String>) -> Work {
    Box::new(move || {
        let (model, mut report) = generator(&definitions).model();
        let ir = csp_codegen::lower(&model, &mut report);
        assert!(!report.has_errors(), "{report}");
        let site = Site::new(&ir);
        site.pages().for_each(|page| drop(black_box(page)));
    })
}

/// The work of making all pages of a node, with a template of other policies.
fn template(names: Vec<String>) -> Work {
    let policy = |name: String| {
        format!(
            "<policy name=\"{name}\" class=\"Machine\" displayName=\"About {name}\" key=\"Software\\Contoso\"/>"
        )
    };
    let policies: String = names.into_iter().map(policy).collect();
    let text = format!("<policyDefinitions><policies>{policies}</policies></policyDefinitions>");
    Box::new(move || {
        let admx = admx::decode("contoso.admx", text.clone().into_bytes()).unwrap();
        let policies =
            admx::PolicySet::read([admx], admx::DEFAULT_LANGUAGE, &mut ddf::Report::new());
        let (model, mut report) = generator(&[root("Lamp", "Device", "")]).model();
        let ir = csp_codegen::lower(&model, &mut report);
        let site = Site::new(&ir).policies(&policies);
        site.pages().for_each(|page| drop(black_box(page)));
    })
}

fn generator(definitions: &[String]) -> Generator {
    let sources = definitions.iter().enumerate();
    sources.fold(Generator::new(), |generator, (nth, xml)| {
        generator.source(ddf::Source::new(format!("{nth}.xml"), xml.clone()))
    })
}

fn one_node(facts: &str) -> Work {
    pages(vec![root("Large", "Device", &leaf("Leaf", facts))])
}

fn two_scopes(nodes: usize, facts: &str) -> Vec<String> {
    let leaves: String = (0..nodes)
        .map(|nth| leaf(&format!("N{nth}"), facts))
        .collect();
    ["Device", "User"]
        .map(|scope| root("Wide", scope, &leaves))
        .into()
}

fn root(name: &str, scope: &str, nodes: &str) -> String {
    format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>{name}</NodeName><Path>./{scope}/Vendor/Contoso</Path>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{nodes}</Node></MgmtTree>"
    )
}

fn leaf(name: &str, facts: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><int/></DFFormat>{facts}</DFProperties></Node>"
    )
}
