//! "6:00 a.m. local time": a clock time without a zone takes the zone of the place named beside it.

use headwater_model::{Annotated, Place, PlaceMention, Report, Span, TimeExpression, TimeKind};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Gives local clock times the offset from UTC that their place keeps on that day ("2023-09-12T06:00+10:00"). Places
/// are looked for in the time's own sentence: the last one before the time, else the first one after it.
pub(crate) fn localise(report: &Report, annotated: &mut Annotated) {
    let offsets: Vec<Option<String>> =
        annotated.times.iter().map(|time| offset(&report.text, annotated, time)).collect();
    for (time, offset) in annotated.times.iter_mut().zip(offsets) {
        if let Some(offset) = offset {
            time.value.push_str(&offset);
        }
    }
}

fn offset(text: &str, annotated: &Annotated, time: &TimeExpression) -> Option<String> {
    if time.kind != TimeKind::Time || !time.span.of(text).to_ascii_lowercase().contains("local") {
        return None;
    }
    // A value with a zone does not parse as a plain date and clock time.
    let clock: DateTime = time.value.parse().ok()?;
    let sentence = annotated.words.sentences[annotated.words.sentence_at(time.span.start())?].span;
    let place = nearest(&annotated.places, sentence, time.span)?;
    let zone = TimeZone::get(&place.zone).ok()?;
    let seconds = zone.to_ambiguous_zoned(clock).compatible().ok()?.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    Some(format!("{sign}{:02}:{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60))
}

fn nearest(places: &[PlaceMention], sentence: Span, time: Span) -> Option<&Place> {
    let first = places.partition_point(|mention| mention.span.start() < sentence.start());
    let known = || {
        let inside = places[first..].iter().take_while(move |mention| mention.span.start() < sentence.end());
        let inside = inside.filter(move |mention| sentence.contains(mention.span));
        inside
            .filter_map(|mention| Some((mention.span, mention.place.as_ref()?)))
            .filter(|(_, place)| !place.zone.is_empty())
    };
    let before = known().take_while(|(span, _)| span.end() <= time.start()).last();
    before.or_else(|| known().find(|(span, _)| span.start() >= time.end())).map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use crate::Annotator;
    use headwater_model::Report;
    use jiff::civil::date;

    fn values(text: &str) -> Vec<String> {
        let annotated = Annotator::new().annotate_with(&Report::of_text(text), Some(date(2023, 9, 13)));
        annotated.times.into_iter().map(|time| time.value).collect()
    }

    #[test]
    fn local_time_takes_the_zone_of_the_place() {
        let text = "The train arrived in Vladivostok at 6:00 a.m. local time on Tuesday.";
        assert_eq!(values(text), ["2023-09-12T06:00+10:00"]);
    }

    #[test]
    fn without_a_place_or_without_the_word_it_stays_as_it_is() {
        assert_eq!(values("They left at 6:00 a.m. local time on Tuesday."), ["2023-09-12T06:00"]);
        assert_eq!(values("The train arrived in Vladivostok at 6:00 a.m. on Tuesday."), ["2023-09-12T06:00"]);
    }
}
