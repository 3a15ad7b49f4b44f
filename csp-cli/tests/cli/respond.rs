//! `csp respond`.

use std::fs;

use insta::assert_snapshot;

use crate::run::{Outcome, csp_in, csp_with, data, text};

const ESP: &str = "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders";

/// One command on one node.
fn command(verb: &str, uri: &str, rest: &str) -> String {
    format!(
        "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{rest}</Item></{verb}>"
    )
}

fn get(uri: &str) -> String {
    command("Get", uri, "")
}

fn understood(outcome: &Outcome) -> &str {
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    &outcome.out
}

/// The status of the one command.
fn status(outcome: &Outcome) -> &str {
    let reply = understood(outcome);
    let (_, after) = reply.split_once("<CmdRef>1</CmdRef>").unwrap();
    let (_, data) = after.split_once("<Data>").unwrap();
    data.split_once('<').unwrap().0
}

#[test]
fn a_fragment_is_answered_as_it_goes_over_the_wire() {
    assert_snapshot!(understood(&csp_with(&["respond"], &get(ESP))));
}

#[test]
fn a_device_takes_templates_when_it_is_told_to_or_its_definitions_do() {
    let policy = "./Device/Vendor/MSFT/Policy/Config/App~Policy~Lamps/Dim";
    let install = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/App/Policy/Lamps";
    let template = "<policyDefinitions><categories><category name='Lamps' displayName='Lamps'/></categories><policies>\
        <policy name='Dim' class='Machine' displayName='Dim' key='Software\\Policies\\Lamp' valueName='Dim'><parentCategory ref='Lamps'/></policy>\
        </policies></policyDefinitions>";
    let data = |text: &str| format!("<Data>{}</Data>", text.replace('<', "&lt;"));
    let folder = tempfile::tempdir().unwrap();
    let add = command("Add", install, &data(template));
    let set = command("Replace", policy, &data("<enabled/>"));
    assert_eq!(status(&csp_with(&["respond"], &add)), "404");
    let advice = "with --ingest the device takes it";
    let told = csp_with(&["respond", "--explain"], &add);
    assert!(told.out.contains(advice), "{told}");
    let told = csp_with(&["respond", "--explain", "--ingest"], &add);
    assert!(!told.out.contains(advice), "{told}");
    // A policy before its template is told what is missing, and which command writes it.
    let told = csp_with(&["respond", "--explain", "--ingest"], &set);
    let cause = "its template is not on the device: send it (ADMXInstall) before the policy";
    let (_, causes) = told.out.split_once("404 Not found\n").unwrap();
    assert!(
        causes.trim_start().starts_with(&format!("1. {cause}")),
        "{told}"
    );
    assert!(told.out.contains("csp admx syncml"), "{told}");
    for (expected, message) in [("404", &set), ("200", &add), ("200", &set)] {
        let args = ["respond", "--ingest", "--state", "state.json"];
        let outcome = csp_in(folder.path(), &args, message);
        assert_eq!(status(&outcome), expected, "{outcome}");
    }
    // The definition of the Policy CSP, as far as it matters.
    let node = |name: &str, path: &str, inside: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName>{path}<DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat>\
             <Occurrence><One/></Occurrence><Scope><Permanent/></Scope><DFType><DDFName/></DFType></DFProperties>{inside}</Node>"
        )
    };
    let install_node = node("ConfigOperations", "", &node("ADMXInstall", "", ""));
    let root = node("Policy", "<Path>./Device/Vendor/MSFT</Path>", &install_node);
    let definition = format!("<MgmtTree><VerDTD>1.2</VerDTD>{root}</MgmtTree>");
    fs::write(folder.path().join("Policy.xml"), definition).unwrap();
    let outcome = csp_in(folder.path(), &["respond", "--ddf", "Policy.xml"], &add);
    assert_eq!(status(&outcome), "200", "{outcome}");
}

#[test]
fn a_message_is_answered_with_a_header() {
    let message = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>7</SessionID><MsgID>3</MsgID>\
        <Target><LocURI>device</LocURI></Target><Source><LocURI>server</LocURI></Source></SyncHdr><SyncBody><Exec><CmdID>9</CmdID><Item><Target>\
        <LocURI>./Vendor/MSFT/Nothing</LocURI></Target></Item></Exec><Final/></SyncBody></SyncML>";
    assert_snapshot!(understood(&csp_with(&["respond", "-"], message)));
}

#[test]
fn commands_may_stand_without_anything_around_them() {
    let run = get(ESP) + &get("./Vendor/MSFT/ApplicationControl").replace(">1<", ">2<");
    let outcome = csp_with(&["respond"], &run);
    assert_eq!(
        understood(&outcome).matches("<Results>").count(),
        2,
        "{outcome}"
    );
}

