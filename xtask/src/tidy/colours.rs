//! Colours only as tokens: no other place may write one.

use super::File;

/// Where colours are defined, or belong to a picture.
const ALLOWED: &[&str] = &["web/src/styles/tokens.css"];

pub fn check(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.path.starts_with("web/src/") && !ALLOWED.contains(&file.path.as_str()))
        .filter(|file| [".css", ".svelte"].iter().any(|ending| file.path.ends_with(ending)))
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| has_colour(line))
                .map(|(number, _)| format!("{}:{}: a colour that is not a token", file.path, number + 1))
        })
        .collect()
}

/// `#RGB`, `#RRGGBB`, `#RRGGBBAA`, `rgb(`, `hsl(`; not fragments such as `#each` or `#icon-name`.
fn has_colour(line: &str) -> bool {
    if ["rgb(", "rgba(", "hsl(", "oklch("].iter().any(|name| line.contains(name)) {
        return true;
    }
    line.match_indices('#').any(|(at, _)| {
        let digits: String = line[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        matches!(digits.len(), 3 | 6 | 8)
            && digits.chars().all(|c| c.is_ascii_hexdigit())
            && digits.chars().any(|c| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::has_colour;

    #[test]
    fn finds_colours_and_nothing_else() {
        for (line, expected) in [
            ("color: #FF00aa;", true),
            ("fill: #123", true),
            ("background: rgb(1 2 3)", true),
            ("{#each items as item}", false),
            ("href=\"#i-saved\"", false),
            ("{#if open}", false),
            ("color: var(--ink-1)", false),
        ] {
            assert_eq!(has_colour(line), expected, "{line}");
        }
    }
}
