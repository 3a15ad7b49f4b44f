//! Dates and times of ISO 8601, in basic and extended form.

/// Whether a text is a date of ISO 8601: `YYYYMMDD` or `YYYY-MM-DD`.
pub const fn is_date(text: &str) -> bool {
    date(text.as_bytes())
}

/// Whether a text is a time of ISO 8601: a date and a time of day apart by `T`, a time of day alone or a date alone; the zone is `Z`, an offset or left out.
pub const fn is_time(text: &str) -> bool {
    let text = text.as_bytes();
    match parted(text, b"T") {
        ([], Some(time)) => time_of_day(time),
        (day, Some(time)) => date(day) && time_of_day(time),
        (text, None) => date(text) || time_of_day(text),
    }
}

const fn date(text: &[u8]) -> bool {
    match text {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] | [y1, y2, y3, y4, m1, m2, d1, d2] => {
            are_digits(&[*y1, *y2, *y3, *y4])
                && is_within(*m1, *m2, 1, 12)
                && is_within(*d1, *d2, 1, 31)
        }
        _ => false,
    }
}

const fn time_of_day(text: &[u8]) -> bool {
    let (clock, zone) = parted(text, b"Z+-");
    let zone_fits = match zone {
        None => true,
        Some(rest) if text[clock.len()] == b'Z' => rest.is_empty(),
        Some(offset) => match offset {
            [h1, h2, b':', m1, m2] => are_digits(&[*h1, *h2, *m1, *m2]),
            _ => matches!(offset.len(), 2 | 4) && are_digits(offset),
        },
    };
    let (clock, fraction) = parted(clock, b".,");
    let fraction_fits = match fraction {
        Some(fraction) => !fraction.is_empty() && are_digits(fraction),
        None => true,
    };
    let clock_fits = match clock {
        [h1, h2, b':', m1, m2, b':', s1, s2] | [h1, h2, m1, m2, s1, s2] => {
            // A leap second is the 60th.
            is_within(*h1, *h2, 0, 24) && is_within(*m1, *m2, 0, 59) && is_within(*s1, *s2, 0, 60)
        }
        [h1, h2, b':', m1, m2] | [h1, h2, m1, m2] => {
            is_within(*h1, *h2, 0, 24) && is_within(*m1, *m2, 0, 59)
        }
        _ => false,
    };
    zone_fits && fraction_fits && clock_fits
}

/// What comes before the first of these bytes, and what after it.
const fn parted<'t>(text: &'t [u8], at_one_of: &[u8]) -> (&'t [u8], Option<&'t [u8]>) {
    let mut at = 0;
    while at < text.len() {
        let mut nth = 0;
        while nth < at_one_of.len() {
            if text[at] == at_one_of[nth] {
                let (before, after) = text.split_at(at);
                return (before, Some(after.split_at(1).1));
            }
            nth += 1;
        }
        at += 1;
    }
    (text, None)
}

const fn are_digits(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether two digits are a number from one to another.
const fn is_within(tens: u8, ones: u8, low: u8, high: u8) -> bool {
    if !are_digits(&[tens, ones]) {
        return false;
    }
    let number = (tens - b'0') * 10 + (ones - b'0');
    low <= number && number <= high
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
