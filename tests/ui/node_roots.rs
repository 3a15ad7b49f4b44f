use csp_macros::CspNode;

#[derive(CspNode)]
#[csp(name = "Lamp")]
struct NoRoot {
    level: i64,
}

#[derive(CspNode)]
#[csp(device = "./User/Vendor/Contoso")]
struct WrongScope {
    level: i64,
}

#[derive(CspNode)]
#[csp(device = "/Vendor/Contoso/")]
struct WrongPath {
    level: i64,
}

#[derive(CspNode)]
#[csp(nodes = room)]
struct WhoseNodes {
    level: i64,
}

#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso", tree = contoso::node::Lamp)]
struct Both {
    level: i64,
}

#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso?list=Struct")]
struct Query {
    level: i64,
}

fn main() {}
