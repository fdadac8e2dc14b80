//! Words that tell what a name or a noun stands for: titles, roles, bodies, countries, first names.

use crate::word_sets::WordTable;
use crate::words::{fold, hash};
use headwater_model::Token;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is known of a word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u32);

impl Traits {
    /// Mr, Mrs, Dr: stands before a surname.
    pub(crate) const HONORIFIC: Self = Self(1);
    /// Sen., President, Sheriff: stands before a name.
    pub(crate) const TITLE: Self = Self(1 << 1);
    /// A person by what he or she is or does: spokesman, lawyer, neighbour.
    pub(crate) const ROLE: Self = Self(1 << 2);
    /// Several of them: officials, witnesses, police.
    pub(crate) const PLURAL: Self = Self(1 << 3);
    /// A body by what it is: ministry, agency, company.
    pub(crate) const BODY: Self = Self(1 << 4);
    /// Ends the name of an organisation: Department, University, Inc.
    pub(crate) const ORGANISATION_END: Self = Self(1 << 5);
    /// Ends the name of a place: County, River, Street.
    pub(crate) const PLACE_END: Self = Self(1 << 6);
    /// A country, or a word of a country's name.
    pub(crate) const COUNTRY: Self = Self(1 << 7);
    /// A nationality, religion or party's adherents.
    pub(crate) const GROUP: Self = Self(1 << 8);
    /// A month or a day of the week.
    pub(crate) const CALENDAR: Self = Self(1 << 9);
    /// A word that is capitalised only where a sentence opens.
    pub(crate) const FUNCTION: Self = Self(1 << 10);
    /// Said, told, wrote: a verb of speech.
    pub(crate) const SPEECH: Self = Self(1 << 11);
    /// A first name of men.
    pub(crate) const MALE: Self = Self(1 << 12);
    /// A first name of women.
    pub(crate) const FEMALE: Self = Self(1 << 13);
    /// A first name of either.
    pub(crate) const FIRST_NAME: Self = Self(1 << 14);
    /// A written source: report, statement, affidavit.
    pub(crate) const DOCUMENT: Self = Self(1 << 15);
    /// A newspaper, station or site.
    pub(crate) const OUTLET: Self = Self(1 << 16);
    /// A seat of government or a capital that stands for one.
    pub(crate) const CAPITAL: Self = Self(1 << 17);
    /// Former, acting, senior: may stand before a role and says nothing about who it is.
    pub(crate) const QUALIFIER: Self = Self(1 << 18);
    /// A role or body that is part of a government: ministry, police, sheriff.
    pub(crate) const STATE: Self = Self(1 << 19);
    /// He or she: a person, and of which gender, by the noun alone (king, spokeswoman).
    pub(crate) const MAN: Self = Self(1 << 20);
    /// See [`Self::MAN`].
    pub(crate) const WOMAN: Self = Self(1 << 21);

    /// Whether every bit of `other` is set.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any bit of `other` is set.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// All bits, to make features of.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is known of a token's word.
pub(crate) fn traits(token: &Token) -> Traits {
    of_hash(token.word)
}

/// What is known of the word with this hash.
pub(crate) fn of_hash(word: u64) -> Traits {
    TABLE.get(word).unwrap_or_default()
}

/// What is known of a word as written.
pub(crate) fn of_word(word: &str) -> Traits {
    of_hash(hash(&fold(word)))
}

static TABLE: LazyLock<WordTable<Traits>> = LazyLock::new(|| {
    let mut table: BTreeMap<u64, Traits> = BTreeMap::new();
    let mut add = |word: &str, traits: Traits| {
        let entry = table.entry(hash(&fold(word))).or_default();
        *entry = entry.or(traits);
    };
    for &(words, traits) in LISTS {
        for word in words.split_whitespace() {
            add(word, traits);
            if traits.any(Traits::ROLE.or(Traits::BODY).or(Traits::DOCUMENT)) && !traits.has(Traits::PLURAL) {
                add(&plural(word), traits.or(Traits::PLURAL));
            }
        }
    }
    for line in include_str!("../../data/first_names.txt").lines() {
        if let Some((name, gender)) = line.split_once('\t') {
            let gender = match gender {
                "m" => Traits::MALE,
                "f" => Traits::FEMALE,
                _ => Traits::default(),
            };
            add(name, Traits::FIRST_NAME.or(gender));
        }
    }
    WordTable::new(table)
});

/// The regular plural, and "-men" of "-man".
fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o'])
    {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x']) || word.ends_with("ch") {
        return format!("{word}es");
    }
    format!("{word}s")
}

