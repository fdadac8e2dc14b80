//! Calls into libraries that may fail by a panic on hostile input, which must not end the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives, or `None` when it panicked. What it has touched must not be used after a panic.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(before);
    outcome
}

/// Whether this thread is reading hostile input under guard: a panic here becomes a note, so a panic hook should stay
/// silent.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::{guarded, is_guarded};

    #[test]
    fn a_panic_becomes_nothing_and_the_guard_is_lifted() {
        assert!(!is_guarded());
        assert_eq!(guarded(is_guarded), Some(true));
        assert_eq!(guarded(|| -> u8 { panic!("a library's own trouble") }), None);
        assert!(!is_guarded());
    }
}
