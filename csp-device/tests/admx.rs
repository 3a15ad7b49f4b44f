//! A device takes the payloads of an ADMX-backed policy by its elements, where its definitions have them.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_device::Device;
use csp_runtime::Tree;

const LAMP: &str = "csp Lamp
root ./Device/Vendor/Contoso
0 0 Lamp
  access Get
1 1 Policy
  format chr
  access Add Delete Get Replace
  allowed admx
  admx-area Contoso~Lamp
  admx-name Dim
  admx-file Contoso.admx
";

const ELEMENTS: &str = "  admx-elements
  admx-element decimal Percent
  admx-max 100
";

/// That an element is missing, as Windows says it (observed: SkipToTheEndpoint/OpenIntuneBaseline#217).
const MISSING: &str = " msft:originalerror=\"0x82B00001\">500";
const WRONG: &str = " msft:originalerror=\"0x80070057\">500";

/// The status, with its attributes, that a device with these definitions answers to a Replace.
fn status(table: &str, payload: &str) -> String {
    let mut device = Device::new()
        .mount_tree(Tree::load(table).unwrap())
        .unwrap();
    let payload = payload.replace('&', "&amp;").replace('<', "&lt;");
    let request = format!(
        "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{payload}</Data></Item></Replace>"
    );
    let reply = String::from_utf8(device.handle(request.as_bytes()).unwrap()).unwrap();
    let (_, status) = reply.split_once("<Cmd>Replace</Cmd><Data").unwrap();
    status.split_once("</").unwrap().0.to_owned()
}

#[test]
fn elements_decide_where_they_are_known() {
    let known = format!("{LAMP}{ELEMENTS}");
    for (payload, with, without) in [
        ("<enabled/><data id='Percent' value='50'/>", ">200", ">200"),
        ("<disabled/>", ">200", ">200"),
        ("<enabled/>", MISSING, ">200"),
        ("<enabled/><data id='Percent' value='500'/>", WRONG, ">200"),
        (
            "<enabled/><data id='Percent' value='1'/><data id='Percent' value='2'/>",
            WRONG,
            WRONG,
        ),
        // As observed of Windows: what belongs to no element is passed over.
        (
            "<enabled/><data id='Percent' value='1'/><data id='Other' value='2'/>",
            ">200",
            ">200",
        ),
        ("1", WRONG, WRONG),
    ] {
        assert_eq!(status(&known, payload), with, "{payload}");
        assert_eq!(status(LAMP, payload), without, "{payload}");
    }
}
