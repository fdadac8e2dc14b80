//! Claims made false by code: one number, name or day changed, or a negation put in.

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const NUMBERS: [&str; 10] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];
const NO_NAMES: [&str; 12] =
    ["Both", "From", "Last", "March", "May", "That", "Their", "There", "They", "This", "What", "When"];
const AUXILIARIES: [&str; 10] = ["is", "are", "was", "were", "will", "would", "should", "could", "has", "have"];

/// Every way to distort a claim in one slot. `others` are claims of the same story, from which names are taken.
pub(crate) fn distortions(claim: &str, number: usize, others: &[String]) -> Vec<String> {
    [another_number(claim), another_day(claim), another_name(claim, number, others), negated(claim)]
        .into_iter()
        .flatten()
        .collect()
}

/// The first number made larger.
fn another_number(claim: &str) -> Option<String> {
    replace_first(claim, |word| {
        if let Some(at) = NUMBERS.iter().position(|name| *name == word) {
            return Some(NUMBERS[(at + 3) % NUMBERS.len()].to_owned());
        }
        let value: u64 = word.replace(',', "").parse().ok()?;
        Some((value + value / 3 + 2).to_string())
    })
}

/// The first day of the week moved by three.
fn another_day(claim: &str) -> Option<String> {
    replace_first(claim, |word| {
        let at = DAYS.iter().position(|day| *day == word)?;
        Some(DAYS[(at + 3) % DAYS.len()].to_owned())
    })
}

/// The first name inside the claim replaced by one that another claim of the story names and this one does not.
fn another_name(claim: &str, number: usize, others: &[String]) -> Option<String> {
    let held: Vec<&str> = words(claim).collect();
    let mut names = (1..others.len()).map(|step| &others[(number + step) % others.len()]).flat_map(|other| {
        words(other).skip(1).filter(|word| is_name(word) && !held.contains(word)).collect::<Vec<_>>()
    });
    let replacement = names.next()?.to_owned();
    let first = words(claim).next()?.to_owned();
    replace_first(claim, |word| (word != first && is_name(word)).then(|| replacement.clone()))
}

/// "not" put after the first auxiliary, or taken out.
fn negated(claim: &str) -> Option<String> {
    if claim.contains(" not ") {
        return Some(claim.replacen(" not ", " ", 1));
    }
    replace_first(claim, |word| AUXILIARIES.contains(&word).then(|| format!("{word} not")))
}

fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 3
        && letters.any(char::is_lowercase)
        && !DAYS.contains(&word)
        && !NO_NAMES.contains(&word)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && character != ',').filter(|word| !word.is_empty())
}

/// The claim with the first word replaced for which `change` gives another.
fn replace_first(claim: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let inside = |character: char| character.is_alphanumeric() || character == ',';
    let mut start = None;
    for (at, character) in claim.char_indices().chain([(claim.len(), ' ')]) {
        match (start, inside(character)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = claim[from..at].trim_end_matches(',');
                if let Some(changed) = change(word) {
                    return Some(format!("{}{}{}", &claim[..from], changed, &claim[from + word.len()..]));
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_is_changed_once() {
        let others = ["The guard met Brunner in Oslo".to_owned()];
        let all = distortions("On Monday three ships were seen by Velt near 1,200 rocks", 0, &others);
        assert_eq!(all[0], "On Monday six ships were seen by Velt near 1,200 rocks");
        assert_eq!(all[1], "On Thursday three ships were seen by Velt near 1,200 rocks");
        assert_eq!(another_number("near 1,200 rocks").unwrap(), "near 1602 rocks");
        assert_eq!(negated("they were seen").unwrap(), "they were not seen");
        assert_eq!(negated("they did not run").unwrap(), "they did run");
    }
}
