//! Says a message in a language. Cheap to make: each language is parsed once for the whole program.

use crate::keys;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language with a full catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    De,
    En,
}

impl Language {
    /// The language of a BCP 47 tag: German for `de…`, English for everything else.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("de") { Self::De } else { Self::En }
    }

    /// The first language with a catalogue in an `Accept-Language` header, by weight; English if there is none.
    #[must_use]
    pub fn of_header(header: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for part in header.split(',').take(32) {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(Some(1.0), |text| text.trim().parse::<f32>().ok())
                .filter(|weight| (0.0..=1.0).contains(weight));
            let language = match tag.get(..2).map(str::to_ascii_lowercase).as_deref() {
                Some("de") => Self::De,
                Some("en") => Self::En,
                _ => continue,
            };
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let Some(weight) = weight.map(|weight| (weight * 1000.0) as u16) else { continue };
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, language));
            }
        }
        best.map_or(Self::En, |(_, language)| language)
    }

    /// `de` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }
}

/// An argument of a message. Numbers choose plural forms.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    Text(&'a str),
    Number(f64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}
impl From<f64> for Arg<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}
impl From<usize> for Arg<'_> {
    #[allow(clippy::cast_precision_loss)]
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language, files: &[&str]) -> Bundle {
    let mut bundle =
        Bundle::new_concurrent(vec![language.tag().parse::<LanguageIdentifier>().unwrap_or_default()]);
    // Isolation marks would end up in file names, terminal lines and accessible names.
    bundle.set_use_isolating(false);
    for text in files {
        // The build has parsed every file: what cannot be read here is left out and shows as its key.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

static DE: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::De, keys::DE));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En, keys::EN));

/// The sentences of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words of a BCP 47 tag (`de-AT`, `en`, …).
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self { language: Language::of_tag(tag) }
    }

    #[must_use]
    pub const fn of(language: Language) -> Self {
        Self { language }
    }

    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Is there such a message?
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    /// The message `key` with its arguments. An unknown key says itself; a missing argument says `{$name}`.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(
                *name,
                match value {
                    Arg::Text(text) => FluentValue::from(*text),
                    Arg::Number(number) => FluentValue::from(*number),
                },
            );
        }
        bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// The sentence of a diagnostic or problem `code` (`gateway.missing-default`): the message `PREFIX-CODE` with dots
    /// as dashes, or `PREFIX-unknown` with the code as `$code`. Prefixes: `diagnostic`, `error`, `news`.
    #[must_use]
    pub fn say_code<'a>(
        &self,
        prefix: &str,
        code: &str,
        params: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> String {
        let key = format!("{prefix}-{}", code.replace('.', "-"));
        if self.has(&key) {
            let args: Vec<(&str, Arg<'_>)> =
                params.into_iter().map(|(name, value)| (name.as_str(), Arg::from(value))).collect();
            self.say(&key, &args)
        } else {
            self.say(&format!("{prefix}-unknown"), &[("code", Arg::Text(code))])
        }
    }

    fn bundle(&self) -> &'static Bundle {
        match self.language {
            Language::De => &DE,
            Language::En => &EN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn languages() {
        let cases =
            [("de-AT", Language::De), ("DE", Language::De), ("en-GB", Language::En), ("fr", Language::En)];
        for (tag, expected) in cases {
            assert_eq!(Language::of_tag(tag), expected, "{tag}");
        }
        let headers = [
            ("de-DE,de;q=0.9,en;q=0.8", Language::De),
            ("fr, en;q=0.3, de;q=0.5", Language::De),
            ("en-US,en;q=0.9,de;q=0.1", Language::En),
            ("de;q=0, en;q=0.1", Language::En),
            ("", Language::En),
            (";;;,q=9,é,de;q=nan", Language::En),
        ];
        for (header, expected) in headers {
            assert_eq!(Language::of_header(header), expected, "{header}");
        }
    }

    #[test]
    fn says_with_arguments_and_plurals() {
        let de = Words::new("de");
        assert_eq!(de.say(keys::READINESS_GAPS, &[("count", 1_u32.into())]), "noch 1 Lücke");
        assert_eq!(de.say(keys::READINESS_GAPS, &[("count", 3_u32.into())]), "noch 3 Lücken");
        assert_eq!(de.say("no-such-key", &[]), "no-such-key");
        let params = BTreeMap::new();
        assert!(de.say_code("diagnostic", "no.such.code", &params).contains("no.such.code"));
    }
}
