//! The founding example: three reports on one summit, most of it one state agency's statement. The texts are not ours to
//! ship; the test reads them beside the repository and says so when they are not there.

use crate::{dossier_by, failure};
use headwater_engine::Language;
use std::path::Path;

/// What the dossier of the three must show. Reports are called by the beginnings of their names.
const EXPECTED: &str = r#"
stories 1
claim "strategic importance": 3 reports, 1 origin
chain "clear manifestation of the stand" in 000: Korean Central News Agency > Kim Jong Un
chain "clear show of the" in 002: Korean Central News Agency > Kim Jong Un
chain "clear manifestation of the will" in 004: Korean Central News Agency > Kim Jong Un
difference wording "stand" "will"
chain "is likely to heavily focus" in 000: AFP > Yang Moo-jin
chain "is likely to heavily focus" in 002: AFP > Yang Moo-jin
claim "is likely to heavily focus": 2 reports, 1 origin
unseen AFP
copy 000 -- 002: wholly
pair 000 004: same-source
pair 002 004: same-source
drift attribution-lost 002 -> 000
drift certainty-raised 002 -> 000
chain "lengthy handshake" in 000: Al Jazeera English
time "Tuesday morning" in 000: 2023-09-12TMO
time "Tuesday" in 002: 2023-09-12
time "20:00 GMT on Monday" in 004: 2023-09-11T20:00Z
time "6:00 a.m. local time on Tuesday" in 004: 2023-09-12T06:00+10:00
place Khasan in 000: 42.43, 130.64
place Khasan in 002: 42.43, 130.64
place Khasan in 004: 42.43, 130.64
place Ussuriysk in 004: 43.8, 131.95
place Vladivostok in 002: 43.12, 131.89
place Vladivostok in 004: 43.12, 131.89
place Vostochny Cosmodrome in 000: 51.88, 128.33
place Vostochny Cosmodrome in 004: 51.88, 128.33
check distance in 004: fails
check distance in 004: holds
check time-zone in 004: holds
difference name "Alexander Kozlov" "Alexandr Kozlov"
"#;

/// The supply of arms is disputed however it is read; read in full, the other report's "talks concerning arms supply" are of
/// the same claim.
fn disputed(language: Language) -> &'static str {
    match language {
        Language::Fast => r#"claim "will supply arms to Russia": 1 reports, 2 origins, disputed"#,
        Language::Full => r#"claim "will supply arms to Russia": 2 reports, 2 origins, disputed"#,
    }
}

#[test]
fn the_founding_example_comes_out_as_worked_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} is not there, so the founding example was not read", folder.display());
        return;
    }
    let mut reports = headwater_ingest::read(&[folder], &headwater_ingest::Settings::default()).value;
    assert_eq!(reports.len(), 3);
    for report in &mut reports {
        report.name.truncate(3);
    }
    let lines = || EXPECTED.lines().map(str::trim).filter(|line| !line.is_empty());
    let failures: Vec<String> = Language::ALL
        .into_iter()
        .flat_map(|language| {
            let dossier = dossier_by(language, reports.clone());
            lines()
                .chain([disputed(language)])
                .filter_map(move |line| failure(&format!("{language}: {line}"), line, &dossier))
        })
        .collect();
    assert!(failures.is_empty(), "{} expectations:\n{}", failures.len(), failures.join("\n"));
}
