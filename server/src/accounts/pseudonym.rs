//! Made-up names for guests who were not asked for one: an animal and a number. Data in two languages; no two guests of a
//! board get the same while there are names left.

use rand::Rng;
use wandel_words::Language;

const DE: [&str; 24] = [
    "Amsel",
    "Biber",
    "Dachs",
    "Eisvogel",
    "Elster",
    "Fischotter",
    "Fuchs",
    "Habicht",
    "Hase",
    "Igel",
    "Kranich",
    "Libelle",
    "Luchs",
    "Marder",
    "Möwe",
    "Otter",
    "Reiher",
    "Rotkehlchen",
    "Schwalbe",
    "Specht",
    "Spatz",
    "Storch",
    "Wiesel",
    "Zeisig",
];
const EN: [&str; 24] = [
    "Badger",
    "Beaver",
    "Blackbird",
    "Crane",
    "Dragonfly",
    "Finch",
    "Fox",
    "Gull",
    "Hare",
    "Hawk",
    "Hedgehog",
    "Heron",
    "Kingfisher",
    "Lynx",
    "Magpie",
    "Marten",
    "Mouse",
    "Otter",
    "Robin",
    "Sparrow",
    "Stork",
    "Swallow",
    "Weasel",
    "Wren",
];

/// A name that is not among `taken`.
#[must_use]
pub fn invent(language: Language, taken: &[String], rng: &mut impl Rng) -> String {
    let names = match language {
        Language::De => DE,
        Language::En => EN,
    };
    let start = rng.random_range(0..names.len());
    let free = |name: &String| !taken.contains(name);
    let plain = (0..names.len()).map(|step| names[(start + step) % names.len()].to_owned()).find(free);
    plain.unwrap_or_else(|| {
        let numbered = (2_u32..).map(|number| format!("{} {number}", names[start])).find(free);
        numbered.unwrap_or_else(|| names[start].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn names_do_not_repeat() {
        let mut rng = StdRng::seed_from_u64(3);
        for language in [Language::De, Language::En] {
            let mut taken = Vec::new();
            for _ in 0..60 {
                let name = invent(language, &taken, &mut rng);
                assert!(!taken.contains(&name), "{name}");
                taken.push(name);
            }
        }
    }
}
