//! Weights of the features of a sense, learnt by `cargo run -p headwater-xtask -- place-weights FILE...` on newspaper
//! articles with places (see `models/place_names.md`).

use super::senses::FEATURES;

/// How often the senses are weighed against each other.
pub(super) const ROUNDS: usize = 2;

/// While nothing is known of the report's other places.
pub(super) const ALONE: [f32; FEATURES] = [
    6.25,  // logarithm of the population, a sixteenth
    0.45,  // population unknown
    0.26,  // country
    0.55,  // first-order division
    -0.28, // second-order division
    0.83,  // site
    0.53,  // region
    -1.88, // another name of it than the usual
    0.22,  // named by a demonym
    0.80,  // in the division or country named after it
    -0.80, // not there, though another sense is
    0.94,  // of the kind that a word beside it says
    -0.94, // of another kind than that
    4.42,  // in the division named after it elsewhere in the report
    0.00,  // other places in its first-order division
    0.00,  // other places in its country
    0.00,  // other places nearby
    0.00,  // neighbouring names in its first-order division
    0.00,  // neighbouring names in its country
    0.00,  // in the outlet's home division
    0.00,  // in the outlet's country
    0.00,  // other places in its second-order division
    0.06,  // most populous of its senses
    0.00,  // other places nearby, weighed against all others
    1.20,  // capital of its country
    0.20,  // seat of its first-order division
    3.00,  // named after a place that lies in it
];

/// Once the others have been weighed.
pub(super) const TOGETHER: [f32; FEATURES] = [
    4.96,  // logarithm of the population, a sixteenth
    0.05,  // population unknown
    2.12,  // country
    2.56,  // first-order division
    -0.04, // second-order division
    0.32,  // site
    0.74,  // region
    -1.74, // another name of it than the usual
    0.07,  // named by a demonym
    0.70,  // in the division or country named after it
    -0.70, // not there, though another sense is
    0.21,  // of the kind that a word beside it says
    -0.21, // of another kind than that
    1.56,  // in the division named after it elsewhere in the report
    2.32,  // other places in its first-order division
    2.11,  // other places in its country
    1.84,  // other places nearby
    0.95,  // neighbouring names in its first-order division
    0.69,  // neighbouring names in its country
    3.26,  // in the outlet's home division
    1.43,  // in the outlet's country
    0.78,  // other places in its second-order division
    0.31,  // most populous of its senses
    1.34,  // other places nearby, weighed against all others
    1.20,  // capital of its country
    0.20,  // seat of its first-order division
    3.00,  // named after a place that lies in it
];
