use csp_macros::CspNode;
use csp_runtime::{Context, CspNode, At, StatusCode};

#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso", nodes = lamp)]
struct Lamp {
    level: i64,
}

fn set(_: &mut (), _: &mut Context<'_>, _: At<'_, lamp::Level>, _: i64) -> Result<(), StatusCode> {
    Ok(())
}

fn main() {
    let _ = Lamp::csp(()).replace(lamp::Level, set);
}
