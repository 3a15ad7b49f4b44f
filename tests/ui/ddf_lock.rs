mod lamp {
    csp_macros::ddf!("whole.xml", lock = "whole.lock");
}

mod unlocked {
    csp_macros::ddf!("whole.xml", lock = "missing.lock");
}

fn main() {}
