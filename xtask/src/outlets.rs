//! Builds `data/outlets.tsv` from public tables of outlets and from our own table of owners.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// One outlet of one source.
#[derive(Clone, Debug, Default)]
struct Row {
    name: String,
    domain: String,
    owner: String,
    country: String,
    home: String,
    state: bool,
}

/// Reads the sources in `sources` and `owners`, and writes the joined table to `out`.
///
/// # Errors
/// When a file is missing, has not the expected columns, or cannot be written.
pub(crate) fn run(sources: &Path, owners: &Path, out: &Path) -> Result<(), String> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let mut rows = own(&read(owners)?);
    let own_rows = rows.len();
    rows.extend(state_media(&read(&sources.join("State_Media_Matrix.csv"))?)?);
    rows.extend(local_news(&read(&sources.join("local_news_dataset_2018.csv"))?)?);
    rows.extend(fundus(&read(&sources.join("fundus_supported_publishers.md"))?));
    rows.extend(newspapers(&read(&sources.join("wikipedia-us-newspapers.tsv"))?));
    let table = joined(rows, own_rows);
    std::fs::write(out, table).map_err(|error| format!("{}: {error}", out.display()))
}

/// Joins rows by domain, the earlier source winning field by field; then drops names that several outlets bear.
fn joined(rows: Vec<Row>, own_rows: usize) -> String {
    let mut by_domain: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<(Row, bool)> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let row = Row { name: clean(&row.name), owner: clean(&row.owner), home: clean(&row.home), ..row };
        if row.name.is_empty() {
            continue;
        }
        match by_domain.get(&row.domain).filter(|_| !row.domain.is_empty()) {
            Some(&known) => {
                let Some((known, _)) = kept.get_mut(known) else { continue };
                // Papers that share a site may have other homes; the publisher is the same.
                for (slot, value) in [(&mut known.owner, row.owner), (&mut known.country, row.country)] {
                    if slot.is_empty() {
                        *slot = value;
                    }
                }
                known.state |= row.state;
            }
            None => {
                if !row.domain.is_empty() {
                    by_domain.insert(row.domain.clone(), kept.len());
                }
                kept.push((row, at < own_rows));
            }
        }
    }
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (row, _)) in kept.iter().enumerate() {
        bearers.entry(folded(&row.name)).or_default().push(at);
    }
    let mut nameless = vec![false; kept.len()];
    for bearing in bearers.values() {
        let first_own = bearing.iter().find(|at| kept.get(**at).is_some_and(|(_, own)| *own));
        let of =
            |at: &usize| kept.get(*at).map(|(row, _)| (row.owner.as_str(), row.home.as_str(), row.country.as_str()));
        let agree = bearing.windows(2).all(|pair| of(&pair[0]) == of(&pair[1]));
        for at in bearing {
            nameless[*at] = if first_own.is_some() { first_own != Some(at) } else { !agree };
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for ((row, _), nameless) in kept.iter().zip(nameless) {
        // A row that is found by nothing or says nothing is left out.
        let says = !(row.owner.is_empty() && row.home.is_empty() && row.country.is_empty());
        if (nameless && row.domain.is_empty()) || !says {
            continue;
        }
        let mut line = String::new();
        let state = if row.state { "state" } else { "" };
        let known_by = if nameless { "domain" } else { "" };
        let fields = [&row.name, &row.domain, &row.owner, &row.country, &row.home].map(String::as_str);
        // Writing to a string cannot fail.
        let _ = write!(line, "{}\t{state}\t{known_by}", fields.join("\t"));
        lines.push(line);
    }
    lines.sort();
    lines.dedup();
    let head = "# Outlets: usual name, domain, owner, country (ISO 3166-1), home, whether state media, and \"domain\" when \
                several outlets bear the name. Built by `cargo run -p headwater-xtask -- outlets`; sources in NOTICE-outlets.md.";
    format!("{head}\n{}\n", lines.join("\n"))
}

/// A field as the table keeps it: character references read, no tabs, line breaks or marks, single blanks.
fn clean(field: &str) -> String {
    let text = quick_xml::escape::unescape(field).unwrap_or(field.into());
    text.replace(['\t', '\n', '\r', '*'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Our own table of owners: "[owner|country]" heads, then "domain|name|home".
fn own(table: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut owner, mut country) = (String::new(), String::new());
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some((head, code)) =
            line.strip_prefix('[').and_then(|line| line.strip_suffix(']')).and_then(|line| line.split_once('|'))
        {
            (owner, country) = (head.to_owned(), code.to_owned());
            continue;
        }
        let mut fields = line.split('|');
        let (Some(domain), Some(name), Some(home)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let (country, home) = match home.split_once(':') {
            Some((code, home)) => (code.to_owned(), home),
            None => (country.clone(), home),
        };
        rows.push(Row {
            name: name.to_owned(),
            domain: domain.to_owned(),
            owner: owner.clone(),
            country,
            home: home.to_owned(),
            state: false,
        });
    }
    rows
}

/// State Media Matrix: an outlet counts as state media when it is state controlled or captured.
fn state_media(table: &str) -> Result<Vec<Row>, String> {
    let records = csv_records(table, &["Country", "Media company", "Main assets", "URL", "Typology"])?;
    let row = |record: Vec<String>| {
        let [country, company, asset, url, kind] = record.try_into().ok()?;
        let plain = |text: &str| {
            text.split('(').next().unwrap_or_default().trim().trim_start_matches("Print:").trim().to_owned()
        };
        let (name, owner) = (plain(&asset), plain(&company));
        let name = if name.is_empty() { owner.clone() } else { name };
        let state = matches!(kind.as_str(), "SC" | "CaPu" | "CaPr");
        Some(Row {
            name,
            domain: domain(&url),
            owner,
            country: country_code(country.trim()).to_owned(),
            home: String::new(),
            state,
        })
    };
    Ok(records.into_iter().filter_map(row).collect())
}

fn local_news(table: &str) -> Result<Vec<Row>, String> {
    let records = csv_records(table, &["name", "state", "domain", "owner", "medium"])?;
    let row = |record: Vec<String>| {
        let [name, state, host, owner, medium] = record.try_into().ok()?;
        let home = STATES.iter().find(|(code, _)| *code == state).map_or("", |(_, name)| name);
        let owner = owner_now(owner.trim(), medium == "TV station");
        Some(Row { name, domain: domain(&host), owner, country: "US".to_owned(), home: home.to_owned(), state: false })
    };
    Ok(records.into_iter().filter_map(row).collect())
}

/// Groups that were sold or go by several names since the table was made (2018).
fn owner_now(owner: &str, television: bool) -> String {
    let now = match owner {
        "Sinclair Broadcast Group" | "Barrington Broadcasting" => "Sinclair",
        "Nexstar Media Group"
        | "LIN TV"
        | "Media General"
        | "Newport Television"
        | "Local TV, LLC"
        | "Mission Broadcasting" => "Nexstar",
        "Tribune" if television => "Nexstar",
        "Tribune" => "Tribune Publishing",
        "Raycom" | "Raycom Media" | "Meredith" | "Gray Television" | "Quincy Newspapers" => "Gray Media",
        "Tegna Media" => "Tegna",
        "Hearst Television" => "Hearst",
        "E. W. Scripps Company" | "Journal Broadcast Group" | "Ion Media Networks" => "E.W. Scripps",
        "NBC Universal" => "NBCUniversal",
        "CBS Corporation" => "Paramount",
        "ABC" => "Disney",
        "Fox Television Stations" => "Fox",
        "Univision Communications" => "Univision",
        "Entravision Communications" => "Entravision",
        "Advance Local" => "Advance",
        "Daystar Television Network" => "Daystar",
        "Cox Media Group" => "Cox Media Group",
        other => other,
    };
    now.to_owned()
}

/// The publisher list of Fundus: country sections, then names and links.
fn fundus(page: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut country, mut name) = ("", "");
    for line in page.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix("## ").and_then(|line| line.strip_suffix("-Publishers")) {
            country = match section {
                "UK" => "GB",
                "IND" => "IN",
                "ISL" => "IS",
                other => other,
            };
        } else if let Some(inner) = line.strip_prefix("<div>").and_then(|line| line.strip_suffix("</div>")) {
            name = inner;
        } else if let Some(link) = line.strip_prefix("<a href=\"").and_then(|line| line.split('"').next()) {
            let host = domain(link);
            if !name.is_empty() && !host.is_empty() {
                rows.push(Row { name: name.to_owned(), domain: host, country: country.to_owned(), ..Row::default() });
            }
            name = "";
        }
    }
    rows
}

fn newspapers(table: &str) -> Vec<Row> {
    let rows = table.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let (name, state) = (fields.next()?, fields.next()?);
        // Wikipedia tells namesakes apart in brackets.
        let name = name.split(" (").next().unwrap_or(name);
        Some(Row { name: name.to_owned(), country: "US".to_owned(), home: state.to_owned(), ..Row::default() })
    });
    rows.collect()
}

