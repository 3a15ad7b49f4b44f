//! Payloads of ADMX-backed policies: what is written, and what cannot be.

use csp_runtime::value::{Admx, Payload, Value};

fn written(value: &Admx) -> String {
    let mut text = String::new();
    Payload::<Admx>::write(value, &mut text);
    text
}

#[test]
fn what_stands_between_texts_is_written_as_its_entity() {
    // As in Microsoft's samples: the character itself shows nowhere, and tools lose it.
    let list = Admx::enabled().list("Sites", &[("a", "1"), ("b", "")]);
    let text = r#"<enabled/><data id="Sites" value="a&#xF000;1&#xF000;b&#xF000;"/>"#;
    assert_eq!(written(&list), text);
    let texts = Admx::enabled().data("Notes", "a\u{F000}b");
    assert_eq!(
        written(&texts),
        r#"<enabled/><data id="Notes" value="a&#xF000;b"/>"#
    );
    let read = Admx::read(text).map(|read| read.data());
    let value = read
        .ok()
        .and_then(|data| data.into_iter().next())
        .map(|data| data.value);
    assert_eq!(value.as_deref(), Some("a\u{F000}1\u{F000}b\u{F000}"));
}

#[test]
fn an_id_is_given_once() {
    let faulty = |value: Admx| {
        let checked = Payload::<Admx>::check(&value);
        checked.err().map(|fault| fault.to_string())
    };
    let twice = Admx::enabled().data("Id", "1").list("Id", &[]);
    let fault = "the element `Id` is given twice";
    assert_eq!(faulty(twice).as_deref(), Some(fault));
    let others = Admx::enabled().data("Id", "1").data("Other", "1");
    assert_eq!(faulty(others), None);
    // What a device says is read all the same.
    let text = r#"<enabled/><data id="Id" value="1"/><data id="Id" value="2"/>"#;
    let read = Admx::read(text).map(|read| read.data().len());
    assert_eq!(read.ok(), Some(2));
}
