//! The texts of `Range` constraints, read into sets of whole numbers.

use std::fmt;

/// A closed interval of whole numbers.
///
/// It is not `Ord`: that would hide [`min`](Self::min) and [`max`](Self::max) behind methods of the
/// same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    min: i64,
    max: i64,
}

impl Interval {
    /// The least number.
    pub const fn min(self) -> i64 {
        self.min
    }

    /// The greatest number.
    pub const fn max(self) -> i64 {
        self.max
    }

    /// Whether the number lies in the interval.
    pub const fn contains(self, number: i64) -> bool {
        self.min <= number && number <= self.max
    }
}

/// The numbers that a `Range` permits: one or more intervals, in the order in which they are
/// written.
///
/// The spellings that occur in Windows' files, and their obvious combinations:
///
/// | text | numbers |
/// | --- | --- |
/// | `[1-100]` | 1 to 100 |
/// | `[5]` | 5 |
/// | `[6,17]` | 6 and 17, and none between |
/// | `[(-1)-100]`, `[-1-100]` | -1 to 100 |
/// | `[1-5],[8]` | 1 to 5, and 8 |
/// | `[0,4320]` | 0 to 4320: RemoteRemediation's retry interval, in minutes, is the one range written with a comma |
///
/// ```
/// let ranges = ddf::Ranges::parse("[(-1)-4294967295]").unwrap();
/// assert!(ranges.contains(-1) && ranges.contains(4_294_967_295) && !ranges.contains(-2));
/// assert!(ddf::Ranges::parse("[5..7]").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ranges {
    intervals: Vec<Interval>,
}

impl Ranges {
    /// Reads the text of a `Range`; `None` when it follows none of the spellings.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "[0,4320]" {
            return Some(Self {
                intervals: vec![Interval { min: 0, max: 4320 }],
            });
        }
        let mut intervals = Vec::new();
        let mut rest = text;
        loop {
            let (item, after) = rest.trim_start().strip_prefix('[')?.split_once(']')?;
            for part in item.split(',') {
                intervals.push(interval(part)?);
            }
            rest = match after.trim_start() {
                "" => return Some(Self { intervals }),
                after => after.strip_prefix(',')?,
            };
        }
    }

    /// The numbers of several texts together; `None` when one of them cannot be read.
    pub(crate) fn union<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut intervals = Vec::new();
        for text in texts {
            intervals.extend(Self::parse(text)?.intervals);
        }
        (!intervals.is_empty()).then_some(Self { intervals })
    }

    /// The intervals in the order in which they are written.
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// Whether the number is permitted.
    pub fn contains(&self, number: i64) -> bool {
        self.intervals
            .iter()
            .any(|interval| interval.contains(number))
    }
}

/// As `[1-5],[8]`, with negative bounds in parentheses.
impl fmt::Display for Ranges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |number: i64| {
            if number < 0 {
                format!("({number})")
            } else {
                number.to_string()
            }
        };
        for (index, interval) in self.intervals.iter().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(f, "{separator}[{}", bound(interval.min))?;
            if interval.min != interval.max {
                write!(f, "-{}", bound(interval.max))?;
            }
            f.write_str("]")?;
        }
        Ok(())
    }
}

/// `n` or `n-n`.
fn interval(text: &str) -> Option<Interval> {
    let (min, rest) = number(text.trim())?;
    let max = match rest.trim_start() {
        "" => min,
        rest => match number(rest.strip_prefix('-')?.trim_start())? {
            (max, "") => max,
            _ => return None,
        },
    };
    (min <= max).then_some(Interval { min, max })
}

/// A number at the start of the text, and what follows it: `5`, `-5` or `(-5)`.
fn number(text: &str) -> Option<(i64, &str)> {
    if let Some(inner) = text.strip_prefix('(') {
        let (inside, rest) = inner.split_once(')')?;
        return match number(inside.trim())? {
            (number, "") => Some((number, rest)),
            _ => None,
        };
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sign = text.len() - digits.len();
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let (number, rest) = text.split_at_checked(sign + end)?;
    Some((number.parse().ok()?, rest))
}
