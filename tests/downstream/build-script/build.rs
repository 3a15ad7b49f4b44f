//! Generates the module of each CSP in `ddf/`, and builds again when a file there changes.

fn main() {
    csp_codegen::Generator::new()
        .file("ddf/ContosoAgent.xml")
        .build_script();
}