#[test]
fn each_of_the_five_csps_is_there() {
    for uri in [
        "./Vendor/MSFT/ApplicationControl",
        "./User/Vendor/MSFT/EnrollmentStatusTracking",
        "./Vendor/MSFT/EnterpriseAppManagement",
        "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement",
        "./User/Vendor/MSFT/EnterpriseModernAppManagement",
    ] {
        assert_eq!(status(&csp_with(&["respond"], &get(uri))), "200", "{uri}");
    }
    assert_eq!(
        status(&csp_with(
            &["respond"],
            &get("./Device/Vendor/Contoso/Lamp")
        )),
        "404"
    );
}

#[test]
fn definitions_are_served_instead_of_the_five() {
    let lamp = |uri: &str| csp_with(&["respond", "--ddf", "lamp"], &get(uri));
    assert_eq!(status(&lamp("./Device/Vendor/Contoso/Lamp")), "200");
    assert_eq!(status(&lamp("./Vendor/MSFT/ApplicationControl")), "404");
    let several = [
        "respond",
        "--ddf",
        "lamp/Lamp.xml",
        "--ddf",
        "faulty/Good.xml",
    ];
    for uri in ["./User/Vendor/Contoso/Lamp", "./Vendor/Contoso/Good"] {
        assert_eq!(status(&csp_with(&several, &get(uri))), "200", "{uri}");
    }
}

#[test]
fn without_a_user_there_is_no_user_tree() {
    let user = get("./User/Vendor/MSFT/EnrollmentStatusTracking");
    assert_eq!(status(&csp_with(&["respond", "--no-user"], &user)), "405");
    assert_eq!(
        status(&csp_with(&["respond", "--no-user"], &get(ESP))),
        "200"
    );
}

#[test]
fn by_the_letter_a_replace_creates_nothing() {
    let replace = command(
        "Replace",
        "./User/Vendor/Contoso/Lamp/Favourite",
        "<Data>red</Data>",
    );
    assert_eq!(
        status(&csp_with(&["respond", "--ddf", "lamp"], &replace)),
        "200"
    );
    assert_eq!(
        status(&csp_with(
            &["respond", "--ddf", "lamp", "--strict"],
            &replace
        )),
        "404"
    );
}

/// ApplicationControl came with Windows 10, version 1903 (10.0.18362).
#[test]
fn a_build_has_a_name_and_lacks_what_is_newer() {
    let application_control = get("./Vendor/MSFT/ApplicationControl");
    for (build, answer) in [
        ("1809", "405"),
        ("Windows 11 24H2", "200"),
        ("10.0.17763.5", "405"),
        ("18362", "200"),
    ] {
        let outcome = csp_with(&["respond", "--os-build", build], &application_control);
        assert_eq!(status(&outcome), answer, "{build}");
    }
    let outcome = csp_with(&["respond", "--os-build", "22H2"], &application_control);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
    assert!(outcome.err.contains("say which"), "{outcome}");
}

#[test]
fn an_edition_has_a_name_and_lacks_what_its_list_leaves_out() {
    let uri = get("./Device/Vendor/Contoso/Lamp");
    for (edition, answer) in [("enterprise", "200"), ("pro", "405"), ("0x1b", "200")] {
        let arguments = ["respond", "--ddf", "lamp", "--edition", edition];
        let outcome = csp_with(&arguments, &uri);
        assert_eq!(status(&outcome), answer, "{edition}");
    }
    let outcome = csp_with(&["respond", "--edition", "profi"], &uri);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
    assert!(outcome.err.contains("`pro`"), "{outcome}");
}

#[test]
fn the_state_is_kept_between_messages() {
    let folder = tempfile::tempdir().unwrap();
    let run = |message: &str| {
        csp_in(
            folder.path(),
            &["respond", "--state", "device.json"],
            message,
        )
    };
    let state = || fs::read_to_string(folder.path().join("device.json")).unwrap();

    let provider = format!("{ESP}/A%20%2F%20B");
    let node = "<Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>";
    assert_eq!(status(&run(&command("Add", &provider, node))), "200");
    let int = "<Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>3</Data>";
    let installed = format!("{provider}/InstallationState");
    assert_eq!(status(&run(&command("Add", &installed, int))), "200");
    assert_eq!(
        state(),
        format!("{{\n  \"{provider}\": null,\n  \"{installed}\": \"3\"\n}}\n")
    );
    assert!(understood(&run(&get(&installed))).contains("<Data>3</Data>"));
    assert_eq!(status(&run(&command("Delete", &provider, ""))), "200");
    assert_eq!(state(), "{}\n");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing else is left behind"
    );
}

