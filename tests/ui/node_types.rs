use csp_macros::CspNode;

#[derive(CspNode)]
struct Lamp {
    level: char,
    #[csp(access = "Add, Replace")]
    password: String,
}

fn main() {}
