use csp_macros::CspValue;

#[derive(Clone, CspValue)]
#[csp(flags(READ = 1))]
struct NotCopied(i64);

#[derive(CspValue)]
struct Unknown(std::net::Ipv4Addr);

fn main() {}
