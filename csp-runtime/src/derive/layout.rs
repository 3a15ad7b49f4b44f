//! The shape of a derived tree, known to the compiler: which class of rows is which field's, so that a handler finds its nodes.

/// The fields of a struct, each with the fields of its own type.
#[derive(Debug)]
pub struct Layout {
    /// What tells the struct from every other; empty for a leaf.
    pub id: &'static str,
    /// The types of the fields.
    pub fields: &'static [&'static Layout],
}

impl Layout {
    /// The layout of a leaf.
    pub const LEAF: &'static Self = &Self {
        id: "",
        fields: &[],
    };

    /// How many rows a node of this shape has, itself and everything below it.
    pub const fn rows(&self) -> u16 {
        let mut rows = 1;
        let mut at = 0;
        while at < self.fields.len() {
            rows += self.fields[at].rows();
            at += 1;
        }
        rows
    }
}

/// The class of a field in the CSP whose root is `root`, for a constant. A CSP that does not have the struct is a compile error with this text.
#[allow(clippy::panic)] // only the compiler evaluates it
pub const fn class_of(root: &Layout, owner: &Layout, field: usize, missing: &str) -> u16 {
    match class(root, owner.id, field) {
        Some(class) => class,
        None => panic!("{}", missing),
    }
}

/// The class of a struct's field in the CSP whose root is `root`; `None` when that CSP does not have the struct.
///
/// Rows of one class are the places of one field. Classes are numbered in the order of their first rows, as the generator numbers them; the root
/// is the first. (The generator also gives two fields one class when they look the same; here a handler is for the field that it names.)
const fn class(root: &Layout, id: &str, field: usize) -> Option<u16> {
    let mut walk = Walk {
        row: 0,
        next_class: 1,
        found: None,
    };
    walk.visit(root, root, id, field);
    walk.found
}

struct Walk {
    row: u16,
    next_class: u16,
    found: Option<u16>,
}

impl Walk {
    const fn visit(&mut self, root: &Layout, layout: &Layout, id: &str, field: usize) {
        let first_place = matches!(find(root, layout.id, 0), Ok(row) if row == self.row);
        let mut at = 0;
        while at < layout.fields.len() {
            self.row += 1;
            if first_place {
                if same(layout.id, id) && at == field {
                    self.found = Some(self.next_class);
                }
                self.next_class += 1;
            }
            self.visit(root, layout.fields[at], id, field);
            at += 1;
        }
    }
}

/// The first row of a struct, `layout` being at `row`; or the last row of `layout`, when it does not have the struct.
const fn find(layout: &Layout, id: &str, mut row: u16) -> Result<u16, u16> {
    if same(layout.id, id) {
        return Ok(row);
    }
    let mut at = 0;
    while at < layout.fields.len() {
        match find(layout.fields[at], id, row + 1) {
            Ok(row) => return Ok(row),
            Err(last) => row = last,
        }
        at += 1;
    }
    Err(row)
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_that_is_used_twice_has_its_classes_once() {
        const ZONE: &Layout = &Layout {
            id: "zone",
            fields: &[Layout::LEAF, Layout::LEAF],
        };
        const LAMP: &Layout = &Layout {
            id: "lamp",
            fields: &[Layout::LEAF, ZONE, ZONE, Layout::LEAF],
        };
        let fields = [
            ("lamp", 0),
            ("lamp", 1),
            ("zone", 0),
            ("zone", 1),
            ("lamp", 2),
            ("lamp", 3),
        ];
        for (class_of, (id, field)) in (1..).zip(fields) {
            assert_eq!(class(LAMP, id, field), Some(class_of), "{id} {field}");
        }
        assert_eq!(class(ZONE, "lamp", 0), None);
    }
}
