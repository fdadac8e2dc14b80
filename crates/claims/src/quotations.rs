//! One quotation has one speaker: a report that leaves the speaker out is given the one that another report names.

use crate::Settings;
use crate::align::content::Content;
use crate::align::features::first_likeness;
use crate::tellings::Tellings;
use headwater_model::{Link, Quoted, Statement};

/// Gives statements that are quoted but have no chain the first speaker of the statement of their claim that is most
/// alike, when the two are nearly the same words. `groups` are the claims, as positions in `statements`.
pub(crate) fn share_speakers(
    groups: &[Vec<usize>],
    contents: &[Content],
    statements: &mut [Statement],
    settings: &Settings,
) {
    for group in groups {
        let speakers: Vec<(usize, Link)> =
            group.iter().filter_map(|&at| Some((at, *statements[at].chain.last()?))).collect();
        for &at in group {
            if !statements[at].chain.is_empty() || statements[at].quoted != Quoted::Direct {
                continue;
            }
            let alike = speakers.iter().map(|&(other, link)| (first_likeness(&contents[at], &contents[other]), link));
            let best = alike.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.source.cmp(&x.1.source)));
            if let Some((likeness, link)) = best
                && likeness >= settings.same_speech
            {
                statements[at].chain.push(Link { source: link.source, cue: None, span: None });
            }
        }
    }
}

/// Gives every statement the speaker that the first of its telling was given.
pub(crate) fn spread_speakers(tellings: &Tellings, statements: &mut [Statement]) {
    for at in 0..statements.len() {
        let first = tellings.first(at);
        if let Some(link) = statements[first].chain.last().copied().filter(|_| statements[at].chain.is_empty()) {
            statements[at].chain.push(Link { source: link.source, cue: None, span: None });
        }
    }
}