const LISTS: &[(&str, Traits)] = &[
    ("mr messrs sir lord", Traits::HONORIFIC.or(Traits::MAN)),
    ("mrs ms miss madam lady dame", Traits::HONORIFIC.or(Traits::WOMAN)),
    ("dr doctor prof professor rev", Traits::HONORIFIC),
    (
        "president sen senator rep representative gov governor mayor secretary minister chancellor king queen prince \
         princess pope general gen col colonel maj major capt captain lt lieutenant sgt sergeant cpl corporal det detective \
         officer sheriff deputy chief judge justice attorney reverend father sister bishop archbishop cardinal coach \
         ambassador marshal admiral adm commander speaker chairman chairwoman chair director commissioner superintendent \
         congressman congresswoman councilman councilwoman premier investigator trooper patrolman spokesman spokeswoman \
         spokesperson coroner prosecutor candidate sens reps pvt pfc maj. emir sheikh ayatollah imam rabbi envoy dir \
         inspector constable leader nominee strategist analyst editor founder ceo",
        Traits::TITLE,
    ),
    (
        "spokesperson leader lawyer attorney prosecutor senator governor representative lawmaker legislator \
         politician candidate nominee official officer detective investigator sergeant captain lieutenant \
         commander general colonel admiral soldier trooper ambassador diplomat envoy negotiator adviser advisor aide \
         staffer strategist consultant analyst expert scientist researcher professor historian scholar author writer \
         journalist reporter editor columnist correspondent photographer anchor commentator host critic observer \
         activist advocate protester demonstrator organizer organiser founder co-founder owner executive ceo cfo \
         chairperson chair director manager employee worker coach player student teacher principal pupil doctor \
         nurse physician surgeon paramedic firefighter driver pilot engineer passenger caller resident \
         neighbor neighbour witness eyewitness bystander onlooker survivor victim suspect defendant plaintiff shooter \
         assailant attacker killer robber burglar thief inmate prisoner friend relative parent cousin \
         spouse partner roommate classmate colleague coworker co-worker boss teenager teen youth adult person \
         individual owner tenant landlord customer shopper visitor tourist guest voter supporter opponent \
         mayor president premier minister secretary chancellor treasurer commissioner superintendent sheriff deputy \
         coroner examiner judge justice juror magistrate clerk inspector marshal chief agent insider source whistleblower informant \
         lobbyist donor pastor priest bishop rabbi imam cleric monk pope analyst economist trader investor \
         banker broker actor singer musician artist star celebrity celeb director producer filmmaker \
         rebel child infant toddler baby counselor treasurer chairman-elect rebel militant insurgent gunman fighter terrorist hacker skeptic sceptic republican democrat conservative liberal \
         speaker delegate councilor councillor alderman dictator strongman ruler billionaire tycoon mogul rep tweeter \
         user blogger vendor farmer fisherman miner guard veteran recruit immigrant migrant refugee",
        Traits::ROLE,
    ),
    (
        "spokesman chairman businessman congressman councilman gunman man policeman fireman serviceman \
         salesman clergyman anchorman boy father dad brother son husband boyfriend uncle nephew grandfather grandson king \
         prince actor waiter widower groom stepfather stepson",
        Traits::ROLE.or(Traits::MAN),
    ),
    (
        "spokeswoman chairwoman businesswoman congresswoman councilwoman woman policewoman girl mother mom sister \
         daughter wife girlfriend aunt niece grandmother granddaughter queen princess actress waitress widow bride \
         stepmother stepdaughter first-lady",
        Traits::ROLE.or(Traits::WOMAN),
    ),
    (
        "people women children kids police authorities officials relatives parents experts locals personnel crews \
         troops forces lawmakers media press reporters deputies clergy leadership management others",
        Traits::ROLE.or(Traits::PLURAL),
    ),
    (
        "sheriff police ministry ministries minister ministers department government governments embassy embassies \
         parliament congress senate cabinet kremlin pentagon white-house prosecutor prosecutors coroner fbi cia \
         military army navy administration court courts examiner marshal senator governor mayor deputies deputy authorities officials \
         official commissioner secretary",
        Traits::STATE,
    ),
    (
        "agency ministry department company firm corporation government administration embassy consulate parliament \
         congress senate cabinet court committee commission council board panel bureau office party union association \
         organization organisation group foundation institute university college school hospital bank church team \
         club league federation campaign coalition alliance movement charity newspaper paper magazine outlet \
         network station broadcaster channel website site publication tabloid daily \
         military army navy force militia regime faction tribe family household airline manufacturer \
         maker retailer chain startup publisher studio label service regulator watchdog authority tribunal jury \
         think-tank task-force squad unit center centre",
        Traits::BODY,
    ),
    (
        "statement report study survey poll affidavit indictment complaint filing lawsuit document record letter \
         memo email e-mail warrant transcript testimony release tweet post blog dispatch communique footage video \
         book memoir interview article story editorial resolution petition ruling verdict message biography \
         autopsy file data figure return disclosure account",
        Traits::DOCUMENT,
    ),
    (
        "inc corp co ltd llc plc gmbh company corporation department university college school institute agency office \
         committee council commission court bank association organization organisation party union group foundation \
         federation league club society ministry bureau board center centre hospital church church's senate house \
         congress parliament assembly army navy force police times post journal news tribune herald globe gazette \
         observer telegraph guardian network radio television tv service services administration authority coalition \
         movement front brigade team alliance fund trust academy laboratory lab museum airlines airways motors \
         industries holdings partners systems technologies media press",
        Traits::ORGANISATION_END,
    ),
    (
        "county river street avenue road boulevard drive lane highway parish province state island islands lake sea \
         ocean bay mountain mountains valley beach park airport city town village district region peninsula strait \
         heights hills creek canyon desert gulf coast square bridge",
        Traits::PLACE_END,
    ),
    (
        "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus \
         belgium benin bhutan bolivia bosnia botswana brazil britain brunei bulgaria burma burundi cambodia cameroon canada \
         chad chile china colombia congo croatia cuba cyprus czechia denmark djibouti ecuador egypt england eritrea \
         estonia ethiopia fiji finland france gabon gambia germany ghana greece guatemala guinea guyana haiti honduras \
         hungary iceland india indonesia iran iraq ireland israel italy jamaica japan kazakhstan kenya korea \
         kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya lithuania luxembourg macedonia madagascar \
         malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco mongolia montenegro morocco \
         mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama \
         paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia \
         slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia \
         turkey turkmenistan uganda ukraine uruguay uzbekistan vanuatu vatican venezuela vietnam wales yemen zambia \
         zimbabwe us u.s uk u.k uae dprk rok prc ussr",
        Traits::COUNTRY,
    ),
    (
        "afghan albanian algerian american argentine argentinian armenian australian austrian azerbaijani bangladeshi \
         belarusian belgian bolivian bosnian brazilian british briton bulgarian burmese cambodian canadian chilean chinese \
         colombian congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian english estonian ethiopian \
         european filipino finnish french german ghanaian greek haitian hungarian icelandic indian indonesian iranian \
         iraqi irish israeli italian jamaican japanese jordanian kazakh kenyan korean kosovar kurdish kuwaiti latvian \
         lebanese liberian libyan lithuanian malaysian maltese mexican moldovan mongolian moroccan nepalese nepali \
         nigerian norwegian omani pakistani palestinian panamanian peruvian polish portuguese qatari romanian russian \
         rwandan saudi scottish senegalese serbian serb singaporean slovak slovenian somali spanish sri-lankan sudanese \
         swedish swiss syrian taiwanese tajik tanzanian thai tibetan tunisian turkish turk ugandan ukrainian uruguayan uyghur \
         uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean african asian arab latino hispanic western \
         christian catholic protestant muslim islamic jewish jew hindu buddhist sikh mormon sunni shiite shia islamist \
         republican democratic democrat communist socialist conservative liberal labour tory nazi taliban \
         african-american native evangelical",
        Traits::GROUP,
    ),
    (
        "afghans americans arabs australians britons canadians chinese christians catholics cubans democrats egyptians \
         europeans filipinos germans greeks haitians hindus indians iranians iraqis israelis italians jews kenyans koreans \
         kurds mexicans muslims nigerians pakistanis palestinians republicans russians saudis serbs sunnis shiites \
         syrians tibetans turks ukrainians venezuelans conservatives liberals communists socialists islamists nazis",
        Traits::GROUP.or(Traits::PLURAL).or(Traits::ROLE),
    ),
    (
        "january february march april may june july august september october november december jan feb mar apr jun \
         jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur \
         thurs fri sat sun christmas easter thanksgiving ramadan a.m p.m gmt est edt pst pdt cst cdt et utc",
        Traits::CALENDAR,
    ),
    (
        "the a an this that these those he she it they we you i his her its their our your my and but or nor so yet if \
         when while as at by for from in into of off on onto out over to under up with without within after before \
         during since until although though because unless whether where why how what which who whom whose there here \
         then than not no yes all any both each few many most much some such one two three four five six seven eight \
         nine ten also just only even still already now later earlier today yesterday tomorrow however meanwhile \
         moreover instead perhaps maybe once about above across against along among around behind below beneath beside \
         between beyond despite down except inside like near outside past through throughout toward towards upon via \
         according asked told said is are was were be been being am has have had do does did will would can could \
         should may might must shall let get got go come came made make see saw look take took says say added according \
         another every other others more less nothing something everything anyone everyone someone nobody somebody \
         don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't i'm i've i'll it's he's she's \
         that's there's they're we're you're let's what's we've they've last next first second third new old former \
         police officials authorities experts people residents witnesses investigators reporters images \
         video photos read watch click sign copyright share advertisement related photo credit story news \
         never ever always often sometimes thus hence therefore nevertheless nonetheless otherwise rather quite very \
         too well again further finally recently currently previously initially originally eventually apparently \
         reportedly allegedly clearly certainly obviously indeed hundreds thousands dozens millions several \
         us them him me myself himself herself themselves itself whatever whoever whenever wherever",
        Traits::FUNCTION,
    ),
    (
        "said say says saying told tell tells telling added adds asked wrote writes tweeted claimed claims announced \
         stated states explained warned warns argued argues insisted insists denied denies reported reports confirmed \
         declared acknowledged noted testified alleged replied responded suggested believes believe thinks \
         admitted vowed pledged promised urged called accused condemned criticized praised rejected described \
         predicted estimated revealed disclosed released issued quoted cited according joked quipped tweets",
        Traits::SPEECH,
    ),
    (
        "kremlin pentagon white-house downing-street washington moscow beijing pyongyang seoul tokyo london paris berlin \
         brussels kiev kyiv tehran jerusalem ankara islamabad delhi riyadh damascus baghdad kabul havana caracas canberra \
         ottawa warsaw rome madrid athens cairo hanoi manila bangkok jakarta taipei",
        Traits::CAPITAL,
    ),
    (
        "cnn nbc abc cbs fox bbc msnbc npr pbs cnbc politico buzzfeed gawker bloomberg slate salon breitbart vox axios \
         time newsweek tpm mlive usa-today kyodo guardian newsmax al-jazeera skynews itv rt nhk mtv espn",
        Traits::OUTLET,
    ),
    (
        "former acting interim senior top chief deputy vice assistant current then ex late new longtime veteran retired \
         high-ranking high-level unnamed unidentified anonymous local federal state city county law enforcement \
         associate prime executive lead",
        Traits::QUALIFIER,
    ),
    (
        "vladimir dmitry dmitri sergei sergey alexander alexandr alexei aleksandr mikhail boris igor nikolai yevgeny oleg \
         viktor yuri pavel andrei andrey konstantin maxim mohammed muhammad mohammad mohamed ahmed ahmad ali hassan hussein \
         ibrahim omar osama abdul abdullah mahmoud mustafa youssef khaled hamid saddam bashar recep mehmet emmanuel jean \
         pierre francois jacques michel nicolas giuseppe silvio matteo mario hans klaus wolfgang jurgen helmut gerhard \
         angelo joao luiz hugo nicolas evo jose juan carlos luis javier pedro pablo benjamin naftali avigdor ehud \
         shimon ariel narendra rahul imran nawaz pervez asif rajiv manmohan shinzo yoshihide taro kofi ban nelson jacob \
         barack mitt newt jeb rand reince donald joe josh mike ted rick rudy bernie marco chuck harry mitch kushner \
         viktor volodymyr petro leonid slobodan zoran jaroslaw lech vaclav",
        Traits::FIRST_NAME.or(Traits::MALE),
    ),
    (
        "olga svetlana tatiana natalia irina elena yelena anastasia maria angela ursula theresa marine segolene \
         fatima aisha khadija benazir indira sonia michelle hillary ivanka melania condoleezza kamala nikki dilma cristina \
         yulia aung mireille chantal simone golda tzipi hanan sakie park",
        Traits::FIRST_NAME.or(Traits::FEMALE),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_traits_in_singular_and_plural() {
        assert!(of_word("Spokesman").has(Traits::ROLE.or(Traits::MAN)));
        assert!(of_word("spokesmen").has(Traits::ROLE.or(Traits::PLURAL)));
        assert!(of_word("Ministries").has(Traits::BODY.or(Traits::PLURAL)));
        assert!(of_word("Hillary").has(Traits::FEMALE));
        assert_eq!(of_word("zzz"), Traits::default());
    }
}
