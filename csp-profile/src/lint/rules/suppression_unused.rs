//! `suppression-unused`: a comment that silences nothing.

use crate::lint::{Check, Example, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "suppression-unused",
    level: Level::Warning,
    summary: "A comment that silences nothing, has no reason or names no rule",
    docs: "`<!-- csp-lint: ignore[rule] reason -->` silences a rule in the command after it, `ignore-file[rule]` in the whole file; several rules are \
           separated by commas. The reason has to be there. A comment inside of a command silences nothing. JSON and CSV have no comments: \
           `csp.toml` can ignore rules by file.",
    bad: Example::of_lamp(
        "⟦<!-- csp-lint: ignore[format-mismatch] the lamp is old -->⟧
<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<!-- csp-lint: ignore[format-mismatch] the lamp is old -->
<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Engine,
};
