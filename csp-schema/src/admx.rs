//! ADMX payloads: the text by which an ADMX-backed policy is set (MS-MDM; "Understanding ADMX policies").

/// One `<data id= value=/>` element of an ADMX-backed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmxData {
    /// The id of the policy's element.
    pub id: String,
    /// Its value.
    pub value: String,
}

/// Reads an ADMX payload: whether it enables, and its data. Element names are compared without case, as published samples write `<Data>` too.
///
/// # Errors
///
/// What is wrong with the text.
pub fn parse_admx(text: &str) -> Result<(bool, Vec<AdmxData>), String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let is_xml = text.trim_start().starts_with('<');
    if !is_xml && !text.trim().is_empty() {
        return Err("an ADMX payload begins with `<enabled/>` or `<disabled/>`".to_owned());
    }
    let mut enabled = None;
    let mut data = Vec::new();
    loop {
        match reader.read_event().map_err(|_| NO_XML.to_owned())? {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let name = element.local_name().as_ref().to_ascii_lowercase();
                match name.as_slice() {
                    b"enabled" | b"disabled" if enabled.is_some() => {
                        return Err("`<enabled/>` or `<disabled/>` must stand once".to_owned());
                    }
                    b"enabled" => enabled = Some(true),
                    b"disabled" => enabled = Some(false),
                    b"data" => data.push(read_data(&element)?),
                    other => {
                        return Err(format!(
                            "`<{}>` is not part of an ADMX payload",
                            String::from_utf8_lossy(other)
                        ));
                    }
                }
            }
            Event::Text(text) if text.iter().any(|byte| !byte.is_ascii_whitespace()) => {
                return Err("text between the elements of an ADMX payload".to_owned());
            }
            _ => {}
        }
    }
    match enabled {
        Some(enabled) => Ok((enabled, data)),
        None => Err("`<enabled/>` or `<disabled/>` is missing".to_owned()),
    }
}

const NO_XML: &str = "this is no XML: close each tag, and write values in quotes";

fn read_data(element: &quick_xml::events::BytesStart<'_>) -> Result<AdmxData, String> {
    let attribute = |wanted: &str| {
        let found = element
            .try_get_attribute(wanted)
            .map_err(|_| NO_XML.to_owned())?;
        let found = found.ok_or_else(|| format!("`<data>` lacks its `{wanted}`"))?;
        found
            .unescape_value()
            .map(|text| text.into_owned())
            .map_err(|_| {
                format!(
                    "the `{wanted}` of a `<data>` has a `&` that begins no entity: write `&amp;`"
                )
            })
    };
    Ok(AdmxData {
        id: attribute("id")?,
        value: attribute("value")?,
    })
}
