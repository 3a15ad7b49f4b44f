mod relative {
    csp_macros::ddf!("whole.xml", runtime = csp_runtime);
}
mod unknown {
    csp_macros::ddf!("whole.xml", path = ::csp_runtime);
}
mod nothing {
    csp_macros::ddf!();
}

fn main() {}
