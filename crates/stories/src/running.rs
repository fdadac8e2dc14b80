//! Running stories: what to do with many undated reports when their events cannot be told apart.
//!
//! Without dates, reports of an earthquake's first day and of its third week differ in words as much as two events do,
//! and nothing says which is which. When a large undated collection falls into many small pieces, pieces on one subject
//! are put together. Where pieces are large for their number (the events *were* told apart) nothing is joined.

use crate::collection::Collection;
use crate::settings::Settings;

/// A story under way: numbers of its reports, ascending.
type Piece = Vec<usize>;

/// Joins pieces on one subject; gives the stories back as they are when the collection is dated, small, very large or
/// falls into few pieces.
pub(crate) fn join(collection: &Collection, stories: Vec<Piece>, settings: &Settings) -> Vec<Piece> {
    let undated = |story: &Piece| story.iter().all(|number| collection.profiles()[*number].day.is_none());
    let (mut pieces, mut others): (Vec<Piece>, Vec<Piece>) = stories.into_iter().partition(undated);
    let reports: usize = pieces.iter().map(Vec::len).sum();
    let suits = reports > settings.compare_all && pieces.len() <= settings.running_most_pieces;
    if suits && pieces.len() as f64 >= settings.running_pieces * reports as f64 {
        pieces = joined(collection, pieces, settings);
    }
    others.append(&mut pieces);
    others
}

fn joined(collection: &Collection, pieces: Vec<Piece>, settings: &Settings) -> Vec<Piece> {
    let mut likeness = Likeness::of(collection, &pieces);
    let mut subjects: Vec<Vec<usize>> = (0..pieces.len()).map(|piece| vec![piece]).collect();
    while let Some((keep, gone)) = likeness.nearest(settings.running_likeness) {
        let mut moved = std::mem::take(&mut subjects[gone]);
        subjects[keep].append(&mut moved);
        likeness.merge(keep, gone);
    }
    // What is left over in small subjects goes to the large subject that it is most like.
    let reports = |likeness: &Likeness, subject: usize| likeness.sizes[subject];
    let large: Vec<usize> =
        (0..pieces.len()).filter(|subject| reports(&likeness, *subject) > settings.running_small).collect();
    for small in 0..pieces.len() {
        let size = reports(&likeness, small);
        if size == 0.0 || size > settings.running_small {
            continue;
        }
        let best = large
            .iter()
            .map(|subject| (likeness.mean(small, *subject), *subject))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, subject)) = best.filter(|(mean, _)| *mean >= settings.running_left_over) {
            let mut moved = std::mem::take(&mut subjects[small]);
            subjects[subject].append(&mut moved);
        }
    }
    let mut out = Vec::new();
    for subject in subjects.into_iter().filter(|subject| !subject.is_empty()) {
        let size: usize = subject.iter().map(|piece| pieces[*piece].len()).sum();
        if subject.len() as f64 > settings.running_most_loose * size as f64 {
            // Hardly two reports that tell of one event: a subject, but no story.
            out.extend(subject.into_iter().map(|piece| pieces[piece].clone()));
        } else {
            let mut numbers: Vec<usize> = subject.into_iter().flat_map(|piece| pieces[piece].clone()).collect();
            numbers.sort_unstable();
            out.push(numbers);
        }
    }
    out
}

/// Mean likeness between the reports of every two subjects: half the cosine of words, half that of names.
struct Likeness {
    /// Sums over pairs of reports, `sizes.len()` squared, row by row.
    sums: Vec<f32>,
    /// Number of reports; 0 for a subject that was joined to another.
    sizes: Vec<f32>,
    /// For each subject the one it is most like, and how much.
    best: Vec<(f32, usize)>,
}

impl Likeness {
    fn of(collection: &Collection, pieces: &[Piece]) -> Self {
        let count = pieces.len();
        let mut values: Vec<(u64, u32, f32)> = Vec::new();
        for (piece, numbers) in (0_u32..).zip(pieces) {
            for number in numbers {
                values.extend(collection.direction(*number).map(|(key, value)| (key, piece, value)));
            }
        }
        values.sort_by_key(|(key, piece, _)| (*key, *piece));
        values.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        let mut sums = vec![0.0; count * count];
        for posting in values.chunk_by(|one, other| one.0 == other.0) {
            for (at, (_, one, value)) in posting.iter().enumerate() {
                for (_, other, other_value) in &posting[at + 1..] {
                    let both = value * other_value;
                    sums[*one as usize * count + *other as usize] += both;
                    sums[*other as usize * count + *one as usize] += both;
                }
            }
        }
        let sizes = pieces.iter().map(|numbers| numbers.len() as f32).collect();
        let mut likeness = Self { sums, sizes, best: vec![(0.0, 0); count] };
        for subject in 0..count {
            likeness.find_best(subject);
        }
        likeness
    }

    fn mean(&self, one: usize, other: usize) -> f32 {
        let pairs = self.sizes[one] * self.sizes[other];
        if pairs > 0.0 && one != other { self.sums[one * self.sizes.len() + other] / pairs } else { 0.0 }
    }

    fn find_best(&mut self, subject: usize) {
        let mut best = (0.0, subject);
        for other in 0..self.sizes.len() {
            let mean = self.mean(subject, other);
            if mean > best.0 {
                best = (mean, other);
            }
        }
        self.best[subject] = best;
    }

    /// The two subjects most like each other, the earlier first, if they are at least so much alike.
    fn nearest(&self, least: f32) -> Option<(usize, usize)> {
        let (subject, (mean, other)) =
            self.best.iter().copied().enumerate().reduce(|best, next| if next.1.0 > best.1.0 { next } else { best })?;
        (mean >= least && mean > 0.0).then_some((subject.min(other), subject.max(other)))
    }

    fn merge(&mut self, keep: usize, gone: usize) {
        let count = self.sizes.len();
        for other in 0..count {
            self.sums[keep * count + other] += self.sums[gone * count + other];
            self.sums[other * count + keep] = self.sums[keep * count + other];
        }
        self.sizes[keep] += self.sizes[gone];
        self.sizes[gone] = 0.0;
        self.best[gone] = (0.0, gone);
        for subject in 0..count {
            let stale = subject == keep || self.best[subject].1 == keep || self.best[subject].1 == gone;
            if stale && self.sizes[subject] > 0.0 {
                self.find_best(subject);
            } else if self.sizes[subject] > 0.0 {
                let mean = self.mean(subject, keep);
                if mean > self.best[subject].0 {
                    self.best[subject] = (mean, keep);
                }
            }
        }
    }
}
