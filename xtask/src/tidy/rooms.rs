//! Each crate has a job and a *never* in the plan, and imports only what stands to its left there.

use super::House;

/// What each room may import of the workspace. Tests may import more (`dev-dependencies`).
const IMPORTS: [(&str, &[&str]); 14] = [
    ("crates/model", &[]),
    ("crates/atlas", &["model"]),
    ("crates/linear", &[]),
    ("crates/encoder", &["model"]),
    ("crates/ingest", STAGE),
    ("crates/annotate", STAGE),
    ("crates/stories", STAGE),
    ("crates/lineage", STAGE),
    ("crates/claims", STAGE),
    ("crates/render", &["model"]),
    ("crates/engine", &["model", "atlas", "linear", "encoder", "annotate", "stories", "lineage", "claims"]),
    ("crates/cli", &["model", "atlas", "ingest", "engine", "render"]),
    ("bench", NOT_SHIPPED),
    ("xtask", NOT_SHIPPED),
];

/// Stages know the vocabulary, the tables and the models, never each other.
const STAGE: &[&str] = &["model", "atlas", "linear", "encoder"];
/// What looks at every room from outside.
const NOT_SHIPPED: &[&str] =
    &["model", "atlas", "linear", "encoder", "ingest", "annotate", "stories", "lineage", "claims", "render", "engine"];

/// Rooms whose job is input or output: the root's bans do not hold there.
const OWN_CLIPPY: [&str; 4] = ["crates/ingest", "crates/cli", "bench", "xtask"];

/// What the root's clippy.toml must forbid the stages.
const BANS: [&str; 5] = ["std::env::var", "std::fs::read", "std::net::", "std::time::Instant::now", "RandomState"];

pub(super) fn problems(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    let rooms: Vec<&str> = house
        .ending("Cargo.toml")
        .filter_map(|(path, _)| path.strip_suffix("/Cargo.toml"))
        .filter(|room| *room != "fuzz")
        .collect();
    let plan = plan(house.text("ARCHITECTURE.md"));
    for room in &rooms {
        match plan.iter().find(|(name, ..)| name == room) {
            None => problems.push(format!("ARCHITECTURE.md: {room} is not in the table of rooms")),
            Some((_, job, never)) if job.is_empty() || never.is_empty() => {
                problems.push(format!("ARCHITECTURE.md: {room} has no job or no never"));
            }
            Some(_) => {}
        }
        let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| name == room) else {
            problems.push(format!("{room}: what it may import does not stand in xtask/src/tidy/rooms.rs"));
            continue;
        };
        for import in imports(house.text(&format!("{room}/Cargo.toml"))) {
            if !allowed.contains(&import) {
                problems.push(format!("{room}/Cargo.toml: it must not import headwater-{import}"));
            }
        }
    }
    for (room, ..) in plan.iter().filter(|(room, ..)| !rooms.contains(room)) {
        problems.push(format!("ARCHITECTURE.md: {room} is in the table, but is no crate"));
    }
    let clippy = house.text("clippy.toml");
    for ban in BANS.iter().filter(|ban| !clippy.contains(**ban)) {
        problems.push(format!("clippy.toml: {ban} is not banned"));
    }
    for (path, _) in house.ending("/clippy.toml") {
        let room = path.trim_end_matches("/clippy.toml");
        if !OWN_CLIPPY.contains(&room) {
            problems.push(format!("{path}: it lifts the bans of the root, which hold for {room}"));
        }
    }
    problems
}

/// Rows of the table of rooms: folder, job, never.
fn plan(text: &str) -> Vec<(&str, &str, &str)> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.trim().trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            [room, _, job, never] => Some((room.trim_matches('`'), job, never)),
            _ => None,
        }
    })
    .collect()
}

/// Crates of the workspace that a manifest's `[dependencies]` name, without "headwater-".
fn imports(manifest: &str) -> Vec<&str> {
    let (mut found, mut within) = (Vec::new(), false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.trim() == "[dependencies]";
        }
        let name = line.strip_prefix("headwater-").and_then(|rest| rest.split(['.', ' ', '=']).next());
        found.extend(name.filter(|_| within));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::house;
    use super::*;

    #[test]
    fn imports_are_those_of_the_program() {
        let manifest = "[dependencies]\nheadwater-model.workspace = true\nheadwater-atlas = { path = \"..\" }\nserde = \"1\"\n\n[dev-dependencies]\nheadwater-ingest.workspace = true\n";
        assert_eq!(imports(manifest), ["model", "atlas"]);
    }

    #[test]
    fn a_stage_that_imports_another_is_named() {
        let table =
            "| `crates/claims` | Who? | counts | counts copies |\n| `crates/gone` | What? | nothing | nothing |\n";
        let house = house(&[
            ("ARCHITECTURE.md", table),
            ("clippy.toml", &BANS.join(" ")),
            ("crates/claims/Cargo.toml", "[dependencies]\nheadwater-lineage.workspace = true\n"),
            ("crates/claims/clippy.toml", ""),
            ("crates/new_one/Cargo.toml", ""),
        ]);
        assert_eq!(
            problems(&house),
            [
                "crates/claims/Cargo.toml: it must not import headwater-lineage",
                "ARCHITECTURE.md: crates/new_one is not in the table of rooms",
                "crates/new_one: what it may import does not stand in xtask/src/tidy/rooms.rs",
                "ARCHITECTURE.md: crates/gone is in the table, but is no crate",
                "crates/claims/clippy.toml: it lifts the bans of the root, which hold for crates/claims",
            ]
        );
    }
}
