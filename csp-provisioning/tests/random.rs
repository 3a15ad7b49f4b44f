//! Whatever a document is made of, it is read as it was written; and no text makes the reader panic, or take more than its size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use allocation_counter::measure;
use csp_provisioning::{
    Account, Certificate, CertificateSearch, Certificates, Characteristic, DeviceAuth, Encoding,
    Enrollment, Entry, Parm, PollSchedule, Provider, Renewal, Retries, Scheme, ServerAuth, Store,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    "[a-c<>&\"'% \\t\\n\\r=\u{e9}\u{F000}😀;]{1,8}"
}

fn certificate() -> impl Strategy<Value = Certificate> {
    vec(any::<u8>(), 0..400).prop_map(|content| {
        let length = content.len() as u16;
        let head = match length {
            0..128 => vec![0x30, length as u8],
            _ => [&[0x30, 0x82][..], &length.to_be_bytes()].concat(),
        };
        Certificate::from_der([head, content].concat()).unwrap()
    })
}

fn parm() -> impl Strategy<Value = Parm> {
    // Names that no part of a document has.
    (
        "x-[a-z]{1,4}",
        option::of("[a-z<&\"]{0,4}"),
        option::of("[a-z]{1,4}"),
    )
        .prop_map(|(name, value, datatype)| Parm {
            name,
            value,
            datatype,
        })
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let characteristic = ("x-[a-z]{1,4}", vec(parm().prop_map(Entry::Parm), 0..3))
        .prop_map(|(kind, entries)| Entry::Characteristic(Characteristic { kind, entries }));
    // Two parms of a name are a mistake only where the name is known.
    vec(
        prop_oneof![parm().prop_map(Entry::Parm), characteristic],
        0..3,
    )
}

fn store() -> impl Strategy<Value = Store> {
    prop::sample::select(vec![Store::User, Store::System])
}

fn certificates() -> impl Strategy<Value = Certificates> {
    let renewal = (
        any::<bool>(),
        option::of(any::<u32>()),
        option::of(any::<u32>()),
        entries(),
    );
    let renewal = renewal.prop_map(|(automatic, period_days, retry_days, others)| Renewal {
        automatic,
        period_days,
        retry_days,
        others,
    });
    let others = entries();
    let many = || vec(certificate(), 0..3);
    (
        certificate(),
        store(),
        many(),
        many(),
        option::of(renewal),
        others,
    )
        .prop_map(|(client, store, roots, intermediates, renewal, others)| {
            let mut certificates = Certificates::new(client, store);
            certificates.roots = roots;
            certificates.intermediates = intermediates;
            certificates.renewal = renewal;
            certificates.others = others;
            certificates
        })
}

fn account() -> impl Strategy<Value = Account> {
    let nonce = || vec(any::<u8>(), 1..20);
    let server = (option::of(text()), text(), nonce(), entries()).prop_map(
        |(name, secret, nonce, others)| {
            let mut server = ServerAuth::new(secret, nonce);
            (server.name, server.others) = (name, others);
            server
        },
    );
    let scheme = prop::sample::select(vec![Scheme::Basic, Scheme::Digest]);
    let device = (text(), text(), nonce(), scheme, entries()).prop_map(
        |(name, secret, nonce, scheme, others)| {
            let mut device = DeviceAuth::digest(name, secret, nonce);
            (device.scheme, device.others) = (scheme, others);
            device
        },
    );
    let number = || option::of(any::<u32>());
    let search =
        (text(), store()).prop_map(|(subject, store)| CertificateSearch { subject, store });
    let encoding = prop::sample::select(vec![Encoding::Xml, Encoding::Wbxml]);
    (
        (text(), text(), server, device),
        (
            option::of(text()),
            option::of(text()),
            option::of(encoding),
            option::of(search),
        ),
        (number(), number(), number(), any::<bool>()),
        entries(),
    )
        .prop_map(
            |((id, address, server, device), (name, version, encoding, search), retry, others)| {
                let mut account = Account::new(id, address, server, device);
                (account.name, account.protocol_version) = (name, version);
                (account.encoding, account.certificate) = (encoding, search);
                let to = &mut account.retry;
                (to.attempts, to.first_wait, to.longest_wait, to.is_new_only) = retry;
                account.others = others;
                account
            },
        )
}

