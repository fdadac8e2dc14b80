//! The averaged perceptron.

use crate::{Linear, best_of};

/// Learns a model example by example. The result depends on the order of examples and on nothing else.
#[derive(Clone, Debug)]
pub struct Trainer {
    classes: Vec<String>,
    bits: u8,
    current: Vec<f32>,
    total: Vec<f64>,
    touched: Vec<u32>,
    step: u32,
}

impl Trainer {
    /// A trainer for `classes` over `2^bits` rows (`bits` at most 22).
    #[must_use]
    pub fn new(classes: &[&str], bits: u8) -> Self {
        let size = (1_usize << bits) * classes.len();
        Self {
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
            bits,
            current: vec![0.0; size],
            total: vec![0.0; size],
            touched: vec![0; size],
            step: 0,
        }
    }

    /// Scores with the weights as they stand now (times 1,000, rounded), for decoding while training.
    #[must_use]
    pub fn score(&self, features: &[u64]) -> Vec<i32> {
        let width = self.classes.len();
        let mut sums = vec![0.0_f32; width];
        for feature in features {
            let row = self.row(*feature);
            for (sum, weight) in sums.iter_mut().zip(&self.current[row..row + width]) {
                *sum += weight;
            }
        }
        sums.iter().map(|sum| (sum * 1000.0) as i32).collect()
    }

    /// One example: predicts, corrects itself when wrong, and returns what it had predicted.
    pub fn learn(&mut self, features: &[u64], gold: usize) -> usize {
        let said = best_of(&self.score(features));
        if said == gold {
            self.step += 1;
        } else {
            self.update(features, gold, 1.0);
            self.update(features, said, -1.0);
            self.step += 1;
        }
        said
    }

    /// Adds `by` to the weights of `features` for one class: for structured updates.
    pub fn update(&mut self, features: &[u64], class: usize, by: f32) {
        for feature in features {
            let at = self.row(*feature) + class;
            self.total[at] += f64::from(self.current[at]) * f64::from(self.step - self.touched[at]);
            self.touched[at] = self.step;
            self.current[at] += by;
        }
    }

    /// Counts one example for the averages: call it once an example when using [`Self::update`].
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// Starts the averages anew and keeps the weights: what was learnt before only prepares what is learnt now.
    pub fn restart_averages(&mut self) {
        self.total.fill(0.0);
        self.touched.fill(0);
        self.step = 0;
    }

    /// The averaged model, its weights scaled to eight bits.
    #[must_use]
    pub fn finish(mut self) -> Linear {
        let steps = f64::from(self.step.max(1));
        let mut largest = 0.0_f64;
        for at in 0..self.current.len() {
            self.total[at] += f64::from(self.current[at]) * f64::from(self.step - self.touched[at]);
            self.total[at] /= steps;
            largest = largest.max(self.total[at].abs());
        }
        // Few weights are large: clip the top so that the many small ones keep their differences.
        let scale = if largest > 0.0 { 127.0 / (largest * 0.6) } else { 0.0 };
        let weights: Vec<i8> =
            self.total.iter().map(|weight| (weight * scale).round().clamp(-127.0, 127.0) as i8).collect();
        Linear::new(self.classes, self.bits, weights)
    }

    fn row(&self, feature: u64) -> usize {
        (feature & ((1_u64 << self.bits) - 1)) as usize * self.classes.len()
    }
}
