//! The hash table of the router: from a place and a name, in any case, to the child of that name.
//!
//! Only the names of schemas are in it, never those of instances, so no sender can fill it with names that collide.

/// Open addressing with linear probing; always at most half full.
#[derive(Debug, Default)]
pub(super) struct Table {
    slots: Vec<Option<Entry>>,
    len: usize,
}

#[derive(Debug, Clone)]
struct Entry {
    parent: u32,
    child: u32,
    name: Box<str>,
}

impl Table {
    /// The child of `parent` with this name, ASCII letters compared without case.
    pub(super) fn find(&self, parent: u32, name: &str) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(parent, name.as_bytes()) & mask;
        loop {
            let entry = self.slots.get(at)?.as_ref()?;
            if entry.parent == parent
                && entry.name.len() == name.len()
                && (*entry.name == *name || entry.name.eq_ignore_ascii_case(name))
            {
                return Some(entry.child);
            }
            at = (at + 1) & mask;
        }
    }

    pub(super) fn insert(&mut self, parent: u32, name: &str, child: u32) {
        if 2 * (self.len + 1) > self.slots.len() {
            let wider = vec![None; (4 * (self.len + 1)).next_power_of_two()];
            for entry in std::mem::replace(&mut self.slots, wider)
                .into_iter()
                .flatten()
            {
                self.place(entry);
            }
        }
        self.len += 1;
        self.place(Entry {
            parent,
            child,
            name: name.into(),
        });
    }

    fn place(&mut self, entry: Entry) {
        let mask = self.slots.len().saturating_sub(1);
        let mut at = hash(entry.parent, entry.name.as_bytes()) & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.is_none() {
                *slot = Some(entry);
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

/// A hash of the length, the first and the last eight bytes: enough to tell siblings apart, and the same for both cases of a letter.
fn hash(parent: u32, name: &[u8]) -> usize {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let (first, last) = match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => {
            let mut short = [0; 8];
            for (to, from) in short.iter_mut().zip(name) {
                *to = *from;
            }
            (u64::from_le_bytes(short), 0)
        }
    };
    let mixed = (first | FOLD)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(last | FOLD)
        .rotate_left(29)
        ^ (u64::from(parent) << 8 | name.len() as u64);
    (mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as usize
}

/// Where the first segment ends: at its slash, or at the end.
pub(super) fn segment_end(path: &[u8]) -> usize {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const SLASHES: u64 = LOW * b'/' as u64;
    let mut end = 0;
    let mut rest = path;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        // The classic test for a zero byte, after making slashes zero.
        let word = u64::from_le_bytes(*chunk) ^ SLASHES;
        let zeros = word.wrapping_sub(LOW) & !word & HIGH;
        if zeros != 0 {
            return end + (zeros.trailing_zeros() / 8) as usize;
        }
        end += 8;
        rest = after;
    }
    end + rest
        .iter()
        .position(|byte| *byte == b'/')
        .unwrap_or(rest.len())
}
