//! `csv-structure`: a table whose rows do not fit its columns.

use std::collections::BTreeSet;

use csp_check::Nearest;

use crate::carrier::Carrier;
use crate::lint::form::is_structure;
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "csv-structure",
    level: Level::Error,
    summary: "A row of the table does not fit its columns, or a quote is not closed",
    docs: "The first line names the columns: `Verb`, `OMA-URI`, `Format`, `Type`, `Value`, `Name`, `Description`, or what Intune shows (`Data type`). \
           RFC 4180: a field with a delimiter, a quote or a line end in it stands in quotes, and a quote in it is written twice. Excel and editors do \
           so by themselves; whoever writes a row by hand forgets it, and the rest of the file is then one field.",
    bad: Example::of_lamp(
        "OMA-URI,Format,Value
./Device/Vendor/Contoso/Lamp/Groups,chr,kitchen,⟦hall⟧
",
    ),
    good: Example::of_lamp(
        "OMA-URI,Format,Value
./Device/Vendor/Contoso/Lamp/Groups,chr,\"kitchen,hall\"
",
    ),
    check: Check::File(check),
};

/// What columns are called.
const HEADINGS: &[&str] = &[
    "Verb",
    "OMA-URI",
    "Format",
    "Type",
    "Data type",
    "Value",
    "Name",
    "Description",
];

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.profile.carrier != Carrier::Csv {
        return;
    }
    for fault in file
        .profile
        .faults
        .iter()
        .filter(|fault| is_structure(fault))
    {
        findings
            .at(fault.place.clone(), fault.message.clone())
            .note("RFC 4180 says how fields are quoted; the first line names the columns");
    }
    // A column that nobody knows is somebody's own, unless it is a slip.
    let mut told = BTreeSet::new();
    let fields = file
        .subjects
        .iter()
        .flat_map(|subject| &subject.setting.fields);
    for field in fields {
        let place = field.name.place();
        if !told.insert(place.start) {
            continue;
        }
        if let Some(meant) = Nearest::of(field.name.as_str(), HEADINGS.iter().copied()).only() {
            findings
                .at(
                    place.clone(),
                    format!("no column is called `{}`", field.name),
                )
                .label(format!("did you mean `{meant}`?"))
                .note("what stands in it is not read")
                .unsafe_fix([Edit::new(place, meant)]);
        }
    }
}
