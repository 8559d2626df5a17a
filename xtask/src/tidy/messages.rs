//! Sentences are in the message catalogues, in German and English, with the same keys.

use super::File;
use std::collections::BTreeSet;

const FOLDER: &str = "crates/words/messages/";

pub fn check(files: &[File]) -> Vec<String> {
    let keys = |language: &str| -> BTreeSet<String> {
        let prefix = format!("{FOLDER}{language}/");
        files.iter().filter(|file| file.path.starts_with(&prefix)).flat_map(|file| keys(&file.text)).collect()
    };
    let (german, english) = (keys("de"), keys("en"));
    let missing = |from: &BTreeSet<String>, to: &BTreeSet<String>, language: &str| -> Vec<String> {
        from.difference(to).map(|key| format!("{FOLDER}{language}: `{key}` is missing")).collect()
    };
    let mut findings = missing(&german, &english, "en");
    findings.extend(missing(&english, &german, "de"));
    findings
}

fn keys(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}
