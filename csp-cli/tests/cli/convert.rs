//! `csp convert`.

use std::fs;

use insta::assert_snapshot;

use crate::run::{csp, csp_in, csp_with};

const LAMP: &str = "<Replace>
  <CmdID>7</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>50</Data>
  </Item>
</Replace>
";

#[test]
fn a_fleet_profile_becomes_an_intune_policy_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lamp.xml"), LAMP).unwrap();
    let policy = csp_in(
        folder.path(),
        &["convert", "lamp.xml", "--to", "intune"],
        "",
    );
    assert_eq!((policy.code, policy.err.as_str()), (Some(0), ""));
    assert_snapshot!(policy.out, @r##"
    {
      "@odata.type": "#microsoft.graph.windows10CustomConfiguration",
      "displayName": "lamp",
      "omaSettings": [
        {
          "@odata.type": "#microsoft.graph.omaSettingInteger",
          "displayName": "Brightness",
          "omaUri": "./Device/Vendor/Contoso/Lamp/Brightness",
          "value": 50
        }
      ]
    }
    "##);
    let fleet = csp_with(&["convert", "-", "--to", "fleet"], &policy.out);
    assert_eq!(fleet.code, Some(0), "{fleet}");
    // One element on each line, and the numbers from 1.
    let plain = |text: &str| text.replace([' ', '\n'], "");
    assert_eq!(plain(&fleet.out), plain(LAMP).replace("7", "1"));
}

#[test]
fn what_a_carrier_cannot_hold_is_said_where_it_stands() {
    let profile = "<Atomic>\n<Add><Item><Target><LocURI>./Vendor/MSFT/X/A</LocURI></Target><Data>a</Data></Item></Add>\n</Atomic>\n\
        <Exec><Item><Target><LocURI>./Vendor/MSFT/X/B</LocURI></Target></Item></Exec>\n";
    let outcome = csp_with(&["convert", "-", "--to", "csv"], profile);
    assert_snapshot!(outcome);
    let outcome = csp_with(&["convert", "-", "--to", "intune"], profile);
    assert_eq!(outcome.code, Some(1));
    assert_snapshot!(outcome.err);
}

#[test]
fn what_is_not_understood_is_said_and_what_reads_differently_is_no_failure() {
    let broken = LAMP
        .replace("</Replace>", "</Add>")
        .replace("<Meta>", "<Metta/><Meta>");
    let outcome = csp_with(&["convert", "-", "--to", "csv"], &broken);
    assert_snapshot!(outcome);
    let other_case = LAMP.replace("LocURI", "LocUri");
    let outcome = csp_with(&["convert", "-", "--to", "csv"], &other_case);
    assert_snapshot!(outcome);
}

#[test]
fn a_folder_becomes_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert_eq!(
        csp_in(path, &["convert", ".", "--to", "csv"], "").code,
        Some(1)
    );
    let policy = |name: &str| {
        format!(
            "{{\"displayName\": \"{name}\", \"omaSettings\": [{{\"@odata.type\": \"#microsoft.graph.omaSettingString\", \"omaUri\": \"./Vendor/MSFT/X/{name}\", \"value\": \"\"}}]}}"
        )
    };
    fs::write(path.join("b.json"), policy("B")).unwrap();
    fs::write(path.join("a.json"), policy("A")).unwrap();
    fs::write(path.join("c.csv"), "OMA-URI,Value\n./Vendor/MSFT/X/C,c\n").unwrap();
    fs::write(path.join("readme.txt"), "no profile").unwrap();
    let outcome = csp_in(path, &["convert", ".", "--to", "fleet"], "");
    let targets: Vec<&str> = outcome
        .out
        .lines()
        .filter(|line| line.contains("LocURI"))
        .map(str::trim)
        .collect();
    assert_eq!(
        targets,
        ["A", "B", "C"].map(|name| format!("<LocURI>./Vendor/MSFT/X/{name}</LocURI>"))
    );
    let policies = csp_in(path, &["convert", ".", "--to", "intune"], "");
    let policies: Vec<serde_json::Value> = serde_json::from_str(&policies.out).unwrap();
    let names: Vec<&str> = policies
        .iter()
        .filter_map(|policy| policy["displayName"].as_str())
        .collect();
    assert_eq!(names, ["A", "B", "c"]);
}

#[test]
fn the_input_may_be_told_and_what_is_no_profile_is_refused() {
    // A fragment in which nothing shows what it is.
    let fragment = "<Frobnicate/>";
    assert_eq!(
        csp_with(&["convert", "-", "--to", "csv"], fragment).code,
        Some(2)
    );
    let told = csp_with(
        &["convert", "-", "--from", "fleet", "--to", "csv"],
        fragment,
    );
    assert_eq!(told.code, Some(1), "{told}");
    let outcome = csp_with(&["convert", "-", "--to", "csv"], "{\"omaSettings\": [}");
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
    assert!(
        outcome
            .err
            .starts_with("error: standard input:1:18: this is not well-formed JSON"),
        "{}",
        outcome.err
    );
    let absent = csp(&["convert", "absent.xml", "--to", "csv"]);
    assert_eq!(absent.code, Some(1));
    assert!(
        absent.err.starts_with("error: absent.xml: "),
        "{}",
        absent.err
    );
}
