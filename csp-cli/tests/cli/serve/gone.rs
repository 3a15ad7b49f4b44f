//! Who goes away, or does not take what is sent.

use std::io::{ErrorKind, Write as _};
use std::thread;
use std::time::{Duration, Instant};

use super::of_lamp;

#[test]
fn who_takes_nothing_is_left_long_before_the_end_of_the_longest_connection() {
    let server = of_lamp();
    let address = &server.address;
    let mut stream = server.connect();
    stream.set_nonblocking(true).unwrap();
    let request = format!("GET /a/site.js HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let mut requests = request.as_bytes().iter().copied().cycle();
    let mut rest: Vec<u8> = Vec::new();
    let begun = Instant::now();
    loop {
        rest.extend(requests.by_ref().take(4096 - rest.len()));
        match stream.write(&rest) {
            Ok(written) => drop(rest.drain(..written)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
        assert!(begun.elapsed() < Duration::from_secs(300));
        thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(server.get("index.html").status, 200);
}
