//! What writing a carrier gives: the text, and what the carrier cannot hold.

use std::fmt;

use crate::model::Profile;
use crate::text::Place;

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The file.
    pub text: String,
    /// What it does not hold, in the order of the files.
    pub losses: Vec<Loss>,
}

/// Something that a carrier cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Which of the profiles it stands in.
    pub profile: usize,
    /// Where it stands there.
    pub place: Place,
    /// Whether it is gone, or only said in another way.
    pub kind: LossKind,
    /// What is lost and why.
    pub message: String,
}

/// How bad a [`Loss`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossKind {
    /// It is not in what was written.
    LeftOut,
    /// A device ends up in the same state, but what was written reads differently.
    Changed,
}

impl Output {
    /// Whether what was written holds every setting and every container.
    pub fn is_whole(&self) -> bool {
        self.losses
            .iter()
            .all(|loss| loss.kind == LossKind::Changed)
    }

    pub(crate) fn left_out(&mut self, profile: usize, place: &Place, message: impl Into<String>) {
        self.lose(LossKind::LeftOut, profile, place, message.into());
    }

    pub(crate) fn changed(&mut self, profile: usize, place: &Place, message: impl Into<String>) {
        self.lose(LossKind::Changed, profile, place, message.into());
    }

    fn lose(&mut self, kind: LossKind, profile: usize, place: &Place, message: String) {
        self.losses.push(Loss {
            profile,
            place: place.clone(),
            kind,
            message,
        });
    }
}

impl Loss {
    /// It with its file, line and column: `x.xml:3:14: Exec: Intune has no such verb`.
    pub fn display<'l>(&'l self, profiles: &'l [Profile]) -> impl fmt::Display + 'l {
        Located {
            loss: self,
            profiles,
        }
    }
}

struct Located<'l> {
    loss: &'l Loss,
    profiles: &'l [Profile],
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(profile) = self.profiles.get(self.loss.profile) {
            let source = &profile.source;
            write!(
                f,
                "{}:{}: ",
                source.name(),
                source.position(self.loss.place.start)
            )?;
        }
        f.write_str(&self.loss.message)
    }
}
