//! From a setting to where its node is defined.

use csp_profile::cursor::Part;
use csp_profile::lint::Address;
use lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, Position, Range};

use crate::hover;
use crate::server::Server;
use crate::uri;

/// The place in a DDF file of the node that stands at a position: of a LocURI, of the segment there.
pub(crate) fn find(
    server: &mut Server,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let at = &params.text_document_position_params;
    let document = server.documents.get(at.text_document.uri.as_str())?;
    let (definitions, sites) = (document.definitions()?, &document.checks.as_ref()?.sites);
    document.with_spot(document.offset(at.position), |spot, _| {
        let node = match spot.part {
            Part::Address(text, at) => hover::segment(definitions, text, at)?.1,
            _ => Address::new(spot.setting?.address.as_ref()?, definitions).node()?,
        };
        let site = sites.get(&node.uri())?;
        let position = Position::new(site.line, site.character);
        let location = Location::new(uri::from_path(&site.path)?, Range::new(position, position));
        Some(GotoDefinitionResponse::Scalar(location))
    })
}
