//! Mistakes in commands: verbs, numbers, Atomics.

use super::mistake::Mended::{ByHand, Safely, WithCare};
use super::mistake::Mistake;
use super::texts::{CONFIG, command, replace};

pub(crate) fn mistakes() -> Vec<Mistake> {
    let wlan = "./Device/Vendor/MSFT/WiFi/Profile";
    let network = |hex: &str, protected: &str| {
        format!(
            "&lt;WLANProfile&gt;&lt;SSIDConfig&gt;&lt;SSID&gt;&lt;hex&gt;{hex}&lt;/hex&gt;&lt;name&gt;Lab&lt;/name&gt;&lt;/SSID&gt;&lt;/SSIDConfig&gt;\
             &lt;sharedKey&gt;&lt;protected&gt;{protected}&lt;/protected&gt;&lt;/sharedKey&gt;&lt;/WLANProfile&gt;"
        )
    };
    vec![
        Mistake::new(
            13,
            "syncml-cmdid-missing",
            format!(
                "<Atomic><CmdID>1</CmdID>{}</Atomic>",
                command(
                    "⟦Replace⟧",
                    &format!("{CONFIG}/Update/TargetReleaseVersion"),
                    "chr",
                    "24H2"
                )
            ),
            Safely("<CmdID>2</CmdID>"),
        ),
        Mistake::example(14, "syncml-cmdid-duplicate", Safely("<CmdID>2</CmdID>")),
        Mistake::new(
            45,
            "verb-add-not-idempotent",
            command(
                "⟦Add⟧",
                &format!("{CONFIG}/Update/TargetReleaseVersion"),
                "chr",
                "24H2",
            ),
            WithCare("</Replace>"),
        ),
        Mistake::new(
            46,
            "verb-parent-missing",
            replace(
                &format!("{wlan}/⟦Lab⟧/WlanXml"),
                "chr",
                &network("4C6162", "false"),
            ),
            WithCare("</Add>\n<Replace>"),
        ),
        Mistake::new(
            47,
            "verb-not-allowed",
            command(
                "⟦Add⟧",
                "./Device/Vendor/MSFT/Health/Onboarding",
                "chr",
                "x",
            ),
            Safely("</Replace>"),
        ),
        Mistake::example(48, "danger-irreversible", ByHand),
        Mistake::new(
            49,
            "verb-read-only",
            command(
                "⟦Replace⟧",
                "./Device/Vendor/MSFT/Health/SenseIsRunning",
                "bool",
                "true",
            ),
            ByHand,
        ),
        Mistake::new(
            50,
            "verb-unreadable",
            replace("./Device/Vendor/MSFT/Health/⟦Secret⟧", "chr", "x"),
            ByHand,
        ),
        Mistake::example(51, "atomic-content", WithCare("</Get>\n<Atomic>")),
        Mistake::example(52, "atomic-duplicate-target", ByHand),
        Mistake::example(53, "atomic-required", WithCare("<Atomic>")),
        Mistake::example(54, "scep-enroll-last", WithCare("</Exec>\n</Atomic>")),
        Mistake::new(
            57,
            "verb-no-delete",
            replace("./Device/Vendor/MSFT/Health/⟦Onboarding⟧", "chr", "x"),
            ByHand,
        ),
    ]
}