/// What a server cannot write can still be in the state.
#[test]
fn the_state_may_set_read_only_nodes() {
    let folder = tempfile::tempdir().unwrap();
    let uri = "./Vendor/MSFT/ApplicationControl/Policies/%7BG%7D/PolicyInfo/Version";
    fs::write(
        folder.path().join("s.json"),
        format!("{{\"{uri}\": \"1.2\"}}"),
    )
    .unwrap();
    let run = |message: &str| csp_in(folder.path(), &["respond", "--state", "s.json"], message);
    assert!(understood(&run(&get(uri))).contains("<Data>1.2</Data>"));
    let above = run(&get("./Vendor/MSFT/ApplicationControl/Policies"));
    assert!(
        understood(&above).contains("<Data>%7BG%7D</Data>"),
        "{above}"
    );
}

#[test]
fn a_state_that_does_not_fit_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.json");
    for (faulty, reason) in [
        ("{", "line 1 column 1"),
        ("[]", "a JSON object from LocURI"),
        ("{\"./Vendor/MSFT/ApplicationControl\": 5}", "line 1 column"),
        ("{\"./Nowhere\": \"5\"}", "`./Nowhere`"),
        (
            "{\"./Vendor/MSFT/ApplicationControl/Policies\": \"5\"}",
            "an interior node",
        ),
    ] {
        fs::write(&file, faulty).unwrap();
        let outcome = csp_in(folder.path(), &["respond", "--state", "s.json"], &get(ESP));
        assert_eq!(
            (outcome.code, outcome.out.as_str()),
            (Some(1), ""),
            "{faulty}"
        );
        assert!(
            outcome.err.starts_with("error: s.json: "),
            "{}",
            outcome.err
        );
        assert!(outcome.err.contains(reason), "{}", outcome.err);
        assert_eq!(fs::read_to_string(&file).unwrap(), faulty);
    }
}

/// A program that is killed while it writes leaves the old file or the new one: the state is moved into its place.
#[test]
#[cfg(unix)]
fn the_state_is_replaced_whole_with_its_permissions_and_through_a_link() {
    use std::io::Read as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("real.json");
    fs::write(&file, "{}").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", folder.path().join("link.json")).unwrap();
    let mut old = fs::File::open(&file).unwrap();

    let add = command("Add", &format!("{ESP}/A"), "");
    let outcome = csp_in(folder.path(), &["respond", "--state", "link.json"], &add);
    assert_eq!(status(&outcome), "200");
    let mut before = String::new();
    old.read_to_string(&mut before).unwrap();
    assert_eq!(before, "{}");
    let after = fs::read_to_string(&file).unwrap();
    assert_eq!(after, format!("{{\n  \"{ESP}/A\": null\n}}\n"));
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(folder.path().join("link.json").is_symlink());
}

/// Nothing is acknowledged that is not stored.
#[test]
fn a_state_that_cannot_be_written_leaves_the_message_unanswered() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["respond", "--state", "absent/s.json"];
    let outcome = csp_in(folder.path(), &arguments, &get(ESP));
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(
        outcome.err.starts_with("error: absent/s.json: "),
        "{}",
        outcome.err
    );
}

#[test]
fn what_is_no_message_has_a_diagnostic_with_its_place_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (input, place) in [
        ("", "line 1, column 1"),
        ("hello", "line 1, column 1"),
        ("<Get>\n  <CmdID>1</Get>", "line 2, column 11"),
        ("<SyncML xmlns=\"urn:other\"/>", "line 1, column 1"),
        ("<!DOCTYPE x>\n<SyncML/>", "line 1, column 1"),
        ("\u{2013}<Get/>", "line 1, column 1"),
    ] {
        let outcome = csp_in(folder.path(), &["respond", "--state", "s.json"], input);
        assert_eq!(
            (outcome.code, outcome.out.as_str()),
            (Some(2), ""),
            "{input}"
        );
        let expected = format!("error: standard input: {place}");
        assert!(
            outcome.err.starts_with(&expected),
            "{input}: {}",
            outcome.err
        );
        assert!(!folder.path().join("s.json").exists());
    }
}

#[test]
fn a_definition_is_pointed_to_the_option_that_takes_it() {
    let definition = fs::read_to_string(data().join("lamp/Lamp.xml")).unwrap();
    let named = csp_in(&data(), &["respond", "lamp/Lamp.xml"], "");
    let piped = csp_with(&["respond"], &definition);
    for (outcome, option) in [(named, "`--ddf lamp/Lamp.xml`"), (piped, "`--ddf FILE`")] {
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
        assert!(outcome.err.contains("this is a DDF"), "{}", outcome.err);
        assert!(outcome.err.contains(option), "{}", outcome.err);
    }
    let outcome = csp_with(&["respond"], "<Lamp/>");
    assert!(!outcome.err.contains("--ddf"), "{}", outcome.err);
}

