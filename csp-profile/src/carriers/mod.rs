//! How a file of each carrier is known, read and written.

mod csv;
mod detect;
mod fleet;
mod inside;
mod intune;
mod join;
mod rows;
mod syncml;
mod verb;
mod wap;
mod windc;

use crate::carrier::Carrier;
use crate::error::ReadError;
use crate::faults::Faults;
use crate::model::{Entry, Profile};
use crate::source::Source;
use crate::text::Text;
use crate::write::{Loss, Output};
use crate::xml;

/// The entries and the comments of a file.
pub(crate) fn read(
    carrier: Carrier,
    source: &Source,
    faults: &mut Faults,
) -> Result<(Vec<Entry>, Vec<Text>), ReadError> {
    match carrier {
        Carrier::Intune => return Ok((intune::read(source, faults)?, Vec::new())),
        Carrier::Csv => return Ok((csv::read(source, faults)?, Vec::new())),
        _ => {}
    }
    let tree = xml::parse(source.text(), source.start(), faults)
        .map_err(|refusal| source.error(refusal.at, refusal.message))?;
    let entries = match carrier {
        Carrier::WinDc => windc::read(&tree, faults),
        Carrier::Wap => wap::read(&tree, faults),
        _ => syncml::read(&tree, faults),
    };
    Ok((entries, tree.comments().collect()))
}

/// What several profiles say, in one file.
pub(crate) fn write(carrier: Carrier, profiles: &[Profile]) -> Output {
    let mut output = match carrier {
        Carrier::SyncMl => syncml::write(profiles),
        Carrier::Fleet => fleet::write(profiles),
        Carrier::Intune => intune::write(profiles),
        Carrier::Csv => csv::write(profiles),
        Carrier::WinDc => windc::write(profiles),
        Carrier::Wap => wap::write(profiles),
    };
    rows::others_are_lost(profiles, carrier, &mut output);
    let key = |loss: &Loss| (loss.profile, loss.place.start);
    output.losses.sort_by_key(key);
    output
}
