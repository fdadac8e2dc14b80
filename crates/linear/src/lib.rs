//! Small linear models over hashed features: how they are stored, scored and trained.
//!
//! A model is a table of `2^bits` rows of one weight a class. A feature is a 64-bit hash; its row is its low bits.
//! Scores are integer sums, so the same features give the same class on every machine. Training is the averaged
//! perceptron (Freund & Schapire 1999; Collins 2002) with the averages kept lazily.

mod train;

pub use train::Trainer;

use std::fmt::{self, Display};

const MAGIC: &[u8; 4] = b"HWL1";
/// Largest table a file may ask for.
const MOST_BITS: u8 = 22;

/// Widths that rows are padded to: a row of fixed width is read and summed in one go.
const WIDTHS: [usize; 4] = [1, 2, 4, 16];
/// How many features are summed in 16 bits before the sums could overflow.
const SUMMED: usize = 128;

/// A trained model.
#[derive(Clone, Debug)]
pub struct Linear {
    classes: Vec<String>,
    bits: u8,
    /// Length of a row: the number of classes, or the next of [`WIDTHS`].
    stride: usize,
    /// Rows of weights; what pads a row is 0.
    weights: Vec<i8>,
}

/// Why bytes are no model.
#[derive(Debug, PartialEq, Eq)]
pub struct BadModel(&'static str);

impl Display for BadModel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not a model file: {}", self.0)
    }
}

impl std::error::Error for BadModel {}

impl Linear {
    /// A model of weights that lie row after row without padding.
    fn new(classes: Vec<String>, bits: u8, weights: Vec<i8>) -> Self {
        let width = classes.len();
        let stride = WIDTHS.into_iter().find(|padded| *padded >= width).unwrap_or(width);
        let weights = if stride == width {
            weights
        } else {
            let mut padded = vec![0; weights.len() / width.max(1) * stride];
            for (row, plain) in padded.chunks_exact_mut(stride).zip(weights.chunks_exact(width)) {
                row[..width].copy_from_slice(plain);
            }
            padded
        };
        Self { classes, bits, stride, weights }
    }

    /// Names of the classes, in the order of scores.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Sums the weights of `features` into one score a class (`scores.len()` = number of classes; it is overwritten).
    #[inline]
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        scores.fill(0);
        match self.stride {
            1 => self.sum::<1>(features, scores),
            2 => self.sum::<2>(features, scores),
            4 => self.sum::<4>(features, scores),
            16 => self.sum::<16>(features, scores),
            stride => {
                let mask = (1_u64 << self.bits) - 1;
                for feature in features {
                    let row = (feature & mask) as usize * stride;
                    for (score, weight) in scores.iter_mut().zip(&self.weights[row..row + stride]) {
                        *score += i32::from(*weight);
                    }
                }
            }
        }
    }

    /// [`Self::score`] over rows of `WIDTH` weights, onto what `scores` holds. Loops over positions rather than iterators:
    /// they become single vector instructions at every level of optimisation. Four rows are taken at a time, so that the
    /// loop itself costs little.
    fn sum<const WIDTH: usize>(&self, features: &[u64], scores: &mut [i32]) {
        let rows = self.weights.as_chunks::<WIDTH>().0;
        let Some(mask) = rows.len().checked_sub(1) else { return };
        for some in features.chunks(SUMMED) {
            let mut sums = [0_i16; WIDTH];
            let (fours, rest) = some.as_chunks::<4>();
            let mut add = |feature: u64| {
                let row = &rows[feature as usize & mask];
                for at in 0..WIDTH {
                    sums[at] += i16::from(row[at]);
                }
            };
            for &[one, two, three, four] in fours {
                add(one);
                add(two);
                add(three);
                add(four);
            }
            rest.iter().copied().for_each(&mut add);
            for at in 0..WIDTH.min(scores.len()) {
                scores[at] += i32::from(sums[at]);
            }
        }
    }

    /// The class with the highest score; the first of equals.
    #[must_use]
    pub fn best(&self, features: &[u64]) -> usize {
        let mut scores = vec![0; self.classes.len()];
        self.score(features, &mut scores);
        best_of(&scores)
    }

    /// The bytes of a model file: magic, bits, number of classes, their names, then the weights compressed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(self.bits);
        bytes.push(u8::try_from(self.classes.len()).unwrap_or(u8::MAX));
        for class in &self.classes {
            bytes.push(u8::try_from(class.len()).unwrap_or(u8::MAX));
            bytes.extend_from_slice(class.as_bytes());
        }
        let rows = self.weights.chunks_exact(self.stride.max(1));
        let plain: Vec<u8> =
            rows.flat_map(|row| &row[..self.classes.len()]).map(|weight| weight.cast_unsigned()).collect();
        bytes.extend(zstd::bulk::compress(&plain, 19).unwrap_or_default());
        bytes
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When the bytes are not one: wrong magic, cut short, or a table of another size than announced.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadModel("wrong magic"))?;
        let (&bits, rest) = rest.split_first().ok_or(BadModel("cut short"))?;
        let (&count, mut rest) = rest.split_first().ok_or(BadModel("cut short"))?;
        if bits > MOST_BITS || count == 0 {
            return Err(BadModel("impossible size"));
        }
        let mut classes = Vec::with_capacity(count.into());
        for _ in 0..count {
            let (&length, tail) = rest.split_first().ok_or(BadModel("cut short"))?;
            let name = tail.get(..length.into()).ok_or(BadModel("cut short"))?;
            classes.push(String::from_utf8_lossy(name).into_owned());
            rest = &tail[length.into()..];
        }
        let size = (1_usize << bits) * classes.len();
        let plain = zstd::bulk::decompress(rest, size).map_err(|_| BadModel("weights do not unpack"))?;
        if plain.len() != size {
            return Err(BadModel("weights of another size than announced"));
        }
        let weights = plain.into_iter().map(u8::cast_signed).collect();
        Ok(Self::new(classes, bits, weights))
    }
}

