//! The tables of the device's tests, written as the definitions they could come from.

use std::fs;
use std::io;
use std::path::Path;

/// Writes a definition for each table.
pub(crate) fn write(tables: &Path, folder: &Path) -> io::Result<()> {
    let demo = fs::read_to_string(tables.join("demo.table"))?;
    let demo = format!("root ./Device/Vendor/MSFT\n{demo}root ./User/Vendor/MSFT\n{demo}");
    fs::write(folder.join("Demo.xml"), ddf(&demo))?;
    for name in ["devinfo", "policy", "camera"] {
        let table = fs::read_to_string(tables.join(name).with_extension("table"))?;
        fs::write(folder.join(name).with_extension("xml"), ddf(&table))?;
    }
    Ok(())
}

/// A node of a table, as the parts of its `DFProperties`.
struct Node {
    depth: usize,
    dynamic: bool,
    name: String,
    path: Option<String>,
    access: String,
    format: String,
    occurrence: String,
    scope: &'static str,
    mimes: String,
    /// What is written as it comes.
    rest: String,
    allowed: Option<Allowed>,
    delimiter: Option<String>,
}

struct Allowed {
    value_type: &'static str,
    inner: String,
}

fn ddf(table: &str) -> String {
    let mut nodes: Vec<Node> = Vec::new();
    let mut path = None;
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (key, rest) = line
            .trim_start()
            .split_once(' ')
            .unwrap_or((line.trim_start(), ""));
        match (key.parse(), nodes.last_mut()) {
            (Ok(depth), _) => {
                let (_class, name) = rest.split_once(' ').unwrap_or_default();
                nodes.push(Node::new(depth, &unescape(name), path.take()));
            }
            (Err(_), _) if key == "csp" => {}
            (Err(_), _) if key == "root" => path = Some(rest.to_owned()),
            (Err(_), Some(node)) => node.fact(key, &unescape(rest)),
            (Err(_), None) => panic!("`{line}` stands before the first node"),
        }
    }
    let mut out = String::from(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><VerDTD>1.2</VerDTD>",
    );
    let mut open = 0;
    for node in &nodes {
        out.push_str(&"</Node>".repeat(open - node.depth));
        node.write(&mut out);
        open = node.depth + 1;
    }
    out + &"</Node>".repeat(open) + "</MgmtTree>"
}

impl Node {
    fn new(depth: usize, name: &str, path: Option<String>) -> Self {
        Self {
            depth,
            dynamic: false,
            name: name.to_owned(),
            path,
            access: String::new(),
            format: "node".to_owned(),
            occurrence: "<One/>".to_owned(),
            scope: "Dynamic",
            mimes: String::new(),
            rest: String::new(),
            allowed: None,
            delimiter: None,
        }
    }

    fn fact(&mut self, key: &str, text: &str) {
        match key {
            "dynamic" => self.dynamic = true,
            "permanent" => self.scope = "Permanent",
            "format" => self.format = text.to_owned(),
            "access" => {
                let verbs = text.split_whitespace().map(|verb| format!("<{verb}/>"));
                self.access = verbs.collect();
            }
            "occurrence" => {
                let (name, n) = text.split_once(' ').unwrap_or((text, ""));
                self.occurrence = format!("<{name}>{n}</{name}>");
            }
            "default" => self.rest += &element("DefaultValue", text),
            "mime" => self.mimes += &element("MIME", text),
            "case-sensitive" => self.rest += "<CaseSense><CS/></CaseSense>",
            "replace-appends" => self.rest += &element("MSFT:ReplaceBehavior", "Append"),
            "os-build" => {
                let build = element("MSFT:OsBuildVersion", text);
                self.rest += &format!("<MSFT:Applicability>{build}</MSFT:Applicability>");
            }
            "list" => self.delimiter = Some(format!("<MSFT:List Delimiter=\"{text}\"/>")),
            "allowed" => self.allowed = Some(allowed(text)),
            "value" => match &mut self.allowed {
                Some(allowed) => {
                    let value = element("MSFT:Value", text);
                    allowed.inner += &format!("<MSFT:Enum>{value}</MSFT:Enum>");
                }
                None => panic!("a value stands without allowed values"),
            },
            _ => panic!("the fact `{key}` of a table cannot be written as a definition yet"),
        }
    }

    fn write(&self, out: &mut String) {
        let Self {
            access,
            format,
            occurrence,
            scope,
            mimes,
            rest,
            ..
        } = self;
        out.push_str("<Node>");
        out.push_str(&element(
            "NodeName",
            if self.dynamic { "" } else { &self.name },
        ));
        if let Some(path) = &self.path {
            out.push_str(&element("Path", path));
        }
        *out += &format!(
            "<DFProperties><AccessType>{access}</AccessType><DFFormat><{format}/></DFFormat><Occurrence>{occurrence}</Occurrence>\
             <Scope><{scope}/></Scope><DFType>{mimes}</DFType>{rest}"
        );
        if self.dynamic {
            out.push_str(&element("DFTitle", &self.name));
        }
        let list = self.delimiter.clone().unwrap_or_default();
        match &self.allowed {
            Some(Allowed { value_type, inner }) => {
                *out += &format!(
                    "<MSFT:AllowedValues ValueType=\"{value_type}\">{inner}{list}</MSFT:AllowedValues>"
                );
            }
            None if list.is_empty() => {}
            None => {
                *out +=
                    &format!("<MSFT:AllowedValues ValueType=\"None\">{list}</MSFT:AllowedValues>")
            }
        }
        out.push_str("</DFProperties>");
    }
}

fn allowed(text: &str) -> Allowed {
    let (kind, text) = text.split_once(' ').unwrap_or((text, ""));
    let value = |text: &str| element("MSFT:Value", text);
    let (value_type, inner) = match kind {
        "enum" => ("ENUM", String::new()),
        "flag" => ("Flag", String::new()),
        "admx" => (
            "ADMX",
            "<MSFT:AdmxBacked Area=\"a\" Name=\"n\" File=\"f\"/>".to_owned(),
        ),
        "regex" => ("RegEx", value(text)),
        "range" => {
            let interval = |text: &str| {
                let (min, max) = text.split_once("..").unwrap_or((text, text));
                format!("[({min})-({max})]")
            };
            let intervals: Vec<String> = text.split_whitespace().map(interval).collect();
            ("Range", value(&intervals.join(",")))
        }
        _ => panic!("allowed values of the kind `{kind}` cannot be written as a definition yet"),
    };
    Allowed { value_type, inner }
}

fn element(name: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<{name}>{text}</{name}>")
}

/// The escapes that the tables use.
fn unescape(text: &str) -> String {
    text.replace("\\s", " ").replace("\\u{f000}", "\u{F000}")
}
