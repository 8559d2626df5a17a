//! One font file: which letters it has, and how far they advance, alone and in pairs, shaped by HarfRust.

use anyhow::{Context, Result, anyhow};
use harfrust::{Buffer, Font, ShapeOptions, ShaperFont, Tag};
use std::{collections::BTreeSet, path::Path};

/// Fine units per em, for whole texts.
pub const FINE: i32 = 16_000;
/// Units per em of the fonts and the table.
const UNITS: i32 = 1_000;

pub struct Face {
    /// Code points, sorted: those of the file that no earlier file has.
    pub letters: Vec<char>,
    font: Font,
}

impl Face {
    /// # Errors
    /// If the file is no font.
    pub fn read(path: &Path, claimed: &BTreeSet<char>) -> Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let font = Font::new(bytes, 0).ok_or_else(|| anyhow!("{} is no font", path.display()))?;
        let mut letters: Vec<char> = font
            .charmap()
            .unicodes()
            .filter_map(|(code, _)| char::from_u32(code))
            .filter(|letter| !letter.is_control() && !claimed.contains(letter))
            .collect();
        letters.sort_unstable();
        letters.dedup();
        Ok(Self { letters, font })
    }

    pub fn is_variable(&self) -> bool {
        !self.font.axes().is_empty()
    }

    fn instance(&self, weight: u16) -> Font {
        self.font.instance_builder().variations([(Tag::new(b"wght"), f32::from(weight))]).build()
    }

    /// Where a weight lies between the default (0) and the heaviest (1).
    pub fn normalised(&self, weight: u16) -> f32 {
        self.instance(weight).normalized_coords().first().map_or(0.0, |value| value.to_f32())
    }

    /// Advance of a whole text at a weight, in fine units.
    ///
    /// # Errors
    /// If HarfRust cannot shape it.
    pub fn advance(&self, weight: u16, text: &str) -> Result<i32> {
        let font = self.instance(weight);
        shape(&ShaperFont::new(&font).with_scale(FINE), text)
    }

    /// Advances of all letters at a weight, in units.
    ///
    /// # Errors
    /// If HarfRust cannot shape one.
    pub fn metrics_of_letters(&self, weight: u16) -> Result<Vec<i32>> {
        let font = self.instance(weight);
        let font = ShaperFont::new(&font).with_scale(UNITS);
        self.letters.iter().map(|letter| shape(&font, letter.encode_utf8(&mut [0; 4]))).collect()
    }

    /// Advances of all letters, and of all pairs less their two letters (row by row), at a weight, in units.
    ///
    /// # Errors
    /// If HarfRust cannot shape a pair.
    pub fn metrics(&self, weight: u16) -> Result<(Vec<i32>, Vec<Vec<i32>>)> {
        let advances = self.metrics_of_letters(weight)?;
        let font = self.instance(weight);
        let font = ShaperFont::new(&font).with_scale(UNITS);
        let mut text = String::new();
        let mut pairs = Vec::with_capacity(self.letters.len());
        for (a, first) in self.letters.iter().enumerate() {
            let mut row = Vec::with_capacity(self.letters.len());
            for (b, second) in self.letters.iter().enumerate() {
                text.clear();
                text.push(*first);
                text.push(*second);
                row.push(shape(&font, &text)? - advances[a] - advances[b]);
            }
            pairs.push(row);
        }
        Ok((advances, pairs))
    }
}

fn shape(font: &ShaperFont<'_, '_>, text: &str) -> Result<i32> {
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    harfrust::shape(font, &mut buffer, ShapeOptions::new())
        .map_err(|error| anyhow!("cannot shape: {error:?}"))?;
    Ok(buffer.glyph_positions().iter().map(|position| position.x_advance).sum())
}
