//! Limits of reading, and the names under which records keep their fields.

/// Limits and names of fields. Sizes are in bytes.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Names of the fields of JSON and Parquet records.
    pub fields: FieldNames,
    /// Longest text of one report (16 MiB): what is longer is read up to here. A newspaper's year is shorter.
    pub longest_text: usize,
    /// Largest document that has to be parsed as a whole: JSON other than JSON Lines, XML (512 MiB).
    pub largest_document: usize,
    /// Largest web page (8 MiB): what is longer is read up to here.
    pub largest_page: usize,
    /// Deepest nesting of a page's elements (600; browsers stop at 512). A deeper page is read as the plain text
    /// between its tags.
    pub deepest_page: usize,
    /// Seconds that one large or deep page may take before it is read as the plain text between its tags (20). Small
    /// pages are never timed, so the clock decides nothing about them.
    pub seconds_a_page: u64,
    /// How many times its size a compressed input may grow (250) once it has passed `expansion_floor`. Text shrinks
    /// three- to tenfold, near-identical records fiftyfold; bombs a thousandfold.
    pub largest_expansion: u64,
    /// Expanded bytes below which growth is not looked at (64 MiB).
    pub expansion_floor: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            fields: FieldNames::default(),
            longest_text: 16 << 20,
            largest_document: 512 << 20,
            largest_page: 8 << 20,
            deepest_page: 600,
            seconds_a_page: 20,
            largest_expansion: 250,
            expansion_floor: 64 << 20,
        }
    }
}

/// For each field the names it goes by, the strongest first; case is ignored. A field's value is the first that is
/// present and not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNames {
    /// The text.
    pub text: Vec<String>,
    /// The headline.
    pub title: Vec<String>,
    /// The published time.
    pub published: Vec<String>,
    /// The outlet.
    pub outlet: Vec<String>,
    /// The address.
    pub url: Vec<String>,
    /// The record's own id.
    pub id: Vec<String>,
    /// The authors.
    pub bylines: Vec<String>,
    /// The language.
    pub language: Vec<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let names = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        Self {
            text: names(
                "text body articleBody article_body article_text body_text content_text maintext main_text full_text \
                 fulltext story_text clean_text cleaned_text raw_text plain_text content article body_html content_html \
                 html document paragraphs body_xhtml description summary abstract snippet",
            ),
            title: names("title headline article_title heading header name"),
            published: names(
                "published published_at publishedAt date_published datePublished publish_date date_publish publishDate \
                 publication_date publicationDate pub_date pubDate date firstcreated firstCreated versioncreated \
                 versionCreated issued dateCreated created_at created datetime timestamp time updated_at updated \
                 dateModified date_modified modified",
            ),
            outlet: names(
                "outlet publisher source site site_name siteName sitename newspaper publication source_name sourceName \
                 media media_name provider source_domain domain hostname website feed_title",
            ),
            url: names("url link canonical_url permalink web_url webUrl source_url mainEntityOfPage href uri"),
            id: names("id _id uid uuid guid doc_id docid document_id report_id article_id identifier key"),
            bylines: names("bylines byline authors author by creator"),
            language: names("language lang inLanguage"),
        }
    }
}
