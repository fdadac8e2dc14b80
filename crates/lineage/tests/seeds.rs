//! The founding example: three reports of one summit, two of them from one AFP text that is not among them.

mod story;

use headwater_lineage::{Settings, trace};
use headwater_model::{CopyLevel, CopyNode, Direction};
use std::path::Path;
use story::Reports;

#[test]
fn two_reports_derive_from_an_unseen_agency_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let names = ["000_dd396b500a9c83a3.txt", "002_8b32f08f268a6a9f.txt", "004_3918f6c71d856d57.txt"];
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let texts: Vec<String> = names.iter().filter_map(|name| std::fs::read_to_string(folder.join(name)).ok()).collect();
    let [first, second, third] = texts.as_slice() else {
        println!("SKIPPED: {} does not hold the founding example", folder.display());
        return;
    };
    let reports = Reports::bare(&[first, second, third]);
    let tree = trace(&reports.readings(), &Settings::default());
    let found: Vec<(CopyLevel, Direction, &str)> =
        tree.pairs.iter().map(|pair| (pair.level, pair.direction, pair.wire.as_str())).collect();
    assert_eq!(found[0], (CopyLevel::Wholly, Direction::Common, "AFP"));
    assert_eq!(found[1], (CopyLevel::SameSource, Direction::Common, ""));
    assert_eq!(found[2], (CopyLevel::SameSource, Direction::Common, ""));
    assert!(matches!(&tree.nodes[3], CopyNode::Unseen { agency, .. } if agency == "AFP"));
    assert_eq!(tree.edges.iter().map(|edge| (edge.from, edge.to)).collect::<Vec<_>>(), [(3, 0), (3, 1)]);
}
