//! State in a JSON file, which is always whole: written beside it and then put in its place.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads the state; the default when there is no file yet.
///
/// # Errors
///
/// The file cannot be read, or is not what was written.
pub fn load<T: DeserializeOwned + Default>(path: &Path) -> Result<T, Box<dyn Error>> {
    if !path.exists() {
        return Ok(T::default());
    }
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// Puts the state in the place of what the file held. When this returns, it survives whatever happens to the program.
///
/// # Errors
///
/// The file cannot be written.
pub fn save(path: &Path, state: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(&serde_json::to_vec_pretty(state)?)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    Ok(())
}