/// Position of the largest score; the first of equals.
#[must_use]
#[inline]
pub fn best_of(scores: &[i32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

/// Mixes the number of a feature template with a value's hash, so that one value under two templates falls into two rows.
#[must_use]
#[inline]
pub fn feature(template: u32, value: u64) -> u64 {
    let mut mixed = value ^ (u64::from(template).wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// One value out of two, order kept: for features that join values.
#[must_use]
#[inline]
pub fn join(left: u64, right: u64) -> u64 {
    (left.rotate_left(23) ^ 0x5851_f42d_4c95_7f2d).wrapping_mul(0x2545_f491_4f6c_dd1d) ^ right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trained() -> Linear {
        let mut trainer = Trainer::new(&["even", "odd"], 10);
        for _ in 0..5 {
            for number in 0..100_u64 {
                trainer.learn(&[feature(0, number % 2), feature(1, number % 7)], (number % 2) as usize);
            }
        }
        trainer.finish()
    }

    #[test]
    fn learns_and_survives_a_file() {
        let model = trained();
        let again = Linear::from_bytes(&model.to_bytes()).unwrap();
        for number in 0..100_u64 {
            let features = [feature(0, number % 2), feature(1, number % 7)];
            assert_eq!(model.best(&features), (number % 2) as usize);
            assert_eq!(again.best(&features), (number % 2) as usize);
        }
        assert_eq!(again.classes(), ["even", "odd"]);
    }

    #[test]
    fn padded_rows_sum_like_plain_ones() {
        for count in [1, 2, 3, 5, 13, 15, 17] {
            let classes: Vec<String> = (0..count).map(|class| class.to_string()).collect();
            let weights: Vec<i8> = (0..16 * count).map(|at| (at * 37 % 255 - 127) as i8).collect();
            let model = Linear::new(classes, 4, weights.clone());
            let features: Vec<u64> = (0..300).map(|at| at * 7).collect();
            let mut scores = vec![0; count as usize];
            model.score(&features, &mut scores);
            for (class, score) in scores.iter().enumerate() {
                let rows = features.iter().map(|feature| (feature % 16) as usize * count as usize + class);
                assert_eq!(*score, rows.map(|at| i32::from(weights[at])).sum::<i32>());
            }
            assert_eq!(Linear::from_bytes(&model.to_bytes()).unwrap().weights, model.weights);
        }
    }

    #[test]
    fn bad_files_are_refused() {
        assert_eq!(Linear::from_bytes(b"").unwrap_err(), BadModel("wrong magic"));
        assert_eq!(Linear::from_bytes(b"HWL1").unwrap_err(), BadModel("cut short"));
        assert_eq!(Linear::from_bytes(b"HWL1\x7f\x01").unwrap_err(), BadModel("impossible size"));
        let bytes = trained().to_bytes();
        assert!(Linear::from_bytes(&bytes[..bytes.len() - 3]).is_err());
    }
}
