//! The full texts with every statement marked in its place.

use crate::index::{Index, label};
use headwater_model::dossier::{Range, Statement, Story};
use maud::{Markup, html as markup};

/// The texts of a story's reports.
pub(crate) fn section(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        h3 { "Full texts" }
        @for report in story.reports.iter().filter_map(|id| index.report(id)) {
            article.text id={ (story.id) "-" (report.id) } {
                h4 { (label(report)) @if !report.title.is_empty() { " “" (report.title) "”" } }
                @let said: Vec<&Statement> =
                    story.statements.iter().filter(|said| said.report == report.id).collect();
                div.body lang=[(!report.language.is_empty()).then_some(&report.language)] dir="auto" {
                    (marked(index.text(&report.id), &said, index))
                }
            }
        }
    }
}

/// The words under a range of code points.
pub(crate) fn words(text: &str, range: Range) -> String {
    text.chars().skip(range[0]).take(range[1].saturating_sub(range[0])).collect()
}

/// The text cut wherever a statement begins or ends; each piece links to the claim of the shortest statement over it.
fn marked(text: &str, statements: &[&Statement], index: &Index<'_>) -> Markup {
    let mut borders: Vec<usize> = statements.iter().flat_map(|said| said.span).collect();
    borders.push(0);
    borders.sort_unstable();
    borders.dedup();
    let length = text.chars().count();
    borders.retain(|&border| border <= length);
    borders.push(length);
    let mut characters = text.chars();
    markup! {
        @for pair in borders.windows(2) {
            @let (start, end) = (pair[0], pair[1]);
            @let piece: String = characters.by_ref().take(end - start).collect();
            @let over = over(statements, start, end);
            @let starting = over.iter().filter(|said| said.span[0] == start);
            @for said in starting { span.place id=(said.id) {} }
            @match over.first() {
                None => (piece),
                Some(shortest) => {
                    @let ids: Vec<&str> = over.iter().map(|said| said.id.as_str()).collect();
                    @let claim = index.claim_of(&shortest.id);
                    a
                        class={ "said " (claim.map_or("", |claim| claim.status.as_str())) }
                        href={ "#" (claim.map_or("", |claim| claim.id.as_str())) }
                        data-said=(ids.join(" "))
                        title=[title(shortest, index)]
                    { (piece) }
                }
            }
        }
    }
}

/// Statements over a piece of text, the shortest first.
fn over<'a>(statements: &[&'a Statement], start: usize, end: usize) -> Vec<&'a Statement> {
    let mut over: Vec<&Statement> =
        statements.iter().copied().filter(|said| said.span[0] <= start && end <= said.span[1] && start < end).collect();
    over.sort_by_key(|said| (said.span[1] - said.span[0], said.span[0]));
    over
}

fn title(said: &Statement, index: &Index<'_>) -> Option<String> {
    let claim = index.claim_of(&said.id)?;
    let chain = index.chain(said);
    let by = if chain.is_empty() { String::new() } else { format!("{chain}; ") };
    let origins =
        if claim.origins.len() == 1 { "1 origin".to_owned() } else { format!("{} origins", claim.origins.len()) };
    Some(format!("{by}{origins}, {} of the reports", claim.carriers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_code_points() {
        assert_eq!(words("aé😀b", [1, 3]), "é😀");
        assert_eq!(words("ab", [1, 9]), "b");
    }
}
