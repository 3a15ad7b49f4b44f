//! The parts that several elements of SyncML share: addresses, credentials and Meta.

use std::borrow::Cow;

use super::element_reader::{ElementReader, OpenElement, trim};
use super::error::Error;
use super::item::{Meta, MetaRest};
use super::message::{Address, Cred};

/// What a Target or a Source says.
pub(super) struct Location<'a> {
    pub(super) uri: Option<Cow<'a, str>>,
    pub(super) name: Option<Cow<'a, str>>,
}

/// Reads the parts.
pub(super) trait PartReader<'a>: ElementReader<'a> {
    /// A Target or a Source, or a TargetRef or a SourceRef. A URI counts with a LocURI around it
    /// or without one: OMA's own samples have Targets without it, and MS-MDM has TargetRefs with
    /// it.
    fn location(&mut self, parent: &OpenElement<'a>) -> Result<Location<'a>, Error> {
        let mut bare = Cow::Borrowed("");
        let (mut uri, mut name) = (None, None);
        while let Some(open) = self.text_up_to_child(parent, &mut bare)? {
            match open.local() {
                "LocURI" => uri = Some(self.trimmed(&open)?),
                "LocName" => name = Some(self.trimmed(&open)?),
                _ => self.skip(&open)?,
            }
        }
        if uri.is_none() && !bare.is_empty() {
            uri = Some(trim(bare)).filter(|uri| !uri.is_empty());
        }
        Ok(Location { uri, name })
    }

    fn address(&mut self, parent: &OpenElement<'a>) -> Result<Address<'a>, Error> {
        let Location { uri, name } = self.location(parent)?;
        Ok(Address {
            uri: uri.unwrap_or_default(),
            name,
        })
    }

    fn cred(&mut self, parent: &OpenElement<'a>) -> Result<Cred<'a>, Error> {
        let mut cred = Cred::default();
        while let Some(open) = self.child(parent)? {
            match open.local() {
                "Meta" => self.meta(&open, &mut cred.meta)?,
                "Data" => cred.data = self.text(&open)?,
                _ => self.skip(&open)?,
            }
        }
        Ok(cred)
    }

    /// A challenge is its Meta.
    fn chal(&mut self, parent: &OpenElement<'a>) -> Result<Meta<'a>, Error> {
        let mut meta = Meta::default();
        while let Some(open) = self.child(parent)? {
            match open.local() {
                "Meta" => self.meta(&open, &mut meta)?,
                _ => self.skip(&open)?,
            }
        }
        Ok(meta)
    }

    fn meta(&mut self, parent: &OpenElement<'a>, meta: &mut Meta<'a>) -> Result<(), Error> {
        while let Some(open) = self.child(parent)? {
            self.meta_element(&open, meta)?;
        }
        Ok(())
    }

    fn meta_element(&mut self, open: &OpenElement<'a>, meta: &mut Meta<'a>) -> Result<(), Error> {
        match open.local() {
            "Format" => meta.format = Some(self.trimmed(open)?),
            "Type" => meta.kind = Some(self.media_type(open)?),
            "Mark" => rest(meta).mark = Some(self.text(open)?),
            "Size" => rest(meta).size = Some(self.text(open)?),
            "NextNonce" => rest(meta).next_nonce = Some(self.nonce(open)?),
            "MaxMsgSize" => rest(meta).max_msg_size = Some(self.text(open)?),
            "MaxObjSize" => rest(meta).max_obj_size = Some(self.text(open)?),
            // Some senders put the element of the Meta DTD around what Meta holds.
            "MetInf" => self.meta(open, meta)?,
            _ => self.skip(open)?,
        }
        Ok(())
    }
}

impl<'a, R: ElementReader<'a>> PartReader<'a> for R {}

fn rest<'m, 'a>(meta: &'m mut Meta<'a>) -> &'m mut MetaRest<'a> {
    meta.rest.get_or_insert_default()
}
