//! Do the parts add up to the total? "Seven people were shot: three died and four were wounded."

use super::Sentence;
use headwater_model::{Check, CheckKind, Quantity, Unit};

/// Most parts that are added up.
const MOST_PARTS: usize = 6;
/// Words that open an enumeration of the parts of a total.
const OPENERS: &[&str] = &[":", "—", "–", "including", "of whom", "of them", "of which"];

/// Holds a total against the parts that are listed after it in the same sentence.
pub(super) fn check(sentence: &Sentence<'_>, checks: &mut Vec<Check>) {
    let quantities = &sentence.reading.annotated.quantities;
    let counts: Vec<&Quantity> = quantities
        .iter()
        .filter(|quantity| quantity.unit == Unit::Count && sentence.span.contains(quantity.span))
        .filter(|quantity| quantity.value.fract() == 0.0 && !quantity.approximate)
        .collect();
    let Some((total, parts)) = counts.split_first() else { return };
    if parts.len() < 2 || parts.len() > MOST_PARTS {
        return;
    }
    let between = sentence.between(total.span, parts[0].span);
    let opener = OPENERS.iter().find(|opener| between.contains(**opener));
    let Some(opener) = opener else { return };
    let listed = parts.windows(2).all(|pair| {
        let words = sentence.between(pair[0].span, pair[1].span);
        words.split_whitespace().count() <= 6 && (words.contains(" and ") || words.contains(','))
    });
    if !listed {
        return;
    }
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let written = parts.iter().map(|part| part.value.to_string()).collect::<Vec<_>>().join(" + ");
    // "Including" may leave parts out: fewer than the total says nothing, more is wrong.
    let open = matches!(*opener, "including" | "of whom" | "of them" | "of which");
    let holds = if open && sum < total.value { None } else { Some(sum == total.value) };
    let last = parts.last().map_or(total.span, |part| part.span);
    checks.push(Check {
        kind: CheckKind::Sum,
        report: sentence.report,
        span: total.span.cover(last),
        holds,
        detail: format!("{written} = {sum}, total stated {}", total.value),
    });
}
