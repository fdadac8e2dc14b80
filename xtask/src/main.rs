//! Tidy checks and generators of tables; not shipped.
fn main() {}
