//! Policies by their own types: those of published templates compile, and every value comes back from a device as it was; handlers take and give them.

use std::path::{Path, PathBuf};

use csp_codegen::{Generator, Lock, lower_keeping, policies};
use csp_corpus::shared;
use csp_device::Device;
use csp_runtime::admx::{List, NamedList, Policy, Toggle};
use csp_runtime::value::Admx;
use csp_runtime::{At, Context, StatusCode};
use csp_server::{ChangeCommands, GetCommands, Reply, Request};
use csp_tests::trips;
use csp_tests::workshop::Workshop;
use ddf::Source;

csp_corpus::tests! {
    &[] => handlers_take_and_give_them,
        a_request_refuses_what_its_elements_do_not_take,
        the_case_of_the_generator_comes_back;
    &["admx/mozilla"] => every_policy_of_firefox_comes_back;
    &["admx/winget", "ddf/2024-05"] => every_policy_of_the_app_installer_comes_back;
}

#[allow(dead_code)]
mod lamps {
    csp_macros::ddf!(
        "../csp-codegen/tests/cases/policies.xml",
        admx = "../csp-codegen/tests/cases/policies"
    );
}

fn light() -> lamps::Light {
    lamps::Light {
        warm: true,
        percent: 100,
        hours: u64::MAX,
        owner: "A & B".to_owned(),
        owner_2: None,
        rooms: vec!["Hall".to_owned(), String::new()],
        scenes: List::from(["evening", "night"]),
        r#type: NamedList::from([("Ann", "yes")]),
        colour: lamps::LightColour::RED_AS_IN_EVENING,
    }
}

/// An agent that keeps what it is told.
#[derive(Default)]
struct Lamps {
    light: Option<lamps::Light>,
    is_on: bool,
}

impl Lamps {
    fn set(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, lamps::node::Light>,
        value: Policy<lamps::Light>,
    ) -> Result<(), StatusCode> {
        self.light = match value {
            Policy::Enabled(light) => Some(light),
            Policy::Disabled => None,
        };
        Ok(())
    }

    fn get(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, lamps::node::Light>,
    ) -> Result<Policy<lamps::Light>, StatusCode> {
        let light = self.light.clone().ok_or(StatusCode::COMMAND_FAILED)?;
        Ok(Policy::Enabled(lamps::Light {
            percent: light.percent / 2,
            ..light
        }))
    }

    fn switch(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, lamps::node::Switch>,
        value: Toggle,
    ) -> Result<(), StatusCode> {
        self.is_on = value == Toggle::Enabled;
        Ok(())
    }

    fn switched(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, lamps::node::Switch>,
    ) -> Result<Toggle, StatusCode> {
        Ok(if self.is_on {
            Toggle::Enabled
        } else {
            Toggle::Disabled
        })
    }
}

fn handlers_take_and_give_them() {
    let lamps = lamps::csp(Lamps::default())
        .add(lamps::node::Light, Lamps::set)
        .replace(lamps::node::Light, Lamps::set)
        .get(lamps::node::Light, Lamps::get)
        .replace(lamps::node::Switch, Lamps::switch)
        .add(lamps::node::Switch, Lamps::switch)
        .get(lamps::node::Switch, Lamps::switched);
    let mut device = Device::new().with_user(Some("megan")).mount(lamps).unwrap();
    for root in [lamps::device().light(), lamps::user().light()] {
        let mut request = Request::fragment();
        request.replace(root, Policy::Enabled(light()));
        let read = request.get(root);
        request.replace(lamps::device().switch(), Toggle::Enabled);
        let switched = request.get(lamps::device().switch());
        let reply = device.handle(&request.finish().unwrap()).unwrap();
        let reply = Reply::parse(&reply).unwrap();
        let half = lamps::Light {
            percent: 50,
            ..light()
        };
        assert_eq!(reply.value(&read).unwrap(), Policy::Enabled(half));
        assert_eq!(reply.value(&switched).unwrap(), Toggle::Enabled);
    }
}

fn a_request_refuses_what_its_elements_do_not_take() {
    let said = |write: &dyn Fn(&mut Request)| {
        let mut request = Request::fragment();
        write(&mut request);
        request
            .finish()
            .map(drop)
            .map_err(|error| error.to_string())
    };
    let node = lamps::device().light();
    assert_eq!(
        said(&|request| drop(request.replace(node, Policy::Enabled(light())))),
        Ok(())
    );
    let mut wrong = light();
    wrong.percent = 101;
    wrong.owner = String::new();
    wrong.colour = lamps::LightColour::new("green");
    let error = said(&|request| drop(request.replace(node, Policy::Enabled(wrong.clone()))));
    let error = error.unwrap_err();
    for part in ["`Percent`", "101", "Light"] {
        assert!(error.contains(part), "{part}: {error}");
    }
    // What no text stands for.
    let mut wrong = light();
    wrong.scenes.0.push("a\u{F000}b".to_owned());
    let error = said(&|request| drop(request.replace(node, Policy::Enabled(wrong.clone()))));
    let error = error.unwrap_err();
    assert!(error.contains("the element `Scenes`"), "{error}");
    // The way past the types is held to the elements too.
    let partly = Admx::enabled().data("Percent", "1");
    let error = said(&|request| drop(request.replace(node, partly.clone()))).unwrap_err();
    assert!(error.contains("is missing"), "{error}");
}