fn csv_records(table: &str, columns: &[&str]) -> Result<Vec<Vec<String>>, String> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let positions: Vec<usize> = columns
        .iter()
        .map(|column| headers.iter().position(|header| header == *column).ok_or(format!("no column \"{column}\"")))
        .collect::<Result<_, _>>()?;
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        records.push(positions.iter().map(|at| record.get(*at).unwrap_or_default().to_owned()).collect());
    }
    Ok(records)
}

/// Host of an address without "www."; empty for hosts that many outlets share.
fn domain(url: &str) -> String {
    const SHARED: [&str; 16] = [
        "blogspot.com",
        "facebook.com",
        "fb.com",
        "google.com",
        "instagram.com",
        "issuu.com",
        "linkedin.com",
        "t.me",
        "tumblr.com",
        "twitter.com",
        "vimeo.com",
        "vk.com",
        "weebly.com",
        "wix.com",
        "wordpress.com",
        "youtube.com",
    ];
    let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ' ']).next().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let shared = SHARED.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")));
    if shared || !host.contains('.') || host.contains('\t') { String::new() } else { host.to_owned() }
}

/// As the atlas folds names when it looks them up.
fn folded(name: &str) -> String {
    let lower: String =
        name.chars().map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect();
    let lower = lower.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = if words.first() == Some(&"the") && words.len() > 1 { &words[1..] } else { &words[..] };
    words.join(" ")
}

