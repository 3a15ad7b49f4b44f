//! Secrets in a message that is kept: they are cut out, so that they are kept where the caller keeps them or nowhere.

use memchr::memmem;

/// What stood at a place of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Secret {
    /// This end's credentials, as they travel.
    Credentials,
    /// The nonce that the other end is given, as it travels.
    Nonce,
}

/// Where something was cut out, in what is left, in ascending order.
pub(crate) type Holes = Vec<(usize, Secret)>;

/// Cuts the secrets out of a message, each wherever it stands.
pub(crate) fn cut(message: &[u8], secrets: &[(Secret, String)]) -> (Vec<u8>, Holes) {
    let mut found: Vec<_> = secrets
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .flat_map(|(secret, text)| {
            let places = memmem::find_iter(message, text.as_bytes());
            places.map(|at| (at, text.len(), *secret))
        })
        .collect();
    found.sort_unstable_by_key(|(at, ..)| *at);
    let (mut left, mut holes, mut from) = (Vec::new(), Holes::new(), 0);
    for (at, length, secret) in found {
        if let Some(between) = message.get(from..at) {
            left.extend_from_slice(between);
            holes.push((left.len(), secret));
            from = at + length;
        }
    }
    left.extend_from_slice(message.get(from..).unwrap_or_default());
    (left, holes)
}

/// Puts the secrets back. `None` where there is no such place in the message, or no such secret.
pub(crate) fn fill(message: &[u8], holes: &Holes, secrets: &[(Secret, String)]) -> Option<Vec<u8>> {
    let (mut whole, mut from) = (Vec::new(), 0);
    for (at, secret) in holes {
        let (_, text) = secrets.iter().find(|(known, _)| known == secret)?;
        whole.extend_from_slice(message.get(from..*at)?);
        whole.extend_from_slice(text.as_bytes());
        from = *at;
    }
    whole.extend_from_slice(message.get(from..)?);
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_out_is_put_back() {
        let secrets = |credentials: &str, nonce: &str| {
            vec![
                (Secret::Credentials, credentials.to_owned()),
                (Secret::Nonce, nonce.to_owned()),
            ]
        };
        for (credentials, nonce, left) in [
            ("Og==", "Tm9uY2U=", "<a></a><b></b><c></c>"),
            ("none", "", "<a>Og==</a><b>Tm9uY2U=</b><c>Og==</c>"),
            // One in the other, which nobody has.
            ("Og==</a>", "==</a><b>", "<a><b>Tm9uY2U=</b><c>Og==</c>"),
        ] {
            let message = b"<a>Og==</a><b>Tm9uY2U=</b><c>Og==</c>";
            let secrets = secrets(credentials, nonce);
            let (cut, holes) = cut(message, &secrets);
            assert_eq!(String::from_utf8_lossy(&cut), left);
            assert_eq!(fill(&cut, &holes, &secrets).as_deref(), Some(&message[..]));
        }
    }

    #[test]
    fn a_hole_where_nothing_is() {
        let secrets = [(Secret::Nonce, "n".to_owned())];
        assert_eq!(fill(b"ab", &vec![(3, Secret::Nonce)], &secrets), None);
        assert_eq!(
            fill(
                b"ab",
                &vec![(2, Secret::Nonce), (1, Secret::Nonce)],
                &secrets
            ),
            None
        );
        assert_eq!(fill(b"ab", &vec![(1, Secret::Credentials)], &secrets), None);
    }
}
