use csp_macros::{CspNode, CspValue};

#[derive(CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
struct Lamp {
    #[csp(access = "Get, Replace", default = "yes")]
    on: bool,
    #[csp(access = "Get, Replace", default = "bright")]
    level: Option<i64>,
    #[csp(access = "Get, Replace", range = 0..=100, default = 101)]
    percent: i64,
    #[csp(access = "Get, Replace", regex = "[a-z]+", default = "Attic")]
    room: String,
    #[csp(access = "Get, Replace", format = "date", default = "today")]
    since: String,
    #[csp(access = "Get, Replace", regex = "[a-z")]
    open: String,
}

#[derive(CspValue)]
#[csp(regex = "(?=look)ahead")]
struct Ahead(String);

fn main() {}
