//! Logistic regression for the small models whose weights stand in the code.

/// Newton steps: more than it ever takes.
const STEPS: usize = 30;

/// One thing that a model learns from.
pub(crate) struct Example {
    pub(crate) features: Vec<f64>,
    /// Whether what is asked holds of it.
    pub(crate) holds: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// Logistic regression with a quadratic penalty, by Newton's method; features are scaled to unit deviation meanwhile.
///
/// Returns one weight a feature, as they are unscaled; a constant is a feature that is always 1. `penalty` stands against
/// the mean loss of an example.
pub(crate) fn fitted(examples: &[&Example], penalty: f64) -> Vec<f64> {
    let count = examples.first().map_or(0, |example| example.features.len());
    let total: f64 = examples.iter().map(|example| example.weight).sum();
    let scales: Vec<f64> = (0..count)
        .map(|at| {
            let moment = |power: i32| {
                examples.iter().map(|example| example.weight * example.features[at].powi(power)).sum::<f64>()
            };
            let deviation = (moment(2) / total - (moment(1) / total).powi(2)).max(0.0).sqrt();
            if deviation > 1e-6 { deviation } else { 1.0 }
        })
        .collect();
    let mut weights = vec![0.0; count];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -penalty * weight).collect();
        let mut curve = vec![vec![0.0; count]; count];
        (0..count).for_each(|at| curve[at][at] = penalty);
        for example in examples {
            let scaled: Vec<f64> = example.features.iter().zip(&scales).map(|(value, scale)| value / scale).collect();
            let probability = probability(&scaled, &weights);
            let weight = example.weight / total;
            let missing = f64::from(u8::from(example.holds)) - probability;
            for (row, value) in scaled.iter().enumerate() {
                slope[row] += weight * missing * value;
                let bend = weight * probability * (1.0 - probability) * value;
                for (cell, other) in curve[row].iter_mut().zip(&scaled).take(row + 1) {
                    *cell += bend * other;
                }
            }
        }
        let step = solved(curve, slope);
        let longest = step.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
        // A step too long overshoots where probabilities are near 0 or 1.
        let shorten = (4.0 / longest.max(1e-12)).min(1.0);
        weights.iter_mut().zip(&step).for_each(|(weight, part)| *weight += shorten * part);
        if longest < 1e-6 {
            break;
        }
    }
    weights.iter().zip(&scales).map(|(weight, scale)| weight / scale).collect()
}

/// Probability that what `weights` were fitted to holds of something with these features.
pub(crate) fn probability(features: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = features.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Solves a positive definite system, given by its lower triangle, by Cholesky decomposition.
fn solved(mut lower: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let count = right.len();
    for row in 0..count {
        for column in 0..=row {
            let known: f64 = (0..column).map(|at| lower[row][at] * lower[column][at]).sum();
            let rest = lower[row][column] - known;
            lower[row][column] = if row == column { rest.max(1e-12).sqrt() } else { rest / lower[column][column] };
        }
    }
    for row in 0..count {
        let known: f64 = (0..row).map(|at| lower[row][at] * right[at]).sum();
        right[row] = (right[row] - known) / lower[row][row];
    }
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count).map(|at| lower[at][row] * right[at]).sum();
        right[row] = (right[row] - known) / lower[row][row];
    }
    right
}

/// Mean negative log-likelihood of a example.
pub(crate) fn loss(examples: &[&Example], weights: &[f64]) -> f64 {
    let total: f64 = examples.iter().map(|example| example.weight).sum();
    let of_example = |example: &&Example| {
        let probability = probability(&example.features, weights);
        -example.weight * if example.holds { probability } else { 1.0 - probability }.max(1e-12).ln()
    };
    examples.iter().map(of_example).sum::<f64>() / total.max(1e-12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_a_system_worked_by_hand() {
        // 4x + 2y = 10, 2x + 3y = 9: x = 1.5, y = 2.
        let found = solved(vec![vec![4.0, 0.0], vec![2.0, 3.0]], vec![10.0, 9.0]);
        assert!((found[0] - 1.5).abs() < 1e-12 && (found[1] - 2.0).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn fits_the_odds_of_what_it_saw() {
        // With the feature 3 of 4 are holds, without it 1 of 4: weights are -ln 3 and 2 ln 3.
        let example = |feature: f64, holds| Example { features: vec![1.0, feature], holds, weight: 1.0 };
        let examples: Vec<Example> = [(1.0, 3), (0.0, 1)]
            .into_iter()
            .flat_map(|(feature, right)| (0..4).map(move |at| example(feature, at < right)))
            .collect();
        let weights = fitted(&examples.iter().collect::<Vec<_>>(), 3e-5);
        let three = 3.0_f64.ln();
        assert!((weights[0] + three).abs() < 0.01 && (weights[1] - 2.0 * three).abs() < 0.01, "{weights:?}");
    }
}
