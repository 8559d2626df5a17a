//! Where a word may be broken. A small, careful approximation instead of a pattern file of 100 kB: seams of compounds
//! (linking s, well-known second parts of the language of administration, prefixes) and plain syllables. Where it is
//! not sure it offers nothing; a soft hyphen in the text always wins.

use super::Lang;

/// A place inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// Byte offset.
    pub at: usize,
    pub rank: Rank,
}

/// How good a break is: a syllable, behind a prefix, between two parts of a compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Syllable,
    Prefix,
    Seam,
}

/// Breaks in ascending order. Only within runs of letters, at least two before (three unless it is a prefix) and three
/// after.
pub(super) fn breaks(word: &str, lang: Lang) -> Vec<Break> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = word.char_indices().map(|(at, letter)| (at, letter.is_alphabetic()));
    for (at, letter) in ends.chain([(word.len(), false)]) {
        match (letter, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                run(&word[from..at], from, lang, &mut found);
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn run(letters: &str, offset: usize, lang: Lang, into: &mut Vec<Break>) {
    let lower: Vec<char> = letters.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    // An abbreviation has no syllables.
    let capitals = letters.chars().skip(1).filter(|c| c.is_uppercase()).count();
    if lower.len() < 6 || (capitals > 0 && capitals < letters.chars().count() - 1) {
        return;
    }
    let breaks = match lang {
        Lang::German => german(&lower),
        Lang::English => {
            let breaks = english(&lower);
            // Names of German things stand on English boards too, and are the long ones there.
            let seams = || german(&lower).into_iter().filter(|(_, rank)| *rank == Rank::Seam);
            if breaks.is_empty() { seams().collect() } else { breaks }
        }
        Lang::Other => return,
    };
    let offsets: Vec<usize> = letters.char_indices().map(|(at, _)| at).collect();
    into.extend(
        breaks
            .into_iter()
            .filter(|(at, rank)| *at >= if *rank == Rank::Syllable { 3 } else { 2 } && lower.len() - at >= 3)
            .filter_map(|(at, rank)| Some(Break { at: offset + offsets.get(at)?, rank })),
    );
}

/// Second parts of compounds that begin where no syllable rule would see it, or are so common that the seam is known.
/// Long enough not to turn up by chance.
const PARTS: &[&str] = &[
    "abteilung",
    "abgabe",
    "ablauf",
    "abrechnung",
    "abschluss",
    "absprache",
    "akteneinsicht",
    "amtsblatt",
    "anfang",
    "anfrage",
    "angabe",
    "anhörung",
    "anlage",
    "anliegen",
    "anmeldung",
    "annahme",
    "anordnung",
    "anschrift",
    "anspruch",
    "anteil",
    "antrag",
    "antwort",
    "anweisung",
    "anzeige",
    "arbeit",
    "auftrag",
    "aufgabe",
    "aufenthalt",
    "aufsicht",
    "ausgabe",
    "auskunft",
    "auslage",
    "auswahl",
    "ausweis",
    "auszahlung",
    "auszug",
    "beantragung",
    "bearbeitung",
    "beauftragte",
    "bedarf",
    "behörde",
    "beitrag",
    "beleg",
    "bereich",
    "bericht",
    "bescheid",
    "bescheinigung",
    "beschluss",
    "beschwerde",
    "bestätigung",
    "betrag",
    "betreuung",
    "bewertung",
    "bewilligung",
    "bezirk",
    "bildung",
    "datei",
    "daten",
    "dienst",
    "eingabe",
    "eingang",
    "einkommen",
    "einsicht",
    "eintrag",
    "einwilligung",
    "entscheidung",
    "entwurf",
    "erfassung",
    "erklärung",
    "erlaubnis",
    "ermittlung",
    "ermessen",
    "erstattung",
    "erteilung",
    "fachverfahren",
    "formular",
    "freigabe",
    "führung",
    "fürsorge",
    "gebühr",
    "gegenstand",
    "genehmigung",
    "gericht",
    "gesetz",
    "gespräch",
    "gewerbe",
    "grundstück",
    "gutachten",
    "haushalt",
    "hinweis",
    "kontrolle",
    "kosten",
    "kranken",
    "leistung",
    "leitung",
    "meldung",
    "minister",
    "mitteilung",
    "nachricht",
    "nachweis",
    "nummer",
    "ordnung",
    "pflege",
    "protokoll",
    "prüfung",
    "rechnung",
    "regelung",
    "register",
    "sachen",
    "satzung",
    "schein",
    "schreiben",
    "schutz",
    "sicherheit",
    "sicherung",
    "sitzung",
    "stelle",
    "steuer",
    "stunde",
    "technik",
    "termin",
    "träger",
    "überprüfung",
    "übersicht",
    "übertragung",
    "umschlag",
    "unterhalt",
    "unterlage",
    "unterschrift",
    "unterricht",
    "unterstützung",
    "urkunde",
    "urlaub",
    "urteil",
    "verarbeitung",
    "verband",
    "verfahren",
    "verfügung",
    "vergabe",
    "verhältnis",
    "verlängerung",
    "vermerk",
    "vermögen",
    "versicherung",
    "vertrag",
    "vertretung",
    "verwaltung",
    "verzeichnis",
    "vollmacht",
    "voraussetzung",
    "vorgang",
    "vorlage",
    "vorschrift",
    "vorstand",
    "widerspruch",
    "wohnung",
    "zahlung",
    "zeichen",
    "zentrum",
    "zeugnis",
    "zulassung",
    "zusage",
    "zustimmung",
    "zuständigkeit",
];

const PREFIXES: &[&str] = &[
    "zusammen", "zurück", "hinter", "unter", "weiter", "wieder", "gegen", "durch", "über", "nach", "fort",
    "fest", "auf", "aus", "bei", "ein", "ent", "her", "hin", "mit", "ver", "vor", "weg", "zer", "ab", "an",
    "be", "er", "ge", "um", "un", "zu",
];

const LINKS: &[&str] = &["ungs", "heits", "keits", "schafts", "tions", "täts", "lings"];

/// What a German syllable can begin with, beside a single consonant.
const ONSETS: &[&str] = &[
    "bl", "br", "ch", "chr", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "pf", "pfl", "ph", "pl", "pr",
    "qu", "sch", "schl", "schm", "schn", "schr", "schw", "sp", "spr", "st", "str", "th", "tr", "zw",
];

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü')
}

fn starts(letters: &[char], with: &str) -> bool {
    let mut with = with.chars();
    let mut letters = letters.iter();
    with.all(|c| letters.next() == Some(&c))
}

fn german(word: &[char]) -> Vec<(usize, Rank)> {
    let mut seams = vec![0];
    for at in 3..word.len().saturating_sub(2) {
        let sonorous = word[..at].iter().any(|c| is_vowel(*c));
        let linked = LINKS.iter().any(|link| {
            let length = link.chars().count();
            at > length + 1 && starts(&word[at - length..], link)
        });
        let part = PARTS.iter().any(|part| starts(&word[at..], part));
        // A seam inside another part ("verarbeitung" in "verarbeitung") is a prefix's business.
        if sonorous
            && (part || linked && can_start(&word[at..]))
            && !is_prefix(&word[seams[seams.len() - 1]..at])
        {
            seams.push(at);
        }
    }
    seams.push(word.len());
    let mut breaks = Vec::new();
    for pair in seams.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if from > 0 {
            breaks.push((from, Rank::Seam));
        }
        let mut body = from;
        // "be-auf-tragte": prefixes come in rows.
        loop {
            let length = prefix(&word[body..to]);
            if length == 0 {
                break;
            }
            body += length;
            breaks.push((body, Rank::Prefix));
        }
        breaks.extend(syllables(&word[body..to]).into_iter().map(|at| (body + at, Rank::Syllable)));
    }
    breaks
}

