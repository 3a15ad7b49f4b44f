use csp_macros::CspNode;

#[derive(CspNode)]
struct Lamp {
    level: u8,
    #[csp(access = "Add, Replace")]
    password: String,
}

fn main() {}
