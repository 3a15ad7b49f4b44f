//! Which session a message belongs to.

/// The bytes of the longest name that is taken for a device or a session.
const NAME: usize = 256;

/// Which session it is: the device's, by its own number.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// The device's identifier, as it says.
    pub(crate) device: String,
    /// The SessionID, which the device chose.
    pub(crate) session_id: String,
}

impl Key {
    /// `None` where a name is longer than any device's.
    pub(crate) fn new(device: &str, session_id: &str) -> Option<Self> {
        (device.len() <= NAME && session_id.len() <= NAME).then(|| Self {
            device: device.to_owned(),
            session_id: session_id.to_owned(),
        })
    }
}
