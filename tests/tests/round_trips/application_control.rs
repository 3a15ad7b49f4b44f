//! Every operation of every node of ApplicationControl.

use csp_windows::application_control as csp;

use crate::trip::{Trip, interior, leaf};

const BYTES: &[u8] = &[0, 1, 254, 255];

#[test]
fn every_operation_goes_there_and_back() {
    let mut trip = Trip::new(&csp::TREE);
    interior!(trip, csp::device(), csp::node::ApplicationControl; get);
    interior!(trip, csp::device().policies(), csp::node::Policies; get);
    interior!(trip, csp::device().policies().policy_guid("{P1}"), csp::node::PoliciesPolicyGuid; get);
    leaf!(trip, csp::device().policies().policy_guid("{P1}").policy(), csp::node::PoliciesPolicy, BYTES; add delete get replace);
    interior!(trip, csp::device().policies().policy_guid("{P1}").policy_info(), csp::node::PoliciesPolicyInfo; get);
    leaf!(trip, csp::device().policies().policy_guid("{P1}").policy_info().version(), csp::node::PoliciesPolicyInfoVersion, "some text"; get);
    leaf!(trip, csp::device().policies().policy_guid("{P1}").policy_info().is_effective(), csp::node::PoliciesPolicyInfoIsEffective, true; get);
    leaf!(trip, csp::device().policies().policy_guid("{P1}").policy_info().is_deployed(), csp::node::PoliciesPolicyInfoIsDeployed, true; get);
    leaf!(trip, csp::device().policies().policy_guid("{P1}").policy_info().is_authorized(), csp::node::PoliciesPolicyInfoIsAuthorized, true; get);
    trip.covers_everything();
}