/// Compiles the modules of definitions and templates, and takes each of their policies to a device and back.
fn come_back(name: &str, generator: Generator, templates: PathBuf, device: &str) -> usize {
    let (model, mut report) = generator.model();
    let (set, _) = policies(std::slice::from_ref(&templates), admx::DEFAULT_LANGUAGE);
    let ir = lower_keeping(&model, Some(&set), &Lock::default(), &mut report);
    assert!(!report.has_errors(), "{}", report.render());
    let output = generator.admx(templates).shared(true).generate().unwrap();

    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), &format!("policies_{name}"));
    let dependency = Workshop::dependency;
    workshop.package(
        name,
        &format!(
            "edition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[dependencies]\ncsp-runtime = {}\n[dev-dependencies]\ncsp-device = {}\ncsp-ingest = {}\ncsp-server = {}\n",
            dependency("csp-runtime"),
            dependency("csp-device"),
            dependency("csp-ingest"),
            dependency("csp-server"),
        ),
    );
    workshop.file(
        format!("{name}/lib.rs"),
        "//! Policies.\n#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n#[path = \"mod.rs\"]\nmod all;\npub use all::*;\n",
    );
    workshop.file(format!("{name}/mod.rs"), output.index());
    for file in output.files() {
        workshop.file(format!("{name}/{}", file.name()), file.text());
    }
    workshop.file(
        format!("{name}/tests/trips.rs"),
        trips::trips(&ir, name, device),
    );
    let said = workshop.cargo(&["test"], &[("RUST_TEST_NOCAPTURE", "1")]);
    let said = said.unwrap_or_else(|error| panic!("{error}"));
    let line = said.lines().find(|line| line.ends_with(" policies"));
    let documented = workshop.cargo(&["doc", "--no-deps"], &[("RUSTDOCFLAGS", "-Dwarnings")]);
    documented.unwrap_or_else(|error| panic!("{error}"));
    line.and_then(|line| line.split(' ').next()?.parse().ok())
        .unwrap()
}

/// The expression that makes a device of the modules.
fn mounted(generator: &Generator, name: &str) -> String {
    let (model, mut report) = generator.model();
    let modules = csp_codegen::lower(&model, &mut report).modules;
    let mounts: String = modules
        .iter()
        .map(|module| format!(".mount({name}::{}::in_memory()).unwrap()", module.name))
        .collect();
    format!("csp_device::Device::new().with_user(Some(\"megan\")){mounts}")
}

fn the_case_of_the_generator_comes_back() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../csp-codegen/tests/cases");
    let text = std::fs::read_to_string(cases.join("policies.xml")).unwrap();
    // The policy that is in no template has no type of its own.
    let gone = text.find("<Node><NodeName>Gone").unwrap();
    let end = gone + text[gone..].find("</Node>").unwrap() + "</Node>".len();
    let text = format!("{}{}", &text[..gone], &text[end..]);
    let generator = Generator::new().source(Source::new("policies.xml", text));
    let device = mounted(&generator, "case");
    assert_eq!(
        come_back("case", generator, cases.join("policies"), &device),
        6
    );
}

/// Through a device that was sent the template, as Windows is.
fn every_policy_of_firefox_comes_back() {
    let folder = shared("admx/mozilla/windows");
    let (set, _) = policies(std::slice::from_ref(&folder), admx::DEFAULT_LANGUAGE);
    let firefox = set.file("firefox.admx").unwrap();
    let definition = firefox.definition("Firefox").unwrap();
    let generator = Generator::new().source(Source::new("Firefox.xml", definition));
    let install = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Firefox/Policy/firefox";
    let device = format!(
        "{{
        use csp_server::ChangeCommands as _;
        let text = std::fs::read_to_string({:?}).unwrap();
        let mut request = csp_server::Request::fragment();
        let ticket = request.add_uri({install:?}, csp_server::request::Raw::text(text.trim_start_matches('\\u{{FEFF}}')));
        let device = csp_device::Device::new().with_user(Some(\"megan\"));
        let mut device = csp_ingest::mount(device, csp_ingest::BlockedKeys::default()).unwrap();
        let reply = device.handle(&request.finish().unwrap()).unwrap();
        assert!(csp_server::Reply::parse(&reply).unwrap().status(&ticket).is_success());
        device
    }}",
        folder.join("firefox.admx")
    );
    let places = come_back("firefox", generator, folder, &device);
    let uris = firefox
        .policies()
        .map(|it| it.ingested_uris("Firefox").len());
    assert_eq!((firefox.policies().count(), places), (412, uris.sum()));
}

fn every_policy_of_the_app_installer_comes_back() {
    let definition = shared("ddf/2024-05/DesktopAppInstaller_AreaDDF.xml");
    let generator = Generator::new().file(definition);
    let device = mounted(&generator, "winget");
    let templates = shared("admx/winget/doc/admx");
    assert_eq!(come_back("winget", generator, templates, &device), 15);
}
