//! First names and the short forms that stand for them.

/// First names that pass for one another.
const FORMS: &[&[&str]] = &[
    &["william", "bill", "will", "billy"],
    &["robert", "bob", "rob", "bobby"],
    &["richard", "rick", "dick", "rich"],
    &["james", "jim", "jimmy", "jamie"],
    &["john", "jack", "johnny", "jon"],
    &["edward", "ed", "ted", "eddie"],
    &["michael", "mike", "mick"],
    &["elizabeth", "liz", "beth", "betsy", "lizzie"],
    &["joseph", "joe"],
    &["thomas", "tom", "tommy"],
    &["charles", "charlie", "chuck"],
    &["margaret", "maggie", "peggy", "meg"],
    &["katherine", "kate", "kathy", "katie", "catherine"],
    &["anthony", "tony"],
    &["lawrence", "larry"],
    &["stephen", "steve", "steven"],
    &["andrew", "andy", "drew"],
    &["daniel", "dan", "danny"],
    &["patrick", "pat"],
    &["patricia", "pat", "patty"],
    &["susan", "sue"],
    &["alexander", "alex", "alexandr", "aleksandr"],
    &["benjamin", "ben"],
    &["samuel", "sam"],
    &["gregory", "greg"],
    &["ronald", "ron"],
    &["donald", "don"],
    &["kenneth", "ken"],
];

/// Whether two first names, in lower case, pass for one another: "Liz" and "Elizabeth".
///
/// ```
/// assert!(headwater_atlas::are_forms_of_one_first_name("liz", "elizabeth"));
/// assert!(!headwater_atlas::are_forms_of_one_first_name("liz", "mary"));
/// ```
#[must_use]
pub fn are_forms_of_one_first_name(left: &str, right: &str) -> bool {
    left == right || FORMS.iter().any(|forms| forms.contains(&left) && forms.contains(&right))
}
