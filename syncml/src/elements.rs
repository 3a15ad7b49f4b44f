//! The elements inside of commands and of the header, as a [`Writer`] puts them down.

use super::encoding::Encoding;
use super::item::{Data, DataForm, Item, Meta};
use super::message::{Address, Cred, Header, Response};
use super::tag::{Tag, metinf, tag};
use super::write::{MSFT, Writer};
use super::write_error::WriteError;
use super::xml::{check_markup, escape_attribute, escape_text};
use crate::StatusCode;

impl Writer<'_> {
    pub(super) fn header(&mut self, header: &Header<'_>) -> Result<(), WriteError> {
        self.open(tag!("SyncHdr"));
        self.field(tag!("VerDTD"), &header.ver_dtd)?;
        self.field(tag!("VerProto"), &header.ver_proto)?;
        self.field(tag!("SessionID"), &header.session_id)?;
        self.field(tag!("MsgID"), &header.msg_id)?;
        let Address { uri, name } = &header.target;
        self.location(tag!("Target"), Some(uri), name.as_deref())?;
        let Address { uri, name } = &header.source;
        self.location(tag!("Source"), Some(uri), name.as_deref())?;
        self.optional(tag!("RespURI"), header.resp_uri.as_deref())?;
        self.no_resp(header.no_resp);
        self.cred(header.cred.as_deref())?;
        self.meta_element(&header.meta)?;
        self.close(tag!("SyncHdr"));
        Ok(())
    }

    /// MsgRef, CmdRef and Cmd.
    pub(super) fn references(&mut self, response: &Response<'_>) -> Result<(), WriteError> {
        self.optional(tag!("MsgRef"), response.msg_ref.as_deref())?;
        self.optional(tag!("CmdRef"), response.cmd_ref.as_deref())?;
        self.optional(tag!("Cmd"), response.cmd.as_deref())
    }

    /// What follows the Meta of a Results and the references of a Status.
    pub(super) fn reference_details(&mut self, response: &Response<'_>) -> Result<(), WriteError> {
        for uri in &response.target_refs {
            self.field(tag!("TargetRef"), uri)?;
        }
        for uri in &response.source_refs {
            self.field(tag!("SourceRef"), uri)?;
        }
        self.cred(response.cred.as_deref())?;
        if let Some(chal) = &response.chal {
            self.open(tag!("Chal"));
            self.meta_element(chal)?;
            self.close(tag!("Chal"));
        }
        Ok(())
    }

    /// The Data of a Status that is a code of ours.
    pub(super) fn status_code(
        &mut self,
        response: &Response<'_>,
        code: StatusCode,
    ) -> Result<(), WriteError> {
        if self.encoding != Encoding::Xml {
            self.number_field(tag!("Data"), code.code().into());
            return Ok(());
        }
        self.status_data(response, |writer| {
            writer.number(code.code().into());
            Ok(())
        })
    }

    /// The Data of a Status.
    pub(super) fn status_text(
        &mut self,
        response: &Response<'_>,
        code: &Data<'_>,
    ) -> Result<(), WriteError> {
        if self.encoding != Encoding::Xml {
            return self.data_element(code);
        }
        self.status_data(response, |writer| writer.data_content(code))
    }

    /// The Data of a Status in XML, with `msft:originalerror` where the response has one. Its namespace
    /// is declared on SyncBody (MS-MDM), once it turns out to be needed.
    fn status_data(
        &mut self,
        response: &Response<'_>,
        code: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        self.elements += 1;
        self.raw("<Data");
        if let Some(error) = &response.original_error {
            if self.closing.is_empty() {
                self.raw(MSFT);
            }
            self.raw(" msft:originalerror=\"");
            escape_attribute(error, self.out)
                .map_err(|c| WriteError::character("originalerror", c))?;
            self.raw("\"");
        }
        self.raw(">");
        code(self)?;
        self.raw("</Data>");
        if response.original_error.is_some() && std::mem::take(&mut self.declare_msft) {
            let end_of_tag = self.content - ">".len();
            self.out.splice(end_of_tag..end_of_tag, MSFT.bytes());
            self.content += MSFT.len();
        }
        Ok(())
    }

    pub(super) fn no_resp(&mut self, no_resp: bool) {
        if no_resp {
            self.flag(tag!("NoResp"));
        }
    }

    fn cred(&mut self, cred: Option<&Cred<'_>>) -> Result<(), WriteError> {
        let Some(Cred { meta, data }) = cred else {
            return Ok(());
        };
        self.open(tag!("Cred"));
        self.meta_element(meta)?;
        self.field(tag!("Data"), data)?;
        self.close(tag!("Cred"));
        Ok(())
    }

    fn location(
        &mut self,
        around: &'static Tag,
        uri: Option<&str>,
        name: Option<&str>,
    ) -> Result<(), WriteError> {
        if uri.is_none() && name.is_none() {
            return Ok(());
        }
        self.open(around);
        self.optional(tag!("LocURI"), uri)?;
        self.optional(tag!("LocName"), name)?;
        self.close(around);
        Ok(())
    }

    /// The Meta of a command, which is for its items, too.
    pub(super) fn command_meta(&mut self, meta: &Meta<'_>) -> Result<(), WriteError> {
        self.is_bin = meta.format.as_deref() == Some("bin");
        self.meta_element(meta)
    }

    fn meta_element(&mut self, meta: &Meta<'_>) -> Result<(), WriteError> {
        self.meta_as(meta, meta.format.as_deref())
    }

    /// Meta, with this Format.
    fn meta_as(&mut self, meta: &Meta<'_>, format: Option<&str>) -> Result<(), WriteError> {
        if format.is_none() && meta.kind.is_none() && meta.rest.is_none() {
            return Ok(());
        }
        self.open(tag!("Meta"));
        // Windows writes the Type of an event first, and that of anything else second.
        let is_event = meta.rest.as_ref().is_some_and(|rest| rest.mark.is_some());
        if is_event {
            self.optional(metinf!("Type"), meta.kind.as_deref())?;
        }
        self.optional(metinf!("Format"), format)?;
        if !is_event {
            self.optional(metinf!("Type"), meta.kind.as_deref())?;
        }
        if let Some(rest) = &meta.rest {
            self.optional(metinf!("Mark"), rest.mark.as_deref())?;
            self.optional(metinf!("Size"), rest.size.as_deref())?;
            self.optional(metinf!("NextNonce"), rest.next_nonce.as_deref())?;
            self.optional(metinf!("MaxMsgSize"), rest.max_msg_size.as_deref())?;
            self.optional(metinf!("MaxObjSize"), rest.max_obj_size.as_deref())?;
        }
        self.close(tag!("Meta"));
        Ok(())
    }

    pub(super) fn item_element(&mut self, item: &Item<'_>) -> Result<(), WriteError> {
        self.open(tag!("Item"));
        self.location(
            tag!("Target"),
            item.target.as_deref(),
            item.target_name.as_deref(),
        )?;
        self.location(
            tag!("Source"),
            item.source.as_deref(),
            item.source_name.as_deref(),
        )?;
        match &item.data {
            Some(data) if self.encoding != Encoding::Xml => self.wbxml_value(&item.meta, data)?,
            Some(data) if data.form == DataForm::Octets => {
                self.meta_as(&item.meta, Some("b64"))?;
                self.data_element(data)?;
            }
            data => {
                self.meta_element(&item.meta)?;
                if let Some(data) = data {
                    self.data_element(data)?;
                }
            }
        }
        if item.more_data {
            self.flag(tag!("MoreData"));
        }
        self.close(tag!("Item"));
        Ok(())
    }

    /// The Meta and the value of an item. XML carries octets as base64 with the Format `b64`, WBXML as they are with the Format `bin` (OMA DM Tree and
    /// Description 1.2).
    fn wbxml_value(&mut self, meta: &Meta<'_>, data: &Data<'_>) -> Result<(), WriteError> {
        let format = meta.format.as_deref();
        let is_octets = data.form == DataForm::Octets;
        let is_bin = format.map_or(self.is_bin, |format| format == "bin");
        if is_octets || is_bin && data.form == DataForm::Text {
            if let Some(octets) = csp_check::decode_base64(&data.text) {
                self.meta_as(meta, Some("bin"))?;
                self.opaque_field(tag!("Data"), &octets);
                return Ok(());
            }
        }
        self.meta_as(meta, if is_octets { Some("b64") } else { format })?;
        self.data_element(data)
    }

    pub(super) fn data_element(&mut self, data: &Data<'_>) -> Result<(), WriteError> {
        const DATA: &Tag = tag!("Data");
        match (data.form, self.encoding) {
            (DataForm::Markup, Encoding::Xml) => {
                self.open(DATA);
                self.data_content(data)?;
                self.close(DATA);
            }
            (DataForm::Markup, Encoding::Wbxml(_)) => {
                check_markup(&data.text).map_err(WriteError::Markup)?;
                self.opaque_field(DATA, data.text.as_bytes());
            }
            (DataForm::Text | DataForm::Octets, _) => self.field(DATA, &data.text)?,
        }
        Ok(())
    }

    /// The content of a Data in XML.
    fn data_content(&mut self, data: &Data<'_>) -> Result<(), WriteError> {
        if data.form != DataForm::Markup {
            return escape_text(&data.text, self.out).map_err(|c| WriteError::character("Data", c));
        }
        self.elements += check_markup(&data.text).map_err(WriteError::Markup)?;
        self.raw(&data.text);
        Ok(())
    }

    #[inline(always)]
    fn optional(&mut self, tag: &'static Tag, text: Option<&str>) -> Result<(), WriteError> {
        match text {
            Some(text) => self.field(tag, text),
            None => Ok(()),
        }
    }
}
