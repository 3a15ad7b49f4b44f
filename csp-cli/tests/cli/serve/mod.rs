//! `csp site --serve`: the same pages, and what is said of a text that is pasted.

mod answers;
mod pages;
mod refused;
mod server;

use server::Server;
