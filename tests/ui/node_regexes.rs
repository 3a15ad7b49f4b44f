use csp_macros::{CspNode, CspValue};

#[derive(CspNode)]
struct Lamp {
    #[csp(regex = "[a-z]+", default = "Attic")]
    room: String,
    #[csp(regex = "[a-z")]
    open: String,
    #[csp(regex = "[a-z]+", default = "a;B")]
    rooms: Vec<String>,
}

#[derive(CspValue)]
#[csp(regex = "(?=look)ahead")]
struct Ahead(String);

#[derive(CspValue)]
#[csp(regex = "[a-z]+", default = "Attic")]
struct Room(String);

#[derive(CspValue)]
#[csp(default = "attic")]
struct Borrowed<'a>(&'a str);

fn main() {}