fn country_code(name: &str) -> &'static str {
    COUNTRIES.iter().find(|(country, _)| *country == name).map_or("", |(_, code)| code)
}

/// Countries as the State Media Matrix spells them.
#[rustfmt::skip]
const COUNTRIES: [(&str, &str); 156] = [
    ("Afghanistan", "AF"), ("Albania", "AL"), ("Algeria", "DZ"), ("Angola", "AO"), ("Argentina", "AR"),
    ("Armenia", "AM"), ("Australia", "AU"), ("Austria", "AT"), ("Azerbaijan", "AZ"), ("Bahrain", "BH"),
    ("Bangladesh", "BD"), ("Belarus", "BY"), ("Belgium", "BE"), ("Benin", "BJ"), ("Bhutan", "BT"), ("Bolivia", "BO"),
    ("Bosnia and Herzegovina", "BA"), ("Botswana", "BW"), ("Brazil", "BR"), ("Brunei", "BN"), ("Bulgaria", "BG"),
    ("Burkina Faso", "BF"), ("Burundi", "BI"), ("Cambodia", "KH"), ("Cameroon", "CM"), ("Canada", "CA"),
    ("Central African Republic", "CF"), ("Chad", "TD"), ("Chile", "CL"), ("China", "CN"), ("Colombia", "CO"),
    ("Congo", "CG"), ("Costa Rica", "CR"), ("Croatia", "HR"), ("Cuba", "CU"), ("Cyprus", "CY"), ("Czechia", "CZ"),
    ("Côte d'Ivoire", "CI"), ("DR Congo", "CD"), ("Denmark", "DK"), ("Djibouti", "DJ"), ("Dominican Republic", "DO"),
    ("Ecuador", "EC"), ("Egypt", "EG"), ("El Salvador", "SV"), ("Eritrea", "ER"), ("Estonia", "EE"),
    ("Ethiopia", "ET"), ("Finland", "FI"), ("France", "FR"), ("Gabon", "GA"), ("Georgia", "GE"), ("Germany", "DE"),
    ("Ghana", "GH"), ("Greece", "GR"), ("Guatemala", "GT"), ("Haiti", "HT"), ("Honduras", "HN"), ("Hong Kong", "HK"),
    ("Hungary", "HU"), ("Iceland", "IS"), ("India", "IN"), ("Indonesia", "ID"), ("Iran", "IR"), ("Iraq", "IQ"),
    ("Ireland", "IE"), ("Israel", "IL"), ("Italy", "IT"), ("Jamaica", "JM"), ("Japan", "JP"), ("Jordan", "JO"),
    ("Kazakhstan", "KZ"), ("Kenya", "KE"), ("Kuwait", "KW"), ("Laos", "LA"), ("Latvia", "LV"), ("Lebanon", "LB"),
    ("Lesotho", "LS"), ("Liberia", "LR"), ("Libya", "LY"), ("Liechtenstein", "LI"), ("Lithuania", "LT"),
    ("Macao", "MO"), ("Madagascar", "MG"), ("Malawi", "MW"), ("Malaysia", "MY"), ("Malta", "MT"),
    ("Mauritania", "MR"), ("Mexico", "MX"), ("Moldova", "MD"), ("Mongolia", "MN"), ("Montenegro", "ME"),
    ("Morocco", "MA"), ("Mozambique", "MZ"), ("Myanmar", "MM"), ("Namibia", "NA"), ("Nepal", "NP"),
    ("Netherlands", "NL"), ("New Zealand", "NZ"), ("Nicaragua", "NI"), ("Niger", "NE"), ("Nigeria", "NG"),
    ("North Korea", "KP"), ("North Macedonia", "MK"), ("Norway", "NO"), ("Oman", "OM"), ("Pakistan", "PK"),
    ("Palestine territories", "PS"), ("Panama", "PA"), ("Paraguay", "PY"), ("Peru", "PE"), ("Philippines", "PH"),
    ("Poland", "PL"), ("Portugal", "PT"), ("Qatar", "QA"), ("Romania", "RO"), ("Russia", "RU"), ("Rwanda", "RW"),
    ("Saudi Arabia", "SA"), ("Senegal", "SN"), ("Serbia", "RS"), ("Singapore", "SG"), ("Slovakia", "SK"),
    ("Slovenia", "SI"), ("Somalia", "SO"), ("South Africa", "ZA"), ("South Korea", "KR"), ("South Sudan", "SS"),
    ("Spain", "ES"), ("Sri Lanka", "LK"), ("Sudan", "SD"), ("Sweden", "SE"), ("Switzerland", "CH"), ("Syria", "SY"),
    ("Taiwan", "TW"), ("Tajikistan", "TJ"), ("Tanzania", "TZ"), ("Thailand", "TH"), ("The Gambia", "GM"),
    ("Togo", "TG"), ("Tunisia", "TN"), ("Turkey", "TR"), ("Turkmenistan", "TM"), ("UAE", "AE"), ("Uganda", "UG"),
    ("Ukraine", "UA"), ("United Kingdom", "GB"), ("United States of America", "US"), ("Uruguay", "UY"),
    ("Uzbekistan", "UZ"), ("Vatican City", "VA"), ("Venezuela", "VE"), ("Vietnam", "VN"), ("Yemen", "YE"),
    ("Zambia", "ZM"), ("Zimbabwe", "ZW"),
];

/// Postal codes of the states of the USA.
#[rustfmt::skip]
const STATES: [(&str, &str); 52] = [
    ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"), ("CA", "California"),
    ("CO", "Colorado"), ("CT", "Connecticut"), ("DE", "Delaware"), ("DC", "Washington, D.C."), ("FL", "Florida"),
    ("GA", "Georgia"), ("HI", "Hawaii"), ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"),
    ("KS", "Kansas"), ("KY", "Kentucky"), ("LA", "Louisiana"), ("ME", "Maine"), ("MD", "Maryland"),
    ("MA", "Massachusetts"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"), ("MO", "Missouri"),
    ("MT", "Montana"), ("NE", "Nebraska"), ("NV", "Nevada"), ("NH", "New Hampshire"), ("NJ", "New Jersey"),
    ("NM", "New Mexico"), ("NY", "New York"), ("NC", "North Carolina"), ("ND", "North Dakota"), ("OH", "Ohio"),
    ("OK", "Oklahoma"), ("OR", "Oregon"), ("PA", "Pennsylvania"), ("PR", "Puerto Rico"), ("RI", "Rhode Island"),
    ("SC", "South Carolina"), ("SD", "South Dakota"), ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"),
    ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"), ("WV", "West Virginia"), ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
];
