//! Commands as people write them.

pub(crate) const CONFIG: &str = "./Device/Vendor/MSFT/Policy/Config";

pub(crate) fn command(verb: &str, uri: &str, format: &str, data: &str) -> String {
    let name = verb.replace(['⟦', '⟧'], "");
    format!(
        "<{verb}><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{data}</Data></Item></{name}>\n"
    )
}

pub(crate) fn replace(uri: &str, format: &str, data: &str) -> String {
    command("Replace", uri, format, data)
}

pub(crate) fn policy(name: &str, format: &str, data: &str) -> String {
    replace(&format!("{CONFIG}/{name}"), format, data)
}

pub(crate) fn numbered(cmd_id: &str, command: &str) -> String {
    command.replacen("<Item>", &format!("{cmd_id}<Item>"), 1)
}
