//! Of edges said to be so sure, how many are right?

use crate::scores::{Metric, share};

/// An edge as it was said and as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Judged {
    /// How sure it was said to be, 0..=1.
    pub(super) sure: f64,
    pub(super) right: bool,
}

/// Number of steps of the table.
const STEPS: usize = 10;

/// For each tenth of confidence the number of edges, their mean confidence and the share that is right; then the expected
/// calibration error, the mean difference of those two over all edges (Naeini, Cooper & Hauskrecht 2015).
pub(super) fn table(judged: impl Iterator<Item = Judged>) -> Vec<Metric> {
    let mut steps = [(0_usize, 0.0_f64, 0_usize); STEPS];
    for Judged { sure, right } in judged {
        let step = &mut steps[((sure * STEPS as f64) as usize).min(STEPS - 1)];
        *step = (step.0 + 1, step.1 + sure, step.2 + usize::from(right));
    }
    let all: usize = steps.iter().map(|step| step.0).sum();
    let mut metrics = Vec::new();
    let mut error = 0.0;
    for (at, &(count, sure, right)) in steps.iter().enumerate().filter(|(_, step)| step.0 > 0) {
        let from = at as f64 / STEPS as f64;
        error += (sure - right as f64).abs();
        metrics.push(Metric::new(&format!("sure_{from:.1}_edges"), count as f64));
        metrics.push(Metric::new(&format!("sure_{from:.1}_said"), sure / count as f64));
        metrics.push(Metric::new(&format!("sure_{from:.1}_right"), share(right, count)));
    }
    metrics.push(Metric::new("calibration_error", error / all.max(1) as f64));
    metrics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        let judged = [(0.95, true), (0.91, true), (1.0, false), (0.3, false)];
        let metrics = table(judged.into_iter().map(|(sure, right)| Judged { sure, right }));
        let value = |name: &str| metrics.iter().find(|metric| metric.name == name).unwrap().value;
        assert_eq!(value("sure_0.9_edges"), 3.0);
        assert!((value("sure_0.9_right") - 2.0 / 3.0).abs() < 1e-12);
        assert!((value("sure_0.3_said") - 0.3).abs() < 1e-12);
        // |2.86 - 2| over three edges and |0.3 - 0| over one.
        assert!((value("calibration_error") - (0.86 + 0.3) / 4.0).abs() < 1e-12);
    }
}
