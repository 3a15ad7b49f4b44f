//! Requests in shorthand: one line for a command, two spaces for what is inside of a container, `+` for a further item.

/// The SyncML of a request: as it stands where it is SyncML, else built from the shorthand.
pub(crate) fn build(lines: &[&str]) -> Result<String, String> {
    if lines
        .first()
        .is_some_and(|line| line.trim_start().starts_with('<'))
    {
        return Ok(lines.join("\n"));
    }
    let mut builder = Builder::default();
    for line in lines {
        builder.line(line)?;
    }
    builder.close_to(0);
    Ok(builder.xml)
}

#[derive(Default)]
struct Builder<'t> {
    xml: String,
    /// The commands that are open, by depth.
    open: Vec<&'t str>,
    next: u32,
}

impl<'t> Builder<'t> {
    fn line(&mut self, line: &'t str) -> Result<(), String> {
        let text = line.trim_start();
        let depth = (line.len() - text.len()) / 2;
        if let Some(item) = text.strip_prefix("+ ") {
            return self.item(item);
        }
        self.close_to(depth);
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        self.next += 1;
        self.xml
            .push_str(&format!("<{verb}><CmdID>{}</CmdID>", self.next));
        self.open.push(verb);
        match (verb, rest) {
            ("Alert", code) => {
                self.xml.push_str(&format!("<Data>{code}</Data>"));
                Ok(())
            }
            (_, "") => Ok(()),
            (_, item) => self.item(item),
        }
    }

    /// `LocURI [format] [= data]`
    fn item(&mut self, item: &str) -> Result<(), String> {
        let (head, data) = match item.split_once(" = ") {
            Some((head, data)) => (head, Some(data)),
            None => (
                item.strip_suffix(" =").unwrap_or(item),
                item.ends_with(" =").then_some(""),
            ),
        };
        let mut words = head.split_whitespace();
        let uri = words
            .next()
            .ok_or_else(|| format!("`{item}` has no LocURI"))?;
        self.xml
            .push_str(&format!("<Item><Target><LocURI>{uri}</LocURI></Target>"));
        if let Some(format) = words.next() {
            let format = format!("<Format xmlns=\"syncml:metinf\">{format}</Format>");
            self.xml.push_str(&format!("<Meta>{format}</Meta>"));
        }
        if let Some(data) = data {
            let data = data.replace('&', "&amp;").replace('<', "&lt;");
            self.xml.push_str(&format!(
                "<Data>{}</Data>",
                super::transcript::unescape(&data)
            ));
        }
        self.xml.push_str("</Item>");
        match words.next() {
            None => Ok(()),
            Some(word) => Err(format!(
                "`{word}` in `{item}`: expected LocURI [format] [= data]"
            )),
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(verb) = self.open.pop() {
                self.xml.push_str(&format!("</{verb}>"));
            }
        }
    }
}
