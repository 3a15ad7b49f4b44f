//! Where a root node hangs (OMA DDF `Path`), read into the URI that its nodes begin with.

/// The place of a root, as the beginning of URIs: `.` or `./Device/Vendor/MSFT`, no trailing slash.
///
/// Accepted beside that: a missing `./` (which is reported), a trailing slash (SUPL has `./Vendor/MSFT/`), and `.` or
/// `./` for the top of the tree (DevInfo, DevDetail). `None` for what no tree has: an empty or `..`
/// segment, a leading slash, a query, a control character.
pub(crate) fn normalize(path: &str) -> Option<String> {
    let path = path.trim();
    let segments = match path.strip_prefix("./") {
        Some(below) => below,
        None if path == "." => "",
        None if path.is_empty() => return None,
        None => path,
    };
    let segments = segments.strip_suffix('/').unwrap_or(segments);
    if segments.is_empty() {
        return (!path.starts_with('/')).then(|| ".".to_owned());
    }
    segments
        .split('/')
        .all(is_segment)
        .then(|| format!("./{segments}"))
}

/// Whether this can be one segment of a URI in a tree.
fn is_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && !segment.contains(|c: char| c.is_control() || c == '?')
}

/// The key under which two roots are the same: Windows compares the names of a path without letter case, and answers `./Vendor/MSFT/X` and
/// `./Device/Vendor/MSFT/X` from the same node (the Policy CSP's documentation names both).
pub(crate) fn root_key(uri: &str) -> String {
    let key = uri.strip_prefix("./").unwrap_or(uri).to_ascii_lowercase();
    match key.strip_prefix("device/") {
        Some(below) => below.to_owned(),
        None => key,
    }
}

/// The place in the tree that the path of a node stands for, whatever the letter case, the titles of the names given at run time, and whether the device
/// is named: `vendor/msft/wifi/profile/{}`. `None` for what is no place.
pub(crate) fn place(path: &str) -> Option<String> {
    let uri = path.starts_with("./").then(|| normalize(path))??;
    let key = root_key(&uri);
    let segments = key.split('/').map(|segment| {
        if segment.starts_with('{') && segment.ends_with('}') {
            UNNAMED
        } else {
            segment
        }
    });
    Some(segments.collect::<Vec<_>>().join("/"))
}

/// What stands in a place for a name that is given at run time.
pub(crate) const UNNAMED: &str = "{}";
