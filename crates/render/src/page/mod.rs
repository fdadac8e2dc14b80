//! One self-contained HTML file: no request leaves it, everything reachable by keyboard, readable on a telephone, on
//! paper and without scripts. The templates escape all text.

mod claims;
mod map;
mod sections;
mod texts;
mod timeline;
mod tree;

use crate::index::{Index, label};
use crate::sentence::{headline, shared_claims, story_headline};
use headwater_model::dossier::{Dossier, Report, Story};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The dossier as a page; `texts` are the reports' texts in the order of `dossier.reports`.
#[must_use]
pub fn html(dossier: &Dossier, texts: &[&str]) -> String {
    let title = headline(dossier);
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "Headwater " (dossier.headwater) };
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#stories" { "Skip to the stories" }
                header {
                    p.name { "Headwater" }
                    h1 { (title) }
                    p.lead { (lead(dossier)) }
                }
                @if dossier.stories.len() > 1 { (contents(dossier)) }
                main #stories {
                    @for story in &dossier.stories {
                        (section(story, &Index::new(dossier, texts, story), dossier.stories.len() == 1))
                    }
                    (notes(dossier))
                }
                footer {
                    p {
                        "Independent is not true: an origin is counted when nothing ties it to another, and what all \
                        origins say may still be wrong. Every line quotes a report; follow it to its place."
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn lead(dossier: &Dossier) -> String {
    match dossier.stories.as_slice() {
        [story] => shared_claims(&story.claims),
        stories => {
            let claims: Vec<_> = stories.iter().flat_map(|story| story.claims.iter().cloned()).collect();
            shared_claims(&claims)
        }
    }
}

fn contents(dossier: &Dossier) -> Markup {
    markup! {
        nav.contents aria-label="Stories" {
            ol {
                @for story in &dossier.stories {
                    li {
                        a href={ "#" (story.id) } { (story.title) }
                        span.quiet { " " (story_headline(story)) }
                    }
                }
            }
        }
    }
}

/// One story; `alone` when the page's own headline already counts it.
fn section(story: &Story, index: &Index<'_>, alone: bool) -> Markup {
    let heading = format!("{}-title", story.id);
    markup! {
        section.story id=(story.id) aria-labelledby=(heading) {
            h2 id=(heading) { (story.title) }
            @if !alone { p.lead { (story_headline(story)) "." } }
            @if !story.because.is_empty() {
                p.quiet { "One story because: " (story.because.join("; ")) "." }
            }
            (reports(story, index))
            (sections::section(story, index))
            (claims::section(story, index))
            (tree::section(story, index))
            (timeline::section(story, index))
            (map::section(story, index))
            (checks(story, index))
            (texts::section(story, index))
        }
    }
}

fn reports(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        h3 { "Reports" }
        ul.reports {
            @for report in story.reports.iter().filter_map(|id| index.report(id)) {
                li {
                    (report_link(story, report))
                    span.quiet { " " (dated(report)) }
                    @for agency in &report.credits { " " span.tag { "credits " (agency) } }
                }
            }
        }
    }
}

/// Who printed a report, with the way to its text, and its headline.
fn report_link(story: &Story, report: &Report) -> Markup {
    markup! {
        a href={ "#" (story.id) "-" (report.id) } { (label(report)) }
        @if !report.title.is_empty() { " “" (report.title) "”" }
    }
}

fn dated(report: &Report) -> String {
    match &report.published.at {
        Some(at) => format!("{} (from {})", readable(at), report.published.basis.replace('-', " ")),
        None => "no date found".to_owned(),
    }
}

/// "2024-02-11 20:40 GMT": seconds say nothing to a reader.
fn readable(at: &str) -> String {
    match at.split_once('T') {
        Some((day, time)) => format!("{day} {} GMT", time.get(..5).unwrap_or(time)),
        None => at.to_owned(),
    }
}

fn checks(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        @if !story.checks.is_empty() {
            h3 { "Checks" }
            ul.checks {
                @for check in &story.checks {
                    @let (class, verdict) = match check.holds {
                        Some(true) => ("holds", "✓ holds"),
                        Some(false) => ("fails", "✗ does not hold"),
                        None => ("open", "? cannot be told"),
                    };
                    li class=(class) {
                        strong { (verdict) } " "
                        q { (texts::words(index.text(&check.report), check.span)) }
                        " " (check.detail)
                        span.quiet { " (" (check.kind.replace('-', " ")) ", " (index.label(&check.report)) ")" }
                    }
                }
            }
        }
    }
}

fn notes(dossier: &Dossier) -> Markup {
    markup! {
        @if !dossier.notes.is_empty() {
            section.notes aria-labelledby="notes" {
                h2 #notes { "Notes on the input" }
                ul {
                    @for note in &dossier.notes {
                        li {
                            @if let Some(place) = &note.report { code { (place) } " " }
                            (note.message)
                            @if !note.hint.is_empty() { span.quiet { " " (note.hint) } }
                        }
                    }
                }
            }
        }
    }
}
