//! The style sheet that names the shipped files: exactly the letters of the table, so that browser and engine split
//! runs alike.

use super::face::Face;
use std::fmt::Write;

pub fn sheet(files: &[&str], faces: &[Face]) -> String {
    let mut css = String::from(
        "/* Made by `cargo xtask fonts`; do not edit. One family: what the text font lacks comes from the fallback, and the\n   \
         letters of each file are exactly those of the engine's table, so that both split a line into the same runs. */\n",
    );
    for (name, face) in files.iter().zip(faces) {
        // All with the same weights, else browsers take only one of them; so the fallback's one weight stands for all,
        // and none is emboldened.
        let _ = write!(
            css,
            "\n@font-face {{\n  font-family: \"Atkinson Hyperlegible Next\";\n  src: url(\"../assets/font/{name}.woff2\") format(\"woff2\");\n  \
             font-weight: 200 800;\n  font-style: normal;\n  font-display: block;\n  unicode-range: {};\n}}\n",
            ranges(&face.letters)
        );
    }
    css
}

/// `U+20-7E,U+A0`.
fn ranges(letters: &[char]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for letter in letters {
        let code = *letter as u32;
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == code => *end = code,
            _ => ranges.push((code, code)),
        }
    }
    let parts: Vec<String> = ranges
        .into_iter()
        .map(|(a, b)| if a == b { format!("U+{a:X}") } else { format!("U+{a:X}-{b:X}") })
        .collect();
    parts.join(",")
}
