//! The hash table of the router: from a place and a name, in any case, to the child of that name.
//!
//! A name is hashed by its first and its last eight bytes, which are all of it up to sixteen, so that a long name costs no more than a short one. A
//! map of the standard library would hash every byte, and each name twice where its case differs.
//!
//! Only the names of schemas are in here, never those of instances, so no sender can fill it with names that collide. Who writes a definition can:
//! such names go into a sorted map.

use std::collections::BTreeMap;

/// Open addressing with linear probing; always at most half full.
#[derive(Debug, Default, Clone)]
pub(crate) struct NameTable {
    slots: Vec<Slot>,
    len: usize,
    /// The names, in lower case, that found no free slot in reach: there are some where many names were made to have one hash.
    crowded: Sorted,
    /// The names that differ from an earlier one of the same parent in case alone, as they are spelled.
    twins: Sorted,
}

/// Children by parent and name, for the rare cases: slower than a slot, and never slower than that.
type Sorted = BTreeMap<u32, BTreeMap<Box<[u8]>, u32>>;

/// How many slots a name may be away from where its hash points to. Names that are not made for it stay well below.
const REACH: usize = 32;

/// An entry, or a free slot: the one without a child.
#[derive(Debug, Clone, Default)]
struct Slot {
    /// The name as the schema spells it: the first try is a plain comparison.
    key: Key,
    parent: u32,
    child: u32,
    name: Box<[u8]>,
}

impl Slot {
    /// Whether the name is spelled as the schema has it.
    #[inline(always)]
    fn is_spelled(&self, key: Key, name: &[u8]) -> bool {
        // Two overlapping halves of a long name, so that comparing the usual one needs no loop.
        let halves = |name: &[u8]| Some((*name.first_chunk::<16>()?, *name.last_chunk::<16>()?));
        self.key == key
            && match key.len {
                0..=16 => true,
                17..=32 => halves(&self.name) == halves(name),
                _ => *self.name == *name,
            }
    }

    fn is(&self, key: Key, name: &[u8]) -> bool {
        self.key.len == key.len
            && self.key.folded() == key.folded()
            && (key.len <= 16 || self.name.eq_ignore_ascii_case(name))
    }
}

/// What a name is found by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Key {
    first: u64,
    last: u64,
    len: usize,
}

impl Key {
    fn new(name: &[u8]) -> Self {
        let (first, last) = match (name.first_chunk(), name.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (short(name), 0),
        };
        Self {
            first,
            last,
            len: name.len(),
        }
    }

    const fn folded(self) -> (u64, u64) {
        (lower_case(self.first), lower_case(self.last))
    }

    /// The same for both cases of every letter. (Other characters may fall together, which a hash is free to do.)
    const fn hash(self, parent: u32) -> usize {
        const FOLD: u64 = 0x20 * LOW;
        let word = (self.first | FOLD) ^ (self.last | FOLD).rotate_left(27);
        let word = word.wrapping_add((parent as u64) << 6 | self.len as u64);
        (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
    }
}

impl NameTable {
    /// The child of `parent` with this name, ASCII letters compared without case; 0 when there is none.
    #[inline(always)]
    pub(crate) fn find(&self, parent: u32, name: &[u8]) -> u32 {
        let key = Key::new(name);
        let home = key.hash(parent);
        match self.slots.get(home & self.slots.len().wrapping_sub(1)) {
            Some(slot) if slot.parent == parent && slot.is_spelled(key, name) => slot.child,
            Some(slot) if slot.child == 0 && self.crowded.is_empty() => 0,
            _ => self.find_further(parent, key, name),
        }
    }

    /// The child whose name is spelled in another way, or whose slot is another one's.
    #[inline(never)]
    fn find_further(&self, parent: u32, key: Key, name: &[u8]) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let home = key.hash(parent);
        for distance in 0..REACH {
            let Some(slot) = self.slots.get((home + distance) & mask) else {
                return 0;
            };
            if slot.child == 0 {
                break;
            }
            if slot.parent == parent && slot.is(key, name) {
                return if self.twins.is_empty() || *slot.name == *name {
                    slot.child
                } else {
                    sorted(&self.twins, parent, name).unwrap_or(slot.child)
                };
            }
        }
        if self.crowded.is_empty() {
            0
        } else {
            self.find_crowded(parent, name)
        }
    }

    /// The child whose name found no slot.
    #[cold]
    fn find_crowded(&self, parent: u32, name: &[u8]) -> u32 {
        let twin = sorted(&self.twins, parent, name);
        let first = || sorted(&self.crowded, parent, &name.to_ascii_lowercase());
        twin.or_else(first).unwrap_or_default()
    }

    /// Adds a child whose name another one has in another case. Either is found by its exact name, any other spelling finds the first.
    pub(crate) fn insert_twin(&mut self, parent: u32, name: &str, child: u32) {
        let twins = self.twins.entry(parent).or_default();
        twins.insert(name.as_bytes().into(), child);
    }

