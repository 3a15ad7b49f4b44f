mod lamp {
    csp_macros::ddf!("nowhere.xml");
}

fn main() {}
