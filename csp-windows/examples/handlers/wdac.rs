//! A store of application control policies: it takes a policy only below the GUID that the policy itself carries, and says what it knows of it.

use csp_runtime::value::Bytes;
use csp_runtime::{Context, Dispatcher, HandlerError};
use csp_windows::application_control::{self as wdac, At, node};

/// Where a policy file has its GUID: behind the number of its format version.
const GUID: std::ops::Range<usize> = 4..20;
/// The parameter is incorrect.
const INVALID_PARAMETER: u32 = 0x8007_0057;

/// The store; the tree itself holds the policies.
pub(crate) struct PolicyStore;

impl PolicyStore {
    pub(crate) fn mount(self) -> Dispatcher<wdac::Csp, Self> {
        wdac::csp(self)
            .add(node::PoliciesPolicy, Self::deploy)
            .replace(node::PoliciesPolicy, Self::deploy)
    }

    fn deploy(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::PoliciesPolicy>,
        policy: Bytes,
    ) -> Result<(), HandlerError> {
        let id = policy
            .get(GUID)
            .and_then(guid)
            .ok_or(HandlerError::from_hresult(INVALID_PARAMETER))?;
        let named = node.policy_guid().trim_matches(['{', '}']);
        if !named.eq_ignore_ascii_case(&id) {
            return Err(HandlerError::from_hresult(INVALID_PARAMETER));
        }
        let info = wdac::device()
            .policies()
            .policy_guid(node.policy_guid())
            .policy_info();
        cx.set(info.version(), "1")?;
        cx.set(info.is_deployed(), true)?;
        cx.set(info.is_authorized(), true)?;
        cx.set(info.is_effective(), true)
    }
}

/// A GUID as Windows writes one: the first three parts are little-endian.
fn guid(bytes: &[u8]) -> Option<String> {
    let &[a, b, c, d, e, f, g, h, ref rest @ ..] = bytes else {
        return None;
    };
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect::<String>()
    };
    let (clock, node) = rest.split_at_checked(2)?;
    Some(format!(
        "{}-{}-{}-{}-{}",
        hex(&[d, c, b, a]),
        hex(&[f, e]),
        hex(&[h, g]),
        hex(clock),
        hex(node)
    ))
}
