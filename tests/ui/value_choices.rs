use csp_macros::CspValue;

#[derive(CspValue)]
enum Mode {
    Off,
    #[csp(value = 1)]
    On(bool),
    #[csp(value = 2)]
    Dimmed,
    #[csp(value = 2)]
    Dark,
    #[csp(value = "blue")]
    Blue,
    #[csp(other)]
    Other,
    #[csp(value = 3, other)]
    Both(i64),
    #[csp(value = 99999999999999999999)]
    Huge,
    #[csp(value = true)]
    Yes,
    #[csp(values = 4)]
    Four,
}

#[derive(CspValue)]
enum Level {
    #[csp(value = 1)]
    Low,
    #[csp(other)]
    Other(String),
    #[csp(other)]
    Another(i64),
}

fn main() {}
