//! Scratch: prints mentions and entities of texts, one JSON string a line? plain: a file of text.
use headwater_annotate::Annotator;
use headwater_model::*;
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        for text in text.split('\u{1}') {
            let report = Report {
                name: String::new(),
                path: String::new(),
                url: String::new(),
                outlet: String::new(),
                title: String::new(),
                bylines: vec![],
                dateline: None,
                published: Published::unknown(),
                language: "en".into(),
                credits: vec![],
                posts: vec![],
                furniture: vec![],
                cut: vec![],
                text: text.to_owned(),
                sha256: [0; 32],
            };
            let a = Annotator::new().annotate(&report);
            for (n, e) in a.entities.iter().enumerate() {
                println!(
                    "E{n}\t{:?}\t{}\t{}\t{:?}\tbody={}",
                    e.kind,
                    if e.named { "named" } else { "-" },
                    e.name,
                    e.aliases,
                    e.body.map_or(String::new(), |b| a.entities[b.0 as usize].name.clone())
                );
            }
            for s in &a.words.sentences {
                let mut out = String::new();
                let mut at = s.span.start();
                for m in a.mentions.iter().filter(|m| s.span.contains(m.span)) {
                    if m.span.start() < at {
                        continue;
                    }
                    out += &text[at..m.span.start()];
                    let k = match m.kind {
                        MentionKind::Name => "",
                        MentionKind::Description => "d",
                        MentionKind::Pronoun => "p",
                    };
                    out += &format!("[{}|{k}{}]", &text[m.span.range()], m.entity.0);
                    at = m.span.end();
                }
                out += &text[at..s.span.end()];
                println!("S{}{} {out}", s.paragraph, if s.furniture { "F" } else { "" });
            }
            println!("====");
        }
    }
}