    /// Adds a child, whose number is not 0 and whose name no other has in any case.
    pub(crate) fn insert(&mut self, parent: u32, name: &str, child: u32) {
        self.len += 1;
        if 2 * self.len > self.slots.len() {
            let wider = vec![Slot::default(); (4 * self.len).next_power_of_two()];
            for slot in std::mem::replace(&mut self.slots, wider) {
                self.place(slot);
            }
        }
        self.place(Slot {
            key: Key::new(name.as_bytes()),
            parent,
            child,
            name: name.as_bytes().into(),
        });
    }

    fn place(&mut self, slot: Slot) {
        if slot.child == 0 {
            return;
        }
        let mask = self.slots.len().saturating_sub(1);
        let home = slot.key.hash(slot.parent);
        for distance in 0..REACH {
            match self.slots.get_mut((home + distance) & mask) {
                Some(free) if free.child == 0 => {
                    *free = slot;
                    return;
                }
                _ => {}
            }
        }
        let crowded = self.crowded.entry(slot.parent).or_default();
        crowded.insert(slot.name.to_ascii_lowercase().into(), slot.child);
    }
}

fn sorted(names: &Sorted, parent: u32, name: &[u8]) -> Option<u32> {
    names.get(&parent)?.get(name).copied()
}

/// The bytes of a name of less than eight.
fn short(name: &[u8]) -> u64 {
    match (name.first_chunk(), name.last_chunk()) {
        // Both halves overlap in the same bytes at the same places.
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) | u64::from(last) << (8 * (name.len() - 4))
        }
        _ => name
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight bytes, each ASCII letter among them in lower case.
const fn lower_case(word: u64) -> u64 {
    // Seven bits of each byte are free of carries: adding moves the letters, and what is above them, into the eighth.
    let low = word & !HIGH;
    let from_a = low + (0x80 - b'A' as u64) * LOW;
    let above_z = low + (0x80 - b'Z' as u64 - 1) * LOW;
    let letters = (from_a & !above_z) & !word & HIGH;
    word | letters >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_no_others() {
        let names = [
            "A",
            "Vendor",
            "MSFT",
            "Exactly16Letters",
            "EnterpriseDesktopAppManagement",
            "EnterpriseModernestAppManagement",
            "Ünï[x]",
        ];
        let mut table = NameTable::default();
        for (child, name) in (1..).zip(names) {
            table.insert(7, name, child);
            table.insert(8, name, child + 100);
        }
        for (child, name) in (1..).zip(names) {
            for spelling in [
                name.to_owned(),
                name.to_ascii_uppercase(),
                name.to_ascii_lowercase(),
            ] {
                assert_eq!(table.find(7, spelling.as_bytes()), child, "{spelling}");
                assert_eq!(
                    table.find(8, spelling.as_bytes()),
                    child + 100,
                    "{spelling}"
                );
            }
            assert_eq!(table.find(9, name.as_bytes()), 0);
        }
        for other in [
            "",
            "B",
            "Ünï{x}",
            "Vendor\0",
            "EnterpriseDesktopBppManagement",
        ] {
            assert_eq!(table.find(7, other.as_bytes()), 0, "{other}");
        }
    }

    /// Names of one length, with the same eight bytes at both ends, have one hash.
    #[test]
    fn names_made_to_have_one_hash_are_found_all_the_same() {
        let name = |child: u32| format!("Beginning{child:08}TheEndOf");
        let mut table = NameTable::default();
        for child in 1..=200 {
            table.insert(7, &name(child), child);
        }
        table.insert_twin(7, &name(150).to_lowercase(), 500);
        assert!(!table.crowded.is_empty());
        for child in 1..=200 {
            assert_eq!(table.find(7, name(child).as_bytes()), child);
            assert_eq!(
                table.find(7, name(child).to_uppercase().as_bytes()),
                child,
                "{child}"
            );
        }
        assert_eq!(table.find(7, name(150).to_lowercase().as_bytes()), 500);
        assert_eq!(table.find(7, name(201).as_bytes()), 0);
        assert_eq!(table.find(8, name(1).as_bytes()), 0);
    }

    #[test]
    fn lower_case_changes_letters_alone() {
        for byte in 0..=255_u8 {
            let word = u64::from_le_bytes([byte, b'A', byte, b'@', b'[', 0xC1, byte, b'Z']);
            let [first, a, _, at, bracket, high, last, z] = lower_case(word).to_le_bytes();
            let lower = byte.to_ascii_lowercase();
            assert_eq!((first, last), (lower, lower));
            assert_eq!((a, at, bracket, high, z), (b'a', b'@', b'[', 0xC1, b'z'));
        }
    }
}
