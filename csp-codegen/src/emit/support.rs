//! What generated code declares for the compiler's sake: the address type, the types of named values, the mark of the CSP.
//!
//! A type takes inherent methods and constants in its own crate alone (E0116), and generated code needs them: a child of a node, a named value. So
//! these types are generated too. Modules that are taken in through their index find them there, once: that is a third of rustc's time for a large
//! set. A module that stands alone has its own.

use super::Style;

/// What of the support a module needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    pub choices: bool,
    pub flags: bool,
}

/// The support that stands in a module.
pub(super) fn of_module(needs: Needs, style: &Style) -> String {
    let mut text = String::new();
    let parts = [
        (true, AT, AT_OF_INDEX),
        (needs.choices, CHOICE, CHOICE_OF_INDEX),
        (needs.flags, FLAGS, FLAGS_OF_INDEX),
    ];
    for (_, own, of_index) in parts.into_iter().filter(|(needed, ..)| *needed) {
        text.push_str(if style.shared { of_index } else { own });
    }
    text.push_str(CSP);
    let alone = [
        ("csp, ", ""),
        ("marker", "K"),
        ("of_csp", "<Csp = Csp>"),
        ("see", ""),
        ("this", "this CSP"),
        (
            "unused",
            if style.shared {
                ""
            } else {
                "#[allow(dead_code)]\n"
            },
        ),
    ];
    fill(&text, &alone, style)
}

/// The support that stands in the index.
pub(super) fn of_index(style: &Style) -> String {
    let shared = [
        ("csp, ", "C, "),
        ("marker", "(C, K)"),
        ("of_csp", ""),
        ("see", SEE),
        ("this", "a CSP"),
    ];
    fill(&[AT, CHOICE, FLAGS].concat(), &shared, style)
}

/// Whether an index has the support.
pub(super) fn is_in(index: &str) -> bool {
    index.contains("\npub struct At<'a, C, K> {\n")
}

/// `$rt` stands for what generated code names of the runtime, `$runtime` for the runtime.
fn fill(text: &str, words: &[(&str, &str)], style: &Style) -> String {
    let private = format!("{}::__private", style.runtime);
    let runtime = [("rt", private.as_str()), ("runtime", &style.runtime)];
    let mut parts = text.split('$');
    let mut filled = String::with_capacity(2 * text.len());
    filled.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let mut words = words.iter().chain(&runtime);
        let found = words.find_map(|(word, meaning)| Some((meaning, part.strip_prefix(word)?)));
        let (meaning, rest) = found.unwrap_or((&"$", part));
        filled.push_str(meaning);
        filled.push_str(rest);
    }
    filled
}

const SEE: &str = "///
/// Here stand the nodes of all modules. Each module has an `At<'_, node::X>` of its own, with its own nodes alone: look there.
";

const AT_OF_INDEX: &str = "
/// The address of a node of this CSP: `At<'_, node::X>`. Its methods are the children of that kind of node and the dynamic names on the way to it.
///
/// It prints as its LocURI, names percent-encoded.
pub type At<'a, K> = super::At<'a, Csp, K>;
use super::at;
";

const CHOICE_OF_INDEX: &str = "pub use super::Choice;\n";

const FLAGS_OF_INDEX: &str = "pub use super::Flags;\n";

const AT: &str = "
/// The address of a node of $this: `At<'_, node::X>`. Its methods are the children of that kind of node and the dynamic names on the way to it.
///
/// It prints as its LocURI, names percent-encoded.
$see#[allow(dead_code)]
pub struct At<'a, $csp, K> {
    addr: $rt::Addr<'a>,
    kind: ::core::marker::PhantomData<fn() -> $marker>,
}

impl<$csp, K> ::core::clone::Clone for At<'_, $csp, K> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<$csp, K> ::core::marker::Copy for At<'_, $csp, K> {}

impl<$csp, K> ::core::cmp::PartialEq for At<'_, $csp, K> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.addr == other.addr
    }
}

