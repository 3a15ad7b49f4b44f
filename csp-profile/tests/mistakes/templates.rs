//! Mistakes in payloads of policies, and in templates that are sent.

use super::mistake::Mended::{ByHand, WithCare};
use super::mistake::Mistake;
use super::texts::replace;

/// A template with these categories and this registry key.
fn template(categories: &str, key: &str) -> String {
    let node = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso/Policy/Lamps";
    let xml = format!(
        "<policyDefinitions>{categories}<policies><policy name=\"Dim\" class=\"Both\" displayName=\"Dim\" key=\"{key}\"><parentCategory ref=\"Desk\"/>\
         <elements><boolean id=\"On\" valueName=\"On\"/></elements></policy></policies></policyDefinitions>"
    );
    replace(node, "chr", &xml.replace('<', "&lt;").replace('>', "&gt;"))
}

pub(crate) fn mistakes() -> Vec<Mistake> {
    let categories = "<categories><category name=\"Lamps\"/><category name=\"Desk\"><parentCategory ref=\"Lamps\"/></category></categories>";
    let foreign = categories.replace("ref=\"Lamps\"", "ref=\"⟦windows:Lamps⟧\"");
    let sent = template(categories, "Software\\Policies\\Contoso");
    let set = |area: &str, data: &str| {
        let uri = format!("./Device/Vendor/MSFT/Policy/Config/{area}/Dim");
        sent.clone() + &replace(&uri, "chr", data)
    };
    let on = "&lt;enabled/&gt;&lt;data id=\"On\" value=\"true\"/&gt;";
    vec![
        Mistake::example(37, "admx-element-id", WithCare("id=\"Percent\"")),
        Mistake::new(
            37,
            "admx-element-id",
            set("Contoso~Policy~Lamps~Desk", "⟦&lt;enabled/&gt;⟧"),
            WithCare("&lt;enabled/&gt;&lt;data id=\"On\" value=\"false\"/&gt;"),
        ),
        Mistake::example(38, "admx-element-new", WithCare("&lt;data id=\"Fade\"")),
        Mistake::example(39, "admx-list-shape", WithCare("1&amp;#xF000;hall")),
        Mistake::example(
            40,
            "admx-order",
            WithCare(
                "</Replace>\n<Replace>\n  <Item>\n    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/",
            ),
        ),
        Mistake::new(
            41,
            "admx-ingest-invalid",
            template(&foreign, "Software\\Policies\\Contoso"),
            ByHand,
        ),
        Mistake::new(
            41,
            "admx-ingest-invalid",
            template(categories, "⟦Software\\Policies\\Microsoft\\Lamp⟧"),
            ByHand,
        ),
        Mistake::example(
            42,
            "admx-category-path",
            WithCare("Contoso~Policy~Lamps/Dim"),
        ),
        Mistake::new(
            42,
            "admx-category-path",
            set("⟦Contoso~Policy~Lamps⟧", on).replace(
                "./Device/Vendor/MSFT/Policy/Config/⟦Contoso~Policy~Lamps⟧/Dim",
                "⟦./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim⟧",
            ),
            WithCare("Contoso~Policy~Lamps~Desk/Dim"),
        ),
    ]
}
