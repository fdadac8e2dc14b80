//! What a sentence says, as a direction: sentences that say the same point the same way.

/// The direction of a sentence in a space that only vectors of the same weights share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentenceVector {
    /// Its coordinates, the largest of them 127; none when it has no direction.
    coordinates: Box<[i8]>,
}

impl SentenceVector {
    /// A vector from coordinates of any scale. Keeps them to a part in 254 of the largest.
    #[must_use]
    pub fn new(coordinates: &[f32]) -> Self {
        let largest = coordinates.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        if largest == 0.0 || !largest.is_finite() {
            return Self::default();
        }
        let scaled = coordinates.iter().map(|value| (value / largest * f32::from(i8::MAX)).round() as i8);
        Self { coordinates: scaled.collect() }
    }

    /// The direction between those of some sentences; none when none of them has one.
    #[must_use]
    pub fn between<'a>(vectors: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum: Vec<f32> = Vec::new();
        for vector in vectors {
            sum.resize(sum.len().max(vector.coordinates.len()), 0.0);
            sum.iter_mut().zip(&vector.coordinates).for_each(|(sum, value)| *sum += f32::from(*value));
        }
        Self::new(&sum)
    }

    /// Whether it says nothing: no text, or text that was not read for it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.coordinates.is_empty()
    }

    /// Cosine of the angle between two vectors, in -1..=1; 0 when one of them has no direction. Summed in whole
    /// numbers: the same on every machine.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f64 {
        let product = |a: &Self, b: &Self| -> f64 {
            let pairs = a.coordinates.iter().zip(&b.coordinates);
            f64::from(pairs.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>())
        };
        let lengths = (product(self, self) * product(other, other)).sqrt();
        if lengths == 0.0 { 0.0 } else { product(self, other) / lengths }
    }
}

#[cfg(test)]
mod tests {
    use super::SentenceVector;

    #[test]
    fn cosines_do_not_hang_on_scale() {
        let [a, b, across] = [[0.3, 0.4], [30.0, 40.0], [-0.8, 0.6]].map(|values| SentenceVector::new(&values));
        assert_eq!(a, b);
        assert!((a.cosine(&b) - 1.0).abs() < 1e-12);
        assert!(a.cosine(&across).abs() < 0.01);
        assert!((a.cosine(&SentenceVector::new(&[-3.0, -4.0])) + 1.0).abs() < 1e-12);
    }

    #[test]
    fn between_two_lies_the_middle() {
        let [a, b, middle] = [[1.0, 0.0], [0.0, 3.0], [1.0, 1.0]].map(|values| SentenceVector::new(&values));
        assert_eq!(SentenceVector::between([&a, &SentenceVector::default(), &b]), middle);
        assert!(SentenceVector::between([&SentenceVector::default()]).is_empty());
    }

    #[test]
    fn nothing_has_no_direction() {
        let some = SentenceVector::new(&[1.0, 2.0]);
        for nothing in [&[0.0, 0.0][..], &[], &[f32::NAN, f32::INFINITY]] {
            assert_eq!(SentenceVector::new(nothing).cosine(&some), 0.0);
        }
    }
}