impl<$csp, K> ::core::cmp::Eq for At<'_, $csp, K> {}

impl<$csp, K> ::core::hash::Hash for At<'_, $csp, K> {
    #[inline]
    fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
        ::core::hash::Hash::hash(&self.addr, state);
    }
}

impl<$csp, K> ::core::fmt::Display for At<'_, $csp, K> {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&self.addr, f)
    }
}

impl<$csp, K> ::core::fmt::Debug for At<'_, $csp, K> {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.addr, f)
    }
}

impl<'a, $csp, K: $rt::NodeKind$of_csp> $rt::NodeAddress<'a> for At<'a, $csp, K> {
    type Kind = K;
    #[inline]
    fn addr(self) -> $rt::Addr<'a> {
        self.addr
    }
    #[inline]
    fn at(addr: $rt::Addr<'a>) -> Self {
        at(addr, 0)
    }
}

#[allow(dead_code)]
#[inline]
fn at<$csp, K>(addr: $rt::Addr<'_>, offset: u16) -> At<'_, $csp, K> {
    At { addr: addr.child(offset), kind: ::core::marker::PhantomData }
}
";

const CHOICE: &str = "
/// A value of an ENUM of $this: an integer with a constant for each value that the definition names. Others are kept as they come: a newer
/// Windows may send them.
#[allow(dead_code)]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Choice<K>(pub i64, ::core::marker::PhantomData<K>);

#[allow(dead_code)]
impl<K> Choice<K> {
    /// The value with this number.
    #[inline]
    pub const fn new(value: i64) -> Self {
        Self(value, ::core::marker::PhantomData)
    }
}

impl<K: $rt::KindIs<Is: $rt::Names> + 'static> $rt::IntChoice for Choice<fn() -> K> {
    #[inline]
    fn from_int(value: i64) -> Self {
        Self::new(value)
    }
    #[inline]
    fn to_int(&self) -> i64 {
        self.0
    }
    #[inline]
    fn name(&self) -> ::core::option::Option<&'static str> {
        <K::Is as $rt::Names>::name(self.0)
    }
}

impl<K: $rt::KindIs<Is: $rt::Names> + 'static> ::core::fmt::Debug for Choice<fn() -> K> {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        $rt::debug_choice(self, f)
    }
}
";

const FLAGS: &str = "
/// A value of a Flag of $this: a set of bits with a constant for each bit that the definition names.
#[allow(dead_code)]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flags<K>(pub i64, ::core::marker::PhantomData<K>);

#[allow(dead_code)]
impl<K> Flags<K> {
    /// The set with these bits.
    #[inline]
    pub const fn new(bits: i64) -> Self {
        Self(bits, ::core::marker::PhantomData)
    }
}

impl<K: $rt::KindIs<Is: $rt::Names> + 'static> $rt::IntChoice for Flags<fn() -> K> {
    #[inline]
    fn from_int(bits: i64) -> Self {
        Self::new(bits)
    }
    #[inline]
    fn to_int(&self) -> i64 {
        self.0
    }
    #[inline]
    fn name(&self) -> ::core::option::Option<&'static str> {
        <K::Is as $rt::Names>::name(self.0)
    }
}

impl<K: $rt::KindIs<Is: $rt::Names> + 'static> $rt::Flags for Flags<fn() -> K> {}

impl<K: $rt::KindIs<Is: $rt::Names> + 'static> ::core::fmt::Debug for Flags<fn() -> K> {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        $rt::debug_choice(self, f)
    }
}

impl<K> ::core::ops::BitOr for Flags<K> {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self::new(self.0 | other.0)
    }
}
";

const CSP: &str = "
/// The mark of this CSP in types.
$unusedpub enum Csp {}

impl $runtime::Csp for Csp {
    const TREE: &'static $runtime::Tree = &TREE;
    type At<'a, K: $rt::NodeKind<Csp = Self>> = At<'a, K>;
}
";
