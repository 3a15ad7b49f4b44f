use csp_macros::CspValue;

#[derive(Clone, CspValue)]
#[csp(flags(READ = 1))]
struct NotCopied(i64);

#[derive(CspValue)]
struct Unknown(std::net::Ipv4Addr);

#[derive(CspValue)]
#[csp(range = 0..=9)]
struct UnknownInRange(char);

#[derive(CspValue)]
enum KeptInABool {
    #[csp(value = "on")]
    On,
    #[csp(other)]
    Other(bool),
}

fn main() {}
