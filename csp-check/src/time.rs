//! Dates and times of ISO 8601, in basic and extended form.

/// Whether a text is a date of ISO 8601: `YYYYMMDD` or `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let Some(digits) = shape(text, "0000-00-00", '-') else {
        return false;
    };
    matches!(digits.as_slice(), [_, _, _, _, m1, m2, d1, d2]
        if (1..=12).contains(&(m1 * 10 + m2)) && (1..=31).contains(&(d1 * 10 + d2)))
}

/// Whether a text is a time of ISO 8601: a date and a time of day apart by `T`, a time of day alone or a date alone; the zone is `Z`, an offset or left out.
pub fn is_time(text: &str) -> bool {
    match text.split_once('T') {
        Some(("", time)) => is_time_of_day(time),
        Some((date, time)) => is_date(date) && is_time_of_day(time),
        None => is_date(text) || is_time_of_day(text),
    }
}

fn is_time_of_day(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => (
            text.get(..at).unwrap_or_default(),
            text.get(at..).unwrap_or_default(),
        ),
        None => (text, ""),
    };
    let zone_fits = match zone.strip_prefix(['+', '-']) {
        Some(offset) => shape(offset, "00:00", ':').is_some() || shape(offset, "00", ':').is_some(),
        None => matches!(zone, "" | "Z"),
    };
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (clock, "0"),
    };
    let fraction_fits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let digits = shape(clock, "00:00:00", ':').or_else(|| shape(clock, "00:00", ':'));
    let clock_fits = digits.is_some_and(|digits| match digits.as_slice() {
        [h1, h2, m1, m2, rest @ ..] => {
            h1 * 10 + h2 <= 24 && m1 * 10 + m2 <= 59 && rest.first().is_none_or(|tens| *tens <= 6)
        }
        _ => false,
    });
    zone_fits && fraction_fits && clock_fits
}

/// The digits of a text that has this shape, with its separators or without any.
fn shape(text: &str, shape: &str, separator: char) -> Option<Vec<u32>> {
    let plain = shape.chars().filter(|c| *c != separator).count();
    let fits = match text.len() == plain {
        true => text.bytes().all(|byte| byte.is_ascii_digit()),
        false => {
            text.len() == shape.len()
                && text
                    .chars()
                    .zip(shape.chars())
                    .all(|(c, wanted)| match wanted {
                        '0' => c.is_ascii_digit(),
                        separator => c == separator,
                    })
        }
    };
    fits.then(|| text.chars().filter_map(|c| c.to_digit(10)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_in_basic_and_extended_form() {
        for text in ["20010711", "2001-07-11"] {
            assert!(is_date(text), "{text}");
        }
        for text in ["2001-7-11", "20011311", "2001", "today", "2001-0711"] {
            assert!(!is_date(text), "{text}");
        }
        for text in [
            "20010711T163817Z",
            "2012-10-30T21:09:52Z",
            "163817",
            "T16:38",
            "16:38:17.5+02:00",
            "2012-10-30",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in ["", "T", "25:00:00", "16:61", "noon", "16:38:17.", "16:38+2"] {
            assert!(!is_time(text), "{text}");
        }
    }
}
