//! `csp site --serve`: the same pages, and what is said of a text that is pasted.

mod answers;
mod gone;
mod pages;
mod refused;
mod server;

use server::Server;

use crate::run::{data, text};

/// The site of the lamp.
fn of_lamp() -> Server {
    Server::start(&["--ddf", text(&data().join("lamp/Lamp.xml"))], &[])
}
