//! How the conversation begins and ends, and what does not end it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, FILE, capabilities, data};

fn code(answer: &Value) -> i64 {
    answer["error"]["code"]
        .as_i64()
        .unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn the_server_says_what_it_does() {
    let mut client = Client::silent(&["--ddf", "lamp"], &data());
    let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities() });
    let result = client.ask("initialize", params);
    assert_eq!(result["serverInfo"]["name"], "csp");
    let does = &result["capabilities"];
    assert_eq!(does["positionEncoding"], "utf-16");
    assert_eq!(does["textDocumentSync"]["change"], 2);
    for provider in [
        "hoverProvider",
        "definitionProvider",
        "documentSymbolProvider",
    ] {
        assert_eq!(does[provider], true, "{provider}");
    }
    assert_eq!(does["completionProvider"]["resolveProvider"], true);
    assert_eq!(
        does["codeActionProvider"]["codeActionKinds"],
        json!(["quickfix", "source.fixAll"])
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn nothing_is_answered_before_the_greeting_and_after_the_good_bye() {
    let mut client = Client::silent(&[], &data());
    client.open("<Replace>");
    assert_eq!(
        code(&client.answer("textDocument/hover", json!({}))),
        -32002
    );
    let greeting = json!({ "capabilities": {} });
    client.ask("initialize", greeting.clone());
    assert_eq!(code(&client.answer("initialize", greeting)), -32600);
    client.ask("shutdown", Value::Null);
    assert_eq!(
        code(&client.answer("textDocument/hover", json!({}))),
        -32600
    );
    client.tell("exit", Value::Null);
    assert_eq!(client.wait(), Some(0));
}

#[test]
fn without_a_shutdown_the_exit_code_is_1() {
    let mut client = Client::start();
    client.tell("exit", Value::Null);
    assert_eq!(client.wait(), Some(1));
    // The editor is gone.
    assert_eq!(Client::start().wait(), Some(1));
    let outcome = Command::new(env!("CARGO_BIN_EXE_csp"))
        .args(["lsp", "--nonsense"])
        .output()
        .unwrap();
    assert_eq!(outcome.status.code(), Some(2));
}

#[test]
fn an_editor_that_no_longer_reads_is_no_shutdown() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_csp"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ask =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}";
    let mut input = child.stdin.take().unwrap();
    write!(input, "Content-Length: {}\r\n\r\n{ask}", ask.len()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn what_is_no_message_is_refused_and_the_server_goes_on() {
    let mut client = Client::start();
    let table: &[(&[u8], Value, i64)] = &[
        (b"{\"jsonrpc\":\"2.0\",\"id\":77,", Value::Null, -32700),
        (b"\xFF\xFE", Value::Null, -32700),
        (b"", Value::Null, -32700),
        (b"[]", Value::Null, -32600),
        (b"{\"id\":[1],\"method\":\"x\"}", json!([1]), -32600),
        (b"{\"id\":9999999999,\"method\":\"shutdown\"}", json!(9_999_999_999_u64), -32600),
        (b"{\"id\":78,\"method\":{}}", json!(78), -32600),
        (b"{\"id\":79,\"method\":\"textDocument/rename\"}", json!(79), -32601),
        (b"{\"id\":\"a\",\"method\":\"textDocument/hover\",\"params\":[1]}", json!("a"), -32602),
        (b"{\"id\":80,\"method\":\"textDocument/completion\",\"params\":{\"textDocument\":{\"uri\":\"no uri at all\"},\"position\":{\"line\":-1}}}", json!(80), -32602),
    ];
    for (body, id, expected) in table {
        client.write_raw(body);
        let answer = client.answer_to(id);
        assert_eq!(
            code(&answer),
            *expected,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
    // Headers that are none, and one of more than there is memory.
    for header in [
        "nonsense\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999999999999\r\n\r\n",
    ] {
        client.write_bytes(header.as_bytes());
        assert_eq!(code(&client.answer_to(&Value::Null)), -32700, "{header}");
    }
    // What is told and is not understood is passed over.
    client.tell("textDocument/didOpen", json!({ "textDocument": 7 }));
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": FILE, "version": 1 }, "contentChanges": [] }),
    );
    client.tell("$/setTrace", json!({ "value": "off" }));
    client.write_raw(b"{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":null}");
    assert_eq!(
        client.ask(
            "textDocument/hover",
            json!({ "textDocument": { "uri": FILE }, "position": { "line": 0, "character": 0 } })
        ),
        Value::Null
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn a_message_that_ends_early_ends_the_server() {
    let mut client = Client::start();
    client.write_bytes(b"Content-Length: 100000000\r\n\r\n{}");
    assert_eq!(client.wait(), Some(1));
}

#[test]
fn a_request_that_is_cancelled_while_it_waits_has_no_result() {
    let mut client = Client::start();
    // Something to do first, so that what follows waits.
    let one = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/Contoso/Lamp</LocURI></Target></Item></Get>\n";
    let mut messages = Vec::new();
    let mut add = |message: Value| {
        let body = message.to_string();
        messages.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    };
    let item = json!({ "uri": FILE, "languageId": "xml", "version": 1, "text": one.repeat(2000) });
    add(
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": item } }),
    );
    let params = json!({ "textDocument": { "uri": FILE } });
    for id in 501..=510 {
        add(
            json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params }),
        );
    }
    add(json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 510 } }));
    // One that is nobody's.
    add(json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 999 } }));
    client.write_bytes(&messages);
    assert_eq!(code(&client.answer_to(&json!(510))), -32800);
    let params = json!({ "textDocument": { "uri": FILE } });
    assert!(client.ask("textDocument/documentSymbol", params).is_array());
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn a_large_file_and_a_hostile_one_are_served() {
    let mut client = Client::start();
    let one = "<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Brigthness</LocURI></Target></Item></Replace>";
    client.open(&one.repeat(20_000));
    assert_eq!(client.findings().len(), 10_000, "no more are told");
    assert_eq!(client.actions(&["source"]), Vec::<Value>::new());
    for text in [
        "<a>".repeat(10_000),
        format!("<Replace>{}", "<".repeat(100_000)),
        format!("{}LocURI", "&".repeat(10_000)),
        format!("{{\"omaUri\":{}", "[".repeat(10_000)),
        "<!DOCTYPE a [<!ENTITY b \"c\">]><Replace>&b;</Replace>".to_owned(),
        "\0<Replace/>".to_owned(),
        "\u{FEFF}<Replace/>".to_owned(),
    ] {
        client.open(&text);
        client.findings();
        for character in [0, 5, 50_000] {
            let at = json!({ "textDocument": { "uri": FILE }, "position": { "line": 0, "character": character } });
            client.ask("textDocument/completion", at.clone());
            client.ask("textDocument/hover", at);
        }
    }
    assert_eq!(client.stop(), Some(0));
}
