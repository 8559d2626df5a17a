//! The table the engine carries. Advances and kerning of a variable font are whole units at 400 (its default) and whole
//! differences at 750; in between they follow the normalised weight, so two numbers stand for all weights.
//!
//! Little endian: `"WFT1"`, number of faces; per face: is it variable (u8), how far 500, 600 and 700 are from 400 to
//! 750 (f32 each), number of letters (u16), code points (each as difference to the one before, LEB128), advances (u16,
//! 1/1000 em), class as left and as right letter of a pair (u8 each), number of left and right classes (u8 each),
//! kerning matrix (zigzag LEB128, 1/1000 em); if variable, differences at 750 of advances and of the matrix (likewise).

use super::face::Face;
use anyhow::{Context, Result, ensure};
use std::collections::HashMap;

/// The next weight above the default that the designer drew: up to it, everything is linear.
const HEAVY: u16 = 750;

/// # Errors
/// If HarfRust fails, a number does not fit, or the font is not as linear as described above.
pub fn build(faces: &[Face]) -> Result<Vec<u8>> {
    let mut out = b"WFT1".to_vec();
    out.push(u8::try_from(faces.len())?);
    for face in faces {
        write(face, &mut out)?;
    }
    Ok(out)
}

fn write(face: &Face, out: &mut Vec<u8>) -> Result<()> {
    let count = face.letters.len();
    let (base, heavy) = (face.metrics(400)?, face.is_variable().then(|| face.metrics(HEAVY)).transpose()?);
    out.push(u8::from(heavy.is_some()));
    for weight in [500, 600, 700] {
        let share = if heavy.is_some() { face.normalised(weight) / face.normalised(HEAVY) } else { 0.0 };
        out.extend(share.to_le_bytes());
        if let Some(heavy) = &heavy {
            // The claim above, on every advance.
            for (i, advance) in face.metrics_of_letters(weight)?.into_iter().enumerate() {
                let expected = f64::from(base.0[i]) + f64::from(share) * f64::from(heavy.0[i] - base.0[i]);
                ensure!((f64::from(advance) - expected).abs() <= 1.0, "not linear at {weight}");
            }
        }
    }
    out.extend(u16::try_from(count)?.to_le_bytes());
    let mut last = 0;
    for letter in &face.letters {
        leb(*letter as u32 - last, out);
        last = *letter as u32;
    }
    for advance in &base.0 {
        out.extend(u16::try_from(*advance).context("advance")?.to_le_bytes());
    }
    // Letters with the same behaviour at both weights share a class.
    let tables: Vec<&Vec<Vec<i32>>> =
        [Some(&base.1), heavy.as_ref().map(|h| &h.1)].into_iter().flatten().collect();
    let left = classes(count, |a| tables.iter().flat_map(|pairs| pairs[a].iter().copied()).collect());
    let right = classes(count, |b| tables.iter().flat_map(|pairs| pairs.iter().map(|row| row[b])).collect());
    for class in left.of.iter().chain(&right.of) {
        out.push(u8::try_from(*class).context("too many classes")?);
    }
    out.push(u8::try_from(left.first.len())?);
    out.push(u8::try_from(right.first.len())?);
    println!("{count} letters, {} x {} classes", left.first.len(), right.first.len());
    matrix(&left, &right, |a, b| base.1[a][b], out);
    if let Some(heavy) = &heavy {
        for (advance, base) in heavy.0.iter().zip(&base.0) {
            zigzag(advance - base, out);
        }
        matrix(&left, &right, |a, b| heavy.1[a][b] - base.1[a][b], out);
    }
    Ok(())
}

fn matrix(left: &Classes, right: &Classes, value: impl Fn(usize, usize) -> i32, out: &mut Vec<u8>) {
    for a in &left.first {
        for b in &right.first {
            zigzag(value(*a, *b), out);
        }
    }
}

/// Signed numbers as LEB128: small ones take a byte.
fn zigzag(value: i32, out: &mut Vec<u8>) {
    leb(((value << 1) ^ (value >> 31)) as u32, out);
}

struct Classes {
    of: Vec<usize>,
    /// One member of each class.
    first: Vec<usize>,
}

fn classes(count: usize, row: impl Fn(usize) -> Vec<i32>) -> Classes {
    let mut seen: HashMap<Vec<i32>, usize> = HashMap::new();
    let (mut of, mut first) = (Vec::with_capacity(count), Vec::new());
    for letter in 0..count {
        let class = *seen.entry(row(letter)).or_insert_with(|| {
            first.push(letter);
            first.len() - 1
        });
        of.push(class);
    }
    Classes { of, first }
}

fn leb(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
