//! What a tool puts a value in the place of before it sends the profile: Fleet's and Intune's variables, and those of a shell.

/// Whether a text has a variable in it, so that nobody knows what the device gets.
///
/// Fleet replaces `$FLEET_VAR_X`, `$FLEET_SECRET_X` and in its GitOps any `$NAME` or `${NAME}` of the environment; Intune `{{x}}`.
pub(crate) fn has_variable(text: &str) -> bool {
    let is_name = |name: &str| {
        let first = name.chars().next();
        first.is_some_and(|c| c.is_ascii_uppercase() || c == '_')
    };
    let has_dollar = text.match_indices('$').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        is_name(rest.strip_prefix('{').unwrap_or(rest))
    });
    let has_braces = text
        .find("{{")
        .is_some_and(|at| text.get(at..).is_some_and(|rest| rest.contains("}}")));
    has_dollar || has_braces
}
