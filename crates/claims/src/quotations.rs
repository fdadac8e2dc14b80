//! One quotation has one speaker: a report that leaves the speaker out is given the one that another report names.

use crate::Settings;
use crate::align::content::Content;
use crate::align::features::first_likeness;
use crate::tellings::Tellings;
use headwater_model::{Link, Quoted, Statement};
use std::collections::BTreeSet;

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
                statements[at].chain.push(unplaced(link.source));
            }
        }
    }
}

/// Gives a statement that only names its speaker whoever carried the words, when another report of the claim names the
/// carrier with that speaker, and its own report does so elsewhere: an interview's station is named once in a report.
pub(crate) fn share_carriers(groups: &[Vec<usize>], statements: &mut [Statement]) {
    let carried = |statement: &Statement| match statement.chain.as_slice() {
        &[.., carrier, speaker] if !statement.parallel => Some((carrier.source, speaker.source)),
        _ => None,
    };
    let known: BTreeSet<(usize, (usize, usize))> =
        statements.iter().filter_map(|statement| Some((statement.report, carried(statement)?))).collect();
    for group in groups {
        let carriers: BTreeSet<(usize, usize)> = group.iter().filter_map(|&at| carried(&statements[at])).collect();
        for &at in group {
            let report = statements[at].report;
            let &[Link { source, .. }] = statements[at].chain.as_slice() else { continue };
            let mut found = carriers.iter().filter(|&&pair| pair.1 == source && known.contains(&(report, pair)));
            if let Some(&(carrier, _)) = found.next() {
                statements[at].chain.insert(0, unplaced(carrier));
            }
        }
    }
}

/// Gives every statement the sources that the first of its telling was given.
pub(crate) fn spread(tellings: &Tellings, statements: &mut [Statement]) {
    for at in 0..statements.len() {
        let first = tellings.first(at);
        if statements[first].chain.len() > statements[at].chain.len() {
            let own = std::mem::take(&mut statements[at].chain);
            let placed = |source| own.iter().copied().find(|link| link.source == source);
            let given: Vec<usize> = statements[first].chain.iter().map(|link| link.source).collect();
            let chain = given.into_iter().map(|source| placed(source).unwrap_or(unplaced(source))).collect();
            statements[at].chain = chain;
        }
    }
}

/// A source that stands elsewhere.
fn unplaced(source: usize) -> Link {
    Link { source, cue: None, span: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::{Certainty, Polarity, Span};

    #[test]
    fn a_station_named_elsewhere_in_the_report_carries_the_words() {
        const STATION: usize = 0;
        const SPEAKER: usize = 1;
        let said = |report: usize, chain: &[usize]| Statement {
            report,
            span: Span::new(0, 1),
            sentence: 0,
            chain: chain.iter().copied().map(unplaced).collect(),
            parallel: false,
            rejected_by: Vec::new(),
            quoted: Quoted::Direct,
            certainty: Certainty::Asserted,
            polarity: Polarity::Positive,
            times: Vec::new(),
            places: Vec::new(),
            quantities: Vec::new(),
        };
        let both = [STATION, SPEAKER];
        let mut statements = [said(0, &both), said(1, &[SPEAKER]), said(1, &both), said(2, &[SPEAKER])];
        share_carriers(&[vec![0, 1, 3], vec![2]], &mut statements);
        let chain = |at: usize| statements[at].chain.iter().map(|link| link.source).collect::<Vec<_>>();
        assert_eq!(chain(1), both);
        assert_eq!(chain(3), [SPEAKER], "its report never names the station");
    }
}
