//! A claim given in words, held against everything that was read.

use crate::assemble::{Assembly, rounded};
use crate::pipeline::readings;
use crate::words::Word;
use crate::{Analysis, CodePoints, Engine, StoryAnalysis};
use headwater_model::{Answer, Reading, Report, Spoken, Verdict, dossier};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What one story says to the claim.
struct Reply<'a> {
    story: &'a StoryAnalysis,
    /// Position of the story in the collection.
    at: usize,
    answer: Answer,
}

impl Engine {
    /// What the stories of `analysis` say to `claim`: a report that holds the claim's words and nothing else.
    /// Stories come in the order of how much they say to it.
    #[must_use]
    pub fn check(&self, claim: &Report, analysis: &Analysis) -> dossier::Answer {
        let points: Vec<CodePoints> = analysis.reports.iter().map(|report| CodePoints::new(&report.text)).collect();
        let mut replies: Vec<Reply<'_>> = analysis
            .stories
            .iter()
            .enumerate()
            .map(|(at, story)| Reply { story, at, answer: self.reply(claim, story, analysis) })
            .filter(|reply| reply.answer.verdict != Verdict::NotFound)
            .collect();
        let most = |reply: &Reply<'_>| reply.answer.statements.iter().map(|row| row.coverage).fold(0.0, f64::max);
        replies.sort_by(|a, b| {
            let order = b.answer.verdict.cmp(&a.answer.verdict).then_with(|| most(b).total_cmp(&most(a)));
            order.then_with(|| a.at.cmp(&b.at))
        });
        dossier::Answer {
            headwater: env!("CARGO_PKG_VERSION").to_owned(),
            schema: dossier::SCHEMA,
            claim: claim.text.clone(),
            verdict: replies.first().map_or(Verdict::NotFound, |reply| reply.answer.verdict).word().to_owned(),
            origins: replies.iter().map(|reply| reply.answer.origins.len()).sum(),
            stories: replies.iter().map(|reply| self.assembled(reply, claim, analysis, &points)).collect(),
        }
    }

    /// Times in the claim are counted from the story's last day.
    fn reply(&self, claim: &Report, story: &StoryAnalysis, analysis: &Analysis) -> Answer {
        let layers = self.layers(story, analysis);
        let readings = readings(&story.story, &analysis.reports, &layers);
        let last = readings.iter().filter_map(|reading| reading.report.published.at).max();
        let day: Option<Date> = last.map(|last| last.to_zoned(TimeZone::UTC).date());
        let annotated = self.annotator.annotate_with(claim, day);
        let claim = Reading { report: claim, annotated: &annotated };
        headwater_claims::check(claim, &readings, &story.tree, &self.outlets, &story.claims, &self.config.claims)
    }

    fn assembled(
        &self,
        reply: &Reply<'_>,
        claim: &Report,
        analysis: &Analysis,
        points: &[CodePoints],
    ) -> dossier::StoryAnswer {
        let assembly = Assembly::new(analysis, reply.story, points, reply.at);
        let spoken = |row: &Spoken| {
            let said = &reply.story.claims.statements[row.statement.0 as usize];
            dossier::Spoken {
                statement: assembly.statement(row.statement),
                stance: row.stance.word().to_owned(),
                coverage: rounded(row.coverage),
                sources: said
                    .chain
                    .iter()
                    .filter_map(|link| reply.story.claims.sources.get(link.source))
                    .map(|source| source.name.clone())
                    .collect(),
                against: row
                    .against
                    .iter()
                    .map(|against| dossier::Against {
                        kind: against.kind.word().to_owned(),
                        claim: against.claim.of(&claim.text).to_owned(),
                        said: against.said.map(|span| assembly.words(said.report, span)),
                    })
                    .collect(),
            }
        };
        dossier::StoryAnswer {
            story: assembly.id().to_owned(),
            title: assembly.title(),
            verdict: reply.answer.verdict.word().to_owned(),
            statements: reply.answer.statements.iter().map(spoken).collect(),
            origins: reply.answer.origins.iter().map(|origin| assembly.origin(origin)).collect(),
        }
    }
}
