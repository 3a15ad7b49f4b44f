//! A set of ADMX files with their texts: what is in it, by name.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use csp_source::{Diagnostic, Report, Source};

use crate::fold::fold;
use crate::model::{Category, File, FileData, Place, Policy};
use crate::name::FileName;
use crate::{check, codes, link, pair, parse};

/// ADMX files with their texts.
///
/// What is wrong in a file is told by the report; a file whose XML cannot be read is left out, and of what else is wrong as little as possible.
#[derive(Debug, Default)]
pub struct PolicySet {
    files: Vec<FileData>,
    /// Places by folded stems of names.
    by_stem: BTreeMap<String, usize>,
    /// The first policy of each folded name.
    by_policy: BTreeMap<String, Place>,
}

impl PolicySet {
    /// Reads ADMX files, and for each of them the ADML file that [`pair`](crate::wanted) finds among the sources: in a folder that is called by the
    /// language, or by en-US, or beside it. Which file is which, the ends of their names say.
    ///
    /// ```
    /// let admx = admx::decode("lamp.admx", br#"<policyDefinitions>
    ///   <categories><category name="Lamps" displayName="$(string.Lamps)"/></categories>
    ///   <policies>
    ///     <policy name="Dim" class="Machine" displayName="$(string.Dim)" key="Software\Policies\Contoso\Lamp">
    ///       <parentCategory ref="Lamps"/>
    ///       <elements><decimal id="Percent" valueName="Percent" maxValue="100"/></elements>
    ///     </policy>
    ///   </policies>
    /// </policyDefinitions>"#.to_vec())?;
    /// let mut report = csp_source::Report::new();
    /// let set = admx::PolicySet::read([admx], admx::DEFAULT_LANGUAGE, &mut report);
    /// let dim = set.file("LAMP.ADMX").unwrap().policy("dim").unwrap();
    /// assert_eq!((dim.name(), dim.category_path().join("~")), ("Dim", "Lamps".to_owned()));
    /// # Ok::<(), csp_source::Diagnostic>(())
    /// ```
    pub fn read(
        sources: impl IntoIterator<Item = Arc<Source>>,
        language: &str,
        report: &mut Report,
    ) -> Self {
        let sources: Vec<Arc<Source>> = sources.into_iter().collect();
        let names: Vec<&str> = sources.iter().map(|source| source.name()).collect();
        let pairs = pair::pairs(&names, language);
        let mut set = Self::default();
        for (admx, adml) in pairs {
            let Some(source) = sources.get(admx) else {
                continue;
            };
            let stem = fold(FileName::of(source.name()).stem);
            let place = match set.by_stem.entry(stem) {
                Entry::Occupied(first) => {
                    let first = set.files.get(*first.get()).map(|file| &file.source);
                    report.push(duplicate(source, first));
                    continue;
                }
                Entry::Vacant(place) => place,
            };
            let Some(mut file) = parse::template(source, report) else {
                continue;
            };
            file.texts = adml
                .and_then(|adml| sources.get(adml))
                .and_then(|adml| parse::texts(adml, report));
            if let Some(texts) = &mut file.texts {
                let name = FileName::of(texts.source.name());
                texts.language = name.language().map(str::to_owned);
            }
            place.insert(set.files.len());
            set.files.push(file);
        }
        link::link(&mut set.files, report);
        set.index();
        for file in set.files() {
            check::texts(file, language, report);
        }
        set
    }

    fn index(&mut self) {
        for (file, data) in self.files.iter().enumerate() {
            for (index, policy) in data.policies.iter().enumerate() {
                let place = Place { file, index };
                self.by_policy.entry(fold(&policy.name)).or_insert(place);
            }
        }
    }

    /// Its files, in the order in which they were given.
    pub fn files(&self) -> impl Iterator<Item = File<'_>> {
        let files = self.files.as_slice();
        (0..files.len()).filter_map(move |index| File::new(files, index))
    }

    /// The file of this name, whatever its letter case, with or without `.admx`.
    pub fn file(&self, name: &str) -> Option<File<'_>> {
        let name = FileName::of(name);
        let known = if name.is_admx() { name.stem } else { name.file };
        File::new(&self.files, *self.by_stem.get(&fold(known))?)
    }

    /// Its policies, file by file.
    pub fn policies(&self) -> impl Iterator<Item = Policy<'_>> {
        self.files().flat_map(|file| file.policies())
    }

    /// Its categories, file by file.
    pub fn categories(&self) -> impl Iterator<Item = Category<'_>> {
        self.files().flat_map(|file| file.categories())
    }

    /// The first policy of this name in any file, whatever its letter case. Names repeat across files: [`file`](Self::file) and
    /// [`policy`](File::policy) find the one that is meant.
    pub fn any_policy(&self, name: &str) -> Option<Policy<'_>> {
        let place = self.by_policy.get(&fold(name))?;
        File::new(&self.files, place.file)?.policy_at(place.index)
    }
}

fn duplicate(source: &Arc<Source>, first: Option<&Arc<Source>>) -> Diagnostic {
    let other = first.map_or("another one", |first| first.name());
    let message = format!("`{}` has the name of `{other}`", source.name());
    Diagnostic::new(&codes::DUPLICATE_FILE, source, 0..0, message)
}
