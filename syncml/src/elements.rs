//! The elements inside of commands and of the header, as a [`Writer`] puts them down.

use super::content::check_markup;
use super::escape::{escape_attribute, escape_text};
use super::field::{Field, field, metinf};
use super::item::{Data, Item, Meta};
use super::message::{Address, Cred, Header, Response};
use super::write::{MSFT, Writer};
use super::write_error::WriteError;

impl<'o> Writer<'o> {
    pub(super) fn header(&mut self, header: &Header<'_>) -> Result<(), WriteError> {
        self.raw("<SyncHdr>");
        self.field(field!("VerDTD"), &header.ver_dtd)?;
        self.field(field!("VerProto"), &header.ver_proto)?;
        self.field(field!("SessionID"), &header.session_id)?;
        self.field(field!("MsgID"), &header.msg_id)?;
        let Address { uri, name } = &header.target;
        self.location(field!("Target"), Some(uri), name.as_deref())?;
        let Address { uri, name } = &header.source;
        self.location(field!("Source"), Some(uri), name.as_deref())?;
        self.optional(field!("RespURI"), header.resp_uri.as_deref())?;
        self.no_resp(header.no_resp);
        self.cred(header.cred.as_deref())?;
        self.meta_element(&header.meta)?;
        self.raw("</SyncHdr>");
        Ok(())
    }

    /// MsgRef, CmdRef and Cmd.
    pub(super) fn references(&mut self, response: &Response<'_>) -> Result<(), WriteError> {
        self.optional(field!("MsgRef"), response.msg_ref.as_deref())?;
        self.optional(field!("CmdRef"), response.cmd_ref.as_deref())?;
        self.optional(field!("Cmd"), response.cmd.as_deref())
    }

    /// What follows the Meta of a Results and the references of a Status.
    pub(super) fn reference_details(&mut self, response: &Response<'_>) -> Result<(), WriteError> {
        for uri in &response.target_refs {
            self.field(field!("TargetRef"), uri)?;
        }
        for uri in &response.source_refs {
            self.field(field!("SourceRef"), uri)?;
        }
        self.cred(response.cred.as_deref())?;
        if let Some(chal) = &response.chal {
            self.raw("<Chal>");
            self.meta_element(chal)?;
            self.raw("</Chal>");
        }
        Ok(())
    }

    /// The Data of a Status, with `msft:originalerror` where the response has one. Its namespace
    /// is declared on SyncBody (MS-MDM), once it turns out to be needed.
    pub(super) fn status_data(
        &mut self,
        response: &Response<'_>,
        code: impl FnOnce(&mut Writer<'o>) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
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
            self.raw("<NoResp/>");
        }
    }

    fn cred(&mut self, cred: Option<&Cred<'_>>) -> Result<(), WriteError> {
        let Some(Cred { meta, data }) = cred else {
            return Ok(());
        };
        self.raw("<Cred>");
        self.meta_element(meta)?;
        self.field(field!("Data"), data)?;
        self.raw("</Cred>");
        Ok(())
    }

    fn location(
        &mut self,
        around: Field,
        uri: Option<&str>,
        name: Option<&str>,
    ) -> Result<(), WriteError> {
        if uri.is_none() && name.is_none() {
            return Ok(());
        }
        self.raw(around.open);
        self.optional(field!("LocURI"), uri)?;
        self.optional(field!("LocName"), name)?;
        self.raw(around.close);
        Ok(())
    }

    pub(super) fn meta_element(&mut self, meta: &Meta<'_>) -> Result<(), WriteError> {
        if meta.format.is_none() && meta.kind.is_none() && meta.rest.is_none() {
            return Ok(());
        }
        self.raw("<Meta>");
        // Windows writes the Type of an event first, and that of anything else second.
        let is_event = meta.rest.as_ref().is_some_and(|rest| rest.mark.is_some());
        if is_event {
            self.optional(metinf!("Type"), meta.kind.as_deref())?;
        }
        self.optional(metinf!("Format"), meta.format.as_deref())?;
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
        self.raw("</Meta>");
        Ok(())
    }

    pub(super) fn item_element(&mut self, item: &Item<'_>) -> Result<(), WriteError> {
        self.raw("<Item>");
        self.location(
            field!("Target"),
            item.target.as_deref(),
            item.target_name.as_deref(),
        )?;
        self.location(
            field!("Source"),
            item.source.as_deref(),
            item.source_name.as_deref(),
        )?;
        self.meta_element(&item.meta)?;
        if let Some(data) = &item.data {
            self.data_element(data)?;
        }
        if item.more_data {
            self.raw("<MoreData/>");
        }
        self.raw("</Item>");
        Ok(())
    }

    pub(super) fn data_element(&mut self, data: &Data<'_>) -> Result<(), WriteError> {
        self.raw("<Data>");
        self.data_content(data)?;
        self.raw("</Data>");
        Ok(())
    }

    pub(super) fn data_content(&mut self, data: &Data<'_>) -> Result<(), WriteError> {
        if !data.markup {
            return self.text("Data", &data.text);
        }
        check_markup(&data.text).map_err(WriteError::Markup)?;
        self.raw(&data.text);
        Ok(())
    }

    #[inline]
    pub(super) fn optional(&mut self, field: Field, text: Option<&str>) -> Result<(), WriteError> {
        text.map_or(Ok(()), |text| self.field(field, text))
    }

    #[inline]
    pub(super) fn field(&mut self, field: Field, text: &str) -> Result<(), WriteError> {
        self.raw(field.open);
        self.text(field.name, text)?;
        self.raw(field.close);
        Ok(())
    }

    fn text(&mut self, element: &'static str, text: &str) -> Result<(), WriteError> {
        escape_text(text, self.out).map_err(|c| WriteError::character(element, c))
    }

    pub(super) fn number(&mut self, mut number: u32) {
        let mut digits = [b'0'; 10];
        let mut used = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
            used += 1;
            if number == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[digits.len() - used..]);
    }

    pub(super) fn open(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
        self.raw(">");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    pub(super) fn raw(&mut self, markup: &str) {
        self.out.extend_from_slice(markup.as_bytes());
    }
}
