//! The sessions of a server: no more than it has room for, and none for ever.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How many sessions there may be of devices that have not proved who they are.
pub const STRANGERS: usize = 64;

/// How many sessions there may be of devices that have.
pub const KNOWN: usize = 1000;

/// How long a session is kept of which nothing is heard.
pub const SILENCE: Duration = Duration::from_secs(300);

/// The bytes of the longest name that is taken for a device or a session.
const NAME: usize = 256;

/// Which session it is: the device's, by its own number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The device's identifier, as it says.
    pub device: String,
    /// The SessionID, which the device chose.
    pub session_id: String,
}

impl Key {
    /// `None` where a name is longer than any device's.
    pub fn new(device: &str, session_id: &str) -> Option<Self> {
        (device.len() <= NAME && session_id.len() <= NAME).then(|| Self {
            device: device.to_owned(),
            session_id: session_id.to_owned(),
        })
    }
}

/// Sessions by device and SessionID. Strangers can displace strangers, and nobody else.
#[derive(Debug)]
pub struct Sessions<S> {
    kept: BTreeMap<Key, Kept<S>>,
}

#[derive(Debug)]
struct Kept<S> {
    session: S,
    heard: Instant,
    is_known: bool,
}

impl<S> Default for Sessions<S> {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
        }
    }
}

impl<S> Sessions<S> {
    /// How many sessions there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The session in which a message came.
    pub fn hear(&mut self, key: &Key, now: Instant) -> Option<&mut S> {
        self.forget_silent(now);
        let kept = self.kept.get_mut(key)?;
        kept.heard = now;
        Some(&mut kept.session)
    }

    /// A new session, which is a stranger's.
    pub fn begin(&mut self, key: Key, session: S, now: Instant) {
        self.forget_silent(now);
        self.make_room(false, STRANGERS);
        let kept = Kept {
            session,
            heard: now,
            is_known: false,
        };
        self.kept.insert(key, kept);
    }

    /// The device has proved who it is. It has one session at a time, so that its others are over.
    pub fn know(&mut self, key: &Key) {
        if self.kept.get(key).is_none_or(|kept| kept.is_known) {
            return;
        }
        self.kept
            .retain(|other, _| other.device != key.device || other == key);
        self.make_room(true, KNOWN);
        if let Some(kept) = self.kept.get_mut(key) {
            kept.is_known = true;
        }
    }

    /// Forgets a session.
    pub fn end(&mut self, key: &Key) -> Option<S> {
        self.kept.remove(key).map(|kept| kept.session)
    }

    fn forget_silent(&mut self, now: Instant) {
        self.kept
            .retain(|_, kept| now.duration_since(kept.heard) < SILENCE);
    }

    /// Forgets who has been silent the longest, among those who are known or those who are not, until one more has room.
    fn make_room(&mut self, is_known: bool, most: usize) {
        let like = |kept: &Kept<S>| kept.is_known == is_known;
        while self.kept.values().filter(|kept| like(kept)).count() >= most {
            let alike = self.kept.iter().filter(|(_, kept)| like(kept));
            let Some((key, _)) = alike.min_by_key(|(_, kept)| kept.heard) else {
                return;
            };
            let key = key.clone();
            self.kept.remove(&key);
        }
    }
}
