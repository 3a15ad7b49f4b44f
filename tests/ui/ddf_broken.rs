mod lamp {
    csp_macros::ddf!("broken.xml");
}

fn main() {}
