//! Rights notices: copyright lines and what they forbid.

pub(super) fn opens_rights(line: &str, folded: &str) -> bool {
    let opens = [
        "copyright",
        "tm and copyright",
        "all rights reserved",
        "this material may not",
        "all contents",
        "c 20",
        "the cnn wire",
    ];
    line.starts_with('©') || line.starts_with("(TM") || opens.iter().any(|phrase| folded.starts_with(phrase))
}

pub(super) fn is_rights(line: &str, folded: &str) -> bool {
    let opens = ["copyright ", "tm and copyright", "tm copyright", "all contents copyright", "c copyright"];
    folded.contains("all rights reserved")
        || folded.contains("may not be published broadcast")
        || folded.contains("may not be reproduced")
        || line.starts_with('©')
        || (opens.iter().any(|phrase| folded.starts_with(phrase))
            && folded.chars().any(|character| character.is_ascii_digit()))
        || folded.starts_with("copyright associated press")
}
