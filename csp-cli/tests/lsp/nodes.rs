//! What a definition says: hover, the outline, and where it stands.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::client::{Client, FILE, capabilities, data, marked};

fn words(client: &mut Client, text: &str) -> String {
    let hover = client.at_mark("textDocument/hover", text);
    hover["contents"]["value"]
        .as_str()
        .unwrap_or("nothing")
        .to_owned()
}

const BRIGHTNESS: &str = "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>\
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>7</Data></Item></Replace>";

#[test]
fn a_node_is_told_at_its_address() {
    let mut client = Client::start();
    assert_snapshot!(words(
        &mut client,
        &BRIGHTNESS.replace("Brightness", "Bright‸ness")
    ));
    // Each segment is a node of its own.
    let lamp = words(&mut client, &BRIGHTNESS.replace("Lamp", "La‸mp"));
    assert!(
        lamp.starts_with("**./Device/Vendor/Contoso/Lamp**\n\nA lamp \\<of any kind\\>."),
        "{lamp}"
    );
    assert!(
        lamp.contains("- **Children**\n  - Switch  null (Exec, Get)\n"),
        "{lamp}"
    );
    assert_eq!(
        words(&mut client, &BRIGHTNESS.replace("Contoso", "Con‸toso")),
        "nothing"
    );
    assert_eq!(
        words(&mut client, &BRIGHTNESS.replace("<Item>", "<Item>‸")),
        "nothing"
    );
    let verb = words(&mut client, &BRIGHTNESS.replace("<Replace>", "<Repl‸ace>"));
    assert!(
        verb.starts_with("**Replace**") && verb.contains("Get, Replace"),
        "{verb}"
    );
    let format = words(&mut client, &BRIGHTNESS.replace("int<", "in‸t<"));
    assert!(format.contains("- **Format** int"), "{format}");
    // The range is that of the segment.
    let (text, position) = marked(&BRIGHTNESS.replace("Brightness", "Bright‸ness"));
    client.open(&text);
    let hover = client.ask(
        "textDocument/hover",
        json!({ "textDocument": { "uri": FILE }, "position": position }),
    );
    assert_eq!(hover["range"]["start"]["character"], 60);
    assert_eq!(hover["range"]["end"]["character"], 70);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn a_value_is_told_with_what_it_means() {
    let mut client = Client::start();
    let mode = BRIGHTNESS
        .replace("Brightness", "Bulbs/1/Mode")
        .replace(">7<", ">‸1<");
    let said = words(&mut client, &mode);
    assert!(
        said.starts_with(
            "- `1` Steady \"light\"\n\n**./Device/Vendor/Contoso/Lamp/Bulbs/{Bulb}/Mode**"
        ),
        "{said}"
    );
    // In Intune's JSON, too.
    let json = "{\"omaSettings\":[{\"@odata.type\":\"#microsoft.graph.omaSettingInteger\",\"omaUri\":\"./Device/Vendor/Contoso/Lamp/Bulbs/1/Mode\",\"value\":‸0}]}";
    assert!(words(&mut client, json).starts_with("- `0` Off\n"));
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn half_a_file_is_told_of_too() {
    let mut client = Client::start();
    for text in [
        "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Bright‸ness",
        "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Bright‸ness\n  </Target><Data></Item>",
        "<DeclaredConfiguration><CSP name='./Vendor/Contoso/Lamp'><URI path='Brightness‸",
        "{\"omaSettings\":[{\"omaUri\":\"./Device/Vendor/Contoso/Lamp/Brightness‸",
    ] {
        let said = words(&mut client, text);
        assert!(said.contains("Lamp/Brightness**"), "{text}: {said}");
    }
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_editor_without_markdown_gets_plain_text() {
    let mut client = Client::start_with(&["--ddf", "lamp"], &data(), &json!({}));
    let hover = client.at_mark(
        "textDocument/hover",
        &BRIGHTNESS.replace("Brightness", "Bright‸ness"),
    );
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let said = hover["contents"]["value"].as_str().unwrap();
    assert!(
        said.starts_with("./Device/Vendor/Contoso/Lamp/Brightness\n\nIn percent.\n\nFormat: int\n"),
        "{said}"
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_address_leads_to_its_definition() {
    let mut client = Client::start();
    let lines: Vec<&str> = include_str!("../data/lamp/Lamp.xml").lines().collect();
    for (segment, name) in [("Brightness", "Brightness"), ("La‸mp", "Lamp")] {
        let text = if segment.contains('‸') {
            BRIGHTNESS.replace("Lamp", segment)
        } else {
            BRIGHTNESS.replace(">7<", ">7‸<")
        };
        let site = client.at_mark("textDocument/definition", &text);
        assert!(
            site["uri"]
                .as_str()
                .unwrap()
                .ends_with("/tests/data/lamp/Lamp.xml"),
            "{site}"
        );
        let start = &site["range"]["start"];
        let line = lines[start["line"].as_u64().unwrap() as usize];
        assert!(
            line[start["character"].as_u64().unwrap() as usize..].starts_with(name),
            "{line}"
        );
    }
    assert_eq!(client.stop(), Some(0));
    // What comes with the command is in no file.
    let mut client = Client::start_with(&[], &data(), &capabilities());
    let text = "<Get><Item><Target><LocURI>./Vendor/MSFT/EnterpriseDesktopAppManagement‸</LocURI></Target></Item></Get>";
    assert_eq!(client.at_mark("textDocument/definition", text), Value::Null);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn the_outline_has_every_setting_in_its_container() {
    let mut client = Client::start();
    client.open(
        "<Atomic><CmdID>1</CmdID>\n<Replace><Item><Target><LocURI>./Vendor/A</LocURI></Target><Meta><Format>int</Format></Meta></Item>\
         <Item><Target><LocURI>./Vendor/B</LocURI></Target></Item></Replace></Atomic>\n<Get><Item/></Get>",
    );
    let outline = client.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": FILE } }),
    );
    let told = |symbol: &Value| {
        format!(
            "{} [{}]",
            symbol["name"].as_str().unwrap(),
            symbol["detail"].as_str().unwrap_or("")
        )
    };
    let of = |symbols: &Value| {
        symbols
            .as_array()
            .unwrap()
            .iter()
            .map(told)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&outline), ["Atomic []", "Get [Get]"]);
    assert_eq!(
        of(&outline[0]["children"]),
        ["./Vendor/A [Replace int]", "./Vendor/B [Replace]"]
    );
    assert_eq!(
        outline[0]["children"][0]["selectionRange"]["start"],
        json!({ "line": 1, "character": 31 })
    );
    assert_eq!(client.stop(), Some(0));
}
