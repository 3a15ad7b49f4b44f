//! Names of files: their parts, and the language that their folder is of.

/// The language that is read where no other is asked for.
pub const DEFAULT_LANGUAGE: &str = "en-US";

/// The parts of a path, whichever slashes it has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileName<'a> {
    /// What is before the last slash.
    pub(crate) folder: &'a str,
    /// What is after it.
    pub(crate) file: &'a str,
    /// The file's name without its extension.
    pub(crate) stem: &'a str,
    /// The extension, without the dot.
    pub(crate) extension: &'a str,
}

impl<'a> FileName<'a> {
    pub(crate) fn of(path: &'a str) -> Self {
        let (folder, file) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
        Self {
            folder,
            file,
            stem,
            extension,
        }
    }

    pub(crate) fn is_admx(&self) -> bool {
        self.extension.eq_ignore_ascii_case("admx")
    }

    pub(crate) fn is_adml(&self) -> bool {
        self.extension.eq_ignore_ascii_case("adml")
    }

    /// The folder's last part, where it is the name of a language: `en-US`, `zh-Hant-TW`.
    pub(crate) fn language(&self) -> Option<&'a str> {
        let (_, last) = self
            .folder
            .rsplit_once(['/', '\\'])
            .unwrap_or(("", self.folder));
        let mut parts = last.split('-');
        let first = parts.next().unwrap_or_default();
        let is_word = |part: &str, most: usize| {
            (2..=most).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let is_language = is_word(first, 3)
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (last.contains('-') || last.len() == 2)
            && parts.all(|part| is_word(part, 8));
        is_language.then_some(last)
    }

    /// The folder in which the ADMX file of this ADML file stands by convention.
    pub(crate) fn base(&self) -> &'a str {
        match self.language() {
            None => self.folder,
            Some(_) => self
                .folder
                .rsplit_once(['/', '\\'])
                .map_or("", |(base, _)| base),
        }
    }
}
