//! Credits of pictures, as lines of their own and in brackets.

use crate::lines::{ends_as_sentence, folded, words};

pub(super) fn is_photo_credit(line: &str, folded: &str) -> bool {
    let short = words(line) <= 12;
    let opens = [
        "photo ",
        "photos ",
        "photo credit",
        "photo by ",
        "photograph ",
        "image ",
        "image credit",
        "ap photo",
        "credit ",
        "picture ",
        "photography by",
        "file photo",
        "courtesy ",
        "photo courtesy",
        "foto ",
    ];
    let labelled = line.find(':').is_some_and(|at| at <= 14)
        || line.starts_with('(')
        || folded.starts_with("photo by")
        || folded.starts_with("ap photo")
        || folded.starts_with("photo courtesy")
        || folded.starts_with("photo credit");
    if short && labelled && opens.iter().any(|phrase| folded.starts_with(phrase)) {
        return true;
    }
    // "Jane Doe/Getty Images", "Jane Doe / Reuters", "Getty Images"
    let houses = [
        "getty images",
        "ap photo",
        "afp",
        "reuters",
        "ap",
        "associated press",
        "bloomberg",
        "epa",
        "usa today",
        "shutterstock",
        "tribune news service",
        "via ap",
        "via getty images",
        "via reuters",
        "rex",
    ];
    let behind_slash = line.rfind('/').and_then(|at| line.get(at + 1..)).map(crate::lines::folded);
    let house = |name: &str| houses.iter().any(|house| name == *house || name.starts_with("getty images"));
    words(line) <= 9
        && !ends_as_sentence(line)
        && (behind_slash.is_some_and(|name| house(&name)) || folded == "getty images")
}

/// "AP Photo/Jane Doe", "Photo: Getty", "Photo by Jane Doe", "Jane Doe/Getty Images", "WXYZ photo".
pub(super) fn is_bracketed_credit(inner: &str) -> bool {
    let folded = folded(inner);
    let opens = [
        "photo ",
        "photos ",
        "ap photo",
        "image ",
        "picture ",
        "credit ",
        "source photo",
        "courtesy ",
        "file photo",
        "reuters file photo",
        "getty",
    ];
    let labelled = ["photo", "image", "picture", "credit", "courtesy"].iter().any(|word| {
        folded.strip_prefix(word).is_some_and(|rest| {
            let raw = inner.get(word.len()..).unwrap_or_default().trim_start();
            raw.starts_with(':')
                || rest.trim_start().starts_with("by ")
                || rest.trim_start().starts_with("credit")
                || raw.starts_with('/')
                || rest.trim_start().starts_with("courtesy")
                || rest.trim_start().starts_with("provided")
        })
    });
    folded.starts_with("ap photo")
        || folded == "getty images"
        || labelled
        || folded.ends_with("getty images")
        || (folded.ends_with(" photo") && words(inner) <= 4 && opens.iter().all(|phrase| *phrase != folded))
        || (inner.contains("/AP") && words(inner) <= 8)
        || (inner.contains("/Reuters") && words(inner) <= 8)
}
