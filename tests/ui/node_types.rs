use csp_macros::CspNode;

#[derive(CspNode)]
struct Lamp {
    level: char,
    #[csp(access = "Add, Replace")]
    password: String,
}

#[derive(CspNode)]
#[csp(device = "./Device/Vendor/Contoso", nodes = room)]
struct Room {
    #[csp(access = "Get, Replace", default = 1, range = 0..=9)]
    level: char,
    list: Vec<char>,
    some: Option<char>,
}

fn main() {}
