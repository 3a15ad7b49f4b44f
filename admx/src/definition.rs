//! The DDF of what a device offers once a file is ingested.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use csp_source::MAX_BYTES;

use crate::ingest::{MACHINE, USER};
use crate::model::{File, Policy};

/// What the nodes of one area have.
#[derive(Default)]
struct Area<'s> {
    machine: Vec<Policy<'s>>,
    user: Vec<Policy<'s>>,
}

impl<'s> File<'s> {
    /// The DDF of the nodes that a device has once it has ingested this file for an app of this name, with what Windows' own DDFs say of such nodes;
    /// descriptions are the help texts. Generators, documentation, checks and comparisons of DDFs then work on any template.
    ///
    /// Policies without a [URI](Policy::ingested_uris) are left out, and so is one whose node would have the name of another.
    ///
    /// # Errors
    ///
    /// It would have more bytes than are read of a definition: one long help text of many policies makes such.
    pub fn definition(&self, app: &str) -> Result<String, LongDefinition> {
        let mut order: Vec<(String, Area<'s>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for policy in self.policies() {
            if policy.ingested_uris(app).is_empty() {
                continue;
            }
            let Some(name) = policy.ingested_area(app) else {
                continue;
            };
            let place = *places
                .entry(crate::fold::fold(&name))
                .or_insert(order.len());
            if place == order.len() {
                order.push((name, Area::default()));
            }
            if let Some((_, area)) = order.get_mut(place) {
                area.machine
                    .extend(policy.class().has_machine().then_some(policy));
                area.user
                    .extend(policy.class().has_user().then_some(policy));
            }
        }
        let mut ddf = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">\n  <VerDTD>1.2</VerDTD>\n",
        );
        for (name, area) in &order {
            for (parent, policies) in [(MACHINE, &area.machine), (USER, &area.user)] {
                if !policies.is_empty() {
                    tree(&mut ddf, parent, name, policies)?;
                }
            }
        }
        ddf.push_str("</MgmtTree>\n");
        Ok(ddf)
    }
}

/// The definition of a template would be longer than one that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LongDefinition;

impl fmt::Display for LongDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the definition would have more than {MAX_BYTES} bytes, which is the most that is read of one: leave policies out of the template, or its texts"
        )
    }
}

impl std::error::Error for LongDefinition {}

fn tree(
    ddf: &mut String,
    parent: &str,
    area: &str,
    policies: &[Policy<'_>],
) -> Result<(), LongDefinition> {
    let name = escaped(area);
    let _ = write!(
        ddf,
        "  <Node>
    <NodeName>{name}</NodeName>
    <Path>{parent}</Path>
    <DFProperties>
      <AccessType><Get/></AccessType>
      <DFFormat><node/></DFFormat>
      <Occurrence><One/></Occurrence>
      <Scope><Permanent/></Scope>
      <DFType><MIME>com.microsoft/11/MDM/Policy</MIME></DFType>
    </DFProperties>
"
    );
    for policy in policies {
        leaf(ddf, area, *policy);
        if ddf.len() > MAX_BYTES {
            return Err(LongDefinition);
        }
    }
    ddf.push_str("  </Node>\n");
    Ok(())
}

fn leaf(ddf: &mut String, area: &str, policy: Policy<'_>) {
    let name = escaped(policy.name());
    let description = match policy.explain_text().map(str::trim).unwrap_or_default() {
        "" => String::new(),
        text => format!("        <Description>{}</Description>\n", escaped(text)),
    };
    let title = match policy.display_name().map(str::trim).unwrap_or_default() {
        "" => String::new(),
        text => format!("        <DFTitle>{}</DFTitle>\n", escaped(text)),
    };
    let (area, file) = (escaped(area), escaped(policy.file().name()));
    let _ = write!(
        ddf,
        "    <Node>
      <NodeName>{name}</NodeName>
      <DFProperties>
        <AccessType><Add/><Delete/><Get/><Replace/></AccessType>
{description}        <DFFormat><chr/></DFFormat>
        <Occurrence><ZeroOrOne/></Occurrence>
        <Scope><Dynamic/></Scope>
{title}        <DFType><MIME>text/plain</MIME></DFType>
        <MSFT:AllowedValues ValueType=\"ADMX\">
          <MSFT:AdmxBacked Area=\"{area}\" Name=\"{name}\" File=\"{file}\"/>
        </MSFT:AllowedValues>
      </DFProperties>
    </Node>
"
    );
}

/// A text in XML, also inside of an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            c => escaped.push(c),
        }
    }
    escaped
}
