//! Mistakes in addresses: which node is meant, for whom, on which Windows.

use super::mistake::Mended::{ByHand, Safely, WithCare};
use super::mistake::Mistake;
use super::texts::{command, numbered, policy, replace};

pub(crate) fn mistakes() -> Vec<Mistake> {
    let control = "./Vendor/MSFT/ApplicationControl/Policies";
    let guid = "2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f";
    let wlan = "./Device/Vendor/MSFT/WiFi/Profile";
    let add_profile = |name: &str| {
        format!(
            "<Add><Item><Target><LocURI>{wlan}/{name}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>\n"
        )
    };
    vec![
        Mistake::new(
            1,
            "uri-unknown-node",
            policy("Search/⟦AllowIndexingEncyptedItems⟧", "int", "0"),
            WithCare("/AllowIndexingEncryptedItems<"),
        ),
        Mistake::new(
            4,
            "uri-whitespace",
            policy("TimeLanguageSettings/⟦ ⟧ConfigureTimeZone", "chr", "UTC"),
            Safely("Settings/ConfigureTimeZone<"),
        ),
        Mistake::new(
            5,
            "uri-backslash",
            policy("Update⟦\\⟧TargetReleaseVersion", "chr", "24H2"),
            Safely("Update/TargetReleaseVersion"),
        ),
        Mistake::new(6, "uri-malformed", replace("⟦⟧", "chr", "24H2"), ByHand),
        Mistake::new(
            6,
            "uri-malformed",
            replace("⟦/⟧Vendor/MSFT/Policy", "chr", "24H2"),
            ByHand,
        ),
        Mistake::new(
            6,
            "uri-malformed",
            policy("⟦..⟧/Config/Update", "chr", "24H2"),
            ByHand,
        ),
        Mistake::example(7, "uri-no-dot", Safely("<LocURI>./Device/")),
        Mistake::new(
            8,
            "uri-case",
            policy("Update/⟦targetReleaseVersion⟧", "chr", "24H2"),
            Safely("/TargetReleaseVersion<"),
        ),
        Mistake::new(
            9,
            "uri-scope-missing",
            command("Add", "./⟦Vendor⟧/MSFT/VPNv2/Lab/ProfileXML", "chr", "x"),
            WithCare("./Device/Vendor/MSFT/VPNv2"),
        ),
        Mistake::new(
            10,
            "scope-not-in-ddf",
            policy("Update/TargetReleaseVersion", "chr", "24H2").replace("Device", "⟦User⟧"),
            WithCare("./Device/Vendor"),
        ),
        Mistake::new(
            11,
            "scope-user-delivery",
            replace("./⟦User⟧/Vendor/MSFT/Printers/Default", "chr", "Lab"),
            ByHand,
        ),
        Mistake::new(
            12,
            "scope-mixed",
            format!(
                "<Atomic><CmdID>1</CmdID>{}{}</Atomic>",
                numbered(
                    "<CmdID>2</CmdID>",
                    &policy("Update/TargetReleaseVersion", "chr", "24H2")
                ),
                numbered(
                    "<CmdID>3</CmdID>",
                    &replace("./⟦User⟧/Vendor/MSFT/Printers/Default", "chr", "Lab")
                )
            ),
            ByHand,
        ),
        Mistake::new(
            33,
            "uri-guid-braces",
            replace(&format!("{control}/⟦{{{guid}}}⟧/Policy"), "b64", "AAECAw=="),
            WithCare("Policies/2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f/Policy"),
        ),
        Mistake::new(
            34,
            "uri-escape",
            add_profile("⟦My Lab⟧"),
            WithCare("/My%20Lab<"),
        ),
        Mistake::new(
            43,
            "target-edition",
            policy("AppVirtualization/⟦AllowAppVClient⟧", "chr", "x"),
            ByHand,
        ),
        Mistake::new(
            44,
            "target-build",
            replace("./Device/Vendor/MSFT/Health/⟦AttestPrivateKey⟧", "int", "1"),
            ByHand,
        ),
    ]
}
