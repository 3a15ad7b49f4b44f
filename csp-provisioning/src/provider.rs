//! What the device keeps of the server that manages it: `DMClient/Provider`.

use crate::entry::Entry;
use crate::error::Fault;
use crate::node::{Node, Part};
use crate::poll::PollSchedule;
use crate::write::{BOOLEAN, STRING, Writer};

/// What the device keeps of the server that manages it (DMClient CSP, `Provider/{PROVIDER-ID}`). The PROVIDER-ID is the account's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provider {
    /// `UPN`: the name of the user who enrolled.
    pub upn: Option<String>,
    /// `EntDeviceName`: the device's name at the server.
    pub device_name: Option<String>,
    /// `EnableOmaDmKeepAliveMessage`: whether the device says that it goes on while a session takes long.
    pub keeps_alive: Option<bool>,
    /// When the device asks for work by itself.
    pub poll: Option<PollSchedule>,
    /// What else is in the provider.
    pub others: Vec<Entry>,
}

impl Provider {
    pub(crate) fn write(&self, provider_id: &str, writer: &mut Writer) {
        if *self == Self::default() {
            return;
        }
        writer.node("DMClient", |writer| {
            writer.node("Provider", |writer| {
                writer.node(provider_id, |writer| {
                    writer.optional("UPN", self.upn.as_ref(), STRING);
                    writer.optional("EntDeviceName", self.device_name.as_ref(), STRING);
                    writer.optional("EnableOmaDmKeepAliveMessage", self.keeps_alive, BOOLEAN);
                    if let Some(poll) = &self.poll {
                        poll.write(writer);
                    }
                    writer.entries(&self.others);
                });
            });
        });
    }

    /// Takes the provider out of a document: the one whose account it is.
    pub(crate) fn read(document: &mut Node, provider_id: &str) -> Result<Self, Fault> {
        let mut found = Self::default();
        for part in &mut document.parts {
            let Part::Node(client) = part else { continue };
            if client.kind != "DMClient" {
                continue;
            }
            let Some(mut providers) = client.take_node("Provider")? else {
                continue;
            };
            for mut node in providers.take_nodes(|_| true) {
                if node.kind != provider_id {
                    let message = format!(
                        "`DMClient/Provider/{}` is of no account: write its PROVIDER-ID, `{provider_id}`",
                        node.kind
                    );
                    return Err(Fault::new(node.offset, message));
                }
                if found != Self::default() {
                    return Err(Fault::new(
                        node.offset,
                        format!("`{provider_id}` is there twice: keep one of the two"),
                    ));
                }
                let poll = node.take_node("Poll")?;
                found = Self {
                    upn: node.take_text("UPN")?,
                    device_name: node.take_text("EntDeviceName")?,
                    keeps_alive: node.take_bool("EnableOmaDmKeepAliveMessage")?,
                    poll: poll.map(PollSchedule::read).transpose()?,
                    others: node.rest(),
                };
            }
            if !providers.parts.is_empty() {
                client.parts.push(Part::Node(providers));
            }
        }
        Ok(found)
    }
}