fn provider() -> impl Strategy<Value = Provider> {
    let retries = || {
        option::of(
            (any::<u32>(), any::<u32>()).prop_map(|(count, minutes)| Retries { count, minutes }),
        )
    };
    let poll = (
        retries(),
        retries(),
        retries(),
        option::of(any::<bool>()),
        entries(),
    );
    let poll = poll.prop_map(
        |(first, second, remaining, on_login, others)| PollSchedule {
            first,
            second,
            remaining,
            on_login,
            others,
        },
    );
    (
        option::of(text()),
        option::of(text()),
        option::of(any::<bool>()),
        option::of(poll),
        entries(),
    )
        .prop_map(|(upn, device_name, keeps_alive, poll, others)| Provider {
            upn,
            device_name,
            keeps_alive,
            poll,
            others,
        })
}

fn enrollment() -> impl Strategy<Value = Enrollment> {
    (certificates(), account(), provider(), entries()).prop_map(
        |(certificates, account, provider, others)| {
            let mut enrollment = Enrollment::new(certificates, account);
            enrollment.provider = provider;
            enrollment.others = others
                .into_iter()
                .filter_map(|entry| match entry {
                    Entry::Characteristic(other) => Some(other),
                    Entry::Parm(_) => None,
                })
                .collect();
            enrollment
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_document_is_read_as_it_was_written(enrollment in enrollment()) {
        let xml = enrollment.to_xml().unwrap();
        let read = Enrollment::parse(&xml);
        prop_assert_eq!(read, Ok(enrollment), "{}", xml);
    }

    #[test]
    fn any_text(text in "\\PC{0,60}") {
        let _ = Enrollment::parse(&text);
    }

    /// A document with bytes changed or cut out is another one, or none.
    #[test]
    fn damaged_documents(enrollment in enrollment(), at in any::<prop::sample::Index>(), cut in 0..30usize, put in "[<>/\"& a-z]{0,3}") {
        let xml = enrollment.to_xml().unwrap();
        let at = at.index(xml.len());
        let start = (0..=at).rev().find(|at| xml.is_char_boundary(*at)).unwrap();
        let end = (start + cut..).find(|end| *end >= xml.len() || xml.is_char_boundary(*end)).unwrap().min(xml.len());
        let text = format!("{}{put}{}", &xml[..start], &xml[end..]);
        if let Ok(read) = Enrollment::parse(&text) {
            if let Ok(xml) = read.to_xml() {
                prop_assert_eq!(Enrollment::parse(&xml), Ok(read));
            }
        }
    }
}

/// Work that is not in proportion shows in what is allocated.
#[test]
fn the_reader_grows_with_the_text() {
    let nested = |count: usize| "<characteristic type=\"a\">".repeat(count);
    let parms = |count: usize| {
        format!(
            "<wap-provisioningdoc>{}<parm name=\"x\"/>",
            "<characteristic type=\"a\"><parm name=\"b\" value=\"c\"/></characteristic>"
                .repeat(count)
        )
    };
    let wide = |count: usize| format!("<wap-provisioningdoc><parm {}/>", "a=\"b\" ".repeat(count));
    for text in [
        nested(100_000),
        format!("<wap-provisioningdoc>{}", nested(40_000)),
        wide(100_000),
        "&amp;".repeat(100_000),
        "<!DOCTYPE".repeat(50_000),
    ] {
        let used = measure(|| assert!(Enrollment::parse(&text).is_err()));
        assert!(
            used.bytes_total < 100_000,
            "{} of {}",
            used.bytes_total,
            text.len()
        );
    }
    let used =
        |count: usize| measure(|| assert!(Enrollment::parse(&parms(count)).is_err())).bytes_total;
    assert!(used(8000) < 3 * used(4000), "{} {}", used(8000), used(4000));
    let error = Enrollment::parse(&" ".repeat((1 << 20) + 1)).unwrap_err();
    assert!(error.to_string().contains("more than 1048576 bytes"));
}
