//! Weights of the features of a sense, learnt by `cargo run -p headwater-xtask -- place-weights FILE...` on newspaper
//! articles with places (see `models/place_names.md`).

use super::senses::FEATURES;

/// How often the senses are weighed against each other. More rounds changed nothing.
pub(super) const ROUNDS: usize = 2;

/// While nothing is known of the report's other places.
pub(super) const ALONE: [f32; FEATURES] = [
    6.56,  // logarithm of the population, a sixteenth
    0.49,  // population unknown
    0.11,  // country
    0.37,  // first-order division
    -0.30, // second-order division
    0.81,  // site
    0.48,  // region
    -1.90, // another name of it than the usual
    0.21,  // named by a demonym
    0.79,  // in the division or country named after it
    -0.79, // not there, though another sense is
    0.94,  // of the kind that a word beside it says
    -0.94, // of another kind than that
    4.31,  // in the division named after it elsewhere in the report
    0.00,  // other places in its first-order division
    0.00,  // other places in its country
    0.00,  // other places nearby
    0.00,  // neighbouring names in its first-order division
    0.00,  // neighbouring names in its country
    0.00,  // in the outlet's home division
    0.00,  // in the outlet's country
    0.00,  // other places in its second-order division
    0.05,  // most populous of its senses
    0.00,  // other places nearby, weighed against all others
    0.50,  // capital of its country
    0.20,  // seat of its first-order division
    0.82,  // named after a place that lies in it
];

/// Once the others have been weighed.
pub(super) const TOGETHER: [f32; FEATURES] = [
    4.96,  // logarithm of the population, a sixteenth
    -0.02, // population unknown
    2.21,  // country
    2.76,  // first-order division
    -0.05, // second-order division
    0.32,  // site
    0.71,  // region
    -1.76, // another name of it than the usual
    0.07,  // named by a demonym
    0.78,  // in the division or country named after it
    -0.78, // not there, though another sense is
    0.41,  // of the kind that a word beside it says
    -0.41, // of another kind than that
    1.70,  // in the division named after it elsewhere in the report
    2.12,  // other places in its first-order division
    2.00,  // other places in its country
    1.91,  // other places nearby
    0.83,  // neighbouring names in its first-order division
    0.80,  // neighbouring names in its country
    3.58,  // in the outlet's home division
    1.35,  // in the outlet's country
    0.98,  // other places in its second-order division
    0.25,  // most populous of its senses
    1.16,  // other places nearby, weighed against all others
    0.50,  // capital of its country
    0.20,  // seat of its first-order division
    0.29,  // named after a place that lies in it
];
