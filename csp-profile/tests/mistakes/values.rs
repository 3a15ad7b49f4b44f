//! Mistakes in values.

use super::mistake::Mended::{ByHand, Safely, WithCare};
use super::mistake::Mistake;
use super::texts::{command, policy, replace};

pub(crate) fn mistakes() -> Vec<Mistake> {
    let certificate = "./Device/Vendor/MSFT/RootCATrustedCertificates/Root/00/EncodedCertificate";
    let control = "./Vendor/MSFT/ApplicationControl/Policies";
    let guid = "2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f";
    let wlan = "./Device/Vendor/MSFT/WiFi/Profile";
    let add_profile = |name: &str| {
        format!(
            "<Add><Item><Target><LocURI>{wlan}/{name}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>\n"
        )
    };
    let network = |hex: &str, protected: &str| {
        format!(
            "&lt;WLANProfile&gt;&lt;SSIDConfig&gt;&lt;SSID&gt;&lt;hex&gt;{hex}&lt;/hex&gt;&lt;name&gt;Lab&lt;/name&gt;&lt;/SSID&gt;&lt;/SSIDConfig&gt;\
             &lt;sharedKey&gt;&lt;protected&gt;{protected}&lt;/protected&gt;&lt;/sharedKey&gt;&lt;/WLANProfile&gt;"
        )
    };
    let member = |name: &str| {
        let groups = "&lt;GroupConfiguration&gt;&lt;accessgroup desc=\"S-1-5-32-544\"&gt;&lt;group action=\"U\"/&gt;&lt;add member=\"";
        policy(
            "LocalUsersAndGroups/Configure",
            "chr",
            &format!("{groups}{name}\"/&gt;&lt;/accessgroup&gt;&lt;/GroupConfiguration&gt;"),
        )
    };
    let twice = "QUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOGdJU0lqSkNVbUp5Z3BLaXNzTFM0dk1ERXlNelExTmpjNE9UbzcK";
    let long = "<Data>AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7</Data>";
    vec![
        Mistake::new(
            2,
            "format-mismatch",
            policy("Update/TargetReleaseVersion", "⟦int⟧", "24H2"),
            Safely(">chr<"),
        ),
        Mistake::example(3, "admx-needs-string", ByHand),
        Mistake::new(
            26,
            "value-list-delimiter",
            policy(
                "UserRights/AllowLocalLogOn",
                "chr",
                "Users⟦ ⟧Administrators",
            ),
            WithCare("Users&#xF000;Administrators"),
        ),
        Mistake::new(
            26,
            "value-list-delimiter",
            policy(
                "UserRights/AllowLocalLogOn",
                "chr",
                "*S-1-5-32-544⟦, ⟧*S-1-5-32-545",
            ),
            WithCare("544&#xF000;*S-1-5-32-545"),
        ),
        Mistake::new(
            27,
            "value-sid",
            policy(
                "UserRights/AllowLocalLogOn",
                "chr",
                "*S-1-5-32-545&#xF000;⟦`⟧*S-1-5-32-544",
            ),
            Safely("&#xF000;*S-1-5-32-544<"),
        ),
        Mistake::new(
            27,
            "value-sid",
            member("⟦`⟧S-1-12-1-1-2-3-4"),
            Safely("member=\"S-1-12"),
        ),
        Mistake::new(
            28,
            "value-localized-principal",
            policy("UserRights/AllowLocalLogOn", "chr", "⟦Administrators⟧"),
            ByHand,
        ),
        Mistake::new(
            28,
            "value-localized-principal",
            member("⟦NT AUTHORITY\\Local Service⟧"),
            ByHand,
        ),
        Mistake::new(
            29,
            "value-xml-schema",
            policy(
                "LocalUsersAndGroups/Configure",
                "chr",
                "&lt;GroupConfiguration&gt;&lt;accessgroup desc=\"G\"&gt;⟦&lt;member⟧ name=\"A\"/&gt;&lt;/accessgroup&gt;&lt;/GroupConfiguration&gt;",
            ),
            ByHand,
        ),
        Mistake::new(
            30,
            "value-xml-schema",
            command(
                "Add",
                "./Device/Vendor/MSFT/VPNv2/Lab/ProfileXML",
                "chr",
                "&lt;VPNProfile&gt;⟦&lt;NativeProfile⟧ i:nil=\"true\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"/&gt;&lt;/VPNProfile&gt;",
            ),
            ByHand,
        ),
        Mistake::new(
            31,
            "value-base64",
            replace(
                certificate,
                "b64",
                "⟦-----BEGIN CERTIFICATE-----\nAAEC\nAw==\n-----END CERTIFICATE-----⟧",
            ),
            Safely("<Data>AAECAw==</Data>"),
        ),
        Mistake::new(
            31,
            "value-base64",
            replace(certificate, "b64", "⟦AAEC\nAw==⟧"),
            Safely("<Data>AAECAw==</Data>"),
        ),
        Mistake::new(
            32,
            "value-base64-twice",
            replace(
                &format!("{control}/{guid}/Policy"),
                "b64",
                &format!("⟦{twice}⟧"),
            ),
            WithCare(long),
        ),
        Mistake::new(
            35,
            "value-wlan",
            add_profile("Lab")
                + &replace(
                    &format!("{wlan}/Lab/WlanXml"),
                    "chr",
                    &network("⟦4C6163⟧", "false"),
                ),
            ByHand,
        ),
        Mistake::new(
            35,
            "value-wlan",
            add_profile("Lab")
                + &replace(
                    &format!("{wlan}/Lab/WlanXml"),
                    "chr",
                    &network("4C6162", "⟦true⟧"),
                ),
            ByHand,
        ),
        Mistake::example(
            36,
            "admx-line-endings",
            Safely("<Data>&lt;enabled/&gt;&lt;data"),
        ),
        Mistake::new(
            58,
            "value-dependency",
            policy("DeviceLock/⟦MinDevicePasswordLength⟧", "int", "10"),
            ByHand,
        ),
        Mistake::without_thread(
            "value-not-allowed",
            policy("Search/AllowIndexingEncryptedItems", "int", "⟦2⟧"),
            ByHand,
        ),
        Mistake::without_thread(
            "node-deprecated",
            policy("TimeLanguageSettings/⟦AllowSet24HourClock⟧", "int", "1"),
            ByHand,
        ),
    ]
}
