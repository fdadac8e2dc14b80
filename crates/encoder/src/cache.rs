//! What was found in windows read before: copies share most of their sentences, and each window is read once.

use crate::windows::Window;
use rapidhash::fast::RapidHasher;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, Mutex, PoisonError};

/// Windows kept at most, about four kilobytes each: then all are forgotten.
const MOST_WINDOWS: usize = 1 << 13;

type Windows<T> = HashMap<Window, Arc<T>, BuildHasherDefault<RapidHasher<'static>>>;

/// Findings by window. Whether one is there changes no result: windows are compared whole, and equal windows are read
/// alike.
pub(crate) struct Cache<T> {
    windows: Mutex<Windows<T>>,
}

impl<T> Cache<T> {
    pub(crate) fn new() -> Self {
        Self { windows: Mutex::new(Windows::default()) }
    }

    /// What was kept for a window, else what `find` finds; several threads may find the same at a time.
    pub(crate) fn get(&self, window: &Window, find: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let kept = self.with(|windows| windows.get(window).cloned());
        if kept.is_some() {
            return kept;
        }
        let found = Arc::new(find()?);
        self.with(|windows| {
            if windows.len() >= MOST_WINDOWS {
                windows.clear();
            }
            windows.insert(window.clone(), Arc::clone(&found));
        });
        Some(found)
    }

    fn with<R>(&self, work: impl FnOnce(&mut Windows<T>) -> R) -> R {
        work(&mut self.windows.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(piece: i32) -> Window {
        Window { pieces: vec![piece], ..Window::default() }
    }

    #[test]
    fn a_window_is_found_once() {
        let cache = Cache::new();
        assert_eq!(cache.get(&window(1), || Some(1)).as_deref(), Some(&1));
        assert_eq!(cache.get(&window(1), || None).as_deref(), Some(&1));
        assert_eq!(cache.get(&window(2), || None).as_deref(), None);
        // The same pieces in other sentences are another window.
        let apart = Window { sentences: vec![0..1, 1..2], ..window(1) };
        assert_eq!(cache.get(&apart, || Some(2)).as_deref(), Some(&2));
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let cache = Cache::new();
        for piece in 0..3 * MOST_WINDOWS as i32 {
            assert_eq!(cache.get(&window(piece), || Some(piece)).as_deref(), Some(&piece));
            assert!(cache.with(|windows| windows.len()) <= MOST_WINDOWS);
        }
    }
}
