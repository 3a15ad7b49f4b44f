//! File URIs and paths (RFC 8089).

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a path of a URI does not hold as it is (RFC 3986, `pchar`), the slash aside.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The path of a file; `None` for a text that is in no file.
pub(crate) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    Some(PathBuf::from(native(&path, cfg!(windows))))
}

/// The URI of a file.
pub(crate) fn from_path(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.to_owned()
    };
    let slash = if text.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&text, ESCAPED))
        .parse()
        .ok()
}

/// The path of a URI as the system writes it: `/c:/x` is `c:\x` on Windows, and `host/share` is `\\host\share`.
fn native(path: &str, is_windows: bool) -> String {
    if !is_windows {
        // A host, which is this one.
        let start = path.find('/').unwrap_or_default();
        return path.get(start..).unwrap_or_default().to_owned();
    }
    let local = path.strip_prefix('/');
    let path = local.map_or_else(|| format!("//{path}"), str::to_owned);
    path.replace('/', "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_uris_are_each_other() {
        let uri: Uri = "file:///home/x%20y/%C3%A9/a%23b.xml".parse().unwrap();
        assert_eq!(to_path(&uri), Some(PathBuf::from("/home/x y/é/a#b.xml")));
        let path = Path::new("/home/x y/é/a#b%.xml");
        assert_eq!(to_path(&from_path(path).unwrap()).as_deref(), Some(path));
        let untitled: Uri = "untitled:Untitled-1".parse().unwrap();
        assert_eq!(to_path(&untitled), None);
    }

    #[test]
    fn windows_has_drives_and_hosts() {
        assert_eq!(native("/c:/a b/x.xml", true), "c:\\a b\\x.xml");
        assert_eq!(native("host/share/x.xml", true), "\\\\host\\share\\x.xml");
        assert_eq!(native("localhost/x.xml", false), "/x.xml");
    }
}
