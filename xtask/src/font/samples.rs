//! Sentences shaped whole by HarfRust: what the engine's sums from the table are tested against.

use super::face::{FINE, Face};
use anyhow::Result;
use std::fmt::Write;

const SAMPLES: [&str; 24] = [
    "Antrag auf Wohngeld",
    "Angaben prüfen",
    "Meldedaten abrufen",
    "Sachbearbeitung",
    "Zwischenstand online zeigen",
    "Wer entscheidet bei Krankheit?",
    "Übertragung der Verfügung über Öfen, Äcker und Straßen",
    "AVATAR Tafel Typ Vorgang Wäsche Yacht",
    "„Vollständig?“ – ja, nein … vielleicht",
    "12 Tage, 20 Min. (3,5 %) + 1/4 & 7 × 8 = 56",
    "Fünf dralle Gauner, zwölf Boxkämpfer und ein Xylophon",
    "VERWALTUNGSVERFAHRENSGESETZ",
    "Aufenthaltserlaubnisverlängerungsantrag",
    "T. V. W. P. F. L’ Y, r. v. w.",
    "Bürgerbüro: Termin um 08:30 Uhr in Raum 1.07",
    "https://wandel.example/boards/7Kq2vX?lang=de#e_01",
    "Straße, Fuß, Maß, GROẞ",
    "Čeština: příliš žluťoučký kůň",
    "Polski: zażółć gęślą jaźń",
    "Türkçe: Yıldız, Şahin, Öğretmen, İzmir",
    "Română: Ștefan, Țara, Brâncuși",
    "Français: œuvre, naïf, garçon, Noël",
    "Português: ação, órgãos, avô",
    "Who decides when the lead is ill?",
];

/// Lines of `weight, width in 1/16000 em, text`. A text is split into runs of one face, as browsers do.
///
/// # Errors
/// If HarfRust fails.
pub fn widths(faces: &[Face]) -> Result<String> {
    let mut out = format!("# weight\twidth in 1/{FINE} em, shaped by HarfRust\ttext\n");
    for weight in [400_u16, 500, 600, 700] {
        for text in SAMPLES {
            let mut width = 0;
            let mut run = String::new();
            let mut current: Option<&Face> = None;
            for letter in text.chars() {
                let face = faces.iter().find(|face| face.letters.binary_search(&letter).is_ok());
                let same = matches!((current, face), (Some(a), Some(b)) if std::ptr::eq(a, b));
                if !same {
                    width += measure(current, weight, &run)?;
                    run.clear();
                    current = face;
                }
                run.push(letter);
            }
            width += measure(current, weight, &run)?;
            let _ = writeln!(out, "{weight}\t{width}\t{text}");
        }
    }
    Ok(out)
}

fn measure(face: Option<&Face>, weight: u16, run: &str) -> Result<i32> {
    match face {
        Some(face) => face.advance(weight, run),
        // No shipped font has it: 1 em a letter.
        None => Ok(FINE * i32::try_from(run.chars().count())?),
    }
}
