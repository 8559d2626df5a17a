//! Widths and line breaks: the table against whole texts shaped by HarfRust (`tests/data/widths.tsv`, made by
//! `cargo xtask fonts`), and breaking as people expect it.

use wandel_scene::text::{Lang, runs, width, wrap};

#[test]
fn sums_from_the_table_equal_shaped_text() {
    let samples = include_str!("data/widths.tsv");
    let mut compared = 0;
    for line in samples.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.splitn(3, '\t');
        let weight: u16 = fields.next().unwrap().parse().unwrap();
        let shaped: f64 = fields.next().unwrap().parse::<f64>().unwrap() / 16_000.0 * 14.0;
        let text = fields.next().unwrap();
        let summed = width(text, 14.0, weight);
        assert!((summed - shaped).abs() < 0.03, "{text} at {weight}: {summed} instead of {shaped}");
        let parts: f64 = runs(text, 0.0, 14.0, weight).iter().map(|run| run.width).sum();
        assert!((parts - summed).abs() < 1e-6, "{text}: runs add up to {parts}");
        compared += 1;
    }
    assert!(compared >= 90);
}

#[track_caller]
fn check(text: &str, max: f64, size: f64, lang: Lang, expected: &[&str]) {
    let lines = wrap(text, max, size, 400, lang);
    let found: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(found, expected);
}

#[test]
fn labels_break_as_in_the_drawings() {
    let de = |text, max, size, lines: &[&str]| check(text, max, size, Lang::German, lines);
    de("Antrag ausfüllen", 88.0, 13.0, &["Antrag", "ausfüllen"]);
    de("Unterlagen nachreichen", 88.0, 13.0, &["Unterlagen", "nachreichen"]);
    de("Warum dreimal dieselben Daten?", 138.0, 14.0, &["Warum dreimal", "dieselben Daten?"]);
    de("zum Monatsanfang", 80.0, 12.0, &["zum", "Monatsanfang"]);
    de("", 80.0, 12.0, &[""]);
    de("eins\n\nzwei", 80.0, 12.0, &["eins", "", "zwei"]);
    de("Aufenthaltserlaubnis", 88.0, 13.0, &["Aufenthalts-", "erlaubnis"]);
    de("Verpflichtungserklärung", 88.0, 13.0, &["Verpflichtungs-", "erklärung"]);
    de("Donau\u{ad}dampf\u{ad}schiff", 75.0, 12.0, &["Donaudampf-", "schiff"]);
    de("Bau-/Nutzungsantrag", 70.0, 12.0, &["Bau-/", "Nutzungs-", "antrag"]);
    de("XXXXXXXXXXXXXXXXXXXX", 60.0, 12.0, &["XXXXXXXX", "XXXXXXXX", "XXXX"]);
    check("Responsibility statement", 68.0, 12.0, Lang::English, &["Responsibil-", "ity", "statement"]);
}

#[test]
fn german_words_break_where_a_dictionary_breaks_them() {
    // Narrow enough that every word must be broken somewhere; only breaks that a dictionary knows are right.
    let words = [
        ("Sachbearbeitung", "Sach-be-ar-bei-tung"),
        ("Fachverfahren", "Fach-ver-fah-ren"),
        ("Genehmigungsverfahren", "Ge-neh-mi-gungs-ver-fah-ren"),
        ("Einkommensnachweis", "Ein-kom-mens-nach-weis"),
        ("Wohngeldbehörde", "Wohn-geld-be-hör-de"),
        ("Zuständigkeitsprüfung", "Zu-stän-dig-keits-prü-fung"),
        ("Datenschutzbeauftragte", "Da-ten-schutz-be-auf-trag-te"),
        ("Unterschriftenliste", "Un-ter-schrif-ten-lis-te"),
        ("Krankenversicherung", "Kran-ken-ver-si-che-rung"),
        ("Monatsanfang", "Mo-nats-an-fang"),
        ("Entscheidungsvorlage", "Ent-schei-dungs-vor-la-ge"),
        ("Auszahlungsanordnung", "Aus-zah-lungs-an-ord-nung"),
        ("Steuerbescheid", "Steu-er-be-scheid"),
        ("Kindergartenplatz", "Kin-der-gar-ten-platz"),
        ("Entwicklungsplan", "Ent-wick-lungs-plan"),
        ("Verwirklichung", "Ver-wirk-li-chung"),
        ("Grundsicherung", "Grund-si-che-rung"),
    ];
    for (word, pattern) in words {
        let allowed: Vec<String> = {
            let parts: Vec<&str> = pattern.split('-').collect();
            (1..parts.len()).map(|i| parts[..i].concat()).collect()
        };
        for max in [50.0, 60.0, 70.0, 80.0, 90.0] {
            let mut head = String::new();
            let lines = wrap(word, max, 13.0, 400, Lang::German);
            for line in &lines[..lines.len() - 1] {
                assert!(line.text.ends_with('-'), "{word} at {max}: {lines:?}");
                head.push_str(line.text.trim_end_matches('-'));
                assert!(allowed.contains(&head), "{word} at {max}: {head}-");
            }
        }
    }
}

#[test]
fn a_german_compound_on_an_english_board_breaks_at_its_seam() {
    let lines = |word| {
        wrap(word, 90.0, 12.0, 400, Lang::English).into_iter().map(|line| line.text).collect::<Vec<_>>()
    };
    assert_eq!(lines("Rechnungseingang"), ["Rechnungs-", "eingang"]);
    assert_eq!(lines("Misrepresentation"), ["Misrepresenta-", "tion"]);
}

#[test]
fn no_line_is_wider_than_its_box() {
    let text =
        "Die Aufenthaltserlaubnisverlängerung 👩‍👩‍👧‍👦 wird übermittelt/bestätigt: Ştefan Łukasz Nguyễn → ✓ 東京都";
    for max in [20.0, 30.0, 47.0, 64.0, 90.0, 138.0, 300.0] {
        for line in wrap(text, max, 14.0, 400, Lang::German) {
            assert!(line.width <= max + 0.02, "{} is {} wide at {max}", line.text, line.width);
        }
    }
    let words: String =
        wrap(text, 90.0, 14.0, 400, Lang::Other).iter().map(|line| line.text.as_str()).collect();
    assert_eq!(words.replace(' ', ""), text.replace(' ', ""), "nothing is lost");
}

#[test]
fn letters_without_a_font_are_fitted_to_one_em() {
    let runs = runs("a→b", 10.0, 20.0, 400);
    assert_eq!(runs.len(), 3);
    assert!(runs[1].fitted && !runs[0].fitted);
    assert!((runs[1].width - 20.0).abs() < 1e-9);
    assert!((runs[2].x - (10.0 + runs[0].width + 20.0)).abs() < 1e-9);
    // The letters of DIN 91379 have a font.
    let din = "ĄąČčĐđĘęĞğİıĶķŁłŇňŐőŘřŞşȘșȚțŮůŹźŻżẞƏəǍǎḂḃẀẁẼẽẠạỆệỲỳ";
    assert!(wandel_scene::text::runs(din, 0.0, 14.0, 400).iter().all(|run| !run.fitted));
    // A letter with a mark that no font has keeps the width of the letter.
    assert!((width("C\u{306}", 14.0, 400) - width("C", 14.0, 400)).abs() < 1e-9);
}