fn is_prefix(letters: &[char]) -> bool {
    PREFIXES.iter().any(|prefix| prefix.chars().count() == letters.len() && starts(letters, prefix))
}

/// Length of the prefix of a part; 0 if it has none for certain.
fn prefix(part: &[char]) -> usize {
    for prefix in PREFIXES {
        let length = prefix.chars().count();
        if !starts(part, prefix) || part.len() < length + 4 {
            continue;
        }
        let rest = &part[length..];
        let sure = if is_vowel(rest[0]) {
            match *prefix {
                "be" | "ge" => matches!(rest[0], 'a' | 'ä' | 'o' | 'ö') || starts(rest, "ein"),
                "ver" | "zer" | "ent" | "über" | "unter" | "wieder" | "weiter" => true,
                "vor" | "aus" | "auf" | "ein" | "nach" => matches!(rest[0], 'a' | 'ü' | 'ä'),
                _ => starts(rest, "arbeit") || starts(rest, "erkenn"),
            }
        } else {
            can_start(rest)
        };
        if sure && rest.iter().any(|c| is_vowel(*c)) {
            return length;
        }
    }
    0
}

/// True if a German word could begin like this.
fn can_start(letters: &[char]) -> bool {
    let cluster: String = letters.iter().take_while(|c| !is_vowel(**c)).collect();
    cluster.chars().count() <= 1 || ONSETS.contains(&cluster.as_str())
}

