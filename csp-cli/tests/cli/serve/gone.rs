//! Who goes away, or does not take what is sent.

use std::io::{ErrorKind, Write as _};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::of_lamp;

#[cfg(target_os = "linux")]
#[test]
fn bodies_of_those_who_are_gone_are_as_few_as_others() {
    const LENGTH: usize = 8 << 20;
    let server = of_lamp();
    let address = &server.address;
    let head = |length: usize| {
        format!(
            "POST /check HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    // As many as are looked at at once, so that all others have to wait.
    let command = "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target><Data>7</Data></Item></Replace>";
    let long = json!({"text": command.repeat(LENGTH / 32 / command.len())}).to_string();
    let mut busy = Vec::new();
    for _ in 0..2 {
        let mut stream = server.connect();
        stream.write_all(head(long.len()).as_bytes()).unwrap();
        stream.write_all(long.as_bytes()).unwrap();
        busy.push(stream);
    }
    let before = server.peak();
    let body = vec![b' '; LENGTH];
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                let mut stream = server.connect();
                stream.write_all(head(LENGTH).as_bytes()).unwrap();
                stream.write_all(&body).unwrap();
            });
        }
    });
    let answer = server.ask("check", &json!({"text": "404"}));
    assert_eq!(answer["explain"]["kind"], "status");
    let bodies = (server.peak() - before) / LENGTH;
    assert!(bodies < 40, "{bodies} bodies were in memory");
}

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
