use csp_macros::CspNode;

pub mod contoso {
    csp_macros::ddf!("whole.xml");
}

#[derive(CspNode)]
#[csp(tree = contoso::node::Lamp)]
struct Lamp {
    #[csp(access = "Get, Replace")]
    brightness: i64,
    #[csp(access = "Get, Replace")]
    label: i64,
    colour: String,
}

fn main() {}
