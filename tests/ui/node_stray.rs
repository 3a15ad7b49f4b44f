use csp_macros::CspNode;

#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso")]
struct Lamp {
    level: i64,
}

#[derive(CspNode)]
#[csp(nodes = stray, root = Lamp)]
struct Stray {
    level: i64,
}

fn main() {}
