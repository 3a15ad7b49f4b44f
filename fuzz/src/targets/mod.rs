//! What is fed with bytes, and what must be true whatever the bytes are. A target panics when it is not.
//!
//! Each returns what kind of thing happened, in a few words. Inputs that lead to something new are worth changing further.

mod choices;
mod definition;
mod dialogue;
mod grammar;
pub(crate) mod hostile;
mod liar;
mod lock;
mod message;
mod moved;
mod profile;
mod template;
mod value;
mod wbxml;
mod words;

pub(crate) use choices::Random;
use words::{ADMX_WORDS, DDF_WORDS, PROFILE_WORDS, SYNCML_WORDS, VALUE_WORDS, WBXML_WORDS};

/// Something that takes bytes.
pub(crate) struct Target {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// The folders of the inputs that it begins with, from the root of the repository.
    pub(crate) corpora: &'static [&'static str],
    /// What is put into inputs, beside what they have themselves.
    pub(crate) words: &'static [&'static str],
    /// Takes an input.
    pub(crate) run: fn(&[u8]) -> String,
}

/// All of them.
pub(crate) const TARGETS: [Target; 13] = [
    Target {
        name: "templates",
        corpora: ADMX,
        words: ADMX_WORDS,
        run: template::templates,
    },
    Target {
        name: "ddf_parse",
        corpora: DDF,
        words: DDF_WORDS,
        run: definition::ddf_parse,
    },
    Target {
        name: "generate",
        corpora: DDF,
        words: DDF_WORDS,
        run: definition::generate,
    },
    Target {
        name: "syncml_parse",
        corpora: SYNCML,
        words: SYNCML_WORDS,
        run: message::syncml_parse,
    },
    Target {
        name: "wbxml",
        corpora: WBXML,
        words: WBXML_WORDS,
        run: wbxml::wbxml,
    },
    Target {
        name: "device",
        corpora: SYNCML,
        words: SYNCML_WORDS,
        run: message::device,
    },
    Target {
        name: "commands",
        corpora: SEEDS,
        words: &[],
        run: message::commands,
    },
    Target {
        name: "dialogue",
        corpora: SEEDS,
        words: &[],
        run: dialogue::dialogue,
    },
    Target {
        name: "moved",
        corpora: SEEDS,
        words: &[],
        run: moved::moved,
    },
    Target {
        name: "definitions",
        corpora: SEEDS,
        words: &[],
        run: definition::definitions,
    },
    Target {
        name: "lock",
        corpora: SEEDS,
        words: &[],
        run: lock::lock,
    },
    Target {
        name: "profile",
        corpora: PROFILES,
        words: PROFILE_WORDS,
        run: profile::profile,
    },
    Target {
        name: "value",
        corpora: &["fuzz/corpus/value"],
        words: VALUE_WORDS,
        run: value::value,
    },
];

const DDF: &[&str] = &[
    "fuzz/corpus/ddf",
    "csp-codegen/tests/cases",
    "csp-codegen/tests/cases/refused",
    "ddf/tests/data/good",
    "ddf/tests/data/bad",
];
const PROFILES: &[&str] = &["csp-profile/tests/cases", "fuzz/corpus/syncml"];
const ADMX: &[&str] = &[
    "admx/tests/data/bad",
    "admx/tests/data/contoso",
    "admx/tests/data/contoso/en-US",
];
const SYNCML: &[&str] = &["fuzz/corpus/syncml"];
const WBXML: &[&str] = &["fuzz/corpus/wbxml", "fuzz/corpus/syncml"];
/// Where bytes are decisions, any bytes will do.
const SEEDS: &[&str] = &["fuzz/corpus/ddf", "fuzz/corpus/syncml"];
