//! Sub-events: what a story tells of one after the other.

use super::report_link;
use crate::index::Index;
use crate::sentence::{counted, section_days};
use headwater_model::dossier::{Section, Story};
use maud::{Markup, html as markup};

/// The sub-events of a story, each with its reports and what most of them are about.
pub(crate) fn section(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        @if !story.sections.is_empty() {
            h3 { "Sub-events" }
            ol.timeline {
                @for section in &story.sections { li id=(section.id) { (sub_event(section, story, index)) } }
            }
        }
    }
}

fn sub_event(section: &Section, story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        time { (section_days(section)) } " " (section.title)
        p.quiet {
            (counted(section.reports.len(), "report")) ", " (counted(section.claims.len(), "claim")) " mostly told here"
            @if !section.names.is_empty() { "; names of its own: " (section.names.join(", ")) }
        }
        ul.statements {
            @for claim in index.claims_shown_of(section) {
                li { a href={ "#" (claim.id) } { "“" (claim.text) "”" } span.quiet { " " (counted(claim.carriers, "report")) } }
            }
        }
        details {
            summary { "Where it is told" }
            ul.reports {
                @for report in section.reports.iter().filter_map(|id| index.report(id)) {
                    li { (report_link(story, report)) }
                }
            }
        }
    }
}
