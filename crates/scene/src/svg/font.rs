//! The shipped font files as data URLs, those that a picture needs. Only with the feature `embed-font`: the engine in
//! the browser has the fonts anyway and must not carry them twice.

use crate::Item;

#[cfg(not(feature = "embed-font"))]
pub(super) const fn css(_items: &[&Item]) -> String {
    String::new()
}

#[cfg(feature = "embed-font")]
pub(super) fn css(items: &[&Item]) -> String {
    use crate::text;
    use base64::{Engine, engine::general_purpose::STANDARD};

    /// In the order of the faces in the table.
    const FILES: [&[u8]; 4] = [
        include_bytes!("../../../../web/src/assets/font/atkinson-hyperlegible-next-latin.woff2"),
        include_bytes!("../../../../web/src/assets/font/atkinson-hyperlegible-next-latin-ext.woff2"),
        include_bytes!("../../../../web/src/assets/font/noto-sans-latin-ext.woff2"),
        include_bytes!("../../../../web/src/assets/font/noto-sans-vietnamese.woff2"),
    ];
    let mut used = [false; FILES.len()];
    for item in items {
        if let Item::Text { text, .. } = item {
            for letter in text.lines.iter().flat_map(|line| &line.runs).flat_map(|run| run.text.chars()) {
                if let Some(used) = text::face(letter).and_then(|face| used.get_mut(face)) {
                    *used = true;
                }
            }
        }
    }
    let mut css = String::new();
    for (face, file) in FILES.iter().enumerate().filter(|(face, _)| used[*face]) {
        css += &format!(
            "@font-face{{font-family:\"{}\";font-weight:200 800;unicode-range:{};src:url(data:font/woff2;base64,{})}}",
            text::FAMILY,
            text::letters(face),
            STANDARD.encode(file)
        );
    }
    css
}
