//! XML with a line for each element, for files that people read.

/// Indents what our writer wrote: no element has both text and elements, and no text or attribute a `<` or a `>`. Values stay as they are.
pub(in crate::carriers) fn pretty(compact: &str) -> String {
    let mut text = String::with_capacity(2 * compact.len());
    let mut depth = 0;
    let mut is_leaf = false;
    for tag in compact.split('<').skip(1) {
        let is_end = tag.starts_with('/');
        if is_end {
            depth -= 1;
        }
        if !is_leaf || !is_end {
            if !text.is_empty() {
                text.push('\n');
            }
            text.extend(std::iter::repeat_n("  ", depth));
        }
        text.push('<');
        text.push_str(tag);
        if !is_end {
            depth += 1;
        }
        is_leaf = !is_end;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}
