//! Weights of the features of a sense, learnt by `cargo run -p headwater-xtask -- place-weights FILE...` on newspaper
//! articles with places (see `models/place_names.md`).

use super::senses::FEATURES;

/// How often the senses are weighed against each other. More rounds changed nothing.
pub(super) const ROUNDS: usize = 2;

/// While nothing is known of the report's other places.
pub(super) const ALONE: [f32; FEATURES] = [
    7.04,  // logarithm of the population, a sixteenth
    0.86,  // population unknown
    -0.73, // country
    -0.14, // first-order division
    -0.36, // second-order division
    0.55,  // site
    0.35,  // region
    -1.99, // another name of it than the usual
    0.14,  // named by a demonym
    0.79,  // in the division or country named after it
    -0.79, // not there, though another sense is
    1.04,  // of the kind that a word beside it says
    -1.04, // of another kind than that
    3.80,  // in the division named after it elsewhere in the report
    0.00,  // other places in its first-order division
    0.00,  // other places in its country
    0.00,  // other places nearby
    0.00,  // neighbouring names in its first-order division
    0.00,  // neighbouring names in its country
    0.00,  // in the outlet's home
    0.00,  // in the outlet's country
    0.00,  // the only first-order division of the report
    0.16,  // most populous of its senses
    0.00,  // other places nearby, weighed against all others
];

/// Once the others have been weighed.
pub(super) const TOGETHER: [f32; FEATURES] = [
    5.71,  // logarithm of the population, a sixteenth
    0.33,  // population unknown
    1.00,  // country
    1.53,  // first-order division
    -0.59, // second-order division
    0.12,  // site
    0.23,  // region
    -2.61, // another name of it than the usual
    0.09,  // named by a demonym
    0.58,  // in the division or country named after it
    -0.58, // not there, though another sense is
    0.67,  // of the kind that a word beside it says
    -0.67, // of another kind than that
    1.52,  // in the division named after it elsewhere in the report
    3.60,  // other places in its first-order division
    2.43,  // other places in its country
    2.83,  // other places nearby
    1.03,  // neighbouring names in its first-order division
    0.92,  // neighbouring names in its country
    0.00,  // in the outlet's home
    0.00,  // in the outlet's country
    0.00,  // the only first-order division of the report
    0.07,  // most populous of its senses
    1.41,  // other places nearby, weighed against all others
];
