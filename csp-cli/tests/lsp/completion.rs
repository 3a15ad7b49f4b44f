//! What can be written at a place.

use serde_json::{Value, json};

use crate::client::{Client, FILE, data, edited};

const ADDRESS: &str = "<Replace><Item><Target><LocURI>";

/// The text after an item was taken at the mark.
fn taken(client: &mut Client, text: &str, label: &str) -> String {
    let offered = client.offered(text);
    let item = offered.iter().find(|item| item["label"] == label);
    let item = item.unwrap_or_else(|| panic!("{text}: no {label} in {offered:?}"));
    edited(&text.replace('‸', ""), &json!([item["textEdit"]]))
}

#[test]
fn segments_are_those_below_that_the_verb_can_be_for() {
    let mut client = Client::start();
    let table: &[(&str, &[&str])] = &[
        (
            "<Replace><Item><Target><LocURI>‸",
            &["./User", "./Vendor", "./Device"],
        ),
        (
            "<Replace><Item><Target><LocURI>./‸",
            &["User", "Vendor", "Device"],
        ),
        ("<Replace><Item><Target><LocURI>./Device/‸", &["Vendor"]),
        (
            "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/‸",
            &["Brightness", "Bulbs"],
        ),
        (
            "<Get><Item><Target><LocURI>./Vendor/Contoso/Lamp/‸",
            &["Brightness", "Bulbs", "Switch"],
        ),
        (
            "<Exec><Item><Target><LocURI>./Vendor/Contoso/Lamp/Sw‸",
            &["Switch"],
        ),
        (
            "<Replace><Item><Target><LocURI>./User/Vendor/Contoso/Lamp/‸",
            &["Favourite"],
        ),
        (
            "<Add><Item><Target><LocURI>./Vendor/Contoso/Lamp/Bulbs/‸",
            &["{Bulb}"],
        ),
        (
            "<Add><Item><Target><LocURI>./Vendor/Contoso/Lamp/Bulbs/%7B1%7D/‸",
            &["Label", "Mode"],
        ),
        ("<Add><Item><Target><LocURI>./Vendor/Contoso/Nothing/‸", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(client.labels(text), *expected, "{text}");
    }
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn a_segment_is_written_in_its_place() {
    let mut client = Client::start();
    let text =
        format!("{ADDRESS}./Vendor/Contoso/La‸m/Brightness</LocURI></Target></Item></Replace>");
    let expected = text.replace("La‸m", "Lamp");
    assert_eq!(taken(&mut client, &text, "Lamp"), expected);
    let text = format!("{ADDRESS}‸\n</LocURI></Target></Item></Replace>");
    assert_eq!(
        taken(&mut client, &text, "./Device"),
        text.replace('‸', "./Device")
    );
    let text = format!(
        "{ADDRESS}./Vendor/Contoso/Lamp/Bri‸\n</Target></Item></Replace>\n<Get><Item/></Get>"
    );
    assert_eq!(
        taken(&mut client, &text, "Brightness"),
        text.replace("Bri‸", "Brightness")
    );
    let text = "{\"omaSettings\":[{\"omaUri\":\"./Vendor/Contoso/‸\",\"value\":\"x\"}]}";
    assert_eq!(taken(&mut client, text, "Lamp"), text.replace('‸', "Lamp"));
    let text = "OMA-URI,Value\n./Vendor/Contoso/‸,1\n";
    assert_eq!(taken(&mut client, text, "Lamp"), text.replace('‸', "Lamp"));
    let text = "<DeclaredConfiguration><CSP name='./Vendor/Contoso/Lamp'><URI path='‸' type='int'>1</URI></CSP></DeclaredConfiguration>";
    assert_eq!(
        taken(&mut client, text, "Brightness"),
        text.replace('‸', "Brightness")
    );
    // A name that is given has a place to fill in.
    let offered = client.offered(&format!("{ADDRESS}./Vendor/Contoso/Lamp/Bulbs/‸"));
    assert_eq!(
        (
            &offered[0]["insertTextFormat"],
            &offered[0]["textEdit"]["newText"]
        ),
        (&2.into(), &"${1:Bulb}".into())
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_item_tells_its_node_when_it_is_asked() {
    let mut client = Client::start();
    let offered = client.offered(&format!("{ADDRESS}./Vendor/Contoso/Lamp/Bri‸"));
    let item = &offered[0];
    assert_eq!(item["detail"], "int (Get, Replace)");
    assert_eq!(item["tags"], json!([1]), "it is deprecated");
    assert_eq!(item["documentation"], Value::Null);
    let whole = client.ask("completionItem/resolve", item.clone());
    let said = whole["documentation"]["value"].as_str().unwrap();
    assert!(said.contains("- **Values** 0 to 100"), "{said}");
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn values_are_those_allowed_with_their_meaning() {
    let mut client = Client::start();
    let mode = "<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Bulbs/1/Mode</LocURI></Target><Data>‸</Data></Item></Replace>";
    let offered = client.offered(mode);
    let told: Vec<(&str, &str)> = offered
        .iter()
        .map(|item| {
            (
                item["label"].as_str().unwrap(),
                item["detail"].as_str().unwrap_or(""),
            )
        })
        .collect();
    assert_eq!(told, [("0", "Off"), ("1", "Steady \"light\""), (" 2 ", "")]);
    // Of a list, the element at the cursor.
    let list = mode.replace('‸', "0\u{F000}‸9\u{F000}1");
    assert_eq!(taken(&mut client, &list, "1"), list.replace("‸9", "1"));
    let brightness = mode.replace("Bulbs/1/Mode", "Brightness");
    assert_eq!(client.labels(&brightness), ["50", "0", "100"]);
    assert_eq!(client.offered(&brightness)[0]["preselect"], true);
    // As the carrier wants it: escaped, or as it is.
    let policy = mode.replace("Mode", "Policy");
    assert_eq!(
        taken(&mut client, &policy, "<enabled/>"),
        policy.replace('‸', "&lt;enabled/&gt;")
    );
    let data = policy.replace("‸", "<![CDATA[‸]]>");
    assert_eq!(
        taken(&mut client, &data, "<disabled/>"),
        data.replace('‸', "<disabled/>")
    );
    let json = "{\"omaSettings\":[{\"omaUri\":\"./Vendor/Contoso/Lamp/Bulbs/1/Mode\",\"value\": ‸";
    assert_eq!(taken(&mut client, json, "1"), json.replace('‸', "1"));
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn formats_are_those_of_the_carrier_the_node_s_own_first() {
    let mut client = Client::start();
    let text = "<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Brightness</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">‸</Format></Meta></Item></Replace>";
    let offered = client.offered(text);
    assert_eq!(
        (&offered[0]["label"], &offered[0]["detail"]),
        (&"int".into(), &"what Brightness takes".into())
    );
    assert_eq!(offered.len(), 11);
    let intune = "{\"omaSettings\":[{\"omaUri\":\"./Vendor/Contoso/Lamp/Brightness\",\"@odata.type\":\"#microsoft.graph.omaSetting‸String\"}]}";
    let expected = intune.replace("‸String", "Integer");
    assert_eq!(
        taken(&mut client, intune, "#microsoft.graph.omaSettingInteger"),
        expected
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn elements_are_those_that_can_stand_there() {
    let mut client = Client::start();
    let table: &[(&str, &[&str])] = &[
        ("‸", &["Replace", "Add", "Delete", "Get", "Exec", "Atomic"]),
        ("<‸", &["Replace", "Add", "Delete", "Get", "Exec", "Atomic"]),
        ("<Replace><‸</Replace>", &["Item", "CmdID", "Meta"]),
        (
            "<Replace><Item><Tar‸\n</Item></Replace>",
            &["Target", "Source", "Meta", "Data"],
        ),
        (
            "<Replace><Item><Meta><‸</Meta></Item></Replace>",
            &["Format", "Type"],
        ),
        ("<Replace><Item></‸", &["Item"]),
        (
            "<wap-provisioningdoc><characteristic type='A'><‸",
            &["parm", "characteristic"],
        ),
        // No other file gets commands.
        ("<project><a/><‸", &[]),
        ("{‸}", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(client.labels(text), *expected, "{text}");
    }
    let text = "<Replace><It‸></It></Replace>";
    assert_eq!(
        taken(&mut client, text, "Item"),
        "<Replace><Item></It></Replace>"
    );
    // A verb of a command whose node is known is one that it permits.
    let table = "Verb,OMA-URI,Value\nGe‸,./Vendor/Contoso/Lamp/Brightness,1\n";
    assert_eq!(client.labels(table), ["Get", "Replace"]);
    // What `>` brings is a value, no element: a new line may come next.
    client.open("<Replace>");
    let params = json!({
        "textDocument": { "uri": FILE },
        "position": { "line": 0, "character": 9 },
        "context": { "triggerKind": 2, "triggerCharacter": ">" },
    });
    assert_eq!(client.ask("textDocument/completion", params), Value::Null);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_editor_without_snippets_gets_names() {
    let mut client = Client::start_with(&["--ddf", "lamp"], &data(), &json!({}));
    let item = &client.offered("<‸")[0];
    assert_eq!(
        (&item["textEdit"]["newText"], &item["insertTextFormat"]),
        (&"Replace".into(), &Value::Null)
    );
    let item = &client.offered(&format!("{ADDRESS}./Vendor/Contoso/Lamp/Bulbs/‸"))[0];
    assert_eq!(
        (&item["textEdit"]["newText"], &item["insertTextFormat"]),
        (&"Bulb".into(), &Value::Null)
    );
    assert_eq!(client.stop(), Some(0));
}