/// The rule of the schools: one consonant goes to the next syllable; of several the last one does. Digraphs count as one.
fn syllables(part: &[char]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut vowel: Option<usize> = None;
    for at in 0..part.len() {
        if !is_vowel(part[at]) {
            continue;
        }
        if let Some(before) = vowel {
            let cluster = &part[before + 1..at];
            if !cluster.is_empty() {
                breaks.push(at - onset(cluster, &part[at..]));
            }
        }
        vowel = Some(at);
    }
    breaks
}

/// How many letters of a cluster between two vowels belong to the second syllable, which goes on with `rest`.
fn onset(cluster: &[char], rest: &[char]) -> usize {
    const PAIRS: &[&str] = &["bl", "br", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "pl", "pr", "tr"];
    const ENDINGS: &[&str] = &["ich", "ung", "ing", "os", "ein", "er", "ig"];
    if let [.., before, first, second] = cluster {
        let pair = PAIRS.iter().any(|pair| starts(&[*first, *second], pair));
        // "gar-ten-platz", but "ent-wick-lung", "kopp-lung", "ang-ler", "wirk-lich".
        let divided = matches!((before, first), ('c', 'k') | ('n', 'g')) || before == first;
        let ending = *second == 'l' && ENDINGS.iter().any(|ending| starts(rest, ending));
        if pair && !divided && !ending {
            return 2;
        }
    }
    for unit in ["sch", "chs", "ch", "ck", "ph", "th", "rh", "sh", "qu", "ß"] {
        let length = unit.chars().count();
        if cluster.len() >= length && starts(&cluster[cluster.len() - length..], unit) {
            // "wach-sen": the s goes on alone.
            return if unit == "chs" { 1 } else { length };
        }
    }
    1
}

/// English is broken before well-known endings and between doubled consonants only.
fn english(word: &[char]) -> Vec<(usize, Rank)> {
    const ENDINGS: &[&str] = &[
        "tion", "sion", "ment", "ness", "less", "ship", "able", "ible", "tional", "tions", "ments", "ities",
        "ity",
    ];
    let mut breaks = Vec::new();
    for at in 3..word.len().saturating_sub(2) {
        let ending = ENDINGS
            .iter()
            .any(|ending| starts(&word[at..], ending) && ending.chars().count() == word.len() - at);
        let doubled = word[at - 1] == word[at]
            && !is_vowel(word[at])
            && is_vowel(word[at - 2])
            && word.get(at + 1).is_some_and(|c| is_vowel(*c))
            && word.len() - at > 3;
        if ending || doubled {
            breaks.push((at, if ending { Rank::Seam } else { Rank::Syllable }));
        }
    }
    breaks
}
