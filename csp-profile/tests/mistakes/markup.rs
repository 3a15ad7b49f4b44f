//! Mistakes in markup: what is no XML, or none that says what is meant.

use super::mistake::Mended::{ByHand, Safely, WithCare};
use super::mistake::Mistake;
use super::texts::policy;

pub(crate) fn mistakes() -> Vec<Mistake> {
    vec![
        Mistake::example(
            15,
            "fleet-envelope",
            WithCare(
                "<Replace>\n  <CmdID>1</CmdID>\n  <Item>\n    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>\n    <Data>warm</Data>\n  </Item>\n</Replace>\n",
            ),
        ),
        Mistake::new(
            16,
            "xml-malformed",
            policy("Update/TargetReleaseVersion", "chr", "24H2").replace("</Replace>", "⟦</Add>⟧"),
            ByHand,
        ),
        Mistake::new(
            16,
            "xml-malformed",
            policy("Update/TargetReleaseVersion", "chr", "24H2 ⟦&⟧ later"),
            Safely("24H2 &amp; later"),
        ),
        Mistake::example(17, "xml-nested-declaration", Safely("&lt;?xml")),
        Mistake::example(18, "data-cdata", Safely("&lt;enabled/&gt;")),
        Mistake::example(
            19,
            "data-double-escaped",
            WithCare("<Data>&lt;enabled/&gt;</Data>"),
        ),
        Mistake::example(20, "xml-escaped-command", WithCare("<Replace>")),
        Mistake::example(21, "data-raw-markup", WithCare("&lt;enabled/&gt;")),
        Mistake::example(22, "meta-namespace", Safely("xmlns=\"syncml:metinf\"")),
        Mistake::example(23, "xml-unbound-prefix", WithCare("</Format>")),
        Mistake::example(24, "syncml-structure", WithCare("<Data>warm</Data></Item>")),
        Mistake::example(25, "value-placeholder", ByHand),
    ]
}
