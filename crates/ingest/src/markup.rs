//! Markup to text without building a tree: linear in the input, whatever its depth.

/// The text between the tags: blocks and line breaks become line feeds, white space is joined, entities are decoded;
/// scripts, styles and comments are left out.
pub(crate) fn text_of(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        writer.text(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        rest = tag(rest, &mut writer);
    }
    writer.text(rest);
    writer.finish()
}

/// Whether a string is markup rather than text that happens to hold an angle bracket.
pub(crate) fn is_markup(text: &str) -> bool {
    [
        "</p>",
        "<p>",
        "<p ",
        "<br",
        "</div>",
        "</a>",
        "</span>",
        "</em>",
        "</strong>",
        "</li>",
        "</h",
        "<img ",
        "</figure>",
        "<P>",
    ]
    .iter()
    .any(|tag| text.contains(tag))
}

/// The deepest nesting of elements that have to be closed: an upper bound on what a parser would build, for pages
/// whose tags are closed. Stops counting past `limit`.
pub(crate) fn depth(html: &str, limit: usize) -> usize {
    // These need no end tag, so their start tags say nothing about depth.
    const OPEN: [&str; 36] = [
        "area", "base", "basefont", "bgsound", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head",
        "hr", "html", "image", "img", "input", "keygen", "li", "link", "meta", "optgroup", "option", "p", "param",
        "path", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    ];
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let closing = rest.starts_with('/');
        let name: String = name_of(if closing { rest.get(1..).unwrap_or_default() } else { rest });
        if name.is_empty() || OPEN.contains(&name.as_str()) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if matches!(name.as_str(), "script" | "style") {
            rest = after_raw(rest, &name);
        } else {
            let end = rest.find('>').unwrap_or(rest.len());
            if !rest.get(..end).is_some_and(|tag| tag.ends_with('/')) {
                depth += 1;
                deepest = deepest.max(depth);
                if deepest > limit {
                    return deepest;
                }
            }
        }
    }
    deepest
}

/// Name of a tag in lower case, at the start of what follows "<" or "</".
fn name_of(rest: &str) -> String {
    let mut name: String = rest
        .bytes()
        .take(20)
        .take_while(u8::is_ascii_alphanumeric)
        .map(|byte| byte.to_ascii_lowercase() as char)
        .collect();
    if !name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()) {
        name.clear();
    }
    name
}

/// What follows an element whose content is no text.
fn after_raw<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find("</")) {
        let tail = rest.get(from + at + 2..).unwrap_or_default();
        if tail.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)) {
            return tail.find('>').and_then(|end| tail.get(end + 1..)).unwrap_or_default();
        }
        from += at + 2;
    }
    ""
}

/// Reads one tag, comment or declaration at the start of `rest`; gives what follows.
fn tag<'a>(rest: &'a str, writer: &mut Writer) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default();
    }
    if let Some(section) = rest.strip_prefix("<![CDATA[") {
        let (inside, after) = section.split_once("]]>").unwrap_or((section, ""));
        writer.text(inside);
        return after;
    }
    let inner = rest.get(1..).unwrap_or_default();
    let closing = inner.starts_with('/');
    let name = name_of(if closing { inner.get(1..).unwrap_or_default() } else { inner });
    if name.is_empty() {
        return match inner.bytes().next() {
            Some(b'!' | b'?' | b'/') => inner.find('>').and_then(|end| inner.get(end + 1..)).unwrap_or_default(),
            _ => {
                writer.text("<");
                inner
            }
        };
    }
    let after = after_tag(inner);
    match name.as_str() {
        "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "select" | "button" | "textarea"
        | "title"
            if !closing =>
        {
            writer.space();
            if inner.get(..inner.len() - after.len()).is_some_and(|tag| tag.ends_with("/>")) {
                after
            } else {
                after_raw(after, &name)
            }
        }
        "td" | "th" | "img" | "input" => {
            writer.space();
            after
        }
        "br" | "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr" | "table" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "blockquote" | "section" | "article" | "aside" | "header" | "footer" | "nav" | "main"
        | "figure" | "figcaption" | "form" | "hr" | "pre" | "body" | "html" | "head" | "address" | "fieldset"
        | "details" | "summary" | "center" | "caption" | "hl2" | "block" | "media" => {
            writer.line();
            after
        }
        _ => after,
    }
}

/// What follows the ">" of a tag; a ">" inside a quoted attribute does not end it.
fn after_tag(inner: &str) -> &str {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return inner.get(at + 1..).unwrap_or_default(),
            (None, b'"' | b'\'') if inner.as_bytes().get(at.wrapping_sub(1)) == Some(&b'=') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            // A quotation mark that is never closed must not swallow the page.
            _ if at > 20_000 => break,
            _ => {}
        }
    }
    inner.find('>').and_then(|end| inner.get(end + 1..)).unwrap_or_default()
}

#[derive(Default)]
struct Writer {
    out: String,
    gap: Gap,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if raw.is_empty() {
            return;
        }
        let decoded = entities(raw);
        for character in decoded.chars() {
            if character.is_whitespace() {
                self.gap = self.gap.max(Gap::Space);
                continue;
            }
            if !self.out.is_empty() {
                match self.gap {
                    Gap::None => {}
                    Gap::Space => self.out.push(' '),
                    Gap::Line => self.out.push('\n'),
                }
            }
            self.gap = Gap::None;
            self.out.push(character);
        }
    }

    fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    fn line(&mut self) {
        self.gap = Gap::Line;
    }

    fn finish(self) -> String {
        self.out
    }
}

/// Decodes character references; what is none stays as it is.
pub(crate) fn entities(raw: &str) -> std::borrow::Cow<'_, str> {
    if !raw.contains('&') {
        return raw.into();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        let length = rest.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let name = rest.get(..length).unwrap_or_default();
        let closed = rest.as_bytes().get(length) == Some(&b';');
        match closed.then(|| reference(name)).flatten() {
            Some(decoded) => {
                out.push_str(&decoded);
                rest = rest.get(length + 1..).unwrap_or_default();
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out.into()
}

fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return quick_xml::escape::resolve_html5_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages written as windows-1252 use its positions 128 to 159 (HTML standard, numeric character references).
    let windows = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
        _ => None,
    };
    windows.or_else(|| char::from_u32(code)).filter(|character| *character != '\0').map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        let html = "<div><h1>Ferry &amp; fog</h1><p>It ran\n aground<br>today.</p><script>x<y</script><!-- no --><p title=\"a>b\">Freed&#8217;s &eacute;.</p></div>";
        assert_eq!(text_of(html), "Ferry & fog\nIt ran aground\ntoday.\nFreed’s é.");
    }

    #[test]
    fn broken_markup_is_read_on() {
        assert_eq!(text_of("a < b & c &bogus; <p>d"), "a < b & c &bogus;\nd");
        assert_eq!(text_of("<script>never closed"), "");
        assert_eq!(text_of("<"), "<");
        assert_eq!(text_of("<a href=\"unclosed>text</a> more"), "text more");
        assert_eq!(text_of("&#x110000;&#150;&#0;"), "&#x110000;–&#0;");
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(depth("<div><p><span>x</span></div>", 100), 2);
        assert!(depth(&"<div>".repeat(100_000), 600) > 600);
        assert_eq!(depth(&"<p>x".repeat(100_000), 600), 0);
        assert!(text_of(&"<div>".repeat(100_000)).is_empty());
    }
}
