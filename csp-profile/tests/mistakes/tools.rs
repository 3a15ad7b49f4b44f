//! Mistakes in what Fleet, Intune and declared configuration want, and in what several profiles say.

use super::mistake::Mended::{ByHand, WithCare};
use super::mistake::Mistake;
use super::texts::CONFIG;

pub(crate) fn mistakes() -> Vec<Mistake> {
    vec![
        Mistake::example(55, "fleet-scep", ByHand),
        Mistake::example(56, "set-conflict", ByHand),
        Mistake::example(
            59,
            "windc-id-mismatch",
            WithCare("id=\"00000000-0000-4000-8000-000000000001\""),
        ),
        Mistake::example(60, "intune-masked", ByHand),
        Mistake::example(61, "intune-odata-type", WithCare("omaSettingInteger")),
        Mistake::new(
            61,
            "intune-odata-type",
            format!(
                "{{\"omaSettings\": [{{\"@odata.type\": \"#microsoft.graph.omaSettingInteger\", \"displayName\": \"a\", \"omaUri\": \"{CONFIG}/Search/AllowIndexingEncryptedItems\", \"value\": \"⟦1⟧\"}}]}}"
            ),
            WithCare("\"value\": 1}"),
        ),
    ]
}