#[test]
fn a_profile_of_another_tool_is_pointed_to_the_command_that_makes_a_message_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let profile = format!(r#"{{"omaSettings":[{{"omaUri":"{ESP}","value":"1"}}]}}"#);
    fs::write(folder.path().join("p.json"), profile).unwrap();
    let outcome = csp_in(folder.path(), &["respond", "p.json"], "");
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
    let told = "this is an Intune policy: `csp convert p.json --to syncml` makes a message of it";
    assert!(outcome.err.contains(told), "{outcome}");
}

#[test]
fn a_request_may_be_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request.xml");
    fs::write(&file, get(ESP)).unwrap();
    let outcome = csp_in(&data(), &["respond", text(&file)], "");
    assert_eq!(status(&outcome), "200");
    fs::write(&file, "<Get>").unwrap();
    let outcome = csp_in(folder.path(), &["respond", "request.xml"], "");
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.err.starts_with("error: request.xml: line 1, "),
        "{}",
        outcome.err
    );
    let outcome = csp_in(folder.path(), &["respond", "absent.xml"], "");
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(
        outcome.err.starts_with("error: absent.xml: "),
        "{}",
        outcome.err
    );
}

/// The server ends the session with alert 1223 (OMA DM Protocol, session abort): the device does not answer.
#[test]
fn nothing_is_printed_where_the_protocol_sends_nothing() {
    let abort = "<Alert><CmdID>1</CmdID><Data>1223</Data></Alert>";
    assert_eq!(understood(&csp_with(&["respond"], abort)), "");
}

#[test]
fn faulty_definitions_are_not_served() {
    let outcome = csp_with(&["respond", "--ddf", "faulty"], &get(ESP));
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(
        outcome.err.contains("faulty/Broken.xml:12:21"),
        "{}",
        outcome.err
    );
}

#[test]
fn each_user_has_a_part_of_the_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.json");
    let favourite = "./User/Vendor/Contoso/Lamp/Favourite";
    fs::write(&path, format!("{{\"{favourite}\": \"red\"}}")).unwrap();
    let lamp = data().join("lamp").display().to_string();
    let run = |user: &[&str], message: &str| {
        let arguments = ["respond", "--ddf", &lamp, "--state", "s.json"];
        csp_in(folder.path(), &[&arguments, user].concat(), message)
    };
    // A state from before users were told apart is of whoever is signed in, until a message changes it.
    let own = get(favourite);
    for user in [&["--user", "a b"][..], &[]] {
        let outcome = run(user, &own);
        assert!(understood(&outcome).contains("<Data>red</Data>"));
    }
    let green = command("Replace", favourite, "<Data>green</Data>");
    assert_eq!(status(&run(&["--user", "a b"], &green)), "200");
    assert_eq!(status(&run(&[], &own)), "404");
    let blue = command("Replace", favourite, "<Data>blue</Data>");
    assert_eq!(status(&run(&[], &blue)), "200");
    assert_eq!(status(&run(&["--no-user"], &own)), "405");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "{\n  \"./User:a%20b/Vendor/Contoso/Lamp/Favourite\": \"green\",\n  \
         \"./User:user/Vendor/Contoso/Lamp/Favourite\": \"blue\"\n}\n"
    );
}

#[test]
fn a_state_with_two_values_for_one_node_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.json");
    let lamp = data().join("lamp").display().to_string();
    let [own, bobs] =
        ["User", "User:bob"].map(|user| format!("./{user}/Vendor/Contoso/Lamp/Favourite"));
    let state = format!("{{\"{own}\": \"red\", \"{bobs}\": \"blue\"}}");
    fs::write(&path, &state).unwrap();
    let arguments = ["respond", "--ddf", &lamp, "--state", "s.json", "--user"];
    let run = |user: &str| {
        csp_in(
            folder.path(),
            &[&arguments[..], &[user]].concat(),
            &get(&own),
        )
    };
    let outcome = run("bob");
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    for key in [&own, &bobs] {
        assert!(outcome.err.contains(&format!("`{key}`")), "{outcome}");
    }
    // Of another user the two are two.
    assert!(understood(&run("ann")).contains("<Data>red</Data>"));
    assert_eq!(fs::read_to_string(&path).unwrap(), state);
}

#[test]
fn a_user_has_a_name() {
    let outcome = csp_with(&["respond", "--user", ""], &get(ESP));
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
    assert!(outcome.err.contains("--user <NAME>"), "{outcome}");
}
